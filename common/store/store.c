#include "store/lmdb.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

int store_err(int rc) {
    switch (rc) {
    case 0: return 0;
    case MDB_NOTFOUND: return ERR_NOTFOUND;
    case MDB_MAP_FULL:
    case ENOSPC:
    case EDQUOT:
    case MDB_TXN_FULL: return ERR_FULL; /* too many dirty pages for one transaction: smaller ones will do */
    case MDB_VERSION_MISMATCH: return ERR_VERSION;
    case MDB_INVALID:
    case MDB_CORRUPTED:
    case MDB_PAGE_NOTFOUND: return ERR_CORRUPT;
    case MDB_BAD_VALSIZE: return ERR_INVALID; /* an empty key, or one past 511 bytes */
    case ENOMEM: return ERR_NOMEM;
    case ENOENT: return ERR_NOTFOUND;
    case EACCES:
    case EROFS:
    case EPERM: return ERR_DENIED;
    default: return ERR_IO; /* EIO, MDB_PANIC, and what nobody foresaw: the process ends, and opens it anew */
    }
}

static MDB_val val(struct span s) { return (MDB_val){s.len, (void *)(uintptr_t)s.data}; }
static struct span of_val(MDB_val v) { return (struct span){v.mv_data, v.mv_size}; }

/* Its own lock, because LMDB lets several processes in. flock, not fcntl: a lock of fcntl would let this process in a
 * second time, which LMDB forbids, and would be lost with any descriptor of the file. The file is never removed:
 * whoever had opened it just before would hold a lock that nobody else finds. */
static int own(struct store *s) {
    char path[600];
    snprintf(path, sizeof path, "%s/owner.lock", s->dir);
    s->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (s->lock_fd < 0) return store_err(errno);
    return flock(s->lock_fd, LOCK_EX | LOCK_NB) ? ERR_BUSY : 0;
}

static int open_table(struct store *s, const struct store_options *o, MDB_txn *txn, unsigned int i) {
    if (!(s->names[i] = strdup(o->tables[i]))) return ENOMEM;
    if (!o->in_memory || !o->in_memory[i])
        return mdb_dbi_open(txn, o->tables[i], o->copy ? 0 : MDB_CREATE, &s->tables[i]);
    s->memory[i] = calloc(1, sizeof *s->memory[i]);
    return s->memory[i] ? 0 : ENOMEM;
}

/* All handles in one transaction that commits: LMDB allows mdb_dbi_open in one transaction at a time, and closes the
 * handles again when it is aborted. */
static int open_tables(struct store *s, const struct store_options *o) {
    MDB_txn *txn = NULL;
    int rc = mdb_txn_begin(s->env, NULL, o->copy ? MDB_RDONLY : 0, &txn);
    for (unsigned int i = 0; rc == 0 && i < s->n_tables; i++) rc = open_table(s, o, txn, i);
    if (rc && txn) mdb_txn_abort(txn);
    return store_err(rc ? rc : mdb_txn_commit(txn));
}

static int open_env(struct store *s, const struct store_options *o) {
    unsigned int flags = MDB_NOTLS | (o->throwaway ? MDB_NOSYNC : 0) | (o->copy ? MDB_RDONLY | MDB_NOLOCK : 0);
    int rc = mdb_env_create(&s->env);
    if (!rc) rc = mdb_env_set_mapsize(s->env, o->map_bytes);
    if (!rc) rc = mdb_env_set_maxdbs(s->env, STORE_TABLES_MAX + 1); /* one for txn_drop */
    if (!rc) rc = mdb_env_open(s->env, s->dir, flags, 0600);
    if (rc) return store_err(rc);
    if (!o->copy) store_check_readers(s); /* LMDB begins its lock file anew by itself, unless a tool has it open */
    return open_tables(s, o);
}

int store_open(struct store **out, const struct store_options *o) {
    *out = NULL;
    if (o->n_tables > STORE_TABLES_MAX || strlen(o->dir) >= sizeof((struct store *)0)->dir) return ERR_INVALID;
    struct store *s = calloc(1, sizeof *s);
    if (!s) return ERR_NOMEM;
    memcpy(s->dir, o->dir, strlen(o->dir) + 1);
    s->map_bytes = o->map_bytes;
    s->n_tables = o->n_tables;
    s->lock_fd = -1;
    int err = o->copy ? 0 : own(s);
    if (!err) err = open_env(s, o);
    if (err) {
        store_close(s);
        return err;
    }
    *out = s;
    return 0;
}

void store_close(struct store *s) {
    if (!s) return;
    if (s->env) mdb_env_close(s->env);
    if (s->lock_fd >= 0) close(s->lock_fd);
    memory_abort(&s->undo);
    free(s->undo.steps);
    for (unsigned int i = 0; i < s->n_tables; i++) {
        if (s->memory[i]) memory_free(s->memory[i]);
        free(s->memory[i]);
        free(s->names[i]);
    }
    free(s);
}

