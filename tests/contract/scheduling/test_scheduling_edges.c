/* Scheduling through its engine, at the edges: who counts as gone, how many may come, what a record says of who and why. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>
#include "scheduling/domain/booking.h"
#include "scheduling/tables.h"
#include "feeder.h"
#include "harness_internal.h"
#include "rules.h"

enum { CAP_MOST = 1000 };

static const struct service *const both[] = {&feeder_intake, &scheduling_service};
static const struct zone montreal = {-300, true};

static int64_t at(const char *on, int hour, int minute) {
    return wall_instant(montreal, (struct wall){day_parse(on), (int16_t)(hour * 60 + minute)});
}

static struct id numbered(uint8_t n) { return (struct id){{9, [15] = n}}; }

struct desk {
    struct world *w;
    struct arena arena;
};

static int put_worker(struct desk *k, const char *code, scheduling__discipline discipline, const char *languages,
                      const char *area, const char *clsc, scheduling__put_worker_reply **out) {
    struct arena *a = &k->arena;
    scheduling__put_worker_request *in = NEW(a, scheduling__put_worker_request);
    scheduling__worker *w = in->worker = NEW(a, scheduling__worker);
    w->code = code;
    w->name = "Nadège Métellus";
    w->discipline = discipline;
    for (; languages[0]; languages += 2) {
        sippe__language *language = NEW(a, sippe__language);
        language->code = arena_printf(a, "%.2s", languages);
        APPEND(a, w, languages, language);
    }
    for (int day_of = 1; day_of <= 5; day_of++)
        for (int half = 0; half < 2; half++) {
            scheduling__hours *h = NEW(a, scheduling__hours);
            h->weekday = day_of;
            h->from_minute = half ? 780 : 510;
            h->to_minute = half ? 990 : 720;
            APPEND(a, w, hours, h);
        }
    w->start_area = NEW(a, sippe__postal_code);
    w->start_area->code = area;
    w->clsc_code = clsc;
    return CALL(k->w, a, "scheduling", "coordinator", scheduling, PutWorker, put_worker, in, out);
}

static sippe__date *date(struct arena *a, const char *on) {
    sippe__date *d = NEW(a, sippe__date);
    int year, month, dom;
    day_parts(day_parse(on), &year, &month, &dom);
    d->year = year;
    d->month = month;
    d->day = dom;
    return d;
}

static void say(struct desk *k, struct id subject, const ProtobufCMessage *event) {
    feeder_say(k->w, &k->arena, subject, event);
    assert_true(world_settle(k->w, 60000));
}

/* Family n of CLSC 99001, which speaks Spanish, in the 20th week. */
static intake__family_enrolled *enrolled(struct desk *k, uint8_t n, const char *act_by) {
    struct arena *a = &k->arena;
    intake__family_enrolled *e = NEW(a, intake__family_enrolled);
    e->enrolment_id = id_field(a, numbered(n));
    e->family_id = id_field(a, numbered((uint8_t)(n + 100)));
    e->family_number = "1042-9";
    e->clsc_code = "99001";
    e->act_by = date(a, act_by);
    e->personal = NEW(a, intake__family_enrolled__personal);
    e->personal->phone = "5145550142";
    e->personal->language = NEW(a, sippe__language);
    e->personal->language->code = "es";
    e->personal->postal_code = NEW(a, sippe__postal_code);
    e->personal->postal_code->code = "H2M1Y4";
    e->personal->due_date = date(a, "2026-07-20");
    return e;
}

static void enrol(struct desk *k, uint8_t n) { say(k, numbered(n), &enrolled(k, n, "2026-03-09")->base); }

/* Monday 2026-03-02, 10:00. */
static int setup(void **state) {
    struct desk *k = test_calloc(1, sizeof *k);
    struct world_options o = {
        .seed = 3, .services = both, .n_services = 2, .territory = "test", .start_ms = at("2026-03-02", 10, 0)};
    k->w = world_new(&o);
    arena_init(&k->arena);
    world_key(k->w, "operator", ROLE_OPERATOR, "");
    world_key(k->w, "coordinator", ROLE_COORDINATOR, "");
    world_key(k->w, "team", ROLE_TEAM, "99001");
    world_key(k->w, "team2", ROLE_TEAM, "99002");
    world_key(k->w, "desk", ROLE_DESK, "99001");
    sippe__territory *rules = rules_for_tests(&k->arena, "test");
    rules->visits->first_visit_minutes = 90; /* longer than those of the phases */
    feeder_adopt(k->w, &k->arena, rules);
    scheduling__put_worker_reply *out;
    assert_int_equal(put_worker(k, "inf-01", DISCIPLINE_NURSE, "fres", "H2C", "99001", &out), 0);
    assert_int_equal(put_worker(k, "inf-02", DISCIPLINE_NURSE, "fr", "H1G", "99002", &out), 0);
    assert_int_equal(put_worker(k, "ts-01", DISCIPLINE_SOCIAL_WORKER, "fres", "H2M", "99001", &out), 0);
    assert_int_equal(put_worker(k, "aux-01", DISCIPLINE_FAMILY_AIDE, "fres", "H2M", "", &out), 0);
    *state = k;
    return 0;
}

static int teardown(void **state) {
    struct desk *k = *state;
    const char *fault = world_verify(k->w);
    if (fault) print_error("%s\n", fault);
    world_free(k->w);
    arena_close(&k->arena);
    test_free(k);
    return fault ? -1 : 0;
}

/* ---- calls ---- */

