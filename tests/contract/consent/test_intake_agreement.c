/* Whether a family takes part in the programme: asked at the enrolment, taken back, put right; and that a machine ends
 * nobody's follow-up by it. */
#include "consent_world.h"

static intake__agreement *said(struct loop *l, intake__agreement_answer answer) {
    intake__agreement *out = NEW(&l->t.a, intake__agreement);
    out->answer = answer;
    out->mode = CONSENT_MODE_VERBAL;
    out->given_by = CONSENT_GIVER_SELF;
    out->on = civil_date(&l->t.a, day_at(fixture_montreal, world_now_ms(l->t.w)));
    return out;
}

static const intake__enrolment *enrolment(struct loop *l, const intake__submit_screening_reply *s) {
    return family(&l->t, "team", s->family_id)->enrolment;
}

static int enrol_with(struct loop *l, const intake__submit_screening_reply *s, intake__agreement *agreement) {
    intake__enrol_family_request *in = NEW(&l->t.a, intake__enrol_family_request);
    intake__enrol_family_reply *out = NULL;
    in->family_id = s->family_id;
    in->screening_id = s->screening_id;
    in->agreement = agreement;
    return ASK(&l->t, "team", EnrolFamily, enrol_family, in, &out);
}

static int record(struct loop *l, const intake__submit_screening_reply *s, intake__agreement *agreement) {
    intake__record_agreement_request *in = NEW(&l->t.a, intake__record_agreement_request);
    intake__record_agreement_reply *out = NULL;
    in->enrolment_id = enrolment(l, s)->enrolment_id;
    in->version = enrolment(l, s)->version;
    in->agreement = agreement;
    return ASK(&l->t, "team", RecordAgreement, record_agreement, in, &out);
}

static const sippe__work_item *asked(struct loop *l) { return work_of(worklist(&l->t, "team"), WORK_KIND_AGREEMENT); }

static void test_it_is_asked_where_it_is_missing(void **state) {
    struct loop *l = *state;
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    assert_int_equal(enrol_with(l, s, NULL), 0);
    const sippe__work_item *item = asked(l);
    assert_non_null(item);
    assert_int_equal(item->agreement, AGREEMENT_ANSWER_UNSPECIFIED);
    assert_int_equal(civil_day(item->due_on), civil_day(enrolment(l, s)->agree_by));
    assert_int_equal(record(l, s, said(l, AGREEMENT_ANSWER_AGREED)), 0);
    assert_null(asked(l));
    assert_null(enrolment(l, s)->agree_by);
    assert_int_equal(enrolment(l, s)->agreements[0]->answer, AGREEMENT_ANSWER_AGREED);
}

static void test_who_agrees_is_enrolled_with_it(void **state) {
    struct loop *l = *state;
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    assert_int_equal(enrol_with(l, s, said(l, AGREEMENT_ANSWER_REFUSED)), REASON_FIELDS_INVALID);
    assert_int_equal(enrol_with(l, s, said(l, AGREEMENT_ANSWER_AGREED)), 0);
    assert_null(asked(l));
    assert_int_equal(enrolment(l, s)->n_agreements, 1);
    assert_string_equal(enrolment(l, s)->agreements[0]->recorded_by, "team");
}

/* She takes it back: her follow-up goes on until a person has ended it. */
static void test_a_withdrawal_ends_nothing_by_itself(void **state) {
    struct loop *l = *state;
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    assert_int_equal(enrol_with(l, s, said(l, AGREEMENT_ANSWER_AGREED)), 0);
    intake__agreement *back = said(l, AGREEMENT_ANSWER_WITHDRAWN);
    assert_int_equal(record(l, s, back), REASON_FIELDS_INVALID);
    back->reason = "elle a changé d'idée";
    assert_int_equal(record(l, s, back), 0);
    settle_all(l);
    leap(&l->t, 40 * DAY_LONG);
    assert_int_equal(enrolment(l, s)->state, ENROLMENT_STATE_AWAITING_KEY_WORKER);
    const sippe__work_item *item = asked(l);
    assert_non_null(item);
    assert_int_equal(item->agreement, AGREEMENT_ANSWER_WITHDRAWN);
    assert_true(item->overdue);
    assert_int_equal(record(l, s, back), REASON_AGREEMENT_SAME);
    intake__end_enrolment_request *end = NEW(&l->t.a, intake__end_enrolment_request);
    intake__end_enrolment_reply *ended = NULL;
    end->enrolment_id = enrolment(l, s)->enrolment_id;
    end->version = enrolment(l, s)->version;
    end->reason = END_REASON_FAMILY_WISH;
    assert_int_equal(ASK(&l->t, "team", EndEnrolment, end_enrolment, end, &ended), 0);
    assert_null(asked(l));
    back->reason = "encore";
    back->mode = CONSENT_MODE_WRITTEN;
    assert_int_equal(record(l, s, back), REASON_NOT_ENROLLED);
}

