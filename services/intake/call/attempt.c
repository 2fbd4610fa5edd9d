/* A call that was tried, and when to call again. */
#include "intake/domain/states.h"
#include "intake/call/proposing.h"
#include "intake/call/screening_rows.h"
#include "intake/rows.h"
#include "intake/work/working_days.h"

/* A year: a date beyond it has the wrong year. */
enum { CALL_BACK_DAYS_MAX = 366 };

/* The day that was said; else the territory's delay, but never before the start week that is waited for. */
static day call_back_on(struct decide *d, const intake__record_attempt_request *in, const intake_rows__screening *row,
                        const sippe__territory *t) {
    day today = decide_today(d);
    day said = check_date(d, "call_back_on", in->call_back_on, false);
    if (said != DAY_NONE) {
        if (said < today) violation(d, "call_back_on", REASON_IN_THE_PAST);
        if (said > today + CALL_BACK_DAYS_MAX) violation(d, "call_back_on", REASON_DATE_TOO_FAR);
        return said;
    }
    day due = t->delays ? intake_working_day(arena_of(d), t, today, t->delays->call_back) : today;
    day waited = row->state == SCREENING_STATE_PRE_REGISTERED ? civil_day(row->act_by) : DAY_NONE;
    return waited > due ? waited : due;
}

int intake_record_attempt(struct decide *d, const intake__record_attempt_request *in,
                          intake__record_attempt_reply *out) {
    struct arena *a = arena_of(d);
    const intake_rows__screening *row = intake_screening_row(VIEW(d), in->screening_id);
    int reason = CHANGE_BEGIN(d, row, in);
    if (reason) return reason;
    const sippe__territory *t = rules_on(VIEW(d), decide_today(d), NULL);
    if (!t) return REASON_TERRITORY_MISSING;
    if (sm_next(&intake_screening_states, (int)row->state, SCREENING_ATTEMPT) < 0) return REASON_SCREENING_SETTLED;
    if (in->outcome == CALL_OUTCOME_UNSPECIFIED) violation(d, "outcome", REASON_FIELD_REQUIRED);
    check_moment(d, "at", in->at);
    day next = call_back_on(d, in, row, t);
    if (violations(d)) return REASON_FIELDS_INVALID;
    intake__attempt_recorded *e = NEW(a, intake__attempt_recorded);
    e->screening_id = in->screening_id;
    e->family_id = row->family_id;
    e->outcome = in->outcome;
    e->at = in->at ? in->at : civil_instant(a, decide_at_ms(d));
    e->call_back_on = civil_date(a, next);
    e->personal = NEW(a, intake__attempt_recorded__personal);
    e->personal->by = in->by;
    struct id subjects[] = {id_of(e->screening_id), id_of(e->family_id)};
    out->version = id_field(a, emit_about(d, subjects, 2, &e->base));
    out->call_back_on = e->call_back_on;
    out->attempts = row->attempts + 1;
    return 0;
}

/* The version moves, so that two people who call the same woman learn of each other. The deadline of a start week does
 * not: whatever day was agreed, she is on the list at eight of the day on which the week begins. */
void intake_on_attempt_recorded(struct apply *a, const struct record *r, const intake__attempt_recorded *e) {
    intake_rows__screening *row = intake_screening_row(VIEW(a), e->screening_id);
    if (!row) return;
    row->attempts++;
    row->act_by = e->call_back_on;
    row->call_back_on = e->call_back_on;
    intake_screening_put(a, id_of(e->screening_id), row, r);
}
