/* What intake tells of an enrolment: its end, a birth, an order that is not kept, nobody who takes it up. */
#include "scheduling_world.h"

static void test_end(void **state) {
    struct desk *k = *state;
    scheduling__confirm_key_worker_reply *confirmed;
    scheduling__book_visit_reply *out;
    enrol(k, 1);
    assert_int_equal(confirm(k, 1, "inf-01", "", &confirmed), 0);
    assert_int_equal(book(k, "team", 1, at("2026-03-18", 9, 0), &out), 0);
    end_follow_up(k, 1);
    scheduling__family_visits_reply *f = visits(k, 1);
    assert_int_equal(f->state, FOLLOW_UP_STATE_ENDED);
    assert_int_equal(f->n_visits, 2);
    for (size_t i = 0; i < 2; i++) assert_int_equal(f->visits[i]->state, VISIT_STATE_CANCELLED);
    assert_int_equal(f->n_windows, 0);
    assert_int_equal(week(k, "team", "inf-01")->n_visits, 0);
    assert_int_equal(book(k, "team", 1, at("2026-03-19", 9, 0), &out), REASON_NOT_ENROLLED);
    end_follow_up(k, 1); /* once more: nothing is left to do */
    assert_int_equal(said(k, &scheduling__follow_up_ended__descriptor, NULL), 1);
    scheduling__list_candidates_reply *list;
    enrol(k, 3);
    assert_int_equal(candidates(k, "team", 3, &list), 0);
    for (size_t i = 0; i < list->n_candidates; i++) assert_int_equal(list->candidates[i]->load_tenths, 0);
}

/* A birth moves the windows and the weight of the family. */
static void test_birth(void **state) {
    struct desk *k = *state;
    scheduling__confirm_key_worker_reply *confirmed;
    scheduling__list_candidates_reply *list;
    enrol(k, 1);
    assert_int_equal(confirm(k, 1, "inf-01", "", &confirmed), 0);
    redate(k, 1, NULL, "2026-03-01", NULL);
    scheduling__family_visits_reply *f = visits(k, 1);
    assert_true(f->n_windows > 4);
    assert_string_equal(f->windows[0]->phase, "POSTNATAL_0_6W");
    assert_int_equal(f->windows[0]->k, 1);
    assert_int_equal(f->windows[0]->visit_id.len, 16); /* what was booked takes the place of the first at home */
    enrol(k, 3);
    assert_int_equal(candidates(k, "team", 3, &list), 0);
    assert_string_equal(list->candidates[1]->worker, "inf-01");
    assert_int_equal(list->candidates[1]->load_tenths, 20);
}

/* Any of them opens it, and what is told again as it was changes nothing. */
static void test_order(void **state) {
    struct desk *k = *state;
    redate(k, 5, "2026-07-01", NULL, NULL);
    assert_int_equal(said(k, &scheduling__follow_up_opened__descriptor, NULL), 1);
    assert_int_equal(said(k, &scheduling__follow_up_changed__descriptor, NULL), 0);
    enrol(k, 5);
    enrol(k, 5);
    assert_int_equal(said(k, &scheduling__follow_up_opened__descriptor, NULL), 1);
    assert_int_equal(said(k, &scheduling__follow_up_changed__descriptor, NULL), 1);
}

/* Of what was never open here an end opens nothing. */
static void test_end_alone(void **state) {
    struct desk *k = *state;
    end_follow_up(k, 5);
    assert_int_equal(said(k, &scheduling__follow_up_opened__descriptor, NULL), 0);
    assert_int_equal(said(k, &scheduling__follow_up_ended__descriptor, NULL), 0);
}

/* How she is reached, and her language: who may keep the bond follows. */
static void test_told_anew(void **state) {
    struct desk *k = *state;
    scheduling__list_candidates_reply *list;
    enrol(k, 1);
    intake__follow_up_told *e = enrolled(k, 1, "2026-03-09");
    e->personal->facts->language->code = "vi"; /* which nobody of the team speaks */
    e->personal->facts->postal_code->code = "H1G1A1";
    assert_int_equal(candidates(k, "coordinator", 1, &list), 0);
    size_t before = list->n_candidates;
    assert_true(before > 0);
    say(k, numbered(1), &e->base);
    assert_int_equal(candidates(k, "coordinator", 1, &list), 0);
    assert_int_equal(list->n_candidates, 0);
}