/* What was written by a slip is put right, and stays readable behind it, in her history too. */
static void test_put_right_with_what_stood_before(void **state) {
    struct loop *l = *state;
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    assert_int_equal(enrol_with(l, s, said(l, AGREEMENT_ANSWER_AGREED)), 0);
    intake__agreement *right = said(l, AGREEMENT_ANSWER_AGREED);
    right->mode = CONSENT_MODE_WRITTEN;
    right->reason = "la feuille est signée";
    assert_int_equal(record(l, s, right), 0);
    const intake__enrolment *e = enrolment(l, s);
    assert_int_equal(e->n_agreements, 2);
    assert_int_equal(e->agreements[0]->mode, CONSENT_MODE_WRITTEN);
    assert_int_equal(e->agreements[1]->mode, CONSENT_MODE_VERBAL);
    intake__list_history_request *in = NEW(&l->t.a, intake__list_history_request);
    intake__list_history_reply *out = NULL;
    size_t n = 0;
    in->family_id = s->family_id;
    assert_int_equal(ASK(&l->t, "team", ListHistory, list_history, in, &out), 0);
    for (size_t i = 0; i < out->n_entries; i++) n += out->entries[i]->kind == HISTORY_KIND_AGREEMENT;
    assert_int_equal(n, 2);
    assert_string_equal(out->entries[0]->why, "la feuille est signée");
}

enum fault { NO_ANSWER, NO_MODE, NO_DAY, TOMORROW, NOBODY, NAME_MISSING, NAME_OF_HERSELF, TEXT_OF_NOBODY, N_FAULTS };
static void spoil(struct loop *l, intake__agreement *a, enum fault fault) {
    switch (fault) {
    case NO_ANSWER: a->answer = AGREEMENT_ANSWER_UNSPECIFIED; break;
    case NO_MODE: a->mode = CONSENT_MODE_UNSPECIFIED; break;
    case NO_DAY: a->on = NULL; break;
    case TOMORROW: a->on = civil_date(&l->t.a, civil_day(a->on) + 1); break;
    case NOBODY: a->given_by = CONSENT_GIVER_UNSPECIFIED; break;
    case NAME_MISSING: a->given_by = CONSENT_GIVER_REPRESENTATIVE; break;
    case NAME_OF_HERSELF: a->given_by_name = "Maude Tremblay"; break;
    case TEXT_OF_NOBODY: a->text_version = "2019-4"; break;
    case N_FAULTS: break;
    }
}

static void test_what_is_incomplete_is_refused(void **state) {
    struct loop *l = *state;
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    assert_int_equal(enrol_with(l, s, NULL), 0);
    for (enum fault fault = 0; fault < N_FAULTS; fault++) {
        intake__agreement *a = said(l, AGREEMENT_ANSWER_AGREED);
        spoil(l, a, fault);
        if (record(l, s, a) != REASON_FIELDS_INVALID) fail_msg("fault %d is taken", (int)fault);
    }
    intake__agreement *parent = said(l, AGREEMENT_ANSWER_AGREED);
    parent->given_by = CONSENT_GIVER_PARENT;
    parent->given_by_name = "Rita Gagnon";
    assert_int_equal(record(l, s, parent), REASON_CONSENT_GIVER_UNFIT);
}

/* Where the territory has words, she heard one of theirs, of that day. */
static void test_the_words_of_the_territory(void **state) {
    struct loop *l = *state;
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    assert_int_equal(enrol_with(l, s, NULL), 0);
    sippe__territory *rules = fixture_territory(&l->t.a);
    rules->label = "avec un texte";
    rules->access->care_team = CARE_TEAM_OPEN;
    sippe__text *text = NEW(&l->t.a, sippe__text);
    text->version = "P-1";
    text->fr = "Participer est libre.";
    APPEND(&l->t.a, rules, participation_texts, text);
    assert_int_equal(adopt(&l->t, rules), 0);
    intake__agreement *a = said(l, AGREEMENT_ANSWER_AGREED);
    assert_int_equal(record(l, s, a), REASON_FIELDS_INVALID);
    a->text_version = "P-2";
    assert_int_equal(record(l, s, a), REASON_FIELDS_INVALID);
    a->text_version = "P-1";
    assert_int_equal(record(l, s, a), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, loop_opened, loop_closed)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_it_is_asked_where_it_is_missing),     TEST(test_who_agrees_is_enrolled_with_it),
        TEST(test_a_withdrawal_ends_nothing_by_itself), TEST(test_put_right_with_what_stood_before),
        TEST(test_what_is_incomplete_is_refused),       TEST(test_the_words_of_the_territory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
