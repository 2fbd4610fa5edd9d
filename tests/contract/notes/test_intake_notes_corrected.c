/* Safety notes corrected, refused, and given by pages. */
#include "notes_world.h"

static intake__correct_safety_note_request *correction(struct desk *t, ProtobufCBinaryData family,
                                                       const intake__record_safety_note_reply *of, const char *text) {
    intake__correct_safety_note_request *in = NEW(&t->a, intake__correct_safety_note_request);
    in->family_id = family;
    in->note_id = of->note_id;
    in->version = of->version;
    in->reason = "mal entendu";
    in->words = text ? words(t, text) : NULL;
    in->withdraw = !text;
    return in;
}

static int correct(struct desk *t, const intake__correct_safety_note_request *in, ProtobufCBinaryData *version) {
    intake__correct_safety_note_reply *out = NULL;
    int reason = ASK(t, "desk", CorrectSafetyNote, correct_safety_note, in, &out);
    if (!reason && version) *version = out->version;
    return reason;
}

/* ---- corrected ---- */

static void test_a_correction_keeps_what_stood_there(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t, "Anne")->family_id, stale = {0};
    intake__record_safety_note_reply *n = NULL;
    intake__get_safety_notes_reply *out = NULL;
    assert_int_equal(note(t, "desk", her, danger, &n), 0);
    stale = n->version;
    assert_int_equal(correct(t, correction(t, her, n, "C'était le voisin"), &n->version), 0);
    intake__correct_safety_note_request *late = correction(t, her, n, "encore");
    late->version = stale;
    assert_int_equal(correct(t, late, NULL), REASON_VERSION_STALE);
    assert_int_equal(notes(t, "coord", her, &out), 0);
    assert_int_equal(out->n_notes, 1);
    assert_string_equal(out->notes[0]->said->words->text, "C'était le voisin");
    assert_string_equal(out->notes[0]->said->reason, "mal entendu");
    assert_int_equal(out->notes[0]->n_before, 1);
    assert_string_equal(out->notes[0]->before[0]->words->text, danger);
    assert_true(family(t, "desk", her)->safety_note);
    assert_int_equal(correct(t, correction(t, her, n, NULL), &n->version), 0);
    assert_int_equal(correct(t, correction(t, her, n, "encore"), NULL), REASON_STRUCK_OUT);
    assert_false(family(t, "desk", her)->safety_note);
    assert_int_equal(notes(t, "coord", her, &out), 0);
    assert_true(out->notes[0]->withdrawn);
    assert_null(out->notes[0]->said->words);
    assert_int_equal(out->notes[0]->n_before, 2);
}

static void test_what_is_refused(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t, "Anne")->family_id, other = called(t, "Zoé")->family_id;
    intake__record_safety_note_reply *n = NULL;
    char *huge = arena_alloc(&t->a, 8002);
    memset(huge, 'a', 8001);
    huge[8001] = 0;
    assert_int_equal(note(t, "desk", her, " ", &n), REASON_FIELDS_INVALID);
    assert_int_equal(note(t, "desk", her, huge, &n), REASON_FIELDS_INVALID);
    huge[8000] = 0;
    assert_int_equal(note(t, "desk", her, huge, &n), 0);
    assert_int_equal(note(t, "coord", (ProtobufCBinaryData){0}, danger, &n), REASON_NOT_FOUND);
    intake__correct_safety_note_request *in = correction(t, other, n, "d'une autre");
    assert_int_equal(correct(t, in, NULL), REASON_NOT_FOUND);
    in = correction(t, her, n, "sans motif");
    in->reason = "";
    assert_int_equal(correct(t, in, NULL), REASON_FIELDS_INVALID);
    in = correction(t, her, n, "les deux");
    in->withdraw = true;
    assert_int_equal(correct(t, in, NULL), REASON_FIELDS_INVALID);
    intake__correct_protection_report_request *as_report = NEW(&t->a, intake__correct_protection_report_request);
    as_report->family_id = her;
    as_report->note_id = n->note_id;
    as_report->version = n->version;
    as_report->reason = "par l'autre porte";
    as_report->withdraw = true;
    assert_int_equal(ASK(t, "team", CorrectProtectionReport, correct_protection_report, as_report, NULL),
                     REASON_NOT_FOUND);
}

/* ---- pages ---- */

static void test_many_long_notes_are_pages(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t, "Anne")->family_id;
    intake__get_safety_notes_request *in = NEW(&t->a, intake__get_safety_notes_request);
    intake__get_safety_notes_reply *out = NULL;
    size_t seen = 0, pages = 0;
    char *text = arena_alloc(&t->a, 8001);
    memset(text, 'a', 8000);
    text[8000] = 0;
    for (int i = 0; i < 30; i++) assert_int_equal(note(t, "desk", her, text, NULL), 0);
    for (int i = 0; i < 170; i++) assert_int_equal(note(t, "desk", her, "courte", NULL), 0);
    assert_int_equal(note(t, "desk", her, "une de trop", NULL), REASON_FIELDS_INVALID);
    in->family_id = her;
    do {
        assert_int_equal(ASK(t, "desk", GetSafetyNotes, get_safety_notes, in, &out), 0);
        assert_true(out->n_notes > 0);
        seen += out->n_notes;
        in->after = out->next;
        pages++;
    } while (out->next.len);
    assert_int_equal(seen, 200);
    assert_int_equal(pages, 3);
}

/* The most that one note can be fits a frame. */
static void test_the_longest_note_is_shown(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t, "Anne")->family_id;
    intake__record_safety_note_reply *n = NULL;
    intake__get_safety_notes_reply *out = NULL;
    char *text = arena_alloc(&t->a, 8001), *reason = arena_alloc(&t->a, 4001);
    memset(text, 'a', 8000), memset(reason, 'b', 4000);
    text[8000] = reason[4000] = 0;
    for (int i = 0; i < 12; i++) assert_int_equal(note(t, "desk", her, text, i ? NULL : &n), 0);
    for (int i = 0; i < 10; i++) {
        intake__correct_safety_note_request *in = correction(t, her, n, i < 9 ? text : NULL);
        in->reason = reason;
        assert_int_equal(correct(t, in, &n->version), 0);
    }
    assert_int_equal(notes(t, "desk", her, &out), 0);
    assert_int_equal(out->n_notes, 12);
    assert_int_equal(out->notes[11]->n_before, 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_correction_keeps_what_stood_there, adopted, closed),
        cmocka_unit_test_setup_teardown(test_what_is_refused, adopted, closed),
        cmocka_unit_test_setup_teardown(test_many_long_notes_are_pages, adopted, closed),
        cmocka_unit_test_setup_teardown(test_the_longest_note_is_shown, adopted, closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
