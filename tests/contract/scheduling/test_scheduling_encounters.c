/* What took place: with an appointment and without one, in what way, late, corrected, struck out. Wrong and then
 * corrected is as if it had been right from the start. */
#include <stdlib.h>
#include "harness_internal.h"
#include "scheduling_world.h"

static const int64_t day_ms = INT64_C(86400000);

static scheduling__encounter_facts *facts(struct desk *k, int64_t start) {
    scheduling__encounter_facts *f = NEW(&k->arena, scheduling__encounter_facts);
    f->start = instant(k, start);
    f->minutes = 50;
    return f;
}

static int tell(struct desk *k, uint8_t n, const scheduling__visit *visit, scheduling__encounter_facts *f) {
    scheduling__record_encounter_request *in = NEW(&k->arena, scheduling__record_encounter_request);
    scheduling__record_encounter_reply *out;
    in->family_id = id_field(&k->arena, numbered((uint8_t)(n + 100)));
    in->facts = f;
    if (visit) in->visit_id = visit->visit_id, in->visit_version = visit->version;
    return CALL(k->w, &k->arena, "scheduling", "team", scheduling, RecordEncounter, record_encounter, in, &out);
}

/* facts NULL: struck out. */
static int correct(struct desk *k, const scheduling__encounter *e, const scheduling__encounter_facts *f,
                   const char *reason) {
    scheduling__correct_encounter_request *in = NEW(&k->arena, scheduling__correct_encounter_request);
    scheduling__correct_encounter_reply *out;
    in->encounter_id = e->encounter_id;
    in->version = e->version;
    in->facts = (scheduling__encounter_facts *)(uintptr_t)f;
    in->in_error = !f;
    in->reason = reason;
    return CALL(k->w, &k->arena, "scheduling", "team", scheduling, CorrectEncounter, correct_encounter, in, &out);
}

static void followed(struct desk *k) {
    scheduling__confirm_key_worker_reply *confirmed;
    enrol(k, 1);
    assert_int_equal(confirm(k, 1, "inf-01", "", &confirmed), 0);
}

static void until(struct desk *k, int64_t at_ms) {
    world_run(k->w, 500);
    k->w->now_ms = at_ms;
    world_run(k->w, 2000);
}

static const scheduling__encounter *encounter(struct desk *k, size_t i) { return visits(k, 1)->encounters[i]; }

/* Her first window and those of the pregnancy that are not before the enrolment: "1 MET". */
static const char *windows_text(struct desk *k) {
    scheduling__family_visits_request *in = NEW(&k->arena, scheduling__family_visits_request);
    scheduling__family_visits_reply *f;
    const char *text = "";
    in->family_id = id_field(&k->arena, numbered(101));
    in->all_windows = true;
    assert_int_equal(CALL(k->w, &k->arena, "scheduling", "team", scheduling, FamilyVisits, family_visits, in, &f), 0);
    for (size_t i = 0; i < f->n_windows; i++) {
        const scheduling__due_window *w = f->windows[i];
        const ProtobufCEnumValue *v =
            protobuf_c_enum_descriptor_get_value(&scheduling__window_state__descriptor, (int)w->state);
        if (w->state == WINDOW_STATE_NOT_OWED_BEFORE || w->state == WINDOW_STATE_COMING) continue;
        text = arena_printf(&k->arena, "%s%s%.5s %d %s", text, *text ? ", " : "", w->phase, w->k,
                            v->name + strlen("WINDOW_STATE_"));
    }
    return text;
}

static const char *work_text(struct desk *k) {
    sippe__list_work_reply *out = NULL;
    const char *text = "";
    assert_int_equal(world_call(k->w, &k->arena, "scheduling", "team", "scheduling.ListWork", world_request_id(k->w),
                                &NEW(&k->arena, sippe__list_work_request)->base, &sippe__list_work_reply__descriptor,
                                &out, NULL),
                     0);
    for (size_t i = 0; i < out->n_items; i++)
        text = arena_printf(&k->arena, "%s %d:%d", text, (int)out->items[i]->kind, civil_day(out->items[i]->due_on));
    return text;
}

