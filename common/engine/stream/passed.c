/* Types that no reaction takes: their names are kept, for a release that has one.
 *
 *   n   1 ...... 38 .. 40 ..................... 100 ──▶
 *                │     └ first_n: the type was  └ again_until: where the cursor stood when a release
 *                │       passed from here on      came that reacts to it. Up to here what was heard
 *                └ a mark: set back to here       before is struck off
 *
 * A producer may be of a newer release than we are, so that a type unknown to us is no fault; but what it says must not
 * be lost for whoever learns to hear it. */
#include "engine/stream/stream.h"

static struct key passed_key(const char *journal, const char *type) { return KEY(KEY_TEXT(journal), KEY_TEXT(type)); }

engine_rows__passed *passed_read(struct view *v, const char *journal, const char *type) {
    struct key key = passed_key(journal, type);
    struct span packed;
    if (!txn_get(v->txn, TABLE_PASSED, &key, &packed)) return NULL;
    engine_rows__passed *row = UNPACK_OWN(v->arena, engine_rows__passed, packed);
    if (!row) v->txn->err = ERR_CORRUPT;
    return row;
}

void passed_write(struct view *v, const char *journal, const char *type, uint64_t first_n, bool again) {
    struct key key = passed_key(journal, type);
    engine_rows__passed *row = NEW(v->arena, engine_rows__passed);
    row->first_n = first_n;
    row->again = again;
    txn_put(v->txn, TABLE_PASSED, &key, message_pack(v->arena, &row->base));
}

/* The first record that was passed of a type that now has a reaction; 0: none. Those that are already being read again
 * do not count: a restart in the middle goes on from the cursor. Keys first, then the writes. */
static uint64_t passed_mark(struct view *v, const char *journal) {
    struct key prefix = KEY(KEY_TEXT(journal)),
               *keys = arena_alloc(v->arena, (txn_count(v->txn, TABLE_PASSED) + 1) * sizeof *keys);
    size_t n = 0;
    uint64_t first = 0;
    struct store_cursor c = cursor_open(v->txn, TABLE_PASSED, &prefix, NULL);
    while (cursor_next(&c))
        if (reaction_find(v->e, journal, (const char *)c.key.bytes + prefix.len)) keys[n++] = c.key;
    cursor_close(&c);
    for (size_t i = 0; i < n; i++) {
        const char *type = (const char *)keys[i].bytes + prefix.len;
        const engine_rows__passed *row = passed_read(v, journal, type);
        if (!row || row->again) continue;
        passed_write(v, journal, type, row->first_n, true);
        if (!first || row->first_n < first) first = row->first_n;
    }
    return first;
}

/* What was read again up to here is heard; the names are done with. */
void passed_done(struct view *v, const char *journal) {
    struct key prefix = KEY(KEY_TEXT(journal)),
               *keys = arena_alloc(v->arena, (txn_count(v->txn, TABLE_PASSED) + 1) * sizeof *keys);
    size_t n = 0;
    struct store_cursor c = cursor_open(v->txn, TABLE_PASSED, &prefix, NULL);
    while (cursor_next(&c)) {
        engine_rows__passed *row = UNPACK_OWN(v->arena, engine_rows__passed, c.value);
        if (!row) v->txn->err = ERR_CORRUPT;
        if (row && row->again) keys[n++] = c.key;
    }
    cursor_close(&c);
    for (size_t i = 0; i < n; i++) txn_delete(v->txn, TABLE_PASSED, &keys[i]);
}

/* again_until never goes back, and the position never ahead: a restart may come while the stream is still read again
 * for an earlier type. */
void follow_open(struct engine *e) {
    struct view v = view_make(e, turn_txn(e));
    for (size_t i = 0; i < e->n_follows; i++) {
        const char *journal = e->follows[i].journal;
        uint64_t first = passed_mark(&v, journal);
        if (!first) continue;
        engine_rows__cursor *cursor = cursor_read(&v, journal);
        if (cursor->position && cursor->position->n > cursor->again_until) cursor->again_until = cursor->position->n;
        sippe__position *mark = mark_before(&v, journal, first);
        if (cursor->position && (!mark || mark->n < cursor->position->n)) cursor->position = mark;
        cursor_write(v.txn, v.arena, journal, cursor);
    }
}
