/* The writing part of a turn: all in one transaction with one flush; what fails together is run again one at a time,
 * and what fails alone is put aside, so that nothing takes anything else with it. */
#include "engine/turn/turn.h"

/* For 5 ms the loop may be held up by deciding; where a commit itself takes 8 to 16 ms, turns of 5 ms held 50
 * submissions and three quarters of the time went into flushing, hence up to 25. */
enum { TURN_US = 5000, TURN_LONG_US = 25000 };

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

/* STORE_FULL may be repeated; INTERNAL is not remembered either: its transaction is gone, and a release that mends the
 * fault may do what this one could not. */
static int command_alone(struct engine *e, struct work *w) {
    struct saved s = turn_save(e);
    run_write(e, w);
    int err = turn_settle(e, turn_commit(e, &s));
    if (!err || err_is_fatal(err)) return err;
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

/* Record by record, those that fail parked; what is heard is struck off when the cursor is moved past all of them. A
 * crash in between leaves some heard and the cursor where it was, which is the same as a feed that comes twice. */
static int feed_alone(struct engine *e, struct work *w) {
    work_open(e, w);
    size_t n = w->envelope->feed->n_records;
    int err = 0;
    for (size_t i = 0; !err && i < n; i++) err = turn_apart(e, feed_part, &(struct feed_part){w, i});
    if (!err) err = turn_apart(e, feed_whole, w);
    if (err) follow_back_off(e, w->entry->link->journal);
    return err_is_fatal(err) ? err : 0;
}

static int run_alone(struct engine *e, struct work *w) {
    return w->kind == WORK_FEED ? feed_alone(e, w) : command_alone(e, w);
}

/* ---- all together ---- */

/* Three times as long as the last commit took, within bounds: on a slow disk short turns would spend their time
 * flushing. */
static bool turn_is_long(const struct engine *e, int64_t began_us) {
    int64_t bound = 3 * e->commit_us < TURN_US ? TURN_US : 3 * e->commit_us;
    return e->options.mono_us && turn_mono_us(e) - began_us > (bound < TURN_LONG_US ? bound : TURN_LONG_US);
}

/* All together; should that fail, one at a time, those included that were not run yet: in a full store they would fail
 * together too. A batch that takes too long is committed, and the rest is the next one. */
int write_all(struct engine *e, struct work *w, size_t n) {
    size_t done = 0;
    while (done < n) {
        struct saved s = turn_save(e);
        int64_t began = turn_mono_us(e);
        size_t first = done;
        for (; done < n && !e->write.err; done++) {
            run_write(e, &w[done]);
            if (turn_is_long(e, began)) {
                done++;
                break;
            }
        }
        if (e->write.err) done = n;
        int err = turn_commit(e, &s);
        if (err_is_fatal(err)) return err;
        for (size_t i = first; err && i < done; i++) {
            int alone = run_alone(e, &w[i]);
            if (alone) return alone;
        }
    }
    return due_run(e);
}
