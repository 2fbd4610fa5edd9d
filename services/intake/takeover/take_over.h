/* A caseload that is taken over: families that were followed before the program was, by a sheet.
 *
 *   TakeOverFamily, row by row ─▶ FamilyTakenOver   a number, what she is found by; what the sheet says of her stands
 *     │                           FamilyEnrolled     where a call's answers do (intake_family_answers)
 *     │                             └─▶ scheduling: the key worker, the last visit, the next one
 *     │                                   └─ one that cannot be booked as it was agreed ─▶ VisitUnplaced: PLACE_VISIT
 *   UndoTakeOver, the sheet ────▶ EnrolmentEnded     as an ERROR: scheduling drops what is to come
 *                                 TakeOverUndone     she is found by nothing; nothing is added to her file any more
 *
 * A row is known again by its reference within its CLSC, as long as it was not taken back: a sheet may be sent again
 * whole. The rows of one sheet have one batch id; the batch's own row is nobody's and counts them. */
#pragma once
#include "intake/domain/takeover/take_over.h"
#include "intake/rows.h"

/* A row of a sheet, read and judged by the rules of today. */
struct taking_over {
    const intake__taken_over_family *row;
    intake__screening *answers;
    const sippe__territory *rules;
    struct rules_used used;
    day on, today;
    struct findings wrong; /* paths from the request: "family.identity.phone", "on" */
};
/* 0, TERRITORY_MISSING, or FIELDS_INVALID: see `wrong`. */
int intake_take_over_read(struct view *v, const intake__taken_over_family *row, const sippe__date *on, int64_t now_ms,
                          struct taking_over *out);
/* The event of the row, without ids, number and matches: by that, too, two are compared. */
intake__family_taken_over__personal *intake_take_over_personal(struct arena *a, const struct taking_over *m);
/* The take-over of the same reference in the same CLSC that stands; NULL: none. */
const intake_rows__take_over *intake_take_over_known(struct view *v, const struct taking_over *m);
/* Does it say the same? */
bool intake_take_over_same(struct view *v, const intake_rows__take_over *known, const struct taking_over *m);
/* What was recorded of her since. */
intake__take_over_touched intake_take_over_since(struct view *v, const intake_rows__take_over *row);
