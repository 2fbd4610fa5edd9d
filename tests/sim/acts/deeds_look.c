/* Who looks where: every question of the services, by whoever has a key, about whosever it is. Nothing changes; what is
 * shown is compared with what may be seen (watch/owners.c). */
#include "methods.h"
#include "rules.h"
#include "sim.h"

static const struct method *method_of(const char *method) {
    int service;
    size_t nth;
    return method_named(method, &service, &nth);
}

static ProtobufCMessage *request_of(struct arena *a, const char *method) {
    return message_new(a, method_of(method)->request);
}

/* Half of them by who has the role for it: among all keys few do, and what is always refused shows nothing. */
static const char *asker(struct clerk *c, const char *method) {
    struct sim *s = c->task.sim;
    size_t from = prng_below(&s->prng, s->n_keys);
    bool any = chance(s, 50);
    for (size_t i = 0; i < s->n_keys; i++) {
        const struct sim_key *k = &s->keys[(from + i) % s->n_keys];
        if (any || (method_of(method)->roles & 1u << k->role)) return k->name;
    }
    return s->keys[from].name;
}

static const char *daemon_of(struct clerk *c, const char *method) {
    for (int i = 0; i < DAEMONS; i++)
        if (strncmp(method, daemon_names[i], strlen(daemon_names[i])) == 0) return daemon_names[i];
    return daemon_names[prng_below(&c->task.sim->prng, DAEMONS)];
}

/* Lists, from their beginning. */
static bool list(struct clerk *c, struct arena *a) {
    static const char *const methods[] = {"intake.ListScreenings",
                                          "intake.ListWork",
                                          "intake.ListWaiting",
                                          "intake.ListRadar",
                                          "intake.GetTerritory",
                                          "intake.ListTerritories",
                                          "intake.ListMembers",
                                          "intake.ListHolds",
                                          "intake.ListErasures",
                                          "scheduling.ListWorkers",
                                          "scheduling.ListWork",
                                          "scheduling.ListIntensity",
                                          "directory.ListOrganizations",
                                          "directory.SearchServices",
                                          "notifications.ListNotices",
                                          "node.GetHealth",
                                          "node.WhoAmI",
                                          "node.Moved",
                                          "node.GetStatus",
                                          "node.GetMetrics",
                                          "node.ListParked",
                                          "node.ListAccess",
                                          "node.VerifyAccess",
                                          "node.ListWitnessed",
                                          "node.GetRestore"};
    const char *method = methods[prng_below(&c->task.sim->prng, sizeof methods / sizeof methods[0])];
    task_call(&c->task, daemon_of(c, method), asker(c, method), method, request_of(a, method), NULL, clerk_done);
    return true;
}

/* One thing, by its id. */
static bool thing(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    const struct journey *j = clerk_other(c);
    const struct {
        const char *method, *field;
        struct id id;
    } asks[] = {{"intake.GetFamily", "family_id", j->family_id},
                {"intake.IdentifyFamily", "family_id", j->family_id},
                {"intake.GetScreening", "screening_id", j->screening},
                {"scheduling.ListCandidates", "enrolment_id", j->enrolment},
                {"scheduling.FamilyVisits", "family_id", j->family_id},
                {"scheduling.ListSlots", "family_id", j->family_id},
                {"scheduling.GetIntensity", "family_id", j->family_id},
                {"intake.ListDisclosures", "family_id", j->family_id},
                {"intake.PreviewWithdrawal", "family_id", j->family_id},
                {"intake.GetConsent", "consent_id", j->consent},
                {"intake.ListRestrictions", "family_id", j->family_id},
                {"intake.PreviewErasure", "family_id", j->family_id},
                {"notifications.GetSheet", "referral_id", j->referral},
                {"notifications.GetReceipt", "referral_id", j->referral},
                {"notifications.GetNotice", "notice_id", s->partners[prng_below(&s->prng, PARTNERS)].notice},
                {"directory.ListCapacity", "organization_id", s->organizations[0]},
                {"directory.GetService", "service_id", s->services[0][0]}};
    size_t i = prng_below(&s->prng, sizeof asks / sizeof asks[0]);
    if (id_is_zero(asks[i].id)) return false;
    ProtobufCMessage *r = request_of(a, asks[i].method);
    *bytes_field(r, asks[i].field) = id_field(a, asks[i].id);
    task_call(&c->task, daemon_of(c, asks[i].method), asker(c, asks[i].method), asks[i].method, r, NULL, clerk_done);
    return true;
}

