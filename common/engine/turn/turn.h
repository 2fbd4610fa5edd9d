/* A turn: what arrived, in one transaction; what is due, in one each; then what may leave.
 *
 *   lists_go_on: those that the opening left ─▶ take_batch ─▶ write_all: jobs begun, commands and feeds ─▶ commit
 *     ─▶ due_run: deadlines, jobs that ended, held, expiry ─▶ a commit each ─▶ snapshot renewed ─▶ jobs prepared
 *     ─▶ queries, fetches, pings, refusals ─▶ fetches that waited ─▶ fetches of our own
 *
 * Both parts end by time and by what they give out; what is left goes back to the front of its queue, and all that its
 * sender sent later behind it. What was answered leaves with the turn. A turn is *contended* when two principals other
 * than daemons sent something within a second: then both parts are short, and where there is something for both the
 * turn has one of them and the next turn the other, because what was answered leaves when its turn is over: a query
 * need not wait for another's flush, nor a command for another's query. Where nobody else waits longer turns save
 * flushes (a third more submissions, measured at 256 in flight).
 *
 * Where nothing was written there is no commit and no flush: a turn of queries costs the disk nothing.
 *
 * Where the store is behind (store_is_behind) a turn has no writing part: commands, feeds and what is due wait,
 * queries, fetches and pings go on, and it is looked at again every few milliseconds. */
#pragma once
#include "engine/job/job.h"

/* sender.c */
/* Never NULL. `at`: where it was found last, or NULL. The pointer stays good while something of it waits. */
struct sender *sender_of(struct engine *e, const char *name, uint32_t *at);
/* Who acts in this frame of a key of many: the membership on whose behalf it is, where that one may be spoken for
 * through this key; else the key itself. The frame is decoded in e->arena. */
struct sender *sender_acting(struct engine *e, struct sender *carrier, struct span frame);
/* The key that it speaks by. */
static inline struct sender *sender_key(struct sender *s) { return s->carrier ? s->carrier : s; }
sippe__role sender_role(struct engine *e, struct sender *s);
void sender_talks(struct engine *e, struct sender *s);
bool turn_is_contended(const struct engine *e);
/* Whose turn it is among those of whom something waits; NULL: nobody. */
struct sender *sender_next(struct engine *e);
/* Before the first of its messages begins to wait. */
void sender_begins(struct engine *e, struct sender *s);
void sender_charge(struct sender *s, struct inbox_entry *entry);
void sender_measured(struct engine *e, struct inbox_entry *entry, int64_t took_us);

/* window.c is engine_push; the queues are inbox.c's. */
void inbox_add(struct inbox *box, struct inbox_entry *entry);
/* The newest that waits of this sender, out of its queue, or NULL. */
struct inbox_entry *inbox_take_newest(struct engine *e, struct sender *s);
void inbox_wait(struct engine *e, struct sender *s, struct inbox_entry *entry);

/* inbox.c: the oldest, or NULL. It is the taker's, and its sender's window holds it, until inbox_free. */
struct inbox_entry *inbox_take_link(struct engine *e);
struct inbox_entry *inbox_take_refusal(struct engine *e);
struct inbox_entry *inbox_take_request(struct engine *e);
void inbox_free(struct engine *e, struct inbox_entry *entry);
/* To the front of the queue that it was taken from. */
void inbox_back(struct engine *e, struct inbox_entry *entry);
/* Aside, until its connection has read; asked again by inbox_unstall. */
void inbox_stall(struct engine *e, struct inbox_entry *entry);
void inbox_unstall(struct engine *e);
bool inbox_is_empty(const struct engine *e);
bool route_is_stalled(const struct engine *e, const struct engine_route *route);