/* What intake was told last. */
static const char *told_text(struct desk *k) {
    struct record r;
    struct view *v = world_view(k->w, "scheduling", &k->arena);
    for (uint64_t seq = world_engine(k->w, "scheduling")->seq; seq > 0; seq--) {
        const scheduling__follow_up_seen *e = READ_EVENT(v, scheduling__follow_up_seen, seq, &r);
        if (!e) continue;
        return arena_printf(&k->arena, "%s first %d last %d any %d done %d", e->personal->key_worker,
                            civil_day(e->personal->first_in_presence_on), civil_day(e->personal->last_in_presence_on),
                            civil_day(e->personal->last_encounter_on), e->personal->encounters_done);
    }
    return "";
}

/* ---- one after the other ---- */

static void test_without_an_appointment(void **state) {
    struct desk *k = *state;
    followed(k);
    assert_int_equal(cancel(k, visits(k, 1)->visits[0]), 0);
    until(k, at("2026-03-05", 12, 0));
    scheduling__encounter_facts *f = facts(k, at("2026-03-05", 9, 0));
    f->place = ENCOUNTER_PLACE_CLSC;
    f->language = "es";
    f->met = arena_copy(&k->arena, (scheduling__encounter_met[]){ENCOUNTER_MET_MOTHER}, sizeof *f->met);
    f->n_met = 1;
    assert_int_equal(tell(k, 1, NULL, f), 0);
    scheduling__family_visits_reply *v = visits(k, 1);
    assert_int_equal(v->n_encounters, 1);
    assert_int_equal(v->encounters[0]->visit_id.len, 0);
    assert_string_equal(v->encounters[0]->facts->workers[0], "inf-01"); /* nobody was named */
    assert_int_equal(v->encounters[0]->facts->mode, ENCOUNTER_MODE_IN_PERSON);
    assert_int_equal(v->encounters[0]->facts->met[0], ENCOUNTER_MET_MOTHER);
    assert_string_equal(windows_text(k), "PRENA 5 MET, FIRST 1 MET");
}

/* Said again it is not two: of the same time and one of the same workers. Struck out it can be said anew. */
static void test_said_twice(void **state) {
    struct desk *k = *state;
    followed(k);
    assert_int_equal(cancel(k, visits(k, 1)->visits[0]), 0);
    until(k, at("2026-03-05", 12, 0));
    scheduling__encounter_facts *f = facts(k, at("2026-03-05", 9, 0));
    assert_int_equal(tell(k, 1, NULL, f), 0);
    assert_int_equal(tell(k, 1, NULL, f), REASON_ENCOUNTER_KNOWN);
    assert_int_equal(correct(k, encounter(k, 0), NULL, "autre famille"), 0);
    assert_int_equal(tell(k, 1, NULL, f), 0);
    assert_int_equal(tell(k, 1, NULL, facts(k, at("2026-03-05", 9, 30))), 0);
    APPEND(&k->arena, f, workers, arena_text(&k->arena, "ts-01"));
    assert_int_equal(tell(k, 1, NULL, f), 0); /* another one was there, and says so herself */
    assert_int_equal(visits(k, 1)->n_encounters, 4);
}

/* By telephone she was not visited: nothing is met, and intake counts it. */
static void test_by_telephone(void **state) {
    struct desk *k = *state;
    followed(k);
    assert_int_equal(cancel(k, visits(k, 1)->visits[0]), 0);
    until(k, at("2026-03-05", 12, 0));
    scheduling__encounter_facts *f = facts(k, at("2026-03-05", 9, 0));
    f->mode = ENCOUNTER_MODE_PHONE;
    assert_int_equal(tell(k, 1, NULL, f), 0);
    assert_string_equal(windows_text(k), "PRENA 5 OPEN, FIRST 1 OPEN");
    const char *told =
        arena_printf(&k->arena, "inf-01 first %d last %d any %d done 1", DAY_NONE, DAY_NONE, day_parse("2026-03-05"));
    assert_string_equal(told_text(k), told);
}

