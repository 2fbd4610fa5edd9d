/* What comes late about an erased family makes nothing, what is left is what a rebuild gives, and the certificate
 * becomes final with the older key files. */
#include "../follow_world.h"
#include "erasure_world.h"
#include "intake/notes/notes.h"

static ProtobufCBinaryData enrolled(struct loop *l, const intake__submit_screening_reply *s) {
    intake__enrol_family_reply *e = NULL;
    put_worker(&l->t, "ts-1", DISCIPLINE_SOCIAL_WORKER);
    put_worker(&l->t, "inf-1", DISCIPLINE_NURSE);
    assert_int_equal(enrol(&l->t, s, &e), 0);
    settle_all(l);
    return e->enrolment_id;
}

static void ended(struct loop *l, const intake__submit_screening_reply *s, ProtobufCBinaryData enrolment) {
    intake__end_enrolment_request *in = NEW(&l->t.a, intake__end_enrolment_request);
    in->enrolment_id = enrolment;
    in->version = family(&l->t, "team", s->family_id)->enrolment->version;
    in->reason = END_REASON_FAMILY_WISH;
    assert_int_equal(ASK(&l->t, "team", EndEnrolment, end_enrolment, in, NULL), 0);
    settle_all(l);
}

/* Followed, visited, ended: scheduling has all of it, and then nothing. */
static ProtobufCBinaryData followed(struct loop *l, const intake__submit_screening_reply *s) {
    ProtobufCBinaryData enrolment = enrolled(l, s);
    scheduling__confirm_key_worker_reply *confirmed = confirm(&l->t, enrolment);
    settle_all(l);
    leap(&l->t, confirmed->start->ms - world_now_ms(l->t.w) + 2 * INT64_C(3600000));
    record_visit(&l->t, follow_up(&l->t, s->family_id)->visits[0]);
    ended(l, s, enrolment);
    return enrolment;
}

static size_t records_of(struct loop *l, const char *daemon, const ProtobufCMessageDescriptor *type) {
    return feeder_records(l->t.w, &l->t.a, daemon, type, NULL);
}

/* No figure of hers is left, not even one of nothing. */
static void nothing_is_counted(struct loop *l, ProtobufCBinaryData family) {
    scheduling__get_intensity_request *ask = NEW(&l->t.a, scheduling__get_intensity_request);
    scheduling__list_intensity_request *many = NEW(&l->t.a, scheduling__list_intensity_request);
    scheduling__list_intensity_reply *list = NULL;
    ask->family_id = family;
    assert_int_equal(SCHEDULE(&l->t, "coord", GetIntensity, get_intensity, ask, NULL), REASON_NOT_FOUND);
    many->with_ended = true;
    assert_int_equal(SCHEDULE(&l->t, "coord", ListIntensity, list_intensity, many, &list), 0);
    assert_int_equal(list->n_families, 0);
}

/* ---- everywhere ---- */

static void test_every_daemon_forgets_her(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__submit_screening_reply *s = referred(l, &c, &r);
    followed(l, s);
    ProtobufCBinaryData id = proposed(l, s->family_id)->erasure_id;
    assert_int_equal(give_up(l, r->referral_id, "fermé"), 0);
    delay_passes(l);
    assert_int_equal(confirm_as(l, "coord2", id), 0);
    assert_true(answered_all(erasure(l, id)));
    scheduling__family_visits_request *ask = NEW(&l->t.a, scheduling__family_visits_request);
    ask->family_id = s->family_id;
    assert_int_equal(SCHEDULE(&l->t, "coord", FamilyVisits, family_visits, ask, NULL), REASON_NOT_FOUND);
    nothing_is_counted(l, s->family_id);
    assert_int_equal(notices(l)->n_notices, 0);
    intake__find_thing_request *find = NEW(&l->t.a, intake__find_thing_request);
    intake__find_thing_reply *found = NULL;
    find->kind = THING_KIND_REFERRAL;
    find->digits =
        arena_printf(&l->t.a, "%02x%02x%02x", r->referral_id.data[0], r->referral_id.data[1], r->referral_id.data[2]);
    assert_int_equal(ASK(&l->t, "coord", FindThing, find_thing, find, &found), 0);
    assert_int_equal(found->n_things, 0);
    assert_null(world_verify(l->t.w));
}

