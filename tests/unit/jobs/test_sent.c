/* Work that is a post: handed out to whoever has the loop, and what each way in which it may end becomes. */
#include "works.h"
#include "engine/open/open.h"

static struct engine_job *begun(struct rig *r) {
    works_set(r, "x", WORKS_POST, 0);
    rig_turn(r, 0);
    struct engine_job *job = works_take(r);
    assert_non_null(job);
    assert_null(job->run);
    assert_non_null(job->post);
    return job;
}

static node__job_ended back(struct rig *r, struct engine_job *job, const post__posted *posted) {
    node__job_ended e = {.how = 0};
    engine_job_posted(job, posted);
    engine_job_done(r->engine, job, r->now_ms);
    rig_turn(r, 0);
    works_records(r, "JobEnded", &e);
    return e;
}

static void each_end(void **state) {
    (void)state;
    static const struct {
        post__post_end end;
        bool may_have_arrived;
        node__job_end how;
        node__job_state state; /* 0: gone */
    } cases[] = {{POST_ANSWERED, true, JOB_END_DONE, 0},
                 {POST_CUT, true, JOB_END_DONE, 0},
                 {POST_REFUSED, false, JOB_END_DONE, 0},
                 {POST_REFUSED, true, JOB_END_DONE, 0},
                 {POST_UNRESOLVED, false, JOB_END_FAILED, JOB_STATE_WAITING},
                 {POST_UNREACHABLE, false, JOB_END_FAILED, JOB_STATE_WAITING},
                 {POST_PRIVATE, false, JOB_END_FAILED, JOB_STATE_WAITING},
                 {POST_UNTRUSTED, false, JOB_END_FAILED, JOB_STATE_WAITING},
                 {POST_BROKEN, false, JOB_END_FAILED, JOB_STATE_WAITING},
                 {POST_BROKEN, true, JOB_END_UNKNOWN, JOB_STATE_WAITING},
                 {POST_LATE, false, JOB_END_FAILED, JOB_STATE_WAITING},
                 {POST_LATE, true, JOB_END_UNKNOWN, JOB_STATE_WAITING},
                 {POST_STOPPED, false, JOB_END_STOPPED, JOB_STATE_RUNNING},
                 {POST_STOPPED, true, JOB_END_UNKNOWN, JOB_STATE_WAITING}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        RIG(r);
        post__posted p = POST__POSTED__INIT;
        p.end = cases[i].end;
        p.may_have_arrived = cases[i].may_have_arrived;
        p.code = 451;
        node__job_ended e = back(&r, begun(&r), &p);
        assert_int_equal(e.how, cases[i].how);
        assert_int_equal(e.reason, e.how == JOB_END_FAILED ? REASON_POST_NOT_SENT : 0);
        assert_int_equal(works_says.told, e.how);
        assert_int_equal(works_says.code, e.how == JOB_END_DONE ? 451 : 0);
        if (cases[i].state)
            assert_int_equal(works_only(&r)->state, cases[i].state);
        else
            works_gone(&r);
        rig_close(&r);
    }
}

/* It could not even begin; and one that nobody said anything of was never sent. */
static void never_begun(void **state) {
    (void)state;
    RIG(r);
    node__job_ended e = back(&r, begun(&r), NULL);
    assert_int_equal(e.how, JOB_END_FAILED);
    assert_int_equal(e.reason, REASON_POST_NOT_SENT);
    rig_turn(&r, 1000);
    struct engine_job *job = works_take(&r);
    engine_job_done(r.engine, job, r.now_ms);
    rig_turn(&r, 0);
    assert_int_equal(works_records(&r, "JobEnded", &e), 2);
    assert_int_equal(e.how, JOB_END_STOPPED);
    rig_close(&r);
}

