/* intake/screening_check: forms of answers, which of them may be unknown, what is kept and marked, on which day. */
#include "stage.h"

static void test_forms(void **state) {
    (void)state;
    struct stage *g = open_stage();
    g->s->identity->phone = "555-0188";
    g->s->identity->alt_phone = "poste 4";
    g->s->identity->address->postal_code->code = "D2X 1Y4";
    g->s->call->language->code = "français";
    g->s->call->interpreter_language = language(&g->a, "x");
    struct screening_checked c = check(g, SCREENING_SUBMIT);
    assert_int_equal(finding_of(&c.wrong, "identity.phone"), REASON_PHONE_INVALID);
    assert_int_equal(finding_of(&c.wrong, "identity.alt_phone"), REASON_PHONE_INVALID);
    assert_int_equal(finding_of(&c.wrong, "identity.address.postal_code"), REASON_POSTAL_CODE_INVALID);
    assert_int_equal(finding_of(&c.wrong, "call.language"), REASON_LANGUAGE_INVALID);
    assert_int_equal(finding_of(&c.wrong, "call.interpreter_language"), REASON_LANGUAGE_INVALID);
    assert_int_equal(c.wrong.n, 5);
    close_stage(g);
}

static void test_no_fixed_address(void **state) {
    (void)state;
    struct stage *g = open_stage();
    g->s->identity->address = NULL;
    struct screening_checked c = check(g, SCREENING_SUBMIT);
    assert_int_equal(finding_of(&c.wrong, "identity.address.postal_code"), REASON_FIELD_REQUIRED);
    g->s->identity->no_fixed_address = YES_NO_YES;
    assert_int_equal(check(g, SCREENING_SUBMIT).reason, 0);
    close_stage(g);
}

/* UNKNOWN is an answer: what may be answered so is not refused. */
static void test_unknown_is_an_answer(void **state) {
    (void)state;
    struct stage *g = open_stage();
    g->s->household->size = number_unknown(&g->a);
    g->s->household->adults = number_unknown(&g->a);
    g->s->income->annual = money_declined(&g->a);
    g->s->schooling->highest_diploma = DIPLOMA_DECLINED;
    g->s->pregnancy->due_date = day_unknown(&g->a);
    struct screening_checked c = check(g, SCREENING_SUBMIT);
    assert_int_equal(c.reason, 0);
    assert_int_equal(c.n_marked, 1);
    assert_string_equal(c.marked[0], "pregnancy.due_date");
    g->s->household->size = NEW(&g->a, sippe__int_answer); /* the field is there, and nothing in it */
    g->s->income->annual = NEW(&g->a, sippe__money_answer);
    c = check(g, SCREENING_SUBMIT);
    assert_int_equal(finding_of(&c.wrong, "household.size"), REASON_FIELD_REQUIRED);
    assert_int_equal(finding_of(&c.wrong, "income.annual"), REASON_FIELD_REQUIRED);
    g->s->household->size = number(&g->a, 1);
    g->s->income->annual = money(&g->a, 0);
    assert_int_equal(check(g, SCREENING_SUBMIT).reason, 0);
    close_stage(g);
}

static void test_marks(void **state) {
    (void)state;
    struct stage *g = open_stage();
    g->s->call->source = REFERRAL_SOURCE_PREGNANCY_NOTICE;
    g->s->call->interpreter_needed = YES_NO_YES;
    g->s->consent->notice_version = "2019-9";
    g->s->identity->nam = "BOUC12345678";
    g->s->call->ended_at = NULL;
    struct screening_checked c = check(g, SCREENING_SUBMIT);
    assert_int_equal(c.reason, 0);
    assert_true(is_marked(&c, "call.source_reference"));
    assert_true(is_marked(&c, "call.interpreter_language"));
    assert_true(is_marked(&c, "consent.notice_version"));
    assert_true(is_marked(&c, "identity.nam"));
    assert_true(is_marked(&c, "call.ended_at"));
    assert_int_equal(c.n_marked, 5);
    g->s->identity->nam = "";
    assert_true((c = check(g, SCREENING_SUBMIT), is_marked(&c, "identity.nam")));
    g->s->identity->no_ramq_reason = "demandeuse d'asile";
    assert_false((c = check(g, SCREENING_SUBMIT), is_marked(&c, "identity.nam")));
    close_stage(g);
}

/* ---- households and calls that are not the usual ones: kept, and each marked at most once ---- */

typedef void (*change_fn)(struct stage *g);
#define CHANGE(name) static void name(struct stage *g)

