/* What became of a referral that came in, and when it is forgotten. Whoever sent it hears one of two words: whether she
 * was ours already is hers. */
#include "base/character.h"
#include "base/message.h"
#include "civil/civil.h"
#include "intake/inbound/inbound.h"
#include "intake/work/work.h"

enum { KEEP_DAYS = 90 }; /* where the rules say nothing */

/* Of one that became nobody: the midnight behind its last day. */
static sippe__instant *over_at(struct decide *d) {
    day today = decide_today(d);
    const sippe__territory *t = rules_on(VIEW(d), today, NULL);
    const sippe__inbound_rules *i = t && t->partners ? t->partners->inbound : NULL;
    int32_t days = i && i->keep_days > 0 ? i->keep_days : KEEP_DAYS;
    return civil_instant(arena_of(d), day_start_ms(civil_zone(t), today + days + 1));
}

/* Who sent it; false: what it held is gone. */
static bool organization_of(struct decide *d, const intake_rows__inbound *row, ProtobufCBinaryData *organization) {
    struct record r;
    struct id id;
    const intake__inbound_referral_taken *e = READ_EVENT(d, intake__inbound_referral_taken, row->taken, &r);
    if (!e || !id_from(e->personal->organization_id, &id)) return false;
    *organization = e->personal->organization_id;
    return true;
}

static void outcome_tell(struct decide *d, const intake_rows__inbound *row, struct id inbound,
                         intake__inbound_disposition how) {
    intake__inbound_outcome_told *e = NEW_WITH_PERSONAL(arena_of(d), intake__inbound_outcome_told);
    if (!organization_of(d, row, &e->personal->organization_id)) return;
    e->inbound_id = id_field(arena_of(d), inbound);
    e->personal->not_reached = how == INBOUND_DISPOSITION_NOT_REACHED;
    EMIT_FOR(d, inbound, inbound, e);
}

struct closing {
    intake__inbound_disposition how;
    const char *note;
    ProtobufCBinaryData family; /* whom it became; empty: nobody */
};

/* Its new version. */
static struct id closed(struct decide *d, const intake_rows__inbound *row, struct id inbound,
                        const struct closing *as) {
    intake__inbound_referral_closed *e = NEW_WITH_PERSONAL(arena_of(d), intake__inbound_referral_closed);
    e->inbound_id = id_field(arena_of(d), inbound);
    e->family_id = as->family;
    if (!as->family.len) e->over_at = over_at(d);
    e->personal->disposition = as->how;
    e->personal->note = as->note;
    struct id version = EMIT_FOR(d, inbound, inbound, e);
    outcome_tell(d, row, inbound, as->how);
    return version;
}

int intake_close_inbound_referral(struct decide *d, const intake__close_inbound_referral_request *in,
                                  intake__close_inbound_referral_reply *out) {
    const intake_rows__inbound *row = intake_inbound_row(VIEW(d), in->inbound_id);
    check_text(d, "note", in->note, CHECK_NOTE);
    if (in->disposition == INBOUND_DISPOSITION_UNSPECIFIED) violation(d, "disposition", REASON_FIELD_REQUIRED);
    if (violations(d)) return REASON_FIELDS_INVALID;
    if (!row) return REASON_NOT_FOUND;
    if (row->closed) return REASON_INBOUND_CLOSED;
    int reason = CHANGE_BEGIN(d, row, in);
    if (reason) return reason;
    const struct closing as = {.how = in->disposition, .note = in->note};
    out->version = id_field(arena_of(d), closed(d, row, id_of(in->inbound_id), &as));
    return 0;
}

void intake_inbound_take(struct decide *d, ProtobufCBinaryData id, ProtobufCBinaryData family) {
    const intake_rows__inbound *row = intake_inbound_row(VIEW(d), id);
    if (!row || row->closed || !principal_reaches(decide_principal(d), row->clsc_code)) return;
    const struct closing as = {.how = INBOUND_DISPOSITION_TAKEN, .note = "", .family = family};
    closed(d, row, id_of(id), &as);
}

