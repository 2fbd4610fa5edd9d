/* One turn: what arrived, in one transaction with one flush; then what may leave. */
#include "engine/internal.h"

#include <stdlib.h>

enum { TURN_US = 5000, TURN_LONG_US = 25000, REFUSALS_PER_SECOND = 64, USAGE_EVERY_MS = 1000, SENDERS_MANY = 256, LINK_QUEUE = 8 };

enum work_kind { WORK_COMMAND, WORK_FEED, WORK_QUERY, WORK_FETCH, WORK_PING, WORK_REFUSED, WORK_NOTHING };

struct work {
    enum work_kind kind;
    struct inbox_entry *entry;
    sippe__envelope *envelope;
    struct command_ref ref;
};

/* ---- the inbox ---- */

/* Who waits for nothing needs no row. */
static void senders_forget(struct engine *e) {
    size_t kept = 0;
    for (size_t i = 0; i < e->n_senders; i++)
        if (e->senders[i].waiting) e->senders[kept++] = e->senders[i];
    e->n_senders = kept;
}

static struct sender *sender_of(struct engine *e, const char *name) {
    for (size_t i = 0; i < e->n_senders; i++)
        if (strcmp(e->senders[i].name, name) == 0) return &e->senders[i];
    if (e->n_senders >= SENDERS_MANY) senders_forget(e);
    struct sender *more = realloc(e->senders, (e->n_senders + 1) * sizeof *more);
    if (!more) abort();
    e->senders = more;
    struct sender *s = &more[e->n_senders++];
    *s = (struct sender){.waiting = 0};
    memcpy(s->name, name, strnlen(name, sizeof s->name - 1));
    return s;
}

static uint32_t window_of(struct engine *e, const char *name) {
    struct view v = view_make(e, &e->snapshot);
    struct principal who;
    bool revoked;
    if (!principal_find(&v, name, e->now_ms, &who, &revoked)) return ENGINE_WINDOW;
    return who.role == ROLE_DESK || who.role == ROLE_GATEWAY ? ENGINE_WINDOW_WIDE : ENGINE_WINDOW;
}

/* Past the window a refusal is still answered, so many a second; past that, nothing. */
static bool may_wait(struct engine *e, const char *name, bool *refused) {
    struct sender *s = sender_of(e, name);
    *refused = false;
    if (s->waiting < ENGINE_WINDOW || s->waiting < window_of(e, name)) {
        s->waiting++;
        return true;
    }
    *refused = true;
    if (s->second != e->now_ms / 1000) {
        s->second = e->now_ms / 1000;
        s->refused = 0;
    }
    return s->refused++ < REFUSALS_PER_SECOND;
}

static void inbox_add(struct inbox *box, struct inbox_entry *entry) {
    if (!box->first) box->last = &box->first;
    *box->last = entry;
    box->last = &entry->next;
    box->n++;
}

static struct inbox_entry *inbox_take(struct inbox *box) {
    struct inbox_entry *entry = box->first;
    if (!entry) return NULL;
    box->first = entry->next;
    box->n--;
    entry->next = NULL;
    return entry;
}

/* A producer answers one fetch at a time; a few more may be late or repeated, and beyond that nothing is kept. */
static struct follow *link_room(struct engine *e, const char *journal) {
    for (size_t i = 0; i < e->n_follows; i++)
        if (strcmp(e->follows[i].journal, journal) == 0) return e->follows[i].queued < LINK_QUEUE ? &e->follows[i] : NULL;
    return NULL;
}

static int discard(struct engine *e) {
    e->counters.discarded++;
    return ERR_FULL;
}

int engine_push(struct engine *e, const struct engine_in *in) {
    if (in->frame.len > ENGINE_FRAME_MAX) return discard(e);
    struct follow *link = in->journal ? link_room(e, in->journal) : NULL;
    bool refused = false;
    if (in->journal ? !link : !may_wait(e, in->principal, &refused)) return discard(e);
    struct inbox_entry *entry = calloc(1, sizeof *entry + in->frame.len);
    if (!entry) abort();
    entry->route = in->route;
    entry->link = link;
    entry->request = !link && !refused;
    entry->len = in->frame.len;
    memcpy(entry->frame, in->frame.data, in->frame.len);
    if (link) link->queued++;
    else memcpy(entry->principal, in->principal, strnlen(in->principal, sizeof entry->principal - 1));
    inbox_add(link ? &e->links : &e->clients, entry);
    return 0;
}

