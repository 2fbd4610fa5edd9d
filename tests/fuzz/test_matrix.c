/* Who may ask what, asked of the engine with every key; and who hears which event, by the tables. Each is a text that
 * people read (tests/golden/roles.txt, tests/golden/audience.txt): a right that is given or taken shows as a line of a
 * change. SIPPE_WRITE=1 writes them.
 *
 * And of whom: each method that names a thing, as each role, about a thing of her own organisation, of another one's, of
 * a family that keeps her from its file, and about none. The last three are one answer, by whichever door she comes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/message.h"
#include "engine/open/open.h"
#include "harness_internal.h"
#include "methods.h"
#include "plausible.h"
#include "proto/intake.h"
#include "services.h"
#include "station.h"

enum { METHODS_MIN = 80, EVENTS_MIN = 45 };

static struct arena arena;

static bool is_same(const char *path, const char *text) {
    FILE *f = fopen(path, "r");
    size_t len = strlen(text), n = 0;
    char *kept = arena_alloc(&arena, len + 2);
    if (f) n = fread(kept, 1, len + 1, f);
    if (f) fclose(f);
    return n == len && memcmp(kept, text, len) == 0;
}

static void check_golden(const char *path, const char *text) {
    if (is_same(path, text)) return;
    if (!getenv("SIPPE_WRITE"))
        fail_msg("%s is not what the tables say; with SIPPE_WRITE=1 it is written:\n%s", path, text);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

/* Refused for the role, or for anything else: whatever is wrong with the request is asked later. */
static bool may(struct station *s, const struct target *m, const char *key, struct span body) {
    static uint64_t id[2] = {0, 41};
    id[0]++;
    struct span frame = station_frame(&arena, m->name, (const uint8_t *)id, body);
    const sippe__reply *reply = station_exchange(s, m->daemon, key, NULL, frame);
    if (!reply) fail_msg("%s as %s: no answer", m->name, key);
    sippe__reason reason = reply->status->reason; /* of a gateway alone: it must say for whom it asks */
    return reason != REASON_NOT_ALLOWED && reason != REASON_PERSON_MISSING;
}

static void test_roles(void **state) {
    (void)state;
    const char *text = "# method: roles that may ask it\n";
    struct plausible p;
    assert_true(method_count() >= METHODS_MIN);
    for (size_t i = 0; i < method_count(); i++) {
        const struct target *m = method_at(i);
        struct station *s = station_take();
        struct arena a;
        arena_init(&a);
        plausible_init(&p, s, &a);
        struct span body = plausible_request(&p, m, 1);
        const char *roles = "";
        for (int role = ROLE_DESK; role <= ROLE_PRIVACY; role++) {
            const char *key = station_key_of((sippe__role)role);
            if (key && may(s, m, key, body)) roles = arena_printf(&a, "%s %s", roles, key);
        }
        text = arena_text(&arena, arena_printf(&a, "%s%s %s:%s\n", text, m->daemon, m->name, roles));
        arena_close(&a);
    }
    station_end();
    check_golden(SOURCE_DIR "/tests/golden/roles.txt", text);
}

static void test_audience(void **state) {
    (void)state;
    const char *text = "# event: who hears it\n";
    size_t n = 0;
    for (size_t d = 0; d < DAEMONS; d++)
        for (size_t i = 0; i < all_services[d]->n_events; i++) {
            const struct event *e = &all_services[d]->events[i];
            const char *who = e->partner ? " its partner" : "";
            for (size_t f = 0; f < DAEMONS; f++)
                if (f != d && e->audience & (1u << f)) who = arena_printf(&arena, "%s %s", who, daemon_names[f]);
            text = arena_printf(&arena, "%s%s %s:%s\n", text, daemon_names[d], e->type->name, *who ? who : " nobody");
            n++;
        }
    assert_true(n >= EVENTS_MIN);
    check_golden(SOURCE_DIR "/tests/golden/audience.txt", text);
}

/* ---- of whom ---- */

struct caller {
    const char *own, *other; /* memberships: of the organisation whose things there are, and of another one */
    sippe__role role;
};
static const struct caller callers[] = {{"own-desk", "other-desk", ROLE_DESK},
                                        {"own-team", "other-team", ROLE_TEAM},
                                        {"own-partner", "other-partner", ROLE_PARTNER},
                                        {"own-coordinator", NULL, ROLE_COORDINATOR}};
