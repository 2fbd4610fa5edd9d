/* intake/territory_check: one fault at a time, each found at its path; nothing at all, and far too much. */
#include "territory_faults.h"

FAULT(sound) { (void)g; }
FAULT(no_code) { g->t->territory = ""; }
FAULT(bad_code) { g->t->territory = "Nord d'ici"; }
FAULT(dash_code) { g->t->territory = "nord-"; }
FAULT(no_name) { g->t->name = " "; }
FAULT(no_label) { g->t->label = ""; }
FAULT(no_source) { g->t->source = ""; }
FAULT(no_valid_from) { g->t->valid_from = NULL; }
FAULT(never_valid) { g->t->valid_from = date(g->a, 2026, 2, 29); }
FAULT(no_zone) { g->t->zone = NULL; }
FAULT(zone_in_seconds) { g->t->zone->standard_utc_offset_minutes = -18000; }
FAULT(no_clscs) { g->t->n_clscs = 0; }
FAULT(clsc_twice) { g->t->clscs[1]->code = "99001"; }
FAULT(clsc_code) { g->t->clscs[1]->code = "99 002"; }
FAULT(clsc_no_name) { g->t->clscs[0]->name = ""; }
FAULT(clsc_phone) { g->t->clscs[1]->phone = "poste 12"; }
FAULT(clsc_no_phone) { g->t->clscs[1]->phone = ""; }
FAULT(clsc_no_prefix) { g->t->clscs[0]->n_postal_prefixes = 0; }
FAULT(prefix_shape) { g->t->clscs[0]->postal_prefixes[1] = "2HM"; }
FAULT(prefix_letter) { g->t->clscs[0]->postal_prefixes[1] = "D2M"; }
FAULT(prefix_long) { g->t->clscs[0]->postal_prefixes[1] = "H2M 1A1 1"; }
FAULT(prefix_empty) { g->t->clscs[0]->postal_prefixes[1] = ""; }
FAULT(prefix_of_two) { g->t->clscs[1]->postal_prefixes[0] = "h2m"; }
FAULT(prefix_of_door) { g->t->doors[0]->postal_prefixes[0] = "H2-M"; }
FAULT(door_no_name) { g->t->doors[0]->name = ""; }
FAULT(door_phone) { g->t->doors[0]->phone = "555-0123"; }
FAULT(door_no_prefix) { g->t->doors[0]->n_postal_prefixes = 0; }
FAULT(area_prefix) { g->t->areas[0]->prefix = "?"; }
FAULT(area_in_degrees) { g->t->areas[0]->latitude_e4 = 45; }
FAULT(area_east) { g->t->areas[0]->longitude_e4 = 736400; }
FAULT(area_twice) { APPEND(g->a, g->t, areas, g->t->areas[0]); }
FAULT(source_word) { g->t->sources[1]->referral_source = "COMMUNITY"; }
FAULT(source_none) { g->t->sources[1]->referral_source = "UNSPECIFIED"; }
FAULT(source_empty) { g->t->sources[1]->referral_source = ""; }
FAULT(source_twice) { g->t->sources[1]->referral_source = "SELF_OLO_CALL"; }
FAULT(no_admission) { g->t->admission = NULL; }
FAULT(reach_by_week) { g->t->admission->reach_by_week = 11; }
FAULT(start_week) { g->t->admission->start_week = 41; }
FAULT(no_income) { g->t->admission->income = NULL; }
FAULT(no_dollars) { g->t->admission->income->n_dollars = 0; }
FAULT(dollars_fall) { g->t->admission->income->dollars[3] = 40741; }
FAULT(dollars_level) { g->t->admission->income->dollars[3] = 40742; }
FAULT(dollars_zero) { g->t->admission->income->dollars[0] = 0; }
FAULT(dollars_in_cents) { g->t->admission->income->dollars[6] = 7044800; }
FAULT(income_year) { g->t->admission->income->year = 22; }
FAULT(income_source) { g->t->admission->income->source = ""; }
FAULT(each_more) { g->t->admission->income->each_more = -1; }
FAULT(diploma_word) { g->t->admission->diplomas[2] = "BAC"; }
FAULT(diploma_twice) { g->t->admission->diplomas[2] = "DES"; }
FAULT(diploma_none) { g->t->admission->diplomas[2] = "NONE"; }
FAULT(no_diplomas) { g->t->admission->n_diplomas = 0; }
FAULT(years) { g->t->admission->years_abroad_as_diploma = 31; }
FAULT(olo_week) { g->t->admission->olo_start_week = 41; }
FAULT(olo_months) { g->t->admission->olo_until_child_months = 61; }
FAULT(alone) { g->t->admission->household_max = 1; }
FAULT(low_none) { g->t->admission->low_income_sources->n_words = 0; }
FAULT(low_word) { g->t->admission->low_income_sources->words[0] = "AID"; }
FAULT(low_said) { g->t->admission->low_income_sources->source = ""; }
FAULT(difficulties) { g->t->admission->flag_difficulties = 5; }
FAULT(link_days) { g->t->partners->link_days = 367; }
FAULT(browser_days) { g->t->partners->browser_days = -1; }
FAULT(correct_days) { g->t->partners->correct_days = 367; }
static sippe__inbound_rules *inbound_of(struct stage *g) {
    sippe__inbound_rules *i = g->t->partners->inbound = NEW(g->a, sippe__inbound_rules);
    i->accepted = true;
    i->act = 2;
    i->keep_days = 90;
    i->a_day = 20;
    i->source = "essai";
    return i;
}
FAULT(inbound_act) { inbound_of(g)->act = 0; }
FAULT(inbound_keep) { inbound_of(g)->keep_days = 0; }
FAULT(inbound_a_day) { inbound_of(g)->a_day = 201; }
FAULT(inbound_source) { inbound_of(g)->source = ""; }
FAULT(disclosure_years) { g->t->partners->disclosure_years = 101; }
FAULT(access_for_ever) { g->t->access->keep_months = 0; }
FAULT(access_year) { g->t->access->keep_months = 12; }
FAULT(access_short) { g->t->access->keep_months = 11; }
FAULT(access_long) { g->t->access->keep_months = 1201; }
FAULT(access_negative) { g->t->access->keep_months = -1; }
FAULT(no_glass) { g->t->access->break_glass = NULL; }
FAULT(glass_forbidden) { g->t->access->break_glass->allowed = false; }
FAULT(glass_over) {
    g->t->access->care_team = CARE_TEAM_OPEN;
    g->t->access->break_glass->allowed = false;
    g->t->access->break_glass->over_restrictions = true;
}
FAULT(glass_short) { g->t->access->break_glass->minutes = 4; }
FAULT(glass_long) { g->t->access->break_glass->minutes = 1441; }
FAULT(care_team) { g->t->access->care_team = (sippe__care_team)3; }
static sippe__erasure_rule *erasure_rule(struct stage *g, const char *code) {
    sippe__erasure_rule *r = NEW(g->a, sippe__erasure_rule);
    if (!g->t->erasure) g->t->erasure = NEW(g->a, sippe__erasure);
    r->code = code;
    r->fr = "Motif";
    APPEND(g->a, g->t->erasure, rules, r);
    return r;
}
FAULT(erasure_code) { erasure_rule(g, "sur demande"); }
FAULT(erasure_no_code) { erasure_rule(g, ""); }
FAULT(erasure_twice) {
    erasure_rule(g, "A");
    erasure_rule(g, "A");
}
FAULT(erasure_words) { erasure_rule(g, "A")->fr = " "; }
FAULT(erasure_months) { erasure_rule(g, "A")->after_months = -1; }
FAULT(erasure_delay) {
    erasure_rule(g, "A");
    g->t->erasure->delay_days = 367;
}
FAULT(erasure_rewrap) {
    erasure_rule(g, "A");
    g->t->erasure->rewrap_days = -1;
}
FAULT(attempts_many) { g->t->attempts->propose_unreachable = 51; }
FAULT(reply_never) { g->t->attempts->letter_reply = 0; }
FAULT(attempts_no_source) { g->t->attempts->source = ""; }
FAULT(letters_alone) { g->t->attempts = NULL; }
FAULT(no_letters) {
    g->t->attempts = NULL;
    g->t->n_letters = 0;
}
FAULT(letter_kind) { g->t->letters[0]->kind = "appelez-nous"; }
FAULT(letter_no_kind) { g->t->letters[0]->kind = ""; }
FAULT(letter_twice) { fixture_letter(g->a, g->t, "CALL_US"); }
FAULT(letter_english_only) { g->t->letters[0]->fr = " "; }
FAULT(no_partners) { g->t->partners = NULL; }
FAULT(consent_months) { g->t->partners->consent_months = 0; }
FAULT(consent_years) { g->t->partners->consent_months = 61; }
FAULT(partner_text) { g->t->partners->notice_text_fr = ""; }
FAULT(no_partner_referrals) {
    g->t->partners->referrals = false;
    g->t->partners->consent_months = 0;
    g->t->partners->notice_text_fr = "";
    g->t->clscs[0]->phone = "";
    g->t->n_consent_texts = 0;
}
FAULT(no_holidays) { g->t->holidays = NULL; }
FAULT(no_easter) { g->t->holidays->easter = ""; }
FAULT(easter_both) { g->t->holidays->easter = "BOTH"; }
FAULT(holiday_never) { APPEND(g->a, g->t->holidays, extra, date(g->a, 2026, 4, 31)); }
FAULT(holiday_twice) {
    APPEND(g->a, g->t->holidays, extra, date(g->a, 2026, 12, 24));
    APPEND(g->a, g->t->holidays, extra, date(g->a, 2026, 12, 24));
}
FAULT(holiday_worked) {
    APPEND(g->a, g->t->holidays, extra, date(g->a, 2026, 12, 24));
    APPEND(g->a, g->t->holidays, worked, date(g->a, 2026, 12, 24));
}
FAULT(no_notices) { g->t->n_information_notices = 0; }
FAULT(notice_twice) { fixture_text(g->a, &g->t->information_notices, &g->t->n_information_notices, "2026-1"); }
FAULT(notice_no_version) { g->t->information_notices[0]->version = ""; }
FAULT(notice_english_only) { g->t->information_notices[0]->fr = ""; }
FAULT(no_consent_texts) { g->t->n_consent_texts = 0; }

