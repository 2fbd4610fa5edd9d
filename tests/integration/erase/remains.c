/* What is left of somebody in what stopped daemons have written.
 *
 *     remains tree DIR                            each key and value of the store's live tree: TABLE KEY VALUE, in hex
 *     remains opens DAEMON DIR WRAPPING SUBJECT   how many of the texts sealed for her the store's engine opens with
 *                                                 the vault beside it: before any turn, so as a restore finds them
 *     remains slots VAULT WRAPPING SUBJECT        of each slot that bears her id, its number and what is under it by
 *                                                 that key, whatever the head says: key, zeros, or nothing
 *
 * An LMDB file holds more than its tree: pages that a later transaction freed stay as they were until they are used
 * again, and what was deleted may be read there for as long. `tree` does not see them; whoever reads raw bytes does. */
#include <lmdb.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "engine/journal/journal.h"
#include "seal/slot.h"
#include "services.h"

static void must(int rc, const char *what) {
    if (!rc) return;
    fprintf(stderr, "remains: %s: %d\n", what, rc);
    exit(2);
}

/* ---- the live tree ---- */

static bool next(MDB_cursor *cursor, MDB_val *key, MDB_val *value, const char *what) {
    int rc = mdb_cursor_get(cursor, key, value, MDB_NEXT);
    must(rc == MDB_NOTFOUND ? 0 : rc, what);
    return rc == 0;
}

static void hex_print(MDB_val v, char end) {
    for (size_t i = 0; i < v.mv_size; i++) printf("%02x", ((const uint8_t *)v.mv_data)[i]);
    putchar(end);
}

static void table_print(MDB_txn *txn, const char *name) {
    MDB_dbi dbi;
    MDB_cursor *cursor;
    MDB_val key, value;
    must(mdb_dbi_open(txn, name, 0, &dbi), name);
    must(mdb_cursor_open(txn, dbi, &cursor), name);
    while (next(cursor, &key, &value, name)) {
        printf("%s ", name);
        hex_print(key, ' ');
        hex_print(value, '\n');
    }
    mdb_cursor_close(cursor);
}

static int tree(const char *dir) {
    MDB_env *env;
    MDB_txn *txn;
    MDB_dbi dbi;
    MDB_cursor *cursor;
    MDB_val key, value;
    must(mdb_env_create(&env), "LMDB");
    must(mdb_env_set_maxdbs(env, 128), "LMDB");
    must(mdb_env_open(env, dir, MDB_RDONLY | MDB_NOLOCK, 0), dir);
    must(mdb_txn_begin(env, NULL, MDB_RDONLY, &txn), dir);
    must(mdb_dbi_open(txn, NULL, 0, &dbi), dir);
    must(mdb_cursor_open(txn, dbi, &cursor), dir);
    while (next(cursor, &key, &value, dir)) {
        char name[256];
        snprintf(name, sizeof name, "%.*s", (int)key.mv_size, (const char *)key.mv_data);
        table_print(txn, name);
    }
    mdb_cursor_close(cursor);
    mdb_txn_abort(txn);
    mdb_env_close(env);
    return 0;
}

/* ---- what opens ---- */

struct counted {
    size_t n, opened;
};

static void record_count(struct view *v, struct id hers, uint64_t seq, struct counted *c) {
    const sippe__record *r = journal_read(v, seq);
    struct written w;
    if (!r || !r->sealed.len || !id_is(r->sealed_for, hers)) return;
    c->n++;
    c->opened += written_open(v, r, &w) == 0;
}

static void table_count(struct view *v, store_table at, const char *name, const ProtobufCMessageDescriptor *type,
                        struct id hers, struct counted *c) {
    if (!protobuf_c_message_descriptor_get_field_by_name(type, "personal")) return; /* nothing of it is sealed */
    struct store_cursor cursor = cursor_open(v->txn, at, &KEY_EMPTY, NULL);
    while (cursor_next(&cursor)) {
        const ProtobufCMessage *part = row_open_part(v->arena, type, cursor.value);
        void *row = NULL;
        if (!part || !id_equal(row_subject(part, &cursor.key), hers)) continue;
        c->n++;
        c->opened += row_open(v, name, &cursor.key, type, cursor.value, &row) == 0;
    }
    cursor_close(&cursor);
}

