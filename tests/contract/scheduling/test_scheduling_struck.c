/* A key worker who was confirmed in error is struck out: as if she had not been, but for what was promised in her name. */
#include "scheduling_world.h"

static int strike(struct desk *k, const char *reason, scheduling__strike_key_worker_reply **out) {
    scheduling__strike_key_worker_request *in = NEW(&k->arena, scheduling__strike_key_worker_request);
    in->enrolment_id = id_field(&k->arena, numbered(1));
    in->version = visits(k, 1)->enrolment_version;
    in->reason = reason;
    return CALL(k->w, &k->arena, "scheduling", "coordinator", scheduling, StrikeKeyWorker, strike_key_worker, in, out);
}

static scheduling__strike_key_worker_reply *struck(struct desk *k) {
    scheduling__strike_key_worker_reply *out = NULL;
    assert_int_equal(strike(k, "c'était pour une autre famille", &out), 0);
    return out;
}

static void confirmed(struct desk *k, const char *worker) {
    scheduling__confirm_key_worker_reply *out;
    assert_int_equal(confirm(k, 1, worker, "", &out), 0);
}

static void test_what_the_machine_proposed_is_withdrawn(void **state) {
    struct desk *k = *state;
    enrol(k, 1);
    confirmed(k, "inf-01");
    scheduling__strike_key_worker_reply *out = struck(k);
    assert_string_equal(out->worker, "inf-01");
    assert_string_equal(out->key_worker, "");
    assert_int_equal(out->visits_withdrawn, 1);
    assert_int_equal(out->visits_to_settle, 0);
    scheduling__family_visits_reply *f = visits(k, 1);
    assert_int_equal(f->state, FOLLOW_UP_STATE_AWAITING_KEY_WORKER);
    assert_string_equal(f->key_worker, "");
    assert_int_equal(f->visits[0]->state, VISIT_STATE_CANCELLED);
    assert_null(work_first(k, WORK_KIND_WRONG_WORKER));
    assert_int_equal(week(k, "coordinator", "inf-01")->n_visits, 0);
    confirmed(k, "ts-01");
    assert_string_equal(visits(k, 1)->key_worker, "ts-01");
    assert_int_equal(visits(k, 1)->n_visits, 2);
}

/* She was told a day: it stands, whoever else keeps the bond, until a person says whether it does. */
static void test_what_was_agreed_stays_and_is_somebodys(void **state) {
    struct desk *k = *state;
    const int64_t start = at("2026-03-05", 9, 0);
    enrol(k, 1);
    confirmed(k, "inf-01");
    assert_int_equal(move(k, visits(k, 1)->visits[0], start, NULL), 0);
    assert_int_equal(struck(k)->visits_to_settle, 1);
    confirmed(k, "ts-01");
    const scheduling__visit *v = visits(k, 1)->visits[0];
    assert_int_equal(v->state, VISIT_STATE_CONFIRMED);
    assert_true(v->start->ms == start);
    assert_string_equal(v->workers[0], "inf-01");
    assert_true(v->wrong_worker);
    assert_true(week(k, "coordinator", "inf-01")->visits[0]->wrong_worker);
    const sippe__work_item *item = work_first(k, WORK_KIND_WRONG_WORKER);
    assert_non_null(item);
    assert_int_equal(item->role, ROLE_COORDINATOR);
    assert_int_equal(item->due_on->day, 4);       /* the working day before it */
    assert_int_equal(move(k, v, start, NULL), 0); /* kept, with whom it was agreed */
    assert_false(visits(k, 1)->visits[0]->wrong_worker);
    assert_null(work_first(k, WORK_KIND_WRONG_WORKER));
}

static void test_who_is_confirmed_again_keeps_what_she_agreed(void **state) {
    struct desk *k = *state;
    enrol(k, 1);
    confirmed(k, "inf-01");
    assert_int_equal(move(k, visits(k, 1)->visits[0], at("2026-03-05", 9, 0), NULL), 0);
    struck(k);
    assert_true(visits(k, 1)->visits[0]->wrong_worker);
    confirmed(k, "inf-01");
    assert_false(visits(k, 1)->visits[0]->wrong_worker);
}

/* inf-01 was there before: she keeps the bond again, and as she is gone somebody is to find another. */
static void test_who_kept_the_bond_before_keeps_it(void **state) {
    struct desk *k = *state;
    enrol(k, 1);
    confirmed(k, "inf-01");
    assert_int_equal(put_off(k, "inf-01", true), 0);
    confirmed(k, "ts-01");
    assert_null(work_first(k, WORK_KIND_KEY_WORKER_LEFT));
    assert_string_equal(struck(k)->key_worker, "inf-01");
    assert_int_equal(visits(k, 1)->state, FOLLOW_UP_STATE_FOLLOWED);
    assert_non_null(work_first(k, WORK_KIND_KEY_WORKER_LEFT));
    assert_string_equal(struck(k)->worker, "inf-01"); /* the one before, in error too */
    assert_int_equal(visits(k, 1)->state, FOLLOW_UP_STATE_AWAITING_KEY_WORKER);
}