static const struct fault_case cases[] = {
    CASE(sound, "", 0),
    CASE(no_code, "territory", REASON_FIELD_REQUIRED),
    CASE(bad_code, "territory", REASON_NAME_INVALID),
    CASE(dash_code, "territory", REASON_NAME_INVALID),
    CASE(no_name, "name", REASON_FIELD_REQUIRED),
    CASE(no_label, "label", REASON_FIELD_REQUIRED),
    CASE(no_source, "source", REASON_FIELD_REQUIRED),
    CASE(no_valid_from, "valid_from", REASON_FIELD_REQUIRED),
    CASE(never_valid, "valid_from", REASON_DATE_IMPOSSIBLE),
    CASE(no_zone, "zone", REASON_FIELD_REQUIRED),
    CASE(zone_in_seconds, "zone.standard_utc_offset_minutes", REASON_NUMBER_OUT_OF_RANGE),
    CASE(no_clscs, "clscs", REASON_FIELD_REQUIRED),
    CASE(clsc_twice, "clscs[1].code", REASON_DUPLICATE),
    CASE(clsc_code, "clscs[1].code", REASON_NAME_INVALID),
    CASE(clsc_no_name, "clscs[0].name", REASON_FIELD_REQUIRED),
    CASE(clsc_phone, "clscs[1].phone", REASON_PHONE_INVALID),
    CASE(clsc_no_phone, "clscs[1].phone", REASON_FIELD_REQUIRED),
    CASE(clsc_no_prefix, "clscs[0].postal_prefixes", REASON_FIELD_REQUIRED),
    CASE(prefix_shape, "clscs[0].postal_prefixes[1]", REASON_POSTAL_CODE_INVALID),
    CASE(prefix_letter, "clscs[0].postal_prefixes[1]", REASON_POSTAL_CODE_INVALID),
    CASE(prefix_long, "clscs[0].postal_prefixes[1]", REASON_POSTAL_CODE_INVALID),
    CASE(prefix_empty, "clscs[0].postal_prefixes[1]", REASON_POSTAL_CODE_INVALID),
    CASE(prefix_of_two, "clscs[1].postal_prefixes[0]", REASON_DUPLICATE),
    CASE(prefix_of_door, "doors[0].postal_prefixes[0]", REASON_DUPLICATE),
    CASE(door_no_name, "doors[0].name", REASON_FIELD_REQUIRED),
    CASE(door_phone, "doors[0].phone", REASON_PHONE_INVALID),
    CASE(door_no_prefix, "doors[0].postal_prefixes", REASON_FIELD_REQUIRED),
    CASE(area_prefix, "areas[0].prefix", REASON_POSTAL_CODE_INVALID),
    CASE(area_in_degrees, "areas[0].latitude_e4", REASON_NUMBER_OUT_OF_RANGE),
    CASE(area_east, "areas[0].longitude_e4", REASON_NUMBER_OUT_OF_RANGE),
    CASE(area_twice, "areas[1].prefix", REASON_DUPLICATE),
    CASE(source_word, "sources[1].referral_source", REASON_ENUM_UNKNOWN),
    CASE(source_none, "sources[1].referral_source", REASON_ENUM_UNKNOWN),
    CASE(source_empty, "sources[1].referral_source", REASON_FIELD_REQUIRED),
    CASE(source_twice, "sources[1].referral_source", REASON_DUPLICATE),
    CASE(no_admission, "admission", REASON_FIELD_REQUIRED),
    CASE(reach_by_week, "admission.reach_by_week", REASON_NUMBER_OUT_OF_RANGE),
    CASE(start_week, "admission.start_week", REASON_NUMBER_OUT_OF_RANGE),
    CASE(no_income, "admission.income", REASON_FIELD_REQUIRED),
    CASE(no_dollars, "admission.income.dollars", REASON_FIELD_REQUIRED),
    CASE(dollars_fall, "admission.income.dollars[3]", REASON_CONTRADICTION),
    CASE(dollars_level, "", 0),
    CASE(dollars_zero, "admission.income.dollars[0]", REASON_NUMBER_OUT_OF_RANGE),
    CASE(dollars_in_cents, "admission.income.dollars[6]", REASON_NUMBER_OUT_OF_RANGE),
    CASE(income_year, "admission.income.year", REASON_NUMBER_OUT_OF_RANGE),
    CASE(income_source, "admission.income.source", REASON_FIELD_REQUIRED),
    CASE(each_more, "admission.income.each_more", REASON_NUMBER_OUT_OF_RANGE),
    CASE(diploma_word, "admission.diplomas[2]", REASON_ENUM_UNKNOWN),
    CASE(diploma_twice, "admission.diplomas[2]", REASON_DUPLICATE),
    CASE(diploma_none, "admission.diplomas[2]", REASON_CONTRADICTION),
    CASE(no_diplomas, "admission.diplomas", REASON_FIELD_REQUIRED),
    CASE(years, "admission.years_abroad_as_diploma", REASON_NUMBER_OUT_OF_RANGE),
    CASE(olo_week, "admission.olo_start_week", REASON_NUMBER_OUT_OF_RANGE),
    CASE(olo_months, "admission.olo_until_child_months", REASON_NUMBER_OUT_OF_RANGE),
    CASE(alone, "admission.household_max", REASON_NUMBER_OUT_OF_RANGE),
    CASE(low_none, "admission.low_income_sources.words", REASON_FIELD_REQUIRED),
    CASE(low_word, "admission.low_income_sources.words[0]", REASON_ENUM_UNKNOWN),
    CASE(low_said, "admission.low_income_sources.source", REASON_FIELD_REQUIRED),
    CASE(difficulties, "admission.flag_difficulties", REASON_NUMBER_OUT_OF_RANGE),
    CASE(erasure_code, "erasure.rules[0].code", REASON_NAME_INVALID),
    CASE(erasure_no_code, "erasure.rules[0].code", REASON_FIELD_REQUIRED),
    CASE(erasure_twice, "erasure.rules[1].code", REASON_DUPLICATE),
    CASE(erasure_words, "erasure.rules[0].fr", REASON_FIELD_REQUIRED),
    CASE(erasure_months, "erasure.rules[0].after_months", REASON_NUMBER_OUT_OF_RANGE),
    CASE(erasure_delay, "erasure.delay_days", REASON_NUMBER_OUT_OF_RANGE),
    CASE(erasure_rewrap, "erasure.rewrap_days", REASON_NUMBER_OUT_OF_RANGE),
    CASE(attempts_many, "attempts.propose_unreachable", REASON_NUMBER_OUT_OF_RANGE),
    CASE(reply_never, "attempts.letter_reply", REASON_NUMBER_OUT_OF_RANGE),
    CASE(attempts_no_source, "attempts.source", REASON_FIELD_REQUIRED),
    CASE(letters_alone, "attempts", REASON_FIELD_REQUIRED),
    CASE(no_letters, "", 0),
    CASE(letter_kind, "letters[0].kind", REASON_NAME_INVALID),
    CASE(letter_no_kind, "letters[0].kind", REASON_FIELD_REQUIRED),
    CASE(letter_twice, "letters[1].kind", REASON_DUPLICATE),
    CASE(letter_english_only, "letters[0].fr", REASON_FIELD_REQUIRED),
    CASE(no_partners, "partners", REASON_FIELD_REQUIRED),
    CASE(no_glass, "access.break_glass.allowed", REASON_CONTRADICTION),
    CASE(glass_forbidden, "access.break_glass.allowed", REASON_CONTRADICTION),
    CASE(glass_over, "access.break_glass.over_restrictions", REASON_CONTRADICTION),
    CASE(glass_short, "access.break_glass.minutes", REASON_NUMBER_OUT_OF_RANGE),
    CASE(glass_long, "access.break_glass.minutes", REASON_NUMBER_OUT_OF_RANGE),
    CASE(care_team, "access.care_team", REASON_ENUM_UNKNOWN),
    CASE(link_days, "partners.link_days", REASON_NUMBER_OUT_OF_RANGE),
    CASE(browser_days, "partners.browser_days", REASON_NUMBER_OUT_OF_RANGE),
    CASE(correct_days, "partners.correct_days", REASON_NUMBER_OUT_OF_RANGE),
    CASE(inbound_act, "partners.inbound.act", REASON_NUMBER_OUT_OF_RANGE),
    CASE(inbound_keep, "partners.inbound.keep_days", REASON_NUMBER_OUT_OF_RANGE),
    CASE(inbound_a_day, "partners.inbound.a_day", REASON_NUMBER_OUT_OF_RANGE),
    CASE(inbound_source, "partners.inbound.source", REASON_FIELD_REQUIRED),
    CASE(disclosure_years, "partners.disclosure_years", REASON_NUMBER_OUT_OF_RANGE),
    CASE(access_for_ever, "", 0),
    CASE(access_year, "", 0),
    CASE(access_short, "access.keep_months", REASON_NUMBER_OUT_OF_RANGE),
    CASE(access_long, "access.keep_months", REASON_NUMBER_OUT_OF_RANGE),
    CASE(access_negative, "access.keep_months", REASON_NUMBER_OUT_OF_RANGE),
    CASE(consent_months, "partners.consent_months", REASON_NUMBER_OUT_OF_RANGE),
    CASE(consent_years, "partners.consent_months", REASON_NUMBER_OUT_OF_RANGE),
    CASE(partner_text, "partners.notice_text_fr", REASON_FIELD_REQUIRED),
    CASE(no_partner_referrals, "", 0),
    CASE(no_holidays, "holidays", REASON_FIELD_REQUIRED),
    CASE(no_easter, "holidays.easter", REASON_FIELD_REQUIRED),
    CASE(easter_both, "holidays.easter", REASON_ENUM_UNKNOWN),
    CASE(holiday_never, "holidays.extra[0]", REASON_DATE_IMPOSSIBLE),
    CASE(holiday_twice, "holidays.extra[1]", REASON_DUPLICATE),
    CASE(holiday_worked, "holidays.worked[0]", REASON_CONTRADICTION),
    CASE(no_notices, "information_notices", REASON_FIELD_REQUIRED),
    CASE(notice_twice, "information_notices[1].version", REASON_DUPLICATE),
    CASE(notice_no_version, "information_notices[0].version", REASON_FIELD_REQUIRED),
    CASE(notice_english_only, "information_notices[0].fr", REASON_FIELD_REQUIRED),
    CASE(no_consent_texts, "consent_texts", REASON_FIELD_REQUIRED),
};

