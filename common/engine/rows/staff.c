/* Whether anybody is there: the members and the keys of the configuration, gone through once. */
#include "engine/rows/rows.h"

#include <string.h>

/* A shared desk's key does nothing by itself: somebody must be named with it. */
static bool may_act(struct view *v, const struct member *m, int64_t now_ms) {
    return !m->shared && member_check(v, m, now_ms) == 0;
}

struct staff staff_read(struct view *v, int64_t now_ms) {
    struct staff s = {0};
    size_t n;
    const struct member *all = member_list(v, &n);
    struct staff_one *list = arena_alloc(v->arena, (n + v->e->options.n_trusted + 1) * sizeof *list);
    for (size_t i = 0; i < n; i++)
        if (may_act(v, &all[i], now_ms)) list[s.n++] = (struct staff_one){all[i].role, all[i].organization};
    for (size_t i = 0; i < v->e->options.n_trusted; i++) {
        const struct trusted_key *t = &v->e->options.trusted[i];
        list[s.n++] = (struct staff_one){t->role, t->organization ? t->organization : ""};
    }
    s.list = list;
    return s;
}

bool staff_has(const struct staff *s, sippe__role role, const char *organization) {
    for (size_t i = 0; i < s->n; i++) {
        bool there = role_reach(role) == REACH_ALL || strcmp(s->list[i].organization, organization) == 0;
        if (s->list[i].role == role && there) return true;
    }
    return false;
}
