/* Opening a store: whose it is, with which tables, its rows as this release makes them. */
#pragma once
#include "engine/node/tables.h"

/* tell.c: keeps the sentence for engine_open_error, gives err */
__attribute__((format(printf, 2, 3))) int open_fail(int err, const char *format, ...);

/* How far a long piece of work has come. */
void open_progress(const struct engine *e, const char *what, uint64_t done, uint64_t of);

/* check.c */
int check_service(const struct service *s);

/* meta.c */
int meta_check(struct engine *e, struct txn *t);
int meta_load(struct engine *e, struct txn *t);
int restored_take(struct engine *e, struct txn *t);
void restored_done(const struct engine *e);

/* indexes.c: makes from the rows what the store does not hold, or in another version; drops what is not declared */
int engine_indexes(struct engine *e);
/* All are as the rows say. */
void indexes_mark(struct engine *e, struct txn *t);
/* Against the rows themselves: how many keys are too few or too many, and `fault` says of which. */
int index_check(struct view *v, const struct row_table *index, char fault[200]);

/* layout.c: makes the rows anew when the store holds another layout */
int engine_layout(struct engine *e);
int layout_replay(struct engine *e);
