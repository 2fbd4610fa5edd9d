/* A caseload is taken over, with all four daemons: what becomes of a row, in the file, in lists and in scheduling, and what
 * is known again. */
#include "take_over_world.h"

/* ---- what becomes of a row ---- */

static void test_a_row_becomes_a_family_that_is_followed(void **state) {
    struct desk *t = *state;
    intake__taken_over_family *row = row_of(t, "C-001", "Exemple");
    row->next_visit_at = instant(&t->a, at(fixture_today() + 14, 10));
    intake__take_over_family_reply *done = taken(t, 1, row);
    assert_false(done->known);
    intake__get_family_reply *f = family(t, "team", done->family_id);
    assert_string_equal(f->number, done->family_number);
    assert_string_equal(f->name->family, "Exemple");
    assert_string_equal(f->contact->numbers[0]->number, "5145550156");
    assert_int_equal(f->contact->safe_to_leave_message, VOICE_MAIL_NO);
    assert_int_equal(DAY(f->child_birth_date), day_from(2026, 5, 3));
    assert_int_equal(f->n_screenings, 0); /* no decision is made up */
    assert_int_equal(f->enrolment->state, ENROLMENT_STATE_ACTIVE);
    assert_int_equal(f->enrolment->basis, ENROLMENT_BASIS_TAKEN_OVER);
    assert_int_equal(DAY(f->enrolment->taken_over_on), fixture_today());
    assert_string_equal(f->enrolment->key_worker, "ts-1");
    assert_int_equal(f->enrolment->visits_done, 0); /* since then */
    assert_string_equal(f->taken_over->reference, "C-001");
    assert_int_equal(DAY(f->taken_over->last_visit_on), day_from(2026, 11, 13));
    assert_int_equal(f->taken_over->agreed_by, CONSENT_GIVER_SELF);
    assert_string_equal(f->taken_over->children[0]->given_name, "Léo");
    assert_int_equal(f->n_next, 0);
    assert_int_equal(worklist(t, "coord")->total, 0);
}

/* The last visit took place and the next one stands, with the bond; nothing before the day is owed. */
static void test_scheduling_goes_on_from_there(void **state) {
    struct desk *t = *state;
    intake__taken_over_family *row = row_of(t, "C-001", "Exemple");
    row->next_visit_at = instant(&t->a, at(fixture_today() + 14, 10));
    const scheduling__family_visits_reply *f = follow_up(t, taken(t, 1, row)->family_id);
    assert_int_equal(f->state, FOLLOW_UP_STATE_FOLLOWED);
    assert_string_equal(f->key_worker, "ts-1");
    assert_int_equal(f->n_visits, 1);
    assert_int_equal(f->n_encounters, 1);
    const scheduling__visit *next = visit_in(f, VISIT_STATE_CONFIRMED);
    assert_true(f->encounters[0]->day_only);
    assert_int_equal(f->encounters[0]->visit_id.len, 0);
    assert_int_equal(day_at(fixture_montreal, f->encounters[0]->facts->start->ms), day_from(2026, 11, 13));
    assert_int_equal(next->start->ms, row->next_visit_at->ms);
    assert_false(next->first);
    assert_string_equal(next->workers[0], "ts-1");
    assert_true(f->n_windows > 0);
    for (size_t i = 0; i < f->n_windows; i++) assert_true(DAY(f->windows[i]->earliest) >= fixture_today());
    /* the last visit keeps its distance: seven days in this phase */
    assert_true(DAY(f->windows[0]->earliest) >= day_from(2026, 11, 13) + 7);
}

/* From Monday on: what would be due before it is not owed, and a key worker is expected later. */
static void test_a_day_to_come(void **state) {
    struct desk *t = *state;
    intake__take_over_family_request *in = NEW(&t->a, intake__take_over_family_request);
    intake__take_over_family_reply *out = NULL;
    in->batch_id = batch(t, 1);
    in->family = row_of(t, "C-001", "Exemple");
    in->family->key_worker = "";
    in->on = civil_date(&t->a, fixture_today() + 10);
    assert_int_equal(ASK(t, "coord", TakeOverFamily, take_over_family, in, &out), 0);
    assert_true(world_settle(t->w, 60000));
    const scheduling__family_visits_reply *f = follow_up(t, out->family_id);
    for (size_t i = 0; i < f->n_windows; i++) assert_true(DAY(f->windows[i]->propose_from) >= fixture_today() + 10);
    const sippe__work_item *item = work_of(worklist(t, "coord"), WORK_KIND_KEY_WORKER);
    assert_true(DAY(item->due_on) > fixture_today() + 10);
    in->family->reference = "C-002";
    in->family->none_of_known = YES_NO_YES;
    in->on = civil_date(&t->a, fixture_today() + 40);
    assert_int_equal(ASK(t, "coord", TakeOverFamily, take_over_family, in, &out), REASON_FIELDS_INVALID);
}

