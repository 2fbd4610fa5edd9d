/* The file made anew: shortened, mended, or without what was dropped. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/err.h"
#include "base/message.h"
#include "cli/call/input.h"
#include "cli/push/spool_state.h"
#include "sys/clock.h"

int spool_err(int number) {
    if (number == ENOENT) return ERR_NOTFOUND;
    if (number == EACCES || number == EPERM || number == EROFS) return ERR_DENIED;
    if (number == ENOSPC || number == EDQUOT) return ERR_FULL;
    return ERR_IO;
}

int spool_write(int fd, struct span s) {
    for (size_t at = 0; at < s.len;) {
        ssize_t n = write(fd, s.data + at, s.len - at);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return spool_err(errno);
        at += (size_t)n;
    }
    return 0;
}

/* Safe to look at through the page cache: the lock keeps every other run from shortening it. */
int spool_map(int fd, struct span *out) {
    struct stat st;
    if (fstat(fd, &st)) return spool_err(errno);
    *out = span_of("", 0);
    if (st.st_size == 0) return 0;
    void *at = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (at == MAP_FAILED) return ERR_NOMEM;
    *out = span_of(at, (size_t)st.st_size);
    return 0;
}

void spool_unmap(struct span file) {
    if (file.len) munmap((void *)(uintptr_t)file.data, file.len);
}

/* Waiting ones are never old: they wait as long as it takes; nor is a call of which a note does. */
static bool is_old(const struct spool_entry *e, int64_t now_ms) {
    return e->answered_ms && e->queued_at && !e->held && e->answered_ms < now_ms - SPOOL_KEEP_MS;
}

static void calls_hold(const struct spool_state *s) {
    for (size_t i = 0; i < s->n; i++) s->list[i].held = false;
    for (size_t i = 0; i < s->n; i++)
        if (spool_is_note(&s->list[i]) && spool_is_ready(s, &s->list[i])) spool_find(s, s->list[i].after)->held = true;
}

/* With its call, which was refused so long ago that what it said is forgotten. */
static bool note_is_over(const struct spool_state *s, const struct spool_entry *e, int64_t now_ms) {
    const struct spool_entry *call = spool_is_note(e) ? spool_find(s, e->after) : NULL;
    return call && spool_waits(e) && call->refused && (is_old(call, now_ms) || !call->queued_at);
}

bool spool_has_old(const struct spool_state *s, int64_t now_ms) {
    calls_hold(s);
    for (size_t i = 0; i < s->n; i++)
        if (is_old(&s->list[i], now_ms)) return true;
    return s->held_stale;
}

/* What is written, a block at a time; the first error stays. */
struct writer {
    int fd, err;
    size_t n;
    uint8_t block[1 << 16];
};

static void writer_flush(struct writer *w) {
    if (!w->err) w->err = spool_write(w->fd, span_of(w->block, w->n));
    w->n = 0;
}

static void writer_put(struct writer *w, struct span s) {
    if (s.len > sizeof w->block - w->n) writer_flush(w);
    if (s.len > sizeof w->block) {
        if (!w->err) w->err = spool_write(w->fd, s);
        return;
    }
    memcpy(w->block + w->n, s.data, s.len);
    w->n += s.len;
}

static struct span frame_in(struct span file, size_t place) {
    struct span rest = span_of(file.data + place - 1, file.len - (place - 1));
    return span_of(rest.data, spool_frame_len(rest));
}

static struct span known_frame(struct arena *a, const struct spool_key *key, const struct spool_entry *e) {
    spool__line line = SPOOL__LINE__INIT;
    spool__known known = SPOOL__KNOWN__INIT;
    line.content_case = SPOOL__LINE__CONTENT_KNOWN;
    line.known = &known;
    known.request_id = pb_of(id_span(&e->id));
    known.answered_ms = e->answered_ms;
    known.refused = e->refused;
    return spool_frame(a, key, &line);
}

