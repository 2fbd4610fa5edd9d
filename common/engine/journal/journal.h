/* The journal: what is decided becomes records, records become rows.
 *
 *   decide_init ─▶ emit ... ─▶ journal_append: for each  pack ─▶ number, streams, chain ─▶ put ─▶ journal_apply_event
 *                              a rebuild: for each       read ─▶ journal_apply ─▶ unpack ─────▶ journal_apply_event */
#pragma once
#include "engine/rows/rows.h"

/* decide.c: by the daemon itself, for no cause yet; the caller fills in what differs, d->cause above all. */
/* Of what nobody asked for: the daemon itself. */
struct principal principal_own(const struct engine *e);
void decide_init(struct decide *d, struct engine *e, struct txn *txn, int64_t now_ms);

/* journal.c */
/* Writes what a decide gathered and applies it. 0, TOO_LARGE or SUBJECT_ERASED, and then nothing is written. Errors of
 * the store, ERR_FULL above all, stay latched in the transaction. d may then gather anew; what was gathered stays
 * readable in d->emitted. */
int journal_append(struct decide *d);
/* apply.c */
/* What one record does to rows. What goes wrong is latched: ERR_VERSION, its type is unknown; ERR_CORRUPT. */
void journal_apply(struct view *v, const sippe__record *r);
struct event;
struct written;
/* The apply of `row` on one record: as its event is at hand, its personal part filled; as it was written, opened. */
void journal_apply_event(struct view *v, const sippe__record *r, const struct event *row,
                         const ProtobufCMessage *event);
void journal_apply_written(struct view *v, const sippe__record *r, const struct event *row, const struct written *w);
/* twice.c, in checked builds: the event is what its bytes give, and stays so; and the apply did not use what is
 * personal for what is others'. */
void journal_apply_twice(struct view *v, const sippe__record *r, const struct event *row, const struct written *w,
                         const ProtobufCMessage *event);
/* journal.c */
/* The next chain: over the one before and the record packed without its own. */
struct id journal_chain(const uint8_t previous[ID_LEN], struct span packed);
/* The last number of a stream; 0: nothing was ever put into it. */
uint64_t stream_head(struct view *v, const char *stream);
/* As a stream stands in records and tables. A partner's stands under a hash that no file has the key of: beside the ids
 * of a referral its organisation would tell to whom a family was referred. A daemon's under its name. */
const char *stream_kept(const struct engine *e, struct arena *a, const char *stream);
bool stream_is_partners(const char *stream);
/* Where those who wait for this stream stand (state.h). */
size_t stream_bucket(const char *stream);

/* record.c */
/* NULL: there is none, or it does not decode (latched). */
sippe__record *journal_read(struct view *v, uint64_t seq);
/* An event as a record holds it. `foreign`: another daemon sent it, of another release or none that we know, and what
 * our own writer would not have made is refused. */
struct written {
    const char *type;
    struct span open, personal; /* opened; empty when there is no personal part, or it was erased */
    bool foreign;
};
/* Where its personal part is sealed. */
struct sealing record_sealing(const sippe__record *r);
/* 0; ERR_ERASED: the personal part is gone for ever, and *out is without it; ERR_CORRUPT, and it is noted as damaged;
 * and the outcomes of unseal. Nothing is latched. */
int written_open(struct view *v, const sippe__record *r, struct written *out);
/* For whoever cannot go on without it: true unless it is damaged, which is latched. */
bool written_read(struct view *v, const sippe__record *r, struct written *out);
/* The one place that reads an event: as the type `as`, its own or one that it is lifted to. NULL: it cannot be decoded,
 * or `as` is not what it has become. */
void *journal_event(const struct engine *e, struct arena *a, const ProtobufCMessageDescriptor *as,
                    const struct written *w);
/* Its strings are those of `r`. */
void record_fill(struct arena *a, const sippe__record *r, struct record *out);

/* types.c */
/* The types of our own records are kept, so that a release that does not know one says so when it opens. */
void type_note(struct engine *e, const struct event *row, uint64_t seq);
/* After each transaction that is taken back: what memory says is noted may not be. */
void types_doubt(struct engine *e);
/* 0, or ERR_VERSION and the first that has no row here. As long as the list is, not the journal. */
int types_check(struct engine *e, struct txn *t, char unknown[128]);

/* whole.c: numbers without gaps, the chain, and that the streams lead to it. 0, or ERR_CORRUPT and which record. Needs
 * no engine, so that a copy is checked beside the loop. */
int journal_check(struct txn *t, char fault[200]);

/* deadline.c */
/* By the name in a record, which may be of a row that this release no longer has. */
void deadline_forget(struct apply *a, const char *name, struct id thing);
/* By time, which no file has: so many, from this key of those by thing on, in the turn's transaction. False: those were
 * the last. */
bool deadlines_make(struct engine *e, struct key *next, uint64_t most);
/* False: the clock is in doubt, and a firing cannot be taken back (rows/clock.c); or those by time are still being made
 * (turn/lists.c). */
bool deadline_may_fire(const struct engine *e);
/* The oldest that are due, at most so many; how many. `bare`: without their handlers, which failed. Sets
 * e->next_due_ms. */
size_t deadline_fire_due(struct engine *e, size_t most, bool bare);
/* When the next one is due; INT64_MAX: none. */
int64_t deadline_next_ms(struct view *v);

/* job.c */
struct key job_key(const char *type, struct id thing);
/* NULL: there is none (or it does not decode: latched). */
engine_rows__job *job_read(struct view *v, const char *type, struct id thing);
/* The row `is` (NULL: none) in place of what stands there. */
void job_put(struct apply *a, const char *type, struct id thing, const engine_rows__job *was,
             const engine_rows__job *is);
/* Is this row there, and that job's? */
bool job_is(const engine_rows__job *row, ProtobufCBinaryData job);
