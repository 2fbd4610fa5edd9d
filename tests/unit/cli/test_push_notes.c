/* A safety note that was typed with a call leaves by itself, after the call, of the screening that the call became: once,
 * whatever fails in between. */
#include "answering.h"

#include <unistd.h>
#include "base/reason.h"
#include "proto/intake.h"
#include "proto/intake/notes.h"

enum { ASKED_MAX = 16 };

static char path[64];

/* Intake as the test wants it, and what it was asked. */
static struct intake {
    int call, note; /* the Reason of each; negative: no answer comes */
    size_t n_calls, n_notes;
    uint8_t screening;          /* the first byte of the id that the last call was given */
    uint8_t of_note[ASKED_MAX]; /* of the screening that each note names */
    char text[ASKED_MAX][64];
    bool told_in_call;
} intake;

static int take_call(struct arena *a, sippe__reply *out) {
    intake__submit_screening_reply *done = NEW(a, intake__submit_screening_reply);
    struct id id = {{++intake.screening}};
    intake.n_calls++;
    intake.told_in_call |= memmem(answered_body().data, answered_body().len, "Mornefontaine", 13) != NULL;
    if (intake.call < 0) return ERR_TIMEOUT;
    done->screening_id = id_field(a, id);
    done->family_number = "1042-9";
    out->status = status_make(a, intake.call);
    if (!intake.call) out->body = pb_of(message_pack(a, &done->base));
    return 0;
}

static int take_note(struct arena *a, sippe__reply *out) {
    if (intake.note < 0) return ERR_TIMEOUT;
    const intake__record_safety_note_request *in =
        UNPACK(a, intake__record_safety_note_request, answered_body(), MESSAGE_STRICT);
    assert_non_null(in);
    assert_true(intake.n_notes < ASKED_MAX);
    assert_int_equal(in->screening_id.len, ID_LEN);
    assert_int_equal(in->family_id.len, 0);
    intake.of_note[intake.n_notes] = in->screening_id.data[0];
    snprintf(intake.text[intake.n_notes++], 64, "%s", in->words->text);
    out->status = status_make(a, intake.note);
    if (!intake.note) out->body = pb_of(message_pack(a, &NEW(a, intake__record_safety_note_reply)->base));
    return 0;
}

static int take(void *owner, struct arena *a, const char *method, sippe__reply *out) {
    (void)owner;
    if (strcmp(method, "intake.SubmitScreening") == 0) return take_call(a, out);
    if (strcmp(method, "intake.RecordSafetyNote") == 0) return take_note(a, out);
    bool health = strcmp(method, "node.GetHealth") == 0;
    out->status = status_make(a, health ? 0 : REASON_NOT_FOUND);
    return 0;
}

static int began(void **state) {
    snprintf(path, sizeof path, "/tmp/sippe-notes-%d.json", (int)getpid());
    memset(&intake, 0, sizeof intake);
    return answering_setup(state);
}

static int ended(void **state) {
    char command[256];
    snprintf(command, sizeof command, "rm -rf '%s' '%s/spool'", path, getenv("SIPPE_HOME"));
    if (system(command)) return -1;
    return answering_teardown(state);
}

static void file_write_one(const char *reference, const char *note) {
    FILE *f = fopen(path, "we");
    assert_non_null(f);
    fprintf(f, "[{\"local_reference\": \"%s\", \"call\": {\"called_by\": \"x\"}, \"urgent\": {\"safety_note\": %s}}]",
            reference, note);
    fclose(f);
}

static struct run sippe(const char *words) {
    char line[160];
    answered_by(&(struct answered){.reply = take});
    snprintf(line, sizeof line, "screening %s", words);
    return run_line(line);
}

static void push(int exit, const char *says) {
    char words[100];
    snprintf(words, sizeof words, "push %s", path);
    struct run r = sippe(words);
    if (r.exit != exit || !strstr(r.out, says)) fail_msg("%d: %s%s", r.exit, r.out, r.err);
    assert_false(intake.told_in_call);
    run_free(&r);
}

static void sends_what_waits(int exit, const char *says) {
    struct run r = sippe("push");
    if (r.exit != exit || !strstr(r.out, says)) fail_msg("%d: %s%s", r.exit, r.out, r.err);
    run_free(&r);
}

static void spool_says(const char *says, bool there) {
    struct run r = sippe("spool");
    if (!strstr(r.out, says) == there) fail_msg("%s", r.out);
    assert_null(strstr(r.out, "Mornefontaine"));
    run_free(&r);
}

