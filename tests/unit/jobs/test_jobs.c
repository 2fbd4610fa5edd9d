/* Work outside the turn: begun in a turn, done beside it, its end a record. */
#include "works.h"

static void once(void **state) {
    (void)state;
    RIG(r);
    works_set(&r, "x", WORKS_SET, 0);
    assert_int_equal(works_pass(&r, 0), 1);
    node__job_ended e;
    assert_int_equal(works_records(&r, "JobEnded", &e), 1);
    assert_int_equal(e.how, JOB_END_DONE);
    assert_int_equal(e.attempt, 1);
    assert_string_equal(e.type, "work");
    assert_int_equal(works_records(&r, "Reminded", NULL), 1);
    assert_int_equal(works_says.settled, 1);
    works_gone(&r);
    assert_int_equal(works_pass(&r, HOUR_MS), 0);
    assert_int_equal(works_says.ran, 1);
    rig_close(&r);
}

/* Not before its time; moved by setting it again, which another record does, so that it is another job. */
static void in_its_time(void **state) {
    (void)state;
    RIG(r);
    works_set(&r, "x", WORKS_SET, HOUR_MS);
    ProtobufCBinaryData first = works_only(&r)->id;
    assert_int_equal(works_pass(&r, HOUR_MS - 1000), 0);
    works_set(&r, "x", WORKS_SET, HOUR_MS);
    assert_false(span_equal(span_pb(works_only(&r)->id), span_pb(first)));
    assert_int_equal(engine_wake_ms(r.engine) <= r.now_ms + HOUR_MS, true);
    assert_int_equal(works_pass(&r, 2000), 0);
    assert_int_equal(works_pass(&r, HOUR_MS), 1);
    rig_close(&r);
}

static void again_and_given_up(void **state) {
    (void)state;
    RIG(r);
    works_says.how = JOB_END_FAILED;
    works_set(&r, "x", WORKS_SET, 0);
    assert_int_equal(works_pass(&r, 0), 1);
    struct id job = works_says.last.job;
    const node__job *j = works_only(&r);
    assert_int_equal(j->state, JOB_STATE_WAITING);
    assert_int_equal(j->last, JOB_END_FAILED);
    assert_int_equal(j->reason, REASON_NOT_THERE_YET);
    assert_true(j->due_ms == r.now_ms + 1000);
    assert_int_equal(works_pass(&r, 999), 0);
    assert_int_equal(works_pass(&r, 1), 1);
    assert_int_equal(works_pass(&r, 2000), 1);
    assert_true(id_equal(works_says.last.job, job));
    assert_int_equal(works_says.last.attempt, 3);
    assert_int_equal(works_only(&r)->state, JOB_STATE_GIVEN_UP);
    assert_int_equal(rig_status(&r)->jobs_given_up, 1);
    assert_int_equal(works_pass(&r, DAY_MS), 0);

    node__retry_job_request *in = NEW(&r.arena, node__retry_job_request);
    in->type = "work";
    in->thing = works_only(&r)->thing;
    works_says.how = JOB_END_UNSPECIFIED;
    assert_int_equal(rig_reason(rig_call(&r, "operator", rig_request_id(&r), "node.RetryJob", &in->base)), 0);
    assert_int_equal(works_do(&r, works_take(&r)), 0); /* the turn that answered began nothing: it set it due */
    assert_int_equal(works_pass(&r, 0), 1);
    assert_int_equal(works_says.last.attempt, 4);
    assert_true(id_equal(works_says.last.job, job));
    works_gone(&r);
    rig_close(&r);
}

/* Each way in which preparing ends. */
static void prepared(void **state) {
    (void)state;
    static const struct {
        int prepare, more, ran, pages;
        node__job_end how;
    } cases[] = {{0, 3, 1, 3, JOB_END_DONE},
                 {JOB_NOT_NEEDED, 0, 0, 0, JOB_END_NOT_NEEDED},
                 {REASON_HELD, 0, 0, 0, JOB_END_FAILED},
                 {JOB_NOT_NEEDED, 2, 0, 2, JOB_END_NOT_NEEDED}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        RIG(r);
        works_says.prepare = cases[i].prepare;
        works_says.more = cases[i].more;
        works_set(&r, "x", WORKS_SET, 0);
        for (int n = 0; n < cases[i].pages + 1; n++) rig_turn(&r, 0);
        assert_int_equal(works_do(&r, works_take(&r)), cases[i].ran);
        rig_turn(&r, 0);
        node__job_ended e;
        assert_int_equal(works_records(&r, "JobEnded", &e), 1);
        assert_int_equal(e.how, cases[i].how);
        assert_int_equal(works_says.ran, cases[i].ran);
        rig_close(&r);
    }
}

