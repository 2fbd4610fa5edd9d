/* Blocks A to C of the call: who calls, what was said at the start, who and where she is. */
#include "family_parts.h"

#include <stdio.h>
#include <string.h>
#include "proto/intake/screening.h"

static const struct zone montreal = {-300, true};

int family_yes_no(struct prng *p, unsigned asked, unsigned yes) {
    if (!prng_chance(p, asked)) return YES_NO_UNSPECIFIED;
    uint64_t at = prng_below(p, 1000);
    if (at < 30) return YES_NO_UNKNOWN;
    if (at < 60) return YES_NO_DECLINED;
    return prng_chance(p, yes) ? YES_NO_YES : YES_NO_NO;
}

struct answer family_answer(struct prng *p, unsigned asked, int64_t value) {
    if (!prng_chance(p, asked)) return (struct answer){ANSWER_NOT_ASKED, 0};
    uint64_t at = prng_below(p, 1000);
    if (at < 30) return (struct answer){ANSWER_UNKNOWN, 0};
    if (at < 50) return (struct answer){ANSWER_DECLINED, 0};
    return (struct answer){ANSWER_VALUE, value};
}

static int64_t draw_call_start(struct prng *p, day today) {
    day d = today - (day)prng_between(p, 1, 14);
    while (day_weekday(d) >= SATURDAY) d--;
    int16_t minute = (int16_t)(8 * 60 + 30 + prng_between(p, 0, 90) * 5);
    return wall_instant(montreal, (struct wall){d, minute}) + prng_between(p, 0, 59) * 1000;
}

void family_draw_call(struct prng *p, struct family_case *c, day today) {
    static const unsigned sources[] = {0, 540, 210, 110, 40, 30, 50, 20};
    static const char *const callers[] = {"accueil-1", "accueil-2", "accueil-3", "infirmiere-4", NULL};
    c->call_started_ms = draw_call_start(p, today);
    c->source = (int)prng_weighted(p, sources, sizeof sources / sizeof *sources);
    family_put(c->called_by, sizeof c->called_by, family_pick(p, callers));
    if (c->source != REFERRAL_SOURCE_SELF_OLO_CALL && prng_chance(p, 700))
        snprintf(c->source_reference, sizeof c->source_reference, "AG-2026-%05u", (unsigned)prng_below(p, 100000));
    snprintf(c->local_reference, sizeof c->local_reference, "E-%06u", c->number);
    c->caller_is_subject = prng_chance(p, 930) ? YES_NO_YES : YES_NO_NO;
    bool understood = strcmp(c->language, "fr") == 0 || strcmp(c->language, "en") == 0;
    c->interpreter_needed = understood ? family_yes_no(p, 500, 0) : family_yes_no(p, 1000, 600);
    if (c->interpreter_needed == YES_NO_YES) {
        family_put(c->interpreter_language, sizeof c->interpreter_language, c->language);
        c->traits |= FAMILY_INTERPRETER;
    }
    c->attempt = (int)prng_between(p, 1, prng_chance(p, 200) ? 4 : 1);
    c->outcome = prng_chance(p, 930) ? CALL_OUTCOME_COMPLETED : CALL_OUTCOME_PARTIAL;
    if (prng_chance(p, 970)) c->call_ended_ms = c->call_started_ms + prng_between(p, 8, 45) * 60000;
}

void family_draw_consent(struct prng *p, struct family_case *c) {
    static const char *const hours[] = {"en semaine, 9 h à 12 h",        "après 17 h",
                                        "le mardi, quand je suis seule", "tout le temps",
                                        "jamais la fin de semaine",      NULL};
    c->notice_read_ms = c->call_started_ms + prng_between(p, 1, 4) * 60000;
    family_put(c->notice_version, sizeof c->notice_version, "2026-1");
    c->consent_store = YES_NO_YES;
    for (int channel = CONTACT_CHANNEL_PHONE; channel <= CONTACT_CHANNEL_MAIL; channel++)
        if (prng_chance(p, channel == CONTACT_CHANNEL_PHONE ? 950 : 350)) c->channels[c->n_channels++] = channel;
    int safe = family_yes_no(p, 1000, c->traits & FAMILY_SAFETY ? 200 : 850);
    static const int voice_mail[] = {[YES_NO_YES] = VOICE_MAIL_YES,
                                     [YES_NO_NO] = VOICE_MAIL_NO,
                                     [YES_NO_UNKNOWN] = VOICE_MAIL_UNKNOWN,
                                     [YES_NO_DECLINED] = VOICE_MAIL_WITHOUT_NAMING_US};
    c->safe_to_leave_message = voice_mail[safe];
    if (prng_chance(p, 400)) family_put(c->safe_contact_hours, sizeof c->safe_contact_hours, family_pick(p, hours));
    c->restriction_requested = family_yes_no(p, 600, 30);
    c->consent_to_share = prng_chance(p, 120) ? YES_NO_NO : YES_NO_YES;
    if (c->consent_to_share == YES_NO_NO) c->traits |= FAMILY_NO_SHARING;
}

static day draw_birth_date(struct prng *p, day call_day) {
    static const unsigned shares[] = {5, 40, 55, 900};
    static const int from[] = {12, 14, 18, 20}, to[] = {13, 17, 19, 43};
    size_t band = prng_weighted(p, shares, 4);
    day latest = day_add_months(call_day, -12 * from[band]),
        earliest = day_add_months(call_day, -12 * (to[band] + 1)) + 1;
    return (day)prng_between(p, earliest, latest);
}

