/* What the rows of a tables.def become (engine/tables/each.h): one of each kind. */
#include "rig.h"

typedef tally__row tally_rows__row;
#define tally_rows__row__descriptor tally__row__descriptor
#define SERVICE                     tally
#define TABLES                      "tests/unit/engine/every_row.def"
#include "engine/tables/declare.h"
#define SERVICE tally
#define TABLES  "tests/unit/engine/every_row.def"
#include "engine/tables/define.h"

#define UNUSED(...)                                                                                                    \
    do {                                                                                                               \
        const void *unused_[] = {__VA_ARGS__};                                                                         \
        (void)unused_;                                                                                                 \
    } while (0)

int tally_add(struct decide *d, const tally__add_request *in, tally__add_reply *out) {
    UNUSED(d, in, out);
    return REASON_NOT_FOUND;
}

int tally_get(struct query *q, const tally__get_request *in, tally__get_reply *out) {
    UNUSED(q, in, out);
    return 0;
}

struct owned tally_owner_of_counter(struct view *v, ProtobufCBinaryData id) {
    UNUSED(v);
    return (struct owned){.organization = id.len ? "hers" : NULL};
}

struct owned tally_owner_of_get(struct view *v, const tally__get_request *in) {
    UNUSED(v);
    return (struct owned){.organization = in->name};
}

void tally_on_added(struct apply *a, const struct record *r, const tally__added *e) { UNUSED(a, r, e); }

void tally_on_membership_changed(struct apply *a, const struct record *r, const node__membership_changed *e) {
    UNUSED(a, r, e);
}

void tally_on_told(struct apply *a, const struct record *r, const tally__told *e) { UNUSED(a, r, e); }

void tally_lift_counted(struct arena *a, const tally__counted *was, tally__added_once *e) {
    UNUSED(a);
    e->name = was->label;
}

void tally_lift_added_once(struct arena *a, const tally__added_once *was, tally__added *e) {
    UNUSED(a);
    e->name = was->name;
}

int tally_follow_added(struct decide *d, const struct record *from, const tally__added *e) {
    UNUSED(d, from, e);
    return 0;
}

int tally_follow_echoed(struct decide *d, const struct record *from, const tally__echoed *e) {
    UNUSED(d, from, e);
    return 0;
}

int tally_follow_told(struct decide *d, const struct record *from, const tally__told *e) {
    UNUSED(d, from, e);
    return 0;
}

int tally_remind_due(struct decide *d, const struct due *due) {
    UNUSED(d, due);
    return 0;
}

void tally_totals_keys(const tally__row *r, struct keys *out) { keys_add(out, KEY(KEY_I64(r->total))); }

void tally_digits_keys(const tally__row *r, struct keys *out) { keys_add(out, KEY(KEY_I64(r->total % 10))); }
void tally_odd_digits_keys(const tally__row *r, struct keys *out) { tally_digits_keys(r, out); }
void tally_digits_in_order_keys(const tally__row *r, struct keys *out) { tally_digits_keys(r, out); }

static const struct service *const s = &tally_service;

static void methods_say_who_and_whose(void **state) {
    (void)state;
    assert_string_equal(s->name, "tally");
    assert_ptr_equal(s->contract, &tally__tally__descriptor);
    assert_int_equal(s->n_methods, 2);
    const struct method *add = &s->methods[0], *get = &s->methods[1];
    assert_string_equal(add->rpc, "add");
    assert_ptr_equal(add->request, &tally__add_request__descriptor);
    assert_ptr_equal(add->reply, &tally__add_reply__descriptor);
    assert_ptr_equal(add->run, tally_add);
    assert_true(add->roles == AS(DESK) && !add->query);
    assert_true(get->roles == (AS(DESK) | AS(PARTNER)) && get->query);
    assert_ptr_equal(get->owner, tally_owner_of_get);
    tally__add_request in; /* the owner of the thing that the field names */
    tally__add_request__init(&in);
    in.version = (ProtobufCBinaryData){1, (uint8_t *)"x"};
    struct owned (*owner)(struct view *, const tally__add_request *) =
        (struct owned(*)(struct view *, const tally__add_request *))add->owner;
    assert_string_equal(owner(NULL, &in).organization, "hers");
}

static void methods_say_what_they_need_to_see(void **state) {
    (void)state;
    assert_int_equal(s->n_shown, 2);
    assert_string_equal(s->shown[0].rpc, "get");
    assert_true(s->shown[0].shows == SHOWS_ANSWERS && s->shown[0].parts);
    assert_string_equal(s->shown[1].rpc, "add");
    assert_true(s->shown[1].shows == SHOWS_CONTACT && !s->shown[1].parts);
}

static void events_say_who_may_hear_them(void **state) {
    (void)state;
    const struct event expected[] = {
        {&tally__added__descriptor, TO(SCHEDULING), false, (any_fn)tally_on_added},
        {&node__membership_changed__descriptor, TO_NOBODY, false, (any_fn)tally_on_membership_changed},
        {&tally__reminded__descriptor, TO(INTAKE), false, NULL},
        {&node__team_changed__descriptor, TO(INTAKE), false, NULL},
        {&tally__told__descriptor, TO_NOBODY, true, (any_fn)tally_on_told},
        {&tally__echoed__descriptor, TO_NOBODY, true, NULL},
    };
    assert_int_equal(s->n_events, sizeof expected / sizeof expected[0]);
    for (size_t i = 0; i < s->n_events; i++) {
        assert_ptr_equal(s->events[i].type, expected[i].type);
        assert_int_equal(s->events[i].audience, expected[i].audience);
        assert_int_equal(s->events[i].partner, expected[i].partner);
        assert_ptr_equal(s->events[i].apply, expected[i].apply);
    }
}

