/* The gateway as the work of a process: links to the daemons' public endpoints, and the library on the same loop. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include "bus/link.h"
#include "gateway/connect/openapi.h"
#include "gateway/gateway.h"
#include "gateway/meters.h"
#include "gateway/settings.h"
#include "gateway/work.h"
#include "runtime/process/process.h"
#include "sys/clock.h"

/* READY_MS: then it is ready without the daemons that are away; pages say which. */
enum { RECEIVE_MAX = 4096, CALLS_TICK_MS = 100, READY_MS = 3000 };

struct link {
    struct gateway_process *of;
    int daemon;
    struct bus_link *link;
    bool was_up, met; /* as the log last said; ever */
};

struct gateway_process {
    struct process process;
    struct gateway_config config;
    struct bus *bus;
    struct link links[DAEMONS];
    struct calls *calls[DAEMONS];
    struct gateway *gateway;
    struct gateway_meters meters;
    int64_t calls_at_ms;
    bool ready;
    struct arena arena; /* of what lasts as long as the process */
};

/* ---- before anything is opened ---- */

static int identify(void *owner, struct fault *f) {
    const struct gateway_process *o = owner;
    const struct config *c = &o->config.process;
    if (o->process.key.role != ROLE_GATEWAY)
        return fault_set(f, EXIT_CONFIGURATION, "key.role",
                         "la clé %s n'est pas celle d'une passerelle : sippe keys new NOM --role GATEWAY",
                         "the key %s is not that of a gateway: sippe keys new NAME --role GATEWAY", c->key);
    for (int i = 0; i < DAEMONS; i++) {
        const struct peer *p = peers_find(&o->process.peers, daemon_names[i]);
        if (p && p->has_key && p->public_side[0]) continue;
        return fault_set(f, EXIT_CONFIGURATION, "peers.incomplete", "%s ne dit pas où est « %s » (%s.public, %s.key)",
                         "%s does not say where \"%s\" is (%s.public, %s.key)", c->peers, daemon_names[i],
                         daemon_names[i], daemon_names[i]);
    }
    return 0;
}

static void forget(void *owner) { arena_close(&((struct gateway_process *)owner)->arena); }

/* In the file alone: a gateway that runs has the secrets with which it began. */
static int stations_another(struct gateway_process *o, struct fault *f) {
    const char *path = stations_path(&o->arena, &o->config);
    int err = stations_renew(path);
    return err ? fault_set(f,
                           err == ERR_INVALID  ? EXIT_CONFIGURATION
                           : err == ERR_DENIED ? EXIT_RIGHTS
                                               : EXIT_DISK,
                           "stations", "%s : %s", "%s: %s", path, err_text(err))
               : 0;
}

static int other(void *owner, int mode, struct fault *f) {
    if (mode == MODE_NEW_STATIONS) return stations_another(owner, f);
    if (openapi_write(stdout) == 0) return 0;
    return fault_set(f, EXIT_DISK, "openapi", "le contrat ne peut pas être écrit", "the contract cannot be written");
}

/* ---- links ---- */

static int link_send(void *owner, struct span frame) { return bus_link_send(((struct link *)owner)->link, frame); }
static bool link_is_up(void *owner) { return bus_link_is_up(((struct link *)owner)->link); }

static void link_received(void *owner, struct span frame) {
    const struct link *l = owner;
    calls_received(l->of->calls[l->daemon], frame);
}

/* What it may call may be another list now, and what moved nobody knows. */
static void link_up(void *owner) {
    struct link *l = owner;
    l->met = true;
    if (l->of->gateway) gateway_up(l->of->gateway, (enum daemon_name)l->daemon);
    calls_up(l->of->calls[l->daemon]);
}

static int link_open(struct gateway_process *o, int daemon) {
    const struct peer *p = peers_find(&o->process.peers, daemon_names[daemon]);
    struct link *l = &o->links[daemon];
    *l = (struct link){.of = o, .daemon = daemon};
    o->calls[daemon] = calls_new(&(struct calls_wire){link_send, link_is_up, l}, clock_mono_us() / 1000);
    if (!o->calls[daemon]) return ERR_NOMEM;
    return bus_link_open(o->bus,
                         &(struct bus_link_options){.endpoint = p->public_side,
                                                    .server_key = p->public_key,
                                                    .next_key = peer_next_key(p),
                                                    .own = &o->process.key.pair,
                                                    .send_max = BUS_PUBLIC_MAX,
                                                    .received = link_received,
                                                    .up = link_up,
                                                    .owner = l},
                         &l->link);
}

static int links_open(struct gateway_process *o, struct fault *f) {
    struct bus_watch watch = process_watch(&o->process);
    int err = bus_open(&o->bus);
    if (!err) bus_watch(o->bus, &watch);
    for (int i = 0; !err && i < DAEMONS; i++) err = link_open(o, i);
    return err ? fault_set(f, EXIT_SYSTEM, "links", "les liens aux démons ne peuvent pas être ouverts (%s)",
                           "the links to the daemons cannot be opened (%s)", err_text(err))
               : 0;
}

static void links_tell(struct gateway_process *o) {
    for (int i = 0; i < DAEMONS; i++) {
        struct link *l = &o->links[i];
        bool up = bus_link_is_up(l->link);
        if (up == l->was_up) continue;
        l->was_up = up;
        LOG(&o->process.log, up ? LEVEL_INFO : LEVEL_WARN, "link", LOG_WORD("peer", daemon_names[i]),
            LOG_BOOL("up", up));
    }
}

