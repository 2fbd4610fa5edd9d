#include "cli/push/spool_file.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>
#include "base/err.h"
#include "cli/push/spool_state.h"

int spool_file_begin(struct spool_file *f, int fd) {
    off_t end = lseek(fd, 0, SEEK_END);
    f->fd = fd;
    f->n_block = f->n_window = 0;
    f->dirty = false;
    f->end = end < 0 ? 0 : (size_t)end;
    return f->err = end < 0 ? ERR_IO : 0;
}

/* What was torn is cut again: what came behind it could not be told from damage any more. */
static int hand_over(struct spool_file *f, struct span s) {
    size_t from = f->end - s.len;
    if (s.len == 0 || f->err) return f->err;
    f->dirty = true;
    f->err = spool_write(f->fd, s);
    if (f->err && ftruncate(f->fd, (off_t)from)) f->err = ERR_IO;
    return f->err;
}

int spool_file_flush(struct spool_file *f) {
    size_t n = f->n_block;
    f->n_block = 0;
    return hand_over(f, span_of(f->block, n));
}

int spool_file_append(struct spool_file *f, struct span frame, size_t *place) {
    if (frame.len > SPOOL_BLOCK - f->n_block && spool_file_flush(f)) return f->err;
    if (f->err) return f->err;
    *place = f->end;
    f->end += frame.len;
    if (frame.len > SPOOL_BLOCK) return hand_over(f, frame);
    memcpy(f->block + f->n_block, frame.data, frame.len);
    f->n_block += frame.len;
    return 0;
}

int spool_file_sync(struct spool_file *f) {
    if (spool_file_flush(f) || !f->dirty) return f->err;
    if (fdatasync(f->fd)) return f->err = spool_err(errno);
    f->dirty = false;
    return 0;
}

/* At most so many bytes from there. Lines are asked for in the order in which they stand, nearly always. */
static struct span look(struct spool_file *f, size_t at, size_t len) {
    if (at < f->window_at || at + len > f->window_at + f->n_window) {
        ssize_t n = pread(f->fd, f->window, SPOOL_BLOCK, (off_t)at);
        f->window_at = at;
        f->n_window = n > 0 ? (size_t)n : 0;
    }
    size_t from = at - f->window_at, there = f->n_window - from;
    return span_of(f->window + from, there < len ? there : len);
}

static struct span large_read(struct spool_file *f, struct arena *a, size_t at, size_t len) {
    uint8_t *frame = arena_alloc(a, len);
    ssize_t n = pread(f->fd, frame, len, (off_t)at);
    return span_of(frame, n > 0 ? (size_t)n : 0);
}

struct span spool_file_line(struct spool_file *f, struct arena *a, size_t place) {
    if (place + SPOOL_HEAD > f->end - f->n_block && spool_file_flush(f)) return span_of("", 0);
    size_t len = spool_frame_len(look(f, place, SPOOL_HEAD));
    if (!len) return span_of("", 0);
    struct span frame = len > SPOOL_BLOCK ? large_read(f, a, place, len) : look(f, place, len);
    return frame.len == len ? spool_frame_line(frame) : span_of("", 0);
}