static void lifts_lead_from_the_old_to_the_new(void **state) {
    (void)state;
    assert_int_equal(s->n_lifts, 2);
    assert_ptr_equal(s->lifts[0].from, &tally__counted__descriptor);
    assert_ptr_equal(s->lifts[0].to, &tally__added_once__descriptor);
    assert_ptr_equal(s->lifts[0].run, tally_lift_counted);
    assert_ptr_equal(s->lifts[1].from, &tally__added_once__descriptor);
    assert_ptr_equal(s->lifts[1].to, &tally__added__descriptor);
}

static void reactions_name_their_journal(void **state) {
    (void)state;
    const struct reaction expected[] = {
        {"tally", &tally__added__descriptor, (any_fn)tally_follow_added, false},
        {"tally", &tally__echoed__descriptor, (any_fn)tally_follow_echoed, true},
        {"intake", &tally__told__descriptor, (any_fn)tally_follow_told, true},
    };
    assert_int_equal(s->n_reactions, sizeof expected / sizeof expected[0]);
    for (size_t i = 0; i < s->n_reactions; i++) {
        assert_string_equal(s->reactions[i].journal, expected[i].journal);
        assert_ptr_equal(s->reactions[i].type, expected[i].type);
        assert_ptr_equal(s->reactions[i].run, expected[i].run);
        assert_int_equal(s->reactions[i].passes, expected[i].passes);
    }
    assert_int_equal(s->n_follows, 2);
    assert_string_equal(s->follows[0], "tally");
    assert_string_equal(s->follows[1], "intake");
}

/* Whatever is not said to reach something reaches nothing, a number that no release knows too. */
static void roles_reach_what_is_said(void **state) {
    (void)state;
    for (int role = 0; role < 20; role++) {
        bool own = role == ROLE_DESK || role == ROLE_TEAM || role == ROLE_PARTNER, all = role == ROLE_COORDINATOR;
        struct principal p = {.name = "somebody", .role = (sippe__role)role, .organization = "99001"};
        assert_int_equal(role_reach(p.role), all ? REACH_ALL : own ? REACH_OWN : REACH_NOTHING);
        assert_int_equal(principal_reaches(&p, "99001"), own || all);
        assert_int_equal(principal_reaches(&p, "99002"), all);
        p.organization = NULL;
        assert_int_equal(principal_reaches(&p, "99001"), all);
    }
}

static void rows_indexes_and_deadlines_are_by_name(void **state) {
    (void)state;
    assert_int_equal(s->n_rows, 6);
    assert_ptr_equal(s->rows[0], &tally_counters);
    assert_ptr_equal(s->rows[1], &tally_names);
    assert_ptr_equal(s->rows[2], &tally_totals);
    assert_string_equal(tally_counters.name, "counters");
    assert_ptr_equal(tally_counters.type, &tally__row__descriptor);
    assert_true(!tally_names.type && !tally_names.of);
    assert_ptr_equal(tally_totals.of, &tally_counters);
    assert_ptr_equal(tally_totals.keys, tally_totals_keys);
    assert_int_equal(tally_totals.version, 3);
    assert_false(tally_totals.in_memory);
    assert_ptr_equal(s->rows[3], &tally_digits);
    assert_ptr_equal(tally_digits.keys, tally_digits_keys);
    assert_true(tally_digits.in_memory && tally_digits.of == &tally_counters && tally_digits.version);
    assert_true(!tally_digits.list && !tally_digits.those);
    assert_true(tally_odd_digits.in_memory && tally_odd_digits.those == &tally_totals && !tally_odd_digits.list);
    assert_true(tally_digits_in_order.in_memory && tally_digits_in_order.list && !tally_digits_in_order.those);
    assert_int_equal(s->layout, 7);
    assert_int_equal(s->n_deadlines, 1);
    assert_ptr_equal(s->deadlines[0], &tally_remind);
    assert_string_equal(tally_remind.name, "remind");
    assert_ptr_equal(tally_remind.run, tally_remind_due);
}

/* And such tables are sound. */
static void a_store_opens_with_them(void **state) {
    (void)state;
    struct rig r;
    rig_open(&r, &tally_service);
    assert_non_null(rig_status(&r));
    rig_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(methods_say_who_and_whose),
        cmocka_unit_test(methods_say_what_they_need_to_see),
        cmocka_unit_test(events_say_who_may_hear_them),
        cmocka_unit_test(lifts_lead_from_the_old_to_the_new),
        cmocka_unit_test(reactions_name_their_journal),
        cmocka_unit_test(roles_reach_what_is_said),
        cmocka_unit_test(rows_indexes_and_deadlines_are_by_name),
        cmocka_unit_test(a_store_opens_with_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
