#include "gateway/door/lanes.h"

#include <stdlib.h>
#include <string.h>
#include "gateway/door/visit.h"

void lanes_close(struct lanes *l) {
    for (size_t i = 0; i < l->n; i++) free(l->list[i]);
    free(l->list);
    *l = (struct lanes){.n = 0};
}

static struct lane *lane_of(struct lanes *l, uint64_t key) {
    for (size_t i = 0; i < l->n; i++)
        if (l->list[i]->key == key) return l->list[i];
    return NULL;
}

static struct lane *lane_add(struct lanes *l, uint64_t key) {
    if (l->n == l->room) {
        l->room = l->room ? 2 * l->room : 16;
        l->list = realloc(l->list, l->room * sizeof *l->list);
        if (!l->list) abort();
    }
    struct lane *lane = calloc(1, sizeof *lane);
    if (!lane) abort();
    lane->key = key;
    lane->last = &lane->first;
    return l->list[l->n++] = lane;
}

static void lane_forget(struct lanes *l, struct lane *lane) {
    for (size_t i = 0; i < l->n; i++)
        if (l->list[i] == lane) l->list[i] = l->list[--l->n];
    free(lane);
}

/* A clock that was set back makes nobody share with whoever was there in its future. */
static unsigned most_of(const struct lanes *l, int64_t now_ms) {
    bool is_shared = now_ms >= l->shared_ms && now_ms - l->shared_ms < LANE_ALONE_MS;
    return is_shared ? LANE_SHARED : LANE_MAX;
}

static void begin(struct lane *lane, struct visit *v) {
    lane->under_way++;
    v->in_lane = true;
}

/* Of two who ask at the same time each comes behind the other again and again. */
static void asked_by(struct lanes *l, const struct visit *v) {
    if (l->last_key && l->last_key != v->lane) l->shared_ms = v->began_ms;
    l->last_key = v->lane;
}

bool lanes_enter(struct lanes *l, struct visit *v) {
    if (!v->lane) return true;
    asked_by(l, v);
    struct lane *lane = lane_of(l, v->lane);
    if (!lane) lane = lane_add(l, v->lane);
    if (!lane->first && lane->under_way < most_of(l, v->began_ms)) {
        begin(lane, v);
        return true;
    }
    *lane->last = v;
    lane->last = &v->lane_next;
    v->lane_next = NULL;
    return false;
}

static struct visit *late_of(struct lane *lane, int64_t now_ms) {
    for (struct visit **at = &lane->first, *v; (v = *at); at = &v->lane_next) {
        int64_t wait = v->wait_ms < CALLS_WAIT_MS ? v->wait_ms : CALLS_WAIT_MS;
        if (now_ms < v->began_ms + wait && now_ms >= v->began_ms) continue;
        *at = v->lane_next;
        if (!*at) lane->last = at;
        return v;
    }
    return NULL;
}

struct visit *lanes_late(struct lanes *l, int64_t now_ms) {
    for (size_t i = 0; i < l->n; i++) {
        struct visit *v = late_of(l->list[i], now_ms);
        if (v) return v;
    }
    return NULL;
}

void lanes_leave(struct lanes *l, struct visit *v) {
    struct lane *lane = v->in_lane ? lane_of(l, v->lane) : NULL;
    v->in_lane = false;
    if (lane && --lane->under_way == 0 && !lane->first) lane_forget(l, lane);
}

struct visit *lanes_next(struct lanes *l, uint64_t key, int64_t now_ms) {
    struct lane *lane = lane_of(l, key);
    struct visit *next = lane ? lane->first : NULL;
    if (!next || lane->under_way >= most_of(l, now_ms)) return NULL;
    lane->first = next->lane_next;
    if (!lane->first) lane->last = &lane->first;
    begin(lane, next);
    return next;
}