/* A second pregnancy of a followed family: both have their windows, and the elder child's are served. */
static void test_second_pregnancy(void **state) {
    struct desk *k = *state;
    intake__follow_up_told *e = enrolled(k, 1, "2026-03-09");
    dates(k, e->personal->facts, "2026-07-20", "2024-02-01", NULL);
    say(k, numbered(1), &e->base);
    scheduling__family_visits_reply *f = visits(k, 1);
    size_t of_child = 0, of_pregnancy = 0;
    for (size_t i = 0; i < f->n_windows; i++) {
        of_child += f->windows[i]->anchor_id.data[ID_LEN - 1] == 202;
        of_pregnancy += f->windows[i]->anchor_id.data[ID_LEN - 1] == 201;
    }
    assert_true(of_pregnancy > 0);
    redate(k, 1, NULL, "2024-02-01", "2026-03-02"); /* the pregnancy is lost: the elder child's go on */
    f = visits(k, 1);
    for (size_t i = of_child = 0; i < f->n_windows; i++) of_child += f->windows[i]->anchor_id.data[ID_LEN - 1] == 202;
    assert_true(of_child > 0);
}

static intake__follow_up_told *paused(struct desk *k, const char *from, const char *until) {
    intake__follow_up_told *e = enrolled(k, 1, "2026-03-09");
    sippe__follow_up_pause *p = NEW(&k->arena, sippe__follow_up_pause);
    p->from = date(&k->arena, from);
    if (until)
        p->until = date(&k->arena, until);
    else
        e->standing = FOLLOW_UP_STANDING_SUSPENDED;
    APPEND(&k->arena, e->personal->facts, pauses, p);
    return e;
}

/* Suspended, nothing is due and she weighs nothing; resumed, what lay in the pause is not owed. */
static void test_suspended(void **state) {
    struct desk *k = *state;
    scheduling__confirm_key_worker_reply *confirmed;
    scheduling__list_candidates_reply *list;
    enrol(k, 1);
    assert_int_equal(confirm(k, 1, "inf-01", "", &confirmed), 0);
    say(k, numbered(1), &paused(k, "2026-03-02", NULL)->base);
    scheduling__family_visits_reply *f = visits(k, 1);
    assert_int_equal(f->state, FOLLOW_UP_STATE_FOLLOWED);
    for (size_t i = 0; i < f->n_windows; i++) assert_null(f->windows[i]->propose_from);
    enrol(k, 3);
    assert_int_equal(candidates(k, "coordinator", 3, &list), 0);
    for (size_t i = 0; i < list->n_candidates; i++) assert_int_equal(list->candidates[i]->load_tenths, 0);
    say(k, numbered(1), &paused(k, "2026-03-02", "2026-03-20")->base);
    f = visits(k, 1);
    size_t due = 0;
    for (size_t i = 0; i < f->n_windows; i++) due += f->windows[i]->propose_from != NULL;
    assert_true(due > 0);
}

/* Its end taken back: the bond goes on, and what was cancelled stays so. Whoever has left is replaced as anywhere; where there was nobody yet, somebody is expected. */
static void test_reopened(void **state) {
    struct desk *k = *state;
    scheduling__confirm_key_worker_reply *confirmed;
    enrol(k, 1);
    assert_int_equal(confirm(k, 1, "inf-01", "", &confirmed), 0);
    end_follow_up(k, 1);
    assert_int_equal(visits(k, 1)->visits[0]->state, VISIT_STATE_CANCELLED);
    enrol(k, 1);
    scheduling__family_visits_reply *f = visits(k, 1);
    assert_int_equal(f->state, FOLLOW_UP_STATE_FOLLOWED);
    assert_string_equal(f->key_worker, "inf-01");
    assert_int_equal(f->visits[0]->state, VISIT_STATE_CANCELLED);
    end_follow_up(k, 1);
    assert_int_equal(put_off(k, "inf-01", true), 0);
    enrol(k, 1);
    assert_int_equal(visits(k, 1)->state, FOLLOW_UP_STATE_FOLLOWED);
    assert_int_equal(said(k, &scheduling__follow_up_reopened__descriptor, NULL), 2);
    enrol(k, 2);
    end_follow_up(k, 2);
    enrol(k, 2);
    assert_int_equal(visits(k, 2)->state, FOLLOW_UP_STATE_AWAITING_KEY_WORKER);
}

static void test_overdue(void **state) {
    struct desk *k = *state;
    say(k, numbered(1), &enrolled(k, 1, "2026-02-27")->base);
    world_run(k->w, 2000);
    scheduling__follow_up_seen *e;
    assert_int_equal(said(k, &scheduling__follow_up_seen__descriptor, &e), 1);
    assert_int_equal(e->enrolment_id.data[15], 1);
    assert_true(e->key_worker_overdue);
    assert_string_equal(e->personal->key_worker, "");
    enrol(k, 2); /* due in a week: nothing yet */
    world_run(k->w, 2000);
    assert_int_equal(said(k, &scheduling__follow_up_seen__descriptor, NULL), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_end),       TEST(test_birth),     TEST(test_order),
        TEST(test_end_alone), TEST(test_told_anew), TEST(test_second_pregnancy),
        TEST(test_suspended), TEST(test_reopened),  TEST(test_overdue),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
