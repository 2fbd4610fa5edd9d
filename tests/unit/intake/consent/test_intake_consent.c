/* intake/consent: for whom, for what, until when; and that nothing leaves which is not covered: every set of items is
 * tried. */
#include "../fixture.h"
#include "intake/domain/screening/pregnancy.h"
#include "intake/domain/consent/consent.h"

static struct id numbered(uint8_t n) { return (struct id){{n}}; }

static void test_live(void **state) {
    (void)state;
    day given = day_from(2026, 1, 10), ends = day_from(2027, 1, 10);
    struct consent c = {CONSENT_PURPOSE_PARTNER_REFERRAL, numbered(1), given, ends, false};
    static const intake__consent_purpose partner = CONSENT_PURPOSE_PARTNER_REFERRAL;
    assert_int_equal(intake_consent_live(&c, partner, numbered(1), given - 1), REASON_CONSENT_MISSING);
    assert_int_equal(intake_consent_live(&c, partner, numbered(1), given), 0);
    assert_int_equal(intake_consent_live(&c, partner, numbered(1), ends), 0);
    assert_int_equal(intake_consent_live(&c, partner, numbered(1), ends + 1), REASON_CONSENT_EXPIRED);
    assert_int_equal(intake_consent_live(&c, partner, numbered(2), given), REASON_CONSENT_MISSING);
    assert_int_equal(intake_consent_live(&c, CONSENT_PURPOSE_INTERPRETER, numbered(1), given), REASON_CONSENT_MISSING);
    c.expires_on = DAY_NONE;
    assert_int_equal(intake_consent_live(&c, partner, numbered(1), given + 9999), 0);
    c.withdrawn = true;
    assert_int_equal(intake_consent_live(&c, partner, numbered(1), given), REASON_CONSENT_WITHDRAWN);
    c = (struct consent){0};
    assert_int_equal(intake_consent_live(&c, 0, c.organization, 0), REASON_CONSENT_MISSING); /* a purpose is needed */
}

