/* Who asks, and what the tables let her ask. */
#include "engine/node/tables.h"

#include <stdlib.h>

static int by_name(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

/* By the names of the contract, as requests have them. */
static void methods_add(struct query *q, const struct service *s, node__who_am_i_reply *out) {
    struct arena *a = q->view.arena;
    for (unsigned i = 0; i < s->contract->n_methods; i++) {
        const char *name = arena_printf(a, "%s.%s", s->name, s->contract->methods[i].name);
        const struct method *m = method_find(q->view.e, name).method;
        if (m && m->roles & principal_bit(&q->principal)) APPEND(a, out, methods, name);
    }
}

int node_who_am_i(struct query *q, const node__who_am_i_request *in, node__who_am_i_reply *out) {
    (void)in;
    struct engine *e = q->view.e;
    const struct principal *who = &q->principal;
    struct member m;
    out->member_id = id_field(q->view.arena, who->id);
    out->name = who->name;
    out->role = who->role;
    out->organization = who->organization ? who->organization : "";
    out->worker = who->worker ? who->worker : "";
    out->shared = who->shared;
    if (member_find(&q->view, who->id, &m)) {
        out->until = civil_date(q->view.arena, m.until);
        out->trained_until = civil_date(q->view.arena, m.trained_until);
    }
    methods_add(q, e->service, out);
    methods_add(q, e->node, out);
    qsort(out->methods, out->n_methods, sizeof *out->methods, by_name);
    return 0;
}
