#include "cli/push/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>
#include "base/err.h"
#include "base/message.h"
#include "cli/push/spool_file.h"
#include "sys/file.h"

struct spool {
    struct spool_state state;
    struct arena scratch;
    int fd, lock_fd;
    bool dirty;
};

static int err_of(int number) {
    if (number == ENOENT) return ERR_NOTFOUND;
    if (number == EACCES || number == EPERM || number == EROFS) return ERR_DENIED;
    if (number == ENOSPC || number == EDQUOT) return ERR_FULL;
    return ERR_IO;
}

static int bytes_write(int fd, struct span s) {
    for (size_t at = 0; at < s.len;) {
        ssize_t n = write(fd, s.data + at, s.len - at);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return err_of(errno);
        at += (size_t)n;
    }
    return 0;
}

/* The state follows the file: a line counts once it is written. A torn write is cut again, or the spool is at an end:
 * what came after it could not be read any more. */
static int line_append(struct spool *s, const spool__line *line) {
    arena_reset(&s->scratch);
    struct span frame = spool_frame(&s->scratch, line);
    off_t end = lseek(s->fd, 0, SEEK_END);
    if (end < 0 || frame.len > SPOOL_LINE_MAX) return end < 0 ? ERR_IO : ERR_INVALID;
    int rc = bytes_write(s->fd, frame);
    if (rc && ftruncate(s->fd, end)) return ERR_IO;
    if (rc) return rc;
    s->dirty = true;
    spool_apply(&s->state, line);
    return 0;
}

int spool_sync(struct spool *s) {
    if (!s->dirty) return 0;
    if (fdatasync(s->fd)) return err_of(errno);
    s->dirty = false;
    return 0;
}

/* Waiting ones are never old: they wait as long as it takes. */
static bool entry_is_old(const struct spool_entry *e, int64_t now_ms) {
    return e->answered_ms && e->body.len && e->answered_ms < now_ms - SPOOL_KEEP_MS;
}

static void known_frame(struct arena *a, const struct spool_entry *e, struct span **list, size_t *n) {
    spool__line *line = NEW(a, spool__line);
    line->content_case = SPOOL__LINE__CONTENT_KNOWN;
    line->known = NEW(a, spool__known);
    line->known->request_id = id_field(a, e->id);
    line->known->answered_ms = e->answered_ms;
    line->known->refused = e->refused;
    *(struct span *)message_grow(a, (void **)list, n, sizeof **list) = spool_frame(a, line);
}

static void whole_frames(struct arena *a, const struct spool_entry *e, struct span **list, size_t *n) {
    spool__line *line = NEW(a, spool__line);
    line->content_case = SPOOL__LINE__CONTENT_QUEUED;
    line->queued = NEW(a, spool__queued);
    line->queued->request_id = id_field(a, e->id);
    line->queued->method = e->method;
    line->queued->body = pb_of(e->body);
    line->queued->label = e->label;
    line->queued->at_ms = e->queued_ms;
    *(struct span *)message_grow(a, (void **)list, n, sizeof **list) = spool_frame(a, line);
    if (!e->reply) return;
    line = NEW(a, spool__line);
    line->content_case = SPOOL__LINE__CONTENT_ANSWERED;
    line->answered = NEW(a, spool__answered);
    line->answered->request_id = id_field(a, e->id);
    line->answered->reply = pb_of(message_pack(a, &e->reply->base));
    line->answered->at_ms = e->answered_ms;
    *(struct span *)message_grow(a, (void **)list, n, sizeof **list) = spool_frame(a, line);
}

/* The file anew, without the bodies of what was answered long ago; whole or not at all. Read back from what was
 * written: the state is what the file says. */
static int spool_shorten(struct spool_state *s, const char *path, int64_t now_ms) {
    struct span *frames = NULL;
    size_t n = 0, len = SPOOL_MAGIC_LEN;
    for (size_t i = 0; i < s->n; i++) {
        const struct spool_entry *e = &s->list[i];
        if (entry_is_old(e, now_ms) || !e->body.len)
            known_frame(s->arena, e, &frames, &n);
        else
            whole_frames(s->arena, e, &frames, &n);
    }
    for (size_t i = 0; i < n; i++) len += frames[i].len;
    uint8_t *file = arena_alloc(s->arena, len), *at = file + SPOOL_MAGIC_LEN;
    memcpy(file, SPOOL_MAGIC, SPOOL_MAGIC_LEN);
    for (size_t i = 0; i < n; at += frames[i].len, i++) memcpy(at, frames[i].data, frames[i].len);
    int rc = file_write(path, span_of(file, len), 0600);
    if (rc == 0) spool_read(s, s->arena, span_of(file, len));
    return rc;
}

/* A file of its own, never removed: the spool is replaced when it is shortened, and a lock on it would stay with the
 * old one. */
