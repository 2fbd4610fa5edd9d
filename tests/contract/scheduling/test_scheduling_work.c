/* The list of what scheduling's people must do next: by day, by whom it is for, page by page. */
#include "harness_internal.h"
#include "scheduling_world.h"

static sippe__list_work_reply *listed(struct desk *k, const char *key, sippe__list_work_request *in) {
    sippe__list_work_reply *out = NULL;
    assert_int_equal(world_call(k->w, &k->arena, "scheduling", key, "scheduling.ListWork", world_request_id(k->w),
                                &in->base, &sippe__list_work_reply__descriptor, &out, NULL),
                     0);
    return out;
}

static sippe__list_work_reply *all_of(struct desk *k, const char *key) {
    return listed(k, key, NEW(&k->arena, sippe__list_work_request));
}

static const sippe__work_item *of_kind(const sippe__list_work_reply *list, sippe__work_kind kind) {
    for (size_t i = 0; i < list->n_items; i++)
        if (list->items[i]->kind == kind) return list->items[i];
    return NULL;
}

static void pass(struct desk *k, int days) {
    world_run(k->w, 500);
    k->w->now_ms += days * INT64_C(86400000);
    world_run(k->w, 5000);
}

/* Nobody yet: intake's. Proposed: to be confirmed. Over: to be written down, and it stays until somebody does. */
static void test_a_visit_from_its_proposal_to_its_record(void **state) {
    struct desk *k = *state;
    scheduling__confirm_key_worker_reply *confirmed;
    enrol(k, 1);
    assert_int_equal(all_of(k, "team")->n_items, 0);
    assert_int_equal(confirm(k, 1, "inf-01", "", &confirmed), 0);
    const sippe__work_item *item = of_kind(all_of(k, "team"), WORK_KIND_CONFIRM_VISIT);
    assert_non_null(item);
    assert_true(span_equal(span_pb(item->thing), span_pb(confirmed->first_visit_id)));
    assert_string_equal(item->family_number, "1042-9");
    assert_string_equal(item->key_worker, "inf-01");
    assert_int_equal(confirm_visit(k, visits(k, 1)->visits[0]), 0);
    assert_int_equal(all_of(k, "team")->n_items, 0);
    pass(k, 60);
    item = of_kind(all_of(k, "team"), WORK_KIND_RECORD_VISIT);
    assert_non_null(item);
    assert_true(item->overdue && item->climbed && item->days_late > 50);
    assert_non_null(of_kind(all_of(k, "team"), WORK_KIND_VISIT_DUE));
    assert_int_equal(all_of(k, "team2")->n_items, 0); /* of another CLSC */
    assert_int_equal(record(k, visits(k, 1)->visits[0], VISIT_RESULT_DONE, ""), 0);
    assert_null(of_kind(all_of(k, "team"), WORK_KIND_RECORD_VISIT));
    item = of_kind(all_of(k, "coordinator"), WORK_KIND_VISIT_DUE);
    assert_true(item->overdue);
}

/* She is put on the list as gone, and each of her families is a coordinator's. */
static void test_a_key_worker_who_left(void **state) {
    struct desk *k = *state;
    scheduling__confirm_key_worker_reply *confirmed;
    for (uint8_t n = 1; n <= 3; n++) {
        enrol(k, n);
        assert_int_equal(confirm(k, n, "inf-01", "", &confirmed), 0);
    }
    assert_null(of_kind(all_of(k, "coordinator"), WORK_KIND_KEY_WORKER_LEFT));
    scheduling__put_worker_request *in = NEW(&k->arena, scheduling__put_worker_request);
    scheduling__put_worker_reply *out = NULL;
    in->worker = NEW(&k->arena, scheduling__worker);
    in->worker->code = "inf-01";
    in->worker->name = "Nadège Métellus";
    in->worker->discipline = DISCIPLINE_NURSE;
    in->worker->clsc_code = "99001";
    in->worker->inactive = true;
    assert_int_equal(CALL(k->w, &k->arena, "scheduling", "coordinator", scheduling, PutWorker, put_worker, in, &out),
                     0);
    sippe__list_work_request *r = NEW(&k->arena, sippe__list_work_request);
    r->kind = WORK_KIND_KEY_WORKER_LEFT;
    assert_int_equal(listed(k, "coordinator", r)->n_items, 3);
    r->role = ROLE_TEAM;
    assert_int_equal(listed(k, "coordinator", r)->n_items, 0);
}

/* Each once, in order, however few at once. */
static void test_pages(void **state) {
    struct desk *k = *state;
    scheduling__confirm_key_worker_reply *confirmed;
    for (uint8_t n = 1; n <= 5; n++) {
        enrol(k, n);
        assert_int_equal(confirm(k, n, n % 2 ? "inf-01" : "ts-01", "", &confirmed), 0);
    }
    pass(k, 40);
    size_t n = 0, whole = all_of(k, "team")->n_items;
    day last = DAY_NONE;
    assert_true(whole >= 10);
    sippe__list_work_request *in = NEW(&k->arena, sippe__list_work_request);
    in->limit = 3;
    do {
        const sippe__list_work_reply *page = listed(k, "team", in);
        assert_true(page->n_items <= 3);
        for (size_t i = 0; i < page->n_items; i++) {
            day due = civil_day(page->items[i]->due_on);
            assert_true(due >= last);
            last = due;
        }
        n += page->n_items;
        in->after = page->next;
    } while (in->after.len);
    assert_int_equal(n, whole);
    in->limit = 0;
    in->worker = "ts-01";
    assert_int_equal(listed(k, "team", in)->n_items, whole / 5 * 2);
    in->overdue_only = true;
    in->worker = "";
    for (size_t i = 0; i < listed(k, "team", in)->n_items; i++) assert_true(listed(k, "team", in)->items[i]->overdue);
}

