/* The call: submitted, refused, decided, corrected, tried again; through the engine on a real store. */
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
    const intake__list_worklist_reply *list = worklist(t, "desk");
    const intake__worklist_item *item = work_of(list, WORK_KIND_DECIDE_ROUTE);
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

static void test_a_waiting_family_is_decided_again(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = NULL;
    intake__decide_route_request *in = NEW(&t->a, intake__decide_route_request);
    intake__decide_route_reply *out = NULL;
    assert_int_equal(submit(t, "desk", call_now(t), &s), 0);
    in->screening_id = s->screening_id;
    in->version = s->version;
    in->route = ROUTE_WAITLIST;
    in->by = "Mme Gagnon";
    in->override_reason = "Plus de place avant janvier";
    in->priority = 5;
    assert_int_equal(ASK(t, "desk", DecideRoute, decide_route, in, &out), REASON_FIELDS_INVALID);
    in->priority = 2;
    assert_int_equal(ASK(t, "desk", DecideRoute, decide_route, in, &out), 0);
    const intake__worklist_item *item = work_of(worklist(t, "coord"), WORK_KIND_WAITLIST);
    assert_non_null(item);
    assert_int_equal(item->role, ROLE_COORDINATOR);
    assert_true(item->not_yet);
    assert_true(screening(t, s->screening_id)->decision->override);
    assert_int_equal(decide(t, "coord", s->screening_id, out->version, ROUTE_SIPPE, &out), 0);
    assert_null(work_of(worklist(t, "coord"), WORK_KIND_WAITLIST));
    assert_non_null(work_of(worklist(t, "desk"), WORK_KIND_ENROL));
}

static void test_a_person_decides(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = NULL;
    intake__decide_route_reply *out = NULL;
    assert_int_equal(submit(t, "desk", call_now(t), &s), 0);
    assert_int_equal(decide(t, "desk2", s->screening_id, s->version, ROUTE_SIPPE, &out), REASON_NOT_FOUND);
    assert_int_equal(decide(t, "desk", s->screening_id, s->family_id, ROUTE_SIPPE, &out), REASON_VERSION_STALE);
    assert_int_equal(decide(t, "desk", s->screening_id, s->version, ROUTE_CALL_BACK, &out), REASON_ROUTE_NOT_DECIDABLE);
    assert_int_equal(decide(t, "desk", s->screening_id, s->version, ROUTE_OLO_ONLY, &out),
                     REASON_OVERRIDE_REASON_MISSING);
    intake__decide_route_request *nobody = NEW(&t->a, intake__decide_route_request);
    nobody->screening_id = s->screening_id;
    nobody->version = s->version;
    nobody->route = ROUTE_SIPPE;
    assert_int_equal(ASK(t, "desk", DecideRoute, decide_route, nobody, &out), REASON_FIELDS_INVALID);
    assert_int_equal(decide(t, "team", s->screening_id, s->version, ROUTE_SIPPE, &out), 0);
    intake__get_screening_reply *now = screening(t, s->screening_id);
    assert_int_equal(now->summary->state, SCREENING_STATE_DECIDED);
    assert_int_equal(now->decision->route, ROUTE_SIPPE);
    assert_string_equal(now->decision->by, "Mme Gagnon");
    assert_true(SAME_BYTES(now->summary->version, out->version));
    assert_int_equal(decide(t, "desk", s->screening_id, out->version, ROUTE_SIPPE, &out), REASON_SCREENING_SETTLED);
    const intake__worklist_item *item = work_of(worklist(t, "desk"), WORK_KIND_ENROL);
    assert_non_null(item);
    assert_int_equal(DAY(item->due_on), day_from(2026, 11, 27));
}

static intake__submit_screening_reply *early_call(struct desk *t) {
    intake__submit_screening_reply *s = NULL;
    intake__screening *early = call_now(t);
    early->pregnancy->due_date = told_day(&t->a, fixture_today() + 280 - 7 * 10); /* ten weeks: two too early */
    assert_int_equal(submit(t, "desk", early, &s), 0);
    assert_int_equal(s->proposed_route, ROUTE_PRE_REGISTER);
    return s;
}

static void test_an_early_caller_is_called_at_the_start_week(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = early_call(t);
    const intake__worklist_item *item = work_of(worklist(t, "desk"), WORK_KIND_START_WEEK);
    assert_non_null(item);
    assert_true(item->not_yet);
    assert_int_equal(DAY(item->due_on), fixture_today() + 14);
    int64_t eight = wall_instant(fixture_montreal, (struct wall){fixture_today() + 14, 8 * 60});
    leap(t, eight - world_now_ms(t->w) - 60000);
    assert_int_equal(screening(t, s->screening_id)->summary->state, SCREENING_STATE_PRE_REGISTERED);
    leap(t, 60000);
    intake__get_screening_reply *now = screening(t, s->screening_id);
    assert_int_equal(now->summary->state, SCREENING_STATE_CALL_BACK);
    assert_int_equal(now->proposal->route, ROUTE_SIPPE); /* the same answers, today's weeks */
    item = work_of(worklist(t, "desk"), WORK_KIND_START_WEEK);
    assert_non_null(item);
    assert_false(item->not_yet);
    intake__decide_route_reply *out = NULL;
    assert_int_equal(decide(t, "desk", s->screening_id, now->summary->version, ROUTE_SIPPE, &out), 0);
    assert_false(screening(t, s->screening_id)->decision->override);
}

