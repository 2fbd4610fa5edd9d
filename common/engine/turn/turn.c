/* One turn: what arrived, in one transaction with one flush; then what may leave. */
#include "engine/turn/turn.h"

enum { USAGE_EVERY_MS = 1000 };

/* A clock behind that of the last turn is work: the timers must follow it before they can be asked. */
bool engine_has_work(const struct engine *e, int64_t now_ms) {
    return e->clients.n || e->links.n || engine_wake_ms(e) <= now_ms || now_ms < e->now_ms;
}

/* Whoever has no business at the inner endpoint learns it there, and where to go. */
static bool at_wrong_door(struct engine *e, const struct inbox_entry *entry) {
    struct view v = view_make(e, &e->snapshot);
    struct principal who;
    bool revoked;
    if (!entry->inner || !principal_find(&v, entry->principal, e->now_ms, &who, &revoked)) return false;
    return !((1u << who.role) & (AS(DAEMON) | AS(OPERATOR) | AS(COORDINATOR) | AS(GATEWAY)));
}

static enum work_kind refused(struct work *w, int reason) {
    w->refusal = reason;
    return WORK_REFUSED;
}

static enum work_kind classify_request(struct engine *e, struct work *w) {
    if (!w->entry->request) return refused(w, REASON_WINDOW_FULL);
    if (at_wrong_door(e, w->entry)) {
        e->counters.denied++;
        return refused(w, REASON_WRONG_ENDPOINT);
    }
    w->ref = method_find(e, w->envelope->request->method);
    if (!w->ref.method) return refused(w, REASON_METHOD_UNKNOWN);
    return w->ref.method->query ? WORK_QUERY : WORK_COMMAND;
}

/* What a sender must not send here gets no answer: a client has no business with feeds, nor a link with requests. Here
 * the envelope is only checked and its kind seen; the arena is the next message's, so it is read again when it is
 * its turn. Unknown numbers of enums pass in the envelope, which may be of a newer release; not in the body. */
static enum work_kind classify(struct engine *e, struct work *w) {
    arena_reset(&e->arena);
    w->envelope = UNPACK(&e->arena, sippe__envelope, span_of(w->entry->frame, w->entry->len), MESSAGE_OPEN);
    if (!w->envelope) {
        e->counters.malformed++;
        return WORK_NOTHING;
    }
    bool link = w->entry->link != NULL;
    switch (w->envelope->content_case) {
    case SIPPE__ENVELOPE__CONTENT_FEED: return link ? WORK_FEED : WORK_NOTHING;
    case SIPPE__ENVELOPE__CONTENT_FETCH: return link || at_wrong_door(e, w->entry) ? WORK_NOTHING : WORK_FETCH;
    case SIPPE__ENVELOPE__CONTENT_PING: return link ? WORK_NOTHING : WORK_PING;
    case SIPPE__ENVELOPE__CONTENT_REQUEST: return link ? WORK_NOTHING : classify_request(e, w);
    case SIPPE__ENVELOPE__CONTENT__NOT_SET:
    case SIPPE__ENVELOPE__CONTENT_REPLY:
    case SIPPE__ENVELOPE__CONTENT_PONG: return WORK_NOTHING;
    }
    return WORK_NOTHING;
}

/* Links and clients in turn, so that neither can fill all of a turn; where one has nothing the other has it all. */
static size_t take_batch(struct engine *e, struct work *w) {
    size_t n = 0, bytes = 0;
    bool link = true;
    while (n < ENGINE_TURN_MESSAGES && bytes < ENGINE_TURN_BYTES) {
        struct inbox_entry *entry = inbox_take(link ? &e->links : &e->clients);
        if (!entry) entry = inbox_take(link ? &e->clients : &e->links);
        if (!entry) break;
        link = !link;
        bytes += entry->len;
        w[n] = (struct work){.entry = entry};
        w[n].kind = classify(e, &w[n]);
        n++;
    }
    return n;
}