/* What an organisation told of her before she was a family goes with her, and so does what it was told. */
static void test_the_referral_that_brought_her(void **state) {
    struct loop *l = *state;
    struct arena *a = &l->t.a;
    sippe__territory *rules = rules_with_erasure(l);
    rules->partners->inbound = NEW(a, sippe__inbound_rules);
    *rules->partners->inbound = (sippe__inbound_rules){
        .base = rules->partners->inbound->base, .accepted = true, .act = 1, .keep_days = 30, .a_day = 1, .source = "x"};
    assert_int_equal(adopt(&l->t, rules), 0);
    intake__send_inbound_referral_request *send = NEW(a, intake__send_inbound_referral_request);
    intake__send_inbound_referral_reply *sent = NULL;
    send->clsc_code = "99001";
    send->referral = NEW(a, intake__inbound_referral);
    send->referral->given_name = "Mornefontaine";
    send->referral->phone = "5145550188";
    send->referral->permission_asked_by = "Nadège";
    send->referral->permitted_on = date(a, 2026, 11, 1);
    assert_int_equal(ASK(&l->t, "maison", SendInboundReferral, send_inbound_referral, send, &sent), 0);
    intake__submit_screening_request *in = NEW(a, intake__submit_screening_request);
    intake__submit_screening_reply *s = NULL;
    in->screening = call_now(&l->t);
    in->inbound_id = sent->inbound_id;
    assert_int_equal(ASK(&l->t, "desk", SubmitScreening, submit_screening, in, &s), 0);
    settle_all(l);
    assert_true(answered_all(erased(l, s->family_id)));
    world_run(l->t.w, 1000); /* the key goes in the turn after */
    intake__get_inbound_referral_request *get = NEW(a, intake__get_inbound_referral_request);
    get->inbound_id = sent->inbound_id;
    assert_int_equal(ASK(&l->t, "desk", GetInboundReferral, get_inbound_referral, get, NULL), REASON_NOT_FOUND);
    notifications__list_inbound_receipts_request *list = NEW(a, notifications__list_inbound_receipts_request);
    notifications__list_inbound_receipts_reply *out = NULL;
    assert_int_equal(CALL(l->t.w, a, "notifications", "maison", notifications, ListInboundReceipts,
                          list_inbound_receipts, list, &out),
                     0);
    assert_int_equal(out->n_receipts, 0);
}

/* The register of its year keeps that something left, of whichever family it was told, and who was told later. */
static intake__take_over_family_reply *taken_over(struct loop *l, ProtobufCBinaryData batch) {
    struct arena *a = &l->t.a;
    intake__take_over_family_request *in = NEW(a, intake__take_over_family_request);
    intake__take_over_family_reply *out = NULL;
    intake__taken_over_family *row = in->family = NEW(a, intake__taken_over_family);
    in->batch_id = batch;
    row->reference = "C-001";
    row->clsc_code = "99001";
    row->identity = fixture_screening(a)->identity;
    row->language = language(a, "fr");
    row->due_date = date(a, 2027, 3, 1);
    row->key_worker = "ts-1";
    row->followed_since = date(a, 2025, 11, 10);
    row->last_visit_on = date(a, 2026, 11, 13);
    assert_int_equal(ASK(&l->t, "coord", TakeOverFamily, take_over_family, in, &out), 0);
    settle_all(l);
    return out;
}

/* She never called, her sheet was taken back, and she goes like any other; the sheet's row is nobody's, and stays. */
static void test_who_came_by_a_sheet_goes_too(void **state) {
    struct loop *l = *state;
    ProtobufCBinaryData batch = numbered(&l->t.a, "sheet");
    put_worker(&l->t, "ts-1", DISCIPLINE_SOCIAL_WORKER);
    intake__take_over_family_reply *f = taken_over(l, batch);
    intake__undo_take_over_request *undo = NEW(&l->t.a, intake__undo_take_over_request);
    intake__undo_take_over_reply *undone = NULL;
    undo->batch_id = batch;
    undo->reason = "mauvais classeur";
    assert_int_equal(ASK(&l->t, "coord", UndoTakeOver, undo_take_over, undo, &undone), 0);
    settle_all(l);
    erased(l, f->family_id);
    intake__get_family_reply *file = NULL;
    assert_int_equal(get_by_number(l, "desk", f->family_number, &file), REASON_NOT_FOUND);
    intake__get_take_over_request *ask = NEW(&l->t.a, intake__get_take_over_request);
    intake__get_take_over_reply *sheet = NULL;
    ask->batch_id = batch;
    assert_int_equal(ASK(&l->t, "coord", GetTakeOver, get_take_over, ask, &sheet), 0);
    assert_int_equal(sheet->n_rows, 0);
    assert_true(sheet->batch->families == 1 && sheet->batch->undone == 1);
    assert_false(taken_over(l, batch)->known); /* that she was there is not known any more */
}

