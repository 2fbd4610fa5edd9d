/* The frames that LMDB does not hold, read back from the log as generations. Nothing is applied: rows go where the
 * frames say. Of the two files the one that begins with the lower number comes first; LMDB's position says from where
 * on they count.
 *
 * What ends the tail is a frame that was torn, which is always the last thing written, and never answered for. A whole
 * one further on says that it is damage instead: a store that went on without the frames between would have lost what
 * it acknowledged. */
#include "store/lmdb.h"

#include <sodium.h>
#include <stdlib.h>

struct tail_file {
    uint8_t *bytes;
    size_t size;
    struct frame tables;
    size_t at;     /* the next frame that is looked at, */
    uint64_t next; /* and its number */
    bool is_ended, is_kept;
    size_t end; /* of the last frame that is kept */
};

struct tail {
    struct store *store;
    struct tail_file files[LOG_FILES];
    uint64_t position, last; /* of LMDB; of what is kept */
};

static struct span rest(const struct tail_file *f, size_t at) { return span_of(f->bytes + at, f->size - at); }

/* ---- a new life ---- */

/* A store that never had a log, or a copy, which has none: whatever lies in the log's files is of another life. */
static int lineage_draw(struct store *s) {
    MDB_txn *txn;
    while (!s->log.lineage) randombytes_buf(&s->log.lineage, sizeof s->log.lineage);
    int rc = mdb_txn_begin(s->env, NULL, 0, &txn);
    if (rc) return store_err(rc);
    rc = own_put(s, txn, "lineage", s->log.lineage);
    if (!rc) rc = own_put(s, txn, "position", s->fill.position);
    if (rc) {
        mdb_txn_abort(txn);
        return store_err(rc);
    }
    rc = mdb_txn_commit(txn);
    return rc ? store_err(rc) : layers_renew(s);
}

/* ---- one file ---- */

/* Its first frame says which tables the numbers in it mean. */
static int file_begin(struct tail *t, unsigned int i) {
    struct tail_file *f = &t->files[i];
    int err = log_read(&t->store->log, i, &f->bytes);
    if (err) return err;
    f->size = t->store->log.files[i].size;
    f->at = frame_read(rest(f, 0), t->store->log.lineage, &f->tables);
    f->is_ended = f->at == 0 || f->tables.kind != FRAME_TABLES;
    f->next = f->tables.number;
    return 0;
}

static unsigned int table_of(const struct store *s, const char *name) {
    unsigned int i = 0;
    while (i < s->n_tables && (s->memory[i] || strcmp(s->names[i], name) != 0)) i++;
    return i;
}

/* By their numbers in this file. A table that this release does not have any more is passed. */
static bool tables_map(const struct store *s, struct span names, unsigned int of[STORE_TABLES_MAX]) {
    for (unsigned int i = 0; i < STORE_TABLES_MAX; i++) of[i] = s->n_tables;
    for (unsigned int i = 0; names.len && i < STORE_TABLES_MAX; i++) {
        const uint8_t *end = memchr(names.data, 0, names.len);
        if (!end) return false;
        of[i] = table_of(s, (const char *)names.data);
        names = span_of(end + 1, names.len - (size_t)(end + 1 - names.data));
    }
    return true;
}

/* ---- frames into generations ---- */

static struct generation *generation_for(struct store *s) {
    struct generation *g = s->generations[0];
    bool is_full = g->frame_bytes >= GENERATION_BYTES && s->n_generations < GENERATIONS_MAX - 2;
    return is_full ? layers_new(s) : g;
}

static int row_take(struct store *s, struct generation *g, unsigned int table, const struct frame_row *row) {
    struct map_value to = {row->value.data, (uint32_t)row->value.len, row->is_deleted ? MAP_DELETED : MAP_VALUE};
    bool made;
    if (row->key.len > KEY_MAX) return ERR_CORRUPT;
    struct map_row *r = map_row(&g->map, table, row->key, &made);
    return r ? map_set(&g->map, &s->puts, table, r, &to) : ERR_NOMEM;
}

static int frame_take(struct store *s, const struct tail_file *file, const struct frame *f, size_t len) {
    unsigned int tables[STORE_TABLES_MAX];
    struct generation *g = generation_for(s);
    struct span payload = f->payload;
    struct frame_row row;
    bool is_sound = tables_map(s, file->tables.payload, tables);
    int err = !g ? ERR_NOMEM : is_sound ? 0 : ERR_CORRUPT;
    while (!err && frame_next_row(&payload, &row, &is_sound)) {
        unsigned int table = row.table < STORE_TABLES_MAX ? tables[row.table] : s->n_tables;
        if (table < s->n_tables) err = row_take(s, g, table, &row);
    }
    map_keep(&s->puts);
    if (err || !is_sound) return err ? err : ERR_CORRUPT;
    if (!g->first) g->first = f->number;
    g->last = f->number;
    g->at_ms = f->at_ms;
    g->seq = f->seq;
    g->frame_bytes += len;
    return 0;
}

