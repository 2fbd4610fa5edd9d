/* Erasing a subject: a record first, then her key. Everything of hers that is sealed is gone with 32 bytes; what stands
 * in the clear about her goes with the record, in its commit.
 *
 *   SubjectErased ─▶ rows.c: every row of hers is deleted; closed.c: nothing is recorded of her any more ─▶ commit
 *                 ─▶ run.c, next turn: zeros over her slot in the vault, the tombstone ─▶ SubjectErasedDone
 *
 * A crash at any arrow leaves a row of TABLE_ERASED that is not done, and the rest is done again. A tombstone without
 * its record (this store was put back from an older cut, but a vault never is) gets it before anything is served. */
#pragma once
#include "engine/journal/journal.h"

/* rows.c: with their indexes, and the deadlines and jobs of her things. */
void erase_rows(struct apply *a, struct id subject);

/* closed.c: those whose record is there and whose key is not destroyed yet, or not all that was to be with hers */
bool closed_is(const struct engine *e, struct id subject);
void closed_add(struct engine *e, const struct closed_subject *c);
/* Those of this erasure (zero: of none) whose keys are destroyed. */
void closed_end(struct engine *e, struct id erasure);
/* From the rows: at the opening, and when a transaction was taken back. 0, or the error of the reading. */
int closed_load(struct engine *e);

/* run.c: before a turn takes messages. 0, or a fault after which the daemon must stop. */
int erase_run(struct engine *e);
/* When something of this is to be done; INT64_MAX: nothing. */
int64_t erase_wake_ms(const struct engine *e);
