/* What a follow-up leaves behind in scheduling, record by record and row by row. */
#include "harness_internal.h"
#include "scheduling_world.h"
#include "told.h"

static intake__follow_up_told *full(struct desk *k) {
    intake__follow_up_told *e = enrolled(k, 1, "2026-03-09");
    sippe__follow_up_facts *f = e->personal->facts;
    f->name = NEW(&k->arena, sippe__person_name);
    f->name->given = "Rosa";
    f->interpreter_needed = true;
    return e;
}

static void shown(struct desk *k, struct told *told, const char *worker) {
    told_answer(told, "the family's visits are asked for", &visits(k, 1)->base);
    scheduling__worker_week_reply *w = week(k, "team", worker);
    if (w) told_answer(told, "the worker's week is asked for", &w->base);
}

static void test_a_follow_up_is_told(void **state) {
    struct desk *k = *state;
    scheduling__confirm_key_worker_reply *confirmed;
    scheduling__book_visit_reply *booked;
    scheduling__list_candidates_reply *list;
    struct told *told = told_begin(k->w, &k->arena, "scheduling");
    say(k, numbered(1), &full(k)->base);
    told_records(told, "enrolled");
    assert_int_equal(candidates(k, "coordinator", 1, &list), 0);
    told_answer(told, "who may keep the bond", &list->base);
    assert_int_equal(confirm(k, 1, "inf-01", "", &confirmed), 0);
    told_records(told, "a key worker");
    told_answer(told, "its answer", &confirmed->base);
    assert_int_equal(confirm_visit(k, visits(k, 1)->visits[0]), 0);
    assert_int_equal(book(k, "team", 1, at("2026-03-16", 10, 0), &booked), 0);
    assert_int_equal(move(k, visits(k, 1)->visits[1], at("2026-03-17", 10, 0), "ts-01"), 0);
    assert_int_equal(book(k, "team", 1, at("2026-03-30", 10, 0), &booked), 0);
    assert_int_equal(cancel(k, visits(k, 1)->visits[2]), 0);
    assert_int_equal(book(k, "team", 1, at("2026-04-14", 10, 0), &booked), 0);
    told_records(told, "visits: confirmed, booked, moved, cancelled, booked");
    shown(k, told, "inf-01");
    redate(k, 1, "2026-07-10", NULL, NULL);
    told_records(told, "another due date");
    redate(k, 1, NULL, "2026-03-01", NULL);
    told_records(told, "a birth");
    k->w->now_ms = at("2026-03-03", 11, 0); /* a quiet night */
    world_run(k->w, 2000);
    assert_int_equal(record(k, visits(k, 1)->visits[0], VISIT_RESULT_NO_SHOW, "personne à la maison"), 0);
    told_records(told, "nobody was at home");
    shown(k, told, "ts-01");
    end_follow_up(k, 1);
    told_records(told, "the end");
    shown(k, told, "inf-01");
    told_rows(told);
    told_end(told, "scheduling_follow_up");
}

/* Of another CLSC's family a team is shown that the time is taken, and no more. */
static void test_a_week_across_two_clscs(void **state) {
    struct desk *k = *state;
    scheduling__confirm_key_worker_reply *confirmed;
    scheduling__worker_week_request *in = NEW(&k->arena, scheduling__worker_week_request);
    scheduling__worker_week_reply *out;
    intake__follow_up_told *e = enrolled(k, 2, "2026-03-09");
    e->clsc_code = "99002";
    e->personal->facts->language->code = "fr";
    say(k, numbered(2), &e->base);
    scheduling__put_worker_reply *put;
    assert_int_equal(put_worker(k, "inf-09", DISCIPLINE_NURSE, "fr", "H1G", "", &put), 0);
    assert_int_equal(put_worker(k, "ts-09", DISCIPLINE_SOCIAL_WORKER, "fr", "H1G", "", &put), 0);
    assert_int_equal(confirm(k, 2, "inf-09", "ts-09", &confirmed), 0);
    struct told *told = told_begin(k->w, &k->arena, "scheduling");
    in->worker = "inf-09";
    static const char *const keys[] = {"team", "team2", "coordinator"};
    for (size_t i = 0; i < 3; i++) {
        int reason = CALL(k->w, &k->arena, "scheduling", keys[i], scheduling, WorkerWeek, worker_week, in, &out);
        assert_int_equal(reason, 0);
        told_answer(told, keys[i], &out->base);
    }
    told_end(told, "scheduling_week");
}

