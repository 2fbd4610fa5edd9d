/* Tables that stand in memory alone (store_options.in_memory): ordered, written in the one write transaction and taken
 * back with it. No file, log or copy ever holds them; whoever declares one makes it anew after store_open.
 *
 * A reader sees what the writer has put, as there is no second state: it may not read one between the first change and
 * the end of the transaction (an assertion). */
#pragma once
#include <bsd/sys/tree.h>
#include <stdbool.h>
#include "base/span.h"
#include "store/key.h"

/* 48 bytes, and those of the key and the value. */
struct memory_row {
    RB_ENTRY(memory_row) place;
    uint32_t value_len;
    uint16_t key_len;
    uint8_t bytes[]; /* of the key, then of the value */
};
RB_HEAD(memory_rows, memory_row);

struct memory_table {
    struct memory_rows rows;
    uint64_t n;
    struct memory_row *last; /* the greatest; NULL: there is none */
};

/* What a transaction has done, for taking it back. */
struct memory_undo;
struct memory {
    struct memory_undo *steps;
    size_t n_steps, capacity;
};

static inline struct span memory_key(const struct memory_row *r) { return (struct span){r->bytes, r->key_len}; }
static inline struct span memory_value(const struct memory_row *r) {
    return (struct span){r->bytes + r->key_len, r->value_len};
}

/* The first row that is not before this key; NULL: none. */
struct memory_row *memory_seek(struct memory_table *t, const struct key *k);
/* The last one before it; of NULL the last of all. */
struct memory_row *memory_before(struct memory_table *t, const struct key *k);
struct memory_row *memory_next(struct memory_row *r);
struct memory_row *memory_find(struct memory_table *t, const struct key *k);
/* In place of what stands there; ERR_NOMEM: nothing was done. What stood there lives until the transaction ends. */
int memory_put(struct memory *m, struct memory_table *t, const struct key *k, struct span value);
/* A missing row is no error. */
int memory_delete(struct memory *m, struct memory_table *t, const struct key *k);
int memory_clear(struct memory *m, struct memory_table *t);
/* The end of a transaction: as it is; or back to when there were so many steps, 0 for as it was. */
void memory_commit(struct memory *m);
void memory_back(struct memory *m, size_t n_steps);
/* All rows, at the end of all. */
void memory_free(struct memory_table *t);
