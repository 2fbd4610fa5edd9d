/* intake/screening_check: what cannot be kept, field by field, at its limits. */
#include "stage.h"

static void test_valid(void **state) {
    (void)state;
    struct stage *g = open_stage();
    struct screening_checked c = check(g, SCREENING_SUBMIT);
    for (size_t i = 0; i < c.wrong.n; i++) print_message("%s: %d\n", c.wrong.list[i].path, c.wrong.list[i].reason);
    for (size_t i = 0; i < c.n_marked; i++) print_message("marked %s\n", c.marked[i]);
    assert_int_equal(c.reason, 0);
    assert_int_equal(c.n_marked, 0);
    close_stage(g);
}

static void test_nothing_told(void **state) {
    (void)state;
    static const char *const required[] = {
        "call.started_at",
        "call.called_by",
        "call.clsc_code",
        "call.source",
        "call.language",
        "consent.notice_version",
        "consent.safe_to_leave_message",
        "identity.name.family",
        "identity.name.given",
        "identity.birth_date",
        "identity.address.postal_code",
        "household.size",
        "income.annual",
        "schooling.highest_diploma",
    };
    struct stage *g = open_stage();
    g->s = NEW(&g->a, intake__screening);
    assert_int_equal(check(g, SCREENING_SUBMIT).reason, REASON_NOTICE_NOT_READ);
    assert_int_equal(check(g, SCREENING_PREVIEW).reason, 0);
    g->s->consent = NEW(&g->a, intake__notice_and_consent);
    g->s->consent->notice_read_at = instant(&g->a, fixture_now());
    assert_int_equal(check(g, SCREENING_SUBMIT).reason, REASON_CONSENT_TO_STORE_MISSING);
    g->s->consent->consent_store = YES_NO_YES;
    struct screening_checked c = check(g, SCREENING_SUBMIT);
    assert_int_equal(c.reason, REASON_FIELDS_INVALID);
    for (size_t i = 0; i < COUNT(required); i++)
        if (finding_of(&c.wrong, required[i]) != REASON_FIELD_REQUIRED) fail_msg("%s is not required", required[i]);
    assert_int_equal(c.wrong.n, COUNT(required));
    assert_true(is_marked(&c, "pregnancy.due_date") && is_marked(&c, "income.sources"));
    close_stage(g);
}

static void test_whole_answers(void **state) {
    (void)state;
    for (int store = 0; store <= YES_NO_DECLINED; store++) {
        struct stage *g = open_stage();
        g->s->consent->consent_store = (sippe__yes_no)store;
        g->s->identity->phone = "wrong too";
        struct screening_checked c = check(g, SCREENING_SUBMIT);
        assert_int_equal(c.reason, store == YES_NO_YES ? REASON_FIELDS_INVALID : REASON_CONSENT_TO_STORE_MISSING);
        if (store != YES_NO_YES) assert_int_equal(c.wrong.n, 1);
        if (store != YES_NO_YES) assert_string_equal(c.wrong.list[0].path, "consent.consent_store");
        g->s->consent->notice_read_at = NULL;
        assert_int_equal(check(g, SCREENING_SUBMIT).reason, REASON_NOTICE_NOT_READ);
        assert_int_equal(check(g, SCREENING_PREVIEW).reason, REASON_FIELDS_INVALID);
        close_stage(g);
    }
    struct stage *g = open_stage();
    g->s->call->clsc_code = "99009";
    assert_int_equal(check(g, SCREENING_SUBMIT).reason, REASON_CLSC_UNKNOWN);
    g->s->identity->phone = "55";
    assert_int_equal(check(g, SCREENING_SUBMIT).reason, REASON_FIELDS_INVALID);
    close_stage(g);
}

/* One change, one finding (or none). */
typedef void (*change_fn)(struct stage *g, int64_t value);

