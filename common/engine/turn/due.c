/* What time has come for: deadlines, held records, what is forgotten. */
#include "engine/access/access.h"
#include "engine/turn/turn.h"

enum { READERS_EVERY_MS = 10000 };

static void deadlines_one(struct engine *e, void *what, bool failing) {
    arena_reset(&e->arena);
    *(size_t *)what = deadline_fire_due(e, 1, failing);
}

/* A hundred together; should that fail, one by one, and the one that fails alone bare. When even that fails nothing is
 * due for a minute: the rows stand there still, and taking back has set the timer to the past. */
static int run_deadlines(struct engine *e) {
    if (!e->following || e->now_ms < e->next_due_ms || !deadline_may_fire(e)) return 0;
    struct saved s = turn_save(e);
    deadline_fire_due(e, DEADLINES_PER_TURN, false);
    int err = turn_settle(e, turn_commit(e, &s));
    if (!err || err_is_fatal(err) || err == ERR_FULL) return err_is_fatal(err) ? err : 0;
    size_t fired = 1;
    err = 0;
    for (int i = 0; i < DEADLINES_PER_TURN && fired && !err; i++) err = turn_apart(e, deadlines_one, &fired);
    if (err) e->next_due_ms = e->now_ms + MINUTE_MS; /* what cannot be fired must not spin */
    return err_is_fatal(err) ? err : 0;
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

/* One pass: what is done in it may be what others wait for, but those stand further on in the list or have the next
 * minute, and no pass sets off another. */
static int run_held(struct engine *e, bool minute) {
    struct held_ref *list;
    e->held_moved = false;
    size_t n = held_due(e, &list);
    struct saved s = turn_save(e);
    for (size_t i = 0; i < n && !e->write.err; i++) held_part(e, &(struct held_part){list[i], minute}, false);
    int err = turn_settle(e, turn_commit(e, &s));
    if (!err || err_is_fatal(err) || err == ERR_FULL) return err_is_fatal(err) ? err : 0;
    err = 0;
    for (size_t i = 0; i < n && !err_is_fatal(err) && err != ERR_FULL; i++)
        err = turn_apart(e, held_part, &(struct held_part){list[i], minute});
    return err_is_fatal(err) ? err : 0;
}

/* Also when the store is nearly full: it makes room. And where nothing else is written the clock is: what is believed
 * at the next start is counted from there. */
static int run_expiry(struct engine *e) {
    struct saved s = turn_save(e);
    arena_reset(&e->arena);
    clock_store(e, turn_txn(e));
    expiry_run(e);
    access_counts_write(e);
    int err = turn_settle(e, turn_commit(e, &s));
    return err_is_fatal(err) ? err : 0;
}

/* Each has a commit of its own, so that none is lost to another's fault. Where nothing is due there is none. */
int due_run(struct engine *e) {
    bool minute = e->now_ms >= e->next_minute_ms;
    if (e->now_ms >= e->next_readers_ms) {
        store_check_readers(e->store);
        e->next_readers_ms = e->now_ms + READERS_EVERY_MS;
    }
    int err = run_deadlines(e);
    if (!err) err = jobs_end(e);
    if (!err && e->following && (minute || e->held_moved)) err = run_held(e, minute);
    if (minute) e->next_minute_ms = e->now_ms + MINUTE_MS;
    if (!err && (minute || e->stored.ahead != e->believed.ahead)) err = run_expiry(e);
    if (!err && minute) err = access_tell(e);
    if (!err && (minute || e->now_ms >= e->access_end.at_ms)) err = access_end(e);
    if (!err && minute) err = rewrapped_run(e);
    return err;
}
