/* Each cell of the table of what intake tells and what it meets (scheduling/domain/crossings.h): what follows is what it
 * says. Every cell of the table is tried, so that one that is added without a reaction fails here. */
#include "scheduling_world.h"
#include "scheduling/domain/crossings.h"

/* Monday, 10:00, as scheduling_world.h begins. */
static const char *const LATER = "2026-03-17", *const OVER = "2026-03-03";

/* ---- told ---- */

/* Family 1, in somebody's name. */
static intake__follow_up_told *hers(struct desk *k) {
    intake__follow_up_told *e = enrolled(k, 1, "2026-03-09");
    e->personal->facts->name = NEW(&k->arena, sippe__person_name);
    e->personal->facts->name->given = "Lucia";
    return e;
}

static void tell(struct desk *k, enum crossing_told told) {
    intake__follow_up_told *e = hers(k);
    sippe__follow_up_facts *f = e->personal->facts;
    sippe__follow_up_pause *p = NEW(&k->arena, sippe__follow_up_pause);
    switch (told) {
    case CROSSING_ENDED:
    case CROSSING_ENDED_IN_ERROR:
        e->standing = FOLLOW_UP_STANDING_ENDED;
        e->personal->in_error = told == CROSSING_ENDED_IN_ERROR;
        break;
    case CROSSING_SUSPENDED:
        e->standing = FOLLOW_UP_STANDING_SUSPENDED;
        p->from = date(&k->arena, "2026-03-02");
        APPEND(&k->arena, f, pauses, p);
        break;
    case CROSSING_MOVED:
        e->clsc_code = "99002";
        e->moves = 1;
        break;
    case CROSSING_LOSS: dates(k, f, "2026-07-20", NULL, "2026-03-04"); break;
    case CROSSING_CONTACT: f->phone = "5145550199"; break;
    case CROSSING_HOLDER: f->name->given = "Rose"; break;
    case CROSSING_INTERPRETER: f->interpreter_needed = true; break;
    case CROSSING_DATES: dates(k, f, "2026-12-24", NULL, NULL); break; /* a pregnancy that has just begun */
    case CROSSING_REOPENED:
    case CROSSING_RULES:
    case CROSSING_ERASED:
    case CROSSING_TOLD: break;
    }
    say(k, numbered(1), &e->base);
}

/* ---- met ---- */

static void has_key_worker(struct desk *k) {
    scheduling__confirm_key_worker_reply *confirmed;
    assert_int_equal(confirm(k, 1, "inf-01", "", &confirmed), 0);
}

static void passes(struct desk *k, const char *on) {
    world_run(k->w, 500);
    world_pass(k->w, at(on, 18, 0) - world_now_ms(k->w));
    world_run(k->w, 2000);
}

/* The visit that is meant; NULL: none is. */
static const scheduling__visit *meets(struct desk *k, enum crossing_meets what) {
    say(k, numbered(1), &hers(k)->base);
    if (what == CROSSING_NO_KEY_WORKER) return NULL;
    has_key_worker(k);
    if (what == CROSSING_KEY_WORKER || what == CROSSING_WINDOW) return NULL;
    const scheduling__visit *first = visits(k, 1)->visits[0];
    if (what == CROSSING_VISIT_PROPOSED) return first;
    assert_int_equal(move(k, first, at(what == CROSSING_VISIT_OVER ? OVER : LATER, 9, 0), NULL), 0);
    if (what == CROSSING_VISIT_OVER) passes(k, OVER);
    if (what == CROSSING_VISIT_CANCELLED) end_follow_up(k, 1);
    return visits(k, 1)->visits[0];
}

/* ---- follows ---- */

static const scheduling__visit *again(struct desk *k, const scheduling__visit *was) {
    const scheduling__family_visits_reply *f = visits_as(k, "coordinator", 1);
    for (size_t i = 0; i < f->n_visits; i++)
        if (span_equal(span_pb(f->visits[i]->visit_id), span_pb(was->visit_id))) return f->visits[i];
    fail();
    return NULL;
}