static void test_choose(void **state) {
    (void)state;
    enum { GIVEN = 1000, ON = 1100 };
    const intake__consent_purpose partner = CONSENT_PURPOSE_PARTNER_REFERRAL;
    const struct consent live = {partner, numbered(1), GIVEN, DAY_NONE, false},
                         newer = {partner, numbered(1), GIVEN + 9, DAY_NONE, false},
                         over = {partner, numbered(1), GIVEN, ON - 1, false},
                         gone = {partner, numbered(1), GIVEN, DAY_NONE, true},
                         other = {partner, numbered(2), GIVEN, DAY_NONE, false};
    const struct {
        struct consent list[3];
        size_t n;
        int reason;
        size_t which;
    } cases[] = {
        {{live}, 0, REASON_CONSENT_MISSING, 0},
        {{other}, 1, REASON_CONSENT_MISSING, 0},
        {{other, over}, 2, REASON_CONSENT_EXPIRED, 0},
        {{over, gone, other}, 3, REASON_CONSENT_WITHDRAWN, 0},
        {{gone, over}, 2, REASON_CONSENT_WITHDRAWN, 0},
        {{gone, live, over}, 3, 0, 1},
        {{newer, live, gone}, 3, 0, 0},
        {{live, newer}, 2, 0, 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t which = 99;
        int reason = intake_consent_choose(cases[i].list, cases[i].n, partner, numbered(1), ON, &which);
        if (reason != cases[i].reason || (!reason && which != cases[i].which))
            fail_msg("case %zu: %d, %zu", i, reason, which);
    }
}

static void test_age(void **state) {
    (void)state;
    static const struct {
        int birth[3], on[3], giver, reason;
    } cases[] = {
        {{2012, 11, 21}, {2026, 11, 20}, CONSENT_GIVER_SELF, REASON_CONSENT_TOO_YOUNG},
        {{2012, 11, 21}, {2026, 11, 20}, CONSENT_GIVER_PARENT, 0},
        {{2012, 11, 21}, {2026, 11, 20}, CONSENT_GIVER_TUTOR, 0},
        {{2012, 11, 21}, {2026, 11, 20}, CONSENT_GIVER_REPRESENTATIVE, REASON_CONSENT_TOO_YOUNG},
        {{2012, 11, 20}, {2026, 11, 20}, CONSENT_GIVER_SELF, 0},
        {{2012, 11, 20}, {2026, 11, 20}, CONSENT_GIVER_PARENT, REASON_CONSENT_HERS_ALONE},
        {{2012, 11, 20}, {2026, 11, 20}, CONSENT_GIVER_TUTOR, REASON_CONSENT_HERS_ALONE},
        {{2008, 11, 21}, {2026, 11, 20}, CONSENT_GIVER_TUTOR, REASON_CONSENT_HERS_ALONE},
        {{2008, 11, 21}, {2026, 11, 20}, CONSENT_GIVER_REPRESENTATIVE, REASON_CONSENT_HERS_ALONE},
        {{2008, 11, 20}, {2026, 11, 20}, CONSENT_GIVER_TUTOR, 0},
        {{1990, 1, 1}, {2026, 11, 20}, CONSENT_GIVER_REPRESENTATIVE, 0},
        {{1990, 1, 1}, {2026, 11, 20}, CONSENT_GIVER_PARENT, REASON_CONSENT_GIVER_UNFIT},
        {{2012, 2, 29}, {2026, 2, 28}, CONSENT_GIVER_SELF, REASON_CONSENT_TOO_YOUNG},
        {{2012, 2, 29}, {2026, 3, 1}, CONSENT_GIVER_SELF, 0},
        {{1990, 1, 1}, {2026, 11, 20}, CONSENT_GIVER_SELF, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const int *b = cases[i].birth, *o = cases[i].on;
        int reason = intake_consent_giver_check(day_from(b[0], b[1], b[2]), day_from(o[0], o[1], o[2]),
                                                (intake__consent_giver)cases[i].giver, intake_consent_ages(NULL));
        if (reason != cases[i].reason) fail_msg("case %zu: %d", i, reason);
    }
    struct consent_ages law = intake_consent_ages(NULL);
    assert_int_equal(intake_consent_giver_check(DAY_NONE, 0, CONSENT_GIVER_SELF, law), 0);
    assert_int_equal(intake_consent_giver_check(DAY_NONE, 0, CONSENT_GIVER_TUTOR, law), REASON_CONSENT_HERS_ALONE);
}

/* Another territory's ages; what it does not say is the law's. */
static void test_ages_of_the_rules(void **state) {
    (void)state;
    sippe__territory t = SIPPE__TERRITORY__INIT;
    sippe__consent_rules rules = SIPPE__CONSENT_RULES__INIT;
    day birth = day_from(2011, 6, 1), on = day_from(2026, 11, 20);
    assert_int_equal(intake_consent_ages(&t).own, 14);
    t.consent = &rules;
    rules.own_age = 16;
    assert_int_equal(intake_consent_ages(&t).own, 16);
    assert_int_equal(intake_consent_ages(&t).adult, 18);
    assert_int_equal(intake_consent_giver_check(birth, on, CONSENT_GIVER_SELF, intake_consent_ages(&t)),
                     REASON_CONSENT_TOO_YOUNG);
    assert_int_equal(intake_consent_giver_check(birth, on, CONSENT_GIVER_PARENT, intake_consent_ages(&t)), 0);
}

/* When it is asked for again, and why: the last day, or her birthday, whichever comes first. */
static void test_asked_again(void **state) {
    (void)state;
    static const struct {
        int birth[3], given[3], expires[3], giver, why, from[3], by[3];
    } cases[] = {
        {{1990, 1, 1},
         {2026, 1, 10},
         {2027, 1, 10},
         CONSENT_GIVER_SELF,
         CONSENT_ASK_EXPIRES,
         {2026, 12, 11},
         {2027, 1, 10}},
        {{1990, 1, 1},
         {2026, 1, 10},
         {2026, 1, 20},
         CONSENT_GIVER_SELF,
         CONSENT_ASK_EXPIRES,
         {2026, 1, 10},
         {2026, 1, 20}},
        {{1990, 1, 1}, {2026, 1, 10}, {0}, CONSENT_GIVER_SELF, CONSENT_ASK_UNSPECIFIED, {0}, {0}},
        {{2012, 6, 1},
         {2026, 1, 10},
         {2027, 1, 10},
         CONSENT_GIVER_PARENT,
         CONSENT_ASK_OF_AGE,
         {2026, 6, 1},
         {2026, 7, 1}},
        {{2012, 6, 1}, {2026, 1, 10}, {0}, CONSENT_GIVER_TUTOR, CONSENT_ASK_OF_AGE, {2026, 6, 1}, {2026, 7, 1}},
        {{2012, 2, 29}, {2026, 1, 10}, {0}, CONSENT_GIVER_PARENT, CONSENT_ASK_OF_AGE, {2026, 3, 1}, {2026, 3, 31}},
        {{2013, 6, 1},
         {2026, 1, 10},
         {2027, 1, 10},
         CONSENT_GIVER_PARENT,
         CONSENT_ASK_EXPIRES,
         {2026, 12, 11},
         {2027, 1, 10}},
        {{1990, 1, 1}, {2026, 1, 10}, {0}, CONSENT_GIVER_REPRESENTATIVE, CONSENT_ASK_UNSPECIFIED, {0}, {0}},
        {{0}, {2026, 1, 10}, {0}, CONSENT_GIVER_SELF, CONSENT_ASK_UNSPECIFIED, {0}, {0}},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const int *b = cases[i].birth, *g = cases[i].given, *e = cases[i].expires, *f = cases[i].from, *l = cases[i].by;
        const struct consent c = {.given_on = day_from(g[0], g[1], g[2]),
                                  .expires_on = *e ? day_from(e[0], e[1], e[2]) : DAY_NONE};
        struct consent_asking asking = intake_consent_asking(*b ? day_from(b[0], b[1], b[2]) : DAY_NONE, &c,
                                                             (intake__consent_giver)cases[i].giver, NULL);
        if ((int)asking.why != cases[i].why) fail_msg("case %zu: why %d", i, asking.why);
        if (asking.why && (asking.from != day_from(f[0], f[1], f[2]) || asking.by != day_from(l[0], l[1], l[2])))
            fail_msg("case %zu: from %d, by %d", i, asking.from, asking.by);
    }
}

static void test_who_gives_it_changed(void **state) {
    (void)state;
    static const intake__consent_giver others[] = {CONSENT_GIVER_PARENT, CONSENT_GIVER_TUTOR,
                                                   CONSENT_GIVER_REPRESENTATIVE};
    assert_false(intake_consent_giver_changed(CONSENT_GIVER_SELF, CONSENT_GIVER_SELF));
    for (size_t i = 0; i < COUNT(others); i++) {
        assert_true(intake_consent_giver_changed(CONSENT_GIVER_SELF, others[i]));
        assert_true(intake_consent_giver_changed(others[i], CONSENT_GIVER_SELF));
        assert_false(intake_consent_giver_changed(others[i], CONSENT_GIVER_TUTOR));
    }
}

static void test_text_of_the_day(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    sippe__territory *t = NEW(&a, sippe__territory);
    day on = day_from(2026, 11, 20);
    assert_true(intake_consent_text_is_known(t, "2026-1", on)); /* rules without a text ask for none */
    sippe__text *old = NEW(&a, sippe__text), *new = NEW(&a, sippe__text);
    old->version = "2026-1";
    new->version = "2026-2";
    new->from = date(&a, 2026, 11, 20);
    APPEND(&a, t, consent_texts, old);
    APPEND(&a, t, consent_texts, new);
    assert_true(intake_consent_text_is_known(t, "2026-1", on - 999));
    assert_false(intake_consent_text_is_known(t, "2026-2", on - 1));
    assert_true(intake_consent_text_is_known(t, "2026-2", on));
    assert_false(intake_consent_text_is_known(t, "2026-3", on));
    assert_ptr_equal(intake_text_on(t->consent_texts, t->n_consent_texts, "2026-2", on), new);
    arena_close(&a);
}

static void test_expiry(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    sippe__partners *rules = NEW(&a, sippe__partners);
    rules->consent_months = 12;
    day leap = day_from(2028, 2, 29);
    assert_int_equal(intake_consent_expiry(leap, DAY_NONE, rules), day_from(2029, 2, 28));
    assert_int_equal(intake_consent_expiry(leap, leap + 3, rules), leap + 3);
    rules->consent_months = 6;
    assert_int_equal(intake_consent_expiry(day_from(2026, 8, 31), DAY_NONE, rules), day_from(2027, 2, 28));
    rules->consent_months = 0;
    assert_true(intake_consent_expiry(leap, DAY_NONE, rules) == DAY_NONE);
    assert_true(intake_consent_expiry(leap, DAY_NONE, NULL) == DAY_NONE);
    arena_close(&a);
}

static intake__consent *good_consent(struct arena *a) {
    static const uint8_t organization[16] = {7};
    intake__consent *c = NEW(a, intake__consent);
    c->purpose = CONSENT_PURPOSE_PARTNER_REFERRAL;
    c->organization_id = pb_of(arena_span(a, span_of(organization, 16)));
    APPEND(a, c, covers, SHARED_ITEM_GIVEN_NAME);
    APPEND(a, c, covers, SHARED_ITEM_PHONE);
    c->given_by = CONSENT_GIVER_SELF;
    c->mode = CONSENT_MODE_VERBAL;
    c->given_at = instant(a, fixture_now());
    c->text_version = "C-2026-1";
    return c;
}

enum fault {
    NO_FAULT,
    NO_PURPOSE,
    NO_ORGANIZATION,
    SHORT_ORGANIZATION,
    NO_ITEM,
    ITEM_TWICE,
    ITEM_UNKNOWN,
    NOTE_TO_INTERPRETER,
    NO_GIVER,
    TOO_YOUNG,
    NO_MODE,
    NO_TIME,
    LATER,
    ENDS_BEFORE,
    ENDS_SAME_DAY,
    ENDS_IN_SIX_YEARS,
    NEVER_A_DAY,
    NO_TEXT,
    NAME_MISSING,
    NAME_OF_HERSELF,
    HELP_TWICE,
    HELP_UNKNOWN,
    NO_LANGUAGE,
};

static const struct {
    enum fault fault;
    const char *path;
    int reason;
} faults[] = {
    {NO_FAULT, "", 0},
    {NO_PURPOSE, "purpose", REASON_FIELD_REQUIRED},
    {NO_ORGANIZATION, "organization_id", REASON_FIELD_REQUIRED},
    {SHORT_ORGANIZATION, "organization_id", REASON_ID_INVALID},
    {NO_ITEM, "covers", REASON_FIELD_REQUIRED},
    {ITEM_TWICE, "covers[1]", REASON_DUPLICATE},
    {ITEM_UNKNOWN, "covers[1]", REASON_ENUM_UNKNOWN},
    {NOTE_TO_INTERPRETER, "covers[1]", REASON_CONTRADICTION},
    {NO_GIVER, "given_by", REASON_FIELD_REQUIRED},
    {TOO_YOUNG, "given_by", REASON_CONSENT_TOO_YOUNG},
    {NO_MODE, "mode", REASON_FIELD_REQUIRED},
    {NO_TIME, "given_at", REASON_FIELD_REQUIRED},
    {LATER, "given_at", REASON_DATE_IN_FUTURE},
    {ENDS_BEFORE, "expires_on", REASON_DATES_OUT_OF_ORDER},
    {ENDS_SAME_DAY, "", 0},
    {ENDS_IN_SIX_YEARS, "expires_on", REASON_DATE_TOO_FAR},
    {NEVER_A_DAY, "expires_on", REASON_DATE_IMPOSSIBLE},
    {NO_TEXT, "text_version", REASON_FIELD_REQUIRED},
    {NAME_MISSING, "given_by_name", REASON_FIELD_REQUIRED},
    {NAME_OF_HERSELF, "given_by_name", REASON_CONTRADICTION},
    {HELP_TWICE, "help[1]", REASON_DUPLICATE},
    {HELP_UNKNOWN, "help[0]", REASON_ENUM_UNKNOWN},
    {NO_LANGUAGE, "read_in.code", REASON_LANGUAGE_INVALID},
};

static void spoil(struct arena *a, intake__consent *c, enum fault fault) {
    switch (fault) {
    case NO_FAULT: break;
    case TOO_YOUNG: break; /* the birth date says it */
    case NO_PURPOSE: c->purpose = CONSENT_PURPOSE_UNSPECIFIED; break;
    case NO_ORGANIZATION: c->organization_id.len = 0; break;
    case SHORT_ORGANIZATION: c->organization_id.len = 15; break;
    case NO_ITEM: c->n_covers = 0; break;
    case ITEM_TWICE: c->covers[1] = SHARED_ITEM_GIVEN_NAME; break;
    case ITEM_UNKNOWN: c->covers[1] = (intake__shared_item)99; break;
    case NOTE_TO_INTERPRETER:
        c->purpose = CONSENT_PURPOSE_INTERPRETER;
        c->covers[1] = SHARED_ITEM_NOTE;
        break;
    case NO_GIVER: c->given_by = CONSENT_GIVER_UNSPECIFIED; break;
    case NO_MODE: c->mode = CONSENT_MODE_UNSPECIFIED; break;
    case NO_TIME: c->given_at = NULL; break;
    case LATER: c->given_at->ms += 6 * 60000; break;
    case ENDS_BEFORE: c->expires_on = civil_date(a, fixture_today() - 1); break;
    case ENDS_SAME_DAY: c->expires_on = civil_date(a, fixture_today()); break;
    case ENDS_IN_SIX_YEARS: c->expires_on = date(a, 2032, 11, 20); break;
    case NEVER_A_DAY: c->expires_on = date(a, 2026, 2, 30); break;
    case NO_TEXT: c->text_version = " "; break;
    case NAME_MISSING: c->given_by = CONSENT_GIVER_REPRESENTATIVE; break;
    case NO_LANGUAGE:
        c->read_in = NEW(a, sippe__language);
        c->read_in->code = "zz";
        break;
    case NAME_OF_HERSELF: c->given_by_name = "Maude Tremblay"; break;
    case HELP_TWICE:
        APPEND(a, c, help, CONSENT_HELP_READ_ALOUD);
        APPEND(a, c, help, CONSENT_HELP_READ_ALOUD);
        break;
    case HELP_UNKNOWN: APPEND(a, c, help, (intake__consent_help)99); break;
    }
}

static void test_check(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    sippe__territory *t = fixture_territory(&a);
    for (size_t i = 0; i < COUNT(faults); i++) {
        intake__consent *c = good_consent(&a);
        spoil(&a, c, faults[i].fault);
        struct findings f = findings_in(&a);
        intake_consent_check(c, day_from(faults[i].fault == TOO_YOUNG ? 2015 : 2000, 1, 1), t, fixture_now(), &f);
        if (f.n != (faults[i].reason != 0) || (f.n && finding_of(&f, faults[i].path) != faults[i].reason))
            fail_msg("case %zu: %zu findings, %s %d", i, f.n, f.n ? f.list[0].path : "", f.n ? f.list[0].reason : 0);
    }
    arena_close(&a);
}

static void test_words_of_the_rules(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    sippe__territory *t = fixture_territory(&a);
    fixture_text(&a, &t->consent_texts, &t->n_consent_texts, "C-2026-2");
    assert_true(intake_consent_text_is_known(t, "C-2026-1", 0));
    assert_true(intake_consent_text_is_known(t, "C-2026-2", 0));
    assert_false(intake_consent_text_is_known(t, "C-2026", 0));
    assert_false(intake_consent_text_is_known(t, "", 0));
    t->n_consent_texts = 0;
    assert_true(intake_consent_text_is_known(t, "C-2026", 0));
    arena_close(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_live),
        cmocka_unit_test(test_choose),
        cmocka_unit_test(test_age),
        cmocka_unit_test(test_ages_of_the_rules),
        cmocka_unit_test(test_asked_again),
        cmocka_unit_test(test_who_gives_it_changed),
        cmocka_unit_test(test_text_of_the_day),
        cmocka_unit_test(test_expiry),
        cmocka_unit_test(test_check),
        cmocka_unit_test(test_words_of_the_rules),
    };
    return cmocka_run_group_tests_name("intake consent", tests, NULL, NULL);
}
