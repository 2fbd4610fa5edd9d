/* The follow-up with all four daemons: enrolment, key worker, visits, birth, the end. */
#include <stdio.h>
#include <sys/stat.h>
#include "follow_world.h"
#include "services.h"
#include "sys/file.h"
#include "told.h"

static intake__submit_screening_reply *enrolled(struct desk *t, intake__enrol_family_reply **out) {
    put_worker(t, "ts-1", DISCIPLINE_SOCIAL_WORKER);
    put_worker(t, "inf-1", DISCIPLINE_NURSE);
    intake__submit_screening_reply *s = family_for_sippe(t);
    assert_int_equal(enrol(t, s, out), 0);
    assert_true(world_settle(t->w, 60000));
    return s;
}

static void test_an_enrolment_becomes_a_follow_up(void **state) {
    struct desk *t = *state;
    intake__enrol_family_reply *e = NULL;
    intake__submit_screening_reply *s = enrolled(t, &e);
    assert_null(work_of(worklist(t, "team"), WORK_KIND_ENROL));
    assert_non_null(work_of(worklist(t, "coord"), WORK_KIND_KEY_WORKER));
    scheduling__confirm_key_worker_reply *confirmed = confirm(t, e->enrolment_id);
    assert_true(world_settle(t->w, 60000));
    intake__get_family_reply *f = family(t, "team", s->family_id);
    assert_int_equal(f->enrolment->state, ENROLMENT_STATE_ACTIVE);
    assert_string_equal(f->enrolment->key_worker, "ts-1");
    assert_int_equal(f->n_next, 1);
    assert_int_equal(f->next[0]->kind, WORK_KIND_AGREEMENT); /* nobody has noted whether she takes part */
    assert_int_equal(worklist(t, "coord")->total, 1);
    assert_non_null(confirmed->start);
    leap(t, confirmed->start->ms - world_now_ms(t->w) + 2 * INT64_C(3600000));
    record_visit(t, follow_up(t, s->family_id)->visits[0]);
    f = family(t, "team", s->family_id);
    assert_int_equal(f->enrolment->visits_done, 1);
    assert_int_equal(DAY(f->enrolment->first_visit_on), day_at(fixture_montreal, confirmed->start->ms));
}

/* What the figures of a day say of 99001; NULL: they are not written. */
static const char *figures_of(struct desk *t, day d) {
    char of_day[11];
    struct span content;
    day_text(d, of_day);
    const char *path = arena_printf(&t->a, "%s/figures/essai-nord-%s.csv", t->w->root, of_day);
    return file_read(&t->a, path, 1 << 20, &content) ? NULL : (const char *)content.data;
}

/* Decided for SIPPE with a priority, enrolled, and a first visit proposed: the delay of her access runs. */
static scheduling__confirm_key_worker_reply *awaits_her_first(struct desk *t, intake__submit_screening_reply **call) {
    intake__enrol_family_reply *e = NULL;
    put_worker(t, "ts-1", DISCIPLINE_SOCIAL_WORKER);
    put_worker(t, "inf-1", DISCIPLINE_NURSE);
    intake__submit_screening_reply *s = NULL;
    intake__decide_route_reply *decided = NULL;
    assert_int_equal(submit(t, "desk", call_now(t), &s), 0);
    intake__decide_route_request *in = NEW(&t->a, intake__decide_route_request);
    in->screening_id = s->screening_id;
    in->version = s->version;
    in->route = ROUTE_SIPPE;
    in->priority = 3;
    assert_int_equal(ASK(t, "desk", DecideRoute, decide_route, in, &decided), 0);
    assert_non_null(decided->access_due_at);
    assert_int_equal(enrol(t, s, &e), 0);
    assert_true(world_settle(t->w, 60000));
    *call = s;
    scheduling__confirm_key_worker_reply *confirmed = confirm(t, e->enrolment_id);
    assert_true(world_settle(t->w, 60000));
    return confirmed;
}

