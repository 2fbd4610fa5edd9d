/* Nobody lost: who may come and when, what is to come of a caseload, and visits that a change, or an absence, would
 * leave without anybody. */
#include "scheduling_world.h"

static sippe__work_item *work(struct desk *k, sippe__work_kind kind, size_t *n) {
    sippe__list_work_request *in = NEW(&k->arena, sippe__list_work_request);
    sippe__list_work_reply *out;
    in->kind = kind;
    assert_int_equal(world_call(k->w, &k->arena, "scheduling", "coordinator", "scheduling.ListWork",
                                world_request_id(k->w), &in->base, &sippe__list_work_reply__descriptor, &out, NULL),
                     0);
    *n = out->n_items;
    return out->n_items ? out->items[0] : NULL;
}

static size_t count(struct desk *k, sippe__work_kind kind) {
    size_t n;
    work(k, kind, &n);
    return n;
}

static void follow(struct desk *k, uint8_t n) {
    scheduling__confirm_key_worker_reply *out;
    enrol(k, n);
    assert_int_equal(confirm(k, n, "inf-01", "", &out), 0);
}

/* ---- outside of hours ---- */

static int book_outside(struct desk *k, int64_t start, const char *reason, bool outside,
                        scheduling__book_visit_reply **out) {
    scheduling__book_visit_request *in = booking(k, 1, start);
    in->reason = reason;
    in->outside_hours = outside;
    return CALL(k->w, &k->arena, "scheduling", "team", scheduling, BookVisit, book_visit, in, out);
}

static const scheduling__visit *visit_of(struct desk *k, uint8_t n, int64_t start) {
    scheduling__family_visits_reply *v = visits(k, n);
    for (size_t i = 0; i < v->n_visits; i++)
        if (v->visits[i]->start->ms == start) return v->visits[i];
    return NULL;
}

static const scheduling__visit *visit_at(struct desk *k, int64_t start) { return visit_of(k, 1, start); }

/* Families work: an evening, a Saturday, by a person who says why; and nobody is booked twice for all that. */
static void test_an_evening_with_a_reason(void **state) {
    struct desk *k = *state;
    scheduling__book_visit_reply *out;
    scheduling__move_visit_reply *moved;
    int64_t evening = at("2026-03-19", 18, 30), saturday = at("2026-03-21", 10, 0), morning = at("2026-03-20", 10, 0);
    follow(k, 1);
    assert_int_equal(book_outside(k, evening, "", false, &out), REASON_OUTSIDE_HOURS);
    assert_int_equal(book_outside(k, evening, "elle travaille le jour", false, &out), REASON_OUTSIDE_HOURS);
    assert_int_equal(book_outside(k, evening, "", true, &out), REASON_FIELDS_INVALID);
    assert_int_equal(book_outside(k, evening, "   ", true, &out), REASON_FIELDS_INVALID);
    assert_int_equal(book_outside(k, evening, "elle travaille le jour", true, &out), 0);
    const scheduling__visit *v = visit_at(k, evening);
    assert_true(v->outside_hours);
    assert_string_equal(v->reason, "elle travaille le jour");
    assert_int_equal(book_outside(k, evening + 60000, "encore", true, &out), REASON_BOOKED_TWICE);
    assert_int_equal(book_outside(k, morning, "en après-midi", true, &out), 0);
    assert_false(visit_at(k, morning)->outside_hours); /* it is not, whatever was allowed */
    scheduling__move_visit_request *in = NEW(&k->arena, scheduling__move_visit_request);
    in->visit_id = v->visit_id;
    in->version = v->version;
    in->start = instant(k, saturday);
    in->reason = "samedi, avec le père";
    assert_int_equal(CALL(k->w, &k->arena, "scheduling", "team", scheduling, MoveVisit, move_visit, in, &moved),
                     REASON_OUTSIDE_HOURS);
    in->outside_hours = true;
    assert_int_equal(CALL(k->w, &k->arena, "scheduling", "team", scheduling, MoveVisit, move_visit, in, &moved), 0);
    v = visit_at(k, saturday);
    assert_true(v->outside_hours);
    assert_string_equal(v->reason, "samedi, avec le père");
    assert_int_equal(move(k, v, at("2026-03-18", 10, 0), NULL), 0);
    assert_false(visit_at(k, at("2026-03-18", 10, 0))->outside_hours);
}

