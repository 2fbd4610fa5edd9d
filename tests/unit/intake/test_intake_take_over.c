/* intake/takeover: what a row of a sheet must say, where what it says is read, and what stands against taking it
 * back. */
#include "fixture.h"
#include "intake/domain/takeover/take_over.h"

static intake__child *child(struct arena *a, const char *name, sippe__date *born) {
    intake__child *c = NEW(a, intake__child);
    c->given_name = name;
    c->birth_date = born;
    return c;
}

/* Followed for a year, with a child of six months; visited last week, and again in two weeks. */
static intake__taken_over_family *row_of(struct arena *a) {
    intake__taken_over_family *r = NEW(a, intake__taken_over_family);
    r->reference = "C-001";
    r->clsc_code = "99001";
    r->identity = NEW(a, intake__identity);
    r->identity->name = NEW(a, sippe__person_name);
    r->identity->name->family = "Exemple";
    r->identity->name->given = "Anne";
    r->identity->birth_date = date(a, 1998, 5, 16);
    r->identity->phone = "514 555-0142";
    r->language = NEW(a, sippe__language);
    r->language->code = "FR";
    APPEND(a, r, children, child(a, "Léo", date(a, 2026, 5, 3)));
    r->key_worker = "ts-1";
    r->followed_since = date(a, 2025, 11, 10);
    r->last_visit_on = date(a, 2026, 11, 13);
    r->next_visit_at = instant(a, fixture_now() + 14 * INT64_C(86400000));
    r->agreed_by = CONSENT_GIVER_SELF;
    r->agreed_on = date(a, 2025, 11, 10);
    return r;
}

static struct findings checked(struct arena *a, const intake__taken_over_family *r, day on) {
    const sippe__territory *t = fixture_territory(a);
    struct findings wrong = findings_in(a);
    const struct take_over_case c = {r, intake_take_over_answers(a, r, t), t, on, fixture_today(), fixture_now()};
    intake_take_over_check(&c, &wrong);
    return wrong;
}

static void in_places_of_answers(struct arena *a) {
    intake__taken_over_family *r = row_of(a);
    r->clsc_code = "99001";
    const intake__screening *s = intake_take_over_answers(a, r, fixture_territory(a));
    assert_string_equal(s->identity->phone, "5145550142");
    assert_string_equal(s->call->language->code, "fr");
    assert_string_equal(s->call->clsc_code, "99001");
    assert_null(s->call->started_at); /* no call was made */
    assert_null(s->consent->notice_read_at);
    assert_int_equal(s->consent->safe_to_leave_message, VOICE_MAIL_UNKNOWN);
    assert_string_equal(s->local_reference, "C-001");
    assert_int_equal(s->pregnancy->already_delivered, YES_NO_YES);
    assert_int_equal(civil_day(s->pregnancy->child_birth_date), day_from(2026, 5, 3));
    assert_null(s->income);
    assert_null(s->schooling);
}

/* The youngest sets the rhythm, wherever she stands; an awaited child goes before those who are there. */
static void which_child_counts(struct arena *a) {
    intake__taken_over_family *r = row_of(a);
    APPEND(a, r, children, child(a, "Zoé", date(a, 2023, 1, 9)));
    const intake__screening *s = intake_take_over_answers(a, r, fixture_territory(a));
    assert_int_equal(civil_day(s->pregnancy->child_birth_date), day_from(2026, 5, 3));
    assert_int_equal(s->household->n_children, 2);
    r->due_date = date(a, 2027, 3, 1);
    s = intake_take_over_answers(a, r, fixture_territory(a));
    assert_int_equal(s->pregnancy->already_delivered, YES_NO_NO);
    assert_null(s->pregnancy->child_birth_date);
    assert_int_equal(intake_answer_day(s->pregnancy->due_date), day_from(2027, 3, 1));
}

static void in_arena(void (*run)(struct arena *a)) {
    struct arena a;
    arena_init(&a);
    run(&a);
    arena_close(&a);
}

static void test_answers(void **state) {
    (void)state;
    in_arena(in_places_of_answers);
    in_arena(which_child_counts);
}

/* ---- what is refused: one thing changed at a time ---- */

#define CASE(name, change)                                                                                             \
    static void name(struct arena *a, intake__taken_over_family *r) {                                                  \
        (void)a;                                                                                                       \
        change;                                                                                                        \
    }