static void call_started(struct stage *g, int64_t ms) {
    g->s->call->started_at->ms = fixture_now() + ms;
    g->s->call->ended_at = NULL;
    g->s->pregnancy = NULL; /* its dates are near today */
}
static void call_ended(struct stage *g, int64_t ms) { g->s->call->ended_at->ms = g->s->call->started_at->ms + ms; }
static void notice_read(struct stage *g, int64_t ms) { g->s->consent->notice_read_at->ms = fixture_now() + ms; }
static void attempt(struct stage *g, int64_t n) { g->s->call->attempt = (int32_t)n; }
static void born_before_call(struct stage *g, int64_t days) {
    g->s->identity->birth_date = civil_date(&g->a, fixture_today() - (day)days);
}
static void age(struct stage *g, int64_t years) {
    g->s->identity->birth_date = civil_date(&g->a, day_add_months(fixture_today(), -12 * (int)years));
}
static void due_in(struct stage *g, int64_t days) {
    g->s->pregnancy->due_date = told_day(&g->a, fixture_today() + (day)days);
}
static void due_in_delivered(struct stage *g, int64_t days) {
    due_in(g, days);
    g->s->pregnancy->already_delivered = YES_NO_YES;
    g->s->pregnancy->child_birth_date = civil_date(&g->a, fixture_today() - 30);
}
static void last_period(struct stage *g, int64_t days) {
    g->s->pregnancy->last_menstrual_date = told_day(&g->a, fixture_today() - (day)days);
}
static void weeks(struct stage *g, int64_t n) { g->s->pregnancy->weeks_stated = number(&g->a, (int32_t)n); }
static void parity(struct stage *g, int64_t n) { g->s->pregnancy->parity = number(&g->a, (int32_t)n); }
static void child_born(struct stage *g, int64_t days) {
    g->s->pregnancy->already_delivered = YES_NO_YES;
    g->s->pregnancy->child_birth_date = civil_date(&g->a, fixture_today() - (day)days);
}
static void child_born_denied(struct stage *g, int64_t days) {
    child_born(g, days);
    g->s->pregnancy->already_delivered = YES_NO_NO;
}
static void child_born_untold(struct stage *g, int64_t unused) {
    (void)unused;
    g->s->pregnancy->already_delivered = YES_NO_YES;
}
static void size(struct stage *g, int64_t n) {
    g->s->household->size = number(&g->a, (int32_t)n);
    g->s->household->adults = NULL;
}
static void adults(struct stage *g, int64_t n) { g->s->household->adults = number(&g->a, (int32_t)n); }
static void children(struct stage *g, int64_t n) {
    for (int64_t i = 0; i < n; i++) {
        intake__child *c = NEW(&g->a, intake__child);
        c->birth_date = civil_date(&g->a, fixture_today() - 400);
        APPEND(&g->a, g->s->household, children, c);
    }
}
static void third_child(struct stage *g, int64_t days) {
    children(g, 3);
    g->s->household->children[2]->birth_date = civil_date(&g->a, fixture_today() - (day)days);
}
static void income(struct stage *g, int64_t cents) { g->s->income->annual = money(&g->a, cents); }
static void income_at_most(struct stage *g, int64_t cents) { g->s->income->annual = money_range(&g->a, -1, cents); }
static void income_above(struct stage *g, int64_t cents) { g->s->income->annual = money_range(&g->a, cents, -1); }
static void income_so_wide(struct stage *g, int64_t cents) {
    g->s->income->annual = money_range(&g->a, 4074200, 4074200 + cents);
}
static void income_without_ends(struct stage *g, int64_t unused) {
    (void)unused;
    g->s->income->annual = money_range(&g->a, -1, -1);
}
static void years_abroad(struct stage *g, int64_t n) { g->s->schooling->years_abroad = number(&g->a, (int32_t)n); }
static void arrival(struct stage *g, int64_t days) {
    g->s->migration->arrival_date = told_day(&g->a, fixture_today() - (day)days);
}
static const char *letters(struct stage *g, int64_t n, const char *letter) {
    const char *text = "";
    for (int64_t i = 0; i < n; i++) text = arena_printf(&g->a, "%s%s", text, letter);
    return text;
}
static void family_name(struct stage *g, int64_t n) {
    g->s->identity->name->family = letters(g, n, "é");
    g->s->identity->nam = "";
    g->s->identity->no_ramq_reason = "x";
}
static void called_by(struct stage *g, int64_t n) { g->s->call->called_by = letters(g, n, "x"); }
static void provider(struct stage *g, int64_t n) { g->s->pregnancy->provider_name = letters(g, n, "x"); }
static void needs(struct stage *g, int64_t n) {
    for (int64_t i = 0; i < n; i++) APPEND(&g->a, g->s->urgent, needs, NEED_HOUSING);
}
static void extension(struct stage *g, int64_t n) { g->s->identity->phone_extension = letters(g, n, "1"); }
static void extension_twice(struct stage *g, int64_t n) {
    g->s->identity->phone = "514 555-0188 poste 22";
    g->s->identity->phone_extension = arena_printf(&g->a, "%d", (int)n);
}
static void email_without_at(struct stage *g, int64_t unused) {
    (void)unused;
    g->s->identity->email = "maude.exemple.ca";
}
static void no_phone(struct stage *g, int64_t unused) {
    (void)unused;
    g->s->identity->phone = "";
}
static void foreign_phone(struct stage *g, int64_t n) {
    g->s->identity->phone = arena_printf(&g->a, "+33 %s", letters(g, n, "6"));
}
static void seventh_birthday_in(struct stage *g, int64_t days) {
    child_born(g, 0);
    g->s->pregnancy->child_birth_date = civil_date(&g->a, day_add_months(fixture_today() + (day)days, -12 * 7));
}

