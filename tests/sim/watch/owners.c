#include <stdlib.h>
#include "methods.h"
#include "sim.h"

enum { SLOTS = 4096, FAMILIES_MAX = 256, EARLY_MAX = 64 };

struct belonging {
    struct id id, past; /* past: a version that an accepted change has replaced */
    int family, partner;
    bool notice, used;
};
struct owners {
    struct belonging slots[SLOTS];
    struct {
        int into; /* itself, until it is merged */
        char clsc[33];
        bool mixed;  /* of two CLSC: who may see what is the merging's affair, or the move's */
        bool parted; /* was one with another: what was recorded in between may be either's */
    } families[FAMILIES_MAX];
    int n_families;
    int merging;                /* or moving, or parting, under way: done, perhaps, and not answered yet */
    struct id early[EARLY_MAX]; /* accepted before who offered them was answered: moves of nobody knows whom */
    size_t n_early;
};

struct owners *owners_new(void) {
    struct owners *o = calloc(1, sizeof *o);
    if (!o) abort();
    return o;
}
void owners_free(struct owners *o) { free(o); }

static struct belonging *slot(struct owners *o, struct id id) {
    size_t at;
    memcpy(&at, id.bytes, sizeof at);
    while (o->slots[at % SLOTS].used && !id_equal(o->slots[at % SLOTS].id, id)) at++;
    return &o->slots[at % SLOTS];
}

static struct belonging *known(struct owners *o, struct id id) {
    struct belonging *own = slot(o, id);
    return own->used ? own : NULL;
}

static void add(struct owners *o, struct id id, int family, int partner, bool notice) {
    struct belonging *own = slot(o, id);
    if (!own->used)
        *own = (struct belonging){.id = id, .family = family, .partner = partner, .notice = notice, .used = true};
}

static int root(const struct owners *o, int family) {
    while (family >= 0 && o->families[family].into != family) family = o->families[family].into;
    return family;
}

static int family_new(struct owners *o, const char *clsc) {
    if (o->n_families == FAMILIES_MAX) abort();
    int f = o->n_families++;
    o->families[f].into = f;
    snprintf(o->families[f].clsc, sizeof o->families[f].clsc, "%s", clsc);
    return f;
}

int owners_family(struct sim *s, struct id thing) {
    const struct belonging *own = known(s->owners, thing);
    return own ? root(s->owners, own->family) : -1;
}

bool owners_parted(struct sim *s, int family) { return family >= 0 && s->owners->families[family].parted; }

int owners_partner(struct sim *s, struct id thing) {
    const struct belonging *own = known(s->owners, thing);
    return own ? own->partner : -1;
}

/* ---- versions ---- */

static bool is_of(const struct asked *q, const char *method) { return strcmp(q->method, method) == 0; }
static bool merges(const struct asked *q) {
    return is_of(q, "intake.SettleMatch") || is_of(q, "intake.UndoMatch") || is_of(q, "intake.AcceptMove");
}

void owners_answered(struct sim *s, const struct asked *q) { s->owners->merging -= merges(q); }

void owners_age(struct sim *s, struct asked *q) {
    s->owners->merging += merges(q);
    struct id thing;
    ProtobufCBinaryData *version = bytes_field(q->request, "version");
    const struct belonging *own = version && ids_thing(q->request, &thing) ? known(s->owners, thing) : NULL;
    if (!own || version->len != ID_LEN || id_is_zero(own->past) || id_is(*version, own->past) || !chance(s, 10)) return;
    memcpy(version->data, own->past.bytes, ID_LEN);
    q->stale = true;
}

static void past_note(struct sim *s, const struct asked *q) {
    struct id thing;
    const ProtobufCBinaryData *version = bytes_field(q->request, "version");
    if (!q->command || !version || version->len != ID_LEN || !ids_thing(q->request, &thing)) return;
    struct belonging *own = known(s->owners, thing);
    if (own) own->past = id_of(*version);
}

void owners_forget(struct sim *s) {
    for (size_t i = 0; i < SLOTS; i++) s->owners->slots[i].past = (struct id){{0}};
}

/* ---- learning ---- */

struct lesson {
    struct owners *o;
    int family, partner;
};

static void learn_one(void *owner, const char *field, struct id id, const ProtobufCMessage *in) {
    const struct lesson *l = owner;
    (void)in;
    if (id_names_thing(field) && !id_is_zero(id)) add(l->o, id, l->family, l->partner, strcmp(field, "notice_id") == 0);
}

static void find_family(void *owner, const char *field, struct id id, const ProtobufCMessage *in) {
    struct lesson *l = owner;
    (void)in;
    const struct belonging *own = id_names_thing(field) ? known(l->o, id) : NULL;
    if (!own || l->family >= 0) return;
    l->family = own->family;
    l->partner = own->partner;
}

static int partner_of_service(const struct sim *s, const ProtobufCMessage *request) {
    const ProtobufCBinaryData *service = bytes_field(request, "service_id");
    for (int i = 0; service && i < PARTNERS; i++)
        for (int k = 0; k < SERVICES_EACH; k++)
            if (id_is(*service, s->services[i][k])) return i;
    return -1;
}

