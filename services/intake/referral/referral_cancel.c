/* Cancelling a referral: the family's wish, a slip, or a consent that was withdrawn. */
#include "intake/referral/referral.h"
#include "intake/domain/states.h"

struct id intake_referral_emit_cancelled(struct decide *d, struct id referral, const intake_rows__referral *row,
                                         bool consent_withdrawn, const char *reason) {
    struct arena *a = arena_of(d);
    intake__referral_cancelled *e = NEW_WITH_PERSONAL(a, intake__referral_cancelled);
    e->referral_id = id_field(a, referral);
    if (consent_withdrawn) e->recalls = row->sent_record;
    e->personal->consent_withdrawn = consent_withdrawn;
    e->personal->reason = reason;
    return EMIT_FOR(d, id_of(row->sealed_for), referral, e); /* leaves: no family among its subjects */
}

int intake_cancel_referral(struct decide *d, const intake__cancel_referral_request *in,
                           intake__cancel_referral_reply *out) {
    struct arena *a = arena_of(d);
    const intake_rows__referral *row = intake_referral_row(VIEW(d), in->referral_id);
    int reason = CHANGE_BEGIN(d, row, in);
    if (reason) return reason;
    check_text(d, "reason", in->reason, CHECK_NOTE);
    if (violations(d)) return REASON_FIELDS_INVALID;
    if (!intake_referral_can_cancel(row->personal->state)) return REASON_REFERRAL_CLOSED;
    out->version = id_field(a, intake_referral_emit_cancelled(d, id_of(in->referral_id), row, false, in->reason));
    return 0;
}

void intake_on_referral_cancelled(struct apply *a, const struct record *r, const intake__referral_cancelled *e) {
    intake_rows__referral *row = intake_referral_row(VIEW(a), e->referral_id);
    if (e->recalls.len) record_recall(a, id_of(e->recalls)); /* else it leaves, and then this one */
    if (!row) return;
    row->personal->state = REFERRAL_STATE_CANCELLED;
    row->changed_ms = r->at_ms;
    row->personal->overdue = false;
    intake_referral_put(a, id_of(e->referral_id), row, r);
}
