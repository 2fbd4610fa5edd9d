/* Scheduling through its engine, with an intake that says what the test wants: a team of four, families that are
 * enrolled by hand, what people ask of it. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>
#include "scheduling/tables.h"
#include "feeder.h"
#include "rules.h"

#define HOLDER __attribute__((unused)) static

static const struct service *const both[] = {&feeder_intake, &scheduling_service};
static const struct zone montreal = {-300, true};

HOLDER int64_t at(const char *on, int hour, int minute) {
    return wall_instant(montreal, (struct wall){day_parse(on), (int16_t)(hour * 60 + minute)});
}

HOLDER struct id numbered(uint8_t n) { return (struct id){{9, [15] = n}}; }

struct desk {
    struct world *w;
    struct arena arena;
};

HOLDER int put_worker(struct desk *k, const char *code, scheduling__discipline discipline, const char *languages,
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

HOLDER sippe__date *date(struct arena *a, const char *on) {
    sippe__date *d = NEW(a, sippe__date);
    int year, month, dom;
    day_parts(day_parse(on), &year, &month, &dom);
    d->year = year;
    d->month = month;
    d->day = dom;
    return d;
}

HOLDER void say(struct desk *k, struct id subject, const ProtobufCMessage *event) {
    feeder_say(k->w, &k->arena, subject, event);
    assert_true(world_settle(k->w, 60000));
}

HOLDER sippe__follow_up_anchor *anchor(struct desk *k, sippe__follow_up_facts *f, sippe__anchor_kind kind, uint8_t id) {
    sippe__follow_up_anchor *n = NEW(&k->arena, sippe__follow_up_anchor);
    n->anchor_id = id_field(&k->arena, numbered(id));
    n->kind = kind;
    APPEND(&k->arena, f, anchors, n);
    return n;
}

/* A pregnancy that ends with the birth, or with the loss; a birth from before it is an elder child's. NULL: none. */
HOLDER void dates(struct desk *k, sippe__follow_up_facts *f, const char *due, const char *birth, const char *lost) {
    f->n_anchors = 0;
    if (due || lost) {
        sippe__follow_up_anchor *n = anchor(k, f, ANCHOR_KIND_PREGNANCY, 201);
        if (due) n->due_date = date(&k->arena, due);
        bool hers = due && birth && day_parse(birth) > day_parse(due) - 280;
        if (hers || lost) n->ended_on = date(&k->arena, lost ? lost : birth);
    }
    if (birth) anchor(k, f, ANCHOR_KIND_CHILD, 202)->birth_date = date(&k->arena, birth);
}

/* Family n of CLSC 99001, which speaks Spanish, in the 20th week. */
HOLDER intake__follow_up_told *enrolled(struct desk *k, uint8_t n, const char *act_by) {
    struct arena *a = &k->arena;
    intake__follow_up_told *e = NEW_WITH_PERSONAL(a, intake__follow_up_told);
    sippe__follow_up_facts *f = e->personal->facts = NEW(a, sippe__follow_up_facts);
    e->enrolment_id = id_field(a, numbered(n));
    e->family_id = id_field(a, numbered((uint8_t)(n + 100)));
    e->clsc_code = "99001";
    e->standing = FOLLOW_UP_STANDING_OPEN;
    e->act_by = date(a, act_by);
    e->enrolled_ms = world_now_ms(k->w);
    e->personal->family_number = "1042-9";
    f->phone = "5145550142";
    f->language = NEW(a, sippe__language);
    f->language->code = "es";
    f->postal_code = NEW(a, sippe__postal_code);
    f->postal_code->code = "H2M1Y4";
    dates(k, f, "2026-07-20", NULL, NULL);
    return e;
}

HOLDER void redate(struct desk *k, uint8_t n, const char *due, const char *birth, const char *lost) {
    intake__follow_up_told *e = enrolled(k, n, "2026-03-09");
    dates(k, e->personal->facts, due, birth, lost);
    say(k, numbered(n), &e->base);
}

HOLDER void end_follow_up(struct desk *k, uint8_t n) {
    intake__follow_up_told *e = enrolled(k, n, "2026-03-09");
    e->standing = FOLLOW_UP_STANDING_ENDED;
    say(k, numbered(n), &e->base);
}

HOLDER void enrol(struct desk *k, uint8_t n) { say(k, numbered(n), &enrolled(k, n, "2026-03-09")->base); }

/* Somebody of the team of CLSC 99001, whose key is called as she is, and the worker that she is. */
HOLDER struct id member_add(struct desk *k, const char *name, const char *worker) {
    struct arena *a = &k->arena;
    struct id id = id_derive("member", span_text(name), (struct span){0}, (struct span){0});
    uint8_t *key = arena_alloc(a, 32);
    node__membership_changed *e = NEW_WITH_PERSONAL(a, node__membership_changed);
    world_public_key(name, key);
    e->member_id = id_field(a, id);
    e->role = ROLE_TEAM;
    e->organization = "99001";
    APPEND(a, e, public_keys, ((ProtobufCBinaryData){32, key}));
    e->personal->name = name;
    e->personal->worker = worker;
    say(k, id, &e->base);
    return id;
}

