/* A transaction over the layers: what it puts goes into the newest generation, what it reads comes from the first layer
 * that knows the key. */
#include "store/lmdb.h"

/* ---- begin and end ---- */

int front_begin(struct store *s, struct txn *t) {
    t->kind = TXN_FRONT;
    if (t->writable) {
        assert(!s->writes);
        t->err = s->options.copy ? ERR_DENIED : layers_room(s);
        if (t->err) return t->err;
        s->writes = true;
    }
    t->handle = s->base;
    return 0;
}

/* Each row once, as it is at the end. */
static int rows_gather(struct store *s) {
    int err = frame_begin(&s->frame);
    for (size_t i = 0; !err && i < s->puts.n; i++) {
        const struct map_step *step = &s->puts.steps[i];
        const struct map_value *now = &step->row->now;
        if (step->row->touched != i + 1) continue;
        err = frame_add_row(&s->frame, &(struct frame_row){.is_deleted = now->state == MAP_DELETED,
                                                           .table = (uint8_t)step->table,
                                                           .key = map_key(step->row),
                                                           .value = span_of(now->data, now->len)});
    }
    return err;
}

/* One that no file takes is an error of this transaction: run in parts, it fits. */
static int frame_place(struct store *s) {
    if (s->frame.len > log_largest(&s->log)) return ERR_INVALID;
    if (s->frame.len <= log_room(&s->log)) return 0;
    int err = log_may_turn(&s->log, fill_position(s)) ? 0 : fill_wait(s);
    if (err) return err;
    if (!log_may_turn(&s->log, fill_position(s))) return ERR_INVALID;
    log_turn(&s->log);
    return 0;
}

static int frame_write(struct store *s, struct frame *f) {
    int err = frame_place(s);
    if (!err) err = log_append(&s->log, &s->frame, f);
    if (err == ERR_IO) s->err = ERR_IO;
    return err;
}

static void frame_count(struct generation *g, const struct frame *f, size_t len) {
    if (!g->first) g->first = f->number;
    g->last = f->number;
    g->at_ms = f->at_ms;
    g->seq = f->seq;
    g->frame_bytes += len;
}

static int puts_commit(struct txn *t) {
    struct store *s = t->store;
    struct frame f = {.kind = FRAME_ROWS, .at_ms = t->at_ms, .seq = t->seq};
    int err = rows_gather(s);
    if (!err && s->front == STORE_LOGGED) err = frame_write(s, &f);
    if (err) return err;
    if (s->front == STORE_STEPPED) f.number = ++s->log.number;
    frame_count(s->generations[0], &f, s->frame.len);
    map_keep(&s->puts);
    return 0;
}

int front_commit(struct txn *t) {
    struct store *s = t->store;
    if (!t->writable) return front_abort(t), 0;
    t->err = s->puts.n ? puts_commit(t) : 0;
    if (t->err) {
        front_abort(t);
        return t->err;
    }
    memory_commit(&s->undo);
    s->writes = false;
    t->handle = NULL;
    return 0;
}

void front_abort(struct txn *t) {
    struct store *s = t->store;
    if (t->handle && t->writable) {
        front_back(t, 0);
        memory_back(&s->undo, 0);
        s->writes = false;
    }
    t->handle = NULL;
}

/* ---- rows ---- */

/* Below a generation: of those that are older, then of LMDB. */
static bool get_below(struct txn *t, size_t from, store_table table, struct span key, struct span *out) {
    struct store *s = t->store;
    for (size_t i = from; i < s->n_generations; i++) {
        const struct map *m = &s->generations[i]->map;
        const struct map_row *r = map_is_empty(m, table) ? NULL : map_find(m, table, key);
        const struct map_value *v = r ? front_value(t, r) : NULL;
        if (!v || v->state == MAP_ABSENT) continue;
        if (v->state == MAP_VALUE) *out = span_of(v->data, v->len);
        return v->state == MAP_VALUE;
    }
    MDB_val k = val(key), value;
    int rc = mdb_get(s->base, s->tables[table], &k, &value);
    if (rc == 0) *out = of_val(value);
    if (rc != MDB_NOTFOUND) latch(t, rc);
    return rc == 0;
}