static void test_the_register_outlives_her(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__submit_screening_reply *s = family_for_sippe(&l->t), *other = NULL;
    assert_int_equal(submit(&l->t, "desk", call_now(&l->t), &other), 0);
    assert_int_equal(consent(l, consent_request(l, other->family_id), &c), 0);
    assert_int_equal(refer(l, other->family_id, l->service, &r), 0);
    settle_all(l);
    intake__disclose_request *told = NEW(&l->t.a, intake__disclose_request);
    intake__disclose_reply *disclosed = NULL;
    told->family_id = other->family_id;
    told->organization_id = l->organization;
    told->purpose = CONSENT_PURPOSE_PARTNER_REFERRAL;
    assert_int_equal(ASK(&l->t, "desk", Disclose, disclose, told, &disclosed), 0);
    intake__settle_match_request *merge = NEW(&l->t.a, intake__settle_match_request);
    merge->screening_id = other->screening_id;
    merge->version = other->version;
    merge->same_as_family_id = s->family_id;
    assert_int_equal(ASK(&l->t, "desk", SettleMatch, settle_match, merge, NULL), 0);
    ProtobufCBinaryData id = proposed(l, s->family_id)->erasure_id;
    delay_passes(l);
    assert_int_equal(give_up(l, r->referral_id, "fermé"), 0);
    assert_int_equal(confirm_as(l, "coord2", id), REASON_HOLDERS_TO_TELL);
    assert_int_equal(give_up(l, disclosed->disclosure_id, "fermé"), 0);
    assert_int_equal(confirm_as(l, "coord2", id), 0);
    struct view *v = world_view(l->t.w, "intake", &l->t.a);
    const intake_rows__disclosure *row = row_get(v, &intake_disclosures, KEY(KEY_ID(id_of(disclosed->disclosure_id))));
    assert_non_null(row);
    assert_true(SAME_BYTES(row->family_id, other->family_id));
    assert_true(row->recalled_ms > 0);
    assert_null(world_verify(l->t.w));
}

/* A delay and a call that are new after two families were joined are sealed for the one that is no more: they go too. */
static void test_what_came_after_a_merge_goes_too(void **state) {
    struct loop *l = *state;
    struct arena *a = &l->t.a;
    intake__submit_screening_reply *s = family_for_sippe(&l->t), *other = NULL;
    assert_int_equal(submit(&l->t, "desk", call_now(&l->t), &other), 0);
    intake__settle_match_request *merge = NEW(a, intake__settle_match_request);
    merge->screening_id = other->screening_id;
    merge->version = other->version;
    merge->same_as_family_id = s->family_id;
    assert_int_equal(ASK(&l->t, "desk", SettleMatch, settle_match, merge, NULL), 0);
    intake__record_family_call_request *tried = call_to_her(&l->t, other, CALL_OUTCOME_NO_ANSWER);
    tried->family_id = s->family_id;
    tried->version = screening(&l->t, other->screening_id)->summary->version;
    assert_int_equal(ASK(&l->t, "desk", RecordFamilyCall, record_family_call, tried, NULL), 0);
    intake__decide_route_request *route = NEW(a, intake__decide_route_request);
    route->screening_id = other->screening_id;
    route->version = screening(&l->t, other->screening_id)->summary->version;
    route->route = ROUTE_SIPPE;
    route->priority = 2;
    assert_int_equal(ASK(&l->t, "desk", DecideRoute, decide_route, route, NULL), 0);
    assert_int_equal(family(&l->t, "desk", s->family_id)->n_clocks, 1);
    erased(l, s->family_id);
    struct view *v = world_view(l->t.w, "intake", a);
    assert_int_equal(row_count(v, &intake_family_calls), 0);
    assert_int_equal(row_count(v, &intake_access_clocks), 0);
    assert_null(world_verify(l->t.w));
}