#define MIN  60000ll
#define DAYS 86400000ll

static const struct {
    const char *name;
    change_fn change;
    int64_t value;
    const char *path;
    int reason;
} limits[] = {
    {"call 5 minutes ahead", call_started, 5 * MIN, "call.started_at", 0},
    {"call 6 minutes ahead", call_started, 6 * MIN, "call.started_at", REASON_DATE_IN_FUTURE},
    {"call years ahead", call_started, 900000 * DAYS, "call.started_at", REASON_DATE_IN_FUTURE},
    {"call a year ago", call_started, -366 * DAYS, "call.started_at", 0},
    {"call longer ago", call_started, -366 * DAYS - 1, "call.started_at", REASON_DATE_TOO_OLD},
    {"call of no length", call_ended, 0, "call.ended_at", 0},
    {"call ended before it began", call_ended, -1, "call.ended_at", REASON_CONTRADICTION},
    {"notice to be read later", notice_read, 10 * MIN, "consent.notice_read_at", REASON_DATE_IN_FUTURE},
    {"notice read last month", notice_read, -30 * DAYS, "consent.notice_read_at", 0},
    {"attempt -1", attempt, -1, "call.attempt", REASON_NUMBER_OUT_OF_RANGE},
    {"aged 10", age, 10, "identity.birth_date", 0},
    {"not yet 10", born_before_call, 3650, "identity.birth_date", REASON_NUMBER_OUT_OF_RANGE},
    {"aged 13", age, 13, "identity.birth_date", 0},
    {"aged 61", age, 61, "identity.birth_date", 0},
    {"aged 115", age, 115, "identity.birth_date", 0},
    {"aged 116", age, 116, "identity.birth_date", REASON_DATE_TOO_OLD},
    {"born tomorrow", born_before_call, -1, "identity.birth_date", REASON_DATE_IN_FUTURE},
    {"due in 280 days", due_in, 280, "pregnancy.due_date", 0},
    {"due in 281 days", due_in, 281, "pregnancy.due_date", REASON_DATE_TOO_FAR},
    {"due in 60 weeks", due_in, 420, "pregnancy.due_date", REASON_DATE_TOO_FAR},
    {"due 60 days ago", due_in, -60, "pregnancy.due_date", 0},
    {"due 61 days ago", due_in, -61, "pregnancy.due_date", REASON_DATE_TOO_OLD},
    {"due 61 days ago, delivered", due_in_delivered, -61, "pregnancy.due_date", 0},
    {"due in 281 days, delivered", due_in_delivered, 281, "pregnancy.due_date", REASON_DATE_TOO_FAR},
    {"last period today", last_period, 0, "pregnancy.last_menstrual_date", 0},
    {"last period tomorrow", last_period, -1, "pregnancy.last_menstrual_date", REASON_DATE_IN_FUTURE},
    {"last period 45 weeks ago", last_period, 315, "pregnancy.last_menstrual_date", 0},
    {"last period a day more", last_period, 316, "pregnancy.last_menstrual_date", REASON_DATE_TOO_OLD},
    {"0 weeks", weeks, 0, "pregnancy.weeks_stated", 0},
    {"42 weeks", weeks, 42, "pregnancy.weeks_stated", 0},
    {"43 weeks", weeks, 43, "pregnancy.weeks_stated", REASON_NUMBER_OUT_OF_RANGE},
    {"-1 weeks", weeks, -1, "pregnancy.weeks_stated", REASON_NUMBER_OUT_OF_RANGE},
    {"2 billion weeks", weeks, INT32_MAX, "pregnancy.weeks_stated", REASON_NUMBER_OUT_OF_RANGE},
    {"26 births", parity, 26, "pregnancy.parity", REASON_NUMBER_OUT_OF_RANGE},
    {"child of today", child_born, 0, "pregnancy.child_birth_date", 0},
    {"child of tomorrow", child_born, -1, "pregnancy.child_birth_date", REASON_DATE_IN_FUTURE},
    {"child of seven tomorrow", seventh_birthday_in, 1, "pregnancy.child_birth_date", 0},
    {"child of seven today", seventh_birthday_in, 0, "pregnancy.child_birth_date", REASON_DATE_TOO_OLD},
    {"delivered, not told when", child_born_untold, 0, "pregnancy.child_birth_date", REASON_FIELD_REQUIRED},
    {"born, and not delivered", child_born_denied, 9, "pregnancy.child_birth_date", REASON_CONTRADICTION},
    {"nobody", size, 0, "household.size", REASON_NUMBER_OUT_OF_RANGE},
    {"one", size, 1, "household.size", 0},
    {"25", size, 25, "household.size", 0},
    {"26", size, 26, "household.size", REASON_NUMBER_OUT_OF_RANGE},
    {"2 adults of 2", adults, 2, "household.adults", 0},
    {"3 adults of 2", adults, 3, "household.adults", 0},
    {"26 adults", adults, 26, "household.adults", REASON_NUMBER_OUT_OF_RANGE},
    {"-1 adults", adults, -1, "household.adults", REASON_NUMBER_OUT_OF_RANGE},
    {"20 children", children, 20, "household.children", 0},
    {"21 children", children, 21, "household.children", REASON_TOO_MANY},
    {"31 children", children, 31, "household.children", REASON_TOO_MANY},
    {"third child unborn", third_child, -1, "household.children[2].birth_date", REASON_DATE_IN_FUTURE},
    {"third child of nine", third_child, 9 * 366, "household.children[2].birth_date", 0},
    {"third child grown up", third_child, 24 * 366, "household.children[2].birth_date", 0},
    {"extension of 8", extension, 8, "identity.phone_extension", 0},
    {"extension of 9", extension, 9, "identity.phone_extension", REASON_PHONE_EXTENSION},
    {"another extension", extension_twice, 23, "identity.phone_extension", REASON_CONTRADICTION},
    {"the same extension twice", extension_twice, 22, "identity.phone_extension", 0},
    {"an e-mail address without @", email_without_at, 0, "identity.email", REASON_EMAIL_INVALID},
    {"no telephone", no_phone, 0, "identity.phone", 0},
    {"a foreign telephone", foreign_phone, 9, "identity.phone", 0},
    {"a foreign telephone cut off", foreign_phone, 3, "identity.phone", REASON_PHONE_FOREIGN},
    {"no income", income, 0, "income.annual", 0},
    {"a debt", income, -1, "income.annual", REASON_NUMBER_OUT_OF_RANGE},
    {"a million", income, 100000000, "income.annual", 0},
    {"a cent more", income, 100000001, "income.annual", REASON_NUMBER_OUT_OF_RANGE},
    {"at most nothing", income_at_most, 0, "income.annual", 0},
    {"at most a debt", income_at_most, -2, "income.annual", REASON_NUMBER_OUT_OF_RANGE},
    {"at most a million", income_at_most, 100000000, "income.annual", 0},
    {"at most a cent more", income_at_most, 100000001, "income.annual", REASON_NUMBER_OUT_OF_RANGE},
    {"more than nothing", income_above, 0, "income.annual", 0},
    {"more than a debt", income_above, -2, "income.annual", REASON_NUMBER_OUT_OF_RANGE},
    {"more than a million", income_above, 100000000, "income.annual", 0},
    {"more than there is", income_above, INT64_MAX, "income.annual", REASON_NUMBER_OUT_OF_RANGE},
    {"a range of one cent", income_so_wide, 1, "income.annual", 0},
    {"a range of none", income_so_wide, 0, "income.annual", REASON_RANGE_EMPTY},
    {"a range told the other way round", income_so_wide, -4074200, "income.annual", REASON_RANGE_EMPTY},
    {"a range to a million and more", income_so_wide, 100000000, "income.annual", REASON_NUMBER_OUT_OF_RANGE},
    {"a range without ends", income_without_ends, 0, "income.annual", REASON_FIELD_REQUIRED},
    {"30 years of school", years_abroad, 30, "schooling.years_abroad", 0},
    {"31 years of school", years_abroad, 31, "schooling.years_abroad", REASON_NUMBER_OUT_OF_RANGE},
    {"arrived today", arrival, 0, "migration.arrival_date", 0},
    {"arrives tomorrow", arrival, -1, "migration.arrival_date", REASON_DATE_IN_FUTURE},
    {"100 letters with marks", family_name, 100, "identity.name.family", 0},
    {"101 letters", family_name, 101, "identity.name.family", REASON_TEXT_TOO_LONG},
    {"called_by of 101", called_by, 101, "call.called_by", REASON_TEXT_TOO_LONG},
    {"provider of 200", provider, 200, "pregnancy.provider_name", 0},
    {"provider of 201", provider, 201, "pregnancy.provider_name", REASON_TEXT_TOO_LONG},
    {"31 needs", needs, 31, "urgent.needs", REASON_TOO_MANY},
};

