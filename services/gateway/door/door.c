#include "gateway/door/door.h"

#include <stdlib.h>
#include <string.h>
#include "base/reason.h"
#include "gateway/connect/query.h"
#include "gateway/door/visit.h"

static void refuse_http(struct visit *v, int http, int reason) {
    visit_refuse_as(v, http, status_make(v->arena, reason));
}

/* ---- the head ---- */

static struct visit *visit_new(struct door *d, struct exchange *x) {
    struct visit *v = arena_alloc(exchange_arena(x), sizeof *v);
    v->door = d;
    v->x = x;
    v->arena = exchange_arena(x);
    v->asked = exchange_asked(x);
    v->began_ms = door_now(d);
    v->wait_ms = WAIT_MOST_MS;
    arena_init(&v->in);
    *exchange_slot(x) = v;
    d->counts.asked++;
    fields_cookies(&v->asked->fields, &v->cookies);
    if (v->cookies.has_station) v->station = session_station(d->options.sessions, v->cookies.station);
    return v;
}

static bool is_path(const struct asked *a, const char *path) { return span_equal(a->path, span_text(path)); }

/* Case counts here: it is no person who spells a path. */
static bool rpc_find(struct arena *a, const char *method, struct rpc *out) {
    return contract_find(a, method, out) && strcmp(out->method, method) == 0;
}

static bool procedure_find(struct visit *v) {
    struct procedure p;
    if (is_path(v->asked, "/flux")) return (v->own = own_find("gateway.Flux", &v->rpc)) != NULL;
    if (!procedure_of(v->asked->path, &p)) return false;
    v->daemon = p.daemon;
    if (p.daemon == PROCEDURE_OF_GATEWAY) return (v->own = own_find(p.method, &v->rpc)) != NULL;
    return rpc_find(v->arena, p.method, &v->rpc);
}

/* 0: what the head says of the call is in its form. */
static int head_judge(struct visit *v) {
    const struct fields *f = &v->asked->fields;
    struct id journal;
    uint64_t seq;
    struct span page;
    if (fields_timeout_ms(f, &v->wait_ms) == FIELD_WRONG || fields_request_id(f, &v->request_id) == FIELD_WRONG ||
        fields_at_least(f, &journal, &seq) == FIELD_WRONG || fields_as(f, &v->as) == FIELD_WRONG ||
        fields_page(f, &page) == FIELD_WRONG || fields_again(f, &v->again) == FIELD_WRONG)
        return REASON_HEADER_INVALID;
    if (v->wait_ms > WAIT_MOST_MS) v->wait_ms = WAIT_MOST_MS;
    return 0;
}

/* In the order in which a program finds out; who it is comes behind it, as nothing here depends on that. */
static void post_opened(struct visit *v) {
    const struct asked *a = v->asked;
    if (!procedure_find(v)) return visit_refuse(v, REASON_METHOD_UNKNOWN);
    if (fields_content_type(&a->fields, &v->form) != FIELD_GOOD) {
        visit_header(v, "Accept-Post", "application/json, application/proto");
        return refuse_http(v, 415, REASON_CONTENT_TYPE);
    }
    if (fields_connect_version(&a->fields) != FIELD_GOOD) return visit_refuse(v, REASON_PROTOCOL_MISSING);
    if (!origin_is_ours(a->method, &a->fields, v->door->options.origin)) {
        v->door->counts.foreign++;
        return visit_refuse(v, REASON_PAGE_FOREIGN);
    }
    int reason = head_judge(v);
    if (reason) visit_refuse(v, reason);
}

static void paper_answer(struct visit *v, const struct door_paper *p) { visit_answer(v, 200, p->type, p->body); }

/* A procedure is no address to go to, but for what its .proto says is free of side effects. */
static void query_opened(struct visit *v) {
    if (v->own || !contract_is_safe(v->rpc.method)) {
        visit_header(v, "Allow", "POST");
        return refuse_http(v, 405, REASON_POST_ONLY);
    }
    int reason = query_read(v->arena, v->asked->query, &v->form, &v->asked_get);
    if (!reason && !origin_is_ours(v->asked->method, &v->asked->fields, v->door->options.origin))
        reason = REASON_PAGE_FOREIGN;
    if (!reason) reason = head_judge(v);
    v->by_get = true;
    if (reason) refuse_http(v, reason == REASON_CONTENT_TYPE ? 415 : reason == REASON_PAGE_FOREIGN ? 403 : 400, reason);
}

