/* A daemon's rows made again from a journal in which the words of one family are gone: what is not sealed for her must
 * be as it was. */
#pragma once
#include "harness_internal.h"
#include "engine/rows/rows.h"

/* Each record sealed for her without what is sealed. */
__attribute__((unused)) static void copy_without(struct view *v, struct engine *to, struct id family) {
    for (unsigned table = 0; table < TABLE_REMADE; table++) {
        struct store_cursor c = cursor_open(v->txn, table, &KEY_EMPTY, NULL);
        while (cursor_next(&c)) {
            struct span value = c.value;
            sippe__record *r = table == TABLE_JOURNAL ? UNPACK(v->arena, sippe__record, value, MESSAGE_OPEN) : NULL;
            if (r && id_is(r->sealed_for, family)) {
                r->sealed = (ProtobufCBinaryData){0};
                value = message_pack(v->arena, &r->base);
            }
            txn_put(turn_txn(to), table, &c.key, value);
        }
        cursor_close(&c);
    }
    assert_int_equal(commit_outside_turn(to), 0);
}

/* Beside the daemon's own; without_close ends it. */
__attribute__((unused)) static struct engine *rebuilt_without(struct world *w, const char *daemon, struct arena *a,
                                                              struct id family) {
    struct engine *e = world_engine(w, daemon), *other = NULL;
    struct engine_options o = e->options;
    o.dir = arena_printf(a, "%s/../apart", world_dir(w, daemon));
    o.throwaway = true;
    folder_remove(o.dir);
    folder_make(o.dir);
    assert_int_equal(engine_open(&other, &o), 0);
    keys_lend(e, other);
    copy_without(world_view(w, daemon, a), other, family);
    other->seq = e->seq;
    memcpy(other->lookup_key, e->lookup_key, sizeof other->lookup_key);
    assert_int_equal(layout_replay(other), 0);
    assert_int_equal(txn_renew(&other->snapshot), 0);
    return other;
}

__attribute__((unused)) static void without_close(struct engine *other) {
    other->vault = NULL; /* it was lent */
    engine_close(other);
}

static bool row_is_hers(const struct row_table *table, const struct key *key, const ProtobufCMessage *row,
                        struct id family) {
    return !table->open && id_equal(row_subject(row, key), family);
}

/* Every row of `a` that is not hers is in `b`, the same. The number that were compared. */
static size_t same_rows(struct view *a, struct view *b, const struct row_table *table, struct id family) {
    struct row_scan *s = row_scan(a, table, KEY_EMPTY, NULL);
    struct key key;
    ProtobufCMessage *row;
    size_t n = 0;
    while (row_next(s, &key, &row)) {
        if (row_is_hers(table, &key, row, family)) continue;
        ProtobufCMessage *other = row_get(b, table, key);
        if (!other) fail_msg("%s: a row of somebody else is gone", table->name);
        if (!span_equal(message_pack(a->arena, row), message_pack(a->arena, other)))
            fail_msg("%s: a row of somebody else is another", table->name);
        n++;
    }
    return n;
}

/* Both ways round, all tables. */
__attribute__((unused)) static size_t others_rows_are_the_same(struct view *live, struct view *without,
                                                               struct id family) {
    const struct service *s = live->e->service;
    size_t n = 0;
    for (size_t i = 0; i < s->n_rows; i++) {
        if (s->rows[i]->of || !s->rows[i]->type) continue;
        n += same_rows(live, without, s->rows[i], family);
        same_rows(without, live, s->rows[i], family);
    }
    return n;
}
