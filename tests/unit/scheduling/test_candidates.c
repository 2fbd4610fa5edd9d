/* Who is proposed, who is excluded and why; a worker's entry; what may happen to a visit. */
#include "rules.h"
#include "scheduling/domain/candidates.h"
#include "scheduling/domain/states.h"
#include "scheduling/domain/team/worker_check.h"
#include "proto/status.h"

static struct arena arena;
static sippe__territory *t;

static int setup(void **state) {
    (void)state;
    arena_init(&arena);
    t = rules_new(&arena);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    arena_close(&arena);
    return 0;
}

static const char *const both[] = {"fr", "es"};

/* A nurse of H2M who speaks both, changed by the test. */
static struct candidates_worker nurse(const char *code, int load) {
    return (struct candidates_worker){.code = code,
                                      .name = "N",
                                      .discipline = DISCIPLINE_NURSE,
                                      .languages = both,
                                      .n_languages = 2,
                                      .n_hours = 5,
                                      .start_area = "H2M",
                                      .clsc_code = "",
                                      .load_tenths = load};
}

static void test_exclusions(void **state) {
    (void)state;
    static const struct {
        const char *what;
        scheduling__discipline discipline;
        size_t n_languages, n_hours;
        int load, cap;
        bool inactive, interpreter;
        scheduling__exclusion_reason excluded;
        int reason;
    } rows[] = {
        {"fits", DISCIPLINE_NURSE, 2, 5, 100, 0, false, false, EXCLUSION_REASON_UNSPECIFIED, 0},
        {"inactive comes first", DISCIPLINE_FAMILY_AIDE, 0, 0, 500, 0, true, false, EXCLUSION_REASON_INACTIVE,
         REASON_WORKER_INACTIVE},
        {"then no hours", DISCIPLINE_FAMILY_AIDE, 0, 0, 500, 0, false, false, EXCLUSION_REASON_NO_HOURS,
         REASON_WORKER_INACTIVE},
        {"then discipline", DISCIPLINE_FAMILY_AIDE, 0, 5, 500, 0, false, false, EXCLUSION_REASON_DISCIPLINE,
         REASON_DISCIPLINE_NOT_ALLOWED},
        {"then language", DISCIPLINE_NURSE, 1, 5, 500, 0, false, false, EXCLUSION_REASON_LANGUAGE,
         REASON_LANGUAGE_NOT_SPOKEN},
        {"an interpreter comes", DISCIPLINE_NURSE, 1, 5, 0, 0, false, true, EXCLUSION_REASON_UNSPECIFIED, 0},
        {"up to the territory's cap", DISCIPLINE_SOCIAL_WORKER, 2, 5, 150, 0, false, false,
         EXCLUSION_REASON_UNSPECIFIED, 0},
        {"past it", DISCIPLINE_NURSE, 2, 5, 155, 0, false, false, EXCLUSION_REASON_CASELOAD, REASON_CASELOAD_FULL},
        {"her own cap wins", DISCIPLINE_NURSE, 2, 5, 155, 200, false, false, EXCLUSION_REASON_UNSPECIFIED, 0},
        {"past her own cap", DISCIPLINE_NURSE, 2, 5, 85, 90, false, false, EXCLUSION_REASON_CASELOAD,
         REASON_CASELOAD_FULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct candidates_family f = {.language = "es",
                                      .interpreter = rows[i].interpreter,
                                      .postal_code = "H2M1Y4",
                                      .clsc_code = "99001",
                                      .points_tenths = 10};
        struct candidates_worker w = nurse("a", rows[i].load);
        w.discipline = rows[i].discipline;
        w.n_languages = rows[i].n_languages;
        w.n_hours = rows[i].n_hours;
        w.cap_tenths = rows[i].cap;
        w.inactive = rows[i].inactive;
        scheduling__exclusion_reason got = candidates_exclusion(t->visits, &f, &w);
        if (got != rows[i].excluded) print_error("%s: %d\n", rows[i].what, (int)got);
        assert_int_equal(got, rows[i].excluded);
        assert_int_equal(candidates_reason(got), rows[i].reason);
    }
    struct candidates_family erased = {.language = "", .postal_code = "", .clsc_code = "", .points_tenths = 10};
    struct candidates_worker w = nurse("a", 0);
    w.n_languages = 0;
    assert_int_equal(candidates_exclusion(t->visits, &erased, &w), EXCLUSION_REASON_UNSPECIFIED);
    t->visits->n_key_worker_disciplines = 0; /* an empty list admits all */
    struct candidates_family f = {.language = "es", .postal_code = "H2M1Y4", .clsc_code = "99001", .points_tenths = 10};
    w = nurse("a", 0);
    w.discipline = DISCIPLINE_FAMILY_AIDE;
    assert_int_equal(candidates_exclusion(t->visits, &f, &w), EXCLUSION_REASON_UNSPECIFIED);
}

/* A worker of another CLSC could not open the file; one of none is everybody's. Said before what could be mended. */
static void test_only_her_clsc(void **state) {
    (void)state;
    static const struct {
        const char *worker, *family;
        bool serves;
    } rows[] = {{"99001", "99001", true}, {"99002", "99001", false}, {"", "99001", true}, {"99002", "", true}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct candidates_worker w = nurse("a", 500);
        struct candidates_family f = {
            .language = "ht", .postal_code = "H2M1Y4", .clsc_code = rows[i].family, .points_tenths = 10};
        w.clsc_code = rows[i].worker;
        w.discipline = DISCIPLINE_FAMILY_AIDE;
        assert_int_equal(candidates_serves(&w, f.clsc_code), rows[i].serves);
        scheduling__exclusion_reason got = candidates_exclusion(t->visits, &f, &w);
        assert_int_equal(got, rows[i].serves ? EXCLUSION_REASON_DISCIPLINE : EXCLUSION_REASON_OTHER_CLSC);
    }
    assert_int_equal(candidates_reason(EXCLUSION_REASON_OTHER_CLSC), REASON_WORKER_OTHER_CLSC);
    struct candidates_worker team[] = {nurse("key", 0), nurse("theirs", 0), nurse("ours", 50)};
    const struct candidates_worker *out[3];
    team[1].clsc_code = "99002";
    team[2].clsc_code = "99001";
    assert_int_equal(candidates_joint(&(struct candidates_joint){t->visits, &team[0], "99001"}, team, 3, out), 1);
    assert_string_equal(out[0]->code, "ours");
}

/* Sixteen in January: the day of the most, and the first day past the cap, of what is carried and of her together. */
static void test_what_is_to_come(void **state) {
    (void)state;
    static int32_t carried[CANDIDATES_AHEAD], hers[CANDIDATES_AHEAD];
    const day today = day_parse("2026-11-28");
    for (int i = 0; i < CANDIDATES_AHEAD; i++) {
        carried[i] = i < 40 ? 130 : i < 60 ? 150 : 120; /* a birth, and a child who grew up */
        hers[i] = i < 50 ? 10 : 20;
    }
    struct candidates_worker w = nurse("a", 130);
    struct candidates_family f = {.language = "es",
                                  .postal_code = "H2M1Y4",
                                  .clsc_code = "99001",
                                  .points_tenths = 10,
                                  .ahead = hers,
                                  .today = today};
    w.ahead = carried;
    const scheduling__candidate *c = candidates_candidate(&arena, t, &f, &w);
    assert_int_equal(c->load_after_tenths, 140);
    assert_int_equal(c->peak_tenths, 170);
    assert_int_equal(civil_day(c->peak_on), today + 50);
    assert_int_equal(civil_day(c->over_cap_on), today + 50); /* 160 on the 40th day is her cap, and not over it */
    assert_int_equal(c->excluded, EXCLUSION_REASON_UNSPECIFIED);
    w.cap_tenths = 159;
    c = candidates_candidate(&arena, t, &f, &w);
    assert_int_equal(civil_day(c->over_cap_on), today + 40);
    carried[40] = 131; /* the last day counts as the first does */
    for (int i = 41; i < CANDIDATES_AHEAD; i++) carried[i] = 0;
    carried[CANDIDATES_AHEAD - 1] = 200;
    c = candidates_candidate(&arena, t, &f, &w);
    assert_int_equal(c->peak_tenths, 220);
    assert_int_equal(civil_day(c->peak_on), today + CANDIDATES_AHEAD - 1);
    for (int i = 0; i < CANDIDATES_AHEAD; i++) carried[i] = 100;
    for (int i = 0; i < CANDIDATES_AHEAD; i++) hers[i] = 5;
    c = candidates_candidate(&arena, t, &f, &w);
    assert_int_equal(c->peak_tenths, c->load_after_tenths); /* it only gets less */
    assert_null(c->peak_on);
    assert_null(c->over_cap_on);
    w.ahead = NULL;
    assert_int_equal(candidates_candidate(&arena, t, &f, &w)->peak_tenths, 0); /* nobody looked */
}

static void test_rank(void **state) {
    (void)state;
    struct candidates_worker team[] = {nurse("far", 20), nurse("zoe", 20), nurse("amy", 20), nurse("lost", 20),
                                       nurse("free", 0), nurse("off", 0),  nurse("mute", 0)};
    team[0].start_area = "H1G";
    team[3].start_area = team[4].start_area = "X0X";
    team[5].inactive = true;
    team[6].n_languages = 0;
    struct candidates_family f = {.language = "es", .postal_code = "H2M1Y4", .clsc_code = "99001", .points_tenths = 10};
    struct candidates r = candidates_rank(&arena, t, &f, team, sizeof team / sizeof team[0]);
    static const char *const order[] = {"free", "amy", "zoe", "far", "lost"};
    assert_int_equal(r.n_best, 5);
    for (size_t i = 0; i < 5; i++) assert_string_equal(r.best[i]->worker, order[i]);
    assert_int_equal(r.best[0]->load_after_tenths, 10);
    assert_int_equal(r.best[0]->cap_tenths, 160);
    assert_int_equal(r.best[1]->distance_m, 0);
    assert_in_range(r.best[3]->distance_m, 5530, 5590);
    assert_int_equal(r.best[4]->distance_m, -1);
    assert_true(r.best[0]->speaks_language);
    assert_int_equal(r.n_excluded, 2);
    assert_string_equal(r.excluded[0]->worker, "mute");
    assert_int_equal(r.excluded[0]->excluded, EXCLUSION_REASON_LANGUAGE);
    assert_string_equal(r.excluded[1]->worker, "off");
    f.interpreter = true;
    r = candidates_rank(&arena, t, &f, &team[6], 1);
    assert_int_equal(r.n_best, 1);
    assert_false(r.best[0]->speaks_language);
}

static void test_joint(void **state) {
    (void)state;
    struct candidates_worker team[] = {nurse("key", 0),    nurse("nurse", 0), nurse("heavy", 80),
                                       nurse("light", 30), nurse("off", 0),   nurse("diet", 0)};
    team[2].discipline = team[3].discipline = team[4].discipline = DISCIPLINE_SOCIAL_WORKER;
    team[4].inactive = true;
    team[5].discipline = DISCIPLINE_NUTRITIONIST;
    const struct candidates_worker *out[6];
    struct candidates_joint asked = {t->visits, &team[0], "99001"};
    assert_int_equal(candidates_joint(&asked, team, 6, out), 2);
    assert_string_equal(out[0]->code, "light"); /* another discipline first */
    assert_string_equal(out[1]->code, "heavy");
    assert_int_equal(candidates_joint(&asked, team, 2, out), 1);
    assert_string_equal(out[0]->code, "nurse"); /* the same, when there is no other */
    assert_int_equal(candidates_joint(&asked, team, 1, out), 0);
}

static scheduling__worker *worker(void) {
    scheduling__worker *w = NEW(&arena, scheduling__worker);
    w->code = "inf-01";
    w->name = "Joëlle Fréchette";
    w->discipline = DISCIPLINE_NURSE;
    sippe__language *fr = NEW(&arena, sippe__language);
    fr->code = "fr";
    APPEND(&arena, w, languages, fr);
    for (int i = 0; i < 2; i++) {
        scheduling__hours *h = NEW(&arena, scheduling__hours);
        h->weekday = 1;
        h->from_minute = i ? 780 : 510;
        h->to_minute = i ? 990 : 720;
        APPEND(&arena, w, hours, h);
    }
    w->start_area = NEW(&arena, sippe__postal_code);
    w->start_area->code = "H2M";
    return w;
}

static void assert_fault(const scheduling__worker *w, const char *path, int reason) {
    struct findings f = findings_in(&arena);
    worker_check(t, w, &f);
    assert_int_equal(f.n, 1);
    assert_string_equal(f.list[0].path, path);
    assert_int_equal(f.list[0].reason, reason);
}

static size_t faults_of(const sippe__territory *rules, const scheduling__worker *w) {
    struct findings f = findings_in(&arena);
    worker_check(rules, w, &f);
    return f.n;
}

static void test_worker(void **state) {
    (void)state;
    scheduling__worker *w = worker();
    assert_int_equal(faults_of(t, w), 0);
    w->start_area->code = "H2M1Y4";
    assert_int_equal(faults_of(NULL, w), 0);
    w->start_area->code = "H2M1YY";
    assert_fault(w, "start_area", REASON_POSTAL_CODE_INVALID);
    (w = worker())->code = "Inf 1";
    assert_fault(w, "code", REASON_NAME_INVALID);
    (w = worker())->name = "";
    assert_fault(w, "name", REASON_FIELD_REQUIRED);
    (w = worker())->languages[0]->code = "français";
    assert_fault(w, "languages[0]", REASON_LANGUAGE_INVALID);
    (w = worker())->hours[1]->from_minute = 719;
    assert_fault(w, "hours[1]", REASON_CONTRADICTION);
    (w = worker())->hours[1]->from_minute = 720; /* touching is no contradiction */
    assert_int_equal(faults_of(t, w), 0);
    (w = worker())->hours[0]->weekday = 8;
    assert_fault(w, "hours[0].weekday", REASON_NUMBER_OUT_OF_RANGE);
    (w = worker())->hours[1]->to_minute = 1441;
    assert_fault(w, "hours[1].to_minute", REASON_TIME_INVALID);
    (w = worker())->cap_tenths = -1;
    assert_fault(w, "cap_tenths", REASON_NUMBER_OUT_OF_RANGE);
    sippe__clsc *clsc = NEW(&arena, sippe__clsc);
    clsc->code = "99001";
    APPEND(&arena, t, clscs, clsc);
    (w = worker())->clsc_code = "99009";
    assert_fault(w, "clsc_code", REASON_CLSC_UNKNOWN);
    w->clsc_code = "99001";
    assert_int_equal(faults_of(t, w), 0);
    assert_int_equal(faults_of(t, NEW(&arena, scheduling__worker)), 3); /* code, name, discipline */
    scheduling__hours *swapped[] = {w->hours[1], w->hours[0]};
    worker_hours_sort(swapped, 2);
    assert_int_equal(swapped[0]->from_minute, 510);
}

static void test_states(void **state) {
    (void)state;
    assert_null(sm_fault(&visit_states));
    assert_null(sm_fault(&follow_up_states));
    int reason;
    assert_int_equal(visit_next(VISIT_STATE_PROPOSED, VISIT_MOVE, &reason), VISIT_STATE_CONFIRMED);
    assert_int_equal(reason, 0);
    assert_int_equal(visit_next(VISIT_STATE_DONE, VISIT_CANCEL, &reason), VISIT_STATE_UNSPECIFIED);
    assert_int_equal(reason, REASON_VISIT_CLOSED);
    assert_int_equal(visit_next(VISIT_STATE_CONFIRMED, VISIT_CONFIRM, &reason), VISIT_STATE_UNSPECIFIED);
    assert_int_equal(reason, REASON_VISIT_IS_CONFIRMED);
    assert_true(visit_is_open(VISIT_STATE_PROPOSED));
    assert_false(visit_is_open(VISIT_STATE_NO_SHOW));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_exclusions, setup, teardown),
        cmocka_unit_test_setup_teardown(test_only_her_clsc, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_is_to_come, setup, teardown),
        cmocka_unit_test_setup_teardown(test_rank, setup, teardown),
        cmocka_unit_test_setup_teardown(test_joint, setup, teardown),
        cmocka_unit_test_setup_teardown(test_worker, setup, teardown),
        cmocka_unit_test_setup_teardown(test_states, setup, teardown),
    };
    return cmocka_run_group_tests_name("candidates", tests, NULL, NULL);
}