enum work_kind { WORK_COMMAND, WORK_FEED, WORK_QUERY, WORK_FETCH, WORK_PING, WORK_REFUSED, WORK_NOTHING };
struct work {
    enum work_kind kind;
    struct inbox_entry *entry;
    sippe__envelope *envelope; /* in e->arena, so that only of the message in hand: work_open makes it again */
    struct method_ref ref;
    int refusal; /* of a WORK_REFUSED */
    bool looked; /* it ran, and counts when the turn's transaction does */
};

/* commit.c */
/* What a turn would have to take back if it does not commit. What is not here may be wrong after that, and may: timers
 * and what was last heard of a producer come right by themselves, counters count attempts, and types_doubt forgets. */
struct saved {
    uint64_t seq;
    uint8_t chain[ID_LEN];
    int64_t last_at_ms, next_due_ms;
    struct believed believed;
    struct access access;
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
/* The store is behind, and nothing has come since the turn that found it so. */
static inline bool turn_waits(const struct engine *e) { return e->behind && !e->pushed; }
/* One piece of work in a transaction of its own; should it fail, again with `failing`, which puts it aside. */
typedef void apart_fn(struct engine *e, void *what, bool failing);
int turn_apart(struct engine *e, apart_fn *run, void *what);

/* work.c */
/* Each message begins with an empty arena; its frame was checked when it was classified. */
void work_open(struct engine *e, struct work *w);
/* Goes back when the turn is over, with all that its sender sent later. */
void entry_leave(struct engine *e, struct inbox_entry *entry);

/* write.c */
/* Commands and feeds, as many as their time allows, and what of `all` leaves an entry in the access journal (`look`
 * false: nothing of it in this turn), in one commit; then what time has come for. 0, or a fault after which nothing may
 * leave. */
struct share {
    struct work *writes, *all;
    size_t n_writes, n_all;
    bool look;
};
int write_all(struct engine *e, const struct share *b);
/* How long the writing part of this turn may take. */
int64_t write_allowance_us(const struct engine *e);

/* read.c: what only reads, as much as its time allows: what leaves an entry in the access journal (before the commit),
 * or the rest (behind it). `none`: only what waits for no share of the time. */
void read_all(struct engine *e, struct work *w, size_t n, bool looks, bool none);
bool is_read(const struct work *w);
/* A query that leaves an entry. */
bool is_look(const struct work *w);
void run_read(struct engine *e, struct work *w);

/* lists.c */
/* At the opening, once the rows are those of this release: of a territory all of them, of a region some. 0, or what the
 * store says. */
int lists_open(struct engine *e);
void lists_close(struct engine *e);
/* This turn's share. 0, or a fault after which nothing may leave. */
int lists_go_on(struct engine *e);
/* All at once, outside of turns. */
int lists_finish(struct engine *e);
/* This question needs one that is not whole: it goes back, and is asked again when all are. */
void list_wait(struct engine *e, struct inbox_entry *entry);

/* draw.c: more slots of the vault, beside the loop, before a turn may need them. 0, or a fault of the last ones. */
int slots_ahead(struct engine *e);

/* rewrapped.c: another wrapping key is noted; NULL: none is. */
engine_rows__rewrapping *rewrapping_read(struct txn *t, struct arena *a);
/* Its record, in a commit of its own, in which the note goes. 0, or a fault after which nothing may leave. */
int rewrapped_run(struct engine *e);

/* restored.c: the note that a restore leaves beside the store, which is the record to be, packed. 0, ERR_NOTFOUND:
 * there is none; ERR_CORRUPT: it cannot be one. */
int restored_read(const struct engine *e, struct arena *a, node__restored **out);
/* Before all else, once: its record, with what the service says to it. 0, or a fault after which nothing may leave. */
int restored_run(struct engine *e);
void restored_done(const struct engine *e);
/* jobs.c: attempts that have ended; 0, or a fault after which nothing may leave */
int jobs_end(struct engine *e);
/* due.c: 0, or a fault after which nothing may leave */
int due_run(struct engine *e);

/* clock.c: time is now this; timers follow a clock that was set back */
void clock_set(struct engine *e, int64_t now_ms);
