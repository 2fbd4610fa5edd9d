/* Calls to a family and from her, at any time; what their outcomes ask of people; letters. */
#include "calls_world.h"

static int settled(struct desk *t, const sippe__work_item *w, const char *note) {
    intake__settle_work_request *in = NEW(&t->a, intake__settle_work_request);
    in->kind = w->kind;
    in->thing = w->thing;
    in->note = note;
    return ASK(t, "desk", SettleWork, settle_work, in, NULL);
}

/* ---- she is to be called ---- */

static void test_she_called_herself(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = to_call_back(t);
    intake__record_family_call_reply *out = tried(t, s, CALL_OUTCOME_NO_ANSWER);
    assert_true(SAME_BYTES(out->screening_id, s->screening_id)); /* the one that waits */
    assert_int_equal(DAY(item(t, WORK_KIND_CALL_BACK)->due_on), day_from(2026, 11, 24));
    assert_int_equal(item(t, WORK_KIND_CALL_BACK)->last_call->outcome, CALL_OUTCOME_NO_ANSWER);
    out = she_called(t, s, CALL_OUTCOME_COMPLETED);
    assert_null(out->call_back_on);
    assert_null(item(t, WORK_KIND_CALL_BACK));
    const sippe__work_item *w = item(t, WORK_KIND_DECIDE_ROUTE);
    assert_int_equal(w->last_call->direction, CALL_DIRECTION_INCOMING);
    assert_string_equal(w->last_call->by, "team");
    assert_int_equal(w->unanswered, 0);
    assert_int_equal(screening(t, s->screening_id)->summary->state,
                     SCREENING_STATE_CALL_BACK); /* answers are missing */
    tried(t, s, CALL_OUTCOME_NO_ANSWER);
    assert_non_null(item(t, WORK_KIND_CALL_BACK));
    out = she_called(t, s, CALL_OUTCOME_LEFT_MESSAGE); /* she waits for it */
    assert_int_equal(DAY(out->call_back_on), fixture_today());
    assert_int_equal(DAY(item(t, WORK_KIND_CALL_BACK)->due_on), fixture_today());
}

static void test_another_one_spoke(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = to_call_back(t);
    intake__record_family_call_request *in = call_of(t, s, CALL_OUTCOME_REFUSED);
    in->told->whom = CALL_WHOM_OTHER;
    assert_int_equal(called(t, "desk", in)->unanswered, 1);
    assert_null(item(t, WORK_KIND_ASK_STOP)); /* she has not refused */
    in->told->direction = CALL_DIRECTION_INCOMING;
    in->told->call_back_on = date(&t->a, 2026, 12, 1);
    called(t, "desk", in);
    assert_int_equal(DAY(item(t, WORK_KIND_CALL_BACK)->due_on), day_from(2026, 12, 1));
    in->told->call_back_on = NULL;
    in->told->outcome = CALL_OUTCOME_COMPLETED;
    called(t, "desk", in);
    assert_int_equal(DAY(item(t, WORK_KIND_CALL_BACK)->due_on), day_from(2026, 12, 1)); /* as it waited */
}

/* The territory of the tests proposes it after three. */
static void test_unreachable_is_proposed(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = to_call_back(t);
    for (int i = 1; i <= 3; i++) {
        intake__record_family_call_reply *out =
            tried(t, s, i == 2 ? CALL_OUTCOME_LEFT_MESSAGE : CALL_OUTCOME_NO_ANSWER);
        assert_int_equal(out->unanswered, i);
        assert_int_equal(out->attempts, i);
        assert_int_equal(out->propose_unreachable, i == 3);
        assert_false(out->by_letter);
        const sippe__work_item *w = item(t, WORK_KIND_CALL_BACK);
        assert_int_equal(w->propose_unreachable, i == 3);
        assert_int_equal(screening(t, s->screening_id)->propose_unreachable, i == 3);
    }
    she_called(t, s, CALL_OUTCOME_CALL_BACK_AT);
    assert_int_equal(screening(t, s->screening_id)->unanswered, 0);
    assert_int_equal(screening(t, s->screening_id)->attempts, 3);
    assert_int_equal(screening(t, s->screening_id)->n_calls, 4);
    assert_false(item(t, WORK_KIND_CALL_BACK)->propose_unreachable);
}

/* ---- what is asked ---- */

