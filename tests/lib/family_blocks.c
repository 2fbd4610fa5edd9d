/* Blocks D to K of the call. */
#include "family_parts.h"

#include <stdio.h>
#include <string.h>
#include "proto/intake/screening.h"

static int draw_ga_days(struct prng *p, struct family_case *c) {
    static const unsigned shares[] = {120, 500, 230, 150};
    static const int from[] = {28, 84, 147, 217}, to[] = {83, 146, 216, 279};
    size_t band = prng_weighted(p, shares, 4);
    if (band == 0) c->traits |= FAMILY_BEFORE_WEEK_12;
    return (int)prng_between(p, from[band], to[band]);
}

/* One way to date the pregnancy, sometimes two, sometimes none. */
static void draw_dating(struct prng *p, struct family_case *c, day call_day) {
    static const unsigned ways[] = {700, 130, 90, 40, 40};
    size_t way = prng_weighted(p, ways, 5);
    if (way == 4) {
        c->traits |= FAMILY_UNDATED;
        c->due_date.how = prng_chance(p, 700) ? ANSWER_UNKNOWN : ANSWER_NOT_ASKED;
        return;
    }
    if (way == 0 || way == 3)
        c->due_date = (struct answer){ANSWER_VALUE, call_day + 280 - c->ga_days};
    else if (prng_chance(p, 500))
        c->due_date.how = ANSWER_UNKNOWN;
    if (way == 1 || way == 3) c->last_menstrual_date = (struct answer){ANSWER_VALUE, call_day - c->ga_days};
    if (way == 2) c->weeks_stated = (struct answer){ANSWER_VALUE, c->ga_days / 7};
}

void family_draw_pregnancy(struct prng *p, struct family_case *c, day call_day) {
    static const char *const providers[] = {"Clinique des Sittelles", "Maison de naissance L’Hirondelle",
                                            "Dre Ó Briain", NULL};
    c->child_birth_date = DAY_NONE;
    bool twins = prng_chance(p, 30);
    if (twins) c->traits |= FAMILY_TWINS;
    c->multiple_pregnancy = twins ? YES_NO_YES : family_yes_no(p, 900, 0);
    c->parity = family_answer(p, 900, (int64_t)prng_below(p, 5));
    c->has_prenatal_provider = family_yes_no(p, 950, 690);
    if (c->has_prenatal_provider == YES_NO_YES && prng_chance(p, 500))
        family_put(c->provider_name, sizeof c->provider_name, family_pick(p, providers));
    c->pregnancy_notice_filed = c->source == REFERRAL_SOURCE_PREGNANCY_NOTICE ? YES_NO_YES : family_yes_no(p, 800, 350);
    if (prng_chance(p, 70)) {
        c->traits |= FAMILY_DELIVERED;
        c->already_delivered = YES_NO_YES;
        c->child_birth_date = call_day - (day)prng_between(p, 1, 200);
        return;
    }
    c->already_delivered = prng_chance(p, 700) ? YES_NO_NO : YES_NO_UNSPECIFIED;
    c->ga_days = draw_ga_days(p, c);
    draw_dating(p, c, call_day);
}

static void add_child(struct prng *p, struct family_case *c, day birth) {
    if (c->n_children == FAMILY_CHILDREN_MAX) return;
    struct family_child *child = &c->children[c->n_children++];
    child->birth_date = birth;
    if (prng_chance(p, 600))
        family_put(child->given_name, sizeof child->given_name, family_pick(p, family_child_names));
}

static void draw_children(struct prng *p, struct family_case *c, day call_day) {
    static const unsigned how_many[] = {480, 330, 140, 50};
    day born = c->child_birth_date;
    if (born != DAY_NONE)
        for (int i = 0; i < (c->traits & FAMILY_TWINS ? 2 : 1); i++) add_child(p, c, born);
    size_t older = prng_weighted(p, how_many, 4);
    day birth = born != DAY_NONE ? born : call_day;
    for (size_t i = 0; i < older; i++) {
        birth -= (day)prng_between(p, 330, 700);
        if (birth <= day_add_months(call_day, -72)) break;
        add_child(p, c, birth);
        if (prng_chance(p, 25)) add_child(p, c, birth);
    }
}

