/* A copy of what one transaction sees, row by row. mdb_env_copy2 would begin a transaction of its own, at whatever
 * moment its thread came to it; here whoever asks has chosen the moment (node/backup.c says why it matters). It
 * costs a read of every row, which a copy that is to be trusted needs anyway, and leaves pages that are full. */
#include "store/lmdb.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Changed pages are held in memory until a commit. */
enum { BYTES_PER_COMMIT = 16 << 20 };

struct copying {
    struct txn *from;
    MDB_env *env;
    MDB_txn *txn;
    size_t bytes; /* since the last commit */
};

static int sync_path(const char *path, int flags) {
    int fd = open(path, flags | O_RDONLY | O_CLOEXEC);
    if (fd < 0) return store_err(errno);
    int rc = fsync(fd) ? errno : 0;
    close(fd);
    return store_err(rc);
}

/* Never over another: LMDB would add to it. */
static int file_make(const char *path) {
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) return errno;
    close(fd);
    return 0;
}

/* No lock file and no flush at each commit: nobody else knows this folder yet, and what dies half made is thrown
 * away. */
static int env_make(struct copying *c, const char *dir) {
    int rc = mdb_env_create(&c->env);
    if (!rc) rc = mdb_env_set_mapsize(c->env, c->from->store->map_bytes);
    if (!rc) rc = mdb_env_set_maxdbs(c->env, STORE_TABLES_MAX);
    return rc ? rc : mdb_env_open(c->env, dir, MDB_NOSYNC | MDB_NOLOCK | MDB_NOTLS, 0600);
}

static int commit(struct copying *c) {
    MDB_txn *txn = c->txn;
    c->txn = NULL;
    c->bytes = 0;
    return txn ? mdb_txn_commit(txn) : 0;
}

static int put(struct copying *c, MDB_dbi to, MDB_val *key, MDB_val *value) {
    int rc = c->bytes >= BYTES_PER_COMMIT ? commit(c) : 0;
    if (!rc && !c->txn) rc = mdb_txn_begin(c->env, NULL, 0, &c->txn);
    c->bytes += key->mv_size + value->mv_size;
    return rc ? rc : mdb_put(c->txn, to, key, value, MDB_APPEND); /* they come in order */
}

/* Rows are counted against what the table says of itself: LMDB has no checksums, and a walk that ends early looks like
 * the end of the table. */
static int table_copy(struct copying *c, unsigned int table) {
    const struct store *s = c->from->store;
    MDB_dbi to;
    MDB_cursor *cursor;
    MDB_val key, value;
    uint64_t rows = 0, should = txn_count(c->from, table);
    int rc = c->txn ? 0 : mdb_txn_begin(c->env, NULL, 0, &c->txn);
    if (!rc) rc = mdb_dbi_open(c->txn, s->names[table], MDB_CREATE, &to);
    if (!rc) rc = mdb_cursor_open(c->from->handle, s->tables[table], &cursor);
    if (rc) return rc;
    for (; !rc && (rc = mdb_cursor_get(cursor, &key, &value, MDB_NEXT)) == 0; rows++) rc = put(c, to, &key, &value);
    mdb_cursor_close(cursor);
    if (rc != MDB_NOTFOUND) return rc;
    return rows == should ? 0 : MDB_CORRUPTED;
}

/* What is copied when a moment has come is LMDB's transaction of it. */
static int moment_come(struct txn *from) {
    MDB_txn *txn = NULL;
    if (from->err || from->kind != TXN_MOMENT) return from->err;
    from->err = moment_take(from->handle, &txn);
    moment_free(from->handle);
    from->kind = TXN_LMDB;
    from->handle = txn;
    return from->err;
}

int store_copy(struct txn *from, const char *dir) {
    char path[600];
    struct copying c = {.from = from};
    assert(from->kind != TXN_FRONT);
    snprintf(path, sizeof path, "%s/data.mdb", dir);
    if (moment_come(from)) return from->err;
    int rc = file_make(path);
    if (!rc) rc = env_make(&c, dir);
    for (unsigned int i = 0; !rc && i < from->store->n_tables; i++)
        if (!from->store->memory[i]) rc = table_copy(&c, i);
    if (!rc) rc = commit(&c);
    if (c.txn) mdb_txn_abort(c.txn);
    if (c.env) mdb_env_close(c.env);
    int err = from->err ? from->err : store_err(rc);
    if (!err) err = sync_path(path, 0);
    return err ? err : sync_path(dir, O_DIRECTORY);
}
