/* A turn: what arrived, in one transaction; what is due, in one each; then what may leave.
 *
 *   take_batch ─▶ write_all: commands and feeds ─▶ commit ─▶ due_run: deadlines, held, expiry ─▶ a commit each
 *     ─▶ snapshot renewed ─▶ queries, pings, refusals ─▶ fetches that can be answered ─▶ fetches of our own
 *
 * Where nothing was written there is no commit and no flush: a turn of queries costs the disk nothing. */
#pragma once
#include "engine/stream/stream.h"

/* inbox.c: the oldest, or NULL. It is the taker's, and its sender's window holds it, until inbox_free. */
struct inbox_entry *inbox_take(struct inbox *box);
void inbox_free(struct engine *e, struct inbox_entry *entry);

enum work_kind { WORK_COMMAND, WORK_FEED, WORK_QUERY, WORK_FETCH, WORK_PING, WORK_REFUSED, WORK_NOTHING };
struct work {
    enum work_kind kind;
    struct inbox_entry *entry;
    sippe__envelope *envelope; /* in e->arena, so that only of the message in hand: work_open makes it again */
    struct method_ref ref;
    int refusal; /* of a WORK_REFUSED */
};

/* commit.c */
/* What a turn would have to take back if it does not commit. What is not here may be wrong after that, and may: timers
 * and what was last heard of a producer come right by themselves, counters count attempts, and types_doubt forgets. */
struct saved {
    uint64_t seq;
    uint8_t chain[ID_LEN];
    int64_t last_at_ms, next_due_ms;
    size_t n_out;
};
struct saved turn_save(const struct engine *e);
/* 0: it is on the disk, or there was nothing to write. Else all since turn_save is taken back, in memory too. */
int turn_commit(struct engine *e, const struct saved *s);
/* No room ends the turn's writing for now; anything else is for the caller. */
int turn_settle(struct engine *e, int err);
/* After such a fault nobody knows what the disk holds; the process ends and opens it anew. */
bool err_is_fatal(int err);
/* 0 when nobody measures. */
int64_t turn_mono_us(const struct engine *e);
/* One piece of work in a transaction of its own; should it fail, again with `failing`, which puts it aside. */
typedef void apart_fn(struct engine *e, void *what, bool failing);
int turn_apart(struct engine *e, apart_fn *run, void *what);

/* write.c */
/* Each message begins with an empty arena; its frame was checked when it was classified. */
void work_open(struct engine *e, struct work *w);
/* Commands and feeds, then what time has come for. 0, or a fault after which nothing may leave. */
int write_all(struct engine *e, struct work *w, size_t n);

/* restored.c: the note that a restore leaves beside the store, which is the record to be, packed. 0, ERR_NOTFOUND:
 * there is none; ERR_CORRUPT: it cannot be one. */
int restored_read(const struct engine *e, struct arena *a, node__restored **out);
/* Before all else, once: its record, with what the service says to it. 0, or a fault after which nothing may leave. */
int restored_run(struct engine *e);
void restored_done(const struct engine *e);
/* due.c: 0, or a fault after which nothing may leave */
int due_run(struct engine *e);

/* clock.c: time is now this; timers follow a clock that was set back */
void clock_set(struct engine *e, int64_t now_ms);