CASE(no_reference, r->reference = "  ")
CASE(no_clsc, r->clsc_code = "")
CASE(other_clsc, r->clsc_code = "12345")
CASE(no_name, r->identity->name->family = "")
CASE(no_identity, r->identity = NULL)
CASE(no_birth_date, r->identity->birth_date = NULL)
CASE(born_tomorrow, r->identity->birth_date = date(a, 2026, 11, 21))
CASE(phone_short, r->identity->phone = "555-0142")
CASE(no_language, r->language = NULL)
CASE(no_child, r->n_children = 0)
CASE(child_unborn, r->children[0]->birth_date = date(a, 2026, 12, 1))
CASE(child_no_date, r->children[0]->birth_date = NULL)
CASE(child_at_school, r->children[0]->birth_date = date(a, 2018, 1, 1))
CASE(child_grown, r->children[0]->birth_date = date(a, 2014, 11, 19))
CASE(brother_grown, APPEND(a, r, children, child(a, "Zoé", date(a, 2006, 1, 9))))
CASE(awaited_beside_grown, child_grown(a, r); r->due_date = date(a, 2027, 3, 1))
CASE(due_long_ago, r->due_date = date(a, 2026, 1, 1))
CASE(due_in_a_year, r->due_date = date(a, 2027, 11, 1))
CASE(no_since, r->followed_since = NULL)
CASE(since_impossible, r->followed_since = date(a, 2026, 2, 30))
CASE(since_tomorrow, r->followed_since = date(a, 2026, 11, 21))
CASE(since_ever, r->followed_since = date(a, 2001, 1, 1))
CASE(visit_tomorrow, r->last_visit_on = date(a, 2026, 11, 21))
CASE(visit_before, r->last_visit_on = date(a, 2025, 11, 9))
CASE(next_past, r->next_visit_at->ms = fixture_now() - 1)
CASE(next_far, r->next_visit_at->ms = fixture_now() + 367 * INT64_C(86400000))
CASE(agreed_by_nobody, r->agreed_by = CONSENT_GIVER_UNSPECIFIED)
CASE(agreed_never, r->agreed_on = NULL)
CASE(agreed_tomorrow, r->agreed_on = date(a, 2026, 11, 21))
CASE(worker_long, r->key_worker = arena_printf(a, "%070d", 1))
CASE(nothing, (void)r)
CASE(no_phone, r->identity->phone = "")
CASE(no_visits, r->last_visit_on = NULL; r->next_visit_at = NULL)
CASE(no_agreement, r->agreed_by = 0; r->agreed_on = NULL)
CASE(awaited, r->due_date = date(a, 2027, 3, 1))
CASE(zeros_dropped, r->clsc_code = "099001")

static const struct {
    void (*change)(struct arena *a, intake__taken_over_family *r);
    const char *path; /* NULL: nothing is wrong */
    int reason;
} cases[] = {
    {no_reference, "reference", REASON_FIELD_REQUIRED},
    {no_clsc, "clsc_code", REASON_FIELD_REQUIRED},
    {other_clsc, "clsc_code", REASON_CLSC_UNKNOWN},
    {no_name, "identity.name.family", REASON_FIELD_REQUIRED},
    {no_identity, "identity.name.given", REASON_FIELD_REQUIRED},
    {no_birth_date, "identity.birth_date", REASON_FIELD_REQUIRED},
    {born_tomorrow, "identity.birth_date", REASON_DATE_IN_FUTURE},
    {phone_short, "identity.phone", REASON_PHONE_INVALID},
    {no_language, "language", REASON_FIELD_REQUIRED},
    {no_child, "due_date", REASON_FIELD_REQUIRED},
    {child_unborn, "children[0].birth_date", REASON_DATE_IN_FUTURE},
    {child_no_date, "children[0].birth_date", REASON_FIELD_REQUIRED},
    {child_grown, "children[0].birth_date", REASON_DATE_TOO_OLD},
    {due_long_ago, "due_date", REASON_DATE_TOO_OLD},
    {due_in_a_year, "due_date", REASON_DATE_TOO_FAR},
    {no_since, "followed_since", REASON_FIELD_REQUIRED},
    {since_impossible, "followed_since", REASON_DATE_IMPOSSIBLE},
    {since_tomorrow, "followed_since", REASON_DATE_IN_FUTURE},
    {since_ever, "followed_since", REASON_DATE_TOO_OLD},
    {visit_tomorrow, "last_visit_on", REASON_DATE_IN_FUTURE},
    {visit_before, "last_visit_on", REASON_CONTRADICTION},
    {next_past, "next_visit_at", REASON_IN_THE_PAST},
    {next_far, "next_visit_at", REASON_DATE_TOO_FAR},
    {agreed_by_nobody, "agreed_by", REASON_FIELD_REQUIRED},
    {agreed_never, "agreed_on", REASON_FIELD_REQUIRED},
    {agreed_tomorrow, "agreed_on", REASON_DATE_IN_FUTURE},
    {worker_long, "key_worker", REASON_TEXT_TOO_LONG},
    {nothing, NULL, 0},
    {no_phone, NULL, 0},
    {no_visits, NULL, 0},
    {no_agreement, NULL, 0},
    {awaited, NULL, 0},
    {child_at_school, NULL, 0}, /* END_OF_PROGRAMME tells of her */
    {brother_grown, NULL, 0},
    {awaited_beside_grown, NULL, 0},
    {zeros_dropped, NULL, 0},
};