/* The team as it is listed, a worker who leaves, and when somebody is free. */
static void test_a_team_is_told(void **state) {
    struct desk *k = *state;
    scheduling__confirm_key_worker_reply *confirmed;
    scheduling__put_worker_request *in = NEW(&k->arena, scheduling__put_worker_request);
    scheduling__put_worker_reply *put;
    scheduling__list_workers_reply *list;
    scheduling__list_slots_request *ask = NEW(&k->arena, scheduling__list_slots_request);
    scheduling__list_slots_reply *slots;
    scheduling__book_visit_reply *booked;
    struct told *told = told_begin(k->w, &k->arena, "scheduling");
    enrol(k, 1);
    assert_int_equal(confirm(k, 1, "inf-01", "", &confirmed), 0);
    ask->family_id = id_field(&k->arena, numbered(101));
    ask->from = date(&k->arena, "2026-03-03");
    ask->days = 1;
    ask->minutes = 120;
    APPEND(&k->arena, ask, workers, "inf-01");
    APPEND(&k->arena, ask, workers, "ts-01");
    assert_int_equal(CALL(k->w, &k->arena, "scheduling", "team", scheduling, ListSlots, list_slots, ask, &slots), 0);
    told_answer(told, "when both are free for two hours", &slots->base);
    told_records(told, "a family, and her key worker");
    assert_int_equal(book(k, "team", 1, at("2026-03-16", 10, 0), &booked), 0);
    told_records(told, "a visit");
    told_answer(told, "its answer", &booked->base);
    in->worker = NEW(&k->arena, scheduling__worker);
    in->worker->code = "inf-01";
    in->worker->name = "Nadège Métellus";
    in->worker->discipline = DISCIPLINE_NURSE;
    in->worker->cap_tenths = 250;
    in->worker->clsc_code = "99001";
    in->worker->inactive = true;
    assert_int_equal(CALL(k->w, &k->arena, "scheduling", "operator", scheduling, PutWorker, put_worker, in, &put), 0);
    told_records(told, "she leaves");
    told_answer(told, "its answer", &put->base);
    scheduling__list_workers_request *all = NEW(&k->arena, scheduling__list_workers_request);
    assert_int_equal(
        CALL(k->w, &k->arena, "scheduling", "coordinator", scheduling, ListWorkers, list_workers, all, &list), 0);
    told_answer(told, "the team", &list->base);
    scheduling__list_candidates_reply *candidates_now;
    enrol(k, 2);
    assert_int_equal(candidates(k, "coordinator", 2, &candidates_now), 0);
    told_answer(told, "who may keep the bond with another family", &candidates_now->base);
    told_end(told, "scheduling_team");
}

/* Nobody in time: the deadline speaks once, and not after somebody was found or the enrolment has ended. */
static void test_a_deadline_is_told(void **state) {
    struct desk *k = *state;
    scheduling__confirm_key_worker_reply *confirmed;
    struct told *told = told_begin(k->w, &k->arena, "scheduling");
    enrol(k, 1);
    enrol(k, 2);
    intake__follow_up_told *third = enrolled(k, 3, "2026-03-09");
    say(k, numbered(3), &third->base);
    assert_int_equal(confirm(k, 2, "inf-01", "", &confirmed), 0);
    end_follow_up(k, 3);
    told_records(told, "three families: one waits, one has somebody, one has left");
    k->w->now_ms = at("2026-03-10", 8, 0);
    world_run(k->w, 5000);
    told_records(told, "the day after");
    told_end(told, "scheduling_deadline");
}

int main(void) {
    const struct CMUnitTest tests[] = {TEST(test_a_follow_up_is_told), TEST(test_a_week_across_two_clscs),
                                       TEST(test_a_team_is_told), TEST(test_a_deadline_is_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
