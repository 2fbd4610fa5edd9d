/* intake/urgent, priority, second_offer: what cannot wait, how soon somebody is met, when she is asked once more; and the
 * rules of a territory that say so, one fault at a time. */
#include "fixture.h"
#include "intake/domain/proposal/priority.h"
#include "intake/domain/proposal/second_offer.h"
#include "intake/domain/proposal/urgent.h"
#include "intake/domain/territory/territory_check.h"

struct stage {
    struct arena *a;
    intake__screening *s;
    sippe__territory *t;
};

/* ---- what is urgent ---- */

#define TELL(name) static void name(struct stage *g)
TELL(nothing) { (void)g; }
TELL(no_block) { g->s->urgent = NULL; }
TELL(unknown) {
    g->s->urgent->food_today = YES_NO_UNKNOWN;
    g->s->urgent->housing_risk = YES_NO_NO;
}
TELL(no_food) { g->s->urgent->food_today = YES_NO_NO; }
TELL(housing) { g->s->urgent->housing_risk = YES_NO_YES; }
TELL(danger) { g->s->urgent->safety_concern = YES_NO_YES; }
TELL(no_rules) {
    no_food(g);
    g->t->urgent = NULL;
}
TELL(not_listed) {
    no_food(g);
    housing(g);
    g->t->urgent->needs[0] = g->t->urgent->needs[2]; /* of food, nobody is named */
    g->t->urgent->n_needs = 2;
}
TELL(all_three) {
    danger(g);
    housing(g);
    no_food(g);
}
static void without_care(struct stage *g, int weeks, int days) {
    g->s->pregnancy->has_prenatal_provider = YES_NO_NO;
    g->s->pregnancy->due_date = told_day(g->a, fixture_today() + 280 - 7 * weeks - days);
}
TELL(late) { without_care(g, 28, 0); }
TELL(early) { without_care(g, 27, 6); }
TELL(late_followed) {
    without_care(g, 30, 0);
    g->s->pregnancy->has_prenatal_provider = YES_NO_YES;
}
TELL(late_unknown) {
    without_care(g, 30, 0);
    g->s->pregnancy->has_prenatal_provider = YES_NO_UNKNOWN;
}
TELL(undated) {
    without_care(g, 30, 0);
    g->s->pregnancy->due_date = day_unknown(g->a);
}
TELL(born) {
    without_care(g, 30, 0);
    g->s->pregnancy->already_delivered = YES_NO_YES;
    g->s->pregnancy->child_birth_date = civil_date(g->a, fixture_today() - 3);
}
TELL(late_never) {
    without_care(g, 30, 0);
    g->t->urgent->no_care_from_week = 0;
}
TELL(pre_registered) { /* before the start week, and hungry all the same */
    without_care(g, 8, 0);
    no_food(g);
}

static const struct {
    const char *name;
    void (*tell)(struct stage *g);
    sippe__urgency raised[4];
    const char *facts; /* of the first */
} told[] = {
    {"nothing", nothing, {0}, ""},
    {"no block", no_block, {0}, ""},
    {"unknown, no", unknown, {0}, ""},
    {"no food", no_food, {URGENCY_FOOD_TODAY}, "urgent.food_today"},
    {"housing", housing, {URGENCY_HOUSING}, "urgent.housing_risk"},
    {"danger", danger, {URGENCY_SAFETY}, "urgent.safety_concern"},
    {"no rules", no_rules, {0}, ""},
    {"not listed", not_listed, {URGENCY_HOUSING}, "urgent.housing_risk"},
    {"all three", all_three, {URGENCY_FOOD_TODAY, URGENCY_HOUSING, URGENCY_SAFETY}, "urgent.food_today"},
    {"late", late, {URGENCY_NO_PRENATAL_CARE}, "pregnancy.has_prenatal_provider pregnancy.due_date"},
    {"early", early, {0}, ""},
    {"late, followed", late_followed, {0}, ""},
    {"late, unknown", late_unknown, {0}, ""},
    {"undated", undated, {0}, ""},
    {"born", born, {0}, ""},
    {"late, never", late_never, {0}, ""},
    {"pre-registered", pre_registered, {URGENCY_FOOD_TODAY}, "urgent.food_today"},
};

static struct stage stage_of(struct arena *a) { return (struct stage){a, fixture_screening(a), fixture_territory(a)}; }