/* By what people remember: a telephone, the first digits of an id. */
static bool family(struct clerk *c, struct arena *a) {
    intake__find_family_request *r = NEW(a, intake__find_family_request);
    r->phone = clerk_other(c)->family.phone;
    task_call(&c->task, "intake", asker(c, "intake.FindFamily"), "intake.FindFamily", &r->base, NULL, clerk_done);
    return true;
}

static const char *first_digits(struct arena *a, struct id id) {
    char hex[33];
    id_hex(id, hex);
    return arena_printf(a, "%.8s", hex);
}

static bool digits(struct clerk *c, struct arena *a) {
    const struct journey *j = clerk_other(c);
    const struct id ids[] = {j->family_id, j->screening, j->consent, j->enrolment, j->referral};
    size_t i = prng_below(&c->task.sim->prng, 5);
    intake__find_thing_request *r = NEW(a, intake__find_thing_request);
    r->kind = (intake__thing_kind)(THING_KIND_FAMILY + (int)i);
    r->digits = first_digits(a, ids[i]);
    task_call(&c->task, "intake", asker(c, "intake.FindThing"), "intake.FindThing", &r->base, NULL, clerk_done);
    return true;
}

static bool notice(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    notifications__find_notice_request *r = NEW(a, notifications__find_notice_request);
    r->digits = first_digits(a, s->partners[prng_below(&s->prng, PARTNERS)].notice);
    task_call(&c->task, "notifications", asker(c, "notifications.FindNotice"), "notifications.FindNotice", &r->base,
              NULL, clerk_done);
    return true;
}

static bool preview(struct clerk *c, struct arena *a) {
    intake__preview_route_request *r = NEW(a, intake__preview_route_request);
    r->screening = family_screening(a, &clerk_other(c)->family);
    r->as_submitted = chance(c->task.sim, 50);
    task_call(&c->task, "intake", asker(c, "intake.PreviewRoute"), "intake.PreviewRoute", &r->base, NULL, clerk_done);
    return true;
}

static bool check(struct clerk *c, struct arena *a) {
    intake__check_territory_request *r = NEW(a, intake__check_territory_request);
    r->territory = sim_rules(a);
    task_call(&c->task, "intake", asker(c, "intake.CheckTerritory"), "intake.CheckTerritory", &r->base, NULL,
              clerk_done);
    return true;
}

static bool week(struct clerk *c, struct arena *a) {
    scheduling__worker_week_request *r = NEW(a, scheduling__worker_week_request);
    r->worker = arena_printf(a, "w%d", 1 + (int)prng_below(&c->task.sim->prng, WORKERS));
    task_call(&c->task, "scheduling", asker(c, "scheduling.WorkerWeek"), "scheduling.WorkerWeek", &r->base, NULL,
              clerk_done);
    return true;
}

/* What took place in the last weeks, or in all the time that may be asked for. */
static bool encounters(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    scheduling__list_encounters_request *r = NEW(a, scheduling__list_encounters_request);
    r->from = day_on(s, a, chance(s, 50) ? -30 : -731);
    r->until = day_on(s, a, 0);
    r->limit = 1 + (uint32_t)prng_below(&s->prng, 20);
    task_call(&c->task, "scheduling", asker(c, "scheduling.ListEncounters"), "scheduling.ListEncounters", &r->base,
              NULL, clerk_done);
    return true;
}

static deed_fn *const looks[] = {list, list, thing, thing, family, digits, notice, preview, check, week, encounters};
const struct deeds deeds_of_looks = {looks, sizeof looks / sizeof looks[0]};