static void merge(struct sim *s, const struct asked *q) {
    const ProtobufCBinaryData *same = bytes_field(q->request, "same_as_family_id");
    struct owners *o = s->owners;
    struct id thing;
    if (!same || same->len != ID_LEN || !ids_thing(q->request, &thing)) return;
    int from = owners_family(s, thing), into = owners_family(s, id_of(*same));
    if (from < 0 || into < 0 || from == into) return;
    o->families[from].into = into;
    o->families[into].mixed |= o->families[from].mixed || strcmp(o->families[from].clsc, o->families[into].clsc) != 0;
}

/* Her own family again, and whoever she was one with. */
static void part(struct sim *s, const struct asked *q) {
    struct owners *o = s->owners;
    struct id thing;
    const struct belonging *own = ids_thing(q->request, &thing) ? known(o, thing) : NULL;
    if (!own || own->family < 0) return;
    int left = root(o, own->family);
    o->families[own->family].into = own->family;
    o->families[own->family].parted = o->families[left].parted = true;
    o->families[own->family].mixed |= o->families[left].mixed;
}

static bool early_take(struct owners *o, struct id move) {
    size_t i = 0;
    while (i < o->n_early && !id_equal(o->early[i], move)) i++;
    if (i == o->n_early) return false;
    o->early[i] = o->early[--o->n_early];
    return true;
}

/* What was agreed under the CLSC that she left is still theirs. */
static void move(struct sim *s, const struct asked *q) {
    struct owners *o = s->owners;
    struct id thing;
    if (!ids_thing(q->request, &thing)) return;
    int family = owners_family(s, thing);
    if (family >= 0)
        o->families[family].mixed = true;
    else if (o->n_early < EARLY_MAX)
        o->early[o->n_early++] = thing;
}

static void offered(struct sim *s, int family, const intake__offer_move_reply *reply) {
    if (family >= 0 && early_take(s->owners, id_of(reply->move_id)))
        s->owners->families[root(s->owners, family)].mixed = true;
}

/* Only what speaks of one family. */
static void learn(struct sim *s, const struct asked *q, const ProtobufCMessage *reply) {
    struct lesson l = {s->owners, -1, -1};
    const struct sim_key *key = key_named(s, q->key);
    bool one = q->command || strcmp(q->method, "notifications.GetSheet") == 0 ||
               strcmp(q->method, "scheduling.FamilyVisits") == 0;
    if (!one) return;
    ids_each(q->request, find_family, &l);
    if (l.family < 0) ids_each(reply, find_family, &l);
    if (strcmp(q->method, "intake.ReferToPartner") == 0) l.partner = partner_of_service(s, q->request);
    bool made = strcmp(q->method, "intake.SubmitScreening") == 0 && l.family < 0 && key;
    if (made) l.family = family_new(s->owners, key->organization);
    if (l.family >= 0) ids_each(reply, learn_one, &l);
    if (is_of(q, "intake.SettleMatch")) merge(s, q);
    if (is_of(q, "intake.UndoMatch")) part(s, q);
    if (is_of(q, "intake.AcceptMove")) move(s, q);
    if (is_of(q, "intake.OfferMove")) offered(s, l.family, (const intake__offer_move_reply *)reply);
}

/* ---- looking ---- */

struct look {
    struct sim *s;
    const struct asked *q;
    const struct sim_key *key;
};

static bool shows_another(const struct look *l, const struct belonging *own) {
    const struct owners *o = l->s->owners;
    int f = root(o, own->family);
    if (l->key->role == ROLE_PARTNER) return !own->notice || (own->partner >= 0 && own->partner != l->key->partner);
    if (l->key->role != ROLE_DESK && l->key->role != ROLE_TEAM) return false;
    if (f < 0 || o->merging || o->n_early || o->families[f].mixed || o->families[f].parted) return false;
    return strcmp(o->families[f].clsc, l->key->organization) != 0;
}

static void look_one(void *owner, const char *field, struct id id, const ProtobufCMessage *in) {
    const struct look *l = owner;
    if (in->descriptor == &intake__match__descriptor || !id_names_thing(field)) return;
    const struct belonging *own = known(l->s->owners, id);
    if (own && shows_another(l, own))
        sim_fault(l->s, id, "%s of %s (%s) shows or changes a %s that is another's", l->q->method, l->key->name,
                  l->key->organization, field);
}

static void role_look(struct sim *s, const struct asked *q, const struct sim_key *key) {
    int service;
    size_t nth;
    const struct method *m = method_named(q->method, &service, &nth);
    if (m && !(m->roles & (1u << key->role)))
        sim_fault(s, (struct id){{0}}, "%s was accepted from %s, whose role may not", q->method, key->name);
    if (key->revoked && key->revoked_ms < q->sent_ms && strcmp(q->daemon, "intake") == 0)
        sim_fault(s, (struct id){{0}}, "%s was accepted from %s, which was revoked before", q->method, key->name);
}

void owners_look(struct sim *s, const struct asked *q, const ProtobufCMessage *reply) {
    struct look l = {s, q, key_named(s, q->key)};
    struct id thing = {{0}};
    ids_thing(q->request, &thing);
    if (q->stale) sim_fault(s, thing, "%s of %s was accepted with a version that was past", q->method, q->key);
    learn(s, q, reply);
    past_note(s, q);
    if (!l.key) return;
    role_look(s, q, l.key);
    ids_each(q->request, look_one, &l);
    ids_each(reply, look_one, &l);
}
