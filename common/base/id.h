/* 16-byte identifiers. Every id of the system is derived (BLAKE2b-128 of its cause), never drawn, so that a rerun after
 * a crash names the same things; only clients draw the ids of their requests.
 *
 * An id is hashed over a domain and parts. The domain is a literal that says what is named ("sippe record", "sippe
 * deadline", "sippe thing"), so that equal parts of different kinds never give one id; README.md lists them. What
 * was written once names things for ever: a domain, the order of its parts and their form never change, and a new form
 * gets a new domain. The vectors of tests/unit/test_id.c are those of an independent implementation.
 *
 * The zero id means "none". */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/span.h"

enum { ID_LEN = 16 };

struct id {
    uint8_t bytes[ID_LEN];
};

/* An incremental BLAKE2b-128; parts are length-prefixed, so "ab"+"c" and "a"+"bc" differ. Room and alignment are those
 * of libsodium's state, so that no user of ids includes sodium.h; id.c compares them. */
struct id_hash {
    _Alignas(64) uint8_t state[384];
};
/* Init, parts in their order, end: once each. */
void id_hash_init(struct id_hash *h, const char *domain);
void id_hash_add(struct id_hash *h, struct span part);
/* Eight bytes, big-endian, without a length before them: its length is always the same. */
void id_hash_u64(struct id_hash *h, uint64_t part);
struct id id_hash_end(struct id_hash *h);

/* One shot over a domain and three parts; pass {NULL, 0} for those not used. They are hashed as empty ones all the
 * same, so that this is not id_hash_init, one id_hash_add and the end. */
struct id id_derive(const char *domain, struct span a, struct span b, struct span c);
/* Keyed, for look-up by a personal value that must not stand in a row: without the key nobody can try all telephone
 * numbers. A key of 16 to 64 bytes: libsodium refuses a longer one, and its answer is not looked at here. */
struct id id_keyed(struct span key, const char *domain, struct span value);
/* The same for short values that are asked for a dozen times a message: SipHash-2-4 of 128 bits (Aumasson and
 * Bernstein, 2012), a keyed function as the other is, in a tenth of the time. */
enum { ID_LOOKUP_KEY_LEN = 16 };
struct id id_looked_up(const uint8_t key[ID_LOOKUP_KEY_LEN], const char *domain, struct span value);

bool id_equal(struct id a, struct id b);
bool id_is_zero(struct id a);
static inline struct span id_span(const struct id *id) { return (struct span){id->bytes, ID_LEN}; }
/* From a field of a message; false unless it is 16 bytes long, and then *out is as it was: whoever does not look at the
 * answer may read what was never written, so the compiler asks. */
__attribute__((__warn_unused_result__)) bool id_from(ProtobufCBinaryData field, struct id *out);
/* The same where nothing else than an id can stand, as in our own rows and events: the zero id unless it is one. */
struct id id_of(ProtobufCBinaryData field);
/* False, too, of a field that is no id. */
bool id_is(ProtobufCBinaryData field, struct id id);
/* For a field of a message: a copy in the arena. */
ProtobufCBinaryData id_field(struct arena *a, struct id id);
/* 32 lower-case hexadecimal digits and a NUL. */
void id_hex(struct id id, char out[33]);
char *id_text(struct arena *a, struct id id);
/* 32 hexadecimal digits of either case and nothing else; false: *out is not to be used. */
bool id_parse(const char *hex, struct id *out);
