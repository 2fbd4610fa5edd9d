/* What a referral that was opened does to the rows. */
#include "intake/referral/referral.h"
#include "intake/work/work.h"

void intake_referral_put(struct apply *a, struct id referral, intake_rows__referral *row, const struct record *r) {
    row->version = id_field(arena_of(a), r->id);
    ROW_PUT(a, &intake_referrals, KEY(KEY_ID(referral)), row);
    intake_work_refresh_referral(a, referral, r->at_ms);
}

/* Closed, for the same need, and nobody has found another door yet. */
static bool is_replaced_by(const intake_rows__referral__personal *old, const intake__referral_opened *e) {
    bool closed = old->state == REFERRAL_STATE_DECLINED || old->state == REFERRAL_STATE_WRONG_PARTNER;
    return closed && old->need == e->personal->need && !old->replaced;
}

/* Another door for the same need: those that were closed ask for nothing more. Without its need, which was erased, it
 * is another door for none. */
static void replace_others(struct apply *a, const struct record *r, const intake__referral_opened *e) {
    if (e->personal->need == NEED_UNSPECIFIED) return;
    struct id_list list = intake_of_family(VIEW(a), &intake_referrals_of_family, e->family_id);
    for (size_t i = 0; i < list.n; i++) {
        intake_rows__referral *row = row_get(VIEW(a), &intake_referrals, KEY(KEY_ID(list.ids[i])));
        if (!row || !is_replaced_by(row->personal, e)) continue;
        row->personal->replaced = true;
        ROW_PUT(a, &intake_referrals, KEY(KEY_ID(list.ids[i])), row); /* its version stays: nobody touched it */
        intake_work_refresh_referral(a, list.ids[i], r->at_ms);
    }
}

void intake_on_referral_opened(struct apply *a, const struct record *r, const intake__referral_opened *e) {
    struct id referral = id_of(e->referral_id);
    replace_others(a, r, e);
    intake_rows__referral *row = NEW_WITH_PERSONAL(arena_of(a), intake_rows__referral);
    row->family_id = e->family_id;
    row->sealed_for = e->family_id;
    row->opened = r->seq;
    row->consent_id = e->consent_id;
    row->sent_record = e->sent_record;
    row->sent_ms = r->at_ms;
    row->changed_ms = r->at_ms;
    row->personal->state = REFERRAL_STATE_SENT;
    row->personal->service_id = e->personal->service_id;
    row->personal->organization_id = e->personal->organization_id;
    row->personal->need = e->personal->need;
    row->personal->due_on = e->acknowledge_by;
    intake_referral_put(a, referral, row, r);
}