static size_t excused(struct desk *k) {
    scheduling__family_visits_request *in = NEW(&k->arena, scheduling__family_visits_request);
    scheduling__family_visits_reply *out;
    size_t n = 0;
    in->family_id = id_field(&k->arena, numbered(101));
    in->all_windows = true;
    assert_int_equal(
        CALL(k->w, &k->arena, "scheduling", "coordinator", scheduling, FamilyVisits, family_visits, in, &out), 0);
    for (size_t i = 0; i < out->n_windows; i++) n += out->windows[i]->state == WINDOW_STATE_EXCUSED;
    return n;
}

static bool is_off(struct desk *k, const scheduling__visit *v) { return again(k, v)->state == VISIT_STATE_CANCELLED; }

/* In her visits and in the week of who goes; moved since, whoever moved it knew. */
static bool is_marked(struct desk *k, enum crossing_told told, const scheduling__visit *v) {
    const scheduling__visit *now = again(k, v);
    bool contact = told == CROSSING_CONTACT, holder = told == CROSSING_HOLDER, asked = told == CROSSING_INTERPRETER;
    if (now->contact_changed != contact || now->holder_changed != holder || now->interpreter_asked != asked)
        return false;
    assert_int_equal(move(k, now, at("2026-03-18", 9, 0), NULL), 0);
    now = again(k, v);
    return !now->contact_changed && !now->holder_changed && !now->interpreter_asked;
}

static bool follows(struct desk *k, enum crossing_told told, enum crossing_meets met, enum crossing_follows what,
                    const scheduling__visit *v) {
    const scheduling__family_visits_reply *f = visits_as(k, "coordinator", 1);
    switch (what) {
    case CROSSING_WITHDRAWN: return is_off(k, v) && !work_first(k, WORK_KIND_TELL_FAMILY);
    case CROSSING_CANCELLED: return is_off(k, v) && work_first(k, WORK_KIND_TELL_FAMILY);
    case CROSSING_MARKED: return is_marked(k, told, v);
    case CROSSING_REVIEW: return again(k, v)->state == v->state && work_first(k, WORK_KIND_VISIT_REVIEW);
    case CROSSING_HAND_OVER:
        return again(k, v)->other_clsc && work_first(k, WORK_KIND_HAND_OVER) && work_first(k, WORK_KIND_HAND_OVER_JOIN);
    case CROSSING_TERM_ENDS: return !*f->key_worker && f->state == FOLLOW_UP_STATE_AWAITING_KEY_WORKER;
    case CROSSING_EXPECTED: return f->state == FOLLOW_UP_STATE_AWAITING_KEY_WORKER;
    case CROSSING_EXCUSED: return excused(k) > 0;
    case CROSSING_STAYS:
        if (v) return again(k, v)->state == v->state;
        return met == CROSSING_KEY_WORKER ? strcmp(f->key_worker, "inf-01") == 0
                                          : f->state == FOLLOW_UP_STATE_AWAITING_KEY_WORKER;
    case CROSSING_NOT_MET:
    case CROSSING_GONE:
    case CROSSING_FOLLOWS: break;
    }
    return false;
}

/* What other rules do is told by no word about her (test_scheduling_windows), and what an erasure does by the engine
 * (test_intake_erased). */
static bool is_tried(enum crossing_told told, enum crossing_follows what) {
    return what != CROSSING_NOT_MET && told != CROSSING_RULES && told != CROSSING_ERASED;
}

