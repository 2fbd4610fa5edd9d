/* Questions of followers that wait: kept by stream, and looked at when their stream got a record or their time is over.
 * Between the two a turn asks nothing of them, however many they are. */
#include "engine/stream/stream.h"

#include <stdlib.h>

/* A question takes 384 bytes: 4,096 are a megabyte and a half. 16 of one key, as one with many connections could else
 * take all places and leave the daemons without. */
enum { FETCHES_MAX = 4096, FETCHES_EACH = 16 };

/* Bytes and wait are the contract's (proto/envelope.proto). */
enum { FETCH_MAX_BYTES = 256 << 10, FETCH_PUBLIC_BYTES = 64 << 10, FETCH_MAX_WAIT_MS = 2000 };

static bool is_of(const struct pending_fetch *p, const struct engine_route *route) {
    return memcmp(&p->route, route, sizeof *route) == 0;
}

/* Unlinks the one that *at leads to. */
static void drop(struct engine *e, struct pending_fetch **at) {
    struct pending_fetch *p = *at;
    *at = p->next;
    p->sender->fetches--;
    e->n_fetches--;
    free(p);
}

static bool fetch_keep(struct engine *e, const struct pending_fetch *p) {
    if (p->sender->fetches >= FETCHES_EACH || e->n_fetches >= FETCHES_MAX) return false;
    struct pending_fetch **bucket = &e->fetches[stream_bucket(p->stream)], *kept = malloc(sizeof *kept);
    if (!kept) abort();
    *kept = *p;
    kept->next = *bucket;
    *bucket = kept;
    if (!e->n_fetches || p->until_ms < e->fetches_due_ms) e->fetches_due_ms = p->until_ms;
    p->sender->fetches++;
    e->n_fetches++;
    return true;
}

static void fetch_drop(struct engine *e, const struct engine_route *route, const char *stream) {
    struct pending_fetch **at = &e->fetches[stream_bucket(stream)];
    while (*at && !(is_of(*at, route) && strcmp((*at)->stream, stream) == 0)) at = &(*at)->next;
    if (*at) drop(e, at);
}

void fetches_forget(struct engine *e, const struct engine_route *route) {
    for (size_t b = 0; e->n_fetches && b < STREAM_BUCKETS; b++)
        for (struct pending_fetch **at = &e->fetches[b]; *at;) {
            if (is_of(*at, route))
                drop(e, at);
            else
                at = &(*at)->next;
        }
}

/* A partner's feed is small: what it leaves unread lies here. */
static uint32_t feed_bytes(const struct sender *s, const sippe__fetch *f) {
    uint32_t most = s->role == ROLE_DAEMON ? FETCH_MAX_BYTES : FETCH_PUBLIC_BYTES;
    return f->max_bytes && f->max_bytes < most ? f->max_bytes : most;
}

static struct pending_fetch fetch_of(struct engine *e, const struct engine_route *route, struct sender *sender,
                                     const sippe__fetch *f) {
    uint32_t wait = f->wait_ms < FETCH_MAX_WAIT_MS ? f->wait_ms : FETCH_MAX_WAIT_MS;
    struct pending_fetch p = {.route = *route, .sender = sender, .until_ms = e->now_ms + wait};
    p.max_bytes = feed_bytes(sender, f);
    const char *kept = stream_kept(e, &e->arena, f->stream);
    memcpy(p.asked, f->stream, strlen(f->stream));
    memcpy(p.stream, kept, strlen(kept));
    p.from_start = !f->position || f->position->n == 0;
    if (p.from_start) return p;
    p.n = f->position->n;
    p.seq = f->position->seq;
    struct id chain = id_of(f->position->chain);
    memcpy(p.chain, chain.bytes, ID_LEN);
    return p;
}

/* A daemon that we follow, whose store is not the one that we followed. It is told, because it cannot know: an empty
 * store looks like a first one. It stops at that word, so that no feed of it need ever come here: the status says so
 * from now on. */
static bool is_another_store(struct engine *e, const char *name, const sippe__fetch *f) {
    struct view v = view_make(e, &e->snapshot);
    struct follow *follow = follow_of(e, name);
    if (!follow || f->journal.len != ID_LEN) return false;
    const engine_rows__cursor *cursor = cursor_read(&v, name);
    bool other = cursor->journal_id.len && !span_equal(span_pb(cursor->journal_id), span_pb(f->journal));
    follow->other_store |= other;
    return other;
}

/* A second question of a connection for a stream takes the first one's place: the contract has one pending, and who
 * asks again has given the first one up. */
void fetch_take(struct engine *e, const struct engine_route *route, struct sender *sender, const sippe__fetch *f) {
    int reason = follower_check(e, sender->name, f->stream);
    if (!reason && is_another_store(e, sender->name, f)) reason = REASON_OTHER_STORE;
    if (reason) return fetch_refuse(e, route, f->stream, reason);
    struct pending_fetch p = fetch_of(e, route, sender, f);
    acknowledged_note(e, &p);
    fetch_drop(e, route, p.stream);
    if (!fetch_answer(e, &p) && !fetch_keep(e, &p)) fetch_refuse(e, route, p.asked, REASON_WINDOW_FULL);
}

void fetches_earlier(struct engine *e, int64_t back_ms) {
    for (size_t b = 0; b < STREAM_BUCKETS; b++)
        for (struct pending_fetch *p = e->fetches[b]; p; p = p->next) p->until_ms -= back_ms;
    e->fetches_due_ms -= back_ms;
}

/* False: there is no more room in this turn. */
static bool answer_bucket(struct engine *e, size_t b, bool daemons) {
    for (struct pending_fetch **at = &e->fetches[b]; *at;) {
        struct pending_fetch *p = *at;
        bool asked = (p->sender->role == ROLE_DAEMON) == daemons && (e->woken[b] || e->now_ms >= p->until_ms);
        if (asked && e->out_bytes >= ENGINE_TURN_OUT_BYTES) return false;
        arena_reset(&e->arena);
        if (asked && fetch_answer(e, p))
            drop(e, at);
        else
            at = &p->next;
    }
    return true;
}

static int64_t first_due(const struct engine *e) {
    int64_t first = INT64_MAX;
    for (size_t b = 0; e->n_fetches && b < STREAM_BUCKETS; b++)
        for (const struct pending_fetch *p = e->fetches[b]; p; p = p->next)
            if (p->until_ms < first) first = p->until_ms;
    return first;
}

void fetch_answer_ready(struct engine *e) {
    bool due = e->n_fetches && e->now_ms >= e->fetches_due_ms, all = true;
    if (!due && !e->any_woken) return;
    for (int daemons = 1; daemons >= 0; daemons--)
        for (size_t b = 0; b < STREAM_BUCKETS && all; b++)
            if (e->fetches[b] && (due || e->woken[b])) all = answer_bucket(e, b, daemons);
    if (!all) return;
    memset(e->woken, 0, sizeof e->woken);
    e->any_woken = false;
    if (due) e->fetches_due_ms = first_due(e);
}

int64_t fetch_wake_ms(const struct engine *e) {
    if (!e->n_fetches) return INT64_MAX;
    return e->any_woken ? 0 : e->fetches_due_ms;
}