static void test_a_wrong_number_is_to_be_found(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = to_call_back(t);
    intake__record_family_call_reply *out = tried(t, s, CALL_OUTCOME_WRONG_NUMBER);
    assert_null(out->call_back_on);
    tried(t, s, CALL_OUTCOME_WRONG_NUMBER); /* once for her, however often */
    const sippe__list_work_reply *list = worklist(t, "desk");
    assert_int_equal(list->total, 2);
    const sippe__work_item *w = work_of(list, WORK_KIND_ASK_NUMBER);
    assert_int_equal(w->role, ROLE_DESK);
    assert_int_equal(DAY(w->due_on), day_from(2026, 11, 24));
    assert_non_null(work_of(list, WORK_KIND_CALL_BACK)); /* she is to be called once there is one */
    intake__amend_screening_request *in = NEW(&t->a, intake__amend_screening_request);
    in->screening_id = s->screening_id;
    in->screening = call_now(t);
    in->screening->income->annual = money_declined(&t->a);
    in->version = screening(t, s->screening_id)->summary->version;
    assert_int_equal(ASK(t, "desk", AmendScreening, amend_screening, in, NULL), 0);
    assert_non_null(item(t, WORK_KIND_ASK_NUMBER)); /* the same number */
    in->screening->identity->phone = "514 555-0177";
    in->version = screening(t, s->screening_id)->summary->version;
    assert_int_equal(ASK(t, "desk", AmendScreening, amend_screening, in, NULL), 0);
    assert_null(item(t, WORK_KIND_ASK_NUMBER));
    tried(t, s, CALL_OUTCOME_WRONG_NUMBER);
    assert_int_equal(settled(t, item(t, WORK_KIND_ASK_NUMBER), ""), 0); /* or a person says so */
    assert_null(item(t, WORK_KIND_ASK_NUMBER));
}

static void test_a_refusal_asks_what_she_wants(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = to_call_back(t);
    tried(t, s, CALL_OUTCOME_REFUSED);
    const sippe__work_item *w = item(t, WORK_KIND_ASK_STOP);
    assert_int_equal(w->last_call->outcome, CALL_OUTCOME_REFUSED);
    assert_int_equal(settled(t, w, " "), REASON_FIELDS_INVALID);
    assert_int_equal(settled(t, w, "veut qu'on rappelle en janvier"), 0);
    assert_null(item(t, WORK_KIND_ASK_STOP));
    tried(t, s, CALL_OUTCOME_REFUSED);
    tried(t, s, CALL_OUTCOME_NO_ANSWER); /* does not answer it */
    assert_non_null(item(t, WORK_KIND_ASK_STOP));
    ProtobufCBinaryData version = screening(t, s->screening_id)->summary->version;
    intake__decide_route_request *no = NEW(&t->a, intake__decide_route_request);
    no->screening_id = s->screening_id;
    no->version = version;
    no->route = ROUTE_DECLINED;
    no->override_reason = "elle refuse";
    assert_int_equal(ASK(t, "desk", DecideRoute, decide_route, no, NULL), 0);
    const sippe__list_work_reply *left = worklist(t, "coord");
    assert_int_equal(left->total, 1); /* she is left alone until another offer */
    assert_int_equal(left->items[0]->kind, WORK_KIND_SECOND_OFFER);
}

/* ---- after a decision ---- */

static void test_after_a_decision(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = family_for_sippe(t);
    intake__enrol_family_reply *enrolled = NULL;
    assert_int_equal(enrol(t, s, &enrolled), 0);
    ProtobufCBinaryData version = screening(t, s->screening_id)->summary->version;
    intake__record_family_call_reply *out = tried(t, s, CALL_OUTCOME_NO_ANSWER);
    assert_int_equal(out->screening_id.len, 0);
    assert_int_equal(DAY(out->call_back_on), day_from(2026, 11, 24));
    assert_true(SAME_BYTES(version, screening(t, s->screening_id)->summary->version)); /* nothing of it changed */
    const sippe__work_item *w = item(t, WORK_KIND_CALL_BACK);
    assert_int_equal(w->role, ROLE_TEAM);
    assert_true(SAME_BYTES(w->thing, out->call_id));
    out = tried(t, s, CALL_OUTCOME_LEFT_MESSAGE); /* the later one asks */
    w = item(t, WORK_KIND_CALL_BACK);
    assert_true(SAME_BYTES(w->thing, out->call_id));
    const intake__get_family_reply *f = family(t, "team", s->family_id);
    assert_int_equal(f->n_calls, 2);
    assert_int_equal(f->calls[0]->outcome, CALL_OUTCOME_LEFT_MESSAGE);
    assert_string_equal(f->calls[0]->by, "desk");
    she_called(t, s, CALL_OUTCOME_COMPLETED);
    assert_null(item(t, WORK_KIND_CALL_BACK));
    tried(t, s, CALL_OUTCOME_NO_ANSWER);
    assert_int_equal(settled(t, item(t, WORK_KIND_CALL_BACK), "vue au CLSC"), 0);
    assert_null(item(t, WORK_KIND_CALL_BACK));
    tried(t, s, CALL_OUTCOME_NO_ANSWER);
    intake__end_enrolment_request *end = NEW(&t->a, intake__end_enrolment_request);
    end->enrolment_id = enrolled->enrolment_id;
    end->version = family(t, "team", s->family_id)->enrolment->version;
    end->reason = END_REASON_MOVED;
    assert_int_equal(ASK(t, "team", EndEnrolment, end_enrolment, end, NULL), 0);
    assert_null(item(t, WORK_KIND_CALL_BACK));
}

