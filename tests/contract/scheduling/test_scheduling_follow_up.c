/* What intake tells of an enrolment: its end, a birth, an order that is not kept, nobody who takes it up. */
#include "scheduling_world.h"

static void test_end(void **state) {
    struct desk *k = *state;
    scheduling__confirm_key_worker_reply *confirmed;
    scheduling__book_visit_reply *out;
    intake__enrolment_ended *e = NEW(&k->arena, intake__enrolment_ended);
    enrol(k, 1);
    assert_int_equal(confirm(k, 1, "inf-01", "", &confirmed), 0);
    assert_int_equal(book(k, "team", 1, at("2026-03-18", 9, 0), &out), 0);
    e->enrolment_id = id_field(&k->arena, numbered(1));
    e->family_id = id_field(&k->arena, numbered(101));
    say(k, numbered(1), &e->base);
    scheduling__family_visits_reply *f = visits(k, 1);
    assert_int_equal(f->state, FOLLOW_UP_STATE_ENDED);
    assert_int_equal(f->n_visits, 2);
    for (size_t i = 0; i < 2; i++) assert_int_equal(f->visits[i]->state, VISIT_STATE_CANCELLED);
    assert_int_equal(f->n_windows, 0);
    assert_int_equal(week(k, "team", "inf-01")->n_visits, 0);
    assert_int_equal(book(k, "team", 1, at("2026-03-19", 9, 0), &out), REASON_NOT_ENROLLED);
    say(k, numbered(1), &e->base); /* once more: nothing is left to do */
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
    intake__pregnancy_redated *e = NEW(&k->arena, intake__pregnancy_redated);
    e->enrolment_id = id_field(&k->arena, numbered(1));
    e->family_id = id_field(&k->arena, numbered(101));
    e->personal = NEW(&k->arena, intake__pregnancy_redated__personal);
    e->personal->child_birth_date = date(&k->arena, "2026-03-01");
    say(k, numbered(1), &e->base);
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

/* What speaks of an enrolment not heard of yet waits for it. */
static void test_order(void **state) {
    struct desk *k = *state;
    intake__pregnancy_redated *e = NEW(&k->arena, intake__pregnancy_redated);
    e->enrolment_id = id_field(&k->arena, numbered(5));
    e->family_id = id_field(&k->arena, numbered(105));
    e->personal = NEW(&k->arena, intake__pregnancy_redated__personal);
    e->personal->due_date = date(&k->arena, "2026-07-01");
    say(k, numbered(5), &e->base);
    assert_int_equal(said(k, &scheduling__follow_up_redated__descriptor, NULL), 0);
    enrol(k, 5);
    world_run(k->w, 70000);
    assert_int_equal(said(k, &scheduling__follow_up_redated__descriptor, NULL), 1);
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
        TEST(test_end),
        TEST(test_birth),
        TEST(test_order),
        TEST(test_overdue),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