static bool team_must(struct desk *t, sippe__work_kind kind) { return work_of(worklist(t, "team"), kind) != NULL; }

/* Until the fifth birthday of the youngest, as of any family; of who is past it already, the team is told at once. */
static void test_the_programme_ends_for_her(void **state) {
    struct desk *t = *state;
    intake__taken_over_family *young = row_of(t, "C-001", "Exemple"), *grown = row_of(t, "C-002", "Modèle");
    grown->children[0]->birth_date = date(&t->a, 2021, 9, 3);
    grown->followed_since = date(&t->a, 2022, 9, 3);
    ProtobufCBinaryData id = taken(t, 1, young)->family_id;
    assert_int_equal(DAY(family(t, "team", id)->enrolment->programme_end_on), day_from(2031, 5, 3));
    assert_false(team_must(t, WORK_KIND_END_OF_PROGRAMME));
    intake__take_over_family_reply *done = taken(t, 1, grown);
    const sippe__work_item *item = work_of(worklist(t, "team"), WORK_KIND_END_OF_PROGRAMME);
    assert_string_equal(item->family_number, done->family_number);
    assert_int_equal(DAY(item->due_on), day_from(2026, 9, 3));
    intake__undo_take_over_reply *out = NULL;
    assert_int_equal(undo(t, 1, false, &out), 0);
    assert_false(team_must(t, WORK_KIND_END_OF_PROGRAMME));
}

static int call_her(struct desk *t, ProtobufCBinaryData family_id, intake__record_family_call_reply **out) {
    intake__record_family_call_request *in = NEW(&t->a, intake__record_family_call_request);
    in->family_id = family_id;
    in->told = NEW(&t->a, intake__call_told);
    in->told->direction = CALL_DIRECTION_OUTGOING;
    in->told->way = CALL_WAY_PHONE;
    in->told->outcome = CALL_OUTCOME_CALL_BACK_AT;
    in->told->call_back_on = civil_date(&t->a, fixture_today() + 3);
    return ASK(t, "team", RecordFamilyCall, record_family_call, in, out);
}

static int write_to_her(struct desk *t, ProtobufCBinaryData family_id, intake__record_letter_reply **out) {
    intake__record_letter_request *in = NEW(&t->a, intake__record_letter_request);
    in->family_id = family_id;
    in->kind = "CALL_US";
    return ASK(t, "team", RecordLetter, record_letter, in, out);
}

/* About no call of hers: what her file asks is listed with the sheet's words, and keeps the sheet from being undone. */
static void test_she_is_called_and_written_to(void **state) {
    struct desk *t = *state;
    intake__taken_over_family *row = row_of(t, "C-001", "Exemple"), *other = row_of(t, "C-002", "Modèle");
    row->identity->address = NEW(&t->a, sippe__address);
    row->identity->address->street = "10, rue des Érables";
    row->identity->address->municipality = "Montréal";
    intake__record_letter_reply *letter = NULL;
    intake__record_family_call_reply *call = NULL;
    ProtobufCBinaryData id = taken(t, 1, row)->family_id;
    assert_int_equal(write_to_her(t, id, &letter), REASON_MAIL_NOT_ALLOWED);
    assert_int_equal(call_her(t, id, &call), 0);
    const sippe__work_item *item = work_of(worklist(t, "team"), WORK_KIND_CALL_BACK);
    assert_string_equal(item->name->family, "Exemple");
    assert_string_equal(item->phone, "5145550156");
    assert_int_equal(item->safe_to_leave_message, VOICE_MAIL_NO);
    intake__undo_take_over_reply *out = NULL;
    assert_int_equal(sheet_of(t, 1)->rows[0]->touched, TAKE_OVER_TOUCHED_CALL);
    assert_int_equal(undo(t, 1, false, &out), REASON_TAKE_OVER_TOUCHED);
    other->identity->address = row->identity->address;
    other->channels = (intake__contact_channel[]){CONTACT_CHANNEL_MAIL};
    other->n_channels = 1;
    ProtobufCBinaryData mailed = taken(t, 2, other)->family_id,
                        undone = taken(t, 3, row_of(t, "C-003", "Essai"))->family_id;
    assert_int_equal(write_to_her(t, mailed, &letter), 0);
    assert_int_equal(sheet_of(t, 2)->rows[0]->touched, TAKE_OVER_TOUCHED_CALL);
    assert_int_equal(undo(t, 3, false, &out), 0);
    assert_int_equal(call_her(t, undone, &call), REASON_FAMILY_UNDONE);
}

