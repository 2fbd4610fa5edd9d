/* A sheet is taken back as a whole, or not where something else was recorded since; and what is asked of sheets. */
#include "take_over_world.h"

/* ---- taken back ---- */

static void assert_gone(struct desk *t, ProtobufCBinaryData family_id, const char *name) {
    const intake__get_family_reply *f = family(t, "coord", family_id);
    assert_non_null(f->taken_over->undone_at);
    assert_string_equal(f->taken_over->undone_reason, "mauvais classeur");
    assert_int_equal(f->enrolment->state, ENROLMENT_STATE_ENDED);
    assert_int_equal(f->enrolment->end_reason, END_REASON_ERROR);
    assert_int_equal(found_by_name(t, name), 0);
    const scheduling__family_visits_reply *v = follow_up(t, family_id);
    assert_int_equal(v->state, FOLLOW_UP_STATE_ENDED);
    assert_null(visit_in(v, VISIT_STATE_CONFIRMED));
    intake__record_birth_request *birth = NEW(&t->a, intake__record_birth_request);
    birth->sure = true;
    intake__record_birth_reply *born = NULL;
    birth->family_id = family_id;
    birth->birth_date = date(&t->a, 2026, 11, 19);
    assert_int_equal(ASK(t, "team", RecordBirth, record_birth, birth, &born), REASON_FAMILY_UNDONE);
}

static void test_a_sheet_is_taken_back(void **state) {
    struct desk *t = *state;
    intake__taken_over_family *row = row_of(t, "C-001", "Exemple");
    row->next_visit_at = instant(&t->a, at(fixture_today() + 14, 10));
    intake__take_over_family_reply *first = taken(t, 1, row), *second = taken(t, 1, row_of(t, "C-002", "Modèle"));
    intake__undo_take_over_reply *out = NULL;
    assert_int_equal(undo(t, 1, false, &out), 0);
    assert_int_equal(out->undone, 2);
    assert_int_equal(out->left, 0);
    assert_gone(t, first->family_id, "Exemple");
    assert_gone(t, second->family_id, "Modèle");
    assert_int_equal(worklist(t, "coord")->total, 0);
    assert_int_equal(sheet_of(t, 1)->batch->undone, 2);
    assert_non_null(sheet_of(t, 1)->rows[0]->undone_at);
    assert_int_equal(undo(t, 1, false, &out), REASON_MOVE_ILLEGAL);
    assert_int_equal(undo(t, 2, false, &out), REASON_NOT_FOUND);
    /* the sheet may be sent again: other numbers, other families */
    intake__take_over_family_reply *again = taken(t, 1, row);
    assert_false(again->known);
    assert_string_not_equal(again->family_number, first->family_number);
    assert_string_not_equal(again->family_number, second->family_number);
    assert_int_equal(found_by_name(t, "Exemple"), 1);
}

static void test_what_was_recorded_since_is_kept(void **state) {
    struct desk *t = *state;
    intake__take_over_family_reply *first = taken(t, 1, row_of(t, "C-001", "Exemple"));
    intake__take_over_family_reply *second = taken(t, 1, row_of(t, "C-002", "Modèle"));
    intake__record_safety_note_request *note = NEW(&t->a, intake__record_safety_note_request);
    intake__record_safety_note_reply *kept = NULL;
    note->family_id = second->family_id;
    note->words = NEW(&t->a, intake__note_words);
    note->words->text = "gros chien";
    assert_int_equal(ASK(t, "team", RecordSafetyNote, record_safety_note, note, &kept), 0);
    intake__undo_take_over_reply *out = NULL;
    assert_int_equal(undo(t, 1, false, &out), REASON_TAKE_OVER_TOUCHED);
    assert_int_equal(sheet_of(t, 1)->rows[0]->touched, 0);
    assert_int_equal(sheet_of(t, 1)->rows[1]->touched, TAKE_OVER_TOUCHED_OTHER);
    assert_int_equal(found_by_name(t, "Exemple"), 1);
    assert_int_equal(undo(t, 1, true, &out), 0);
    assert_int_equal(out->undone, 1);
    assert_int_equal(out->left, 1);
    assert_gone(t, first->family_id, "Exemple");
    assert_int_equal(family(t, "team", second->family_id)->enrolment->state, ENROLMENT_STATE_ACTIVE);
    assert_int_equal(undo(t, 1, true, &out), REASON_TAKE_OVER_TOUCHED);
}

/* What scheduling made of the sheet is the sheet's, and what a person chose since is not. */
static void test_a_visit_since_is_kept(void **state) {
    struct desk *t = *state;
    intake__taken_over_family *row = row_of(t, "C-001", "Exemple");
    row->next_visit_at = instant(&t->a, at(fixture_today() + 14, 10));
    intake__take_over_family_reply *done = taken(t, 1, row);
    assert_int_equal(sheet_of(t, 1)->rows[0]->touched, 0);
    leap(t, 14 * DAY_LONG + 2 * INT64_C(3600000));
    record_visit(t, visit_in(follow_up(t, done->family_id), VISIT_STATE_CONFIRMED));
    assert_int_equal(family(t, "team", done->family_id)->enrolment->visits_done, 1);
    assert_int_equal(sheet_of(t, 1)->rows[0]->touched, TAKE_OVER_TOUCHED_VISIT);
    intake__undo_take_over_reply *out = NULL;
    assert_int_equal(undo(t, 1, true, &out), REASON_TAKE_OVER_TOUCHED);
}

