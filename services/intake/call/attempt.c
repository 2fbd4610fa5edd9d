/* A call that was tried, and when to call again. */
#include <string.h>
#include "intake/domain/states.h"
#include "intake/call/proposing.h"
#include "intake/call/screening_rows.h"
#include "intake/rows.h"
#include "intake/work/working_days.h"

/* A year: a date beyond it has the wrong year. As many calls as a person reads. */
enum { CALL_BACK_DAYS_MAX = 366, TRIED_MAX = 30 };

/* The day that was agreed with her, by itself or with an hour; DAY_NONE: none was. */
static day call_back_said(struct decide *d, const intake__record_attempt_request *in) {
    const char *path = in->call_back_at ? "call_back_at" : "call_back_on";
    if (in->call_back_at && in->call_back_on) violation(d, "call_back_on", REASON_CONTRADICTION);
    check_time(d, "call_back_at", in->call_back_at, false);
    day today = decide_today(d), on = check_date(d, "call_back_on", in->call_back_on, false);
    if (in->call_back_at) on = today_of(VIEW(d), in->call_back_at->ms);
    if (on == DAY_NONE) return on;
    if (on < today || (in->call_back_at && in->call_back_at->ms < decide_now_ms(d)))
        violation(d, path, REASON_IN_THE_PAST);
    if (on > today + CALL_BACK_DAYS_MAX) violation(d, path, REASON_DATE_TOO_FAR);
    return on;
}

/* She has answered, or nobody will at this number: calling again is not what comes next. */
static bool ends_calling(intake__call_outcome outcome) {
    return outcome == CALL_OUTCOME_REFUSED || outcome == CALL_OUTCOME_WRONG_NUMBER || outcome == CALL_OUTCOME_COMPLETED;
}

/* The day that was said; else the territory's delay, but never before the start week that is waited for. */
static day call_back_on(struct decide *d, const intake__record_attempt_request *in, const intake_rows__screening *row,
                        const sippe__territory *t) {
    day today = decide_today(d), said = call_back_said(d, in);
    if (said != DAY_NONE || ends_calling(in->outcome)) return said;
    day due = t->delays ? intake_working_day(arena_of(d), t, today, t->delays->call_back) : today;
    const intake_rows__screening__personal *p = row->personal;
    day waited = p->state == SCREENING_STATE_PRE_REGISTERED ? civil_day(p->act_by) : DAY_NONE;
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
    if (sm_next(&intake_screening_states, (int)row->personal->state, SCREENING_ATTEMPT) < 0)
        return REASON_SCREENING_SETTLED;
    if (in->outcome == CALL_OUTCOME_UNSPECIFIED) violation(d, "outcome", REASON_FIELD_REQUIRED);
    check_moment(d, "at", in->at);
    day next = call_back_on(d, in, row, t);
    if (violations(d)) return REASON_FIELDS_INVALID;
    intake__attempt_recorded *e = NEW_WITH_PERSONAL(a, intake__attempt_recorded);
    e->screening_id = in->screening_id;
    e->family_id = row->family_id;
    intake__attempt_recorded__personal *p = e->personal;
    p->outcome = in->outcome;
    p->at = in->at ? in->at : civil_instant(a, decide_at_ms(d));
    p->call_back_on = civil_date(a, next);
    p->call_back_at = in->call_back_at;
    p->act_by = next == DAY_NONE ? civil_date(a, decide_today(d)) : p->call_back_on;
    struct id subjects[] = {id_of(e->screening_id), id_of(e->family_id)};
    out->version = id_field(a, emit_for(d, id_of(row->sealed_for), subjects, 2, &e->base));
    out->call_back_on = p->call_back_on;
    out->attempts = row->personal->attempts + 1;
    return 0;
}

/* Of many calls the last ones: who reads them wants to know how it stands. */
static void note_tried(struct apply *a, intake_rows__screening *row, uint64_t seq) {
    if (row->n_tried == TRIED_MAX) memmove(row->tried, row->tried + 1, --row->n_tried * sizeof *row->tried);
    APPEND(arena_of(a), row, tried, seq);
}

/* The version moves, so that two people who call the same woman learn of each other. The deadline of a start week does
 * not: whatever day was agreed, she is on the list at eight of the day on which the week begins. */
void intake_on_attempt_recorded(struct apply *a, const struct record *r, const intake__attempt_recorded *e) {
    intake_rows__screening *row = intake_screening_row(VIEW(a), e->screening_id);
    if (!row) return;
    row->personal->attempts++;
    note_tried(a, row, r->seq);
    row->personal->act_by = e->personal->act_by;
    row->personal->call_back_on = e->personal->call_back_on;
    intake_screening_put(a, id_of(e->screening_id), row, r);
}
