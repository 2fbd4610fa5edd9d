/* The figures of a day: counted the morning after, once, whatever happened in between. */
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include "intake_world.h"
#include "sys/file.h"

static const char first_day[] = "2026-11-20"; /* the fixture's */

struct figures {
    struct desk desk;
    char folder[80];
};

static int opened(void **state) {
    struct figures *f = calloc(1, sizeof *f);
    desk_open(&f->desk);
    snprintf(f->folder, sizeof f->folder, "%s/figures", f->desk.w->root);
    assert_int_equal(mkdir(f->folder, 0700), 0);
    f->desk.w->figures_folder = f->folder;
    assert_int_equal(adopt(&f->desk, fixture_territory(&f->desk.a)), 0);
    *state = f;
    return 0;
}

static int closed(void **state) {
    struct figures *f = *state;
    desk_close(&f->desk);
    free(f);
    return 0;
}

/* NULL: there is none. */
static const char *written(struct figures *f, const char *day_name) {
    char path[160];
    struct span content;
    snprintf(path, sizeof path, "%s/essai-nord-%s.csv", f->folder, day_name);
    return file_read(&f->desk.a, path, 1 << 20, &content) ? NULL : (const char *)content.data;
}

static const node__job *only_job(struct figures *f) {
    node__list_jobs_request *in = NEW(&f->desk.a, node__list_jobs_request);
    node__list_jobs_reply *out = NULL;
    assert_int_equal(world_call(f->desk.w, &f->desk.a, "intake", "op", "node.ListJobs", world_request_id(f->desk.w),
                                &in->base, &node__list_jobs_reply__descriptor, &out, NULL),
                     0);
    return out->n_jobs == 1 ? out->jobs[0] : NULL;
}

static void expect(struct figures *f, const char *day_name, const char *lines) {
    const char *text = written(f, day_name), *head = "day,clsc,figure,count\n";
    if (!text) fail_msg("no figures of %s", day_name);
    assert_memory_equal(text, head, strlen(head));
    assert_string_equal(text + strlen(head), lines);
}

static uint64_t ended(struct figures *f) {
    struct view *v = world_view(f->desk.w, "intake", &f->desk.a);
    uint64_t n = 0;
    struct record r;
    for (uint64_t seq = 1; record_head(v, seq, &r); seq++)
        n += strcmp(r.type, intake__figures_ended__descriptor.name) == 0;
    return n;
}

/* Families who were followed already are no enrolments of the day, nor is it an end when their sheet is taken back. */
static void test_a_caseload_is_counted_apart(void **state) {
    struct figures *f = *state;
    struct desk *t = &f->desk;
    intake__enrol_family_reply *enrolled = NULL;
    intake__take_over_family_request *in = NEW(&t->a, intake__take_over_family_request);
    intake__take_over_family_reply *out = NULL;
    intake__undo_take_over_request *undo = NEW(&t->a, intake__undo_take_over_request);
    intake__undo_take_over_reply *undone = NULL;
    assert_int_equal(enrol(t, family_for_sippe(t), &enrolled), 0);
    intake__taken_over_family *row = in->family = NEW(&t->a, intake__taken_over_family);
    in->batch_id = undo->batch_id = id_field(&t->a, (struct id){{7}});
    row->reference = "C-001";
    row->clsc_code = "99001";
    row->identity = fixture_screening(&t->a)->identity;
    row->language = language(&t->a, "fr");
    row->due_date = date(&t->a, 2027, 3, 1);
    row->followed_since = date(&t->a, 2025, 11, 10);
    row->none_of_known = YES_NO_YES;
    assert_int_equal(ASK(t, "coord", TakeOverFamily, take_over_family, in, &out), 0);
    undo->reason = "mauvais classeur";
    assert_int_equal(ASK(t, "coord", UndoTakeOver, undo_take_over, undo, &undone), 0);
    leap(t, DAY_LONG);
    expect(f, first_day,
           "2026-11-20,99001,calls,1\n2026-11-20,99001,decided-sippe,1\n2026-11-20,99001,enrolled-in-error,1\n"
           "2026-11-20,99001,enrolments,1\n2026-11-20,99001,taken-over,1\n");
}

static void test_the_morning_after(void **state) {
    struct figures *f = *state;
    struct desk *t = &f->desk;
    family_for_sippe(t);
    family_for_sippe(t);
    assert_null(written(f, first_day));
    leap(t, DAY_LONG);
    expect(f, first_day, "2026-11-20,99001,calls,2\n2026-11-20,99001,decided-sippe,2\n");
    assert_null(only_job(f));
    family_for_sippe(t);
    leap(t, DAY_LONG);
    expect(f, "2026-11-21", "2026-11-21,99001,calls,1\n2026-11-21,99001,decided-sippe,1\n");
    assert_int_equal(ended(f), 2);
}

/* What was urgent, and what was decided anew: by what was done, not by whom. */
static void test_the_urgent_is_counted(void **state) {
    struct figures *f = *state;
    struct desk *t = &f->desk;
    intake__submit_screening_reply *s = NULL;
    intake__screening *call = call_now(t);
    call->urgent->food_today = YES_NO_NO;
    call->urgent->housing_risk = YES_NO_YES;
    assert_int_equal(submit(t, "desk", call, &s), 0);
    intake__decide_route_reply *decided = NULL;
    intake__revise_decision_request *in = NEW(&t->a, intake__revise_decision_request);
    intake__revise_decision_reply *revised = NULL;
    assert_int_equal(decide(t, "desk", s->screening_id, s->version, ROUTE_SIPPE, &decided), 0);
    in->screening_id = s->screening_id;
    in->version = decided->version;
    in->route = ROUTE_SIPPE;
    in->priority = 1; /* opened and not met: nothing of it is counted */
    in->reason = "Rien à manger";
    assert_int_equal(ASK(t, "desk", ReviseDecision, revise_decision, in, &revised), 0);
    in->version = revised->version;
    in->route = ROUTE_DECLINED;
    assert_int_equal(ASK(t, "desk", ReviseDecision, revise_decision, in, &revised), 0);
    leap(t, DAY_LONG);
    expect(f, first_day,
           "2026-11-20,99001,calls,1\n2026-11-20,99001,decided-sippe,1\n2026-11-20,99001,decisions-revised,2\n"
           "2026-11-20,99001,urgent-needs,2\n");
}