/* What a person has booked, moved or called off is hers, though intake keeps no visit that is to come. */
static void test_a_booking_since_is_kept(void **state) {
    struct desk *t = *state;
    intake__taken_over_family *row = row_of(t, "C-001", "Exemple");
    row->next_visit_at = instant(&t->a, at(fixture_today() + 14, 10));
    intake__take_over_family_reply *moved = taken(t, 1, row), *booked = taken(t, 1, row_of(t, "C-002", "Modèle"));
    const scheduling__visit *next = visit_in(follow_up(t, moved->family_id), VISIT_STATE_CONFIRMED);
    scheduling__move_visit_request *move = NEW(&t->a, scheduling__move_visit_request);
    scheduling__move_visit_reply *done = NULL;
    move->visit_id = next->visit_id;
    move->version = next->version;
    move->start = instant(&t->a, at(fixture_today() + 14, 13));
    assert_int_equal(SCHEDULE(t, "team", MoveVisit, move_visit, move, &done), 0);
    scheduling__book_visit_request *book = NEW(&t->a, scheduling__book_visit_request);
    scheduling__book_visit_reply *made = NULL;
    book->family_id = booked->family_id;
    book->start = instant(&t->a, at(fixture_today() + 18, 10));
    assert_int_equal(SCHEDULE(t, "team", BookVisit, book_visit, book, &made), 0);
    assert_true(world_settle(t->w, 60000));
    assert_int_equal(sheet_of(t, 1)->rows[0]->touched, TAKE_OVER_TOUCHED_BOOKING);
    assert_int_equal(sheet_of(t, 1)->rows[1]->touched, TAKE_OVER_TOUCHED_BOOKING);
    intake__undo_take_over_reply *out = NULL;
    assert_int_equal(undo(t, 1, true, &out), REASON_TAKE_OVER_TOUCHED);
}

/* ---- asked in the wrong way ---- */

static void test_what_is_asked_wrongly(void **state) {
    struct desk *t = *state;
    intake__take_over_family_request *in = NEW(&t->a, intake__take_over_family_request);
    intake__take_over_family_reply *out = NULL;
    in->family = row_of(t, "C-001", "Exemple");
    assert_int_equal(ASK(t, "coord", TakeOverFamily, take_over_family, in, &out), REASON_FIELDS_INVALID);
    in->batch_id = batch(t, 1);
    assert_int_equal(ASK(t, "desk", TakeOverFamily, take_over_family, in, &out), REASON_NOT_ALLOWED);
    assert_int_equal(ASK(t, "op", TakeOverFamily, take_over_family, in, &out), REASON_NOT_ALLOWED);
    in->family = NULL;
    assert_int_equal(ASK(t, "coord", TakeOverFamily, take_over_family, in, &out), REASON_FIELDS_INVALID);
    intake__preview_take_over_request *ask = NEW(&t->a, intake__preview_take_over_request);
    intake__preview_take_over_reply *p = NULL;
    ask->family = row_of(t, "C-001", "Exemple");
    ask->family->identity->phone = "12";
    assert_int_equal(ASK(t, "coord", PreviewTakeOver, preview_take_over, ask, &p), 0);
    assert_int_equal(p->refused, REASON_FIELDS_INVALID);
    assert_string_equal(p->violations[0]->path, "family.identity.phone");
    intake__undo_take_over_request *undoing = NEW(&t->a, intake__undo_take_over_request);
    intake__undo_take_over_reply *undone = NULL;
    undoing->batch_id = batch(t, 1);
    assert_int_equal(ASK(t, "coord", UndoTakeOver, undo_take_over, undoing, &undone), REASON_FIELDS_INVALID);
}

/* Page by page, and the newest sheet first. */
static void test_sheets_are_listed(void **state) {
    struct desk *t = *state;
    for (int i = 0; i < 5; i++) {
        intake__taken_over_family *row = row_of(t, arena_printf(&t->a, "C-00%d", i), "Exemple");
        row->none_of_known = YES_NO_YES; /* all were born on one day */
        taken(t, 1, row);
    }
    leap(t, DAY_LONG);
    taken(t, 2, row_of(t, "D-009", "Modèle"));
    intake__list_take_overs_request *in = NEW(&t->a, intake__list_take_overs_request);
    intake__list_take_overs_reply *all = NULL;
    assert_int_equal(ASK(t, "coord", ListTakeOvers, list_take_overs, in, &all), 0);
    assert_int_equal(all->n_batches, 2);
    assert_true(SAME_BYTES(all->batches[0]->batch_id, batch(t, 2)));
    assert_int_equal(all->batches[1]->families, 5);
    intake__get_take_over_request *ask = NEW(&t->a, intake__get_take_over_request);
    intake__get_take_over_reply *page = NULL;
    ask->batch_id = batch(t, 1);
    ask->limit = 2;
    size_t n = 0;
    do {
        assert_int_equal(ASK(t, "coord", GetTakeOver, get_take_over, ask, &page), 0);
        for (size_t i = 0; i < page->n_rows; i++, n++)
            assert_string_equal(page->rows[i]->reference, arena_printf(&t->a, "C-00%zu", n));
        ask->after = page->next;
    } while (page->next.len);
    assert_int_equal(n, 5);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, take_over_opened, take_over_closed)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_a_sheet_is_taken_back), TEST(test_what_was_recorded_since_is_kept),
        TEST(test_a_visit_since_is_kept), TEST(test_a_booking_since_is_kept),
        TEST(test_what_is_asked_wrongly), TEST(test_sheets_are_listed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