enum { ASKED_MIN = 90 };

/* Whose key is called as she is, and who is spoken for by the gateway's too. */
static void member_add(struct station *s, const char *name, sippe__role role, const char *organization) {
    uint8_t key[32];
    intake__add_member_request *r = NEW(&arena, intake__add_member_request);
    r->member = NEW(&arena, intake__member);
    r->member->name = name;
    r->member->role = role;
    r->member->organization = organization;
    if (role != ROLE_GATEWAY) r->member->via = "door";
    world_public_key(name, key);
    APPEND(&arena, r->member, public_keys, pb_of(arena_span(&arena, span_of(key, sizeof key))));
    assert_int_equal(CALL(s->world, &arena, "intake", "operator", intake, AddMember, add_member, r, NULL), 0);
}

static struct station *peopled(void) {
    struct station *s = station_take();
    struct id own = id_derive("fuzz", span_text("organization"), (struct span){NULL, 0}, (struct span){NULL, 0});
    const char *none = "000000000000000000000000000000ff";
    member_add(s, "door", ROLE_GATEWAY, "");
    for (size_t i = 0; i < sizeof callers / sizeof callers[0]; i++) {
        const struct caller *c = &callers[i];
        bool partner = c->role == ROLE_PARTNER;
        member_add(s, c->own, c->role, partner ? id_text(&arena, own) : c->other ? "99001" : "");
        if (c->other) member_add(s, c->other, c->role, partner ? none : "99002");
    }
    assert_true(world_settle(s->world, 60000));
    s->now_ms = world_now_ms(s->world);
    return s;
}

struct question {
    struct station *s;
    struct plausible *p;
    const struct target *m;
    const ProtobufCMessage *request;
    struct owned whose;
};

static const sippe__reply *by_door(struct question *q, const char *name, bool gateway, struct span body) {
    static uint64_t id[2] = {0, 43};
    id[0]++;
    sippe__envelope *e = NEW(&arena, sippe__envelope);
    e->content_case = SIPPE__ENVELOPE__CONTENT_REQUEST;
    e->request = NEW(&arena, sippe__request);
    e->request->id = pb_of(arena_span(&arena, span_of((const uint8_t *)id, sizeof id)));
    e->request->method = q->m->name;
    e->request->on_behalf_of = gateway ? name : "";
    e->request->body = pb_of(body);
    char connection[64];
    q->s->now_ms++;
    world_connection(q->s->world, gateway ? "door" : name, connection);
    const sippe__reply *reply = station_exchange(q->s, q->m->daemon, connection, NULL, message_pack(&arena, &e->base));
    if (!reply) fail_msg("%s as %s: no answer", q->m->name, name);
    return reply;
}

/* What is refused changes nothing, so that both doors can be tried; what a query shows is the same. */
static sippe__reason answer(struct question *q, const char *name, const ProtobufCMessage *request, bool twice) {
    struct span body = message_pack(&arena, request);
    const sippe__reply *own = by_door(q, name, false, body);
    if (!twice) return own->status->reason;
    const sippe__reply *behalf = by_door(q, name, true, body);
    if (own->status->reason != behalf->status->reason || !span_equal(span_pb(own->body), span_pb(behalf->body)))
        fail_msg("%s as %s: another answer on her behalf", q->m->name, name);
    return own->status->reason;
}

static bool is_thing(const ProtobufCFieldDescriptor *f) {
    size_t len = strlen(f->name);
    bool version = len >= 7 && strcmp(f->name + len - 7, "version") == 0;
    return f->type == PROTOBUF_C_TYPE_BYTES && f->label != PROTOBUF_C_LABEL_REPEATED && !version;
}

/* The same about things that nobody has. */
static const ProtobufCMessage *of_none(const ProtobufCMessage *request) {
    ProtobufCMessage *copy = message_copy(&arena, request);
    for (unsigned i = 0; i < copy->descriptor->n_fields; i++) {
        ProtobufCBinaryData none = id_field(&arena, (struct id){{0xfe, 0xed}});
        const ProtobufCFieldDescriptor *f = &copy->descriptor->fields[i];
        if (is_thing(f)) memcpy((uint8_t *)copy + f->offset, &none, sizeof none);
    }
    return copy;
}

