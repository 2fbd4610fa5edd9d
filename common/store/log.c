#include "store/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>
#include "base/err.h"

enum { PATH_LEN = 600, SMALLEST = 1 << 20 };

static int err_of(int rc) {
    switch (rc) {
    case ENOSPC:
    case EDQUOT: return ERR_FULL;
    case EACCES:
    case EPERM:
    case EROFS: return ERR_DENIED;
    case ENOENT: return ERR_NOTFOUND;
    default: return ERR_IO;
    }
}

static void path_of(char path[PATH_LEN], const char *dir, unsigned int file, const char *suffix) {
    snprintf(path, PATH_LEN, "%s/log.%u%s", dir, file, suffix);
}

/* ---- making them ---- */

static int zeroes_write(int fd) {
    static const uint8_t zeroes[64 << 10];
    for (size_t at = 0; at < LOG_BYTES; at += sizeof zeroes) {
        ssize_t n = pwrite(fd, zeroes, sizeof zeroes, (off_t)at);
        if (n != (ssize_t)sizeof zeroes) return n < 0 ? err_of(errno) : ERR_FULL;
    }
    return fsync(fd) ? err_of(errno) : 0;
}

static int folder_sync(const char *dir) {
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return err_of(errno);
    int rc = fsync(fd) ? err_of(errno) : 0;
    close(fd);
    return rc;
}

/* Under another name until it is whole: a file of a log is of its size from its first frame on. */
static int file_make(const char *dir, unsigned int file) {
    char path[PATH_LEN], beside[PATH_LEN];
    path_of(path, dir, file, "");
    path_of(beside, dir, file, ".new");
    int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) return err_of(errno);
    int err = zeroes_write(fd);
    if (close(fd) && !err) err = ERR_IO;
    if (!err && rename(beside, path)) err = err_of(errno);
    if (err) unlink(beside);
    return err ? err : folder_sync(dir);
}

static int file_open(struct log_file *f, const char *dir, unsigned int file, bool writes) {
    char path[PATH_LEN];
    struct stat st;
    path_of(path, dir, file, "");
    f->fd = open(path, (writes ? O_RDWR : O_RDONLY) | O_CLOEXEC);
    if (f->fd < 0 && errno == ENOENT && writes) {
        int err = file_make(dir, file);
        if (err) return err;
        f->fd = open(path, O_RDWR | O_CLOEXEC);
    }
    if (f->fd < 0 || fstat(f->fd, &st)) return err_of(errno);
    f->size = (size_t)st.st_size;
    return f->size < SMALLEST ? ERR_CORRUPT : 0;
}

int log_open(struct log *l, const char *dir, struct span tables, bool writes) {
    *l = (struct log){.files = {{.fd = -1}, {.fd = -1}}};
    if (strlen(dir) > PATH_LEN - 32) return ERR_INVALID;
    int err = frame_begin(&l->tables);
    if (!err) err = frame_add(&l->tables, tables);
    for (unsigned int i = 0; !err && i < LOG_FILES; i++) err = file_open(&l->files[i], dir, i, writes);
    return err;
}

void log_close(struct log *l) {
    for (unsigned int i = 0; i < LOG_FILES; i++)
        if (l->files[i].fd >= 0) close(l->files[i].fd);
    l->files[0].fd = l->files[1].fd = -1;
    frame_buffer_free(&l->tables);
}

int log_read(const struct log *l, unsigned int file, uint8_t **bytes) {
    const struct log_file *f = &l->files[file];
    *bytes = malloc(f->size);
    if (!*bytes) return ERR_NOMEM;
    for (size_t at = 0; at < f->size;) {
        ssize_t n = pread(f->fd, *bytes + at, f->size - at, (off_t)at);
        if (n <= 0) return n < 0 ? err_of(errno) : ERR_IO;
        at += (size_t)n;
    }
    return 0;
}

/* ---- writing ---- */

size_t log_room(const struct log *l) {
    size_t used = l->at ? l->at : l->tables.len, size = l->files[l->current].size;
    return used < size ? size - used : 0;
}

size_t log_largest(const struct log *l) {
    size_t least = l->files[0].size < l->files[1].size ? l->files[0].size : l->files[1].size;
    return least > l->tables.len ? least - l->tables.len : 0;
}

bool log_may_turn(const struct log *l, uint64_t position) {
#ifdef SIPPE_FAULT_LOG_TURNED_TOO_SOON
    return true;
#endif
    return l->files[!l->current].last <= position;
}

void log_turn(struct log *l) {
    l->current = !l->current;
    l->at = 0;
}

static void parts_pass(struct iovec *parts, int n, size_t written) {
    for (int i = 0; i < n; i++) {
        size_t of_it = written < parts[i].iov_len ? written : parts[i].iov_len;
        parts[i].iov_base = (uint8_t *)parts[i].iov_base + of_it;
        parts[i].iov_len -= of_it;
        written -= of_it;
    }
}

/* Where only a part was written, the next call says why. */
static int write_at(int fd, const struct iovec *given, int n, size_t at) {
    struct iovec parts[2];
    size_t left = 0;
    memcpy(parts, given, (size_t)n * sizeof *given);
    for (int i = 0; i < n; i++) left += parts[i].iov_len;
    while (left) {
        ssize_t written = pwritev(fd, parts, n, (off_t)at);
        if (written <= 0) return written < 0 && err_of(errno) == ERR_FULL ? ERR_FULL : ERR_IO;
        parts_pass(parts, n, (size_t)written);
        at += (size_t)written;
        left -= (size_t)written;
    }
    return 0;
}

static int flush(int fd) {
#ifdef SIPPE_FAULT_LOG_NOT_FLUSHED
    return 0;
#endif
    return fdatasync(fd) ? ERR_IO : 0;
}

/* The names of the tables and a file's first frame share one flush: either is nothing without the other. */
int log_append(struct log *l, struct frame_buffer *b, struct frame *f) {
    struct log_file *file = &l->files[l->current];
    struct iovec parts[2];
    int n = 0;
    f->number = l->number + (f->kind != FRAME_CLOSED);
    f->lineage = l->lineage;
    frame_seal(b, f);
    if (l->at == 0) {
        struct frame tables = {.number = f->number, .lineage = f->lineage, .kind = FRAME_TABLES};
        frame_seal(&l->tables, &tables);
        parts[n++] = (struct iovec){l->tables.bytes, l->tables.len};
    }
    parts[n++] = (struct iovec){b->bytes, b->len};
    int err = write_at(file->fd, parts, n, l->at);
    if (!err) err = flush(file->fd);
    if (err) return err;
    for (int i = 0; i < n; i++) l->at += parts[i].iov_len;
    file->last = l->number = f->number;
    return 0;
}

int log_mark_closed(struct log *l) {
    struct frame_buffer b = {.bytes = NULL};
    struct frame f = {.kind = FRAME_CLOSED};
    if (log_room(l) < FRAME_HEADER) log_turn(l);
    int err = frame_begin(&b);
    if (!err) err = log_append(l, &b, &f);
    frame_buffer_free(&b);
    return err;
}

int log_write_again(struct log *l, unsigned int file, struct span bytes, size_t at) {
    if (bytes.len == 0) return 0;
    struct iovec part = {(void *)(uintptr_t)bytes.data, bytes.len};
    int err = write_at(l->files[file].fd, &part, 1, at);
    return err ? err : flush(l->files[file].fd);
}