/* ---- nothing is written, and the list is another one ---- */

static void until(struct desk *k, int64_t ms) { world_pass(k->w, ms - world_now_ms(k->w)); }

/* A visit ends in the middle of a day on which the list was looked at before. */
static void test_a_visit_ends_within_the_day(void **state) {
    struct desk *k = *state;
    scheduling__confirm_key_worker_reply *confirmed;
    enrol(k, 1);
    assert_int_equal(confirm(k, 1, "inf-01", "", &confirmed), 0);
    const scheduling__visit *v = visits(k, 1)->visits[0];
    assert_int_equal(confirm_visit(k, v), 0);
    int64_t starts = v->start->ms, ends = starts + v->minutes * INT64_C(60000);
    for (int64_t before = 7200000; before > 0; before -= 3600000) {
        until(k, starts - before);
        assert_null(of_kind(all_of(k, "team"), WORK_KIND_RECORD_VISIT));
    }
    until(k, ends - 60000);
    assert_null(of_kind(all_of(k, "team"), WORK_KIND_RECORD_VISIT));
    until(k, ends + 60000);
    assert_non_null(of_kind(all_of(k, "team"), WORK_KIND_RECORD_VISIT));
}

static int32_t load_of(struct desk *k, const char *worker) {
    scheduling__list_candidates_reply *list;
    assert_int_equal(candidates(k, "coordinator", 2, &list), 0);
    for (size_t i = 0; i < list->n_candidates; i++)
        if (strcmp(list->candidates[i]->worker, worker) == 0) return list->candidates[i]->load_tenths;
    return -1;
}

/* Rules that hold from today on: the same minute other windows are due, and she weighs otherwise. */
static void test_other_rules(void **state) {
    struct desk *k = *state;
    scheduling__confirm_key_worker_reply *confirmed;
    enrol(k, 1);
    enrol(k, 2);
    assert_int_equal(confirm(k, 1, "inf-01", "", &confirmed), 0);
    assert_int_equal(cancel(k, visits(k, 1)->visits[0]), 0);
    const sippe__work_item *first = of_kind(all_of(k, "team"), WORK_KIND_FIRST_VISIT);
    day was = civil_day(first->due_on);
    assert_int_equal(load_of(k, "inf-01"), 10);
    sippe__territory *rules = rules_for_tests(&k->arena, "test");
    rules->label = "2026-2";
    rules->valid_from = date(&k->arena, "2026-03-01");
    rules->visits->cadence[0]->tolerance_after_days++;
    rules->visits->cadence[0]->to_day++;
    rules->visits->cadence[1]->interval_days = 7;
    rules->visits->cadence[1]->tolerance_before_days = rules->visits->cadence[1]->tolerance_after_days = 2;
    rules->visits->cadence[1]->min_gap_days = 4;
    feeder_adopt(k->w, &k->arena, rules);
    first = of_kind(all_of(k, "team"), WORK_KIND_FIRST_VISIT);
    assert_true(civil_day(first->due_on) > was);
    assert_int_equal(load_of(k, "inf-01"), 20);
}

/* At midnight nobody does anything: what was in time is late, and what is asked of today is of another day. */
static void test_another_day(void **state) {
    struct desk *k = *state;
    scheduling__confirm_key_worker_reply *confirmed;
    enrol(k, 1);
    assert_int_equal(confirm(k, 1, "inf-01", "", &confirmed), 0);
    const sippe__work_item *item = of_kind(all_of(k, "team"), WORK_KIND_CONFIRM_VISIT);
    day today = day_at(montreal, world_now_ms(k->w)), due = civil_day(item->due_on);
    assert_int_equal(item->since->ms, day_start_ms(montreal, today));
    for (day on = today + 1; on <= due + 1; on++) {
        until(k, day_start_ms(montreal, on) - 60000);
        item = of_kind(all_of(k, "team"), WORK_KIND_CONFIRM_VISIT);
        assert_int_equal(item->since->ms, day_start_ms(montreal, on - 1));
        assert_int_equal(item->overdue, on - 1 > due);
        until(k, day_start_ms(montreal, on) + 60000);
        item = of_kind(all_of(k, "team"), WORK_KIND_CONFIRM_VISIT);
        assert_int_equal(item->since->ms, day_start_ms(montreal, on));
        assert_int_equal(item->overdue, on > due);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_visit_from_its_proposal_to_its_record, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_key_worker_who_left, setup, teardown),
        cmocka_unit_test_setup_teardown(test_pages, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_visit_ends_within_the_day, setup, teardown),
        cmocka_unit_test_setup_teardown(test_other_rules, setup, teardown),
        cmocka_unit_test_setup_teardown(test_another_day, setup, teardown),
    };
    return cmocka_run_group_tests_name("contract/scheduling_work", tests, NULL, NULL);
}
