/* The rules for applies, looked at in checked builds. An event that is applied is what its bytes give, or a rebuild
 * would make other rows; and an apply changes nothing of it, as parts of it may stand in the next one and in the reply.
 * What a record says of a person may go into rows that are deleted with her, and into no other, as a rebuild after her
 * erasure would make that another one. Each apply is run once without what is personal, and taken back; then what the
 * two did to the rows of others is compared. */
#include "engine/journal/journal.h"

#ifdef SIPPE_CHECKED

struct change {
    const struct row_table *table;
    struct key key;
    bool put;
    struct id digest;
};

struct watch {
    struct id hers;
    struct change *list;
    size_t n, capacity;
};

static struct id digest_of(struct arena *a, const ProtobufCMessage *row) {
    return id_derive("sippe row", message_pack(a, row), (struct span){NULL, 0}, (struct span){NULL, 0});
}

/* As it stands there, when it is deleted. */
static bool is_hers(struct apply *a, const struct row_table *table, const struct key *key,
                    const ProtobufCMessage *row) {
    struct span packed;
    if (table->open || !table->type) return false;
    if (!row && txn_get(a->view.txn, (store_table)table_index(a->view.e, table), key, &packed))
        row = row_open_part(a->view.arena, table->type, packed);
    return !row || id_equal(row_subject(row, key), a->view.e->watch->hers);
}

/* The last change of a row is the one that counts. */
static struct change *change_of(struct arena *a, struct watch *w, const struct row_table *table,
                                const struct key *key) {
    for (size_t i = 0; i < w->n; i++)
        if (w->list[i].table == table && key_order(&w->list[i].key, key) == 0) return &w->list[i];
    if (w->n == w->capacity) {
        size_t more = w->capacity ? 2 * w->capacity : 8;
        struct change *list = arena_alloc(a, more * sizeof *list);
        if (w->n) memcpy(list, w->list, w->n * sizeof *list);
        w->list = list;
        w->capacity = more;
    }
    w->list[w->n] = (struct change){.put = false};
    return &w->list[w->n++];
}

void watch_row(struct apply *a, const struct row_table *table, const struct key *key, const ProtobufCMessage *row) {
    struct watch *w = a->view.e->watch;
    if (!w || is_hers(a, table, key, row)) return;
    struct change *c = change_of(a->view.arena, w, table, key);
    *c = (struct change){.table = table, .key = *key, .put = row != NULL};
    if (row) c->digest = digest_of(a->view.arena, row);
}

static void run_watched(struct view *v, const sippe__record *r, const struct event *row, const ProtobufCMessage *event,
                        struct watch *out) {
    *out = (struct watch){.hers = id_of(r->sealed_for)};
    v->e->watch = out;
    journal_apply_event(v, r, row, event);
    v->e->watch = NULL;
}

static void same(struct view *v, const char *type, struct watch *with, struct watch *without) {
    for (size_t i = 0; i < with->n; i++) {
        const struct change *c = &with->list[i], *d = change_of(v->arena, without, c->table, &c->key);
        if (d->table == c->table && d->put == c->put && id_equal(d->digest, c->digest)) continue;
        /* What assert calls, with a text that is not known before. */
        __assert_fail(arena_printf(v->arena,
                                   "the apply of %s uses what is personal for a row of others in the table %s", type,
                                   c->table->name),
                      __FILE__, __LINE__, __func__);
    }
}

static void as_written(struct view *v, const struct event *row, const struct written *w,
                       const ProtobufCMessage *event) {
    const ProtobufCMessage *read = journal_event(v->e, v->arena, row->type, w);
    if (read && message_same(read, event)) return;
    __assert_fail(arena_printf(v->arena, "%s is not what its bytes give", row->type->name), __FILE__, __LINE__,
                  __func__);
}

static void apply_parted(struct view *v, const sippe__record *r, const struct event *row, const struct written *w,
                         const ProtobufCMessage *event) {
    struct watch with, without;
    struct written open = {.type = w->type, .open = w->open};
    int64_t next_due_ms = v->e->next_due_ms;
    struct txn_mark mark = txn_mark(v->txn);
    run_watched(v, r, row, journal_event(v->e, v->arena, row->type, &open), &without);
    txn_back(v->txn, &mark);
    v->e->next_due_ms = next_due_ms;
    run_watched(v, r, row, event, &with);
    if (v->txn->err) return;
    same(v, r->type, &with, &without);
    same(v, r->type, &without, &with);
}

void journal_apply_twice(struct view *v, const sippe__record *r, const struct event *row, const struct written *w,
                         const ProtobufCMessage *event) {
    as_written(v, row, w, event);
    if (!w->personal.len || whose_of(r->type) != WHOSE_FAMILY || v->txn->err)
        journal_apply_event(v, r, row, event);
    else
        apply_parted(v, r, row, w, event);
    as_written(v, row, w, event);
}

#endif
