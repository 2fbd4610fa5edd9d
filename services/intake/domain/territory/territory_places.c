#include "civil/ascii.h"
#include "civil/postal.h"
#include "proto/intake/screening.h"
#include "proto/status.h"
#include "intake/domain/territory/territory_parts.h"

enum { CODE_LEN = 16, NAME_LEN = 200, DOOR_LEN = 300, CLSCS_MAX = 200, DOORS_MAX = 500, PREFIXES_MAX = 5000 };

/* Every prefix of the territory has one owner, a CLSC or a door. */
struct claims {
    const char **list;
    size_t n, room;
};

static void claim(struct claims *c, struct findings *f, const char *text, const char *path) {
    char prefix[POSTAL_LEN + 1];
    if (!postal_read(text, prefix)) {
        finding_add(f, REASON_POSTAL_CODE_INVALID, path);
        return;
    }
    for (size_t i = 0; i < c->n; i++) {
        if (strcmp(c->list[i], prefix) != 0) continue;
        finding_add(f, REASON_DUPLICATE, path);
        return;
    }
    if (c->n < c->room) c->list[c->n++] = arena_text(f->arena, prefix);
}

/* A partner is told whom to call: without referrals a CLSC needs no telephone. */
static void check_clsc(const sippe__territory *t, size_t i, struct claims *claims, struct findings *f) {
    const sippe__clsc *c = t->clscs[i];
    if (!text_is_of(c->code, ASCII_UPPER ASCII_LOWER ASCII_DIGITS "-", CODE_LEN))
        FINDING(f, REASON_NAME_INVALID, "clscs[%zu].code", i);
    for (size_t k = 0; k < i; k++)
        if (strcmp(t->clscs[k]->code, c->code) == 0) FINDING(f, REASON_DUPLICATE, "clscs[%zu].code", i);
    intake_rule_text(f, arena_printf(f->arena, "clscs[%zu].name", i), c->name, NAME_LEN, true);
    const char *phone = arena_printf(f->arena, "clscs[%zu].phone", i);
    if (!*c->phone && t->partners && t->partners->referrals) finding_add(f, REASON_FIELD_REQUIRED, phone);
    intake_rule_phone(f, phone, c->phone);
    if (c->n_postal_prefixes == 0) FINDING(f, REASON_FIELD_REQUIRED, "clscs[%zu].postal_prefixes", i);
    for (size_t k = 0; k < c->n_postal_prefixes; k++)
        claim(claims, f, c->postal_prefixes[k], arena_printf(f->arena, "clscs[%zu].postal_prefixes[%zu]", i, k));
}

static void check_door(const sippe__door *d, size_t i, struct claims *claims, struct findings *f) {
    intake_rule_text(f, arena_printf(f->arena, "doors[%zu].name", i), d->name, NAME_LEN, true);
    intake_rule_phone(f, arena_printf(f->arena, "doors[%zu].phone", i), d->phone);
    if (d->n_postal_prefixes == 0) FINDING(f, REASON_FIELD_REQUIRED, "doors[%zu].postal_prefixes", i);
    for (size_t k = 0; k < d->n_postal_prefixes; k++)
        claim(claims, f, d->postal_prefixes[k], arena_printf(f->arena, "doors[%zu].postal_prefixes[%zu]", i, k));
}

/* Canada lies within 40 to 84 degrees north and 52 to 142 west: degrees that were not multiplied, and the wrong sign,
 * are found. Areas overlap owners' prefixes freely: they tell where, not whose. */
static void check_areas(const sippe__territory *t, struct claims *claims, struct findings *f) {
    for (size_t i = 0; i < t->n_areas; i++) {
        const sippe__postal_area *area = t->areas[i];
        claim(claims, f, area->prefix, arena_printf(f->arena, "areas[%zu].prefix", i));
        intake_rule_range(f, arena_printf(f->arena, "areas[%zu].latitude_e4", i), area->latitude_e4, 400000, 840000);
        intake_rule_range(f, arena_printf(f->arena, "areas[%zu].longitude_e4", i), area->longitude_e4, -1420000,
                          -520000);
    }
}

/* Each with each: no source stands there twice, so that there are no more than the enumeration has. */
static void check_sources(const sippe__territory *t, struct findings *f) {
    if (!intake_rule_count(f, "sources", t->n_sources, intake__referral_source__descriptor.n_values)) return;
    for (size_t i = 0; i < t->n_sources; i++) {
        const sippe__source_rule *s = t->sources[i];
        const char *path = arena_printf(f->arena, "sources[%zu].referral_source", i);
        intake_rule_word(f, path, s->referral_source, &intake__referral_source__descriptor, "REFERRAL_SOURCE_");
        for (size_t k = 0; k < i; k++)
            if (*s->referral_source && strcmp(t->sources[k]->referral_source, s->referral_source) == 0)
                finding_add(f, REASON_DUPLICATE, path);
        intake_rule_text(f, arena_printf(f->arena, "sources[%zu].right_door", i), s->right_door, DOOR_LEN, false);
    }
}

static size_t count_prefixes(const sippe__territory *t) {
    size_t n = 0;
    for (size_t i = 0; i < t->n_clscs; i++) n += t->clscs[i]->n_postal_prefixes;
    for (size_t i = 0; i < t->n_doors; i++) n += t->doors[i]->n_postal_prefixes;
    return n;
}

static struct claims claims_for(struct arena *a, size_t room) {
    return (struct claims){arena_alloc(a, room * sizeof(const char *)), 0, room};
}

void intake_territory_check_places(const sippe__territory *t, struct findings *f) {
    check_sources(t, f);
    if (t->n_clscs == 0) finding_add(f, REASON_FIELD_REQUIRED, "clscs");
    /* Claims are compared one by one: the bounds keep a hostile file from taking minutes. */
    if (!intake_rule_count(f, "clscs", t->n_clscs, CLSCS_MAX) ||
        !intake_rule_count(f, "doors", t->n_doors, DOORS_MAX) ||
        !intake_rule_count(f, "clscs", count_prefixes(t), PREFIXES_MAX) ||
        !intake_rule_count(f, "areas", t->n_areas, PREFIXES_MAX))
        return;
    struct claims owners = claims_for(f->arena, count_prefixes(t)), areas = claims_for(f->arena, t->n_areas);
    for (size_t i = 0; i < t->n_clscs; i++) check_clsc(t, i, &owners, f);
    for (size_t i = 0; i < t->n_doors; i++) check_door(t->doors[i], i, &owners, f);
    check_areas(t, &areas, f);
}
