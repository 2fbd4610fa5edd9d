/* Streams: those of other daemons, taken or held back; our own, given. */
#pragma once
#include "engine/message/message.h"

enum { HEARD_DAYS = 90 };

/* cursor.c */
struct follow *follow_of(struct engine *e, const char *journal);
engine_rows__cursor *cursor_read(struct view *v, const char *journal);
void cursor_write(struct txn *t, struct arena *a, const char *journal, const engine_rows__cursor *row);
bool same_position(const sippe__position *a, const sippe__position *b);
void follow_stop(struct engine *e, const char *journal, const char *why);
sippe__position *mark_before(struct view *v, const char *journal, uint64_t n);
void take_fork(struct engine *e, const char *journal);
int follow_resume(struct decide *d, const char *journal);

/* passed.c */
engine_rows__passed *passed_read(struct view *v, const char *journal, const char *type);
void passed_write(struct view *v, const char *journal, const char *type, uint64_t first_n, bool again);
void passed_done(struct view *v, const char *journal);
void follow_open(struct engine *e);

/* follow.c */
void follow_take(struct engine *e, const char *journal, const sippe__feed *feed);
/* One record of it without moving the cursor, after the whole has failed; `failing`: it is parked. What is heard is
 * struck off when the whole is taken after that. */
void follow_take_one(struct engine *e, const char *journal, const sippe__feed *feed, size_t i, bool failing);
void follow_back_off(struct engine *e, const char *journal);
void follow_fetch_due(struct engine *e);

/* react.c: 0, WAIT or a Reason; on 0 its records are written */
int react(struct engine *e, const struct reaction *row, const sippe__feed_record *r);

/* held.c */
/* Runs the reaction to one foreign record; holds it back when it waits, is parked or queues behind a held one. */
void held_take(struct engine *e, const char *journal, const sippe__feed_record *r, const struct reaction *row,
               bool failing);
struct key held_key(const char *journal, uint64_t n);
void held_put(struct engine *e, const char *journal, const engine_rows__held *row);
void held_remove(struct engine *e, const char *journal, const engine_rows__held *row);
bool queues_behind(struct view *v, const char *journal, const sippe__feed_record *r);
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
int held_retry(struct decide *d, struct id record, bool *done, int *reason);
int held_drop(struct decide *d, struct id record);
void held_list(struct view *v, node__list_parked_reply *out);
void held_count(struct view *v, const char *journal, uint32_t *parked, uint32_t *waiting);

/* feed.c */
void fetch_take(struct engine *e, const struct engine_route *route, const char *principal, const sippe__fetch *f);
void fetch_answer_ready(struct engine *e);
int64_t fetch_wake_ms(const struct engine *e);