static void test_a_holiday_stays_one(void **state) {
    struct desk *k = *state;
    scheduling__book_visit_reply *out;
    follow(k, 1);
    assert_int_equal(book_outside(k, at("2026-05-18", 18, 30), "elle travaille", true, &out), REASON_HOLIDAY);
}

/* ---- windows that moved away ---- */

/* Due 2026-07-20, PRENATAL of the rules for tests. The person who books where none is due is told; one whose date
 * changes afterwards is somebody's work, until it is looked at. */
static void test_a_visit_that_a_change_left_outside(void **state) {
    struct desk *k = *state;
    scheduling__book_visit_reply *out;
    scheduling__family_visits_reply *v;
    size_t n;
    follow(k, 1);
    v = visits(k, 1);
    day on = civil_day(v->windows[v->n_windows - 1]->grid);
    while (day_weekday(on) > 4) on++;
    int64_t start = wall_instant(montreal, (struct wall){on, 10 * 60});
    assert_int_equal(book(k, "team", 1, start, &out), 0);
    assert_false(out->outside_window);
    assert_false(visit_at(k, start)->outside_window);
    assert_int_equal(count(k, WORK_KIND_VISIT_REVIEW), 0);
    redate(k, 1, "2026-07-27", NULL, NULL); /* a week later: the grid moves by half of its interval */
    assert_true(visit_at(k, start)->outside_window);
    const sippe__work_item *item = work(k, WORK_KIND_VISIT_REVIEW, &n);
    assert_int_equal(n, 1);
    assert_int_equal(item->role, ROLE_TEAM);
    assert_string_equal(item->key_worker, "inf-01");
    assert_true(span_equal(span_pb(item->thing), span_pb(out->visit_id)));
    assert_true(civil_day(item->due_on) < on && civil_day(item->due_on) >= on - 4);
    assert_int_equal(move(k, visit_at(k, start), start, NULL), 0); /* she keeps it: somebody has looked */
    assert_int_equal(count(k, WORK_KIND_VISIT_REVIEW), 0);
    assert_true(visit_at(k, start)->outside_window);
    redate(k, 1, "2026-07-20", NULL, NULL);
    assert_false(visit_at(k, start)->outside_window);
    scheduling__worker_week_reply *w = week(k, "team", "inf-01");
    for (size_t i = 0; i < w->n_visits; i++) assert_false(w->visits[i]->outside_window);
}

static void test_who_books_outside_is_told(void **state) {
    struct desk *k = *state;
    scheduling__book_visit_reply *out;
    scheduling__family_visits_reply *v;
    follow(k, 1);
    v = visits(k, 1);
    day on = civil_day(v->windows[v->n_windows - 1]->latest) + 1; /* between two windows, as a rule */
    while (day_weekday(on) > 4) on++;
    int64_t start = wall_instant(montreal, (struct wall){on, 10 * 60});
    assert_int_equal(book(k, "team", 1, start, &out), 0);
    assert_int_equal(out->outside_window, visit_at(k, start)->outside_window);
    assert_true(out->outside_window);
    assert_int_equal(count(k, WORK_KIND_VISIT_REVIEW), 0); /* she wanted it so */
}

/* ---- away ---- */

static int away(struct desk *k, const char *worker, const char *substitute, const char *from, const char *until) {
    scheduling__put_substitute_request *in = NEW(&k->arena, scheduling__put_substitute_request);
    scheduling__put_substitute_reply *out;
    in->worker = worker;
    in->substitute = substitute;
    in->from = date(&k->arena, from);
    in->until = date(&k->arena, until);
    in->reason = "grippe";
    return CALL(k->w, &k->arena, "scheduling", "coordinator", scheduling, PutSubstitute, put_substitute, in, &out);
}