/* Three letters of the family name, one of the given name, year, month (+ 50 for a woman), day, two characters. */
static void write_nam(struct prng *p, struct family_case *c) {
    const char *family = c->family, *given = c->given;
    char letters[5] = "XXXX";
    for (int i = 0; i < 3; i++) {
        char letter = family_letter(&family);
        if (letter) letters[i] = letter;
    }
    char first = family_letter(&given);
    if (first) letters[3] = first;
    int year, month, dom;
    day_parts(c->birth_date, &year, &month, &dom);
    if (c->gender == GENDER_F) month += 50;
    snprintf(c->nam, sizeof c->nam, "%s%02u%02u%02u%02u", letters, (unsigned)year % 100, (unsigned)month % 100,
             (unsigned)dom % 100, (unsigned)prng_below(p, 100));
}

static void draw_age_traits(struct family_case *c, day call_day) {
    int age = day_age(c->birth_date, call_day);
    if (age < 14) c->traits |= FAMILY_UNDER_14;
    if (age < 18) c->traits |= FAMILY_UNDER_18;
    if (age < 20) c->traits |= FAMILY_UNDER_20;
}

void family_draw_identity(struct prng *p, struct family_case *c, const struct name_pool *pool, day call_day) {
    static const char *const preferred[] = {"Mimi", "Sam", "Lili-Rose", "Zaz", "Didi", "Maëlle", NULL};
    static const char *const fathers[] = {"Jean-Guy", "Réal", "Mohammed", "Frantz", "José", "Seán", NULL};
    if (!(c->traits & FAMILY_REPEATS_PERSON)) {
        family_put(c->family, sizeof c->family, family_pick(p, pool->family));
        family_put(c->given, sizeof c->given, family_pick(p, pool->given));
        c->birth_date = draw_birth_date(p, call_day);
    }
    draw_age_traits(c, call_day);
    if (prng_chance(p, 80)) {
        family_put(c->preferred, sizeof c->preferred, family_pick(p, preferred));
        c->traits |= FAMILY_PREFERRED_NAME;
    }
    c->gender = prng_chance(p, 985) ? GENDER_F : prng_chance(p, 500) ? GENDER_X : GENDER_DECLINED;
    if (c->traits & FAMILY_NO_NAM) {
        static const char *const reasons[] = {"demande en cours", "délai de carence", "sans statut", NULL};
        family_put(c->no_ramq_reason, sizeof c->no_ramq_reason, family_pick(p, reasons));
        family_put(c->other_id_type, sizeof c->other_id_type, "passeport");
        snprintf(c->other_id_number, sizeof c->other_id_number, "P%07u", (unsigned)prng_below(p, 10000000));
    } else if (prng_chance(p, 850)) {
        write_nam(p, c);
    }
    const char *father = family_pick(p, fathers), *mother = family_pick(p, pool->given),
               *hers = family_pick(p, pool->family);
    if (prng_chance(p, 700))
        snprintf(c->parent_names, sizeof c->parent_names, "%s %s; %s %s", father, c->family, mother, hers);
}

/* One draw a statement: the order in which C evaluates arguments is the compiler's choice, and the bytes must not
 * be. */
static void draw_address(struct prng *p, size_t area, char street[64], char municipality[32], char postal[8]) {
    static const char letters[] = "ABCEGHJKLMNPRSTVWXYZ";
    unsigned number = (unsigned)prng_between(p, 100, 12999), first = (unsigned)prng_below(p, 10);
    char letter = letters[prng_below(p, sizeof letters - 1)];
    unsigned last = (unsigned)prng_below(p, 10);
    const char *name = family_pick(p, family_streets), *flat = prng_chance(p, 500) ? ", app. 4" : "";
    snprintf(street, 64, "%u, %s%s", number, name, flat);
    family_put(municipality, 32, family_areas[area].municipality);
    snprintf(postal, 8, "%s%u%c%u", family_areas[area].prefix, first, letter, last);
}

static size_t draw_area(struct prng *p) {
    unsigned weights[32];
    for (size_t i = 0; i < n_family_areas; i++) weights[i] = family_areas[i].weight;
    return prng_weighted(p, weights, n_family_areas);
}

void family_draw_place(struct prng *p, struct family_case *c) {
    size_t area = draw_area(p);
    const char *clsc = family_areas[area].clsc;
    family_put(c->clsc_code, sizeof c->clsc_code, clsc ? clsc : prng_chance(p, 500) ? "99001" : "99002");
    if (prng_chance(p, 20)) {
        c->no_fixed_address = YES_NO_YES;
        c->traits |= FAMILY_NO_FIXED_ADDRESS;
        return;
    }
    c->no_fixed_address = prng_chance(p, 300) ? YES_NO_NO : YES_NO_UNSPECIFIED;
    if (!clsc) c->traits |= FAMILY_OUT_OF_AREA;
    draw_address(p, area, c->street, c->municipality, c->postal_code);
}

void family_draw_move(struct prng *p, struct family_case *c, day today) {
    c->moves_on = DAY_NONE;
    if (c->no_fixed_address == YES_NO_YES || !prng_chance(p, 50)) return;
    c->moves_on = today + (day)prng_between(p, 7, 75);
    c->traits |= FAMILY_MOVES;
    draw_address(p, draw_area(p), c->moves_to_street, c->moves_to_municipality, c->moves_to_postal_code);
}
