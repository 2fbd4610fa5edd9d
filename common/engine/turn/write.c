/* The writing part of a turn: all in one transaction with one flush; what fails together is run again one at a time,
 * and what fails alone is put aside, so that nothing takes anything else with it. */
#include "engine/turn/turn.h"

/* For 5 ms the loop may be held up by deciding; where a commit itself takes 8 to 16 ms, turns of 5 ms held 50
 * submissions and three quarters of the time went into flushing, hence up to 25. */
enum { TURN_US = 5000, TURN_LONG_US = 25000 };

/* Where two are served: as long as the last commit, which both waited for in any case, within bounds. */
enum { CONTENDED_US = 1000, CONTENDED_LONG_US = 3000 };

static void run_write(struct engine *e, struct work *w) {
    work_open(e, w);
    if (w->kind == WORK_COMMAND)
        request_command(e, &w->entry->route, sender_key(w->entry->sender)->name, w->envelope->request, w->ref);
    else if (w->kind == WORK_FEED && e->following) /* else it is asked for again once there is room */
        follow_take(e, w->entry->link->journal, w->envelope->feed);
}

/* ---- what failed together is run again one at a time ---- */

/* STORE_FULL may be repeated; INTERNAL is not remembered either: its transaction is gone, and a release that mends the
 * fault may do what this one could not. Of a look alike: nothing is shown of which no entry can be written. */
static int request_alone(struct engine *e, struct work *w, void (*run)(struct engine *, struct work *)) {
    struct saved s = turn_save(e);
    run(e, w);
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
    return w->kind == WORK_FEED ? feed_alone(e, w) : request_alone(e, w, run_write);
}

/* ---- all together ---- */

static int64_t within(int64_t us, int64_t least, int64_t most) { return us < least ? least : us > most ? most : us; }

/* Three times as long as the last commit took, within bounds: on a slow disk short turns would spend their time
 * flushing. */
int64_t write_allowance_us(const struct engine *e) {
    if (turn_is_contended(e)) return within(e->commit_us, CONTENDED_US, CONTENDED_LONG_US);
    return within(3 * e->commit_us, TURN_US, TURN_LONG_US);
}

static void write_measured(struct engine *e, struct work *w) {
    int64_t began_us = turn_mono_us(e);
    run_write(e, w);
    sender_measured(e, w->entry, turn_mono_us(e) - began_us);
}

/* How many of them were run: until the time is up, or enough is to be given out. */
static size_t write_some(struct engine *e, struct work *w, size_t n) {
    int64_t until_us = turn_mono_us(e) + write_allowance_us(e);
    size_t done = 0;
    while (done < n && !e->write.err) {
        write_measured(e, &w[done++]);
        if (e->out_bytes >= ENGINE_TURN_OUT_BYTES || (e->options.mono_us && turn_mono_us(e) >= until_us)) break;
    }
    return done;
}

/* Each in a transaction of its own, those included that were not run yet: in a full store they would fail together
 * too. */
static int all_alone(struct engine *e, const struct share *b, size_t done) {
    int err = 0;
    for (size_t i = 0; !err && i < done; i++) err = run_alone(e, &b->writes[i]);
    for (size_t i = 0; !err && i < b->n_all; i++)
        if (b->all[i].looked) err = request_alone(e, &b->all[i], run_read);
    return err;
}

/* All together; should that fail, one at a time. What there was no time for goes back, and is in the next turn's
 * commit. Who looks is written down in the commit that the others wait for anyway, and sees what they have done. */
int write_all(struct engine *e, const struct share *b) {
    struct saved s = turn_save(e);
    jobs_begin(e);
    size_t done = write_some(e, b->writes, b->n_writes);
    if (e->write.err) done = b->n_writes;
    for (size_t i = done; i < b->n_writes; i++) entry_leave(e, b->writes[i].entry);
    if (b->look && !e->write.err) read_all(e, b->all, b->n_all, true, false);
    int err = turn_commit(e, &s);
    jobs_begun(e, !err);
    if (err_is_fatal(err)) return err;
    if (err) err = all_alone(e, b, done);
    if (err) return err;
    int64_t commit_us = e->commit_us; /* a deadline's is short, and says nothing of what a turn's worth takes */
    err = due_run(e);
    e->commit_us = commit_us;
    return err;
}