/* ---- serving ---- */

static int64_t now_ms(void *owner) {
    (void)owner;
    return clock_now_ms();
}

static int fault_of(const struct gateway_fault *why, struct fault *f) {
    enum exit_code code = why->err == ERR_BUSY      ? EXIT_PORT_TAKEN
                          : why->err == ERR_INVALID ? EXIT_CONFIGURATION
                          : why->err == ERR_DENIED  ? EXIT_RIGHTS
                          : why->err == ERR_NOMEM   ? EXIT_SYSTEM
                                                    : EXIT_DISK;
    return fault_set(f, code, "gateway", "%s : %s%.0s", "%s: %.0s%s", why->what, why->fr, why->en);
}

static int gateway_process_open(void *owner, struct fault *f) {
    struct gateway_process *o = owner;
    const struct gateway_config *c = &o->config;
    struct gateway_fault why = {0, "", "", ""};
    if (links_open(o, f)) return -1;
    struct gateway_options g = {.loop = &o->process.loop,
                                .n_listen = c->n_listen,
                                .behind = c->behind[0] ? c->behind : NULL,
                                .origin = c->origin,
                                .clsc_phone = c->clsc_phone,
                                .web = c->web[0] ? c->web : "/usr/share/sippe/web",
                                .dir = c->process.dir,
                                .stations = stations_path(&o->arena, c),
                                .map_bytes = c->process.map_bytes,
                                .territory = c->process.territory,
                                .release = SIPPE_RELEASE,
                                .calls = o->calls,
                                .now_ms = now_ms};
    memcpy(g.listen, c->listen, sizeof g.listen);
    if (gateway_open(&o->gateway, &g, &why)) return fault_of(&why, f);
    if (*gateway_sessions_emptied(o->gateway))
        LOG(&o->process.log, LEVEL_WARN, "sessions.emptied", LOG_WORD("why", gateway_sessions_emptied(o->gateway)));
    gateway_meters_open(&o->meters, &o->process.meters);
    return 0;
}

static bool has_met_all(const struct gateway_process *o) {
    for (int i = 0; i < DAEMONS; i++)
        if (!o->links[i].met) return false;
    return true;
}

/* A script that waits for READY finds a door that opens: not before the daemons were met. */
static void ready_look(struct gateway_process *o) {
    int64_t ms = (clock_mono_us() - o->process.began_us) / 1000;
    if (o->ready || (!has_met_all(o) && ms < READY_MS)) return;
    o->ready = true;
    LOG(&o->process.log, LEVEL_INFO, "ready", LOG_WORD("release", SIPPE_RELEASE), LOG_BOOL("daemons", has_met_all(o)),
        LOG_INT("ms", ms));
    process_ready(&o->process);
}

static void begin(void *owner) { ready_look(owner); }

static bool pending(void *owner, int64_t now) {
    const struct gateway_process *o = owner;
    (void)now;
    return bus_ready(o->bus) || gateway_pending(o->gateway);
}

static int64_t wake_ms(void *owner) { return gateway_wake_ms(((struct gateway_process *)owner)->gateway); }

static void turn_round(void *owner) {
    struct gateway_process *o = owner;
    int64_t mono_ms = clock_mono_us() / 1000;
    bus_work(o->bus, RECEIVE_MAX);
    if (mono_ms - o->calls_at_ms >= CALLS_TICK_MS) {
        o->calls_at_ms = mono_ms;
        for (int i = 0; i < DAEMONS; i++) calls_tick(o->calls[i], mono_ms);
    }
    gateway_run(o->gateway);
    ready_look(o);
}

static void tick(void *owner, int64_t mono_ms) {
    struct gateway_process *o = owner;
    for (int i = 0; i < DAEMONS; i++) bus_link_tick(o->links[i].link, mono_ms);
    bus_tick(o->bus, mono_ms);
    links_tell(o);
    gateway_tick(o->gateway, mono_ms);
    gateway_meters_write(&o->meters, gateway_state(o->gateway), o->config.metrics, mono_ms);
}

/* Those who wait are told; then whoever is connected is answered and closed. */
static void stop(void *owner) {
    struct gateway_process *o = owner;
    for (int i = 0; i < DAEMONS; i++) {
        calls_free(o->calls[i]);
        o->calls[i] = NULL;
    }
    gateway_stop(o->gateway);
    for (int i = 0; i < DAEMONS; i++) bus_link_close(o->links[i].link);
    bus_close(o->bus);
    o->bus = NULL;
}

static int gateway_process_close(void *owner, struct fault *f) {
    struct gateway_process *o = owner;
    (void)f;
    gateway_free(o->gateway);
    return 0;
}

static const struct work gateway_work = {.settings = gateway_settings,
                                         .n_settings = GATEWAY_SETTINGS,
                                         .threads = 2,
                                         .identify = identify,
                                         .forget = forget,
                                         .other = other,
                                         .open = gateway_process_open,
                                         .begin = begin,
                                         .pending = pending,
                                         .wake_ms = wake_ms,
                                         .round = turn_round,
                                         .tick = tick,
                                         .stop = stop,
                                         .close = gateway_process_close};

int gateway_main(int argc, char **argv) {
    static struct gateway_process o;
    arena_init(&o.arena);
    return process_main(
        &o.process,
        &(struct process_options){.name = "gateway", .work = &gateway_work, .owner = &o, .config = &o.config.process},
        argc, argv);
}
