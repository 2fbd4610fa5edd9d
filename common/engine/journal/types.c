/* Which types our own journal holds. Without the list a release that was put back would read a journal of the one after
 * it, pass the types that it does not know, and serve rows with holes. */
#include "engine/journal/journal.h"

#include <stdio.h>

/* One list of marks for the rows of two arrays. */
static size_t place_of(const struct engine *e, const struct event *row) {
    const struct service *s = e->service;
    bool own = row >= s->events && row < s->events + s->n_events;
    return own ? (size_t)(row - s->events) : s->n_events + (size_t)(row - e->node->events);
}

/* For each record, so the store is asked once in a life for each type. */
void type_note(struct engine *e, const struct event *row, uint64_t seq) {
    bool *noted = &e->types_noted[place_of(e, row)];
    if (*noted) return;
    struct key key = KEY(KEY_TEXT(row->type->name)), first = KEY(KEY_U64(seq));
    struct span value;
    if (!txn_get(&e->write, TABLE_TYPE, &key, &value)) txn_put(&e->write, TABLE_TYPE, &key, key_span(&first));
    *noted = true;
}

/* After a transaction that was taken back: a mark without its row would keep the row from ever being written. */
void types_doubt(struct engine *e) {
    memset(e->types_noted, 0, (e->service->n_events + e->node->n_events) * sizeof *e->types_noted);
}

int types_check(struct engine *e, struct txn *t, char unknown[128]) {
    struct store_cursor c = cursor_open(t, TABLE_TYPE, &KEY_EMPTY, NULL);
    bool known = true;
    while (known && cursor_next(&c)) {
        const char *type = (const char *)c.key.bytes;
        known = event_row_now(e, type) != NULL;
        if (!known) snprintf(unknown, 128, "%.127s", type);
    }
    cursor_close(&c);
    return known ? t->err : ERR_VERSION;
}
