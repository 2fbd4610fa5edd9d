/* A person says whether the family of a call is one that intake already knew. If so, what was made for the call goes
 * over to the known family, and the number that was told to her goes on finding it. */
#include "intake/access/access.h"
#include "intake/call/match.h"
#include "intake/call/screening_rows.h"
#include "intake/call/urgent.h"
#include "intake/contact/contact.h"
#include "intake/family/changed.h"
#include "intake/follow/access_clock.h"
#include "intake/follow/move.h"
#include "intake/kin/kin.h"
#include "intake/notes/notes.h"
#include "intake/reach/reach.h"
#include "intake/rows.h"
#include "intake/work/work.h"

/* Any family that the caller may see, found by the machine or not: people know more. The one that was made for the call
 * must have no live enrolment: a family has one key worker and one cadence, and no person has said which of two. */
static int check_known(struct decide *d, const intake__settle_match_request *in, const intake_rows__screening *row) {
    const intake_rows__family *known = intake_family_row(VIEW(d), in->same_as_family_id);
    if (!known) return REASON_NOT_FOUND;
    int reason = intake_may_change(d, known->clsc_code, in->same_as_family_id);
    if (reason) return reason;
    if (id_is(row->family_id, id_of(in->same_as_family_id)))
        return violation(d, "same_as_family_id", REASON_CONTRADICTION);
    int closed = intake_family_closed(known);
    if (closed) return closed;
    const intake_rows__family *made = intake_family_row(VIEW(d), row->family_id);
    return made && intake_live_enrolment(VIEW(d), made) ? REASON_ALREADY_ENROLLED : 0;
}

static uint64_t submitted_of(struct view *v, ProtobufCBinaryData screening) {
    const intake_rows__screening *row = intake_screening_row(v, screening);
    return row ? row->submitted : 0;
}

/* Of two families that become one the newest call says who she is. */
static ProtobufCBinaryData latest_of(struct view *v, const intake_rows__family *into, const intake_rows__family *from) {
    return submitted_of(v, from->screening) > submitted_of(v, into->screening) ? from->screening : into->screening;
}

/* Scheduling moves what it keeps of her, which are ended follow-ups: one that lives forbids the merge. The id of the
 * other family is sealed, as she is asked for by it after the merge and is erased by it. */
static void tell_merged(struct decide *d, ProtobufCBinaryData into_id, ProtobufCBinaryData from_id) {
    const intake_rows__family *into = intake_family_row(VIEW(d), into_id);
    if (!into) return;
    intake__family_merged *e = NEW_WITH_PERSONAL(arena_of(d), intake__family_merged);
    e->family_id = into_id;
    e->clsc_code = into->clsc_code;
    e->personal->merged_family_id = from_id;
    emit_for(d, id_of(into_id), (struct id[]){id_of(into_id), id_of(from_id)}, 2, &e->base);
}

static void say_who(struct decide *d, ProtobufCBinaryData into_id, ProtobufCBinaryData from_id) {
    const intake_rows__family *into = intake_family_row(VIEW(d), into_id), *from = intake_family_row(VIEW(d), from_id);
    if (!into || !from) return;
    const struct follow_now now = {.contact =
                                       intake_contact_joined(d, into_id, from_id, latest_of(VIEW(d), into, from)),
                                   .kin = intake_kin_joined(d, into_id, from_id, latest_of(VIEW(d), into, from))};
    intake_family_changed(d, into_id, into, &now);
}

/* A call that named its family has made none, and there is nothing to settle; what is settled once is never taken
 * back. */
int intake_settle_match(struct decide *d, const intake__settle_match_request *in, intake__settle_match_reply *out) {
    struct arena *a = arena_of(d);
    const intake_rows__screening *row = intake_screening_row(VIEW(d), in->screening_id);
    int reason = CHANGE_BEGIN(d, row, in);
    if (reason) return reason;
    if (!row->made_family || row->settled) return REASON_MOVE_ILLEGAL;
    bool same = in->same_as_family_id.len > 0;
    reason = same ? check_known(d, in, row) : 0;
    if (reason) return reason;
    intake__match_settled *e = NEW_WITH_PERSONAL(a, intake__match_settled);
    e->screening_id = in->screening_id;
    e->family_id = same ? in->same_as_family_id : row->family_id;
    if (same) e->personal->merged_family_id = row->family_id;
    struct id subjects[] = {id_of(e->screening_id), id_of(e->family_id), id_of(row->family_id)};
    out->version = id_field(a, emit_for(d, subjects[1], subjects, same ? 3 : 2, &e->base));
    if (same) tell_merged(d, e->family_id, row->family_id);
    if (same) say_who(d, e->family_id, row->family_id);
    if (same) intake_access_join(d, e->family_id, row->family_id);
    out->family_id = e->family_id;
    const intake_rows__family *family = intake_family_row(VIEW(d), e->family_id);
    out->family_number = family ? family->personal->number : "";
    return 0;
}

/* ---- merging ----
 *
 * Things move, and stay sealed for the family under which they were made. Which family is left, and which became it,
 * follows from the call's row and the open part: what is done to the other one's rows needs no words of either. */

struct merging {
    ProtobufCBinaryData into_id, from_id;
    intake_rows__family *into, *from;
};