/* Before she was enrolled: noted, and the first window is where it was. */
static void test_before_the_enrolment(void **state) {
    struct desk *k = *state;
    followed(k);
    const char *was = windows_text(k);
    assert_int_equal(tell(k, 1, NULL, facts(k, at("2026-02-13", 9, 0))), 0);
    assert_string_equal(windows_text(k), arena_printf(&k->arena, "PRENA 4 MET, %s", was));
}

/* Of two enrolments the one under which it took place. */
static void test_under_which_enrolment(void **state) {
    struct desk *k = *state;
    scheduling__encounter_recorded *told;
    followed(k);
    until(k, at("2026-03-20", 9, 0));
    end_follow_up(k, 1);
    until(k, at("2026-04-01", 9, 0));
    intake__follow_up_told *again = enrolled(k, 1, "2026-04-08");
    again->enrolment_id = id_field(&k->arena, numbered(50));
    say(k, numbered(50), &again->base);
    until(k, at("2026-04-03", 9, 0));
    assert_int_equal(tell(k, 1, NULL, facts(k, at("2026-03-10", 9, 0))), 0);
    assert_int_equal(said(k, &scheduling__encounter_recorded__descriptor, &told), 1);
    assert_true(id_is(told->enrolment_id, numbered(1)));
    assert_int_equal(tell(k, 1, NULL, facts(k, at("2026-04-02", 9, 0))), 0);
    assert_int_equal(said(k, &scheduling__encounter_recorded__descriptor, &told), 2);
    assert_true(id_is(told->enrolment_id, numbered(50)));
}

static void test_struck_out_for_good(void **state) {
    struct desk *k = *state;
    followed(k);
    scheduling__encounter_facts *f = facts(k, at("2026-03-02", 9, 0));
    assert_int_equal(tell(k, 1, NULL, f), 0);
    assert_int_equal(correct(k, encounter(k, 0), NULL, "jamais"), 0);
    assert_int_equal(correct(k, encounter(k, 0), f, "tout de même"), REASON_STRUCK_OUT);
}

static void test_corrected_and_struck_out(void **state) {
    struct desk *k = *state;
    followed(k);
    int64_t start = visits(k, 1)->visits[0]->start->ms;
    until(k, start + 2 * INT64_C(3600000));
    assert_int_equal(record(k, visits(k, 1)->visits[0], VISIT_RESULT_DONE, ""), 0);
    assert_string_equal(windows_text(k), "PRENA 5 MET, FIRST 1 MET");
    scheduling__encounter_facts *absent = facts(k, start);
    absent->missed = ENCOUNTER_MISSED_ABSENT;
    assert_int_equal(correct(k, encounter(k, 0), absent, "mauvaise case"), 0);
    scheduling__family_visits_reply *v = visits(k, 1);
    assert_int_equal(v->visits[0]->state, VISIT_STATE_NO_SHOW);
    assert_string_equal(windows_text(k), "PRENA 5 MAKE_UP, FIRST 1 MAKE_UP");
    assert_string_equal(v->encounters[0]->reason, "mauvaise case");
    assert_non_null(v->encounters[0]->corrected_at);
    absent->missed = ENCOUNTER_MISSED_WEATHER;
    assert_int_equal(correct(k, encounter(k, 0), absent, "c'était la neige"), 0);
    assert_int_equal(visits(k, 1)->visits[0]->state, VISIT_STATE_MISSED);
    assert_int_equal(correct(k, encounter(k, 0), NULL, "autre famille"), 0);
    v = visits(k, 1);
    assert_true(v->encounters[0]->in_error);
    assert_int_equal(v->visits[0]->state, VISIT_STATE_CONFIRMED); /* over: to be recorded */
    assert_string_equal(windows_text(k), "PRENA 5 BOOKED, FIRST 1 BOOKED");
    assert_non_null(strstr(work_text(k), arena_printf(&k->arena, " %d:", WORK_KIND_RECORD_VISIT)));
    assert_int_equal(correct(k, encounter(k, 0), absent, "encore"), REASON_STRUCK_OUT);
    assert_int_equal(record(k, v->visits[0], VISIT_RESULT_DONE, ""), 0); /* as it was */
}