/* As the daemon would have heard it of intake; NULL: as it was. The row must be what the journal gives when the station
 * goes. */
static void file_set(struct question *q, const node__file_access *f) {
    struct engine *e = world_engine(q->s->world, q->m->daemon);
    struct key key = KEY(KEY_ID(q->whose.subject));
    struct apply a = {.view = view_make(e, turn_txn(e))};
    a.view.arena = &arena;
    if (f->n_team || f->n_restrictions)
        file_access_put_whole(&a, q->whose.subject, f);
    else
        txn_delete(turn_txn(e), TABLE_FILE_ACCESS, &key);
    assert_int_equal(commit_outside_turn(e), 0);
    assert_int_equal(txn_renew(&e->snapshot), 0);
}

static sippe__reason when_kept_from(struct question *q, const struct caller *c) {
    struct view *v = world_view(q->s->world, q->m->daemon, &arena);
    struct member m;
    node__file_access was = *file_access(v, q->whose.subject), now = was;
    node__restriction r = NODE__RESTRICTION__INIT, *list[] = {&r};
    assert_true(member_named(v, c->own, &m));
    r.member_id = id_field(&arena, m.id);
    now.restrictions = list;
    now.n_restrictions = 1;
    file_set(q, &now);
    sippe__reason reason = answer(q, c->own, q->request, true);
    file_set(q, &was);
    return reason;
}

/* The next variant in which the request names a thing that there is; false: there is none. */
static bool question_next(struct question *q, unsigned *variant) {
    struct owned (*owner)(struct view *, const ProtobufCMessage *) =
        (struct owned(*)(struct view *, const ProtobufCMessage *))q->m->method->owner;
    while (++*variant <= PLAUSIBLE_VARIANTS) {
        struct span body = plausible_request(q->p, q->m, *variant);
        q->request = message_unpack(&arena, q->m->method->request, body, MESSAGE_OPEN);
        q->whose = owner(world_view(q->s->world, q->m->daemon, &arena), q->request);
        if (q->whose.organization) return true;
    }
    return false;
}

/* A second thing that it names may be another family's, or not be there: in some variants, and of some methods in
 * all. */
static bool own_is_there(struct question q, const struct caller *c) {
    for (unsigned variant = 0; question_next(&q, &variant);) {
        sippe__reason own = answer(&q, c->own, q.request, q.m->method->query);
        if (own != REASON_NOT_FOUND) return own != REASON_CARE_TEAM_ONLY;
    }
    static const char *const of_another[] = {
        "intake.SettleMatch", "intake.CorrectSafetyNote", "intake.CorrectProtectionReport",
        "intake.CorrectNote", "intake.WithdrawNote",      "intake.CorrectFamilyCall"};
    for (size_t i = 0; i < sizeof of_another / sizeof of_another[0]; i++)
        if (strcmp(q.m->name, of_another[i]) == 0) return true;
    return false;
}

/* Whoever reaches all is told by the handler what is not there; it may say first what else is wrong. */
static void ask_all(struct question *q, const struct caller *c) {
    const char *name = q->m->name;
    sippe__reason kept = when_kept_from(q, c), none = answer(q, c->own, of_none(q->request), true);
    if (kept != REASON_NOT_FOUND) fail_msg("%s as %s, kept from it: %d", name, c->own, kept);
    if (c->other && none != REASON_NOT_FOUND) fail_msg("%s as %s, of none: %d", name, c->own, none);
    if (c->other && answer(q, c->other, q->request, true) != REASON_NOT_FOUND)
        fail_msg("%s as %s is answered about another's", name, c->other);
    if (!own_is_there(*q, c)) fail_msg("%s as %s: her own is not there", name, c->own);
}

static ProtobufCBinaryData some_family(struct station *s) {
    struct plausible p;
    plausible_init(&p, s, &arena);
    for (size_t i = 0; i < p.n_names; i++)
        if (strcmp(p.names[i].name, "family_id") == 0) return id_field(&arena, p.names[i].list[0]);
    return (ProtobufCBinaryData){0, NULL};
}

