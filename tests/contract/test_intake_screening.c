/* The call: submitted, refused, previewed, known again; through the engine on a real store. */
#include "intake_world.h"

static int adopted(void **state) {
    struct desk *t = calloc(1, sizeof *t);
    desk_open(t);
    assert_int_equal(adopt(t, fixture_territory(&t->a)), 0);
    *state = t;
    return 0;
}

static int closed(void **state) {
    desk_close(*state);
    free(*state);
    return 0;
}

static void test_without_rules_nothing_is_taken(void **state) {
    (void)state;
    struct desk t;
    intake__submit_screening_reply *out = NULL;
    desk_open(&t);
    assert_int_equal(submit(&t, "desk", call_now(&t), &out), REASON_TERRITORY_MISSING);
    desk_close(&t);
}

static void test_a_call_gets_a_number_a_proposal_and_a_term(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *out = NULL;
    assert_int_equal(submit(t, "desk", call_now(t), &out), 0);
    assert_string_equal(out->family_number, "1001-9");
    assert_int_equal(out->proposed_route, ROUTE_SIPPE);
    assert_int_equal(out->n_matches, 0);
    intake__get_screening_reply *s = screening(t, out->screening_id);
    assert_int_equal(s->summary->state, SCREENING_STATE_TO_DECIDE);
    assert_true(SAME_BYTES(s->summary->version, out->version));
    assert_string_equal(s->screening->identity->phone, "5145550188"); /* kept in its normal form */
    assert_string_equal(s->proposal->rules->label, "2026-11");
    const sippe__list_work_reply *list = worklist(t, "desk");
    const sippe__work_item *item = work_of(list, WORK_KIND_DECIDE_ROUTE);
    assert_non_null(item);
    assert_int_equal(list->total, 1);
    assert_int_equal(DAY(item->due_on), day_from(2026, 11, 24)); /* two working days after a Friday */
    assert_false(item->overdue);
    leap(t, 6 * DAY_LONG);
    assert_true(work_of(worklist(t, "desk"), WORK_KIND_DECIDE_ROUTE)->overdue);
    assert_int_equal(worklist(t, "desk2")->total, 0);
    assert_int_equal(worklist(t, "coord")->overdue, 1);
}

static void test_a_desk_speaks_for_its_own_clsc(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *out = NULL;
    assert_int_equal(submit(t, "desk2", call_now(t), &out), REASON_CLSC_NOT_YOURS);
    assert_int_equal(submit(t, "team", call_now(t), &out), REASON_NOT_ALLOWED);
    intake__screening *s = call_now(t);
    s->call->clsc_code = "12345";
    assert_int_equal(submit(t, "desk", s, &out), REASON_CLSC_UNKNOWN);
    assert_int_equal(submit(t, "desk", call_now(t), &out), 0);
    intake__get_screening_request *get = NEW(&t->a, intake__get_screening_request);
    intake__get_screening_reply *got = NULL;
    get->screening_id = out->screening_id;
    assert_int_equal(ASK(t, "desk2", GetScreening, get_screening, get, &got), REASON_NOT_FOUND);
    assert_int_equal(ASK(t, "desk", GetScreening, get_screening, get, &got), 0);
}

static void test_what_is_wrong_is_named_by_its_path(void **state) {
    struct desk *t = *state;
    intake__submit_screening_request *in = NEW(&t->a, intake__submit_screening_request);
    intake__submit_screening_reply *out = NULL;
    sippe__status *status = NULL;
    in->screening = call_now(t);
    in->screening->identity->phone = "12";
    in->screening->identity->birth_date = date(&t->a, 2026, 2, 30);
    int reason = world_call(t->w, &t->a, "intake", "desk", "intake.SubmitScreening", world_request_id(t->w), &in->base,
                            &intake__submit_screening_reply__descriptor, &out, &status);
    assert_int_equal(reason, REASON_FIELDS_INVALID);
    assert_int_equal(status->n_violations, 2);
    bool phone = false;
    for (size_t i = 0; i < status->n_violations; i++)
        phone |= strcmp(status->violations[i]->path, "screening.identity.phone") == 0;
    assert_true(phone);
    in->screening = call_now(t);
    in->screening->consent->consent_store = YES_NO_NO;
    assert_int_equal(ASK(t, "desk", SubmitScreening, submit_screening, in, &out), REASON_CONSENT_TO_STORE_MISSING);
    in->screening->consent->notice_read_at = NULL;
    assert_int_equal(ASK(t, "desk", SubmitScreening, submit_screening, in, &out), REASON_NOTICE_NOT_READ);
}