static intake__proposal *proposed(struct stage *g) {
    day today = fixture_today();
    intake__proposal *p = fixture_propose(g->a, g->s, g->t, today);
    intake_urgent_raise(g->a, g->s, g->t, today, today, p);
    intake_priority_suggest(g->a, g->t, p);
    return p;
}

/* Nothing that is urgent moves the route: it is the one that would be proposed without. */
static void test_raised(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < COUNT(told); i++) {
        struct stage g = stage_of(&a);
        told[i].tell(&g);
        intake__proposal *p = proposed(&g);
        size_t n = 0;
        while (n < 4 && told[i].raised[n]) n++;
        if (p->n_urgent != n) fail_msg("%s: %zu", told[i].name, p->n_urgent);
        for (size_t k = 0; k < n; k++) assert_int_equal(p->urgent[k]->need, told[i].raised[k]);
        const char *facts = "";
        for (size_t k = 0; n && k < p->urgent[0]->n_facts; k++)
            facts = arena_printf(&a, "%s%s%s", facts, k ? " " : "", p->urgent[0]->facts[k]);
        assert_string_equal(facts, told[i].facts);
        assert_int_equal(p->route, fixture_propose(&a, g.s, g.t, fixture_today())->route);
        arena_reset(&a);
    }
    arena_close(&a);
}

/* ---- until when ---- */

/* Friday is the 20th of November 2026; Monday the 23rd. The desk is open from 8:00 to 16:30. */
static const struct {
    int month, day, hour, minute, within_hours; /* heard */
    int due_month, due_day, due_minute;
    bool next_day;
} dues[] = {
    {11, 20, 10, 0, 0, 11, 20, 16 * 60 + 30, false},
    {11, 20, 6, 30, 0, 11, 20, 16 * 60 + 30, false},  /* before it opens: today */
    {11, 20, 16, 29, 0, 11, 20, 16 * 60 + 30, false}, /* a minute is left */
    {11, 20, 16, 30, 0, 11, 23, 16 * 60 + 30, true},  /* closed: Monday */
    {11, 21, 10, 0, 0, 11, 23, 16 * 60 + 30, true},   /* Saturday */
    {11, 20, 10, 0, 4, 11, 20, 14 * 60, false},
    {11, 20, 6, 30, 4, 11, 20, 12 * 60, false},      /* the hours begin when it opens */
    {11, 20, 15, 0, 4, 11, 20, 16 * 60 + 30, false}, /* by the closing hour at the latest */
    {11, 22, 23, 0, 4, 11, 23, 12 * 60, true},
    {12, 24, 17, 0, 4, 12, 28, 12 * 60, true},    /* Christmas is a Friday */
    {12, 31, 18, 0, 0, 1, 4, 16 * 60 + 30, true}, /* of the year after */
};

static void test_due(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    struct stage g = stage_of(&a);
    struct calendar calendar = civil_calendar(&a, g.t);
    for (size_t i = 0; i < COUNT(dues); i++) {
        const sippe__urgent_rule rule = {.within_hours = dues[i].within_hours};
        struct wall heard = {day_from(2026, dues[i].month, dues[i].day), (int16_t)(60 * dues[i].hour + dues[i].minute)};
        day on = day_from(dues[i].due_month == 1 ? 2027 : 2026, dues[i].due_month, dues[i].due_day);
        struct urgent_due due = intake_urgent_due(g.t, &rule, &calendar, wall_instant(fixture_montreal, heard));
        struct wall at = wall_at(fixture_montreal, due.at_ms);
        if (due.on != on || at.day != on || at.minute != dues[i].due_minute || due.next_day != dues[i].next_day)
            fail_msg("due %zu: %d, minute %d", i, (int)(due.on - on), at.minute);
    }
    arena_close(&a);
}

static void test_minutes(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int minute;
    } cases[] = {{"8:00", 480},  {"08:05", 485}, {"16:30", 990}, {"0:00", 0},  {"23:59", 1439}, {"24:00", -1},
                 {"16:60", -1},  {"16", -1},     {"", -1},       {":30", -1},  {"16:3", -1},    {"16:300", -1},
                 {"116:30", -1}, {"8 h", -1},    {"8:00 ", -1},  {"-8:00", -1}};
    for (size_t i = 0; i < COUNT(cases); i++) assert_int_equal(intake_minute_read(cases[i].text), cases[i].minute);
}

