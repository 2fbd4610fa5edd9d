/* intake/proposal: every combination of the inputs against an oracle that was written from the programme's words. */
#include "fixture.h"
#include "intake/domain/proposal/proposal.h"

/* ---- every combination ---- */

enum place { INSIDE, OUTSIDE_DOOR, OUTSIDE_NOWHERE, NO_ADDRESS, NO_CODE, PLACES };
enum source { LISTED, UNLISTED, REFUSED, SOURCES };
enum dating { UNDATED, DAY_BEFORE, FIRST_DAY, BY_PERIOD_BEFORE, BY_WEEKS, DELIVERED, DATINGS };
enum money_told { NOT_ASKED, NOT_SAID, AT, CENT_OVER, MONEYS };
enum size_told { SIZE_UNKNOWN, ONE, THREE, NINE, SIZES };
enum schooling { NO_SCHOOL_ANSWER, SCHOOL_UNKNOWN, NO_DIPLOMA, SECONDARY, FOREIGN, SCHOOLINGS };
enum years { YEARS_UNKNOWN, TEN, ELEVEN, YEARSES };
enum unborn { NOT_COUNTED, COUNTED, COUNTED_TWINS, UNBORNS };
enum abroad { YEARS_COUNT, YEARS_NEVER, FOREIGN_LISTED, ABROADS };

struct combination {
    int place, source, dating, money, size, schooling, years, unborn, abroad, flagged;
};

static const int sizes_of[SIZES] = {0, 1, 3, 9};

static int persons(const struct combination *c) {
    if (c->size == SIZE_UNKNOWN) return 0;
    int n = sizes_of[c->size];
    if (c->dating != DELIVERED && c->unborn == COUNTED) n += 1;
    if (c->dating != DELIVERED && c->unborn == COUNTED_TWINS) n += 2;
    return n;
}

static long dollars_for(int n) {
    static const long by_size[] = {0, 27000, 33140, 40742, 49466, 56104, 63276, 70448};
    long dollars = by_size[n < 7 ? n : 7];
    for (int i = 7; i < n; i++) dollars += 7172;
    return dollars;
}

/* 1 a diploma, 0 none, -1 nobody knows */
static int diploma(const struct combination *c) {
    if (c->schooling == SECONDARY) return 1;
    if (c->schooling == FOREIGN && c->abroad == FOREIGN_LISTED) return 1;
    if (c->abroad != YEARS_NEVER && c->years == ELEVEN) return 1;
    if (c->schooling == NO_DIPLOMA) return 0;
    if (c->schooling != FOREIGN) return -1;
    return c->abroad == YEARS_COUNT && c->years == YEARS_UNKNOWN ? -1 : 0;
}

static int income(const struct combination *c) {
    if (c->money <= NOT_SAID || c->size == SIZE_UNKNOWN) return -1;
    return c->money == AT;
}

static intake__route oracle(const struct combination *c) {
    bool outside = c->place == OUTSIDE_DOOR || c->place == OUTSIDE_NOWHERE;
    bool early = c->dating == DAY_BEFORE || c->dating == BY_PERIOD_BEFORE;
    if (outside || c->source == REFUSED) return ROUTE_OTHER_SERVICE;
    if (c->dating == UNDATED || income(c) < 0 || diploma(c) < 0) return ROUTE_CALL_BACK;
    if (early) return ROUTE_PRE_REGISTER;
    if (income(c) == 0) return ROUTE_OTHER_SERVICE;
    return diploma(c) ? ROUTE_OLO_ONLY : ROUTE_SIPPE;
}

static intake__met three(int known) { return known < 0 ? MET_TO_VERIFY : known ? MET_YES : MET_NO; }

static void expect_met(const struct combination *c, intake__met met[6]) {
    met[0] = c->place == NO_CODE ? MET_TO_VERIFY : c->place == INSIDE || c->place == NO_ADDRESS ? MET_YES : MET_NO;
    met[1] = c->source == REFUSED ? MET_NO : MET_YES;
    met[2] = c->dating == UNDATED ? MET_TO_VERIFY : MET_YES;
    met[3] = c->dating == UNDATED                                       ? MET_TO_VERIFY
             : c->dating == DAY_BEFORE || c->dating == BY_PERIOD_BEFORE ? MET_NO
                                                                        : MET_YES;
    met[4] = three(income(c));
    met[5] = diploma(c) < 0 ? MET_TO_VERIFY : diploma(c) ? MET_NO : MET_YES;
}

