/* At a desk, with the family's file before it: calls, the route, birth, enrolment, matches, work. */
#include "sim.h"

static intake__screening_summary *call_of(struct clerk *c) {
    const intake__get_family_reply *f = c->file;
    return f && f->n_screenings ? f->screenings[prng_below(&c->task.sim->prng, f->n_screenings)] : NULL;
}

/* The same call with another due date; the file it goes to may be that of an enrolled family. */
static bool amend(struct clerk *c, struct arena *a) {
    const intake__screening_summary *call = call_of(c);
    struct family_case *told = &c->about->family;
    if (!call || !id_is(call->screening_id, c->about->screening)) return false;
    if (told->due_date.how == ANSWER_VALUE) told->due_date.value += 1 + (int64_t)prng_below(&c->task.sim->prng, 9);
    intake__amend_screening_request *r = NEW(a, intake__amend_screening_request);
    r->screening_id = call->screening_id;
    r->version = call->version;
    r->screening = family_screening(a, told);
    r->reason = "une autre date";
    CLERK_SEND(c, "intake", c->about->desk, "intake.AmendScreening", r, "sippe.intake.ScreeningAmended");
    return true;
}

/* Any family: people know more than the machine found, and mistake themselves. One whose follow-up is over has something
 * for scheduling to move. */
static bool settle_match(struct clerk *c, struct arena *a) {
    const intake__screening_summary *call = call_of(c);
    const struct journey *other = clerk_other(c);
    bool over = c->file && c->file->enrolment && c->file->enrolment->state == ENROLMENT_STATE_ENDED;
    if (!call || (!call->n_matches && !over && !chance(c->task.sim, 25))) return false;
    intake__settle_match_request *r = NEW(a, intake__settle_match_request);
    r->screening_id = call->screening_id;
    r->version = call->version;
    if (chance(c->task.sim, 75) && !id_is_zero(other->family_id)) r->same_as_family_id = id_field(a, other->family_id);
    const char *key = chance(c->task.sim, 50) ? "coordinator" : c->about->desk;
    CLERK_SEND(c, "intake", key, "intake.SettleMatch", r, "sippe.intake.MatchSettled");
    return true;
}

static bool decide(struct clerk *c, struct arena *a) {
    static const intake__route routes[] = {ROUTE_SIPPE,        ROUTE_SIPPE,       ROUTE_WAITLIST,
                                           ROUTE_NOT_ELIGIBLE, ROUTE_UNREACHABLE, ROUTE_CALL_BACK};
    const intake__screening_summary *call = call_of(c);
    if (!call || (call->state == SCREENING_STATE_DECIDED && !chance(c->task.sim, 30))) return false;
    intake__decide_route_request *r = NEW(a, intake__decide_route_request);
    r->screening_id = call->screening_id;
    r->version = call->version;
    r->route = routes[prng_below(&c->task.sim->prng, sizeof routes / sizeof routes[0])];
    r->priority = (int32_t)prng_below(&c->task.sim->prng, 5);
    if (chance(c->task.sim, 85)) r->override_reason = "jugement clinique";
    CLERK_SEND(c, "intake", c->about->team, "intake.DecideRoute", r, "sippe.intake.RouteDecided");
    return true;
}

/* A slip, a change of mind, or a priority that was forgotten; without a reason in some, and of what nobody decided. */
static bool revise(struct clerk *c, struct arena *a) {
    static const intake__route routes[] = {ROUTE_SIPPE, ROUTE_SIPPE, ROUTE_WAITLIST, ROUTE_OLO_ONLY, ROUTE_DECLINED};
    const intake__screening_summary *call = call_of(c);
    if (!call || (call->state != SCREENING_STATE_DECIDED && !chance(c->task.sim, 10))) return false;
    intake__revise_decision_request *r = NEW(a, intake__revise_decision_request);
    r->screening_id = call->screening_id;
    r->version = call->version;
    r->route = routes[prng_below(&c->task.sim->prng, sizeof routes / sizeof routes[0])];
    r->priority = (int32_t)prng_below(&c->task.sim->prng, 5);
    if (chance(c->task.sim, 85)) r->reason = "situation revue";
    CLERK_SEND(c, "intake", c->about->team, "intake.ReviseDecision", r, "sippe.intake.RouteRevised");
    return true;
}

static bool enrol(struct clerk *c, struct arena *a) {
    const intake__screening_summary *call = call_of(c);
    if (!call || call->decided_route != ROUTE_SIPPE) return false;
    intake__enrol_family_request *r = NEW(a, intake__enrol_family_request);
    r->family_id = c->file->family_id;
    r->screening_id = call->screening_id;
    CLERK_SEND(c, "intake", c->about->team, "intake.EnrolFamily", r, "sippe.intake.FamilyEnrolled");
    return true;
}