static void move_screenings(struct apply *a, const struct record *r, const struct merging *m) {
    bool enrolled = intake_live_enrolment(VIEW(a), m->into) != NULL;
    struct id_list list = intake_of_family(VIEW(a), &intake_screenings_of_family, m->from_id);
    for (size_t i = 0; i < list.n; i++) {
        intake_rows__screening *row = row_get(VIEW(a), &intake_screenings, KEY(KEY_ID(list.ids[i])));
        if (!row) continue;
        row->family_id = m->into_id;
        row->clsc_code = m->into->clsc_code;
        intake_lookup_move(a, list.ids[i], row->clsc_code);
        if (enrolled && row->personal->state == SCREENING_STATE_DECIDED) row->personal->enrolled = true;
        intake_screening_put(a, list.ids[i], row, r);
    }
}

/* Consents, referrals and disclosures get no version with it: nothing changed of them that a person has seen. */
static void move_consents(struct apply *a, const struct merging *m) {
    struct id_list list = intake_of_family(VIEW(a), &intake_consents_of_family, m->from_id);
    for (size_t i = 0; i < list.n; i++) {
        intake_rows__consent *row = row_get(VIEW(a), &intake_consents, KEY(KEY_ID(list.ids[i])));
        if (!row) continue;
        row->family_id = m->into_id;
        ROW_PUT(a, &intake_consents, KEY(KEY_ID(list.ids[i])), row);
    }
}

static void move_referrals(struct apply *a, const struct merging *m) {
    struct id_list list = intake_of_family(VIEW(a), &intake_referrals_of_family, m->from_id);
    for (size_t i = 0; i < list.n; i++) {
        intake_rows__referral *row = row_get(VIEW(a), &intake_referrals, KEY(KEY_ID(list.ids[i])));
        if (!row) continue;
        row->family_id = m->into_id;
        ROW_PUT(a, &intake_referrals, KEY(KEY_ID(list.ids[i])), row);
    }
}

/* The register outlives both families: it moves where neither has a row any more. */
static void move_disclosures(struct apply *a, const struct merging *m) {
    struct id_list list = intake_of_family(VIEW(a), &intake_disclosures_of_family, m->from_id);
    for (size_t i = 0; i < list.n; i++) {
        intake_rows__disclosure *row = row_get(VIEW(a), &intake_disclosures, KEY(KEY_ID(list.ids[i])));
        if (!row) continue;
        row->family_id = m->into_id;
        ROW_PUT(a, &intake_disclosures, KEY(KEY_ID(list.ids[i])), row);
    }
}

/* An ended one comes along where she had none. */
static void move_enrolment(struct apply *a, const struct merging *m) {
    ProtobufCBinaryData enrolment = m->from->personal->enrolment;
    intake_rows__enrolment *row = intake_enrolment_row(VIEW(a), enrolment);
    if (!row || m->into->personal->enrolment.len) return;
    m->into->personal->enrolment = enrolment;
    row->family_id = m->into_id;
    ROW_PUT(a, &intake_enrolments, KEY(KEY_ID(id_of(enrolment))), row);
}

/* Who wins: the newest call says who she is; the known family's enrolment stays. Families that were merged into `from`
 * before still name `from`: intake_family_now goes on to `into`. */
static void join(struct apply *a, const struct record *r, const struct merging *m) {
    m->into->screening = latest_of(VIEW(a), m->into, m->from);
    move_enrolment(a, m);
    m->from->personal->merged_into = m->into_id;
    intake_lookup_of_contact(a, id_of(m->from_id), NULL, NULL, NULL); /* what she was reached by is the other's now */
    m->from->version = id_field(arena_of(a), r->id);
    m->into->version = m->from->version;
    ROW_PUT(a, &intake_families, KEY(KEY_ID(id_of(m->from_id))), m->from);
    ROW_PUT(a, &intake_families, KEY(KEY_ID(id_of(m->into_id))), m->into);
}

/* The refresh comes last and of the family that is left: what was moved is found there only now. */
static void merge(struct apply *a, const struct record *r, const intake__match_settled *e, ProtobufCBinaryData from) {
    struct merging m = {.into_id = e->family_id, .from_id = from};
    m.into = intake_family_row(VIEW(a), m.into_id);
    m.from = intake_family_row(VIEW(a), m.from_id);
    move_disclosures(a, &m);
    if (!m.into || !m.from) return;
    join(a, r, &m);
    move_screenings(a, r, &m);
    move_consents(a, &m);
    move_referrals(a, &m);
    intake_urgents_move(a, m.into_id, m.from_id);
    intake_access_clocks_move(a, m.into_id, m.from_id);
    intake_notes_move(a, m.from_id, m.into_id);
    intake_family_calls_move(a, m.from_id, m.into_id);
    intake_access_move(a, m.into_id, m.from_id);
    intake_moves_move(a, m.into_id, m.from_id, r);
    intake_work_refresh_kin(a, id_of(m.from_id), r->at_ms);
    intake_work_refresh_family(a, m.into_id, r->at_ms);
}

/* Put before it is moved: merge() fetches the row again. A merge names the family that goes as its third subject: her
 * call's row may be gone. */
void intake_on_match_settled(struct apply *a, const struct record *r, const intake__match_settled *e) {
    intake_rows__screening *row = intake_screening_row(VIEW(a), e->screening_id);
    if (row) {
        row->settled = r->seq;
        row->personal->match_open = false;
        intake_screening_put(a, id_of(e->screening_id), row, r);
    }
    if (r->n_subjects == 3) merge(a, r, e, id_field(arena_of(a), r->subjects[2]));
}
