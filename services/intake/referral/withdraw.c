/* The day on which a family takes back what it agreed to: one consent, or all of them in one message. A withdrawal goes
 * after whatever rests on the consent, in every state, until all who hold something of it know.
 *
 *   WithdrawConsent, WithdrawAllConsents ─▶ ConsentWithdrawn
 *     ├─ a referral that rests on it, after the first contact too ─▶ ReferralCancelled ─▶ notifications: the notice is
 *     │     withdrawn and recalled; who reads no stream ─▶ RecallUnheard ─▶ RecallUnheardNoted   TELL_HOLDER
 *     └─ what a person told somebody (Disclose)                                                 TELL_HOLDER, at once */
#include "intake/disclosure/disclosure.h"
#include "intake/domain/states.h"
#include "intake/family/shown.h"
#include "intake/referral/consent.h"
#include "intake/referral/referral.h"
#include "intake/referral/withdraw.h"
#include "intake/work/work.h"
#include "intake/work/working_days.h"

/* What a withdrawal of one consent reaches. Another consent to the same organisation was not taken back: its referrals
 * stay. Also what was declined: a partner that changed its mind would call a family who no longer wants it. */
struct reached {
    struct id_list referrals, told;
};

static struct id_list resting_on(struct view *v, const struct row_table *index, struct id consent) {
    const struct id_list one = {&consent, 1};
    return intake_of_members(v, index, &one);
}

static struct id_list list_new(struct view *v) {
    return (struct id_list){.ids = arena_alloc(view_arena(v), INTAKE_LIST_MAX * sizeof(struct id))};
}

/* Whoever's they are: a merge that was taken back leaves some on a consent of the other family. */
static void add_referrals(struct view *v, struct id consent, struct id_list *out) {
    struct id_list all = resting_on(v, &intake_referrals_of_consent, consent);
    for (size_t i = 0; i < all.n && out->n < INTAKE_LIST_MAX; i++) {
        const intake_rows__referral *row = row_get(v, &intake_referrals, KEY(KEY_ID(all.ids[i])));
        if (row && intake_referral_can_withdraw(row->personal->state)) out->ids[out->n++] = all.ids[i];
    }
}

/* By the consent's id alone: an apply asks it too, and in a rebuild the consent may be gone with its family. */
static void add_told(struct view *v, struct id consent, struct id_list *out) {
    struct id_list all = resting_on(v, &intake_disclosures_of_consent, consent);
    for (size_t i = 0; i < all.n && out->n < INTAKE_LIST_MAX; i++) {
        const intake_rows__disclosure *row = row_get(v, &intake_disclosures, KEY(KEY_ID(all.ids[i])));
        if (row && !row->referral_id.len && !row->recalled_ms && !row->personal->in_error)
            out->ids[out->n++] = all.ids[i];
    }
}

static struct reached reached_by(struct view *v, const struct id_list *consents) {
    struct reached out = {list_new(v), list_new(v)};
    for (size_t i = 0; i < consents->n; i++) {
        add_referrals(v, consents->ids[i], &out.referrals);
        add_told(v, consents->ids[i], &out.told);
    }
    return out;
}

/* What was taken back, or has another in its place, is taken back by nobody. */
static bool can_be_withdrawn(const intake_rows__consent *row) {
    return row && !row->personal->withdrawn_ms && !row->renewed_by.len;
}

/* ---- deciding ---- */

/* Her reason stands once, in the withdrawal. */
static void cancel_one(struct decide *d, struct id id) {
    const intake_rows__referral *row = row_get(VIEW(d), &intake_referrals, KEY(KEY_ID(id)));
    if (row) intake_referral_emit_cancelled(d, id, row, true, "");
}

static struct id withdraw_one(struct decide *d, struct id consent, const intake_rows__consent *row,
                              struct withdrawal *w) {
    struct arena *a = arena_of(d);
    struct id_list all = intake_consent_with_renewed(VIEW(d), consent);
    struct reached r = reached_by(VIEW(d), &all);
    intake__consent_withdrawn *e = NEW_WITH_PERSONAL(a, intake__consent_withdrawn);
    e->consent_id = id_field(a, consent);
    e->family_id = row->family_id;
    e->tell_by = intake_due_date(d, INTAKE_TELL);
    e->personal->reason = w->reason;
    for (size_t i = 1; i < all.n; i++) APPEND(a, e, renewed, id_field(a, all.ids[i]));
    struct id subjects[] = {consent, id_of(row->family_id)};
    struct id version = emit_for(d, id_of(row->sealed_for), subjects, 2, &e->base);
    for (size_t i = 0; i < r.referrals.n; i++) cancel_one(d, r.referrals.ids[i]);
    w->consents++;
    w->referrals += (int32_t)r.referrals.n;
    w->to_tell += (int32_t)r.told.n;
    return version;
}