static void test_an_unknown_worker_is_work(void **state) {
    struct desk *t = *state;
    intake__taken_over_family *row = row_of(t, "C-001", "Exemple");
    row->key_worker = "ts-9";
    row->next_visit_at = instant(&t->a, at(fixture_today() + 14, 10));
    intake__take_over_family_reply *done = taken(t, 1, row);
    const intake__get_family_reply *f = family(t, "coord", done->family_id);
    assert_int_equal(f->enrolment->state, ENROLMENT_STATE_AWAITING_KEY_WORKER);
    assert_int_equal(f->enrolment->visit_not_placed, REASON_WORKER_UNKNOWN);
    assert_non_null(work_of(worklist(t, "coord"), WORK_KIND_KEY_WORKER));
    const sippe__work_item *visit = work_of(worklist(t, "coord"), WORK_KIND_PLACE_VISIT);
    assert_int_equal(visit->role, ROLE_COORDINATOR);
    assert_int_equal(DAY(visit->due_on), fixture_today() + 14);
    const scheduling__family_visits_reply *v = follow_up(t, done->family_id);
    assert_int_equal(v->state, FOLLOW_UP_STATE_AWAITING_KEY_WORKER);
    assert_int_equal(v->n_visits, 0);
    assert_int_equal(v->n_encounters, 1);
    assert_int_equal(v->encounters[0]->facts->n_workers, 0);
    confirm(t, done->enrolment_id); /* as for any family */
    assert_true(world_settle(t->w, 60000));
    assert_int_equal(family(t, "coord", done->family_id)->enrolment->state, ENROLMENT_STATE_ACTIVE);
}

/* Two were promised one hour of one worker: the second is a person's to place, and the family is never forgotten. */
static void test_a_visit_that_cannot_stand_is_work(void **state) {
    struct desk *t = *state;
    intake__taken_over_family *first = row_of(t, "C-001", "Exemple"), *second = row_of(t, "C-002", "Modèle");
    first->next_visit_at = second->next_visit_at = instant(&t->a, at(fixture_today() + 14, 10));
    taken(t, 1, first);
    intake__take_over_family_reply *done = taken(t, 1, second);
    const intake__get_family_reply *f = family(t, "team", done->family_id);
    assert_int_equal(f->enrolment->visit_not_placed, REASON_BOOKED_TWICE);
    assert_int_equal(f->enrolment->visit_to_place_at->ms, second->next_visit_at->ms);
    const sippe__work_item *item = work_of(worklist(t, "team"), WORK_KIND_PLACE_VISIT);
    assert_string_equal(item->family_number, done->family_number);
    assert_int_equal(item->role, ROLE_TEAM);
    assert_int_equal(follow_up(t, done->family_id)->n_visits, 0);
    intake__settle_work_request *in = NEW(&t->a, intake__settle_work_request);
    intake__settle_work_reply *settled = NULL;
    in->kind = WORK_KIND_PLACE_VISIT;
    in->thing = item->thing;
    in->note = "déplacée au mardi, elle est avertie";
    assert_int_equal(ASK(t, "team", SettleWork, settle_work, in, &settled), 0);
    assert_null(work_of(worklist(t, "team"), WORK_KIND_PLACE_VISIT));
    assert_null(family(t, "team", done->family_id)->enrolment->visit_to_place_at);
    assert_int_equal(ASK(t, "team", SettleWork, settle_work, in, &settled), REASON_NOT_FOUND);
}

/* ---- known again ---- */

static void test_the_same_row_makes_nothing(void **state) {
    struct desk *t = *state;
    intake__take_over_family_reply *first = taken(t, 1, row_of(t, "C-001", "Exemple"));
    intake__taken_over_family *again = row_of(t, "c 001", "Exemple");
    again->reference = "C-001";
    intake__take_over_family_reply *second = taken(t, 2, again);
    assert_true(second->known);
    assert_true(SAME_BYTES(second->family_id, first->family_id));
    assert_true(SAME_BYTES(second->enrolment_id, first->enrolment_id));
    again->key_worker = "inf-1";
    intake__take_over_family_reply *out = NULL;
    assert_int_equal(take_over(t, 2, again, &out), REASON_TAKE_OVER_KNOWN);
    again->clsc_code = "99002"; /* which counts for itself, and she may be the same */
    assert_int_equal(take_over(t, 2, again, &out), REASON_FAMILY_MAY_BE_KNOWN);
}