/* What settle refuses, or gives too much of, is not written; that it ended is. */
static void settled(void **state) {
    (void)state;
    static const struct {
        int settle, records;
        size_t pad;
        node__job_end how;
        int given;
        node__job_state state; /* 0: gone */
    } cases[] = {{0, 2, 0, JOB_END_DONE, 3, JOB_STATE_UNSPECIFIED},
                 {REASON_NOT_FOUND, 2, 0, JOB_END_DONE, 0, JOB_STATE_UNSPECIFIED},
                 {JOB_AGAIN, 0, 0, JOB_END_FAILED, 1, JOB_STATE_WAITING},
                 {0, ENGINE_RECORDS_PER_MESSAGE, 0, JOB_END_TOO_LARGE, 0, JOB_STATE_GIVEN_UP},
                 {0, 0, 300 << 10, JOB_END_DONE, 1, JOB_STATE_UNSPECIFIED}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        RIG(r);
        works_says.settle = cases[i].settle;
        works_says.records = cases[i].records;
        works_says.pad = cases[i].pad;
        works_set(&r, "x", WORKS_SET, 0);
        assert_int_equal(works_pass(&r, 0), 1);
        node__job_ended e;
        assert_int_equal(works_records(&r, "JobEnded", &e), 1);
        assert_int_equal(e.how, cases[i].how);
        assert_int_equal(works_records(&r, "Reminded", NULL), cases[i].given);
        if (cases[i].state)
            assert_int_equal(works_only(&r)->state, cases[i].state);
        else
            works_gone(&r);
        rig_close(&r);
    }
}

/* Something may have left: that is recorded although nobody wants it any more. */
static void cleared_while_it_runs(void **state) {
    (void)state;
    for (int late = 0; late < 2; late++) {
        RIG(r);
        works_says.late = late;
        works_set(&r, "x", WORKS_SET, 0);
        rig_turn(&r, 0);
        struct engine_job *jobs = works_take(&r);
        assert_int_equal(works_only(&r)->state, JOB_STATE_RUNNING);
        works_set(&r, "x", WORKS_CLEAR, 0);
        works_gone(&r);
        assert_int_equal(works_do(&r, jobs), 1);
        rig_turn(&r, 0);
        node__job_ended e;
        assert_int_equal(works_records(&r, "JobEnded", &e), 1);
        assert_int_equal(e.how, late ? JOB_END_STOPPED : JOB_END_DONE);
        assert_int_equal(works_says.told, e.how);
        assert_int_equal(works_pass(&r, HOUR_MS), 0);
        rig_close(&r);
    }
}

/* Set anew while it runs: the old one is asked to stop, the new one begins when it is back. */
static void set_anew_while_it_runs(void **state) {
    (void)state;
    RIG(r);
    works_set(&r, "x", WORKS_SET, 0);
    rig_turn(&r, 0);
    struct engine_job *jobs = works_take(&r);
    works_set(&r, "x", WORKS_SET, 0);
    assert_null(works_take(&r));
    works_says.late = true;
    works_do(&r, jobs);
    struct id first = works_says.last.job;
    assert_int_equal(works_pass(&r, 0), 0);
    works_says.late = false;
    assert_int_equal(works_do(&r, works_take(&r)), 1);
    rig_turn(&r, 0);
    assert_false(id_equal(works_says.last.job, first));
    assert_int_equal(works_records(&r, "JobEnded", NULL), 2);
    works_gone(&r);
    rig_close(&r);
}

static void stopped_by_a_person(void **state) {
    (void)state;
    RIG(r);
    works_set(&r, "x", WORKS_SET, HOUR_MS);
    node__stop_job_request *in = NEW(&r.arena, node__stop_job_request);
    in->type = "work";
    in->thing = works_only(&r)->thing;
    assert_int_equal(rig_reason(rig_call(&r, "operator", rig_request_id(&r), "node.StopJob", &in->base)),
                     REASON_FIELDS_INVALID);
    in->reason = "le dossier est plein";
    assert_int_equal(rig_reason(rig_call(&r, "desk", rig_request_id(&r), "node.StopJob", &in->base)),
                     REASON_NOT_ALLOWED);
    assert_int_equal(rig_reason(rig_call(&r, "operator", rig_request_id(&r), "node.StopJob", &in->base)), 0);
    assert_int_equal(works_only(&r)->state, JOB_STATE_STOPPED);
    assert_int_equal(rig_reason(rig_call(&r, "operator", rig_request_id(&r), "node.StopJob", &in->base)),
                     REASON_MOVE_ILLEGAL);
    assert_int_equal(works_pass(&r, DAY_MS), 0);
    in->type = "nothing";
    assert_int_equal(rig_reason(rig_call(&r, "operator", rig_request_id(&r), "node.StopJob", &in->base)),
                     REASON_NOT_FOUND);
    rig_close(&r);
}

