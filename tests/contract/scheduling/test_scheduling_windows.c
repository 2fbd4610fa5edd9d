/* The windows of a family as they are shown: all of them, what is ahead, and what intake tells of her that moves them. */
#include "scheduling_world.h"

static scheduling__family_visits_reply *windows(struct desk *k, uint8_t n) {
    scheduling__family_visits_request *in = NEW(&k->arena, scheduling__family_visits_request);
    scheduling__family_visits_reply *out;
    in->family_id = id_field(&k->arena, numbered((uint8_t)(n + 100)));
    in->all_windows = true;
    assert_int_equal(CALL(k->w, &k->arena, "scheduling", "team", scheduling, FamilyVisits, family_visits, in, &out), 0);
    return out;
}

/* "PRENATAL 5 BOOKED, ..." */
static const char *text_of(struct desk *k, const scheduling__family_visits_reply *f, const char *phase) {
    const char *text = "";
    for (size_t i = 0; i < f->n_windows; i++) {
        const scheduling__due_window *w = f->windows[i];
        if (strcmp(w->phase, phase) != 0) continue;
        const ProtobufCEnumValue *v =
            protobuf_c_enum_descriptor_get_value(&scheduling__window_state__descriptor, (int)w->state);
        text = arena_printf(&k->arena, "%s%s%d %s", text, *text ? ", " : "", w->k, v->name + strlen("WINDOW_STATE_"));
    }
    return text;
}

static void test_all_and_ahead(void **state) {
    struct desk *k = *state;
    scheduling__confirm_key_worker_reply *confirmed;
    enrol(k, 1);
    assert_int_equal(confirm(k, 1, "inf-01", "", &confirmed), 0);
    scheduling__family_visits_reply *all = windows(k, 1), *ahead = visits(k, 1);
    assert_string_equal(text_of(k, all, "FIRST"), "1 BOOKED");
    assert_string_equal(text_of(k, all, "PRENATAL"),
                        "1 NOT_OWED_BEFORE, 2 NOT_OWED_BEFORE, 3 NOT_OWED_BEFORE, "
                        "4 NOT_OWED_BEFORE, 5 BOOKED, 6 COMING, 7 COMING, 8 COMING, 9 COMING");
    assert_string_equal(text_of(k, ahead, "PRENATAL"), "5 BOOKED, 6 COMING, 7 COMING, 8 COMING, 9 COMING");
    assert_string_equal(text_of(k, ahead, "FIRST"), ""); /* served */
    for (size_t i = 0; i < all->n_windows; i++) {
        assert_int_equal(all->windows[i]->anchor_id.len, ID_LEN);
        assert_int_equal(all->windows[i]->propose_from != NULL, all->windows[i]->state == WINDOW_STATE_COMING);
    }
}

static void born(struct desk *k, uint8_t n, const char *on) { redate(k, n, "2026-07-20", on, NULL); }

/* Monday 2 March: what was over by then is not owed, though the child was born in February. */
static void test_a_birth_told_late(void **state) {
    struct desk *k = *state;
    enrol(k, 1);
    born(k, 1, "2026-02-18");
    scheduling__family_visits_reply *f = windows(k, 1);
    assert_string_equal(text_of(k, f, "POSTNATAL_0_6W"),
                        "1 NOT_OWED_BEFORE, 2 NOT_OWED_BEFORE, 3 OPEN, 4 COMING, 5 COMING, "
                        "6 COMING, 7 COMING");
    assert_string_equal(text_of(k, f, "PRENATAL"),
                        "1 NOT_OWED_BEFORE, 2 NOT_OWED_BEFORE, 3 NOT_OWED_BEFORE, 4 NOT_OWED_BEFORE");
}

/* A correction of the day changes nothing of since when it was known. */
static void test_a_birth_corrected(void **state) {
    struct desk *k = *state;
    enrol(k, 1);
    world_pass(k->w, 14 * INT64_C(86400000)); /* nobody does anything meanwhile */
    born(k, 1, "2026-03-06");                 /* on the 16th */
    const char *told = "1 NOT_OWED_UNKNOWN, 2 LAPSED, 3 LAPSED, 4 OPEN, 5 COMING, 6 COMING, 7 COMING";
    world_pass(k->w, 9 * INT64_C(86400000));
    assert_string_equal(text_of(k, windows(k, 1), "POSTNATAL_0_6W"), told);
    born(k, 1, "2026-03-04");
    assert_string_equal(text_of(k, windows(k, 1), "POSTNATAL_0_6W"),
                        "1 NOT_OWED_UNKNOWN, 2 NOT_OWED_UNKNOWN, 3 LAPSED, 4 OPEN, 5 COMING, 6 COMING, 7 COMING");
    born(k, 1, "2026-03-06");
    assert_string_equal(text_of(k, windows(k, 1), "POSTNATAL_0_6W"), told);
}