/* ---- priorities ---- */

TELL(young) { g->s->identity->birth_date = date(g->a, 2008, 5, 16); }
TELL(alone) { g->s->support->feels_alone = FREQUENCY_OFTEN; }
TELL(young_and_alone) {
    young(g);
    alone(g);
}
TELL(danger_unnamed) { /* nobody is named for it, and the flag speaks all the same */
    danger(g);
    g->t->urgent = NULL;
}
TELL(no_priority_rules) {
    danger(g);
    g->t->n_priorities = 0;
}
TELL(no_rest) { g->t->n_priorities = 3; }

static const struct {
    const char *name;
    void (*tell)(struct stage *g);
    int priority;
    sippe__priority_reason reasons[3];
} priorities[] = {
    {"nothing", nothing, 4, {0}},
    {"danger", danger, 1, {PRIORITY_REASON_SAFETY}},
    {"danger, unnamed", danger_unnamed, 1, {PRIORITY_REASON_SAFETY}},
    {"all three", all_three, 1, {PRIORITY_REASON_SAFETY, PRIORITY_REASON_FOOD_TODAY}}, /* housing is of a later one */
    {"housing", housing, 2, {PRIORITY_REASON_HOUSING}},
    {"young", young, 2, {PRIORITY_REASON_UNDER_AGE}},
    {"young and alone", young_and_alone, 2, {PRIORITY_REASON_UNDER_AGE}},
    {"alone", alone, 3, {PRIORITY_REASON_ISOLATION}},
    {"no rules", no_priority_rules, 0, {0}},
    {"no rest", no_rest, 0, {0}},
};

static void test_priorities(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < COUNT(priorities); i++) {
        struct stage g = stage_of(&a);
        priorities[i].tell(&g);
        intake__proposal *p = proposed(&g);
        if (p->priority != priorities[i].priority) fail_msg("%s: P%d", priorities[i].name, p->priority);
        size_t n = 0;
        while (n < 3 && priorities[i].reasons[n]) n++;
        if (p->n_priority_reasons != n) fail_msg("%s: %zu reasons", priorities[i].name, p->n_priority_reasons);
        for (size_t k = 0; k < n; k++) assert_int_equal(p->priority_reasons[k], priorities[i].reasons[k]);
        arena_reset(&a);
    }
    arena_close(&a);
}

/* At the same hour, so many days on; a Friday afternoon's P1 is due on Tuesday by working days, on Sunday by those of the
 * calendar. The spring change moves no hour. */
static void test_delays(void **state) {
    (void)state;
    static const struct {
        int month, day, days;
        sippe__days_counted counted;
        int due_month, due_day;
    } cases[] = {
        {11, 20, 2, DAYS_COUNTED_WORKING, 11, 24}, {11, 20, 2, DAYS_COUNTED_CALENDAR, 11, 22},
        {11, 21, 2, DAYS_COUNTED_WORKING, 11, 25}, {3, 6, 10, DAYS_COUNTED_CALENDAR, 3, 16},
        {3, 30, 10, DAYS_COUNTED_WORKING, 4, 14}, /* Good Friday is the 3rd of April */
    };
    struct arena a;
    arena_init(&a);
    struct stage g = stage_of(&a);
    struct calendar calendar = civil_calendar(&a, g.t);
    for (size_t i = 0; i < COUNT(cases); i++) {
        const sippe__priority_rule rule = {.days = cases[i].days, .counted = cases[i].counted};
        struct wall from = {day_from(2026, cases[i].month, cases[i].day), 16 * 60};
        int64_t due = intake_priority_due(g.t, &rule, &calendar, wall_instant(fixture_montreal, from));
        struct wall at = wall_at(fixture_montreal, due);
        if (at.day != day_from(2026, cases[i].due_month, cases[i].due_day) || at.minute != 16 * 60)
            fail_msg("delay %zu: %d days", i, (int)(at.day - from.day));
    }
    assert_int_equal(intake_priority_rule(g.t, 3)->days, 30);
    assert_null(intake_priority_rule(g.t, 0));
    assert_null(intake_priority_rule(g.t, 5));
    arena_close(&a);
}

/* ---- once more ---- */