/* The delay of access ends with the first visit that took place; nothing before it does. */
static void test_a_visit_ends_the_delay_of_access(void **state) {
    struct desk *t = *state;
    char *folder = arena_printf(&t->a, "%s/figures", t->w->root);
    assert_int_equal(mkdir(folder, 0700), 0);
    t->w->figures_folder = folder;
    intake__submit_screening_reply *s = NULL;
    scheduling__confirm_key_worker_reply *confirmed = awaits_her_first(t, &s);
    const intake__access_clock *k = family(t, "team", s->family_id)->clocks[0];
    assert_int_equal(k->end, ACCESS_END_UNSPECIFIED);
    assert_non_null(work_of(worklist(t, "team"), WORK_KIND_ACCESS));
    leap(t, confirmed->start->ms - world_now_ms(t->w) + 2 * INT64_C(3600000));
    record_visit(t, follow_up(t, s->family_id)->visits[0]);
    k = family(t, "team", s->family_id)->clocks[0];
    assert_int_equal(k->end, ACCESS_END_MET);
    assert_int_equal(DAY(k->stopped_on), day_at(fixture_montreal, confirmed->start->ms));
    assert_false(k->overdue);
    assert_null(work_of(worklist(t, "team"), WORK_KIND_ACCESS));
    day met = day_at(fixture_montreal, world_now_ms(t->w));
    leap(t, DAY_LONG);
    assert_non_null(strstr(figures_of(t, met), ",99001,met-p3,1\n"));
}

/* Who was met was another family: she still waits, and is on the list as she was. Met on another day, the delay ended then. */
static void test_a_meeting_that_was_none_ends_no_delay(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = NULL;
    scheduling__confirm_key_worker_reply *confirmed = awaits_her_first(t, &s);
    leap(t, confirmed->start->ms - world_now_ms(t->w) + 2 * INT64_C(3600000));
    record_visit(t, follow_up(t, s->family_id)->visits[0]);
    assert_int_equal(family(t, "team", s->family_id)->clocks[0]->end, ACCESS_END_MET);
    for (int day_of = 1; day_of >= 0; day_of--) {
        scheduling__correct_encounter_request *in = NEW(&t->a, scheduling__correct_encounter_request);
        const scheduling__encounter *met = follow_up(t, s->family_id)->encounters[0];
        in->encounter_id = met->encounter_id;
        in->version = met->version;
        in->in_error = day_of == 0;
        if (day_of) in->facts = message_copy(&t->a, &met->facts->base);
        if (day_of) in->facts->start->ms = world_now_ms(t->w) - INT64_C(3600000) / 2;
        in->reason = "mal noté";
        assert_int_equal(SCHEDULE(t, "team", CorrectEncounter, correct_encounter, in, NULL), 0);
        assert_true(world_settle(t->w, 60000));
        const intake__access_clock *k = family(t, "team", s->family_id)->clocks[0];
        assert_int_equal(k->end, day_of ? ACCESS_END_MET : ACCESS_END_UNSPECIFIED);
        assert_int_equal(work_of(worklist(t, "team"), WORK_KIND_ACCESS) != NULL, day_of == 0);
    }
    assert_null(family(t, "team", s->family_id)->clocks[0]->stopped_on);
}

/* The visit took place before the end, and was written down after it. */
static void test_a_visit_that_is_recorded_late_counts(void **state) {
    struct desk *t = *state;
    intake__enrol_family_reply *e = NULL;
    intake__submit_screening_reply *s = enrolled(t, &e);
    scheduling__confirm_key_worker_reply *confirmed = confirm(t, e->enrolment_id);
    assert_true(world_settle(t->w, 60000));
    leap(t, confirmed->start->ms - world_now_ms(t->w) + 2 * INT64_C(3600000));
    intake__end_enrolment_request *in = NEW(&t->a, intake__end_enrolment_request);
    intake__end_enrolment_reply *ended = NULL;
    in->enrolment_id = e->enrolment_id;
    in->version = family(t, "team", s->family_id)->enrolment->version;
    in->reason = END_REASON_FAMILY_WISH;
    assert_int_equal(ASK(t, "team", EndEnrolment, end_enrolment, in, &ended), 0);
    assert_true(world_settle(t->w, 60000));
    record_visit(t, follow_up(t, s->family_id)->visits[0]);
    intake__get_family_reply *f = family(t, "team", s->family_id);
    assert_int_equal(f->enrolment->state, ENROLMENT_STATE_ENDED);
    assert_int_equal(f->enrolment->visits_done, 1);
    assert_int_equal(DAY(f->enrolment->first_visit_on), day_at(fixture_montreal, confirmed->start->ms));
    assert_int_equal(f->n_next, 0);
}