/* What is kept apart is sealed for subjects of its own, which go with her. */
static void test_what_is_kept_apart_goes_too(void **state) {
    struct loop *l = *state;
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    intake__record_safety_note_request *in = NEW(&l->t.a, intake__record_safety_note_request);
    in->family_id = s->family_id;
    in->words = NEW(&l->t.a, intake__note_words);
    in->words->text = "ne pas appeler le soir";
    assert_int_equal(ASK(&l->t, "team", RecordSafetyNote, record_safety_note, in, NULL), 0);
    struct id_list kept = intake_notes_subjects(world_view(l->t.w, "intake", &l->t.a), s->family_id, 0);
    assert_int_equal(kept.n, 1);
    erased(l, s->family_id);
    struct view *v = world_view(l->t.w, "intake", &l->t.a);
    struct id by;
    assert_true(subject_was_erased(v, id_of(s->family_id), &by) && subject_was_erased(v, kept.ids[0], &by));
    assert_int_equal(row_count(v, &intake_notes), 0);
}

/* ---- late ---- */

/* A visit that scheduling has recorded while nobody heard it. */
static void test_what_comes_late_makes_nothing(void **state) {
    struct loop *l = *state;
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    ProtobufCBinaryData enrolment = enrolled(l, s);
    scheduling__confirm_key_worker_reply *confirmed = confirm(&l->t, enrolment);
    settle_all(l);
    leap(&l->t, confirmed->start->ms - world_now_ms(l->t.w) + 2 * INT64_C(3600000));
    ended(l, s, enrolment);
    ProtobufCBinaryData id = proposed(l, s->family_id)->erasure_id;
    delay_passes(l);
    world_cut_off(l->t.w, "intake", "scheduling", true);
    size_t told = records_of(l, "intake", &intake__follow_up_noted__descriptor);
    const scheduling__visit *visit = follow_up(&l->t, s->family_id)->visits[0];
    scheduling__record_visit_request *in = NEW(&l->t.a, scheduling__record_visit_request);
    in->visit_id = visit->visit_id;
    in->version = visit->version;
    in->result = VISIT_RESULT_DONE;
    assert_int_equal(SCHEDULE(&l->t, "team", RecordVisit, record_visit, in, NULL), 0);
    intake__confirm_erasure_request *yes = NEW(&l->t.a, intake__confirm_erasure_request);
    yes->erasure_id = id;
    yes->version = erasure(l, id)->version;
    assert_int_equal(ASK(&l->t, "coord2", ConfirmErasure, confirm_erasure, yes, NULL), 0);
    world_cut_off(l->t.w, "intake", "scheduling", false);
    settle_all(l);
    leap(&l->t, DAY_LONG);
    settle_all(l);
    assert_int_equal(records_of(l, "intake", &intake__follow_up_noted__descriptor), told);
    assert_int_equal(records_of(l, "intake", &node__reaction_parked__descriptor), 0);
    assert_true(answered_all(erasure(l, id)));
}

static int sent_again(struct loop *l, struct id request, const intake__record_consent_request *in) {
    return world_call(l->t.w, &l->t.a, "intake", "desk", "intake.RecordConsent", request, &in->base,
                      &intake__record_consent_reply__descriptor, NULL, NULL);
}

/* What was answered once is remembered, and is hers too. */
static void test_a_remembered_answer_is_gone_too(void **state) {
    struct loop *l = *state;
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    intake__record_consent_request *in = consent_request(l, s->family_id);
    struct id request = world_request_id(l->t.w);
    assert_int_equal(sent_again(l, request, in), 0);
    assert_int_equal(sent_again(l, request, in), 0);
    erased(l, s->family_id);
    assert_int_equal(sent_again(l, request, in), REASON_SUBJECT_ERASED);
}

/* ---- the certificate ---- */

