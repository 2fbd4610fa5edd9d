/* Visits: booked, moved, cancelled, recorded; nobody is booked twice. */
#include "scheduling_world.h"

static void test_visits(void **state) {
    struct desk *k = *state;
    scheduling__book_visit_reply *out;
    scheduling__confirm_key_worker_reply *confirmed;
    enrol(k, 1);
    enrol(k, 2);
    assert_int_equal(book(k, "team", 1, at("2026-03-05", 10, 0), &out), REASON_KEY_WORKER_MISSING);
    assert_int_equal(confirm(k, 1, "inf-01", "", &confirmed), 0);
    assert_int_equal(confirm(k, 2, "inf-01", "", &confirmed), 0);
    assert_true(confirmed->start->ms == at("2026-03-03", 10, 15)); /* after the first family and ten minutes of way */
    assert_int_equal(book(k, "team2", 1, at("2026-03-16", 10, 0), &out), REASON_NOT_FOUND);
    assert_int_equal(book(k, "team", 1, at("2026-03-01", 10, 0), &out), REASON_IN_THE_PAST);
    assert_int_equal(book(k, "team", 1, at("2026-04-03", 10, 0), &out), REASON_HOLIDAY);
    assert_int_equal(book(k, "team", 1, at("2026-03-16", 11, 30), &out), REASON_OUTSIDE_HOURS);
    assert_int_equal(book(k, "team", 1, at("2026-03-03", 9, 30), &out), REASON_BOOKED_TWICE);
    assert_int_equal(book(k, "team", 1, at("2027-06-03", 9, 30), &out), REASON_FIELDS_INVALID);
    assert_int_equal(book(k, "team", 1, at("2026-03-16", 10, 0), &out), 0);
    assert_int_equal(book(k, "team", 2, at("2026-03-16", 10, 30), &out), REASON_BOOKED_TWICE); /* the worker */

    scheduling__book_visit_request *in = booking(k, 1, at("2026-03-16", 10, 30));
    APPEND(&k->arena, in, workers, "ts-01");
    assert_int_equal(CALL(k->w, &k->arena, "scheduling", "team", scheduling, BookVisit, book_visit, in, &out),
                     REASON_BOOKED_TWICE); /* the family */
    scheduling__family_visits_reply *f = visits(k, 1);
    assert_int_equal(f->n_visits, 2);
    scheduling__visit *first = f->visits[0], *second = f->visits[1];
    assert_int_equal(second->state, VISIT_STATE_CONFIRMED);
    assert_false(second->first);
    assert_int_equal(confirm_visit(k, first), 0);
    assert_int_equal(confirm_visit(k, first), REASON_VERSION_STALE);
    assert_int_equal(confirm_visit(k, second), REASON_VISIT_IS_CONFIRMED);

    assert_int_equal(move(k, second, at("2026-03-16", 10, 15), NULL), 0);  /* over its own old place */
    assert_int_equal(book(k, "team", 2, at("2026-03-16", 9, 0), &out), 0); /* the minutes given up, until 10:15 */
    second = visits(k, 1)->visits[1];
    assert_true(second->start->ms == at("2026-03-16", 10, 15));
    assert_string_equal(second->reason, "Rendez-vous médical");
    first = visits(k, 1)->visits[0];
    assert_int_equal(move(k, first, at("2026-03-04", 9, 0), "inf-01"), REASON_JOINT_WORKER_MISSING);
    assert_int_equal(record(k, first, VISIT_RESULT_DONE, ""), REASON_NOT_YET_HAPPENED);
    assert_int_equal(cancel(k, second), 0);
    second = visits(k, 1)->visits[1];
    assert_int_equal(second->state, VISIT_STATE_CANCELLED);
    assert_string_equal(second->reason, "Hospitalisation");
    assert_int_equal(cancel(k, second), REASON_VISIT_CLOSED);
    assert_int_equal(book(k, "team", 2, at("2026-03-17", 10, 15), &out), 0);
}

