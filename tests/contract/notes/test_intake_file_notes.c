/* Notes of a family's file: who reads them, corrected and withdrawn with what they said, as many as they are. */
#include "../intake_world.h"
#include "intake/notes/notes.h"

static intake__submit_screening_reply *called(struct desk *t) {
    intake__submit_screening_reply *s = NULL;
    assert_int_equal(submit(t, "desk", call_now(t), &s), 0);
    return s;
}

static intake__note_words *words(struct desk *t, const char *text) {
    intake__note_words *w = NEW(&t->a, intake__note_words);
    w->text = text;
    return w;
}

static int note(struct desk *t, const char *by, ProtobufCBinaryData family, const char *text) {
    intake__record_note_request *in = NEW(&t->a, intake__record_note_request);
    in->family_id = family;
    in->words = words(t, text);
    return ASK(t, by, RecordNote, record_note, in, NULL);
}

static intake__list_notes_reply *page(struct desk *t, ProtobufCBinaryData family_id, ProtobufCBinaryData after) {
    intake__list_notes_request *in = NEW(&t->a, intake__list_notes_request);
    intake__list_notes_reply *out = NULL;
    in->family_id = family_id;
    in->after = after;
    assert_int_equal(ASK(t, "team", ListNotes, list_notes, in, &out), 0);
    return out;
}

static const intake__note *newest(struct desk *t, ProtobufCBinaryData family_id) {
    return page(t, family_id, (ProtobufCBinaryData){0})->notes[0];
}

static int correct(struct desk *t, ProtobufCBinaryData family_id, const intake__note *n, const char *text) {
    intake__correct_note_request *in = NEW(&t->a, intake__correct_note_request);
    in->family_id = family_id;
    in->note_id = n->note_id;
    in->version = n->version;
    in->words = words(t, text);
    in->reason = "mal noté";
    return ASK(t, "desk", CorrectNote, correct_note, in, NULL);
}

static int withdraw(struct desk *t, ProtobufCBinaryData family_id, const intake__note *n, const char *reason) {
    intake__withdraw_note_request *in = NEW(&t->a, intake__withdraw_note_request);
    in->family_id = family_id;
    in->note_id = n->note_id;
    in->version = n->version;
    in->reason = reason;
    return ASK(t, "coord", WithdrawNote, withdraw_note, in, NULL);
}

static void test_a_note_and_what_became_of_it(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t)->family_id;
    assert_int_equal(note(t, "desk", her, " "), REASON_FIELDS_INVALID);
    assert_int_equal(note(t, "desk", her, "préfère le matin"), 0);
    assert_int_equal(note(t, "team", her, "a une voiture"), 0);
    const intake__note *n = newest(t, her);
    assert_string_equal(n->said->words->text, "a une voiture");
    assert_string_equal(n->said->by, "team");
    assert_int_equal(correct(t, her, n, "n'a pas de voiture"), 0);
    assert_int_equal(correct(t, her, n, "encore"), REASON_VERSION_STALE);
    n = newest(t, her);
    assert_string_equal(n->said->words->text, "n'a pas de voiture");
    assert_string_equal(n->before[0]->words->text, "a une voiture");
    assert_int_equal(family(t, "team", her)->n_notes, 2);
    assert_int_equal(withdraw(t, her, n, ""), REASON_FIELDS_INVALID);
    assert_int_equal(withdraw(t, her, n, "une autre famille"), 0);
    n = newest(t, her);
    assert_true(n->withdrawn && !n->said->words && n->n_before == 2);
    assert_int_equal(withdraw(t, her, n, "encore"), REASON_STRUCK_OUT);
    assert_int_equal(family(t, "team", her)->n_notes, 1);
}

static void test_who_may(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t)->family_id;
    assert_int_equal(note(t, "desk2", her, "rien"), REASON_NOT_FOUND);
    assert_int_equal(note(t, "op", her, "rien"), REASON_NOT_ALLOWED);
    intake__record_note_request *in = NEW(&t->a, intake__record_note_request);
    in->family_id = her;
    in->words = words(t, "rien");
    in->screening_id = her; /* no screening of hers */
    assert_int_equal(ASK(t, "desk", RecordNote, record_note, in, NULL), REASON_NOT_FOUND);
    intake__restrict_access_request *r = NEW(&t->a, intake__restrict_access_request);
    r->family_id = her;
    r->role = ROLE_TEAM;
    r->organization = "99001";
    r->asked_on = date(&t->a, 2026, 11, 20);
    APPEND(&t->a, r, shows, SHOWS_FOLLOW_UP);
    assert_int_equal(note(t, "desk", her, "préfère le matin"), 0);
    assert_int_equal(ASK(t, "coord", RestrictAccess, restrict_access, r, NULL), 0);
    intake__list_notes_request *list = NEW(&t->a, intake__list_notes_request);
    list->family_id = her;
    assert_int_equal(ASK(t, "team", ListNotes, list_notes, list, NULL), REASON_CARE_TEAM_ONLY);
    assert_int_equal(family(t, "team", her)->n_notes, 0);
    assert_int_equal(family(t, "desk", her)->n_notes, 1);
}