/* Told after the end: noted, and it counts. */
static void test_late(void **state) {
    struct desk *k = *state;
    followed(k);
    until(k, at("2026-03-20", 9, 0));
    end_follow_up(k, 1);
    assert_int_equal(tell(k, 1, NULL, facts(k, at("2026-03-12", 9, 0))), 0);
    assert_int_equal(tell(k, 1, visits(k, 1)->visits[0], facts(k, visits(k, 1)->visits[0]->start->ms)), 0);
    assert_int_equal(visits(k, 1)->n_encounters, 2);
    assert_non_null(strstr(told_text(k), "done 2"));
}

static void test_refused(void **state) {
    struct desk *k = *state;
    followed(k);
    until(k, at("2026-03-05", 12, 0));
    const scheduling__visit *visit = visits(k, 1)->visits[0];
    assert_int_equal(tell(k, 1, NULL, facts(k, at("2026-03-06", 9, 0))), REASON_FIELDS_INVALID); /* tomorrow */
    assert_int_equal(tell(k, 1, NULL, facts(k, at("2016-03-06", 9, 0))), REASON_FIELDS_INVALID);
    assert_int_equal(tell(k, 9, NULL, facts(k, at("2026-03-04", 9, 0))), REASON_NOT_FOUND);
    scheduling__encounter_facts *f = facts(k, at("2026-03-04", 9, 0));
    APPEND(&k->arena, f, workers, "inf-99");
    assert_int_equal(tell(k, 1, NULL, f), REASON_FIELDS_INVALID);
    f = facts(k, at("2026-03-04", 9, 0));
    f->missed = ENCOUNTER_MISSED_OTHER;
    assert_int_equal(tell(k, 1, NULL, f), REASON_FIELDS_INVALID); /* which? */
    f->note = "   ";
    assert_int_equal(tell(k, 1, NULL, f), REASON_FIELDS_INVALID);
    f->note = "";
    f->missed = ENCOUNTER_MISSED_UNSPECIFIED;
    f->mode = ENCOUNTER_MODE_PHONE;
    f->place = ENCOUNTER_PLACE_HOME;
    assert_int_equal(tell(k, 1, NULL, f), REASON_FIELDS_INVALID);
    f->place = ENCOUNTER_PLACE_UNSPECIFIED;
    assert_int_equal(tell(k, 1, visit, f), 0);
    assert_int_equal(tell(k, 1, visit, f), REASON_VERSION_STALE);
    assert_int_equal(tell(k, 1, visits(k, 1)->visits[0], f), REASON_VISIT_CLOSED);
    const scheduling__encounter *e = encounter(k, 0);
    assert_int_equal(correct(k, e, f, ""), REASON_FIELDS_INVALID);
    assert_int_equal(correct(k, e, f, "   "), REASON_FIELDS_INVALID);
    assert_int_equal(correct(k, e, f, "par téléphone"), 0);
    assert_int_equal(correct(k, e, f, "par téléphone"), REASON_VERSION_STALE);
}

/* ---- wrong and then corrected, or right from the start ---- */

enum { WRONG_DAY, WRONG_RESULT, WRONG_WAY, NEVER_WAS, WRONGS };
enum { ORDERS = 3 };