/* A month later the visit that was to come has been, and the row is as right as it was. */
static void test_the_same_row_is_known_for_ever(void **state) {
    struct desk *t = *state;
    intake__taken_over_family *row = row_of(t, "C-001", "Exemple");
    row->next_visit_at = instant(&t->a, at(fixture_today() + 14, 10));
    taken(t, 1, row);
    leap(t, 31 * DAY_LONG);
    assert_true(taken(t, 1, row)->known);
    intake__preview_take_over_request *in = NEW(&t->a, intake__preview_take_over_request);
    intake__preview_take_over_reply *p = NULL;
    in->family = row;
    assert_int_equal(ASK(t, "coord", PreviewTakeOver, preview_take_over, in, &p), 0);
    assert_int_equal(p->refused, 0);
    assert_int_equal(p->n_violations, 0);
    row->reference = "C-002";
    assert_int_equal(ASK(t, "coord", PreviewTakeOver, preview_take_over, in, &p), 0);
    assert_int_equal(p->refused, REASON_FIELDS_INVALID);
    assert_string_equal(p->violations[0]->path, "family.next_visit_at");
}

static void test_she_may_be_known(void **state) {
    struct desk *t = *state;
    intake__screening *call = call_now(t);
    intake__submit_screening_reply *s = NULL;
    call->identity->phone = "514 555-0199";
    assert_int_equal(submit(t, "desk", call, &s), 0);
    intake__taken_over_family *row = row_of(t, "C-001", "Exemple");
    row->identity->phone = "(514) 555.0199";
    intake__take_over_family_reply *out = NULL;
    assert_int_equal(take_over(t, 1, row, &out), REASON_FAMILY_MAY_BE_KNOWN);
    intake__preview_take_over_request *in = NEW(&t->a, intake__preview_take_over_request);
    intake__preview_take_over_reply *p = NULL;
    in->family = row;
    assert_int_equal(ASK(t, "coord", PreviewTakeOver, preview_take_over, in, &p), 0);
    assert_int_equal(p->refused, REASON_FAMILY_MAY_BE_KNOWN);
    assert_int_equal(p->n_matches, 1);
    assert_string_equal(p->matches[0]->family_number, s->family_number);
    row->none_of_known = YES_NO_YES;
    assert_int_equal(ASK(t, "coord", PreviewTakeOver, preview_take_over, in, &p), 0);
    assert_int_equal(p->refused, 0);
    assert_int_equal(take_over(t, 1, row, &out), 0);
}

/* Her call finds her by what the sheet says, and the two become one; then the call says who she is. */
static void test_a_later_call_joins_her(void **state) {
    struct desk *t = *state;
    intake__taken_over_family *row = row_of(t, "C-001", "Exemple");
    intake__take_over_family_reply *done = taken(t, 1, row);
    intake__screening *call = call_now(t);
    intake__submit_screening_reply *s = NULL;
    call->identity->phone = row->identity->phone;
    assert_int_equal(submit(t, "desk", call, &s), 0);
    assert_int_equal(s->n_matches, 1);
    intake__settle_match_request *in = NEW(&t->a, intake__settle_match_request);
    intake__settle_match_reply *settled = NULL;
    in->screening_id = s->screening_id;
    in->version = s->version;
    in->same_as_family_id = done->family_id;
    assert_int_equal(ASK(t, "desk", SettleMatch, settle_match, in, &settled), 0);
    const intake__get_family_reply *f = family(t, "team", done->family_id);
    assert_int_equal(f->n_screenings, 1);
    assert_string_equal(f->name->family, call->identity->name->family);
    assert_string_equal(f->enrolment->key_worker, "ts-1");
    assert_int_equal(found_by_name(t, "Exemple"), 1); /* as the sheet has her, too */
    assert_int_equal(sheet_of(t, 1)->rows[0]->touched, TAKE_OVER_TOUCHED_CALL);
}