static void try(enum crossing_told told, enum crossing_meets met) {
    void *state;
    assert_int_equal(setup(&state), 0);
    struct desk *k = state;
    const scheduling__visit *v = meets(k, met);
    if (told == CROSSING_REOPENED && met != CROSSING_VISIT_CANCELLED) end_follow_up(k, 1);
    if (told == CROSSING_REOPENED)
        enrol(k, 1);
    else
        tell(k, told);
    if (!follows(k, told, met, crossing(told, met), v))
        fail_msg("%s meets %s: not %s", crossing_told_names[told], crossing_meets_names[met],
                 crossing_follows_names[crossing(told, met)]);
    assert_int_equal(teardown(&state), 0);
}

static void test_each_cell(void **state) {
    (void)state;
    for (int told = 0; told < CROSSING_TOLD; told++)
        for (int met = 0; met < CROSSING_MEETS; met++)
            if (is_tried((enum crossing_told)told, crossing((enum crossing_told)told, (enum crossing_meets)met)))
                try((enum crossing_told)told, (enum crossing_meets)met);
}

/* ---- a death ---- */

/* `n` children of the pregnancy, of whom the first has died. */
static void tell_children(struct desk *k, int n, bool died) {
    intake__follow_up_told *e = hers(k);
    sippe__follow_up_facts *f = e->personal->facts;
    dates(k, f, "2026-07-20", "2026-03-01", NULL);
    f->anchors[1]->died = died;
    if (died) f->anchors[1]->left_on = date(&k->arena, "2026-03-01");
    if (n > 1) anchor(k, f, ANCHOR_KIND_CHILD, 203)->birth_date = date(&k->arena, "2026-03-01");
    say(k, numbered(1), &e->base);
}

/* At birth or later, of one or of two: nobody knocks unasked. */
static void test_a_child_dies(void **state) {
    struct desk *k = *state;
    const scheduling__visit *v = meets(k, CROSSING_VISIT_PROPOSED);
    tell_children(k, 2, false);
    assert_false(is_off(k, v));
    tell_children(k, 2, true);
    assert_true(is_off(k, v));
}

static void test_stillborn(void **state) {
    struct desk *k = *state;
    const scheduling__visit *v = meets(k, CROSSING_VISIT_PROPOSED);
    tell_children(k, 1, true);
    assert_true(is_off(k, v));
}

/* ---- a move, seen closer ---- */

static int cancel_as(struct desk *k, const char *key, const scheduling__visit *v) {
    scheduling__cancel_visit_request *in = NEW(&k->arena, scheduling__cancel_visit_request);
    scheduling__cancel_visit_reply *out;
    in->visit_id = v->visit_id;
    in->version = v->version;
    in->reason = "relais fait";
    return CALL(k->w, &k->arena, "scheduling", key, scheduling, CancelVisit, cancel_visit, in, &out);
}

static size_t team_work(struct desk *k, const char *key, sippe__work_kind kind) {
    sippe__list_work_request *in = NEW(&k->arena, sippe__list_work_request);
    sippe__list_work_reply *out = NULL;
    in->kind = kind;
    assert_int_equal(world_call(k->w, &k->arena, "scheduling", key, "scheduling.ListWork", world_request_id(k->w),
                                &in->base, &sippe__list_work_reply__descriptor, &out, NULL),
                     0);
    return out->n_items;
}

/* A visit keeps the CLSC of the day on which it was booked: they write down what took place, the others do not see it
 * as theirs; nothing else of hers is open to those whom she left. */
static void test_her_own_visit(void **state) {
    struct desk *k = *state;
    const scheduling__visit *v = meets(k, CROSSING_VISIT_OVER);
    tell(k, CROSSING_MOVED);
    v = again(k, v);
    assert_string_equal(v->clsc_code, "99001");
    assert_false(v->other_clsc); /* over: to be written down, no more */
    assert_int_equal(team_work(k, "team", WORK_KIND_RECORD_VISIT), 1);
    assert_int_equal(team_work(k, "team2", WORK_KIND_RECORD_VISIT), 0);
    assert_int_equal(cancel_as(k, "team2", v), REASON_NOT_FOUND);
    assert_int_equal(record(k, v, VISIT_RESULT_DONE, ""), 0);
    assert_int_equal(team_work(k, "team", WORK_KIND_RECORD_VISIT), 0);
    scheduling__follow_up_seen *seen;
    said(k, &scheduling__follow_up_seen__descriptor, &seen);
    assert_int_equal(seen->personal->encounters_done, 1);
    assert_int_equal(seen->moves, 1);
    assert_string_equal(seen->personal->key_worker, "");
    scheduling__book_visit_reply *out;
    assert_int_equal(book(k, "team", 1, at("2026-03-18", 9, 0), &out), REASON_NOT_FOUND);
}