static void test_faults(void **state) {
    (void)state;
    faults_are_found(cases, COUNT(cases));
}

/* Nothing at all, and far too much: told, not suffered. */
static void test_extremes(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    struct findings f = findings_in(&a);
    intake_territory_check(NEW(&a, sippe__territory), &f);
    static const char *const blocks[] = {
        "territory", "name",   "label",    "source",   "valid_from",         "zone", "clscs", "admission",
        "visits",    "delays", "partners", "holidays", "information_notices"};
    for (size_t i = 0; i < COUNT(blocks); i++) assert_int_equal(finding_of(&f, blocks[i]), REASON_FIELD_REQUIRED);
    assert_int_equal(f.n, COUNT(blocks));

    sippe__territory *t = fixture_territory(&a);
    for (int i = 0; i < 5001; i++) APPEND(&a, t->clscs[0], postal_prefixes, "H2M");
    t->visits->cadence[1]->interval_days = INT32_MIN;
    t->admission->income->dollars[0] = INT64_MAX;
    t->zone->standard_utc_offset_minutes = INT32_MAX;
    f = findings_in(&a);
    intake_territory_check(t, &f);
    assert_int_equal(finding_of(&f, "clscs"), REASON_TOO_MANY);
    assert_int_equal(finding_of(&f, "visits.cadence[1].interval_days"), REASON_NUMBER_OUT_OF_RANGE);
    assert_int_equal(finding_of(&f, "admission.income.dollars[0]"), REASON_NUMBER_OUT_OF_RANGE);
    assert_int_equal(finding_of(&f, "zone.standard_utc_offset_minutes"), REASON_NUMBER_OUT_OF_RANGE);
    arena_close(&a);
}