static void test_a_daemon_that_is_silent_is_somebodys_work(void **state) {
    struct loop *l = *state;
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    world_cut_off(l->t.w, "intake", "directory", true);
    ProtobufCBinaryData id = proposed(l, s->family_id)->erasure_id;
    leap(&l->t, (DELAY_DAYS + 1) * DAY_LONG);
    intake__confirm_erasure_request *yes = NEW(&l->t.a, intake__confirm_erasure_request);
    yes->erasure_id = id;
    yes->version = erasure(l, id)->version;
    assert_int_equal(ASK(&l->t, "coord2", ConfirmErasure, confirm_erasure, yes, NULL), 0);
    world_run(l->t.w, 60000);
    assert_int_equal(erasure(l, id)->state, ERASURE_STATE_CONFIRMED);
    assert_null(work_of(worklist(&l->t, "coord"), WORK_KIND_ERASURE_UNANSWERED));
    leap(&l->t, 2 * DAY_LONG);
    const sippe__work_item *item = work_of(worklist(&l->t, "coord"), WORK_KIND_ERASURE_UNANSWERED);
    assert_non_null(item);
    assert_true(SAME_BYTES(item->thing, id) && !item->family_id.len && !*item->family_number);
    assert_null(work_of(worklist(&l->t, "desk"), WORK_KIND_ERASURE_UNANSWERED));
    world_cut_off(l->t.w, "intake", "directory", false);
    settle_all(l);
    assert_null(work_of(worklist(&l->t, "coord"), WORK_KIND_ERASURE_UNANSWERED));
    assert_int_equal(erasure(l, id)->state, ERASURE_STATE_PROVISIONAL);
}

static int destroyed(struct loop *l) {
    intake__confirm_keys_destroyed_request *in = NEW(&l->t.a, intake__confirm_keys_destroyed_request);
    in->note = "clé USB du coffre, broyée";
    return ASK(&l->t, "op", ConfirmKeysDestroyed, confirm_keys_destroyed, in, NULL);
}

static const intake__list_erasures_reply *listed(struct loop *l, const char *key) {
    intake__list_erasures_request *in = NEW(&l->t.a, intake__list_erasures_request);
    intake__list_erasures_reply *out = NULL;
    assert_int_equal(ASK(&l->t, key, ListErasures, list_erasures, in, &out), 0);
    return out;
}

static void test_it_is_final_with_the_older_keys(void **state) {
    struct loop *l = *state;
    intake__get_family_reply *f = NULL;
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    ProtobufCBinaryData id = erased(l, s->family_id)->erasure_id;
    assert_int_equal(destroyed(l), REASON_KEYS_NOT_REWRAPPED);
    for (int i = 0; i < DAEMONS; i++) {
        assert_int_equal(destroyed(l), REASON_KEYS_NOT_REWRAPPED);
        world_rewrap(l->t.w, daemon_names[i]);
        settle_all(l);
    }
    assert_int_equal(erasure(l, id)->state, ERASURE_STATE_PROVISIONAL);
    assert_int_equal(listed(l, "op")->provisional, 1);
    assert_int_equal(listed(l, "op")->overdue, 0);
    assert_string_equal(listed(l, "op")->erasures[0]->number, "");
    assert_string_equal(listed(l, "coord")->erasures[0]->number, s->family_number);
    leap(&l->t, (REWRAP_DAYS + 1) * DAY_LONG);
    assert_int_equal(listed(l, "op")->overdue, 1);
    assert_int_equal(destroyed(l), 0);
    const intake__erasure *e = erasure(l, id);
    assert_int_equal(e->state, ERASURE_STATE_FINAL);
    assert_string_equal(e->final_by_member, "op");
    assert_int_equal(listed(l, "op")->provisional, 0);
    assert_int_equal(get_by_number(l, "coord", s->family_number, &f), 0); /* by another key of look-ups */
    assert_true(SAME_BYTES(f->erasure->erasure_id, id));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_every_daemon_forgets_her, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_the_referral_that_brought_her, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_who_came_by_a_sheet_goes_too, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_the_register_outlives_her, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_what_came_after_a_merge_goes_too, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_what_is_kept_apart_goes_too, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_what_comes_late_makes_nothing, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_a_remembered_answer_is_gone_too, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_a_daemon_that_is_silent_is_somebodys_work, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_it_is_final_with_the_older_keys, erasure_opened, loop_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
