/* What a person reads: output that is lost, texts of others, tables that fit. */
#include "base/message.h"
#include "cli/line/args.h"
#include "cli/show/output.h"
#include "cli/show/visible.h"
#include "cli/show/words.h"
#include "cli/show/work.h"
#include "proto/types.h"
#include "run.h"

/* Not one line of it was read by anybody: the run has failed, whatever it did. */
static void test_output_that_is_lost(void **state) {
    (void)state;
    char program[] = "sippe", help[] = "help", *argv[] = {program, help, NULL}, *said = NULL;
    size_t len;
    FILE *full = fopen("/dev/full", "w"), *err = open_memstream(&said, &len);
    assert_non_null(full);
    assert_non_null(err);
    assert_int_equal(cli_main(2, argv, full, err), CLI_INTERNAL);
    fclose(err);
    fclose(full);
    assert_non_null(strstr(said, "La sortie n'a pas pu être écrite"));
    free(said);
}

/* ---- texts of others ---- */

struct shown {
    struct cli c;
    char *text;
    size_t len;
};

static struct shown shown_begin(bool colour, int columns) {
    struct shown s = {.c = {.language = FRENCH, .home = "/nonexistent", .err = stderr, .colour = colour}};
    s.c.columns = columns;
    arena_init(&s.c.arena);
    return s;
}

static void shown_end(struct shown *s) {
    fclose(s->c.out);
    free(s->text);
    arena_close(&s->c.arena);
}

/* Every way by which a text reaches the terminal: no escape but our own colours, and no line of its making that begins
 * where ours do. */
static void test_texts_of_others_move_nothing(void **state) {
    (void)state;
    static const char evil[] = "A\033[2J\033[31mB\nFamille 9999\r\tC\u202eD\u200b\u2028\xc2\x9b"
                               "1m\x7f\xff";
    struct shown s = shown_begin(true, 100);
    struct cli *c = &s.c;
    c->out = open_memstream(&s.text, &s.len);
    say(c, "%2$d %1$s.", "%2$d %1$s.", paint(c, COLOUR_RED, evil), 7);
    say(c, "%-5s|%s", "%-5s|%s", "ab", phrase(c, "« %s »", "\"%s\"", evil));
    field(c, "Note", "Note", evil);
    heading(c, evil, evil);
    paragraph(c, evil, 2, 80);
    struct table *t = table_new(c, "Nom|~Note", "Name|~Note");
    table_paint(t, COLOUR_BOLD, evil);
    table_cell(t, evil);
    table_end(t);
    fflush(c->out);
    assert_non_null(strstr(s.text, "7 \033[31mA‹U+001B›[2J‹U+001B›[31mB‹U+000A›Famille 9999"));
    assert_non_null(strstr(s.text, "ab   |« A‹U+001B›[2J"));
    assert_non_null(strstr(s.text, "‹U+202E›D‹U+200B›‹U+2028›‹U+009B›1m‹U+007F›‹0xFF›"));
    assert_null(strstr(s.text, "\nFamille"));
    for (const char *at = s.text; *at; at++) {
        if (*at == '\033')
            assert_true(strncmp(at, "\033[0m", 4) == 0 || strncmp(at, "\033[1m", 4) == 0 ||
                        strncmp(at, "\033[2m", 4) == 0 || strncmp(at, "\033[31mA", 6) == 0);
        assert_false(*at == '\r' || *at == 0x7f || (unsigned char)*at == MARK);
    }
    assert_null(strstr(s.text, "\u202e"));
    shown_end(&s);
}

static void test_json_escapes_them(void **state) {
    (void)state;
    struct shown s = shown_begin(false, 0);
    struct cli *c = &s.c;
    c->out = open_memstream(&s.text, &s.len);
    sippe__person_name name = SIPPE__PERSON_NAME__INIT;
    name.given = "Zoé\033\u202e\U000e0041\x7f";
    assert_int_equal(print_json_line(c, &name.base), CLI_DONE);
    assert_string_equal(s.text, "{\"given\":\"Zoé\\u001b\\u202e\\udb40\\udc41\\u007f\"}\n");
    shown_end(&s);
}

static void test_formats(void **state) {
    (void)state;
    struct shown s = shown_begin(false, 0);
    struct cli *c = &s.c;
    c->out = open_memstream(&s.text, &s.len);
    assert_string_equal(phrase(c, "%d %u %zu %llu %ld %5.2f %% %.3s|%3s|%c|%04x",
                               "%d %u %zu %llu %ld %5.2f %% %.3s|%3s|%c|%04x", -1, 2u, (size_t)3, 4ull, 5l, 6.0,
                               "abcdef", "x", 'y', 0x1bu),
                        "-1 2 3 4 5  6.00 % abc|  x|y|001b");
    assert_string_equal(phrase(c, "%2$s, %1$zu", "%2$s, %1$zu", (size_t)9, "b"), "b, 9");
    shown_end(&s);
}

