/* The journal: what is decided becomes records, records become rows. */
#pragma once
#include "engine/rows/rows.h"

/* decide.c */
void decide_init(struct decide *d, struct engine *e, struct txn *txn, int64_t now_ms);

/* journal.c */
/* Writes what a decide gathered and applies it. ERR_FULL-like store errors stay latched in the transaction. */
int journal_append(struct decide *d);
void journal_apply(struct view *v, const sippe__record *r);
struct id journal_chain(const uint8_t previous[ID_LEN], struct span packed);
uint64_t stream_head(struct view *v, const char *stream);

/* record.c */
sippe__record *journal_read(struct view *v, uint64_t seq);
/* An event as a record holds it. `foreign`: another daemon sent it, of another release or none that we know, and what
 * our own writer would not have made is refused. */
struct written {
    const char *type;
    struct span open, sealed;
    bool foreign;
};
struct written written_of(const sippe__record *r);
/* The one place that reads an event: as the type `as`, its own or one that it is lifted to. NULL: it cannot be decoded,
 * or `as` is not what it has become. */
void *journal_event(const struct engine *e, struct arena *a, const ProtobufCMessageDescriptor *as,
                    const struct written *w);
void record_fill(struct arena *a, const sippe__record *r, struct record *out);

/* types.c */
/* The types of our own records are kept, so that a release that does not know one says so when it opens. */
void type_note(struct engine *e, const struct event *row, uint64_t seq);
void types_doubt(struct engine *e);
/* 0, or ERR_VERSION and the first that has no row here. */
int types_check(struct engine *e, struct txn *t, char unknown[128]);

/* check.c: numbers without gaps, the chain, and that the streams lead to it. 0, or ERR_CORRUPT and which record. */
int journal_check(struct txn *t, char fault[200]);

/* deadline.c */
/* By the name in a record, which may be of a row that this release no longer has. */
void deadline_forget(struct apply *a, const char *name, struct id thing);
bool deadline_may_fire(const struct engine *e);
/* The oldest that are due, at most so many; how many. `bare`: without their handlers, which failed. */
size_t deadline_fire_due(struct engine *e, size_t most, bool bare);
int64_t deadline_next_ms(struct view *v);
