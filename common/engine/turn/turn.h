/* A turn: what arrived and what is due, in one transaction; then what may leave. */
#pragma once
#include "engine/stream/stream.h"

/* inbox.c */
struct inbox_entry *inbox_take(struct inbox *box);
void inbox_free(struct engine *e, struct inbox_entry *entry);

enum work_kind { WORK_COMMAND, WORK_FEED, WORK_QUERY, WORK_FETCH, WORK_PING, WORK_REFUSED, WORK_NOTHING };
struct work {
    enum work_kind kind;
    struct inbox_entry *entry;
    sippe__envelope *envelope;
    struct method_ref ref;
    int refusal; /* of a WORK_REFUSED */
};

/* commit.c */
/* What a turn would have to take back if it does not commit. */
struct saved {
    uint64_t seq;
    uint8_t chain[ID_LEN];
    int64_t last_at_ms, next_due_ms;
    size_t n_out;
};
struct saved turn_save(const struct engine *e);
int turn_commit(struct engine *e, const struct saved *s);
/* No room ends the turn's writing for now; anything else is for the caller. */
int turn_settle(struct engine *e, int err);
bool err_is_fatal(int err);
int64_t turn_mono_us(const struct engine *e);
/* One piece of work in a transaction of its own; should it fail, again with `failing`, which puts it aside. */
typedef void apart_fn(struct engine *e, void *what, bool failing);
int turn_apart(struct engine *e, apart_fn *run, void *what);

/* write.c */
/* Each message begins with an empty arena; its frame was checked when it was classified. */
void work_open(struct engine *e, struct work *w);
/* Commands and feeds, then what time has come for. 0, or a fault after which nothing may leave. */
int write_all(struct engine *e, struct work *w, size_t n);

/* due.c */
int due_run(struct engine *e);

/* clock.c: time is now this; timers follow a clock that was set back */
void clock_set(struct engine *e, int64_t now_ms);
