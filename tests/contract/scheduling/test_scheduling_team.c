/* The team, and who keeps the bond with a family. */
#include "scheduling_world.h"

static void test_workers(void **state) {
    struct desk *k = *state;
    scheduling__put_worker_reply *first, *again;
    assert_int_equal(put_worker(k, "inf-03", DISCIPLINE_NURSE, "fr", "H2C", "99001", &first), 0);
    assert_true(first->changed);
    assert_int_equal(put_worker(k, "inf-03", DISCIPLINE_NURSE, "fr", "H2C", "99001", &again), 0);
    assert_false(again->changed);
    assert_true(span_equal(span_pb(first->version), span_pb(again->version)));
    assert_int_equal(put_worker(k, "inf-03", DISCIPLINE_NURSE, "frht", "H2C", "99001", &again), 0);
    assert_true(again->changed);
    assert_int_equal(said(k, &scheduling__worker_put__descriptor, NULL), 6);
    assert_int_equal(put_worker(k, "inf-04", DISCIPLINE_NURSE, "fr", "H2", "99001", &again), REASON_FIELDS_INVALID);
    assert_int_equal(put_worker(k, "inf-04", DISCIPLINE_NURSE, "fr", "H2M", "12345", &again), REASON_FIELDS_INVALID);

    scheduling__list_workers_request *in = NEW(&k->arena, scheduling__list_workers_request);
    scheduling__list_workers_reply *out;
    assert_int_equal(
        CALL(k->w, &k->arena, "scheduling", "coordinator", scheduling, ListWorkers, list_workers, in, &out), 0);
    assert_int_equal(out->n_workers, 5);
    assert_string_equal(out->workers[0]->worker->code, "aux-01");
    assert_string_equal(out->workers[0]->worker->name, "Nadège Métellus");
    assert_int_equal(CALL(k->w, &k->arena, "scheduling", "team2", scheduling, ListWorkers, list_workers, in, &out), 0);
    assert_int_equal(out->n_workers, 2); /* aux-01 of the whole territory, inf-02 of her own */
}

static void test_key_worker(void **state) {
    struct desk *k = *state;
    scheduling__list_candidates_reply *list;
    scheduling__confirm_key_worker_reply *out;
    assert_int_equal(candidates(k, "coordinator", 1, &list), REASON_NOT_FOUND);
    enrol(k, 1);
    assert_int_equal(candidates(k, "team2", 1, &list), REASON_NOT_FOUND);
    assert_int_equal(candidates(k, "desk", 1, &list), 0);
    assert_int_equal(list->n_candidates, 2);
    assert_string_equal(list->candidates[0]->worker, "ts-01"); /* equal loads: the nearer */
    assert_string_equal(list->candidates[1]->worker, "inf-01");
    assert_int_equal(list->candidates[0]->load_after_tenths, 10);
    assert_int_equal(list->n_excluded, 2);
    assert_int_equal(list->excluded[0]->excluded, EXCLUSION_REASON_DISCIPLINE);
    assert_int_equal(list->excluded[1]->excluded, EXCLUSION_REASON_OTHER_CLSC); /* aux-01 is for the whole territory */

    assert_int_equal(confirm(k, 1, "nobody", "", &out), REASON_WORKER_UNKNOWN);
    assert_int_equal(confirm(k, 1, "inf-02", "", &out), REASON_WORKER_OTHER_CLSC);
    assert_int_equal(confirm(k, 1, "inf-01", "inf-02", &out), REASON_WORKER_OTHER_CLSC);
    assert_int_equal(confirm(k, 1, "aux-01", "", &out), REASON_DISCIPLINE_NOT_ALLOWED);
    assert_int_equal(confirm(k, 1, "inf-01", "aux-01", &out), REASON_DISCIPLINE_NOT_ALLOWED);
    assert_int_equal(confirm(k, 1, "inf-01", "", &out), 0);
    assert_int_equal(out->n_workers, 2);
    assert_string_equal(out->workers[0], "inf-01");
    assert_string_equal(out->workers[1], "ts-01");          /* of another discipline than hers */
    assert_true(out->start->ms == at("2026-03-03", 8, 45)); /* tomorrow, after ten minutes of way */
    assert_int_equal(confirm(k, 1, "ts-01", "", &out), REASON_KEY_WORKER_SET);

    scheduling__key_worker_confirmed *e;
    assert_int_equal(said(k, &scheduling__key_worker_confirmed__descriptor, &e), 1);
    assert_string_equal(e->personal->worker, "inf-01");
    assert_int_equal(e->personal->points_tenths, 10);
    assert_int_equal(e->personal->n_proposed, 2);
    assert_string_equal(e->personal->proposed[0]->name, "");
    assert_int_equal(e->rules_version.len, 16);
    scheduling__family_visits_reply *f = visits(k, 1);
    assert_int_equal(f->state, FOLLOW_UP_STATE_FOLLOWED);
    assert_int_equal(f->n_visits, 1);
    assert_int_equal(f->visits[0]->state, VISIT_STATE_PROPOSED);
    assert_true(f->visits[0]->first);
    assert_int_equal(f->visits[0]->minutes, 75);
    assert_true(f->n_windows >= 4);
    assert_true(span_equal(span_pb(f->windows[0]->visit_id), span_pb(f->visits[0]->visit_id)));
    assert_string_equal(f->windows[0]->phase, "PRENATAL");

    scheduling__worker_week_reply *hers = week(k, "team", "ts-01");
    assert_int_equal(hers->n_visits, 1);
    assert_string_equal(hers->visits[0]->family_number, "1042-9");
    assert_null(week(k, "team2", "ts-01"));
    assert_int_equal(hers->n_hours, 10);
    assert_int_equal(hers->monday->day, 2);
}

