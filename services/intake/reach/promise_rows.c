/* What it rests on is no longer so: the letter, or the coupons of a call, are somebody's work from that day on. */
#include "intake/call/screening_rows.h"
#include "intake/reach/reach.h"
#include "intake/work/work.h"

/* Of the decision that is in force, or left by another one. */
static void coupons_note(intake_rows__screening__personal *call, const intake__promise_outdated *e) {
    bool hers = call->route == ROUTE_OLO_ONLY;
    call->outdated = e->personal->because;
    call->coupons = !hers;
    call->coupons_by = hers ? NULL : e->act_by;
    if (!hers) return;
    call->arranged = !e->personal->because;
    call->act_by = e->act_by;
}

/* The version stays: nobody touched it. */
void intake_on_promise_outdated(struct apply *a, const struct record *r, const intake__promise_outdated *e) {
    struct id thing = id_of(e->thing);
    intake_rows__family_call *letter = intake_family_call_row(VIEW(a), e->thing);
    intake_rows__screening *call = letter ? NULL : intake_screening_row(VIEW(a), e->thing);
    if (letter) {
        letter->personal->outdated = e->personal->because;
        letter->personal->act_by = e->act_by;
        ROW_PUT(a, &intake_family_calls, KEY(KEY_ID(thing)), letter);
        intake_work_refresh_family_call(a, thing, r->at_ms);
    } else if (call) {
        coupons_note(call->personal, e);
        ROW_PUT(a, &intake_screenings, KEY(KEY_ID(thing)), call);
        intake_work_refresh_screening(a, thing, r->at_ms);
    }
}
