#include "works.h"
#include <dirent.h>
#include <stdio.h>
#include "engine/job/job.h"
#include "engine/tables/row.h"

struct works_says works_says;

void works_reset(void) { works_says = (struct works_says){.again_most = 3, .url = "https://far.test/"}; }

static int prepare(struct query *q, const struct job_ref *ref, tally__get_request *in) {
    assert_true(ref->attempt > 0);
    assert_int_equal(query_principal(q)->role, ROLE_DAEMON);
    if (works_says.more-- > 0) return JOB_MORE;
    in->name = arena_text(arena_of(q), "given");
    return works_says.prepare;
}

/* Of an attempt: another one's outcome is not the same. */
static uint8_t padding(size_t i, uint32_t attempt) { return (uint8_t)(i % 251 + attempt); }

static node__job_end run(struct job_run *r, const tally__get_request *in, tally__row *out) {
    assert_string_equal(in->name, "given");
    works_says.ran++;
    works_says.last = r->ref;
    works_says.last.type = "";
    job_progress(r, 1, 2);
    if (works_says.late && job_is_stopped(r)) return JOB_END_STOPPED;
    if (works_says.how == JOB_END_FAILED) job_reason(r, REASON_NOT_THERE_YET);
    out->version = (ProtobufCBinaryData){works_says.pad, arena_alloc(job_arena(r), works_says.pad)};
    for (size_t i = 0; i < works_says.pad; i++) out->version.data[i] = padding(i, r->ref.attempt);
    out->total = 7;
    return works_says.how ? works_says.how : JOB_END_DONE;
}

static int settle(struct decide *d, const struct job_ref *ref, node__job_end how, const tally__row *out) {
    works_says.settled++;
    works_says.told = how;
    assert_int_equal(decide_principal(d)->role, ROLE_DAEMON);
    assert_true((out != NULL) == (how == JOB_END_DONE));
    if (out) assert_int_equal(out->total, 7);
    for (size_t i = 0; out && i < out->version.len; i++)
        if (out->version.data[i] != padding(i, ref->attempt)) fail_msg("the outcome's byte %zu is another one", i);
    works_says.given = out ? out->version.len : 0;
    tally__reminded *e = NEW(arena_of(d), tally__reminded);
    e->name = "worked";
    for (int i = 0; how == JOB_END_DONE && i <= works_says.records; i++) EMIT(d, ref->thing, e);
    return works_says.settle;
}

static int64_t again(uint32_t tried) {
    return works_says.again_most && tried >= (uint32_t)works_says.again_most ? -1 : (int64_t)tried * 1000;
}

static const struct job work = {.type = "work",
                                .input = &tally__get_request__descriptor,
                                .outcome = &tally__row__descriptor,
                                .prepare = (any_fn)prepare,
                                .run = (any_fn)run,
                                .settle = (any_fn)settle,
                                .again_ms = again,
                                .at_once = 1},
                        others = {.type = "others",
                                  .input = &tally__get_request__descriptor,
                                  .outcome = &tally__row__descriptor,
                                  .prepare = (any_fn)prepare,
                                  .run = (any_fn)run,
                                  .at_once = 9};
static int post_prepare(struct query *q, const struct job_ref *ref, post__post *in) {
    static const char *own = "Content-Type: text/plain";
    works_says.last = *ref;
    works_says.last.type = "";
    in->url = arena_text(arena_of(q), works_says.url);
    in->n_headers = works_says.has_header;
    in->headers = &own;
    return works_says.prepare;
}

static int post_settle(struct decide *d, const struct job_ref *ref, node__job_end how, const post__posted *out) {
    (void)d;
    (void)ref;
    works_says.settled++;
    works_says.told = how;
    works_says.code = out ? out->code : 0;
    return works_says.settle;
}

static const struct job sends = {.type = "sends",
                                 .input = &post__post__descriptor,
                                 .outcome = &post__posted__descriptor,
                                 .prepare = (any_fn)post_prepare,
                                 .settle = (any_fn)post_settle,
                                 .again_ms = again,
                                 .at_once = 20};
static const struct job *const jobs[] = {&work, &others, &sends};

static const struct job *job_of(int by) { return by == WORKS_POST ? &sends : by == WORKS_OTHER ? &others : &work; }

static void on_added(struct apply *a, const struct record *r, const tally__added *e) {
    struct id thing = r->subjects[0];
    if (e->by == WORKS_CLEAR) {
        job_clear(a, &work, thing);
        job_clear(a, &sends, thing);
    } else {
        job_set(a, job_of(e->by), thing, thing, e->remind_at_ms ? e->remind_at_ms : r->at_ms);
    }
}

