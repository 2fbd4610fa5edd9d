#include "desk.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "proto/envelope.h"
#include "samples.h"
#include "work.h"
#include "wrapping_test.h"

static const struct trusted_key keys[] = {
    {.name = "bench-desk", .public_key = {1}, .role = ROLE_DESK, .organization = WORK_CLSC},
    {.name = "bench-other", .public_key = {3}, .role = ROLE_DESK, .organization = "00000"},
    {.name = "bench-operator", .public_key = {2}, .role = ROLE_OPERATOR, .organization = ""},
};

enum { TURN_MS = 10 }; /* by hand */

int64_t desk_now_ms(const struct desk *d) {
    struct timespec t;
    if (d->by_hand_ms) return d->by_hand_ms;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000 + d->skew_ms;
}

static int64_t mono_us(void *owner) {
    (void)owner;
    return samples_now_us();
}

const struct wrapping_key *desk_wrapping(const char *path) {
    static struct wrapping_key key;
    struct seal_fault fault;
    if (!path) return &wrapping_test;
    if (!wrapping_key_load(path, &key, &fault)) return &key;
    fprintf(stderr, "%s: %s\n", path, fault.en);
    exit(1);
}

void desk_open(struct desk *d, const struct service *service, const char *dir, bool throwaway) {
    struct engine_options o = {.dir = dir,
                               .service = service,
                               .territory = "bench",
                               .release = "bench",
                               .map_bytes = UINT64_C(8) << 30,
                               .wrapping = d->wrapping ? d->wrapping : desk_wrapping(NULL),
                               .trusted = keys,
                               .n_trusted = sizeof keys / sizeof *keys,
                               .salt = {{1, 2, 3}},
                               .started_ms = desk_now_ms(d),
                               .throwaway = throwaway,
                               .mono_us = d->by_hand_ms ? NULL : mono_us};
    arena_init(&d->arena);
    if (sodium_init() < 0) exit(1); /* also picks the hash for this processor */
    if (engine_open(&d->engine, &o)) {
        fprintf(stderr, "%s: %s\n", dir, engine_open_error());
        exit(1);
    }
    struct span rules = work_rules(&d->arena, "bench");
    if (engine_counters(d->engine)->records == 0 && strcmp(service->name, "intake") == 0) {
        desk_push(d, "bench-operator", "intake.AdoptTerritory", rules);
        size_t ok;
        desk_turn(d, &ok);
    }
}

void desk_close(struct desk *d) {
    engine_close(d->engine);
    arena_close(&d->arena);
}

void desk_push(struct desk *d, const char *principal, const char *method, struct span body) {
    arena_reset(&d->arena);
    uint64_t id[2] = {++d->n_requests, (uint64_t)desk_now_ms(d)};
    sippe__envelope *envelope = NEW(&d->arena, sippe__envelope);
    envelope->content_case = SIPPE__ENVELOPE__CONTENT_REQUEST;
    envelope->request = NEW(&d->arena, sippe__request);
    envelope->request->id = pb_of(arena_span(&d->arena, span_of(id, sizeof id)));
    envelope->request->method = method;
    envelope->request->body = pb_of(body);
    struct engine_in in = {.principal = principal, .frame = message_pack(&d->arena, &envelope->base)};
    if (engine_push(d->engine, &in)) {
        fprintf(stderr, "%s was not taken\n", method);
        exit(1);
    }
}

static const sippe__reply *reply_of(struct arena *a, const struct engine_out *out) {
    const sippe__envelope *envelope = out->journal ? NULL : UNPACK(a, sippe__envelope, out->frame, MESSAGE_OPEN);
    return envelope && envelope->content_case == SIPPE__ENVELOPE__CONTENT_REPLY ? envelope->reply : NULL;
}

/* As threads would, before the next turn. */
static void jobs_run(struct desk *d) {
    for (struct engine_job *next, *job = engine_take_jobs(d->engine); job; job = next) {
        next = job->next;
        job->run(job);
        engine_job_done(d->engine, job, desk_now_ms(d));
    }
}

size_t desk_turn(struct desk *d, size_t *ok) {
    size_t n, answered = 0;
    jobs_run(d);
    if (d->by_hand_ms) d->by_hand_ms += TURN_MS;
    if (engine_turn(d->engine, desk_now_ms(d), desk_now_ms(d))) {
        fprintf(stderr, "a turn failed\n");
        exit(1);
    }
    const struct engine_out *out = engine_out(d->engine, &n);
    arena_reset(&d->arena);
    for (size_t i = 0; i < n; i++) {
        const sippe__reply *reply = reply_of(&d->arena, &out[i]);
        if (!reply) continue;
        answered++;
        if (reply->status->code == CODE_OK)
            (*ok)++;
        else if (getenv("BENCH_SAY"))
            fprintf(stderr, "%s\n", reply->status->message_en);
    }
    return answered;
}

struct span desk_call(struct desk *d, struct arena *a, const char *principal, const char *method, struct span body) {
    size_t n;
    desk_push(d, principal, method, body);
    jobs_run(d);
    if (engine_turn(d->engine, desk_now_ms(d), desk_now_ms(d))) exit(1);
    const struct engine_out *out = engine_out(d->engine, &n);
    for (size_t i = 0; i < n; i++) {
        const sippe__reply *reply = reply_of(a, &out[i]);
        if (!reply) continue;
        if (reply->status->code == CODE_OK) return span_pb(reply->body);
        fprintf(stderr, "%s: %s\n", method, reply->status->message_en);
    }
    exit(1);
}

void desk_fill(struct desk *d, size_t families) {
    enum { AT_ONCE = 256 };
    static struct work w;
    while (d->n_families < families) {
        work_make(&w, ++d->seed, WORK_MAX, (day)(desk_now_ms(d) / 86400000));
        for (size_t i = 0; i + AT_ONCE <= w.n && d->n_families < families; i += AT_ONCE) {
            for (size_t k = 0; k < AT_ONCE; k++)
                desk_push(d, "bench-desk", "intake.SubmitScreening", work_body(&w, i + k));
            for (size_t left = AT_ONCE; left;) left -= desk_turn(d, &d->n_families);
        }
        work_close(&w);
    }
}