static int lock_take(struct spool *s, struct arena *a, const char *path) {
    s->lock_fd = open(arena_printf(a, "%s.lock", path), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (s->lock_fd < 0) return err_of(errno);
    return flock(s->lock_fd, LOCK_EX | LOCK_NB) ? ERR_BUSY : 0;
}

/* Reads what is there, cuts a torn end, and stands at the end for more. A shortened file has no torn end any more. */
static int file_take(struct spool *s, struct arena *a, const char *path, int64_t now_ms, size_t *cut) {
    struct span file = {0};
    int rc = file_read_private(a, path, SPOOL_FILE_MAX, &file);
    if (rc == ERR_NOTFOUND) rc = file_create(path, file = span_text(SPOOL_MAGIC), 0600);
    if (rc) return rc;
    size_t good = spool_read(&s->state, a, file);
    if (good == 0) return ERR_INVALID; /* not a spool: whatever it is, it is not ours to cut */
    bool old = false;
    for (size_t i = 0; i < s->state.n; i++) old = old || entry_is_old(&s->state.list[i], now_ms);
    if (old && (rc = spool_shorten(&s->state, path, now_ms)) != 0) return rc;
    s->fd = open(path, O_RDWR | O_APPEND | O_CLOEXEC);
    if (s->fd < 0) return err_of(errno);
    if (!old && good < file.len && (ftruncate(s->fd, (off_t)good) || fdatasync(s->fd))) return err_of(errno);
    if (cut) *cut = file.len - good;
    return 0;
}

int spool_open(struct spool **out, struct arena *a, const char *path, int64_t now_ms, size_t *cut) {
    struct spool *s = calloc(1, sizeof *s);
    if (!s) return ERR_NOMEM;
    s->fd = s->lock_fd = -1;
    arena_init(&s->scratch);
    int rc = lock_take(s, a, path);
    if (rc == 0) rc = file_take(s, a, path, now_ms, cut);
    if (rc) {
        spool_close(s);
        return rc;
    }
    *out = s;
    return 0;
}

void spool_close(struct spool *s) {
    if (!s) return;
    if (s->fd >= 0) close(s->fd);
    if (s->lock_fd >= 0) close(s->lock_fd);
    arena_close(&s->scratch);
    free(s);
}

struct spool_state *spool_state(struct spool *s) {
    return &s->state;
}

int spool_add(struct spool *s, const struct spool_entry *e) {
    spool__line line = SPOOL__LINE__INIT;
    spool__queued queued = SPOOL__QUEUED__INIT;
    if (spool_find(&s->state, e->id)) return 1;
    queued.request_id = pb_of(id_span(&e->id));
    queued.method = e->method;
    queued.body = pb_of(e->body);
    queued.label = e->label;
    queued.at_ms = e->queued_ms;
    line.content_case = SPOOL__LINE__CONTENT_QUEUED;
    line.queued = &queued;
    return line_append(s, &line);
}

int spool_hear(struct spool *s, const sippe__reply *reply, int64_t now_ms, size_t *again) {
    *again = 0;
    if (!s->state.epoch.len || span_equal(span_pb(s->state.epoch), span_pb(reply->epoch))) return 0;
    spool__line line = SPOOL__LINE__INIT;
    spool__again lost = SPOOL__AGAIN__INIT;
    for (size_t i = 0; i < s->state.n; i++)
        *again += spool_is_lost(&s->state.list[i], reply->journal, reply->epoch, now_ms);
    if (!*again) return 0;
    lost.journal = reply->journal;
    lost.epoch = reply->epoch;
    lost.at_ms = now_ms;
    line.content_case = SPOOL__LINE__CONTENT_AGAIN;
    line.again = &lost;
    return line_append(s, &line);
}

int spool_answer(struct spool *s, struct id id, const sippe__reply *reply, int64_t now_ms, size_t *again) {
    spool__line line = SPOOL__LINE__INIT;
    spool__answered answered = SPOOL__ANSWERED__INIT;
    struct arena a;
    int rc = spool_hear(s, reply, now_ms, again);
    if (rc) return rc;
    arena_init(&a);
    answered.request_id = pb_of(id_span(&id));
    answered.reply = pb_of(message_pack(&a, &reply->base));
    answered.at_ms = now_ms;
    line.content_case = SPOOL__LINE__CONTENT_ANSWERED;
    line.answered = &answered;
    rc = line_append(s, &line);
    arena_close(&a);
    return rc;
}

struct id spool_request_id(const char *key_name, struct span content, const char *identity, uint64_t attempt) {
    struct id_hash h;
    id_hash_init(&h, "sippe.spool.request");
    id_hash_add(&h, span_text(key_name));
    id_hash_add(&h, content);
    id_hash_add(&h, span_text(identity));
    id_hash_u64(&h, attempt);
    return id_hash_end(&h);
}
