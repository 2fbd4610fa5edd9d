#include "run.h"
#include "cli/line/commands.h"
#include "cli/line/help.h"
#include "cli/show/output.h"

/* ---- lines that are wrong, and what is said of them ---- */

struct line_case {
    const char *line;
    int exit;
    const char *said; /* part of what is written to either side */
};

static void lines_are_understood(void **state) {
    (void)state;
    static const struct line_case cases[] = {
        {"help", CLI_DONE, "Codes de sortie"},
        {"--lang en help", CLI_DONE, "Exit codes"},
        {"help --lang=en", CLI_DONE, "Exit codes"},
        {"help visit", CLI_DONE, "visit record"},
        {"help visit book", CLI_DONE, "--minutes"},
        {"visit book --help", CLI_DONE, "fixer une visite"},
        {"--help", CLI_DONE, "sippe COMMANDE"},
        {"--version", CLI_DONE, "sippe 0."},
        {"version --json", CLI_DONE, "{\"version\":"},
        {"", CLI_USAGE, "sippe COMMANDE"},
        {"statsu", CLI_USAGE, "Vouliez-vous dire status"},
        {"statsu --lang en", CLI_USAGE, "Did you mean status"},
        {"qqqqqq", CLI_USAGE, "Commande inconnue"},
        {"visit", CLI_USAGE, "que faire"},
        {"visit bok x y", CLI_USAGE, "Vouliez-vous dire book"},
        {"visit zzz", CLI_USAGE, "Au choix"},
        {"status --jsn", CLI_USAGE, "Vouliez-vous dire --json"},
        {"status extra", CLI_USAGE, "de trop"},
        {"family show", CLI_USAGE, "Il manque FAMILLE"},
        {"enrol 1042-9 --by", CLI_USAGE, "attend une valeur"},
        {"enrol 1042-9 --by A --by B", CLI_USAGE, "deux fois"},
        {"status --json=yes", CLI_USAGE, "ne prend pas de valeur"},
        {"--lang de status", CLI_USAGE, "fr ou en"},
        {"birth 1042-9 2026-11-21 --children many", CLI_USAGE, "nombre entier"},
        {"consent record 1042-9 --expires demain", CLI_USAGE, "année-mois-jour, comme 2026-11-21"},
        {"family find --born 21/11/1999", CLI_USAGE, "Vouliez-vous dire 1999-11-21"},
        {"family find --born 11/21/1999 --lang en", CLI_USAGE, "Did you mean 1999-11-21"},
        {"family find --born 05.11.1999", CLI_USAGE, "année-mois-jour, comme"}, /* May or November? */
        {"family find --born 1999-02-30", CLI_USAGE, "cette date n'existe pas"},
        {"visit move 1042-9 --reason x --to 24/11/2026", CLI_USAGE, "« 2026-11-24 09:30 »"},
        {"calls record 1042-9 NO_ANSWER --at 2026-11-24~25:00", CLI_USAGE, "« 2026-11-24 09:30 »"},
        {"route decide abcdef nowhere", CLI_USAGE, "Au choix"},
        {"metrics intak", CLI_USAGE, "intake scheduling"},
        {"screening template yaml", CLI_USAGE, "csv json"},
        {"referral cancel 1042-9 --reason x --version xyz", CLI_USAGE, "hexadécimaux"},
        {"family show 1042-9 --json", CLI_USAGE, "{\"error\": {\"exit\": 2"},
        {"status", CLI_USAGE, "peers"},
        {"completion bash", CLI_DONE, "complete -o filenames -F _sippe sippe"},
        {"screening template", CLI_DONE, "code_postal"},
        {"screening template json", CLI_DONE, "\"local_reference\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct run r = run_line(cases[i].line);
        if (r.exit != cases[i].exit || (!strstr(r.out, cases[i].said) && !strstr(r.err, cases[i].said)))
            fail_msg("sippe %s: exit %d, out \"%s\", err \"%s\"", cases[i].line, r.exit, r.out, r.err);
        run_free(&r);
    }
}

static void an_error_under_json_is_json_alone(void **state) {
    (void)state;
    struct run r = run_line("metrics nowhere --json");
    assert_int_equal(r.exit, CLI_USAGE);
    assert_string_equal(r.err, "");
    assert_int_equal(strncmp(r.out, "{\"error\":", 9), 0);
    run_free(&r);
}

static void the_language_is_that_of_the_locale(void **state) {
    (void)state;
    setenv("LC_ALL", "en_CA.UTF-8", 1);
    struct run english = run_line("help");
    setenv("LC_ALL", "fr_CA.UTF-8", 1);
    struct run french = run_line("help");
    assert_non_null(strstr(english.out, "Exit codes"));
    assert_non_null(strstr(french.out, "Codes de sortie"));
    run_free(&english);
    run_free(&french);
}

/* ---- the table itself ---- */

static bool option_is_sound(const struct option *o) {
    bool choice = o->kind == OPTION_CHOICE;
    return o->name && strspn(o->name, "abcdefghijklmnopqrstuvwxyz-") == strlen(o->name) && o->fr && *o->fr && o->en &&
           *o->en && choice == (o->choices != NULL);
}

static bool command_check(void *owner, const struct command *k) {
    size_t *n = owner;
    ++*n;
    assert_non_null(k->run);
    assert_true(k->fr && *k->fr && k->en && *k->en);
    assert_true(!k->more_fr == !k->more_en);
    assert_ptr_equal(command_find(k->noun, k->verb), k); /* no two of one name */
    for (size_t i = 0; i < k->n_options; i++) {
        if (!option_is_sound(&k->options[i]))
            fail_msg("%s %s --%s", k->noun, k->verb ? k->verb : "", k->options[i].name);
        for (size_t j = 0; j < i; j++) assert_string_not_equal(k->options[i].name, k->options[j].name);
        for (size_t j = 0; j < n_options_common; j++)
            assert_string_not_equal(k->options[i].name, options_common[j].name);
    }
    bool optional = false;
    for (size_t i = 0; i < OPERANDS_MAX && k->operands[i].kind; i++) {
        const struct operand *p = &k->operands[i];
        assert_true(p->fr && p->en);
        assert_true(!(optional && !p->optional)); /* what may be left out comes last */
        assert_true(!p->many || i + 1 == OPERANDS_MAX || !k->operands[i + 1].kind);
        optional = p->optional;
    }
    return true;
}

static void every_command_is_whole(void **state) {
    (void)state;
    size_t n = 0;
    commands_each(command_check, &n);
    assert_true(n >= 60);
}

static bool help_fits(void *owner, const struct command *k) {
    char line[200];
    snprintf(line, sizeof line, "help %s %s --lang %s", k->noun, k->verb ? k->verb : "", (const char *)owner);
    struct run r = run_line(line);
    assert_int_equal(r.exit, CLI_DONE);
    char *rest = r.out;
    for (char *one = strsep(&rest, "\n"); one; one = strsep(&rest, "\n"))
        if (text_width(one) > OUTPUT_WIDTH) fail_msg("%s: %zu columns: %s", line, text_width(one), one);
    run_free(&r);
    return true;
}

static void help_of_every_command_fits_a_screen(void **state) {
    (void)state;
    char fr[] = "fr", en[] = "en";
    commands_each(help_fits, fr);
    commands_each(help_fits, en);
}

static int environment_clear(void **state) {
    (void)state;
    setenv("LC_ALL", "C", 1);
    setenv("SIPPE_HOME", "/nonexistent/sippe", 1);
    unsetenv("SIPPE_BY");
    unsetenv("SIPPE_KEY");
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_understood),
        cmocka_unit_test(an_error_under_json_is_json_alone),
        cmocka_unit_test(the_language_is_that_of_the_locale),
        cmocka_unit_test(every_command_is_whole),
        cmocka_unit_test(help_of_every_command_fits_a_screen),
    };
    return cmocka_run_group_tests(tests, environment_clear, NULL);
}
