#include "runtime/ports.h"

#include <string.h>
#include "sys/clock.h"

enum { STRANGERS_EVERY_MS = 60000 };

/* ---- routes: the side, and libzmq's number of the connection; opaque to the engine ---- */

static struct engine_route route_of(struct bus_route r) {
    struct engine_route out = {{0}};
    out.bytes[0] = r.side;
    memcpy(out.bytes + 4, &r.peer, sizeof r.peer);
    return out;
}

static struct bus_route route_from(const struct engine_route *r) {
    struct bus_route out = {.side = r->bytes[0]};
    memcpy(&out.peer, r->bytes + 4, sizeof out.peer);
    return out;
}

/* ---- in ---- */

/* At the handshake; the engine asks again for each message. */
static bool key_known(void *owner, const uint8_t public_key[KEY_LEN], char name[KEY_NAME_MAX + 1]) {
    struct ports *p = owner;
    return engine_key_name(p->engine, public_key, clock_now_ms(), name);
}

/* What the engine discards it counts; the sender repeats. */
static void request_received(void *owner, const struct bus_message *m) {
    struct ports *p = owner;
    engine_push(p->engine, &(struct engine_in){.route = route_of(m->route),
                                               .principal = m->principal,
                                               .sender = m->tag,
                                               .inner = m->route.side == BUS_INTERNAL,
                                               .frame = m->payload});
}

static uint32_t connections_allowed(void *owner, const char *principal) {
    struct ports *p = owner;
    return engine_connections(p->engine, principal, clock_now_ms());
}

static void connection_closed(void *owner, struct bus_route route) {
    struct ports *p = owner;
    struct engine_route gone = route_of(route);
    engine_route_closed(p->engine, &gone);
}

/* No principal: whose feed it is, the link says, as CURVE has proved the peer's key. */
static void feed_received(void *owner, struct span payload) {
    struct port_link *l = owner;
    engine_push(l->ports->engine, &(struct engine_in){.journal = l->journal, .frame = payload});
}

static void link_up(void *owner) {
    struct port_link *l = owner;
    engine_link_up(l->ports->engine, l->journal, clock_now_ms());
}

/* ---- out ---- */

static struct port_link *link_of(struct ports *p, const char *journal) {
    for (size_t i = 0; i < p->n_links; i++)
        if (strcmp(p->links[i].journal, journal) == 0) return &p->links[i];
    return NULL;
}

/* A fetch that was not sent is the engine's to make again, a moment later (engine_link_down). */
static void to_link(struct ports *p, const struct engine_out *out, int64_t now_ms) {
    struct port_link *l = link_of(p, out->journal);
    if (!l || bus_link_send(l->link, out->frame)) engine_link_down(p->engine, out->journal, now_ms);
}

/* Who is gone may have fetches waiting; they go with the connection. Too large is a fault of ours: what the engine
 * makes should fit. */
static void to_route(struct ports *p, const struct engine_out *out) {
    struct bus_route to = route_from(&out->route);
    if (to.side > BUS_PUBLIC) return;
    int err = bus_server_send(p->sides[to.side], to, out->frame);
    if (err == ERR_CLOSED) engine_route_closed(p->engine, &out->route);
    if (err != ERR_INVALID) return;
    p->too_large++;
    LOG(p->log, LEVEL_ERROR, "send.too_large", LOG_INT("bytes", out->frame.len), LOG_INT("side", to.side));
}

void ports_send(struct ports *p, int64_t now_ms) {
    size_t n;
    const struct engine_out *out = engine_out(p->engine, &n);
    for (size_t i = 0; i < n; i++) {
        if (out[i].journal)
            to_link(p, &out[i], now_ms);
        else
            to_route(p, &out[i]);
    }
}

/* ---- each second ---- */

/* The log hears of changes alone. */
static void link_tick(struct ports *p, struct port_link *l, int64_t mono_ms) {
    bus_link_tick(l->link, mono_ms);
    bool up = bus_link_is_up(l->link), lost = bus_link_is_lost(l->link);
    if (lost != l->was_lost)
        LOG(p->log, lost ? LEVEL_WARN : LEVEL_INFO, "link.name", LOG_WORD("peer", l->journal),
            LOG_BOOL("found", !lost));
    l->was_lost = lost;
    if (up == l->was_up) return;
    l->was_up = up;
    LOG(p->log, up ? LEVEL_INFO : LEVEL_WARN, "link", LOG_WORD("peer", l->journal), LOG_BOOL("up", up));
}

bool ports_stalled(struct ports *p, const struct engine_route *route) {
    struct bus_route r = route_from(route);
    return r.side <= BUS_PUBLIC && p->sides[r.side] && bus_server_stalled(p->sides[r.side], r);
}

const char *const ports_cuts[BUS_CUTS] = {[BUS_CUT_SILENT] = "silent",
                                          [BUS_CUT_CROWDED] = "crowded",
                                          [BUS_CUT_MANY] = "many",
                                          [BUS_CUT_UNREAD] = "unread",
                                          [BUS_CUT_REVOKED] = "revoked"};

static bool is_of_strangers(enum bus_cut why) { return why == BUS_CUT_SILENT || why == BUS_CUT_CROWDED; }

