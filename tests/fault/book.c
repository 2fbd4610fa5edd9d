#include "book.h"

#include <lmdb.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include "base/message.h"

enum { TABLES_MAX = 128 };

static struct span span_of_val(MDB_val v) { return span_of(v.mv_data, v.mv_size); }

static uint64_t big_endian(const uint8_t *bytes) {
    uint64_t v = 0;
    for (int i = 0; i < 8; i++) v = v << 8 | bytes[i];
    return v;
}

struct id digest_of(const char *domain, struct span a, struct span b, struct span c) {
    const struct span parts[] = {span_text(domain), a, b, c};
    crypto_generichash_state state;
    struct id out;
    crypto_generichash_init(&state, NULL, 0, ID_LEN);
    for (size_t i = 0; i < 4; i++) {
        uint8_t len[8];
        for (int k = 0; k < 8; k++) len[k] = (uint8_t)((uint64_t)parts[i].len >> (56 - 8 * k));
        crypto_generichash_update(&state, len, sizeof len);
        crypto_generichash_update(&state, parts[i].data, parts[i].len);
    }
    crypto_generichash_final(&state, out.bytes, ID_LEN);
    return out;
}

struct id chain_after(const uint8_t previous[ID_LEN], struct span body) {
    return digest_of("sippe chain", span_of(previous, ID_LEN), body, (struct span){NULL, 0});
}

/* ---- tables ---- */

/* A text that a zero byte ends, and what follows it. False: no zero byte. */
static bool text_split(struct book *b, struct span key, const char **text, struct span *rest) {
    const uint8_t *end = memchr(key.data, 0, key.len);
    if (!end) return false;
    size_t len = (size_t)(end - key.data) + 1;
    *text = arena_copy(&b->arena, key.data, len);
    *rest = span_of(key.data + len, key.len - len);
    return true;
}

static bool take_journal(struct book *b, struct span key, struct span value) {
    struct entry *e = message_grow(&b->arena, (void **)&b->entries, &b->n_entries, sizeof *e);
    *e = (struct entry){.packed = arena_span(&b->arena, value)};
    if (key.len != 8) return false;
    e->key_seq = big_endian(key.data);
    e->r = UNPACK_OWN(&b->arena, sippe__record, e->packed);
    return e->r != NULL;
}

static bool take_stream(struct book *b, struct span key, struct span value) {
    struct stream_row *s = message_grow(&b->arena, (void **)&b->streams, &b->n_streams, sizeof *s);
    struct span n;
    if (!text_split(b, key, &s->name, &n) || n.len != 8 || value.len != 8) return false;
    s->n = big_endian(n.data);
    s->seq = big_endian(value.data);
    return true;
}

static bool take_cursor(struct book *b, struct span key, struct span value) {
    struct cursor_row *c = message_grow(&b->arena, (void **)&b->cursors, &b->n_cursors, sizeof *c);
    struct span rest;
    c->cursor = UNPACK_OWN(&b->arena, engine_rows__cursor, arena_span(&b->arena, value));
    return text_split(b, key, &c->journal, &rest) && c->cursor;
}

static bool take_named(struct book *b, struct span key, struct named_id *out) {
    struct span id;
    if (!text_split(b, key, &out->name, &id) || id.len != ID_LEN) return false;
    memcpy(out->id.bytes, id.data, ID_LEN);
    return true;
}

static bool take_heard(struct book *b, struct span key, struct span value) {
    (void)value;
    return take_named(b, key, message_grow(&b->arena, (void **)&b->heard, &b->n_heard, sizeof *b->heard));
}

/* (member, request), two ids: the first as its digits, so that both kinds are found alike. */
static bool take_reply(struct book *b, struct span key, struct span value) {
    (void)value;
    struct named_id *out = message_grow(&b->arena, (void **)&b->replies, &b->n_replies, sizeof *b->replies);
    struct id member;
    if (key.len != 8 + 2 * ID_LEN) return false; /* the period first */
    memcpy(member.bytes, key.data + 8, ID_LEN);
    memcpy(out->id.bytes, key.data + 8 + ID_LEN, ID_LEN);
    out->name = id_text(&b->arena, member);
    return true;
}

static bool take_recalled(struct book *b, struct span key, struct span value) {
    (void)value;
    struct id *id = message_grow(&b->arena, (void **)&b->recalled, &b->n_recalled, sizeof *id);
    if (key.len != ID_LEN) return false;
    memcpy(id->bytes, key.data, ID_LEN);
    return true;
}

static bool take_meta(struct book *b, struct span key, struct span value) {
    if (key.len != 5 || memcmp(key.data, "head", 5) != 0) return true;
    if (value.len != 8 + ID_LEN + 8) return false;
    b->has_head = true;
    b->head_seq = big_endian(value.data);
    memcpy(b->head_chain, value.data + 8, ID_LEN);
    return true;
}

static const struct {
    const char *table;
    bool (*take)(struct book *, struct span key, struct span value);
} takers[] = {{"journal", take_journal}, {"stream", take_stream},     {"cursor", take_cursor}, {"heard", take_heard},
              {"reply", take_reply},     {"recalled", take_recalled}, {"meta", take_meta}};

static bool take_row(struct book *b, const char *table, struct span key, struct span value) {
    if (strcmp(table, "journal") != 0) {
        struct raw_row *row = message_grow(&b->arena, (void **)&b->rows, &b->n_rows, sizeof *row);
        *row = (struct raw_row){table, arena_span(&b->arena, key), arena_span(&b->arena, value)};
    }
    for (size_t i = 0; i < sizeof takers / sizeof *takers; i++)
        if (strcmp(takers[i].table, table) == 0) return takers[i].take(b, key, value);
    return true;
}