static void test_a_visit_that_nobody_would_come_to(void **state) {
    struct desk *k = *state;
    scheduling__book_visit_reply *out;
    size_t n;
    int64_t start = at("2026-03-19", 10, 0); /* a Thursday */
    follow(k, 1);
    assert_int_equal(book(k, "team", 1, start, &out), 0);
    assert_int_equal(away(k, "inf-01", "", "2026-03-20", "2026-03-25"), 0);
    assert_int_equal(count(k, WORK_KIND_VISIT_UNCOVERED), 0); /* the day after */
    assert_int_equal(away(k, "inf-01", "", "2026-03-18", "2026-03-19"), 0);
    const sippe__work_item *item = work(k, WORK_KIND_VISIT_UNCOVERED, &n);
    assert_int_equal(n, 1);
    assert_int_equal(item->role, ROLE_COORDINATOR);
    assert_int_equal(civil_day(item->due_on), day_parse("2026-03-18"));
    assert_true(span_equal(span_pb(item->thing), span_pb(out->visit_id)));
    assert_int_equal(away(k, "inf-01", "ts-01", "2026-03-19", "2026-03-19"), 0);
    assert_int_equal(count(k, WORK_KIND_VISIT_UNCOVERED), 0); /* she stands in */
    assert_int_equal(away(k, "ts-01", "", "2026-03-19", "2026-03-19"), 0);
    assert_int_equal(count(k, WORK_KIND_VISIT_UNCOVERED), 1); /* and is away herself */
    assert_int_equal(away(k, "ts-01", "aux-01", "2026-03-19", "2026-03-19"), 0);
    assert_int_equal(count(k, WORK_KIND_VISIT_UNCOVERED), 0); /* somebody for her in turn */
}

/* No hour of hers is offered on such a day, and none is booked; whoever stands in for her is booked by name. */
static void test_who_is_away_is_not_offered(void **state) {
    struct desk *k = *state;
    scheduling__book_visit_reply *out;
    scheduling__list_slots_request *ask = NEW(&k->arena, scheduling__list_slots_request);
    scheduling__list_slots_reply *slots;
    follow(k, 1);
    assert_int_equal(away(k, "inf-01", "ts-01", "2026-03-18", "2026-03-20"), 0);
    ask->family_id = id_field(&k->arena, numbered(101));
    ask->from = date(&k->arena, "2026-03-17");
    ask->days = 5;
    assert_int_equal(CALL(k->w, &k->arena, "scheduling", "team", scheduling, ListSlots, list_slots, ask, &slots), 0);
    assert_true(slots->n_starts > 0);
    for (size_t i = 0; i < slots->n_starts; i++)
        assert_int_equal(day_at(montreal, slots->starts[i]->ms), day_parse("2026-03-17"));
    assert_int_equal(book(k, "team", 1, at("2026-03-19", 10, 0), &out), REASON_WORKER_AWAY);
    scheduling__book_visit_request *stands_in = booking(k, 1, at("2026-03-19", 10, 0));
    APPEND(&k->arena, stands_in, workers, "ts-01");
    assert_int_equal(CALL(k->w, &k->arena, "scheduling", "team", scheduling, BookVisit, book_visit, stands_in, &out),
                     0);
}

/* Who has left, or has no hours any more, comes to nobody. */
static void test_a_visit_of_one_who_left(void **state) {
    struct desk *k = *state;
    scheduling__book_visit_reply *out;
    scheduling__put_worker_reply *put;
    scheduling__put_worker_request *in = NEW(&k->arena, scheduling__put_worker_request);
    follow(k, 1);
    assert_int_equal(cancel(k, visits(k, 1)->visits[0]), 0);
    scheduling__book_visit_request *ahead = booking(k, 1, at("2026-03-19", 10, 0));
    APPEND(&k->arena, ahead, workers, "inf-01");
    APPEND(&k->arena, ahead, workers, "ts-01");
    assert_int_equal(CALL(k->w, &k->arena, "scheduling", "team", scheduling, BookVisit, book_visit, ahead, &out), 0);
    assert_int_equal(count(k, WORK_KIND_VISIT_UNCOVERED), 0);
    in->worker = NEW(&k->arena, scheduling__worker);
    in->worker->code = "ts-01";
    in->worker->name = "Nadège Métellus";
    in->worker->discipline = DISCIPLINE_SOCIAL_WORKER;
    in->worker->clsc_code = "99001";
    in->worker->inactive = true;
    assert_int_equal(CALL(k->w, &k->arena, "scheduling", "coordinator", scheduling, PutWorker, put_worker, in, &put),
                     0);
    assert_int_equal(count(k, WORK_KIND_VISIT_UNCOVERED), 1);
}

