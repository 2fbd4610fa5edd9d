/* A backup: a job beside the loop. Its reply leaves when the copy is on the disk, has been read from end to end, and
 * stands under its name; what stands under a name is therefore whole. */
#include "engine/node/tables.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct backup {
    struct engine_job job;
    struct store *store;
    uint64_t map_bytes;
    const char *tables[STORE_TABLES_MAX];
    unsigned int n_tables;
    bool running;
    /* who asked, so that a repeat is answered and not run again */
    char principal[64];
    struct id request_id;
    struct engine_route route;
    /* what came of it */
    char folder[600], part[700], path[700];
    uint64_t seq, bytes;
    int64_t cut_ms;
    int err;
};

/* ---- beside the loop ---- */

static int folder_sync(const char *path) {
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int rc = fd < 0 || fsync(fd) ? ERR_IO : 0;
    if (fd >= 0) close(fd);
    return rc;
}

/* What an earlier attempt left. The copy is one file: LMDB makes its lock file only where a store is opened. */
static void part_remove(const struct backup *b) {
    char file[720];
    snprintf(file, sizeof file, "%s/data.mdb", b->part);
    unlink(file);
    rmdir(b->part);
}

/* Each table is walked from end to end, and its rows are counted against what it says of itself. LMDB has no checksums:
 * damage inside a value shows only where the journal's chain covers it. */
static int tables_read(struct txn *t, unsigned int n) {
    for (unsigned int i = 0; i < n && !t->err; i++) {
        struct store_cursor c = cursor_open(t, i, &KEY_EMPTY, NULL);
        uint64_t rows = 0;
        while (cursor_next(&c)) rows++;
        cursor_close(&c);
        if (!t->err && rows != txn_count(t, i)) return ERR_CORRUPT;
    }
    return t->err;
}

/* The copy says itself up to where it goes: records may have been added since it was asked for. */
static int copy_check(struct backup *b) {
    struct store_options o = {
        .dir = b->part, .map_bytes = b->map_bytes, .tables = b->tables, .n_tables = b->n_tables, .copy = true};
    struct store *copy;
    struct txn t;
    char fault[200];
    int err = store_open(&copy, &o);
    if (err) return err;
    err = txn_begin(copy, false, &t);
    if (!err) err = tables_read(&t, b->n_tables);
    if (!err) err = journal_check(&t, fault);
    if (!err) b->seq = txn_count(&t, TABLE_JOURNAL);
    txn_abort(&t);
    b->bytes = store_usage(copy).file_bytes;
    store_close(copy);
    return err;
}

/* Written beside its name, read, and only then renamed: a folder with a cut's name is a whole copy, whatever died when.
 * A part's name begins with a dot, which no cut's does. The renaming is flushed, or a power cut could undo it after the
 * reply. */
static void backup_run(struct engine_job *job) {
    struct backup *b = (struct backup *)job;
    mkdir(b->folder, 0700);
    part_remove(b);
    b->err = mkdir(b->part, 0700) ? ERR_IO : store_copy(b->store, b->part);
    if (!b->err) b->err = copy_check(b);
    if (!b->err && rename(b->part, b->path)) b->err = ERR_IO;
    if (!b->err) b->err = folder_sync(b->folder);
    if (b->err) part_remove(b);
}

/* ---- on the loop ---- */

static bool cut_name_ok(const char *name) {
    size_t len = strlen(name);
    return len > 0 && len < 64 && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == len;
}

/* A copy may take minutes, and clients repeat after seconds. Queries' replies are not remembered; this one is, here,
 * until the next backup. */
static bool asked_by(const struct backup *b, const struct query *q) {
    return id_equal(b->request_id, q->request_id) && strcmp(b->principal, q->principal.name) == 0;
}

static void reply_fill(const struct backup *b, node__backup_reply *out) {
    out->path = b->path;
    out->seq = b->seq;
    out->bytes = b->bytes;
    out->cut_ms = b->cut_ms;
}

/* A copy that would fill the disk stops the daemon's commands: a tenth must be left, as usage_check has it. */
static bool disk_has_room(const struct engine *e) {
    struct store_usage u = store_usage(e->store);
    return u.disk_free_bytes > u.used_bytes + u.disk_bytes / 10;
}

static void backup_start(struct query *q, const char *cut) {
    struct engine *e = q->view.e;
    struct backup *b = e->backup;
    *b = (struct backup){.job.run = backup_run,
                         .store = e->store,
                         .map_bytes = e->options.map_bytes,
                         .running = true,
                         .request_id = q->request_id,
                         .route = q->route,
                         .cut_ms = q->now_ms};
    b->n_tables = (unsigned int)engine_tables(e->service, b->tables);
    snprintf(b->principal, sizeof b->principal, "%s", q->principal.name);
    snprintf(b->folder, sizeof b->folder, "%s/backup", e->options.dir);
    snprintf(b->part, sizeof b->part, "%s/.%s.part", b->folder, cut);
    snprintf(b->path, sizeof b->path, "%s/%s", b->folder, cut);
    b->job.next = e->jobs;
    e->jobs = &b->job;
    q->deferred = true;
}

/* A query by nature: it changes nothing of ours, and so runs in a full store too; the engine answers it later. One at a
 * time. A repeat moves the answer to the connection that asked last: the one before is likely gone. */
int node_backup(struct query *q, const node__backup_request *in, node__backup_reply *out) {
    struct engine *e = q->view.e;
    struct stat st;
    if (!cut_name_ok(in->cut)) return REASON_NAME_INVALID;
    if (e->backup && asked_by(e->backup, q)) {
        if (e->backup->running) {
            e->backup->route = q->route;
            q->deferred = true;
            return 0;
        }
        reply_fill(e->backup, out);
        return e->backup->err ? REASON_BACKUP_FAILED : 0;
    }
    if (e->backup && e->backup->running) return REASON_WINDOW_FULL;
    if (stat(arena_printf(q->view.arena, "%s/backup/%s", e->options.dir, in->cut), &st) == 0) return REASON_DUPLICATE;
    if (!disk_has_room(e)) return REASON_BACKUP_FAILED;
    if (!e->backup) e->backup = calloc(1, sizeof *e->backup);
    if (!e->backup) return REASON_INTERNAL;
    backup_start(q, in->cut);
    return 0;
}

struct engine_job *engine_take_jobs(struct engine *e) {
    struct engine_job *jobs = e->jobs;
    e->jobs = NULL;
    return jobs;
}

void engine_job_done(struct engine *e, struct engine_job *job, int64_t now_ms) {
    struct backup *b = (struct backup *)job;
    clock_set(e, now_ms);
    e->n_out = 0;
    arena_reset(&e->outbox);
    arena_reset(&e->arena);
    b->running = false;
    sippe__request *r = NEW(&e->arena, sippe__request);
    node__backup_reply *out = NEW(&e->arena, node__backup_reply);
    r->id = id_field(&e->arena, b->request_id);
    reply_fill(b, out);
    sippe__status *status = b->err ? refusal_make(&e->arena, REASON_BACKUP_FAILED) : NEW(&e->arena, sippe__status);
    reply_send(e, &b->route, r, status, b->err ? (struct span){NULL, 0} : message_pack(&e->arena, &out->base));
}