/* ---- tables ---- */

static void visits_table(struct cli *c) {
    struct table *t = table_new(c, "Visite|Quand|~Motif|État", "Visit|When|~Reason|State");
    table_cell(t, "a1b2c3d4"), table_cell(t, "lun. 30 nov. 2026, 10 h 30");
    table_cell(t, "allaitement, avec l'interprète et la travailleuse sociale du quartier"), table_cell(t, "confirmée");
    table_end(t);
}

/* What a person acts by is whole at any width; free text gives way; below that a row is a block. */
static void test_what_is_never_cut(void **state) {
    (void)state;
    for (int columns = 40; columns <= 160; columns++) {
        struct shown s = shown_begin(false, columns);
        s.c.out = open_memstream(&s.text, &s.len);
        visits_table(&s.c);
        fflush(s.c.out);
        assert_non_null(strstr(s.text, "a1b2c3d4"));
        assert_non_null(strstr(s.text, "confirmée"));
        if (columns >= 56) assert_non_null(strstr(s.text, "lun. 30 nov. 2026, 10 h 30"));
        char *rest = s.text;
        for (char *one = strsep(&rest, "\n"); one; one = strsep(&rest, "\n"))
            if (text_width(one) > (size_t)columns) fail_msg("%d: %s", columns, one);
        shown_end(&s);
    }
}

static void test_columns_is_read(void **state) {
    (void)state;
    setenv("COLUMNS", "50", 1);
    struct run narrow = run_line("help notices list");
    setenv("COLUMNS", "0", 1);
    struct run usual = run_line("help notices list");
    unsetenv("COLUMNS");
    assert_true(strlen(narrow.out) != strlen(usual.out));
    run_free(&narrow);
    run_free(&usual);
}

/* What folds goes on below its own head, at blanks and after hyphens, and is whole; a date or a code stays in one piece; nothing is cut beside it. */
static void test_a_column_folds(void **state) {
    (void)state;
    struct shown s = shown_begin(false, 40);
    struct cli *c = &s.c;
    c->out = open_memstream(&s.text, &s.len);
    struct table *t = table_new(c, "Quand|^À faire|~Nom", "When|^To do|~Name");
    table_cell(t, "1er déc."), table_cell(t, "confirmer la première visite proposée"), table_cell(t, "Rosalie Exemple");
    table_cell(t, "2 déc."), table_cell(t, "où demeure-t-elle ?"), table_cell(t, "Maude");
    table_cell(t, "3 déc."), table_cell(t, "appeler inf-01 + le 26 nov."), table_cell(t, "Ève");
    table_end(t);
    fflush(c->out);
    assert_string_equal(s.text, "Quand     À faire        Nom\n"
                                "1er déc.  confirmer la   Rosalie Exemple\n"
                                "          première\n"
                                "          visite\n"
                                "          proposée\n"
                                "2 déc.    où demeure-t-  Maude\n"
                                "          elle ?\n"
                                "3 déc.    appeler        Ève\n"
                                "          inf-01 +\n"
                                "          le 26 nov.\n");
    shown_end(&s);
}

/* At any width: what a person reads as one is in one line. */
static void test_a_date_is_in_one_line(void **state) {
    (void)state;
    static const char text[] = "suivie par inf-01; 26 nov. 10 h 03, guichet : lettre, réponse d'ici le 10 déc. 2026; "
                               "4 appels et 1 lettre sans la joindre; personne n'est là pour « équipe » : à revoir";
    static const char *const whole[] = {"26 nov. 10 h 03,", "guichet :", "le 10 déc. 2026;",
                                        "4 appels",         "1 lettre",  "« équipe » :"};
    for (int width = 24; width <= 100; width++) {
        struct shown s = shown_begin(false, width);
        s.c.out = open_memstream(&s.text, &s.len);
        paragraph(&s.c, text, 4, width);
        fflush(s.c.out);
        for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
            if (!strstr(s.text, whole[i])) fail_msg("%d: %s is broken:\n%s", width, whole[i], s.text);
        char *rest = s.text;
        for (char *line = strsep(&rest, "\n"); line; line = strsep(&rest, "\n"))
            if (text_width(line) > (size_t)width) fail_msg("%d: %s", width, line);
        shown_end(&s);
    }
}

/* ---- the worklist on a screen of 80 columns: what is to be done is read whole ---- */

enum { NARROW = 80 };

static struct cli *narrow(struct shown *s, enum language language) {
    *s = shown_begin(false, NARROW);
    s->c.language = language;
    s->c.out = open_memstream(&s->text, &s->len);
    return &s->c;
}

