/* Who says who may speak: members added, changed and ended, keys given and revoked. */
#include "sim.h"

static bool add(struct clerk *c, struct arena *a) {
    static const struct {
        const char *kind;
        sippe__role role;
    } kinds[] = {
        {"desk", ROLE_DESK}, {"team", ROLE_TEAM}, {"partner", ROLE_PARTNER}, {"coordinator", ROLE_COORDINATOR}};
    struct sim *s = c->task.sim;
    if (s->given == 6) return false;
    size_t i = prng_below(&s->prng, 4), clsc = prng_below(&s->prng, DESKS);
    const char *name = arena_printf(a, "new-%s-%zu", kinds[i].kind, ++s->given), *organization = "";
    if (i < 2) organization = desk_clscs[clsc];
    if (i == 2) organization = key_named(s, partner_names[prng_below(&s->prng, PARTNERS)])->organization;
    uint8_t public_key[32];
    world_public_key(name, public_key);
    intake__add_member_request *r = NEW(a, intake__add_member_request);
    r->member = NEW(a, intake__member);
    r->member->name = name;
    r->member->role = kinds[i].role;
    r->member->organization = arena_text(a, organization);
    size_t len = chance(s, 85) ? sizeof public_key : 7;
    APPEND(a, r->member, public_keys, pb_of(arena_span(a, span_of(public_key, len))));
    key_add(s, name, kinds[i].role, organization)->given = true;
    CLERK_SEND(c, "intake", "operator", "intake.AddMember", r, "sippe.node.MembershipChanged");
    return true;
}

/* One that traffic brought; NULL: there is none. */
static const struct sim_key *given(struct sim *s) {
    size_t from = prng_below(&s->prng, s->n_keys);
    for (size_t i = 0; i < s->n_keys; i++) {
        const struct sim_key *k = &s->keys[(from + i) % s->n_keys];
        if (k->given && (!k->revoked || chance(s, 20))) return k;
    }
    return NULL;
}

static const char *given_name(struct sim *s) {
    const struct sim_key *k = given(s);
    return k ? k->name : "nobody";
}

static bool revoke(struct clerk *c, struct arena *a) {
    if (!chance(c->task.sim, 50)) return false;
    intake__revoke_key_request *r = NEW(a, intake__revoke_key_request);
    r->member = given_name(c->task.sim);
    r->reason = "poste perdu";
    CLERK_SEND(c, "intake", "operator", "intake.RevokeKey", r, "sippe.node.MembershipChanged");
    return true;
}

static bool end(struct clerk *c, struct arena *a) {
    if (!chance(c->task.sim, 30)) return false;
    intake__end_member_request *r = NEW(a, intake__end_member_request);
    r->member = given_name(c->task.sim);
    r->reason = "n'y travaille plus";
    CLERK_SEND(c, "intake", "operator", "intake.EndMember", r, "sippe.node.MembershipChanged");
    return true;
}

/* By what was answered when it was last changed: somebody may have changed it since. */
static bool change(struct clerk *c, struct arena *a) {
    const struct sim_key *k = given(c->task.sim);
    if (!k || id_is_zero(k->member)) return false;
    intake__change_member_request *r = NEW(a, intake__change_member_request);
    r->member = NEW(a, intake__member);
    r->member->id = id_field(a, k->member);
    r->member->name = arena_text(a, k->name);
    r->member->role = k->role;
    r->member->organization = arena_text(a, k->organization);
    r->member->trained_until = day_on(c->task.sim, a, 200);
    r->version = id_field(a, k->version);
    CLERK_SEND(c, "intake", "operator", "intake.ChangeMember", r, "sippe.node.MembershipChanged");
    return true;
}

/* A second one, which nobody uses: the first goes on. */
static bool second_key(struct clerk *c, struct arena *a) {
    uint8_t public_key[32];
    intake__allow_key_request *r = NEW(a, intake__allow_key_request);
    r->member = given_name(c->task.sim);
    world_public_key(arena_printf(a, "%s.2", r->member), public_key);
    r->public_key = pb_of(arena_span(a, span_of(public_key, sizeof public_key)));
    CLERK_SEND(c, "intake", "operator", "intake.AllowKey", r, "sippe.node.MembershipChanged");
    return true;
}

static deed_fn *const people[] = {add, add, revoke, end, change, second_key};
const struct deeds deeds_of_people = {people, sizeof people / sizeof people[0]};
