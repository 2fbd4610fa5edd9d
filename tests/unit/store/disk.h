/* A disk that is simulated under a store: what is written to three files of one folder, and what is flushed, is noted in
 * its order, so that a loss of power can be played at any moment of it. The functions of the C library are defined here
 * anew, for this program and for LMDB in it; the files themselves are written as well, which is the page cache.
 *
 * A write is there for certain when it was synchronous, or when its file was flushed after it. Of any other each sector
 * of 512 bytes may be there or not. What a flush that fails should have written is lost, though the page cache shows it
 * (Rebello et al., USENIX ATC 2020). */
#pragma once
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>
#include "prng.h"

enum { DISK_FILES = 3, DISK_SECTOR = 512 };
static const char *const disk_names[DISK_FILES] = {"data.mdb", "log.0", "log.1"};

struct disk_entry {
    int file;
    bool is_flush, is_synchronous, is_lost;
    size_t at, len;
    uint8_t *bytes;
};

struct disk {
    pthread_mutex_t lock;
    const char *dir;           /* NULL: nothing is noted */
    uint8_t *base[DISK_FILES]; /* what the files held when it began */
    size_t base_len[DISK_FILES];
    struct disk_entry *entries;
    size_t n, capacity;
    int fails_in;         /* flushes of a log until one fails; 0: none does */
    unsigned int slow_us; /* a flush of data.mdb takes so long */
};
static struct disk disk = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* Which of the three; -1: none, or nothing is noted. */
static inline int disk_file(int fd) {
    char link[64], path[256];
    if (!disk.dir) return -1;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t len = readlink(link, path, sizeof path - 1);
    if (len < 0 || strncmp(path, disk.dir, strlen(disk.dir)) != 0) return -1;
    path[len] = 0;
    for (int i = 0; i < DISK_FILES; i++)
        if (strcmp(path + strlen(disk.dir) + 1, disk_names[i]) == 0) return i;
    return -1;
}

static inline struct disk_entry *disk_note(int file) {
    if (disk.n == disk.capacity) {
        disk.capacity = disk.capacity ? 2 * disk.capacity : 1024;
        disk.entries = realloc(disk.entries, disk.capacity * sizeof *disk.entries);
        if (!disk.entries) abort();
    }
    disk.entries[disk.n] = (struct disk_entry){.file = file};
    return &disk.entries[disk.n++];
}

static inline void disk_wrote(int fd, const void *bytes, size_t len, size_t at) {
    int file = disk_file(fd);
    if (file < 0) return;
    pthread_mutex_lock(&disk.lock);
    struct disk_entry *e = disk_note(file);
    e->is_synchronous = (fcntl(fd, F_GETFL) & O_DSYNC) != 0;
    e->at = at;
    e->len = len;
    e->bytes = malloc(len);
    if (!e->bytes) abort();
    memcpy(e->bytes, bytes, len);
    pthread_mutex_unlock(&disk.lock);
}

/* True: it fails. */
static inline bool disk_flushed(int fd) {
    int file = disk_file(fd);
    if (file < 0) return false;
    if (file == 0 && disk.slow_us) nanosleep(&(struct timespec){.tv_nsec = disk.slow_us * 1000L}, NULL);
    pthread_mutex_lock(&disk.lock);
    bool fails = file > 0 && disk.fails_in && --disk.fails_in == 0;
    size_t last = disk.n;
    while (fails && last-- > 0 && !(disk.entries[last].file == file && disk.entries[last].is_flush))
        if (disk.entries[last].file == file) disk.entries[last].is_lost = true;
    if (!fails) disk_note(file)->is_flush = true;
    pthread_mutex_unlock(&disk.lock);
    return fails;
}

/* ---- in place of the C library's ---- */

ssize_t pwrite64(int fd, const void *bytes, size_t len, off_t at) {
    ssize_t n = syscall(SYS_pwrite64, fd, bytes, len, at);
    if (n > 0) disk_wrote(fd, bytes, (size_t)n, (size_t)at);
    return n;
}

ssize_t pwrite(int fd, const void *bytes, size_t len, off_t at) { return pwrite64(fd, bytes, len, at); }

