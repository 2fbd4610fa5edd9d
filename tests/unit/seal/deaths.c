#include "deaths.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SECTOR = 512 };
struct deaths deaths = {.left = -1};

ssize_t __real_pwrite(int fd, const void *data, size_t len, off_t at);
ssize_t __wrap_pwrite(int fd, const void *data, size_t len, off_t at);
int __real_ftruncate(int fd, off_t len);
int __wrap_ftruncate(int fd, off_t len);
int __real_fdatasync(int fd);
int __wrap_fdatasync(int fd);

static void read_whole(int fd, uint8_t **bytes, size_t *len) {
    struct stat st;
    if (fstat(fd, &st)) abort();
    *len = (size_t)st.st_size;
    *bytes = realloc(*bytes, *len + SECTOR);
    if (!*bytes || pread(fd, *bytes, *len, 0) != (ssize_t)*len) abort();
}

/* True when that is the end. */
static bool dies_within(size_t bytes) {
    if (deaths.is_dead) return true;
    if (deaths.left < 0) return false;
    if ((size_t)deaths.left < bytes) deaths.is_dead = true;
    if (!deaths.is_dead) deaths.left -= (int64_t)bytes;
    return deaths.is_dead;
}

static int dead(void) {
    errno = EIO;
    return -1;
}

ssize_t __wrap_pwrite(int fd, const void *data, size_t len, off_t at) {
    bool was_dead = deaths.is_dead;
    if (!dies_within(len)) return __real_pwrite(fd, data, len, at);
    if (!was_dead && __real_pwrite(fd, data, (size_t)deaths.left, at) != deaths.left) abort();
    return dead();
}

int __wrap_ftruncate(int fd, off_t len) { return dies_within(1) ? dead() : __real_ftruncate(fd, len); }

int __wrap_fdatasync(int fd) {
    if (dies_within(1) || deaths.fails) {
        deaths.fails = false;
        return dead();
    }
    read_whole(fd, &deaths.durable, &deaths.durable_len);
    return 0;
}

void deaths_none(const char *path) {
    deaths_end();
    int fd = open(path, O_RDONLY);
    if (fd < 0) abort();
    read_whole(fd, &deaths.durable, &deaths.durable_len);
    close(fd);
}

void deaths_after(int64_t bytes) { deaths.left = bytes; }

void deaths_end(void) {
    deaths.left = -1;
    deaths.is_dead = false;
}

/* The new one for certain where there is no old one to fall back to is a hole. */
static void sector_lose(struct prng *p, uint8_t *now, size_t at, size_t len) {
    if (!prng_chance(p, 500)) return;
    size_t old = at >= deaths.durable_len ? 0 : deaths.durable_len - at < len ? deaths.durable_len - at : len;
    memset(now + at, 0, len);
    memcpy(now + at, deaths.durable + at, old);
}

void deaths_power(struct prng *p, const char *path) {
    uint8_t *now = NULL;
    size_t len;
    int fd = open(path, O_RDWR);
    if (fd < 0) abort();
    read_whole(fd, &now, &len);
    size_t least = len < deaths.durable_len ? len : deaths.durable_len;
    size_t kept = len > least ? least + (size_t)prng_below(p, len - least + 1) : len;
    for (size_t at = 0; at < kept; at += SECTOR) sector_lose(p, now, at, kept - at < SECTOR ? kept - at : SECTOR);
    if (__real_ftruncate(fd, (off_t)kept) || __real_pwrite(fd, now, kept, 0) != (ssize_t)kept) abort();
    close(fd);
    free(now);
    deaths_none(path);
}

void deaths_close(void) {
    free(deaths.durable);
    deaths.durable = NULL;
}
