/* Loaded before a program (LD_PRELOAD): notes in the file $RECORD_LOG, in their order, what it writes below the folder
 * $RECORD_DIR and what it flushes, so that a loss of power can be played at any moment of it (recorded.py).
 *
 *   entry   kind 'W' write, 'S' flush, 'T' cut to a length, 'N' a file has got this name, 'U' this name is gone;
 *           synchronous (O_DSYNC) or not; inode; offset; length; bytes (of a name: its path)
 *
 * $RECORD_PLANT plants a fault that a test of flushes must find: "nosync" and "nometasync" open the store so, anything
 * else is part of a path whose flushes are left out. A file is known by its inode, because it may be written under one
 * name and renamed to another; entries of folders count as durable at once. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <lmdb.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

struct __attribute__((packed)) entry {
    char kind;
    uint8_t synchronous;
    uint64_t inode, offset, len;
};

static int log_fd = -1;
static const char *dir, *plant = "";

/* The next definition of a function, which is the one that this file stands before. */
static void *real(const char *name) {
    void *f = dlsym(RTLD_NEXT, name);
    if (!f) abort();
    return f;
}
#define REAL(type, name) ((type)real(name))

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("RECORD_LOG");
    dir = getenv("RECORD_DIR");
    if (getenv("RECORD_PLANT")) plant = getenv("RECORD_PLANT");
    if (path && dir) log_fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* Of a plain file below the folder, and none of what the daemon says. */
static bool is_watched(int fd, struct stat *st, char path[512]) {
    char link[64];
    if (log_fd < 0 || fd == log_fd || fd == STDERR_FILENO || fd == STDOUT_FILENO) return false;
    if (fstat(fd, st) || !S_ISREG(st->st_mode)) return false;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t len = readlink(link, path, 511);
    path[len < 0 ? 0 : len] = 0;
    return len > 0 && strncmp(path, dir, strlen(dir)) == 0;
}

/* One write, because a job of the daemon writes beside its loop. */
static void note(char kind, int fd, uint64_t offset, const void *data, uint64_t len) {
    char path[512];
    struct stat st;
    if (!is_watched(fd, &st, path)) return;
    if (kind == 'S' && *plant && strstr(path, plant)) return;
    struct entry e = {.kind = kind, .inode = st.st_ino, .offset = offset, .len = len};
    e.synchronous = (fcntl(fd, F_GETFL) & O_DSYNC) != 0;
    struct iovec parts[2] = {{&e, sizeof e}, {(void *)(uintptr_t)data, kind == 'W' ? len : 0}};
    ssize_t (*next)(int, const struct iovec *, int) = REAL(ssize_t(*)(int, const struct iovec *, int), "writev");
    if (next(log_fd, parts, 2) < 0) abort();
}

/* Where a write without an offset will stand. */
static uint64_t place(int fd) {
    struct stat st;
    if (fcntl(fd, F_GETFL) & O_APPEND) return fstat(fd, &st) ? 0 : (uint64_t)st.st_size;
    off_t at = lseek(fd, 0, SEEK_CUR);
    return at < 0 ? 0 : (uint64_t)at;
}

static void note_parts(int fd, uint64_t offset, const struct iovec *parts, int n, ssize_t written) {
    for (int i = 0; i < n && written > 0; i++) {
        size_t len = parts[i].iov_len < (size_t)written ? parts[i].iov_len : (size_t)written;
        note('W', fd, offset, parts[i].iov_base, len);
        offset += len;
        written -= (ssize_t)len;
    }
}

/* ---- in place of the C library's ---- */

ssize_t write(int fd, const void *data, size_t len) {
    uint64_t at = place(fd);
    ssize_t n = REAL(ssize_t(*)(int, const void *, size_t), "write")(fd, data, len);
    if (n > 0) note('W', fd, at, data, (uint64_t)n);
    return n;
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    uint64_t at = place(fd);
    ssize_t n = REAL(ssize_t(*)(int, const struct iovec *, int), "writev")(fd, parts, count);
    note_parts(fd, at, parts, count, n);
    return n;
}

ssize_t pwrite64(int fd, const void *data, size_t len, off_t at) {
    ssize_t n = REAL(ssize_t(*)(int, const void *, size_t, off_t), "pwrite64")(fd, data, len, at);
    if (n > 0) note('W', fd, (uint64_t)at, data, (uint64_t)n);
    return n;
}

ssize_t pwrite(int fd, const void *data, size_t len, off_t at) { return pwrite64(fd, data, len, at); }

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off_t at) {
    ssize_t n = REAL(ssize_t(*)(int, const struct iovec *, int, off_t), "pwritev64")(fd, parts, count, at);
    note_parts(fd, (uint64_t)at, parts, count, n);
    return n;
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) { return pwritev64(fd, parts, count, at); }

int ftruncate64(int fd, off_t len) {
    int rc = REAL(int (*)(int, off_t), "ftruncate64")(fd, len);
    if (rc == 0) note('T', fd, (uint64_t)len, NULL, 0);
    return rc;
}

int ftruncate(int fd, off_t len) { return ftruncate64(fd, len); }

/* Noted, and not done: the test kills nothing but the program, and a flush of this machine's disk takes milliseconds. */
int fdatasync(int fd) {
    note('S', fd, 0, NULL, 0);
    return 0;
}

int fsync(int fd) { return fdatasync(fd); }

static void note_name(char kind, const char *path, ino_t inode) {
    struct entry e = {.kind = kind, .inode = inode, .len = strlen(path)};
    struct iovec parts[2] = {{&e, sizeof e}, {(void *)(uintptr_t)path, e.len}};
    if (REAL(ssize_t(*)(int, const struct iovec *, int), "writev")(log_fd, parts, 2) < 0) abort();
}

static bool is_watched_name(const char *path, struct stat *st) {
    return log_fd >= 0 && strncmp(path, dir, strlen(dir)) == 0 && stat(path, st) == 0 && S_ISREG(st->st_mode);
}

/* A file that has its name is one that a reader finds: what stands in it must be whole from then on. */
static void named(const char *path) {
    struct stat st;
    if (is_watched_name(path, &st)) note_name('N', path, st.st_ino);
}

int rename(const char *from, const char *to) {
    int rc = REAL(int (*)(const char *, const char *), "rename")(from, to);
    if (rc == 0) named(to);
    return rc;
}

int link(const char *from, const char *to) {
    int rc = REAL(int (*)(const char *, const char *), "link")(from, to);
    if (rc == 0) named(to);
    return rc;
}

int unlink(const char *path) {
    struct stat st;
    bool watched = is_watched_name(path, &st);
    int rc = REAL(int (*)(const char *), "unlink")(path);
    if (rc == 0 && watched) note_name('U', path, st.st_ino);
    return rc;
}

int mdb_env_open(MDB_env *env, const char *path, unsigned flags, mdb_mode_t mode) {
    if (strcmp(plant, "nosync") == 0) flags |= MDB_NOSYNC;
    if (strcmp(plant, "nometasync") == 0) flags |= MDB_NOMETASYNC;
    return REAL(int (*)(MDB_env *, const char *, unsigned, mdb_mode_t), "mdb_env_open")(env, path, flags, mode);
}