static const char *door(const struct combination *c) {
    if (c->place == OUTSIDE_DOOR) return "CLSC voisin, 450 555-0123";
    return c->source == REFUSED ? "Demander à la famille d'appeler elle-même" : "";
}

/* ---- the same combination as messages; what does not change is made once ---- */

struct stage {
    struct arena kept, arena;
    intake__screening *s;
    sippe__territory *t;
    sippe__date_answer *due[3], *period, *untold_day;
    sippe__int_answer *weeks, *sizes[SIZES], *years[YEARSES];
    sippe__money_answer *money, *untold_money;
};

static void open_stage(struct stage *g) {
    arena_init(&g->kept);
    arena_init(&g->arena);
    struct arena *a = &g->kept;
    g->s = fixture_screening(a);
    g->t = fixture_territory(a);
    day start = fixture_today() - 84;
    g->due[DAY_BEFORE] = told_day(a, start + 280 + 1);
    g->due[FIRST_DAY] = told_day(a, start + 280);
    g->period = told_day(a, start + 1);
    g->untold_day = day_unknown(a);
    g->weeks = number(a, 12);
    g->sizes[SIZE_UNKNOWN] = number_unknown(a);
    for (int i = ONE; i < SIZES; i++) g->sizes[i] = number(a, sizes_of[i]);
    g->years[TEN] = number(a, 10);
    g->years[ELEVEN] = number(a, 11);
    g->money = money(a, 0);
    g->untold_money = money_declined(a);
    g->s->pregnancy->child_birth_date = date(a, 2026, 10, 1);
}

static void close_stage(struct stage *g) {
    arena_close(&g->kept);
    arena_close(&g->arena);
}

static void set_place(struct stage *g, const struct combination *c) {
    static const char *const codes[PLACES] = {"H2M 2B2", "h7n1a1", "J4H 1A1", "J4H 1A1", ""};
    g->s->identity->address->postal_code->code = codes[c->place];
    g->s->identity->no_fixed_address = c->place == NO_ADDRESS ? YES_NO_YES : YES_NO_NO;
    static const intake__referral_source sources[SOURCES] = {REFERRAL_SOURCE_SELF_OLO_CALL, REFERRAL_SOURCE_PRAIDA,
                                                             REFERRAL_SOURCE_COMMUNITY_ORG};
    g->s->call->source = sources[c->source];
}

static void set_pregnancy(struct stage *g, const struct combination *c) {
    intake__pregnancy *p = g->s->pregnancy;
    p->due_date = c->dating == DAY_BEFORE || c->dating == FIRST_DAY ? g->due[c->dating] : g->untold_day;
    p->last_menstrual_date = c->dating == BY_PERIOD_BEFORE ? g->period : NULL;
    p->weeks_stated = c->dating == BY_WEEKS ? g->weeks : NULL;
    p->already_delivered = c->dating == DELIVERED ? YES_NO_YES : YES_NO_NO;
    p->multiple_pregnancy = c->unborn == COUNTED_TWINS ? YES_NO_YES : YES_NO_NO;
    g->t->admission->unborn_counts_in_household = c->unborn != NOT_COUNTED;
}

static void set_means(struct stage *g, const struct combination *c) {
    static const intake__diploma diplomas[SCHOOLINGS] = {DIPLOMA_UNSPECIFIED, DIPLOMA_UNKNOWN, DIPLOMA_NONE,
                                                         DIPLOMA_DES, DIPLOMA_FOREIGN};
    g->s->schooling->highest_diploma = diplomas[c->schooling];
    g->s->schooling->years_abroad = g->years[c->years];
    g->s->household->size = g->sizes[c->size];
    g->money->value->cents = 100 * dollars_for(persons(c)) + (c->money == CENT_OVER);
    g->s->income->annual = c->money == NOT_ASKED ? NULL : c->money == NOT_SAID ? g->untold_money : g->money;
    g->t->admission->years_abroad_as_diploma = c->abroad == YEARS_NEVER ? 0 : 11;
    g->t->admission->diplomas[3] = c->abroad == FOREIGN_LISTED ? "FOREIGN" : "UNIV";
    g->s->urgent->safety_concern = c->flagged ? YES_NO_YES : YES_NO_NO;
}

