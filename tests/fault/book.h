/* A stopped daemon's store as an outsider reads it: LMDB and proto/record.proto, none of the engine's code. Only the
 * pure values of common/base (spans, arenas, ids) are shared; how keys, chains and causes are made is written here
 * again. */
#pragma once
#include "base/arena.h"
#include "base/id.h"
#include "base/span.h"
#include "engine/engine_rows.h"
#include "proto/record.h"

struct entry {
    uint64_t key_seq; /* under which it is stored */
    sippe__record *r;
    struct span packed;
};

struct stream_row {
    const char *name;
    uint64_t n, seq;
};

struct cursor_row {
    const char *journal;
    engine_rows__cursor *cursor;
};

struct named_id { /* heard: (journal, record); remembered replies: (member in digits, request) */
    const char *name;
    struct id id;
};

struct by_cause {
    struct id cause;
    const struct entry *entry;
};

struct raw_row { /* any table but the journal, for looking through */
    const char *table;
    struct span key, value;
};

struct book {
    const char *name, *dir;
    struct arena arena;
    struct entry *entries;
    size_t n_entries;
    struct stream_row *streams; /* in the order of their keys: by name, then number */
    size_t n_streams;
    struct cursor_row *cursors;
    size_t n_cursors;
    struct named_id *heard, *replies; /* sorted */
    size_t n_heard, n_replies;
    struct id *recalled; /* in key order */
    size_t n_recalled;
    struct by_cause *causes; /* sorted by cause */
    size_t n_causes;
    struct raw_row *rows;
    size_t n_rows;
    bool has_head;
    uint64_t head_seq;
    uint8_t head_chain[ID_LEN];
};

/* NULL, or a sentence: what could not be read. */
const char *book_read(struct book *b, const char *name, const char *dir);
void book_close(struct book *b);

const struct entry *book_entry(const struct book *b, uint64_t seq);
const struct cursor_row *book_cursor(const struct book *b, const char *journal);
bool book_heard(const struct book *b, const char *journal, struct id record);
/* Whoever has this key by the local configuration; in 32 hexadecimal digits, a member's own id. */
struct id member_of_key(const char *name);
bool book_remembers(const struct book *b, struct id member, struct id request);
bool book_recalled(const struct book *b, struct id record);
/* Records with this cause and, unless NULL, of this type. */
size_t book_caused(const struct book *b, struct id cause, const char *type, const struct entry **first);

/* BLAKE2b-128 over a domain and three parts, each after its length in eight bytes, most significant first. */
struct id digest_of(const char *domain, struct span a, struct span b, struct span c);
struct id chain_after(const uint8_t previous[ID_LEN], struct span packed_without_chain);
/* A packed record ends with its chain: tag, length, 16 bytes. */
enum { CHAIN_FIELD_LEN = 2 + ID_LEN };