/* Who stands in is with another family at that time; who comes to this door anyway is not. */
static void test_nobody_is_at_two_doors(void **state) {
    struct desk *k = *state;
    scheduling__book_visit_reply *out;
    scheduling__confirm_key_worker_reply *confirmed;
    int64_t start = at("2026-03-19", 10, 0);
    follow(k, 1);
    enrol(k, 2);
    assert_int_equal(confirm(k, 2, "ts-01", "", &confirmed), 0);
    assert_int_equal(book(k, "team", 1, start, &out), 0);
    assert_int_equal(away(k, "inf-01", "ts-01", "2026-03-19", "2026-03-19"), 0);
    assert_int_equal(count(k, WORK_KIND_VISIT_UNCOVERED), 0);
    assert_int_equal(book(k, "team", 2, start + 30 * 60000, &out), 0); /* half an hour into it */
    assert_int_equal(count(k, WORK_KIND_VISIT_UNCOVERED), 1);
    assert_int_equal(move(k, visit_of(k, 2, start + 30 * 60000), at("2026-03-19", 13, 30), NULL), 0);
    assert_int_equal(count(k, WORK_KIND_VISIT_UNCOVERED), 0);
    scheduling__book_visit_request *both_come = booking(k, 1, at("2026-03-26", 10, 0));
    APPEND(&k->arena, both_come, workers, "inf-01");
    APPEND(&k->arena, both_come, workers, "ts-01");
    assert_int_equal(CALL(k->w, &k->arena, "scheduling", "team", scheduling, BookVisit, book_visit, both_come, &out),
                     0);
    assert_int_equal(away(k, "inf-01", "ts-01", "2026-03-26", "2026-03-26"), 0);
    assert_int_equal(count(k, WORK_KIND_VISIT_UNCOVERED), 0);
}

/* ---- a caseload to come ---- */

/* One who is expected weighs twice as much from the day at home on: the day is said, and that it is past the cap. */
static void test_births_to_come(void **state) {
    struct desk *k = *state;
    scheduling__list_candidates_reply *list;
    scheduling__confirm_key_worker_reply *out;
    enrol(k, 1);
    assert_int_equal(candidates(k, "coordinator", 1, &list), 0);
    const scheduling__candidate *c = list->candidates[0];
    assert_int_equal(c->load_after_tenths, 10);
    assert_int_equal(c->peak_tenths, 20);
    assert_in_range(civil_day(c->peak_on), day_parse("2026-07-19"), day_parse("2026-07-24"));
    assert_null(c->over_cap_on);
    for (uint8_t n = 2; n <= 16; n++) {
        enrol(k, n);
        assert_int_equal(confirm(k, n, "inf-01", "", &out), 0);
        assert_null(out->over_cap_on); /* up to the cap of 300 */
    }
    assert_int_equal(candidates(k, "coordinator", 1, &list), 0);
    for (size_t i = 0; i < list->n_candidates; i++)
        if (strcmp(list->candidates[i]->worker, "inf-01") == 0) c = list->candidates[i];
    assert_int_equal(c->load_after_tenths, 160);
    assert_int_equal(c->peak_tenths, 320);
    assert_non_null(c->over_cap_on);
    assert_int_equal(c->excluded, EXCLUSION_REASON_UNSPECIFIED);
    assert_int_equal(confirm(k, 1, "inf-01", "", &out), 0);
    assert_non_null(out->over_cap_on);
}

/* ---- suspended ---- */

/* What was agreed before is kept or cancelled by a person; what is booked in the pause was booked by one who knew. */
static void test_agreed_before_a_pause(void **state) {
    struct desk *k = *state;
    scheduling__book_visit_reply *booked;
    follow(k, 1);
    assert_int_equal(count(k, WORK_KIND_VISIT_REVIEW), 0);
    intake__follow_up_told *e = enrolled(k, 1, "2026-03-09");
    sippe__follow_up_pause *p = NEW(&k->arena, sippe__follow_up_pause);
    e->standing = FOLLOW_UP_STANDING_SUSPENDED;
    p->from = date(&k->arena, "2026-03-02");
    APPEND(&k->arena, e->personal->facts, pauses, p);
    say(k, numbered(1), &e->base);
    assert_int_equal(count(k, WORK_KIND_VISIT_REVIEW), 1);
    assert_int_equal(count(k, WORK_KIND_VISIT_DUE) + count(k, WORK_KIND_FIRST_VISIT), 0);
    assert_int_equal(cancel(k, visits(k, 1)->visits[0]), 0);
    assert_int_equal(count(k, WORK_KIND_VISIT_REVIEW), 0);
    scheduling__book_visit_request *in = booking(k, 1, at("2026-03-18", 9, 0));
    APPEND(&k->arena, in, workers, "inf-01");
    APPEND(&k->arena, in, workers, "ts-01");
    assert_int_equal(CALL(k->w, &k->arena, "scheduling", "team", scheduling, BookVisit, book_visit, in, &booked), 0);
    assert_int_equal(count(k, WORK_KIND_VISIT_REVIEW), 0);
}

