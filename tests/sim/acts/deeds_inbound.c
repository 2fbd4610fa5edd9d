/* What organisations refer to a CLSC: sent with her permission and without, looked at, screened, closed; and what they
 * hear of it. */
#include "sim.h"

static const char *some_partner(struct sim *s) { return partner_names[prng_below(&s->prng, PARTNERS)]; }

static bool has_one(const struct clerk *c) { return !id_is_zero(c->inbound.id); }

static bool list(struct clerk *c, struct arena *a) {
    intake__list_inbound_referrals_request *r = NEW(a, intake__list_inbound_referrals_request);
    r->closed_too = chance(c->task.sim, 50);
    r->limit = chance(c->task.sim, 50) ? 1 : 0;
    CLERK_SEND(c, "intake", c->about->desk, "intake.ListInboundReferrals", r, NULL);
    return true;
}

/* Of one that was not looked at the version is missing, and of one that is closed it comes too late. */
static bool close_one(struct clerk *c, struct arena *a) {
    if (!has_one(c)) return false;
    intake__close_inbound_referral_request *r = NEW(a, intake__close_inbound_referral_request);
    r->inbound_id = id_field(a, c->inbound.id);
    r->version = id_field(a, c->inbound.version);
    r->disposition = (intake__inbound_disposition)prng_between(&c->task.sim->prng, INBOUND_DISPOSITION_TAKEN,
                                                               INBOUND_DISPOSITION_ALREADY_FOLLOWED);
    CLERK_SEND(c, "intake", c->inbound.by, "intake.CloseInboundReferral", r, "sippe.intake.InboundReferralClosed");
    return true;
}

/* Of one that is open it comes too early. */
static bool reopen_one(struct clerk *c, struct arena *a) {
    if (!has_one(c)) return false;
    intake__reopen_inbound_referral_request *r = NEW(a, intake__reopen_inbound_referral_request);
    r->inbound_id = id_field(a, c->inbound.id);
    r->version = id_field(a, c->inbound.version);
    r->reason = chance(c->task.sim, 90) ? "fermée par erreur" : "";
    CLERK_SEND(c, "intake", c->inbound.by, "intake.ReopenInboundReferral", r, "sippe.intake.InboundReferralReopened");
    return true;
}

static void on_shown(void *task, const sippe__reply *reply) {
    struct clerk *c = task;
    struct arena a;
    arena_init(&a);
    intake__get_inbound_referral_reply *got =
        reply_reason(reply) ? NULL
                            : UNPACK(&a, intake__get_inbound_referral_reply, span_pb(reply->body), MESSAGE_STRICT);
    if (got) c->inbound.version = id_of(got->summary->version);
    bool closed = got && got->summary->disposition && chance(c->task.sim, 90);
    bool goes_on = got && chance(c->task.sim, 60) && (closed ? reopen_one : close_one)(c, &a);
    arena_close(&a);
    if (!goes_on) clerk_done(task, reply);
}

static bool look(struct clerk *c, struct arena *a) {
    if (!has_one(c)) return false;
    intake__get_inbound_referral_request *r = NEW(a, intake__get_inbound_referral_request);
    r->inbound_id = id_field(a, c->inbound.id);
    task_call(&c->task, "intake", c->inbound.by, "intake.GetInboundReferral", &r->base, NULL, on_shown);
    return true;
}

static void on_sent(void *task, const sippe__reply *reply) {
    struct clerk *c = task;
    struct arena a;
    arena_init(&a);
    intake__send_inbound_referral_reply *done =
        reply_reason(reply) ? NULL
                            : UNPACK(&a, intake__send_inbound_referral_reply, span_pb(reply->body), MESSAGE_OPEN);
    if (done) c->inbound.id = id_of(done->inbound_id);
    bool goes_on = done && chance(c->task.sim, 70) && look(c, &a);
    arena_close(&a);
    if (!goes_on) clerk_done(task, reply);
}

static bool send(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    int desk = (int)prng_below(&s->prng, DESKS);
    intake__send_inbound_referral_request *r = NEW(a, intake__send_inbound_referral_request);
    intake__inbound_referral *of = r->referral = NEW(a, intake__inbound_referral);
    r->clsc_code = desk_clscs[desk];
    of->given_name = "Rosalie";
    of->phone = *c->about->family.phone ? c->about->family.phone : "514 555-0199";
    of->need = NEED_FOOD_AID;
    of->permission_asked_by = chance(s, 15) ? "" : "Mme Ó Briain";
    of->permitted_on = day_on(s, a, 0);
    c->inbound.by = desk_names[desk];
    c->inbound.id = c->inbound.version = (struct id){{0}};
    task_call(&c->task, "intake", some_partner(s), "intake.SendInboundReferral", &r->base,
              "sippe.intake.InboundReferralTaken", on_sent);
    return true;
}

/* By a family who has not called yet; whoever has, is known. */
static bool screen(struct clerk *c, struct arena *a) {
    if (!has_one(c) || !id_is_zero(c->about->family_id)) return false;
    intake__submit_screening_request *r = NEW(a, intake__submit_screening_request);
    r->screening = family_screening(a, &c->about->family);
    r->inbound_id = id_field(a, c->inbound.id);
    CLERK_SEND(c, "intake", c->about->desk, "intake.SubmitScreening", r, NULL);
    return true;
}

static bool receipts(struct clerk *c, struct arena *a) {
    notifications__list_inbound_receipts_request *r = NEW(a, notifications__list_inbound_receipts_request);
    CLERK_SEND(c, "notifications", some_partner(c->task.sim), "notifications.ListInboundReceipts", r, NULL);
    return true;
}

static deed_fn *const inbounds[] = {send, send, look, look, close_one, reopen_one, screen, list, receipts};
const struct deeds deeds_of_inbound = {inbounds, sizeof inbounds / sizeof inbounds[0]};
