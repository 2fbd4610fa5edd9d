#include "run.h"
#include <unistd.h>

/* The script in a real bash: what it offers behind a line. The last word is the one under the cursor. */
static char *completed(const char *words, int at) {
    static char answer[4096];
    char path[] = "/tmp/sippe-completion-XXXXXX", command[600];
    struct run r = run_line("completion bash");
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, r.out, strlen(r.out)), strlen(r.out));
    close(fd);
    snprintf(command, sizeof command,
             "bash -c 'source %s || exit 1; COMP_WORDS=(%s); COMP_CWORD=%d; _sippe; echo \"${COMPREPLY[*]}\"' 2>&1",
             path, words, at);
    FILE *bash = popen(command, "re");
    assert_non_null(bash);
    size_t n = fread(answer, 1, sizeof answer - 1, bash);
    answer[n] = 0;
    assert_int_equal(pclose(bash), 0);
    unlink(path);
    run_free(&r);
    return answer;
}

static void bash_offers_what_the_table_has(void **state) {
    (void)state;
    static const struct {
        const char *words;
        int at;
        const char *offered, *not_offered;
    } cases[] = {
        {"sippe s", 1, "screening safety status stream", "visit"},
        {"sippe visit \"\"", 2, "slots book confirm move cancel record", "import"},
        {"sippe visit m", 2, "move", "book"},
        {"sippe visit move --t", 3, "--to", "--json"},
        {"sippe status --j", 2, "--json", "--to"},
        {"sippe metrics d", 2, "directory", "intake"},
        {"sippe route decide abc O", 4, "OLO_ONLY OTHER_SERVICE", "SIPPE"},
        {"sippe route decide abc \"\"", 4, "SIPPE OLO_ONLY OTHER_SERVICE",
         "CALL_BACK"}, /* what cannot be decided is none */
        {"sippe enrolment end 1 --reason F", 5, "FIFTH_BIRTHDAY FAMILY_WISH", "MOVED"},
        {"sippe visits --w", 2, "--worker --week", "--json"},
        {"sippe cal", 1, "call", "visit"},
        {"sippe call intake.GetF", 2, "intake.GetFamily", "intake.ListMembers"},
        {"sippe call node.B", 2, "node.Backup", "node.GetHealth"},
        {"sippe call node.GetHealth --at d", 4, "directory", "intake"},
        {"sippe call --re", 2, "--request-id", "--at"},
        {"sippe call intake.ListMembers @ " SOURCE_DIR "/tests/unit/cli/CMakeL", 4, "@" SOURCE_DIR "/tests", "--at"},
        {"sippe call intake.ListMembers @" SOURCE_DIR "/tests/unit/cli/CMakeL", 3, "@" SOURCE_DIR "/tests", "--at"},
        {"sippe territory check " SOURCE_DIR "/tests/unit/cli/CMakeL", 3, "CMakeLists.txt", "run.h"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *got = completed(cases[i].words, cases[i].at);
        if (!strstr(got, cases[i].offered) || strstr(got, cases[i].not_offered))
            fail_msg("%s → %s", cases[i].words, got);
    }
}

int main(void) {
    setenv("LC_ALL", "C", 1);
    const struct CMUnitTest tests[] = {cmocka_unit_test(bash_offers_what_the_table_has)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