static void test_a_decision_ends_the_wait(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = early_call(t);
    intake__decide_route_reply *out = NULL;
    assert_int_equal(decide(t, "desk", s->screening_id, s->version, ROUTE_DECLINED, &out), 0);
    leap(t, 20 * DAY_LONG);
    assert_int_equal(screening(t, s->screening_id)->summary->state, SCREENING_STATE_DECIDED);
    assert_int_equal(worklist(t, "coord")->total, 0);
}

static int attempt(struct desk *t, const intake__submit_screening_reply *s, ProtobufCBinaryData version,
                   sippe__date *call_back_on, intake__record_attempt_reply **out) {
    intake__record_attempt_request *in = NEW(&t->a, intake__record_attempt_request);
    in->screening_id = s->screening_id;
    in->version = version;
    in->outcome = CALL_OUTCOME_NO_ANSWER;
    in->at = instant(&t->a, world_now_ms(t->w));
    in->by = "Mme Gagnon";
    in->call_back_on = call_back_on;
    return ASK(t, "team", RecordAttempt, record_attempt, in, out);
}

static void test_calls_that_were_tried(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = NULL;
    intake__record_attempt_reply *out = NULL;
    intake__screening *unknown = call_now(t);
    unknown->income->annual = money_declined(&t->a);
    assert_int_equal(submit(t, "desk", unknown, &s), 0);
    assert_int_equal(s->proposed_route, ROUTE_CALL_BACK);
    assert_non_null(work_of(worklist(t, "desk"), WORK_KIND_CALL_BACK));
    assert_int_equal(attempt(t, s, s->version, date(&t->a, 2026, 11, 1), &out), REASON_FIELDS_INVALID);
    assert_int_equal(attempt(t, s, s->version, NULL, &out), 0);
    assert_int_equal(out->attempts, 1);
    assert_int_equal(DAY(out->call_back_on), day_from(2026, 11, 24));
    assert_int_equal(attempt(t, s, s->version, NULL, &out), REASON_VERSION_STALE);
    assert_int_equal(attempt(t, s, out->version, date(&t->a, 2026, 12, 15), &out), 0);
    assert_int_equal(out->attempts, 2);
    assert_int_equal(DAY(work_of(worklist(t, "desk"), WORK_KIND_CALL_BACK)->due_on), day_from(2026, 12, 15));
    intake__decide_route_reply *decided = NULL;
    assert_int_equal(decide(t, "desk", s->screening_id, out->version, ROUTE_UNREACHABLE, &decided), 0);
    assert_int_equal(attempt(t, s, decided->version, NULL, &out), REASON_SCREENING_SETTLED);
}

static int amend(struct desk *t, ProtobufCBinaryData id, ProtobufCBinaryData version, intake__screening *s,
                 intake__amend_screening_reply **out) {
    intake__amend_screening_request *in = NEW(&t->a, intake__amend_screening_request);
    in->screening_id = id;
    in->version = version;
    in->screening = s;
    in->by = "Mme Roy";
    return ASK(t, "desk", AmendScreening, amend_screening, in, out);
}

static void test_a_correction_proposes_anew(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = family_for_sippe(t);
    intake__amend_screening_reply *out = NULL;
    ProtobufCBinaryData version = screening(t, s->screening_id)->summary->version;
    intake__screening *corrected = call_now(t);
    corrected->identity->phone = "438 555-0199";
    assert_int_equal(amend(t, s->screening_id, version, corrected, &out), 0);
    assert_int_equal(out->state, SCREENING_STATE_DECIDED); /* it still agrees */
    corrected = call_now(t);
    corrected->schooling->highest_diploma = DIPLOMA_DEC;
    assert_int_equal(amend(t, s->screening_id, out->version, corrected, &out), 0);
    assert_int_equal(out->state, SCREENING_STATE_TO_DECIDE);
    assert_int_equal(out->proposed_route, ROUTE_OLO_ONLY);
    assert_int_equal(screening(t, s->screening_id)->summary->decided_route, ROUTE_UNSPECIFIED);
    corrected->call->clsc_code = "99002";
    assert_int_equal(amend(t, s->screening_id, out->version, corrected, &out), REASON_CLSC_NOT_YOURS);
}

