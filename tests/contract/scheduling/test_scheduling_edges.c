/* Scheduling through its engine, at the edges: who counts as gone, how many may come, what a record says of who and why. */
#include "scheduling/domain/booking.h"
#include "harness_internal.h"
#include "scheduling_world.h"

enum { CAP_MOST = 1000 };

/* First visits are longer than those of the phases. */
static int setup_long(void **state) { return setup_with(state, 90); }

static int book_it(struct desk *k, const scheduling__book_visit_request *in) {
    scheduling__book_visit_reply *out;
    return CALL(k->w, &k->arena, "scheduling", "team", scheduling, BookVisit, book_visit, in, &out);
}

/* Still active, and without an hour: she can keep no bond. */
static void test_who_has_no_hours_counts_as_gone(void **state) {
    struct desk *k = *state;
    scheduling__confirm_key_worker_reply *confirmed;
    enrol(k, 1);
    assert_int_equal(confirm(k, 1, "inf-01", "", &confirmed), 0);
    assert_int_equal(confirm(k, 1, "ts-01", "", &confirmed), REASON_KEY_WORKER_SET);
    assert_int_equal(put_off(k, "inf-01", false), 0);
    assert_int_equal(confirm(k, 1, "ts-01", "", &confirmed), 0);
}

static int slots_with(struct desk *k, const char *worker, int32_t minutes) {
    scheduling__list_slots_request *in = NEW(&k->arena, scheduling__list_slots_request);
    scheduling__list_slots_reply *out;
    in->family_id = id_field(&k->arena, numbered(101));
    in->days = 2;
    in->minutes = minutes;
    APPEND(&k->arena, in, workers, worker);
    return CALL(k->w, &k->arena, "scheduling", "coordinator", scheduling, ListSlots, list_slots, in, &out);
}

static void test_slots_of_nobody(void **state) {
    struct desk *k = *state;
    scheduling__confirm_key_worker_reply *confirmed;
    enrol(k, 1);
    assert_int_equal(confirm(k, 1, "inf-01", "", &confirmed), 0);
    assert_int_equal(slots_with(k, "nobody", 0), REASON_WORKER_UNKNOWN);
    assert_int_equal(slots_with(k, "ts-01", 0), 0);
    for (int32_t over = 0; over <= 1; over++) {
        int reason = over ? REASON_NUMBER_OUT_OF_RANGE : 0;
        assert_int_equal(slots_with(k, "ts-01", BOOKING_MINUTES_MAX + over), reason);
        assert_int_equal(slots_with(k, "ts-01", BOOKING_MINUTES_MIN - over), reason);
    }
}

static int put_with_cap(struct desk *k, int32_t cap_tenths) {
    scheduling__put_worker_request *in = NEW(&k->arena, scheduling__put_worker_request);
    scheduling__put_worker_reply *out;
    in->worker = NEW(&k->arena, scheduling__worker);
    in->worker->code = "inf-06";
    in->worker->name = "Nadège Métellus";
    in->worker->discipline = DISCIPLINE_NURSE;
    in->worker->cap_tenths = cap_tenths;
    return CALL(k->w, &k->arena, "scheduling", "operator", scheduling, PutWorker, put_worker, in, &out);
}

static void test_a_caseload_has_its_most(void **state) {
    struct desk *k = *state;
    assert_int_equal(put_with_cap(k, CAP_MOST), 0);
    assert_int_equal(put_with_cap(k, CAP_MOST + 1), REASON_FIELDS_INVALID);
}

/* Whom a person chooses from has a name. */
static void test_candidates_are_named(void **state) {
    struct desk *k = *state;
    scheduling__list_candidates_reply *list;
    enrol(k, 1);
    assert_int_equal(candidates(k, "coordinator", 1, &list), 0);
    assert_true(list->n_candidates > 0);
    for (size_t i = 0; i < list->n_candidates; i++) assert_string_equal(list->candidates[i]->name, "Nadège Métellus");
}

/* Four may come; a fifth is a fault of the request, whoever they are. */
static void test_four_may_come(void **state) {
    struct desk *k = *state;
    static const char *const codes[] = {"inf-01", "ts-01", "aux-01", "inf-02", "inf-05"};
    scheduling__confirm_key_worker_reply *confirmed;
    enrol(k, 1);
    assert_int_equal(confirm(k, 1, "inf-01", "", &confirmed), 0);
    scheduling__book_visit_request *in = booking(k, 1, at("2026-03-05", 9, 0));
    for (size_t i = 0; i < 4; i++) APPEND(&k->arena, in, workers, codes[i]);
    assert_int_equal(book_it(k, in), 0);
    APPEND(&k->arena, in, workers, codes[4]);
    assert_int_equal(book_it(k, in), REASON_FIELDS_INVALID);
}

/* The first visit has a length of its own. */
static void test_a_second_visit_is_as_long_as_its_window(void **state) {
    struct desk *k = *state;
    scheduling__confirm_key_worker_reply *confirmed;
    scheduling__visit_booked *booked;
    enrol(k, 1);
    assert_int_equal(confirm(k, 1, "inf-01", "", &confirmed), 0);
    scheduling__family_visits_reply *f = visits(k, 1);
    assert_int_equal(f->visits[0]->minutes, 90);
    int32_t by_window = f->windows[1]->minutes;
    assert_int_not_equal(by_window, 90);
    assert_int_equal(book_it(k, booking(k, 1, at("2026-03-12", 9, 0))), 0);
    assert_int_equal(said(k, &scheduling__visit_booked__descriptor, &booked), 2);
    assert_false(booked->personal->first);
    assert_int_equal(booked->personal->minutes, by_window);
}

static void test_why_a_visit_did_not_take_place(void **state) {
    struct desk *k = *state;
    scheduling__confirm_key_worker_reply *confirmed;
    scheduling__encounter_recorded *recorded;
    enrol(k, 1);
    assert_int_equal(confirm(k, 1, "inf-01", "", &confirmed), 0);
    k->w->now_ms = confirmed->start->ms + 60000;
    world_run(k->w, 1000);
    assert_int_equal(record(k, visits(k, 1)->visits[0], VISIT_RESULT_REFUSED, "Ne veut plus"), 0);
    assert_int_equal(said(k, &scheduling__encounter_recorded__descriptor, &recorded), 1);
    assert_string_equal(recorded->personal->facts->note, "Ne veut plus");
    assert_string_equal(visits(k, 1)->visits[0]->reason, "Ne veut plus");
}

#define EDGE(name) cmocka_unit_test_setup_teardown(name, setup_long, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        EDGE(test_who_has_no_hours_counts_as_gone),
        EDGE(test_slots_of_nobody),
        EDGE(test_a_caseload_has_its_most),
        EDGE(test_candidates_are_named),
        EDGE(test_four_may_come),
        EDGE(test_a_second_visit_is_as_long_as_its_window),
        EDGE(test_why_a_visit_did_not_take_place),
    };
    return cmocka_run_group_tests_name("scheduling: edges", tests, NULL, NULL);
}
