#include "intake/family/joined.h"

#include "intake/rows.h"

static uint64_t newer(uint64_t a, uint64_t b) { return a > b ? a : b; }

static struct said together(struct view *v, const struct joining *how, struct said one, struct said other) {
    struct said all = {.at = newer(one.at, other.at),
                       .call = newer(one.call, other.call),
                       .version = newer(one.version, other.version)};
    if (!one.value || !other.value)
        all.value = one.value ? one.value : other.value;
    else if (other.call > one.call)
        all.value = how->later(view_arena(v), one.value, other.value);
    else
        all.value = how->later(view_arena(v), other.value, one.value);
    return all;
}

size_t intake_said_until(const struct joining *how, ProtobufCBinaryData family, const uint64_t *said, size_t n) {
    bool then = how->of.len && span_equal(span_pb(how->of), span_pb(family));
    while (then && n && said[n - 1] > how->until) n--;
    return n;
}

/* By the place of the merge in the journal, which no clock moves. */
struct said intake_in_force(struct view *v, const struct joining *how, ProtobufCBinaryData family) {
    struct said all = how->own(v, family, how);
    uint64_t own_at = all.at;
    struct id_list aliases = intake_aliases_of(v, family);
    for (size_t i = 0; i < aliases.n; i++) {
        ProtobufCBinaryData alias = id_field(view_arena(v), aliases.ids[i]);
        const intake_rows__family *row = intake_family_row(v, alias);
        if (!row || row->aliased < own_at || (how->without.len && id_is(how->without, aliases.ids[i]))) continue;
        all = together(v, how, all, intake_in_force(v, how, alias));
        all.version = newer(all.version, row->aliased);
    }
    return all;
}

struct said intake_in_force_together(struct view *v, const struct joining *how, ProtobufCBinaryData into,
                                     ProtobufCBinaryData from) {
    return together(v, how, intake_in_force(v, how, into), intake_in_force(v, how, from));
}
