/* The delay of access of a priority (the ministry's indicator 7.03): from a decision for SIPPE or the waiting list, to
 * which a person gave a priority, to the first meeting in person. The ministry says "assignment to a centre of
 * activities".
 *
 *   RouteDecided, RouteRevised with P1 to P4 ─▶ AccessClockOpened {due, by the rules of that day}
 *        ├─ FollowUpSeen, met in person ─────▶ AccessClockStopped MET: a telephone call stops nothing
 *        │     └─ … that meeting corrected ──▶ AccessClockStopped on another day, or AccessClockResumed
 *        ├─ another route, EnrolmentEnded ───▶ AccessClockStopped DEMAND_ENDED
 *        └─ another priority, a correction ──▶ AccessClockStopped REVISED; the next one keeps first_asked_on
 *
 * The same decision with the same priority (from the waiting list to SIPPE) lets it run. A family that is followed by
 * then has none: she is met. */
#pragma once
#include "intake/rows.h"

/* What a decision asks of the delays. */
struct access_wanted {
    ProtobufCBinaryData screening_id;
    const intake_rows__screening *row; /* as it was before the decision */
    const sippe__territory *rules;
    intake__route route;
    int32_t priority;
    day asked_on; /* the day of her call */
};
struct access_due {
    day on; /* DAY_NONE: no delay runs */
    int64_t at_ms;
};
/* Stops what no longer holds and opens what does; when the delay that runs after it is over. */
struct access_due intake_access_decided(struct decide *d, const struct access_wanted *w);
/* All that run of this family, of one call or (absent) of all; was there any? For any end but a meeting. */
bool intake_access_stop(struct decide *d, ProtobufCBinaryData family_id, ProtobufCBinaryData screening_id,
                        intake__access_end end, day on);
/* What is known of her meetings in person, of one enrolment: ends what runs by the first that lies in it, and moves or
 * takes back what another one of the same enrolment had ended. A visit of before a delay began does not end it. */
struct access_met {
    ProtobufCBinaryData family_id, enrolment_id;
    day first, last; /* DAY_NONE: none */
    day ended;       /* of an enrolment that has ended; DAY_NONE: it goes on */
};
void intake_access_met(struct decide *d, const struct access_met *met);
/* Of an apply: these are a file of their own again. What stopped because of another one runs on. */
void intake_access_clocks_part(struct apply *a, const struct record *r, const struct id_list *members);
intake__access_clock *intake_access_clock_shown(struct query *q, struct id id, const intake_rows__access_clock *row);