static const struct event events[] = {
    EVENT_ROW(tally__added, TO_NOBODY, false, on_added),
    EVENT_SAID_ROW(tally__reminded, TO_NOBODY, false),
    EVENT_SAID_ROW(tally__told, TO_NOBODY, true),
};
static int add(struct decide *d, const tally__add_request *in, tally__add_reply *out) {
    (void)out;
    tally__added *e = NEW(arena_of(d), tally__added);
    e->name = in->name;
    e->by = in->by;
    e->remind_at_ms = in->remind_ms ? decide_now_ms(d) + in->remind_ms : 0;
    struct id thing = id_derive("works", span_text(in->name), (struct span){NULL, 0}, (struct span){NULL, 0});
    EMIT_FOR(d, thing, thing, e);
    return 0;
}

static int get(struct query *q, const tally__get_request *in, tally__get_reply *out) {
    (void)q;
    (void)in;
    (void)out;
    return REASON_NOT_FOUND;
}

#define SERVICE tally
static const struct method methods[] = {
    METHOD_ROW(decide, false, add, AS(DESK), add, NULL),
    METHOD_ROW(query, true, get, AS(DESK), get, NULL),
};

static const struct shown shown[] = {{"get", 0, false}};
const struct service works = {.name = "intake",
                              .shown = shown,
                              .n_shown = 1,
                              .contract = &tally__tally__descriptor,
                              .methods = methods,
                              .n_methods = 2,
                              .events = events,
                              .n_events = 3,
                              .jobs = jobs,
                              .n_jobs = 3,
                              .layout = 1};

struct engine_job *works_take(struct rig *r) {
    return engine_take_jobs(r->engine);
}

int works_files(const struct rig *r, char name[64], char path[300]) {
    int n = 0;
    snprintf(path, 300, "%s/jobs", r->dir);
    DIR *dir = opendir(path);
    for (const struct dirent *f; dir && (f = readdir(dir));) {
        if (f->d_name[0] == '.') continue;
        snprintf(name, 64, "%.60s", f->d_name);
        n++;
    }
    if (dir) closedir(dir);
    snprintf(path, 300, "%s/jobs/%s", r->dir, n ? name : "");
    return n;
}

int works_do(struct rig *r, struct engine_job *list) {
    int n = 0;
    for (struct engine_job *next; list; list = next, n++) {
        next = list->next;
        list->run(list);
        engine_job_done(r->engine, list, r->now_ms);
    }
    return n;
}

void works_set(struct rig *r, const char *name, int what, int64_t after_ms) {
    tally__add_request *in = rig_adding(r, name, what);
    in->remind_ms = after_ms;
    assert_int_equal(rig_add(r, in), 0);
}

node__list_jobs_reply *works_list(struct rig *r) {
    node__list_jobs_request *in = NEW(&r->arena, node__list_jobs_request);
    sippe__reply *reply = rig_call(r, "operator", rig_request_id(r), "node.ListJobs", &in->base);
    assert_int_equal(rig_reason(reply), 0);
    return UNPACK(&r->arena, node__list_jobs_reply, span_pb(reply->body), MESSAGE_OPEN);
}

int works_records(struct rig *r, const char *type, node__job_ended *last) {
    struct view v = {r->engine, &r->arena, &r->engine->snapshot};
    int n = 0;
    for (uint64_t seq = 1; seq <= r->engine->seq; seq++) {
        sippe__record *record = journal_read(&v, seq);
        const char *dot = strrchr(record->type, '.');
        if (strcmp(dot + 1, type) != 0) continue;
        n++;
        if (last) *last = *(node__job_ended *)UNPACK_OWN(&r->arena, node__job_ended, span_pb(record->open));
    }
    return n;
}

const node__job *works_only(struct rig *r) {
    node__list_jobs_reply *list = works_list(r);
    assert_int_equal(list->n_jobs, 1);
    return list->jobs[0];
}

void works_gone(struct rig *r) { assert_int_equal(works_list(r)->n_jobs, 0); }

int works_pass(struct rig *r, int64_t ms) {
    rig_turn(r, ms);
    int n = works_do(r, works_take(r));
    rig_turn(r, 0);
    return n;
}

struct engine_job *works_begun(struct rig *r) {
    works_says.pad = WORKS_LARGE;
    works_set(r, "x", WORKS_SET, 0);
    rig_turn(r, 0);
    struct engine_job *job = works_take(r);
    assert_non_null(job);
    return job;
}

void works_no_files(struct rig *r) {
    char name[64], path[300];
    works_do(r, works_take(r));
    assert_int_equal(works_files(r, name, path), 0);
}

node__job_ended works_last_end(struct rig *r, int of) {
    node__job_ended e = {.how = 0};
    assert_int_equal(works_records(r, "JobEnded", &e), of);
    return e;
}
