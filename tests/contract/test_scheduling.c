/* Scheduling through its engine: from an enrolment to visits that took place, with an intake that says what the test
 * wants. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>
#include "../../services/scheduling/tables.h"
#include "feeder.h"
#include "rules.h"

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

/* Monday 2026-03-02, 10:00. The team: two nurses, a social worker, an aide. */
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
    feeder_adopt(k->w, &k->arena, rules_for_tests(&k->arena, "test"));
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

static int book(struct desk *k, const char *key, uint8_t n, int64_t start, scheduling__book_visit_reply **out) {
    return CALL(k->w, &k->arena, "scheduling", key, scheduling, BookVisit, book_visit, booking(k, n, start), out);
}

static scheduling__family_visits_reply *visits(struct desk *k, uint8_t n) {
    scheduling__family_visits_request *in = NEW(&k->arena, scheduling__family_visits_request);
    scheduling__family_visits_reply *out;
    in->family_id = id_field(&k->arena, numbered((uint8_t)(n + 100)));
    assert_int_equal(CALL(k->w, &k->arena, "scheduling", "team", scheduling, FamilyVisits, family_visits, in, &out), 0);
    return out;
}

static int cancel(struct desk *k, const scheduling__visit *v) {
    scheduling__cancel_visit_request *in = NEW(&k->arena, scheduling__cancel_visit_request);
    scheduling__cancel_visit_reply *out;
    in->visit_id = v->visit_id;
    in->version = v->version;
    in->reason = "Hospitalisation";
    in->by = "Intervenante";
    return CALL(k->w, &k->arena, "scheduling", "team", scheduling, CancelVisit, cancel_visit, in, &out);
}

static int confirm_visit(struct desk *k, const scheduling__visit *v) {
    scheduling__confirm_visit_request *in = NEW(&k->arena, scheduling__confirm_visit_request);
    scheduling__confirm_visit_reply *out;
    in->visit_id = v->visit_id;
    in->version = v->version;
    in->by = "Intervenante";
    return CALL(k->w, &k->arena, "scheduling", "team", scheduling, ConfirmVisit, confirm_visit, in, &out);
}

static int move(struct desk *k, const scheduling__visit *v, int64_t start, const char *worker) {
    scheduling__move_visit_request *in = NEW(&k->arena, scheduling__move_visit_request);
    scheduling__move_visit_reply *out;
    in->visit_id = v->visit_id;
    in->version = v->version;
    in->start = instant(k, start);
    if (worker) APPEND(&k->arena, in, workers, worker);
    in->reason = "Rendez-vous médical";
    in->by = "Intervenante";
    return CALL(k->w, &k->arena, "scheduling", "team", scheduling, MoveVisit, move_visit, in, &out);
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

static scheduling__worker_week_reply *week(struct desk *k, const char *key, const char *worker) {
    scheduling__worker_week_request *in = NEW(&k->arena, scheduling__worker_week_request);
    scheduling__worker_week_reply *out;
    in->worker = worker;
    int reason = CALL(k->w, &k->arena, "scheduling", key, scheduling, WorkerWeek, worker_week, in, &out);
    return reason ? NULL : out;
}

static size_t said(struct desk *k, const ProtobufCMessageDescriptor *type, void *out) {
    return feeder_records(k->w, &k->arena, "scheduling", type, out);
}

/* ---- tests ---- */

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
    assert_int_equal(list->excluded[1]->excluded, EXCLUSION_REASON_LANGUAGE);

    assert_int_equal(confirm(k, 1, "nobody", "", &out), REASON_WORKER_UNKNOWN);
    assert_int_equal(confirm(k, 1, "inf-02", "", &out), REASON_LANGUAGE_NOT_SPOKEN);
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
    assert_string_equal(e->worker, "inf-01");
    assert_int_equal(e->points_tenths, 10);
    assert_int_equal(e->n_proposed, 2);
    assert_string_equal(e->proposed[0]->name, "");
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
    in->by = "Coordonnatrice";
    assert_int_equal(
        CALL(k->w, &k->arena, "scheduling", "coordinator", scheduling, ConfirmKeyWorker, confirm_key_worker, in, &out),
        REASON_VERSION_STALE);
    assert_int_equal(
        CALL(k->w, &k->arena, "scheduling", "team", scheduling, ConfirmKeyWorker, confirm_key_worker, in, &out),
        REASON_NOT_ALLOWED);
    in->by = "";
    assert_int_equal(
        CALL(k->w, &k->arena, "scheduling", "coordinator", scheduling, ConfirmKeyWorker, confirm_key_worker, in, &out),
        REASON_FIELDS_INVALID);
}

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
    assert_string_equal(second->window_phase, "PRENATAL");
    assert_int_equal(confirm_visit(k, first), 0);
    assert_int_equal(confirm_visit(k, first), REASON_VERSION_STALE);
    assert_int_equal(confirm_visit(k, second), REASON_MOVE_ILLEGAL);

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
    scheduling__visit_recorded *e;
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
    assert_int_equal(record(k, v, VISIT_RESULT_UNSPECIFIED, ""), REASON_FIELDS_INVALID);
    assert_int_equal(record(k, v, VISIT_RESULT_DONE, ""), 0);
    assert_int_equal(said(k, &scheduling__visit_recorded__descriptor, &e), 1);
    assert_int_equal(e->on->day, 2);
    assert_int_equal(e->minutes, 60);
    assert_true(e->first);
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
    scheduling__key_worker_overdue *e;
    assert_int_equal(said(k, &scheduling__key_worker_overdue__descriptor, &e), 1);
    assert_int_equal(e->enrolment_id.data[15], 1);
    enrol(k, 2); /* due in a week: nothing yet */
    world_run(k->w, 2000);
    assert_int_equal(said(k, &scheduling__key_worker_overdue__descriptor, NULL), 1);
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
    world_crash(k->w, "scheduling");
    assert_string_equal(visits(k, 1)->key_worker, "inf-01");
    assert_int_equal(visits(k, 1)->n_visits, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_workers),      TEST(test_key_worker), TEST(test_version), TEST(test_visits), TEST(test_recorded),
        TEST(test_nobody_twice), TEST(test_end),        TEST(test_birth),   TEST(test_order),  TEST(test_overdue),
        TEST(test_slots),        TEST(test_replaced),   TEST(test_no_slot),
    };
    return cmocka_run_group_tests_name("scheduling", tests, NULL, NULL);
}
