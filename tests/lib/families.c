#include "families.h"

#include <stdio.h>
#include <string.h>
#include "family_parts.h"
#include "proto/intake.h"

enum { OTHER_PHONE = 2 };
static const uint64_t lines = 9900, step = 7919;

/* The nth telephone: a walk through all 555 numbers of two area codes by a step that shares no factor with their
 * count. */
static void phone_digits(const struct families *f, uint32_t n, size_t pair, char digits[12]) {
    static const char *const area_codes[] = {"514", "438", "450", "579", "263", "354"};
    uint64_t at = ((uint64_t)(n - 1) * step + f->phone_offset) % (2 * lines);
    snprintf(digits, 12, "%s555%04u", area_codes[pair * 2 + at / lines], (unsigned)(at % lines) + 100);
}

static void phone_write(struct prng *p, const char *digits, char *out, size_t size) {
    const char *line = digits + 6;
    switch (prng_below(p, 4)) {
    case 0: snprintf(out, size, "(%.3s) 555-%.4s", digits, line); return;
    case 1: snprintf(out, size, "%.3s 555 %.4s", digits, line); return;
    case 2: snprintf(out, size, "%.10s", digits); return;
    default: snprintf(out, size, "%.3s-555-%.4s", digits, line); return;
    }
}

void families_init(struct families *f, uint64_t seed, day today) {
    memset(f, 0, sizeof *f);
    prng_init(&f->seed, seed);
    struct prng p = prng_fork(&f->seed, 0);
    f->phone_offset = prng_below(&p, 2 * lines);
    f->today = today;
}

/* Hyphens become spaces, or spaces hyphens: how the same name is written by another desk. */
static bool vary_name(char *name) {
    bool hyphen = strchr(name, '-'), changed = false;
    for (; *name; name++) {
        if (*name != (hyphen ? '-' : ' ')) continue;
        *name = hyphen ? ' ' : '-';
        changed = true;
    }
    return changed;
}

static void repeat_earlier(struct prng *p, const struct families *f, struct family_case *c, char digits[12]) {
    static const unsigned shares[] = {930, 30, 30, 10};
    size_t which = prng_weighted(p, shares, 4);
    size_t kept = f->n < FAMILIES_REMEMBERED ? f->n : FAMILIES_REMEMBERED;
    if (which == 0 || kept == 0) return;
    const struct family_memory *earlier = &f->memory[prng_below(p, kept)];
    c->repeats = earlier->number;
    if (which != 2) {
        c->traits |= FAMILY_REPEATS_PHONE;
        memcpy(digits, earlier->digits, 12);
    }
    if (which == 1) return;
    c->traits |= FAMILY_REPEATS_PERSON;
    memcpy(c->family, earlier->family, sizeof c->family);
    memcpy(c->given, earlier->given, sizeof c->given);
    c->birth_date = earlier->birth_date;
    if (prng_chance(p, 400)) {
        bool changed = vary_name(c->family);
        if (vary_name(c->given) || changed) c->traits |= FAMILY_NAME_VARIANT;
    }
}

static void remember(struct families *f, const struct family_case *c, const char digits[12]) {
    struct family_memory *m = &f->memory[(c->number - 1) % FAMILIES_REMEMBERED];
    m->number = c->number;
    m->birth_date = c->birth_date;
    memcpy(m->family, c->family, sizeof m->family);
    memcpy(m->given, c->given, sizeof m->given);
    memcpy(m->digits, digits, sizeof m->digits);
}

/* Far from any threshold, whether or not the unborn child counts: see family_draw_income. */
static int income_band(const struct family_case *c) {
    if (c->household_size.how != ANSWER_VALUE) return 0;
    int64_t how = c->annual_income.how, persons = c->household_size.value, dollars = c->annual_income.value / 100;
    if (how == ANSWER_VALUE || how == ANSWER_AT_MOST)
        if (dollars <= 18000 + (persons - 1) * 5000) return -1;
    return (how == ANSWER_VALUE || how == ANSWER_ABOVE) && dollars >= 66000 + persons * 12000 ? 1 : 0;
}

static bool diploma_is_of_here(int diploma) { return diploma >= DIPLOMA_DES && diploma <= DIPLOMA_UNIV; }

/* A territory may say that one of these is a low income, where the amount was not told. */
static bool may_say_low_income(const struct family_case *c) {
    for (size_t i = 0; i < c->n_income_sources; i++)
        if (c->income_sources[i] == INCOME_SOURCE_LAST_RESORT_AID || c->income_sources[i] == INCOME_SOURCE_NONE ||
            c->income_sources[i] == INCOME_SOURCE_FAMILY_ALLOWANCE_MAX)
            return true;
    return false;
}