int intake_withdraw_consent(struct decide *d, const intake__withdraw_consent_request *in,
                            intake__withdraw_consent_reply *out) {
    const intake_rows__consent *row = intake_consent_row(VIEW(d), in->consent_id);
    struct withdrawal w = {.reason = in->reason};
    int reason = CHANGE_BEGIN(d, row, in);
    if (reason) return reason;
    check_text(d, "reason", in->reason, CHECK_NOTE);
    if (violations(d)) return REASON_FIELDS_INVALID;
    if (row->personal->withdrawn_ms) return REASON_CONSENT_WITHDRAWN;
    if (row->renewed_by.len) return REASON_CONSENT_RENEWED;
    out->version = id_field(arena_of(d), withdraw_one(d, id_of(in->consent_id), row, &w));
    out->referrals_cancelled = w.referrals;
    out->to_tell = w.to_tell;
    return 0;
}

/* Expired ones too: what left while they held is held on to. */
bool intake_withdraw_all(struct decide *d, ProtobufCBinaryData family_id, struct withdrawal *w) {
    struct id_list list = intake_of_family(VIEW(d), &intake_consents_of_family, family_id);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__consent *row = row_get(VIEW(d), &intake_consents, KEY(KEY_ID(list.ids[i])));
        if (can_be_withdrawn(row)) withdraw_one(d, list.ids[i], row, w);
    }
    return list.n > 0;
}

/* That there is nothing to take back is an answer and no
 * success: who asked may have meant another family. */
int intake_withdraw_all_consents(struct decide *d, const intake__withdraw_all_consents_request *in,
                                 intake__withdraw_all_consents_reply *out) {
    const intake_rows__family *family = intake_family_row(VIEW(d), in->family_id);
    if (!family) return REASON_NOT_FOUND;
    if (family->personal->alias_of.len) return REASON_FAMILY_MERGED;
    check_text(d, "reason", in->reason, CHECK_NOTE);
    if (violations(d)) return REASON_FIELDS_INVALID;
    struct withdrawal w = {.reason = in->reason};
    bool any = intake_withdraw_all(d, in->family_id, &w);
    if (!w.consents) return any ? REASON_CONSENT_WITHDRAWN : REASON_CONSENT_MISSING;
    out->consents_withdrawn = w.consents;
    out->referrals_cancelled = w.referrals;
    out->to_tell = w.to_tell;
    return 0;
}

/* ---- what it would reach ---- */

static void preview_one(struct query *q, struct id consent, const intake_rows__consent *row,
                        intake__preview_withdrawal_reply *out) {
    struct arena *a = arena_of(q);
    struct id_list all = intake_consent_with_renewed(VIEW(q), consent);
    struct reached r = reached_by(VIEW(q), &all);
    APPEND(a, out, consents, intake_consent_shown(VIEW(q), consent, row));
    for (size_t i = 0; i < r.referrals.n; i++) {
        const intake_rows__referral *referral = row_get(VIEW(q), &intake_referrals, KEY(KEY_ID(r.referrals.ids[i])));
        APPEND(a, out, referrals, intake_referral_shown(VIEW(q), r.referrals.ids[i], referral, query_today(q)));
    }
    for (size_t i = 0; i < r.told.n; i++) APPEND(a, out, told, intake_disclosure_shown(VIEW(q), r.told.ids[i]));
}

int intake_preview_withdrawal(struct query *q, const intake__preview_withdrawal_request *in,
                              intake__preview_withdrawal_reply *out) {
    struct id_list list = intake_of_family(VIEW(q), &intake_consents_of_family, in->family_id);
    bool found = !in->consent_id.len;
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__consent *row = row_get(VIEW(q), &intake_consents, KEY(KEY_ID(list.ids[i])));
        bool meant = !in->consent_id.len || id_is(in->consent_id, list.ids[i]);
        found = found || meant;
        if (meant && can_be_withdrawn(row)) preview_one(q, list.ids[i], row, out);
    }
    query_shows(q, id_of(in->family_id));
    return found ? 0 : REASON_NOT_FOUND;
}

/* ---- apply ---- */

static void recall_told(struct apply *a, const struct record *r, const intake__consent_withdrawn *e) {
    struct id_list told = list_new(VIEW(a));
    add_told(VIEW(a), id_of(e->consent_id), &told);
    for (size_t i = 0; i < e->n_renewed; i++) add_told(VIEW(a), id_of(e->renewed[i]), &told);
    for (size_t i = 0; i < told.n; i++) {
        intake_rows__disclosure *row = row_get(VIEW(a), &intake_disclosures, KEY(KEY_ID(told.ids[i])));
        row->recalled_ms = r->at_ms;
        row->personal->tell_holder = true;
        row->personal->tell_by = e->tell_by;
        intake_disclosure_put(a, told.ids[i], row, r);
    }
}

/* The register outlives the consent, which may be gone with its family. */
void intake_on_consent_withdrawn(struct apply *a, const struct record *r, const intake__consent_withdrawn *e) {
    intake_rows__consent *row = intake_consent_row(VIEW(a), e->consent_id);
    if (row) {
        row->personal->withdrawn_ms = r->at_ms;
        row->version = id_field(arena_of(a), r->id);
        ROW_PUT(a, &intake_consents, KEY(KEY_ID(id_of(e->consent_id))), row);
        deadline_clear(a, &intake_consent_ask, id_of(e->consent_id));
        intake_work_refresh_consent(a, id_of(e->consent_id), r->at_ms);
    }
    recall_told(a, r, e);
}