static int move_to(struct desk *k, const scheduling__visit *v, const char *first, const char *second) {
    scheduling__move_visit_request *in = NEW(&k->arena, scheduling__move_visit_request);
    scheduling__move_visit_reply *out;
    in->visit_id = v->visit_id;
    in->version = v->version;
    in->start = v->start;
    APPEND(&k->arena, in, workers, first);
    APPEND(&k->arena, in, workers, second);
    return CALL(k->w, &k->arena, "scheduling", "coordinator", scheduling, MoveVisit, move_visit, in, &out);
}

/* Kept by moving it to where it is, or moved by somebody of there: both have said so, and it is on no list any more. */
static void test_handed_over(void **state) {
    struct desk *k = *state;
    const scheduling__visit *v = meets(k, CROSSING_VISIT_CONFIRMED);
    tell(k, CROSSING_MOVED);
    assert_true(again(k, v)->other_clsc);
    assert_string_equal(work_first(k, WORK_KIND_HAND_OVER)->clsc_code, "99001");
    assert_string_equal(work_first(k, WORK_KIND_HAND_OVER_JOIN)->clsc_code, "99002");
    assert_int_equal(work_first(k, WORK_KIND_HAND_OVER)->role, ROLE_COORDINATOR);
    assert_int_equal(move(k, again(k, v), v->start->ms, NULL), 0);
    assert_false(again(k, v)->other_clsc);
    assert_string_equal(again(k, v)->clsc_code, "99001");
    assert_null(work_first(k, WORK_KIND_HAND_OVER));
    assert_null(work_first(k, WORK_KIND_HAND_OVER_JOIN));
    scheduling__put_worker_reply *put; /* a first visit is a joint one: both are of there */
    assert_int_equal(put_worker(k, "ts-02", DISCIPLINE_SOCIAL_WORKER, "fres", "H1G", "99002", &put), 0);
    assert_int_equal(move_to(k, again(k, v), "inf-02", "ts-02"), 0);
    assert_string_equal(again(k, v)->clsc_code, "99002");
    assert_int_equal(cancel_as(k, "team", again(k, v)), REASON_NOT_FOUND);
    assert_int_equal(cancel_as(k, "team2", again(k, v)), 0);
}

/* Told again, or late, a move ends no second term. */
static void test_told_again(void **state) {
    struct desk *k = *state;
    meets(k, CROSSING_KEY_WORKER);
    tell(k, CROSSING_MOVED);
    scheduling__confirm_key_worker_reply *confirmed;
    assert_int_equal(confirm(k, 1, "inf-02", "", &confirmed), REASON_LANGUAGE_NOT_SPOKEN);
    assert_int_equal(confirm(k, 1, "aux-01", "", &confirmed), REASON_DISCIPLINE_NOT_ALLOWED);
    tell(k, CROSSING_MOVED);
    assert_int_equal(said(k, &scheduling__follow_up_handed_over__descriptor, NULL), 1);
    assert_int_equal(said(k, &node__team_changed__descriptor, NULL), 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_cell), TEST(test_a_child_dies), TEST(test_stillborn),
        TEST(test_her_own_visit),         TEST(test_handed_over),  TEST(test_told_again)};
    return cmocka_run_group_tests_name("scheduling, crossings", tests, NULL, NULL);
}
