/* A consent from its giving to the one in its place: who may give it, the words that were read, and that it is asked for
 * again before what rests on it stands on nothing. */
#include "consent_world.h"

static day today(struct loop *l) { return day_at(fixture_montreal, world_now_ms(l->t.w)); }

/* A family whose birth date is told: she is so many years and days old. */
static intake__submit_screening_reply *aged(struct loop *l, int years, int days) {
    intake__submit_screening_reply *s = NULL;
    intake__screening *call = call_now(&l->t);
    call->identity->birth_date = civil_date(&l->t.a, day_add_months(today(l), -12 * years) - days);
    assert_int_equal(submit(&l->t, "desk", call, &s), 0);
    return s;
}

static intake__record_consent_request *given_by(struct loop *l, const intake__submit_screening_reply *s,
                                                intake__consent_giver giver) {
    intake__record_consent_request *in = consent_request(l, s->family_id);
    in->consent->given_by = giver;
    if (giver != CONSENT_GIVER_SELF) in->consent->given_by_name = "Rita Gagnon";
    return in;
}

static intake__get_consent_reply *shown(struct loop *l, ProtobufCBinaryData consent_id) {
    intake__get_consent_request *in = NEW(&l->t.a, intake__get_consent_request);
    intake__get_consent_reply *out = NULL;
    in->consent_id = consent_id;
    assert_int_equal(ASK(&l->t, "desk", GetConsent, get_consent, in, &out), 0);
    return out;
}

static const sippe__work_item *asked(struct loop *l) {
    return work_of(worklist(&l->t, "desk"), WORK_KIND_CONSENT_EXPIRES);
}

/* Until that many days from now, and a referral rests on it. */
static intake__submit_screening_reply *referred_for(struct loop *l, int days, intake__record_consent_reply **c) {
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    intake__record_consent_request *in = consent_request(l, s->family_id);
    intake__refer_to_partner_reply *r = NULL;
    in->consent->expires_on = civil_date(&l->t.a, today(l) + days);
    assert_int_equal(consent(l, in, c), 0);
    assert_int_equal(refer(l, s->family_id, l->service, &r), 0);
    settle_all(l);
    return s;
}

static int renew(struct loop *l, ProtobufCBinaryData family_id, ProtobufCBinaryData old,
                 intake__record_consent_reply **out) {
    intake__record_consent_request *in = consent_request(l, family_id);
    in->consent->renews = old;
    return consent(l, in, out);
}

