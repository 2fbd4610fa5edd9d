/* A territory of one, two or four daemons as a desk sees it: keys, adopted rules, a call that leads to SIPPE. */
#pragma once
#include "../unit/intake/fixture.h"
#include "harness_internal.h"
#include "intake/tables.h"

struct desk {
    struct world *w;
    struct arena a;
};

HOLDER void desk_open_with(struct desk *t, const struct service *const *services, size_t n) {
    struct world_options o = {
        .seed = 7, .services = services, .n_services = n, .territory = "essai-nord", .start_ms = fixture_now()};
    arena_init(&t->a);
    t->w = world_new(&o);
    world_key(t->w, "desk", ROLE_DESK, "99001");
    world_key(t->w, "desk2", ROLE_DESK, "99002");
    world_key(t->w, "team", ROLE_TEAM, "99001");
    world_key(t->w, "coord", ROLE_COORDINATOR, "");
    world_key(t->w, "op", ROLE_OPERATOR, "");
    world_key(t->w, "privacy", ROLE_PRIVACY, "");
}

HOLDER void desk_open(struct desk *t) {
    static const struct service *const services[] = {&intake_service};
    desk_open_with(t, services, 1);
}

/* Every test ends with the rows rebuilt and compared. */
HOLDER void desk_close(struct desk *t) {
    const char *differs = world_verify(t->w);
    if (differs) fail_msg("a rebuild differs: %s", differs);
    world_free(t->w);
    arena_close(&t->a);
}

#define DAY_LONG INT64_C(86400000)
/* So much time passes at once, as over a night on which all was quiet; then what has fallen due is done. */
HOLDER void leap(struct desk *t, int64_t ms) {
    world_run(t->w, 500);
    t->w->now_ms += ms;
    world_run(t->w, 5000);
}

#define ASK(t, key, Method, method, request, reply)                                                                    \
    CALL((t)->w, &(t)->a, "intake", key, intake, Method, method, request, reply)
/* Its messages are of no service (work.proto). */
#define LIST_WORK(t, key, request, out)                                                                                \
    world_call((t)->w, &(t)->a, "intake", key, "intake.ListWork", world_request_id((t)->w), &(request)->base,          \
               &sippe__list_work_reply__descriptor, (out), NULL)

HOLDER int adopt(struct desk *t, sippe__territory *rules) {
    intake__adopt_territory_request *in = NEW(&t->a, intake__adopt_territory_request);
    intake__adopt_territory_reply *out = NULL;
    in->territory = rules;
    in->replace = true; /* that a label is given once is not what most tests are about */
    return ASK(t, "coord", AdoptTerritory, adopt_territory, in, &out);
}

/* For tests that each begin with the rules of fixture.h adopted, and end with the rows rebuilt and compared. */
HOLDER int desk_adopted(void **state) {
    struct desk *t = calloc(1, sizeof *t);
    desk_open(t);
    assert_int_equal(adopt(t, fixture_territory(&t->a)), 0);
    *state = t;
    return 0;
}

HOLDER int desk_ended(void **state) {
    desk_close(*state);
    free(*state);
    return 0;
}

/* A new membership with a key of its own, which is its name (world_public_key). */
HOLDER intake__add_member_request *member_request(struct desk *t, const char *name, sippe__role role, const char *of) {
    uint8_t key[32];
    intake__add_member_request *in = NEW(&t->a, intake__add_member_request);
    in->member = NEW(&t->a, intake__member);
    in->member->name = name;
    in->member->role = role;
    in->member->organization = of;
    world_public_key(name, key);
    APPEND(&t->a, in->member, public_keys, pb_of(arena_span(&t->a, span_of(key, sizeof key))));
    return in;
}

HOLDER int member_add(struct desk *t, const intake__add_member_request *in) {
    return ASK(t, "op", AddMember, add_member, in, NULL);
}

/* All keys of a member. */
HOLDER int key_revoke(struct desk *t, const char *by, const char *member) {
    intake__revoke_key_request *in = NEW(&t->a, intake__revoke_key_request);
    in->member = member;
    in->reason = "portable volé";
    return ASK(t, by, RevokeKey, revoke_key, in, NULL);
}