static void test_second_offer(void **state) {
    (void)state;
    enum { TODAY = 20000, DUE = TODAY + 100 }; /* week 30 begins on TODAY + 30 */
    static const struct {
        int at_week, after_birth_days;
        bool dated, born;
        int due, birth, on; /* days from TODAY; 999: none */
    } cases[] = {
        {30, 30, true, false, 100, 999, 30}, {30, 30, true, false, 70, 999, 100}, /* the week begins today: too late */
        {30, 0, true, false, 60, 999, 999},  {0, 30, true, false, 100, 999, 130}, {30, 30, false, false, 999, 999, 999},
        {30, 30, true, true, 999, -10, 20},  {30, 30, true, true, 999, -30, 999}, {30, 30, true, false, 100, -5, 25},
        {30, 30, true, true, 999, 999, 999}, /* born, and nobody knows when */
        {0, 0, true, false, 100, 999, 999},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const sippe__second_offer rule = {.at_week = cases[i].at_week, .after_birth_days = cases[i].after_birth_days};
        day due = cases[i].due == 999 ? DAY_NONE : TODAY + cases[i].due;
        day birth = cases[i].birth == 999 ? DAY_NONE : TODAY + cases[i].birth;
        const struct pregnancy p = {.dating = cases[i].dated ? PREGNANCY_BY_DUE_DATE : PREGNANCY_UNDATED,
                                    .due = due,
                                    .born = cases[i].born,
                                    .birth = birth,
                                    .fact = cases[i].dated ? "pregnancy.due_date" : NULL};
        day expected = cases[i].on == 999 ? DAY_NONE : TODAY + cases[i].on;
        if (intake_second_offer_on(&rule, &p, birth, TODAY) != expected) fail_msg("offer %zu", i);
        assert_int_equal(intake_second_offer_on(NULL, &p, birth, TODAY), DAY_NONE);
    }
}

/* ---- the rules ---- */

#define FAULT(name) static void name(struct stage *g)

FAULT(sound) { (void)g; }
FAULT(delay_olo) { g->t->delays->olo_start = -1; }
FAULT(delay_door) { g->t->delays->tell_door = 121; }
FAULT(nothing_urgent) { g->t->urgent = NULL; }
FAULT(urgent_opens) { g->t->urgent->desk_opens = "8 h"; }
FAULT(urgent_closes) { g->t->urgent->desk_closes = "24:00"; }
FAULT(urgent_backwards) { g->t->urgent->desk_closes = "8:00"; }
FAULT(urgent_week) { g->t->urgent->no_care_from_week = 43; }
FAULT(urgent_no_week) { g->t->urgent->no_care_from_week = 0; }
FAULT(urgent_no_need) { g->t->urgent->needs[0]->need = URGENCY_UNSPECIFIED; }
FAULT(urgent_unknown) { g->t->urgent->needs[0]->need = (sippe__urgency)9; }
FAULT(urgent_twice) { g->t->urgent->needs[2]->need = URGENCY_HOUSING; }
FAULT(urgent_partner) { g->t->urgent->needs[1]->role = ROLE_PARTNER; }
FAULT(urgent_hours) { g->t->urgent->needs[1]->within_hours = 25; }
FAULT(urgent_source) { g->t->urgent->needs[1]->source = " "; }
FAULT(no_priorities) { g->t->n_priorities = 0; }
FAULT(priority_number) { g->t->priorities[3]->priority = 5; }
FAULT(priority_order) { g->t->priorities[1]->priority = 1; }
FAULT(priority_days) { g->t->priorities[0]->days = 0; }
FAULT(priority_sooner) { g->t->priorities[2]->days = 9; }
FAULT(priority_counted) { g->t->priorities[2]->counted = DAYS_COUNTED_UNSPECIFIED; }
FAULT(priority_source) { g->t->priorities[3]->source = ""; }
FAULT(priority_bare) { g->t->priorities[1]->n_reasons = 0; }
FAULT(priority_reason) { g->t->priorities[1]->reasons[1] = (sippe__priority_reason)10; }
FAULT(priority_reason_twice) { g->t->priorities[2]->reasons[0] = PRIORITY_REASON_FOOD_TODAY; }
FAULT(programme_end) { g->t->admission->programme_end = (sippe__programme_end)3; }
FAULT(programme_endless) { g->t->admission->programme_end = PROGRAMME_END_UNSPECIFIED; }
FAULT(no_second_offer) { g->t->second_offer = NULL; }
FAULT(offer_week) { g->t->second_offer->at_week = 43; }
FAULT(offer_days) { g->t->second_offer->after_birth_days = 1827; }
FAULT(offer_source) { g->t->second_offer->source = ""; }

