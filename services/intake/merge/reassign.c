/* What was recorded of one of two families while they were taken for one is the other's: it is recorded of her, under
 * her key, and struck out where it stood, so that an erasure of either leaves no words of the other. */
#include "base/character.h"
#include "intake/access/access.h"
#include "intake/disclosure/disclosure.h"
#include "intake/erasure/erasure.h"
#include "intake/inbound/inbound.h"
#include "intake/merge/merge.h"
#include "intake/notes/notes.h"
#include "intake/reach/reach.h"
#include "intake/referral/consent.h"

struct reassigning {
    const intake__reassign_thing_request *in;
    ProtobufCBinaryData undo_id;
    const intake_rows__undone_match *undone;
    intake__recorded_kind kind;
    ProtobufCBinaryData from_id;     /* of whom it was recorded */
    ProtobufCBinaryData as, version; /* what it is of the other one */
};

/* ---- which ---- */

static const intake_rows__undone_match__one *one_of(const intake_rows__undone_match *row, ProtobufCBinaryData thing) {
    for (size_t i = 0; thing.len == ID_LEN && i < row->personal->n_since; i++)
        if (id_is(row->personal->since[i]->thing, id_of(thing))) return row->personal->since[i];
    return NULL;
}

/* By the undoings of the one to whom it goes: one of them names it, as recorded of somebody else than her. */
static bool find(struct view *v, struct reassigning *r) {
    struct id_list list = intake_of_family(v, &intake_undone_of_family, r->in->family_id);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__undone_match *row = row_get(v, &intake_undone_matches, KEY(KEY_ID(list.ids[i])));
        const intake_rows__undone_match__one *one = row ? one_of(row, r->in->thing) : NULL;
        if (!one || !intake_same_file(v, row->alias_id, r->in->family_id)) continue;
        if (intake_same_file(v, row->family_id, row->alias_id)) continue; /* they are one again */
        r->undone = row;
        r->undo_id = id_field(view_arena(v), list.ids[i]);
        r->kind = one->kind;
        return true;
    }
    return false;
}

ProtobufCBinaryData intake_reassigned_as(struct view *v, const intake_rows__undone_match *row,
                                         ProtobufCBinaryData thing) {
    for (size_t i = 0; i < row->n_reassigned; i++) {
        const intake__thing_reassigned *e = READ_EVENT(v, intake__thing_reassigned, row->reassigned[i], NULL);
        if (e && id_is(e->thing, id_of(thing))) return e->as;
    }
    return (ProtobufCBinaryData){0};
}

/* ---- by kind ---- */

static int reassign_call(struct decide *d, struct reassigning *r) {
    const intake_rows__family_call *row = intake_family_call_row(VIEW(d), r->in->thing);
    int reason = CHANGE_BEGIN(d, row, r->in);
    if (reason) return reason;
    if (row->personal->in_error) return REASON_MOVE_ILLEGAL;
    r->from_id = row->family_id;
    return intake_family_call_hand_over(d, r->in, row, &r->as, &r->version);
}

static int reassign_note(struct decide *d, struct reassigning *r) {
    struct notes_list all = intake_notes_of(VIEW(d), r->undone->family_id, NOTE_KIND_FILE);
    for (size_t i = 0; i < all.n; i++) {
        if (!id_is(all.list[i].one->note_id, id_of(r->in->thing))) continue;
        r->from_id = all.list[i].family_id;
        return intake_note_hand_over(d, r->in, &all.list[i], &r->as, &r->version);
    }
    return REASON_NOT_FOUND;
}

static int reassign_consent(struct decide *d, struct reassigning *r) {
    const intake_rows__consent *row = intake_consent_row(VIEW(d), r->in->thing);
    int reason = CHANGE_BEGIN(d, row, r->in);
    if (reason) return reason;
    r->from_id = row->family_id;
    return intake_consent_hand_over(d, r->in->family_id, row, &r->as, &r->version);
}

static int reassign_disclosure(struct decide *d, struct reassigning *r) {
    const intake_rows__disclosure *row = intake_disclosure_row(VIEW(d), r->in->thing);
    int reason = CHANGE_BEGIN(d, row, r->in);
    if (reason) return reason;
    r->from_id = row->family_id;
    return intake_disclosure_hand_over(d, r->in->family_id, row, &r->as, &r->version);
}

static int reassign_hold(struct decide *d, struct reassigning *r) {
    const intake_rows__hold *row = intake_hold_row(VIEW(d), r->in->thing);
    int reason = CHANGE_BEGIN(d, row, r->in);
    if (reason) return reason;
    r->from_id = row->family_id;
    return intake_hold_hand_over(d, r->in, row, &r->as, &r->version);
}