/* As if she had never been: whoever is confirmed then has the same family, windows and first visit. */
static void test_as_if_right_from_the_start(void **state) {
    struct desk *k = *state;
    enrol(k, 1);
    confirmed(k, "inf-01");
    struck(k);
    confirmed(k, "ts-01");
    scheduling__family_visits_reply *wrong_first = visits(k, 1);
    struck(k); /* so that ts-01 has the same slot free */
    enrol(k, 2);
    scheduling__confirm_key_worker_reply *out;
    assert_int_equal(confirm(k, 2, "ts-01", "", &out), 0);
    scheduling__family_visits_reply *right = visits(k, 2);
    assert_int_equal(wrong_first->state, right->state);
    assert_string_equal(wrong_first->key_worker, right->key_worker);
    assert_int_equal(wrong_first->n_windows, right->n_windows);
    for (size_t i = 0; i < right->n_windows; i++) {
        assert_int_equal(wrong_first->windows[i]->state, right->windows[i]->state);
        assert_int_equal(wrong_first->windows[i]->latest->day, right->windows[i]->latest->day);
    }
    assert_true(wrong_first->visits[wrong_first->n_visits - 1]->start->ms == right->visits[0]->start->ms);
}

/* She has met the family and is there: the bond passes on with a reason, and what was agreed with her stands. */
static void test_the_bond_passes_on_with_a_reason(void **state) {
    struct desk *k = *state;
    scheduling__confirm_key_worker_reply *out = NULL;
    scheduling__key_worker_confirmed *e = NULL;
    enrol(k, 1);
    assert_int_equal(pass_on(k, 1, "ts-01", "plus près de chez elle", &out), REASON_FIELDS_INVALID); /* from nobody */
    confirmed(k, "inf-01");
    world_pass(k->w, at("2026-03-03", 18, 0) - world_now_ms(k->w));
    world_run(k->w, 2000);
    assert_int_equal(record(k, visits(k, 1)->visits[0], VISIT_RESULT_DONE, ""), 0);
    assert_int_equal(strike(k, "erreur", NULL), REASON_KEY_WORKER_HAS_MET);
    assert_int_equal(pass_on(k, 1, "ts-01", "", &out), REASON_KEY_WORKER_SET);
    assert_int_equal(pass_on(k, 1, "ts-01", "  ", &out), REASON_FIELDS_INVALID);
    assert_int_equal(pass_on(k, 1, "inf-01", "plus près de chez elle", &out), REASON_KEY_WORKER_SET); /* she has it */
    assert_int_equal(pass_on(k, 1, "ts-01", "plus près de chez elle", &out), 0);
    assert_string_equal(out->key_worker_before, "inf-01");
    assert_true(out->visit_stands);
    assert_int_equal(out->visits_agreed, 0);
    assert_string_equal(visits(k, 1)->key_worker, "ts-01");
    assert_int_equal(said(k, &scheduling__key_worker_confirmed__descriptor, &e), 2);
    assert_string_equal(e->personal->before, "inf-01");
    assert_string_equal(e->personal->reason, "plus près de chez elle");
    assert_int_equal(strike(k, "c'était l'autre famille", NULL), 0); /* and that was an error: as before */
    assert_string_equal(visits(k, 1)->key_worker, "inf-01");
}

static void test_what_was_agreed_with_who_kept_it_is_counted(void **state) {
    struct desk *k = *state;
    scheduling__confirm_key_worker_reply *out = NULL;
    enrol(k, 1);
    confirmed(k, "inf-01");
    assert_int_equal(pass_on(k, 1, "ts-01", "charge de travail", &out), 0);
    assert_int_equal(out->visits_agreed, 1);
    assert_int_equal(visits(k, 1)->n_visits, 1);
}

static void test_refused(void **state) {
    struct desk *k = *state;
    enrol(k, 1);
    assert_int_equal(strike(k, "erreur", NULL), REASON_KEY_WORKER_MISSING);
    confirmed(k, "inf-01");
    assert_int_equal(strike(k, "", NULL), REASON_FIELDS_INVALID);
    assert_int_equal(strike(k, "   ", NULL), REASON_FIELDS_INVALID);
    scheduling__strike_key_worker_request *in = NEW(&k->arena, scheduling__strike_key_worker_request);
    in->enrolment_id = id_field(&k->arena, numbered(1));
    in->version = id_field(&k->arena, numbered(7));
    in->reason = "erreur";
    assert_int_equal(
        CALL(k->w, &k->arena, "scheduling", "coordinator", scheduling, StrikeKeyWorker, strike_key_worker, in, NULL),
        REASON_VERSION_STALE);
    assert_int_equal(
        CALL(k->w, &k->arena, "scheduling", "team", scheduling, StrikeKeyWorker, strike_key_worker, in, NULL),
        REASON_NOT_ALLOWED);
    world_pass(k->w, at("2026-03-03", 18, 0) - world_now_ms(k->w));
    world_run(k->w, 2000);
    assert_int_equal(record(k, visits(k, 1)->visits[0], VISIT_RESULT_DONE, ""), 0);
    assert_int_equal(strike(k, "erreur", NULL), REASON_KEY_WORKER_HAS_MET);
    end_follow_up(k, 1);
    assert_int_equal(strike(k, "erreur", NULL), REASON_MOVE_ILLEGAL);
}

int main(void) {
    const struct CMUnitTest tests[] = {TEST(test_what_the_machine_proposed_is_withdrawn),
                                       TEST(test_what_was_agreed_stays_and_is_somebodys),
                                       TEST(test_who_is_confirmed_again_keeps_what_she_agreed),
                                       TEST(test_who_kept_the_bond_before_keeps_it),
                                       TEST(test_as_if_right_from_the_start),
                                       TEST(test_the_bond_passes_on_with_a_reason),
                                       TEST(test_what_was_agreed_with_who_kept_it_is_counted),
                                       TEST(test_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
