#include "gateway/http/server/exchange.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct exchange *exchange_new(struct server *s, const char *target) {
    struct exchange *x = calloc(1, sizeof *x);
    if (!x) abort();
    *x = (struct exchange){.server = s, .next = s->list, .at = &s->list, .began_ms = s->mono_ms};
    if (s->list) s->list->at = &x->next;
    s->list = x;
    arena_init(&x->arena);
    const char *text = arena_text(&x->arena, target), *query = strchr(text, '?');
    x->asked.path = span_of(text, query ? (size_t)(query - text) : strlen(text));
    if (query) x->asked.query = span_text(query + 1);
    s->counts.requests++;
    return x;
}

void exchange_refuse(struct exchange *x, int status) { x->server->options.refuse(x->server->options.owner, x, status); }

/* ---- the head ---- */

/* "gzip" among the codings, unless its weight is 0 (RFC 9110, 12.5.3). */
static bool takes_gzip(const char *codings, size_t len) {
    const char *at = memmem(codings, len, "gzip", 4);
    if (!at) return false;
    const char *end = codings + len, *weight = at + 4;
    while (weight < end && *weight == ' ') weight++;
    if (weight == end || *weight != ';') return true;
    return !memmem(weight, (size_t)(end - weight), "q=0", 3) || memmem(weight, (size_t)(end - weight), "q=0.", 4);
}

static enum MHD_Result note(void *cls, enum MHD_ValueKind kind, const char *name, size_t name_len, const char *value,
                            size_t len) {
    (void)kind;
    struct exchange *x = cls;
    if (!value) len = 0;
    if (name_len == 15 && strncasecmp(name, "accept-encoding", 15) == 0) x->asked.gzip = takes_gzip(value, len);
    fields_note(&x->asked.fields, span_of(name, name_len), arena_span(&x->arena, span_of(value, len)));
    return MHD_YES;
}

/* 0: as much as one may have is announced, or it will be seen. */
static int length_judge(struct server *s, struct MHD_Connection *c) {
    const char *text = MHD_lookup_connection_value(c, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_LENGTH);
    unsigned long long len = text ? strtoull(text, NULL, 10) : 0;
    if (len > BODY_MAX) {
        s->counts.large_bodies++;
        return 413;
    }
    if (s->counts.reading + len <= BODIES_MAX) return 0;
    s->counts.crowded++;
    return 503;
}

/* The connection's own place for us was filled when it was taken (on_connection). */
void exchange_open(struct server *s, struct exchange *x, struct MHD_Connection *c, const char *method) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    const struct gate_guest *guest = info ? info->socket_context : NULL;
    x->connection = c;
    x->state = EXCHANGE_READING;
    x->asked.method = span_text(arena_text(&x->arena, method));
    if (guest) {
        x->keep = x->asked.from_front = guest->is_front;
        memcpy(x->asked.peer, guest->text, sizeof x->asked.peer);
    }
    MHD_get_connection_values_n(c, MHD_HEADER_KIND, note, x);
    int refused = length_judge(s, c);
    x->told = true;
    if (refused)
        exchange_refuse(x, refused);
    else
        s->options.opened(s->options.owner, x);
}

/* ---- the body ---- */

static void body_drop(struct exchange *x) {
    x->server->counts.reading -= x->body_room;
    free(x->body);
    x->body = NULL;
    x->body_len = x->body_room = 0;
}

static bool body_grow(struct exchange *x, size_t len) {
    struct server *s = x->server;
    size_t room = x->body_room ? x->body_room : 4096;
    while (room < x->body_len + len) room *= 2;
    if (room == x->body_room) return true;
    if (s->counts.reading + room - x->body_room > BODIES_MAX) return false;
    uint8_t *more = realloc(x->body, room);
    if (!more) abort();
    s->counts.reading += room - x->body_room;
    x->body = more;
    x->body_room = room;
    return true;
}

/* With chunks nothing was announced. What was answered already is read to its end by libmicrohttpd, and dropped. */
void exchange_body(struct exchange *x, const char *data, size_t len) {
    struct server *s = x->server;
    if (x->out || x->large) return;
    if (x->body_len + len > BODY_MAX) {
        s->counts.large_bodies++;
        x->large = true;
        body_drop(x);
        return;
    }
    if (!body_grow(x, len)) {
        s->counts.crowded++;
        body_drop(x);
        exchange_refuse(x, 503);
        return;
    }
    memcpy(x->body + x->body_len, data, len);
    x->body_len += len;
}

void exchange_body_done(struct exchange *x) {
    x->asked.body = span_of(NULL, 0);
    body_drop(x);
}

void exchange_asks(struct exchange *x) {
    x->state = EXCHANGE_WAITING;
    if (x->out) return;
    if (x->large) {
        exchange_refuse(x, 413);
        return;
    }
    x->asked.body = span_of(x->body, x->body_len);
    x->server->options.asked(x->server->options.owner, x);
}

/* ---- the answer ---- */

void exchange_answer(struct exchange *x, const struct answer *a) {
    if (x->out) return;
    x->status = a->status;
    x->out = MHD_create_response_from_buffer(a->body.len, (void *)(uintptr_t)a->body.data, MHD_RESPMEM_PERSISTENT);
    if (!x->out) abort();
    for (size_t i = 0; i < a->n_headers; i++) MHD_add_response_header(x->out, a->headers[i].name, a->headers[i].value);
    if (!x->keep) MHD_add_response_header(x->out, MHD_HTTP_HEADER_CONNECTION, "close");
    x->server->pending = true;
    if (x->state == EXCHANGE_WAITING && x->connection) {
        const union MHD_ConnectionInfo *info =
            MHD_get_connection_info(x->connection, MHD_CONNECTION_INFO_CONNECTION_SUSPENDED);
        if (info && info->suspended == MHD_YES) MHD_resume_connection(x->connection);
    }
}

enum MHD_Result exchange_send(struct exchange *x) {
    if (x->state == EXCHANGE_SENT) return MHD_YES;
    x->state = EXCHANGE_SENT;
    return MHD_queue_response(x->connection, (unsigned)x->status, x->out);
}

void exchange_over(struct exchange *x, bool answered) {
    struct server *s = x->server;
    if (x->told) s->options.over(s->options.owner, x, answered && x->out);
    if (!x->out) s->counts.left++;
    *x->at = x->next;
    if (x->next) x->next->at = x->at;
    if (x->out) MHD_destroy_response(x->out);
    body_drop(x);
    arena_close(&x->arena);
    free(x);
}

const struct asked *exchange_asked(const struct exchange *x) { return &x->asked; }
struct arena *exchange_arena(struct exchange *x) {
    return &x->arena;
}
void **exchange_slot(struct exchange *x) { return &x->slot; }
