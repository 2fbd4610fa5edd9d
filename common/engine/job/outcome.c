/* What an attempt gave, where it is too large to lie in memory until its end is recorded: a file beside the store.
 *
 *   jobs/JOB-ATTEMPT   the outcome, packed and sealed │ BLAKE2b-256 of that, the job's id and the attempt
 *
 * It is sealed for whom the job is, as her rows are: what is beside the store goes with her key as what is in it does.
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

/* ---- sealing ---- */

void outcome_keys_take(struct view *v, struct job_run *r) {
    const struct seal_keys *keys;
    uint64_t slot;
    if (id_is_zero(r->sealed_for)) r->sealed_for = v->e->house;
    r->journal = v->e->journal;
    r->keys_err = subject_is_erased(v->e, r->sealed_for) ? ERR_ERASED : subject_keys(v, r->sealed_for, &slot, &keys);
    if (!r->keys_err) r->keys = *keys;
}

static struct key whose(const struct job_run *r) { return KEY(KEY_ID(r->ref.job), KEY_U64(r->ref.attempt)); }

static struct seal_place place_of(const struct job_run *r, const struct key *name) {
    return (struct seal_place){.table = span_text("jobs"),
                               .journal = r->journal,
                               .name = key_span(name),
                               .type = span_text(r->row->outcome->name),
                               .subject = r->sealed_for};
}

static struct span outcome_seal(struct arena *a, const struct job_run *r, struct span packed) {
    struct key name = whose(r);
    struct seal_place place = place_of(r, &name);
    size_t len = seal_size(packed.len);
    uint8_t *out = arena_alloc(a, len);
    seal_text(&r->keys, &place, packed, out);
    return span_of(out, len);
}

static int outcome_open(struct arena *a, const struct job_run *r, struct span sealed, struct span *packed) {
    struct key name = whose(r);
    struct seal_place place = place_of(r, &name);
    size_t room = seal_room(sealed.len), len;
    if (!room) return ERR_CORRUPT;
    uint8_t *out = arena_alloc(a, room);
    int err = seal_open(&r->keys, &place, sealed, out, &len);
    *packed = span_of(out, len);
    return err;
}

/* ---- writing ---- */

/* Bound to whose it is: another attempt's file under this name is none of ours. */
static void digest_of(const struct job_run *r, struct span sealed, uint8_t out[OUTCOME_DIGEST_LEN]) {
    struct key name = whose(r);
    crypto_generichash_state hash;
    crypto_generichash_init(&hash, NULL, 0, OUTCOME_DIGEST_LEN);
    crypto_generichash_update(&hash, sealed.data, sealed.len);
    crypto_generichash_update(&hash, name.bytes, name.len);
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

static bool part_write(const char *path, struct span sealed, struct span digest) {
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool done = fd >= 0 && write_whole(fd, sealed) && write_whole(fd, digest) && fsync(fd) == 0;
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
static int outcome_write(struct job_run *r, struct span sealed) {
    char folder[OUTCOME_PATH_LEN], part[OUTCOME_PATH_LEN], path[OUTCOME_PATH_LEN];
    snprintf(folder, sizeof folder, "%s/jobs", r->dir);
    outcome_path(r, ".part", part);
    outcome_path(r, "", path);
    if (!has_room(r->dir, sealed.len)) return ERR_FULL;
    mkdir(folder, 0700);
    digest_of(r, sealed, r->digest);
    bool done = part_write(part, sealed, span_of(r->digest, sizeof r->digest)) && rename(part, path) == 0;
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
                  (uint64_t)st.st_size <= seal_size(JOB_OUTCOME_MAX) + OUTCOME_DIGEST_LEN;
    size_t len = may_be ? (size_t)st.st_size : 0, at = 0;
    uint8_t *data = arena_alloc(a, len);
    for (ssize_t n = 1; n > 0 && at<len; at += n> 0 ? (size_t)n : 0) n = read(fd, data + at, len - at);
    if (fd >= 0) close(fd);
    *out = span_of(data, len);
    return may_be && at == len ? 0 : ERR_CORRUPT;
}

/* The sealed form is gone before it is unpacked: two of its size at a time, and no third. */
static int packed_read(struct arena *a, struct job_run *r, struct span *packed) {
    char path[OUTCOME_PATH_LEN];
    struct arena file;
    struct span whole;
    outcome_path(r, "", path);
    arena_init(&file);
    int err = file_whole(&file, path, &whole);
    struct span sealed = span_of(whole.data, err ? 0 : whole.len - OUTCOME_DIGEST_LEN);
    if (!err) digest_of(r, sealed, r->digest);
    if (!err && memcmp(whole.data + sealed.len, r->digest, OUTCOME_DIGEST_LEN) != 0) err = ERR_CORRUPT;
    if (!err) err = outcome_open(a, r, sealed, packed);
    arena_close(&file);
    return err;
}

static int outcome_read_with(struct arena *a, struct job_run *r) {
    struct span packed;
    if (r->keys_err) return r->keys_err;
    if (packed_read(a, r, &packed)) return ERR_CORRUPT;
    r->bytes = packed.len;
    r->out = message_unpack_own(&r->work, r->row->outcome, packed);
    return r->out ? 0 : ERR_CORRUPT;
}

static void ended(struct job_run *r, node__job_end how, int reason) {
    r->how = how;
    r->reason = reason;
}

/* What cannot be believed was made all the same: something may have been done by it. So was what cannot be read any
 * more because she was erased. */
void outcome_read(struct job_run *r) {
    struct arena a;
    arena_init(&a);
    int err = outcome_read_with(&a, r);
    arena_close(&a);
    if (err)
        ended(r, JOB_END_UNKNOWN, err == ERR_ERASED ? REASON_SUBJECT_ERASED : REASON_OUTCOME_DAMAGED);
    else
        ended(r, JOB_END_DONE, 0);
}

/* What `run` made is gone before it is sealed. */
static struct span outcome_packed(struct arena *a, struct job_run *r) {
    struct span packed = message_pack(a, r->out);
    r->out = NULL;
    arena_reset(&r->work);
    return packed;
}

/* And all of that before the file is read: two forms of it at a time. */
void outcome_keep(struct job_run *r) {
    struct arena a;
    if (protobuf_c_message_get_packed_size(r->out) > JOB_OUTCOME_MAX)
        return ended(r, JOB_END_TOO_LARGE, REASON_TOO_LARGE);
    if (r->keys_err) return ended(r, JOB_END_UNKNOWN, REASON_OUTCOME_UNWRITABLE);
    arena_init(&a);
    int err = outcome_write(r, outcome_seal(&a, r, outcome_packed(&a, r)));
    arena_close(&a);
    if (err) return ended(r, JOB_END_UNKNOWN, REASON_OUTCOME_UNWRITABLE);
    r->is_kept = true;
    outcome_read(r);
}
