/* The writing part of a turn: all in one transaction with one flush; what fails together is run again one at a time,
 * and what fails alone is put aside, so that nothing takes anything else with it. */
#include "engine/internal.h"

enum { TURN_US = 5000, TURN_LONG_US = 25000, READERS_EVERY_MS = 10000 };

struct txn *turn_txn(struct engine *e) {
    if (!e->writing) {
        e->writing = true;
        txn_begin(e->store, true, &e->write);
    }
    return &e->write;
}

static void head_write(struct engine *e) {
    struct key key = KEY(KEY_TEXT("head"));
    struct key head =
        KEY(KEY_U64(e->seq), KEY_ID(id_of_bytes((ProtobufCBinaryData){ID_LEN, e->chain})), KEY_I64(e->last_at_ms));
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
    if (!e->write.err && e->seq != s->seq) head_write(e);
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
        if (err)
            take_back(e, s);
        else
            e->counters.commits++;
    }
    if (err) e->counters.commit_failures++;
    return err;
}

void work_open(struct engine *e, struct work *w) {
    arena_reset(&e->arena);
    w->envelope = UNPACK_OWN(&e->arena, sippe__envelope, span_of(w->entry->frame, w->entry->len));
}

static void run_write(struct engine *e, struct work *w) {
    work_open(e, w);
    if (w->kind == WORK_COMMAND)
        request_command(e, &w->entry->route, w->entry->principal, w->envelope->request, w->ref);
    else if (w->kind == WORK_FEED && e->following) /* else it is asked for again once there is room */
        follow_take(e, w->entry->link->journal, w->envelope->feed);
}

/* ---- what failed together is run again one at a time ---- */

static bool is_fatal(int err) { return err == ERR_IO || err == ERR_CLOSED; }

/* No room ends the turn's writing for now; anything else is for the caller. */
static int settle(struct engine *e, int err) {
    if (err == ERR_FULL) e->accepting = e->following = false;
    return err;
}

/* One piece of work in a transaction of its own; should it fail, again with `failing`, which puts it aside. */
typedef void apart_fn(struct engine *e, void *what, bool failing);
static int run_apart(struct engine *e, apart_fn *run, void *what) {
    int err = 0;
    for (int failing = 0; failing < 2; failing++) {
        struct saved s = save(e);
        run(e, what, failing);
        err = settle(e, commit(e, &s));
        if (!err || is_fatal(err) || err == ERR_FULL) return err;
    }
    return err;
}

/* STORE_FULL may be repeated; INTERNAL is not remembered either. */
static int command_alone(struct engine *e, struct work *w) {
    struct saved s = save(e);
    run_write(e, w);
    int err = settle(e, commit(e, &s));
    if (!err || is_fatal(err)) return err;
    work_open(e, w);
    sippe__status *status = refusal_make(&e->arena, err == ERR_FULL ? REASON_STORE_FULL : REASON_INTERNAL);
    reply_send(e, &w->entry->route, w->envelope->request, status, (struct span){NULL, 0});
    return 0;
}

struct feed_part {
    struct work *work;
    size_t i;
};

static void feed_part(struct engine *e, void *what, bool failing) {
    const struct feed_part *part = what;
    work_open(e, part->work);
    follow_take_one(e, part->work->entry->link->journal, part->work->envelope->feed, part->i, failing);
}

static void feed_whole(struct engine *e, void *what, bool failing) {
    if (!failing) run_write(e, what);
}

/* Record by record, those that fail parked; what is heard is struck off when the cursor is moved past all of them. */
static int feed_alone(struct engine *e, struct work *w) {
    work_open(e, w);
    size_t n = w->envelope->feed->n_records;
    int err = 0;
    for (size_t i = 0; !err && i < n; i++) err = run_apart(e, feed_part, &(struct feed_part){w, i});
    if (!err) err = run_apart(e, feed_whole, w);
    if (err) follow_back_off(e, w->entry->link->journal);
    return is_fatal(err) ? err : 0;
}

