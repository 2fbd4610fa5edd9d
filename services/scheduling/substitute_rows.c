/* Substitutes as rows: found by either worker, shown, and what their records do. */
#include "scheduling/substitute.h"

bool scheduling_is_worker(struct view *v, const struct principal *p, const char *code) {
    struct member m;
    return code[0] && member_find(v, p->id, &m) && strcmp(m.worker, code) == 0;
}

static int by_first_day(const void *x, const void *y) {
    const struct substitute_ref *a = x, *b = y;
    int days = (a->row->personal->from > b->row->personal->from) - (a->row->personal->from < b->row->personal->from);
    return days ? days : memcmp(&a->id, &b->id, sizeof a->id);
}

static size_t substitutes_in(struct view *v, const struct row_table *index, struct id worker, day from, day until,
                             struct substitute_ref **out) {
    size_t n = 0, most = 0;
    struct key key;
    struct row_scan *s = row_scan(v, index, KEY(KEY_ID(worker)), NULL);
    while (row_next(s, &key, NULL)) most++;
    *out = arena_alloc(view_arena(v), most * sizeof **out);
    s = row_scan(v, index, KEY(KEY_ID(worker)), NULL);
    while (n < most && row_next(s, &key, NULL)) {
        struct id id = key_id_at(&key, ID_LEN);
        const scheduling_rows__substitute *row = row_get(v, &scheduling_substitutes, KEY(KEY_ID(id)));
        if (row && row->personal->from <= until && row->personal->until >= from)
            (*out)[n++] = (struct substitute_ref){id, row};
    }
    row_scan_end(s);
    if (n > 1) qsort(*out, n, sizeof **out, by_first_day);
    return n;
}

size_t scheduling_substitutes_for(struct view *v, struct id worker_id, day from, day until,
                                  struct substitute_ref **out) {
    return substitutes_in(v, &scheduling_substitutes_of_worker, worker_id, from, until, out);
}

size_t scheduling_substitutes_by(struct view *v, struct id worker_id, day from, day until,
                                 struct substitute_ref **out) {
    return substitutes_in(v, &scheduling_substitutes_of_stand_in, worker_id, from, until, out);
}

scheduling__substitute *scheduling_substitute_shown(struct view *v, const struct principal *p,
                                                    const struct substitute_ref *s) {
    const scheduling_rows__substitute__personal *row = s->row->personal;
    scheduling__substitute *out = NEW(view_arena(v), scheduling__substitute);
    out->substitute_id = id_field(view_arena(v), s->id);
    out->version = s->row->version;
    out->worker = row->worker;
    out->substitute = row->substitute;
    out->from = civil_date(view_arena(v), row->from);
    out->until = civil_date(view_arena(v), row->until);
    if (p->role != ROLE_COORDINATOR && !scheduling_is_worker(v, p, row->worker)) return out;
    const scheduling__substitute_put *e = READ_EVENT(v, scheduling__substitute_put, s->row->record, NULL);
    out->reason = e ? e->personal->reason : "";
    return out;
}

/* ---- applying ---- */

void scheduling_on_substitute_put(struct apply *a, const struct record *r, const scheduling__substitute_put *e) {
    scheduling_rows__substitute *row = NEW_WITH_PERSONAL(arena_of(a), scheduling_rows__substitute);
    row->version = id_field(arena_of(a), r->id);
    row->worker_id = e->worker_id;
    row->stand_in_id = e->stand_in_id;
    row->record = r->seq;
    row->personal->worker = e->personal->worker;
    row->personal->substitute = e->personal->substitute;
    row->personal->from = civil_day(e->personal->from);
    row->personal->until = civil_day(e->personal->until);
    ROW_PUT(a, &scheduling_substitutes, KEY(KEY_ID(id_of(e->substitute_id))), row);
}

void scheduling_on_substitute_ended(struct apply *a, const struct record *r, const scheduling__substitute_ended *e) {
    struct key key = KEY(KEY_ID(id_of(e->substitute_id)));
    scheduling_rows__substitute *row = row_get(VIEW(a), &scheduling_substitutes, key);
    if (!row) return;
    row->version = id_field(arena_of(a), r->id);
    row->personal->until = civil_day(e->personal->until);
    ROW_PUT(a, &scheduling_substitutes, key, row);
}

void scheduling_substitutes_of_worker_keys(const scheduling_rows__substitute *r, struct keys *out) {
    keys_add(out, KEY(KEY_ID(id_of(r->worker_id))));
}

void scheduling_substitutes_of_stand_in_keys(const scheduling_rows__substitute *r, struct keys *out) {
    if (r->stand_in_id.len) keys_add(out, KEY(KEY_ID(id_of(r->stand_in_id))));
}