static void say(const struct combination *c, const char *what, const intake__proposal *p) {
    fail_msg("%s: place %d source %d dating %d money %d size %d schooling %d years %d unborn %d abroad %d flagged %d: "
             "route %d, expected %d",
             what, c->place, c->source, c->dating, c->money, c->size, c->schooling, c->years, c->unborn, c->abroad,
             c->flagged, (int)p->route, (int)oracle(c));
}

static void compare(struct stage *g, const struct combination *c) {
    arena_reset(&g->arena);
    const intake__proposal *p = fixture_propose(&g->arena, g->s, g->t, fixture_today());
    intake__met met[6];
    expect_met(c, met);
    if (p->route != oracle(c)) say(c, "route", p);
    if (p->n_criteria != 6) say(c, "criteria", p);
    for (size_t i = 0; i < 6; i++) {
        const intake__criterion *k = p->criteria[i];
        if (k->kind != (intake__criterion_kind)(i + 1) || k->met != met[i] || !*k->rule) say(c, k->rule, p);
        if ((k->met == MET_TO_VERIFY) != (k->n_facts_missing > 0)) say(c, "facts missing", p);
        if (k->met != MET_TO_VERIFY && k->n_facts_used == 0) say(c, "facts used", p);
    }
    bool inside = c->place != OUTSIDE_DOOR && c->place != OUTSIDE_NOWHERE && c->source != REFUSED;
    bool last_two = p->route == ROUTE_OLO_ONLY || (p->route == ROUTE_OTHER_SERVICE && inside);
    if (p->consider_override != (last_two && c->flagged)) say(c, "override", p);
    if (p->n_flags != (size_t)c->flagged) say(c, "flags", p);
    if (strcmp(p->right_door, p->route == ROUTE_OTHER_SERVICE && !inside ? door(c) : "") != 0) say(c, "door", p);
    if (!p->recall_on != (p->route != ROUTE_PRE_REGISTER)) say(c, "recall", p);
    if (p->recall_on && civil_day(p->recall_on) != fixture_today() + 1) say(c, "recall day", p);
    if (p->household_counted != persons(c)) say(c, "persons", p);
    if (!p->income_threshold != (c->size == SIZE_UNKNOWN)) say(c, "threshold", p);
    if (p->income_threshold && p->income_threshold->cents != 100 * dollars_for(persons(c))) say(c, "threshold", p);
    static const int ages[DATINGS] = {0, 83, 84, 83, 84, 0};
    if (p->gestational_age_days != ages[c->dating]) say(c, "age", p);
}

static size_t over_means(struct stage *g, struct combination *c) {
    size_t n = 0;
    for (c->money = 0; c->money < MONEYS; c->money++)
        for (c->size = 0; c->size < SIZES; c->size++)
            for (c->schooling = 0; c->schooling < SCHOOLINGS; c->schooling++)
                for (c->years = 0; c->years < YEARSES; c->years++)
                    for (c->abroad = 0; c->abroad < ABROADS; c->abroad++)
                        for (c->flagged = 0; c->flagged < 2; c->flagged++, n++) {
                            set_means(g, c);
                            compare(g, c);
                        }
    return n;
}

static void test_every_combination(void **state) {
    (void)state;
    struct stage g = {0};
    open_stage(&g);
    struct combination c = {0};
    size_t n = 0;
    for (c.place = 0; c.place < PLACES; c.place++)
        for (c.source = 0; c.source < SOURCES; c.source++)
            for (c.dating = 0; c.dating < DATINGS; c.dating++)
                for (c.unborn = 0; c.unborn < UNBORNS; c.unborn++) {
                    set_place(&g, &c);
                    set_pregnancy(&g, &c);
                    n += over_means(&g, &c);
                }
    assert_int_equal(n, PLACES * SOURCES * DATINGS * UNBORNS * MONEYS * SIZES * SCHOOLINGS * YEARSES * ABROADS * 2);
    close_stage(&g);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_combination)};
    return cmocka_run_group_tests_name("intake proposal", tests, NULL, NULL);
}