/* Those of a key that is known at once; strangers once a minute: they come back as fast as they are cut. */
static void cuts_tell(struct ports *p, int64_t mono_ms) {
    const struct bus_connection_counts *now = bus_connection_counts(p->bus);
    bool minute = mono_ms >= p->strangers_at_ms;
    if (minute) p->strangers_at_ms = mono_ms + STRANGERS_EVERY_MS;
    for (int why = 0; why < BUS_CUTS; why++) {
        uint64_t n = now->cut[why] - p->cut[why];
        if (!n || (is_of_strangers((enum bus_cut)why) && !minute)) continue;
        LOG(p->log, LEVEL_WARN, "connections.cut", LOG_WORD("reason", ports_cuts[why]), LOG_INT("count", n),
            LOG_INT("named", now->named), LOG_INT("unnamed", now->unnamed));
        p->cut[why] = now->cut[why];
    }
}

/* Strangers by number, a line a second at most: who knocks a thousand times must not write the log. */
void ports_tick(struct ports *p, int64_t mono_ms) {
    for (size_t i = 0; i < p->n_links; i++) link_tick(p, &p->links[i], mono_ms);
    bus_tick(p->bus, mono_ms);
    cuts_tell(p, mono_ms);
    uint64_t denied = bus_guard_counts(p->bus)->denied;
    if (denied != p->denied) LOG(p->log, LEVEL_WARN, "strangers.refused", LOG_INT("count", denied - p->denied));
    p->denied = denied;
}

/* ---- opening and closing ---- */

static int guard_fault(int err, struct fault *f) {
    return fault_set(f, EXIT_SYSTEM, "guard",
                     "l'autovérification du portier a échoué (%d) : une clé inconnue n'a pas été refusée à temps",
                     "the guard's self-test failed (%d): an unknown key was not refused in time", err);
}

static int side_fault(int err, const char *endpoint, struct fault *f) {
    if (err == ERR_BUSY)
        return fault_set(f, EXIT_PORT_TAKEN, "port.taken", "l'adresse %s est déjà prise par un autre programme",
                         "the endpoint %s is already in use by another program", endpoint);
    if (err == ERR_INVALID)
        return fault_set(f, EXIT_CONFIGURATION, "endpoint.invalid", "%s n'est pas une adresse de cette machine",
                         "%s is not an endpoint of this machine", endpoint);
    return fault_set(f, EXIT_SYSTEM, "endpoint.failed", "l'adresse %s ne peut pas être ouverte",
                     "the endpoint %s cannot be opened", endpoint);
}

static int sides_open(struct ports *p, const struct ports_options *o, struct fault *f) {
    const char *endpoints[] = {[BUS_INTERNAL] = o->config->internal, [BUS_PUBLIC] = o->config->public_side};
    for (int side = 0; side < 2; side++) {
        struct bus_server_options s = {.side = (enum bus_side)side,
                                       .endpoint = endpoints[side],
                                       .own = &o->process->key.pair,
                                       .received = request_received,
                                       .allowed = connections_allowed,
                                       .closed = connection_closed,
                                       .owner = p};
        int err = bus_server_open(p->bus, &s, &p->sides[side]);
        if (err) return side_fault(err, endpoints[side], f);
    }
    return 0;
}

/* Each peer is there and has an internal endpoint: identity_load has asked. */
static int links_open(struct ports *p, const struct ports_options *o, struct fault *f) {
    for (size_t i = 0; i < o->service->n_follows; i++) {
        const struct peer *peer = peers_find(&o->process->peers, o->service->follows[i]);
        struct port_link *l = &p->links[p->n_links];
        *l = (struct port_link){.ports = p, .journal = o->service->follows[i]};
        struct bus_link_options options = {.endpoint = peer->internal,
                                           .server_key = peer->public_key,
                                           .next_key = peer_next_key(peer),
                                           .own = &o->process->key.pair,
                                           .received = feed_received,
                                           .up = link_up,
                                           .owner = l};
        int err = bus_link_open(p->bus, &options, &l->link);
        if (err) return side_fault(err, peer->internal, f);
        p->n_links++;
    }
    return 0;
}

int ports_open(struct ports *p, const struct ports_options *o, struct fault *fault) {
    *p = (struct ports){.engine = o->engine, .log = o->log};
    if (bus_open(&p->bus)) return fault_set(fault, EXIT_SYSTEM, "bus", "mémoire insuffisante", "out of memory");
    bus_watch(p->bus, &o->watch);
    int err = bus_guard(p->bus, key_known, p);
    if (err) err = guard_fault(err, fault);
    if (!err) err = sides_open(p, o, fault);
    if (!err) err = links_open(p, o, fault);
    if (err) ports_close(p);
    return err;
}

/* Backwards. The engine stays: jobs may still come back to it. */
void ports_close(struct ports *p) {
    while (p->n_links) bus_link_close(p->links[--p->n_links].link);
    for (int side = 1; side >= 0; side--) {
        bus_server_close(p->sides[side]);
        p->sides[side] = NULL;
    }
    bus_close(p->bus);
    p->bus = NULL;
}