/* A birth that lies before the pregnancy is an elder child's. */
static void test_an_elder_child(void **state) {
    struct desk *k = *state;
    enrol(k, 1);
    born(k, 1, "2024-11-20");
    scheduling__family_visits_reply *f = windows(k, 1);
    assert_string_equal(text_of(k, f, "PRENATAL"), "1 NOT_OWED_BEFORE, 2 NOT_OWED_BEFORE, 3 NOT_OWED_BEFORE, "
                                                   "4 NOT_OWED_BEFORE, 5 OPEN, 6 COMING, 7 COMING, 8 COMING, 9 COMING");
    size_t served = 0;
    for (size_t i = 0; i < f->n_windows; i++)
        served += strcmp(f->windows[i]->phase, "CHILD_13_60M") == 0 && f->windows[i]->served;
    assert_true(served >= 2);
}

/* She was followed before: her visit then was the first, and nothing between is owed. */
static void test_taken_over(void **state) {
    struct desk *k = *state;
    intake__follow_up_told *e = enrolled(k, 1, "2026-03-09");
    e->taken_over_on = date(&k->arena, "2026-03-02");
    e->personal->key_worker = "inf-01";
    e->personal->last_visit_on = date(&k->arena, "2026-01-26");
    say(k, numbered(1), &e->base);
    scheduling__family_visits_reply *f = windows(k, 1);
    assert_string_equal(text_of(k, f, "FIRST"), "1 MET");
    assert_string_equal(text_of(k, f, "PRENATAL"),
                        "1 NOT_OWED_BEFORE, 2 NOT_OWED_BEFORE, 3 MADE_LATE, 4 NOT_OWED_BEFORE, 5 OPEN, "
                        "6 COMING, 7 COMING, 8 COMING, 9 COMING");
    for (size_t i = 0; i < f->n_windows; i++)
        if (f->windows[i]->propose_from) assert_true(civil_day(f->windows[i]->propose_from) >= day_parse("2026-03-02"));
}

/* Each day has its own rules; what has not changed goes on. */
static void test_rules_change(void **state) {
    struct desk *k = *state;
    enrol(k, 1);
    const char *was = text_of(k, windows(k, 1), "PRENATAL");
    sippe__territory *rules = rules_for_tests(&k->arena, "test");
    rules->label = "2026-2";
    rules->valid_from = date(&k->arena, "2026-04-01");
    feeder_adopt(k->w, &k->arena, rules);
    assert_string_equal(text_of(k, windows(k, 1), "PRENATAL"), was);
    rules->label = "2026-3";
    rules->visits->cadence[1]->interval_days = 7;
    rules->visits->cadence[1]->tolerance_before_days = rules->visits->cadence[1]->tolerance_after_days = 2;
    rules->visits->cadence[1]->min_gap_days = 4;
    feeder_adopt(k->w, &k->arena, rules);
    assert_string_equal(
        text_of(k, windows(k, 1), "PRENATAL"),
        "1 NOT_OWED_BEFORE, 2 NOT_OWED_BEFORE, 3 NOT_OWED_BEFORE, 4 NOT_OWED_BEFORE, 5 OPEN, 6 COMING, 7 COMING, "
        "14 COMING, 15 COMING, 16 COMING, 17 COMING");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_all_and_ahead, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_birth_told_late, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_birth_corrected, setup, teardown),
        cmocka_unit_test_setup_teardown(test_an_elder_child, setup, teardown),
        cmocka_unit_test_setup_teardown(test_taken_over, setup, teardown),
        cmocka_unit_test_setup_teardown(test_rules_change, setup, teardown),
    };
    return cmocka_run_group_tests_name("scheduling windows", tests, NULL, NULL);
}
