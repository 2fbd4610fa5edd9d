/* What is kept apart from a family's file: who reads it, by which door alone, what of it stands in the open, and that its
 * key can go alone. */
#include "notes_world.h"

static int note_of_call(struct desk *t, ProtobufCBinaryData call, const char *text,
                        intake__record_safety_note_reply **out) {
    intake__record_safety_note_request *in = NEW(&t->a, intake__record_safety_note_request);
    in->screening_id = call;
    in->words = words(t, text);
    return ASK(t, "desk", RecordSafetyNote, record_safety_note, in, out);
}

static int report_made(struct desk *t, const char *key, ProtobufCBinaryData family,
                       intake__record_protection_report_reply **out) {
    intake__record_protection_report_request *in = NEW(&t->a, intake__record_protection_report_request);
    in->family_id = family;
    in->words = words(t, report);
    return ASK(t, key, RecordProtectionReport, record_protection_report, in, out);
}

static int reports(struct desk *t, const char *key, const char *why, ProtobufCBinaryData family,
                   intake__get_protection_reports_reply **out) {
    intake__get_protection_reports_request *in = NEW(&t->a, intake__get_protection_reports_request);
    in->family_id = family;
    t->w->purpose = why;
    int reason = ASK(t, key, GetProtectionReports, get_protection_reports, in, out);
    t->w->purpose = NULL;
    return reason;
}

/* ---- who ---- */

static void test_who_may(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t, "Anne")->family_id;
    static const struct {
        const char *key;
        int note, report;
    } rows[] = {{"desk", 0, REASON_NOT_ALLOWED},
                {"team", 0, 0},
                {"coord", 0, 0},
                {"desk2", REASON_NOT_FOUND, REASON_NOT_ALLOWED},
                {"team2", REASON_NOT_FOUND, REASON_NOT_FOUND},
                {"op", REASON_NOT_ALLOWED, REASON_NOT_ALLOWED},
                {"privacy", REASON_NOT_ALLOWED, REASON_NOT_ALLOWED}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_int_equal(note(t, rows[i].key, her, danger, NULL), rows[i].note);
        assert_int_equal(report_made(t, rows[i].key, her, NULL), rows[i].report);
        assert_int_equal(notes(t, rows[i].key, her, NULL), rows[i].note);
        assert_int_equal(reports(t, rows[i].key, "suivi du signalement", her, NULL), rows[i].report);
    }
}

static void test_a_report_is_read_for_a_reason(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t, "Anne")->family_id;
    intake__get_protection_reports_reply *out = NULL;
    assert_int_equal(report_made(t, "team", her, NULL), 0);
    assert_int_equal(reports(t, "team", NULL, her, &out), REASON_PURPOSE_MISSING);
    assert_int_equal(reports(t, "team", " \n", her, &out), REASON_PURPOSE_MISSING);
    assert_int_equal(reports(t, "team", "rencontre de mardi", her, &out), 0);
    assert_int_equal(out->n_notes, 1);
    assert_string_equal(out->notes[0]->said->words->text, report);
    assert_string_equal(out->notes[0]->said->by, "team");
    intake__get_safety_notes_reply *safety = NULL;
    assert_int_equal(notes(t, "team", her, &safety), 0);
    assert_int_equal(safety->n_notes, 0);
    assert_false(family(t, "team", her)->safety_note);
}

/* Each look by its own method, with its own class and her purpose. */
static void test_each_look_is_an_entry(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t, "Anne")->family_id;
    assert_int_equal(notes(t, "desk", her, NULL), 0);
    assert_int_equal(reports(t, "team", NULL, her, NULL), REASON_PURPOSE_MISSING);
    assert_int_equal(reports(t, "team", "rencontre de mardi", her, NULL), 0);
    node__list_access_request *in = NEW(&t->a, node__list_access_request);
    node__list_access_reply *out = NULL;
    assert_int_equal(CALL(t->w, &t->a, "intake", "privacy", node, ListAccess, list_access, in, &out), 0);
    static const struct {
        const char *method, *purpose;
        int outcome;
    } rows[] = {{"intake.GetSafetyNotes", "", 0},
                {"intake.GetProtectionReports", "", REASON_PURPOSE_MISSING},
                {"intake.GetProtectionReports", "rencontre de mardi", 0}};
    size_t n = 0;
    for (size_t i = 0; i < out->n_entries; i++) {
        const node__access_shown *e = out->entries[i];
        if (!(e->shows & SHOWS_SAFETY)) continue;
        assert_true(n < COUNT(rows));
        assert_string_equal(e->method, rows[n].method);
        assert_string_equal(e->purpose, rows[n].purpose);
        assert_int_equal(e->outcome, rows[n].outcome);
        assert_int_equal(e->n_subjects, e->outcome ? 0 : 1);
        n++;
    }
    assert_int_equal(n, COUNT(rows));
}

