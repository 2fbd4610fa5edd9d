/* Loaded before a daemon (LD_PRELOAD): it dies, as by kill -9, before the $KILL_AT-th step of the kind $KILL_KIND that it
 * would take on the disk below $KILL_DIR. The steps that it has taken by then, and the one that it did not take, stand in
 * $KILL_LOG:
 *
 *   w  a write to the store's log   C  its flush       M  a write to its data, behind it    R  a line of the file "runs":
 *   P  a write of an outcome        F  its flush       N  its name                             work begins
 *   D  the flush of a folder        U  an outcome is removed */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

enum { STEPS_MAX = 4096 };

static const char *dir;
static int at, n;
static char of;
static char steps[STEPS_MAX];
static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

static void *real(const char *name) {
    void *f = dlsym(RTLD_NEXT, name);
    if (!f) abort();
    return f;
}
#define REAL(type, name) ((type)real(name))

__attribute__((constructor)) static void begin(void) {
    dir = getenv("KILL_DIR");
    at = getenv("KILL_AT") ? atoi(getenv("KILL_AT")) : 0;
    of = getenv("KILL_KIND") ? getenv("KILL_KIND")[0] : 0;
}

static void die(void) {
    int fd = open(getenv("KILL_LOG"), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0 || REAL(ssize_t(*)(int, const void *, size_t), "write")(fd, steps, (size_t)n) < 0) abort();
    kill(getpid(), SIGKILL);
    pause();
}

/* Whoever comes while another one dies waits here for the end. */
static void step(char kind) {
    pthread_mutex_lock(&one_at_a_time);
    if (n < STEPS_MAX) steps[n++] = kind;
    if (kind == of && --at == 0) die();
    pthread_mutex_unlock(&one_at_a_time);
}

static bool is_below(const char *path) { return at && dir && strncmp(path, dir, strlen(dir)) == 0; }

static bool ends_with(const char *path, const char *end) {
    size_t len = strlen(path), of_it = strlen(end);
    return len >= of_it && strcmp(path + len - of_it, end) == 0;
}

/* Of a path below the folder: of the store's log or data, of an outcome, of runs, or a folder. 0: none of these. */
static char kind_of(const char *path) {
    if (ends_with(path, "/log.0") || ends_with(path, "/log.1")) return 's';
    if (ends_with(path, "/data.mdb")) return 'm';
    if (strstr(path, "/jobs/")) return 'o';
    if (strstr(path, "/runs")) return 'r';
    return strchr(path + strlen(dir), '.') ? 0 : 'd';
}

static char kind_of_fd(int fd) {
    char link[64], path[512];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t len = readlink(link, path, sizeof path - 1);
    path[len < 0 ? 0 : len] = 0;
    return is_below(path) ? kind_of(path) : 0;
}

static void wrote(int fd) {
    char kind = kind_of_fd(fd);
    if (kind == 's') step('w');
    if (kind == 'm') step('M');
    if (kind == 'o') step('P');
    if (kind == 'r') step('R');
}

static void flushed(int fd) {
    char kind = kind_of_fd(fd);
    if (kind == 's') step('C');
    if (kind == 'o') step('F');
    if (kind == 'd') step('D');
}

/* ---- in place of the C library's ---- */

ssize_t write(int fd, const void *data, size_t len) {
    wrote(fd);
    return REAL(ssize_t(*)(int, const void *, size_t), "write")(fd, data, len);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    wrote(fd);
    return REAL(ssize_t(*)(int, const struct iovec *, int), "writev")(fd, parts, count);
}

ssize_t pwrite64(int fd, const void *data, size_t len, off_t where) {
    wrote(fd);
    return REAL(ssize_t(*)(int, const void *, size_t, off_t), "pwrite64")(fd, data, len, where);
}

ssize_t pwrite(int fd, const void *data, size_t len, off_t where) { return pwrite64(fd, data, len, where); }

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off_t where) {
    wrote(fd);
    return REAL(ssize_t(*)(int, const struct iovec *, int, off_t), "pwritev64")(fd, parts, count, where);
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t where) {
    return pwritev64(fd, parts, count, where);
}

/* A step, and not done: nothing but the process dies here, and this machine's disk takes milliseconds for it. */
int fdatasync(int fd) {
    flushed(fd);
    return 0;
}

int fsync(int fd) { return fdatasync(fd); }

int rename(const char *from, const char *to) {
    if (is_below(to) && kind_of(to) == 'o') step('N');
    return REAL(int (*)(const char *, const char *), "rename")(from, to);
}

int unlink(const char *path) {
    if (is_below(path) && kind_of(path) == 'o') step('U');
    return REAL(int (*)(const char *), "unlink")(path);
}