/* ---- corrected ---- */

static int corrected(struct desk *t, const intake__submit_screening_reply *s, const intake__family_call *k,
                     intake__call_told *told, const char *reason) {
    intake__correct_family_call_request *in = NEW(&t->a, intake__correct_family_call_request);
    in->family_id = s->family_id;
    in->call_id = k->call_id;
    in->version = k->version;
    in->told = told;
    in->in_error = !told;
    in->reason = reason;
    return ASK(t, "desk", CorrectFamilyCall, correct_family_call, in, NULL);
}

static void test_a_call_is_corrected(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = to_call_back(t);
    tried(t, s, CALL_OUTCOME_NO_ANSWER);
    tried(t, s, CALL_OUTCOME_WRONG_NUMBER);
    const intake__family_call *k = calls(t, s)->calls[0];
    intake__call_told *told = message_copy(&t->a, &k->said->told->base);
    told->outcome = CALL_OUTCOME_NO_ANSWER;
    assert_int_equal(corrected(t, s, k, told, " "), REASON_FIELDS_INVALID);
    assert_int_equal(corrected(t, s, k, told, "mal coché"), 0);
    assert_null(item(t, WORK_KIND_ASK_NUMBER));
    assert_int_equal(DAY(screening(t, s->screening_id)->summary->call_back_on), day_from(2026, 11, 24));
    assert_int_equal(corrected(t, s, k, told, "encore"), REASON_VERSION_STALE);
    k = calls(t, s)->calls[0];
    assert_int_equal(k->said->told->outcome, CALL_OUTCOME_NO_ANSWER);
    assert_string_equal(k->said->reason, "mal coché");
    assert_int_equal(k->before[0]->told->outcome, CALL_OUTCOME_WRONG_NUMBER);
    assert_string_equal(k->before[0]->by, "desk");
    told->note = "chez sa soeur"; /* its course is the same */
    ProtobufCBinaryData version = screening(t, s->screening_id)->summary->version;
    assert_int_equal(corrected(t, s, k, told, "détail"), 0);
    assert_false(SAME_BYTES(version, screening(t, s->screening_id)->summary->version));
    k = calls(t, s)->calls[0];
    assert_int_equal(corrected(t, s, k, NULL, "une autre famille"), 0);
    k = calls(t, s)->calls[0];
    assert_true(k->in_error && !k->said->told && k->n_before == 3);
    assert_int_equal(corrected(t, s, k, told, "si"), REASON_STRUCK_OUT);
    assert_int_equal(screening(t, s->screening_id)->unanswered, 1); /* it counts no more */
    assert_int_equal(DAY(item(t, WORK_KIND_CALL_BACK)->due_on), fixture_today());
    k = calls(t, s)->calls[1];
    told->outcome = CALL_OUTCOME_COMPLETED; /* the newest that counts */
    assert_int_equal(corrected(t, s, k, told, "elle a répondu"), 0);
    assert_non_null(item(t, WORK_KIND_DECIDE_ROUTE));
}

/* What came after an older one stands. */
static void test_an_older_call_is_corrected(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = to_call_back(t);
    tried(t, s, CALL_OUTCOME_REFUSED);
    intake__record_family_call_request *in = call_of(t, s, CALL_OUTCOME_CALL_BACK_AT);
    in->told->call_back_on = date(&t->a, 2026, 12, 3);
    called(t, "desk", in);
    const intake__family_call *k = calls(t, s)->calls[1];
    intake__call_told *told = message_copy(&t->a, &k->said->told->base);
    told->outcome = CALL_OUTCOME_NO_ANSWER;
    assert_int_equal(corrected(t, s, k, told, "pas elle"), 0);
    assert_null(item(t, WORK_KIND_ASK_STOP)); /* nobody has refused */
    assert_int_equal(DAY(item(t, WORK_KIND_CALL_BACK)->due_on), day_from(2026, 12, 3));
}

