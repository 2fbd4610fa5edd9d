/* Who holds what was withdrawn, and has no program that would read it: a person calls, and says whom she told. */
#include "base/character.h"
#include "intake/disclosure/disclosure.h"
#include "civil/civil.h"
#include "intake/referral/referral.h"
#include "intake/work/working_days.h"

enum { PERSON_BYTES = 160 };

/* Notifications says that the partner will not learn of it by itself. A referral that is not known is one that a
 * restored store has lost. */
int intake_follow_recall_unheard(struct decide *d, const struct record *from, const notifications__recall_unheard *e) {
    struct id referral;
    (void)from;
    if (!id_from(e->referral_id, &referral)) return REASON_ID_INVALID;
    const intake_rows__referral *row = intake_referral_row(VIEW(d), e->referral_id);
    if (!row) return WAIT;
    intake__recall_unheard_noted *out = NEW(arena_of(d), intake__recall_unheard_noted);
    out->referral_id = e->referral_id;
    out->family_id = row->family_id;
    out->tell_by = intake_due_date(d, INTAKE_TELL);
    emit_about(d, (const struct id[]){referral, id_of(row->family_id)}, 2, &out->base);
    return 0;
}

/* ---- a person has told them ---- */

struct owned intake_owner_of_record_holder_told(struct view *v, const intake__record_holder_told_request *in) {
    struct owned owner = intake_owner_of_referral(v, in->thing);
    return owner.organization ? owner : intake_owner_of_disclosure(v, in->thing);
}

struct holder {
    ProtobufCBinaryData family_id, sealed_for;
};

/* False: nobody is to be told. An answer that came after the cancellation is the same call to the same partner. */
static bool to_be_told(struct decide *d, ProtobufCBinaryData thing, struct holder *out) {
    const intake_rows__referral *referral = intake_referral_row(VIEW(d), thing);
    const intake_rows__disclosure *told = intake_disclosure_row(VIEW(d), thing);
    bool due = referral && referral->personal->state == REFERRAL_STATE_CANCELLED &&
               (referral->personal->tell_holder || referral->personal->tell_partner);
    if (due)
        *out = (struct holder){referral->family_id, referral->sealed_for};
    else if (told)
        *out = (struct holder){told->family_id, told->sealed_for};
    return due || (told && told->personal->tell_holder);
}

int intake_record_holder_told(struct decide *d, const intake__record_holder_told_request *in,
                              intake__record_holder_told_reply *out) {
    struct arena *a = arena_of(d);
    struct holder holder;
    if (!to_be_told(d, in->thing, &holder)) return REASON_NOBODY_TO_TELL;
    if (text_is_blank(in->told_person)) violation(d, "told_person", REASON_FIELD_REQUIRED);
    check_text(d, "told_person", in->told_person, PERSON_BYTES);
    check_moment(d, "told_at", in->told_at);
    check_text(d, "note", in->note, CHECK_NOTE);
    if (violations(d)) return REASON_FIELDS_INVALID;
    intake__holder_told *e = NEW_WITH_PERSONAL(a, intake__holder_told);
    e->thing = in->thing;
    e->family_id = holder.family_id;
    e->personal->told_person = in->told_person;
    e->personal->told_at = in->told_at ? in->told_at : civil_instant(a, decide_now_ms(d));
    e->personal->note = in->note;
    struct id subjects[] = {id_of(e->thing), id_of(e->family_id)};
    out->version = id_field(a, emit_for(d, id_of(holder.sealed_for), subjects, 2, &e->base));
    return 0;
}

/* ---- nobody could ---- */

int intake_give_up_holder(struct decide *d, const intake__give_up_holder_request *in,
                          intake__give_up_holder_reply *out) {
    struct arena *a = arena_of(d);
    struct holder holder;
    if (!to_be_told(d, in->thing, &holder)) return REASON_NOBODY_TO_TELL;
    check_text(d, "reason", in->reason, CHECK_NOTE);
    if (text_is_blank(in->reason)) violation(d, "reason", REASON_REASON_MISSING);
    if (violations(d)) return REASON_FIELDS_INVALID;
    intake__holder_given_up *e = NEW_WITH_PERSONAL(a, intake__holder_given_up);
    e->thing = in->thing;
    e->family_id = holder.family_id;
    e->personal->reason = in->reason;
    struct id subjects[] = {id_of(e->thing), id_of(e->family_id)};
    out->version = id_field(a, emit_for(d, id_of(holder.sealed_for), subjects, 2, &e->base));
    return 0;
}

/* ---- apply ---- */

void intake_on_holder_given_up(struct apply *a, const struct record *r, const intake__holder_given_up *e) {
    intake_rows__referral *referral = intake_referral_row(VIEW(a), e->thing);
    intake_rows__disclosure *told = intake_disclosure_row(VIEW(a), e->thing);
    if (referral) {
        referral->given_up = r->seq;
        referral->personal->tell_holder = referral->personal->tell_partner = false;
        intake_referral_put(a, id_of(e->thing), referral, r);
    } else if (told) {
        told->given_up = r->seq;
        told->personal->tell_holder = false;
        intake_disclosure_put(a, id_of(e->thing), told, r);
    }
}

void intake_on_recall_unheard_noted(struct apply *a, const struct record *r, const intake__recall_unheard_noted *e) {
    intake_rows__referral *row = intake_referral_row(VIEW(a), e->referral_id);
    if (!row) return;
    if (!row->told && !row->given_up) { /* else somebody has called, or tried to, before */
        intake_referral_tell_by(row, e->tell_by);
        row->personal->tell_holder = true;
    }
    intake_referral_put(a, id_of(e->referral_id), row, r);
}

void intake_on_holder_told(struct apply *a, const struct record *r, const intake__holder_told *e) {
    intake_rows__referral *referral = intake_referral_row(VIEW(a), e->thing);
    intake_rows__disclosure *told = intake_disclosure_row(VIEW(a), e->thing);
    if (referral) {
        referral->told = r->seq;
        referral->personal->tell_holder = referral->personal->tell_partner = false;
        intake_referral_put(a, id_of(e->thing), referral, r);
    } else if (told) {
        told->told = r->seq;
        told->personal->tell_holder = false;
        intake_disclosure_put(a, id_of(e->thing), told, r);
    }
}