/* One call is not one write to a disk: each of its parts may be there or not. */
ssize_t pwritev64(int fd, const struct iovec *parts, int n, off_t at) {
    ssize_t all = 0;
    for (int i = 0; i < n; i++) {
        ssize_t written = pwrite64(fd, parts[i].iov_base, parts[i].iov_len, at + all);
        if (written < 0) return written;
        all += written;
    }
    return all;
}

ssize_t pwritev(int fd, const struct iovec *parts, int n, off_t at) { return pwritev64(fd, parts, n, at); }

ssize_t writev(int fd, const struct iovec *parts, int n) {
    off_t at = lseek(fd, 0, SEEK_CUR);
    ssize_t written = syscall(SYS_writev, fd, parts, n);
    for (ssize_t i = 0, left = written; i < n && left > 0; i++) {
        size_t len = (size_t)left < parts[i].iov_len ? (size_t)left : parts[i].iov_len;
        disk_wrote(fd, parts[i].iov_base, len, (size_t)at);
        at += (off_t)len;
        left -= (ssize_t)len;
    }
    return written;
}

ssize_t write(int fd, const void *bytes, size_t len) {
    off_t at = lseek(fd, 0, SEEK_CUR);
    ssize_t n = syscall(SYS_write, fd, bytes, len);
    if (n > 0 && at >= 0) disk_wrote(fd, bytes, (size_t)n, (size_t)at);
    return n;
}

int fdatasync(int fd) {
    if (!disk_flushed(fd)) return 0;
    errno = EIO;
    return -1;
}

int fsync(int fd) { return fdatasync(fd); }

/* ---- playing it ---- */

static inline void disk_path(const char *dir, int file, char path[300]) {
    snprintf(path, 300, "%s/%s", dir, disk_names[file]);
}

/* From now on: what the files hold is durable. */
static inline void disk_begin(const char *dir) {
    for (int i = 0; i < DISK_FILES; i++) {
        char path[300];
        disk_path(dir, i, path);
        FILE *f = fopen(path, "rb");
        if (!f) abort();
        fseek(f, 0, SEEK_END);
        disk.base_len[i] = (size_t)ftell(f);
        rewind(f);
        disk.base[i] = malloc(disk.base_len[i]);
        if (!disk.base[i] || fread(disk.base[i], 1, disk.base_len[i], f) != disk.base_len[i]) abort();
        fclose(f);
    }
    disk.dir = dir;
}

static inline void disk_end(void) {
    disk.dir = NULL;
    for (int i = 0; i < DISK_FILES; i++) free(disk.base[i]);
    for (size_t i = 0; i < disk.n; i++) free(disk.entries[i].bytes);
    free(disk.entries);
    disk = (struct disk){.lock = PTHREAD_MUTEX_INITIALIZER};
}

static inline void disk_apply(int fd, const struct disk_entry *e, struct prng *chance) {
    for (size_t at = 0; at < e->len; at += DISK_SECTOR) {
        size_t len = e->len - at < DISK_SECTOR ? e->len - at : DISK_SECTOR;
        if (chance && prng_below(chance, 2)) continue;
        if (syscall(SYS_pwrite64, fd, e->bytes + at, len, e->at + at) != (long)len) abort();
    }
}

/* The files as they may be when the power goes after so many entries, into another folder. */
static inline void disk_cut(size_t entries, struct prng *chance, const char *to) {
    size_t flushed[DISK_FILES] = {0};
    for (size_t i = 0; i < entries; i++)
        if (disk.entries[i].is_flush) flushed[disk.entries[i].file] = i;
    for (int file = 0; file < DISK_FILES; file++) {
        char path[300];
        disk_path(to, file, path);
        int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
        if (fd < 0 || syscall(SYS_pwrite64, fd, disk.base[file], disk.base_len[file], 0) < 0) abort();
        for (size_t i = 0; i < entries; i++) {
            const struct disk_entry *e = &disk.entries[i];
            if (e->file != file || e->is_flush || e->is_lost) continue;
            disk_apply(fd, e, e->is_synchronous || i < flushed[file] ? NULL : chance);
        }
        off_t end = lseek(fd, 0, SEEK_END); /* LMDB maps whole pages */
        if (end % 4096 && ftruncate(fd, (end / 4096 + 1) * 4096)) abort();
        close(fd);
    }
}
