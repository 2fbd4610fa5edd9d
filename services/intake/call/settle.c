/* A person says whether the family of a call is one that intake already knew. If so, what was made for the call goes
 * over to the known family, and the number that was told to her goes on finding it. */
#include "intake/call/match.h"
#include "intake/call/screening_rows.h"
#include "intake/rows.h"
#include "intake/work/work.h"

/* Any family that the caller may see, found by the machine or not: people know more. The one that was made for the call
 * must have no live enrolment, because scheduling knows her by its id and hears of no merge. */
static int check_known(struct decide *d, const intake__settle_match_request *in, const intake_rows__screening *row) {
    const intake_rows__family *known = intake_family_row(VIEW(d), in->same_as_family_id);
    if (!known || !intake_may_see(decide_principal(d), known->clsc_code)) return REASON_NOT_FOUND;
    if (id_is(row->family_id, id_of(in->same_as_family_id)))
        return violation(d, "same_as_family_id", REASON_CONTRADICTION);
    if (known->merged_into.len) return REASON_FAMILY_MERGED;
    const intake_rows__family *made = intake_family_row(VIEW(d), row->family_id);
    return made && intake_live_enrolment(VIEW(d), made) ? REASON_ALREADY_ENROLLED : 0;
}

/* A call that named its family has made none, and there is nothing to settle; what is settled once is never taken
 * back. */
int intake_settle_match(struct decide *d, const intake__settle_match_request *in, intake__settle_match_reply *out) {
    struct arena *a = arena_of(d);
    const intake_rows__screening *row = intake_screening_row(VIEW(d), in->screening_id);
    int reason = CHANGE_BEGIN(d, row, in);
    if (reason) return reason;
    if (violations(d)) return REASON_FIELDS_INVALID;
    if (!row->made_family || row->settled) return REASON_MOVE_ILLEGAL;
    bool same = in->same_as_family_id.len > 0;
    reason = same ? check_known(d, in, row) : 0;
    if (reason) return reason;
    intake__match_settled *e = NEW(a, intake__match_settled);
    e->screening_id = in->screening_id;
    e->family_id = same ? in->same_as_family_id : row->family_id;
    if (same) e->merged_family_id = row->family_id;
    e->personal = NEW(a, intake__match_settled__personal);
    e->personal->by = in->by;
    struct id subjects[] = {id_of(e->screening_id), id_of(e->family_id), id_of(e->merged_family_id)};
    out->version = id_field(a, emit_about(d, subjects, same ? 3 : 2, &e->base));
    out->family_id = e->family_id;
    const intake_rows__family *family = intake_family_row(VIEW(d), e->family_id);
    out->family_number = family ? family->number : "";
    return 0;
}

/* ---- merging ---- */

static void move_screenings(struct apply *a, const struct record *r, const intake__match_settled *e,
                            const intake_rows__family *into) {
    bool enrolled = intake_live_enrolment(VIEW(a), into) != NULL;
    struct id_list list = intake_of_family(VIEW(a), &intake_screenings_of_family, e->merged_family_id);
    for (size_t i = 0; i < list.n; i++) {
        intake_rows__screening *row = row_get(VIEW(a), &intake_screenings, KEY(KEY_ID(list.ids[i])));
        if (!row) continue;
        row->family_id = e->family_id;
        row->clsc_code = into->clsc_code;
        intake_lookup_move(a, list.ids[i], into->clsc_code);
        row->enrolled = row->enrolled || (enrolled && row->state == SCREENING_STATE_DECIDED);
        intake_screening_put(a, list.ids[i], row, r);
    }
}