static int reassign_restriction(struct decide *d, struct reassigning *r) {
    const intake_rows__restriction *row = row_get(VIEW(d), &intake_restrictions, KEY(KEY_ID(id_of(r->in->thing))));
    int reason = CHANGE_BEGIN(d, row, r->in);
    if (reason) return reason;
    r->from_id = row->family_id;
    return intake_restriction_hand_over(d, r->in, row, &r->as, &r->version);
}

/* It is sealed for itself, so that it is the same one of whomever it became. */
static int reassign_inbound(struct decide *d, struct reassigning *r) {
    const intake_rows__inbound *row = intake_inbound_row(VIEW(d), r->in->thing);
    int reason = CHANGE_BEGIN(d, row, r->in);
    if (reason) return reason;
    r->from_id = row->family_id;
    r->as = r->in->thing;
    return intake_inbound_hand_over(d, r->in->family_id, r->in->thing, &r->version);
}

/* NULL: it stays where it was recorded (proto/intake/match.proto says what is done instead). */
static int (*reassigner_of(intake__recorded_kind kind))(struct decide *, struct reassigning *) {
    switch (kind) {
    case RECORDED_KIND_CALL: return reassign_call;
    case RECORDED_KIND_NOTE: return reassign_note;
    case RECORDED_KIND_CONSENT: return reassign_consent;
    case RECORDED_KIND_DISCLOSURE: return reassign_disclosure;
    case RECORDED_KIND_HOLD: return reassign_hold;
    case RECORDED_KIND_RESTRICTION: return reassign_restriction;
    case RECORDED_KIND_INBOUND: return reassign_inbound;
    case RECORDED_KIND_UNSPECIFIED:
    case RECORDED_KIND_SCREENING:
    case RECORDED_KIND_REFERRAL:
    case RECORDED_KIND_ENROLMENT:
    case RECORDED_KIND_CONTACT:
    case RECORDED_KIND_KIN: break;
    }
    return NULL;
}

/* ---- the command ---- */

static int check(struct decide *d, struct reassigning *r) {
    const intake_rows__family *to = intake_family_row(VIEW(d), r->in->family_id);
    if (!to) return REASON_NOT_FOUND;
    int reason = intake_family_closed(to);
    if (reason) return reason;
    check_text(d, "reason", r->in->reason, CHECK_NOTE);
    if (text_is_blank(r->in->reason)) violation(d, "reason", REASON_REASON_MISSING);
    if (violations(d)) return REASON_FIELDS_INVALID;
    if (!find(VIEW(d), r)) return REASON_NOT_RECORDED_SINCE;
    struct owned left = intake_owned_by(VIEW(d), r->undone->family_id);
    if (!left.organization) return REASON_NOT_FOUND;
    reason = intake_may_change(d, left.organization, r->undone->family_id);
    if (reason) return reason;
    if (!reassigner_of(r->kind)) return REASON_NOT_REASSIGNABLE;
    return intake_reassigned_as(VIEW(d), r->undone, r->in->thing).len ? REASON_REASSIGNED_ALREADY : 0;
}

int intake_reassign_thing(struct decide *d, const intake__reassign_thing_request *in,
                          intake__reassign_thing_reply *out) {
    struct reassigning r = {.in = in};
    int reason = check(d, &r);
    if (!reason) reason = reassigner_of(r.kind)(d, &r);
    if (reason) return reason;
    intake__thing_reassigned *e = NEW_WITH_PERSONAL(arena_of(d), intake__thing_reassigned);
    e->thing = in->thing;
    e->family_id = r.from_id;
    e->to_family_id = in->family_id;
    e->undo_id = r.undo_id;
    e->as = r.as;
    e->personal->reason = in->reason;
    struct id subjects[] = {id_of(e->thing), id_of(e->family_id), id_of(e->undo_id), id_of(e->as)};
    emit_for(d, subjects[1], subjects, 4, &e->base);
    out->thing = r.as;
    out->version = r.version;
    return 0;
}

/* A call and a note have been struck out by a correction of their own. */
void intake_on_thing_reassigned(struct apply *a, const struct record *r, const intake__thing_reassigned *e) {
    intake_rows__undone_match *row = intake_undone_row(VIEW(a), e->undo_id);
    intake_consent_strike(a, r, id_of(e->thing));
    intake_disclosure_strike(a, r, id_of(e->thing));
    if (!row) return;
    APPEND(arena_of(a), row, reassigned, r->seq);
    intake_undone_put(a, id_of(e->undo_id), row, r);
}
