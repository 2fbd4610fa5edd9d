/* settle DIR: what a daemon that was killed left there, its log put into data.mdb as its next start would do it, so that
 * readers that know nothing but LMDB find all of it there. The store's own code does it; what came of it is looked at by
 * others (check_cut, check_journals). */
#include <lmdb.h>
#include <stdio.h>
#include <string.h>
#include "store/store.h"

static char names[STORE_TABLES_MAX][128];
static const char *tables[STORE_TABLES_MAX];

/* All tables of the file but the store's own. */
static int names_read(const char *dir, unsigned int *n) {
    MDB_env *env;
    MDB_txn *txn;
    MDB_dbi all;
    MDB_cursor *cursor;
    MDB_val key, value;
    int rc = mdb_env_create(&env);
    if (!rc) rc = mdb_env_open(env, dir, MDB_RDONLY | MDB_NOLOCK, 0600);
    if (!rc) rc = mdb_txn_begin(env, NULL, MDB_RDONLY, &txn);
    if (!rc) rc = mdb_dbi_open(txn, NULL, 0, &all);
    if (!rc) rc = mdb_cursor_open(txn, all, &cursor);
    if (rc) return rc;
    while (*n < STORE_TABLES_MAX && mdb_cursor_get(cursor, &key, &value, MDB_NEXT) == 0) {
        snprintf(names[*n], sizeof names[0], "%.*s", (int)key.mv_size, (const char *)key.mv_data);
        tables[*n] = names[*n];
        *n += strcmp(names[*n], "log") != 0;
    }
    mdb_cursor_close(cursor);
    mdb_txn_abort(txn);
    mdb_env_close(env);
    return 0;
}

int main(int argc, char **argv) {
    struct store *s;
    unsigned int n = 0;
    if (argc != 2) return 2;
    int err = names_read(argv[1], &n);
    if (err) fprintf(stderr, "settle: %s: %s\n", argv[1], mdb_strerror(err));
    if (err) return 1;
    struct store_options o = {
        .dir = argv[1], .map_bytes = (uint64_t)1 << 30, .tables = tables, .n_tables = n, .front = STORE_LOGGED};
    err = store_open(&s, &o);
    if (!err) err = store_settle(s);
    if (err) fprintf(stderr, "settle: %s: %s\n", argv[1], err_text(err));
    if (!err) store_close(s);
    return err != 0;
}
