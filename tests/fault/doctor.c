/* Spoils a stopped daemon's store, to prove that what should notice does.
 *
 *     doctor DIR newer-format            the store says that a later release made it
 *     doctor DIR newer-type              the store holds records of a type that a later release wrote
 *     doctor DIR flip-byte               one byte of one record's open part
 *     doctor DIR drop-last               the last record is gone, the head still counts it
 *     doctor DIR drop-record TYPE        one record less, all else numbered, indexed and chained anew: a skilled forger
 *     doctor DIR repeat-record TYPE      a record once more under another id, likewise
 *     doctor DIR gap-stream              a row of the streams' index is gone
 *     doctor DIR cursor-back JOURNAL     the cursor in that journal's stream stands before what was taken
 *     doctor DIR lose-index NAME         the store of a release that had no such index
 *     doctor DIR forget-replies
 *     doctor DIR access-flip N           one byte of entry N of the access journal
 *     doctor DIR access-cut N            that entry is gone
 *     doctor DIR access-swap N           it and the next one have changed places
 *     doctor DIR access-end N            it and all behind it are gone, and the end says so: a skilled forger */
#include <lmdb.h>
#include <stdio.h>
#include <stdlib.h>
#include "base/message.h"
#include "store/store.h"
#include "book.h"

#define MUST(rc)                                                                                                       \
    do {                                                                                                               \
        int rc_ = (rc);                                                                                                \
        if (rc_) {                                                                                                     \
            fprintf(stderr, "doctor: %s: %s\n", #rc, mdb_strerror(rc_));                                               \
            exit(2);                                                                                                   \
        }                                                                                                              \
    } while (0)

struct patient {
    struct book book;
    MDB_env *env;
    MDB_txn *txn;
};

static MDB_dbi table(struct patient *p, const char *name) {
    MDB_dbi dbi;
    MUST(mdb_dbi_open(p->txn, name, 0, &dbi));
    return dbi;
}

static void put(struct patient *p, const char *name, struct span key, struct span value) {
    MDB_val k = {key.len, (void *)(uintptr_t)key.data}, v = {value.len, (void *)(uintptr_t)value.data};
    MUST(mdb_put(p->txn, table(p, name), &k, &v, 0));
}

static void delete (struct patient *p, const char *name, struct span key) {
    MDB_val k = {key.len, (void *)(uintptr_t)key.data};
    MUST(mdb_del(p->txn, table(p, name), &k, NULL));
}

static struct span number(struct arena *a, uint64_t n) {
    uint8_t be[8];
    for (int i = 0; i < 8; i++) be[i] = (uint8_t)(n >> (56 - 8 * i));
    return span_of(arena_copy(a, be, sizeof be), sizeof be);
}

static struct span joined(struct arena *a, struct span x, struct span y) {
    uint8_t *out = arena_alloc(a, x.len + y.len);
    memcpy(out, x.data, x.len);
    memcpy(out + x.len, y.data, y.len);
    return span_of(out, x.len + y.len);
}

static struct span text_key(struct arena *a, const char *text) {
    return span_of(arena_text(a, text), strlen(text) + 1);
}

static struct entry *first_of(struct patient *p, const char *type) {
    for (size_t i = 0; i < p->book.n_entries; i++)
        if (strcmp(p->book.entries[i].r->type, type) == 0) return &p->book.entries[i];
    fprintf(stderr, "doctor: no %s in %s\n", type, p->book.dir);
    exit(2);
}

/* ---- writing a journal anew ---- */

static uint64_t next_in(const struct book *b, size_t before, const char *stream) {
    uint64_t n = 1;
    for (size_t i = 0; i < before; i++)
        for (size_t k = 0; k < b->entries[i].r->n_streams; k++)
            n += strcmp(b->entries[i].r->streams[k]->name, stream) == 0;
    return n;
}

static void record_put(struct patient *p, size_t i, uint8_t chain[ID_LEN]) {
    struct arena *a = &p->book.arena;
    sippe__record *r = p->book.entries[i].r;
    r->seq = i + 1;
    for (size_t k = 0; k < r->n_streams; k++) {
        r->streams[k]->n = next_in(&p->book, i, r->streams[k]->name);
        put(p, "stream", joined(a, text_key(a, r->streams[k]->name), number(a, r->streams[k]->n)), number(a, r->seq));
    }
    r->chain = (ProtobufCBinaryData){0, NULL};
    struct id next = chain_after(chain, message_pack(a, &r->base));
    r->chain = id_field(a, next);
    put(p, "journal", number(a, r->seq), message_pack(a, &r->base));
    memcpy(chain, next.bytes, ID_LEN);
}

static void journal_write(struct patient *p) {
    struct arena *a = &p->book.arena;
    uint8_t chain[ID_LEN] = {0};
    MUST(mdb_drop(p->txn, table(p, "journal"), 0));
    MUST(mdb_drop(p->txn, table(p, "stream"), 0));
    for (size_t i = 0; i < p->book.n_entries; i++) record_put(p, i, chain);
    struct span head = joined(a, number(a, p->book.n_entries), joined(a, span_of(chain, ID_LEN), number(a, 0)));
    put(p, "meta", text_key(a, "head"), head);
}

/* ---- what it can do ---- */

static void newer_format(struct patient *p, const char *argument) {
    (void)argument;
    put(p, "meta", text_key(&p->book.arena, "format"), number(&p->book.arena, 99));
}

static void flip_byte(struct patient *p, const char *argument) {
    (void)argument;
    struct entry *e = &p->book.entries[p->book.n_entries / 2];
    uint8_t *packed = arena_copy(&p->book.arena, e->packed.data, e->packed.len);
    const uint8_t *open = memmem(packed, e->packed.len, e->r->open.data, e->r->open.len);
    packed[open - packed] ^= 1;
    put(p, "journal", number(&p->book.arena, e->key_seq), span_of(packed, e->packed.len));
}

static void newer_type(struct patient *p, const char *argument) {
    (void)argument;
    struct arena *a = &p->book.arena;
    put(p, "type", text_key(a, "sippe.later.Learned"), number(a, p->book.n_entries));
}

static void lose_index(struct patient *p, const char *name) {
    struct arena *a = &p->book.arena;
    MUST(mdb_drop(p->txn, table(p, name), 1));
    delete (p, "meta", text_key(a, arena_printf(a, "index %s", name)));
}

static void drop_last(struct patient *p, const char *argument) {
    (void)argument;
    delete (p, "journal", number(&p->book.arena, p->book.n_entries));
}

static void drop_record(struct patient *p, const char *type) {
    struct entry *e = first_of(p, type), *end = p->book.entries + p->book.n_entries;
    memmove(e, e + 1, (size_t)(end - e - 1) * sizeof *e);
    p->book.n_entries--;
    journal_write(p);
}

static void repeat_record(struct patient *p, const char *type) {
    struct arena *a = &p->book.arena;
    sippe__record *again = message_copy(a, &first_of(p, type)->r->base);
    again->id.data[0] ^= 0x80;
    struct entry *e = message_grow(a, (void **)&p->book.entries, &p->book.n_entries, sizeof *e);
    *e = (struct entry){.r = again};
    journal_write(p);
}

static void gap_stream(struct patient *p, const char *argument) {
    (void)argument;
    struct arena *a = &p->book.arena;
    const struct stream_row *s = &p->book.streams[0];
    delete (p, "stream", joined(a, text_key(a, s->name), number(a, s->n)));
}

static void cursor_back(struct patient *p, const char *journal) {
    struct arena *a = &p->book.arena;
    const struct cursor_row *c = book_cursor(&p->book, journal);
    if (!c || !c->cursor->position) exit(2);
    c->cursor->position->n = 1;
    put(p, "cursor", text_key(a, journal), message_pack(a, &c->cursor->base));
}

static void forget_replies(struct patient *p, const char *argument) {
    (void)argument;
    MUST(mdb_drop(p->txn, table(p, "reply"), 0));
}

/* ---- the access journal ---- */

static struct span access_key(struct patient *p, uint64_t n) { return number(&p->book.arena, n); }

static struct span access_of(struct patient *p, uint64_t n) {
    struct span key = access_key(p, n);
    MDB_val k = {key.len, (void *)(uintptr_t)key.data}, v;
    MUST(mdb_get(p->txn, table(p, "access"), &k, &v));
    return span_of(arena_copy(&p->book.arena, v.mv_data, v.mv_size), v.mv_size);
}

static void access_flip(struct patient *p, const char *n) {
    struct span value = access_of(p, strtoull(n, NULL, 10));
    uint8_t *changed = arena_copy(&p->book.arena, value.data, value.len);
    changed[ID_LEN + 3] ^= 1; /* of its time */
    put(p, "access", access_key(p, strtoull(n, NULL, 10)), span_of(changed, value.len));
}

static void access_cut(struct patient *p, const char *n) { delete (p, "access", access_key(p, strtoull(n, NULL, 10))); }

static void access_swap(struct patient *p, const char *n) {
    uint64_t at = strtoull(n, NULL, 10);
    struct span one = access_of(p, at), next = access_of(p, at + 1);
    put(p, "access", access_key(p, at), next);
    put(p, "access", access_key(p, at + 1), one);
}

/* With the chain of the entry that is now the last. */
static void access_end(struct patient *p, const char *n) {
    struct arena *a = &p->book.arena;
    uint64_t last = strtoull(n, NULL, 10) - 1;
    MDB_stat s;
    MUST(mdb_stat(p->txn, table(p, "access"), &s));
    for (uint64_t i = last + 1; i <= s.ms_entries + last && i <= last + 1000; i++) {
        struct span key = access_key(p, i);
        MDB_val k = {key.len, (void *)(uintptr_t)key.data};
        int rc = mdb_del(p->txn, table(p, "access"), &k, NULL);
        if (rc != MDB_NOTFOUND) MUST(rc);
    }
    struct span chain = span_of(access_of(p, last).data, ID_LEN); /* it stands before the row */
    put(p, "meta", text_key(a, "access"), joined(a, number(a, last), chain));
}

static const struct {
    const char *name;
    void (*run)(struct patient *p, const char *argument);
} treatments[] = {{"newer-format", newer_format}, {"newer-type", newer_type},   {"flip-byte", flip_byte},
                  {"drop-last", drop_last},       {"drop-record", drop_record}, {"repeat-record", repeat_record},
                  {"gap-stream", gap_stream},     {"cursor-back", cursor_back}, {"forget-replies", forget_replies},
                  {"lose-index", lose_index},     {"access-flip", access_flip}, {"access-cut", access_cut},
                  {"access-swap", access_swap},   {"access-end", access_end}};

static void treat(struct patient *p, size_t which, const char *argument) {
    MUST(mdb_env_create(&p->env));
    MUST(mdb_env_set_maxdbs(p->env, STORE_TABLES_MAX));
    MUST(mdb_env_set_mapsize(p->env, (size_t)1 << 30));
    MUST(mdb_env_open(p->env, p->book.dir, 0, 0600));
    MUST(mdb_txn_begin(p->env, NULL, 0, &p->txn));
    treatments[which].run(p, argument);
    MUST(mdb_txn_commit(p->txn));
    mdb_env_close(p->env);
}

int main(int argc, char **argv) {
    struct patient p;
    for (size_t i = 0; argc >= 3 && i < sizeof treatments / sizeof *treatments; i++) {
        if (strcmp(argv[2], treatments[i].name) != 0) continue;
        const char *wrong = book_read(&p.book, "patient", argv[1]);
        if (wrong)
            fprintf(stderr, "doctor: %s: %s\n", argv[1], wrong);
        else
            treat(&p, i, argc > 3 ? argv[3] : "");
        book_close(&p.book);
        return wrong ? 2 : 0;
    }
    fprintf(stderr, "usage: doctor DIR TREATMENT [TYPE | JOURNAL | INDEX | N]\n");
    return 2;
}
