/* A child who has a file of her own is back; or she ought never to have gone, and that file is closed. */
#include "base/character.h"
#include "civil/civil.h"
#include "intake/access/access.h"
#include "intake/domain/kin/apart.h"
#include "intake/follow/enrolment.h"
#include "intake/kin/kin.h"
#include "intake/notes/notes.h"
#include "intake/separation/separation.h"

struct returning {
    const intake__return_child_request *in;
    struct kin_changing c;               /* of the file that she left */
    struct id here;                      /* what that one calls the separation */
    const intake_rows__separation *row;  /* of it */
    const intake__child_separated *left; /* its record */
    ProtobufCBinaryData there;           /* what theirs calls it; empty: erased */
    ProtobufCBinaryData file;            /* who theirs is now */
};

/* ---- may it be? ---- */

static bool went(const struct returning *t, const intake__child_separated *e, const intake__person *child) {
    for (size_t i = 0; e && i < e->personal->n_were; i++)
        if (intake_kin_who_went(t->c.before, e->personal->were[i]) == child) return true;
    return false;
}

/* By which she left: of one who came back and went again, the last. */
static bool find(struct decide *d, struct returning *t, const intake__person *child) {
    struct id_list list = intake_of_family(VIEW(d), &intake_separations_of_family, t->in->family_id);
    for (size_t i = 0; i < list.n && !t->row; i++) {
        const intake_rows__separation *row = row_get(VIEW(d), &intake_separations, KEY(KEY_ID(list.ids[i])));
        if (!row || row->personal->came || row->ended) continue;
        t->left = READ_EVENT(d, intake__child_separated, row->made, NULL);
        if (!went(t, t->left, child)) continue;
        t->here = list.ids[i];
        t->row = row;
    }
    if (!t->row) return false;
    if (intake_separation_row(VIEW(d), t->row->personal->other_id)) t->there = t->row->personal->other_id;
    t->file = intake_id_now(VIEW(d), t->row->personal->other_family_id);
    return true;
}

/* What a person did in their file since: all of it would be lost from sight with it. That it was enrolled is no more
 * than what was proposed, until somebody is met. */
static bool is_touched(struct view *v, ProtobufCBinaryData id) {
    static const struct row_table *const lists[] = {
        &intake_screenings_of_family, &intake_calls_of_family,    &intake_consents_of_family,
        &intake_referrals_of_family,  &intake_moves_of_family,    &intake_disclosures_of_family,
        &intake_openings_of_family,   &intake_holds_of_family,    &intake_erasures_of_family,
        &intake_inbounds_of_family,   &intake_incidents_of_family};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (intake_of_family(v, lists[i], id).n) return true;
    const intake_rows__kin *kin = intake_kin_row(v, id);
    const intake_rows__family *family = intake_family_row(v, id);
    if (intake_members(v, id).n > 1 || family->personal->alias_of.len || (kin && kin->n_said > 1)) return true;
    if (intake_notes_count(v, id, NOTE_KIND_UNSPECIFIED) || row_exists(v, &intake_contacts, KEY(KEY_ID(id_of(id)))))
        return true;
    const intake_rows__followed *seen = intake_followed_row(v, family->personal->enrolment);
    return seen->personal->encounters_done > 0 || seen->touched;
}

static int may_never_have_left(struct decide *d, const struct returning *t) {
    ProtobufCBinaryData own = t->row->personal->other_family_id;
    const intake_rows__family *family = intake_family_row(VIEW(d), own);
    if (!family) return REASON_SEPARATION_TOUCHED;
    int reason = intake_may_change(d, family->clsc_code, own);
    if (reason) return reason;
    return is_touched(VIEW(d), own) ? REASON_SEPARATION_TOUCHED : 0;
}

static void check(struct decide *d, const struct returning *t) {
    day on = check_date(d, "on", t->in->on, !t->in->in_error);
    if (on > decide_today(d)) violation(d, "on", REASON_DATE_IN_FUTURE);
    if (on != DAY_NONE && t->row && on < civil_day(t->left->personal->since)) violation(d, "on", REASON_CONTRADICTION);
    if (t->in->in_error && t->in->on) violation(d, "on", REASON_CONTRADICTION);
    if (text_is_blank(t->in->reason)) violation(d, "reason", REASON_FIELD_REQUIRED);
    check_text(d, "reason", t->in->reason, CHECK_NOTE);
}

