/* The same id again: a program that lost its answer, two that drew the same id, one that uses an id twice. By another
 * door it is the same request, too (doors.c). */
#include <stdlib.h>
#include "sim.h"

struct echo {
    struct sim *sim;
    const char *method;
    uint8_t *body; /* of the first answer */
    size_t len;
    enum { ECHO_SAME, ECHO_OTHER_BODY, ECHO_OTHER_KEY, ECHO_KINDS } kind;
};

static bool same_body(const struct echo *e, const sippe__reply *reply) {
    return e->len == reply->body.len && (e->len == 0 || memcmp(e->body, reply->body.data, e->len) == 0);
}

/* What is put, retired or printed twice, and a call that is known, are the same answer to whoever says it. */
static bool may_be_alike(const struct echo *e) {
    return e->len < ID_LEN || strstr(e->method, ".Put") || strstr(e->method, ".Retire") ||
           strcmp(e->method, "intake.SubmitScreening") == 0 || strcmp(e->method, "notifications.PrintSheet") == 0;
}

static void on_echo(void *owner, struct world *w, const sippe__reply *reply) {
    struct echo *e = owner;
    int reason = reply_reason(reply);
    (void)w;
    bool revoked = reason == REASON_KEY_REVOKED;
    if (e->kind == ECHO_SAME && !revoked && (reason || !same_body(e, reply)))
        sim_fault(e->sim, (struct id){{0}}, "%s was sent again and answered anew (%d)", e->method, reason);
    if (e->kind == ECHO_OTHER_BODY && !revoked && reason != REASON_REQUEST_ID_REUSED)
        sim_fault(e->sim, (struct id){{0}}, "%s with another body under the same id was answered %d", e->method,
                  reason);
    if (e->kind == ECHO_OTHER_KEY && reason == 0 && same_body(e, reply) && !may_be_alike(e))
        sim_fault(e->sim, (struct id){{0}}, "%s gave a key the answer of another one", e->method);
    e->sim->echoes--;
    free(e->body);
    free(e);
}

static struct echo *echo_new(struct sim *s, const struct asked *q, const sippe__reply *reply) {
    struct echo *e = calloc(1, sizeof *e);
    if (!e || !(e->body = malloc(reply->body.len + 1))) abort();
    e->sim = s;
    e->method = q->method;
    e->len = reply->body.len;
    if (e->len) memcpy(e->body, reply->body.data, e->len);
    e->kind = (unsigned)prng_below(&s->prng, ECHO_KINDS);
    return e;
}

/* Other words about the same: the smallest other body. */
static bool other_body(const ProtobufCMessage *request) {
    static const char *const names[] = {"reason", "note", "override_reason", "told_by"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char **text = text_field(request, names[i]);
        if (text) *text = "autrement dit";
        if (text) return true;
    }
    return false;
}

static const char *other_key(struct sim *s, const char *key) {
    const struct sim_key *own = key_named(s, key);
    for (size_t i = 0; own && i < s->n_keys; i++)
        if (s->keys[i].role == own->role && strcmp(s->keys[i].name, key) != 0 && !s->keys[i].revoked)
            return s->keys[i].name;
    return "coordinator";
}

void echo_some(struct sim *s, const struct asked *q, const sippe__reply *reply) {
    if (!q->command || s->closing || reply_reason(reply) || !chance(s, 8)) return;
    struct arena a;
    arena_init(&a);
    struct echo *e = echo_new(s, q, reply);
    ProtobufCMessage *request = message_copy(&a, q->request);
    if (e->kind == ECHO_OTHER_BODY && !other_body(request)) e->kind = ECHO_SAME;
    const char *key = e->kind == ECHO_OTHER_KEY ? other_key(s, q->key) : q->key;
    if (strcmp(key, q->key) == 0 && e->kind == ECHO_OTHER_KEY) e->kind = ECHO_SAME;
    s->echoes++;
    door_send(s, q->daemon, key, q->method, q->id, request, on_echo, e);
    arena_close(&a);
}
