/* What is due is begun: written first, then prepared, then handed out. */
#include "engine/job/job.h"

/* CRASHES_MAX: attempts of one job in which the daemon died. BEGUN_PER_TURN: each is prepared on the loop. INPUT_MAX:
 * of what one is given. */
enum { CRASHES_MAX = 3, BEGUN_PER_TURN = 8, INPUT_MAX = 1 << 20, PREPARE_US = 5000 };

struct job_run *attempt_find(const struct engine *e, const char *type, struct id thing) {
    for (struct job_run *r = e->runs; r; r = r->next)
        if (strcmp(r->ref.type, type) == 0 && id_equal(r->ref.thing, thing)) return r;
    return NULL;
}

/* ---- what a life before this one left ---- */

static void attempt_put(struct engine *e, const struct job_run *r, bool interrupted) {
    engine_rows__attempt *row = NEW(&e->arena, engine_rows__attempt);
    row->job = id_field(&e->arena, r->ref.job);
    row->attempt = r->ref.attempt;
    row->crashes = r->crashes;
    row->interrupted = interrupted;
    row->outcome_found = r->is_found;
    row->sealed_for = id_field(&e->arena, r->sealed_for);
    row->started_ms = r->started_ms;
    struct key key = job_key(r->ref.type, r->ref.thing);
    txn_put(turn_txn(e), TABLE_ATTEMPT, &key, message_pack(&e->arena, &row->base));
}

static engine_rows__attempt *attempt_read(struct engine *e, const char *type, struct id thing) {
    struct key key = job_key(type, thing);
    struct span value;
    if (!txn_get(turn_txn(e), TABLE_ATTEMPT, &key, &value)) return NULL;
    return UNPACK_OWN(&e->arena, engine_rows__attempt, value);
}

static struct job_run *attempt_of_row(struct engine *e, const char *type, struct id thing,
                                      const engine_rows__attempt *row) {
    struct job_run *r = attempt_new(e, type, thing);
    r->ref.job = id_of(row->job);
    r->ref.attempt = row->attempt;
    r->started_ms = row->started_ms;
    r->sealed_for = id_of(row->sealed_for);
    r->is_kept = r->is_found = r->row && outcome_is_there(r);
    r->crashes = r->is_found && !row->outcome_found ? 0 : row->crashes + !row->interrupted;
    return r;
}

/* One whose outcome is there had ended but for its record. One that was interrupted for the third time, or whose job is
 * gone, has ended, and its end is recorded by the first turn: something may have been done. Any other is due as it
 * was. */
static void interrupted(struct engine *e, const char *type, struct id thing, const engine_rows__attempt *row) {
    struct view v = view_make(e, turn_txn(e));
    const engine_rows__job *job = job_read(&v, type, thing);
    bool wanted = job_is(job, row->job) && !job->stopped;
    struct job_run *r = attempt_of_row(e, type, thing, row);
    bool over = r->crashes >= CRASHES_MAX;
    r->how = over ? JOB_END_CRASHED : JOB_END_UNKNOWN;
    r->phase = r->is_found && !over ? RUN_FOUND : RUN_ENDED;
    if (r->phase == RUN_FOUND || (wanted && !over)) attempt_put(e, r, true);
    if (r->phase == RUN_FOUND || !wanted || over) return;
    e->runs = r->next;
    attempt_free(r);
}

/* Gathered first: the rows are written while they are walked over. They are as many as were begun at once. */
void jobs_open(struct engine *e) {
    struct keys found = {.arena = &e->arena};
    struct store_cursor c = cursor_open(turn_txn(e), TABLE_ATTEMPT, &KEY_EMPTY, NULL);
    while (cursor_next(&c)) keys_add(&found, c.key);
    cursor_close(&c);
    outcomes_sweep(e);
    for (size_t i = 0; i < found.n; i++) {
        const char *type = (const char *)found.list[i]->bytes;
        struct id thing = key_id_at(found.list[i], strlen(type) + 1);
        const engine_rows__attempt *row = attempt_read(e, type, thing);
        if (row) interrupted(e, type, thing, row);
    }
    e->jobs_look_ms = INT64_MIN;
    e->jobs_moved = false;
}

/* ---- beginning ---- */

/* A post needs no thread, so that the two do not wait for each other. */
static void counts(const struct engine *e, const struct job *row, size_t *of_type, size_t *of_all) {
    *of_type = *of_all = 0;
    for (const struct job_run *r = e->runs; r; r = r->next) {
        *of_all += r->phase != RUN_ENDED && !r->row->run == !row->run;
        *of_type += r->phase != RUN_ENDED && r->row == row;
    }
}

static void begin(struct engine *e, const struct job *row, struct id thing) {
    struct view v = view_make(e, turn_txn(e));
    const engine_rows__job *job = job_read(&v, row->type, thing);
    if (!job) return;
    const engine_rows__attempt *before = attempt_read(e, row->type, thing);
    bool same = before && job_is(job, before->job);
    struct job_run *r = attempt_new(e, row->type, thing);
    r->ref.job = id_of(job->id);
    r->ref.attempt = (same && before->attempt > job->attempts ? before->attempt : job->attempts) + 1;
    r->crashes = same ? before->crashes : 0;
    r->started_ms = e->now_ms;
    r->sealed_for = id_of(job->sealed_for);
    if (row->run) outcome_keys_take(&v, r);
    attempt_put(e, r, false);
}

/* The first of a type that is not running and can be begun by then; when none is, the time of the next one. */
static bool next_due(struct engine *e, const struct job *row, struct id *thing, int64_t *due_ms) {
    struct key prefix = KEY(KEY_TEXT(row->type));
    struct store_cursor c = cursor_open(turn_txn(e), TABLE_JOB_DUE, &prefix, NULL);
    bool found = false;
    while (!found && cursor_next(&c)) {
        *due_ms = key_i64_at(&c.key, prefix.len);
        *thing = key_id_at(&c.key, prefix.len + 8);
        found = !attempt_find(e, row->type, *thing);
    }
    cursor_close(&c);
    return found;
}

