/* The layers of a store with a front: generations, the newest first, over what LMDB held at a hand-over. */
#include "store/lmdb.h"

#include <stdlib.h>

enum { AGAIN_MS = 100 };

/* ---- one more, and one less ---- */

struct generation *layers_new(struct store *s) {
    struct generation *g = s->n_generations < GENERATIONS_MAX ? calloc(1, sizeof *g) : NULL;
    if (!g) return NULL;
    memmove(s->generations + 1, s->generations, s->n_generations++ * sizeof s->generations[0]);
    s->generations[0] = g;
    g->since_ms = s->now_ms;
    return g;
}

static void generation_free(struct generation *g) {
    map_free(&g->map);
    free(g);
}

int layers_renew(struct store *s) {
    mdb_txn_reset(s->base);
    return store_err(mdb_txn_renew(s->base));
}

/* The base first: a row must stand in one of them at each moment. */
int layers_drop(struct store *s) {
    uint64_t position = fill_position(s);
    bool is_renewed = false;
    while (s->n_generations > 1 && s->generations[s->n_generations - 1]->last <= position) {
        int err = is_renewed ? 0 : layers_renew(s);
        if (err) return err;
        is_renewed = true;
        generation_free(s->generations[--s->n_generations]);
    }
    return 0;
}

int layers_open(struct store *s) {
    int rc = mdb_txn_begin(s->env, NULL, MDB_RDONLY, &s->base);
    if (rc) return store_err(rc);
    return layers_new(s) ? 0 : ERR_NOMEM;
}

void layers_close(struct store *s) {
    while (s->n_generations) generation_free(s->generations[--s->n_generations]);
    if (s->base) mdb_txn_abort(s->base);
    s->base = NULL;
    free(s->puts.steps);
    s->puts = (struct map_undo){.steps = NULL};
    frame_buffer_free(&s->frame);
}

/* ---- handing over ---- */

void layers_hand_over(struct store *s) {
    struct generation *active = s->generations[0];
    assert(!s->writes && s->puts.n == 0);
    if (active->last && !layers_new(s)) return; /* later: it grows meanwhile */
    if (active->last) fill_add(s, active);
    if (s->front == STORE_LOGGED && s->log.at && log_may_turn(&s->log, fill_position(s))) log_turn(&s->log);
}

static bool is_low(const struct store *s) { return s->front == STORE_LOGGED && log_room(&s->log) < ROOM_BYTES; }

/* Where the map is full the filler does not catch up: whoever writes must be told, and not wait. */
bool store_is_behind(struct store *s) {
    return is_low(s) && !log_may_turn(&s->log, fill_position(s)) && fill_err(s) != ERR_FULL;
}

/* A full map is no error yet: what is small may still fit into the log, and most transactions change nothing. */
int layers_room(struct store *s) {
    int err = s->err ? s->err : fill_err(s);
    if (!err && is_low(s)) layers_hand_over(s);
    if (!err && is_low(s)) err = fill_wait(s);
    if (!err && is_low(s) && log_may_turn(&s->log, fill_position(s))) log_turn(&s->log);
    return err == ERR_FULL ? 0 : err;
}

/* By age only when the filler has nothing else to do: behind a slow disk larger generations cost less. A clock that
 * was set back counts as a second. */
static bool is_due(struct store *s, struct generation *active) {
    if (!active->last) return false;
    if (active->frame_bytes >= GENERATION_BYTES) return s->n_generations < GENERATIONS_MAX - 2;
    bool is_old = s->now_ms >= active->since_ms + GENERATION_MS || s->now_ms < active->since_ms;
    return is_old && s->n_generations == 1;
}

/* Drawn, and the same in each run: a quarter of the ticks fills, an eighth hands over. */
static void step(struct store *s) {
    uint64_t x = s->options.seed + ++s->ticks * UINT64_C(0x9e3779b97f4a7c15);
    x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    x ^= x >> 27;
    if (x % 4 == 0) fill_step(s);
    if (x / 4 % 8 == 0 && s->n_generations < GENERATIONS_MAX - 2) layers_hand_over(s);
}

void store_tick(struct store *s, int64_t now_ms) {
    if (s->front == STORE_DIRECT || !s->base) return;
    s->now_ms = now_ms;
    int err = layers_drop(s);
    if (err && !s->err) s->err = err;
    struct generation *active = s->generations[0];
    if (!active->last) active->since_ms = now_ms;
    if (is_due(s, active) || is_low(s)) layers_hand_over(s);
    if (s->front == STORE_STEPPED) step(s);
}

/* While the filler is at work it is looked at again soon: nobody wakes the loop for it. */
int64_t store_wake_ms(const struct store *s) {
    if (s->front != STORE_LOGGED || !s->generations[0]->last) return INT64_MAX;
    return s->n_generations > 1 ? s->now_ms + AGAIN_MS : s->generations[0]->since_ms + GENERATION_MS;
}

int store_settle(struct store *s) {
    if (s->front == STORE_DIRECT || !s->base) return 0;
    layers_hand_over(s);
    int err = fill_wait(s);
    return err ? err : layers_drop(s);
}
