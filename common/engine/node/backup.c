/* A backup: a job beside the loop. Its reply leaves when the copy is on the disk, has been read from end to end, and
 * stands under its name; what stands under a name is therefore whole. Whole is not usable: a cut is four of them, and
 * the manifest that says so comes last (hold.c says what keeps the four together). */
#include "engine/copy.h"
#include "engine/node/backup.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MANIFEST_MAX = 16 << 10 };

struct backup {
    struct engine_job job;
    struct txn moment; /* what is copied: chosen on the loop, waited for and read beside it */
    const struct vault *vault;
    bool running;
    /* who asked, so that a repeat is answered and not run again */
    struct id asker;
    struct id request_id;
    struct engine_route route;
    uint64_t tag;
    /* what came of it */
    char folder[600], part[700], path[700];
    struct arena arena; /* of standing */
    node__standing *standing;
    uint64_t bytes;
    uint8_t digest[COPY_DIGEST_LEN], vault_digest[COPY_DIGEST_LEN];
    int64_t cut_ms;
    int err;
};

/* ---- beside the loop ---- */

/* A store's copy is one file: LMDB makes its lock file only where a store is opened. */
static void copy_remove(const char *dir) {
    static const char *const files[] = {"data.mdb", "vault", "manifest"};
    char file[720];
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        snprintf(file, sizeof file, "%s/%s", dir, files[i]);
        unlink(file);
    }
    rmdir(dir);
}

/* Read as a restore will: what it says of itself is taken from the copy, not from the store. All rows were read when
 * they were copied; damage inside a value shows only where the journal's chain covers it. */
static int part_check(struct backup *b) {
    struct copy *copy;
    char fault[200];
    int err = copy_open(&copy, b->part);
    if (err) return err;
    err = copy_check(copy, fault);
    b->standing = err ? NULL : copy_standing(copy, &b->arena);
    b->bytes = copy_bytes(copy);
    copy_close(copy);
    if (err) return err;
    return b->standing ? copy_digest(b->part, "data.mdb", b->digest) : ERR_CORRUPT;
}

/* Once the store's copy is made, so that its keys are never behind it: a slot is on the disk before a commit names
 * it. Slots that were given meanwhile are in it besides, and harm nobody. */
static int keys_copy(struct backup *b) {
    char path[720];
    snprintf(path, sizeof path, "%s/vault", b->part);
    int err = vault_copy(b->vault, path);
    return err ? err : copy_digest(b->part, "vault", b->vault_digest);
}

/* Written beside its name, read, and only then renamed: a folder with a cut's name is a whole copy, whatever died when.
 * A part's name begins with a dot, which no cut's does. What stands under the name by now has no manifest, so it is of
 * a backup that failed. The renaming is flushed, or a power cut could undo it after the reply. */
static void backup_run(struct engine_job *job) {
    struct backup *b = (struct backup *)job;
    mkdir(b->folder, 0700);
    copy_remove(b->part);
    b->err = mkdir(b->part, 0700) ? ERR_IO : store_copy(&b->moment, b->part);
    txn_abort(&b->moment); /* at once: it keeps every page that is freed meanwhile */
    if (!b->err) b->err = keys_copy(b);
    if (!b->err) b->err = part_check(b);
    if (!b->err) copy_remove(b->path);
    if (!b->err && rename(b->part, b->path)) b->err = ERR_IO;
    if (!b->err) b->err = folder_sync(b->folder);
    if (b->err) copy_remove(b->part);
}

/* ---- on the loop ---- */

bool cut_name_ok(const char *name) {
    size_t len = strlen(name);
    return len > 0 && len < sizeof((struct hold *)0)->cut &&
           strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == len;
}

char *cut_path(struct query *q, const char *cut, const char *file) {
    return arena_printf(q->view.arena, "%s/backup/%s/%s", q->view.e->options.dir, cut, file);
}

/* A copy that would fill the disk stops the daemon's commands: a tenth must be left, as usage_check has it. */
static bool disk_has_room(const struct engine *e) {
    struct store_usage u = store_usage(e->store);
    return u.disk_free_bytes > u.used_bytes + u.disk_bytes / 10;
}

/* A name is taken by a whole cut alone: what a failed one left under it is made anew. */
int backup_may_begin(struct query *q, const char *cut) {
    struct engine *e = q->view.e;
    struct stat st;
    if (!cut_name_ok(cut)) return REASON_NAME_INVALID;
    if (e->backup && e->backup->running) return REASON_WINDOW_FULL;
    if (stat(cut_path(q, cut, "manifest"), &st) == 0) return REASON_DUPLICATE;
    return disk_has_room(e) ? 0 : REASON_BACKUP_FAILED;
}

/* A copy may take minutes, and clients repeat after seconds. Queries' replies are not remembered; this one is, here,
 * until the next backup. */
static bool asked_by(const struct backup *b, const struct query *q) {
    return id_equal(b->request_id, q->request_id) && id_equal(b->asker, q->principal.id);
}

