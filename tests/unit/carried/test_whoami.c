/* Who asks learns who she is here, and what she may call: the tables say both. */
#include "carried.h"

enum { ANA = 1, NOBODY = 9 };

struct scene {
    struct rig rig;
    struct carried carried;
};

static int setup(void **state) {
    static struct scene s;
    s = (struct scene){.carried = {.rig = &s.rig}};
    rig_open(&s.rig, &tally_hears);
    node__membership_changed *ana = carried_made(&s.carried, ANA, ROLE_TEAM, member_of_name("gateway"));
    ana->until = civil_date(&s.rig.arena, day_from(2027, 3, 31));
    ana->personal->worker = "inf-01";
    ana->personal->trained_until = civil_date(&s.rig.arena, day_from(2027, 6, 30));
    carried_put(&s.carried, ana);
    *state = &s;
    return 0;
}

static int teardown(void **state) {
    rig_close(&((struct scene *)*state)->rig);
    return 0;
}

static sippe__reply *called(struct scene *s, const char *key, uint8_t n, const char *method) {
    struct rig *r = &s->rig;
    static uint64_t tag;
    const ProtobufCMessage *none = &NEW(&r->arena, node__who_am_i_request)->base;
    assert_int_equal(rig_push(r, 1, key, carried_ask(&s->carried, n, rig_request_id(r), ++tag, method, none)), 0);
    rig_turn(r, 0);
    return carried_reply(&s->carried, tag);
}

static const node__who_am_i_reply *who(struct scene *s, const char *key, uint8_t n) {
    const sippe__reply *reply = called(s, key, n, "node.WhoAmI");
    assert_int_equal(rig_reason(reply), 0);
    return UNPACK(&s->rig.arena, node__who_am_i_reply, span_pb(reply->body), MESSAGE_STRICT);
}

static void who_is_carried_is_herself(void **state) {
    struct scene *s = *state;
    uint64_t commits = engine_counters(s->rig.engine)->commits;
    const node__who_am_i_reply *ana = who(s, "gateway", ANA);
    struct id id = carried_id(ANA);
    assert_true(span_equal(span_pb(ana->member_id), id_span(&id)));
    assert_string_equal(ana->name, "person-1");
    assert_int_equal(ana->role, ROLE_TEAM);
    assert_string_equal(ana->organization, "a");
    assert_string_equal(ana->worker, "inf-01");
    assert_int_equal(civil_day(ana->until), day_from(2027, 3, 31));
    assert_int_equal(civil_day(ana->trained_until), day_from(2027, 6, 30));
    assert_int_equal(engine_counters(s->rig.engine)->commits, commits); /* nothing is logged */
}

static void a_key_is_itself(void **state) {
    struct scene *s = *state;
    const node__who_am_i_reply *gate = who(s, "gateway", 0), *keeper = who(s, "operator", 0);
    assert_string_equal(gate->name, "gateway");
    assert_int_equal(gate->role, ROLE_GATEWAY);
    assert_null(gate->until);
    assert_int_equal(keeper->role, ROLE_OPERATOR);
    assert_true(keeper->n_methods > gate->n_methods);
}

static void nobody_is_told_nothing(void **state) {
    struct scene *s = *state;
    assert_int_equal(rig_reason(called(s, "nobody", 0, "node.WhoAmI")), REASON_NOT_ALLOWED);
    assert_int_equal(rig_reason(called(s, "gateway", NOBODY, "node.WhoAmI")), REASON_ON_BEHALF_FORBIDDEN);
    assert_int_equal(rig_reason(called(s, "operator", ANA, "node.WhoAmI")), REASON_ON_BEHALF_FORBIDDEN);
}

static bool is_listed(const node__who_am_i_reply *r, const char *method) {
    bool found = false;
    for (size_t i = 0; i < r->n_methods; i++) {
        if (i) assert_true(strcmp(r->methods[i - 1], r->methods[i]) < 0);
        found |= strcmp(r->methods[i], method) == 0;
    }
    return found;
}

/* Of each method of the contracts: what is listed is not refused for her role, what is not is. */
static void what_is_listed_may_be_called(void **state) {
    struct scene *s = *state;
    static const struct {
        const char *key;
        uint8_t n;
    } callers[] = {{"gateway", ANA}, {"desk", 0}, {"partner", 0}, {"coordinator", 0}, {"operator", 0}, {"privacy", 0}};
    const struct service *services[] = {s->rig.engine->service, s->rig.engine->node};
    for (size_t c = 0; c < sizeof callers / sizeof callers[0]; c++) {
        const node__who_am_i_reply *r = who(s, callers[c].key, callers[c].n);
        size_t listed = 0;
        for (size_t i = 0; i < 2; i++)
            for (unsigned k = 0; k < services[i]->contract->n_methods; k++) {
                const char *name =
                    arena_printf(&s->rig.arena, "%s.%s", services[i]->name, services[i]->contract->methods[k].name);
                int reason = rig_reason(called(s, callers[c].key, callers[c].n, name));
                listed += is_listed(r, name);
                if (is_listed(r, name) == (reason == REASON_NOT_ALLOWED))
                    fail_msg("%s calls %s: reason %d", callers[c].key, name, reason);
            }
        assert_int_equal(listed, r->n_methods);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(who_is_carried_is_herself, setup, teardown),
        cmocka_unit_test_setup_teardown(a_key_is_itself, setup, teardown),
        cmocka_unit_test_setup_teardown(nobody_is_told_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_listed_may_be_called, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