static const char *table_read(struct book *b, MDB_txn *txn, const char *table) {
    MDB_dbi dbi;
    MDB_cursor *c;
    MDB_val key, value;
    if (mdb_dbi_open(txn, table, 0, &dbi) || mdb_cursor_open(txn, dbi, &c)) return "a table cannot be opened";
    int rc = mdb_cursor_get(c, &key, &value, MDB_FIRST);
    const char *wrong = NULL;
    while (rc == 0 && !wrong) {
        if (!take_row(b, table, span_of_val(key), span_of_val(value))) wrong = table;
        rc = mdb_cursor_get(c, &key, &value, MDB_NEXT);
    }
    mdb_cursor_close(c);
    return wrong ? arena_printf(&b->arena, "a row of the table %s does not decode", wrong) : NULL;
}

/* The names of an environment's tables are the keys of its main one. */
static const char *tables_read(struct book *b, MDB_txn *txn) {
    MDB_dbi main;
    MDB_cursor *c;
    MDB_val key, value;
    if (mdb_dbi_open(txn, NULL, 0, &main) || mdb_cursor_open(txn, main, &c)) return "the store has no tables";
    const char *wrong = NULL;
    for (int rc = mdb_cursor_get(c, &key, &value, MDB_FIRST); rc == 0 && !wrong;
         rc = mdb_cursor_get(c, &key, &value, MDB_NEXT)) {
        char *name = arena_alloc(&b->arena, key.mv_size + 1);
        memcpy(name, key.mv_data, key.mv_size);
        wrong = table_read(b, txn, name);
    }
    mdb_cursor_close(c);
    return wrong;
}

/* ---- order ---- */

static int named_compare(const void *x, const void *y) {
    const struct named_id *a = x, *b = y;
    int names = strcmp(a->name, b->name);
    return names ? names : memcmp(a->id.bytes, b->id.bytes, ID_LEN);
}

static int cause_compare(const void *x, const void *y) {
    const struct by_cause *a = x, *b = y;
    int causes = memcmp(a->cause.bytes, b->cause.bytes, ID_LEN);
    if (causes) return causes;
    return a->entry->key_seq < b->entry->key_seq ? -1 : a->entry->key_seq > b->entry->key_seq;
}

static void named_sort(struct named_id *list, size_t n) {
    if (n) qsort(list, n, sizeof *list, named_compare);
}

static void causes_fill(struct book *b) {
    for (size_t i = 0; i < b->n_entries; i++) {
        struct by_cause *c = message_grow(&b->arena, (void **)&b->causes, &b->n_causes, sizeof *c);
        c->entry = &b->entries[i];
        c->cause = id_of(b->entries[i].r->cause);
    }
    if (b->n_causes) qsort(b->causes, b->n_causes, sizeof *b->causes, cause_compare);
}

const char *book_read(struct book *b, const char *name, const char *dir) {
    MDB_env *env;
    MDB_txn *txn;
    *b = (struct book){.name = name, .dir = dir};
    arena_init(&b->arena);
    if (mdb_env_create(&env)) return "out of memory";
    mdb_env_set_maxdbs(env, TABLES_MAX);
    const char *wrong = "the store cannot be opened";
    if (mdb_env_open(env, dir, MDB_RDONLY | MDB_NOLOCK, 0600) == 0 && mdb_txn_begin(env, NULL, MDB_RDONLY, &txn) == 0) {
        wrong = tables_read(b, txn);
        mdb_txn_abort(txn);
    }
    mdb_env_close(env);
    if (wrong) return wrong;
    named_sort(b->heard, b->n_heard);
    named_sort(b->replies, b->n_replies);
    causes_fill(b);
    return NULL;
}

void book_close(struct book *b) { arena_close(&b->arena); }

/* ---- looking up ---- */

const struct entry *book_entry(const struct book *b, uint64_t seq) {
    return seq >= 1 && seq <= b->n_entries && b->entries[seq - 1].key_seq == seq ? &b->entries[seq - 1] : NULL;
}

const struct cursor_row *book_cursor(const struct book *b, const char *journal) {
    for (size_t i = 0; i < b->n_cursors; i++)
        if (strcmp(b->cursors[i].journal, journal) == 0) return &b->cursors[i];
    return NULL;
}

static bool named_has(const struct named_id *list, size_t n, const char *name, struct id id) {
    struct named_id wanted = {name, id};
    return n && bsearch(&wanted, list, n, sizeof *list, named_compare);
}

bool book_heard(const struct book *b, const char *journal, struct id record) {
    return named_has(b->heard, b->n_heard, journal, record);
}

struct id member_of_key(const char *name) {
    struct id id;
    if (id_parse(name, &id)) return id;
    return digest_of("sippe configured key", span_text(name), (struct span){NULL, 0}, (struct span){NULL, 0});
}

bool book_remembers(const struct book *b, struct id member, struct id request) {
    char name[33];
    id_hex(member, name);
    return named_has(b->replies, b->n_replies, name, request);
}

bool book_recalled(const struct book *b, struct id record) {
    for (size_t i = 0; i < b->n_recalled; i++)
        if (id_equal(b->recalled[i], record)) return true;
    return false;
}

size_t book_caused(const struct book *b, struct id cause, const char *type, const struct entry **first) {
    size_t low = 0, high = b->n_causes, n = 0;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (memcmp(b->causes[middle].cause.bytes, cause.bytes, ID_LEN) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (first) *first = NULL;
    for (; low < b->n_causes && id_equal(b->causes[low].cause, cause); low++) {
        if (type && strcmp(b->causes[low].entry->r->type, type) != 0) continue;
        if (first && !*first) *first = b->causes[low].entry;
        n++;
    }
    return n;
}