/* ---- what is said ---- */

static void tell_returned(struct decide *d, const struct returning *t, bool over) {
    intake__child_returned *e = NEW_WITH_PERSONAL(arena_of(d), intake__child_returned);
    e->separation_id = id_field(arena_of(d), t->here);
    e->family_id = t->row->family_id;
    e->personal->person_id = t->in->person_id;
    e->personal->on = t->in->on;
    e->personal->reason = t->in->reason;
    e->personal->in_error = t->in->in_error;
    e->personal->over = over;
    struct id family = id_of(t->row->family_id);
    emit_for(d, family, (struct id[]){t->here, family}, 2, &e->base);
}

static void tell_ended(struct decide *d, const struct returning *t) {
    const intake_rows__separation *row = intake_separation_row(VIEW(d), t->there);
    if (!row) return;
    intake__child_file_ended *e = NEW_WITH_PERSONAL(arena_of(d), intake__child_file_ended);
    e->separation_id = t->there;
    e->family_id = row->family_id;
    e->closed = t->in->in_error;
    e->personal->on = t->in->on;
    e->personal->in_error = t->in->in_error;
    struct id family = id_of(row->family_id);
    emit_for(d, family, (struct id[]){id_of(t->there), family}, 2, &e->base);
}

/* In the file of her own she has left it since, whoever that file became. Where it is of another CLSC it learns of it
 * all the same, and no more than that. */
static void tell_gone(struct decide *d, const struct returning *t) {
    struct kin_changing there;
    if (intake_kin_begin(d, t->file, (ProtobufCBinaryData){0}, &there)) return;
    there.after = intake_kin_went_back(arena_of(d), there.before, intake_kin_person(t->c.before, t->in->person_id),
                                       civil_day(t->in->on));
    if (!there.after) return;
    there.change = KIN_CHANGE_RETURNED;
    intake_kin_emit(d, &there);
}

/* The enrolment ends first, as it is scheduling's to hear; the file is closed behind it. */
static void end_enrolment(struct decide *d, const struct returning *t) {
    ProtobufCBinaryData id, own = t->row->personal->other_family_id;
    const intake_rows__enrolment *row = intake_family_enrolment(VIEW(d), own, &id);
    if (!row || row->state == ENROLMENT_STATE_ENDED) return;
    intake__enrolment_ended *e = NEW_WITH_PERSONAL(arena_of(d), intake__enrolment_ended);
    e->enrolment_id = id;
    e->family_id = row->family_id;
    e->personal->reason = END_REASON_ERROR;
    emit_for(d, id_of(row->sealed_for), (struct id[]){id_of(id), id_of(row->family_id)}, 2, &e->base);
    intake_enrolment_tell_end(d, id, END_REASON_ERROR);
}

int intake_return_child(struct decide *d, const intake__return_child_request *in, intake__return_child_reply *out) {
    struct arena *a = arena_of(d);
    struct returning t = {.in = in};
    int reason = intake_kin_begin(d, in->family_id, in->version, &t.c);
    if (reason) return reason;
    const intake__person *child = intake_kin_person(t.c.before, in->person_id);
    if (!child) return REASON_NOT_FOUND;
    bool apart = child->left == PERSON_LEFT_OWN_FILE && find(d, &t, child);
    check(d, &t);
    if (violations(d)) return REASON_FIELDS_INVALID;
    if (!apart) return REASON_NOT_SEPARATED;
    reason = in->in_error ? may_never_have_left(d, &t) : 0;
    if (reason) return reason;
    intake__person *const *were = t.left->personal->were;
    size_t n = t.left->personal->n_were;
    t.c.after = in->in_error ? intake_kin_never_left(a, t.c.before, were, n)
                             : intake_kin_returned(a, t.c.before, in->person_id);
    t.c.change = KIN_CHANGE_RETURNED;
    t.c.reason = in->reason;
    out->version = id_field(a, intake_kin_emit(d, &t.c));
    if (in->in_error)
        end_enrolment(d, &t);
    else
        tell_gone(d, &t);
    bool over = !intake_kin_any_apart(t.c.after, were, n);
    tell_returned(d, &t, over);
    if (over) tell_ended(d, &t);
    return 0;
}
