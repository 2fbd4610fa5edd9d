/* A quiet territory: keys, rules, organisations, workers. */
#include <stdlib.h>
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

struct sim_key *key_named(struct sim *s, const char *name) {
    for (size_t i = 0; i < s->n_keys; i++)
        if (strcmp(s->keys[i].name, name) == 0) return &s->keys[i];
    return NULL;
}

struct sim_key *key_add(struct sim *s, const char *name, sippe__role role, const char *organization) {
    if (s->n_keys == KEYS_MAX) abort();
    struct sim_key *k = &s->keys[s->n_keys++];
    *k = (struct sim_key){.role = role, .partner = -1};
    snprintf(k->name, sizeof k->name, "%s", name);
    snprintf(k->organization, sizeof k->organization, "%s", organization);
    for (int i = 0; role == ROLE_PARTNER && i < PARTNERS; i++)
        if (strcmp(partner_organizations[i], organization) == 0) k->partner = i;
    return k;
}

static void member_noted(struct sim *s, const char *name, ProtobufCBinaryData id, ProtobufCBinaryData version) {
    struct sim_key *k = name ? key_named(s, name) : NULL;
    if (!k) return;
    if (id.len) k->member = id_of(id);
    k->version = id_of(version);
}

static void member_ended(struct sim *s, const char *name) {
    struct sim_key *k = key_named(s, name);
    if (!k || k->revoked) return;
    k->revoked = true;
    k->revoked_ms = world_now_ms(s->world);
}

void keys_look(struct sim *s, const struct asked *q, const ProtobufCMessage *reply) {
    static const char *const changes[] = {"intake.AllowKey", "intake.RevokeKey", "intake.EndMember"};
    const ProtobufCBinaryData none = {0, NULL}, *id = bytes_field(reply, "id"),
                              *version = bytes_field(reply, "version");
    if (strcmp(q->method, "intake.AddMember") == 0)
        member_noted(s, ((const intake__add_member_request *)q->request)->member->name, *id, *version);
    if (strcmp(q->method, "intake.ChangeMember") == 0)
        member_noted(s, ((const intake__change_member_request *)q->request)->member->name, none, *version);
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        if (strcmp(q->method, changes[i]) != 0) continue;
        const char *name = *text_field(q->request, "member");
        member_noted(s, name, none, *version);
        if (i) member_ended(s, name);
    }
}

static void key_configure(struct sim *s, const char *name, sippe__role role, const char *organization) {
    world_key(s->world, name, role, organization);
    key_add(s, name, role, organization)->member = member_of_name(name);
}

void setup_keys(struct sim *s) {
    world_links(s->world, "https://sippe.test");
    key_configure(s, "operator", ROLE_OPERATOR, "");
    key_configure(s, "coordinator", ROLE_COORDINATOR, "");
    key_configure(s, "coordinator-2", ROLE_COORDINATOR, "");
    key_configure(s, "privacy", ROLE_PRIVACY, "");
    for (int i = 0; i < DESKS; i++) {
        key_configure(s, desk_names[i], ROLE_DESK, desk_clscs[i]);
        key_configure(s, team_names[i], ROLE_TEAM, desk_clscs[i]);
    }
    for (int i = 0; i < PARTNERS; i++) {
        s->organizations[i] = named("organization", i, 0);
        for (int k = 0; k < SERVICES_EACH; k++) s->services[i][k] = named("service", i, k);
        id_hex(s->organizations[i], partner_organizations[i]);
        key_configure(s, partner_names[i], ROLE_PARTNER, partner_organizations[i]);
    }
}

sippe__date *day_on(struct sim *s, struct arena *a, int days) {
    sippe__date *d = NEW(a, sippe__date);
    int year, month, dom;
    day_parts(day_at((struct zone){-300, true}, world_now_ms(s->world)) + days, &year, &month, &dom);
    d->year = year;
    d->month = month;
    d->day = dom;
    return d;
}