/* Each row of the free list is one transaction's pages, their number first. */
static uint64_t pages_free(const struct store *s) {
    enum { FREE_LIST = 0 };
    MDB_txn *txn;
    MDB_cursor *cursor;
    MDB_val key, value;
    uint64_t n = 0;
    if (mdb_txn_begin(s->env, NULL, MDB_RDONLY, &txn)) return 0;
    if (mdb_cursor_open(txn, FREE_LIST, &cursor) == 0) {
        while (mdb_cursor_get(cursor, &key, &value, MDB_NEXT) == 0) {
            size_t pages = 0;
            if (value.mv_size >= sizeof pages) memcpy(&pages, value.mv_data, sizeof pages);
            n += pages;
        }
        mdb_cursor_close(cursor);
    }
    mdb_txn_abort(txn);
    return n;
}

struct store_usage store_usage(const struct store *s) {
    struct store_usage u = {.map_bytes = s->map_bytes};
    MDB_envinfo info;
    MDB_stat stat;
    if (mdb_env_info(s->env, &info) == 0 && mdb_env_stat(s->env, &stat) == 0) {
        uint64_t pages = (uint64_t)info.me_last_pgno + 1, empty = 0;
        u.file_bytes = pages * stat.ms_psize;
        if (u.file_bytes > u.map_bytes / 2) empty = pages_free(s); /* worth counting only when it may matter */
        u.used_bytes = (pages - (empty < pages ? empty : pages)) * stat.ms_psize;
    }
    struct statvfs fs;
    if (statvfs(s->dir, &fs) == 0) {
        u.disk_free_bytes = (uint64_t)fs.f_bavail * fs.f_frsize;
        u.disk_bytes = (uint64_t)fs.f_blocks * fs.f_frsize;
    }
    return u;
}

void store_check_readers(struct store *s) {
    int dead = 0;
    mdb_reader_check(s->env, &dead);
}

int txn_begin(struct store *s, bool writable, struct txn *out) {
    *out = (struct txn){.store = s, .writable = writable};
    MDB_txn *txn = NULL;
    int err = store_err(mdb_txn_begin(s->env, NULL, writable ? 0 : MDB_RDONLY, &txn));
    out->handle = txn;
    out->err = err;
    return err;
}

int txn_commit(struct txn *t) {
    if (t->err) {
        txn_abort(t);
        return t->err;
    }
    t->err = store_err(mdb_txn_commit(t->handle));
    t->handle = NULL; /* freed by LMDB, whatever came of it */
    if (t->writable) (t->err ? memory_abort : memory_commit)(&t->store->undo);
    return t->err;
}

void txn_abort(struct txn *t) {
    if (t->handle && t->writable) memory_abort(&t->store->undo);
    if (t->handle) mdb_txn_abort(t->handle);
    t->handle = NULL;
}

int txn_renew(struct txn *t) {
    mdb_txn_reset(t->handle);
    t->err = store_err(mdb_txn_renew(t->handle));
    return t->err;
}

static void latch(struct txn *t, int rc) {
    if (rc && !t->err) t->err = store_err(rc);
}

/* The table, when it stands in memory. */
static struct memory_table *memory_of(const struct txn *t, store_table table) {
    struct memory_table *m = t->store->memory[table];
    assert(!m || t->writable || t->store->undo.n_steps == 0);
    return m;
}

static bool memory_get(struct memory_table *m, const struct key *k, struct span *out) {
    struct memory_row *r = memory_find(m, k);
    if (r) *out = memory_value(r);
    return r != NULL;
}

bool txn_get(struct txn *t, store_table table, const struct key *k, struct span *out) {
    *out = (struct span){NULL, 0};
    if (t->err) return false;
    struct memory_table *m = memory_of(t, table);
    if (m) return memory_get(m, k, out);
    MDB_val key = val(key_span(k)), value;
    int rc = mdb_get(t->handle, t->store->tables[table], &key, &value);
    if (rc == 0) *out = of_val(value);
    if (rc != MDB_NOTFOUND) latch(t, rc);
    return rc == 0;
}

void txn_put(struct txn *t, store_table table, const struct key *k, struct span v) {
    struct memory_table *m = memory_of(t, table);
    if (t->err) return;
    if (m) {
        t->err = memory_put(&t->store->undo, m, k, v);
        return;
    }
    t->changed = true;
    MDB_val key = val(key_span(k)), value = val(v);
    latch(t, mdb_put(t->handle, t->store->tables[table], &key, &value, 0));
}

void txn_delete(struct txn *t, store_table table, const struct key *k) {
    struct memory_table *m = memory_of(t, table);
    if (t->err) return;
    if (m) {
        t->err = memory_delete(&t->store->undo, m, k);
        return;
    }
    t->changed = true;
    MDB_val key = val(key_span(k));
    int rc = mdb_del(t->handle, t->store->tables[table], &key, NULL);
    if (rc != MDB_NOTFOUND) latch(t, rc);
}

uint64_t txn_count(struct txn *t, store_table table) {
    MDB_stat stat = {0};
    struct memory_table *m = memory_of(t, table);
    if (m) return t->err ? 0 : m->n;
    if (!t->err) latch(t, mdb_stat(t->handle, t->store->tables[table], &stat));
    return stat.ms_entries;
}