bool engine_has_work(const struct engine *e, int64_t now_ms) {
    return e->clients.n || e->links.n || engine_wake_ms(e) <= now_ms;
}

/* ---- the outbox ---- */

void out_push(struct engine *e, const struct engine_route *route, const char *journal, const sippe__envelope *envelope) {
    if (e->n_out == e->cap_out) {
        size_t cap = e->cap_out ? 2 * e->cap_out : 64;
        struct engine_out *more = realloc(e->out, cap * sizeof *more);
        if (!more) abort();
        e->out = more;
        e->cap_out = cap;
    }
    e->out[e->n_out++] = (struct engine_out){.route = route ? *route : (struct engine_route){{0}},
                                             .journal = journal,
                                             .frame = message_pack(&e->outbox, &envelope->base)};
}

const struct engine_out *engine_out(const struct engine *e, size_t *n) {
    *n = e->n_out;
    return e->out;
}

/* ---- the writing part ---- */

struct txn *turn_txn(struct engine *e) {
    if (!e->writing) {
        e->writing = true;
        txn_begin(e->store, true, &e->write);
    }
    return &e->write;
}

static void head_write(struct engine *e) {
    struct key key = KEY(KEY_TEXT("head"));
    struct key head = KEY(KEY_U64(e->seq), KEY_ID(id_of_bytes((ProtobufCBinaryData){ID_LEN, e->chain})), KEY_I64(e->last_at_ms));
    txn_put(&e->write, TABLE_META, &key, key_span(&head));
}

/* What a turn would have to take back if it does not commit. */
struct saved {
    uint64_t seq;
    uint8_t chain[ID_LEN];
    int64_t last_at_ms, next_due_ms;
    size_t n_out;
};

static struct saved save(const struct engine *e) {
    struct saved s = {.seq = e->seq, .last_at_ms = e->last_at_ms, .next_due_ms = e->next_due_ms, .n_out = e->n_out};
    memcpy(s.chain, e->chain, ID_LEN);
    return s;
}

static void take_back(struct engine *e, const struct saved *s) {
    txn_abort(&e->write);
    e->write.err = 0; /* else the next turn would take its messages for failed too */
    e->writing = false;
    e->seq = s->seq;
    e->last_at_ms = s->last_at_ms;
    e->next_due_ms = s->next_due_ms;
#ifndef SIPPE_FAULT_EFFECT_BEFORE_COMMIT
    e->n_out = s->n_out;
#endif
    memcpy(e->chain, s->chain, ID_LEN);
}

static int64_t mono_us(const struct engine *e) { return e->options.mono_us ? e->options.mono_us(e->options.owner) : 0; }

static int commit(struct engine *e, const struct saved *s) {
    if (!e->writing) return 0;
    if (!e->write.err) head_write(e);
    int err = e->write.err;
    if (!err && e->options.fails_commit && e->options.fails_commit(e->options.owner)) err = ERR_CLOSED;
    if (err) {
        take_back(e, s);
    } else {
        int64_t began_us = mono_us(e);
        err = txn_commit(&e->write);
        e->commit_us = mono_us(e) - began_us;
        e->counters.commit_us += (uint64_t)e->commit_us;
        e->writing = false;
        if (err) take_back(e, s);
        else e->counters.commits++;
    }
    if (err) e->counters.commit_failures++;
    return err;
}

/* Each message begins with an empty arena; its frame was checked when it was classified. */
static void work_open(struct engine *e, struct work *w) {
    arena_reset(&e->arena);
    w->envelope = UNPACK_OWN(&e->arena, sippe__envelope, span_of(w->entry->frame, w->entry->len));
}