static int run_alone(struct engine *e, struct work *w) {
    return w->kind == WORK_FEED ? feed_alone(e, w) : command_alone(e, w);
}

/* ---- time, and what waited ---- */

static void deadlines_one(struct engine *e, void *what, bool failing) {
    arena_reset(&e->arena);
    *(size_t *)what = deadline_fire_due(e, 1, failing);
}

static int run_deadlines(struct engine *e) {
    if (!e->following || e->now_ms < e->next_due_ms || !deadline_may_fire(e)) return 0;
    struct saved s = save(e);
    deadline_fire_due(e, DEADLINES_PER_TURN, false);
    int err = settle(e, commit(e, &s));
    if (!err || is_fatal(err) || err == ERR_FULL) return is_fatal(err) ? err : 0;
    size_t fired = 1;
    err = 0;
    for (int i = 0; i < DEADLINES_PER_TURN && fired && !err; i++) err = run_apart(e, deadlines_one, &fired);
    if (err) e->next_due_ms = e->now_ms + MINUTE_MS; /* what cannot be fired must not spin */
    return is_fatal(err) ? err : 0;
}

struct held_part {
    struct held_ref ref;
    bool minute;
};

static void held_part(struct engine *e, void *what, bool failing) {
    const struct held_part *part = what;
    arena_reset(&e->arena);
    held_try(e, part->ref, part->minute, failing);
}

static int run_held(struct engine *e, bool minute) {
    struct held_ref *list;
    e->held_moved = false;
    size_t n = held_due(e, &list);
    struct saved s = save(e);
    for (size_t i = 0; i < n && !e->write.err; i++) held_part(e, &(struct held_part){list[i], minute}, false);
    int err = settle(e, commit(e, &s));
    if (!err || is_fatal(err) || err == ERR_FULL) return is_fatal(err) ? err : 0;
    err = 0;
    for (size_t i = 0; i < n && !is_fatal(err) && err != ERR_FULL; i++)
        err = run_apart(e, held_part, &(struct held_part){list[i], minute});
    return is_fatal(err) ? err : 0;
}

/* Also when the store is nearly full: it makes room. */
static int run_expiry(struct engine *e) {
    struct saved s = save(e);
    arena_reset(&e->arena);
    expiry_run(e);
    int err = settle(e, commit(e, &s));
    return is_fatal(err) ? err : 0;
}

static int run_time(struct engine *e) {
    bool minute = e->now_ms >= e->next_minute_ms;
    if (e->now_ms >= e->next_readers_ms) {
        store_check_readers(e->store);
        e->next_readers_ms = e->now_ms + READERS_EVERY_MS;
    }
    int err = run_deadlines(e);
    if (!err && e->following && (minute || e->held_moved)) err = run_held(e, minute);
    if (!err && minute) {
        e->next_minute_ms = e->now_ms + MINUTE_MS;
        err = run_expiry(e);
    }
    return err;
}

/* Three times as long as the last commit took, within bounds: on a slow disk short turns would spend their time
 * flushing. */
static bool turn_is_long(const struct engine *e, int64_t began_us) {
    int64_t bound = 3 * e->commit_us < TURN_US ? TURN_US : 3 * e->commit_us;
    return e->options.mono_us && mono_us(e) - began_us > (bound < TURN_LONG_US ? bound : TURN_LONG_US);
}

/* All together; should that fail, one at a time. */
int write_all(struct engine *e, struct work *w, size_t n) {
    size_t done = 0;
    while (done < n) {
        struct saved s = save(e);
        int64_t began = mono_us(e);
        size_t first = done;
        for (; done < n && !e->write.err; done++) {
            run_write(e, &w[done]);
            if (turn_is_long(e, began)) {
                done++;
                break;
            }
        }
        if (e->write.err) done = n;
        int err = commit(e, &s);
        if (is_fatal(err)) return err;
        for (size_t i = first; err && i < done; i++) {
            int alone = run_alone(e, &w[i]);
            if (alone) return alone;
        }
    }
    return run_time(e);
}
