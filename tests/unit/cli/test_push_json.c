/* Screenings in JSON, as many as there are: a row at a time, refusals at the line of the answer, nothing queued of a
 * file that is no JSON. */
#include "answering.h"

#include <unistd.h>
#include "base/reason.h"
#include "cli/push/push.h"
#include "peak.h"
#include "proto/intake.h"

enum { MANY = 40000, GROWN_KB_MAX = 48 << 10, LARGE_KB_MAX = 40 << 10 };

static const char *path;

static int files_setup(void **state) {
    static char name[64];
    snprintf(name, sizeof name, "/tmp/sippe-push-%d.json", (int)getpid());
    path = name;
    return answering_setup(state);
}

static int files_teardown(void **state) {
    char spool[128], command[160];
    snprintf(spool, sizeof spool, "%s/spool", getenv("SIPPE_HOME"));
    snprintf(command, sizeof command, "rm -rf '%s' '%s'", path, spool);
    if (system(command)) return -1;
    return answering_teardown(state);
}

/* So many rows, each with its own reference and this behind it; `end` in place of the bracket. */
static long file_write_many(const char *reference, const char *more, int n, const char *end) {
    FILE *f = fopen(path, "we");
    assert_non_null(f);
    fputs("[\n", f);
    for (int i = 0; i < n; i++) fprintf(f, "%s{\"local_reference\": \"%s-%d\"%s}", i ? ",\n" : "", reference, i, more);
    fputs(end, f);
    long size = ftell(f);
    fclose(f);
    return size;
}

static sippe__status *refused(struct arena *a) {
    sippe__status *s = status_make(a, REASON_FIELDS_INVALID);
    sippe__violation *v = NEW(a, sippe__violation);
    v->path = "screening.identity.phone";
    v->reason = REASON_PHONE_INVALID;
    APPEND(a, s, violations, v);
    return s;
}

static struct run push(void) {
    static const struct said none[] = {{"intake.GetTerritory", NULL, REASON_NOT_FOUND}};
    char line[128];
    snprintf(line, sizeof line, "screening push %s", path);
    return answering(line, none, 1, false);
}

/* Its own line, of the row that is third in the file. */
static int refuse_all(void *owner, struct arena *a, const char *method, sippe__reply *out) {
    (void)owner, (void)method;
    out->status = refused(a);
    return 0;
}

static void test_a_refusal_has_the_line_of_its_answer(void **state) {
    (void)state;
    char line[128];
    file_write_many("r", ",\n \"identity\":\n  {\"phone\": \"1\"}", 3, "]");
    answered_by(&(struct answered){.reply = refuse_all});
    snprintf(line, sizeof line, "screening push %s", path);
    struct run r = run_line(line);
    assert_int_equal(r.exit, CLI_REFUSED);
    if (!strstr(r.out, "lignes 4, 7, 10, r")) fail_msg("%s%s", r.out, r.err);
    run_free(&r);
}

static void test_nothing_is_queued_of_what_is_no_json(void **state) {
    (void)state;
    file_write_many("n", "", 3, ",]");
    struct run r = push();
    assert_int_equal(r.exit, CLI_USAGE);
    assert_non_null(strstr(r.err, "ligne 4"));
    run_free(&r);
    r = run_line("screening spool --json");
    assert_null(strstr(r.out, "n-0"));
    run_free(&r);
}

/* More than a text of JSON may have at once (JSON_SIZE_MAX), and more values than a document may have. */
static void test_a_long_list_takes_little_memory(void **state) {
    (void)state;
    long size =
        file_write_many("m",
                        ",\n \"olo\": {\"diets\": [\"X\", \"X\", \"X\", \"X\", \"X\", \"X\", \"X\", \"X\"]},"
                        "\n \"urgent\": {\"safety_note\": \"rien que des blancs :                           \"}",
                        MANY, "]");
    assert_true(size > 4 << 20);
    long before = peak_begin();
    struct run r = push(); /* no row can be read: what is measured is the reading */
    if (peak_kb() > before + GROWN_KB_MAX) fail_msg("%ld KB for %ld", peak_kb() - before, size / 1024);
    assert_int_equal(r.exit, CLI_USAGE);
    assert_non_null(strstr(r.out, "40000 illisibles"));
    run_free(&r);
}

/* Looked at where it lies, a file is no memory of ours for longer than it is read: twice as large, it costs no more. */
static void test_a_large_file_is_let_go_as_it_is_read(void **state) {
    (void)state;
    char blanks[1400];
    memset(blanks, ' ', sizeof blanks - 1);
    memcpy(blanks, ",\n", 2);
    memcpy(blanks + sizeof blanks - 16, "\"olo\": {\"x\":1}", sizeof "\"olo\": {\"x\":1}");
    assert_true(file_write_many("g", blanks, MANY, "]") > 50 << 20);
    long before = peak_begin();
    struct run r = push();
    if (peak_kb() > before + LARGE_KB_MAX) fail_msg("%ld KB", peak_kb() - before);
    assert_non_null(strstr(r.out, "40000 illisibles"));
    run_free(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_refusal_has_the_line_of_its_answer),
        cmocka_unit_test(test_nothing_is_queued_of_what_is_no_json),
        cmocka_unit_test(test_a_long_list_takes_little_memory),
        cmocka_unit_test(test_a_large_file_is_let_go_as_it_is_read),
    };
    return cmocka_run_group_tests_name("push json", tests, files_setup, files_teardown);
}
