#include "rules.h"

#include "base/message.h"

static sippe__date *date(struct arena *a, int year, int month, int dom) {
    sippe__date *d = NEW(a, sippe__date);
    d->year = year;
    d->month = month;
    d->day = dom;
    return d;
}

static const char **words(struct arena *a, const char *const *list, size_t n) {
    return arena_copy(a, list, n * sizeof *list);
}
#define WORDS(a, owner, field, ...)                                                                                    \
    do {                                                                                                               \
        static const char *const list_[] = {__VA_ARGS__};                                                              \
        (owner)->n_##field = sizeof list_ / sizeof list_[0];                                                           \
        (owner)->field = words((a), list_, (owner)->n_##field);                                                        \
    } while (0)

static void add_places(struct arena *a, sippe__territory *t) {
    sippe__clsc *one = NEW(a, sippe__clsc), *two = NEW(a, sippe__clsc);
    one->code = "99001";
    one->name = "CLSC du Parc";
    one->phone = "5145550101";
    WORDS(a, one, postal_prefixes, "H2B", "H2C", "H2M", "H2N", "H3L", "H3M", "H2P", "H2E");
    two->code = "99002";
    two->name = "CLSC de la Rive";
    two->phone = "5145550102";
    WORDS(a, two, postal_prefixes, "H1G", "H1H", "H1Z", "H1R");
    APPEND(a, t, clscs, one);
    APPEND(a, t, clscs, two);
    sippe__door *door = NEW(a, sippe__door);
    door->name = "CLSC voisin";
    door->phone = "5145550103";
    WORDS(a, door, postal_prefixes, "H4");
    APPEND(a, t, doors, door);
    static const struct {
        const char *prefix;
        int lat, lon;
    } areas[] = {{"H2B", 455740, -736500}, {"H2C", 455600, -736580}, {"H2M", 455540, -736460},
                 {"H2N", 455400, -736520}, {"H3L", 455500, -736690}, {"H3M", 455430, -736850},
                 {"H2P", 455420, -736330}, {"H2E", 455510, -736100}, {"H1G", 456110, -736170},
                 {"H1H", 455890, -736380}, {"H1Z", 455740, -736170}, {"H1R", 455850, -736060}};
    for (size_t i = 0; i < sizeof areas / sizeof areas[0]; i++) {
        sippe__postal_area *area = NEW(a, sippe__postal_area);
        area->prefix = areas[i].prefix;
        area->latitude_e4 = areas[i].lat;
        area->longitude_e4 = areas[i].lon;
        APPEND(a, t, areas, area);
    }
}

static void add_admission(struct arena *a, sippe__territory *t) {
    static const char *const sources[] = {"SELF_OLO_CALL", "PREGNANCY_NOTICE", "PHYSICIAN_OR_INSTITUTION",
                                          "COMMUNITY_ORG", "OUTREACH_WORKER",  "PRAIDA"};
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
        sippe__source_rule *rule = NEW(a, sippe__source_rule);
        rule->referral_source = sources[i];
        rule->accepted = true;
        APPEND(a, t, sources, rule);
    }
    static const int64_t dollars[] = {26000, 33140, 40742, 49466, 56104, 63276, 70448};
    t->admission = NEW(a, sippe__admission);
    t->admission->start_week = 12;
    t->admission->programme_end = PROGRAMME_END_FIFTH_BIRTHDAY;
    t->admission->unborn_counts_in_household = true;
    WORDS(a, t->admission, diplomas, "DES", "DEP_AEP", "DEC", "UNIV");
    t->admission->years_abroad_as_diploma = 11;
    t->admission->flag_under_age = 20;
    t->admission->flag_arrival_months = 24;
    t->admission->flag_difficulties = 2;
    t->admission->source = "tests";
    t->admission->income = NEW(a, sippe__income_thresholds);
    t->admission->income->measure = "SFR";
    t->admission->income->year = 2022;
    t->admission->income->community_class = "500000+";
    t->admission->income->dollars = arena_copy(a, dollars, sizeof dollars);
    t->admission->income->n_dollars = sizeof dollars / sizeof dollars[0];
    t->admission->income->each_more = 7172;
    t->admission->income->source = "tests";
}

static void add_phase(struct arena *a, sippe__territory *t, const char *name, sippe__cadence_anchor anchor, int from,
                      int to, int interval, int tolerance, int gap) {
    sippe__cadence_phase *p = NEW(a, sippe__cadence_phase);
    p->name = name;
    p->anchor = anchor;
    p->from_day = from;
    p->to_day = to;
    p->interval_days = interval;
    p->tolerance_before_days = p->tolerance_after_days = tolerance;
    p->min_gap_days = gap;
    p->minutes = 75;
    p->source = "tests";
    APPEND(a, t->visits, cadence, p);
}

static void add_visits(struct arena *a, sippe__territory *t) {
    t->visits = NEW(a, sippe__visits);
    add_phase(a, t, "FIRST", CADENCE_ANCHOR_ENROLMENT, 0, 15, 15, 0, 0);
    t->visits->cadence[0]->tolerance_after_days = 14;
    add_phase(a, t, "PRENATAL", CADENCE_ANCHOR_PREGNANCY, 84, 0, 14, 4, 8);
    add_phase(a, t, "POSTNATAL_0_6W", CADENCE_ANCHOR_BIRTH, 0, 43, 7, 2, 4);
    add_phase(a, t, "INFANT_7W_12M", CADENCE_ANCHOR_BIRTH, 43, 365, 14, 4, 8);
    add_phase(a, t, "CHILD_13_60M", CADENCE_ANCHOR_BIRTH, 365, 0, 28, 7, 18);
    t->visits->home_after_birth_days = 2;
    t->visits->joint_first_visit = true;
    WORDS(a, t->visits, joint_disciplines, "NURSE", "SOCIAL_WORKER");
    WORDS(a, t->visits, key_worker_disciplines, "NURSE", "SOCIAL_WORKER", "NUTRITIONIST", "PSYCHOEDUCATOR");
    t->visits->caseload_cap_tenths = 300;
    t->visits->travel_minutes_base = 10;
    t->visits->travel_seconds_per_km = 150;
    t->visits->slot_minutes = 15;
    t->visits->horizon_days = 56;
}