static void test_who_may_give_it(void **state) {
    struct loop *l = *state;
    static const struct {
        int years;
        intake__consent_giver giver;
        int reason;
    } cases[] = {
        {13, CONSENT_GIVER_SELF, REASON_CONSENT_TOO_YOUNG},
        {13, CONSENT_GIVER_REPRESENTATIVE, REASON_CONSENT_TOO_YOUNG},
        {13, CONSENT_GIVER_PARENT, 0},
        {13, CONSENT_GIVER_TUTOR, 0},
        {14, CONSENT_GIVER_SELF, 0},
        {14, CONSENT_GIVER_PARENT, REASON_CONSENT_HERS_ALONE},
        {17, CONSENT_GIVER_TUTOR, REASON_CONSENT_HERS_ALONE},
        {18, CONSENT_GIVER_PARENT, REASON_CONSENT_GIVER_UNFIT},
        {18, CONSENT_GIVER_REPRESENTATIVE, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        intake__record_consent_reply *c = NULL;
        intake__submit_screening_reply *s = aged(l, cases[i].years, 1);
        int reason = consent(l, given_by(l, s, cases[i].giver), &c);
        if (reason != cases[i].reason) fail_msg("case %zu: %d", i, reason);
        if (!reason && cases[i].giver != CONSENT_GIVER_SELF)
            assert_string_equal(shown(l, c->consent_id)->consent->given_by_name, "Rita Gagnon");
    }
}

/* Her birth date was told wrong in the call, and put right in her file: her age is the right one's. */
static void test_her_age_is_that_of_the_date_put_right(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__submit_screening_reply *s = aged(l, 30, 1);
    const intake__get_family_reply *file = family(&l->t, "team", s->family_id);
    intake__change_person_request *in = NEW(&l->t.a, intake__change_person_request);
    in->family_id = s->family_id;
    in->version = file->kin_version;
    for (size_t i = 0; i < file->kin->n_people; i++)
        if (SAME_BYTES(file->kin->people[i]->person_id, file->kin->holder_id))
            in->who = message_copy(&l->t.a, &file->kin->people[i]->base);
    assert_non_null(in->who);
    in->who->birth_date = civil_date(&l->t.a, day_add_months(today(l), -12 * 13) - 1);
    in->reason = "mal notée";
    assert_int_equal(ASK(&l->t, "team", ChangePerson, change_person, in, NULL), 0);
    assert_int_equal(consent(l, given_by(l, s, CONSENT_GIVER_SELF), &c), REASON_CONSENT_TOO_YOUNG);
    assert_int_equal(consent(l, given_by(l, s, CONSENT_GIVER_PARENT), &c), 0);
}

/* Other words under another version, adopted since: what she heard is what is shown. */
static void test_the_words_that_were_read_stay(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *before = NULL, *after = NULL;
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    intake__record_consent_request *in = consent_request(l, s->family_id);
    APPEND(&l->t.a, in->consent, help, CONSENT_HELP_INTERPRETER);
    in->consent->read_in = NEW(&l->t.a, sippe__language);
    in->consent->read_in->code = "es";
    assert_int_equal(consent(l, in, &before), 0);
    sippe__territory *rules = fixture_territory(&l->t.a);
    const char *were = arena_text(&l->t.a, rules->consent_texts[0]->fr);
    rules->label = "autres mots";
    rules->access->care_team = CARE_TEAM_OPEN;
    rules->consent_texts[0]->fr = "D'autres mots.";
    rules->consent_texts[0]->from = civil_date(&l->t.a, today(l) + 2);
    assert_int_equal(adopt(&l->t, rules), 0);
    assert_int_equal(consent(l, consent_request(l, s->family_id), &after), REASON_FIELDS_INVALID);
    leap(&l->t, 2 * DAY_LONG);
    assert_int_equal(consent(l, consent_request(l, s->family_id), &after), 0);
    assert_string_equal(shown(l, after->consent_id)->text->fr, "D'autres mots.");
    intake__get_consent_reply *old = shown(l, before->consent_id);
    assert_string_equal(old->text->fr, were);
    assert_int_equal(old->consent->help[0], CONSENT_HELP_INTERPRETER);
    assert_string_equal(old->consent->read_in->code, "es");
}

/* In time and with its last day; the one in its place is asked for on a day of its own. */
static void test_it_is_asked_for_before_it_ends(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL, *next = NULL;
    intake__submit_screening_reply *s = referred_for(l, 40, &c);
    assert_null(asked(l));
    leap(&l->t, 11 * DAY_LONG);
    const sippe__work_item *item = asked(l);
    assert_non_null(item);
    assert_true(SAME_BYTES(item->thing, c->consent_id));
    assert_int_equal(item->ask_consent, CONSENT_ASK_EXPIRES);
    assert_false(item->overdue);
    assert_int_equal(civil_day(item->due_on), civil_day(shown(l, c->consent_id)->consent->expires_on));
    assert_int_equal(renew(l, s->family_id, c->consent_id, &next), 0);
    assert_null(asked(l));
    assert_true(SAME_BYTES(shown(l, c->consent_id)->consent->renewed_by, next->consent_id));
    assert_true(SAME_BYTES(shown(l, next->consent_id)->consent->renews, c->consent_id));
    leap(&l->t, 336 * DAY_LONG);
    assert_non_null(asked(l));
    assert_true(SAME_BYTES(asked(l)->thing, next->consent_id));
}

/* Where nothing rests on it, it may end; a referral that is sent meanwhile asks. */
static void test_one_that_carries_nothing_may_end(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    intake__record_consent_request *in = consent_request(l, s->family_id);
    in->consent->expires_on = civil_date(&l->t.a, today(l) + 20);
    assert_int_equal(consent(l, in, &c), 0);
    leap(&l->t, 2 * DAY_LONG);
    assert_null(asked(l));
    assert_int_equal(refer(l, s->family_id, l->service, &r), 0);
    settle_all(l);
    assert_non_null(asked(l));
    contacted(l);
    assert_null(asked(l));
}

/* What rests on the old one rests on the new: she takes back the new, and it goes. */
static void test_a_withdrawal_reaches_what_rested_on_the_old_one(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL, *next = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__withdraw_consent_reply *out = NULL;
    intake__submit_screening_reply *s = referred(l, &c, &r);
    assert_int_equal(renew(l, s->family_id, c->consent_id, &next), 0);
    assert_int_equal(renew(l, s->family_id, c->consent_id, &next), REASON_CONSENT_RENEWED);
    c->version = shown(l, c->consent_id)->consent->version;
    assert_int_equal(withdraw(l, c, &out), REASON_CONSENT_RENEWED);
    assert_int_equal(withdraw(l, next, &out), 0);
    assert_int_equal(out->referrals_cancelled, 1);
    settle_all(l);
    assert_int_equal(referral_of(l, s)->state, REFERRAL_STATE_CANCELLED);
    assert_int_equal(renew(l, s->family_id, next->consent_id, &next), REASON_CONSENT_WITHDRAWN);
    assert_int_equal(refer(l, s->family_id, l->service, &r), REASON_CONSENT_WITHDRAWN);
}

static void test_what_a_person_told_goes_with_the_new_one(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL, *next = NULL;
    intake__disclose_reply *told = NULL;
    intake__withdraw_consent_reply *out = NULL;
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    assert_int_equal(consent_to_interpret(l, s->family_id, &c), 0);
    assert_int_equal(disclose(l, s->family_id, &told), 0);
    intake__record_consent_request *in = consent_request(l, s->family_id);
    in->consent->renews = c->consent_id;
    assert_int_equal(consent(l, in, &next), REASON_CONSENT_RENEWS_OTHER);
    in->consent->purpose = CONSENT_PURPOSE_INTERPRETER;
    in->consent->organization_id = interpreters(l);
    in->consent->n_covers = 2;
    assert_int_equal(consent(l, in, &next), 0);
    assert_int_equal(withdraw(l, next, &out), 0);
    assert_int_equal(out->to_tell, 1);
    assert_non_null(to_tell(l));
}

static void test_of_another_family_none_is_renewed(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL, *next = NULL;
    intake__submit_screening_reply *s = family_for_sippe(&l->t), *other = aged(l, 30, 1);
    assert_int_equal(consent(l, consent_request(l, s->family_id), &c), 0);
    assert_int_equal(renew(l, other->family_id, c->consent_id, &next), REASON_NOT_FOUND);
}

/* From her fourteenth birthday on she is asked what her mother agreed to. */
static void test_a_minor_of_age_is_asked(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL, *hers = NULL;
    intake__submit_screening_reply *s = aged(l, 13, 355);
    assert_int_equal(consent(l, given_by(l, s, CONSENT_GIVER_PARENT), &c), 0);
    assert_null(asked(l));
    leap(&l->t, 12 * DAY_LONG);
    assert_non_null(asked(l));
    assert_int_equal(asked(l)->ask_consent, CONSENT_ASK_OF_AGE);
    intake__record_consent_request *in = given_by(l, s, CONSENT_GIVER_PARENT);
    in->consent->renews = c->consent_id;
    assert_int_equal(consent(l, in, &hers), REASON_CONSENT_HERS_ALONE);
    assert_int_equal(renew(l, s->family_id, c->consent_id, &hers), 0);
    assert_null(asked(l));
}

/* Somebody consents for her now: what she agreed to before is asked again, each until it is renewed or withdrawn. */
static void test_another_giver_asks_for_the_rest(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *hers = NULL, *now = NULL;
    intake__withdraw_consent_reply *out = NULL;
    intake__submit_screening_reply *s = aged(l, 30, 1);
    assert_int_equal(consent(l, consent_request(l, s->family_id), &hers), 0);
    intake__record_consent_request *in = given_by(l, s, CONSENT_GIVER_REPRESENTATIVE);
    in->consent->organization_id = interpreters(l);
    assert_int_equal(consent(l, in, &now), 0);
    const sippe__work_item *item = asked(l);
    assert_non_null(item);
    assert_true(SAME_BYTES(item->thing, hers->consent_id));
    assert_int_equal(item->ask_consent, CONSENT_ASK_GIVER_CHANGED);
    assert_non_null(shown(l, hers->consent_id)->ask_by);
    assert_int_equal(withdraw(l, hers, &out), 0);
    assert_null(asked(l));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, loop_opened, loop_closed)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_who_may_give_it),
        TEST(test_her_age_is_that_of_the_date_put_right),
        TEST(test_the_words_that_were_read_stay),
        TEST(test_it_is_asked_for_before_it_ends),
        TEST(test_one_that_carries_nothing_may_end),
        TEST(test_a_withdrawal_reaches_what_rested_on_the_old_one),
        TEST(test_what_a_person_told_goes_with_the_new_one),
        TEST(test_of_another_family_none_is_renewed),
        TEST(test_a_minor_of_age_is_asked),
        TEST(test_another_giver_asks_for_the_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
