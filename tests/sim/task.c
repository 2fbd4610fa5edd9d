/* Tasks: whoever asks for something, waits for the answer, and goes on. Everything that the simulator sends in a storm
 * passes here, so what watches a run stands here. */
#include <stdlib.h>
#include "methods.h"
#include "sim.h"

int reply_reason(const sippe__reply *reply) {
    return reply->status && reply->status->code != CODE_OK ? (int)reply->status->reason : 0;
}

bool chance(struct sim *s, unsigned percent) { return prng_below(&s->prng, 100) < percent; }

void task_begin(struct task *t, struct sim *s, void *owner) {
    *t = (struct task){.sim = s, .owner = owner, .noted = SIZE_MAX};
    arena_init(&t->arena);
}
void task_end(struct task *t) { arena_close(&t->arena); }

static const ProtobufCMessage *body_of(struct arena *a, const struct asked *q, const sippe__reply *reply) {
    int service;
    size_t nth;
    const struct method *m = method_named(q->method, &service, &nth);
    return m ? message_unpack_own(a, m->reply, span_pb(reply->body)) : NULL;
}

bool is_known_call(const struct asked *q, const ProtobufCMessage *reply) {
    return strcmp(q->method, "intake.SubmitScreening") == 0 && ((const intake__submit_screening_reply *)reply)->known;
}

/* `noted`: its place in the history; SIZE_MAX: none. */
static void asked_look(struct sim *s, const struct asked *q, size_t noted, const sippe__reply *reply) {
    struct arena a;
    arena_init(&a);
    int reason = reply_reason(reply);
    const ProtobufCMessage *body = reason ? NULL : body_of(&a, q, reply);
    coverage_answered(q->method, reason);
    if (noted != SIZE_MAX) {
        s->history[noted].reason = reason;
        s->history[noted].known = body && is_known_call(q, body);
    }
    if (body) owners_look(s, q, body);
    if (body) kept_from_look(s, q, body);
    if (body) looked_at(s, q, body);
    if (body) keys_look(s, q, body);
    owners_answered(s, q);
    trace_step(s, q, reason, body);
    arena_close(&a);
}

static void task_answered(void *owner, struct world *w, const sippe__reply *reply) {
    (void)w;
    struct task *t = owner;
    t->busy = false;
    asked_look(t->sim, &t->asked, t->noted, reply);
    t->noted = SIZE_MAX;
    echo_some(t->sim, &t->asked, reply);
    t->next(t->owner, reply);
}

static size_t history_add(struct sim *s, struct acknowledged entry) {
    if (s->n_history == s->cap_history) {
        s->cap_history = s->cap_history ? 2 * s->cap_history : 256;
        s->history = realloc(s->history, s->cap_history * sizeof *s->history);
        if (!s->history) abort();
    }
    s->history[s->n_history] = entry;
    return s->n_history++;
}

/* For the history: what a success must have left, and of a screening what the desk's spool keeps. */
static void task_note(struct task *t, const char *event) {
    const struct asked *q = &t->asked;
    struct acknowledged entry = {.daemon = q->daemon, .event = event, .request = q->id, .reason = -1};
    t->noted = SIZE_MAX;
    if (!event) return;
    memcpy(entry.key, q->key, sizeof entry.key);
    if (strcmp(q->method, "intake.SubmitScreening") == 0) {
        entry.len = protobuf_c_message_get_packed_size(q->request);
        entry.body = malloc(entry.len);
        if (!entry.body) abort();
        protobuf_c_message_pack(q->request, entry.body);
    }
    t->noted = history_add(t->sim, entry);
}

static struct asked asked_new(struct sim *s, struct arena *a, const char *daemon, const char *key, const char *method,
                              const ProtobufCMessage *request) {
    int service;
    size_t nth;
    const struct method *m = method_named(method, &service, &nth);
    struct asked q = {.daemon = daemon,
                      .method = method,
                      .id = world_request_id(s->world),
                      .request = message_copy(a, request),
                      .sent_ms = world_now_ms(s->world),
                      .command = m && !m->query};
    snprintf(q.key, sizeof q.key, "%s", key);
    owners_age(s, &q);
    kept_from_asked(s, &q);
    coverage_asked(method);
    if (q.command) leaves_remember(s, &q);
    return q;
}

void task_call(struct task *t, const char *daemon, const char *key, const char *method, const ProtobufCMessage *request,
               const char *event, step_fn *next) {
    arena_reset(&t->arena);
    t->asked = asked_new(t->sim, &t->arena, daemon, key, method, request);
    task_note(t, event);
    t->busy = true;
    t->next = next;
    door_send(t->sim, daemon, t->asked.key, method, t->asked.id, t->asked.request, task_answered, t);
}

void task_sleep(struct task *t, int64_t at_most_ms, step_fn *next) {
    t->wake_ms = world_now_ms(t->sim->world) + (int64_t)prng_below(&t->sim->prng, (uint64_t)at_most_ms + 1);
    t->next = next;
}

void task_run(struct task *t) {
    if (!t->busy && !t->over && t->wake_ms <= world_now_ms(t->sim->world)) t->next(t->owner, NULL);
}

/* ---- calls in a quiet hour ---- */

struct quiet {
    struct sim *sim;
    struct asked *asked;
    struct arena *arena;
    sippe__reply *reply;
};

static void quiet_answered(void *owner, struct world *w, const sippe__reply *reply) {
    struct quiet *q = owner;
    (void)w;
    q->reply = message_copy(q->arena, &reply->base);
    asked_look(q->sim, q->asked, SIZE_MAX, reply);
}

int sim_call(struct sim *s, struct arena *a, const char *daemon, const char *key, const char *method,
             const ProtobufCMessage *request, void *out) {
    struct asked asked = asked_new(s, a, daemon, key, method, request);
    struct quiet q = {s, &asked, a, NULL};
    asked.stale = false;
    door_send(s, daemon, key, method, asked.id, asked.request, quiet_answered, &q);
    for (int i = 0; i < 6000 && !q.reply; i++) world_run(s->world, 10);
    if (!q.reply) return sim_fault(s, (struct id){{0}}, "%s is not answered", method), -1;
    int reason = reply_reason(q.reply);
    if (reason || !out) return reason;
    const ProtobufCMessage *body = body_of(a, &asked, q.reply);
    memcpy(out, &body, sizeof body);
    return 0;
}
