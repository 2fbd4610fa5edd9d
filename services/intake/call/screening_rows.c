/* What the records of a call do to the rows. */
#include <string.h>
#include "intake/domain/states.h"
#include "intake/call/match.h"
#include "intake/call/number.h"
#include "intake/call/screening_rows.h"
#include "intake/rows.h"
#include "intake/work/work.h"

void intake_screening_put(struct apply *a, struct id screening, intake_rows__screening *row, const struct record *r) {
    row->version = id_field(arena_of(a), r->id);
    ROW_PUT(a, &intake_screenings, KEY(KEY_ID(screening)), row);
    intake_work_refresh_screening(a, screening, r->at_ms);
}

/* ---- a family ---- */

/* The latest call says who she is; whose file it is stays as the first call said. A dated pregnancy is another than the
 * one whose birth was recorded: that birth is let go, or the next could not be recorded (BIRTH_KNOWN). The version
 * stays: who looks at the file has not been overtaken by a call. */
static void put_family(struct apply *a, const struct record *r, const intake__screening_submitted *e) {
    struct arena *arena = arena_of(a);
    struct id family = id_of(e->family_id);
    intake_rows__family *row = intake_family_row(VIEW(a), e->family_id);
    if (!row) {
        row = NEW(arena, intake_rows__family);
        row->number = e->family_number;
        row->clsc_code = e->clsc_code;
        row->version = id_field(arena, r->id);
        intake_number_count(a);
    }
    row->screening = e->screening_id;
    if (e->proposal && e->proposal->gestational_age_days > 0) row->birth = 0; /* another pregnancy */
    ROW_PUT(a, &intake_families, KEY(KEY_ID(family)), row);
}

/* ---- the call ---- */

/* It may lie in the past, of a call that is sent in late: then the next turn puts her on the list of those to be
 * called. */
static void set_recall(struct apply *a, struct id screening, const sippe__instant *at) {
    if (at)
        deadline_set(a, &intake_start_week, screening, at->ms);
    else
        deadline_clear(a, &intake_start_week, screening);
}

static bool tells_of_danger(const intake__proposal *p) {
    for (size_t i = 0; p && i < p->n_flags; i++)
        if (p->flags[i] == FLAG_SAFETY) return true;
    return false;
}

/* Only a family that was made for the call can be one that is known: whom a person has named leaves no match open. */
void intake_on_screening_submitted(struct apply *a, const struct record *r, const intake__screening_submitted *e) {
    struct id screening = id_of(e->screening_id);
    intake_rows__screening *row = NEW(arena_of(a), intake_rows__screening);
    intake__route proposed = e->proposal ? e->proposal->route : ROUTE_UNSPECIFIED;
    row->family_id = e->family_id;
    row->clsc_code = e->clsc_code;
    row->state = (intake__screening_state)sm_next(&intake_screening_states, SCREENING_STATE_UNSPECIFIED,
                                                  (int)intake_screening_submit_input(proposed));
    row->submitted = r->seq;
    row->submitted_ms = r->at_ms;
    row->proposed = proposed;
    row->consider_override = e->proposal && e->proposal->consider_override;
    row->safety = tells_of_danger(e->proposal);
    row->made_family = e->new_family;
    row->act_by = e->act_by;
    row->n_matches = (int32_t)e->n_matches;
    row->match_open = e->new_family && e->n_matches > 0;
    put_family(a, r, e);
    intake_lookup_replace(a, screening, row->clsc_code, e->personal ? e->personal->screening : NULL);
    if (row->state == SCREENING_STATE_PRE_REGISTERED) set_recall(a, screening, e->recall_at);
    intake_screening_put(a, screening, row, r);
}

/* A decision that no longer agrees is as if it had not been taken. */
static void forget_decision(intake_rows__screening *row) {
    row->route = ROUTE_UNSPECIFIED;
    row->decided = 0;
    row->priority = 0;
    row->enrolled = false;
}

/* The state was decided, since whether a decision stands is a rule. What a person settled about the family is not asked
 * again, whoever the corrected answers match. */
void intake_on_screening_amended(struct apply *a, const struct record *r, const intake__screening_amended *e) {
    struct id screening = id_of(e->screening_id);
    intake_rows__screening *row = intake_screening_row(VIEW(a), e->screening_id);
    if (!row) return;
    row->amended = r->seq;
    APPEND(arena_of(a), row, corrections, r->seq);
    row->state = e->state;
    row->look_again = e->look_again;
    row->act_by = e->act_by;
    row->call_back_on = NULL;
    if (e->proposal) {
        row->proposed = e->proposal->route;
        row->consider_override = e->proposal->consider_override;
        row->safety = tells_of_danger(e->proposal);
    }
    if (row->made_family && !row->settled) {
        row->n_matches = (int32_t)e->n_matches;
        row->match_open = e->n_matches > 0;
    }
    if (e->state != SCREENING_STATE_DECIDED) forget_decision(row);
    intake_lookup_replace(a, screening, row->clsc_code, e->personal ? e->personal->screening : NULL);
    set_recall(a, screening, e->recall_at);
    intake_screening_put(a, screening, row, r);
}
