/* What the records of a call do to the rows. */
#include <string.h>
#include "intake/domain/states.h"
#include "intake/call/match.h"
#include "intake/call/number.h"
#include "intake/family/named.h"
#include "intake/call/screening_rows.h"
#include "intake/domain/proposal/proposal.h"
#include "intake/rows.h"
#include "intake/work/taken.h"

/* Of a file: whose list its calls stand in, and the enrolment that goes on. */
struct file_now {
    const char *clsc_code;
    ProtobufCBinaryData enrolment;
    bool goes_on;
};

void intake_screening_put(struct apply *a, struct id screening, intake_rows__screening *row, const struct record *r) {
    row->version = id_field(arena_of(a), r->id);
    ROW_PUT(a, &intake_screenings, KEY(KEY_ID(screening)), row);
    intake_work_refresh_screening(a, screening, r->at_ms);
    intake_taken_renew(a, row->family_id, r);
}

/* ---- whose it is, and what follows it ---- */

void intake_screening_followed(struct arena *a, intake_rows__screening *row, ProtobufCBinaryData enrolment) {
    intake_rows__screening__personal *p = row->personal;
    p->enrolled = true;
    for (size_t i = 0; i < p->n_followed_by; i++)
        if (id_is(p->followed_by[i], id_of(enrolment))) return;
    APPEND(a, p, followed_by, enrolment);
}

void intake_screening_unfollowed(intake_rows__screening *row) {
    row->personal->enrolled = false;
    row->personal->n_followed_by = 0;
    row->personal->followed_by = NULL;
}

void intake_screening_unarranged(intake_rows__screening *row) {
    intake_rows__screening__personal *p = row->personal;
    p->coupons = intake_screening_has_coupons(row);
    p->arranged = false;
    if (!p->coupons) p->outdated = OUTDATED_BECAUSE_UNSPECIFIED;
}

/* Those of another file are forgotten: once she is erased, a rebuild has never known them. */
static void keep_own(struct view *v, intake_rows__screening *row) {
    intake_rows__screening__personal *p = row->personal;
    ProtobufCBinaryData *all = p->followed_by;
    size_t n = p->n_followed_by;
    intake_screening_unfollowed(row);
    for (size_t i = 0; i < n; i++) {
        const intake_rows__enrolment *e = intake_enrolment_row(v, all[i]);
        if (e && intake_same_file(v, e->family_id, row->family_id))
            intake_screening_followed(view_arena(v), row, all[i]);
    }
}

/* One that goes on follows whatever was decided before the merge, in either file. */
static void refile(struct apply *a, struct id screening, const struct file_now *now) {
    intake_rows__screening *row = row_get(VIEW(a), &intake_screenings, KEY(KEY_ID(screening)));
    if (!row) return;
    bool decided = row->personal->state == SCREENING_STATE_DECIDED;
    row->clsc_code = now->clsc_code;
    keep_own(VIEW(a), row);
    if (decided && now->goes_on) intake_screening_followed(arena_of(a), row, now->enrolment);
    intake_lookup_move(a, screening, now->clsc_code);
    ROW_PUT(a, &intake_screenings, KEY(KEY_ID(screening)), row);
}

static struct file_now file_now(struct view *v, ProtobufCBinaryData member) {
    struct file_now now = {.clsc_code = intake_owned_by(v, member).organization};
    const intake_rows__enrolment *row = intake_family_enrolment(v, member, &now.enrolment);
    now.goes_on = row && row->state != ENROLMENT_STATE_ENDED;
    return now;
}

void intake_screenings_refile(struct apply *a, const struct id_list *members) {
    struct id_list list = intake_of_members(VIEW(a), &intake_screenings_of_family, members);
    const struct file_now now = file_now(VIEW(a), id_field(arena_of(a), members->ids[0]));
    if (!now.clsc_code) return;
    for (size_t i = 0; i < list.n; i++) refile(a, list.ids[i], &now);
    for (size_t i = 0; i < members->n; i++) intake_lookup_move(a, members->ids[i], now.clsc_code);
}

/* ---- a family ---- */

/* The latest call says who she is; whose file it is stays as the first call said. The version stays: who looks at the
 * file has not been overtaken by a call. */
