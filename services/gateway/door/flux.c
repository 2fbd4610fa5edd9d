#include "gateway/door/flux.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "gateway/door/visit.h"

void flux_open(struct flux *f, struct door *d, int64_t now_ms) {
    f->ring = calloc(FLUX_KEPT, sizeof *f->ring);
    if (!f->ring) abort();
    f->now = f->unsure = (uint64_t)now_ms; /* so that no number of before a restart is taken for one of this life */
    for (int i = 0; i < DAEMONS; i++) f->sources[i] = (struct flux_source){.door = d, .daemon = i};
}

void flux_close(struct flux *f) {
    free(f->ring);
    f->ring = NULL;
}

static void everything(struct flux *f) { f->unsure = ++f->now; }

void flux_doubt(struct flux *f, int daemon) {
    f->sources[daemon].begun = false;
    everything(f);
}

void flux_add(struct flux *f, const char *list, const char *scope) {
    struct flux_move *m = &f->ring[++f->now % FLUX_KEPT];
    snprintf(m->list, sizeof m->list, "%s", list);
    snprintf(m->scope, sizeof m->scope, "%s", scope);
}

/* ---- asking the daemons ---- */

static void heard(struct flux_source *s, const node__moved_reply *r) {
    struct door *d = s->door;
    struct flux *f = &d->flux;
    bool members = r->everything || !s->begun; /* of what moved before the first answer it tells nothing */
    if (r->everything && s->begun) everything(f);
    for (size_t i = 0; !r->everything && i < r->n_moved; i++) {
        const char *list = r->moved[i]->list;
        members = members || strcmp(list, "members") == 0 || strcmp(list, "logins_in_order") == 0;
        flux_add(f, r->moved[i]->list, r->moved[i]->scope);
    }
    s->since = r->now;
    s->begun = true;
    if (s->daemon != DAEMON_INTAKE) return;
    if (members) d->logins.moved_ms = door_now(d);
    d->logins.heard_ms = s->asked_ms;
}

static void answered(void *owner, int err, const sippe__reply *reply) {
    struct flux_source *s = owner;
    struct arena a;
    s->asking = false;
    if (err || reply->status->code != CODE_OK) {
        if (err != ERR_CLOSED) s->begun = false;
        return;
    }
    arena_init(&a);
    const node__moved_reply *r = UNPACK(&a, node__moved_reply, span_pb(reply->body), MESSAGE_OPEN);
    if (r) heard(s, r);
    arena_close(&a);
}

static void source_ask(struct door *d, struct flux_source *s, int64_t now_ms) {
    node__moved_request in = NODE__MOVED_REQUEST__INIT;
    struct bus_request r = {.method = "node.Moved", .message = &in.base};
    if (s->asking || now_ms - s->asked_ms < FLUX_EVERY_MS) return;
    in.since = s->begun ? s->since : 0;
    s->asked_ms = now_ms;
    s->asking = calls_send(d->options.calls[s->daemon], &(struct call){&r, 0, answered, s}) == 0;
    if (!s->asking && s->begun) flux_doubt(&d->flux, s->daemon);
}

void flux_tick(struct door *d, int64_t now_ms) {
    if (now_ms - d->flux.listened_ms >= FLUX_LISTENS_MS) return;
    for (int i = 0; i < DAEMONS; i++) source_ask(d, &d->flux.sources[i], now_ms);
}

/* ---- answering pages ---- */

/* Scopes are ids and codes, of nobody; yet what goes on elsewhere is no business of hers. */
static bool concerns(const struct login *l, const struct flux_move *m) {
    char id[33];
    if (!m->scope[0]) return true;
    for (size_t i = 0; i < l->n; i++) {
        const struct login_member *one = &l->members[i];
        id_hex(one->id, id);
        if (one->role == ROLE_COORDINATOR || strcmp(m->scope, one->organization) == 0 ||
            strcmp(m->scope, one->worker) == 0 || strcmp(m->scope, id) == 0)
            return true;
    }
    return false;
}

/* NULL: not yet. */
static gateway__moved *told_of(const gateway__flux_reply *out, const struct flux_move *m) {
    for (size_t i = 0; i < out->n_moved; i++)
        if (strcmp(out->moved[i]->list, m->list) == 0 && strcmp(out->moved[i]->scope, m->scope) == 0)
            return out->moved[i];
    return NULL;
}

static void moves_add(struct visit *v, uint64_t since, gateway__flux_reply *out) {
    const struct flux *f = &v->door->flux;
    for (uint64_t n = since + 1; n <= f->now; n++) {
        const struct flux_move *m = &f->ring[n % FLUX_KEPT];
        if (!m->list[0] || !concerns(v->login, m)) continue;
        gateway__moved *moved = told_of(out, m);
        if (!moved) {
            moved = NEW(v->arena, gateway__moved);
            moved->list = arena_text(v->arena, m->list);
            moved->scope = arena_text(v->arena, m->scope);
            APPEND(v->arena, out, moved, moved);
        }
        moved->times++;
    }
}

void own_flux(struct visit *v) {
    struct flux *f = &v->door->flux;
    const gateway__flux_request *in = visit_request(v);
    if (!in) return;
    gateway__flux_reply *out = NEW(v->arena, gateway__flux_reply);
    bool lost = in->since < f->unsure || in->since > f->now || f->now - in->since >= FLUX_KEPT;
    f->listened_ms = door_now(v->door);
    out->now = f->now;
    if (in->since && lost)
        out->everything = true;
    else if (in->since)
        moves_add(v, in->since, out);
    visit_reply(v, &out->base);
}