static void aged(struct stage *g, int years) {
    g->s->identity->birth_date = civil_date(&g->a, day_add_months(fixture_today(), -12 * years));
    g->s->identity->nam = "";
    g->s->identity->no_ramq_reason = "en attente";
}
CHANGE(nothing) { (void)g; }
CHANGE(girl_alone) { aged(g, 13); }
CHANGE(girl_and_mother) {
    aged(g, 13);
    g->s->consent->given_by = CONSENT_GIVER_PARENT;
    g->s->call->caller_is_subject = YES_NO_NO;
}
CHANGE(girl_herself) {
    aged(g, 14);
    g->s->consent->given_by = CONSENT_GIVER_SELF;
}
CHANGE(girl_and_father) {
    aged(g, 14);
    g->s->consent->given_by = CONSENT_GIVER_PARENT;
}
CHANGE(her_tutor) {
    g->s->consent->given_by = CONSENT_GIVER_TUTOR;
    g->s->call->caller_is_subject = YES_NO_NO;
}
CHANGE(her_neighbour) { g->s->call->caller_is_subject = YES_NO_NO; }
CHANGE(pregnant_at_55) { aged(g, 55); }
CHANGE(pregnant_at_56) { aged(g, 56); }
CHANGE(grandfather) {
    aged(g, 61);
    g->s->identity->gender = GENDER_M;
}
CHANGE(grandmother) {
    aged(g, 72);
    g->s->pregnancy->due_date = NULL;
    g->s->pregnancy->already_delivered = YES_NO_YES;
    g->s->pregnancy->child_birth_date = civil_date(&g->a, fixture_today() - 90);
}
CHANGE(no_way_at_all) { g->s->identity->phone = ""; }
CHANGE(sister) {
    g->s->identity->phone = "";
    g->s->identity->alt_phone = "438 555-0111";
    g->s->identity->alt_phone_of = "sa sœur Rose";
}
CHANGE(email_alone) {
    g->s->identity->phone = "";
    g->s->identity->email = "maude@exemple.ca";
}
CHANGE(house_alone) {
    g->s->identity->phone = "";
    g->s->identity->address->street = "12, rue des Inventées";
}
CHANGE(email_wanted) { APPEND(&g->a, g->s->consent, channels, CONTACT_CHANNEL_EMAIL); }
CHANGE(more_adults) { g->s->household->adults = number(&g->a, 3); }
CHANGE(nine_year_old) {
    intake__child *child = NEW(&g->a, intake__child);
    child->birth_date = civil_date(&g->a, fixture_today() - 9 * 366);
    APPEND(&g->a, g->s->household, children, child);
}
CHANGE(read_after) { g->s->consent->notice_read_at->ms = g->s->call->ended_at->ms + 1; }
CHANGE(read_at_the_end) { g->s->consent->notice_read_at->ms = g->s->call->ended_at->ms; }
CHANGE(read_the_day_before) { g->s->consent->notice_read_at->ms = g->s->call->started_at->ms - 86400000; }
CHANGE(read_earlier) { g->s->consent->notice_read_at->ms = g->s->call->started_at->ms - 86400001; }
CHANGE(overheard_no) {
    g->s->call->can_talk_now = YES_NO_NO;
    g->s->urgent->safety_concern = YES_NO_NO;
}
CHANGE(overheard_yes) {
    g->s->call->can_talk_now = YES_NO_NO;
    g->s->urgent->safety_concern = YES_NO_YES;
}
CHANGE(alone_not_asked) { g->s->call->can_talk_now = YES_NO_UNSPECIFIED; }

static void test_the_unusual_is_kept(void **state) {
    (void)state;
    static const struct {
        const char *name;
        change_fn change;
        const char *marked; /* NULL: nothing */
    } cases[] = {
        {"as usual", nothing, NULL},
        {"13, nobody said who consents", girl_alone, "consent.given_by"},
        {"13, her mother calls and consents", girl_and_mother, NULL},
        {"14, she consents", girl_herself, NULL},
        {"14, her father consents", girl_and_father, "consent.given_by"},
        {"a grown woman's tutor calls", her_tutor, NULL},
        {"a neighbour calls", her_neighbour, "consent.consent_store"},
        {"pregnant at 55", pregnant_at_55, NULL},
        {"pregnant at 56", pregnant_at_56, "identity.birth_date"},
        {"a grandfather's file", grandfather, NULL},
        {"a grandmother's file", grandmother, NULL},
        {"no way to reach her", no_way_at_all, "identity.phone"},
        {"her sister's number", sister, NULL},
        {"e-mail alone", email_alone, NULL},
        {"a house that takes mail", house_alone, NULL},
        {"wants e-mail, and gave none", email_wanted, "identity.email"},
        {"3 adults of 2", more_adults, "household.adults"},
        {"a brother of nine", nine_year_old, NULL},
        {"notice read after the call", read_after, "consent.notice_read_at"},
        {"notice read as it ended", read_at_the_end, NULL},
        {"notice read the day before", read_the_day_before, NULL},
        {"notice read earlier", read_earlier, "consent.notice_read_at"},
        {"overheard, and said no", overheard_no, "urgent.safety_concern"},
        {"overheard, and said yes", overheard_yes, NULL},
        {"not asked whether she can talk", alone_not_asked, "call.can_talk_now"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct stage *g = open_stage();
        cases[i].change(g);
        struct screening_checked c = check(g, SCREENING_SUBMIT);
        if (c.reason) fail_msg("%s: refused, %s", cases[i].name, c.wrong.list[0].path);
        if (c.n_marked != (cases[i].marked != NULL) || (cases[i].marked && !is_marked(&c, cases[i].marked)))
            fail_msg("%s: %zu marked, first %s", cases[i].name, c.n_marked, c.n_marked ? c.marked[0] : "-");
        close_stage(g);
    }
}

/* Ages count on the day of the call in the territory's zone, not on the day of the clock. */
static void test_call_day(void **state) {
    (void)state;
    struct stage *g = open_stage();
    int64_t late = wall_instant(fixture_montreal, (struct wall){day_from(2026, 10, 31), 23 * 60 + 30});
    g->s->call->started_at->ms = late; /* November 1st in UTC */
    assert_int_equal(intake_screening_call_day(g->s, g->t, fixture_now()), day_from(2026, 10, 31));
    g->s->call->started_at = NULL;
    assert_int_equal(intake_screening_call_day(g->s, g->t, fixture_now()), fixture_today());
    g->t->zone = NULL;
    assert_int_equal(intake_screening_call_day(g->s, g->t, late), day_from(2026, 11, 1));
    close_stage(g);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_no_fixed_address),
        cmocka_unit_test(test_unknown_is_an_answer),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_the_unusual_is_kept),
        cmocka_unit_test(test_call_day),
    };
    return cmocka_run_group_tests_name("intake answers", tests, NULL, NULL);
}