void family_draw_household(struct prng *p, struct family_case *c, day call_day) {
    draw_children(p, c, call_day);
    c->single_parent = family_yes_no(p, 900, 350);
    c->partner_present = c->single_parent == YES_NO_YES ? YES_NO_NO : family_yes_no(p, 900, 850);
    c->father_wants_involvement = family_yes_no(p, 600, 600);
    int64_t adults = c->single_parent == YES_NO_YES ? 1 : prng_chance(p, 150) ? 3 : 2;
    c->adults = family_answer(p, 850, adults);
    int64_t school_age = prng_chance(p, 200) ? prng_between(p, 1, 3) : 0;
    c->household_size = (struct answer){ANSWER_VALUE, adults + (int64_t)c->n_children + school_age};
    if (prng_chance(p, 15)) c->household_size = (struct answer){ANSWER_UNKNOWN, 0};
}

/* The low-income cut-offs before tax of a large city, about 2022, in dollars: only so that "clearly low" and "clearly
 * above" are. One person is a guess; the margins are wide. */
static int64_t cut_off(int64_t persons) {
    static const int64_t dollars[] = {26600, 33140, 40742, 49466, 56104, 63276, 70448};
    if (persons < 1) persons = 1;
    return persons <= 7 ? dollars[persons - 1] : dollars[6] + (persons - 7) * 7172;
}

static int64_t draw_cents(struct prng *p, int64_t low, int64_t high) {
    int64_t dollars = prng_between(p, low, high);
    return prng_chance(p, 700) ? dollars / 500 * 50000 : dollars * 100 + prng_between(p, 0, 99);
}

static void draw_income_sources(struct prng *p, struct family_case *c) {
    static const unsigned shares[] = {0, 380, 130, 250, 60, 300, 80, 50};
    int first = (int)prng_weighted(p, shares, 8), second = (int)prng_weighted(p, shares, 8);
    if (!prng_chance(p, 850)) return;
    c->income_sources[c->n_income_sources++] = first;
    if (second != first && first != INCOME_SOURCE_NONE && second != INCOME_SOURCE_NONE && prng_chance(p, 400))
        c->income_sources[c->n_income_sources++] = second;
}

enum band { CLEARLY_LOW, NEAR, CLEARLY_ABOVE, NOT_KNOWN_INCOME, DECLINED_INCOME };

/* Some answer the threshold in the question and say no amount: what is clear stays as clear. */
static void draw_income_range(struct prng *p, struct family_case *c, enum band band) {
    if (c->annual_income.how != ANSWER_VALUE || !prng_chance(p, 125)) return;
    bool above = band == CLEARLY_ABOVE || (band == NEAR && prng_chance(p, 500));
    c->annual_income.how = above ? ANSWER_ABOVE : ANSWER_AT_MOST;
}

void family_draw_income(struct prng *p, struct family_case *c) {
    static const unsigned shares[] = {550, 120, 150, 100, 80};
    int64_t persons = c->household_size.how == ANSWER_VALUE ? c->household_size.value : 2;
    enum band band = (enum band)prng_weighted(p, shares, 5);
    switch (band) {
    case CLEARLY_LOW:
        c->annual_income = (struct answer){ANSWER_VALUE, draw_cents(p, 0, cut_off(persons) * 7 / 10)};
        break;
    case NEAR:
        c->annual_income =
            (struct answer){ANSWER_VALUE, draw_cents(p, cut_off(persons) * 8 / 10, cut_off(persons + 2) * 12 / 10)};
        break;
    case CLEARLY_ABOVE:
        c->annual_income = (struct answer){
            ANSWER_VALUE, draw_cents(p, cut_off(persons + 2) * 16 / 10, cut_off(persons + 2) * 24 / 10)};
        break;
    case NOT_KNOWN_INCOME: c->annual_income.how = ANSWER_UNKNOWN; break;
    case DECLINED_INCOME: c->annual_income.how = ANSWER_DECLINED; break;
    }
    if (c->annual_income.how != ANSWER_VALUE) c->traits |= FAMILY_INCOME_UNKNOWN;
    draw_income_sources(p, c);
    c->income_proof_seen = family_yes_no(p, 500, 150);
    c->difficulty_groceries_or_rent = family_yes_no(p, 950, 600);
    draw_income_range(p, c, band);
}

void family_draw_schooling(struct prng *p, struct family_case *c) {
    static const unsigned diplomas[] = {0, 450, 200, 80, 60, 40, 80, 50, 40};
    c->highest_diploma = (int)prng_weighted(p, diplomas, 9);
    if (c->highest_diploma == DIPLOMA_UNKNOWN || c->highest_diploma == DIPLOMA_DECLINED)
        c->traits |= FAMILY_SCHOOLING_UNKNOWN;
    bool foreign = c->highest_diploma == DIPLOMA_FOREIGN || c->arrival_date.how == ANSWER_VALUE;
    if (foreign) c->years_abroad = family_answer(p, 800, prng_between(p, 0, 17));
    c->currently_studying = family_yes_no(p, 800, 150);
    if (c->partner_present == YES_NO_YES && prng_chance(p, 600))
        c->partner_highest_diploma = (int)prng_weighted(p, diplomas, 9);
}