/* Monday 2026-03-02, 10:00. The team: two nurses, a social worker, an aide. first_minutes: of a first visit; 0: as the
 * rules for tests have it. */
HOLDER int setup_with(void **state, int32_t first_minutes) {
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
    if (first_minutes) rules->visits->cadence[0]->minutes = first_minutes; /* FIRST */
    feeder_adopt(k->w, &k->arena, rules);
    scheduling__put_worker_reply *out;
    assert_int_equal(put_worker(k, "inf-01", DISCIPLINE_NURSE, "fres", "H2C", "99001", &out), 0);
    assert_int_equal(put_worker(k, "inf-02", DISCIPLINE_NURSE, "fr", "H1G", "99002", &out), 0);
    assert_int_equal(put_worker(k, "ts-01", DISCIPLINE_SOCIAL_WORKER, "fres", "H2M", "99001", &out), 0);
    assert_int_equal(put_worker(k, "aux-01", DISCIPLINE_FAMILY_AIDE, "fres", "H2M", "", &out), 0);
    *state = k;
    return 0;
}

/* From today on the file of a followed family is for her care team, and opened by nobody without a reason. */
HOLDER void assign(struct desk *k, bool over_restrictions) {
    sippe__territory *rules = rules_for_tests(&k->arena, "test");
    rules->label = "assigned";
    rules->valid_from = date(&k->arena, "2026-03-02");
    rules->access = NEW(&k->arena, sippe__access);
    rules->access->care_team = CARE_TEAM_ASSIGNED;
    rules->access->break_glass = NEW(&k->arena, sippe__break_glass);
    rules->access->break_glass->allowed = true;
    rules->access->break_glass->minutes = 60;
    rules->access->break_glass->over_restrictions = over_restrictions;
    feeder_adopt(k->w, &k->arena, rules);
    assert_true(world_settle(k->w, 60000));
}

HOLDER int setup(void **state) { return setup_with(state, 0); }

HOLDER int teardown(void **state) {
    struct desk *k = *state;
    const char *fault = world_verify(k->w);
    if (fault) print_error("%s\n", fault);
    world_free(k->w);
    arena_close(&k->arena);
    test_free(k);
    return fault ? -1 : 0;
}

/* ---- calls ---- */

HOLDER int candidates(struct desk *k, const char *key, uint8_t n, scheduling__list_candidates_reply **out) {
    scheduling__list_candidates_request *in = NEW(&k->arena, scheduling__list_candidates_request);
    in->enrolment_id = id_field(&k->arena, numbered(n));
    return CALL(k->w, &k->arena, "scheduling", key, scheduling, ListCandidates, list_candidates, in, out);
}

HOLDER scheduling__confirm_key_worker_request *to_confirm(struct desk *k, uint8_t n, const char *worker) {
    scheduling__list_candidates_reply *list;
    scheduling__confirm_key_worker_request *in = NEW(&k->arena, scheduling__confirm_key_worker_request);
    assert_int_equal(candidates(k, "coordinator", n, &list), 0);
    in->enrolment_id = id_field(&k->arena, numbered(n));
    in->enrolment_version = list->enrolment_version;
    in->worker = worker;
    return in;
}

HOLDER int confirm(struct desk *k, uint8_t n, const char *worker, const char *joint,
                   scheduling__confirm_key_worker_reply **out) {
    scheduling__confirm_key_worker_request *in = to_confirm(k, n, worker);
    in->joint_worker = joint;
    return CALL(k->w, &k->arena, "scheduling", "coordinator", scheduling, ConfirmKeyWorker, confirm_key_worker, in,
                out);
}

/* From who keeps the bond and is there. */
HOLDER int pass_on(struct desk *k, uint8_t n, const char *worker, const char *reason,
                   scheduling__confirm_key_worker_reply **out) {
    scheduling__confirm_key_worker_request *in = to_confirm(k, n, worker);
    in->reason = reason;
    return CALL(k->w, &k->arena, "scheduling", "coordinator", scheduling, ConfirmKeyWorker, confirm_key_worker, in,
                out);
}

HOLDER sippe__instant *instant(struct desk *k, int64_t ms) {
    sippe__instant *i = NEW(&k->arena, sippe__instant);
    i->ms = ms;
    return i;
}

HOLDER scheduling__book_visit_request *booking(struct desk *k, uint8_t n, int64_t start) {
    scheduling__book_visit_request *in = NEW(&k->arena, scheduling__book_visit_request);
    in->family_id = id_field(&k->arena, numbered((uint8_t)(n + 100)));
    in->start = instant(k, start);
    return in;
}

