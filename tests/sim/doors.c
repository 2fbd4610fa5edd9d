/* By whose key: most act by their own, some through a shared desk's or a gateway's, and one by either, each time anew. */
#include "sim.h"

/* Of whom there is one for some of those who have a key of the configuration: the same place, another door. */
static const struct person {
    const char *name, *beside, *via;
    bool own; /* has a key too */
} people[] = {
    {"martine", "desk-1", "shared-desk", false},
    {"lise", "team-2", "gateway", true},
    {"amina", "coordinator", "gateway", false},
    {"nadia", "partner-1", "gateway", false},
};

static intake__member *member_new(struct arena *a, const char *name, sippe__role role, const char *organization) {
    intake__member *m = NEW(a, intake__member);
    m->name = name;
    m->role = role;
    m->organization = arena_text(a, organization);
    return m;
}

static void member_key(struct arena *a, intake__member *m) {
    uint8_t public_key[32];
    world_public_key(m->name, public_key);
    APPEND(a, m, public_keys, pb_of(arena_span(a, span_of(public_key, sizeof public_key))));
}

static void member_add(struct sim *s, struct arena *a, intake__member *m) {
    intake__add_member_request *r = NEW(a, intake__add_member_request);
    struct sim_key *k = key_add(s, m->name, m->role, m->organization);
    snprintf(k->via, sizeof k->via, "%s", m->via);
    k->own = m->n_public_keys != 0;
    r->member = m;
    intake__add_member_reply *added = NULL;
    int reason = SIM_CALL(s, a, "intake", "operator", "intake.AddMember", r, &added);
    if (!reason) k->member = id_of(added->id);
    if (reason) sim_fault(s, (struct id){{0}}, "setting up: %s is not admitted (%d)", m->name, reason);
}

void doors_open(struct sim *s) {
    struct arena a;
    arena_init(&a);
    intake__member *desk = member_new(&a, "shared-desk", ROLE_DESK, desk_clscs[0]);
    intake__member *gateway = member_new(&a, "gateway", ROLE_GATEWAY, "");
    desk->shared = true;
    member_key(&a, desk);
    member_key(&a, gateway);
    member_add(s, &a, desk);
    member_add(s, &a, gateway);
    for (size_t i = 0; i < sizeof people / sizeof people[0]; i++) {
        const struct sim_key *like = key_named(s, people[i].beside);
        intake__member *m = member_new(&a, people[i].name, like->role, like->organization);
        m->via = people[i].via;
        if (people[i].own) member_key(&a, m);
        member_add(s, &a, m);
    }
    arena_close(&a);
}

const char *somebody_at(struct sim *s, const char *key) {
    for (size_t i = 0; i < sizeof people / sizeof people[0]; i++)
        if (strcmp(people[i].beside, key) == 0 && chance(s, 50)) return people[i].name;
    return key;
}

void door_send(struct sim *s, const char *daemon, const char *key, const char *method, struct id id,
               const ProtobufCMessage *request, world_done_fn *done, void *owner) {
    const struct sim_key *k = key_named(s, key);
    static const struct sim_key door = {.via = "gateway"}; /* an organisation's, which nobody was admitted as */
    if (strncmp(key, "porte ", 6) == 0) k = &door;
    bool by_another = k && k->via[0] && (!k->own || chance(s, 50));
    if (by_another) world_speak_for(s->world, key);
    world_send(s->world, daemon, by_another ? k->via : key, method, id, request, done, owner);
    world_speak_for(s->world, NULL);
}
