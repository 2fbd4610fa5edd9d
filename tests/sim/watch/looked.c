/* Who was shown something of a family: each answer to a query that leaves an entry in the access journal. */
#include <stdlib.h>
#include "engine/access/access.h"
#include "methods.h"
#include "sim.h"

struct seen {
    int daemon;
    const char *method;
    struct id family;
    bool noted;
};
struct looked {
    struct seen *seen;
    size_t n, room;
};

struct looked *looked_new(void) {
    struct looked *l = calloc(1, sizeof *l);
    if (!l) abort();
    return l;
}

void looked_free(struct looked *l) {
    free(l->seen);
    free(l);
}

void looked_forget(struct sim *s) { s->looked->n = 0; }

static int daemon_number(const char *name) {
    for (int i = 0; i < DAEMONS; i++)
        if (strcmp(daemon_names[i], name) == 0) return i;
    abort();
}

static bool is_logged(const char *method) {
    int service;
    size_t nth;
    const struct method *m = method_named(method, &service, &nth);
    return m && m->query && access_is_logged((struct method_ref){service_at(service), m});
}

/* What the reply says of whom, in the field that names the family of a thing that is shown alone; lists have none. */
void looked_at(struct sim *s, const struct asked *q, const ProtobufCMessage *reply) {
    const ProtobufCBinaryData *family = bytes_field(reply, "family_id");
    if (!family || family->len != ID_LEN || !is_logged(q->method)) return;
    struct looked *l = s->looked;
    if (l->n == l->room) {
        l->room = 2 * l->room + 64;
        l->seen = realloc(l->seen, l->room * sizeof *l->seen);
        if (!l->seen) abort();
    }
    l->seen[l->n++] = (struct seen){daemon_number(q->daemon), q->method, id_of(*family), false};
}

/* The same again within the hour is counted in the entry of the first look, which names whom it was of. */
static void note(struct looked *l, int daemon, const engine_rows__access *entry) {
    for (size_t i = 0; i < l->n; i++) {
        struct seen *seen = &l->seen[i];
        if (seen->noted || seen->daemon != daemon || strcmp(seen->method, entry->method) != 0) continue;
        for (size_t k = 0; k < entry->personal->n_subjects; k++)
            seen->noted |= id_equal(id_of(entry->personal->subjects[k]), seen->family);
    }
}

bool checks_looked(struct sim *s) {
    struct looked *l = s->looked;
    struct arena a;
    arena_init(&a);
    for (int i = 0; i < DAEMONS; i++) {
        struct view v = *world_view(s->world, daemon_names[i], &a);
        for (uint64_t n = 1; n <= v.e->access.n; n++, arena_reset(&a)) {
            const engine_rows__access *entry = access_read(&v, n);
            if (entry) note(l, i, entry);
        }
    }
    arena_close(&a);
    for (size_t i = 0; i < l->n; i++)
        if (!l->seen[i].noted)
            return sim_fault(s, l->seen[i].family, "%s was answered, and no entry says that it was", l->seen[i].method);
    return true;
}