static void test_recorded(void **state) {
    struct desk *k = *state;
    scheduling__book_visit_reply *out;
    scheduling__confirm_key_worker_reply *confirmed;
    scheduling__encounter_recorded *e;
    enrol(k, 1);
    assert_int_equal(confirm(k, 1, "inf-01", "", &confirmed), 0);
    assert_int_equal(cancel(k, visits(k, 1)->visits[0]), 0);
    scheduling__book_visit_request *in = booking(k, 1, at("2026-03-02", 10, 15));
    in->minutes = 60;
    assert_int_equal(CALL(k->w, &k->arena, "scheduling", "team", scheduling, BookVisit, book_visit, in, &out),
                     REASON_JOINT_WORKER_MISSING); /* it would be the first again */
    APPEND(&k->arena, in, workers, "inf-01");
    APPEND(&k->arena, in, workers, "ts-01");
    assert_int_equal(CALL(k->w, &k->arena, "scheduling", "team", scheduling, BookVisit, book_visit, in, &out), 0);
    world_run(k->w, at("2026-03-02", 10, 16) - world_now_ms(k->w));
    const scheduling__visit *v = visits(k, 1)->visits[0];
    assert_true(v->first);
    assert_int_equal(record(k, v, VISIT_RESULT_NO_SHOW, ""), REASON_REASON_MISSING);
    assert_int_equal(record(k, v, VISIT_RESULT_NO_SHOW, "   "), REASON_REASON_MISSING);
    assert_int_equal(record(k, v, VISIT_RESULT_UNSPECIFIED, ""), REASON_FIELDS_INVALID);
    assert_int_equal(record(k, v, VISIT_RESULT_DONE, ""), 0);
    assert_int_equal(said(k, &scheduling__encounter_recorded__descriptor, &e), 1);
    const scheduling__encounter_facts *facts = e->personal->facts;
    assert_true(facts->start->ms == v->start->ms);
    assert_int_equal(facts->minutes, 60);
    assert_int_equal(facts->missed, ENCOUNTER_MISSED_UNSPECIFIED);
    assert_int_equal(facts->mode, ENCOUNTER_MODE_IN_PERSON);
    assert_int_equal(facts->n_workers, 2);
    assert_true(span_equal(span_pb(e->visit_id), span_pb(v->visit_id)));
    scheduling__family_visits_reply *f = visits(k, 1);
    assert_int_equal(f->visits[0]->state, VISIT_STATE_DONE);
    assert_int_equal(record(k, f->visits[0], VISIT_RESULT_DONE, ""), REASON_VISIT_CLOSED);
    assert_true(day_from(f->windows[0]->earliest->year, f->windows[0]->earliest->month, f->windows[0]->earliest->day) >=
                day_parse("2026-03-10")); /* the least gap of eight days */
}

static void replied(void *owner, struct world *w, const sippe__reply *reply) {
    (void)w;
    int *reasons = owner;
    reasons[reply->status && reply->status->code != CODE_OK ? 1 : 0]++;
    if (reply->status && reply->status->code != CODE_OK) assert_int_equal(reply->status->reason, REASON_BOOKED_TWICE);
}

/* Ten requests for one hour of one worker, all in one turn: one is granted. */
static void test_nobody_twice(void **state) {
    struct desk *k = *state;
    scheduling__confirm_key_worker_reply *confirmed;
    int counts[2] = {0, 0};
    enrol(k, 1);
    enrol(k, 2);
    assert_int_equal(confirm(k, 1, "inf-01", "", &confirmed), 0);
    assert_int_equal(confirm(k, 2, "inf-01", "", &confirmed), 0);
    for (uint8_t i = 0; i < 10; i++)
        world_send(k->w, "scheduling", "team", "scheduling.BookVisit", world_request_id(k->w),
                   &booking(k, i % 2 ? 1 : 2, at("2026-03-18", 9, 0) + i * INT64_C(60000))->base, replied, counts);
    assert_true(world_settle(k->w, 60000));
    assert_int_equal(counts[0], 1);
    assert_int_equal(counts[1], 9);
}

static void test_slots(void **state) {
    struct desk *k = *state;
    scheduling__confirm_key_worker_reply *confirmed;
    scheduling__list_slots_request *in = NEW(&k->arena, scheduling__list_slots_request);
    scheduling__list_slots_reply *out;
    scheduling__book_visit_reply *booked;
    enrol(k, 1);
    in->family_id = id_field(&k->arena, numbered(101));
    assert_int_equal(CALL(k->w, &k->arena, "scheduling", "team", scheduling, ListSlots, list_slots, in, &out),
                     REASON_KEY_WORKER_MISSING);
    assert_int_equal(confirm(k, 1, "inf-01", "", &confirmed), 0);
    in->from = date(&k->arena, "2026-03-03");
    in->days = 2;
    assert_int_equal(CALL(k->w, &k->arena, "scheduling", "team", scheduling, ListSlots, list_slots, in, &out), 0);
    assert_true(out->n_starts > 5);
    assert_true(out->starts[0]->ms == at("2026-03-03", 10, 15)); /* after the first visit, ten minutes of way */
    assert_int_equal(book(k, "team", 1, out->starts[0]->ms, &booked), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_visits),
        TEST(test_recorded),
        TEST(test_nobody_twice),
        TEST(test_slots),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