void txn_clear(struct txn *t, store_table table) {
    struct memory_table *m = memory_of(t, table);
    if (t->err) return;
    if (m) {
        t->err = memory_clear(&t->store->undo, m);
        return;
    }
    t->changed = true;
    latch(t, mdb_drop(t->handle, t->store->tables[table], 0));
}

void txn_drop(struct txn *t, const char *name) {
    MDB_dbi table;
    if (t->err) return;
    t->changed = true;
    int rc = mdb_dbi_open(t->handle, name, 0, &table); /* the one place after open_tables; its slot is kept free */
    if (!rc) rc = mdb_drop(t->handle, table, 1);       /* closes the handle as well */
    if (rc != MDB_NOTFOUND) latch(t, rc);
}

struct store_cursor cursor_open(struct txn *t, store_table table, const struct key *prefix, const struct key *from) {
    struct store_cursor c = {.txn = t, .table = table, .prefix = *prefix, .key = from ? *from : *prefix};
    MDB_cursor *handle = NULL;
    if (!t->err && !memory_of(t, table)) latch(t, mdb_cursor_open(t->handle, t->store->tables[table], &handle));
    c.handle = handle;
    return c;
}

static bool under(const struct key *prefix, MDB_val key) {
    return key.mv_size >= prefix->len && memcmp(key.mv_data, prefix->bytes, prefix->len) == 0;
}

static bool cursor_next_in_memory(struct store_cursor *c, struct memory_table *m) {
    struct memory_row *r = c->started ? memory_next(c->row) : memory_seek(m, &c->key);
    c->started = true;
    if (!r || !under(&c->prefix, val(memory_key(r)))) return false;
    c->row = r;
    c->key = key_from(memory_key(r));
    c->value = memory_value(r);
    return true;
}

bool cursor_next(struct store_cursor *c) {
    struct memory_table *m = memory_of(c->txn, c->table);
    if (m && !c->txn->err) return cursor_next_in_memory(c, m);
    if (c->txn->err || !c->handle) return false;
    MDB_val key = val(key_span(&c->key)), value;
    MDB_cursor_op first = c->key.len ? MDB_SET_RANGE : MDB_FIRST; /* LMDB seeks no empty key */
    int rc = mdb_cursor_get(c->handle, &key, &value, c->started ? MDB_NEXT : first);
    c->started = true;
    if (rc != MDB_NOTFOUND) latch(c->txn, rc);
    if (rc || !under(&c->prefix, key)) return false;
    c->key = key_from(of_val(key)); /* a copy: the page that it lies in may be gone when the caller uses it */
    c->value = of_val(value);
    return true;
}

void cursor_close(struct store_cursor *c) {
    if (c->handle) mdb_cursor_close(c->handle);
    c->handle = NULL;
}

/* The first key past a prefix; false: there is none (all bytes are 0xff, or no bytes). */
static bool key_after(struct key *k) {
    while (k->len && k->bytes[k->len - 1] == 0xff) k->len--;
    if (k->len) k->bytes[k->len - 1]++;
    return k->len > 0;
}

static bool before_in_memory(struct memory_table *m, const struct key *prefix, const struct key *limit, struct key *key,
                             struct span *value) {
    struct memory_row *r = memory_before(m, limit);
    if (!r || !under(prefix, val(memory_key(r)))) return false;
    *key = key_from(memory_key(r));
    *value = memory_value(r);
    return true;
}

bool txn_before(struct txn *t, store_table table, const struct key *prefix, const struct key *limit, struct key *key,
                struct span *value) {
    if (t->err) return false;
    struct memory_table *m = memory_of(t, table);
    if (m) return before_in_memory(m, prefix, limit, key, value);
    MDB_cursor *cursor;
    int rc = mdb_cursor_open(t->handle, t->store->tables[table], &cursor);
    if (rc) return latch(t, rc), false;
    MDB_val k = {0, NULL}, v;
    rc = MDB_NOTFOUND; /* nothing at or after the limit: the last row of the table; else the one before that */
    if (limit) {
        k = val(key_span(limit));
        rc = mdb_cursor_get(cursor, &k, &v, MDB_SET_RANGE);
    }
    if (rc == 0 || rc == MDB_NOTFOUND) rc = mdb_cursor_get(cursor, &k, &v, rc == MDB_NOTFOUND ? MDB_LAST : MDB_PREV);
    bool found = rc == 0 && under(prefix, k);
    if (found) {
        *key = key_from(of_val(k));
        *value = of_val(v);
    }
    mdb_cursor_close(cursor);
    if (rc != MDB_NOTFOUND) latch(t, rc);
    return found;
}

bool txn_last(struct txn *t, store_table table, const struct key *prefix, struct key *key, struct span *value) {
    struct key past = *prefix; /* LMDB has no "last with this prefix": the one before the first key past it */
    return txn_before(t, table, prefix, key_after(&past) ? &past : NULL, key, value);
}