static void put_family(struct apply *a, const struct record *r, const intake__screening_submitted *e) {
    struct id family = id_of(e->family_id);
    intake_rows__family *row = intake_family_row(VIEW(a), e->family_id);
    if (!row) row = intake_family_numbered(a, r, e->personal->family_number, e->clsc_code);
    row->screening = e->screening_id;
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

static void put_lookup(struct apply *a, struct id screening, const intake_rows__screening *row,
                       const intake__screening *answers) {
    const struct lookup_of of = {row->clsc_code, row->family_id};
    intake_lookup_replace(a, screening, &of, answers);
    intake_family_found_by(a, row->family_id);
}

static bool tells_of_danger(const intake__proposal *p) {
    for (size_t i = 0; p && i < p->n_flags; i++)
        if (p->flags[i] == FLAG_SAFETY) return true;
    return false;
}

/* What the machine proposes for the answers as they are now. NULL: nothing that this release knows. */
static void note_proposal(intake_rows__screening__personal *row, const intake__proposal *p) {
    if (!p) return;
    row->proposed = p->route;
    row->consider_override = p->consider_override;
    row->safety = tells_of_danger(p);
    row->place_unknown = intake_proposal_place_unknown(p);
}

/* What was open before keeps its day: a correction makes nobody later. */
static void note_matches(intake_rows__screening__personal *row, size_t n, sippe__date *settle_by, bool elsewhere) {
    if (!row->match_open) row->settle_by = settle_by;
    row->n_matches = (int32_t)n;
    row->match_open = n > 0;
    row->match_elsewhere = elsewhere;
}

/* Who says that she is followed elsewhere is asked about once; another place is asked anew. */
static void note_door(intake_rows__screening__personal *row, sippe__date *ask_by) {
    if (!ask_by || !row->followed_elsewhere) row->door_asked = false;
    if (ask_by && !row->followed_elsewhere) row->ask_door_by = ask_by;
    row->followed_elsewhere = ask_by != NULL;
}

static intake__screening_state first_state(const intake__proposal *p) {
    int input = (int)intake_screening_submit_input(intake_screening_next_step(p));
    return (intake__screening_state)sm_next(&intake_screening_states, SCREENING_STATE_UNSPECIFIED, input);
}

/* Only a family that was made for the call can be one that is known: whom a person has named is not searched for, and
 * leaves no match open. */
void intake_on_screening_submitted(struct apply *a, const struct record *r, const intake__screening_submitted *e) {
    struct id screening = id_of(e->screening_id);
    const intake__screening_submitted__personal *told = e->personal;
    intake_rows__screening *row = NEW_WITH_PERSONAL(arena_of(a), intake_rows__screening);
    row->family_id = e->family_id;
    row->sealed_for = e->family_id;
    row->clsc_code = e->clsc_code;
    row->submitted = r->seq;
    row->submitted_ms = r->at_ms;
    row->made_family = e->new_family;
    row->personal->due_date = told->due_date;
    note_proposal(row->personal, told->proposal);
    note_matches(row->personal, told->n_matches, told->settle_by, told->match_elsewhere);
    note_door(row->personal, told->ask_door_by);
    row->personal->state = first_state(told->proposal);
    row->personal->act_by = told->act_by;
    if (e->new_family) intake_number_count(a); /* not by her row: it may be gone, and each call of hers would count */
    put_family(a, r, e);
    put_lookup(a, screening, row, told->screening);
    if (row->personal->state == SCREENING_STATE_PRE_REGISTERED) set_recall(a, screening, told->recall_at);
    intake_screening_put(a, screening, row, r);
}

/* A decision that no longer agrees is as if it had not been taken. */
static void forget_decision(intake_rows__screening *row) {
    row->decided = 0;
    intake_screening_unarranged(row);
    row->personal->route = ROUTE_UNSPECIFIED;
    row->personal->priority = 0;
    intake_screening_unfollowed(row);
}

/* The state was decided, since whether a decision stands is a rule. What a person settled about the family is not asked
 * again, whoever the corrected answers match. */
void intake_on_screening_amended(struct apply *a, const struct record *r, const intake__screening_amended *e) {
    struct id screening = id_of(e->screening_id);
    const intake__screening_amended__personal *told = e->personal;
    intake_rows__screening *row = intake_screening_row(VIEW(a), e->screening_id);
    if (!row) return;
    row->amended = r->seq;
    APPEND(arena_of(a), row, corrections, r->seq);
    row->personal->state = told->state;
    row->personal->look_again = told->look_again;
    row->personal->act_by = told->act_by;
    row->personal->call_back_on = NULL;
    row->personal->calls_over = false;
    row->personal->due_date = told->due_date;
    note_proposal(row->personal, told->proposal);
    if (row->made_family && !row->settled)
        note_matches(row->personal, told->n_matches, told->settle_by, told->match_elsewhere);
    note_door(row->personal, told->ask_door_by);
    if (told->state != SCREENING_STATE_DECIDED) forget_decision(row);
    put_lookup(a, screening, row, told->screening);
    set_recall(a, screening, told->recall_at);
    intake_screening_put(a, screening, row, r);
}
