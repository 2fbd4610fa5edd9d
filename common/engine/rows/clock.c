/* Is the time right? A deadline that fired cannot be taken back: a clock that ran ten years ahead for four seconds used
 * up every one of them. So nothing fires by a clock in doubt. Three things are asked: how much time has passed by the
 * clock that nobody can set (boot_ms), where the store last stood, and what time the daemons have that we follow.
 *
 *   off = now - (the last moment believed + what has passed since by boot_ms, which counts within one life)
 *
 *   from       when                                              to         until
 *   believed   off < -1 day                                      BEHIND     it is no more so, or an operator's word
 *   believed   off > 1 day; at a start: > 1 year                 AHEAD      the same
 *   believed   now < the last moment believed - 5 min            SET_BACK   a record is written, or it is past
 *   believed   a day ahead of a peer, heard in the last 10 min   PEERS      they agree, or an operator's word
 *   a start    off > 1 day                                       ASKING     all peers are heard, or a minute
 *   a start    off > 1 day, and the last life ended in AHEAD     AHEAD      it is no more so, or an operator's word
 *
 * The first that holds, from above, is the doubt: it follows from what is known now, and only the last moment believed
 * is kept. It stands still in doubt.
 *
 * A start after an absence is no doubt: the machine was off, and boot_ms began anew. It asks first, because a machine
 * that starts has the time of its battery until the network's comes. A year is longer than any territory stands still,
 * and a clock without a battery is wrong by years. BEHIND is not ended by a record as SET_BACK is: a machine that
 * starts in 1970 and is set right a minute later would look as if it ran ahead.
 *
 * In doubt only what waits for time waits: deadlines. Commands and streams go on, with the time of the clock. What is
 * forgotten goes by lived time (expiry.c), which a jump moves by ten minutes at most. The last day of a key is judged
 * by the best guess: ahead, an honest desk is not shut out; behind, an expired key does not come back to life. */
#include "engine/rows/rows.h"

enum { SECOND_MS = 1000, SET_BACK_MS = 5 * 60000, FRESH_MS = 10 * 60000, ASKING_MS = 60000, CLOCK_LEN = 24 };
#define ABSENT_MS (366 * DAY_MS)

static int64_t expected_ms(const struct engine *e) {
    const struct believed *b = &e->believed;
    return b->wall_ms + (b->here ? e->boot_ms - b->boot_ms : 0);
}

static bool is_fresh(const struct engine *e, const struct follow *f) {
    return f->heard_ms && e->boot_ms - f->peer_boot_ms <= FRESH_MS;
}

/* How far we are ahead of the one that is furthest behind, what has passed since it spoke allowed for. */
static int64_t ahead_of_peers_ms(const struct engine *e) {
    int64_t most = 0;
    for (size_t i = 0; i < e->n_follows; i++) {
        const struct follow *f = &e->follows[i];
        int64_t ahead = e->now_ms - (f->peer_ms + (e->boot_ms - f->peer_boot_ms));
        if (is_fresh(e, f) && ahead > most) most = ahead;
    }
    return most;
}

static bool all_heard(const struct engine *e) {
    for (size_t i = 0; i < e->n_follows; i++)
        if (!is_fresh(e, &e->follows[i])) return false;
    return true;
}

/* A new store has no moment to go by, and nothing that could fire. */
node__clock clock_doubt(const struct engine *e) {
    const struct believed *b = &e->believed;
    if (b->wall_ms == INT64_MIN) return CLOCK_BELIEVED;
    int64_t off = e->now_ms - expected_ms(e);
    if (off < -DAY_MS) return CLOCK_BEHIND;
    if (off > (b->here || b->ahead ? DAY_MS : ABSENT_MS)) return CLOCK_AHEAD;
    if (e->now_ms < b->wall_ms - SET_BACK_MS) return CLOCK_SET_BACK;
    if (ahead_of_peers_ms(e) > DAY_MS + b->peers_ms) return CLOCK_PEERS;
    int64_t asked_ms = e->begun_boot_ms == INT64_MIN ? 0 : e->boot_ms - e->begun_boot_ms; /* before the first turn: 0 */
    bool asks = !b->here && off > DAY_MS && !all_heard(e) && asked_ms < ASKING_MS;
    return asks ? CLOCK_ASKING : CLOCK_BELIEVED;
}

