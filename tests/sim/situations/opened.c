/* A family keeps her file from a team in writing; a nurse of it must see it all the same, opens it with a reason, and
 * sees it; then the family gives it back. */
#include "sim.h"

struct opening {
    struct sim *s;
    struct arena *a;
    const struct journey *j;
    ProtobufCBinaryData family;
};

static int ask(struct opening *o, const char *key, const char *method, const ProtobufCMessage *request, void *out) {
    return sim_call(o->s, o->a, "intake", key, method, request, out);
}
#define ASK(o, key, method, request, out) ask((o), (key), "intake." method, &(request)->base, (out))

/* She that she has become; NULL: erased, or never acknowledged. */
static const intake__get_family_reply *file(struct opening *o, const char *key) {
    intake__get_family_request *r = NEW(o->a, intake__get_family_request);
    intake__get_family_reply *f = NULL;
    r->family_id = o->family;
    return ASK(o, key, "GetFamily", r, &f) ? NULL : f;
}

static bool family_found(struct opening *o) {
    if (id_is_zero(o->j->family_id)) return false;
    o->family = id_field(o->a, o->j->family_id);
    const intake__get_family_reply *f = file(o, "coordinator");
    if (f && f->merged_into.len) o->family = f->merged_into;
    return f && f->family_id.len;
}

/* From now on any file may be opened for an hour, one that is kept from somebody too. */
static bool rules_let(struct opening *o) {
    intake__adopt_territory_request *r = NEW(o->a, intake__adopt_territory_request);
    r->territory = sim_rules(o->a);
    r->territory->label = "bris de glace";
    r->territory->valid_from = day_on(o->s, o->a, 0);
    r->territory->access->care_team = CARE_TEAM_OPEN;
    r->territory->access->break_glass = NEW(o->a, sippe__break_glass);
    r->territory->access->break_glass->allowed = true;
    r->territory->access->break_glass->minutes = 60;
    r->territory->access->break_glass->over_restrictions = true;
    return ASK(o, "operator", "AdoptTerritory", r, NULL) == 0 && world_settle(o->s->world, 60000);
}

static const intake__restrict_access_reply *kept(struct opening *o) {
    intake__restrict_access_request *r = NEW(o->a, intake__restrict_access_request);
    intake__restrict_access_reply *out = NULL;
    r->family_id = o->family;
    r->role = ROLE_TEAM;
    r->organization = key_named(o->s, o->j->team)->organization;
    r->asked_on = day_on(o->s, o->a, 0);
    r->reason = "sa cousine y travaille";
    ASK(o, "coordinator", "RestrictAccess", r, &out);
    return out;
}

static int opened(struct opening *o) {
    intake__open_file_request *r = NEW(o->a, intake__open_file_request);
    r->family_id = o->family;
    r->reason = "l'infirmière est absente";
    return ASK(o, o->j->team, "OpenFile", r, NULL);
}

static bool given_back(struct opening *o, const intake__restrict_access_reply *k) {
    intake__lift_restriction_request *r = NEW(o->a, intake__lift_restriction_request);
    r->restriction_id = k->restriction_id;
    r->version = k->version;
    r->reason = "sa cousine est partie";
    return ASK(o, "coordinator", "LiftRestriction", r, NULL) == 0;
}

/* Somebody has opened it in the storm, and that still holds. */
static bool is_open_already(struct opening *o) {
    const intake__get_family_reply *f = file(o, "coordinator");
    for (size_t i = 0; f && i < f->n_next; i++)
        if (f->next[i]->kind == WORK_KIND_FILE_OPENED) return true;
    return false;
}

/* Of another CLSC since a merge, or kept from the team already: then nothing is to be seen here. */
static bool opens(struct opening *o) {
    struct id hers = id_of(o->family);
    if (is_open_already(o) || !file(o, o->j->team) || opened(o) == 0) return true;
    const intake__restrict_access_reply *k = kept(o);
    if (!k) return true;
    if (file(o, o->j->team)) return sim_fault(o->s, hers, "a file is shown to a team that it is kept from");
    if (opened(o)) return sim_fault(o->s, hers, "a file that is kept from a team is not opened with a reason");
    if (!file(o, o->j->team)) return sim_fault(o->s, hers, "a file that was opened is not shown");
    return given_back(o, k) || sim_fault(o->s, hers, "a restriction is not lifted");
}

bool situation_opened(struct sim *s) {
    struct arena a;
    arena_init(&a);
    struct opening o = {.s = s, .a = &a, .j = &s->journeys[prng_below(&s->prng, s->n_journeys)]};
    bool well = !family_found(&o) || !rules_let(&o) || opens(&o);
    arena_close(&a);
    return well;
}
