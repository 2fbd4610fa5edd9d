/* Composite keys whose byte order is the order of their parts: numbers big-endian (signed ones with the sign bit
 * turned), texts ended by a zero byte, ids as they are.
 *
 * LMDB compares keys byte by byte, the shorter one first, so (text, number, id) is listed by text, then by number, and
 * a key of fewer parts is the prefix of exactly those that begin with the same parts: the ending zero keeps "ab" from
 * being a prefix of "abc". Parts carry no mark of what they are; whoever reads one back knows where it stands.
 *
 * A key is a value: it is copied, owns nothing, and outlives the transaction that gave it. */
#pragma once
#include <stdint.h>
#include "base/id.h"
#include "base/span.h"

/* LMDB's limit is 511 (MDB_MAXKEYSIZE). What is longer is cut without a word, and two keys that differ past the cut are
 * one row: every text that comes from outside is bounded before it is made a key of. */
enum { KEY_MAX = 400 };

struct key {
    uint16_t len;
    uint8_t bytes[KEY_MAX];
};

struct key_part {
    enum { KEY_PART_ID, KEY_PART_U64, KEY_PART_U8, KEY_PART_TEXT } kind;
    union {
        struct id id;
        uint64_t u64;
        const char *text; /* at most 128 bytes count; with two of them a key has room for ids and numbers behind */
    };
};

#define KEY_ID(x)  ((struct key_part){.kind = KEY_PART_ID, .id = (x)})
#define KEY_U64(x) ((struct key_part){.kind = KEY_PART_U64, .u64 = (x)})
/* Turning the sign bit puts negative numbers before the others: days before 1970 are such. */
#define KEY_I64(x)  ((struct key_part){.kind = KEY_PART_U64, .u64 = (uint64_t)(int64_t)(x) ^ (UINT64_C(1) << 63)})
#define KEY_U8(x)   ((struct key_part){.kind = KEY_PART_U8, .u64 = (x)})
#define KEY_TEXT(x) ((struct key_part){.kind = KEY_PART_TEXT, .text = (x)})
/* KEY(KEY_TEXT(stream), KEY_U64(n)) */
#define KEY(...)                                                                                                       \
    key_join((const struct key_part[]){__VA_ARGS__},                                                                   \
             sizeof((const struct key_part[]){__VA_ARGS__}) / sizeof(struct key_part))
/* As a prefix: the whole table. No row has it. */
#define KEY_EMPTY ((struct key){.len = 0})

struct key key_join(const struct key_part *parts, size_t n);
/* Bytes that a store or key_span gave. Values of fixed shape are keys too: KEY(KEY_U64(seq)) is written as a value, and
 * read through this with key_u64_at, so that there is one way to write a number. */
struct key key_from(struct span bytes);
/* Points into the key. */
static inline struct span key_span(const struct key *k) { return (struct span){k->bytes, k->len}; }
/* <0, 0, >0: as the store sorts them. */
int key_order(const struct key *a, const struct key *b);
/* The number or id that stands `offset` bytes into a key; 0 or zero when the key is shorter. A number takes 8 bytes, an
 * id ID_LEN, a text its length and 1; a text at offset n is (const char *)key.bytes + n. */
uint64_t key_u64_at(const struct key *k, size_t offset);
static inline int64_t key_i64_at(const struct key *k, size_t offset) {
    return (int64_t)(key_u64_at(k, offset) ^ (UINT64_C(1) << 63));
}
struct id key_id_at(const struct key *k, size_t offset);
