/* Which month is over, and the record that ends it. */
#include "engine/access/access.h"
#include "engine/turn/turn.h"

#include "civil/civil.h"

/* SLICE: entries of a turn, in about a millisecond. A month may have half a million. */
enum { SLICE = 1000, EACH_MS = 100 };

uint64_t access_ended(struct view *v, struct id *chain) {
    struct key key;
    struct span value;
    *chain = (struct id){{0}};
    if (!txn_last(v->txn, TABLE_ACCESS_ENDED, &KEY_EMPTY, &key, &value)) return 0;
    const engine_rows__access_ended *row = UNPACK_OWN(v->arena, engine_rows__access_ended, value);
    if (!row) v->txn->err = ERR_CORRUPT;
    if (!row) return 0;
    *chain = id_of(row->chain);
    return key_u64_at(&key, 0);
}

/* ---- is it over ---- */

static int month_number(day on) {
    int year, month, dom;
    day_parts(on, &year, &month, &dom);
    return 12 * year + month;
}

static day month_first(day on) {
    int year, month, dom;
    day_parts(on, &year, &month, &dom);
    return on - dom + 1;
}

/* The month itself does not count: it must have been over for so many. */
static bool month_is_over(struct view *v, struct access_end *m) {
    struct rules_used used = {0};
    day today = today_of(v, v->e->now_ms);
    m->keep_months = 0;
    if (subject_is_erased(v->e, m->month)) return true;
    const sippe__territory *t = rules_on(v, today, &used);
    m->keep_months = t && t->access ? t->access->keep_months : 0;
    m->version = used.version;
    return m->keep_months > 0 && month_number(today) - month_number(m->first) > m->keep_months;
}

/* ---- up to where ---- */

enum walk { WALK_STAYS, WALK_MORE, WALK_OVER };

static bool month_begin(struct view *v, struct access_end *m, const engine_rows__access *entry) {
    m->month = id_of(entry->sealed_for);
    m->first = month_first(today_of(v, entry->at_ms));
    return month_is_over(v, m);
}

/* What a clock wrote that ran ahead, and what cannot be read, is of the month in which it stands: it was written then,
 * and must not keep what is behind it for years. */
static enum walk walk_on(struct view *v, struct access_end *m, uint64_t n, struct span value) {
    struct span packed = value.len < ID_LEN ? value : span_of(value.data + ID_LEN, value.len - ID_LEN);
    const engine_rows__access *entry = row_open_part(v->arena, &engine_rows__access__descriptor, packed);
    if (entry && entry->at_ms <= v->e->now_ms) {
        if (id_is_zero(m->month) && !month_begin(v, m, entry)) return WALK_STAYS;
        if (!id_equal(id_of(entry->sealed_for), m->month)) return WALK_OVER;
    }
    m->to = n;
    if (value.len >= ID_LEN) memcpy(m->chain.bytes, value.data, ID_LEN);
    return WALK_MORE;
}

static enum walk walk(struct view *v, struct access_end *m, uint64_t ended) {
    struct key from = KEY(KEY_U64((m->to ? m->to : ended) + 1));
    struct store_cursor c = cursor_open(v->txn, TABLE_ACCESS, &KEY_EMPTY, &from);
    enum walk w = WALK_MORE, at_end = id_is_zero(m->month) ? WALK_STAYS : WALK_OVER;
    for (size_t i = 0; i < SLICE && w == WALK_MORE; i++) {
        w = cursor_next(&c) ? walk_on(v, m, key_u64_at(&c.key, 0), c.value) : at_end;
        if (!id_is_zero(m->month)) at_end = WALK_OVER;
    }
    cursor_close(&c);
    return w;
}

/* ---- ended ---- */

static void month_close(struct decide *d, struct id month) {
    node__subject_erased *e = NEW(d->view.arena, node__subject_erased);
    e->subject = id_field(d->view.arena, month);
    e->last = true;
    e->month = true;
    EMIT(d, month, e);
}

static void month_end(struct view *v, const struct access_end *m, uint64_t from) {
    struct engine *e = v->e;
    struct decide d;
    struct key to = KEY(KEY_U64(m->to));
    decide_init(&d, e, v->txn, e->now_ms);
    d.principal = principal_own(e);
    d.cause = id_derive("sippe access month ended", id_span(&e->journal), id_span(&m->month), key_span(&to));
    node__access_month_ended *ended = NEW(v->arena, node__access_month_ended);
    ended->month_id = id_field(v->arena, m->month);
    ended->month = civil_date(v->arena, m->first);
    ended->from_n = from;
    ended->to_n = m->to;
    ended->chain = id_field(v->arena, m->chain);
    ended->keep_months = m->keep_months;
    if (m->keep_months) ended->version = id_field(v->arena, m->version);
    EMIT(&d, e->journal, ended);
    if (!subject_is_erased(e, m->month)) month_close(&d, m->month);
    journal_append(&d);
}

/* What cannot be taken back waits while the clock is in doubt. */
static bool month_look(struct view *v, struct access_end *m, uint64_t ended) {
    if (!deadline_may_fire(v->e)) return false;
    enum walk w = walk(v, m, ended);
    if (w == WALK_OVER) month_end(v, m, ended + 1);
    if (w != WALK_MORE) *m = (struct access_end){0};
    return w != WALK_STAYS;
}

/* The next month waits until the last one's entries are gone. */
int access_end(struct engine *e) {
    struct access_end *m = &e->access_end;
    struct id chain;
    m->at_ms = INT64_MAX;
    if (e->asking) return 0;
    struct saved s = turn_save(e);
    arena_reset(&e->arena);
    struct view v = view_make(e, turn_txn(e));
    uint64_t ended = access_ended(&v, &chain);
    bool more = access_sweep(&v, ended) || month_look(&v, m, ended);
    int err = turn_settle(e, turn_commit(e, &s));
    if (err) *m = (struct access_end){0};
    m->at_ms = err || !more ? INT64_MAX : e->now_ms + EACH_MS;
    return err_is_fatal(err) ? err : 0;
}
