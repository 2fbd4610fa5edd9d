/* What the room `rows` knows beside the store, so that it is not asked or decoded again at each row. Each is made anew
 * by opening the engine, and each says what ends it. Not for services. */
#pragma once
#include "engine/service.h"
#include "store/store.h"

/* Which indexes a service's table has: 1 + their places in its list, one after the other; 0 ends them. */
struct index_links { /* for as long as the engine is open (rows/index.c) */
    uint8_t first[STORE_TABLES_MAX], next[STORE_TABLES_MAX];
};

/* What the type of a row says of whom it is sealed for (rows/sealed_row.c). */
struct row_kind {
    const ProtobufCMessageDescriptor *type;
    const ProtobufCFieldDescriptor *personal; /* NULL: it has none, and is nobody's here */
    const ProtobufCFieldDescriptor *subject;  /* NULL: the first part of its key */
};
enum { ROW_KINDS = 128 };

/* Rows that were put last for the message in hand (rows/kept.c). They lie in the message's arena, and end with it. */
enum { ROWS_KEPT = 8 };
struct rows_kept {
    uint64_t life; /* the arena's */
    size_t n;      /* in this life; the last ROWS_KEPT are here */
    struct {
        const struct row_table *table;
        struct span key, packed; /* where it stands, as it stands there */
        const ProtobufCMessage *row;
    } list[ROWS_KEPT];
};

/* Which slots of the vault stand in TABLE_SLOT, a bit for each; what is not set is looked up. */
struct slots_noted {
    uint8_t *bits;
    size_t len;
};

/* A decoded version of the rules: it never changes, so it outlives turns. What the cache has no room for is decoded for
 * one message, and a full cache is emptied before the next turn. */
struct rules_cached {
    struct id version;
    struct arena arena;
    sippe__territory *territory;
    int64_t adopted_ms;
};
enum { RULES_CACHED = 32 };
