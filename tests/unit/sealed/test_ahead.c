/* Slots of the vault are drawn beside the loop, before a turn needs them; and on it where nobody did in time. */
#include "rig.h"

#include <errno.h>
#include <unistd.h>

/* The linker leads the calls here (--wrap): how often the loop drew by itself, and a disk that is full. */
static int on_loop;
static bool is_full, in_thread;

int __real_vault_draw(struct vault *v);
int __wrap_vault_draw(struct vault *v);
int __wrap_vault_draw(struct vault *v) {
    on_loop++;
    return __real_vault_draw(v);
}

void __real_vault_draw_run(struct vault_draw *d);
void __wrap_vault_draw_run(struct vault_draw *d);
void __wrap_vault_draw_run(struct vault_draw *d) {
    on_loop += !in_thread;
    __real_vault_draw_run(d);
}

static void run(struct engine_job *job) {
    in_thread = true;
    job->run(job);
    in_thread = false;
}

ssize_t __real_pwrite(int fd, const void *data, size_t len, off_t at);
ssize_t __wrap_pwrite(int fd, const void *data, size_t len, off_t at);
ssize_t __wrap_pwrite(int fd, const void *data, size_t len, off_t at) {
    if (is_full && len == (size_t)VAULT_DRAWN * VAULT_SLOT_LEN) return errno = ENOSPC, -1;
    return __real_pwrite(fd, data, len, at);
}

static uint64_t slots(const struct rig *r) { return vault_counts(r->engine->vault).slots; }

enum { TURN = ENGINE_WINDOW };

/* A turn's worth of messages, each of a new subject; how many were refused. */
static int people(struct rig *r) {
    static int name;
    int refused = 0;
    struct id ids[TURN];
    for (int i = 0; i < TURN; i++) {
        tally__add_request *in = rig_adding(r, arena_printf(&r->arena, "p%d", name++), 1);
        ids[i] = rig_request_id(r);
        assert_int_equal(rig_push(r, 1, "desk", rig_request(r, ids[i], "intake.Add", &in->base)), 0);
    }
    rig_turn(r, 1000);
    for (int i = 0; i < TURN; i++) refused += rig_reason(rig_reply(r, ids[i])) != 0;
    arena_reset(&r->arena);
    return refused;
}

/* Until something is handed out. */
static struct engine_job *handed_out(struct rig *r) {
    struct engine_job *job = NULL;
    for (int i = 0; i < 30 && !job; i++) {
        assert_int_equal(people(r), 0);
        job = engine_take_jobs(r->engine);
    }
    assert_non_null(job);
    assert_null(job->next);
    return job;
}

static void open_counted(struct rig *r) {
    rig_open(r, &tally_counts);
    assert_false(vault_is_low(r->engine->vault)); /* the first turns find what they need */
    on_loop = 0;
}

/* Each comes back before the turn after the next. */
static void the_loop_never_draws(void **state) {
    (void)state;
    struct rig r;
    struct engine_job *out = NULL;
    int times = 0;
    open_counted(&r);
    for (int turns = 0; turns < 60; turns++) {
        assert_int_equal(people(&r), 0);
        for (struct engine_job *next; out; out = next, times++) {
            next = out->next;
            engine_job_done(r.engine, out, r.now_ms);
        }
        out = engine_take_jobs(r.engine);
        if (out) run(out);
    }
    assert_int_equal(on_loop, 0);
    assert_true(times > 60 * TURN / VAULT_DRAWN - 4);
    rig_close(&r);
}

/* Nobody is refused because a thread does not come to it. */
static void what_is_slow_is_done_without(void **state) {
    (void)state;
    struct rig r;
    open_counted(&r);
    struct engine_job *job = handed_out(&r);
    for (int turns = 0; turns < 40; turns++) assert_int_equal(people(&r), 0);
    assert_int_not_equal(on_loop, 0);
    uint64_t before = slots(&r);
    run(job);
    engine_job_done(r.engine, job, r.now_ms);
    assert_int_equal(slots(&r), before); /* it was drawn long ago */
    job = engine_take_jobs(r.engine);
    assert_non_null(job);
    on_loop = 0;
    run(job);
    engine_job_done(r.engine, job, r.now_ms);
    assert_int_equal(slots(&r), before + VAULT_DRAWN);
    assert_int_equal(people(&r), 0);
    assert_int_equal(on_loop, 0);
    rig_close(&r);
}

/* It is tried again each second; who needs a slot is refused, and served when there is room. */
static void a_full_disk_is_no_fault(void **state) {
    (void)state;
    struct rig r;
    int refused = 0;
    open_counted(&r);
    struct engine_job *job = handed_out(&r);
    is_full = true;
    run(job);
    engine_job_done(r.engine, job, r.now_ms);
    assert_null(engine_take_jobs(r.engine));
    for (int turns = 0; turns < 20; turns++) {
        refused += people(&r);
        for (job = engine_take_jobs(r.engine); job; job = NULL) {
            assert_null(job->next);
            run(job);
            engine_job_done(r.engine, job, r.now_ms);
        }
    }
    assert_true(refused > 0 && refused < 20 * TURN);
    is_full = false;
    rig_turn(&r, 60000);
    assert_int_equal(people(&r), 0);
    rig_close(&r);
}

static void a_daemon_that_ends_begins_none(void **state) {
    (void)state;
    struct rig r;
    open_counted(&r);
    struct engine_job *job = handed_out(&r);
    engine_stop(r.engine);
    engine_job_done(r.engine, job, r.now_ms); /* nobody ran it */
    assert_null(engine_take_jobs(r.engine));
    assert_int_equal(rig_reopen(&r), 0);
    run(handed_out(&r));
    engine_job_done(r.engine, &r.engine->draw.job, r.now_ms);
    assert_int_equal(rig_reopen(&r), 0);
    for (int i = 0; i < 12; i++) assert_int_equal(people(&r), 0); /* begun, and taken by nobody */
    rig_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_loop_never_draws),
        cmocka_unit_test(what_is_slow_is_done_without),
        cmocka_unit_test(a_full_disk_is_no_fault),
        cmocka_unit_test(a_daemon_that_ends_begins_none),
    };
    return cmocka_run_group_tests_name("ahead", tests, NULL, NULL);
}
