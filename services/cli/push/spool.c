#include "cli/push/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/err.h"
#include "base/message.h"
#include "cli/call/input.h"
#include "cli/push/spool_file.h"
#include "cli/push/spool_state.h"
#include "sys/file.h"

struct spool {
    struct spool_state state;
    struct spool_key key;
    struct arena *arena;
    struct arena scratch;
    const char *path;
    int64_t opened_ms;
    int fd, lock_fd;
    struct spool_file file;
};

/* The state follows the file, of which a block may not be written yet: when that fails the spool is at an end. */
static int line_append(struct spool *s, const spool__line *line) {
    size_t place;
    arena_reset(&s->scratch);
    struct span frame = spool_frame(&s->scratch, &s->key, line);
    if (frame.len > SPOOL_LINE_MAX) return ERR_INVALID;
    int rc = spool_file_append(&s->file, frame, &place);
    if (rc) return rc;
    spool_apply(&s->state, line, place + 1);
    return 0;
}

int spool_flush(struct spool *s) { return spool_file_flush(&s->file); }
int spool_sync(struct spool *s) { return spool_file_sync(&s->file); }

/* A file of its own, never removed: the spool is replaced when it is shortened, and a lock on it would stay with the
 * old one. */
static int lock_take(struct spool *s) {
    s->lock_fd = open(arena_printf(s->arena, "%s.lock", s->path), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (s->lock_fd < 0) return spool_err(errno);
    return flock(s->lock_fd, LOCK_EX | LOCK_NB) ? ERR_BUSY : 0;
}

/* Names and telephones of families stand in it, sealed: who else may read it is asked of the open file all the same. */
static int file_open(struct spool *s) {
    struct stat st;
    s->fd = open(s->path, O_RDWR | O_APPEND | O_CLOEXEC | O_NONBLOCK);
    if (s->fd < 0 && errno == ENOENT) {
        int rc = file_create(s->path, spool_magic(&s->key), 0600);
        if (rc) return rc;
        s->fd = open(s->path, O_RDWR | O_APPEND | O_CLOEXEC);
    }
    if (s->fd < 0 || fstat(s->fd, &st)) return errno == EISDIR ? ERR_INVALID : spool_err(errno);
    if (!S_ISREG(st.st_mode)) return ERR_INVALID;
    return st.st_mode & (S_IRWXG | S_IRWXO) ? ERR_DENIED : 0;
}

/* The fingerprint in its magic line. */
static const char *key_named(struct arena *a, struct span file) {
    return arena_printf(a, "%.*s", KEY_FINGERPRINT_LEN, (const char *)file.data + sizeof SPOOL_MAGIC - 1);
}

/* What is not ours is not ours to cut. */
static int file_look(struct spool *s, struct spool_mended *m) {
    struct span file;
    int rc = spool_map(s->fd, &file);
    if (rc) return rc;
    rc = spool_read(&s->state, file, input_pass, &m->damage);
    if (rc == ERR_DENIED) m->others_key = key_named(s->arena, file);
    spool_unmap(file);
    return rc;
}

/* After the file was replaced: the open one is the old one, and all places are others. */
static int file_again(struct spool *s) {
    struct spool_mended none = {0};
    close(s->fd);
    int rc = file_open(s);
    if (rc == 0) rc = file_look(s, &none);
    return rc ? rc : spool_file_begin(&s->file, s->fd);
}

static int mend(struct spool *s, const char **aside) {
    int rc = spool_keep_aside(s->arena, s->path, s->opened_ms, aside);
    if (rc) return rc;
    rc = spool_remake(&s->state, s->path, s->opened_ms);
    if (rc) unlink(*aside);
    return rc ? rc : file_again(s);
}

static int torn_end_cut(struct spool *s, size_t cut) {
    off_t end = lseek(s->fd, 0, SEEK_END);
    if (end < 0 || ftruncate(s->fd, end - (off_t)cut) || fdatasync(s->fd)) return spool_err(errno);
    if ((size_t)end > cut) return 0;
    return spool_write(s->fd, spool_magic(&s->key)); /* it was torn when it was made */
}

/* Reads what is there, and mends what is damaged. */
static int file_take(struct spool *s, struct spool_mended *m) {
    int rc = file_open(s);
    if (rc == 0) rc = file_look(s, m);
    if (rc) return rc;
    if (m->damage.bytes) return mend(s, &m->aside);
    if (m->damage.cut && (rc = torn_end_cut(s, m->damage.cut)) != 0) return rc;
    if (!spool_has_old(&s->state, s->opened_ms)) return 0;
    rc = spool_remake(&s->state, s->path, s->opened_ms);
    if (rc == ERR_FULL) return 0; /* it is shortened when there is room; nothing is wrong with it */
    return rc ? rc : file_again(s);
}

static struct spool *spool_new(struct arena *a, const struct spool_place *at) {
    struct spool *s = calloc(1, sizeof *s);
    if (!s) return NULL;
    s->fd = s->lock_fd = -1;
    s->arena = a;
    s->path = arena_text(a, at->path);
    s->opened_ms = at->now_ms;
    spool_key_make(at->key, &s->key);
    s->state = (struct spool_state){.arena = a, .key = &s->key};
    arena_init(&s->scratch);
    return s;
}

int spool_open(struct spool **out, struct arena *a, const struct spool_place *at, struct spool_mended *mended) {
    struct spool_mended here = {0};
    struct spool *s = spool_new(a, at);
    if (!s) return ERR_NOMEM;
    int rc = lock_take(s);
    if (rc == 0) rc = file_take(s, &here);
    if (rc == 0) rc = spool_file_begin(&s->file, s->fd);
    if (mended) *mended = here;
    if (rc) {
        spool_close(s);
        return rc;
    }
    *out = s;
    return 0;
}

void spool_close(struct spool *s) {
    if (!s) return;
    if (s->file.n_block) spool_flush(s);
    if (s->fd >= 0) close(s->fd);
    if (s->lock_fd >= 0) close(s->lock_fd);
    arena_close(&s->scratch);
    spool_key_wipe(&s->key);
    free(s);
}

const struct spool_key *spool_key(const struct spool *s) { return &s->key; }

struct spool_state *spool_state(struct spool *s) {
    return &s->state;
}

int spool_add(struct spool *s, const struct spool_request *r) {
    spool__line line = SPOOL__LINE__INIT;
    spool__queued queued = SPOOL__QUEUED__INIT;
    if (spool_find(&s->state, r->id)) return 1;
    queued.request_id = pb_of(id_span(&r->id));
    queued.method = r->method;
    queued.body = pb_of(r->body);
    queued.label = r->label;
    queued.at_ms = r->queued_ms;
    queued.on_behalf_of = r->by ? r->by : "";
    if (!id_is_zero(r->after)) queued.after = pb_of(id_span(&r->after));
    line.content_case = SPOOL__LINE__CONTENT_QUEUED;
    line.queued = &queued;
    return line_append(s, &line);
}

/* The line at a place, checked once more: a disk may have lost it since. */
static const spool__line *line_at(struct spool *s, struct arena *a, size_t place) {
    struct span sealed = place ? spool_file_line(&s->file, a, place - 1) : span_of("", 0);
    struct span line = spool_unseal(a, &s->key, sealed);
    return line.len ? UNPACK(a, spool__line, line, MESSAGE_OPEN) : NULL;
}

bool spool_request(struct spool *s, struct arena *a, const struct spool_entry *e, struct spool_request *out) {
    const spool__line *line = line_at(s, a, e->queued_at);
    if (!line || line->content_case != SPOOL__LINE__CONTENT_QUEUED) return false;
    *out = (struct spool_request){.id = e->id,
                                  .method = line->queued->method,
                                  .label = line->queued->label,
                                  .by = line->queued->on_behalf_of,
                                  .body = span_pb(line->queued->body),
                                  .after = e->after,
                                  .queued_ms = line->queued->at_ms};
    return true;
}

static const sippe__reply *reply_at(struct spool *s, struct arena *a, size_t place) {
    const spool__line *line = line_at(s, a, place);
    if (!line || line->content_case != SPOOL__LINE__CONTENT_ANSWERED) return NULL;
    const sippe__reply *reply = UNPACK(a, sippe__reply, span_pb(line->answered->reply), MESSAGE_OPEN);
    return reply && reply->status ? reply : NULL;
}

const sippe__reply *spool_reply(struct spool *s, struct arena *a, const struct spool_entry *e) {
    return reply_at(s, a, e->reply_at);
}

const sippe__reply *spool_reply_before(struct spool *s, struct arena *a, const struct spool_entry *e) {
    return reply_at(s, a, e->before_at);
}

int spool_hold(struct spool *s, const spool__held *row) {
    spool__line line = SPOOL__LINE__INIT;
    line.content_case = SPOOL__LINE__CONTENT_HELD;
    line.held = (spool__held *)(uintptr_t)row;
    return line_append(s, &line);
}

int spool_release(struct spool *s, uint32_t number) {
    spool__line line = SPOOL__LINE__INIT;
    spool__released released = SPOOL__RELEASED__INIT;
    if (!spool_held_find(&s->state, number)) return 0;
    line.content_case = SPOOL__LINE__CONTENT_RELEASED;
    line.released = &released;
    released.number = number;
    return line_append(s, &line);
}

const spool__held *spool_held_row(struct spool *s, struct arena *a, const struct spool_held *h) {
    const spool__line *line = line_at(s, a, h->held_at);
    return line && line->content_case == SPOOL__LINE__CONTENT_HELD ? line->held : NULL;
}

int spool_drop(struct spool *s) {
    int rc = spool_flush(s);
    if (rc == 0) rc = spool_remake(&s->state, s->path, s->opened_ms);
    return rc ? rc : file_again(s);
}

int spool_hear(struct spool *s, const sippe__reply *reply, int64_t now_ms, size_t *again) {
    struct spool_store now = {reply->journal, reply->epoch};
    *again = 0;
    if (!s->state.store || span_equal(span_pb(s->state.stores[s->state.store - 1].epoch), span_pb(now.epoch))) return 0;
    spool__line line = SPOOL__LINE__INIT;
    spool__again lost = SPOOL__AGAIN__INIT;
    for (size_t i = 0; i < s->state.n; i++) *again += spool_is_lost(&s->state, &s->state.list[i], &now, now_ms);
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
