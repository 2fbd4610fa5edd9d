/* What only a person can end: she says that it is dealt with. */
#include "base/character.h"
#include "intake/access/access.h"
#include "intake/call/screening_rows.h"
#include "intake/call/urgent.h"
#include "intake/disclosure/disclosure.h"
#include "intake/follow/schedule_note.h"
#include "intake/merge/merge.h"
#include "intake/reach/promise.h"
#include "intake/reach/reach.h"
#include "intake/referral/outdated.h"
#include "intake/referral/consent.h"
#include "intake/referral/referral.h"
#include "intake/rows.h"
#include "intake/separation/separation.h"
#include "intake/work/work.h"

/* An item's thing is a referral, a screening, a family call, a disclosure, an opening, an urgent need, a consent, a
 * merge that was taken back, a child's own file or an enrolment: their ids never meet. */
struct owned intake_owner_of_settle_work(struct view *v, const intake__settle_work_request *in) {
    struct owned owner = intake_owner_of_referral(v, in->thing);
    if (!owner.organization) owner = intake_owner_of_screening(v, in->thing);
    if (!owner.organization) owner = intake_owner_of_family_call(v, in->thing);
    if (!owner.organization) owner = intake_owner_of_disclosure(v, in->thing);
    if (!owner.organization) owner = intake_owner_of_opening(v, in->thing);
    if (!owner.organization) owner = intake_owner_of_urgent(v, in->thing);
    if (!owner.organization) owner = intake_owner_of_consent(v, in->thing);
    if (!owner.organization) owner = intake_owner_of_undone(v, in->thing);
    if (!owner.organization) owner = intake_owner_of_separation(v, in->thing);
    return owner.organization ? owner : intake_owner_of_enrolment(v, in->thing);
}

/* All other items end by what is done about them: a decision, an enrolment, a key worker, an answer. A person who could
 * tick these off would leave a family without anybody. */
static bool can_be_settled(struct view *v, sippe__work_kind kind, struct id thing) {
    if (kind == WORK_KIND_DECIDE_ROUTE) {
        const intake_rows__screening *row = row_get(v, &intake_screenings, KEY(KEY_ID(thing)));
        return row && row->personal->look_again;
    }
    if (row_exists(v, &intake_family_calls, KEY(KEY_ID(thing)))) return true;
    return kind == WORK_KIND_REFERRAL_DECLINED || kind == WORK_KIND_WRONG_PARTNER ||
           kind == WORK_KIND_ANSWER_AFTER_CANCEL || kind == WORK_KIND_REFERRAL_OUTDATED ||
           kind == WORK_KIND_FILE_OPENED || kind == WORK_KIND_URGENT_NEED || kind == WORK_KIND_OLO_START ||
           kind == WORK_KIND_TELL_DOOR || kind == WORK_KIND_SECOND_OFFER || kind == WORK_KIND_PLACE_VISIT ||
           kind == WORK_KIND_UNDO_REVIEW || kind == WORK_KIND_CONFIRM_CONSENT || kind == WORK_KIND_ALREADY_FOLLOWED ||
           kind == WORK_KIND_CHILD_FILE;
}

/* What was promised rests on what is no longer so: then it is to be said what was done. */
static bool is_outdated(struct view *v, sippe__work_kind kind, struct id thing) {
    return (kind == WORK_KIND_LETTER || kind == WORK_KIND_OLO_START) && intake_promise_outdated(v, thing);
}