static int candidates(struct desk *k, const char *key, uint8_t n, scheduling__list_candidates_reply **out) {
    scheduling__list_candidates_request *in = NEW(&k->arena, scheduling__list_candidates_request);
    in->enrolment_id = id_field(&k->arena, numbered(n));
    return CALL(k->w, &k->arena, "scheduling", key, scheduling, ListCandidates, list_candidates, in, out);
}

static int confirm(struct desk *k, uint8_t n, const char *worker, const char *joint,
                   scheduling__confirm_key_worker_reply **out) {
    scheduling__list_candidates_reply *list;
    scheduling__confirm_key_worker_request *in = NEW(&k->arena, scheduling__confirm_key_worker_request);
    assert_int_equal(candidates(k, "coordinator", n, &list), 0);
    in->enrolment_id = id_field(&k->arena, numbered(n));
    in->enrolment_version = list->enrolment_version;
    in->worker = worker;
    in->joint_worker = joint;
    in->by = "Coordonnatrice";
    return CALL(k->w, &k->arena, "scheduling", "coordinator", scheduling, ConfirmKeyWorker, confirm_key_worker, in,
                out);
}

static sippe__instant *instant(struct desk *k, int64_t ms) {
    sippe__instant *i = NEW(&k->arena, sippe__instant);
    i->ms = ms;
    return i;
}

static scheduling__book_visit_request *booking(struct desk *k, uint8_t n, int64_t start) {
    scheduling__book_visit_request *in = NEW(&k->arena, scheduling__book_visit_request);
    in->family_id = id_field(&k->arena, numbered((uint8_t)(n + 100)));
    in->start = instant(k, start);
    in->by = "Intervenante";
    return in;
}

static scheduling__family_visits_reply *visits(struct desk *k, uint8_t n) {
    scheduling__family_visits_request *in = NEW(&k->arena, scheduling__family_visits_request);
    scheduling__family_visits_reply *out;
    in->family_id = id_field(&k->arena, numbered((uint8_t)(n + 100)));
    assert_int_equal(CALL(k->w, &k->arena, "scheduling", "team", scheduling, FamilyVisits, family_visits, in, &out), 0);
    return out;
}

static int record(struct desk *k, const scheduling__visit *v, scheduling__visit_result result, const char *reason) {
    scheduling__record_visit_request *in = NEW(&k->arena, scheduling__record_visit_request);
    scheduling__record_visit_reply *out;
    in->visit_id = v->visit_id;
    in->version = v->version;
    in->result = result;
    in->reason = reason;
    in->by = "Intervenante";
    return CALL(k->w, &k->arena, "scheduling", "team", scheduling, RecordVisit, record_visit, in, &out);
}

static size_t said(struct desk *k, const ProtobufCMessageDescriptor *type, void *out) {
    return feeder_records(k->w, &k->arena, "scheduling", type, out);
}

/* ---- tests ---- */

static int book(struct desk *k, const scheduling__book_visit_request *in) {
    scheduling__book_visit_reply *out;
    return CALL(k->w, &k->arena, "scheduling", "team", scheduling, BookVisit, book_visit, in, &out);
}

static int put_off(struct desk *k, const char *code, bool with_hours) {
    scheduling__put_worker_request *in = NEW(&k->arena, scheduling__put_worker_request);
    scheduling__put_worker_reply *out;
    in->worker = NEW(&k->arena, scheduling__worker);
    in->worker->code = code;
    in->worker->name = "Nadège Métellus";
    in->worker->discipline = DISCIPLINE_NURSE;
    in->worker->inactive = with_hours;
    return CALL(k->w, &k->arena, "scheduling", "operator", scheduling, PutWorker, put_worker, in, &out);
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
    assert_int_equal(book(k, in), 0);
    APPEND(&k->arena, in, workers, codes[4]);
    assert_int_equal(book(k, in), REASON_FIELDS_INVALID);
}

/* The first visit has a length of its own; who booked it stands in the record. */
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
    assert_int_equal(book(k, booking(k, 1, at("2026-03-12", 9, 0))), 0);
    assert_int_equal(said(k, &scheduling__visit_booked__descriptor, &booked), 2);
    assert_false(booked->first);
    assert_int_equal(booked->minutes, by_window);
    assert_string_equal(booked->personal->by, "Intervenante");
}

static void test_why_a_visit_did_not_take_place(void **state) {
    struct desk *k = *state;
    scheduling__confirm_key_worker_reply *confirmed;
    scheduling__visit_recorded *recorded;
    enrol(k, 1);
    assert_int_equal(confirm(k, 1, "inf-01", "", &confirmed), 0);
    k->w->now_ms = confirmed->start->ms + 60000;
    world_run(k->w, 1000);
    assert_int_equal(record(k, visits(k, 1)->visits[0], VISIT_RESULT_REFUSED, "Ne veut plus"), 0);
    assert_int_equal(said(k, &scheduling__visit_recorded__descriptor, &recorded), 1);
    assert_string_equal(recorded->personal->reason, "Ne veut plus");
    assert_string_equal(visits(k, 1)->visits[0]->reason, "Ne veut plus");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_who_has_no_hours_counts_as_gone),
        TEST(test_slots_of_nobody),
        TEST(test_a_caseload_has_its_most),
        TEST(test_candidates_are_named),
        TEST(test_four_may_come),
        TEST(test_a_second_visit_is_as_long_as_its_window),
        TEST(test_why_a_visit_did_not_take_place),
    };
    return cmocka_run_group_tests_name("scheduling: edges", tests, NULL, NULL);
}
