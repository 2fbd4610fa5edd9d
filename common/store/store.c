#include "store/lmdb.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* How far LMDB has come, and which log is its own. */
#define OWN_TABLE "log"

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

/* A copy that was put beside the log of another has none: that log is not its own. */
static int open_own(struct store *s, const struct store_options *o, MDB_txn *txn) {
    int rc = mdb_dbi_open(txn, OWN_TABLE, o->copy ? 0 : MDB_CREATE, &s->own);
    if (rc != MDB_NOTFOUND) return rc;
    s->front = STORE_DIRECT;
    return 0;
}

/* All handles in one transaction that commits: LMDB allows mdb_dbi_open in one transaction at a time, and closes the
 * handles again when it is aborted. */
static int open_tables(struct store *s, const struct store_options *o) {
    MDB_txn *txn = NULL;
    int rc = mdb_txn_begin(s->env, NULL, o->copy ? MDB_RDONLY : 0, &txn);
    for (unsigned int i = 0; rc == 0 && i < s->n_tables; i++) rc = open_table(s, o, txn, i);
    if (rc == 0 && s->front != STORE_DIRECT) rc = open_own(s, o, txn);
    if (rc && txn) mdb_txn_abort(txn);
    return store_err(rc ? rc : mdb_txn_commit(txn));
}

static int open_env(struct store *s, const struct store_options *o) {
    unsigned int flags = MDB_NOTLS | (o->throwaway ? MDB_NOSYNC : 0) | (o->copy ? MDB_RDONLY | MDB_NOLOCK : 0);
    int rc = mdb_env_create(&s->env);
    if (!rc) rc = mdb_env_set_mapsize(s->env, o->map_bytes);
    if (!rc) rc = mdb_env_set_maxdbs(s->env, STORE_TABLES_MAX + 2); /* one for txn_drop, one of our own */
    if (!rc) rc = mdb_env_open(s->env, s->dir, flags, 0600);
    if (rc) return store_err(rc);
    if (!o->copy) store_check_readers(s); /* LMDB begins its lock file anew by itself, unless a tool has it open */
    return open_tables(s, o);
}

/* What a daemon that was killed left is whole with its log alone; a finished copy has none. */
static enum store_front front_of(const struct store_options *o) {
    char path[600];
    if (!o->copy) return o->front;
    snprintf(path, sizeof path, "%s/log.0", o->dir);
    return access(path, F_OK) ? STORE_DIRECT : STORE_LOGGED;
}

/* The names that a frame's table numbers mean. */
static int open_log(struct store *s, bool is_copy) {
    struct frame_buffer names = {.bytes = NULL};
    int err = 0;
    for (unsigned int i = 0; !err && i < s->n_tables; i++)
        err = frame_add(&names, span_of(s->names[i], strlen(s->names[i]) + 1));
    if (!err) err = log_open(&s->log, s->dir, span_of(names.bytes, names.len), !is_copy);
    frame_buffer_free(&names);
    return err ? err : recover(s, !is_copy);
}

static int open_front(struct store *s, const struct store_options *o) {
    if (s->front == STORE_DIRECT) return 0;
    int err = fill_open(s, s->front == STORE_LOGGED && !o->copy);
    s->has_fill = true;
    if (!err) err = layers_open(s);
    return err || s->front == STORE_STEPPED ? err : open_log(s, o->copy);
}

int store_open(struct store **out, const struct store_options *o) {
    *out = NULL;
    if (o->n_tables > STORE_TABLES_MAX || strlen(o->dir) >= sizeof((struct store *)0)->dir) return ERR_INVALID;
    struct store *s = calloc(1, sizeof *s);
    if (!s) return ERR_NOMEM;
    memcpy(s->dir, o->dir, strlen(o->dir) + 1);
    s->map_bytes = o->map_bytes;
    s->n_tables = o->n_tables;
    s->options = *o;
    s->front = front_of(o);
    s->lock_fd = -1;
    for (size_t i = 0; i < LOG_FILES; i++) s->log.files[i].fd = -1;
    int err = o->copy ? 0 : own(s);
    if (!err) err = open_env(s, o);
    if (!err) err = open_front(s, o);
    s->is_open = !err && !o->copy;
    if (err) {
        store_close(s);
        return err;
    }
    *out = s;
    return 0;
}

/* All into LMDB, and the log says so: data.mdb alone is the store then. Where that fails the log keeps what is left. */
static void close_front(struct store *s) {
    bool is_whole = s->is_open && !s->err && store_settle(s) == 0;
    if (is_whole && s->front == STORE_LOGGED) log_mark_closed(&s->log);
    if (s->has_fill) fill_close(s);
    layers_close(s);
    log_close(&s->log);
}

void store_close(struct store *s) {
    if (!s) return;
    close_front(s);
    if (s->env) mdb_env_close(s->env);
    if (s->lock_fd >= 0) close(s->lock_fd);
    memory_back(&s->undo, 0);
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

/* What waits for LMDB will take room in it, some more than its frames; and when it finds none the store is full. */
static void usage_of_layers(struct store *s, struct store_usage *u) {
    for (size_t i = 0; i < s->n_generations; i++) u->used_bytes += s->generations[i]->frame_bytes;
    if (s->has_fill && fill_err(s) == ERR_FULL) u->used_bytes = u->map_bytes;
}

struct store_usage store_usage(struct store *s) {
    struct store_usage u = {.map_bytes = s->map_bytes};
    MDB_envinfo info;
    MDB_stat stat;
    if (mdb_env_info(s->env, &info) == 0 && mdb_env_stat(s->env, &stat) == 0) {
        uint64_t pages = (uint64_t)info.me_last_pgno + 1, empty = 0;
        u.file_bytes = pages * stat.ms_psize;
        if (u.file_bytes > u.map_bytes / 2) empty = pages_free(s); /* worth counting only when it may matter */
        u.used_bytes = (pages - (empty < pages ? empty : pages)) * stat.ms_psize;
    }
    usage_of_layers(s, &u);
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
