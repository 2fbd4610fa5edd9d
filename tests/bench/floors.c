/* bench-floors DIR SCRATCH IN-FLIGHT SECONDS: what the disk of DIR allows at most.
 *   fdatasync  the bytes of that many requests appended to a file, then one fdatasync
 *   prewritten the same into a file that was written before, from its start again when it is full: as logs are
 *   lmdb       the very puts of that many submissions, as our engine wrote them in SCRATCH (on a virtual disk), in one
 *              commit of a bare LMDB environment with the same tables and flags
 * Tells on standard error what one submission writes. */
#include <fcntl.h>
#include <lmdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "desk.h"
#include "engine/rows/rows.h"
#include "samples.h"
#include "trace.h"
#include "work.h"

extern const struct service intake_service;

static void fail(const char *what, int rc) {
    fprintf(stderr, "%s: %s\n", what, mdb_strerror(rc));
    exit(1);
}

enum { PREWRITTEN_BYTES = 4 << 20, BODIES_ROOM = 256 << 10 };

static void zeroes_write(int fd) {
    static const uint8_t zeroes[64 << 10];
    for (size_t at = 0; at < PREWRITTEN_BYTES; at += sizeof zeroes)
        if (write(fd, zeroes, sizeof zeroes) != (ssize_t)sizeof zeroes) fail("write", -1);
    if (fsync(fd) || lseek(fd, 0, SEEK_SET)) fail("fsync", -1);
}

static void bodies_write(int fd, const struct work *w, size_t from, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (write(fd, work_body(w, from + i).data, work_body(w, from + i).len) < 0) fail("write", -1);
}

static void sync_floor(const char *dir, const struct work *w, size_t in_flight, double seconds, bool prewritten) {
    char path[600];
    struct samples s = {.us = NULL};
    snprintf(path, sizeof path, "%s/floor", dir);
    int fd = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);
    if (fd < 0) fail(path, -1);
    if (prewritten) zeroes_write(fd);
    int64_t began = samples_now_us(), now = began;
    for (size_t at = 0; now < began + (int64_t)(seconds * 1e6); at += in_flight) {
        bool is_full = prewritten && lseek(fd, 0, SEEK_CUR) > PREWRITTEN_BYTES - BODIES_ROOM;
        if (is_full && lseek(fd, 0, SEEK_SET)) fail("lseek", -1);
        bodies_write(fd, w, at, in_flight);
        if (fdatasync(fd)) fail("fdatasync", -1);
        int64_t end = samples_now_us();
        for (size_t i = 0; i < in_flight; i++) samples_add(&s, end - now);
        now = end;
    }
    samples_print(&s, prewritten ? "prewritten" : "fdatasync", in_flight, (double)(now - began) / 1e6);
    samples_close(&s);
    close(fd);
    unlink(path);
}

/* A put is appended when its key comes behind all that its table has got before: the page that it goes to was written a
 * moment ago. Any other goes to a page of its own, wherever chance has it. */
static void trace_tell(const struct work *w) {
    const char *names[STORE_TABLES_MAX];
    int n = engine_tables(&intake_service, names);
    double each = (double)trace.n_commits;
    fprintf(stderr, "{\"submission_puts\":%.1f,\"submission_bytes\":%.0f,\"request_bytes\":%.0f,\"tables\":{",
            (double)trace.n / each, (double)trace.bytes / each, (double)w->bytes / (double)w->n);
    const char *comma = "";
    for (int table = 0; table < n; table++) {
        size_t puts = 0, appended = 0, bytes = 0;
        struct span last = {NULL, 0};
        for (size_t i = 0; i < trace.n; i++) {
            const struct trace_put *p = &trace.list[i];
            if ((int)p->table != table) continue;
            puts++;
            bytes += p->key.len + p->value.len;
            if (span_order(p->key, last) <= 0) continue;
            appended++;
            last = p->key;
        }
        if (puts * 100 < trace.n_commits) continue; /* less than one in a hundred submissions */
        fprintf(stderr, "%s\"%s\":{\"puts\":%.2f,\"appended\":%.2f,\"bytes\":%.0f}", comma, names[table],
                (double)puts / each, (double)appended / each, (double)bytes / each);
        comma = ",";
    }
    fprintf(stderr, "}}\n");
}

static MDB_dbi bare_tables[STORE_TABLES_MAX];

static MDB_env *bare_env(const char *dir) {
    const char *names[STORE_TABLES_MAX];
    int n = engine_tables(&intake_service, names);
    char path[600];
    MDB_env *env;
    MDB_txn *txn;
    snprintf(path, sizeof path, "%s/bare", dir);
    int rc = mdb_env_create(&env);
    if (!rc) rc = mdb_env_set_mapsize(env, (size_t)8 << 30);
    if (!rc) rc = mdb_env_set_maxdbs(env, STORE_TABLES_MAX);
    if (!rc) rc = mdb_env_open(env, path, MDB_NOTLS | MDB_NOSUBDIR, 0600);
    if (!rc) rc = mdb_txn_begin(env, NULL, 0, &txn);
    for (int i = 0; !rc && i < n; i++) rc = mdb_dbi_open(txn, names[i], MDB_CREATE, &bare_tables[i]);
    if (!rc) rc = mdb_txn_commit(txn);
    if (rc) fail(path, rc);
    return env;
}

static void replay(MDB_txn *txn, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        const struct trace_put *p = &trace.list[i];
        MDB_val key = {p->key.len, (void *)(uintptr_t)p->key.data},
                value = {p->value.len, (void *)(uintptr_t)p->value.data};
        MDB_dbi dbi = bare_tables[p->table];
        int rc = p->deletion ? mdb_del(txn, dbi, &key, NULL) : mdb_put(txn, dbi, &key, &value, 0);
        if (rc && rc != MDB_NOTFOUND) fail("put", rc);
    }
}

static void lmdb_floor(const char *dir, size_t in_flight, double seconds) {
    struct samples s = {.us = NULL};
    MDB_env *env = bare_env(dir);
    int64_t began = samples_now_us(), now = began;
    size_t at = 0, put = 0;
    while (now < began + (int64_t)(seconds * 1e6) && at + in_flight <= trace.n_commits) {
        MDB_txn *txn;
        int rc = mdb_txn_begin(env, NULL, 0, &txn);
        if (rc) fail("begin", rc);
        at += in_flight;
        replay(txn, put, trace.commits[at - 1]);
        put = trace.commits[at - 1];
        rc = mdb_txn_commit(txn);
        if (rc) fail("commit", rc);
        int64_t end = samples_now_us();
        for (size_t i = 0; i < in_flight; i++) samples_add(&s, end - now);
        now = end;
    }
    samples_print(&s, "lmdb", in_flight, (double)(now - began) / 1e6);
    samples_close(&s);
    mdb_env_close(env);
}

int main(int argc, char **argv) {
    if (argc != 5) return 2;
    static struct work w;
    size_t in_flight = strtoul(argv[3], NULL, 10);
    double seconds = strtod(argv[4], NULL);
    struct desk clock = {.skew_ms = 0};
    work_make(&w, 1, WORK_MAX, (day)(desk_now_ms(&clock) / 86400000));
    sync_floor(argv[1], &w, in_flight, seconds, false);
    sync_floor(argv[1], &w, in_flight, seconds, true);
    trace_record(argv[2], &w, in_flight == 1 ? (size_t)(seconds * 2500) + 100 : w.n);
    trace_tell(&w);
    lmdb_floor(argv[1], in_flight, seconds);
    work_close(&w);
    return 0;
}