/* 28,000 of each list: told in one word, and nothing of it is gone through. */
#define MANY(owner, field, value, path)                                                                                \
    do {                                                                                                               \
        sippe__territory *t = fixture_territory(&a);                                                                   \
        for (int i = 0; i < 28000; i++) APPEND(&a, owner, field, (value));                                             \
        struct findings f = findings_in(&a);                                                                           \
        intake_territory_check(t, &f);                                                                                 \
        assert_int_equal(finding_of(&f, path), REASON_TOO_MANY);                                                       \
        assert_true(f.n < 10);                                                                                         \
        arena_reset(&a);                                                                                               \
    } while (0)

static void test_many(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    MANY(t->clscs[0], postal_prefixes, "H2M", "clscs");
    MANY(t->doors[0], postal_prefixes, "H2M", "clscs");
    MANY(t->admission, diplomas, "NONE", "admission.diplomas");
    MANY(t->admission->income, dollars, 1, "admission.income.dollars");
    MANY(t->visits, cadence, t->visits->cadence[1], "visits.cadence");
    MANY(t->visits, joint_disciplines, "NURSE", "visits.joint_disciplines");
    MANY(t->visits, key_worker_disciplines, "NURSE", "visits.key_worker_disciplines");
    MANY(t->delays, escalate, 1, "delays.escalate");
    MANY(t->holidays, extra, t->valid_from, "holidays.extra");
    MANY(t->holidays, worked, t->valid_from, "holidays.worked");
    MANY(t, clscs, t->clscs[0], "clscs");
    MANY(t, doors, t->doors[0], "doors");
    MANY(t, areas, t->areas[0], "areas");
    MANY(t, sources, t->sources[0], "sources");
    MANY(t, information_notices, t->information_notices[0], "information_notices");
    MANY(t, consent_texts, t->consent_texts[0], "consent_texts");
    arena_close(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_extremes),
    };
    return cmocka_run_group_tests_name("intake territory", tests, NULL, NULL);
}