/* A visit of a follow-up that is over, written down late, meets nobody who has asked again since. */
static void test_a_visit_of_before_ends_no_delay(void **state) {
    struct desk *t = *state;
    intake__enrol_family_reply *e = NULL;
    intake__submit_screening_reply *s = enrolled(t, &e), *again = NULL;
    scheduling__confirm_key_worker_reply *confirmed = confirm(t, e->enrolment_id);
    assert_true(world_settle(t->w, 60000));
    leap(t, confirmed->start->ms - world_now_ms(t->w) + 2 * INT64_C(3600000));
    intake__end_enrolment_request *end = NEW(&t->a, intake__end_enrolment_request);
    intake__end_enrolment_reply *ended = NULL;
    end->enrolment_id = e->enrolment_id;
    end->version = family(t, "team", s->family_id)->enrolment->version;
    end->reason = END_REASON_FAMILY_WISH;
    assert_int_equal(ASK(t, "team", EndEnrolment, end_enrolment, end, &ended), 0);
    leap(t, DAY_LONG);
    intake__submit_screening_request *call = NEW(&t->a, intake__submit_screening_request);
    call->screening = call_now(t);
    call->family_id = s->family_id;
    assert_int_equal(ASK(t, "desk", SubmitScreening, submit_screening, call, &again), 0);
    intake__decide_route_request *in = NEW(&t->a, intake__decide_route_request);
    intake__decide_route_reply *decided = NULL;
    in->screening_id = again->screening_id;
    in->version = again->version;
    in->route = ROUTE_SIPPE;
    in->priority = 3;
    assert_int_equal(ASK(t, "desk", DecideRoute, decide_route, in, &decided), 0);
    record_visit(t, follow_up(t, s->family_id)->visits[0]);
    assert_true(world_settle(t->w, 60000));
    intake__get_family_reply *f = family(t, "team", s->family_id);
    assert_int_equal(f->enrolment->visits_done, 1);
    assert_int_equal(f->n_clocks, 1);
    assert_int_equal(f->clocks[0]->end, ACCESS_END_UNSPECIFIED);
}

/* Of two that are recorded in the other order, the first is the one that took place first. */
static void test_the_first_visit_is_the_earliest(void **state) {
    struct desk *t = *state;
    intake__enrol_family_reply *e = NULL;
    intake__submit_screening_reply *s = enrolled(t, &e);
    scheduling__confirm_key_worker_reply *confirmed = confirm(t, e->enrolment_id);
    assert_true(world_settle(t->w, 60000));
    scheduling__book_visit_request *in = NEW(&t->a, scheduling__book_visit_request);
    scheduling__book_visit_reply *booked = NULL;
    in->family_id = s->family_id;
    in->start = instant(&t->a, confirmed->start->ms + 7 * DAY_LONG);
    in->minutes = 60;
    int reason = SCHEDULE(t, "team", BookVisit, book_visit, in, &booked);
    assert_int_equal(reason, 0);
    leap(t, in->start->ms - world_now_ms(t->w) + 2 * INT64_C(3600000));
    assert_int_equal(follow_up(t, s->family_id)->n_visits, 2);
    ProtobufCBinaryData seen = family(t, "team", s->family_id)->enrolment->version;
    for (size_t i = 2; i-- > 0;) record_visit(t, follow_up(t, s->family_id)->visits[i]);
    intake__get_family_reply *f = family(t, "team", s->family_id);
    assert_int_equal(f->enrolment->visits_done, 2);
    assert_int_equal(DAY(f->enrolment->last_encounter_on), day_at(fixture_montreal, in->start->ms));
    assert_true(span_equal(span_pb(seen), span_pb(f->enrolment->version))); /* a page from before still acts */
    assert_int_equal(DAY(f->enrolment->first_visit_on), day_at(fixture_montreal, confirmed->start->ms));
}