void family_draw_migration(struct prng *p, struct family_case *c, const struct name_pool *pool, day call_day) {
    static const unsigned statuses[] = {0, 0, 380, 130, 280, 90, 40, 40, 40};
    if (prng_chance(p, pool->here_per_thousand)) {
        c->immigration_status = prng_chance(p, 700) ? IMMIGRATION_STATUS_CITIZEN : IMMIGRATION_STATUS_UNSPECIFIED;
    } else {
        c->immigration_status = (int)prng_weighted(p, statuses, 9);
        c->arrival_date = family_answer(p, 900, call_day - prng_between(p, 10, prng_chance(p, 500) ? 400 : 4000));
    }
    bool asylum = c->immigration_status == IMMIGRATION_STATUS_ASYLUM_CLAIMANT;
    c->praida_client = asylum ? family_yes_no(p, 900, 600) : YES_NO_UNSPECIFIED;
    unsigned without = asylum || c->immigration_status == IMMIGRATION_STATUS_NO_STATUS ? 700
                       : c->immigration_status == IMMIGRATION_STATUS_TEMP              ? 400
                                                                                       : 5;
    if (prng_chance(p, without)) c->traits |= FAMILY_NO_NAM;
}

static void draw_needs(struct prng *p, struct family_case *c) {
    static const unsigned shares[] = {0,  160, 90, 210, 260, 110, 80, 5,  30, 10, 5,
                                      70, 30,  15, 15,  40,  30,  60, 30, 20, 10};
    size_t n = prng_chance(p, 350) ? 0 : prng_below(p, FAMILY_LIST_MAX) + 1;
    for (size_t i = 0; i < n; i++) {
        int need = (int)prng_weighted(p, shares, sizeof shares / sizeof *shares);
        bool there = false;
        for (size_t k = 0; k < c->n_needs; k++) there = there || c->needs[k] == need;
        if (!there) c->needs[c->n_needs++] = need;
    }
}

static void draw_safety(struct prng *p, struct family_case *c) {
    static const char *const notes[] = {"Elle a baissé la voix quand il est rentré; rappeler le matin.",
                                        "Dit qu’on surveille son téléphone.", "Craint l’ex-conjoint de Lou-Ann.", NULL};
    if (!prng_chance(p, 40)) {
        c->safety_concern = family_yes_no(p, 750, 0);
        return;
    }
    c->safety_concern = YES_NO_YES;
    c->traits |= FAMILY_SAFETY;
    if (prng_chance(p, 700)) family_put(c->safety_note, sizeof c->safety_note, family_pick(p, notes));
}

static int draw_frequency(struct prng *p) {
    static const unsigned shares[] = {80, 400, 330, 150, 20, 20};
    return (int)prng_weighted(p, shares, 6);
}

void family_draw_rest(struct prng *p, struct family_case *c) {
    static const char *const stores[] = {"Épicerie du Coin d’en haut", "Marché Chez Ti-Jo", "Fruiterie L’Orangeraie",
                                         NULL};
    static const unsigned diets[] = {0, 250, 80, 350, 10, 60, 20, 60, 70};
    draw_safety(p, c);
    draw_needs(p, c);
    c->feels_alone = draw_frequency(p);
    c->can_count_on_someone = family_yes_no(p, 850, 650);
    c->attends_community_org = family_yes_no(p, 700, 150);
    c->has_car = family_yes_no(p, 700, 350);
    c->food_today = family_yes_no(p, 900, 930);
    c->housing_risk = family_yes_no(p, 900, 120);
    c->wants_to_talk_to_professional = family_yes_no(p, 900, 450);
    if (prng_chance(p, 350)) c->diets[c->n_diets++] = (int)prng_weighted(p, diets, 9);
    c->prenatal_vitamins = family_yes_no(p, 850, 550);
    c->voucher_delivery =
        prng_chance(p, 850) ? (int)prng_between(p, VOUCHER_DELIVERY_PICKUP, VOUCHER_DELIVERY_MAIL) : 0;
    if (prng_chance(p, 400)) family_put(c->store_nearby, sizeof c->store_nearby, family_pick(p, stores));
}