/* ---- what stands where ---- */

/* Whoever leaves an answer behind on the wire that tells one of the two, but by the two methods. */
struct listening {
    size_t told, others;
};

static void listen(void *owner, const char *from, const char *to, int connection, const sippe__envelope *e) {
    struct listening *l = owner;
    (void)from, (void)to, (void)connection;
    if (e->content_case != SIPPE__ENVELOPE__CONTENT_REPLY) return;
    const ProtobufCBinaryData b = e->reply->body;
    bool holds =
        b.len && (memmem(b.data, b.len, danger, strlen(danger)) || memmem(b.data, b.len, report, strlen(report)));
    *(holds ? &l->told : &l->others) += 1;
}

static ProtobufCMessage *question(struct desk *t, const struct method *m, const intake__submit_screening_reply *s) {
    ProtobufCMessage *in = message_new(&t->a, m->request);
    for (unsigned i = 0; i < in->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *f = &in->descriptor->fields[i];
        void *at = (char *)in + f->offset;
        if (strcmp(f->name, "family_id") == 0) *(ProtobufCBinaryData *)at = s->family_id;
        if (strcmp(f->name, "screening_id") == 0) *(ProtobufCBinaryData *)at = s->screening_id;
        if (strcmp(f->name, "name") == 0 || strcmp(f->name, "text") == 0) *(const char **)at = "Mornefontaine";
    }
    return in;
}

static const char *name_of(struct desk *t, const struct method *m) {
    const ProtobufCServiceDescriptor *contract = intake_service.contract;
    for (unsigned i = 0; i < contract->n_methods; i++)
        if (contract->methods[i].input == m->request)
            return arena_printf(&t->a, "intake.%s", contract->methods[i].name);
    return "";
}

/* By every query of intake but the two, about her and of lists, as whoever there is. */
static void ask_everything(struct desk *t, const intake__submit_screening_reply *s) {
    static const char *const keys[] = {"desk", "team", "coord", "privacy", "op"};
    for (size_t i = 0; i < intake_service.n_methods; i++) {
        const struct method *m = &intake_service.methods[i];
        bool apart = strcmp(m->rpc, "get_safety_notes") == 0 || strcmp(m->rpc, "get_protection_reports") == 0;
        for (size_t k = 0; k < COUNT(keys) && m->query && !apart; k++)
            world_call(t->w, &t->a, "intake", keys[k], name_of(t, m), world_request_id(t->w), question(t, m, s),
                       m->reply, NULL, NULL);
    }
}

static void test_no_other_answer_tells_it(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = called(t, "Anne");
    struct listening l = {0};
    assert_int_equal(note(t, "desk", s->family_id, danger, NULL), 0);
    assert_int_equal(report_made(t, "team", s->family_id, NULL), 0);
    world_watch(t->w, listen, &l);
    ask_everything(t, s);
    assert_int_equal(l.told, 0);
    assert_true(l.others > 60);
    assert_true(family(t, "desk", s->family_id)->safety_note);
    assert_int_equal(notes(t, "desk", s->family_id, NULL), 0);
    assert_int_equal(reports(t, "team", "suivi", s->family_id, NULL), 0);
    assert_int_equal(l.told, 2);
    world_watch(t->w, NULL, NULL);
}

/* Neither the words nor the kind, in records, rows, keys and the bytes of the files. */
static void test_nothing_of_it_is_open(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t, "Anne")->family_id;
    assert_int_equal(note(t, "desk", her, danger, NULL), 0);
    assert_int_equal(report_made(t, "team", her, NULL), 0);
    struct clear_value values[] = {CLEAR_TEXT(danger), CLEAR_TEXT(report),
                                   CLEAR_CHOICE(intake__note_kind, NOTE_KIND_PROTECTION)};
    clear_check(t->w, &t->a, "intake", values, COUNT(values));
}

/* ---- told with a call ---- */

