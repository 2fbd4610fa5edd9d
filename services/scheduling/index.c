#include "scheduling/index.h"

#include <stdlib.h>
#include <string.h>
#include "base/message.h"
#include "scheduling/merge/members.h"

scheduling_rows__visit *scheduling_visit_get(struct view *v, struct id visit_id) {
    return row_get(v, &scheduling_visits, KEY(KEY_ID(visit_id)));
}

struct range {
    const struct row_table *index;
    struct key prefix, from;
    int64_t to_ms;
    size_t start_at; /* of the key: where the start stands, and the visit's id 8 bytes on */
};

static void visits_add(struct view *v, const struct range *r, struct visit_list *list) {
    struct key key;
    struct row_scan *s = row_scan(v, r->index, r->prefix, &r->from);
    while (row_next(s, &key, NULL)) {
        if (key_i64_at(&key, r->start_at) >= r->to_ms) break;
        struct id id = key_id_at(&key, r->start_at + 8);
        scheduling_rows__visit *row = scheduling_visit_get(v, id);
        if (row)
            *(struct visit_ref *)message_grow(view_arena(v), (void **)&list->visits, &list->n, sizeof *list->visits) =
                (struct visit_ref){id, row};
    }
    row_scan_end(s);
}

struct visit_list scheduling_visits_of_worker(struct view *v, const char *code, int64_t from_ms, int64_t to_ms) {
    struct visit_list list = {NULL, 0};
    struct range r = {&scheduling_worker_calendar, KEY(KEY_TEXT(code)), KEY(KEY_TEXT(code), KEY_I64(from_ms)), to_ms,
                      strlen(code) + 1};
    visits_add(v, &r, &list);
    return list;
}

static int by_start(const void *x, const void *y) {
    const struct visit_ref *a = x, *b = y;
    int64_t a_ms = a->row->personal->start_ms, b_ms = b->row->personal->start_ms;
    return a_ms < b_ms ? -1 : a_ms > b_ms ? 1 : memcmp(a->id.bytes, b->id.bytes, ID_LEN);
}

/* Those of one member are in order already. */
struct visit_list scheduling_visits_of_family(struct view *v, struct id family_id, int64_t from_ms, int64_t to_ms) {
    struct visit_list list = {NULL, 0};
    struct members members = scheduling_members(v, family_id);
    for (size_t i = 0; i < members.n; i++) {
        struct id id = members.ids[i];
        struct range r = {&scheduling_family_calendar, KEY(KEY_ID(id)), KEY(KEY_ID(id), KEY_I64(from_ms)), to_ms,
                          ID_LEN};
        visits_add(v, &r, &list);
    }
    if (members.n > 1 && list.n > 1) qsort(list.visits, list.n, sizeof *list.visits, by_start);
    return list;
}

static size_t follow_ups_add(struct view *v, struct id member, struct id **out, size_t n) {
    struct key key;
    struct row_scan *s = row_scan(v, &scheduling_follow_ups_of_family, KEY(KEY_ID(member)), NULL);
    while (row_next(s, &key, NULL))
        *(struct id *)message_grow(view_arena(v), (void **)out, &n, sizeof **out) = key_id_at(&key, ID_LEN);
    return n;
}

size_t scheduling_follow_ups_under(struct view *v, struct id member, struct id **out) {
    *out = NULL;
    return follow_ups_add(v, member, out, 0);
}

size_t scheduling_follow_ups_of(struct view *v, struct id family_id, struct id **out) {
    struct members members = scheduling_members(v, family_id);
    size_t n = 0;
    *out = NULL;
    for (size_t i = 0; i < members.n; i++) n = follow_ups_add(v, members.ids[i], out, n);
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