/* With all that leaves it little room: a priority, a number where no message may be left, two roles and two CLSC. */
static sippe__work_item *item(struct cli *c, int kind, sippe__role role, const char *clsc) {
    sippe__work_item *w = NEW(&c->arena, sippe__work_item);
    w->kind = (sippe__work_kind)kind;
    w->due_on = NEW(&c->arena, sippe__date);
    w->due_on->year = 2027, w->due_on->month = 2, w->due_on->day = 17;
    w->priority = 2;
    w->role = role;
    w->clsc_code = arena_text(&c->arena, clsc);
    w->family_number = "1042-9";
    w->phone = "5145550101";
    w->safe_to_leave_message = VOICE_MAIL_NO;
    w->name = NEW(&c->arena, sippe__person_name);
    w->name->given = "Rosalie";
    w->name->family = "Exemple";
    w->thing = id_field(&c->arena, (struct id){{1}});
    return w;
}

/* Each piece of it, in this order, behind each other: a line may end at a blank, or after a hyphen. */
static void assert_told(const char *text, const char *words) {
    const char *at = text;
    for (size_t len; *words; words += len + (words[len] != '\0')) {
        char piece[64];
        len = strcspn(words, " -");
        snprintf(piece, sizeof piece, "%.*s", (int)len, words);
        const char *found = strstr(at, piece);
        if (!found) fail_msg("%s is not in\n%s", piece, text);
        at = found + len;
    }
}

static void assert_narrow(char *text, const char *head) {
    if (strstr(text, "…")) fail_msg("cut:\n%s", text);
    if (strncmp(text, head, strlen(head)) != 0) fail_msg("no table:\n%s", text);
    for (char *line = strsep(&text, "\n"); line; line = strsep(&text, "\n"))
        if (text_width(line) > NARROW) fail_msg("%s", line);
}

static void two_shown(enum language language, int kind, int urgent) {
    struct shown s;
    struct cli *c = narrow(&s, language);
    sippe__work_item *items[] = {item(c, kind, ROLE_TEAM, "99001"), item(c, kind, ROLE_COORDINATOR, "99002")};
    items[0]->urgent = items[1]->urgent = (sippe__urgency)urgent;
    const char *told = urgent ? WORD(c, sippe__urgency, urgent) : WORD(c, sippe__work_kind, kind);
    work_show(c, items, 2);
    fflush(c->out);
    assert_told(s.text, told);
    assert_non_null(strstr(s.text, "99002"));
    assert_non_null(strstr(s.text, WORD(c, sippe__role, ROLE_COORDINATOR)));
    assert_narrow(s.text, language == FRENCH ? "Échéance" : "Due");
    shown_end(&s);
}

static void test_each_kind_is_whole(void **state) {
    (void)state;
    for (unsigned i = 0; i < sippe__work_kind__descriptor.n_values; i++) {
        int kind = sippe__work_kind__descriptor.values[i].value;
        if (kind == WORK_KIND_UNSPECIFIED) continue;
        two_shown(FRENCH, kind, 0);
        two_shown(ENGLISH, kind, 0);
    }
}

static void test_each_urgent_need_is_whole(void **state) {
    (void)state;
    for (unsigned i = 0; i < sippe__urgency__descriptor.n_values; i++) {
        int urgent = sippe__urgency__descriptor.values[i].value;
        if (!urgent) continue;
        two_shown(FRENCH, WORK_KIND_URGENT_NEED, urgent);
        two_shown(ENGLISH, WORK_KIND_URGENT_NEED, urgent);
    }
}

/* All of it at once: the widest word of any row makes room for itself. */
static void test_all_in_one_list(void **state) {
    (void)state;
    for (int language = 0; language < 2; language++) {
        struct shown s;
        struct cli *c = narrow(&s, language ? ENGLISH : FRENCH);
        size_t n = 0;
        sippe__work_item *items[64];
        assert_true(sippe__work_kind__descriptor.n_values <= 64);
        for (unsigned i = 0; i < sippe__work_kind__descriptor.n_values; i++)
            if (sippe__work_kind__descriptor.values[i].value)
                items[n++] = item(c, sippe__work_kind__descriptor.values[i].value, ROLE_DESK, "99001");
        work_show(c, items, n);
        fflush(c->out);
        for (size_t i = 0; i < n; i++) assert_told(s.text, WORD(c, sippe__work_kind, items[i]->kind));
        assert_narrow(s.text, language ? "Due" : "Échéance");
        shown_end(&s);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_output_that_is_lost), cmocka_unit_test(test_texts_of_others_move_nothing),
        cmocka_unit_test(test_json_escapes_them),   cmocka_unit_test(test_formats),
        cmocka_unit_test(test_what_is_never_cut),   cmocka_unit_test(test_columns_is_read),
        cmocka_unit_test(test_a_column_folds),      cmocka_unit_test(test_a_date_is_in_one_line),
        cmocka_unit_test(test_each_kind_is_whole),  cmocka_unit_test(test_each_urgent_need_is_whole),
        cmocka_unit_test(test_all_in_one_list),
    };
    setenv("LC_ALL", "fr_CA.UTF-8", 1);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
