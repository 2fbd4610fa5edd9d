/* What the journals say by themselves: no name in an open part, and of one thing everything in order. */
#include <stdlib.h>
#include "methods.h"
#include "sim.h"

static bool holds(ProtobufCBinaryData bytes, const char *text) {
    return bytes.len && memmem(bytes.data, bytes.len, text, strlen(text));
}

/* ---- what was said, and in which order ---- */

struct told { /* a record, for whoever follows its journal */
    struct id id;
    const char *type;
    ProtobufCBinaryData *subjects;
    size_t n_subjects;
    uint64_t seq;
};
struct journal {
    struct told *list;
    size_t n;
};

static int by_id(const void *a, const void *b) { return memcmp(a, b, sizeof(struct id)); }

static bool open_is_clean(struct sim *s, const char *daemon, const sippe__record *r) {
    if (!holds(r->open, planted_secret) && !holds(r->open, planted_given)) return true;
    return sim_fault(s, id_of(r->subjects[0]), "%s: the open part of a %s holds a name", daemon, r->type);
}

static struct journal journal_of(struct sim *s, struct arena *a, int daemon) {
    struct view *v = world_view(s->world, daemon_names[daemon], a);
    uint64_t last = world_engine(s->world, daemon_names[daemon])->seq;
    struct journal out = {.list = arena_alloc(a, (last + 1) * sizeof *out.list)};
    for (uint64_t seq = 1; seq <= last; seq++) {
        sippe__record *r = journal_read(v, seq);
        if (!r || !open_is_clean(s, daemon_names[daemon], r)) continue;
        out.list[out.n++] = (struct told){id_of(r->id), r->type, r->subjects, r->n_subjects, seq};
    }
    qsort(out.list, out.n, sizeof *out.list, by_id);
    return out;
}

static const struct told *find(const struct journal *j, struct id id) {
    return bsearch(&id, j->list, j->n, sizeof *j->list, by_id);
}

/* ---- nothing overtakes ---- */

struct last_taken { /* of this subject, by one follower of one journal */
    struct id subject;
    uint64_t seq;
};
struct order {
    struct last_taken *list;
    size_t n;
};

static bool passes(int follower, int producer, const char *type) {
    for (int of = follower; of >= 0; of = of == DAEMONS ? -1 : DAEMONS) {
        const struct service *s = service_at(of);
        for (size_t i = 0; i < s->n_reactions; i++)
            if (strcmp(s->reactions[i].type->name, type) == 0 &&
                strcmp(s->reactions[i].journal, daemon_names[producer]) == 0)
                return s->reactions[i].passes;
    }
    return true;
}

static bool in_order(struct sim *s, struct order *o, const struct told *t, const char *follower) {
    for (size_t i = 0; i < t->n_subjects; i++) {
        struct id subject = id_of(t->subjects[i]);
        size_t k = 0;
        while (k < o->n && !id_equal(o->list[k].subject, subject)) k++;
        if (k == o->n) o->list[o->n++] = (struct last_taken){subject, 0};
        if (t->seq < o->list[k].seq)
            return sim_fault(s, subject, "%s took a %s behind a later record of the same", follower, t->type);
        o->list[k].seq = t->seq;
    }
    return true;
}

static bool follower_is_in_order(struct sim *s, struct arena *a, const struct journal all[DAEMONS], int follower,
                                 int producer) {
    struct view *v = world_view(s->world, daemon_names[follower], a);
    uint64_t last = world_engine(s->world, daemon_names[follower])->seq;
    size_t subjects = 0;
    for (size_t i = 0; i < all[producer].n; i++) subjects += all[producer].list[i].n_subjects;
    struct order o = {.list = arena_alloc(a, (subjects + 1) * sizeof *o.list)};
    bool sound = true;
    for (uint64_t seq = 1; sound && seq <= last; seq++) {
        const sippe__record *r = journal_read(v, seq);
        const struct told *t = r ? find(&all[producer], id_of(r->cause)) : NULL;
        if (t && !passes(follower, producer, t->type)) sound = in_order(s, &o, t, daemon_names[follower]);
    }
    return sound;
}

void journals_count(struct sim *s) {
    for (int i = 0; i < DAEMONS; i++) {
        struct arena a;
        arena_init(&a);
        struct view *v = world_view(s->world, daemon_names[i], &a);
        for (uint64_t seq = 1; seq <= v->e->seq; seq++) {
            const sippe__record *r = journal_read(v, seq);
            if (r) coverage_written(i, r->type);
        }
        arena_close(&a);
    }
}

bool checks_journals(struct sim *s) {
    struct arena a;
    struct journal all[DAEMONS];
    arena_init(&a);
    for (int i = 0; i < DAEMONS; i++) all[i] = journal_of(s, &a, i);
    bool sound = !s->fault[0];
    for (int i = 0; i < DAEMONS; i++)
        for (int k = 0; k < DAEMONS; k++)
            if (i != k && sound) sound = follower_is_in_order(s, &a, all, i, k);
    arena_close(&a);
    return sound;
}
