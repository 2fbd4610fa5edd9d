#include "gateway/door/logins.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void logins_close(struct logins *l) {
    while (l->n) free(l->list[--l->n]);
}

struct login *login_find(struct logins *l, struct id id) {
    for (size_t i = 0; i < l->n; i++)
        if (id_equal(l->list[i]->id, id)) return l->list[i];
    return NULL;
}

struct login *login_of_token(struct logins *l, struct id digest) {
    for (size_t i = 0; i < l->n; i++)
        if (id_equal(l->list[i]->token, digest)) return l->list[i];
    return NULL;
}

bool login_is_fresh(const struct logins *l, const struct login *one, int64_t now_ms) {
    if (one->asked_ms <= l->moved_ms) return false;
    int64_t told_ms = l->heard_ms > one->asked_ms ? l->heard_ms : one->asked_ms;
    return now_ms >= told_ms && now_ms - told_ms < LOGIN_FRESH_MS;
}

static struct login *place(struct logins *l, struct id id) {
    struct login *one = login_find(l, id);
    if (one) return one;
    if (l->n < LOGINS_KEPT) {
        one = calloc(1, sizeof *one);
        if (!one) abort();
        return l->list[l->n++] = one;
    }
    one = l->list[0];
    for (size_t i = 1; i < l->n; i++)
        if (l->list[i]->asked_ms < one->asked_ms) one = l->list[i];
    return one;
}

static struct login_member member_of(const intake__login_member *m) {
    struct login_member out = {
        .id = id_of(m->id), .role = m->role, .has_until = m->until, .has_trained = m->trained_until};
    snprintf(out.name, sizeof out.name, "%s", m->name);
    snprintf(out.organization, sizeof out.organization, "%s", m->organization);
    snprintf(out.worker, sizeof out.worker, "%s", m->worker);
    if (m->until) out.until = *m->until;
    if (m->trained_until) out.trained_until = *m->trained_until;
    return out;
}

struct login *login_keep(struct logins *l, const intake__find_login_reply *r, struct id token, int64_t asked_ms) {
    struct id id = id_of(r->login_id);
    struct login *one = place(l, id);
    int64_t used_ms = id_equal(one->id, id) ? one->used_ms : 0;
    *one = (struct login){.id = id, .token = token, .until_ms = r->until_ms, .asked_ms = asked_ms, .used_ms = used_ms};
    for (size_t i = 0; i < r->n_members && one->n < LOGIN_MEMBERS; i++)
        one->members[one->n++] = member_of(r->members[i]);
    return one;
}

const struct login *login_copy(struct arena *a, const struct login *one) {
    return arena_copy(a, one, offsetof(struct login, members) + one->n * sizeof *one->members);
}

void login_forget(struct logins *l, struct id id) {
    for (size_t i = 0; i < l->n; i++)
        if (id_equal(l->list[i]->id, id)) {
            free(l->list[i]);
            l->list[i] = l->list[--l->n];
            return;
        }
}

const struct login_member *login_member(const struct login *one, struct id id) {
    for (size_t i = 0; i < one->n; i++)
        if (id_equal(one->members[i].id, id)) return &one->members[i];
    return NULL;
}