sippe__instant *instant_on(struct sim *s, struct arena *a, int64_t ms) {
    sippe__instant *t = NEW(a, sippe__instant);
    t->ms = world_now_ms(s->world) + ms;
    return t;
}

static void must(struct sim *s, int reason, const char *what) {
    if (!reason || s->fault[0]) return;
    snprintf(s->fault, sizeof s->fault, "setting up: %s was refused with reason %d", what, reason);
}

void organization_fill(struct sim *s, struct arena *a, directory__organization *o, int i) {
    o->organization_id = id_field(a, s->organizations[i]);
    o->name = arena_printf(a, "Maison des familles %d", i + 1);
    o->phone = "5145550110";
    for (int k = 0; k < SERVICES_EACH; k++) {
        directory__service *service = NEW(a, directory__service);
        service->service_id = id_field(a, s->services[i][k]);
        service->name = arena_printf(a, "Service %d de la maison %d", k + 1, i + 1);
        sippe__need need = k ? NEED_FOOD_AID : NEED_BABY_EQUIPMENT;
        service->needs = arena_copy(a, &need, sizeof need);
        service->n_needs = 1;
        APPEND(a, o, services, service);
    }
}

static void put_organization(struct sim *s, struct arena *a, int i) {
    directory__put_organization_request *r = NEW(a, directory__put_organization_request);
    r->organization = NEW(a, directory__organization);
    organization_fill(s, a, r->organization, i);
    must(s, SIM_CALL(s, a, "directory", "operator", "directory.PutOrganization", r, NULL), "an organisation");
}

void worker_fill(struct arena *a, scheduling__worker *worker, int i) {
    static const scheduling__discipline disciplines[] = {DISCIPLINE_NURSE, DISCIPLINE_SOCIAL_WORKER};
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
}

static void put_worker(struct sim *s, struct arena *a, int i) {
    scheduling__put_worker_request *r = NEW(a, scheduling__put_worker_request);
    r->worker = NEW(a, scheduling__worker);
    worker_fill(a, r->worker, i);
    must(s, SIM_CALL(s, a, "scheduling", "coordinator", "scheduling.PutWorker", r, NULL), "a worker");
}

sippe__territory *sim_rules(struct arena *a) {
    sippe__territory *t = rules_for_tests(a, "test");
    sippe__erasure_rule *rule = NEW(a, sippe__erasure_rule);
    rule->code = "ON_REQUEST";
    rule->fr = "À la demande de la famille";
    rule->en = "At the family's request";
    t->erasure = NEW(a, sippe__erasure);
    t->erasure->delay_days = 1;
    if (!t->access) t->access = NEW(a, sippe__access);
    t->access->keep_months = 12;
    t->access->day_codes = true;
    t->access->source = "essai";
    APPEND(a, t->erasure, rules, rule);
    t->attempts = NEW(a, sippe__attempts);
    t->attempts->propose_unreachable = 2;
    t->attempts->letter_reply = 1;
    t->attempts->source = "essai";
    sippe__letter *letter = NEW(a, sippe__letter);
    letter->kind = "CALL_US";
    letter->fr = "Appelez-nous.";
    APPEND(a, t, letters, letter);
    return t;
}

bool setup_territory(struct sim *s) {
    struct arena a;
    arena_init(&a);
    intake__adopt_territory_request *r = NEW(&a, intake__adopt_territory_request);
    r->territory = sim_rules(&a);
    must(s, SIM_CALL(s, &a, "intake", "operator", "intake.AdoptTerritory", r, NULL), "the territory");
    doors_open(s);
    if (!world_settle(s->world, 60000)) must(s, -1, "following");
    for (int i = 0; i < PARTNERS; i++) put_organization(s, &a, i);
    for (int i = 0; i < WORKERS; i++) put_worker(s, &a, i);
    if (!world_settle(s->world, 60000)) must(s, -1, "following");
    arena_close(&a);
    return s->fault[0] == 0;
}