/* The item must stand there now, shown or silent; it has no version of its own, and who comes second finds it gone. */
int intake_settle_work(struct decide *d, const intake__settle_work_request *in, intake__settle_work_reply *out) {
    struct arena *a = arena_of(d);
    struct id thing;
    check_text(d, "note", in->note, CHECK_NOTE);
    if (!id_from(in->thing, &thing)) violation(d, "thing", REASON_ID_INVALID);
    bool says_what = in->kind == WORK_KIND_URGENT_NEED || in->kind == WORK_KIND_REFERRAL_OUTDATED ||
                     in->kind == WORK_KIND_CONFIRM_CONSENT || in->kind == WORK_KIND_ALREADY_FOLLOWED ||
                     in->kind == WORK_KIND_CHILD_FILE || is_outdated(VIEW(d), in->kind, thing);
    if (says_what && text_is_blank(in->note)) violation(d, "note", REASON_FIELD_REQUIRED);
    if (violations(d)) return REASON_FIELDS_INVALID;
    const intake_rows__work *row = intake_work_row(VIEW(d), thing);
    if (!intake_work_find(row, in->kind)) return REASON_NOT_FOUND;
    if (in->kind == WORK_KIND_ASK_STOP && text_is_blank(in->note)) return violation(d, "note", REASON_FIELD_REQUIRED);
    bool coordinators = in->kind == WORK_KIND_FILE_OPENED || in->kind == WORK_KIND_UNDO_REVIEW;
    if (coordinators && decide_principal(d)->role != ROLE_COORDINATOR) return REASON_NOT_ALLOWED;
    if (!can_be_settled(VIEW(d), in->kind, thing)) return REASON_MOVE_ILLEGAL;
    if (in->kind == WORK_KIND_OLO_START && intake_work_find(row, WORK_KIND_ALREADY_FOLLOWED))
        return REASON_FOLLOWED_ELSEWHERE; /* coupons of two doors */
    intake__work_settled *e = NEW_WITH_PERSONAL(a, intake__work_settled);
    e->thing = in->thing;
    e->family_id = row->family_id;
    e->personal->kind = in->kind;
    e->personal->note = in->note;
    struct id subjects[3];
    size_t n = intake_work_subjects(VIEW(d), row, thing, subjects);
    out->version = id_field(a, emit_for(d, id_of(row->sealed_for), subjects, n, &e->base));
    return 0;
}

/* An ended item leaves its reason on the thing: told, or looked at. A later answer can ask again. */
static void settle_referral(struct apply *a, const struct record *r, struct id thing, sippe__work_kind kind) {
    intake_rows__referral *row = row_get(VIEW(a), &intake_referrals, KEY(KEY_ID(thing)));
    if (!row) return;
    if (kind == WORK_KIND_ANSWER_AFTER_CANCEL)
        row->personal->tell_partner = false;
    else if (kind == WORK_KIND_REFERRAL_OUTDATED)
        intake_outdated_looked_at(row);
    else
        row->personal->replaced = true;
    intake_referral_put(a, thing, row, r);
}

/* Coupons of another decision are an item of their own, whatever this one asks for. */
static void arranged(intake_rows__screening *row, sippe__work_kind kind) {
    intake_rows__screening__personal *p = row->personal;
    bool of_another = kind == WORK_KIND_OLO_START && p->coupons;
    if (!of_another) p->arranged = true;
    if (of_another) p->coupons = false;
    if (!p->coupons) {
        p->coupons_by = NULL;
        p->outdated = OUTDATED_BECAUSE_UNSPECIFIED;
    }
}

/* Of a call: the decision that no longer agreed was looked at, or what it asked for was done. */
void intake_on_work_settled(struct apply *a, const struct record *r, const intake__work_settled *e) {
    intake_rows__screening *row = intake_screening_row(VIEW(a), e->thing);
    if (!row && intake_family_call_settled(a, r, id_of(e->thing), e->by_family_id)) return;
    if (!row && intake_opening_looked_at(a, id_of(e->thing), r->at_ms)) return;
    if (!row && intake_urgent_settled(a, id_of(e->thing), r)) return;
    if (!row && intake_visit_placed(a, r, id_of(e->thing))) return;
    if (!row && intake_consent_confirmed(a, r, id_of(e->thing))) return;
    if (!row && intake_undone_reviewed(a, id_of(e->thing), r)) return;
    if (!row && intake_separation_settled(a, id_of(e->thing), r)) return;
    if (!row) {
        settle_referral(a, r, id_of(e->thing), e->personal->kind);
        return;
    }
    if (e->personal->kind == WORK_KIND_DECIDE_ROUTE)
        row->personal->look_again = false;
    else if (e->personal->kind == WORK_KIND_ALREADY_FOLLOWED)
        row->personal->door_asked = true;
    else
        arranged(row, e->personal->kind);
    intake_screening_put(a, id_of(e->thing), row, r);
}