static void run_write(struct engine *e, struct work *w, struct id failing) {
    work_open(e, w);
    if (w->kind == WORK_COMMAND)
        request_command(e, &w->entry->route, w->entry->principal, w->envelope->request, w->ref);
    else if (w->kind == WORK_FEED)
        follow_take(e, w->entry->link->journal, w->envelope->feed, failing);
}

static bool out_of_room(int err) { return err == ERR_FULL; }

/* Alone and still failing: a command is answered INTERNAL (or STORE_FULL), a feed's record is parked. */
static int run_alone(struct engine *e, struct work *w) {
    struct id failing = {{0}};
    for (int attempt = 0; attempt < 2; attempt++) {
        struct saved s = save(e);
        e->current = (struct id){{0}};
        run_write(e, w, failing);
        struct id at = e->current;
        int err = commit(e, &s);
        if (!err || err == ERR_IO || err == ERR_CLOSED) return err;
        if (out_of_room(err)) e->accepting = e->following = false;
        if (w->kind == WORK_COMMAND) {
            int reason = out_of_room(err) ? REASON_STORE_FULL : REASON_INTERNAL;
            reply_send(e, &w->entry->route, w->envelope->request, refusal_make(&e->arena, reason), (struct span){NULL, 0});
            return 0;
        }
        if (out_of_room(err) || id_is_zero(at)) return 0; /* asked for again later */
        failing = at;
    }
    return 0;
}

static void run_time(struct engine *e) {
    deadline_fire_due(e);
    if (e->now_ms < e->next_minute_ms) return;
    if (e->following) {
        for (size_t i = 0; i < e->n_follows; i++) held_retry_waiting(e, e->follows[i].journal, true);
        expiry_run(e);
    }
    store_check_readers(e->store);
    e->next_minute_ms = e->now_ms + MINUTE_MS;
}

/* As long as the last commit took, within bounds: on a slow disk a short turn would spend nearly all time flushing. */
static bool turn_is_long(const struct engine *e, int64_t began_us) {
    int64_t bound = e->commit_us < TURN_US ? TURN_US : e->commit_us;
    return e->options.mono_us && mono_us(e) - began_us > (bound < TURN_LONG_US ? bound : TURN_LONG_US);
}

/* All together; should that fail, one at a time. */
static int run_writes(struct engine *e, struct work *w, size_t n) {
    struct saved s = save(e);
    int64_t began = mono_us(e);
    size_t done = 0;
    while (done < n) {
        size_t first = done;
        for (; done < n && !e->write.err; done++) {
            run_write(e, &w[done], (struct id){{0}});
            if (turn_is_long(e, began)) {
                done++;
                break;
            }
        }
        if (e->write.err) done = n;
        int err = commit(e, &s);
        if (err == ERR_IO || err == ERR_CLOSED) return err;
        for (size_t i = first; err && i < done; i++) {
            int alone = run_alone(e, &w[i]);
            if (alone) return alone;
        }
        s = save(e);
        began = mono_us(e);
    }
    run_time(e);
    int err = commit(e, &s);
    if (out_of_room(err)) e->accepting = e->following = false;
    else if (err) e->next_due_ms = e->now_ms + MINUTE_MS; /* what cannot be fired must not spin */
    return err == ERR_IO || err == ERR_CLOSED ? err : 0;
}

/* ---- a turn ---- */

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
    case SIPPE__ENVELOPE__CONTENT_FETCH: return link ? WORK_NOTHING : WORK_FETCH;
    case SIPPE__ENVELOPE__CONTENT_PING: return link ? WORK_NOTHING : WORK_PING;
    case SIPPE__ENVELOPE__CONTENT_REQUEST:
        if (link) return WORK_NOTHING;
        w->ref = command_find(e, w->envelope->request->method);
        if (!w->entry->request || !w->ref.command) return WORK_REFUSED;
        return w->ref.command->query ? WORK_QUERY : WORK_COMMAND;
    case SIPPE__ENVELOPE__CONTENT__NOT_SET:
    case SIPPE__ENVELOPE__CONTENT_REPLY:
    case SIPPE__ENVELOPE__CONTENT_PONG: return WORK_NOTHING;
    }
    return WORK_NOTHING;
}

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

