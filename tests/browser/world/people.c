/* Who works in the territory, and what they do before a page is opened. All are invented. */
#include "people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/codes/day_code.h"
#include "family_screening.h"
#include "proto/intake.h"
#include "rules.h"

#define ASK(p, a, key, Method, method, request, reply)                                                                 \
    CALL((p)->world, (a), "intake", (key), intake, Method, method, (request), (reply))

enum { PEOPLE = 9, OPEN_MINUTES = 60, SETTLE_MS = 60000, SEED = 11 };

/* A partner's organisation is the first. Of the same person there may be two memberships: one code opens both. */
static struct person {
    const char *name, *organization;
    sippe__role role;
    const char *worker;
    struct id id;
} people[PEOPLE] = {
    {"martine", "99001", ROLE_DESK, "", {{0}}},    {"ines", "99001", ROLE_DESK, "", {{0}}},
    {"julie", "99001", ROLE_DESK, "", {{0}}},      {"julie-equipe", "99001", ROLE_TEAM, "inf-01", {{0}}},
    {"rose", "99001", ROLE_TEAM, "inf-09", {{0}}}, {"odile", "99002", ROLE_DESK, "", {{0}}},
    {"nadia", "", ROLE_COORDINATOR, "", {{0}}},    {"paule", "", ROLE_PRIVACY, "", {{0}}},
    {"nadege", "1", ROLE_PARTNER, "", {{0}}}};

static struct person *person_find(const char *name) {
    for (size_t i = 0; i < PEOPLE; i++)
        if (strcmp(people[i].name, name) == 0) return &people[i];
    return NULL;
}

struct id people_organization(int number) {
    char text[32];
    snprintf(text, sizeof text, "organization %d", number);
    return id_derive("sippe-world", span_text(text), (struct span){NULL, 0}, (struct span){NULL, 0});
}

/* ---- the first morning ---- */

static struct id member_add(struct people *p, struct arena *a, intake__member *m) {
    intake__add_member_request *in = NEW(a, intake__add_member_request);
    intake__add_member_reply *out = NULL;
    in->member = m;
    if (ASK(p, a, "op", AddMember, add_member, in, &out)) abort();
    return id_of(out->id);
}

static void gateway_add(struct people *p, struct arena *a) {
    intake__member *m = NEW(a, intake__member);
    uint8_t key[32];
    m->name = PEOPLE_GATEWAY;
    m->role = ROLE_GATEWAY;
    world_public_key(PEOPLE_GATEWAY, key);
    APPEND(a, m, public_keys, pb_of(arena_span(a, span_of(key, sizeof key))));
    member_add(p, a, m);
}

static void person_add(struct people *p, struct arena *a, struct person *one) {
    intake__member *m = NEW(a, intake__member);
    m->name = one->name;
    m->role = one->role;
    m->organization = one->role == ROLE_PARTNER ? id_text(a, people_organization(1)) : one->organization;
    m->worker = one->worker;
    m->via = PEOPLE_GATEWAY;
    one->id = member_add(p, a, m);
}

static void rules_adopt(struct people *p, struct arena *a) {
    intake__adopt_territory_request *in = NEW(a, intake__adopt_territory_request);
    in->territory = rules_for_tests(a, "test");
    in->territory->access = NEW(a, sippe__access);
    in->territory->access->day_codes = true;
    in->territory->access->care_team = CARE_TEAM_ASSIGNED;
    in->territory->access->break_glass = NEW(a, sippe__break_glass);
    in->territory->access->break_glass->allowed = true;
    in->territory->access->break_glass->minutes = OPEN_MINUTES;
    in->territory->access->source = "tests";
    sippe__text *text = NEW(a, sippe__text);
    text->version = "2026-1";
    text->fr = "Le programme vous offre des visites. Y participer est libre.";
    text->en = "The programme offers you visits. Taking part is free.";
    APPEND(a, in->territory, participation_texts, text);
    if (ASK(p, a, "op", AdoptTerritory, adopt_territory, in, NULL)) abort();
}

void people_open(struct people *p, struct world *w) {
    struct arena a;
    *p = (struct people){.world = w};
    arena_init(&a);
    world_key(p->world, "op", ROLE_OPERATOR, "");
    world_key(p->world, "desk", ROLE_DESK, "99001");
    world_key(p->world, "desk-2", ROLE_DESK, "99002");
    world_key(p->world, PEOPLE_COORDINATOR, ROLE_COORDINATOR, "");
    rules_adopt(p, &a);
    gateway_add(p, &a);
    for (size_t i = 0; i < PEOPLE; i++) person_add(p, &a, &people[i]);
    if (!world_settle(p->world, SETTLE_MS)) abort();
    arena_close(&a);
}

/* ---- what is done when it is told ---- */

static bool invited(struct people *p, struct arena *a, intake__invite_member_request *in, const char *code) {
    intake__invite_member_reply *out = NULL;
    uint8_t digest[SECRET_DIGEST_LEN];
    struct id salt = world_request_id(p->world);
    day_code_digest(salt, code, digest);
    in->handle = day_code_handle(a, code);
    in->salt = id_field(a, salt);
    in->digest = pb_of(arena_span(a, span_of(digest, sizeof digest)));
    if (ASK(p, a, "op", InviteMember, invite_member, in, &out)) return false;
    p->login = id_of(out->login_id);
    return true;
}

bool people_invite(struct people *p, char *names, char code[16]) {
    struct arena a;
    arena_init(&a);
    intake__invite_member_request *in = NEW(&a, intake__invite_member_request);
    bool known = true;
    for (char *name = strtok(names, " "); name; name = strtok(NULL, " ")) {
        const struct person *one = person_find(name);
        known = known && one;
        if (one) APPEND(&a, in, member_ids, id_field(&a, one->id));
    }
    day_code_make(world_request_id(p->world), code);
    known = known && in->n_member_ids && invited(p, &a, in, code);
    arena_close(&a);
    return known;
}

bool people_end(struct people *p, const char *name) {
    struct arena a;
    arena_init(&a);
    intake__end_member_request *in = NEW(&a, intake__end_member_request);
    in->member = name;
    in->reason = "essai";
    bool ended = person_find(name) && !ASK(p, &a, "op", EndMember, end_member, in, NULL);
    arena_close(&a);
    return ended;
}

bool people_login_end(struct people *p) {
    struct arena a;
    arena_init(&a);
    intake__end_login_request *in = NEW(&a, intake__end_login_request);
    in->login_id = id_field(&a, p->login);
    bool ended = !id_is_zero(p->login) && !ASK(p, &a, "op", EndLogin, end_login, in, NULL);
    arena_close(&a);
    return ended;
}

void people_family(struct people *p, struct family_case *one) {
    struct families drawn;
    families_init(&drawn, SEED, day_at((struct zone){-300, true}, world_now_ms(p->world)));
    for (p->screenings++; drawn.n < p->screenings;) families_next(&drawn, one);
}

bool people_screening(struct people *p, struct id *screening) {
    struct family_case one;
    struct arena a;
    arena_init(&a);
    people_family(p, &one);
    intake__submit_screening_request *in = NEW(&a, intake__submit_screening_request);
    intake__submit_screening_reply *out = NULL;
    in->screening = family_screening(&a, &one);
    const char *desk = strcmp(one.clsc_code, "99002") == 0 ? "desk-2" : "desk";
    bool taken = !ASK(p, &a, desk, SubmitScreening, submit_screening, in, &out);
    if (taken) *screening = id_of(out->screening_id);
    arena_close(&a);
    return taken;
}