static void pong(struct engine *e, const struct work *w) {
    sippe__envelope *envelope = NEW(&e->arena, sippe__envelope);
    envelope->content_case = SIPPE__ENVELOPE__CONTENT_PONG;
    envelope->pong = NEW(&e->arena, sippe__pong);
    envelope->pong->nonce = w->envelope->ping->nonce;
    out_push(e, &w->entry->route, NULL, envelope);
}

/* After the commit, on what it left. */
static void run_read(struct engine *e, struct work *w) {
    if (w->kind == WORK_COMMAND || w->kind == WORK_FEED || w->kind == WORK_NOTHING) return;
    work_open(e, w);
    const struct engine_route *route = &w->entry->route;
    switch (w->kind) {
    case WORK_QUERY: request_query(e, route, w->entry->principal, w->envelope->request, w->ref); break;
    case WORK_FETCH: fetch_take(e, route, w->entry->principal, w->envelope->fetch); break;
    case WORK_PING: pong(e, w); break;
    case WORK_REFUSED:
        e->counters.window_refusals += w->refusal == REASON_WINDOW_FULL;
        reply_send(e, route, w->envelope->request, refusal_make(&e->arena, w->refusal), (struct span){NULL, 0});
        break;
    case WORK_COMMAND:
    case WORK_FEED:
    case WORK_NOTHING: break;
    }
}

/* Shares of the map and of the disk; engine/state.h says why two of each. A clock that went back is asked at once. */
static void usage_check(struct engine *e) {
    if (e->now_ms < e->usage_at_ms && e->now_ms > e->usage_at_ms - 2 * USAGE_EVERY_MS) return;
    e->usage_at_ms = e->now_ms + USAGE_EVERY_MS;
    struct store_usage u = store_usage(e->store);
    uint64_t left = u.map_bytes > u.used_bytes ? u.map_bytes - u.used_bytes : 0;
    e->accepting = left * 5 > u.map_bytes && u.disk_free_bytes * 10 > u.disk_bytes;
    bool room = left * 10 > u.map_bytes && u.disk_free_bytes * 20 > u.disk_bytes;
    for (size_t i = 0; room && !e->following && i < e->n_follows; i++) e->follows[i].retry_at_ms = e->now_ms;
    e->following = room;
}

/* All that writes before all that reads: a client that sends a command and a query sees its own command. */
static int run_batch(struct engine *e, struct work *w, size_t n) {
    struct work *writes = arena_alloc(&e->outbox, (n ? n : 1) * sizeof *writes);
    size_t n_writes = 0;
    for (size_t i = 0; i < n; i++)
        if (w[i].kind == WORK_COMMAND || w[i].kind == WORK_FEED) writes[n_writes++] = w[i];
    int err = write_all(e, writes, n_writes);
    if (err) return err;
    err = txn_renew(&e->snapshot);
    for (size_t i = 0; !err && i < n; i++) run_read(e, &w[i]);
    if (!err) fetch_answer_ready(e);
    if (!err) follow_fetch_due(e);
    return err;
}

/* The frames are freed in any case: what failed was not answered, and is sent again by whoever sent it. */
int engine_turn(struct engine *e, int64_t now_ms) {
    clock_set(e, now_ms);
    e->n_out = 0;
    e->counters.turns++;
    arena_reset(&e->outbox);
    arena_reset(&e->arena);
    if (e->n_rules == RULES_CACHED) rules_forget(e);
    usage_check(e);
    struct work *w = arena_alloc(&e->outbox, ENGINE_TURN_MESSAGES * sizeof *w);
    size_t n = take_batch(e, w);
    int err = run_batch(e, w, n);
    for (size_t i = 0; i < n; i++) inbox_free(e, w[i].entry);
#ifndef SIPPE_FAULT_EFFECT_BEFORE_COMMIT
    if (err) e->n_out = 0;
#endif
    return err;
}
