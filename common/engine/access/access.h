/* The access journal: who was shown something of a family, and who was refused. It lies in the same store and goes into
 * the commit that the turn makes anyway, before the answer leaves; no rebuild touches it, and what goes of it is a
 * whole month, by the rules.
 *
 *   LOGGED query ─▶ runs in the turn's transaction ─▶ query_shows ... ─▶ access_note ─▶ commit ─▶ the answer leaves
 *                                                          │
 *        access       n → who, by which method, of what kind, of whom, outcome, chain
 *        access-of    (subject, day, member, method) → n      for "who saw my data"
 *        access-open  (member, method, refused) → the last of it: the same again within an hour (a refusal: a minute)
 *                     is counted, in memory, in the row each minute, and in an entry of its own when the time is over
 *
 * Each hour in which there was an entry, its number and chain go to another daemon (node.AccessTold), which keeps them
 * in its journal: an end that was cut off, or entries that were written anew, differ from what it knows. */
#pragma once
#include "engine/message/message.h"

/* Does this method leave an entry: a query that shows something, or, when it is refused, a command about something that
 * is somebody's? */
bool access_is_logged(struct method_ref ref);
/* Its row of what it shows, or as a command needs to see; NULL: a command without one. */
const struct shown *access_row(const struct method_ref *ref);
/* What it shows, of node__shows. */
unsigned access_shows(const struct method_ref *ref);

/* again.c: one look, as the query that it was has said; or a refusal (q->n_shown is 0). Into the turn's transaction. */
struct look {
    const struct principal *who;
    struct method_ref ref;
    const sippe__request *request;
    const struct id *shown;
    size_t n_shown;
    int outcome;
};
void access_note(struct engine *e, const struct look *look);
/* Once a minute: counts go into their rows; those whose time is over become entries. */
void access_counts_write(struct engine *e);
/* At the opening, and at the end. */
void access_counts_load(struct engine *e);
void access_counts_free(struct engine *e);
/* The turn's transaction was taken back. */
void access_counts_take_back(struct engine *e);

/* entry.c */
/* At the end of the journal. Gives its number. */
uint64_t access_append(struct engine *e, engine_rows__access *entry);
engine_rows__access *access_read(struct view *v, uint64_t n);
/* At the opening: where it ends. ERR_CORRUPT. */
int access_open(struct engine *e, struct txn *t);
/* Each second: has it its quarter of the map? */
void access_look_at_room(struct engine *e);
/* NULL, or what is wrong with the end, if n is the last and has this chain. */
const char *access_end_fault(struct view *v, uint64_t n, const struct id *chain);
/* NULL, or what is wrong with entry n, whose predecessor's chain is `chain`, which becomes its own. */
const char *access_fault(struct view *v, uint64_t n, struct id *chain);

/* end.c: a month that is over for as long as the rules keep one. Walked through by the slice, ended by a record, in
 * whose commit its key is closed; the erasure destroys that; then its entries are deleted by the slice.
 *
 *   n = 1 ... to │ to + 1 ... n      AccessMonthEnded { to, chain of to } ─▶ SubjectErased ─▶ the key ─▶ the entries
 *
 * A month whose key is gone already (this store was put back from an older cut) is ended whatever the rules say. */
/* A slice, each minute and as long as there is one to do: e->access_end.at_ms. 0, or a fault of the commit. */
int access_end(struct engine *e);
/* Up to which number entries were ended, and the chain of that one; 0: none. */
uint64_t access_ended(struct view *v, struct id *chain);
/* sweep.c: a slice of the deletion of all up to `ended`. False: they are gone. */
bool access_sweep(struct view *v, uint64_t ended);

/* told.c: when an hour is over in which there was an entry, its end is told. 0, or a fault of the commit. */
int access_tell(struct engine *e);
void access_told_load(struct engine *e);
