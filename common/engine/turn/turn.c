/* One turn: what arrived, in one transaction with one flush; then what may leave. */
#include "engine/access/access.h"
#include "engine/erase/erase.h"
#include "engine/turn/turn.h"

/* REFUSALS_EACH: of a turn, as they cost little. TAKEN_US: no more is taken than can be expected to be done, as what
 * goes back was decoded for nothing. */
enum { USAGE_EVERY_MS = 1000, REFUSALS_EACH = 64, TAKEN_US = 50000, TAKEN_CONTENDED_US = 1000 };

/* A clock behind that of the last turn is work: the timers must follow it before they can be asked. */
bool engine_has_work(const struct engine *e, int64_t now_ms) {
    if (turn_waits(e)) return engine_wake_ms(e) <= now_ms || now_ms < e->now_ms;
    return !inbox_is_empty(e) || engine_wake_ms(e) <= now_ms || now_ms < e->now_ms;
}

/* Whoever has no business at the inner endpoint learns it there, and where to go. */
static bool at_wrong_door(struct engine *e, const struct inbox_entry *entry) {
    struct view v = view_make(e, &e->snapshot);
    struct principal who;
    if (!entry->inner || principal_find(&v, sender_key(entry->sender)->name, e->now_ms, &who)) return false;
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

static size_t take(struct engine *e, struct work *w, struct inbox_entry *entry) {
    *w = (struct work){.entry = entry};
    entry->fate = INBOX_DONE;
    w->kind = classify(e, w);
    return entry->len;
}

/* Links and senders in turn, so that neither can fill all of a turn; where one has nothing the other has it all. */
static size_t take_batch(struct engine *e, struct work *w) {
    size_t n = 0, bytes = 0;
    int64_t us = 0, most_us = turn_is_contended(e) ? write_allowance_us(e) + TAKEN_CONTENDED_US : TAKEN_US;
    while (n < REFUSALS_EACH && e->refusals.n) bytes += take(e, &w[n++], inbox_take_refusal(e));
    for (bool link = true; n < ENGINE_TURN_MESSAGES && bytes < ENGINE_TURN_BYTES && us < most_us; link = !link) {
        struct inbox_entry *entry = link ? inbox_take_link(e) : inbox_take_request(e);
        if (!entry) entry = link ? inbox_take_request(e) : inbox_take_link(e);
        if (!entry) break;
        us += entry->charged_us;
        bytes += take(e, &w[n++], entry);
    }
    return n;
}

/* Those that wait for their connections in the order in which they came, those that go back from the last to the
 * first: so each queue has its order again. */
static void give_back(struct engine *e, struct work *w, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (w[i].entry->fate == INBOX_STALLED) inbox_stall(e, w[i].entry);
    while (n--) {
        struct inbox_entry *entry = w[n].entry;
        if (entry->fate == INBOX_LEFT) inbox_back(e, entry);
        if (entry->fate == INBOX_DONE) inbox_free(e, entry);
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
    access_look_at_room(e);
}

static bool is_write(const struct work *w) { return w->kind == WORK_COMMAND || w->kind == WORK_FEED; }

/* Those who have something to write read behind it, and daemons in any turn; is there anybody else who reads? */
static bool somebody_only_reads(struct engine *e, struct work *w, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (is_write(&w[i]) && w[i].entry->sender) w[i].entry->sender->writes_turn = e->counters.turns;
    for (size_t i = 0; i < n; i++) {
        const struct sender *s = w[i].entry->sender;
        if (is_read(&w[i]) && s && s->role != ROLE_DAEMON && s->writes_turn != e->counters.turns) return true;
    }
    return false;
}

enum part { PART_BOTH, PART_WRITES, PART_READS };

/* Where two are served each turn has one part, and the last one's was the other: so nobody waits for more than the turn
 * in which it came, and a reader never for two flushes. */
static enum part part_of(struct engine *e, struct work *w, size_t n) {
    if (e->behind) return PART_READS;
    bool writes = false, wrote_last = e->wrote_turn && e->wrote_turn + 1 == e->counters.turns;
    for (size_t i = 0; i < n; i++) writes |= is_write(&w[i]);
    if (!writes) return PART_BOTH;
    bool parted = turn_is_contended(e) && somebody_only_reads(e, w, n);
    if (parted && wrote_last) return PART_READS;
    e->wrote_turn = e->counters.turns;
    return parted ? PART_WRITES : PART_BOTH;
}

/* Those that were not run have the next turn, with a commit of their own. */
static void looks_leave(struct engine *e, struct work *w, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (is_look(&w[i]) && !w[i].looked && w[i].entry->fate == INBOX_DONE) entry_leave(e, w[i].entry);
}

static int write_part(struct engine *e, const struct share *b) {
    int err = restored_run(e);
    if (!err) err = erase_run(e);
    return err ? err : write_all(e, b);
}

/* All that writes before all that reads: a client that sends a command and a query sees its own command. */
static int run_batch(struct engine *e, struct work *w, size_t n) {
    struct work *writes = arena_take(&e->outbox, n * sizeof *writes);
    enum part part = part_of(e, w, n);
    size_t n_writes = 0;
    for (size_t i = 0; i < n; i++) {
        if (!is_write(&w[i])) continue;
        if (part == PART_READS)
            entry_leave(e, w[i].entry);
        else
            writes[n_writes++] = w[i];
    }
    struct share b = {.writes = writes, .n_writes = n_writes, .all = w, .n_all = n, .look = part != PART_WRITES};
    int err = e->behind ? 0 : write_part(e, &b);
    if (err) return err;
    err = txn_renew(&e->snapshot);
    if (err) return err;
    jobs_look_after(e);
    jobs_prepare(e);
    looks_leave(e, w, n);
    read_all(e, w, n, false, part == PART_WRITES);
    fetch_answer_ready(e);
    follow_fetch_due(e);
    return 0;
}

static void turn_begin(struct engine *e, int64_t now_ms, int64_t boot_ms) {
    clock_set(e, now_ms);
    clock_tell(e, boot_ms);
    e->n_out = 0;
    e->out_bytes = 0;
    e->counters.turns++;
    e->pushed = false;
    store_tick(e->store, now_ms);
    e->behind = store_is_behind(e->store);
    arena_reset(&e->outbox);
    arena_reset(&e->arena);
    if (e->n_rules == RULES_CACHED) rules_forget(e);
    usage_check(e);
    inbox_unstall(e);
}

/* What was taken is done with or goes back in any case: what failed was not answered, and is sent again by whoever sent
 * it. */
int engine_turn(struct engine *e, int64_t now_ms, int64_t boot_ms) {
    turn_begin(e, now_ms, boot_ms);
    struct work *w = arena_take(&e->outbox, ENGINE_TURN_MESSAGES * sizeof *w);
    int err = slots_ahead(e);
    if (!err) err = lists_go_on(e);
    size_t n = err ? 0 : take_batch(e, w);
    if (!err) err = run_batch(e, w, n);
    give_back(e, w, n);
#ifndef SIPPE_FAULT_EFFECT_BEFORE_COMMIT
    if (err) e->n_out = 0;
#endif
    return err;
}
