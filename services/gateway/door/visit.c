/* A request on its way: what it asks of others, and how it is answered. */
#include <string.h>
#include "base/reason.h"
#include "gateway/door/visit.h"

void visit_header(struct visit *v, const char *name, const char *value) {
    if (v->n_headers < ANSWER_HEADERS) v->headers[v->n_headers++] = (struct file_header){name, value};
}

static void answer_kept(struct visit *v, int status, const char *type, const char *cache, struct span body) {
    size_t n;
    const struct file_header *each = files_headers(v->door->options.files, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(each[i].name, "Cache-Control") != 0) visit_header(v, each[i].name, each[i].value);
    visit_header(v, "Content-Type", type);
    visit_header(v, "Cache-Control", cache);
    v->held = (struct answer){status, v->headers, v->n_headers, body};
    if (v->held_until_ms > door_now(v->door)) {
        v->held_next = v->door->held;
        v->door->held = v;
        return;
    }
    exchange_answer(v->x, &v->held);
}

void visit_answer(struct visit *v, int status, const char *type, struct span body) {
    answer_kept(v, status, type, "no-store", body);
}

/* Kept by her browser alone, and asked about each time: she may be signed out, or the rules be others. */
static void answer_tagged(struct visit *v, struct span body) {
    struct id hash = id_derive("sippe etag", body, span_text(body_type(v->form)), (struct span){NULL, 0});
    const char *tag = arena_printf(v->arena, "\"%s\"", id_text(v->arena, hash));
    bool has = fields_have_tag(&v->asked->fields, tag);
    visit_header(v, "ETag", tag);
    visit_header(v, "Vary", "Cookie, Authorization, Sippe-As");
    answer_kept(v, has ? 304 : 200, body_type(v->form), "private, no-cache", has ? (struct span){NULL, 0} : body);
}

void visit_reply_packed(struct visit *v, struct span packed) {
    struct span body;
    if (!body_out(v->arena, &v->rpc, v->form, packed, &body))
        visit_refuse(v, REASON_INTERNAL);
    else if (v->by_get)
        answer_tagged(v, body);
    else
        visit_answer(v, 200, body_type(v->form), body);
}

void visit_reply(struct visit *v, const ProtobufCMessage *reply) {
    visit_reply_packed(v, message_pack(v->arena, reply));
}

void visit_refuse_as(struct visit *v, int http, const sippe__status *status) {
    v->door->counts.refused++;
    if (status->retry_after_ms)
        visit_header(v, "Retry-After", arena_printf(v->arena, "%u", (status->retry_after_ms + 999) / 1000));
    visit_answer(v, http, "application/json", span_text(connect_refusal(v->arena, status)));
}

void visit_refuse_status(struct visit *v, const sippe__status *status) {
    visit_refuse_as(v, connect_http_status(status->code), status);
}

void visit_refuse(struct visit *v, int reason) { visit_refuse_status(v, status_make(v->arena, reason)); }

void visit_fail(struct visit *v, int err) {
    static const struct {
        int err, reason;
        uint32_t retry_ms;
    } fails[] = {
        {ERR_TIMEOUT, REASON_TIME_OVER, 0}, {ERR_FULL, REASON_TOO_BUSY, BUSY_MS}, {ERR_INVALID, REASON_TOO_LARGE, 0}};
    sippe__status *status = status_make(v->arena, REASON_DAEMON_AWAY);
    status->retry_after_ms = 2000;
    for (size_t i = 0; i < sizeof fails / sizeof *fails; i++) {
        if (fails[i].err != err) continue;
        status = status_make(v->arena, fails[i].reason);
        status->retry_after_ms = fails[i].retry_ms;
    }
    v->door->counts.away += status->reason == REASON_DAEMON_AWAY;
    visit_refuse_status(v, status);
}

const void *visit_request(struct visit *v) {
    const void *in = message_unpack(v->arena, v->rpc.request, v->packed, MESSAGE_STRICT);
    if (!in) visit_refuse(v, REASON_MALFORMED);
    return in;
}

int visit_send(struct visit *v, int daemon, struct bus_request *r, calls_done_fn *done, void *owner) {
    int64_t left = v->began_ms + v->wait_ms - door_now(v->door);
    if (left <= 0) return ERR_TIMEOUT;
    int wait_ms = left < CALLS_WAIT_MS ? (int)left : CALLS_WAIT_MS;
    return calls_send(v->door->options.calls[daemon], &(struct call){r, wait_ms, done, owner});
}

int visit_ask(struct visit *v, const char *method, const ProtobufCMessage *in, calls_done_fn *done, void *owner) {
    struct bus_request r = {.method = method, .message = in};
    return visit_send(v, DAEMON_INTAKE, &r, done, owner);
}