static bool end_enrolment(struct clerk *c, struct arena *a) {
    const intake__enrolment *e = c->file ? c->file->enrolment : NULL;
    if (e && e->state == ENROLMENT_STATE_ENDED && chance(c->task.sim, 30)) return deeds_taken_back(c, a);
    if (!e || !chance(c->task.sim, 50)) return false;
    intake__end_enrolment_request *r = NEW(a, intake__end_enrolment_request);
    r->enrolment_id = e->enrolment_id;
    r->version = e->version;
    r->reason = chance(c->task.sim, 90) ? END_REASON_MOVED : END_REASON_UNSPECIFIED;
    CLERK_SEND(c, "intake", c->about->team, "intake.EndEnrolment", r, "sippe.intake.EnrolmentEnded");
    return true;
}

/* Some are told of when the child is about five: then the programme is over, or nearly. */
static bool birth(struct clerk *c, struct arena *a) {
    if (!c->file || !c->file->n_screenings) return false;
    int days = (int)prng_below(&c->task.sim->prng, 6);
    if (chance(c->task.sim, 25)) days += 5 * 365;
    intake__record_birth_request *r = NEW(a, intake__record_birth_request);
    r->sure = true;
    r->family_id = c->file->family_id;
    r->birth_date = day_on(c->task.sim, a, -days);
    r->children = 1 + (int)prng_below(&c->task.sim->prng, 2);
    CLERK_SEND(c, "intake", c->about->team, "intake.RecordBirth", r, "sippe.intake.KinChanged");
    return true;
}

/* Whatever stands there, to be settled or not. */
static bool settle_work(struct clerk *c, struct arena *a) {
    if (!c->file || !c->file->n_next) return false;
    const sippe__work_item *item = c->file->next[prng_below(&c->task.sim->prng, c->file->n_next)];
    intake__settle_work_request *r = NEW(a, intake__settle_work_request);
    r->kind = item->kind;
    r->thing = item->thing;
    r->note = "appelée";
    CLERK_SEND(c, "intake", c->about->desk, "intake.SettleWork", r, "sippe.intake.WorkSettled");
    return true;
}

/* Her team or her desk takes whatever stands there, where the other has not taken it before. */
static bool take_work(struct clerk *c, struct arena *a) {
    if (!c->file || !c->file->n_next) return false;
    const sippe__work_item *item = c->file->next[prng_below(&c->task.sim->prng, c->file->n_next)];
    intake__take_work_request *r = NEW(a, intake__take_work_request);
    r->kind = item->kind;
    r->thing = item->thing;
    const char *key = chance(c->task.sim, 50) ? c->about->desk : c->about->team;
    CLERK_SEND(c, "intake", key, "intake.TakeWork", r, "sippe.intake.WorkTaken");
    return true;
}

/* What is taken, and now and then what is not. */
static bool give_back_work(struct clerk *c, struct arena *a) {
    if (!c->file || !c->file->n_next) return false;
    const sippe__work_item *item = c->file->next[prng_below(&c->task.sim->prng, c->file->n_next)];
    for (size_t i = 0; i < c->file->n_next; i++)
        if (*c->file->next[i]->taken_by) item = c->file->next[i];
    intake__give_back_work_request *r = NEW(a, intake__give_back_work_request);
    r->kind = item->kind;
    r->thing = item->thing;
    const char *key = chance(c->task.sim, 60) ? c->about->desk : c->about->team;
    CLERK_SEND(c, "intake", key, "intake.GiveBackWork", r, "sippe.intake.WorkGivenBack");
    return true;
}

/* Her call once more: the same, with other answers, or at the desk of another CLSC. */
static bool call_again(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    struct family_case told = c->about->family;
    if (chance(s, 30)) told.local_reference[0] = 0;
    if (chance(s, 30)) told.due_date.value++;
    intake__submit_screening_request *r = NEW(a, intake__submit_screening_request);
    r->screening = family_screening(a, &told);
    if (r->screening->pregnancy && chance(s, 10)) r->screening->pregnancy->followed_elsewhere = YES_NO_YES;
    if (chance(s, 50) && c->file) r->family_id = c->file->family_id;
    const char *key = chance(s, 60) ? c->about->desk : desk_names[prng_below(&s->prng, DESKS)];
    CLERK_SEND(c, "intake", key, "intake.SubmitScreening", r, NULL);
    return true;
}

/* ---- consents and referrals ---- */