static void held_write(struct writer *w, const struct spool_state *s, struct span file, struct arena *a) {
    if (s->held_last) writer_put(w, spool_last_frame(a, s->key, s->held_last));
    for (size_t i = 0; i < s->n_held; i++)
        if (!s->held[i].drop) writer_put(w, frame_in(file, s->held[i].held_at));
}

/* Entries between two times that the file's pages are let go. */
enum { LET_GO = 4096 };

/* Frames are copied as they stand: nothing is packed a second time, by another release. */
static void entries_write(struct writer *w, const struct spool_state *s, struct span file, int64_t now_ms) {
    struct arena a;
    arena_init(&a);
    calls_hold(s);
    writer_put(w, spool_magic(s->key));
    for (size_t i = 0; i < s->n; i++) {
        const struct spool_entry *e = &s->list[i];
        if (i % LET_GO == LET_GO - 1) input_pass(file);
        if ((e->drop && spool_waits(e)) || note_is_over(s, e, now_ms)) continue;
        if (is_old(e, now_ms) || !e->queued_at) {
            writer_put(w, known_frame(&a, s->key, e));
            arena_reset(&a);
            continue;
        }
        writer_put(w, frame_in(file, e->queued_at));
        if (e->reply_at) writer_put(w, frame_in(file, e->reply_at));
    }
    held_write(w, s, file, &a);
    writer_flush(w);
    arena_close(&a);
}

/* The name is on the disk when the folder is. */
static int folder_sync(struct arena *a, const char *path) {
    char *folder = arena_text(a, path), *slash = strrchr(folder, '/');
    if (slash) *slash = 0;
    int fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return spool_err(errno);
    int rc = fsync(fd) ? spool_err(errno) : 0;
    close(fd);
    return rc;
}

static int remake_into(const struct spool_state *s, struct span file, const char *made, int64_t now_ms) {
    struct writer w = {.fd = open(made, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600)};
    if (w.fd < 0) return spool_err(errno);
    entries_write(&w, s, file, now_ms);
    if (!w.err && fsync(w.fd)) w.err = spool_err(errno);
    close(w.fd);
    return w.err;
}

int spool_remake(const struct spool_state *s, const char *path, int64_t now_ms) {
    const char *made = arena_printf(s->arena, "%s.new", path);
    struct span file;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return spool_err(errno);
    int rc = spool_map(fd, &file);
    close(fd);
    if (rc) return rc;
    rc = remake_into(s, file, made, now_ms);
    spool_unmap(file);
    if (rc == 0 && rename(made, path)) rc = spool_err(errno);
    if (rc) unlink(made);
    return rc ? rc : folder_sync(s->arena, path);
}

static int copy_into(const char *path, const char *aside) {
    struct span file;
    int from = open(path, O_RDONLY | O_CLOEXEC);
    int to = open(aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    int rc = from < 0 || to < 0 ? spool_err(errno) : spool_map(from, &file);
    if (rc == 0) {
        rc = spool_write(to, file);
        spool_unmap(file);
        if (rc == 0 && fsync(to)) rc = spool_err(errno);
    }
    if (from >= 0) close(from);
    if (to >= 0) close(to);
    if (rc && to >= 0) unlink(aside);
    return rc;
}

/* A second name takes no room on a full disk, and there is no moment at which the file has none. Where a disk knows no
 * second names (a stick, some shares) it is copied. */
int spool_keep_aside(struct arena *a, const char *path, int64_t now_ms, const char **aside) {
    char at[CLOCK_TEXT_LEN + 1];
    clock_text(now_ms, at);
    for (int i = 1; i < 100; i++) {
        const char *more = i > 1 ? arena_printf(a, "-%d", i) : "";
        *aside = arena_printf(a, "%s.damaged-%.13s%.2s%.2s%s", path, at, at + 14, at + 17, more);
        if (link(path, *aside) == 0) return folder_sync(a, path);
        if (errno == EEXIST) continue;
        return errno == EPERM || errno == EOPNOTSUPP || errno == EMLINK || errno == ENOSYS ? copy_into(path, *aside)
                                                                                           : spool_err(errno);
    }
    return ERR_BUSY;
}