/* So that there is one to answer. */
static void offer_one(struct station *s) {
    intake__get_family_request *get = NEW(&arena, intake__get_family_request);
    intake__get_family_reply *f = NULL;
    intake__offer_move_request *r = NEW(&arena, intake__offer_move_request);
    get->family_id = r->family_id = some_family(s);
    assert_int_equal(CALL(s->world, &arena, "intake", "own-desk", intake, GetFamily, get_family, get, &f), 0);
    r->version = f->version;
    r->to_clsc_code = "99002";
    r->on = civil_date(&arena, (day)(world_now_ms(s->world) / 86400000 + 30)); /* she stays whose she is */
    r->reason = MOVE_REASON_ADDRESS;
    assert_int_equal(CALL(s->world, &arena, "intake", "own-desk", intake, OfferMove, offer_move, r, NULL), 0);
    s->now_ms = world_now_ms(s->world);
}

/* So that there is one to lift: of whoever sees nothing of hers anyway. */
static void restrict_one(struct station *s) {
    intake__restrict_access_request *r = NEW(&arena, intake__restrict_access_request);
    r->family_id = some_family(s);
    r->member = "other-team";
    r->asked_on = civil_date(&arena, (day)(world_now_ms(s->world) / 86400000 - 1));
    assert_int_equal(CALL(s->world, &arena, "intake", "own-desk", intake, RestrictAccess, restrict_access, r, NULL), 0);
    assert_true(world_settle(s->world, 60000));
    s->now_ms = world_now_ms(s->world);
}

/* As it is when a store was put back: the slot of her key tells, and the first turn does the rest. */
static void all_erased(struct station *s, const struct question *asked, size_t n) {
    for (size_t i = 0; i < n; i++) {
        struct vault *v = world_engine(s->world, asked[i].m->daemon)->vault;
        uint64_t slot;
        if (id_is_zero(asked[i].whose.subject) || vault_is_erased(v, asked[i].whose.subject)) continue;
        assert_int_equal(vault_give(v, asked[i].whose.subject, &slot), 0);
        assert_int_equal(vault_erase(v, slot, asked[i].whose.subject), 0);
    }
    for (int i = 0; i < DAEMONS; i++) world_crash(s->world, daemon_names[i]);
    world_run(s->world, 61000);
    assert_true(world_settle(s->world, 60000));
    s->now_ms = world_now_ms(s->world);
}

/* To whoever has her own alone she was never there; to nobody is anything shown or done. But the register of
 * disclosures is the year's, and stays to whoever reaches all. */
static void ask_of_erased(struct question *q, const struct caller *c) {
    sippe__reason reason = answer(q, c->own, q->request, true);
    bool register_stays = strcmp(q->m->name, "intake.ListDisclosures") == 0 && !c->other;
    if (c->other ? reason != REASON_NOT_FOUND : reason == 0 && !register_stays)
        fail_msg("%s as %s, of an erased: %d", q->m->name, c->own, reason);
}

static void test_of_whom(void **state) {
    (void)state;
    station_end();
    struct plausible p;
    struct question q = {.s = peopled(), .p = &p};
    struct question *asked = arena_alloc(&arena, method_count() * sizeof *asked);
    size_t n = 0, n_asked = 0;
    restrict_one(q.s);
    offer_one(q.s);
    plausible_init(&p, q.s, &arena);
    for (size_t i = 0; i < method_count(); i++) {
        unsigned variant = 0;
        q.m = method_at(i);
        if (!q.m->method->owner) continue;
        if (!question_next(&q, &variant)) fail_msg("%s: nothing that there is", q.m->name);
        for (size_t k = 0; k < sizeof callers / sizeof callers[0]; k++)
            if (q.m->method->roles & (1u << callers[k].role)) ask_all(&q, &callers[k]), n++;
        asked[n_asked++] = q;
    }
    all_erased(q.s, asked, n_asked);
    for (size_t i = 0; i < n_asked; i++)
        for (size_t k = 0; k < sizeof callers / sizeof callers[0]; k++)
            if (asked[i].m->method->roles & (1u << callers[k].role)) ask_of_erased(&asked[i], &callers[k]);
    assert_in_range(n, ASKED_MIN, SIZE_MAX);
    station_end();
}

static int setup(void **state) {
    (void)state;
    arena_init(&arena);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    arena_close(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_roles, setup, teardown),
        cmocka_unit_test_setup_teardown(test_audience, setup, teardown),
        cmocka_unit_test_setup_teardown(test_of_whom, setup, teardown),
    };
    return cmocka_run_group_tests_name("matrix", tests, NULL, NULL);
}
