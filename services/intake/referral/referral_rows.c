/* What a referral that was opened does to the rows. */
#include "intake/referral/referral.h"
#include "intake/work/work.h"

void intake_referral_put(struct apply *a, struct id referral, intake_rows__referral *row, const struct record *r) {
    row->version = id_field(arena_of(a), r->id);
    ROW_PUT(a, &intake_referrals, KEY(KEY_ID(referral)), row);
    intake_work_refresh_referral(a, referral, r->at_ms);
}

/* Another door for the same need: those that were closed ask for nothing more. */
static void replace_others(struct apply *a, const struct record *r, const intake__referral_opened *e) {
    struct id_list list = intake_of_family(VIEW(a), &intake_referrals_of_family, e->family_id);
    for (size_t i = 0; i < list.n; i++) {
        intake_rows__referral *row = row_get(VIEW(a), &intake_referrals, KEY(KEY_ID(list.ids[i])));
        if (!row || row->need != e->need || row->replaced) continue;
        if (row->state != REFERRAL_STATE_DECLINED && row->state != REFERRAL_STATE_WRONG_PARTNER) continue;
        row->replaced = true;
        ROW_PUT(a, &intake_referrals, KEY(KEY_ID(list.ids[i])), row); /* its version stays: nobody touched it */
        intake_work_refresh_referral(a, list.ids[i], r->at_ms);
    }
}

void intake_on_referral_opened(struct apply *a, const struct record *r, const intake__referral_opened *e) {
    struct id referral = id_of(e->referral_id);
    replace_others(a, r, e);
    intake_rows__referral *row = NEW(arena_of(a), intake_rows__referral);
    row->family_id = e->family_id;
    row->state = REFERRAL_STATE_SENT;
    row->opened = r->seq;
    row->consent_id = e->consent_id;
    row->service_id = e->service_id;
    row->organization_id = e->organization_id;
    row->sent_record = e->sent_record;
    row->sent_ms = r->at_ms;
    row->changed_ms = r->at_ms;
    row->due_on = e->acknowledge_by;
    row->need = e->need;
    intake_referral_put(a, referral, row, r);
}