static void run_read(struct engine *e, struct work *w) {
    if (w->kind == WORK_COMMAND || w->kind == WORK_FEED || w->kind == WORK_NOTHING) return;
    work_open(e, w);
    const struct engine_route *route = &w->entry->route;
    int reason = w->entry->request ? REASON_METHOD_UNKNOWN : REASON_WINDOW_FULL;
    switch (w->kind) {
    case WORK_QUERY: request_query(e, route, w->entry->principal, w->envelope->request, w->ref); break;
    case WORK_FETCH: fetch_take(e, route, w->entry->principal, w->envelope->fetch); break;
    case WORK_PING: pong(e, w); break;
    case WORK_REFUSED:
        e->counters.window_refusals += reason == REASON_WINDOW_FULL;
        reply_send(e, route, w->envelope->request, refusal_make(&e->arena, reason), (struct span){NULL, 0});
        break;
    case WORK_COMMAND:
    case WORK_FEED:
    case WORK_NOTHING: break;
    }
}

static void usage_check(struct engine *e) {
    if (e->now_ms < e->usage_at_ms && e->now_ms > e->usage_at_ms - 2 * USAGE_EVERY_MS) return;
    e->usage_at_ms = e->now_ms + USAGE_EVERY_MS;
    struct store_usage u = store_usage(e->store);
    uint64_t left = u.map_bytes > u.used_bytes ? u.map_bytes - u.used_bytes : 0;
    e->accepting = left * 5 > u.map_bytes && u.disk_free_bytes * 10 > u.disk_bytes;
    e->following = left * 10 > u.map_bytes && u.disk_free_bytes * 20 > u.disk_bytes;
}

static void entries_free(struct engine *e, struct work *w, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (w[i].entry->request) sender_of(e, w[i].entry->principal)->waiting--;
        if (w[i].entry->link) w[i].entry->link->queued--;
        free(w[i].entry);
    }
}

static int run_batch(struct engine *e, struct work *w, size_t n) {
    struct work *writes = arena_alloc(&e->outbox, (n ? n : 1) * sizeof *writes);
    size_t n_writes = 0;
    for (size_t i = 0; i < n; i++)
        if (w[i].kind == WORK_COMMAND || w[i].kind == WORK_FEED) writes[n_writes++] = w[i];
    int err = run_writes(e, writes, n_writes);
    if (err) return err;
    err = txn_renew(&e->snapshot);
    for (size_t i = 0; !err && i < n; i++) run_read(e, &w[i]);
    if (!err) fetch_answer_ready(e);
    if (!err) follow_fetch_due(e);
    return err;
}

int engine_turn(struct engine *e, int64_t now_ms) {
    e->now_ms = now_ms;
    e->n_out = 0;
    e->counters.turns++;
    arena_reset(&e->outbox);
    arena_reset(&e->arena);
    if (e->n_rules == RULES_CACHED) rules_forget(e);
    usage_check(e);
    struct work *w = arena_alloc(&e->outbox, ENGINE_TURN_MESSAGES * sizeof *w);
    size_t n = take_batch(e, w);
    int err = run_batch(e, w, n);
    entries_free(e, w, n);
#ifndef SIPPE_FAULT_EFFECT_BEFORE_COMMIT
    if (err) e->n_out = 0;
#endif
    return err;
}

static int64_t sooner(int64_t a, int64_t b) { return a < b ? a : b; }

int64_t engine_wake_ms(const struct engine *e) {
    if (e->clients.n || e->links.n) return 0;
    int64_t wake = sooner(e->next_minute_ms, fetch_wake_ms(e));
    if (e->following && e->now_ms + 5 * MINUTE_MS >= e->last_at_ms) wake = sooner(wake, e->next_due_ms);
    for (size_t i = 0; i < e->n_follows; i++) wake = sooner(wake, e->follows[i].retry_at_ms);
    return wake;
}