/* Without a call she is found as any other: by name, by number, by the sheet's reference. */
static void test_she_is_found(void **state) {
    struct desk *t = *state;
    intake__taken_over_family *row = row_of(t, "C-001", "Exemple");
    intake__take_over_family_reply *done = taken(t, 1, row);
    assert_int_equal(found_by_name(t, "exemple anne"), 1);
    intake__find_family_request *in = NEW(&t->a, intake__find_family_request);
    in->number = done->family_number;
    assert_int_equal(found(t, in)->n_families, 1);
    in->reference = "c-001";
    assert_int_equal(found(t, in)->n_families, 1);
    in->reference = "C-002";
    assert_int_equal(found(t, in)->n_families, 0);
    intake__find_family_reply *out = NULL;
    in->reference = "";
    assert_int_equal(ASK(t, "desk2", FindFamily, find_family, in, &out), 0);
    assert_int_equal(out->n_families, 0); /* another CLSC's */
}

/* What was built for families that called works for one who did not. */
static void test_she_is_a_family_as_any_other(void **state) {
    struct desk *t = *state;
    intake__taken_over_family *row = row_of(t, "C-001", "Exemple");
    row->due_date = date(&t->a, 2027, 3, 1);
    intake__take_over_family_reply *done = taken(t, 1, row);
    intake__record_birth_request *birth = NEW(&t->a, intake__record_birth_request);
    birth->sure = true;
    intake__record_birth_reply *born = NULL;
    birth->family_id = done->family_id;
    birth->birth_date = date(&t->a, 2026, 11, 19);
    assert_int_equal(ASK(t, "team", RecordBirth, record_birth, birth, &born), 0);
    assert_int_equal(DAY(family(t, "team", done->family_id)->child_birth_date), day_from(2026, 11, 19));
    intake__end_enrolment_request *end = NEW(&t->a, intake__end_enrolment_request);
    intake__end_enrolment_reply *ended = NULL;
    end->enrolment_id = done->enrolment_id;
    end->version = family(t, "team", done->family_id)->enrolment->version;
    end->reason = END_REASON_MOVED;
    assert_int_equal(ASK(t, "team", EndEnrolment, end_enrolment, end, &ended), 0);
    intake__preview_erasure_request *erase = NEW(&t->a, intake__preview_erasure_request);
    intake__preview_erasure_reply *preview = NULL;
    erase->family_id = done->family_id;
    assert_int_equal(ASK(t, "coord", PreviewErasure, preview_erasure, erase, &preview), 0);
    assert_int_equal(DAY(preview->last_on), fixture_today());
    assert_int_equal(sheet_of(t, 1)->rows[0]->touched, TAKE_OVER_TOUCHED_ENDED);
}

/* What she agrees to leaves as of any family: her telephone is the sheet's. */
static void test_what_she_agrees_to_leaves(void **state) {
    struct loop *l = *state;
    put_worker(&l->t, "ts-1", DISCIPLINE_SOCIAL_WORKER);
    intake__take_over_family_reply *done = taken(&l->t, 1, row_of(&l->t, "C-001", "Exemple"));
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    assert_int_equal(consent(l, consent_request(l, done->family_id), &c), 0);
    assert_int_equal(refer(l, done->family_id, l->service, &r), 0);
    settle_all(l);
    notifications__get_notice_request *in = NEW(&l->t.a, notifications__get_notice_request);
    notifications__get_notice_reply *out = NULL;
    in->notice_id = notices(l)->notices[0]->notice_id;
    assert_int_equal(CALL(l->t.w, &l->t.a, "notifications", "maison", notifications, GetNotice, get_notice, in, &out),
                     0);
    assert_string_equal(out->notice->content->given_name, "Anne");
    assert_string_equal(out->notice->content->phone, "5145550156");
    assert_int_equal(family(&l->t, "team", done->family_id)->n_referrals, 1);
    assert_int_equal(sheet_of(&l->t, 1)->rows[0]->touched, TAKE_OVER_TOUCHED_CONSENT);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, take_over_opened, take_over_closed)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_a_row_becomes_a_family_that_is_followed),
        TEST(test_scheduling_goes_on_from_there),
        TEST(test_a_day_to_come),
        TEST(test_the_programme_ends_for_her),
        TEST(test_she_is_called_and_written_to),
        TEST(test_an_unknown_worker_is_work),
        TEST(test_a_visit_that_cannot_stand_is_work),
        TEST(test_the_same_row_makes_nothing),
        TEST(test_the_same_row_is_known_for_ever),
        TEST(test_she_may_be_known),
        TEST(test_a_later_call_joins_her),
        TEST(test_she_is_found),
        TEST(test_she_is_a_family_as_any_other),
        cmocka_unit_test_setup_teardown(test_what_she_agrees_to_leaves, loop_opened, loop_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