static void test_a_correction_after_the_enrolment_asks_a_person(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = family_for_sippe(t);
    intake__enrol_family_reply *enrolled = NULL;
    intake__amend_screening_reply *out = NULL;
    assert_int_equal(enrol(t, s, &enrolled), 0);
    intake__screening *corrected = call_now(t);
    corrected->schooling->highest_diploma = DIPLOMA_DEC;
    ProtobufCBinaryData version = screening(t, s->screening_id)->summary->version;
    assert_int_equal(amend(t, s->screening_id, version, corrected, &out), 0);
    assert_int_equal(out->state, SCREENING_STATE_DECIDED);
    const intake__worklist_item *item = work_of(worklist(t, "desk"), WORK_KIND_DECIDE_ROUTE);
    assert_non_null(item);
    intake__settle_work_request *in = NEW(&t->a, intake__settle_work_request);
    intake__settle_work_reply *settled = NULL;
    in->kind = WORK_KIND_KEY_WORKER;
    in->thing = enrolled->enrolment_id;
    in->by = "Mme Gagnon";
    assert_int_equal(ASK(t, "desk", SettleWork, settle_work, in, &settled), REASON_MOVE_ILLEGAL);
    in->kind = WORK_KIND_DECIDE_ROUTE;
    in->thing = s->screening_id;
    assert_int_equal(ASK(t, "desk2", SettleWork, settle_work, in, &settled), REASON_NOT_FOUND);
    assert_int_equal(ASK(t, "desk", SettleWork, settle_work, in, &settled), 0);
    assert_null(work_of(worklist(t, "desk"), WORK_KIND_DECIDE_ROUTE));
}

static void test_lists_are_paged_newest_first(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *last = NULL;
    for (int i = 0; i < 5; i++) {
        intake__screening *s = call_now(t);
        s->identity->phone = arena_printf(&t->a, "514555%04d", 200 + i);
        s->identity->name->given = arena_printf(&t->a, "Rose %d", i);
        assert_int_equal(submit(t, "desk", s, &last), 0);
        world_run(t->w, 1000);
    }
    intake__list_screenings_request *in = NEW(&t->a, intake__list_screenings_request);
    intake__list_screenings_reply *out = NULL;
    in->limit = 2;
    in->state = SCREENING_STATE_TO_DECIDE;
    size_t seen = 0;
    do {
        assert_int_equal(ASK(t, "desk", ListScreenings, list_screenings, in, &out), 0);
        if (seen == 0) assert_true(SAME_BYTES(out->screenings[0]->screening_id, last->screening_id));
        seen += out->n_screenings;
        in->after = out->next;
    } while (out->next.len);
    assert_int_equal(seen, 5);
    in->after = (ProtobufCBinaryData){0};
    in->state = SCREENING_STATE_DECIDED;
    assert_int_equal(ASK(t, "desk", ListScreenings, list_screenings, in, &out), 0);
    assert_int_equal(out->n_screenings, 0);
}

static void test_a_page_of_the_worklist(void **state) {
    struct desk *t = *state;
    for (int i = 0; i < 5; i++) {
        intake__submit_screening_reply *s = NULL;
        intake__screening *call = call_now(t);
        call->identity->phone = arena_printf(&t->a, "514555%04d", 200 + i);
        call->identity->name->given = arena_printf(&t->a, "Rose %d", i);
        assert_int_equal(submit(t, "desk", call, &s), 0);
    }
    intake__list_worklist_request *in = NEW(&t->a, intake__list_worklist_request);
    intake__list_worklist_reply *out = NULL;
    in->limit = 2;
    size_t seen = 0, pages = 0;
    do {
        assert_int_equal(ASK(t, "desk", ListWorklist, list_worklist, in, &out), 0);
        assert_int_equal(out->total, 5);
        seen += out->n_items;
        pages++;
        in->after = out->next;
    } while (out->next.len);
    assert_int_equal(seen, 5);
    assert_int_equal(pages, 3);
    in->after = (ProtobufCBinaryData){0};
    in->role = ROLE_COORDINATOR;
    assert_int_equal(ASK(t, "desk", ListWorklist, list_worklist, in, &out), 0);
    assert_int_equal(out->total, 0);
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
        cmocka_unit_test_setup_teardown(test_a_preview_keeps_nothing, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_preview_as_submitted, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_waiting_family_is_decided_again, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_person_decides, adopted, closed),
        cmocka_unit_test_setup_teardown(test_an_early_caller_is_called_at_the_start_week, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_decision_ends_the_wait, adopted, closed),
        cmocka_unit_test_setup_teardown(test_calls_that_were_tried, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_correction_proposes_anew, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_correction_after_the_enrolment_asks_a_person, adopted, closed),
        cmocka_unit_test_setup_teardown(test_lists_are_paged_newest_first, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_page_of_the_worklist, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_call_is_known_by_its_number, adopted, closed),
        cmocka_unit_test(test_a_clsc_without_its_zero),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
