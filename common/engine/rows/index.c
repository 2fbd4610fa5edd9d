/* Indexes: keys that are made of rows, and follow them. Nobody else writes them, so that they never differ. */
#include "engine/rows/rows.h"

/* What is used of it: most keys are a tenth of the room that a key has. */
static struct key *key_kept(struct arena *a, const struct key *before, const struct key *of) {
    struct key *key = arena_take(a, sizeof *key);
    memcpy(key->bytes, before->bytes, before->len);
    memcpy(key->bytes + before->len, of->bytes, of->len);
    key->len = (uint16_t)(before->len + of->len);
    return key;
}

/* The row's own key last: two rows with the same name are two keys, and a key leads to its row without a value. */
void keys_add(struct keys *out, struct key before) {
    assert(before.len + out->of.len <= KEY_MAX);
    if (out->n == out->capacity) {
        size_t more = out->capacity ? 2 * out->capacity : 8;
        struct key **list = arena_take(out->arena, more * sizeof *list);
        if (out->n) memcpy(list, out->list, out->n * sizeof *list);
        out->list = list;
        out->capacity = more;
    }
    out->list[out->n++] = key_kept(out->arena, &before, &out->of);
}

/* Where it belongs among the first n, which are in order; false: it stands there already. */
static bool place_find(const struct keys *k, size_t n, const struct key *key, size_t *place) {
    int order = 1;
    for (*place = n; *place && (order = key_order(k->list[*place - 1], key)) > 0;) --*place;
    return !*place || order != 0;
}

/* Sorted and without doubles: two such lists are compared in one walk, and a key that a row gave twice and now gives
 * once is not deleted. A row gives a few. */
struct keys index_keys(struct view *v, const struct row_table *index, struct key of, const ProtobufCMessage *row) {
    struct keys k = {.of = of, .arena = v->arena};
    size_t n = 0, place;
    if (row) ((void (*)(const ProtobufCMessage *, struct keys *))index->keys)(row, &k);
    for (size_t i = 0; i < k.n; i++) {
        struct key *key = k.list[i];
        if (!place_find(&k, n, key, &place)) continue;
        memmove(k.list + place + 1, k.list + place, (n - place) * sizeof *k.list);
        k.list[place] = key;
        n++;
    }
    k.n = n;
    return k;
}

/* From the last, so that each table's stand in the order of the service's list. */
void indexes_link(struct engine *e) {
    const struct service *s = e->service;
    for (size_t i = s->n_rows; i-- > 0;) {
        if (!s->rows[i]->of) continue;
        size_t table = (size_t)table_index(e, s->rows[i]->of) - TABLE_SERVICE;
        e->indexes.next[i] = e->indexes.first[table];
        e->indexes.first[table] = (uint8_t)(i + 1);
    }
}

bool has_index(const struct engine *e, size_t table) { return e->indexes.first[table] != 0; }

/* Only what differs is written: most changes of a row move it in few of its indexes, and to put what stands there
 * already LMDB copies its pages all the same. Told is each change of a row, also where it stays in its place: a way in
 * that was ended is another thing to whoever listens. */
static void keys_move(struct engine *e, const struct row_table *index, struct txn *t, store_table table,
                      const struct keys *was, const struct keys *is) {
    bool watched = moves_watch(e, index);
    for (size_t w = 0, i = 0; w < was->n || i < is->n;) {
        int order = w == was->n ? 1 : i == is->n ? -1 : key_order(was->list[w], is->list[i]);
        if (order < 0) txn_delete(t, table, was->list[w]);
        if (order > 0) txn_put(t, table, is->list[i], (struct span){NULL, 0});
        if (order) memo_row_written(e, table, order < 0 ? was->list[w] : is->list[i]);
        if (watched) moves_note_key(e, index, order < 0 ? was->list[w] : is->list[i]);
        w += order <= 0;
        i += order >= 0;
    }
}

/* By whoever changes the row, in the same transaction, and by nobody else. So an index is wrong only when its function
 * of keys was changed without another version, which --verify finds. */
void index_keep(struct apply *a, size_t table, struct key key, const ProtobufCMessage *was,
                const ProtobufCMessage *is) {
    struct engine *e = a->view.e;
    for (size_t i, next = e->indexes.first[table]; next; next = e->indexes.next[i]) {
        i = next - 1;
        const struct row_table *index = e->service->rows[i];
        struct keys before = index_keys(&a->view, index, key, was), after = index_keys(&a->view, index, key, is);
        keys_move(e, index, a->view.txn, (store_table)(TABLE_SERVICE + i), &before, &after);
    }
}