static void all_count(struct view *v, struct id hers) {
    struct counted records = {0}, rows = {0}, own = {0};
    const struct service *s = v->e->service;
    for (uint64_t seq = 1; seq <= v->e->seq; seq++) record_count(v, hers, seq, &records);
    for (size_t i = 0; i < s->n_rows; i++)
        if (!s->rows[i]->of && s->rows[i]->type && row_says_whose(s->rows[i]->type))
            table_count(v, (store_table)(TABLE_SERVICE + i), s->rows[i]->name, s->rows[i]->type, hers, &rows);
    table_count(v, TABLE_REPLY, own_tables[TABLE_REPLY], &engine_rows__reply__descriptor, hers, &own);
    table_count(v, TABLE_HELD, own_tables[TABLE_HELD], &engine_rows__held__descriptor, hers, &own);
    table_count(v, TABLE_FILE_ACCESS, own_tables[TABLE_FILE_ACCESS], &engine_rows__file_access__descriptor, hers, &own);
    printf("{\"records\": [%zu, %zu], \"rows\": [%zu, %zu], \"own\": [%zu, %zu]}\n", records.opened, records.n,
           rows.opened, rows.n, own.opened, own.n);
}

static const struct service *service_named(const char *name) {
    for (int i = 0; i < DAEMONS; i++)
        if (strcmp(all_services[i]->name, name) == 0) return all_services[i];
    exit(2);
}

static void key_load(const char *path, struct wrapping_key *key) {
    struct seal_fault fault;
    must(wrapping_key_load(path, key, &fault), path);
}

static struct id subject_of(const char *hex) {
    struct id id;
    if (!id_parse(hex, &id)) exit(2);
    return id;
}

static int opens(char **argv) {
    struct wrapping_key key;
    struct engine *e;
    struct arena a;
    key_load(argv[2], &key);
    struct engine_options o = {.dir = argv[1],
                               .service = service_named(argv[0]),
                               .territory = "essai-nord",
                               .release = "test",
                               .map_bytes = 256 << 20,
                               .wrapping = &key};
    int rc = engine_open(&e, &o);
    if (rc) {
        printf("{\"refused\": %d}\n", rc);
        return 0;
    }
    arena_init(&a);
    struct view v = {e, &a, &e->snapshot};
    all_count(&v, subject_of(argv[3]));
    arena_close(&a);
    engine_close(e);
    return 0;
}

/* ---- slots ---- */

static const char *under(const struct slot_codec *c, uint64_t slot, const uint8_t *raw) {
    uint8_t subject_key[SEAL_KEY_LEN];
    int rc = slot_key_read(c, slot, raw, subject_key);
    return rc == 0 ? "key" : rc == ERR_ERASED ? "zeros" : "nothing";
}

static int slots(char **argv) {
    struct wrapping_key key;
    struct slot_codec codec;
    struct vault_seen seen;
    struct id hers = subject_of(argv[2]);
    uint8_t raw[VAULT_SLOT_LEN];
    key_load(argv[1], &key);
    must(vault_look(argv[0], &seen), argv[0]);
    slot_codec_make(&codec, &key, seen.journal);
    FILE *f = fopen(argv[0], "rb");
    if (!f || fseek(f, SLOTS_AT, SEEK_SET)) return 2;
    for (uint64_t slot = 1; fread(raw, sizeof raw, 1, f) == 1; slot++)
        if (memmem(raw, SLOT_STATE_LEN, hers.bytes, ID_LEN))
            printf("%llu %s\n", (unsigned long long)slot, under(&codec, slot, raw));
    fclose(f);
    return 0;
}

int main(int argc, char **argv) {
    if (sodium_init() < 0) return 2;
    if (argc == 3 && strcmp(argv[1], "tree") == 0) return tree(argv[2]);
    if (argc == 6 && strcmp(argv[1], "opens") == 0) return opens(argv + 2);
    if (argc == 5 && strcmp(argv[1], "slots") == 0) return slots(argv + 2);
    fputs("usage: remains tree DIR | opens DAEMON DIR WRAPPING SUBJECT | slots VAULT WRAPPING SUBJECT\n", stderr);
    return 2;
}
