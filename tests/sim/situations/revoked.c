/* A key that is revoked while its question waits. */
#include "sim.h"

static const struct id nobody = {{0}};

struct waiting {
    bool answered, refused;
};

static void on_waited(void *owner, struct world *w, const sippe__feed *feed) {
    struct waiting *p = owner;
    (void)w;
    p->answered = true;
    p->refused = feed->status && feed->status->code != CODE_OK;
}

static void ask_stream(struct sim *s, struct arena *a, const struct sim_key *key, struct waiting *p) {
    const struct reader *reader = &s->readers[key->partner];
    sippe__fetch *fetch = NEW(a, sippe__fetch);
    fetch->stream = arena_printf(a, "partner:%s", key->organization);
    fetch->position = reader->at.n ? (sippe__position *)(uintptr_t)&reader->at : NULL;
    fetch->wait_ms = 2000;
    world_fetch(s->world, "notifications", key->name, fetch, on_waited, p);
}

static struct sim_key *partner_key(struct sim *s, struct arena *a) {
    const char *organization = key_named(s, partner_names[prng_below(&s->prng, PARTNERS)])->organization;
    intake__add_member_request *r = NEW(a, intake__add_member_request);
    uint8_t bytes[32];
    r->member = NEW(a, intake__member);
    r->member->name = "partner-second";
    r->member->role = ROLE_PARTNER;
    r->member->organization = arena_text(a, organization);
    world_public_key(r->member->name, bytes);
    APPEND(a, r->member, public_keys, pb_of(arena_span(a, span_of(bytes, sizeof bytes))));
    struct sim_key *key = key_add(s, r->member->name, ROLE_PARTNER, organization);
    if (SIM_CALL(s, a, "intake", "operator", "intake.AddMember", r, NULL)) sim_fault(s, nobody, "a key is not allowed");
    world_settle(s->world, 60000);
    return key;
}

static void revoke(struct sim *s, struct arena *a, const char *name) {
    intake__revoke_key_request *r = NEW(a, intake__revoke_key_request);
    r->member = name;
    r->reason = "poste volé";
    if (SIM_CALL(s, a, "intake", "operator", "intake.RevokeKey", r, NULL)) sim_fault(s, nobody, "a key is not revoked");
}

bool situation_revoked(struct sim *s) {
    struct arena a;
    struct waiting before = {false, false}, after = before;
    arena_init(&a);
    struct sim_key *key = partner_key(s, &a);
    ask_stream(s, &a, key, &before);
    world_run(s->world, 100);
    bool waits = !before.answered;
    revoke(s, &a, key->name);
    world_run(s->world, 500);
    ask_stream(s, &a, key, &after);
    world_run(s->world, 10000);
    if ((waits && !before.refused) || !after.refused)
        sim_fault(s, nobody, "a revoked key was given its stream (%d %d %d)", waits, before.refused, after.refused);
    notifications__list_notices_request *r = NEW(&a, notifications__list_notices_request);
    int reason = SIM_CALL(s, &a, "notifications", key->name, "notifications.ListNotices", r, NULL);
    if (reason != REASON_KEY_REVOKED) sim_fault(s, nobody, "a revoked key was answered %d", reason);
    arena_close(&a);
    return !s->fault[0];
}