static void add_urgent(struct arena *a, sippe__territory *t) {
    static const sippe__role roles[] = {ROLE_DESK, ROLE_DESK, ROLE_TEAM, ROLE_TEAM}; /* in the order of Urgency */
    t->urgent = NEW(a, sippe__urgent_rules);
    t->urgent->desk_opens = "8:00";
    t->urgent->desk_closes = "16:30";
    t->urgent->no_care_from_week = 28;
    for (int need = URGENCY_FOOD_TODAY; need <= URGENCY_NO_PRENATAL_CARE; need++) {
        sippe__urgent_rule *rule = NEW(a, sippe__urgent_rule);
        rule->need = (sippe__urgency)need;
        rule->role = roles[need - 1];
        rule->within_hours = need == URGENCY_SAFETY ? 4 : 0;
        rule->source = "essai";
        APPEND(a, t->urgent, needs, rule);
    }
}

/* P1 to P4 of the ministry's days. */
static void add_priorities(struct arena *a, sippe__territory *t) {
    static const struct {
        int days;
        sippe__priority_reason reasons[3];
    } rules[] = {
        {2, {PRIORITY_REASON_SAFETY, PRIORITY_REASON_FOOD_TODAY}},
        {10, {PRIORITY_REASON_HOUSING, PRIORITY_REASON_NO_PRENATAL_CARE, PRIORITY_REASON_UNDER_AGE}},
        {30, {PRIORITY_REASON_ISOLATION, PRIORITY_REASON_RECENT_ARRIVAL, PRIORITY_REASON_REFUGEE_OR_ASYLUM}},
        {90, {0}},
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        sippe__priority_rule *rule = NEW(a, sippe__priority_rule);
        rule->priority = (int32_t)i + 1;
        rule->days = rules[i].days;
        rule->counted = i < 2 ? DAYS_COUNTED_WORKING : DAYS_COUNTED_CALENDAR;
        for (size_t k = 0; k < 3 && rules[i].reasons[k]; k++) APPEND(a, rule, reasons, rules[i].reasons[k]);
        rule->source = "essai";
        APPEND(a, t, priorities, rule);
    }
}

static void add_office(struct arena *a, sippe__territory *t) {
    static const int escalate[] = {3, 5};
    t->delays = NEW(a, sippe__delays);
    t->delays->decide_route = 2;
    t->delays->call_back = 3;
    t->delays->enrol = 5;
    t->delays->key_worker = 5;
    t->delays->acknowledge = 3;
    t->delays->escalate = arena_copy(a, escalate, sizeof escalate);
    t->delays->n_escalate = 2;
    t->delays->look_again = 10;
    t->delays->settle_match = 2;
    t->delays->tell = 1;
    t->delays->look_at_opening = 3;
    t->delays->climb = 2;
    t->delays->taken_minutes = 120;
    t->delays->olo_start = 3;
    t->delays->tell_door = 2;
    t->second_offer = NEW(a, sippe__second_offer);
    t->second_offer->at_week = 30;
    t->second_offer->after_birth_days = 30;
    t->second_offer->source = "essai";
    t->delays->confirm_visit = 2;
    t->delays->record_visit = 2;
    t->minor_aid = NEW(a, sippe__minor_aid);
    t->minor_aid->within_days = 5;
    t->minor_aid->attestation_fr = "Nous attestons qu'elle est suivie.";
    t->minor_aid->source = "essai";
    t->partners = NEW(a, sippe__partners);
    t->partners->referrals = true;
    t->partners->consent_months = 12;
    t->partners->disclosure_years = 1;
    t->partners->inbound = NEW(a, sippe__inbound_rules);
    t->partners->inbound->accepted = true;
    t->partners->inbound->act = 2;
    t->partners->inbound->keep_days = 2;
    t->partners->inbound->a_day = 20;
    t->partners->inbound->source = "essai";
    t->partners->notice_text_fr = "Une famille a accepté que nous vous écrivions.";
    t->partners->notice_text_en = "A family agreed that we write to you.";
    t->holidays = NEW(a, sippe__holidays);
    t->holidays->easter = "GOOD_FRIDAY";
    static const char *const versions[] = {"2026-1"};
    sippe__text *notice = NEW(a, sippe__text), *consent = NEW(a, sippe__text);
    notice->version = consent->version = versions[0];
    notice->fr = consent->fr = "Nous vous expliquons comment vos renseignements sont protégés.";
    notice->en = consent->en = "We explain how your information is protected.";
    APPEND(a, t, information_notices, notice);
    APPEND(a, t, consent_texts, consent);
}

sippe__territory *rules_for_tests(struct arena *a, const char *territory) {
    sippe__territory *t = NEW(a, sippe__territory);
    t->territory = territory;
    t->name = "Territoire d'essai";
    t->label = "2026-1";
    t->valid_from = date(a, 2020, 1, 1);
    t->source = "tests";
    t->zone = NEW(a, sippe__zone);
    t->zone->standard_utc_offset_minutes = -300;
    t->zone->daylight_saving = true;
    add_places(a, t);
    add_admission(a, t);
    add_visits(a, t);
    add_office(a, t);
    add_urgent(a, t);
    add_priorities(a, t);
    return t;
}
