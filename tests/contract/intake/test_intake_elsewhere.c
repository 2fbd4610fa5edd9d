/* Who is followed by another door already, and who did not call herself: a person asks before anything is done twice, or
 * kept that is not hers to tell. */
#include "intake_world.h"

static intake__screening *followed_elsewhere(struct desk *t) {
    intake__screening *s = call_now(t);
    s->pregnancy->followed_elsewhere = YES_NO_YES;
    s->pregnancy->followed_where = "Dispensaire diététique";
    return s;
}

static intake__submit_screening_reply *submitted(struct desk *t, intake__screening *s) {
    intake__submit_screening_reply *out = NULL;
    assert_int_equal(submit(t, "desk", s, &out), 0);
    return out;
}

static int asks_to_enrol(struct desk *t, const intake__submit_screening_reply *s) {
    intake__enrol_family_request *in = NEW(&t->a, intake__enrol_family_request);
    in->family_id = s->family_id;
    in->screening_id = s->screening_id;
    return ASK(t, "team", EnrolFamily, enrol_family, in, NULL);
}

static int settle(struct desk *t, ProtobufCBinaryData thing, sippe__work_kind kind, const char *note) {
    intake__settle_work_request *in = NEW(&t->a, intake__settle_work_request);
    in->thing = thing;
    in->kind = kind;
    in->note = note;
    return ASK(t, "desk", SettleWork, settle_work, in, NULL);
}

static bool is_flagged(struct desk *t, ProtobufCBinaryData id) {
    const intake__proposal *p = screening(t, id)->proposal;
    for (size_t i = 0; i < p->n_flags; i++)
        if (p->flags[i] == FLAG_FOLLOWED_ELSEWHERE) return true;
    return false;
}

static void test_nobody_is_enrolled_twice(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = submitted(t, followed_elsewhere(t));
    const sippe__work_item *item = work_of(worklist(t, "desk"), WORK_KIND_ALREADY_FOLLOWED);
    assert_non_null(item);
    assert_non_null(item->due_on);
    assert_int_equal(item->role, ROLE_DESK);
    assert_true(is_flagged(t, s->screening_id));
    assert_int_equal(decide(t, "desk", s->screening_id, s->version, ROUTE_SIPPE, NULL), 0);
    assert_int_equal(asks_to_enrol(t, s), REASON_FOLLOWED_ELSEWHERE);
    assert_non_null(work_of(worklist(t, "desk"), WORK_KIND_ALREADY_FOLLOWED));
    assert_int_equal(settle(t, s->screening_id, WORK_KIND_ALREADY_FOLLOWED, "   "), REASON_FIELDS_INVALID);
    assert_int_equal(settle(t, s->screening_id, WORK_KIND_ALREADY_FOLLOWED, "Se termine là-bas : elle déménage."), 0);
    assert_null(work_of(worklist(t, "desk"), WORK_KIND_ALREADY_FOLLOWED));
    assert_int_equal(settle(t, s->screening_id, WORK_KIND_ALREADY_FOLLOWED, "encore"), REASON_NOT_FOUND);
    assert_int_equal(asks_to_enrol(t, s), 0);
}

/* Coupons of two doors. */
static void test_no_coupons_twice(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = submitted(t, followed_elsewhere(t));
    intake__decide_route_request *in = NEW(&t->a, intake__decide_route_request);
    in->screening_id = s->screening_id;
    in->version = s->version;
    in->route = ROUTE_OLO_ONLY;
    in->override_reason = "elle ne veut que les coupons";
    assert_int_equal(ASK(t, "desk", DecideRoute, decide_route, in, NULL), 0);
    assert_int_equal(settle(t, s->screening_id, WORK_KIND_OLO_START, ""), REASON_FOLLOWED_ELSEWHERE);
    assert_int_equal(settle(t, s->screening_id, WORK_KIND_ALREADY_FOLLOWED, "les deux continuent"), 0);
    assert_int_equal(settle(t, s->screening_id, WORK_KIND_OLO_START, ""), 0);
}

/* A correction asks it, or takes it back. */
static void test_it_is_corrected(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = submitted(t, call_now(t));
    intake__amend_screening_request *in = NEW(&t->a, intake__amend_screening_request);
    intake__amend_screening_reply *out = NULL;
    assert_null(work_of(worklist(t, "desk"), WORK_KIND_ALREADY_FOLLOWED));
    in->screening_id = s->screening_id;
    in->version = s->version;
    in->screening = followed_elsewhere(t);
    in->reason = "elle l'a dit ensuite";
    assert_int_equal(ASK(t, "desk", AmendScreening, amend_screening, in, &out), 0);
    assert_non_null(work_of(worklist(t, "desk"), WORK_KIND_ALREADY_FOLLOWED));
    in->version = out->version;
    in->screening = call_now(t);
    assert_int_equal(ASK(t, "desk", AmendScreening, amend_screening, in, &out), 0);
    assert_null(work_of(worklist(t, "desk"), WORK_KIND_ALREADY_FOLLOWED));
}

/* ---- told by somebody else ---- */

static bool says(const char *const *paths, size_t n, const char *path) {
    for (size_t i = 0; i < n; i++)
        if (strcmp(paths[i], path) == 0) return true;
    return false;
}

static void test_a_neighbour_tells_how_to_call_her_back(void **state) {
    struct desk *t = *state;
    intake__screening *s = call_now(t);
    s->call->caller_is_subject = YES_NO_NO;
    s->local_reference = "A-17";
    intake__preview_route_request *in = NEW(&t->a, intake__preview_route_request);
    intake__preview_route_reply *preview = NULL;
    in->screening = s;
    in->as_submitted = true;
    assert_int_equal(ASK(t, "desk", PreviewRoute, preview_route, in, &preview), 0);
    assert_int_equal(preview->n_violations, 0);
    assert_int_equal(preview->proposal->route, ROUTE_CALL_BACK);
    assert_true(says((const char *const *)preview->left_out, preview->n_left_out, "income.annual"));
    intake__submit_screening_reply *out = submitted(t, s), *again = NULL;
    assert_int_equal(out->proposed_route, ROUTE_CALL_BACK);
    assert_int_equal(out->n_left_out, preview->n_left_out);
    const intake__screening *kept = screening(t, out->screening_id)->screening;
    assert_string_equal(kept->identity->name->given, s->identity->name->given);
    assert_null(kept->pregnancy);
    assert_int_equal(kept->income->annual->answer_case, SIPPE__MONEY_ANSWER__ANSWER_NOT_KNOWN);
    assert_non_null(work_of(worklist(t, "desk"), WORK_KIND_CALL_BACK));
    assert_int_equal(submit(t, "desk", s, &again), 0); /* the same call is known by what is kept of it */
    assert_true(again->known);
}

static void test_who_may_consent_tells_all(void **state) {
    struct desk *t = *state;
    intake__screening *s = call_now(t);
    s->call->caller_is_subject = YES_NO_NO;
    s->consent->given_by = CONSENT_GIVER_REPRESENTATIVE;
    intake__submit_screening_reply *out = submitted(t, s);
    assert_int_equal(out->n_left_out, 0);
    assert_non_null(screening(t, out->screening_id)->screening->pregnancy);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_nobody_is_enrolled_twice, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_no_coupons_twice, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_it_is_corrected, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_a_neighbour_tells_how_to_call_her_back, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_who_may_consent_tells_all, desk_adopted, desk_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