static bool consent(struct clerk *c, struct arena *a) {
    static const intake__shared_item covers[] = {SHARED_ITEM_GIVEN_NAME, SHARED_ITEM_NEED},
                                     spoken[] = {SHARED_ITEM_GIVEN_NAME, SHARED_ITEM_LANGUAGE};
    struct sim *s = c->task.sim;
    if (!c->file) return false;
    intake__record_consent_request *r = NEW(a, intake__record_consent_request);
    r->family_id = c->file->family_id;
    r->consent = NEW(a, intake__consent);
    bool interpreted = chance(s, 25);
    r->consent->purpose = interpreted ? CONSENT_PURPOSE_INTERPRETER : CONSENT_PURPOSE_PARTNER_REFERRAL;
    r->consent->organization_id = id_field(a, s->organizations[prng_below(&s->prng, PARTNERS)]);
    r->consent->covers = arena_copy(a, interpreted ? spoken : covers, sizeof covers);
    r->consent->n_covers = sizeof covers / sizeof covers[0];
    r->consent->given_by = chance(s, 70)   ? CONSENT_GIVER_SELF
                           : chance(s, 60) ? CONSENT_GIVER_REPRESENTATIVE
                                           : CONSENT_GIVER_UNSPECIFIED;
    if (r->consent->given_by == CONSENT_GIVER_REPRESENTATIVE) r->consent->given_by_name = "Rita Gagnon";
    r->consent->mode = CONSENT_MODE_WRITTEN;
    r->consent->given_at = instant_on(s, a, -600000);
    r->consent->text_version = "2026-1";
    CLERK_SEND(c, "intake", c->about->team, "intake.RecordConsent", r, "sippe.intake.ConsentRecorded");
    return true;
}

/* In place of one that she gave, for the same; now and then of one that has gone, or that has another in its place. */
static bool renew(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    if (!c->file || !c->file->n_consents || !chance(s, 40)) return false;
    const intake__consent *old = c->file->consents[prng_below(&s->prng, c->file->n_consents)];
    intake__record_consent_request *r = NEW(a, intake__record_consent_request);
    r->family_id = c->file->family_id;
    r->consent = message_copy(a, &old->base);
    r->consent->renews = old->consent_id;
    r->consent->given_at = instant_on(s, a, -600000);
    r->consent->expires_on = chance(s, 50) ? day_on(s, a, 20) : NULL; /* near: it is asked for at once */
    CLERK_SEND(c, "intake", c->about->team, "intake.RecordConsent", r, "sippe.intake.ConsentRecorded");
    return true;
}

static bool withdraw(struct clerk *c, struct arena *a) {
    if (!c->file || !c->file->n_consents || !chance(c->task.sim, 40)) return false;
    const intake__consent *given = c->file->consents[prng_below(&c->task.sim->prng, c->file->n_consents)];
    intake__withdraw_consent_request *r = NEW(a, intake__withdraw_consent_request);
    r->consent_id = given->consent_id;
    r->version = given->version;
    r->reason = "elle ne veut plus";
    CLERK_SEND(c, "intake", c->about->team, "intake.WithdrawConsent", r, "sippe.intake.ConsentWithdrawn");
    return true;
}

/* To whom she agreed or not, again where one is open: another is sent in place of one that was declined. */
static bool refer(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    if (!c->file) return false;
    intake__refer_to_partner_request *r = NEW(a, intake__refer_to_partner_request);
    r->family_id = c->file->family_id;
    r->service_id = id_field(a, s->services[prng_below(&s->prng, PARTNERS)][prng_below(&s->prng, SERVICES_EACH)]);
    r->need = NEED_BABY_EQUIPMENT;
    CLERK_SEND(c, "intake", c->about->team, "intake.ReferToPartner", r, "sippe.intake.ReferralSent");
    return true;
}

static bool cancel(struct clerk *c, struct arena *a) {
    if (!c->file || !c->file->n_referrals || !chance(c->task.sim, 40)) return false;
    const intake__referral *sent = c->file->referrals[prng_below(&c->task.sim->prng, c->file->n_referrals)];
    intake__cancel_referral_request *r = NEW(a, intake__cancel_referral_request);
    r->referral_id = sent->referral_id;
    r->version = sent->version;
    r->reason = "déménagement";
    CLERK_SEND(c, "intake", c->about->team, "intake.CancelReferral", r, "sippe.intake.ReferralCancelled");
    return true;
}

static deed_fn *const list[] = {amend,     settle_match,   decide,        enrol,       end_enrolment, settle_match,
                                revise,    birth,          settle_work,   settle_work, call_again,    consent,
                                renew,     withdraw,       refer,         refer,       cancel,        take_work,
                                take_work, give_back_work, give_back_work};
const struct deeds deeds_of_file = {list, sizeof list / sizeof list[0]};

static deed_fn *const merging[] = {settle_match};
const struct deeds deeds_of_merging = {merging, 1};

/* Of a file that leads to another one: it was a slip; without a reason in some, and of one that was parted already. */
static bool undo_match(struct clerk *c, struct arena *a) {
    intake__undo_match_request *r = NEW(a, intake__undo_match_request);
    r->family_id = c->file->family_id;
    r->version = c->file->version;
    if (chance(c->task.sim, 85)) r->reason = "deux soeurs";
    const char *key = chance(c->task.sim, 60) ? "coordinator" : c->about->desk;
    CLERK_SEND(c, "intake", key, "intake.UndoMatch", r, "sippe.intake.MatchUndone");
    return true;
}

static deed_fn *const parting[] = {undo_match};
const struct deeds deeds_of_parting = {parting, 1};