int intake_reopen_inbound_referral(struct decide *d, const intake__reopen_inbound_referral_request *in,
                                   intake__reopen_inbound_referral_reply *out) {
    const intake_rows__inbound *row = intake_inbound_row(VIEW(d), in->inbound_id);
    int reason = CHANGE_BEGIN(d, row, in);
    if (reason) return reason;
    check_text(d, "reason", in->reason, CHECK_NOTE);
    if (text_is_blank(in->reason)) violation(d, "reason", REASON_REASON_MISSING);
    if (violations(d)) return REASON_FIELDS_INVALID;
    if (!row->closed) return REASON_INBOUND_OPEN;
    intake__inbound_referral_reopened *e = NEW_WITH_PERSONAL(arena_of(d), intake__inbound_referral_reopened);
    e->inbound_id = in->inbound_id;
    e->act_by = out->act_by = intake_inbound_act_by(d);
    e->personal->reason = in->reason;
    struct id inbound = id_of(in->inbound_id);
    out->version = id_field(arena_of(d), EMIT_FOR(d, inbound, inbound, e));
    return 0;
}

int intake_inbound_hand_over(struct decide *d, ProtobufCBinaryData to_family_id, ProtobufCBinaryData id,
                             ProtobufCBinaryData *version) {
    const intake_rows__inbound *row = intake_inbound_row(VIEW(d), id);
    const intake__inbound_referral_closed *was =
        row && row->closed ? READ_EVENT(d, intake__inbound_referral_closed, row->closed, NULL) : NULL;
    if (!was) return REASON_NOT_FOUND;
    intake__inbound_referral_closed *e = message_copy(arena_of(d), &was->base);
    if (!e) return REASON_NOT_FOUND;
    e->family_id = to_family_id;
    *version = id_field(arena_of(d), EMIT_FOR(d, id_of(id), id_of(id), e));
    return 0;
}

void intake_on_inbound_referral_closed(struct apply *a, const struct record *r,
                                       const intake__inbound_referral_closed *e) {
    struct id inbound = id_of(e->inbound_id);
    intake_rows__inbound *row = intake_inbound_row(VIEW(a), e->inbound_id);
    if (!row) return;
    row->version = id_field(arena_of(a), r->id);
    row->closed = r->seq;
    APPEND(arena_of(a), row, said, r->seq);
    row->family_id = e->family_id;
    ROW_PUT(a, &intake_inbounds, KEY(KEY_ID(inbound)), row);
    if (e->over_at) deadline_set(a, &intake_inbound_over, inbound, civil_ms(e->over_at));
    intake_work_refresh_inbound(a, inbound, r->at_ms);
}

/* Whom it became is asked anew, and it is not forgotten meanwhile. */
void intake_on_inbound_referral_reopened(struct apply *a, const struct record *r,
                                         const intake__inbound_referral_reopened *e) {
    struct id inbound = id_of(e->inbound_id);
    intake_rows__inbound *row = intake_inbound_row(VIEW(a), e->inbound_id);
    if (!row) return;
    row->version = id_field(arena_of(a), r->id);
    row->closed = 0;
    row->family_id = (ProtobufCBinaryData){0};
    row->act_by = e->act_by;
    APPEND(arena_of(a), row, said, r->seq);
    ROW_PUT(a, &intake_inbounds, KEY(KEY_ID(inbound)), row);
    deadline_clear(a, &intake_inbound_over, inbound);
    intake_work_refresh_inbound(a, inbound, r->at_ms);
}

int intake_inbound_over_due(struct decide *d, const struct due *due) {
    if (row_exists(VIEW(d), &intake_inbounds, KEY(KEY_ID(due->thing))))
        subject_erase(d, decide_new_id(d, "inbound erased"), due->thing, true);
    return 0;
}
