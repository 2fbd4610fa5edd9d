#include "scheduling/index.h"

scheduling_rows__visit *scheduling_visit_get(struct view *v, struct id visit_id) {
    return row_get(v, &scheduling_visits, KEY(KEY_ID(visit_id)));
}

struct range {
    const struct row_table *index;
    struct key prefix, from;
    int64_t to_ms;
    size_t start_at; /* of the key: where the start stands, and the visit's id 8 bytes on */
};

static struct visit_list visits_in(struct view *v, const struct range *r) {
    struct visit_list list = {NULL, 0};
    size_t cap = 0;
    struct key key;
    struct row_scan *s = row_scan(v, r->index, r->prefix, &r->from);
    while (row_next(s, &key, NULL)) {
        if (key_i64_at(&key, r->start_at) >= r->to_ms) break;
        struct id id = key_id_at(&key, r->start_at + 8);
        scheduling_rows__visit *row = scheduling_visit_get(v, id);
        if (!row) continue;
        if (list.n == cap) {
            cap = cap ? 2 * cap : 16;
            struct visit_ref *more = arena_alloc(view_arena(v), cap * sizeof *more);
            if (list.n) memcpy(more, list.visits, list.n * sizeof *more);
            list.visits = more;
        }
        list.visits[list.n++] = (struct visit_ref){id, row};
    }
    row_scan_end(s);
    return list;
}

struct visit_list scheduling_visits_of_worker(struct view *v, const char *code, int64_t from_ms, int64_t to_ms) {
    struct range r = {&scheduling_worker_calendar, KEY(KEY_TEXT(code)), KEY(KEY_TEXT(code), KEY_I64(from_ms)), to_ms,
                      strlen(code) + 1};
    return visits_in(v, &r);
}

struct visit_list scheduling_visits_of_family(struct view *v, struct id family_id, int64_t from_ms, int64_t to_ms) {
    struct range r = {&scheduling_family_calendar, KEY(KEY_ID(family_id)), KEY(KEY_ID(family_id), KEY_I64(from_ms)),
                      to_ms, ID_LEN};
    return visits_in(v, &r);
}

size_t scheduling_follow_ups_of(struct view *v, struct id family_id, struct id **out) {
    size_t n = 0, cap = 4;
    struct key key;
    *out = arena_alloc(view_arena(v), cap * sizeof **out);
    struct row_scan *s = row_scan(v, &scheduling_follow_ups_of_family, KEY(KEY_ID(family_id)), NULL);
    while (row_next(s, &key, NULL)) {
        if (n == cap) {
            struct id *more = arena_alloc(view_arena(v), 2 * cap * sizeof *more);
            memcpy(more, *out, n * sizeof *more);
            *out = more;
            cap *= 2;
        }
        (*out)[n++] = key_id_at(&key, ID_LEN);
    }
    return n;
}

/* ---- what they hold ---- */

void scheduling_follow_ups_of_family_keys(const scheduling_rows__follow_up *r, struct keys *out) {
    keys_add(out, KEY(KEY_ID(id_of(r->family_id))));
}

/* Followed ones alone: this index is the caseload, and an end must make room at once. (The engine takes away what the
 * row before gave, so a move or another worker needs no word here.) */
void scheduling_follow_ups_of_worker_keys(const scheduling_rows__follow_up *r, struct keys *out) {
    if (r->state == FOLLOW_UP_STATE_FOLLOWED && r->key_worker_hash.len)
        keys_add(out, KEY(KEY_ID(id_of(r->key_worker_hash))));
}

/* One key for each who comes: a joint visit stands in both calendars. */
void scheduling_worker_calendar_keys(const scheduling_rows__visit *r, struct keys *out) {
    const scheduling_rows__visit__personal *p = r->personal;
    if (p->state == VISIT_STATE_CANCELLED) return;
    for (size_t i = 0; i < p->n_workers; i++) keys_add(out, KEY(KEY_TEXT(p->workers[i]), KEY_I64(p->start_ms)));
}

void scheduling_family_calendar_keys(const scheduling_rows__visit *r, struct keys *out) {
    keys_add(out, KEY(KEY_ID(id_of(r->family_id)), KEY_I64(r->personal->start_ms)));
}