static void test_a_note_leaves_after_its_call(void **state) {
    (void)state;
    file_write_one("a-1", "\"Mornefontaine la menace\"");
    push(CLI_DONE, "1 acceptée");
    assert_int_equal(intake.n_calls, 1);
    assert_int_equal(intake.n_notes, 1);
    assert_int_equal(intake.of_note[0], intake.screening);
    assert_string_equal(intake.text[0], "Mornefontaine la menace");
    push(CLI_DONE, "1 déjà envoyée");
    assert_int_equal(intake.n_calls + intake.n_notes, 2);
    spool_says("En attente : 0; ", true);
}

static void test_other_words_of_the_same_call_are_another_note(void **state) {
    (void)state;
    file_write_one("a-1", "\"Mornefontaine la menace\"");
    push(CLI_DONE, "1 acceptée");
    file_write_one("a-1", "\"Mornefontaine est parti\"");
    push(CLI_DONE, "1 déjà envoyée");
    assert_int_equal(intake.n_calls, 1);
    assert_int_equal(intake.n_notes, 2);
    assert_int_equal(intake.of_note[1], intake.of_note[0]);
}

static void test_without_a_note_there_is_none(void **state) {
    (void)state;
    file_write_one("a-1", "\"  \"");
    push(CLI_DONE, "1 acceptée");
    file_write_one("a-2", "null");
    push(CLI_DONE, "1 acceptée");
    assert_int_equal(intake.n_notes, 0);
}

/* Nobody answers: neither leaves, and both leave later. */
static void test_it_waits_with_its_call(void **state) {
    (void)state;
    intake.call = intake.note = -1;
    file_write_one("a-1", "\"Mornefontaine la menace\"");
    push(CLI_UNREACHABLE, "1 en attente");
    assert_int_equal(intake.n_notes, 0);
    spool_says("note de sécurité, après son appel", true);
    intake.call = intake.note = 0;
    sends_what_waits(CLI_DONE, "qui attendent encore : 0");
    assert_int_equal(intake.n_notes, 1);
    assert_int_equal(intake.of_note[0], intake.screening);
}

/* The call was taken, and intake died before the note. */
static void test_it_is_sent_alone_when_its_call_was_taken(void **state) {
    (void)state;
    intake.note = -1;
    file_write_one("a-1", "\"Mornefontaine la menace\"");
    push(CLI_UNREACHABLE, "1 note de sécurité en attente");
    intake.note = 0;
    size_t calls = intake.n_calls;
    sends_what_waits(CLI_DONE, "qui attendent encore : 0");
    assert_int_equal(intake.n_calls, calls);
    assert_int_equal(intake.n_notes, 1);
    assert_int_equal(intake.of_note[0], intake.screening);
}

static void test_it_stays_with_a_call_that_is_refused(void **state) {
    (void)state;
    intake.call = REASON_CLSC_UNKNOWN;
    file_write_one("a-1", "\"Mornefontaine la menace\"");
    push(CLI_REFUSED, "1 refusée");
    sends_what_waits(CLI_DONE, "Rien n'attendait");
    assert_int_equal(intake.n_notes, 0);
    spool_says("avec un appel refusé", true);
    intake.call = 0;
    struct run r = sippe("spool --drop-all");
    run_free(&r);
    spool_says("note de sécurité", false);
}

static void test_a_refused_one_is_told(void **state) {
    (void)state;
    intake.note = REASON_FAMILY_MERGED;
    file_write_one("a-1", "\"Mornefontaine la menace\"");
    push(CLI_PARTIAL, "sippe safety record");
    push(CLI_PARTIAL, "sippe safety record");
    assert_int_equal(intake.n_notes, 1);
}

/* What intake would refuse once the call is taken stops the row before it. */
static void test_what_cannot_be_a_note_stops_its_row(void **state) {
    (void)state;
    static char huge[8100];
    huge[0] = '"';
    memset(huge + 1, 'x', 8001);
    memcpy(huge + 8002, "\"", 2);
    const char *const notes[] = {huge, "12", "\"a\\tb\"", "\"a\\u202eb\""};
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
        file_write_one("a-1", notes[i]);
        push(CLI_USAGE, "1 illisible");
    }
    assert_int_equal(intake.n_calls, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, began, ended)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_a_note_leaves_after_its_call),
        TEST(test_other_words_of_the_same_call_are_another_note),
        TEST(test_without_a_note_there_is_none),
        TEST(test_it_waits_with_its_call),
        TEST(test_it_is_sent_alone_when_its_call_was_taken),
        TEST(test_it_stays_with_a_call_that_is_refused),
        TEST(test_a_refused_one_is_told),
        TEST(test_what_cannot_be_a_note_stops_its_row),
    };
    return cmocka_run_group_tests_name("push notes", tests, NULL, NULL);
}