static void reply_fill(struct backup *b, node__backup_reply *out) {
    out->path = b->path;
    out->bytes = b->bytes;
    out->cut_ms = b->cut_ms;
    out->standing = b->standing;
    if (b->standing) out->digest = (ProtobufCBinaryData){sizeof b->digest, b->digest};
    if (b->standing) out->vault_digest = (ProtobufCBinaryData){sizeof b->vault_digest, b->vault_digest};
}

static void backup_forget(struct backup *b) {
    txn_abort(&b->moment);
    arena_close(&b->arena);
}

void backup_free(struct engine *e) {
    if (e->backup) backup_forget(e->backup);
    free(e->backup);
}

/* Its run may have been cancelled: then the transaction is still open. */
static void backup_done(struct engine *e, struct engine_job *job) {
    struct backup *b = (struct backup *)job;
    b->running = false;
    txn_abort(&b->moment);
    if (!b->err && !b->standing) b->err = ERR_CLOSED;
    sippe__request *r = NEW(&e->arena, sippe__request);
    node__backup_reply *out = NEW(&e->arena, node__backup_reply);
    r->id = id_field(&e->arena, b->request_id);
    r->tag = b->tag;
    reply_fill(b, out);
    sippe__status *status = b->err ? refusal_make(&e->arena, REASON_BACKUP_FAILED) : NEW(&e->arena, sippe__status);
    reply_send(e, &b->route, r, status, b->err ? (struct span){NULL, 0} : message_pack(&e->arena, &out->base));
}

/* The moment is chosen here, in the turn: the hold proves what the copy holds only for a moment that is within it. */
static int backup_start(struct query *q, const char *cut) {
    struct engine *e = q->view.e;
    struct backup *b = e->backup;
    if (b->folder[0]) backup_forget(b);
    *b = (struct backup){.job = {.run = backup_run, .done = backup_done},
                         .vault = e->vault,
                         .request_id = q->request_id,
                         .asker = q->principal.id,
                         .route = q->route,
                         .tag = q->tag,
                         .cut_ms = q->now_ms};
    arena_init(&b->arena);
    snprintf(b->folder, sizeof b->folder, "%s/backup", e->options.dir);
    snprintf(b->part, sizeof b->part, "%s/.%s.part", b->folder, cut);
    snprintf(b->path, sizeof b->path, "%s/%s", b->folder, cut);
    b->err = txn_begin_moment(e->store, &b->moment);
    follow_hold(e, 0);
    if (b->err) return REASON_BACKUP_FAILED;
    b->running = true;
    b->job.next = e->jobs;
    e->jobs = &b->job;
    q->deferred = true;
    return 0;
}

static bool is_held_for(const struct engine *e, const char *cut) {
    return e->now_ms < e->hold.until_ms && strcmp(e->hold.cut, cut) == 0;
}

/* A query by nature: it changes nothing of ours, and so runs in a full store too; the engine answers it later. One at a
 * time. A repeat moves the answer to the connection that asked last: the one before is likely gone. */
int node_backup(struct query *q, const node__backup_request *in, node__backup_reply *out) {
    struct engine *e = q->view.e;
    if (e->backup && asked_by(e->backup, q)) {
        if (e->backup->running) {
            e->backup->route = q->route;
            e->backup->tag = q->tag;
            q->deferred = true;
            return 0;
        }
        reply_fill(e->backup, out);
        return e->backup->err ? REASON_BACKUP_FAILED : 0;
    }
    int refused = backup_may_begin(q, in->cut);
    if (!refused && !is_held_for(e, in->cut)) refused = REASON_HOLD_ENDED;
    if (refused) return refused;
    if (!e->backup) e->backup = calloc(1, sizeof *e->backup);
    return e->backup ? backup_start(q, in->cut) : REASON_INTERNAL;
}

static int text_write(const char *path, const char *text) {
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    size_t len = strlen(text);
    int rc = fd < 0 || write(fd, text, len) != (ssize_t)len || fsync(fd) ? ERR_IO : 0;
    if (fd >= 0 && close(fd)) rc = ERR_IO;
    return rc;
}

/* Beside the copy and then under its name: a manifest is whole or not there. */
int node_finish_backup(struct query *q, const node__finish_backup_request *in, node__finish_backup_reply *out) {
    (void)out;
    struct stat st;
    if (!cut_name_ok(in->cut)) return REASON_NAME_INVALID;
    if (!in->manifest[0]) return REASON_FIELDS_INVALID;
    if (strlen(in->manifest) > MANIFEST_MAX) return REASON_TOO_LARGE;
    char *name = cut_path(q, in->cut, "manifest"), *beside = cut_path(q, in->cut, ".manifest");
    if (stat(cut_path(q, in->cut, "data.mdb"), &st)) return REASON_NOT_FOUND;
    if (stat(name, &st) == 0) return REASON_DUPLICATE;
    if (text_write(beside, in->manifest) || rename(beside, name)) return REASON_BACKUP_FAILED;
    return folder_sync(cut_path(q, in->cut, "")) ? REASON_BACKUP_FAILED : 0;
}