static void begin_type(struct engine *e, const struct job *row, size_t *left) {
    size_t of_type, of_all, most = row->run ? ENGINE_JOBS : ENGINE_POSTS;
    for (counts(e, row, &of_type, &of_all); *left && of_type < row->at_once && of_all < most; of_type++, of_all++) {
        struct id thing;
        int64_t due_ms;
        if (!next_due(e, row, &thing, &due_ms)) return;
        if (due_ms > e->now_ms) {
            if (due_ms < e->jobs_look_ms) e->jobs_look_ms = due_ms;
            return;
        }
        begin(e, row, thing);
        --*left;
    }
}

/* A death counts from here on. */
static void begin_found(struct engine *e) {
    for (struct job_run *r = e->runs; r; r = r->next) {
        if (r->phase != RUN_FOUND) continue;
        struct view v = view_make(e, turn_txn(e));
        outcome_keys_take(&v, r);
        attempt_put(e, r, false);
        r->phase = RUN_BEGUN;
    }
}

static bool may_begin(const struct engine *e) {
    return !e->stopping && !e->asking && e->following && deadline_may_fire(e);
}

/* An end brings room, and looks again; so what finds none now needs no time of its own. */
void jobs_begin(struct engine *e) {
    if (!may_begin(e) || e->now_ms < e->jobs_look_ms) return;
    size_t left = BEGUN_PER_TURN;
    e->jobs_look_ms = INT64_MAX;
    begin_found(e);
    for (size_t i = 0; i < e->service->n_jobs && !e->write.err; i++) begin_type(e, e->service->jobs[i], &left);
    if (!left) e->jobs_look_ms = INT64_MIN;
}

/* Not committed, they have not begun: they are due, or found, as they were. */
void jobs_begun(struct engine *e, bool committed) {
    for (struct job_run **at = &e->runs, *r; (r = *at);) {
        bool is_new = r->phase == RUN_BEGUN && !r->is_found, gone = is_new && !committed;
        if (r->phase == RUN_BEGUN && !committed) e->jobs_look_ms = INT64_MIN;
        if (r->phase == RUN_BEGUN) r->phase = committed ? RUN_PREPARED : RUN_FOUND;
        e->counters.attempts += is_new && committed;
        *at = gone ? r->next : r;
        if (gone)
            attempt_free(r);
        else
            at = &r->next;
    }
}

/* ---- preparing ---- */

typedef int prepare_fn(struct query *q, const struct job_ref *ref, ProtobufCMessage *in);

static void ended(struct job_run *r, node__job_end how, int reason) {
    r->phase = RUN_ENDED;
    r->how = how;
    r->reason = reason;
}

/* In the attempt's own arena, as the input must outlive the turn. */
static void prepare(struct engine *e, struct job_run *r) {
    if (r->is_found) return attempt_reread(e, r);
    struct query q = {.view = {e, &r->arena, &e->snapshot}, .now_ms = e->now_ms};
    if (e->options.mono_us) q.until_us = e->options.mono_us(e->options.owner) + PREPARE_US;
    q.principal = principal_own(e);
    if (!r->in) r->in = message_new(&r->arena, r->row->input);
    int rc = job_is_stopped(r) ? 0 : ((prepare_fn *)r->row->prepare)(&q, &r->ref, r->in);
    if (job_is_stopped(r)) return ended(r, JOB_END_STOPPED, 0);
    if (rc == JOB_MORE) return;
    if (rc == JOB_NOT_NEEDED) return ended(r, JOB_END_NOT_NEEDED, 0);
    if (!rc && e->snapshot.err) rc = REASON_INTERNAL;
    if (!rc && protobuf_c_message_get_packed_size(r->in) > INPUT_MAX) rc = REASON_TOO_LARGE;
    if (rc) return ended(r, JOB_END_FAILED, rc);
    attempt_start(e, r);
}

void jobs_prepare(struct engine *e) {
    for (struct job_run *r = e->runs; r; r = r->next)
        if (r->phase == RUN_PREPARED) prepare(e, r);
}

/* ---- looking after ---- */

void jobs_look_after(struct engine *e) {
    if (!e->jobs_moved) return;
    e->jobs_moved = false;
    struct view v = view_make(e, &e->snapshot);
    for (struct job_run *r = e->runs; r; r = r->next) {
        const engine_rows__job *job = job_read(&v, r->ref.type, r->ref.thing);
        struct id id = r->ref.job;
        if (!job_is(job, id_field(v.arena, id)) || job->stopped) atomic_store(&r->stop, true);
    }
}

int64_t jobs_wake_ms(const struct engine *e) {
    for (const struct job_run *r = e->runs; r; r = r->next)
        if (r->phase == RUN_PREPARED || (r->phase == RUN_ENDED && e->following && !e->asking)) return e->jobs_end_ms;
    return may_begin(e) ? e->jobs_look_ms : INT64_MAX;
}

void engine_stop(struct engine *e) {
    e->stopping = true;
    for (struct job_run *r = e->runs; r; r = r->next) atomic_store(&r->stop, true);
}

int engine_interrupt(struct engine *e) {
    for (const struct job_run *r = e->runs; r; r = r->next) attempt_put(e, r, true);
    return e->runs ? commit_outside_turn(e) : 0;
}

void jobs_close(struct engine *e) {
    removals_close(e);
    while (e->runs) {
        struct job_run *next = e->runs->next;
        attempt_free(e->runs);
        e->runs = next;
    }
}
