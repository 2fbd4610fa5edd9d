/* The daemon dies in the work that it does beside its turns. */
#include "works.h"

/* The third attempt in which the daemon died is the last; one that a stopping daemon left does not count. */
static void crashes(void **state) {
    (void)state;
    RIG(r);
    works_set(&r, "x", WORKS_SET, 0);
    for (int i = 0; i < 3; i++) {
        rig_turn(&r, 0);
        works_take(&r);
        assert_int_equal(engine_interrupt(r.engine), 0);
        assert_int_equal(rig_reopen(&r), 0);
        assert_int_equal(rig_reopen(&r), 0); /* one in which nothing ran */
    }
    for (uint32_t i = 0; i < 3; i++) {
        rig_turn(&r, 0);
        assert_non_null(works_take(&r));
        assert_int_equal(works_only(&r)->attempt, 4 + i);
        assert_int_equal(rig_reopen(&r), 0);
    }
    assert_int_equal(works_pass(&r, 0), 0);
    node__job_ended e;
    assert_int_equal(works_records(&r, "JobEnded", &e), 1);
    assert_int_equal(e.how, JOB_END_CRASHED);
    assert_int_equal(e.attempt, 6);
    assert_int_equal(works_says.told, JOB_END_CRASHED);
    assert_int_equal(works_only(&r)->state, JOB_STATE_GIVEN_UP);
    rig_close(&r);
}

/* Cleared, and then the daemon died: nobody begins it again, but that it may have been done is recorded. */
static void cleared_then_crashed(void **state) {
    (void)state;
    RIG(r);
    works_set(&r, "x", WORKS_SET, 0);
    rig_turn(&r, 0);
    works_take(&r);
    works_set(&r, "x", WORKS_CLEAR, 0);
    assert_int_equal(rig_reopen(&r), 0);
    assert_int_equal(works_pass(&r, 0), 0);
    node__job_ended e;
    assert_int_equal(works_records(&r, "JobEnded", &e), 1);
    assert_int_equal(e.how, JOB_END_UNKNOWN);
    assert_int_equal(rig_reopen(&r), 0);
    assert_int_equal(works_pass(&r, 0), 0);
    assert_int_equal(works_records(&r, "JobEnded", NULL), 1);
    rig_close(&r);
}

/* At any point of any of them the daemon dies, 200 times: each is run, each attempt has one end at most, and each job
 * ends as done once. */
static void killed_anywhere(size_t pad) {
    RIG(r);
    works_says.pad = pad;
    uint64_t chance = 7;
    works_says.again_most = 0;
    int sets = 0;
    for (int kills = 0; kills < 200;) {
        chance = chance * UINT64_C(6364136223846793005) + 1442695040888963407u;
        switch (chance >> 60) {
        case 0: assert_int_equal(rig_reopen(&r), 0), kills++; break;
        case 1:
        case 2: works_set(&r, arena_printf(&r.arena, "n%d", sets++), WORKS_OTHER, 0); break;
        case 3: works_take(&r), assert_int_equal(rig_reopen(&r), 0), kills++; break;
        case 4: { /* run, and not handed back */
            struct engine_job *jobs = works_take(&r);
            if (jobs) jobs->run(jobs);
            assert_int_equal(rig_reopen(&r), 0), kills++;
            break;
        }
        case 5: works_do(&r, works_take(&r)), assert_int_equal(rig_reopen(&r), 0), kills++; break;
        case 6:
            works_do(&r, works_take(&r));
            r.commit_fails = 1;
            if (engine_turn(r.engine, r.now_ms, rig_boot_ms(&r))) assert_int_equal(rig_reopen(&r), 0), kills++;
            r.commit_fails = 0;
            break;
        default: works_pass(&r, 0);
        }
    }
    for (int i = 0; i < 400; i++) works_pass(&r, 1000);
    struct view v = {r.engine, &r.arena, &r.engine->snapshot};
    int done = 0, crashed = 0;
    struct keys seen = {.arena = &r.arena};
    for (uint64_t seq = 1; seq <= r.engine->seq; seq++) {
        sippe__record *record = journal_read(&v, seq);
        if (strcmp(record->type, node__job_ended__descriptor.name) != 0) continue;
        node__job_ended *e = UNPACK_OWN(&r.arena, node__job_ended, span_pb(record->open));
        struct key key = KEY(KEY_ID(id_of(e->job)), KEY_U64(e->attempt));
        for (size_t i = 0; i < seen.n; i++) assert_int_not_equal(key_order(seen.list[i], &key), 0);
        keys_add(&seen, key);
        done += e->how == JOB_END_DONE;
        crashed += e->how == JOB_END_CRASHED;
    }
    assert_int_equal(done + crashed, sets);
    assert_true(done > 50 && works_says.ran >= done);
    char name[64], path[300];
    works_do(&r, works_take(&r));
    assert_int_equal(works_files(&r, name, path), 0);
    char fault[200];
    assert_int_equal(engine_verify(r.engine, rig_folder(&r, "verify"), fault), 0);
    rig_close(&r);
}

static void killed_with_little(void **state) {
    (void)state;
    killed_anywhere(0);
}

static void killed_with_files(void **state) {
    (void)state;
    killed_anywhere(300 << 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(crashes),
        cmocka_unit_test(cleared_then_crashed),
        cmocka_unit_test(killed_with_little),
        cmocka_unit_test(killed_with_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