static void test_version(void **state) {
    struct desk *k = *state;
    enrol(k, 1);
    scheduling__confirm_key_worker_request *in = NEW(&k->arena, scheduling__confirm_key_worker_request);
    scheduling__confirm_key_worker_reply *out;
    in->enrolment_id = id_field(&k->arena, numbered(1));
    in->enrolment_version = id_field(&k->arena, numbered(77));
    in->worker = "inf-01";
    assert_int_equal(
        CALL(k->w, &k->arena, "scheduling", "coordinator", scheduling, ConfirmKeyWorker, confirm_key_worker, in, &out),
        REASON_VERSION_STALE);
    assert_int_equal(
        CALL(k->w, &k->arena, "scheduling", "team", scheduling, ConfirmKeyWorker, confirm_key_worker, in, &out),
        REASON_NOT_ALLOWED);
}

/* A key worker who leaves can be replaced; one who is there cannot. */
static void test_replaced(void **state) {
    struct desk *k = *state;
    scheduling__confirm_key_worker_reply *confirmed;
    scheduling__put_worker_request *in = NEW(&k->arena, scheduling__put_worker_request);
    scheduling__put_worker_reply *out;
    enrol(k, 1);
    assert_int_equal(confirm(k, 1, "inf-01", "", &confirmed), 0);
    in->worker = NEW(&k->arena, scheduling__worker);
    in->worker->code = "inf-01";
    in->worker->name = "Nadège Métellus";
    in->worker->discipline = DISCIPLINE_NURSE;
    in->worker->inactive = true;
    assert_int_equal(CALL(k->w, &k->arena, "scheduling", "operator", scheduling, PutWorker, put_worker, in, &out), 0);
    assert_int_equal(confirm(k, 1, "inf-01", "", &confirmed), REASON_WORKER_INACTIVE);
    assert_int_equal(confirm(k, 1, "ts-01", "", &confirmed), 0);
    assert_int_equal(confirmed->first_visit_id.len, 0); /* one is booked already */
    assert_true(confirmed->visit_stands);
    assert_string_equal(visits(k, 1)->key_worker, "ts-01");
}

/* No free slot: the key worker is kept, there is no visit; a crash forgets nothing. */
static void test_no_slot(void **state) {
    struct desk *k = *state;
    scheduling__confirm_key_worker_reply *confirmed;
    enrol(k, 1);
    scheduling__put_worker_request *in = NEW(&k->arena, scheduling__put_worker_request);
    scheduling__put_worker_reply *out;
    in->worker = NEW(&k->arena, scheduling__worker);
    in->worker->code = "ts-01";
    in->worker->name = "Une seule heure";
    in->worker->discipline = DISCIPLINE_SOCIAL_WORKER;
    scheduling__hours *h = NEW(&k->arena, scheduling__hours);
    h->weekday = 6;
    h->from_minute = 540;
    h->to_minute = 600;
    APPEND(&k->arena, in->worker, hours, h);
    assert_int_equal(CALL(k->w, &k->arena, "scheduling", "coordinator", scheduling, PutWorker, put_worker, in, &out),
                     0);
    assert_int_equal(confirm(k, 1, "inf-01", "", &confirmed), 0);
    assert_int_equal(confirmed->first_visit_id.len, 0);
    assert_false(confirmed->visit_stands);
    world_crash(k->w, "scheduling");
    assert_string_equal(visits(k, 1)->key_worker, "inf-01");
    assert_int_equal(visits(k, 1)->n_visits, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_workers), TEST(test_key_worker), TEST(test_version), TEST(test_replaced), TEST(test_no_slot),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