#define CASE(name, path, reason)                                                                                       \
    { #name, name, path, reason }
static const struct {
    const char *name;
    void (*spoil)(struct stage *g);
    const char *path;
    int reason;
} faults[] = {
    CASE(sound, "", 0),
    CASE(delay_olo, "delays.olo_start", REASON_NUMBER_OUT_OF_RANGE),
    CASE(delay_door, "delays.tell_door", REASON_NUMBER_OUT_OF_RANGE),
    CASE(nothing_urgent, "", 0),
    CASE(urgent_opens, "urgent.desk_opens", REASON_NUMBER_OUT_OF_RANGE),
    CASE(urgent_closes, "urgent.desk_closes", REASON_NUMBER_OUT_OF_RANGE),
    CASE(urgent_backwards, "urgent.desk_closes", REASON_CONTRADICTION),
    CASE(urgent_week, "urgent.no_care_from_week", REASON_NUMBER_OUT_OF_RANGE),
    CASE(urgent_no_week, "urgent.no_care_from_week", REASON_CONTRADICTION),
    CASE(urgent_no_need, "urgent.needs[0].need", REASON_FIELD_REQUIRED),
    CASE(urgent_unknown, "urgent.needs[0].need", REASON_ENUM_UNKNOWN),
    CASE(urgent_twice, "urgent.needs[2].need", REASON_DUPLICATE),
    CASE(urgent_partner, "urgent.needs[1].role", REASON_ENUM_UNKNOWN),
    CASE(urgent_hours, "urgent.needs[1].within_hours", REASON_NUMBER_OUT_OF_RANGE),
    CASE(urgent_source, "urgent.needs[1].source", REASON_FIELD_REQUIRED),
    CASE(no_priorities, "", 0),
    CASE(priority_number, "priorities[3].priority", REASON_NUMBER_OUT_OF_RANGE),
    CASE(priority_order, "priorities[1].priority", REASON_CONTRADICTION),
    CASE(priority_days, "priorities[0].days", REASON_NUMBER_OUT_OF_RANGE),
    CASE(priority_sooner, "priorities[2].days", REASON_CONTRADICTION),
    CASE(priority_counted, "priorities[2].counted", REASON_ENUM_UNKNOWN),
    CASE(priority_source, "priorities[3].source", REASON_FIELD_REQUIRED),
    CASE(priority_bare, "priorities[1].reasons", REASON_FIELD_REQUIRED),
    CASE(priority_reason, "priorities[1].reasons[1]", REASON_ENUM_UNKNOWN),
    CASE(priority_reason_twice, "priorities[2].reasons[0]", REASON_DUPLICATE),
    CASE(programme_end, "admission.programme_end", REASON_ENUM_UNKNOWN),
    CASE(programme_endless, "", 0),
    CASE(no_second_offer, "", 0),
    CASE(offer_week, "second_offer.at_week", REASON_NUMBER_OUT_OF_RANGE),
    CASE(offer_days, "second_offer.after_birth_days", REASON_NUMBER_OUT_OF_RANGE),
    CASE(offer_source, "second_offer.source", REASON_FIELD_REQUIRED),
};

static void test_faults(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < COUNT(faults); i++) {
        struct stage g = stage_of(&a);
        struct findings f = findings_in(&a);
        faults[i].spoil(&g);
        intake_territory_check(g.t, &f);
        bool same = f.n == (faults[i].reason != 0) &&
                    (!f.n || (f.list[0].reason == faults[i].reason && strcmp(f.list[0].path, faults[i].path) == 0));
        if (!same) fail_msg("%s: %zu, %s", faults[i].name, f.n, f.n ? f.list[0].path : "");
        arena_reset(&a);
    }
    arena_close(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_raised),     cmocka_unit_test(test_due),    cmocka_unit_test(test_minutes),
        cmocka_unit_test(test_priorities), cmocka_unit_test(test_delays), cmocka_unit_test(test_second_offer),
        cmocka_unit_test(test_faults),
    };
    return cmocka_run_group_tests_name("intake urgent", tests, NULL, NULL);
}
