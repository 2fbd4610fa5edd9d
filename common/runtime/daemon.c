/* A daemon as the work of a process: the engine's store, the bus, jobs. */
#include "runtime/daemon.h"

#include "runtime/runtime.h"
#include "runtime/store/store.h"
#include "sys/clock.h"

/* ---- before anything is opened ---- */

static int identify(void *owner, struct fault *f) {
    struct daemon *d = owner;
    int err = identity_load(&d->me, &d->process, &d->config, d->service, f);
    return err ? err : secrets_load(&d->secrets, &d->config, f);
}

static void forget(void *owner) {
    struct daemon *d = owner;
    secrets_close(&d->secrets);
    identity_close(&d->me);
}

static int other(void *owner, int mode, struct fault *f) {
    return mode == MODE_VERIFY ? store_verify(owner, f) : store_rewrap(owner, f);
}

/* ---- serving ---- */

/* Opened: store, metrics, ports. Closed the other way round; the engine behind the loop, because a job may be in its
 * hands until then. */
static int daemon_open(void *owner, struct fault *f) {
    struct daemon *d = owner;
    beside_open(d);
    int err = store_open_for(d, f);
    if (err) return err;
    meters_open(&d->meters,
                &(struct meters_options){
                    .process = &d->process.meters, .ports = &d->ports, .engine = d->engine, .service = d->service});
    return ports_open(&d->ports,
                      &(struct ports_options){.engine = d->engine,
                                              .log = &d->process.log,
                                              .config = &d->config,
                                              .process = &d->process,
                                              .service = d->service,
                                              .watch = process_watch(&d->process)},
                      f);
}

/* libcurl takes a thirtieth of a second to come: not in the middle of a turn. */
static void posts_ready(struct daemon *d) {
    for (size_t i = 0; i < d->service->n_jobs; i++)
        if (!d->service->jobs[i]->run) daemon_posts(d);
}

static void begin(void *owner) {
    posts_ready(owner);
    standing_begin(owner);
}

static bool pending(void *owner, int64_t now_ms) {
    const struct daemon *d = owner;
    return bus_ready(d->ports.bus) || engine_has_work(d->engine, now_ms);
}

static int64_t wake_ms(void *owner) { return engine_wake_ms(((struct daemon *)owner)->engine); }

static void turn_round(void *owner) {
    struct daemon *d = owner;
    turn_run(d);
    if (!d->process.stopping && !standing_check(d)) process_stop(&d->process);
}

static void tick(void *owner, int64_t mono_ms) { ports_tick(&((struct daemon *)owner)->ports, mono_ms); }

/* In this order: what was received is answered; the sockets go (LINGER 0: an answer that is not yet on its way is lost,
 * and remembered); then jobs come back. */
static void stop(void *owner) {
    struct daemon *d = owner;
    if (d->engine) engine_stop(d->engine);
    if (d->ports.bus) {
        turn_drain(d);
        ports_close(&d->ports);
    }
    beside_stop(d);
    posts_close(d->posts); /* each is told now, and is back */
    d->posts = NULL;
}

static int daemon_close(void *owner, struct fault *f) {
    struct daemon *d = owner;
    if (!d->engine) return 0;
    turn_last(d);
    int err = standing_fault(d, f);
    engine_close(d->engine);
    return err;
}

struct posts *daemon_posts(struct daemon *d) {
    const struct daemon_config *c = &d->config;
    struct posts_options o = {.loop = &d->process.loop,
                              .release = SIPPE_RELEASE,
                              .ca_file = c->post_ca_file[0] ? c->post_ca_file : NULL,
                              .private_hosts = c->post_hosts,
                              .n_private_hosts = c->n_post_hosts,
                              .secret = secret_find,
                              .owner = &d->secrets};
    if (d->posts || d->process.stopping) return d->posts;
    int err = posts_open(&d->posts, &o);
    if (err) LOG(&d->process.log, LEVEL_ERROR, "posts", LOG_ERR("err", err));
    return d->posts;
}

/* A thread in the pool for each job, and one for a backup. */
const struct work daemon_work = {.settings = daemon_settings,
                                 .n_settings = DAEMON_SETTINGS,
                                 .threads = ENGINE_JOBS + 1,
                                 .key_is_named = true,
                                 .keeps_journal = true,
                                 .identify = identify,
                                 .forget = forget,
                                 .other = other,
                                 .open = daemon_open,
                                 .begin = begin,
                                 .pending = pending,
                                 .wake_ms = wake_ms,
                                 .round = turn_round,
                                 .tick = tick,
                                 .stop = stop,
                                 .close = daemon_close};

int runtime_main(int argc, char **argv, const struct service *service, const struct service_settings *own) {
    struct daemon d = {.service = service, .progress_us = clock_mono_us()};
    return process_main(
        &d.process,
        &(struct process_options){
            .name = service->name, .work = &daemon_work, .owner = &d, .config = &d.config.process, .own = own},
        argc, argv);
}
