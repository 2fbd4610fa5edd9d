/* A quiet territory: keys, rules, organisations, workers. */
#include "rules.h"
#include "sim.h"

const char *const desk_names[DESKS] = {"desk-1", "desk-2"};
const char *const desk_clscs[DESKS] = {"99001", "99002"};
const char *const team_names[DESKS] = {"team-1", "team-2"};
const char *const partner_names[PARTNERS] = {"partner-1", "partner-2", "partner-3"};
static char partner_organizations[PARTNERS][33];

static struct id named(const char *kind, int i, int j) {
    char text[64];
    snprintf(text, sizeof text, "%s %d %d", kind, i, j);
    return id_derive("sim", span_text(text), (struct span){NULL, 0}, (struct span){NULL, 0});
}

void setup_keys(struct sim *s) {
    world_key(s->world, "operator", ROLE_OPERATOR, "");
    world_key(s->world, "coordinator", ROLE_COORDINATOR, "");
    for (int i = 0; i < DESKS; i++) {
        world_key(s->world, desk_names[i], ROLE_DESK, desk_clscs[i]);
        world_key(s->world, team_names[i], ROLE_TEAM, desk_clscs[i]);
    }
    for (int i = 0; i < PARTNERS; i++) {
        s->organizations[i] = named("organization", i, 0);
        for (int k = 0; k < SERVICES_EACH; k++) s->services[i][k] = named("service", i, k);
        id_hex(s->organizations[i], partner_organizations[i]);
        world_key(s->world, partner_names[i], ROLE_PARTNER, partner_organizations[i]);
    }
}

static void must(struct sim *s, int reason, const char *what) {
    if (!reason || s->fault[0]) return;
    snprintf(s->fault, sizeof s->fault, "setting up: %s was refused with reason %d", what, reason);
}

static void put_organization(struct sim *s, struct arena *a, int i) {
    directory__put_organization_request *r = NEW(a, directory__put_organization_request);
    r->organization = NEW(a, directory__organization);
    r->organization->organization_id = id_field(a, s->organizations[i]);
    r->organization->name = arena_printf(a, "Maison des familles %d", i + 1);
    r->organization->phone = "5145550110";
    for (int k = 0; k < SERVICES_EACH; k++) {
        directory__service *service = NEW(a, directory__service);
        service->service_id = id_field(a, s->services[i][k]);
        service->name = arena_printf(a, "Service %d de la maison %d", k + 1, i + 1);
        sippe__need need = k ? NEED_FOOD_AID : NEED_BABY_EQUIPMENT;
        service->needs = arena_copy(a, &need, sizeof need);
        service->n_needs = 1;
        APPEND(a, r->organization, services, service);
    }
    must(s, CALL(s->world, a, "directory", "operator", directory, PutOrganization, put_organization, r, NULL),
         "an organisation");
}

static void put_worker(struct sim *s, struct arena *a, int i) {
    static const scheduling__discipline disciplines[] = {DISCIPLINE_NURSE, DISCIPLINE_SOCIAL_WORKER};
    scheduling__put_worker_request *r = NEW(a, scheduling__put_worker_request);
    scheduling__worker *worker = r->worker = NEW(a, scheduling__worker);
    worker->code = arena_printf(a, "w%d", i + 1);
    worker->name = "Intervenante d'essai";
    worker->discipline = disciplines[i % 2];
    static const char *const languages[] = {"fr", "en", "es", "ar", "ht", "vi"};
    for (size_t l = 0; l < sizeof languages / sizeof languages[0]; l++) {
        sippe__language *language = NEW(a, sippe__language);
        language->code = languages[l];
        APPEND(a, worker, languages, language);
    }
    for (int weekday = 1; weekday <= 5; weekday++) {
        scheduling__hours *hours = NEW(a, scheduling__hours);
        hours->weekday = weekday;
        hours->from_minute = 8 * 60 + 30;
        hours->to_minute = 16 * 60 + 30;
        APPEND(a, worker, hours, hours);
    }
    worker->start_area = NEW(a, sippe__postal_code);
    worker->start_area->code = "H2M";
    worker->cap_tenths = 200;
    worker->clsc_code = desk_clscs[i % DESKS];
    must(s, CALL(s->world, a, "scheduling", "coordinator", scheduling, PutWorker, put_worker, r, NULL), "a worker");
}

bool setup_territory(struct sim *s) {
    struct arena a;
    arena_init(&a);
    intake__adopt_territory_request *r = NEW(&a, intake__adopt_territory_request);
    r->territory = rules_for_tests(&a, "test");
    r->by = "la répondante";
    must(s, CALL(s->world, &a, "intake", "operator", intake, AdoptTerritory, adopt_territory, r, NULL),
         "the territory");
    if (!world_settle(s->world, 60000)) must(s, -1, "following");
    for (int i = 0; i < PARTNERS; i++) put_organization(s, &a, i);
    for (int i = 0; i < WORKERS; i++) put_worker(s, &a, i);
    if (!world_settle(s->world, 60000)) must(s, -1, "following");
    arena_close(&a);
    return s->fault[0] == 0;
}