/* Scheduling hears of a merge: what was followed under one number goes on under the other, asked for by either id. */
static void test_a_merge_reaches_scheduling(void **state) {
    struct desk *t = *state;
    intake__enrol_family_reply *e = NULL;
    intake__submit_screening_reply *s = enrolled(t, &e), *known = NULL;
    intake__end_enrolment_request *end = NEW(&t->a, intake__end_enrolment_request);
    intake__end_enrolment_reply *ended = NULL;
    intake__settle_match_request *in = NEW(&t->a, intake__settle_match_request);
    intake__settle_match_reply *settled = NULL;
    confirm(t, e->enrolment_id);
    assert_true(world_settle(t->w, 60000));
    assert_int_equal(submit(t, "desk", call_now(t), &known), 0);
    in->screening_id = s->screening_id;
    in->version = screening(t, s->screening_id)->summary->version;
    in->same_as_family_id = known->family_id;
    assert_int_equal(ASK(t, "desk", SettleMatch, settle_match, in, &settled), REASON_ALREADY_ENROLLED);
    end->enrolment_id = e->enrolment_id;
    end->version = family(t, "team", s->family_id)->enrolment->version;
    end->reason = END_REASON_MOVED;
    assert_int_equal(ASK(t, "team", EndEnrolment, end_enrolment, end, &ended), 0);
    assert_int_equal(ASK(t, "desk", SettleMatch, settle_match, in, &settled), 0);
    assert_true(world_settle(t->w, 60000));
    assert_int_equal(follow_up(t, s->family_id)->n_visits, 1);
    assert_int_equal(follow_up(t, known->family_id)->n_visits, 1);
    assert_true(SAME_BYTES(follow_up(t, s->family_id)->visits[0]->family_id, known->family_id));
}

static void test_enrolments_that_are_refused(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = NULL;
    intake__enrol_family_reply *out = NULL;
    intake__end_enrolment_reply *ended = NULL;
    assert_int_equal(submit(t, "desk", call_now(t), &s), 0);
    assert_int_equal(enrol(t, s, &out), REASON_ROUTE_NOT_SIPPE);
    intake__decide_route_reply *decided = NULL;
    assert_int_equal(decide(t, "desk", s->screening_id, s->version, ROUTE_SIPPE, &decided), 0);
    assert_int_equal(enrol(t, s, &out), 0);
    assert_int_equal(enrol(t, s, &out), REASON_ALREADY_ENROLLED);
    intake__end_enrolment_request *in = NEW(&t->a, intake__end_enrolment_request);
    in->enrolment_id = out ? out->enrolment_id : s->family_id;
    in->version = family(t, "desk", s->family_id)->enrolment->version;
    in->enrolment_id = family(t, "desk", s->family_id)->enrolment->enrolment_id;
    assert_int_equal(ASK(t, "desk", EndEnrolment, end_enrolment, in, &ended), REASON_FIELDS_INVALID);
    in->reason = END_REASON_FAMILY_WISH;
    assert_int_equal(ASK(t, "desk2", EndEnrolment, end_enrolment, in, &ended), REASON_NOT_FOUND);
    assert_int_equal(ASK(t, "desk", EndEnrolment, end_enrolment, in, &ended), 0);
    in->version = ended->version;
    assert_int_equal(ASK(t, "desk", EndEnrolment, end_enrolment, in, &ended), REASON_NOT_ENROLLED);
    assert_true(world_settle(t->w, 60000));
    assert_int_equal(follow_up(t, s->family_id)->state, FOLLOW_UP_STATE_ENDED);
    assert_int_equal(worklist(t, "coord")->total, 0);
    assert_int_equal(enrol(t, s, &out), 0); /* she comes back */
}

static int birth(struct desk *t, ProtobufCBinaryData family_id, sippe__date *on) {
    intake__record_birth_request *in = NEW(&t->a, intake__record_birth_request);
    in->sure = true;
    intake__record_birth_reply *out = NULL;
    in->family_id = family_id;
    in->birth_date = on;
    return ASK(t, "team", RecordBirth, record_birth, in, &out);
}

