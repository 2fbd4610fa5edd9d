/* A coordinator proposes that a family be erased, or takes that back. */
#include "base/character.h"
#include "civil/civil.h"
#include "intake/domain/erasure/erasure.h"
#include "intake/erasure/erasure.h"
#include "intake/referral/withdraw.h"

static int may_propose(struct decide *d, const intake__propose_erasure_request *in, struct erasing *m) {
    int reason = intake_erasing_begin(VIEW(d), in->family_id, decide_today(d), m);
    if (reason) return reason;
    check_text(d, "reason", in->reason, CHECK_NOTE);
    if (text_is_blank(in->reason)) violation(d, "reason", REASON_FIELD_REQUIRED);
    if (!*in->rule) violation(d, "rule", REASON_FIELD_REQUIRED);
    if (violations(d)) return REASON_FIELDS_INVALID;
    reason = intake_erasing_check_open(VIEW(d), m);
    if (!reason) reason = intake_erasing_check_followed(VIEW(d), m);
    return reason ? reason : intake_erasing_check_rule(m, in->rule);
}

/* The consents first: whoever holds something has all of the delay to be told. */
int intake_propose_erasure(struct decide *d, const intake__propose_erasure_request *in,
                           intake__propose_erasure_reply *out) {
    struct arena *a = arena_of(d);
    struct erasing m;
    struct withdrawal w = {.reason = ""};
    int reason = may_propose(d, in, &m);
    if (reason) return reason;
    intake_withdraw_all(d, in->family_id, &w);
    intake__erasure_proposed *e = NEW_WITH_PERSONAL(a, intake__erasure_proposed);
    struct id id = decide_new_id(d, "erasure"), family = id_of(in->family_id);
    e->erasure_id = id_field(a, id);
    e->family_id = in->family_id;
    e->rule = in->rule;
    e->rules_version = id_field(a, m.used.version);
    e->confirm_from = civil_date(a, m.today + intake_erasure_delay_days(m.rules));
    e->personal->reason = in->reason;
    out->version = id_field(a, emit_for(d, family, (const struct id[]){id, family}, 2, &e->base));
    out->erasure_id = e->erasure_id;
    out->confirm_from = e->confirm_from;
    out->consents_withdrawn = w.consents;
    out->referrals_cancelled = w.referrals;
    out->to_tell = w.to_tell;
    return 0;
}

/* Also of a family that has become another since: her own proposal stands on nobody else. */
int intake_withdraw_erasure(struct decide *d, const intake__withdraw_erasure_request *in,
                            intake__withdraw_erasure_reply *out) {
    const intake_rows__erasure *row = intake_erasure_row(VIEW(d), in->erasure_id);
    int reason = CHANGE_BEGIN(d, row, in);
    if (reason) return reason;
    check_text(d, "reason", in->reason, CHECK_NOTE);
    if (violations(d)) return REASON_FIELDS_INVALID;
    if (row->state != ERASURE_STATE_PROPOSED) return REASON_MOVE_ILLEGAL;
    intake__erasure_withdrawn *e = NEW_WITH_PERSONAL(arena_of(d), intake__erasure_withdrawn);
    struct id family = id_of(row->family_id);
    e->erasure_id = in->erasure_id;
    e->family_id = row->family_id;
    e->personal->reason = in->reason;
    struct id subjects[] = {id_of(in->erasure_id), family};
    out->version = id_field(arena_of(d), emit_for(d, family, subjects, 2, &e->base));
    return 0;
}

/* ---- apply ---- */

void intake_on_erasure_proposed(struct apply *a, const struct record *r, const intake__erasure_proposed *e) {
    intake_rows__erasure *row = NEW(arena_of(a), intake_rows__erasure);
    row->family_id = e->family_id;
    row->state = ERASURE_STATE_PROPOSED;
    row->proposed = r->seq;
    row->proposed_ms = r->at_ms;
    row->proposed_by = id_field(arena_of(a), r->actor);
    row->rule = e->rule;
    row->rules_version = e->rules_version;
    row->confirm_from = e->confirm_from;
    intake_erasure_put(a, id_of(e->erasure_id), row, r);
}

void intake_on_erasure_withdrawn(struct apply *a, const struct record *r, const intake__erasure_withdrawn *e) {
    intake_rows__erasure *row = intake_erasure_row(VIEW(a), e->erasure_id);
    if (!row) return;
    row->state = ERASURE_STATE_WITHDRAWN;
    row->withdrawn = r->seq;
    intake_erasure_put(a, id_of(e->erasure_id), row, r);
}
