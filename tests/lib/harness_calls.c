/* Clients: each call is a connection of its own, and asks until it is answered. */
#include "harness_internal.h"

#include <stdio.h>
#include <stdlib.h>

enum { FULL_MS = 3000 };

/* One more connection, the last of them. */
void client_note(struct world *w, const char *key) {
    w->clients = realloc(w->clients, (size_t)(w->n_calls + 1) * sizeof *w->clients);
    if (!w->clients) abort();
    memset(w->clients[w->n_calls], 0, sizeof *w->clients);
    memcpy(w->clients[w->n_calls++], key, strnlen(key, sizeof *w->clients - 1));
}

/* Whoever looks on is told who is answered, not by whose key. */
static struct call *call_new(struct world *w, const char *daemon, const char *key, const sippe__envelope *envelope) {
    struct arena a;
    arena_init(&a);
    daemons_open(w);
    client_note(w, w->speaks_for ? w->speaks_for : key);
    struct span frame = message_pack(&a, &envelope->base);
    struct call *c = calloc(1, sizeof *c);
    if (!c || !(c->frame = malloc(frame.len))) abort();
    c->index = -w->n_calls;
    c->daemon = daemon_index(w, daemon);
    memcpy(c->frame, frame.data, frame.len);
    c->len = frame.len;
    world_connection(w, key, c->principal);
    c->next = w->calls;
    w->calls = c;
    arena_close(&a);
    return c;
}

void world_send(struct world *w, const char *daemon, const char *key, const char *method, struct id request_id,
                const ProtobufCMessage *request, world_done_fn *done, void *owner) {
    struct arena a;
    arena_init(&a);
    sippe__envelope *envelope = NEW(&a, sippe__envelope);
    envelope->content_case = SIPPE__ENVELOPE__CONTENT_REQUEST;
    envelope->request = NEW(&a, sippe__request);
    envelope->request->id = id_field(&a, request_id);
    envelope->request->method = method;
    if (w->speaks_for) envelope->request->on_behalf_of = w->speaks_for;
    if (w->purpose) envelope->request->purpose = w->purpose;
    envelope->request->body = pb_of(message_pack(&a, request));
    struct call *c = call_new(w, daemon, key, envelope);
    c->request_id = request_id;
    c->done = done;
    c->owner = owner;
    arena_close(&a);
}

void world_fetch(struct world *w, const char *daemon, const char *key, const sippe__fetch *fetch, world_feed_fn *taken,
                 void *owner) {
    struct arena a;
    arena_init(&a);
    sippe__envelope *envelope = NEW(&a, sippe__envelope);
    envelope->content_case = SIPPE__ENVELOPE__CONTENT_FETCH;
    envelope->fetch = (sippe__fetch *)(uintptr_t)fetch;
    struct call *c = call_new(w, daemon, key, envelope);
    c->taken = taken;
    c->owner = owner;
    arena_close(&a);
}

struct answer {
    struct arena *arena;
    sippe__reply *reply;
};

static void answered(void *owner, struct world *w, const sippe__reply *reply) {
    (void)w;
    struct answer *a = owner;
    a->reply = message_copy(a->arena, &reply->base);
}

int world_call(struct world *w, struct arena *a, const char *daemon, const char *key, const char *method,
               struct id request_id, const ProtobufCMessage *request, const ProtobufCMessageDescriptor *reply_type,
               void *out, sippe__status **status) {
    struct answer answer = {.arena = a};
    world_send(w, daemon, key, method, request_id, request, answered, &answer);
    for (int i = 0; i < 6000 && !answer.reply; i++) world_run(w, 10);
    if (!answer.reply) {
        fprintf(stderr, "%s to %s was never answered\n", method, daemon);
        abort();
    }
    if (status) *status = answer.reply->status;
    if (answer.reply->status && answer.reply->status->code != CODE_OK) return (int)answer.reply->status->reason;
    void *body = message_unpack(a, reply_type, span_pb(answer.reply->body), MESSAGE_STRICT);
    if (out) memcpy(out, &body, sizeof body);
    return 0;
}

/* ---- answers ---- */

/* What is refused for want of room is asked again, as a desk's program does. */
static bool is_answer(struct world *w, struct call *c, const sippe__envelope *envelope) {
    const sippe__reply *reply = envelope->reply;
    if (c->taken) return envelope->content_case == SIPPE__ENVELOPE__CONTENT_FEED;
    if (envelope->content_case != SIPPE__ENVELOPE__CONTENT_REPLY ||
        !span_equal(span_pb(reply->request_id), id_span(&c->request_id)))
        return false;
    if (!reply->status || reply->status->reason != REASON_STORE_FULL) return true;
    c->resend_ms = w->now_ms + FULL_MS;
    return false;
}

static void call_answer(struct world *w, struct call *c, const sippe__envelope *envelope) {
    world_done_fn *done = c->done;
    world_feed_fn *taken = c->taken;
    void *owner = c->owner;
    free(c->frame);
    free(c);
    if (taken)
        taken(owner, w, envelope->feed);
    else
        done(owner, w, envelope->reply);
}

void deliver_to_client(struct world *w, const struct letter *l) {
    struct arena a;
    if (deliver_to_link(w, l)) return;
    arena_init(&a);
    sippe__envelope *envelope = UNPACK(&a, sippe__envelope, span_of(l->frame, l->len), MESSAGE_OPEN);
    for (struct call **p = &w->calls; envelope && *p; p = &(*p)->next) {
        struct call *c = *p;
        if (c->index != l->to) continue;
        if (!is_answer(w, c, envelope)) break;
        *p = c->next;
        call_answer(w, c, envelope);
        break;
    }
    arena_close(&a);
}
