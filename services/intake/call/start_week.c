/* A call that came before the start week is made again when it begins. */
#include "intake/domain/states.h"
#include "intake/call/screening_rows.h"
#include "intake/work/working_days.h"

/* A decision and a correction take the deadline off with the state, so that none is left to fire late. What is due
 * counts from today: after a stop the call comes late, and nobody is late for it. */
int intake_start_week_due(struct decide *d, const struct due *due) {
    struct arena *a = arena_of(d);
    const intake_rows__screening *row = row_get(VIEW(d), &intake_screenings, KEY(KEY_ID(due->thing)));
    if (!row || row->personal->state != SCREENING_STATE_PRE_REGISTERED) return 0;
    day today = decide_today(d);
    const sippe__territory *t = rules_on(VIEW(d), today, NULL);
    day act_by = t && t->delays ? intake_working_day(a, t, today, t->delays->call_back) : today;
    intake__start_week_reached *e = NEW_WITH_PERSONAL(a, intake__start_week_reached);
    e->screening_id = id_field(a, due->thing);
    e->family_id = row->family_id;
    e->personal->act_by = civil_date(a, act_by);
    struct id subjects[] = {due->thing, id_of(row->family_id)};
    emit_for(d, id_of(row->sealed_for), subjects, 2, &e->base);
    return 0;
}

/* `proposed` stays PRE_REGISTER: by that the worklist knows a call that she expects from any other call back. */
void intake_on_start_week_reached(struct apply *a, const struct record *r, const intake__start_week_reached *e) {
    intake_rows__screening *row = intake_screening_row(VIEW(a), e->screening_id);
    if (!row) return;
    int next = sm_next(&intake_screening_states, (int)row->personal->state, SCREENING_START_WEEK);
    if (next < 0) return;
    row->personal->state = (intake__screening_state)next;
    row->personal->act_by = e->personal->act_by;
    row->personal->call_back_on = e->personal->act_by;
    intake_screening_put(a, id_of(e->screening_id), row, r);
}
