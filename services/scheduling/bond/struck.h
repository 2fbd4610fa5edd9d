/* A key worker who was confirmed in error: another family was meant, or another worker. Her term is as if it had not
 * been.
 *
 *   StrikeKeyWorker ─▶ KeyWorkerStruck   who kept the bond before keeps it, or nobody does: AWAITING_KEY_WORKER
 *       ├─ visits that the machine proposed under it ─▶ VisitCancelled: nobody counts on them
 *       ├─ visits that were agreed with her ──────────▶ stay, and are marked: WRONG_WORKER, until a person moves them,
 *       │                                               keeps them (moves them to where they are) or calls them off
 *       └─ FollowUpSeen {struck_worker, reason} ──────▶ intake, whose history says who struck her out, and why
 *
 * Once she has seen the family it was no error: then the bond is passed on. */
#pragma once
#include "scheduling/facts.h"

/* To come or not: agreed during a term that was struck out, with her whose it was, and moved by nobody since. Whoever
 * was confirmed again keeps what she had agreed. */
bool scheduling_visit_is_struck(struct view *v, const struct family_facts *f, const scheduling_rows__visit *row);
