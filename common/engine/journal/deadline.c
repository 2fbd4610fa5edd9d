/* Time as messages to oneself: rows that apply sets, fired in order of their instants. */
#include "engine/journal/journal.h"

static struct key by_thing(const char *name, struct id thing) { return KEY(KEY_TEXT(name), KEY_ID(thing)); }

static struct key by_due(const char *name, struct id thing, int64_t due_ms) {
    return KEY(KEY_I64(due_ms), KEY_TEXT(name), KEY_ID(thing));
}

/* False: there is none, or its instant is gone with whom it was sealed for. What is damaged is named, and never
 * fires. */
static bool due_read(struct view *v, const struct key *key, struct span packed, int64_t *due_ms) {
    engine_rows__deadline *row;
    int err = row_open(v, own_tables[TABLE_DEADLINE_OF], key, &engine_rows__deadline__descriptor, packed, &row);
    if (err && err != ERR_ERASED && err != ERR_CORRUPT && !v->txn->err) v->txn->err = err;
    if (row) *due_ms = row->personal->due_ms;
    return row != NULL;
}

/* Two rows, always both: the one by time fires, the one by thing is how it is moved and cleared. */
void deadline_forget(struct apply *a, const char *name, struct id thing) {
    struct key key = by_thing(name, thing);
    struct span value;
    int64_t due_ms;
    if (!txn_get(a->view.txn, TABLE_DEADLINE_OF, &key, &value)) return;
    if (due_read(&a->view, &key, value, &due_ms)) {
        struct key due = by_due(name, thing, due_ms);
        txn_delete(a->view.txn, TABLE_DEADLINE, &due);
    }
    txn_delete(a->view.txn, TABLE_DEADLINE_OF, &key);
}

void deadline_clear(struct apply *a, const struct deadline *deadline, struct id thing) {
    deadline_forget(a, deadline->name, thing);
}

/* What memory holds of the next one only moves to earlier here. After a clear it may be too early: the turn then finds
 * nothing due, and looks it up. */
void deadline_set(struct apply *a, const struct deadline *deadline, struct id thing, int64_t due_ms) {
#ifdef SIPPE_FAULT_CLOCK_IN_APPLY
    due_ms += a->view.e->now_ms % 60000;
#endif
    deadline_clear(a, deadline, thing);
    struct id whose = id_is_zero(a->record->sealed_for) ? a->view.e->house : a->record->sealed_for;
    engine_rows__deadline *row = NEW_WITH_PERSONAL(a->view.arena, engine_rows__deadline);
    struct key key = by_thing(deadline->name, thing), due = by_due(deadline->name, thing, due_ms);
    struct span packed;
    row->sealed_for = id_field(a->view.arena, whose);
    row->personal->due_ms = due_ms;
    if (!row_seal(&a->view, own_tables[TABLE_DEADLINE_OF], &key, &row->base, &packed)) return;
    txn_put(a->view.txn, TABLE_DEADLINE, &due, (struct span){NULL, 0});
    txn_put(a->view.txn, TABLE_DEADLINE_OF, &key, packed);
    if (due_ms < a->view.e->next_due_ms) a->view.e->next_due_ms = due_ms;
}

int64_t deadline_next_ms(struct view *v) {
    struct store_cursor c = cursor_open(v->txn, TABLE_DEADLINE, &KEY_EMPTY, NULL);
    int64_t due = cursor_next(&c) ? key_i64_at(&c.key, 0) : INT64_MAX;
    cursor_close(&c);
    return due;
}

