/* From whom a family keeps her file in writing: from the acknowledgement on intake shows such a key nothing of her, and
 * takes nothing about her from it. Only what is plain is believed here: the whole file, without a last day, and until
 * anything is sent that may give it back. */
#include <stdlib.h>
#include "sim.h"

enum { KEPT_MAX = 512 };

struct kept {
    char member[32]; /* ""; then all of the role, at the organisation */
    sippe__role role;
    char organization[33];
    struct id family;
    int64_t since_ms;
};
struct kept_from {
    struct kept list[KEPT_MAX];
    size_t n;
    struct id opened[KEPT_MAX]; /* by somebody, once: it may pass what is restricted later */
    size_t n_opened;
    bool blind; /* a store was put back: whose a thing is now is not what was seen of it */
};

struct kept_from *kept_from_new(void) {
    struct kept_from *k = calloc(1, sizeof *k);
    if (!k) abort();
    return k;
}
void kept_from_free(struct kept_from *k) { free(k); }
void kept_from_forget(struct sim *s) {
    s->kept_from->n = 0;
    s->kept_from->blind = true;
}

static void drop_family(struct sim *s, int family) {
    struct kept_from *k = s->kept_from;
    for (size_t i = k->n; i--;)
        if (owners_family(s, k->list[i].family) == family) k->list[i] = k->list[--k->n];
}

static void open_note(struct sim *s, struct id family) {
    struct kept_from *k = s->kept_from;
    if (k->n_opened < KEPT_MAX) k->opened[k->n_opened++] = family;
}

/* What was sent may be done long before it is answered. Of two that become one the file is that of the one left. */
void kept_from_asked(struct sim *s, const struct asked *q) {
    static const char *const giving_back[] = {"intake.LiftRestriction", "intake.OpenFile", "intake.SettleMatch",
                                              "intake.UndoMatch"};
    const ProtobufCBinaryData *same = bytes_field(q->request, "same_as_family_id");
    struct id thing;
    for (size_t i = 0; i < sizeof giving_back / sizeof giving_back[0]; i++) {
        if (strcmp(q->method, giving_back[i]) != 0) continue;
        if (!ids_thing(q->request, &thing)) continue;
        drop_family(s, owners_family(s, thing));
        if (strcmp(q->method, "intake.OpenFile") == 0) open_note(s, thing);
        if (same && same->len == ID_LEN) drop_family(s, owners_family(s, id_of(*same)));
    }
}

static bool was_opened(struct sim *s, ProtobufCBinaryData family) {
    const struct kept_from *k = s->kept_from;
    bool opened = k->n_opened == KEPT_MAX;
    for (size_t i = 0; i < k->n_opened; i++)
        opened |= owners_family(s, k->opened[i]) == owners_family(s, id_of(family));
    return opened;
}

static void learn(struct sim *s, const intake__restrict_access_request *in) {
    struct kept_from *k = s->kept_from;
    if (k->blind || in->n_shows || in->until || k->n == KEPT_MAX || was_opened(s, in->family_id)) return;
    struct kept *kept = &k->list[k->n++];
    *kept = (struct kept){.role = in->role, .family = id_of(in->family_id), .since_ms = world_now_ms(s->world)};
    snprintf(kept->member, sizeof kept->member, "%s", in->member);
    snprintf(kept->organization, sizeof kept->organization, "%s", in->organization);
}

static bool names(const struct kept *kept, const struct sim_key *key) {
    if (kept->member[0]) return strcmp(kept->member, key->name) == 0;
    return kept->role == key->role && strcmp(kept->organization, key->organization) == 0;
}

struct look {
    struct sim *s;
    const struct asked *q;
    const struct sim_key *key;
};

static void look_one(void *owner, const char *field, struct id id, const ProtobufCMessage *in) {
    const struct look *l = owner;
    const struct kept_from *k = l->s->kept_from;
    int family = id_names_thing(field) ? owners_family(l->s, id) : -1;
    (void)in;
    for (size_t i = 0; family >= 0 && i < k->n; i++)
        if (!owners_parted(l->s, family) && names(&k->list[i], l->key) && k->list[i].since_ms < l->q->sent_ms &&
            owners_family(l->s, k->list[i].family) == family)
            sim_fault(l->s, id, "%s of %s shows or changes a %s of a family that keeps her file from it", l->q->method,
                      l->key->name, field);
}

void kept_from_look(struct sim *s, const struct asked *q, const ProtobufCMessage *reply) {
    struct look l = {s, q, key_named(s, q->key)};
    if (!l.key || strcmp(q->daemon, "intake") != 0) return;
    if (!is_known_call(q, reply)) ids_each(q->request, look_one, &l);
    ids_each(reply, look_one, &l);
    if (strcmp(q->method, "intake.RestrictAccess") == 0) learn(s, (const intake__restrict_access_request *)q->request);
}
