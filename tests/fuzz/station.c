#include "station.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "engine/open/open.h"
#include "services.h"
#include "setup.h"

enum { START_DAY = 20781 /* 2026-11-24, a Tuesday */ };
static struct station *the_one;

void station_fault(const char *format, ...) {
    va_list args;
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    abort();
}

const char *station_key_of(sippe__role role) {
    switch (role) {
    case ROLE_DESK: return "desk";
    case ROLE_TEAM: return "team";
    case ROLE_COORDINATOR: return "coordinator";
    case ROLE_PARTNER: return "partner";
    case ROLE_OPERATOR: return "operator";
    case ROLE_GATEWAY: return "gateway";
    case ROLE_PRIVACY: return "privacy";
    case ROLE_DAEMON:
    case ROLE_UNSPECIFIED: break;
    }
    return NULL;
}

static void id_note(struct station *s, ProtobufCBinaryData bytes) {
    struct id id = id_of(bytes);
    for (size_t i = 0; i < s->n_ids; i++)
        if (id_equal(s->ids[i], id)) return;
    if (s->n_ids < STATION_IDS) s->ids[s->n_ids++] = id;
}

static void ids_gather(struct station *s) {
    struct arena a;
    arena_init(&a);
    for (size_t d = 0; d < DAEMONS; d++) {
        struct view *v = world_view(s->world, daemon_names[d], &a);
        sippe__record *r;
        for (uint64_t seq = 1; (r = journal_read(v, seq)); seq++) {
            for (size_t i = 0; i < r->n_subjects; i++) id_note(s, r->subjects[i]);
            id_note(s, r->id);
        }
    }
    arena_close(&a);
}

static struct station *station_new(void) {
    struct station *s = calloc(1, sizeof *s);
    struct world_options o = {.seed = 5,
                              .services = all_services,
                              .n_services = DAEMONS,
                              .territory = "test",
                              .start_ms = (int64_t)START_DAY * 86400000 + 15 * 3600000};
    if (!s) abort();
    arena_init(&s->arena);
    s->world = world_new(&o);
    setup_run(s->world, START_DAY);
    s->now_ms = world_now_ms(s->world);
    ids_gather(s);
    return s;
}

static void station_free(struct station *s) {
    world_free(s->world);
    arena_close(&s->arena);
    free(s);
    the_one = NULL;
}

void station_end(void) {
    if (!the_one) return;
    const char *differs = the_one->n_inputs ? world_verify(the_one->world) : NULL;
    if (differs) station_fault("a rebuild gives other rows: %s", differs);
    station_free(the_one);
}

struct station *station_take(void) {
    static bool registered;
    if (!registered) atexit(station_end);
    registered = true;
    if (!the_one) the_one = station_new();
    arena_reset(&the_one->arena);
    the_one->now_ms++;
    return the_one;
}

void station_leave(struct station *s) {
    if (++s->n_inputs == STATION_INPUTS) station_end();
}

static bool is_mark(const uint8_t *at) {
    for (size_t i = 0; i + 1 < ID_LEN; i++)
        if (at[i] != ID_MARK) return false;
    return true;
}

void station_ids_fill(const struct station *s, uint8_t *data, size_t len) {
    for (size_t i = 0; i + ID_LEN <= len && s->n_ids; i++)
        if (data[i] == ID_MARK && is_mark(data + i))
            memcpy(data + i, s->ids[data[i + ID_LEN - 1] % s->n_ids].bytes, ID_LEN);
}

void station_ids_mark(const struct station *s, uint8_t *data, size_t len) {
    for (size_t i = 0; i + ID_LEN <= len; i++)
        for (size_t k = 0; k < s->n_ids; k++) {
            if (memcmp(data + i, s->ids[k].bytes, ID_LEN) != 0) continue;
            memset(data + i, ID_MARK, ID_LEN - 1);
            data[i + ID_LEN - 1] = (uint8_t)k;
        }
}

struct span station_frame(struct arena *a, const char *method, const uint8_t request_id[16], struct span body) {
    sippe__envelope *envelope = NEW(a, sippe__envelope);
    envelope->content_case = SIPPE__ENVELOPE__CONTENT_REQUEST;
    envelope->request = NEW(a, sippe__request);
    envelope->request->id = pb_of(arena_span(a, span_of(request_id, 16)));
    envelope->request->method = method;
    envelope->request->body = pb_of(arena_span(a, body));
    return message_pack(a, &envelope->base);
}

static void jobs_run(struct engine *e, int64_t now_ms) {
    for (struct engine_job *next, *job = engine_take_jobs(e); job; job = next) {
        next = job->next;
        job->run(job);
        engine_job_done(e, job, now_ms);
    }
}

static const sippe__reply *reply_out(struct station *s, struct engine *e) {
    size_t n;
    const struct engine_out *out = engine_out(e, &n);
    for (size_t i = 0; i < n; i++) {
        if (out[i].journal) continue;
        sippe__envelope *envelope = UNPACK(&s->arena, sippe__envelope, out[i].frame, MESSAGE_OPEN);
        if (!envelope) station_fault("what came out is no envelope");
        if (envelope->content_case == SIPPE__ENVELOPE__CONTENT_REPLY) return envelope->reply;
    }
    return NULL;
}

int station_try(struct station *s, struct engine *e, struct engine_in *in, const sippe__reply **reply) {
    int err = 0, patience = 4; /* time that is due at once again and again */
    *reply = NULL;
    in->route.bytes[0] = 9;
    if (engine_push(e, in)) return 0;
    while (!err && !*reply && patience-- && engine_has_work(e, s->now_ms)) {
        err = engine_turn(e, s->now_ms, s->now_ms);
        if (err) break;
        *reply = reply_out(s, e);
        jobs_run(e, s->now_ms);
        if (!*reply) *reply = reply_out(s, e);
    }
    return err;
}

const sippe__reply *station_exchange(struct station *s, const char *daemon, const char *principal, const char *journal,
                                     struct span frame) {
    const sippe__reply *reply;
    struct engine_in in = {.principal = principal, .journal = journal, .frame = frame};
    int err = station_try(s, world_engine(s->world, daemon), &in, &reply);
    if (err) station_fault("a turn of %s failed with %d", daemon, err);
    return reply;
}