/* All else that is asked for is a page, or a file of one. */
static void get_opened(struct visit *v) {
    const struct door_options *o = &v->door->options;
    if (procedure_find(v)) return query_opened(v);
    for (size_t i = 0; i < o->n_papers; i++)
        if (is_path(v->asked, o->papers[i].path)) return paper_answer(v, &o->papers[i]);
    const struct file *file =
        files_find(o->files, v->asked->path, v->cookies.english ? FILE_EN : FILE_FR, v->asked->gzip);
    exchange_answer(v->x, &(struct answer){file->status, file->headers, file->n_headers, file->body});
}

void door_opened(void *door, struct exchange *x) {
    struct visit *v = visit_new(door, x);
    if (span_equal(v->asked->method, span_text("POST")))
        post_opened(v);
    else
        get_opened(v);
}

/* ---- the body ---- */

static void own_run(struct visit *v) { v->own->run(v); }

static void begin(struct visit *v) {
    struct span body = v->by_get ? v->asked_get : v->asked->body;
    const sippe__status *wrong = body_in(&v->door->reading, &v->in, &v->rpc, v->form, body, &v->packed);
    if (wrong) return visit_refuse_status(v, wrong);
    if (v->form == BODY_JSON) exchange_body_done(v->x);
    if (v->own && v->own->open) return own_run(v);
    visit_identify(v, v->own ? own_run : visit_pass);
}

/* By what she shows, which nobody has looked at yet. */
static uint64_t lane_of(const struct visit *v) {
    uint8_t token[TOKEN_LEN];
    uint64_t key = 0;
    if (fields_bearer(&v->asked->fields, token) == FIELD_GOOD)
        memcpy(&key, token, sizeof key);
    else if (v->cookies.has_session)
        memcpy(&key, v->cookies.session, sizeof key);
    return key;
}

void door_asked(void *door, struct exchange *x) {
    struct door *d = door;
    struct visit *v = *exchange_slot(x);
    v->lane = lane_of(v);
    if (lanes_enter(&d->lanes, v)) begin(v);
}

void door_over(void *door, struct exchange *x, bool answered) {
    struct door *d = door;
    struct visit *v = *exchange_slot(x);
    (void)answered;
    if (!v) return;
    arena_close(&v->in);
    lanes_leave(&d->lanes, v);
    for (struct visit *next; !d->stopping && (next = lanes_next(&d->lanes, v->lane, door_now(d)));) begin(next);
}

/* Refused by the server itself: too large, too many at once, or it stops. */
void door_refuse(void *door, struct exchange *x, int status) {
    struct visit *v = *exchange_slot(x);
    if (!v) v = visit_new(door, x);
    sippe__status *why = status_make(v->arena, status == 413   ? REASON_TOO_LARGE
                                               : status == 503 ? REASON_TOO_BUSY
                                                               : REASON_INTERNAL);
    if (status == 503) why->retry_after_ms = BUSY_MS;
    v->held_until_ms = 0;
    visit_refuse_as(v, status, why);
}

/* ---- the door ---- */

struct door *door_new(const struct door_options *o) {
    struct door *d = calloc(1, sizeof *d);
    if (!d) return NULL;
    d->options = *o;
    arena_init(&d->reading);
    rights_open(&d->rights);
    flux_open(&d->flux, d, door_now(d));
    return d;
}

void door_free(struct door *d) {
    if (!d) return;
    lanes_close(&d->lanes);
    arena_close(&d->reading);
    logins_close(&d->logins);
    rights_close(&d->rights);
    flux_close(&d->flux);
    free(d);
}

void door_up(struct door *d, enum daemon_name daemon) {
    rights_forget(&d->rights, daemon);
    flux_doubt(&d->flux, (int)daemon);
}

/* The clock may have been set back meanwhile: nobody is held for longer than anybody ever is. */
static void held_answer(struct door *d, int64_t now, bool all) {
    for (struct visit **at = &d->held, *v; (v = *at);) {
        if (!all && v->held_until_ms > now && v->held_until_ms - now <= REFUSED_CODE_MS) {
            at = &v->held_next;
            continue;
        }
        *at = v->held_next;
        exchange_answer(v->x, &v->held);
    }
}

void door_tick(struct door *d) {
    int64_t now = door_now(d);
    held_answer(d, now, false);
    for (struct visit *v; (v = lanes_late(&d->lanes, now));) visit_fail(v, ERR_FULL); /* nothing of it was done */
    flux_tick(d, now);
}

void door_stop(struct door *d) {
    d->stopping = true;
    held_answer(d, 0, true);
}

const struct door_counts *door_counts(const struct door *d) { return &d->counts; }
