/* intake/proposal: calls as they come, and the route that a coordinator and the public sources say is right. One column a
 * fact that differs from the usual call: a woman of 30 at 19 weeks and 4 days, two persons, 18,000 $, no diploma. */
#include "fixture.h"
#include "intake/domain/proposal/proposal.h"

enum { NOT_KNOWN = -1, NOT_SAID = -2, NO_DATE = -3 };

struct call_case {
    const char *id;
    intake__route right;
    int64_t cents; /* or NOT_KNOWN, NOT_SAID */
    int size, children;
    intake__diploma diploma;
    sippe__yes_no many;
    int due, born; /* 20261001; or NO_DATE */
    const char *code;
    intake__income_source source;
};

static const struct call_case cases[] = {
    {.id = "1.1a", .right = ROUTE_OTHER_SERVICE, .cents = 12000000, .diploma = DIPLOMA_UNKNOWN},
    {.id = "1.1b", .right = ROUTE_OTHER_SERVICE, .cents = 12000000, .diploma = DIPLOMA_DECLINED},
    {.id = "1.2", .right = ROUTE_OTHER_SERVICE, .cents = 12000000, .due = NO_DATE},
    {.id = "1.3", .right = ROUTE_OTHER_SERVICE, .size = NOT_KNOWN, .cents = 90000000},
    {.id = "1.4", .right = ROUTE_SIPPE, .size = NOT_KNOWN, .cents = 1},
    {.id = "1.5", .right = ROUTE_SIPPE, .size = NOT_KNOWN, .children = 3, .cents = 1000000},
    {.id = "1.6", .right = ROUTE_SIPPE, .cents = NOT_KNOWN, .source = INCOME_SOURCE_LAST_RESORT_AID},
    {.id = "1.7", .right = ROUTE_CALL_BACK, .cents = NOT_KNOWN, .diploma = DIPLOMA_UNIV},
    {.id = "1.8", .right = ROUTE_CALL_BACK, .cents = 4500000, .many = YES_NO_UNKNOWN},
    {.id = "1.10a", .right = ROUTE_CALL_BACK, .code = "H2R1A1"},
    {.id = "1.10b", .right = ROUTE_OTHER_SERVICE, .code = "H7N1A1"},
    {.id = "3.1", .right = ROUTE_OTHER_SERVICE, .due = NO_DATE, .born = 20191127},
    {.id = "3.2", .right = ROUTE_OTHER_SERVICE, .due = NO_DATE, .born = 20210820},
    {.id = "3.3", .right = ROUTE_OTHER_SERVICE, .due = NO_DATE, .born = 20220901, .diploma = DIPLOMA_DES},
    {.id = "3.3b", .right = ROUTE_OLO_ONLY, .due = NO_DATE, .born = 20250901, .diploma = DIPLOMA_DES},
    {.id = "3.5", .right = ROUTE_CALL_BACK, .due = 20261001},
    {.id = "4.3", .right = ROUTE_SIPPE, .size = 3, .children = 1},
    {.id = "ok1", .right = ROUTE_SIPPE},
    {.id = "ok2", .right = ROUTE_OLO_ONLY, .diploma = DIPLOMA_DES},
    {.id = "ok3", .right = ROUTE_SIPPE, .cents = 4074200},
    {.id = "ok4", .right = ROUTE_OTHER_SERVICE, .cents = 4074201},
    {.id = "ok5", .right = ROUTE_PRE_REGISTER, .due = 20270611},
    {.id = "ok6", .right = ROUTE_SIPPE, .due = 20270610},
    {.id = "ok7", .right = ROUTE_SIPPE, .cents = 4500000, .many = YES_NO_YES},
    {.id = "ok8", .right = ROUTE_CALL_BACK, .cents = NOT_KNOWN},
    {.id = "ok9", .right = ROUTE_CALL_BACK, .diploma = DIPLOMA_UNKNOWN},
};

static day written(int date) { return day_from(date / 10000, date / 100 % 100, date % 100); }

static void set_pregnancy(struct arena *a, intake__pregnancy *p, const struct call_case *c) {
    p->multiple_pregnancy = c->many ? c->many : YES_NO_NO;
    p->already_delivered = c->born ? YES_NO_YES : c->due == NO_DATE ? YES_NO_UNSPECIFIED : YES_NO_NO;
    p->child_birth_date = c->born ? civil_date(a, written(c->born)) : NULL;
    p->due_date = c->due == NO_DATE ? NULL : told_day(a, written(c->due ? c->due : 20270418));
}

static intake__screening *screening_of(struct arena *a, const struct call_case *c) {
    intake__screening *s = fixture_screening(a);
    set_pregnancy(a, s->pregnancy, c);
    s->household->size = c->size == NOT_KNOWN ? number_unknown(a) : number(a, c->size ? c->size : 2);
    s->household->adults = number(a, c->size == 3 ? 1 : 2);
    for (int i = 0; i < c->children; i++) APPEND(a, s->household, children, NEW(a, intake__child));
    s->income->annual = c->cents < 0 ? money_declined(a) : money(a, c->cents ? c->cents : 1800000);
    if (c->cents == NOT_KNOWN) s->income->annual->not_known = NOT_KNOWN_UNKNOWN;
    if (c->source) s->income->sources[0] = c->source;
    s->schooling->highest_diploma = c->diploma ? c->diploma : DIPLOMA_NONE;
    s->identity->address->postal_code->code = c->code ? c->code : "H2M1Y4";
    return s;
}

static sippe__territory *rules(struct arena *a) {
    sippe__territory *t = fixture_territory(a);
    t->admission->years_abroad_as_diploma = 0;
    return t;
}

static void test_calls(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    const sippe__territory *t = rules(&a);
    day call = day_from(2026, 11, 26);
    for (size_t i = 0; i < COUNT(cases); i++) {
        const intake__proposal *p = fixture_propose(&a, screening_of(&a, &cases[i]), t, call);
        if (p->route != cases[i].right)
            fail_msg("%s: %d, not %d (%s)", cases[i].id, (int)p->route, (int)cases[i].right,
                     p->n_ask ? p->ask[0]->fact : "");
    }
    arena_close(&a);
}

/* What those that are open ask, and of whom: what ends it, and nothing else. */
static void test_what_is_asked(void **state) {
    (void)state;
    static const struct {
        const char *id, *ask;
        intake__whom whom;
        size_t possible;
    } open[] = {
        {"1.7", "income.annual", WHOM_HER, 2},
        {"1.8", "pregnancy.multiple_pregnancy", WHOM_HER, 2},
        {"1.10a", "identity.address.postal_code", WHOM_US, 2},
        {"ok8", "income.annual", WHOM_HER, 2},
        {"ok9", "schooling.highest_diploma", WHOM_HER, 2},
    };
    struct arena a;
    arena_init(&a);
    const sippe__territory *t = rules(&a);
    for (size_t i = 0; i < COUNT(open); i++)
        for (size_t k = 0; k < COUNT(cases); k++) {
            if (strcmp(cases[k].id, open[i].id) != 0) continue;
            const intake__proposal *p = fixture_propose(&a, screening_of(&a, &cases[k]), t, day_from(2026, 11, 26));
            assert_int_equal(p->n_ask, 1);
            assert_string_equal(p->ask[0]->fact, open[i].ask);
            assert_int_equal(p->ask[0]->whom, open[i].whom);
            assert_int_equal(p->n_possible, open[i].possible);
        }
    arena_close(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_calls), cmocka_unit_test(test_what_is_asked)};
    return cmocka_run_group_tests_name("intake proposal vectors", tests, NULL, NULL);
}