HOLDER int book(struct desk *k, const char *key, uint8_t n, int64_t start, scheduling__book_visit_reply **out) {
    return CALL(k->w, &k->arena, "scheduling", key, scheduling, BookVisit, book_visit, booking(k, n, start), out);
}

HOLDER scheduling__family_visits_reply *visits_as(struct desk *k, const char *key, uint8_t n) {
    scheduling__family_visits_request *in = NEW(&k->arena, scheduling__family_visits_request);
    scheduling__family_visits_reply *out;
    in->family_id = id_field(&k->arena, numbered((uint8_t)(n + 100)));
    assert_int_equal(CALL(k->w, &k->arena, "scheduling", key, scheduling, FamilyVisits, family_visits, in, &out), 0);
    return out;
}

HOLDER scheduling__family_visits_reply *visits(struct desk *k, uint8_t n) { return visits_as(k, "team", n); }

HOLDER int cancel(struct desk *k, const scheduling__visit *v) {
    scheduling__cancel_visit_request *in = NEW(&k->arena, scheduling__cancel_visit_request);
    scheduling__cancel_visit_reply *out;
    in->visit_id = v->visit_id;
    in->version = v->version;
    in->reason = "Hospitalisation";
    return CALL(k->w, &k->arena, "scheduling", "team", scheduling, CancelVisit, cancel_visit, in, &out);
}

HOLDER int confirm_visit(struct desk *k, const scheduling__visit *v) {
    scheduling__confirm_visit_request *in = NEW(&k->arena, scheduling__confirm_visit_request);
    scheduling__confirm_visit_reply *out;
    in->visit_id = v->visit_id;
    in->version = v->version;
    return CALL(k->w, &k->arena, "scheduling", "team", scheduling, ConfirmVisit, confirm_visit, in, &out);
}

HOLDER int move(struct desk *k, const scheduling__visit *v, int64_t start, const char *worker) {
    scheduling__move_visit_request *in = NEW(&k->arena, scheduling__move_visit_request);
    scheduling__move_visit_reply *out;
    in->visit_id = v->visit_id;
    in->version = v->version;
    in->start = instant(k, start);
    if (worker) APPEND(&k->arena, in, workers, worker);
    in->reason = "Rendez-vous médical";
    return CALL(k->w, &k->arena, "scheduling", "team", scheduling, MoveVisit, move_visit, in, &out);
}

HOLDER int record(struct desk *k, const scheduling__visit *v, scheduling__visit_result result, const char *reason) {
    scheduling__record_visit_request *in = NEW(&k->arena, scheduling__record_visit_request);
    scheduling__record_visit_reply *out;
    in->visit_id = v->visit_id;
    in->version = v->version;
    in->result = result;
    in->reason = reason;
    return CALL(k->w, &k->arena, "scheduling", "team", scheduling, RecordVisit, record_visit, in, &out);
}

HOLDER scheduling__worker_week_reply *week(struct desk *k, const char *key, const char *worker) {
    scheduling__worker_week_request *in = NEW(&k->arena, scheduling__worker_week_request);
    scheduling__worker_week_reply *out;
    in->worker = worker;
    int reason = CALL(k->w, &k->arena, "scheduling", key, scheduling, WorkerWeek, worker_week, in, &out);
    return reason ? NULL : out;
}

/* Inactive, or with no hours: she keeps no bond any more. */
HOLDER int put_off(struct desk *k, const char *code, bool inactive) {
    scheduling__put_worker_request *in = NEW(&k->arena, scheduling__put_worker_request);
    scheduling__put_worker_reply *out;
    in->worker = NEW(&k->arena, scheduling__worker);
    in->worker->code = code;
    in->worker->name = "Nadège Métellus";
    in->worker->discipline = DISCIPLINE_NURSE;
    in->worker->inactive = inactive;
    return CALL(k->w, &k->arena, "scheduling", "operator", scheduling, PutWorker, put_worker, in, &out);
}

HOLDER size_t said(struct desk *k, const ProtobufCMessageDescriptor *type, void *out) {
    return feeder_records(k->w, &k->arena, "scheduling", type, out);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

/* What a coordinator has of this kind; NULL: nothing. */
HOLDER const sippe__work_item *work_first(struct desk *k, sippe__work_kind kind) {
    sippe__list_work_request *in = NEW(&k->arena, sippe__list_work_request);
    sippe__list_work_reply *out = NULL;
    in->kind = kind;
    assert_int_equal(world_call(k->w, &k->arena, "scheduling", "coordinator", "scheduling.ListWork",
                                world_request_id(k->w), &in->base, &sippe__list_work_reply__descriptor, &out, NULL),
                     0);
    return out->n_items ? out->items[0] : NULL;
}