static void test_the_same_words_of_a_call_are_one_note(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = called(t, "Anne");
    intake__record_safety_note_reply *first = NULL, *again = NULL, *other = NULL;
    assert_int_equal(note_of_call(t, s->screening_id, danger, &first), 0);
    assert_int_equal(note_of_call(t, s->screening_id, danger, &again), 0);
    assert_false(first->known);
    assert_true(again->known);
    assert_true(SAME_BYTES(first->note_id, again->note_id));
    assert_int_equal(note_of_call(t, s->screening_id, "autre chose", &other), 0);
    assert_false(other->known);
    intake__get_safety_notes_reply *out = NULL;
    assert_int_equal(notes(t, "desk", s->family_id, &out), 0);
    assert_int_equal(out->n_notes, 2);
    assert_true(SAME_BYTES(out->notes[1]->screening_id, s->screening_id));
}

static void merge(struct desk *t, const intake__submit_screening_reply *call, ProtobufCBinaryData into) {
    intake__settle_match_request *in = NEW(&t->a, intake__settle_match_request);
    in->screening_id = call->screening_id;
    in->version = screening(t, call->screening_id)->summary->version;
    in->same_as_family_id = into;
    assert_int_equal(ASK(t, "desk", SettleMatch, settle_match, in, NULL), 0);
}

/* ---- whose ---- */

static struct id_list subjects(struct desk *t, ProtobufCBinaryData family, intake__note_kind kind) {
    return intake_notes_subjects(world_view(t->w, "intake", &t->a), family, kind);
}

static void test_a_merge_takes_them_along(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *known = called(t, "Anne"), *call = called(t, "Annie");
    intake__get_safety_notes_reply *out = NULL;
    assert_int_equal(note(t, "desk", known->family_id, "ce qu'on savait", NULL), 0);
    assert_int_equal(note_of_call(t, call->screening_id, danger, NULL), 0);
    assert_int_equal(report_made(t, "team", call->family_id, NULL), 0);
    struct id_list before = subjects(t, call->family_id, NOTE_KIND_SAFETY);
    merge(t, call, known->family_id);
    assert_int_equal(notes(t, "desk", call->family_id, &out), REASON_FAMILY_MERGED);
    assert_int_equal(note(t, "desk", call->family_id, "trop tard", NULL), REASON_FAMILY_MERGED);
    assert_int_equal(notes(t, "desk", known->family_id, &out), 0);
    assert_int_equal(out->n_notes, 2);
    assert_string_equal(out->notes[0]->said->words->text, danger);
    struct id_list after = subjects(t, known->family_id, NOTE_KIND_SAFETY);
    assert_int_equal(after.n, 2);
    assert_true(id_equal(before.ids[0], after.ids[0]) || id_equal(before.ids[0], after.ids[1]));
    assert_int_equal(subjects(t, known->family_id, NOTE_KIND_UNSPECIFIED).n, 3);
    assert_int_equal(subjects(t, call->family_id, NOTE_KIND_UNSPECIFIED).n, 3);
    assert_int_equal(note_of_call(t, call->screening_id, "après la fusion", NULL), 0);
    assert_int_equal(notes(t, "desk", known->family_id, &out), 0);
    assert_int_equal(out->n_notes, 3);
}

/* One kind's key is destroyed: the other kind and her file stay. */
static void test_a_key_goes_alone(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t, "Anne")->family_id;
    intake__get_safety_notes_reply *out = NULL;
    intake__get_protection_reports_reply *kept = NULL;
    assert_int_equal(note(t, "desk", her, danger, NULL), 0);
    assert_int_equal(report_made(t, "team", her, NULL), 0);
    struct id_list safety = subjects(t, her, NOTE_KIND_SAFETY);
    assert_int_equal(safety.n, 1);
    struct vault *v = world_engine(t->w, "intake")->vault;
    assert_int_equal(vault_erase(v, vault_find(v, safety.ids[0]), safety.ids[0]), 0);
    assert_int_equal(notes(t, "desk", her, &out), 0);
    assert_int_equal(out->n_notes, 0);
    assert_false(family(t, "desk", her)->safety_note);
    assert_int_equal(reports(t, "team", "suivi", her, &kept), 0);
    assert_string_equal(kept->notes[0]->said->words->text, report);
    assert_string_equal(family(t, "desk", her)->name->given, "Anne");
    assert_int_equal(subjects(t, her, NOTE_KIND_SAFETY).n, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_who_may, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_report_is_read_for_a_reason, adopted, closed),
        cmocka_unit_test_setup_teardown(test_each_look_is_an_entry, adopted, closed),
        cmocka_unit_test_setup_teardown(test_no_other_answer_tells_it, adopted, closed),
        cmocka_unit_test_setup_teardown(test_nothing_of_it_is_open, adopted, closed),
        cmocka_unit_test_setup_teardown(test_the_same_words_of_a_call_are_one_note, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_merge_takes_them_along, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_key_goes_alone, adopted, closed_erased),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
