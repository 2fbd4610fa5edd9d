/* A referral that waits in vain for its service: after an hour a person tries it again, or gives it up. */
#include "sim.h"

static node__list_parked_reply *parked_of(struct sim *s, struct arena *a, const char *daemon) {
    node__list_parked_request *r = NEW(a, node__list_parked_request);
    node__list_parked_reply *out = NULL;
    SIM_CALL(s, a, daemon, "operator", "node.ListParked", r, &out);
    return out;
}

static void retry_one(struct sim *s, struct arena *a, const char *daemon, const node__parked *parked) {
    node__retry_parked_request *r = NEW(a, node__retry_parked_request);
    r->id = parked->id;
    SIM_CALL(s, a, daemon, "coordinator", "node.RetryParked", r, NULL);
}

void parked_retry(struct sim *s) {
    struct arena a;
    arena_init(&a);
    for (int i = 0; i < DAEMONS; i++) {
        const node__list_parked_reply *list = parked_of(s, &a, daemon_names[i]);
        for (size_t k = 0; list && k < list->n_parked; k++)
            if (!list->parked[k]->waiting) retry_one(s, &a, daemon_names[i], list->parked[k]);
    }
    world_settle(s->world, 60000);
    arena_close(&a);
}

/* The organisation gets a service that intake hears of, and notifications not. */
static struct id new_service(struct sim *s, struct arena *a) {
    directory__put_organization_request *r = NEW(a, directory__put_organization_request);
    directory__service *service = NEW(a, directory__service);
    struct id id = world_request_id(s->world);
    sippe__need need = NEED_FOOD_AID;
    r->organization = NEW(a, directory__organization);
    organization_fill(s, a, r->organization, 0);
    service->service_id = id_field(a, id);
    service->name = "Service nouveau";
    service->needs = arena_copy(a, &need, sizeof need);
    service->n_needs = 1;
    APPEND(a, r->organization, services, service);
    SIM_CALL(s, a, "directory", "operator", "directory.PutOrganization", r, NULL);
    world_run(s->world, 5000);
    return id;
}

static bool agrees(struct sim *s, struct arena *a, const struct journey *j) {
    static const intake__shared_item covers[] = {SHARED_ITEM_GIVEN_NAME, SHARED_ITEM_NEED};
    intake__record_consent_request *r = NEW(a, intake__record_consent_request);
    r->family_id = id_field(a, j->family_id);
    r->consent = NEW(a, intake__consent);
    r->consent->purpose = CONSENT_PURPOSE_PARTNER_REFERRAL;
    r->consent->organization_id = id_field(a, s->organizations[0]);
    r->consent->covers = arena_copy(a, covers, sizeof covers);
    r->consent->n_covers = sizeof covers / sizeof covers[0];
    r->consent->given_by = CONSENT_GIVER_SELF;
    r->consent->mode = CONSENT_MODE_WRITTEN;
    r->consent->given_at = instant_on(s, a, -600000);
    r->consent->text_version = "2026-1";
    return SIM_CALL(s, a, "intake", j->desk, "intake.RecordConsent", r, NULL) == 0;
}

static intake__refer_to_partner_reply *referred(struct sim *s, struct arena *a, const struct journey *j,
                                                struct id service) {
    intake__refer_to_partner_request *r = NEW(a, intake__refer_to_partner_request);
    intake__refer_to_partner_reply *out = NULL;
    r->family_id = id_field(a, j->family_id);
    r->service_id = id_field(a, service);
    r->need = NEED_FOOD_AID;
    SIM_CALL(s, a, "intake", j->desk, "intake.ReferToPartner", r, &out);
    return out;
}

static void cancelled(struct sim *s, struct arena *a, const struct journey *j,
                      const intake__refer_to_partner_reply *sent) {
    intake__cancel_referral_request *r = NEW(a, intake__cancel_referral_request);
    r->referral_id = sent->referral_id;
    r->version = sent->version;
    r->reason = "elle a trouvé";
    SIM_CALL(s, a, "intake", j->desk, "intake.CancelReferral", r, NULL);
    world_run(s->world, 5000);
}

static void drop_one(struct sim *s, struct arena *a, const node__parked *parked, struct id referral) {
    node__drop_parked_request *r = NEW(a, node__drop_parked_request);
    r->id = parked->id;
    r->reason = "le partenaire a été appelé";
    if (SIM_CALL(s, a, "notifications", "operator", "node.DropParked", r, NULL) == 0)
        s->dropped[s->n_dropped++] = referral;
}

/* After an hour of tries, one a minute, it is parked; tried again it waits on, and is parked again. */
static void wait_in_vain(struct sim *s, struct arena *a, struct id referral) {
    for (int minute = 0; minute < 62; minute++) {
        world_pass(s->world, MINUTE);
        world_run(s->world, 300);
    }
    const node__list_parked_reply *list = parked_of(s, a, "notifications");
    if (!list || !list->n_parked) {
        sim_fault(s, referral, "a referral that waited an hour is not parked");
        return;
    }
    const node__parked *first = list->parked[0];
    if (first->waiting || first->reason != REASON_WAITED_TOO_LONG)
        sim_fault(s, referral, "a referral that waited an hour is held for reason %d", (int)first->reason);
    if (chance(s, 50))
        drop_one(s, a, first, referral);
    else
        retry_one(s, a, "notifications", first);
}

bool situation_parked(struct sim *s) {
    struct arena a;
    arena_init(&a);
    const struct journey *j = &s->journeys[prng_below(&s->prng, s->n_journeys)];
    world_cut_off(s->world, "notifications", "directory", true);
    struct id service = new_service(s, &a);
    const intake__refer_to_partner_reply *sent =
        !id_is_zero(j->family_id) && agrees(s, &a, j) ? referred(s, &a, j, service) : NULL;
    world_run(s->world, 5000);
    if (sent) referred(s, &a, j, s->services[0][1]); /* she is referred again, and this one must not overtake */
    world_run(s->world, 2000);
    if (sent && chance(s, 25))
        cancelled(s, &a, j, sent);
    else if (sent)
        wait_in_vain(s, &a, id_of(sent->referral_id));
    world_cut_off(s->world, "notifications", "directory", false);
    world_run(s->world, 70000);
    parked_retry(s);
    arena_close(&a);
    return !s->fault[0];
}
