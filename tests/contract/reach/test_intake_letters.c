/* Letters: recorded, waited for, come back, refused. */
#include "calls_world.h"

/* ---- letters ---- */

static intake__record_letter_request *letter_to(struct desk *t, const intake__submit_screening_reply *s) {
    intake__record_letter_request *in = NEW(&t->a, intake__record_letter_request);
    in->family_id = s->family_id;
    in->kind = "CALL_US";
    return in;
}

static int lettered(struct desk *t, const intake__record_letter_request *in, intake__record_letter_reply **out) {
    return ASK(t, "desk", RecordLetter, record_letter, in, out);
}

/* She allows mail, and where she lives is known. */
static intake__submit_screening_reply *by_mail(struct desk *t) {
    intake__submit_screening_reply *s = NULL;
    intake__screening *answers = call_now(t);
    answers->income->annual = money_declined(&t->a);
    answers->income->annual->not_known = NOT_KNOWN_UNKNOWN;
    APPEND(&t->a, answers->consent, channels, CONTACT_CHANNEL_MAIL);
    answers->identity->address->street = "10, rue des Sittelles";
    answers->identity->address->municipality = "Montréal";
    assert_int_equal(submit(t, "desk", answers, &s), 0);
    return s;
}

static void test_a_letter_waits_for_its_reply(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = by_mail(t);
    intake__record_letter_reply *out = NULL;
    for (int i = 0; i < 2; i++) tried(t, s, CALL_OUTCOME_NO_ANSWER);
    assert_true(tried(t, s, CALL_OUTCOME_NO_ANSWER)->by_letter);
    assert_true(item(t, WORK_KIND_CALL_BACK)->by_letter);
    assert_int_equal(lettered(t, letter_to(t, s), &out), 0);
    assert_int_equal(DAY(out->printed_on), fixture_today());
    assert_int_equal(DAY(out->reply_by), day_from(2026, 12, 4)); /* ten working days */
    const sippe__work_item *w = item(t, WORK_KIND_LETTER);
    assert_true(w->not_yet);
    assert_string_equal(w->last_call->letter->kind, "CALL_US");
    const sippe__work_item *back = item(t, WORK_KIND_CALL_BACK);
    assert_int_equal(DAY(back->due_on), day_from(2026, 12, 4)); /* nobody calls before */
    assert_int_equal(back->unanswered, 4);
    assert_int_equal(back->unanswered_letters, 1);
    assert_true(back->propose_unreachable);
    assert_false(back->by_letter); /* she was written to */
    assert_int_equal(screening(t, s->screening_id)->unanswered_letters, 1);
    assert_false(screening(t, s->screening_id)->by_letter);
    leap(t, 20 * DAY_LONG);
    assert_true(item(t, WORK_KIND_LETTER)->overdue);
    she_called(t, s, CALL_OUTCOME_COMPLETED);
    assert_null(item(t, WORK_KIND_LETTER));
    const intake__list_family_calls_reply *list = calls(t, s);
    assert_string_equal(list->calls[1]->letter->kind, "CALL_US");
    assert_int_equal(list->calls[1]->said->told->way, CALL_WAY_MAIL);
}

static void test_a_letter_comes_back(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = by_mail(t);
    assert_int_equal(lettered(t, letter_to(t, s), NULL), 0);
    intake__record_family_call_request *in = call_of(t, s, CALL_OUTCOME_RETURNED);
    assert_int_equal(refused(t, in), REASON_FIELDS_INVALID); /* no telephone call comes back */
    in->told->way = CALL_WAY_MAIL;
    intake__record_family_call_reply *out = called(t, "desk", in);
    assert_int_equal(out->unanswered, 1); /* the letter; that it came back is no other try */
    assert_int_equal(out->unanswered_letters, 1);
    assert_null(item(t, WORK_KIND_LETTER));
    assert_non_null(item(t, WORK_KIND_ASK_NUMBER));
}

static void test_no_letter(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = to_call_back(t);
    intake__record_letter_request *in = letter_to(t, s);
    assert_int_equal(lettered(t, in, NULL), REASON_MAIL_NOT_ALLOWED);
    intake__screening *answers = call_now(t);
    APPEND(&t->a, answers->consent, channels, CONTACT_CHANNEL_MAIL);
    answers->identity->phone = "514 555-0133";
    answers->identity->name->given = "Rose";
    answers->identity->address->street = "";
    intake__submit_screening_reply *no_street = NULL;
    assert_int_equal(submit(t, "desk", answers, &no_street), 0);
    assert_int_equal(lettered(t, letter_to(t, no_street), NULL), REASON_ADDRESS_MISSING);
    in->family_id = by_mail(t)->family_id;
    in->kind = "HELLO";
    assert_int_equal(lettered(t, in, NULL), REASON_LETTER_UNKNOWN);
    in->kind = "CALL_US";
    in->printed_on = civil_date(&t->a, fixture_today() + 1);
    assert_int_equal(lettered(t, in, NULL), REASON_FIELDS_INVALID);
    in->printed_on = civil_date(&t->a, fixture_today() - 2);
    in->reply_by = in->printed_on;
    assert_int_equal(lettered(t, in, NULL), REASON_FIELDS_INVALID);
    in->reply_by = NULL;
    intake__record_letter_reply *out = NULL;
    assert_int_equal(lettered(t, in, &out), 0);
    assert_int_equal(DAY(out->printed_on), fixture_today() - 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_letter_waits_for_its_reply, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_a_letter_comes_back, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_no_letter, desk_adopted, desk_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
