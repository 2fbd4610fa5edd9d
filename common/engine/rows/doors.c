/* Doors of organisations: memberships that stand in the same rows as all others. */
#include "engine/rows/rows.h"

struct id door_of(struct id organization) {
    return id_derive("sippe door", id_span(&organization), (struct span){NULL, 0}, (struct span){NULL, 0});
}

bool member_is_door(const struct member *m) {
    struct id organization;
    return m->role == ROLE_PARTNER && id_parse(m->organization, &organization) &&
           id_equal(m->id, door_of(organization));
}

/* Its name has a blank, so that it is nobody else's: a member's has none. */
void door_put(struct apply *a, const struct record *r, struct id organization, const char *name) {
    struct arena *arena = a->view.arena;
    member_put(a, &(struct member){.id = door_of(organization),
                                   .version = r->id,
                                   .name = arena_printf(arena, "porte %s", name),
                                   .role = ROLE_PARTNER,
                                   .organization = id_text(arena, organization),
                                   .worker = "",
                                   .until = DAY_NONE,
                                   .trained_until = DAY_NONE});
}
