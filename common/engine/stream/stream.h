/* Streams: those of other daemons, taken or held back; our own, given.
 *
 *   follower                                                     producer
 *   follow_fetch_due ──── Fetch{our position} ───────────────▶   fetch_take: pending, at most 2 s
 *   follow_take      ◀─── Feed{previous, records, next} ──────   fetch_answer_ready: after a commit
 *     previous is our cursor? sound? each record: heard? held behind another? react
 *     cursor = next, in the same transaction as the effects: each effect once, whatever is lost or repeated
 *
 * The follower asks and the producer keeps nothing about it, so a slow, dead or restored follower costs it nothing. Of
 * a partner it keeps how far it has read: that is who knows what of a family. */
#pragma once
#include "engine/message/message.h"

/* Days of lived time for which ids of heard records are kept, and marks of positions that the cursor has left. A
 * resumed stream is taken up at the last common mark, and heard ids strike off what was taken. That is exact for a
 * producer that has lost less than those days, however quiet its stream was. Of one that was restored from an older
 * backup the stream is read from its beginning, and what was heard before those days is taken once more. */
enum { HEARD_DAYS = 90 };

/* cursor.c: `journal` is the followed daemon's name, as in the service's follows; a constant of the program */
/* NULL: it is not followed. */
struct follow *follow_of(struct engine *e, const char *journal);
/* Never NULL: an empty one at the beginning. What does not decode is latched. */
engine_rows__cursor *cursor_read(struct view *v, const char *journal);
void cursor_write(struct txn *t, struct arena *a, const char *journal, const engine_rows__cursor *row);
/* NULL and number 0 are both the beginning. */
bool same_position(const sippe__position *a, const sippe__position *b);
/* Following ends until a person resumes it; the first reason stays. `why` goes into a record and into status: what
 * happened, in English, nothing that a peer sent. */
void follow_stop(struct engine *e, const char *journal, const char *why);
sippe__position *mark_before(struct view *v, const char *journal, uint64_t n);
void take_fork(struct engine *e, const char *journal);
/* Of node.ResumeStream. 0 or NOT_FOUND. */
int follow_resume(struct decide *d, const char *journal);

/* passed.c: NULL: records of this type were never passed, or the row does not decode (latched) */
engine_rows__passed *passed_read(struct view *v, const char *journal, const char *type);
void passed_write(struct view *v, const char *journal, const char *type, uint64_t first_n, bool again);
/* Reading again has come to where it began. */
void passed_done(struct view *v, const char *journal);
/* At the start: does this release react to what an earlier one passed? Then the stream is read again. */
void follow_open(struct engine *e);

/* follow.c */
/* In the turn's transaction. Faults of the producer stop the stream, and those of single records park them; only faults
 * of the store are latched. */
void follow_take(struct engine *e, const char *journal, const sippe__feed *feed);
/* One record of it without moving the cursor, after the whole has failed; `failing`: it is parked. What is heard is
 * struck off when the whole is taken after that. */
void follow_take_one(struct engine *e, const char *journal, const sippe__feed *feed, size_t i, bool failing);
/* From now on no feed is taken, for so long; 0: they are again, and asked for at once. */
void follow_hold(struct engine *e, int64_t for_ms);
bool follow_is_held(const struct engine *e);
/* What was sent cannot be written: ask again at leisure. */
void follow_back_off(struct engine *e, const char *journal);
/* After the commit, from the committed cursors. */
void follow_fetch_due(struct engine *e);

/* react.c: 0, WAIT or a Reason; on 0 its records are written */
int react(struct engine *e, const struct reaction *row, const sippe__feed_record *r);

/* held.c */
/* Runs the reaction to one foreign record; holds it back when it waits, is parked or queues behind a held one. */
void held_take(struct engine *e, const char *journal, const sippe__feed_record *r, const struct reaction *row,
               bool failing);
struct key held_key(const char *journal, uint64_t n);
/* A held row with its entries by subject, which are always written and removed together. */
void held_put(struct engine *e, const char *journal, engine_rows__held *row);
void held_remove(struct engine *e, const char *journal, const engine_rows__held *row);
bool queues_behind(struct view *v, const char *journal, const sippe__feed_record *r);
/* The record ReactionParked: from now on it waits for a person. */
void say_parked(struct engine *e, const char *journal, const sippe__feed_record *r, int reason);

/* held_again.c */
/* What waits, and what queued behind it, in order. The list lives as long as the turn. */
struct held_ref {
    const char *journal;
    uint64_t n;
};
size_t held_due(struct engine *e, struct held_ref **list);
/* Tries one of them again; `minute`: a try that counts; `failing`: it could not be applied, and is parked. */
void held_try(struct engine *e, struct held_ref ref, bool minute, bool failing);
/* By a person. 0: it was tried, *done or *reason says how it went; NOT_FOUND: nothing with this id is held.
 * *sealed_for: whom what the person says of it is sealed for. */
int held_retry(struct decide *d, struct id record, struct id *sealed_for, bool *done, int *reason);
/* By a person: it is never taken. 0 or NOT_FOUND. What queued behind it is tried in this turn. */
int held_drop(struct decide *d, struct id record, struct id *sealed_for);
void held_list(struct view *v, node__list_parked_reply *out);
/* For a person; for something not heard of yet; behind one of these. */
struct held_counts {
    uint32_t parked, waiting, queued;
};
struct held_counts held_count(struct view *v, const char *journal);

/* feed.c */
/* 0, or why this key may not follow this stream, as the keys are now. */
int follower_check(struct engine *e, const char *name, const char *stream);
/* False: nothing new, and it may still wait. */
bool fetch_answer(struct engine *e, const struct pending_fetch *p);
void fetch_refuse(struct engine *e, const struct engine_route *route, const char *stream, int reason);
/* Of the record at the position that it gave; 0: the follower has seen another one there, or there is none. */
uint64_t position_seq(struct view *v, const struct pending_fetch *p);

/* acknowledged.c: what partners have received (stream_acknowledged, in service.h) */
/* Of a question as it comes: it has read up to its position. In memory, until the next commit. */
void acknowledged_note(struct engine *e, const struct pending_fetch *p);
/* With a commit that is made anyway, and once it was made. */
void acknowledged_write(struct engine *e, struct txn *t);
void acknowledged_written(struct engine *e);
void acknowledged_close(struct engine *e);

/* pending.c: those that wait, by stream */
/* Answers the question, or keeps it until its stream gets a record or its time is over. */
void fetch_take(struct engine *e, const struct engine_route *route, struct sender *sender, const sippe__fetch *f);
/* All of a connection. */
void fetches_forget(struct engine *e, const struct engine_route *route);
/* After the commit: answers those whose stream got something, or whose time is over. Daemons first; what the turn has
 * no more room for, in the next. */
void fetch_answer_ready(struct engine *e);
/* 0: at once. */
int64_t fetch_wake_ms(const struct engine *e);
/* The clock was set back by so much. */
void fetches_earlier(struct engine *e, int64_t back_ms);
