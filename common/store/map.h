/* An ordered map of what one generation holds: of each table the rows that its frames put and deleted, over what lies
 * below it (README.md draws the layers). It is written by one transaction at a time, which takes back what it put by a
 * list of what stood there before; nothing of that touches a disk.
 *
 * A row that was made stays until the map is freed, so that pointers to it hold: taken back, it is absent. */
#pragma once
#include <bsd/sys/tree.h>
#include <stdbool.h>
#include "store/key.h"
#include "store/store.h"

/* MAP_DELETED hides what lies below; through MAP_ABSENT one sees it. */
enum map_state { MAP_ABSENT, MAP_VALUE, MAP_DELETED };

struct map_value {
    const uint8_t *data;
    uint32_t len;
    enum map_state state;
};

struct map_row {
    RB_ENTRY(map_row) place;
    uint64_t head; /* the key's first 8 bytes as a number: decides most comparisons without the key */
    struct map_value now;
    uint32_t touched; /* the open transaction's first step on it, counted from 1; 0: none */
    uint16_t key_len;
    bool below; /* a row of this key lies below: kept for the tables that are counted (front.c) */
    uint8_t key[];
};
RB_HEAD(map_rows, map_row);

struct map_block;
struct map {
    struct map_rows tables[STORE_TABLES_MAX];
    struct map_block *blocks; /* newest first */
    size_t bytes;             /* of all blocks */
};

struct map_step {
    struct map_row *row;
    struct map_value before;
    store_table table;
};
/* What the open transaction has done. */
struct map_undo {
    struct map_step *steps;
    size_t n, capacity;
};

static inline struct span map_key(const struct map_row *r) { return (struct span){r->key, r->key_len}; }
static inline bool map_is_empty(const struct map *m, store_table table) { return RB_EMPTY(&m->tables[table]); }

/* The row of this key, or NULL. */
struct map_row *map_find(const struct map *m, store_table table, struct span key);
/* The first that is not before this key; the last that is before it, of NULL the last of all. NULL: none. */
struct map_row *map_seek(const struct map *m, store_table table, struct span key);
struct map_row *map_before(const struct map *m, store_table table, const struct span *key);
struct map_row *map_next(struct map_row *r);
struct map_row *map_previous(struct map_row *r);
struct map_row *map_first(const struct map *m, store_table table);

/* The row of this key, made absent if it was not there (*made). NULL: no memory, and nothing was done. */
struct map_row *map_row(struct map *m, store_table table, struct span key, bool *made);
/* Copies the value. ERR_NOMEM: nothing was done. */
int map_set(struct map *m, struct map_undo *undo, store_table table, struct map_row *row, const struct map_value *to);
/* As it stood when the undo list had so many steps. */
void map_back(struct map_undo *undo, size_t n);
/* What was done stays. */
void map_keep(struct map_undo *undo);
/* As it was before the open transaction; without one as it is. */
static inline const struct map_value *map_committed(const struct map_undo *undo, const struct map_row *r) {
    return r->touched ? &undo->steps[r->touched - 1].before : &r->now;
}

void map_free(struct map *m);