/* The facts of one visit as they are; wrong: as they were first written down. NULL: there is nothing to write. */
static scheduling__encounter_facts *as_told(struct desk *k, int what, bool wrong, int64_t start) {
    scheduling__encounter_facts *f = facts(k, start);
    if (what == NEVER_WAS && !wrong) return NULL;
    if (what == WRONG_DAY && wrong) f->start->ms -= 8 * day_ms;
    if (what == WRONG_RESULT && wrong) f->missed = ENCOUNTER_MISSED_REFUSED;
    if (what == WRONG_WAY && wrong) f->mode = ENCOUNTER_MODE_VIDEO;
    return f;
}

/* What else happens to her meanwhile. */
static void happens(struct desk *k, int which) {
    if (which == 0) assert_int_equal(tell(k, 1, NULL, facts(k, at("2026-03-19", 10, 0))), 0);
    if (which != 1) return;
    redate(k, 1, "2026-07-12", NULL, NULL);
}

/* The whole of what is derived, at the end of one of the orders; `wrong`: it was corrected. */
static char *story(int what, int order, bool wrong, bool booked) {
    void *state;
    setup(&state);
    struct desk *k = state;
    followed(k);
    const scheduling__visit *visit = visits(k, 1)->visits[0];
    assert_int_equal(confirm_visit(k, visit), 0);
    int64_t start = booked ? visit->start->ms : at("2026-03-16", 10, 0);
    until(k, at("2026-03-21", 9, 0));
    visit = booked ? visits(k, 1)->visits[0] : NULL;
    if (order == 0) happens(k, 0), happens(k, 1);
    scheduling__encounter_facts *first = as_told(k, what, wrong, start), *right = as_told(k, what, false, start);
    if (first) assert_int_equal(tell(k, 1, visit, first), 0);
    if (order == 1) happens(k, 1), happens(k, 0);
    if (wrong) {
        scheduling__family_visits_reply *v = visits(k, 1);
        size_t i = 0;
        while (civil_ms(v->encounters[i]->facts->start) == at("2026-03-19", 10, 0)) i++;
        assert_int_equal(correct(k, v->encounters[i], right, "erreur"), 0);
    }
    if (order == 2) happens(k, 0), happens(k, 1);
    scheduling__family_visits_reply *v = visits(k, 1);
    char *text = strdup(arena_printf(&k->arena, "%s |%s | %s | visit %d", windows_text(k), work_text(k), told_text(k),
                                     v->n_visits ? (int)v->visits[0]->state : 0));
    teardown(&state);
    return text;
}

static void test_corrected_is_right_from_the_start(void **state) {
    (void)state;
    for (int booked = 0; booked <= 1; booked++)
        for (int what = 0; what < WRONGS; what++) {
            char *right = story(what, 0, false, booked);
            for (int order = 0; order < ORDERS; order++)
                for (int wrong = 0; wrong <= 1; wrong++) {
                    char *got = story(what, order, wrong, booked);
                    if (strcmp(got, right) != 0)
                        fail_msg("booked %d, what %d, order %d, wrong %d\n%s\n%s", booked, what, order, wrong, right,
                                 got);
                    free(got);
                }
            free(right);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_without_an_appointment, setup, teardown),
        cmocka_unit_test_setup_teardown(test_said_twice, setup, teardown),
        cmocka_unit_test_setup_teardown(test_by_telephone, setup, teardown),
        cmocka_unit_test_setup_teardown(test_corrected_and_struck_out, setup, teardown),
        cmocka_unit_test_setup_teardown(test_before_the_enrolment, setup, teardown),
        cmocka_unit_test_setup_teardown(test_under_which_enrolment, setup, teardown),
        cmocka_unit_test_setup_teardown(test_struck_out_for_good, setup, teardown),
        cmocka_unit_test_setup_teardown(test_late, setup, teardown),
        cmocka_unit_test_setup_teardown(test_refused, setup, teardown),
        cmocka_unit_test(test_corrected_is_right_from_the_start),
    };
    return cmocka_run_group_tests_name("contract/scheduling_encounters", tests, NULL, NULL);
}
