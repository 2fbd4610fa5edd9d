#include <stdlib.h>
#include "runtime/process/process.h"
#include "sys/clock.h"

/* ---- descriptors of the bus ---- */

static void only_wakes(uv_poll_t *poll, int status, int events) {
    (void)status;
    (void)events;
    bus_socket_woke(poll->data);
}

static void poll_free(uv_handle_t *handle) { free(handle); }

/* For reading alone, also when one waits to write: ZMQ_FD says neither, only that libzmq has something to tell. */
static void socket_opened(void *owner, struct bus_socket *s) {
    struct process *p = owner;
    uv_poll_t *poll = calloc(1, sizeof *poll);
    if (!poll || uv_poll_init(&p->loop, poll, bus_socket_fd(s))) abort();
    poll->data = s;
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

struct bus_watch process_watch(struct process *p) {
    return (struct bus_watch){.opened = socket_opened, .closing = socket_closing, .owner = p, .tells = true};
}

/* ---- a round of the loop ---- */

/* That it is started is all: while one is, poll does not block. */
static void on_idle(uv_idle_t *idle) { (void)idle; }

static void on_wake(uv_timer_t *timer) {
    struct process *p = timer->data;
    process_late(&p->meters, clock_mono_us() - p->wake_due_us);
}

/* The loop's own time is from before the round: a timer set by it would fire early by as long as the round took, and
 * every lateness would look better than it is. */
static void wake_set(struct process *p, int64_t now_ms) {
    int64_t wait = p->work->wake_ms(p->owner) - now_ms;
    if (wait > WAKE_MAX_MS) wait = WAKE_MAX_MS; /* the clock may be set meanwhile */
    if (wait < 1) wait = 1;
    uv_update_time(&p->loop);
    p->wake_due_us = clock_mono_us() + wait * 1000;
    uv_timer_start(&p->wake, on_wake, (uint64_t)wait, 0);
}

/* Asked of the work, not remembered: any callback of this round may have sent, and so consumed a descriptor's edge. */
static void on_prepare(uv_prepare_t *prepare) {
    struct process *p = prepare->data;
    int64_t now = clock_now_ms();
    if (p->work->pending(p->owner, now))
        uv_idle_start(&p->idle, on_idle);
    else
        wake_set(p, now);
}

static void on_check(uv_check_t *check) {
    struct process *p = check->data;
    uv_idle_stop(&p->idle);
    p->work->round(p->owner);
}

static uint64_t tick_ms(const struct process *p) {
    int64_t half = p->ready.feed_us / 2000; /* of the time between two feeds */
    return half > 0 && half < TICK_MS ? (uint64_t)half : TICK_MS;
}

/* Set anew each time and not repeated, so that it is known when it was due. */
static void on_tick(uv_timer_t *timer) {
    struct process *p = timer->data;
    int64_t now_us = clock_mono_us();
    process_late(&p->meters, now_us - p->tick_due_us);
    p->work->tick(p->owner, now_us / 1000);
    ready_alive(&p->ready, now_us);
    uv_update_time(&p->loop);
    p->tick_due_us = clock_mono_us() + (int64_t)tick_ms(p) * 1000;
    uv_timer_start(timer, on_tick, tick_ms(p), 0);
}

/* On the loop, like everything else: libuv brings signals there. */
static void on_signal(uv_signal_t *handle, int number) {
    struct process *p = handle->data;
    LOG(&p->log, LEVEL_INFO, "stop", LOG_INT("signal", number));
    process_stop(p);
}

/* ---- opening and closing ---- */

/* Signals are taken over in process_start only: while a store is opened, which may take minutes, SIGTERM ends the
 * process on the spot. A store survives that as it does a crash. All handles are there after it, started or not, so
 * that process_stop closes the same ones always. */
int process_open(struct process *p) {
    if (uv_loop_init(&p->loop)) return ERR_NOMEM;
    uv_prepare_init(&p->loop, &p->prepare);
    uv_check_init(&p->loop, &p->check);
    uv_idle_init(&p->loop, &p->idle);
    uv_timer_init(&p->loop, &p->wake);
    uv_timer_init(&p->loop, &p->tick);
    uv_signal_init(&p->loop, &p->terminate);
    uv_signal_init(&p->loop, &p->interrupt);
    p->prepare.data = p->check.data = p->idle.data = p->wake.data = p->tick.data = p->terminate.data =
        p->interrupt.data = p;
    return 0;
}

void process_start(struct process *p) {
    uv_prepare_start(&p->prepare, on_prepare);
    uv_check_start(&p->check, on_check);
    uv_signal_start(&p->terminate, on_signal, SIGTERM);
    uv_signal_start(&p->interrupt, on_signal, SIGINT);
    p->tick_due_us = clock_mono_us();
    on_tick(&p->tick);
}

void process_ready(struct process *p) { ready_tell(&p->ready); }

/* Whoever supervises is told first; uv_run returns when the last handle is closed. */
void process_stop(struct process *p) {
    if (p->stopping) return;
    p->stopping = true;
    ready_stopping(&p->ready);
    p->work->stop(p->owner);
    enum { HANDLES = 7 };
    uv_handle_t *handles[HANDLES] = {
        (uv_handle_t *)&p->interrupt, (uv_handle_t *)&p->terminate, (uv_handle_t *)&p->tick,   (uv_handle_t *)&p->wake,
        (uv_handle_t *)&p->idle,      (uv_handle_t *)&p->check,     (uv_handle_t *)&p->prepare};
    for (size_t i = 0; i < HANDLES; i++) uv_close(handles[i], NULL);
}