static void test_what_is_no_call(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = to_call_back(t);
    intake__record_family_call_request *in = call_of(t, s, CALL_OUTCOME_NO_ANSWER);
    in->told->direction = CALL_DIRECTION_INCOMING;
    assert_int_equal(refused(t, in), REASON_FIELDS_INVALID);
    in->told->direction = CALL_DIRECTION_UNSPECIFIED;
    assert_int_equal(refused(t, in), REASON_FIELDS_INVALID);
    in->told->direction = CALL_DIRECTION_OUTGOING;
    in->told->minutes = 601;
    assert_int_equal(refused(t, in), REASON_FIELDS_INVALID);
    in->told->minutes = 600;
    in->told->way = CALL_WAY_UNSPECIFIED;
    assert_int_equal(refused(t, in), REASON_FIELDS_INVALID);
    in->told = NULL;
    assert_int_equal(refused(t, in), REASON_FIELDS_INVALID);
    in = call_to_her(t, s, CALL_OUTCOME_NO_ANSWER);
    in->version = (ProtobufCBinaryData){0};
    assert_int_equal(refused(t, in), REASON_VERSION_STALE); /* of one that is named */
    intake__screening *another = call_now(t);
    another->identity->name->given = "Rose";
    another->identity->phone = "514 555-0166";
    intake__submit_screening_reply *other = NULL;
    assert_int_equal(submit(t, "desk", another, &other), 0);
    in->screening_id = other->screening_id;
    assert_int_equal(refused(t, in), REASON_NOT_FOUND); /* another family's */
    assert_int_equal(ASK(t, "desk2", RecordFamilyCall, record_family_call, call_to_her(t, s, 3), NULL),
                     REASON_NOT_FOUND);
}

/* ---- merged, paged ---- */

/* A look at what a call asks stands under the call's id: whoever asks who looked is told of it. */
static bool is_identified(struct desk *t, ProtobufCBinaryData family_id, ProtobufCBinaryData call_id) {
    intake__identify_family_request *in = NEW(&t->a, intake__identify_family_request);
    intake__identify_family_reply *out = NULL;
    in->family_id = family_id;
    assert_int_equal(ASK(t, "privacy", IdentifyFamily, identify_family, in, &out), 0);
    for (size_t i = 0; i < out->n_ids; i++)
        if (SAME_BYTES(out->ids[i], call_id)) return true;
    return false;
}

static void test_a_merge_brings_the_calls_along(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = to_call_back(t), *twice = NULL;
    intake__screening *again = call_now(t);
    assert_int_equal(submit(t, "desk", again, &twice), 0);
    tried(t, twice, CALL_OUTCOME_WRONG_NUMBER);
    intake__settle_match_request *in = NEW(&t->a, intake__settle_match_request);
    in->screening_id = twice->screening_id;
    in->version = screening(t, twice->screening_id)->summary->version;
    in->same_as_family_id = s->family_id;
    assert_int_equal(ASK(t, "desk", SettleMatch, settle_match, in, NULL), 0);
    assert_int_equal(calls(t, s)->n_calls, 1);
    assert_true(is_identified(t, s->family_id, calls(t, s)->calls[0]->call_id));
    assert_true(SAME_BYTES(item(t, WORK_KIND_ASK_NUMBER)->family_id, s->family_id));
    assert_int_equal(refused(t, call_of(t, twice, CALL_OUTCOME_NO_ANSWER)), REASON_FAMILY_MERGED);
    tried(t, s, CALL_OUTCOME_COMPLETED);
    assert_int_equal(calls(t, s)->n_calls, 2);
}

static void test_pages(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = to_call_back(t);
    intake__list_family_calls_request *in = NEW(&t->a, intake__list_family_calls_request);
    intake__list_family_calls_reply *out = NULL;
    for (int i = 0; i < 7; i++) tried(t, s, i % 2 ? CALL_OUTCOME_NO_ANSWER : CALL_OUTCOME_LEFT_MESSAGE);
    in->family_id = s->family_id;
    in->limit = 3;
    size_t n = 0;
    do {
        assert_int_equal(ASK(t, "desk", ListFamilyCalls, list_family_calls, in, &out), 0);
        for (size_t i = 0; i < out->n_calls; i++, n++)
            assert_int_equal(out->calls[i]->said->told->outcome,
                             n % 2 ? CALL_OUTCOME_NO_ANSWER : CALL_OUTCOME_LEFT_MESSAGE);
        in->after = out->next;
    } while (in->after.len);
    assert_int_equal(n, 7);
    in->limit = 201;
    assert_int_equal(ASK(t, "desk", ListFamilyCalls, list_family_calls, in, &out), REASON_NUMBER_OUT_OF_RANGE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_she_called_herself, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_another_one_spoke, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_unreachable_is_proposed, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_a_wrong_number_is_to_be_found, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_a_refusal_asks_what_she_wants, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_after_a_decision, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_a_call_is_corrected, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_an_older_call_is_corrected, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_what_is_no_call, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_a_merge_brings_the_calls_along, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_pages, desk_adopted, desk_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
