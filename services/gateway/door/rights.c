#include "gateway/door/rights.h"

#include <string.h>
#include "gateway/door/visit.h"

/* ---- what is kept ---- */

void rights_open(struct rights *r) {
    for (int d = 0; d < DAEMONS; d++)
        for (int role = 0; role < RIGHTS_ROLES; role++) arena_init(&r->of[d][role].arena);
}

void rights_close(struct rights *r) {
    for (int d = 0; d < DAEMONS; d++)
        for (int role = 0; role < RIGHTS_ROLES; role++) arena_close(&r->of[d][role].arena);
}

void rights_forget(struct rights *r, enum daemon_name daemon) {
    for (int role = 0; role < RIGHTS_ROLES; role++) r->of[daemon][role].known = false;
}

static bool is_role(sippe__role role) { return (unsigned)role < RIGHTS_ROLES; }

bool rights_known(const struct rights *r, int daemon, sippe__role role) {
    return is_role(role) && r->of[daemon][role].known;
}

void rights_keep(struct rights *r, int daemon, sippe__role role, char *const *methods, size_t n) {
    if (!is_role(role)) return;
    struct arena *a = &r->of[daemon][role].arena;
    arena_reset(a);
    char **list = arena_alloc(a, n * sizeof *list);
    for (size_t i = 0; i < n; i++) list[i] = arena_text(a, methods[i]);
    r->of[daemon][role].methods = list;
    r->of[daemon][role].n = n;
    r->of[daemon][role].known = true;
}

/* ---- who she is ---- */

struct gathering {
    gateway__who_am_i_reply *out;
    visit_fn *then;
};
struct asking {
    struct visit *visit;
    int daemon;
    sippe__role role;
};

static void methods_add(struct visit *v, gateway__membership *m) {
    const struct rights *r = &v->door->rights;
    for (int d = 0; d < DAEMONS; d++) {
        if (!rights_known(r, d, m->role)) continue;
        for (size_t i = 0; i < r->of[d][m->role].n; i++) {
            const char *method = r->of[d][m->role].methods[i];
            bool again = false; /* node's own are each daemon's */
            for (size_t k = 0; k < m->n_methods && !again; k++) again = strcmp(m->methods[k], method) == 0;
            if (!again) APPEND(v->arena, m, methods, arena_text(v->arena, method));
        }
    }
}

static gateway__membership *membership_of(struct visit *v, const struct login_member *from) {
    gateway__membership *m = NEW(v->arena, gateway__membership);
    m->id = id_field(v->arena, from->id);
    m->name = arena_text(v->arena, from->name);
    m->role = from->role;
    m->organization = arena_text(v->arena, from->organization);
    m->worker = arena_text(v->arena, from->worker);
    if (from->has_until) m->until = message_copy(v->arena, &from->until.base);
    if (from->has_trained) m->trained_until = message_copy(v->arena, &from->trained_until.base);
    methods_add(v, m);
    return m;
}

static void gathered(struct visit *v, const struct gathering *g) {
    struct door *d = v->door;
    gateway__who_am_i_reply *out = g->out;
    for (size_t i = 0; i < v->login->n; i++)
        APPEND(v->arena, out, memberships, membership_of(v, &v->login->members[i]));
    for (int i = 0; i < DAEMONS; i++) {
        bool all = true;
        for (size_t k = 0; k < v->login->n; k++) all = all && rights_known(&d->rights, i, v->login->members[k].role);
        if (!all) APPEND(v->arena, out, away, daemon_names[i]);
    }
    out->login_id = id_field(v->arena, v->login->id);
    out->now_ms = door_now(d);
    out->idle_until_ms = v->program ? 0 : door_now(d) + d->options.idle_ms;
    out->ends_ms = v->program || v->session.ends_ms > v->login->until_ms ? v->login->until_ms : v->session.ends_ms;
    out->territory = d->options.territory;
    out->release = d->options.release;
    g->then(v);
}

static void told(void *owner, int err, const sippe__reply *reply) {
    struct asking *a = owner;
    struct visit *v = a->visit;
    const node__who_am_i_reply *r = err || reply->status->code != CODE_OK
                                        ? NULL
                                        : UNPACK(v->arena, node__who_am_i_reply, span_pb(reply->body), MESSAGE_OPEN);
    if (r) rights_keep(&v->door->rights, a->daemon, a->role, (char *const *)r->methods, r->n_methods);
    if (--v->pending == 0) gathered(v, v->gathering);
}

static void ask(struct visit *v, int daemon, const struct login_member *m) {
    char as[33];
    struct asking *a = arena_alloc(v->arena, sizeof *a);
    *a = (struct asking){v, daemon, m->role};
    id_hex(m->id, as);
    v->pending++;
    struct bus_request r = {
        .method = "node.WhoAmI", .message = &NEW(v->arena, node__who_am_i_request)->base, .on_behalf_of = as};
    if (visit_send(v, daemon, &r, told, a)) v->pending--;
}

void visit_who(struct visit *v, gateway__who_am_i_reply *out, visit_fn *then) {
    struct gathering *g = arena_alloc(v->arena, sizeof *g);
    *g = (struct gathering){out, then};
    v->gathering = g;
    v->pending++; /* until all are asked */
    for (int d = 0; d < DAEMONS; d++)
        for (size_t i = 0; i < v->login->n; i++) {
            bool asked = rights_known(&v->door->rights, d, v->login->members[i].role);
            for (size_t k = 0; k < i && !asked; k++) asked = v->login->members[k].role == v->login->members[i].role;
            if (!asked) ask(v, d, &v->login->members[i]);
        }
    if (--v->pending == 0) gathered(v, g);
}

static void tell_who(struct visit *v) { visit_reply(v, &v->gathering->out->base); }

void own_who_am_i(struct visit *v) { visit_who(v, NEW(v->arena, gateway__who_am_i_reply), tell_who); }
