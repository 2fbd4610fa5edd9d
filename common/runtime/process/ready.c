#include "runtime/process/ready.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* A path, or "@name" for the abstract namespace. */
static int socket_connect(const char *path) {
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    size_t len = strlen(path);
    if ((path[0] != '/' && path[0] != '@') || len < 2 || len >= sizeof to.sun_path) return -1;
    memcpy(to.sun_path, path, len);
    if (path[0] == '@') to.sun_path[0] = 0;
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) return -1;
    if (connect(fd, (struct sockaddr *)&to, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len)) == 0) return fd;
    close(fd);
    return -1;
}

/* WATCHDOG_PID is another's when the environment was handed on. More than a day is a mistake, and as good as none. */
static int64_t watchdog_us(void) {
    const char *usec = getenv("WATCHDOG_USEC"), *pid = getenv("WATCHDOG_PID");
    if (!usec || (pid && strtoll(pid, NULL, 10) != (long long)getpid())) return 0;
    long long n = strtoll(usec, NULL, 10);
    return n > 0 && n < INT64_C(86400000000) ? n : 0;
}

/* Without waiting (the socket does not block): a supervisor that does not read must not hold us. */
static void say(const struct ready *r, const char *text) {
    if (r->socket < 0) return;
    while (send(r->socket, text, strlen(text), MSG_NOSIGNAL) < 0 && errno == EINTR) continue;
}

/* Taken out, so that nothing that this process may start speaks in its name. Half of the time is what
 * sd_watchdog_enabled(3) asks for. */
void ready_open(struct ready *r, int fd) {
    const char *path = getenv("NOTIFY_SOCKET");
    *r = (struct ready){.socket = path ? socket_connect(path) : -1, .fd = fd, .feed_us = watchdog_us() / 2};
    unsetenv("NOTIFY_SOCKET");
    unsetenv("WATCHDOG_USEC");
    unsetenv("WATCHDOG_PID");
}

void ready_close(struct ready *r) {
    if (r->socket >= 0) close(r->socket);
    if (r->fd >= 0) close(r->fd);
    r->socket = r->fd = -1;
}

/* From now on, each time: the start may take as long as the rows need, as long as it goes on saying so. */
void ready_working(struct ready *r) { say(r, "EXTEND_TIMEOUT_USEC=120000000"); }

/* The descriptor is closed, so that who reads to its end need not know what is written. */
void ready_tell(struct ready *r) {
    static const char text[] = "READY\n";
    say(r, "READY=1");
    r->told = true;
    if (r->fd < 0) return;
    while (write(r->fd, text, sizeof text - 1) < 0 && errno == EINTR) continue;
    close(r->fd);
    r->fd = -1;
}

void ready_stopping(struct ready *r) { say(r, "STOPPING=1"); }

void ready_alive(struct ready *r, int64_t mono_us) {
    if (!r->told || !r->feed_us || mono_us - r->fed_us < r->feed_us) return;
    r->fed_us = mono_us;
    say(r, "WATCHDOG=1");
}