/* The call of fixture.h, as if it were made now. */
HOLDER intake__screening *call_now(struct desk *t) {
    intake__screening *s = fixture_screening(&t->a);
    int64_t now = world_now_ms(t->w);
    s->call->started_at->ms = now - 1800000;
    s->call->ended_at->ms = now - 600000;
    s->consent->notice_read_at->ms = now - 1790000;
    return s;
}

HOLDER int submit(struct desk *t, const char *key, intake__screening *s, intake__submit_screening_reply **out) {
    intake__submit_screening_request *in = NEW(&t->a, intake__submit_screening_request);
    in->screening = s;
    return ASK(t, key, SubmitScreening, submit_screening, in, out);
}

HOLDER int decide(struct desk *t, const char *key, ProtobufCBinaryData screening, ProtobufCBinaryData version,
                  intake__route route, intake__decide_route_reply **out) {
    intake__decide_route_request *in = NEW(&t->a, intake__decide_route_request);
    in->screening_id = screening;
    in->version = version;
    in->route = route;
    return ASK(t, key, DecideRoute, decide_route, in, out);
}

/* A call of ours to her, about this screening. */
HOLDER intake__record_family_call_request *call_to_her(struct desk *t, const intake__submit_screening_reply *s,
                                                       intake__call_outcome outcome) {
    intake__record_family_call_request *in = NEW(&t->a, intake__record_family_call_request);
    in->family_id = s->family_id;
    in->screening_id = s->screening_id;
    in->version = s->version;
    in->told = NEW(&t->a, intake__call_told);
    in->told->direction = CALL_DIRECTION_OUTGOING;
    in->told->way = CALL_WAY_PHONE;
    in->told->outcome = outcome;
    return in;
}

HOLDER intake__get_screening_reply *screening(struct desk *t, ProtobufCBinaryData id) {
    intake__get_screening_request *in = NEW(&t->a, intake__get_screening_request);
    intake__get_screening_reply *out = NULL;
    in->screening_id = id;
    assert_int_equal(ASK(t, "coord", GetScreening, get_screening, in, &out), 0);
    return out;
}

HOLDER intake__get_family_reply *family(struct desk *t, const char *key, ProtobufCBinaryData id) {
    intake__get_family_request *in = NEW(&t->a, intake__get_family_request);
    intake__get_family_reply *out = NULL;
    in->family_id = id;
    assert_int_equal(ASK(t, key, GetFamily, get_family, in, &out), 0);
    return out;
}

HOLDER sippe__list_work_reply *worklist(struct desk *t, const char *key) {
    sippe__list_work_request *in = NEW(&t->a, sippe__list_work_request);
    sippe__list_work_reply *out = NULL;
    assert_int_equal(LIST_WORK(t, key, in, &out), 0);
    return out;
}

HOLDER const sippe__work_item *work_of(const sippe__list_work_reply *list, sippe__work_kind kind) {
    for (size_t i = 0; i < list->n_items; i++)
        if (list->items[i]->kind == kind) return list->items[i];
    return NULL;
}

/* A family decided for SIPPE; the reply of its screening. */
HOLDER intake__submit_screening_reply *family_for_sippe(struct desk *t) {
    intake__submit_screening_reply *s = NULL;
    intake__decide_route_reply *decided = NULL;
    assert_int_equal(submit(t, "desk", call_now(t), &s), 0);
    assert_int_equal(decide(t, "desk", s->screening_id, s->version, ROUTE_SIPPE, &decided), 0);
    return s;
}

HOLDER int enrol(struct desk *t, const intake__submit_screening_reply *s, intake__enrol_family_reply **out) {
    intake__enrol_family_request *in = NEW(&t->a, intake__enrol_family_request);
    in->family_id = s->family_id;
    in->screening_id = s->screening_id;
    return ASK(t, "team", EnrolFamily, enrol_family, in, out);
}

#define SAME_BYTES(x, y) span_equal(span_pb(x), span_pb(y))
#define DAY(d)           civil_day(d)
