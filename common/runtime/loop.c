#include <stdlib.h>
#include "runtime/daemon.h"
#include "sys/clock.h"

/* ---- descriptors of the bus ---- */

static void only_wakes(uv_poll_t *poll, int status, int events) {
    (void)poll;
    (void)status;
    (void)events;
}

static void poll_free(uv_handle_t *handle) { free(handle); }

/* For reading alone, also when one waits to write: ZMQ_FD says neither, only that libzmq has something to tell. */
static void socket_opened(void *owner, struct bus_socket *s) {
    struct daemon *d = owner;
    uv_poll_t *poll = calloc(1, sizeof *poll);
    if (!poll || uv_poll_init(&d->loop, poll, bus_socket_fd(s))) abort();
    uv_poll_start(poll, UV_READABLE, only_wakes);
    s->watcher = poll;
}

/* Stopped here, because the descriptor's number may be another's as soon as this returns; freed when libuv lets go. */
static void socket_closing(void *owner, struct bus_socket *s) {
    (void)owner;
    uv_poll_t *poll = s->watcher;
    if (!poll) return;
    uv_poll_stop(poll);
    uv_close((uv_handle_t *)poll, poll_free);
}

struct bus_watch loop_watch(struct daemon *d) {
    return (struct bus_watch){.opened = socket_opened, .closing = socket_closing, .owner = d};
}

/* ---- a round of the loop ---- */

/* That it is started is all: while one is, poll does not block. */
static void on_idle(uv_idle_t *idle) { (void)idle; }

static void on_wake(uv_timer_t *timer) {
    struct daemon *d = timer->data;
    meters_late(&d->meters, clock_mono_us() - d->wake_due_us);
}

/* The loop's own time is from before the turn: a timer set by it would fire early by as long as the turn took, and
 * every lateness would look better than it is. */
static void wake_set(struct daemon *d, int64_t now_ms) {
    int64_t wait = engine_wake_ms(d->engine) - now_ms;
    if (wait > WAKE_MAX_MS) wait = WAKE_MAX_MS; /* the clock may be set meanwhile */
    if (wait < 1) wait = 1;
    uv_update_time(&d->loop);
    d->wake_due_us = clock_mono_us() + wait * 1000;
    uv_timer_start(&d->wake, on_wake, (uint64_t)wait, 0);
}

/* Asked of the sockets, not remembered: any callback of this round may have sent, and so consumed a descriptor's
 * edge. */
static void on_prepare(uv_prepare_t *prepare) {
    struct daemon *d = prepare->data;
    int64_t now = clock_now_ms();
    if (bus_ready(d->ports.bus) || engine_has_work(d->engine, now))
        uv_idle_start(&d->idle, on_idle);
    else
        wake_set(d, now);
}

static void on_check(uv_check_t *check) {
    struct daemon *d = check->data;
    uv_idle_stop(&d->idle);
    turn_run(d);
    if (!d->stopping && !standing_check(d)) loop_stop(d);
}

static uint64_t tick_ms(const struct daemon *d) {
    int64_t half = d->ready.feed_us / 2000; /* of the time between two feeds */
    return half > 0 && half < TICK_MS ? (uint64_t)half : TICK_MS;
}

/* Set anew each time and not repeated, so that it is known when it was due. */
static void on_tick(uv_timer_t *timer) {
    struct daemon *d = timer->data;
    int64_t now_us = clock_mono_us();
    meters_late(&d->meters, now_us - d->tick_due_us);
    ports_tick(&d->ports, now_us / 1000);
    ready_alive(&d->ready, now_us);
    uv_update_time(&d->loop);
    d->tick_due_us = clock_mono_us() + (int64_t)tick_ms(d) * 1000;
    uv_timer_start(timer, on_tick, tick_ms(d), 0);
}

/* On the loop, like everything else: libuv brings signals there. */
static void on_signal(uv_signal_t *handle, int number) {
    struct daemon *d = handle->data;
    LOG(&d->log, LEVEL_INFO, "stop", LOG_INT("signal", number));
    loop_stop(d);
}

/* ---- opening and closing ---- */

/* Signals are taken over in loop_start only: while the store is opened, which may take minutes, SIGTERM ends the
 * process on the spot. A store survives that as it does a crash. */
int loop_open(struct daemon *d) {
    if (uv_loop_init(&d->loop)) return ERR_NOMEM;
    uv_prepare_init(&d->loop, &d->prepare);
    uv_check_init(&d->loop, &d->check);
    uv_idle_init(&d->loop, &d->idle);
    uv_timer_init(&d->loop, &d->wake);
    uv_timer_init(&d->loop, &d->tick);
    uv_timer_init(&d->loop, &d->grace);
    uv_signal_init(&d->loop, &d->terminate);
    uv_signal_init(&d->loop, &d->interrupt);
    d->prepare.data = d->check.data = d->idle.data = d->wake.data = d->tick.data = d->grace.data = d->terminate.data =
        d->interrupt.data = d;
    return 0;
}

/* libcurl takes a thirtieth of a second to come: not in the middle of a turn. */
static void posts_ready(struct daemon *d) {
    for (size_t i = 0; i < d->service->n_jobs; i++)
        if (!d->service->jobs[i]->run) loop_posts(d);
}

void loop_start(struct daemon *d) {
    uv_prepare_start(&d->prepare, on_prepare);
    uv_check_start(&d->check, on_check);
    uv_signal_start(&d->terminate, on_signal, SIGTERM);
    uv_signal_start(&d->interrupt, on_signal, SIGINT);
    d->tick_due_us = clock_mono_us();
    on_tick(&d->tick);
    posts_ready(d);
}

struct posts *loop_posts(struct daemon *d) {
    const struct config *c = &d->config;
    struct posts_options o = {.loop = &d->loop,
                              .release = SIPPE_RELEASE,
                              .ca_file = c->post_ca_file[0] ? c->post_ca_file : NULL,
                              .private_hosts = c->post_hosts,
                              .n_private_hosts = c->n_post_hosts,
                              .secret = secret_find,
                              .owner = &d->secrets};
    if (d->posts || d->stopping) return d->posts;
    int err = posts_open(&d->posts, &o);
    if (err) LOG(&d->log, LEVEL_ERROR, "posts", LOG_ERR("err", err));
    return d->posts;
}

/* In this order: whoever supervises is told; what was received is answered; the sockets go (LINGER 0: an answer that is
 * not yet on its way is lost, and remembered); then the handles. uv_run returns when the last is closed and jobs are
 * back. */
void loop_stop(struct daemon *d) {
    if (d->stopping) return;
    d->stopping = true;
    ready_stopping(&d->ready);
    if (d->engine) engine_stop(d->engine);
    if (d->ports.bus) {
        turn_drain(d);
        ports_close(&d->ports);
    }
    enum { HANDLES = 7 };
    uv_handle_t *handles[HANDLES] = {
        (uv_handle_t *)&d->interrupt, (uv_handle_t *)&d->terminate, (uv_handle_t *)&d->tick,   (uv_handle_t *)&d->wake,
        (uv_handle_t *)&d->idle,      (uv_handle_t *)&d->check,     (uv_handle_t *)&d->prepare};
    for (size_t i = 0; i < HANDLES; i++) uv_close(handles[i], NULL);
    beside_stop(d);
    posts_close(d->posts); /* each is told now, and is back */
    d->posts = NULL;
}