static void test_a_birth_changes_the_cadence(void **state) {
    struct desk *t = *state;
    intake__enrol_family_reply *e = NULL;
    intake__submit_screening_reply *s = enrolled(t, &e);
    confirm(t, e->enrolment_id);
    assert_true(world_settle(t->w, 60000));
    scheduling__family_visits_reply *before = follow_up(t, s->family_id);
    assert_true(before->n_windows > 0);
    assert_string_equal(before->windows[0]->phase, "PRENATAL");
    assert_int_equal(birth(t, s->family_id, date(&t->a, 2026, 12, 25)), REASON_FIELDS_INVALID);
    assert_int_equal(birth(t, s->family_id, NULL), REASON_FIELDS_INVALID);
    assert_int_equal(birth(t, s->family_id, date(&t->a, 2026, 11, 19)), 0);
    assert_int_equal(birth(t, s->family_id, date(&t->a, 2026, 11, 19)), REASON_BIRTH_KNOWN);
    assert_true(world_settle(t->w, 60000));
    scheduling__family_visits_reply *after = follow_up(t, s->family_id);
    assert_true(after->n_windows > 0);
    assert_string_equal(after->windows[0]->phase, "POSTNATAL");
    assert_int_equal(DAY(family(t, "team", s->family_id)->child_birth_date), day_from(2026, 11, 19));
}

static sippe__list_work_reply *visits_to_do(struct desk *t) {
    sippe__list_work_request *in = NEW(&t->a, sippe__list_work_request);
    sippe__list_work_reply *out = NULL;
    assert_int_equal(world_call(t->w, &t->a, "scheduling", "team", "scheduling.ListWork", world_request_id(t->w),
                                &in->base, &sippe__list_work_reply__descriptor, &out, NULL),
                     0);
    return out;
}

/* The child is born, and dies: no window is left, her team is asked to speak of what comes, and nobody of a birth. That
 * it was another family's child brings the windows back. */
static void test_a_child_who_died(void **state) {
    struct desk *t = *state;
    intake__enrol_family_reply *e = NULL;
    intake__submit_screening_reply *s = enrolled(t, &e);
    confirm(t, e->enrolment_id);
    assert_int_equal(birth(t, s->family_id, date(&t->a, 2026, 11, 19)), 0);
    assert_true(world_settle(t->w, 60000));
    size_t windows = follow_up(t, s->family_id)->n_windows;
    assert_true(windows > 0);
    intake__change_person_request *in = NEW(&t->a, intake__change_person_request);
    const intake__get_family_reply *f = family(t, "team", s->family_id);
    in->family_id = s->family_id;
    in->version = f->kin_version;
    in->who = message_copy(&t->a, &f->kin->people[f->kin->n_people - 1]->base);
    in->who->left = PERSON_LEFT_DIED;
    in->who->left_on = date(&t->a, 2026, 11, 20);
    in->reason = "dit par le père";
    assert_int_equal(ASK(t, "team", ChangePerson, change_person, in, NULL), 0);
    assert_true(world_settle(t->w, 60000));
    assert_true(follow_up(t, s->family_id)->n_windows < windows);
    assert_non_null(work_of(visits_to_do(t), WORK_KIND_AFTER_LOSS)); /* what was only proposed is withdrawn */
    assert_null(work_of(visits_to_do(t), WORK_KIND_CONFIRM_VISIT));
    assert_null(work_of(visits_to_do(t), WORK_KIND_ASK_BIRTH));
    in->version = family(t, "team", s->family_id)->kin_version;
    in->who->left = PERSON_LEFT_UNSPECIFIED;
    in->who->left_on = NULL;
    assert_int_equal(ASK(t, "team", ChangePerson, change_person, in, NULL), 0);
    assert_true(world_settle(t->w, 60000));
    assert_true(follow_up(t, s->family_id)->n_windows > 0);
    assert_null(work_of(visits_to_do(t), WORK_KIND_AFTER_LOSS));
}

