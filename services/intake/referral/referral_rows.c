/* What a referral that was opened does to the rows. */
#include "intake/referral/consent.h"
#include "intake/referral/referral.h"
#include "intake/work/taken.h"

void intake_referral_put(struct apply *a, struct id referral, intake_rows__referral *row, const struct record *r) {
    row->version = id_field(arena_of(a), r->id);
    ROW_PUT(a, &intake_referrals, KEY(KEY_ID(referral)), row);
    intake_work_refresh_referral(a, referral, r->at_ms);
    intake_work_refresh_consent(a, intake_consent_now(VIEW(a), row->consent_id), r->at_ms);
    intake_taken_renew(a, row->family_id, r);
}

void intake_referral_tell_by(intake_rows__referral *row, sippe__date *by) {
    bool asked = row->personal->tell_partner || row->personal->tell_holder;
    if (!asked || !row->personal->tell_by) row->personal->tell_by = by;
}

bool intake_referral_waits_for_door(const intake_rows__referral *row, sippe__need need) {
    const intake_rows__referral__personal *p = row->personal;
    bool closed = p->state == REFERRAL_STATE_DECLINED || p->state == REFERRAL_STATE_WRONG_PARTNER;
    return closed && p->need == need && !p->replaced;
}

/* Of a family that was merged the record says which: its need is another family's word. */
static bool is_replaced(const intake_rows__referral *row, struct id id, const intake__referral_opened *e) {
    if (id_is(row->sealed_for, id_of(e->family_id))) return intake_referral_waits_for_door(row, e->personal->need);
    for (size_t i = 0; i < e->n_replaces; i++)
        if (id_is(e->replaces[i], id)) return true;
    return false;
}

/* Another door for the same need: those that were closed ask for nothing more. */
static void replace_others(struct apply *a, const struct record *r, const intake__referral_opened *e) {
    struct id_list list = intake_of_family(VIEW(a), &intake_referrals_of_family, e->family_id);
    for (size_t i = 0; i < list.n; i++) {
        intake_rows__referral *row = row_get(VIEW(a), &intake_referrals, KEY(KEY_ID(list.ids[i])));
        if (!row || !is_replaced(row, list.ids[i], e)) continue;
        row->personal->replaced = true;
        row->replaced_by = e->family_id;
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

/* The door that was found was another one's. */
void intake_referrals_part(struct apply *a, const struct record *r, const struct id_list *members) {
    struct id_list list = intake_of_members(VIEW(a), &intake_referrals_of_family, members);
    for (size_t i = 0; i < list.n; i++) {
        intake_rows__referral *row = row_get(VIEW(a), &intake_referrals, KEY(KEY_ID(list.ids[i])));
        if (!row || !row->replaced_by.len || intake_is_among(members, row->replaced_by)) continue;
        row->replaced_by = (ProtobufCBinaryData){0};
        row->personal->replaced = false;
        ROW_PUT(a, &intake_referrals, KEY(KEY_ID(list.ids[i])), row);
        intake_work_refresh_referral(a, list.ids[i], r->at_ms);
    }
}
