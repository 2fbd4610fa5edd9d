#include "sys/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "base/err.h"
#include "sys/clock.h"

/* A line is one write, and to a pipe one of at most PIPE_BUF bytes (4,096 on Linux) is not torn (pipe(7)): the lines of
 * several threads, or of four daemons with one output, do not mix. */
enum { LINE_MAX_ = 1024, WORD_MAX = 128 };

struct text {
    char bytes[LINE_MAX_];
    size_t len;
};

__attribute__((format(printf, 2, 3))) static void text_add(struct text *t, const char *format, ...) {
    va_list args;
    va_start(args, format);
    size_t room = sizeof t->bytes - t->len;
    /* the analyser of clang 14 loses sight of va_start when it inlines this */
    int n = vsnprintf(t->bytes + t->len, room, format, args); /* NOLINT(clang-analyzer-valist.Uninitialized) */
    va_end(args);
    if (n > 0) t->len += (size_t)n < room ? (size_t)n : room - 1;
}

static const char *level_name(enum log_level level) {
    switch (level) {
    case LEVEL_DEBUG: return "debug";
    case LEVEL_INFO: return "info";
    case LEVEL_WARN: return "warn";
    case LEVEL_ERROR: return "error";
    }
    return "error";
}

/* None of these needs an escape in JSON, so there is no escaping anywhere in this file. No blank: with one, a whole
 * sentence would pass. A single word does, so what is given must be the program's own. */
static bool word_is_plain(const char *word) {
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:/*@[]-";
    size_t len = strnlen(word, WORD_MAX + 1);
    return len > 0 && len <= WORD_MAX && strspn(word, allowed) >= len;
}

static void field_add(struct text *t, const struct log_field *f) {
    char hex[33];
    switch (f->kind) {
    case LOG_INT_: text_add(t, ",\"%s\":%lld", f->key, (long long)f->number); break;
    case LOG_BOOL_: text_add(t, ",\"%s\":%s", f->key, f->number ? "true" : "false"); break;
    case LOG_ID_:
        id_hex(f->id, hex);
        text_add(t, ",\"%s\":\"%s\"", f->key, hex);
        break;
    case LOG_WORD_: text_add(t, ",\"%s\":\"%s\"", f->key, f->word && word_is_plain(f->word) ? f->word : "?"); break;
    case LOG_ERR_: text_add(t, ",\"%s\":\"%s\"", f->key, err_text((int)f->number)); break;
    case LOG_END_: break;
    }
}

/* The number that this line reports as left out, or -1: leave this one out too. Two threads that meet at the turn of a
 * second may let a line or two more through. */
static int64_t site_admit(struct log_site *s, int64_t second) {
    if (atomic_load(&s->second) != second) {
        atomic_store(&s->second, second);
        atomic_store(&s->written, 0);
    }
    if (atomic_fetch_add(&s->written, 1) >= LOG_PER_SECOND) {
        atomic_fetch_add(&s->suppressed, 1);
        return -1;
    }
    return atomic_exchange(&s->suppressed, 0);
}

/* A log that is closed or full must not stop a daemon. */
static void line_write(int fd, const char *bytes, size_t len) {
    while (len > 0) {
        ssize_t n = write(fd, bytes, len);
        if (n <= 0) return; /* nobody to tell */
        bytes += n;
        len -= (size_t)n;
    }
}

/* Whatever comes, the line is whole JSON: a field is begun only while 320 bytes are left, more than the longest takes
 * with `suppressed` and the end behind it. */
void log_write(const struct log *l, struct log_site *site, enum log_level level, const char *event,
               const struct log_field *fields) {
    if (level < l->level) return;
    int64_t now_ms = l->now_ms ? l->now_ms() : clock_now_ms();
    int64_t suppressed = site_admit(site, now_ms / 1000);
    if (suppressed < 0) return;
    char ts[CLOCK_TEXT_LEN + 1];
    clock_text(now_ms, ts);
    struct text t = {.len = 0};
    text_add(&t, "{\"ts\":\"%s\",\"level\":\"%s\",\"daemon\":\"%s\",\"event\":\"%s\"", ts, level_name(level),
             word_is_plain(l->daemon) ? l->daemon : "?", event);
    for (const struct log_field *f = fields; f->kind != LOG_END_ && t.len < LINE_MAX_ - 320; f++) field_add(&t, f);
    if (suppressed > 0) text_add(&t, ",\"suppressed\":%lld", (long long)suppressed);
    text_add(&t, "}\n");
    line_write(l->fd, t.bytes, t.len);
}
