/* What is there for the caller, row by row. */
#include "intake/access/access.h"

unsigned intake_sees(struct view *v, const struct principal *p, const char *clsc_code, ProtobufCBinaryData family,
                     unsigned shows) {
    struct id id;
    return id_from(intake_id_now(v, family), &id) ? may_see(v, p, clsc_code, id, shows) : 0;
}

int intake_may_change(struct decide *d, const char *clsc_code, ProtobufCBinaryData family) {
    const unsigned needs = SHOWS_FILE;
    unsigned seen = intake_sees(VIEW(d), decide_principal(d), clsc_code, family, SHOWS_ALL);
    if (!seen) return REASON_NOT_FOUND;
    return (seen & needs) == needs ? 0 : REASON_CARE_TEAM_ONLY;
}

static bool is_seen(struct view *v, const struct principal *p, const intake__match *m) {
    ProtobufCBinaryData id = m->family_id;
    const intake_rows__family *family = intake_family_now(v, &id);
    if (!family) return true;
    const char *clsc = role_reach(p->role) == REACH_OWN ? p->organization : family->clsc_code;
    return intake_sees(v, p, clsc, id, SHOWS_IDENTITY) != 0;
}

struct matches intake_matches_seen(struct view *v, const struct principal *p, struct matches all) {
    struct matches seen = {0};
    for (size_t i = 0; i < all.n_matches; i++)
        if (is_seen(v, p, all.matches[i])) APPEND(view_arena(v), &seen, matches, all.matches[i]);
    return seen;
}