static void test_limits(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(limits); i++) {
        for (int mode = SCREENING_SUBMIT; mode <= SCREENING_PREVIEW; mode++) {
            struct stage *g = open_stage();
            limits[i].change(g, limits[i].value);
            struct screening_checked c = check(g, (enum screening_mode)mode);
            int expected = limits[i].reason;
            if (mode == SCREENING_PREVIEW && expected == REASON_FIELD_REQUIRED) expected = 0;
            if (finding_of(&c.wrong, limits[i].path) != expected || c.wrong.n != (expected != 0))
                fail_msg("%s: %d at %s, %zu findings, first %s", limits[i].name, finding_of(&c.wrong, limits[i].path),
                         limits[i].path, c.wrong.n, c.wrong.n ? c.wrong.list[0].path : "-");
            assert_int_equal(c.reason, expected ? REASON_FIELDS_INVALID : 0);
            close_stage(g);
        }
    }
}

/* A date that does not exist is found wherever it stands. */
static void test_impossible_dates(void **state) {
    (void)state;
    struct stage *g = open_stage();
    sippe__date *never = date(&g->a, 2025, 2, 29);
    g->s->identity->birth_date = never;
    g->s->pregnancy->due_date->value = never;
    g->s->pregnancy->last_menstrual_date = told_day(&g->a, fixture_today());
    g->s->pregnancy->last_menstrual_date->value = never;
    g->s->migration->arrival_date = told_day(&g->a, fixture_today());
    g->s->migration->arrival_date->value = never;
    children(g, 2);
    g->s->household->children[1]->birth_date = date(&g->a, 2025, 13, 1);
    struct screening_checked c = check(g, SCREENING_PREVIEW);
    static const char *const paths[] = {"identity.birth_date", "pregnancy.due_date", "pregnancy.last_menstrual_date",
                                        "migration.arrival_date", "household.children[1].birth_date"};
    for (size_t i = 0; i < COUNT(paths); i++) assert_int_equal(finding_of(&c.wrong, paths[i]), REASON_DATE_IMPOSSIBLE);
    assert_int_equal(c.wrong.n, COUNT(paths));
    g->s->identity->birth_date = date(&g->a, 0, 0, 0); /* a date that was not told is missing, not impossible */
    c = check(g, SCREENING_SUBMIT);
    assert_int_equal(finding_of(&c.wrong, "identity.birth_date"), REASON_FIELD_REQUIRED);
    close_stage(g);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_valid),  cmocka_unit_test(test_nothing_told),     cmocka_unit_test(test_whole_answers),
        cmocka_unit_test(test_limits), cmocka_unit_test(test_impossible_dates),
    };
    return cmocka_run_group_tests_name("intake check", tests, NULL, NULL);
}