static void test_refused(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena a;
        arena_init(&a);
        intake__taken_over_family *r = row_of(&a);
        cases[i].change(&a, r);
        struct findings wrong = checked(&a, r, fixture_today());
        int found = cases[i].path ? finding_of(&wrong, cases[i].path) : (int)wrong.n;
        if (found != cases[i].reason)
            fail_msg("case %zu: %d at %s, the first of %zu is %s", i, found, cases[i].path ? cases[i].path : "none",
                     wrong.n, wrong.n ? wrong.list[0].path : "");
        arena_close(&a);
    }
}

/* Each fault once, though a child's birth date is read in two places of the answers. */
static void told_once(struct arena *a) {
    intake__taken_over_family *r = row_of(a);
    r->children[0]->birth_date = date(a, 2026, 12, 1);
    assert_int_equal(checked(a, r, fixture_today()).n, 1);
}

static void since_the_day(struct arena *a) {
    intake__taken_over_family *r = row_of(a);
    r->followed_since = date(a, 2026, 11, 20);
    r->last_visit_on = NULL;
    assert_int_equal(checked(a, r, fixture_today()).n, 0);
    struct findings wrong = checked(a, r, fixture_today() - 1);
    assert_int_equal(finding_of(&wrong, "followed_since"), REASON_CONTRADICTION);
}

static void test_told(void **state) {
    (void)state;
    in_arena(told_once);
    in_arena(since_the_day);
}

static void test_day(void **state) {
    (void)state;
    day today = fixture_today();
    assert_int_equal(intake_take_over_day(today, today), 0);
    assert_int_equal(intake_take_over_day(today + 31, today), 0);
    assert_int_equal(intake_take_over_day(today + 32, today), REASON_DATE_TOO_FAR);
    assert_int_equal(intake_take_over_day(today - 31, today), 0);
    assert_int_equal(intake_take_over_day(today - 32, today), REASON_DATE_TOO_OLD);
}

/* ---- what stands against taking it back ---- */

static void test_touched(void **state) {
    (void)state;
    static const struct {
        struct take_over_facts f;
        intake__take_over_touched touched;
    } since[] = {
        {{.ended = false}, TAKE_OVER_TOUCHED_UNSPECIFIED},
        {{.ended = true, .visits = 1, .call = true}, TAKE_OVER_TOUCHED_ENDED},
        {{.visits = 2, .booking = true}, TAKE_OVER_TOUCHED_VISIT},
        {{.booking = true, .other_key_worker = true}, TAKE_OVER_TOUCHED_BOOKING},
        {{.other_key_worker = true, .call = true}, TAKE_OVER_TOUCHED_KEY_WORKER},
        {{.call = true, .birth = true}, TAKE_OVER_TOUCHED_CALL},
        {{.birth = true, .consent = true}, TAKE_OVER_TOUCHED_BIRTH},
        {{.consent = true, .referral = true}, TAKE_OVER_TOUCHED_CONSENT},
        {{.referral = true, .other = true}, TAKE_OVER_TOUCHED_REFERRAL},
        {{.other = true}, TAKE_OVER_TOUCHED_OTHER},
    };
    for (size_t i = 0; i < COUNT(since); i++) assert_int_equal(intake_take_over_touched(&since[i].f), since[i].touched);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers), cmocka_unit_test(test_refused), cmocka_unit_test(test_told),
        cmocka_unit_test(test_day),     cmocka_unit_test(test_touched),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
