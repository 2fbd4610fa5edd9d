/* The aid of a pregnant minor: on the list from its week on, attested once, put right. */
#include "consent_world.h"

static day today(struct loop *l) { return day_at(fixture_montreal, world_now_ms(l->t.w)); }

/* Who is so many years old, and so many days from the twentieth week. */
static intake__submit_screening_reply *expecting(struct loop *l, int years, int days) {
    intake__submit_screening_reply *s = NULL;
    intake__decide_route_reply *decided = NULL;
    intake__enrol_family_reply *e = NULL;
    intake__screening *call = call_now(&l->t);
    call->identity->birth_date = civil_date(&l->t.a, day_add_months(today(l), -12 * years) - 30);
    call->pregnancy->due_date = told_day(&l->t.a, today(l) + days + 140);
    assert_int_equal(submit(&l->t, "desk", call, &s), 0);
    assert_int_equal(decide(&l->t, "desk", s->screening_id, s->version, ROUTE_SIPPE, &decided), 0);
    assert_int_equal(enrol(&l->t, s, &e), 0);
    return s;
}

static const intake__enrolment *enrolment(struct loop *l, const intake__submit_screening_reply *s) {
    return family(&l->t, "team", s->family_id)->enrolment;
}

static intake__aid *attested(struct loop *l) {
    intake__aid *aid = NEW(&l->t.a, intake__aid);
    aid->outcome = AID_OUTCOME_ATTESTED;
    aid->attested_by = "M. Roy, travailleuse sociale";
    aid->given_to = "elle-même";
    aid->on = civil_date(&l->t.a, today(l));
    return aid;
}

static int record(struct loop *l, const intake__submit_screening_reply *s, intake__aid *aid) {
    intake__record_aid_request *in = NEW(&l->t.a, intake__record_aid_request);
    in->enrolment_id = enrolment(l, s)->enrolment_id;
    in->version = enrolment(l, s)->version;
    in->aid = aid;
    return ASK(&l->t, "team", RecordAid, record_aid, in, NULL);
}

static const sippe__work_item *asked(struct loop *l) { return work_of(worklist(&l->t, "team"), WORK_KIND_MINOR_AID); }

static void test_from_its_week_on(void **state) {
    struct loop *l = *state;
    intake__submit_screening_reply *s = expecting(l, 16, 3);
    assert_int_equal(civil_day(enrolment(l, s)->aid_on), today(l) + 3);
    assert_null(asked(l));
    assert_int_equal(record(l, s, attested(l)), REASON_AID_NOT_DUE);
    leap(&l->t, 4 * DAY_LONG);
    assert_non_null(asked(l));
    assert_false(asked(l)->overdue);
    assert_int_equal(record(l, s, attested(l)), 0);
    assert_null(asked(l));
    assert_string_equal(enrolment(l, s)->aids[0]->given_to, "elle-même");
}

/* Past the week at the enrolment she is entitled at once; from eighteen nobody asks. */
static void test_who_is_entitled(void **state) {
    struct loop *l = *state;
    static const struct {
        int years, days;
        bool asked;
    } cases[] = {{17, -20, true}, {18, -20, false}, {16, -1, true}, {30, 1, false}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        intake__submit_screening_reply *s = expecting(l, cases[i].years, cases[i].days);
        leap(&l->t, 2 * DAY_LONG);
        bool there = false;
        intake__get_family_reply *f = family(&l->t, "team", s->family_id);
        for (size_t k = 0; k < f->n_next; k++) there = there || f->next[k]->kind == WORK_KIND_MINOR_AID;
        if (there != cases[i].asked) fail_msg("case %zu: %d", i, there);
    }
}

/* A date that was corrected moves the day; a loss takes it off. */
static void test_the_day_follows_the_pregnancy(void **state) {
    struct loop *l = *state;
    intake__submit_screening_reply *s = expecting(l, 16, 30);
    intake__record_loss_request *in = NEW(&l->t.a, intake__record_loss_request);
    const intake__get_family_reply *f = family(&l->t, "team", s->family_id);
    in->family_id = s->family_id;
    in->version = f->kin_version;
    in->pregnancy_id = f->kin->pregnancies[0]->pregnancy_id;
    in->kind = LOSS_KIND_MISCARRIAGE;
    in->told_by = "elle-même";
    in->on = civil_date(&l->t.a, today(l));
    assert_int_equal(ASK(&l->t, "team", RecordLoss, record_loss, in, NULL), 0);
    assert_null(enrolment(l, s)->aid_on);
    leap(&l->t, 31 * DAY_LONG);
    assert_null(asked(l));
}

static void test_put_right(void **state) {
    struct loop *l = *state;
    intake__submit_screening_reply *s = expecting(l, 16, -1);
    leap(&l->t, DAY_LONG);
    intake__aid *aid = attested(l);
    aid->given_to = " ";
    assert_int_equal(record(l, s, aid), REASON_FIELDS_INVALID);
    aid = attested(l);
    aid->on = civil_date(&l->t.a, today(l) + 1);
    assert_int_equal(record(l, s, aid), REASON_FIELDS_INVALID);
    assert_int_equal(record(l, s, attested(l)), 0);
    aid = attested(l);
    aid->outcome = AID_OUTCOME_NOT_ENTITLED;
    assert_int_equal(record(l, s, aid), REASON_FIELDS_INVALID);
    aid->reason = "elle vit chez sa mère";
    assert_int_equal(record(l, s, aid), 0);
    assert_int_equal(enrolment(l, s)->n_aids, 2);
    assert_int_equal(enrolment(l, s)->aids[0]->outcome, AID_OUTCOME_NOT_ENTITLED);
    assert_int_equal(enrolment(l, s)->aids[1]->outcome, AID_OUTCOME_ATTESTED);
    assert_null(asked(l));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, loop_opened, loop_closed)

int main(void) {
    const struct CMUnitTest tests[] = {TEST(test_from_its_week_on), TEST(test_who_is_entitled),
                                       TEST(test_the_day_follows_the_pregnancy), TEST(test_put_right)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
