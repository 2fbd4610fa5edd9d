/* What an attempt gave, where it is too large to lie in memory until its end is recorded: a file beside the store.
 *
 *   jobs/JOB-ATTEMPT   the outcome, packed │ BLAKE2b-256 of that, the job's id and the attempt
 *
 * It is written beside its name, flushed and renamed, so that a power cut leaves it whole or not there; and it is read
 * back before anything is made of it, so that what is settled is what stands on the disk. */
#include "engine/job/job.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

int folder_sync(const char *path) {
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int rc = fd < 0 || fsync(fd) ? ERR_IO : 0;
    if (fd >= 0) close(fd);
    return rc;
}

/* ---- names ---- */

void outcome_name(struct id job, uint32_t attempt, char out[OUTCOME_NAME_LEN]) {
    char hex[2 * ID_LEN + 1];
    id_hex(job, hex);
    snprintf(out, OUTCOME_NAME_LEN, "%s-%u", hex, attempt);
}

void outcome_path(const struct job_run *r, const char *after, char out[OUTCOME_PATH_LEN]) {
    char name[OUTCOME_NAME_LEN];
    outcome_name(r->ref.job, r->ref.attempt, name);
    snprintf(out, OUTCOME_PATH_LEN, "%s/jobs/%s%s", r->dir, name, after);
}

/* ---- writing ---- */

/* Bound to whose it is: another attempt's file under this name is none of ours. */
static void digest_of(const struct job_run *r, struct span packed, uint8_t out[OUTCOME_DIGEST_LEN]) {
    struct key whose = KEY(KEY_ID(r->ref.job), KEY_U64(r->ref.attempt));
    crypto_generichash_state hash;
    crypto_generichash_init(&hash, NULL, 0, OUTCOME_DIGEST_LEN);
    crypto_generichash_update(&hash, packed.data, packed.len);
    crypto_generichash_update(&hash, whose.bytes, whose.len);
    crypto_generichash_final(&hash, out, OUTCOME_DIGEST_LEN);
}

/* A signal may cut a write short, and so does a disk that is full. */
static bool write_whole(int fd, struct span s) {
    for (size_t at = 0; at < s.len;) {
        ssize_t n = write(fd, s.data + at, s.len - at);
        if (n <= 0) return false;
        at += (size_t)n;
    }
    return true;
}

static bool part_write(const char *path, struct span packed, struct span digest) {
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool done = fd >= 0 && write_whole(fd, packed) && write_whole(fd, digest) && fsync(fd) == 0;
    if (fd >= 0 && close(fd)) done = false;
    return done;
}

/* A tenth of the disk must be left, as a backup leaves it: what fills it stops the daemon's commands. */
static bool has_room(const char *dir, size_t bytes) {
    struct statvfs v;
    if (statvfs(dir, &v)) return false;
    return (uint64_t)v.f_bavail * v.f_frsize > bytes + (uint64_t)v.f_blocks * v.f_frsize / 10;
}

/* Both folders are flushed each time: one that a life before this one made may not have come so far. */
static int outcome_write(struct job_run *r, struct span packed) {
    char folder[OUTCOME_PATH_LEN], part[OUTCOME_PATH_LEN], path[OUTCOME_PATH_LEN];
    snprintf(folder, sizeof folder, "%s/jobs", r->dir);
    outcome_path(r, ".part", part);
    outcome_path(r, "", path);
    if (!has_room(r->dir, packed.len)) return ERR_FULL;
    mkdir(folder, 0700);
    digest_of(r, packed, r->digest);
    bool done = part_write(part, packed, span_of(r->digest, sizeof r->digest)) && rename(part, path) == 0;
    if (done && !folder_sync(folder) && !folder_sync(r->dir)) return 0;
    unlink(part);
    unlink(path);
    return ERR_IO;
}

/* ---- reading ---- */

static int file_whole(struct arena *a, const char *path, struct span *out) {
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool may_be = fd >= 0 && stat(path, &st) == 0 && st.st_size >= OUTCOME_DIGEST_LEN &&
                  st.st_size <= JOB_OUTCOME_MAX + OUTCOME_DIGEST_LEN;
    size_t len = may_be ? (size_t)st.st_size : 0, at = 0;
    uint8_t *data = arena_alloc(a, len);
    for (ssize_t n = 1; n > 0 && at<len; at += n> 0 ? (size_t)n : 0) n = read(fd, data + at, len - at);
    if (fd >= 0) close(fd);
    *out = span_of(data, len);
    return may_be && at == len ? 0 : ERR_CORRUPT;
}

static int outcome_read_with(struct arena *a, struct job_run *r) {
    char path[OUTCOME_PATH_LEN];
    struct span whole;
    outcome_path(r, "", path);
    if (file_whole(a, path, &whole)) return ERR_CORRUPT;
    struct span packed = span_of(whole.data, whole.len - OUTCOME_DIGEST_LEN);
    digest_of(r, packed, r->digest);
    if (memcmp(whole.data + packed.len, r->digest, OUTCOME_DIGEST_LEN) != 0) return ERR_CORRUPT;
    r->bytes = packed.len;
    r->out = message_unpack_own(&r->work, r->row->outcome, packed);
    return r->out ? 0 : ERR_CORRUPT;
}

static void ended(struct job_run *r, node__job_end how, int reason) {
    r->how = how;
    r->reason = reason;
}

/* What cannot be believed was made all the same: something may have been done by it. */
void outcome_read(struct job_run *r) {
    struct arena a;
    arena_init(&a);
    int err = outcome_read_with(&a, r);
    arena_close(&a);
    if (err)
        ended(r, JOB_END_UNKNOWN, REASON_OUTCOME_DAMAGED);
    else
        ended(r, JOB_END_DONE, 0);
}

/* The packed form is gone before the file is read, and what `run` made before that: one of them at a time. */
void outcome_keep(struct job_run *r) {
    struct arena a;
    if (protobuf_c_message_get_packed_size(r->out) > JOB_OUTCOME_MAX)
        return ended(r, JOB_END_TOO_LARGE, REASON_TOO_LARGE);
    arena_init(&a);
    int err = outcome_write(r, message_pack(&a, r->out));
    arena_close(&a);
    r->out = NULL;
    arena_reset(&r->work);
    if (err) return ended(r, JOB_END_UNKNOWN, REASON_OUTCOME_UNWRITABLE);
    r->is_kept = true;
    outcome_read(r);
}
