/* Time as messages to oneself: rows that apply sets, fired in order of their instants. */
#include "engine/journal/journal.h"

/* Two rows, always both: the one by time fires, the one by thing is how it is moved and cleared. */
void deadline_forget(struct apply *a, const char *name, struct id thing) {
    struct key by_thing = KEY(KEY_TEXT(name), KEY_ID(thing));
    struct span value;
    if (!txn_get(a->view.txn, TABLE_DEADLINE_OF, &by_thing, &value)) return;
    struct key due = key_from(value);
    struct key by_due = KEY(KEY_I64(key_i64_at(&due, 0)), KEY_TEXT(name), KEY_ID(thing));
    txn_delete(a->view.txn, TABLE_DEADLINE, &by_due);
    txn_delete(a->view.txn, TABLE_DEADLINE_OF, &by_thing);
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
    struct key by_thing = KEY(KEY_TEXT(deadline->name), KEY_ID(thing)), due = KEY(KEY_I64(due_ms));
    struct key by_due = KEY(KEY_I64(due_ms), KEY_TEXT(deadline->name), KEY_ID(thing));
    txn_put(a->view.txn, TABLE_DEADLINE, &by_due, (struct span){NULL, 0});
    txn_put(a->view.txn, TABLE_DEADLINE_OF, &by_thing, key_span(&due));
    if (due_ms < a->view.e->next_due_ms) a->view.e->next_due_ms = due_ms;
}

int64_t deadline_next_ms(struct view *v) {
    struct store_cursor c = cursor_open(v->txn, TABLE_DEADLINE, &KEY_EMPTY, NULL);
    int64_t due = cursor_next(&c) ? key_i64_at(&c.key, 0) : INT64_MAX;
    cursor_close(&c);
    return due;
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

bool deadline_may_fire(const struct engine *e) { return clock_doubt(e) == CLOCK_BELIEVED; }

/* An earlier one of the list may have cleared or moved it. */
static bool is_still_due(struct engine *e, const struct due *due) {
    struct key key = KEY(KEY_I64(due->due_ms), KEY_TEXT(due->type), KEY_ID(due->thing));
    struct span none;
    return txn_get(turn_txn(e), TABLE_DEADLINE, &key, &none);
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