static void test_a_new_due_date_reaches_scheduling(void **state) {
    struct desk *t = *state;
    intake__enrol_family_reply *e = NULL;
    intake__submit_screening_reply *s = enrolled(t, &e);
    confirm(t, e->enrolment_id);
    assert_true(world_settle(t->w, 60000));
    day first = DAY(follow_up(t, s->family_id)->windows[0]->grid);
    intake__amend_screening_request *in = NEW(&t->a, intake__amend_screening_request);
    intake__amend_screening_reply *out = NULL;
    in->screening_id = s->screening_id;
    in->version = screening(t, s->screening_id)->summary->version;
    in->screening = call_now(t);
    in->screening->pregnancy->due_date = told_day(&t->a, fixture_today() + 280 - 7 * 14 - 5);
    assert_int_equal(ASK(t, "desk", AmendScreening, amend_screening, in, &out), 0);
    assert_int_equal(out->state, SCREENING_STATE_DECIDED);
    assert_true(world_settle(t->w, 60000));
    assert_int_not_equal(DAY(follow_up(t, s->family_id)->windows[0]->grid), first);
}

static void test_a_missing_key_worker_is_told(void **state) {
    struct desk *t = *state;
    intake__enrol_family_reply *e = NULL;
    intake__submit_screening_reply *s = enrolled(t, &e);
    assert_false(family(t, "team", s->family_id)->enrolment->key_worker_overdue);
    leap(t, 9 * DAY_LONG);
    assert_true(world_settle(t->w, 60000));
    assert_true(family(t, "team", s->family_id)->enrolment->key_worker_overdue);
    assert_true(work_of(worklist(t, "coord"), WORK_KIND_KEY_WORKER)->overdue);
}

/* Late, then somebody; a visit that takes place, one that does not, and the end: all that intake keeps of it. */
static void test_a_follow_up_is_told(void **state) {
    struct desk *t = *state;
    intake__enrol_family_reply *e = NULL;
    struct told *told = told_begin(t->w, &t->a, "intake");
    intake__submit_screening_reply *s = enrolled(t, &e);
    leap(t, 9 * DAY_LONG);
    assert_true(world_settle(t->w, 60000));
    told_records(told, "enrolled, and nobody is found in time");
    told_answer(told, "the family is asked for", &family(t, "team", s->family_id)->base);
    scheduling__confirm_key_worker_reply *confirmed = confirm(t, e->enrolment_id);
    leap(t, confirmed->start->ms - world_now_ms(t->w) + 2 * INT64_C(3600000));
    record_visit(t, follow_up(t, s->family_id)->visits[0]);
    told_records(told, "a key worker, and her first visit");
    told_answer(told, "the family is asked for", &family(t, "team", s->family_id)->base);
    told_rows(told);
    told_end(told, "intake_follow_up");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_an_enrolment_becomes_a_follow_up, follow_opened, follow_closed),
        cmocka_unit_test_setup_teardown(test_a_visit_ends_the_delay_of_access, follow_opened, follow_closed),
        cmocka_unit_test_setup_teardown(test_a_visit_of_before_ends_no_delay, follow_opened, follow_closed),
        cmocka_unit_test_setup_teardown(test_a_meeting_that_was_none_ends_no_delay, follow_opened, follow_closed),
        cmocka_unit_test_setup_teardown(test_a_visit_that_is_recorded_late_counts, follow_opened, follow_closed),
        cmocka_unit_test_setup_teardown(test_the_first_visit_is_the_earliest, follow_opened, follow_closed),
        cmocka_unit_test_setup_teardown(test_a_merge_reaches_scheduling, follow_opened, follow_closed),
        cmocka_unit_test_setup_teardown(test_enrolments_that_are_refused, follow_opened, follow_closed),
        cmocka_unit_test_setup_teardown(test_a_birth_changes_the_cadence, follow_opened, follow_closed),
        cmocka_unit_test_setup_teardown(test_a_child_who_died, follow_opened, follow_closed),
        cmocka_unit_test_setup_teardown(test_a_new_due_date_reaches_scheduling, follow_opened, follow_closed),
        cmocka_unit_test_setup_teardown(test_a_missing_key_worker_is_told, follow_opened, follow_closed),
        cmocka_unit_test_setup_teardown(test_a_follow_up_is_told, follow_opened, follow_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
