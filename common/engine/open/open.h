/* Opening a store: whose it is, with which tables, its rows as this release makes them. */
#pragma once
#include "engine/node/tables.h"

/* fault.c: keeps the sentence for engine_open_error, gives err */
__attribute__((format(printf, 2, 3))) int open_fail(int err, const char *format, ...);

/* check.c */
int check_service(const struct service *s);

/* meta.c */
int meta_check(struct engine *e, struct txn *t);
int meta_load(struct engine *e, struct txn *t);
int restored_take(struct engine *e, struct txn *t);
void restored_done(const struct engine *e);

/* layout.c: makes the rows anew when the store holds another layout */
int engine_layout(struct engine *e);
int layout_commit(struct engine *e);
int layout_replay(struct engine *e);