/* Five days off: a file for each, those on which nothing was done too. */
static void test_after_an_absence(void **state) {
    struct figures *f = *state;
    family_for_sippe(&f->desk);
    world_stop(f->desk.w, "intake");
    f->desk.w->now_ms += 5 * DAY_LONG;
    assert_int_equal(world_start(f->desk.w, "intake"), 0);
    world_run(f->desk.w, 180000);
    expect(f, first_day, "2026-11-20,99001,calls,1\n2026-11-20,99001,decided-sippe,1\n");
    expect(f, "2026-11-24", "");
    assert_null(written(f, "2026-11-25"));
    assert_int_equal(ended(f), 5);
}

/* Nobody asked for figures: each morning's job ends as not needed, and nothing is kept. */
static void test_off(void **state) {
    struct figures *f = *state;
    f->desk.w->figures_folder = NULL;
    family_for_sippe(&f->desk);
    leap(&f->desk, DAY_LONG);
    assert_null(written(f, first_day));
    assert_null(only_job(f));
    assert_int_equal(ended(f), 1);
    assert_true(row_count(world_view(f->desk.w, "intake", &f->desk.a), &intake_ended_days) == 0);
}

/* A folder that never comes back: what is older than a month is let go. */
static void test_given_up(void **state) {
    struct figures *f = *state;
    assert_int_equal(rmdir(f->folder), 0);
    for (int i = 0; i < 40; i++) leap(&f->desk, DAY_LONG);
    struct view *v = world_view(f->desk.w, "intake", &f->desk.a);
    assert_true(row_count(v, &intake_ended_days) >= 31 && row_count(v, &intake_ended_days) <= 33);
    assert_int_equal(mkdir(f->folder, 0700), 0);
    leap(&f->desk, DAY_LONG);
    expect(f, "2026-12-29", "");
    assert_null(written(f, first_day));
}

/* The folder is gone: the job says so, and is done when it is back, by itself or because somebody asks. */
static void test_the_folder_is_gone(void **state) {
    struct figures *f = *state;
    struct desk *t = &f->desk;
    family_for_sippe(t);
    assert_int_equal(rmdir(f->folder), 0);
    leap(t, DAY_LONG);
    const node__job *job = only_job(f);
    assert_non_null(job);
    assert_int_equal(job->state, JOB_STATE_WAITING);
    assert_int_equal(job->last, JOB_END_FAILED);
    assert_int_equal(job->reason, REASON_FOLDER_UNWRITABLE);
    assert_int_equal(mkdir(f->folder, 0700), 0);
    node__retry_job_request *in = NEW(&t->a, node__retry_job_request);
    node__retry_job_reply *out = NULL;
    in->type = job->type;
    in->thing = job->thing;
    assert_int_equal(world_call(t->w, &t->a, "intake", "op", "node.RetryJob", world_request_id(t->w), &in->base,
                                &node__retry_job_reply__descriptor, &out, NULL),
                     0);
    world_run(t->w, 1000);
    assert_null(only_job(f));
    expect(f, first_day, "2026-11-20,99001,calls,1\n2026-11-20,99001,decided-sippe,1\n");
}

/* The daemon dies after the file was written and before that was recorded: it is written again, as it was. */
static void test_killed_in_between(void **state) {
    struct figures *f = *state;
    family_for_sippe(&f->desk);
    world_run(f->desk.w, 500);
    f->desk.w->now_ms += DAY_LONG;
    for (int i = 0; i < 3; i++) { /* in two of them it runs; a third would be the last */
        world_run(f->desk.w, 20);
        world_crash(f->desk.w, "intake");
    }
    world_run(f->desk.w, 5000);
    expect(f, first_day, "2026-11-20,99001,calls,1\n2026-11-20,99001,decided-sippe,1\n");
    assert_int_equal(ended(f), 1);
}

/* A second adoption does not move the morning. */
static void test_adopted_again(void **state) {
    struct figures *f = *state;
    family_for_sippe(&f->desk);
    sippe__territory *rules = fixture_territory(&f->desk.a);
    rules->label = "2026-2";
    assert_int_equal(adopt(&f->desk, rules), 0);
    leap(&f->desk, DAY_LONG);
    expect(f, first_day, "2026-11-20,99001,calls,1\n2026-11-20,99001,decided-sippe,1\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_caseload_is_counted_apart, opened, closed),
        cmocka_unit_test_setup_teardown(test_the_morning_after, opened, closed),
        cmocka_unit_test_setup_teardown(test_the_urgent_is_counted, opened, closed),
        cmocka_unit_test_setup_teardown(test_after_an_absence, opened, closed),
        cmocka_unit_test_setup_teardown(test_off, opened, closed),
        cmocka_unit_test_setup_teardown(test_given_up, opened, closed),
        cmocka_unit_test_setup_teardown(test_the_folder_is_gone, opened, closed),
        cmocka_unit_test_setup_teardown(test_killed_in_between, opened, closed),
        cmocka_unit_test_setup_teardown(test_adopted_again, opened, closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