/* Consents and referrals get no version with it: nothing changed of them that a person has seen. */
static void move_consents(struct apply *a, const intake__match_settled *e) {
    struct id_list list = intake_of_family(VIEW(a), &intake_consents_of_family, e->merged_family_id);
    for (size_t i = 0; i < list.n; i++) {
        intake_rows__consent *row = row_get(VIEW(a), &intake_consents, KEY(KEY_ID(list.ids[i])));
        if (!row) continue;
        row->family_id = e->family_id;
        ROW_PUT(a, &intake_consents, KEY(KEY_ID(list.ids[i])), row);
    }
}

static void move_referrals(struct apply *a, const intake__match_settled *e) {
    struct id_list list = intake_of_family(VIEW(a), &intake_referrals_of_family, e->merged_family_id);
    for (size_t i = 0; i < list.n; i++) {
        intake_rows__referral *row = row_get(VIEW(a), &intake_referrals, KEY(KEY_ID(list.ids[i])));
        if (!row) continue;
        row->family_id = e->family_id;
        ROW_PUT(a, &intake_referrals, KEY(KEY_ID(list.ids[i])), row);
    }
}

static uint64_t submitted_of(struct view *v, ProtobufCBinaryData screening) {
    const intake_rows__screening *row = intake_screening_row(v, screening);
    return row ? row->submitted : 0;
}

/* A birth that was recorded before a call that dates a pregnancy is over, as where the two were one family from the
 * start (call/screening_rows.c). */
static bool birth_is_over(struct view *v, const intake_rows__family *family) {
    const intake_rows__screening *latest = intake_screening_row(v, family->screening);
    const intake__proposal *p = latest ? intake_last_word(v, latest).proposal : NULL;
    return p && p->gestational_age_days > 0 && family->birth < latest->submitted;
}

/* Who wins: the newest call says who she is; of two recorded births the one recorded last stands; the known family's
 * enrolment stays, and an ended one comes along where she had none. Families that were merged into `from` before still
 * name `from`: intake_family_now goes on to `into`. */
static void join(struct apply *a, const struct record *r, const intake__match_settled *e, intake_rows__family *into,
                 intake_rows__family *from) {
    struct view *v = VIEW(a);
    if (submitted_of(v, from->screening) > submitted_of(v, into->screening)) into->screening = from->screening;
    if (from->birth > into->birth) into->birth = from->birth;
    if (birth_is_over(v, into)) into->birth = 0;
    if (into->enrolment.len == 0 && from->enrolment.len) {
        into->enrolment = from->enrolment;
        intake_rows__enrolment *row = intake_enrolment_row(v, from->enrolment);
        if (row) {
            row->family_id = e->family_id;
            ROW_PUT(a, &intake_enrolments, KEY(KEY_ID(id_of(from->enrolment))), row);
        }
    }
    from->merged_into = e->family_id;
    from->version = id_field(arena_of(a), r->id);
    into->version = from->version;
    ROW_PUT(a, &intake_families, KEY(KEY_ID(id_of(e->merged_family_id))), from);
    ROW_PUT(a, &intake_families, KEY(KEY_ID(id_of(e->family_id))), into);
}

/* The refresh comes last and of the family that is left: what was moved is found there only now. */
static void merge(struct apply *a, const struct record *r, const intake__match_settled *e) {
    intake_rows__family *into = intake_family_row(VIEW(a), e->family_id);
    intake_rows__family *from = intake_family_row(VIEW(a), e->merged_family_id);
    if (!into || !from) return;
    join(a, r, e, into, from);
    move_screenings(a, r, e, into);
    move_consents(a, e);
    move_referrals(a, e);
    intake_work_refresh_family(a, e->family_id, r->at_ms);
}

/* Put before it is moved: merge() fetches the row again. */
void intake_on_match_settled(struct apply *a, const struct record *r, const intake__match_settled *e) {
    intake_rows__screening *row = intake_screening_row(VIEW(a), e->screening_id);
    if (!row) return;
    row->settled = r->seq;
    row->match_open = false;
    intake_screening_put(a, id_of(e->screening_id), row, r);
    if (e->merged_family_id.len) merge(a, r, e);
}