/* Four at once, one of this type; what is of another type does not wait behind it. */
static void at_once(void **state) {
    (void)state;
    RIG(r);
    const char *const names[] = {"a", "b", "c", "d", "e"};
    for (size_t i = 0; i < 5; i++) works_set(&r, names[i], WORKS_SET, 1000);
    for (size_t i = 0; i < 5; i++) works_set(&r, names[i], WORKS_OTHER, 2000);
    int ran[6] = {0};
    rig_turn(&r, 5000);
    for (int round = 0; round < 6; round++) {
        ran[round] = works_do(&r, works_take(&r));
        rig_turn(&r, 0); /* records the ends, which makes room */
        rig_turn(&r, 0); /* and begins what has room now */
    }
    assert_int_equal(ran[0], ENGINE_JOBS); /* one and three */
    assert_int_equal(ran[1], 3);           /* one and the other two */
    assert_int_equal(ran[2] + ran[3] + ran[4], 3);
    assert_int_equal(ran[5], 0);
    works_gone(&r);
    rig_close(&r);
}

static void not_in_doubt(void **state) {
    (void)state;
    RIG(r);
    works_set(&r, "x", WORKS_SET, 3 * DAY_MS);
    rig_clock_set(&r, 10 * DAY_MS);
    assert_int_equal(works_pass(&r, 1000), 0);
    assert_true(engine_wake_ms(r.engine) > r.now_ms);
    rig_clock_set(&r, -10 * DAY_MS);
    assert_int_equal(works_pass(&r, 3 * DAY_MS), 1);
    rig_close(&r);
}

/* The turn that begins it fails: it has not begun, and is begun by the next. The turn that records its end fails: it has
 * ended all the same, once. */
static void a_commit_fails(void **state) {
    (void)state;
    RIG(r);
    works_set(&r, "x", WORKS_SET, 1000);
    r.now_ms += 1000;
    r.commit_fails = 1;
    assert_int_not_equal(engine_turn(r.engine, r.now_ms, rig_boot_ms(&r)), 0);
    assert_null(works_take(&r));
    assert_int_equal(rig_reopen(&r), 0);
    rig_turn(&r, 0);
    works_do(&r, works_take(&r));
    r.commit_fails = 1;
    assert_int_not_equal(engine_turn(r.engine, r.now_ms, rig_boot_ms(&r)), 0);
    assert_int_equal(works_records(&r, "JobEnded", NULL), 0);
    assert_int_equal(rig_reopen(&r), 0);
    assert_int_equal(works_pass(&r, 0), 1);
    assert_int_equal(works_records(&r, "JobEnded", NULL), 1);
    rig_close(&r);
}

/* Told to stop, with time to do so: it is due as it was. */
static void the_daemon_stops(void **state) {
    (void)state;
    RIG(r);
    works_says.late = true;
    works_set(&r, "x", WORKS_SET, 0);
    rig_turn(&r, 0);
    struct engine_job *jobs = works_take(&r);
    works_set(&r, "y", WORKS_SET, 0);
    engine_stop(r.engine);
    works_do(&r, jobs);
    rig_turn(&r, 0);
    assert_null(works_take(&r));
    assert_int_equal(rig_reopen(&r), 0);
    works_says.late = false;
    assert_int_equal(works_pass(&r, 0) + works_pass(&r, 0) + works_pass(&r, 0), 2);
    works_gone(&r);
    rig_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(once),
        cmocka_unit_test(in_its_time),
        cmocka_unit_test(again_and_given_up),
        cmocka_unit_test(prepared),
        cmocka_unit_test(settled),
        cmocka_unit_test(cleared_while_it_runs),
        cmocka_unit_test(set_anew_while_it_runs),
        cmocka_unit_test(stopped_by_a_person),
        cmocka_unit_test(at_once),
        cmocka_unit_test(not_in_doubt),
        cmocka_unit_test(a_commit_fails),
        cmocka_unit_test(the_daemon_stops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