node__clock engine_clock(const struct engine *e) { return clock_doubt(e); }

static void believe(struct engine *e) {
    e->believed.wall_ms = e->now_ms;
    e->believed.boot_ms = e->boot_ms;
    e->believed.here = true;
    e->believed.ahead = false;
}

void clock_tell(struct engine *e, int64_t boot_ms) {
    e->boot_ms = boot_ms;
    if (e->begun_boot_ms == INT64_MIN) e->begun_boot_ms = boot_ms;
    node__clock doubt = clock_doubt(e);
    if (doubt == CLOCK_BELIEVED) believe(e);
    if (doubt == CLOCK_AHEAD) e->believed.ahead = true;
    if (all_heard(e) && ahead_of_peers_ms(e) <= DAY_MS) e->believed.peers_ms = 0;
}

void clock_recorded(struct engine *e) {
    if (clock_doubt(e) == CLOCK_SET_BACK) believe(e);
}

void clock_confirm(struct engine *e) {
    believe(e);
    e->believed.peers_ms = ahead_of_peers_ms(e);
}

int64_t clock_best_ms(const struct engine *e, int64_t now_ms) {
    node__clock doubt = e->begun_boot_ms == INT64_MIN ? CLOCK_BELIEVED : clock_doubt(e);
    if (doubt == CLOCK_BEHIND || (doubt == CLOCK_AHEAD && e->believed.here)) return expected_ms(e);
    return now_ms;
}

/* Long ago, of a store without a record; else what a record may bear. Sums with anything further off would overflow. */
static bool is_time(int64_t ms) { return ms == INT64_MIN || (ms >= 0 && ms <= AT_MAX_MS); }

int clock_load(struct engine *e, struct txn *t, int64_t last_at_ms) {
    struct key name = KEY(KEY_TEXT("clock"));
    struct span stored;
    e->begun_boot_ms = INT64_MIN;
    e->believed = (struct believed){.wall_ms = last_at_ms};
    e->stored = (struct believed){.wall_ms = INT64_MIN};
    if (!txn_get(t, TABLE_META, &name, &stored)) return is_time(last_at_ms) ? 0 : ERR_CORRUPT;
    if (stored.len != CLOCK_LEN) return ERR_CORRUPT;
    struct key clock = key_from(stored);
    e->believed.wall_ms = key_i64_at(&clock, 0);
    e->believed.peers_ms = key_i64_at(&clock, 8);
    e->believed.ahead = key_u64_at(&clock, 16);
    e->stored = e->believed;
    return is_time(e->believed.wall_ms) && is_time(e->believed.peers_ms) ? 0 : ERR_CORRUPT;
}

/* To the second: what is asked of it is counted in minutes and days, and a busy daemon commits a thousand times in
 * one. */
static bool is_stored(const struct engine *e) {
    const struct believed *b = &e->believed, *s = &e->stored;
    if (s->wall_ms == INT64_MIN || b->peers_ms != s->peers_ms || b->ahead != s->ahead) return false;
    return b->wall_ms > s->wall_ms - SECOND_MS && b->wall_ms < s->wall_ms + SECOND_MS;
}

void clock_store(struct engine *e, struct txn *t) {
    const struct believed *b = &e->believed;
    if (is_stored(e)) return;
    struct key name = KEY(KEY_TEXT("clock")), clock = KEY(KEY_I64(b->wall_ms), KEY_I64(b->peers_ms), KEY_U64(b->ahead));
    txn_put(t, TABLE_META, &name, key_span(&clock));
    e->stored = *b;
}