/* The same through all attempts, behind what the service says itself. */
static void the_far_end_knows_a_repeat(void **state) {
    (void)state;
    for (int own = 0; own < 2; own++) {
        RIG(r);
        works_says.has_header = own;
        post__posted p = POST__POSTED__INIT;
        p.end = POST_LATE;
        struct engine_job *job = begun(&r);
        const char *key = arena_printf(&r.arena, "Idempotency-Key: \"%s\"", id_text(&r.arena, works_says.last.job));
        for (int attempt = 1; attempt <= 2; attempt++) {
            assert_int_equal(job->post->n_headers, own + 1);
            assert_string_equal(job->post->headers[own], key);
            if (own) assert_string_equal(job->post->headers[0], "Content-Type: text/plain");
            back(&r, job, &p);
            rig_turn(&r, 1000);
            job = works_take(&r);
            if (attempt == 1) assert_int_equal(works_says.last.attempt, 2);
        }
        rig_close(&r);
    }
}

static void a_mail_has_no_such_line(void **state) {
    (void)state;
    RIG(r);
    works_says.url = "smtps://relay.test/";
    assert_int_equal(begun(&r)->post->n_headers, 0);
    rig_close(&r);
}

/* Whoever sends it asks; what it says then is recorded although nobody wants it any more. */
static void cleared_on_its_way(void **state) {
    (void)state;
    RIG(r);
    struct engine_job *job = begun(&r);
    assert_false(engine_job_is_stopped(job));
    works_set(&r, "x", WORKS_CLEAR, 0);
    assert_true(engine_job_is_stopped(job));
    post__posted p = POST__POSTED__INIT;
    p.end = POST_STOPPED;
    p.may_have_arrived = true;
    assert_int_equal(back(&r, job, &p).how, JOB_END_UNKNOWN);
    works_gone(&r);
    rig_close(&r);
}

/* Sixteen posts, and four threads: neither waits for the other. */
static void beside_work(void **state) {
    (void)state;
    RIG(r);
    works_says.again_most = 1;
    for (int i = 0; i < 20; i++) {
        works_set(&r, arena_printf(&r.arena, "p%d", i), WORKS_POST, 1000);
        if (i < 6) works_set(&r, arena_printf(&r.arena, "o%d", i), WORKS_OTHER, 1000);
    }
    int posts = 0, threads = 0;
    for (int turn = 0; turn < 5; turn++) {
        rig_turn(&r, turn ? 0 : 2000);
        for (const struct engine_job *job = works_take(&r); job; job = job->next) {
            posts += job->post != NULL;
            threads += job->run != NULL;
        }
    }
    assert_int_equal(posts, ENGINE_POSTS);
    assert_int_equal(threads, ENGINE_JOBS);
    rig_close(&r);
}

static void settle_says_again(void **state) {
    (void)state;
    RIG(r);
    works_says.settle = JOB_AGAIN;
    post__posted p = POST__POSTED__INIT;
    p.end = POST_ANSWERED;
    p.code = 503;
    assert_int_equal(back(&r, begun(&r), &p).how, JOB_END_FAILED);
    assert_int_equal(works_says.code, 503);
    assert_int_equal(works_only(&r)->state, JOB_STATE_WAITING);
    rig_close(&r);
}

/* The process dies on its way: it is sent again, under the same key. */
static void killed_on_its_way(void **state) {
    (void)state;
    RIG(r);
    begun(&r);
    struct id job = works_says.last.job;
    assert_int_equal(rig_reopen(&r), 0);
    rig_turn(&r, 0);
    assert_non_null(works_take(&r));
    assert_true(id_equal(works_says.last.job, job));
    assert_int_equal(works_says.last.attempt, 2);
    rig_close(&r);
}

static void tables_without_work(void **state) {
    (void)state;
    struct job none = *works.jobs[0];
    const struct job *const list[] = {&none};
    struct service s = works;
    s.jobs = list;
    s.n_jobs = 1;
    assert_int_equal(check_service(&s), 0);
    none.run = NULL;
    assert_int_equal(check_service(&s), ERR_INVALID);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_end),
        cmocka_unit_test(never_begun),
        cmocka_unit_test(the_far_end_knows_a_repeat),
        cmocka_unit_test(a_mail_has_no_such_line),
        cmocka_unit_test(cleared_on_its_way),
        cmocka_unit_test(beside_work),
        cmocka_unit_test(settle_says_again),
        cmocka_unit_test(killed_on_its_way),
        cmocka_unit_test(tables_without_work),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