static int expected_route(const struct family_case *c) {
    uint32_t depends =
        FAMILY_OUT_OF_AREA | FAMILY_NO_FIXED_ADDRESS | FAMILY_DELIVERED | FAMILY_UNDATED | FAMILY_SCHOOLING_UNKNOWN;
    if (c->traits & depends || c->source != REFERRAL_SOURCE_SELF_OLO_CALL) return 0;
    bool years_abroad_count = c->years_abroad.how != ANSWER_NOT_ASKED;
    if (c->highest_diploma == DIPLOMA_FOREIGN || years_abroad_count) return 0;
    if (c->arrival_date.how == ANSWER_VALUE && !diploma_is_of_here(c->highest_diploma)) return 0; /* schools abroad? */
    int band = income_band(c);
    if (c->traits & FAMILY_BEFORE_WEEK_12) return band < 0 ? ROUTE_PRE_REGISTER : 0;
    if (c->traits & FAMILY_INCOME_UNKNOWN) return may_say_low_income(c) ? 0 : ROUTE_CALL_BACK;
    if (band > 0) return ROUTE_OTHER_SERVICE;
    if (band == 0) return 0;
    return diploma_is_of_here(c->highest_diploma) ? ROUTE_OLO_ONLY : ROUTE_SIPPE;
}

enum part {
    PICK,
    CALL,
    CONSENT,
    IDENTITY,
    PLACE,
    MOVE,
    PREGNANCY,
    HOUSEHOLD,
    INCOME,
    SCHOOLING,
    MIGRATION,
    REST,
    PHONES
};

/* Each block draws from a stream of its own: a new question in one does not change the others. */
static void draw_blocks(struct families *f, struct family_case *c, const struct prng *own,
                        const struct name_pool *pool) {
    struct prng p[PHONES + 1];
    for (uint64_t part = 0; part <= PHONES; part++) p[part] = prng_fork(own, part);
    static const struct zone montreal = {-300, true};
    family_put(c->language, sizeof c->language, family_pick(&p[PICK], pool->languages));
    family_draw_rest(&p[REST], c);
    family_draw_call(&p[CALL], c, f->today);
    day call_day = day_at(montreal, c->call_started_ms);
    family_draw_consent(&p[CONSENT], c);
    family_draw_migration(&p[MIGRATION], c, pool, call_day);
    family_draw_identity(&p[IDENTITY], c, pool, call_day);
    family_draw_place(&p[PLACE], c);
    family_draw_move(&p[MOVE], c, f->today);
    family_draw_pregnancy(&p[PREGNANCY], c, call_day);
    family_draw_household(&p[HOUSEHOLD], c, call_day);
    family_draw_income(&p[INCOME], c);
    family_draw_schooling(&p[SCHOOLING], c);
}

void families_next(struct families *f, struct family_case *out) {
    memset(out, 0, sizeof *out);
    out->number = f->n + 1;
    struct prng own = prng_fork(&f->seed, out->number), phones = prng_fork(&own, PHONES);
    unsigned weights[16];
    for (size_t i = 0; i < n_family_pools; i++) weights[i] = family_pools[i].weight;
    const struct name_pool *pool = &family_pools[prng_weighted(&own, weights, n_family_pools)];
    char digits[12] = "";
    phone_digits(f, out->number, (out->number - 1) / (2 * lines) % OTHER_PHONE, digits);
    repeat_earlier(&phones, f, out, digits);
    phone_write(&phones, digits, out->phone, sizeof out->phone);
    draw_blocks(f, out, &own, pool);
    if (prng_chance(&phones, 150)) {
        char other[12];
        phone_digits(f, out->number, OTHER_PHONE, other);
        phone_write(&phones, other, out->alt_phone, sizeof out->alt_phone);
    }
    out->expected = expected_route(out);
    remember(f, out, digits);
    f->n++;
}

size_t families_personal(const struct family_case *c, const char *out[], size_t max) {
    const char *all[16 + FAMILY_CHILDREN_MAX] = {
        c->family,      c->given,           c->preferred,           c->nam,          c->phone,
        c->alt_phone,   c->street,          c->postal_code,         c->parent_names, c->other_id_number,
        c->safety_note, c->moves_to_street, c->moves_to_postal_code};
    size_t n_all = 13, n = 0;
    for (size_t i = 0; i < c->n_children; i++) all[n_all++] = c->children[i].given_name;
    for (size_t i = 0; i < n_all && n < max; i++)
        if (strlen(all[i]) >= 4) out[n++] = all[i];
    return n;
}
