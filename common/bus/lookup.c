#include "bus/lookup.h"

#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include "base/err.h"
#include "sys/clock.h"

/* ---- one look-up: two owners, of whom the last frees it ---- */

struct lookup {
    pthread_mutex_t lock;
    pthread_cond_t ended;
    int owners;
    bool done;
    struct addrinfo *found;
    char host[ENDPOINT_MAX];
};

static void lookup_leave(struct lookup *l) {
    pthread_mutex_lock(&l->lock);
    int left = --l->owners;
    pthread_mutex_unlock(&l->lock);
    if (left) return;
    if (l->found) freeaddrinfo(l->found);
    pthread_cond_destroy(&l->ended);
    pthread_mutex_destroy(&l->lock);
    free(l);
}

/* May take as long as the system's resolver likes. */
static void *lookup_run(void *arg) {
    struct lookup *l = arg;
    struct addrinfo *found = NULL, hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_ADDRCONFIG};
    if (getaddrinfo(l->host, NULL, &hints, &found)) found = NULL;
    pthread_mutex_lock(&l->lock);
    l->found = found;
    l->done = true;
    pthread_cond_signal(&l->ended);
    pthread_mutex_unlock(&l->lock);
    lookup_leave(l);
    return NULL;
}

/* Signals are for the thread that waits for them. */
static bool thread_start(struct lookup *l) {
    pthread_t thread;
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    bool started = pthread_create(&thread, NULL, lookup_run, l) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (started) pthread_detach(thread);
    return started;
}

/* NULL: no memory or no thread, as when nothing was found. */
static struct lookup *lookup_new(const char *host, size_t len) {
    struct lookup *l = calloc(1, sizeof *l);
    pthread_condattr_t even;
    if (!l) return NULL;
    memcpy(l->host, host, len);
    pthread_condattr_init(&even);
    pthread_condattr_setclock(&even, CLOCK_MONOTONIC);
    pthread_mutex_init(&l->lock, NULL);
    pthread_cond_init(&l->ended, &even);
    pthread_condattr_destroy(&even);
    l->owners = 2;
    if (thread_start(l)) return l;
    l->owners = 1;
    lookup_leave(l);
    return NULL;
}

static bool lookup_wait(struct lookup *l, int timeout_ms) {
    int64_t until = clock_mono_ms() + timeout_ms;
    struct timespec at = {.tv_sec = until / 1000, .tv_nsec = until % 1000 * 1000000};
    pthread_mutex_lock(&l->lock);
    while (!l->done && timeout_ms > 0 && pthread_cond_timedwait(&l->ended, &l->lock, &at) != ETIMEDOUT) continue;
    bool done = l->done;
    pthread_mutex_unlock(&l->lock);
    return done;
}

/* ---- endpoints ---- */

/* The host of tcp://HOST:PORT: up to the last colon. */
static const char *host_of(const char *endpoint, size_t *len) {
    const char *host = endpoint + 6, *colon = strncmp(endpoint, "tcp://", 6) == 0 ? strrchr(host, ':') : NULL;
    if (!colon || colon == host || !colon[1]) return NULL;
    *len = (size_t)(colon - host);
    return host;
}

static bool host_is_address(const char *host, size_t len) {
    char text[ENDPOINT_MAX] = "";
    struct addrinfo *found, hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST};
    if (host[0] == '[') return true; /* libzmq reads what is inside, and asks no name server */
    memcpy(text, host, len);
    if (getaddrinfo(text, NULL, &hints, &found)) return false;
    freeaddrinfo(found);
    return true;
}

