/* At a desk, with the family's file before it: what leaves by a person, what is taken back, and who is told of it. */
#include "sim.h"

static const intake__consent *some_consent(struct clerk *c) {
    const intake__get_family_reply *f = c->file;
    return f && f->n_consents ? f->consents[prng_below(&c->task.sim->prng, f->n_consents)] : NULL;
}

/* For what it was given, or now and then for something else. */
static bool disclose(struct clerk *c, struct arena *a) {
    const intake__consent *k = some_consent(c);
    if (!k) return false;
    intake__disclose_request *r = NEW(a, intake__disclose_request);
    r->family_id = c->file->family_id;
    r->organization_id = k->organization_id;
    r->purpose = chance(c->task.sim, 85) ? k->purpose : CONSENT_PURPOSE_INSTITUTION;
    if (chance(c->task.sim, 30)) APPEND(a, r, items, SHARED_ITEM_GIVEN_NAME);
    CLERK_SEND(c, "intake", c->about->desk, "intake.Disclose", r, "sippe.intake.Disclosed");
    return true;
}

/* Now and then of a family who has given none: there is nothing to take back. */
static bool withdraw_all(struct clerk *c, struct arena *a) {
    if (!chance(c->task.sim, some_consent(c) ? 25 : 10)) return false;
    intake__withdraw_all_consents_request *r = NEW(a, intake__withdraw_all_consents_request);
    r->family_id = c->file->family_id;
    r->reason = "elle ne veut plus rien";
    CLERK_SEND(c, "intake", c->about->team, "intake.WithdrawAllConsents", r, NULL);
    return true;
}

/* What the list asks for; or a referral of which nobody is to be told. */
static bool tell_holder(struct clerk *c, struct arena *a) {
    const intake__get_family_reply *f = c->file;
    struct sim *s = c->task.sim;
    if (!f) return false;
    intake__record_holder_told_request *r = NEW(a, intake__record_holder_told_request);
    for (size_t i = 0; i < f->n_next && !r->thing.len; i++)
        if (f->next[i]->kind == WORK_KIND_TELL_HOLDER) r->thing = f->next[i]->thing;
    if (!r->thing.len && f->n_referrals && chance(s, 10)) r->thing = f->referrals[0]->referral_id;
    if (!r->thing.len) return false;
    if (chance(s, 90)) r->told_person = "Mme Lavoie";
    CLERK_SEND(c, "intake", c->about->desk, "intake.RecordHolderTold", r, "sippe.intake.HolderTold");
    return true;
}

static bool print_sheet(struct clerk *c, struct arena *a) {
    const intake__get_family_reply *f = c->file;
    if (!f || !f->n_referrals) return false;
    notifications__print_sheet_request *r = NEW(a, notifications__print_sheet_request);
    r->referral_id = f->referrals[prng_below(&c->task.sim->prng, f->n_referrals)]->referral_id;
    CLERK_SEND(c, "notifications", c->about->desk, "notifications.PrintSheet", r, "sippe.notifications.NoticeShared");
    return true;
}

static deed_fn *const list[] = {disclose, withdraw_all, tell_holder, tell_holder, print_sheet};
const struct deeds deeds_of_leaving = {list, sizeof list / sizeof list[0]};
