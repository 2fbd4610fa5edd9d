/* Opening a store: whose it is, with which tables, its rows as this release makes them.
 *
 *   check_service ─▶ store_open ─▶ one transaction: meta_check, meta_load, restored_take, types_check,
 *     keys_open, rewrap_take ─▶ keys_create, keys_start ─▶ engine_layout: all rows anew, or none
 *     ─▶ engine_indexes: those that are not as declared ─▶ lists_open: some of the lists ─▶ streams
 *
 * In this order: a store that is not ours is refused before anything in it is changed, a type that this release does
 * not know before rows are thrown away, the key of look-ups is there before a row is made, and indexes are made of rows
 * that are already of this layout. */
#pragma once
#include "engine/node/tables.h"

/* tell.c: keeps the sentence for engine_open_error, gives err */
__attribute__((format(printf, 2, 3))) int open_fail(int err, const char *format, ...);

/* How far a long piece of work has come. */
void open_progress(const struct engine *e, const char *what, uint64_t done, uint64_t of);

/* check.c: 0, or ERR_INVALID: faults of our own tables that the compiler does not see. */
int check_service(const struct service *s);

/* meta.c: 0, or what is wrong, and the sentence is kept */
/* Makes a new store's rows; of another one: is it ours, and of a format that we read? */
int meta_check(struct engine *e, struct txn *t);
/* Into memory: which journal, where it stands. */
int meta_load(struct engine *e, struct txn *t);
/* The note of a restore, if there is one: a new epoch, and the streams are taken up again. */
int restored_take(struct engine *e, struct txn *t);

/* vault.c: 0, or what is wrong, and the sentence is kept */
/* In the transaction of the opening: the vault is this store's, and not older than it. A new store has none yet. */
int keys_open(struct engine *e, struct txn *t);
/* Once a new store says whose it is: its vault. */
int keys_create(struct engine *e);
/* Before any row is made: the daemon's own subject has a key, those that are made of it are in memory, and slots are
 * drawn for the first turns. Commits. */
int keys_start(struct engine *e);
/* A store beside it, of the same journal, that is made to be compared: its rows are sealed by the same keys. Before
 * `to` is closed its vault is taken back (to->vault = NULL). */
void keys_lend(struct engine *from, struct engine *to);
void keys_close(struct engine *e);
/* indexes.c: makes from the rows what the store does not hold, or in another version; drops what is not declared. Not
 * the lists, which are made behind the opening (turn/lists.c). */
int engine_indexes(struct engine *e);
/* All are as the rows say. */
void indexes_mark(struct engine *e, struct txn *t);

/* rewrap.c */
/* In the transaction of the opening, once the vault is open: another wrapping key has come, by a run that may have
 * broken off. 0, or what the store says. */
int rewrap_take(struct engine *e, struct txn *t);
/* What is to come, durable before the vault is wrapped by this key. */
int rewrap_note(struct engine *e, const struct wrapping_key *key, struct id salt);

/* layout.c: makes the rows anew when the store holds another layout */
int engine_layout(struct engine *e);
/* Applies the whole journal; the rows must be empty. */
int layout_replay(struct engine *e);
