/* On whose behalf: what the line or the environment says goes with each request, and with each row of a spool what was
 * said when it was queued. */
#include "answering.h"

#include <unistd.h>
#include "base/err.h"
#include "base/reason.h"
#include "proto/intake.h"

enum { ROWS = 3 };

/* A desk's key, which is nobody's own. */
struct counter {
    bool silent;
    size_t named, nameless;
    const char *last; /* under whom the last row was taken */
    char text[64];
};

static int reply(void *owner, struct arena *a, const char *method, sippe__reply *out) {
    struct counter *t = owner;
    if (t->silent) return ERR_TIMEOUT;
    bool named = *answered_under() != 0;
    *(named ? &t->named : &t->nameless) += 1;
    snprintf(t->text, sizeof t->text, "%s", answered_under());
    t->last = t->text;
    bool taken = named && strcmp(method, "intake.SubmitScreening") == 0;
    out->status = status_make(a, taken ? 0 : named ? REASON_NOT_FOUND : REASON_PERSON_MISSING);
    if (taken) out->body = pb_of(message_pack(a, &NEW(a, intake__submit_screening_reply)->base));
    return 0;
}

static struct run run(struct counter *t, const char *line) {
    answered_by(&(struct answered){.reply = reply, .owner = t});
    return run_line(line);
}

static char file[64];

static int setup(void **state) {
    snprintf(file, sizeof file, "/tmp/sippe-by-%d.json", (int)getpid());
    FILE *f = fopen(file, "we");
    assert_non_null(f);
    fputs("[", f);
    for (int i = 0; i < ROWS; i++) fprintf(f, "%s{\"local_reference\": \"r-%d\"}", i ? ", " : "", i);
    fputs("]", f);
    fclose(f);
    return answering_setup(state);
}

static int teardown(void **state) {
    char command[192];
    snprintf(command, sizeof command, "rm -rf '%s' '%s/spool'", file, getenv("SIPPE_HOME"));
    if (system(command)) return -1;
    return answering_teardown(state);
}

/* One daemon, all four, a query, a change: whatever is asked. */
static void each_request_is_sent_on_behalf_of_whoever_is_named(void **state) {
    (void)state;
    static const char *const lines[] = {"family show 1042-9", "status", "calls record 1042-9 NO_ANSWER",
                                        "call intake.GetFamily {}"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char line[96];
        struct counter own = {0}, named = {0}, told = {0};
        struct run r = run(&own, lines[i]);
        run_free(&r);
        snprintf(line, sizeof line, "%s --by m.roy", lines[i]);
        r = run(&named, line);
        run_free(&r);
        setenv("SIPPE_BY", "m.roy", 1);
        r = run(&told, lines[i]);
        unsetenv("SIPPE_BY");
        run_free(&r);
        if (own.named || !own.nameless || named.nameless || !named.named || told.nameless || !told.named)
            fail_msg("%s: %zu/%zu, %zu/%zu", lines[i], own.named, own.nameless, named.named, named.nameless);
        assert_string_equal(told.last, "m.roy");
    }
}

static struct run push(struct counter *t, const char *before, const char *after) {
    char line[128];
    snprintf(line, sizeof line, "%sscreening push%s", before, after);
    return run(t, line);
}

/* A row that was queued in somebody's name is finished in it, whoever is at the desk when the daemon answers again. */
static void a_row_keeps_the_name_under_which_it_was_queued(void **state) {
    (void)state;
    char line[80];
    snprintf(line, sizeof line, " %s", file);
    struct counter away = {.silent = true}, back = {0};
    struct run r = push(&away, "--by m.roy ", line);
    assert_int_equal(r.exit, CLI_UNREACHABLE);
    run_free(&r);
    r = push(&back, "--by a.cote ", "");
    assert_int_equal(r.exit, CLI_DONE);
    assert_int_equal(back.named, ROWS);
    assert_int_equal(back.nameless, 0);
    assert_string_equal(back.last, "m.roy");
    run_free(&r);
}

/* Refused for want of a name is no answer about the row: it waits, and leaves as soon as somebody gives hers. */
static void a_row_without_a_name_waits_for_one(void **state) {
    (void)state;
    char line[80];
    snprintf(line, sizeof line, " %s", file);
    struct counter first = {0}, then = {0}, done = {0};
    struct run r = push(&first, "", line);
    assert_int_equal(r.exit, CLI_REFUSED);
    assert_non_null(strstr(r.err, "--by"));
    run_free(&r);
    r = push(&then, "--by m.roy ", line);
    assert_int_equal(r.exit, CLI_DONE);
    assert_int_equal(then.named, ROWS);
    assert_string_equal(then.last, "m.roy");
    run_free(&r);
    r = push(&done, "--by m.roy ", line); /* all was answered: nothing leaves again */
    assert_int_equal(r.exit, CLI_DONE);
    assert_non_null(strstr(r.out, "3"));
    run_free(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_request_is_sent_on_behalf_of_whoever_is_named, setup, teardown),
        cmocka_unit_test_setup_teardown(a_row_keeps_the_name_under_which_it_was_queued, setup, teardown),
        cmocka_unit_test_setup_teardown(a_row_without_a_name_waits_for_one, setup, teardown),
    };
    return cmocka_run_group_tests_name("by", tests, NULL, NULL);
}
