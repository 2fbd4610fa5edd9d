/* Who is entitled to the aid of pregnant minors, and from which day on. */
#include "../intake/fixture.h"
#include "civil/civil.h"
#include "intake/domain/kin/minor_aid.h"

static sippe__date *date_of(struct arena *a, const int d[3]) {
    return *d ? civil_date(a, day_from(d[0], d[1], d[2])) : NULL;
}

static ProtobufCBinaryData id_numbered(struct arena *a, uint8_t n) {
    uint8_t bytes[ID_LEN] = {n};
    return pb_of(arena_span(a, span_of(bytes, sizeof bytes)));
}

static intake__person *person(struct arena *a, intake__kin *k, uint8_t id, const int birth[3]) {
    intake__person *p = NEW(a, intake__person);
    p->person_id = id_numbered(a, id);
    p->kind = PERSON_KIND_ADULT;
    p->birth_date = date_of(a, birth);
    APPEND(a, k, people, p);
    return p;
}

/* The holder is born in 1990; who expects is she, or her daughter. */
static intake__kin *expecting(struct arena *a, const int birth[3], const int due[3], bool daughter) {
    static const int mother[3] = {1990, 1, 1};
    intake__kin *k = NEW(a, intake__kin);
    person(a, k, 1, daughter ? mother : birth);
    if (daughter) person(a, k, 2, birth);
    k->holder_id = id_numbered(a, 1);
    intake__family_pregnancy *p = NEW(a, intake__family_pregnancy);
    p->pregnancy_id = id_numbered(a, 3);
    p->due_date = date_of(a, due);
    p->state = PREGNANCY_STATE_OPEN;
    if (daughter) p->person_id = id_numbered(a, 2);
    APPEND(a, k, pregnancies, p);
    return k;
}

static void test_table(void **state) {
    (void)state;
    static const struct {
        int birth[3], due[3];
        bool daughter;
        int week, under;
        int on[3]; /* 0: never */
    } cases[] = {
        {{2010, 6, 1}, {2027, 6, 1}, false, 0, 0, {2027, 1, 12}},
        {{2010, 6, 1}, {2027, 6, 1}, true, 0, 0, {2027, 1, 12}},
        {{2010, 6, 1}, {2027, 6, 1}, false, 12, 0, {2026, 11, 20}}, /* that week is over: from today on */
        {{2009, 1, 12}, {2027, 6, 1}, false, 0, 0, {0}},            /* eighteen on that day */
        {{2009, 1, 13}, {2027, 6, 1}, false, 0, 0, {2027, 1, 12}},  /* a day before it */
        {{2010, 6, 1}, {2027, 6, 1}, false, 0, 16, {0}},
        {{1990, 6, 1}, {2027, 6, 1}, false, 0, 0, {0}},
        {{2008, 11, 21}, {2026, 12, 1}, false, 0, 0, {2026, 11, 20}}, /* seventeen today, for a day */
        {{2008, 11, 20}, {2026, 12, 1}, false, 0, 0, {0}},
        {{0}, {2027, 6, 1}, false, 0, 0, {0}},
        {{2010, 6, 1}, {0}, false, 0, 0, {0}},
    };
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < COUNT(cases); i++) {
        sippe__minor_aid *rules = NEW(&a, sippe__minor_aid);
        rules->at_week = cases[i].week;
        rules->under_age = cases[i].under;
        const intake__kin *k = expecting(&a, cases[i].birth, cases[i].due, cases[i].daughter);
        const int *on = cases[i].on;
        day expected = *on ? day_from(on[0], on[1], on[2]) : DAY_NONE;
        day got = intake_minor_aid_from(k, day_from(2026, 11, 20), rules);
        if (got != expected) fail_msg("case %zu: %d, not %d", i, got, expected);
        assert_true(intake_minor_aid_from(k, day_from(2026, 11, 20), NULL) == DAY_NONE);
    }
    arena_close(&a);
}

static void test_nobody_expected(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    sippe__minor_aid *rules = NEW(&a, sippe__minor_aid);
    intake__kin *k = expecting(&a, (int[]){2010, 6, 1}, (int[]){2027, 6, 1}, false);
    k->pregnancies[0]->state = PREGNANCY_STATE_ENDED;
    assert_true(intake_minor_aid_from(k, day_from(2026, 11, 20), rules) == DAY_NONE);
    assert_true(intake_minor_aid_from(NULL, day_from(2026, 11, 20), rules) == DAY_NONE);
    arena_close(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_table), cmocka_unit_test(test_nobody_expected)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
