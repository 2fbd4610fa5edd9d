/* Which rows are hers: those that say so (`sealed_for`), under the ids of things that a record about her names. No
 * index leads from a subject to her rows, as it would be one more put a row for what happens to a few families a
 * year. */
#include "engine/erase/erase.h"

struct things {
    struct id *ids;
    size_t n, capacity;
};

static bool things_has(const struct things *t, struct id id) {
    for (size_t i = 0; i < t->n; i++)
        if (id_equal(t->ids[i], id)) return true;
    return false;
}

static void things_add(struct arena *a, struct things *t, struct id id) {
    if (things_has(t, id)) return;
    if (t->n == t->capacity) {
        size_t more = t->capacity ? 2 * t->capacity : 32;
        struct id *ids = arena_alloc(a, more * sizeof *ids);
        if (t->n) memcpy(ids, t->ids, t->n * sizeof *ids);
        t->ids = ids;
        t->capacity = more;
    }
    t->ids[t->n++] = id;
}

/* By the records before this one: a rebuild has those after it too. */
static struct things things_of(struct apply *a, struct id subject) {
    struct things t = {0};
    struct key prefix = KEY(KEY_ID(subject));
    struct store_cursor c = cursor_open(a->view.txn, TABLE_SUBJECT, &prefix, NULL);
    things_add(a->view.arena, &t, subject);
    while (cursor_next(&c)) {
        uint64_t seq = key_u64_at(&c.key, ID_LEN);
        const sippe__record *r = seq < a->record->seq ? journal_read(&a->view, seq) : NULL;
        for (size_t i = 0; r && i < r->n_subjects; i++) things_add(a->view.arena, &t, id_of(r->subjects[i]));
    }
    cursor_close(&c);
    return t;
}

static bool is_somebodys(const struct row_table *table) { return !table->of && !table->open; }

/* Its open part is enough to say whose it is; the rest may be gone already. */
static ProtobufCMessage *row_part(struct view *v, size_t table, const struct key *key) {
    struct span packed;
    if (!txn_get(v->txn, (store_table)(TABLE_SERVICE + table), key, &packed)) return NULL;
    ProtobufCMessage *row = row_open_part(v->arena, v->e->service->rows[table]->type, packed);
    if (!row && !v->txn->err) v->txn->err = ERR_CORRUPT;
    return row;
}

/* Where its key is gone the row still leads to its keys in indexes: those in a file are made of the open part. */
static void row_erase(struct apply *a, size_t table, struct key key, ProtobufCMessage *part) {
    const struct row_table *t = a->view.e->service->rows[table];
    ProtobufCMessage *whole = row_get(&a->view, t, key);
    if (has_index(a->view.e, table))
        index_keep(a, table, key, whole ? whole : personal_fill(a->view.arena, part), NULL);
    txn_delete(a->view.txn, (store_table)(TABLE_SERVICE + table), &key);
}

static void jobs_erase(struct apply *a, struct id thing, struct id subject) {
    const struct service *s = a->view.e->service;
    for (size_t i = 0; i < s->n_jobs; i++) {
        const engine_rows__job *row = job_read(&a->view, s->jobs[i]->type, thing);
        if (row && id_is(row->sealed_for, subject)) job_clear(a, s->jobs[i], thing);
    }
}

/* A thing that has a row of somebody else's stays, and what is due of it. One without any is hers: in a rebuild none of
 * hers has one. */
static void thing_erase(struct apply *a, struct id thing, struct id subject) {
    const struct service *s = a->view.e->service;
    bool others = false;
    for (size_t i = 0; i < s->n_rows; i++) {
        struct key key = KEY(KEY_ID(thing));
        ProtobufCMessage *part = s->rows[i]->of || !s->rows[i]->type ? NULL : row_part(&a->view, i, &key);
        bool hers = part && is_somebodys(s->rows[i]) && id_equal(row_subject(part, &key), subject);
        if (hers) row_erase(a, i, key, part);
        others |= part && !hers;
    }
    jobs_erase(a, thing, subject);
    for (size_t i = 0; !others && i < s->n_deadlines; i++) deadline_clear(a, s->deadlines[i], thing);
}

#ifdef SIPPE_CHECKED
/* Whatever the records did not lead to. */
static void nothing_is_left(struct apply *a, struct id subject) {
    const struct service *s = a->view.e->service;
    for (size_t i = 0; i < s->n_rows; i++) {
        if (!is_somebodys(s->rows[i])) continue;
        struct store_cursor c = cursor_open(a->view.txn, (store_table)(TABLE_SERVICE + i), &KEY_EMPTY, NULL);
        while (cursor_next(&c)) {
            const ProtobufCMessage *part = row_open_part(a->view.arena, s->rows[i]->type, c.value);
            assert(!part || !id_equal(row_subject(part, &c.key), subject));
        }
        cursor_close(&c);
    }
}
#endif

void erase_rows(struct apply *a, struct id subject) {
    struct things t = things_of(a, subject);
    for (size_t i = 0; i < t.n; i++) thing_erase(a, t.ids[i], subject);
#ifdef SIPPE_CHECKED
    nothing_is_left(a, subject);
#endif
}