static bool host_is_name(const char *host, size_t len) {
    static const char of_names[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";
    return strspn(host, of_names) == len;
}

static bool address_write(const struct addrinfo *a, const char *port, char out[ENDPOINT_MAX]) {
    char host[NI_MAXHOST];
    if (getnameinfo(a->ai_addr, a->ai_addrlen, host, sizeof host, NULL, 0, NI_NUMERICHOST)) return false;
    int n = snprintf(out, ENDPOINT_MAX, a->ai_family == AF_INET6 ? "tcp://[%s]:%s" : "tcp://%s:%s", host, port);
    return n > 0 && n < ENDPOINT_MAX;
}

/* Those of one family among what was found. */
static size_t family_count(const struct addrinfo *found, int family) {
    size_t n = 0;
    for (; found; found = found->ai_next) n += found->ai_family == family;
    return n;
}

static const struct addrinfo *found_at(const struct addrinfo *found, size_t turn) {
    size_t four = family_count(found, AF_INET), all = four + family_count(found, AF_INET6);
    if (!all) return NULL;
    turn %= all;
    int family = turn < four ? AF_INET : AF_INET6;
    if (turn >= four) turn -= four;
    for (; found; found = found->ai_next)
        if (found->ai_family == family && turn-- == 0) return found;
    return NULL;
}

/* ---- a place ---- */

int place_open(struct place *p, const char *endpoint) {
    size_t len, whole = strlen(endpoint);
    *p = (struct place){.named = false};
    if (whole >= ENDPOINT_MAX) return ERR_INVALID;
    const char *host = host_of(endpoint, &len);
    if (!host) return ERR_INVALID;
    p->named = !host_is_address(host, len);
    if (p->named && !host_is_name(host, len)) return ERR_INVALID;
    memcpy(p->endpoint, endpoint, whole + 1);
    return 0;
}

void place_close(struct place *p) {
    if (p->lookup) lookup_leave(p->lookup);
    p->lookup = NULL;
}

static void lookup_begin(struct place *p) {
    size_t len = 0;
    const char *host = host_of(p->endpoint, &len);
    p->looked_ms = clock_mono_ms();
    p->lookup = lookup_new(host, len);
    if (!p->lookup) p->lost = true;
}

/* What was found before stays when nothing is found now: a name server that fails must not part us from who is
 * there. */
static void lookup_take(struct place *p) {
    const struct addrinfo *found = found_at(p->lookup->found, p->turn);
    char address[ENDPOINT_MAX];
    p->lost = !found || !address_write(found, strrchr(p->endpoint, ':') + 1, address);
    if (!p->lost) memcpy(p->address, address, sizeof address);
    place_close(p);
}

const char *place_address(struct place *p) {
    if (!p->named) return p->endpoint;
    if (!p->lookup && !p->address[0]) place_renew(p);
    if (p->lookup && lookup_wait(p->lookup, 0)) lookup_take(p);
    return p->address[0] ? p->address : NULL;
}

bool place_wait(struct place *p, int timeout_ms) { return p->lookup && lookup_wait(p->lookup, timeout_ms); }

void place_renew(struct place *p) {
    if (!p->named || p->lookup || (p->looked_ms && clock_mono_ms() - p->looked_ms < LOOKUP_AGAIN_MS)) return;
    p->turn += p->address[0] != 0;
    lookup_begin(p);
}

bool place_moved(struct place *p) {
    char before[ENDPOINT_MAX];
    if (!p->lookup || !lookup_wait(p->lookup, 0)) return false;
    memcpy(before, p->address, sizeof before);
    lookup_take(p);
    return strcmp(before, p->address) != 0;
}

/* The host of an endpoint, without the brackets of IPv6. */
static struct addrinfo *address_read(const char *endpoint) {
    char text[ENDPOINT_MAX] = "";
    size_t len = 0;
    struct addrinfo *found, hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV};
    const char *host = host_of(endpoint, &len);
    bool brackets = len > 2 && host[0] == '[';
    memcpy(text, host + brackets, len - 2 * brackets);
    return getaddrinfo(text, host + len + 1, &hints, &found) ? NULL : found;
}

static int connect_outcome(int fd, const struct addrinfo *to) {
    struct pollfd wait = {.fd = fd, .events = POLLOUT};
    int error = 0;
    socklen_t len = sizeof error;
    if (connect(fd, to->ai_addr, to->ai_addrlen) == 0) return 0;
    if (errno != EINPROGRESS) return errno;
    if (poll(&wait, 1, REFUSED_WAIT_MS) <= 0 || getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &len)) return ETIMEDOUT;
    return error;
}

bool place_is_refused(const struct place *p) {
    struct addrinfo *to = p->named ? NULL : address_read(p->endpoint);
    if (!to) return false;
    int fd = socket(to->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    bool refused = fd >= 0 && connect_outcome(fd, to) == ECONNREFUSED;
    if (fd >= 0) close(fd);
    freeaddrinfo(to);
    return refused;
}
