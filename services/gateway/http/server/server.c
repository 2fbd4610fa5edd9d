#include "gateway/http/server/server.h"

#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include "base/err.h"
#include "gateway/http/server/exchange.h"

/* ---- what libmicrohttpd tells ---- */

/* Raw: it would decode a target, and what stands in a path is compared byte by byte. */
static size_t as_it_came(void *cls, struct MHD_Connection *c, char *text) {
    (void)cls, (void)c;
    return strlen(text);
}

/* The target, before anything else is known of a request; what is given here is *slot in on_request. */
static void *on_target(void *cls, const char *target, struct MHD_Connection *c) {
    (void)c;
    return exchange_new(cls, target);
}

/* Its parameters are libmicrohttpd's. NOLINTNEXTLINE(readability-function-size) */
static enum MHD_Result on_request(void *cls, struct MHD_Connection *c, const char *url, const char *method,
                                  const char *version, const char *data, size_t *len, void **slot) {
    (void)url, (void)version;
    struct server *s = cls;
    struct exchange *x = *slot;
    if (!x) return MHD_NO;
    if (x->state == EXCHANGE_NEW) {
        exchange_open(s, x, c, method);
        return x->out ? exchange_send(x) : MHD_YES;
    }
    if (*len) {
        exchange_body(x, data, *len);
        *len = 0;
        return MHD_YES;
    }
    if (x->state == EXCHANGE_READING) exchange_asks(x);
    if (x->out) return exchange_send(x);
    x->state = EXCHANGE_WAITING;
    MHD_suspend_connection(c);
    return MHD_YES;
}

static void on_over(void *cls, struct MHD_Connection *c, void **slot, enum MHD_RequestTerminationCode how) {
    (void)cls, (void)c;
    if (*slot) exchange_over(*slot, how == MHD_REQUEST_TERMINATED_COMPLETED_OK);
    *slot = NULL;
}

static void on_connection(void *cls, struct MHD_Connection *c, void **slot, enum MHD_ConnectionNotificationCode what) {
    struct server *s = cls;
    (void)c;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        s->counts.connections++;
        *slot = (void *)(uintptr_t)s->taking; /* server_take is on the stack */
        s->taking = NULL;
    } else {
        s->counts.connections--;
        if (*slot) gate_left(*slot);
        *slot = NULL;
    }
}

/* ---- opening, closing ---- */

int server_open(struct server **out, const struct server_options *o) {
    struct server *s = calloc(1, sizeof *s);
    *out = NULL;
    if (!s) return ERR_NOMEM;
    s->options = *o;
    s->http =
        MHD_start_daemon(MHD_USE_EPOLL | MHD_USE_NO_LISTEN_SOCKET | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, on_request,
                         s, MHD_OPTION_URI_LOG_CALLBACK, on_target, s, MHD_OPTION_UNESCAPE_CALLBACK, as_it_came, NULL,
                         MHD_OPTION_NOTIFY_COMPLETED, on_over, s, MHD_OPTION_NOTIFY_CONNECTION, on_connection, s,
                         MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)READER_WAIT_MS / 1000, MHD_OPTION_CONNECTION_LIMIT,
                         (unsigned)GATE_CONNECTIONS_MAX, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES,
                         MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
    if (!s->http) {
        free(s);
        return ERR_IO;
    }
    *out = s;
    return 0;
}

/* Those that wait are taken up again first: libmicrohttpd ends the process when it is stopped with one that is not. */
void server_close(struct server *s) {
    if (!s) return;
    for (struct exchange *x = s->list; x; x = x->next)
        if (!x->out && x->told) exchange_refuse(x, 503);
    server_run(s);
    MHD_stop_daemon(s->http);
    free(s);
}

/* on_connection is called within. */
bool server_take(struct server *s, const struct gate_guest *guest) {
    s->taking = guest;
    bool taken =
        MHD_add_connection(s->http, guest->fd, (const struct sockaddr *)&guest->address, guest->address_len) == MHD_YES;
    if (s->taking) gate_left(guest); /* it was closed at once */
    s->taking = NULL;
    s->pending = true;
    return taken;
}

/* ---- the loop ---- */

int server_descriptor(const struct server *s) {
    return MHD_get_daemon_info(s->http, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
}

bool server_pending(const struct server *s) { return s->pending; }

/* What was answered in a callback of this run is sent by the next round of it. A connection that was resumed is not
 * watched until libmicrohttpd has found nothing more in it, which is at once and not a timer's millisecond later. */
void server_run(struct server *s) {
    enum { ROUNDS = 4 };
    for (int i = 0; i < ROUNDS; i++) {
        s->pending = false;
        MHD_run(s->http);
        s->pending = s->pending || server_wake_ms(s) == 0;
        if (!s->pending) return;
    }
}

int64_t server_wake_ms(const struct server *s) {
    MHD_UNSIGNED_LONG_LONG wait;
    return MHD_get_timeout(s->http, &wait) == MHD_YES && wait < READER_WAIT_MS ? (int64_t)wait : READER_WAIT_MS;
}

/* Half shut, and not closed: the descriptor is libmicrohttpd's, which notices. */
void server_tick(struct server *s, int64_t mono_ms) {
    s->mono_ms = mono_ms;
    for (struct exchange *x = s->list; x; x = x->next) {
        if (x->state != EXCHANGE_READING || mono_ms < x->began_ms + BODY_WAIT_MS) continue;
        const union MHD_ConnectionInfo *info =
            MHD_get_connection_info(x->connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        if (!info) continue;
        s->counts.late_bodies++;
        x->state = EXCHANGE_CUT;
        shutdown(info->connect_fd, SHUT_RDWR);
        s->pending = true;
    }
}

const struct server_counts *server_counts(const struct server *s) { return &s->counts; }