/* ---- ended, with a visit agreed ---- */

static int told(struct desk *k, uint8_t n, scheduling__record_family_told_reply **out) {
    scheduling__record_family_told_request *in = NEW(&k->arena, scheduling__record_family_told_request);
    scheduling__family_visits_reply *v = visits(k, n);
    in->enrolment_id = v->enrolment_id;
    in->version = v->enrolment_version;
    in->note = "par téléphone";
    return CALL(k->w, &k->arena, "scheduling", "team", scheduling, RecordFamilyTold, record_family_told, in, out);
}

/* The machine cancels what was agreed, and tells nobody: a person does, the key worker or a coordinator. */
static void test_an_end_is_told(void **state) {
    struct desk *k = *state;
    scheduling__record_family_told_reply *out;
    size_t n;
    follow(k, 1);
    follow(k, 2); /* proposed, and not confirmed: she counts on nothing */
    assert_int_equal(confirm_visit(k, visits(k, 1)->visits[0]), 0);
    assert_int_equal(told(k, 1, &out), REASON_FAMILY_KNOWS);
    end_follow_up(k, 1);
    end_follow_up(k, 2);
    const sippe__work_item *item = work(k, WORK_KIND_TELL_FAMILY, &n);
    assert_int_equal(n, 1);
    assert_true(id_is(item->thing, numbered(1)));
    assert_int_equal(civil_day(item->due_on), day_parse("2026-03-02"));
    assert_int_equal(item->role, ROLE_TEAM);
    assert_int_equal(told(k, 2, &out), REASON_FAMILY_KNOWS);
    follow(k, 3); /* entered in error: what was agreed with her was agreed elsewhere */
    assert_int_equal(confirm_visit(k, visits(k, 3)->visits[0]), 0);
    intake__follow_up_told *e = enrolled(k, 3, "2026-03-09");
    e->standing = FOLLOW_UP_STANDING_ENDED;
    e->personal->in_error = true;
    say(k, numbered(3), &e->base);
    assert_int_equal(count(k, WORK_KIND_TELL_FAMILY), 1);
    assert_int_equal(told(k, 1, &out), 0);
    assert_int_equal(count(k, WORK_KIND_TELL_FAMILY), 0);
    assert_int_equal(told(k, 1, &out), REASON_FAMILY_KNOWS);
}

/* ---- without an address ---- */

static void test_without_an_address(void **state) {
    struct desk *k = *state;
    scheduling__book_visit_reply *booked;
    scheduling__confirm_key_worker_reply *out;
    scheduling__list_slots_request *ask = NEW(&k->arena, scheduling__list_slots_request);
    scheduling__list_slots_reply *slots;
    intake__follow_up_told *e = enrolled(k, 1, "2026-03-09");
    e->personal->facts->postal_code = NULL;
    say(k, numbered(1), &e->base);
    enrol(k, 2);
    assert_int_equal(confirm(k, 1, "inf-01", "", &out), 0);
    assert_int_equal(out->first_visit_id.len, 16); /* proposed all the same */
    assert_int_equal(confirm(k, 2, "inf-01", "", &out), 0);
    for (uint8_t n = 1; n <= 2; n++) {
        ask->family_id = id_field(&k->arena, numbered((uint8_t)(n + 100)));
        assert_int_equal(CALL(k->w, &k->arena, "scheduling", "team", scheduling, ListSlots, list_slots, ask, &slots),
                         0);
        assert_true(slots->n_starts > 0);
        assert_int_equal(slots->travel_unknown, n == 1);
    }
    assert_int_equal(book(k, "team", 1, at("2026-03-19", 10, 0), &booked), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_an_evening_with_a_reason),
        TEST(test_a_holiday_stays_one),
        TEST(test_a_visit_that_a_change_left_outside),
        TEST(test_who_books_outside_is_told),
        TEST(test_a_visit_that_nobody_would_come_to),
        TEST(test_who_is_away_is_not_offered),
        TEST(test_a_visit_of_one_who_left),
        TEST(test_nobody_is_at_two_doors),
        TEST(test_births_to_come),
        TEST(test_agreed_before_a_pause),
        TEST(test_an_end_is_told),
        TEST(test_without_an_address),
    };
    return cmocka_run_group_tests_name("scheduling, nobody lost", tests, NULL, NULL);
}