bool front_get(struct txn *t, store_table table, const struct key *k, struct span *out) {
    return k->len && get_below(t, 0, table, key_span(k), out);
}

static int is_there(const struct map_row *r, const struct map_value *v) {
    return v->state == MAP_ABSENT ? r->below : v->state == MAP_VALUE;
}

void front_set(struct txn *t, store_table table, const struct key *k, const struct map_value *to) {
    struct store *s = t->store;
    struct generation *g = s->generations[0];
    struct span unused;
    bool made;
    if (k->len == 0) {
        t->err = ERR_INVALID;
        return;
    }
    struct map_row *r = map_row(&g->map, table, key_span(k), &made);
    if (r && made && s->counted[table]) r->below = get_below(t, 1, table, key_span(k), &unused);
    if (t->err) return;
    int was = r ? is_there(r, &r->now) : 0;
    t->err = r ? map_set(&g->map, &s->puts, table, r, to) : ERR_NOMEM;
    if (!t->err) g->more[table] += is_there(r, &r->now) - was;
}

void front_back(struct txn *t, size_t n_puts) {
    struct store *s = t->store;
    while (s->puts.n > n_puts) {
        const struct map_step *last = &s->puts.steps[s->puts.n - 1];
        s->generations[0]->more[last->table] +=
            is_there(last->row, &last->before) - is_there(last->row, &last->row->now);
        map_back(&s->puts, s->puts.n - 1);
    }
}

/* In key order, as they go: the cursor's own layer gets rows only where it has been. */
void front_clear(struct txn *t, store_table table) {
    struct store_cursor c = cursor_open(t, table, &KEY_EMPTY, NULL);
    while (cursor_next(&c)) front_set(t, table, &c.key, &(struct map_value){.state = MAP_DELETED});
    cursor_close(&c);
}

/* ---- counts ---- */

/* Asked for the first time: what each generation adds to what lies below it. From then on front_set keeps it, at the
 * price of a look-up for each new row of this table. */
static void count_begin(struct txn *t, store_table table) {
    struct store *s = t->store;
    for (size_t i = s->n_generations; i-- > 0;) {
        struct generation *g = s->generations[i];
        g->more[table] = 0;
        for (struct map_row *r = map_first(&g->map, table); r; r = map_next(r)) {
            struct span unused;
            bool below = get_below(t, i + 1, table, map_key(r), &unused);
            if (i == 0) r->below = below; /* a frozen one is the filler's to read, and does not change */
            if (r->now.state != MAP_ABSENT) g->more[table] += (r->now.state == MAP_VALUE) - below;
        }
    }
    s->counted[table] = true;
}

/* A reader's is as of the last commit, the open transaction's rows taken off. */
static int64_t open_more(const struct txn *t, store_table table) {
    const struct map_undo *puts = &t->store->puts;
    int64_t n = 0;
    for (size_t i = 0; !t->writable && i < puts->n; i++) {
        const struct map_step *step = &puts->steps[i];
        if (step->table == table && step->row->touched == i + 1)
            n += is_there(step->row, &step->row->now) - is_there(step->row, &step->before);
    }
    return n;
}

uint64_t front_count(struct txn *t, store_table table) {
    struct store *s = t->store;
    MDB_stat stat = {0};
    bool is_above = false;
    latch(t, mdb_stat(s->base, s->tables[table], &stat));
    for (size_t i = 0; i < s->n_generations; i++) is_above |= !map_is_empty(&s->generations[i]->map, table);
    if (!is_above) return stat.ms_entries;
    if (!s->counted[table]) count_begin(t, table);
    int64_t n = (int64_t)stat.ms_entries - open_more(t, table);
    for (size_t i = 0; i < s->n_generations; i++) n += s->generations[i]->more[table];
    return t->err ? 0 : (uint64_t)n;
}