bool deadlines_make(struct engine *e, struct key *next, uint64_t most) {
    struct arena a;
    arena_init(&a);
    struct view v = {e, &a, turn_txn(e)};
    struct store_cursor c = cursor_open(v.txn, TABLE_DEADLINE_OF, &KEY_EMPTY, next);
    bool more;
    for (int64_t due_ms; (more = cursor_next(&c)) && most; most--, arena_reset(&a)) {
        if (!due_read(&v, &c.key, c.value, &due_ms)) continue;
        const char *name = (const char *)c.key.bytes;
        struct key due = by_due(name, key_id_at(&c.key, strlen(name) + 1), due_ms);
        txn_put(v.txn, TABLE_DEADLINE, &due, (struct span){NULL, 0});
    }
    *next = c.key;
    cursor_close(&c);
    arena_close(&a);
    return more;
}

/* DeadlineFired goes first: its apply takes the row away, and the applies of what the handler gave come after it, so
 * that a handler may set the same deadline again (the next reminder). First, it is also what remains (n_emitted = 1)
 * when the handler refuses or gives more than a message may: a firing always ends its row, and nothing fires for ever.
 * A row whose deadline this release does not have fires bare as well. */
static void fire(struct engine *e, const struct due *due, bool bare) {
    struct decide d;
    decide_init(&d, e, turn_txn(e), e->now_ms);
    struct key due_key = KEY(KEY_I64(due->due_ms));
    d.at_ms = due->due_ms;
    d.cause = id_derive("sippe deadline", span_text(due->type), id_span(&due->thing), key_span(&due_key));
    node__deadline_fired *fired = NEW(&e->arena, node__deadline_fired);
    fired->type = due->type;
    fired->thing = id_field(&e->arena, due->thing);
    EMIT(&d, due->thing, fired);
    const struct deadline *row = deadline_row(e, due->type);
    bool refused = bare || (row && row->run(&d, due));
    if (refused) d.n_emitted = 1;
    if (journal_append(&d)) {
        refused = true;
        d.n_emitted = 1;
        journal_append(&d);
    }
    e->counters.deadlines++;
    e->counters.deadlines_refused += refused;
}

/* Gathered before the first one fires, because firing deletes the rows that a cursor would stand on. */
static size_t due_list(struct engine *e, struct due *out, size_t most) {
    struct view v = view_make(e, turn_txn(e));
    struct store_cursor c = cursor_open(v.txn, TABLE_DEADLINE, &KEY_EMPTY, NULL);
    size_t n = 0;
    while (n < most && cursor_next(&c) && key_i64_at(&c.key, 0) <= e->now_ms) {
        const char *type = (const char *)c.key.bytes + 8;
        out[n].due_ms = key_i64_at(&c.key, 0);
        out[n].type = arena_text(&e->arena, type);
        out[n].thing = key_id_at(&c.key, 8 + strlen(type) + 1);
        n++;
    }
    cursor_close(&c);
    return n;
}

bool deadline_may_fire(const struct engine *e) { return !e->lists.making && clock_doubt(e) == CLOCK_BELIEVED; }

/* An earlier one of the list may have cleared or moved it. Of somebody who was erased it is not due any more. */
static bool is_still_due(struct engine *e, const struct due *due) {
    struct view v = view_make(e, turn_txn(e));
    struct key key = by_due(due->type, due->thing, due->due_ms), row = by_thing(due->type, due->thing);
    struct span value;
    int64_t due_ms;
    if (!txn_get(v.txn, TABLE_DEADLINE, &key, &value)) return false;
    if (txn_get(v.txn, TABLE_DEADLINE_OF, &row, &value) && due_read(&v, &row, value, &due_ms)) return true;
    txn_delete(v.txn, TABLE_DEADLINE, &key);
    txn_delete(v.txn, TABLE_DEADLINE_OF, &row);
    return false;
}

size_t deadline_fire_due(struct engine *e, size_t most, bool bare) {
    struct due *due = arena_alloc(&e->arena, most * sizeof *due);
    size_t n = due_list(e, due, most);
    for (size_t i = 0; i < n && !e->write.err; i++)
        if (is_still_due(e, &due[i])) fire(e, &due[i], bare);
    struct view v = view_make(e, turn_txn(e));
    e->next_due_ms = deadline_next_ms(&v);
    return n;
}