/* The next whole frame of rows in a file; 0: its run has ended. Behind it may stand what was written before the file
 * was begun anew, and an old frame may begin exactly where the last new one ends: it has another number. */
static size_t file_next(const struct tail *t, struct tail_file *f, struct frame *out) {
    size_t len = f->is_ended ? 0 : frame_read(rest(f, f->at), t->store->log.lineage, out);
    if (len && (out->kind != FRAME_ROWS || out->number != f->next)) len = 0;
    if (!len) f->is_ended = true;
    return len;
}

/* As far as the numbers go on from what is kept, or stand in LMDB. */
static int file_take(struct tail *t, unsigned int i) {
    struct tail_file *f = &t->files[i];
    struct frame frame;
    size_t len;
    while ((len = file_next(t, f, &frame))) {
        if (frame.number > t->position && frame.number != t->last + 1) break;
        int err = frame.number > t->position ? frame_take(t->store, f, &frame, len) : 0;
        if (err) return err;
        f->at += len;
        f->next++;
        t->store->log.files[i].last = frame.number;
        if (frame.number <= t->position) continue;
        t->last = frame.number;
        f->is_kept = true;
        f->end = f->at;
    }
    return 0;
}

/* A whole frame of this life, anywhere in the file, that is further on than the one that may be torn. */
static bool has_further(const struct tail *t, const struct tail_file *f) {
    struct frame frame;
    uint8_t mark[8];
    for (int i = 0; i < 8; i++) mark[i] = (uint8_t)(t->store->log.lineage >> (8 * i));
    for (size_t at = 16; at < f->size;) {
        const uint8_t *found = memmem(f->bytes + at, f->size - at, mark, sizeof mark);
        if (!found) return false;
        size_t start = (size_t)(found - f->bytes) - 16;
        uint64_t number = 0;
        for (int i = 7; i >= 0; i--) number = number << 8 | f->bytes[start + 8 + (size_t)i];
        if (number > t->last + 1 && frame_read(rest(f, start), t->store->log.lineage, &frame)) return true;
        at = start + 17;
    }
    return false;
}

/* ---- all of it ---- */

static int tail_read(struct tail *t) {
    int err = 0;
    for (unsigned int i = 0; !err && i < LOG_FILES; i++) err = file_begin(t, i);
    if (err) return err;
    const struct tail_file *a = &t->files[0], *b = &t->files[1];
    unsigned int first = !b->is_ended && (a->is_ended || b->tables.number < a->tables.number);
    err = file_take(t, first);
    if (!err) err = file_take(t, !first);
    for (unsigned int i = 0; !err && i < LOG_FILES; i++)
        if (has_further(t, &t->files[i])) err = ERR_CORRUPT;
    return err;
}

/* The next frame goes behind the last one that is kept, over one that was torn; where none is kept, into a file that
 * holds nothing any more. */
static int tail_stand(struct tail *t) {
    struct log *l = &t->store->log;
    int err = 0;
    l->number = t->last;
    for (unsigned int i = 0; !err && i < LOG_FILES; i++) {
        const struct tail_file *f = &t->files[i];
        if (!f->is_kept) continue;
        if (l->files[i].last == t->last) {
            l->current = i;
            l->at = f->end;
        }
        err = log_write_again(l, i, span_of(f->bytes, f->end), 0);
    }
    return err;
}

/* Each its own commit: a long tail in one would hold all its changed pages in memory. */
static void generations_hand(struct store *s) {
    for (size_t i = s->n_generations; i-- > 1;) fill_add(s, s->generations[i]);
}

int recover(struct store *s, bool writes) {
    struct tail t = {.store = s};
    int err = own_read(s, &t.position, &s->log.lineage);
    s->fill.position = t.last = s->log.number = t.position;
    if (err) return err;
    if (!s->log.lineage) return writes ? lineage_draw(s) : 0;
    err = tail_read(&t);
    if (!err && writes) err = tail_stand(&t);
    for (unsigned int i = 0; i < LOG_FILES; i++) free(t.files[i].bytes);
    if (!err && writes) generations_hand(s);
    return err;
}