/* What a desk's --dry-run asks: the refusals of a submission, each with its path, and nothing kept. */
static void test_a_preview_as_submitted(void **state) {
    struct desk *t = *state;
    intake__preview_route_request *in = NEW(&t->a, intake__preview_route_request);
    intake__preview_route_reply *out = NULL;
    in->as_submitted = true;
    in->screening = call_now(t);
    assert_int_equal(ASK(t, "desk", PreviewRoute, preview_route, in, &out), 0);
    assert_non_null(out->proposal);
    in->screening->consent->consent_store = YES_NO_NO;
    assert_int_equal(ASK(t, "desk", PreviewRoute, preview_route, in, &out), 0);
    assert_null(out->proposal);
    assert_int_equal(out->n_violations, 1);
    assert_string_equal(out->violations[0]->path, "screening.consent.consent_store");
    in->screening = call_now(t);
    in->screening->income = NULL;
    assert_int_equal(ASK(t, "desk", PreviewRoute, preview_route, in, &out), 0);
    assert_string_equal(out->violations[0]->path, "screening.income.annual");
    in->as_submitted = false;
    assert_int_equal(ASK(t, "desk", PreviewRoute, preview_route, in, &out), 0);
    assert_non_null(out->proposal);
    in->as_submitted = true;
    in->screening = call_now(t);
    in->screening->call->clsc_code = "99002";
    assert_int_equal(ASK(t, "desk", PreviewRoute, preview_route, in, &out), REASON_CLSC_NOT_YOURS);
}

static void test_a_preview_keeps_nothing(void **state) {
    struct desk *t = *state;
    intake__preview_route_request *in = NEW(&t->a, intake__preview_route_request);
    intake__preview_route_reply *out = NULL;
    in->screening = NEW(&t->a, intake__screening);
    assert_int_equal(ASK(t, "team", PreviewRoute, preview_route, in, &out), 0); /* nothing was asked yet */
    assert_int_equal(out->proposal->route, ROUTE_CALL_BACK);
    in->screening = call_now(t);
    assert_int_equal(ASK(t, "team", PreviewRoute, preview_route, in, &out), 0);
    assert_int_equal(out->proposal->route, ROUTE_SIPPE);
    in->screening->pregnancy->due_date = told_day(&t->a, fixture_today() + 600);
    assert_int_equal(ASK(t, "team", PreviewRoute, preview_route, in, &out), 0);
    assert_null(out->proposal);
    assert_int_equal(out->n_violations, 1);
    assert_string_equal(out->violations[0]->path, "screening.pregnancy.due_date");
    assert_int_equal(worklist(t, "coord")->total, 0);
}

/* A corrected line of a desk's file is the same call: no second family. */
static void test_a_call_is_known_by_its_number(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *first = NULL, *out = NULL;
    intake__screening *s = call_now(t);
    s->local_reference = "RJ-1";
    assert_int_equal(submit(t, "desk", s, &first), 0);
    assert_false(first->known);
    s->identity->phone = "514.555.0188"; /* the same number, typed otherwise */
    assert_int_equal(submit(t, "desk", s, &out), 0);
    assert_true(out->known);
    assert_true(SAME_BYTES(out->screening_id, first->screening_id));
    assert_true(SAME_BYTES(out->version, first->version));
    assert_string_equal(out->family_number, first->family_number);
    s->identity->name->given = "Rosalie";
    assert_int_equal(submit(t, "desk", s, &out), REASON_CALL_KNOWN);
    intake__preview_route_request *preview = NEW(&t->a, intake__preview_route_request);
    intake__preview_route_reply *previewed = NULL;
    preview->screening = s;
    preview->as_submitted = true;
    assert_int_equal(ASK(t, "desk", PreviewRoute, preview_route, preview, &previewed), REASON_CALL_KNOWN);
    intake__list_screenings_request *list = NEW(&t->a, intake__list_screenings_request);
    intake__list_screenings_reply *found = NULL;
    list->local_reference = "rj 1";
    assert_int_equal(ASK(t, "desk", ListScreenings, list_screenings, list, &found), 0);
    assert_int_equal(found->n_screenings, 1);
    assert_true(SAME_BYTES(found->screenings[0]->screening_id, first->screening_id));
    assert_int_equal(ASK(t, "desk2", ListScreenings, list_screenings, list, &found), 0);
    assert_int_equal(found->n_screenings, 0);
    s->local_reference = "RJ-2";
    assert_int_equal(submit(t, "desk", s, &out), 0);
    assert_false(out->known);
}

/* A spreadsheet drops the zero: the only code that differs by it is meant. */
static void test_a_clsc_without_its_zero(void **state) {
    (void)state;
    struct desk t;
    intake__submit_screening_reply *out = NULL;
    desk_open(&t);
    world_key(t.w, "desk3", ROLE_DESK, "09902");
    sippe__territory *rules = fixture_territory(&t.a);
    for (size_t i = 0; i < rules->n_clscs; i++)
        if (strcmp(rules->clscs[i]->code, "99002") == 0) rules->clscs[i]->code = "09902";
    assert_int_equal(adopt(&t, rules), 0);
    intake__screening *s = call_now(&t);
    s->call->clsc_code = "9902";
    assert_int_equal(submit(&t, "desk3", s, &out), 0);
    assert_string_equal(screening(&t, out->screening_id)->screening->call->clsc_code, "09902");
    s->call->clsc_code = "990";
    assert_int_equal(submit(&t, "desk3", s, &out), REASON_CLSC_UNKNOWN);
    desk_close(&t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_without_rules_nothing_is_taken),
        cmocka_unit_test_setup_teardown(test_a_call_gets_a_number_a_proposal_and_a_term, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_desk_speaks_for_its_own_clsc, adopted, closed),
        cmocka_unit_test_setup_teardown(test_what_is_wrong_is_named_by_its_path, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_preview_as_submitted, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_preview_keeps_nothing, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_call_is_known_by_its_number, adopted, closed),
        cmocka_unit_test(test_a_clsc_without_its_zero),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