/* A note of the file is no safety note, and the other way round. */
static void test_each_kind_by_its_own_door(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t)->family_id;
    intake__record_safety_note_request *in = NEW(&t->a, intake__record_safety_note_request);
    in->family_id = her;
    in->words = words(t, "il la menace");
    assert_int_equal(ASK(t, "desk", RecordSafetyNote, record_safety_note, in, NULL), 0);
    assert_int_equal(page(t, her, (ProtobufCBinaryData){0})->n_notes, 0);
    assert_int_equal(family(t, "desk", her)->n_notes, 0);
    assert_int_equal(note(t, "desk", her, "préfère le matin"), 0);
    intake__get_safety_notes_request *get = NEW(&t->a, intake__get_safety_notes_request);
    intake__get_safety_notes_reply *out = NULL;
    get->family_id = her;
    assert_int_equal(ASK(t, "desk", GetSafetyNotes, get_safety_notes, get, &out), 0);
    assert_int_equal(out->n_notes, 1);
    assert_int_equal(correct(t, her, out->notes[0], "adouci"), REASON_NOT_FOUND);
}

static intake__list_history_reply *history(struct desk *t, const char *by, ProtobufCBinaryData her, uint64_t before,
                                           bool words) {
    intake__list_history_request *in = NEW(&t->a, intake__list_history_request);
    intake__list_history_reply *out = NULL;
    in->family_id = her;
    in->before = before;
    in->limit = 2;
    in->words = words;
    assert_int_equal(ASK(t, by, ListHistory, list_history, in, &out), 0);
    return out;
}

/* A screening, a call, a note, its correction, a decision: newest first, in pages of two. */
static void test_the_history_of_a_family(void **state) {
    struct desk *t = *state;
    const intake__submit_screening_reply *s = called(t);
    ProtobufCBinaryData her = s->family_id;
    intake__record_family_call_request *call = call_to_her(t, s, CALL_OUTCOME_NO_ANSWER);
    call->told->note = "sonne dans le vide";
    assert_int_equal(ASK(t, "desk", RecordFamilyCall, record_family_call, call, NULL), 0);
    assert_int_equal(note(t, "team", her, "préfère le matin"), 0);
    assert_int_equal(correct(t, her, newest(t, her), "préfère le soir"), 0);
    ProtobufCBinaryData version = screening(t, s->screening_id)->summary->version;
    assert_int_equal(decide(t, "team", s->screening_id, version, ROUTE_SIPPE, NULL), 0);
    static const intake__history_kind kinds[] = {HISTORY_KIND_DECISION, HISTORY_KIND_NOTE_CORRECTED, HISTORY_KIND_NOTE,
                                                 HISTORY_KIND_CALL, HISTORY_KIND_SCREENING};
    size_t n = 0;
    uint64_t before = 0;
    do {
        const intake__list_history_reply *page_of = history(t, "team", her, before, false);
        for (size_t i = 0; i < page_of->n_entries; i++, n++) {
            assert_int_equal(page_of->entries[i]->kind, kinds[n]);
            assert_string_equal(page_of->entries[i]->note, ""); /* not asked for */
        }
        before = page_of->next;
    } while (before);
    assert_int_equal(n, 5);
    const intake__list_history_reply *first = history(t, "team", her, 0, true);
    assert_int_equal(first->entries[0]->route, ROUTE_SIPPE);
    assert_string_equal(first->entries[0]->by, "team");
    assert_string_equal(first->entries[1]->note, "préfère le soir");
    assert_string_equal(first->entries[1]->why, "mal noté");
    const intake__list_history_reply *second = history(t, "team", her, first->next, true);
    assert_string_equal(second->entries[1]->call->note, "sonne dans le vide");
    intake__restrict_access_request *r = NEW(&t->a, intake__restrict_access_request);
    r->family_id = her;
    r->role = ROLE_TEAM;
    r->organization = "99001";
    r->asked_on = date(&t->a, 2026, 11, 20);
    APPEND(&t->a, r, shows, SHOWS_FOLLOW_UP);
    assert_int_equal(ASK(t, "coord", RestrictAccess, restrict_access, r, NULL), 0);
    first = history(t, "team", her, 0, true); /* neither notes nor what calls say */
    assert_int_equal(first->entries[1]->kind, HISTORY_KIND_CALL);
    assert_string_equal(first->entries[1]->call->note, "");
}

/* More than one row has room for. */
static void test_many_notes(void **state) {
    struct desk *t = *state;
    enum { MANY = 203 };
    ProtobufCBinaryData her = called(t)->family_id, after = {0};
    for (int i = 0; i < MANY; i++) assert_int_equal(note(t, "desk", her, i % 2 ? "impair" : "pair"), 0);
    assert_int_equal(family(t, "desk", her)->n_notes, MANY);
    assert_int_equal(intake_notes_subjects(world_view(t->w, "intake", &t->a), her, NOTE_KIND_FILE).n, 2);
    size_t n = 0;
    do {
        const intake__list_notes_reply *p = page(t, her, after);
        for (size_t i = 0; i < p->n_notes; i++, n++)
            assert_string_equal(p->notes[i]->said->words->text, n % 2 ? "impair" : "pair");
        after = p->next;
    } while (after.len);
    assert_int_equal(n, MANY);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_note_and_what_became_of_it, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_who_may, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_each_kind_by_its_own_door, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_the_history_of_a_family, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_many_notes, desk_adopted, desk_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
