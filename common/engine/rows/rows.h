/* The store's side of the engine: its tables, and what stands in them. Every room above uses this one. */
#pragma once
#include "engine/state.h"

/* view.c */
struct view view_make(struct engine *e, struct txn *txn);

/* txn.c: begins the turn's write transaction when it is not open */
struct txn *turn_txn(struct engine *e);
/* Outside of turns. The snapshot moves along: a reader that stayed behind would keep every page that is freed after it,
 * and fill the map. */
int turn_txn_commit(struct engine *e);

/* tables.c: names of all tables in the order of their indexes; how many, or ERR_INVALID: too many */
extern const char *const own_tables[TABLE_SERVICE];
int engine_tables(const struct service *service, const char *names[STORE_TABLES_MAX]);
int table_index(const struct engine *e, const struct row_table *table);
/* The row for a name, or NULL. */
const struct event *event_in(const struct service *s, const char *type);
const struct event *event_row(const struct engine *e, const char *type);
const struct lift *lift_find(const struct engine *e, const char *from);
/* The row of what a type has become: its own, or that at the end of its lifts. */
const struct event *event_row_now(const struct engine *e, const char *type);
const struct reaction *reaction_find(const struct engine *e, const char *journal, const char *type);
const struct deadline *deadline_row(const struct engine *e, const char *name);
struct method_ref {
    const struct service *service;
    const struct method *method;
};
struct method_ref method_find(const struct engine *e, const char *method);

/* index.c */
/* The keys of this row (NULL: none) in one index, in their order, none twice. */
struct keys index_keys(struct view *v, const struct row_table *index, struct key of, const ProtobufCMessage *row);
/* Moves every index of a table from the keys of a row as it was to those of it as it is; NULL: it is not there. */
void index_keep(struct apply *a, const struct row_table *table, struct key key, const ProtobufCMessage *was,
                const ProtobufCMessage *is);
bool has_index(const struct engine *e, const struct row_table *table);

/* rules.c: only between messages, as handlers hold what the cache gave them */
void rules_forget(struct engine *e);

/* keys.c */
const struct trusted_key *trusted_find(const struct engine *e, const char *name);

/* expiry.c: `table`'s row `key` is forgotten after so much time that the store has lived */
void expiry_open(struct engine *e);
void expiry_set(struct engine *e, struct txn *t, int64_t after_ms, enum table table, const struct key *key);
void expiry_run(struct engine *e);
