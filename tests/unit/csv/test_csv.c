/* text/csv: tables from Excel, from other systems, and broken ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/err.h"
#include "text/csv.h"
#include "text/tree.h"

static struct arena arena;

static int setup(void **state) {
    (void)state;
    arena_init(&arena);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    arena_close(&arena);
    return 0;
}

/* Every cell in angle brackets, every row on a line; "!line:column sentence" where it ends badly. */
static char *show(const char *text, size_t len) {
    struct csv c;
    struct csv_row row;
    struct text_errors errors = {0};
    char *out = arena_text(&arena, "");
    int err = csv_open(&c, &arena, span_of(text, len), &errors) ? 1 : ERR_INVALID;
    while (err > 0 && (err = csv_next(&c, &arena, &row)) > 0) {
        for (size_t i = 0; i < row.n; i++) out = arena_printf(&arena, "%s<%s>", out, row.cells[i].text);
        out = arena_printf(&arena, "%s\n", out);
    }
    assert_int_equal(errors.n, err < 0);
    if (err == 0) return out;
    assert_int_equal(csv_next(&c, &arena, &row), ERR_INVALID);
    const struct text_error *e = errors.list;
    return arena_printf(&arena, "%s!%u:%u %s", out, e->place.line, e->place.column, e->en);
}

#define TEXT(s) s, sizeof(s) - 1
static const struct {
    const char *text;
    size_t len;
    const char *shown;
} tables[] = {
    {TEXT(""), ""},
    {TEXT("\r\n\n"), ""},
    {TEXT("a,b\n1,2\n"), "<a><b>\n<1><2>\n"},
    {TEXT("a;b\r\n1,5;2\r\n"), "<a><b>\n<1,5><2>\n"},
    {TEXT("a\tb\n1;2\t\n"), "<a><b>\n<1;2><>\n"},
    {TEXT("a;b"), "<a><b>\n"},
    {TEXT("a;b\r1;2\r"), "<a><b>\n<1><2>\n"},
    {TEXT("a;b\n\n;\n1\n"), "<a><b>\n<><>\n<1>\n"},
    {TEXT("one\ntwo, three\n"), "<one>\n<two, three>\n"},
    {TEXT("\"a;;;\",b,c\n"), "<a;;;><b><c>\n"},
    {TEXT("a,b\n\"x\r\ny\",\"\"\"z\"\"\"\n"), "<a><b>\n<x\r\ny><\"z\">\n"},
    {TEXT("a,b\n\"\",\"\"\n"), "<a><b>\n<><>\n"},
    {TEXT("a, b\n x ,y \n"), "<a>< b>\n< x ><y >\n"},
    {TEXT("\xef\xbb\xbf\"a\";b\n"), "<a><b>\n"},
    {TEXT("sep=,\r\na,b;c\r\n"), "<a><b;c>\n"},
    {TEXT("sep=;x;y\r\n"), "<sep=><x><y>\n"},
    {TEXT("nom;ville\nL\xe9"
          "a;Montr\xe9"
          "al\n"),
     "<nom><ville>\n<Léa><Montréal>\n"},
    {TEXT("\x80\x93\x9c;\x92\n"), "<€“œ><’>\n"},
    {TEXT("nom;ville\nLéa;Montréal\n"), "<nom><ville>\n<Léa><Montréal>\n"},
    {TEXT("a;b\n1;x\"y\n"),
     "<a><b>\n!2:4 Unexpected quote: put the whole cell in quotes and double those of the text."},
    {TEXT("a;b\né;\"x\" y\n"), "<a><b>\n!2:6 There is text behind the closing quote: double the quotes of the text."},
    {TEXT("a;b\n1;\"x\n\ny"), "<a><b>\n!2:3 This quote is never closed."},
    {TEXT("a;\"x\ny\"\n1;\"z"), "<a><x\ny>\n!3:3 This quote is never closed."},
    {TEXT("a;b\n1;\0\n"), "!2:3 This file is not a text. Save it as \"CSV UTF-8\"."},
    {TEXT("\xff\xfe"
          "a\0;\0"),
     "!1:4 This file is not a text. Save it as \"CSV UTF-8\"."},
    {TEXT("é;è\nà;\xe9\n"), "!2:3 This character is not UTF-8, as the rest of the file is."},
};

static void test_tables(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        char *copy = malloc(tables[i].len ? tables[i].len : 1); /* so that the sanitizer sees the end */
        memcpy(copy, tables[i].text, tables[i].len);
        assert_string_equal(show(copy, tables[i].len), tables[i].shown);
        free(copy);
    }
}

static void test_places(void **state) {
    (void)state;
    static const char text[] = "\xef\xbb\xbf"
                               "id;nom\r\n1;\"é\r\nà\";z\r\n\r\n2;x";
    static const unsigned places[][2] = {{1, 1}, {1, 4}, {2, 1}, {2, 3}, {3, 4}, {5, 1}, {5, 3}};
    struct csv c;
    struct csv_row row;
    struct text_errors errors = {0};
    size_t k = 0;
    assert_true(csv_open(&c, &arena, span_of(text, sizeof text - 1), &errors));
    assert_int_equal(c.delimiter, ';');
    assert_int_equal(c.encoding, CSV_UTF_8);
    while (csv_next(&c, &arena, &row) > 0)
        for (size_t i = 0; i < row.n; i++, k++) {
            assert_int_equal(row.cells[i].place.line, places[k][0]);
            assert_int_equal(row.cells[i].place.column, places[k][1]);
        }
    assert_int_equal(k, 7);
    assert_true(csv_open(&c, &arena, span_text("\xe9;a"), &errors));
    assert_int_equal(c.encoding, CSV_WINDOWS_1252);
}

/* What stands in a file of each kind, and what else its bytes might be: only Windows-1252 is taken without a question. */
static const struct {
    const char *bytes, *cell, *example, *odd;
    enum csv_encoding encoding;
    bool sure;
} encodings[] = {{"nom;B\x8elanger", "Bélanger", "Bélanger", "BŽlanger", CSV_MAC_ROMAN, false},
                 {"nom;Chlo\x8e", "Chloé", "Chloé", "ChloŽ", CSV_MAC_ROMAN, false},
                 {"nom;Fran\x8d"
                  "ois",
                  "François", "François", "Fran\ufffdois", CSV_MAC_ROMAN, false},
                 {"nom;No\x91l Th\x8er\x8fse", "Noël Thérèse", "Noël", "No‘l", CSV_MAC_ROMAN, false},
                 {"nom;B\xe9langer", "Bélanger", "Bélanger", "B\ufffdlanger", CSV_WINDOWS_1252, true},
                 {"nom;B\xc9LANGER", "BÉLANGER", "BÉLANGER", "B\ufffdLANGER", CSV_WINDOWS_1252, true},
                 {"nom;C\xd4T\xc9", "CÔTÉ", "CÔTÉ", "C\ufffdT\ufffd", CSV_WINDOWS_1252, true},
                 {"nom;N\x92Guessan", "N’Guessan", "N’Guessan", "N\ufffdGuessan", CSV_WINDOWS_1252, true},
                 {"nom;\x93oh\x94", "“oh”", "“oh”", "\ufffdoh\ufffd", CSV_WINDOWS_1252, true},
                 {"nom;S\x9cur \x96 \xc9lo\xefse", "Sœur – Éloïse", "Sœur", "S\ufffdur", CSV_WINDOWS_1252, true},
                 {"nom;\"L\xe9"
                  "a;Z\"",
                  "Léa;Z", "Léa", "L\ufffda", CSV_WINDOWS_1252, true},
                 {"nom;Genevi\x8ave C\x93t\x82", "Geneviève Côté", "Geneviève", "GeneviŠve", CSV_CP850, false},
                 {"nom;B\x90LANGER", "BÉLANGER", "BÉLANGER", "B\ufffdLANGER", CSV_CP850, false},
                 {"nom;LÃ©a", "Léa", "Léa", "LÃ©a", CSV_UTF_8_TWICE, false},
                 {"nom;FranÃ§ois", "François", "François", "FranÃ§ois", CSV_UTF_8_TWICE, false},
                 {"nom;L√©a", "Léa", "Léa", "L√©a", CSV_UTF_8_TWICE, false},
                 {"nom;L├®a", "Léa", "Léa", "L├®a", CSV_UTF_8_TWICE, false},
                 {"nom;lâ€™Ã®le", "l’île", "l’île", "lâ€™Ã®le", CSV_UTF_8_TWICE, false},
                 {"nom;JOÃO", "JOÃO", "", "", CSV_UTF_8, true},
                 {"nom;Léa Ångström", "Léa Ångström", "", "", CSV_UTF_8, true}};

static void test_encodings(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++) {
        struct csv c;
        struct csv_row row;
        struct text_errors errors = {0};
        const char *cell = encodings[i].cell;
        if (!csv_open(&c, &arena, span_text(encodings[i].bytes), &errors)) fail_msg("%s: not opened", cell);
        if (c.encoding != encodings[i].encoding) fail_msg("%s: taken for %s", cell, csv_encoding_name(c.encoding));
        if (c.guess.sure != encodings[i].sure) fail_msg("%s: sure %d", cell, c.guess.sure);
        assert_string_equal(csv_example(&c, &arena, c.encoding), encodings[i].example);
        assert_string_equal(csv_example_odd(&c, &arena), encodings[i].odd);
        assert_int_equal(csv_next(&c, &arena, &row), 1);
        assert_string_equal(row.cells[1].text, cell);
    }
    struct csv c;
    struct text_errors errors = {0};
    assert_false(csv_open(&c, &arena, span_text("nom;B\x8elanger;B\xe9langer"), &errors)); /* half and half */
    assert_non_null(strstr(errors.list[0].fr, "CSV UTF-8"));
}

/* One row of another program among those of Windows-1252 is not filed as « LÃ©a »; what stands before a French quotation
 * mark is no such row. */
static void test_encodings_in_one_file(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        unsigned line; /* where the fault is; 0: none */
    } cases[] = {{"nom\nC\xf4t\xe9\nLéa\n", 3},
                 {"nom\nLéa\nC\xf4t\xe9\nC\xf4t\xe9\n", 2},
                 {"nom\nC\xf4t\xe9\nO’Neil\n", 3},
                 {"nom\nC\xf4t\xe9\nNguyễn\n", 3},
                 {"nom\nC\xf4t\xe9\nмарія\n", 2},
                 {"nom\n\xab sant\xe9\xa0\xbb\n", 0},
                 {"nom\n\xab CAF\xc9\xa0\xbb et th\xe9\n", 0},
                 {"nom\n\xab l\xe0\xa0\xbb et th\xe9\n", 0}};
    enum csv_encoding named = CSV_WINDOWS_1252;
    for (size_t i = 0; i < 2 * sizeof cases / sizeof *cases; i++) {
        struct csv c;
        struct text_errors errors = {0};
        const char *bytes = cases[i / 2].bytes;
        bool opened = csv_open_as(&c, &arena, span_text(bytes), i % 2 ? &named : NULL, &errors);
        if (opened != !cases[i / 2].line) fail_msg("%s: opened %d", bytes, opened);
        if (!opened) assert_int_equal(errors.list[0].place.line, cases[i / 2].line);
    }
}

/* Two readings of one word: both are shown. Whoever names one is believed, but not of what is UTF-8 throughout. */
static void test_encodings_by_name(void **state) {
    (void)state;
    struct csv c;
    struct csv_row row;
    struct text_errors errors = {0};
    enum csv_encoding named;
    assert_true(csv_open(&c, &arena, span_text("nom;Mu\x96oz"), &errors));
    assert_false(c.guess.sure);
    assert_true(c.guess.may_be[CSV_MAC_ROMAN] && c.guess.may_be[CSV_CP850] && !c.guess.may_be[CSV_WINDOWS_1252]);
    assert_string_equal(csv_example(&c, &arena, CSV_MAC_ROMAN), "Muñoz");
    assert_true(csv_encoding_named(&arena, "Mac Roman", &named));
    assert_true(csv_open_as(&c, &arena, span_text("nom;Mu\x96oz"), &named, &errors));
    assert_true(c.guess.sure);
    assert_int_equal(csv_next(&c, &arena, &row), 1);
    assert_string_equal(row.cells[1].text, "Muñoz");
    assert_true(csv_open_as(&c, &arena, span_text("nom;Léa"), &named, &errors));
    assert_int_equal(c.encoding, CSV_UTF_8);
    assert_true(csv_encoding_named(&arena, "UTF8", &named) && named == CSV_UTF_8);
    assert_true(csv_open_as(&c, &arena, span_text("nom;LÃ©a"), &named, &errors));
    assert_int_equal(csv_next(&c, &arena, &row), 1);
    assert_string_equal(row.cells[1].text, "LÃ©a");
    assert_true(csv_encoding_named(&arena, "utf-8-twice", &named));
    assert_true(csv_open_as(&c, &arena, span_text("LÃ©a;Zoé;Ann"), &named, &errors)); /* some cells were, some not */
    assert_int_equal(csv_next(&c, &arena, &row), 1);
    assert_string_equal(row.cells[0].text, "Léa");
    assert_string_equal(row.cells[1].text, "Zoé");
    assert_string_equal(row.cells[2].text, "Ann");
    assert_true(csv_open_as(&c, &arena, span_text("LÃƒÂ©a"), &named, &errors)); /* and once more */
    assert_int_equal(csv_next(&c, &arena, &row), 1);
    assert_string_equal(row.cells[0].text, "Léa");
    assert_false(csv_encoding_named(&arena, "utf-16", &named));
    assert_true(csv_encoding_named(&arena, "latin1", &named));
    assert_false(csv_open_as(&c, &arena, span_text("a;b\n\x81;x\n"), &named, &errors)); /* nothing stands there */
    assert_int_equal(errors.list[0].place.line, 2);
}

static void test_header(void **state) {
    (void)state;
    struct csv c;
    struct csv_row row;
    struct text_errors errors = {0};
    assert_true(csv_open(&c, &arena, span_text("id, Name ,organization_id"), &errors));
    assert_int_equal(csv_next(&c, &arena, &row), 1);
    assert_int_equal(csv_find(&arena, &row, "ID"), 0);
    assert_int_equal(csv_find(&arena, &row, "name"), 1);
    assert_int_equal(csv_find(&arena, &row, "organization_id"), 2);
    assert_int_equal(csv_find(&arena, &row, "organization"), -1);
    assert_int_equal(csv_find(&arena, &row, ""), -1);
    assert_true(csv_open(&c, &arena, span_text("D\u00e9part;\u00a0Nom de\u00a0famille ;CLSC"), &errors));
    assert_int_equal(csv_next(&c, &arena, &row), 1);
    assert_int_equal(csv_find(&arena, &row, "depart"), 0);
    assert_int_equal(csv_find(&arena, &row, "nom_de_famille"), 1);
    assert_int_equal(csv_find(&arena, &row, "clsc"), 2);
}

static void test_limits(void **state) {
    (void)state;
    char *text = arena_alloc(&arena, CSV_CELL_MAX + 10);
    memset(text, 'a', CSV_CELL_MAX + 1);
    assert_int_equal(strlen(show(text, CSV_CELL_MAX)), CSV_CELL_MAX + 3);
    assert_string_equal(show(text, CSV_CELL_MAX + 1), "!1:1 This cell is too long (at most 1 MiB).");
    text[0] = '"';
    text[CSV_CELL_MAX + 2] = '"';
    text[CSV_CELL_MAX + 1] = 'a';
    assert_string_equal(show(text, CSV_CELL_MAX + 3), "!1:1 This cell is too long (at most 1 MiB).");
    memset(text, ';', CSV_COLUMNS_MAX);
    assert_int_equal(strlen(show(text, CSV_COLUMNS_MAX - 1)), 2 * CSV_COLUMNS_MAX + 1);
    assert_string_equal(show(text, CSV_COLUMNS_MAX), "!1:1001 There are too many columns (at most 1000).");
}

static void test_write(void **state) {
    (void)state;
    static const struct {
        const char *cells[3];
        const char *text;
    } rows[] = {
        {{"a", "b", "c"}, "a;b;c\r\n"},
        {{"", NULL, ""}, ";;\r\n"},
        {{"x;y", "x,y", "\"z\""}, "\"x;y\";x,y;\"\"\"z\"\"\"\r\n"},
        {{"a\nb", " c", "d "}, "\"a\nb\";\" c\";\"d \"\r\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(csv_write(&arena, rows[i].cells, 3, ';'), rows[i].text);
    assert_string_equal(csv_write(&arena, &(const char *){""}, 1, ';'), "\"\"\r\n");
    assert_string_equal(csv_write(&arena, &(const char *){"a,b"}, 1, ','), "\"a,b\"\r\n");
}

static uint64_t next(uint64_t *state) { return *state = *state * 6364136223846793005u + 1442695040888963407u; }

/* What is written reads back. */
static void test_round_trip(void **state) {
    (void)state;
    static const char *const pieces[] = {"a",  "é",    ";", ",", "\t",  "\"",   "\r",
                                         "\n", "\r\n", " ", "œ", "1.5", "sep=", "👶"};
    uint64_t random = 42;
    for (int round = 0; round < 2000; round++) {
        const char *cells[4];
        size_t n = 1 + (next(&random) >> 60) % 4;
        char delimiter = ";,\t"[(next(&random) >> 60) % 3];
        for (size_t i = 0; i < n; i++) {
            cells[i] = "";
            for (uint64_t k = (next(&random) >> 60) % 5; k > 0; k--)
                cells[i] = arena_printf(&arena, "%s%s", cells[i], pieces[(next(&random) >> 40) % 14]);
        }
        const char *head[] = {"h", "h", "h", "h"};
        char *text =
            arena_printf(&arena, "%s%s", csv_write(&arena, head, 4, delimiter), csv_write(&arena, cells, n, delimiter));
        struct csv c;
        struct csv_row row;
        struct text_errors errors = {0};
        assert_true(csv_open(&c, &arena, span_text(text), &errors));
        assert_int_equal(c.delimiter, delimiter);
        assert_int_equal(csv_next(&c, &arena, &row), 1);
        assert_int_equal(csv_next(&c, &arena, &row), 1);
        assert_int_equal(row.n, n);
        for (size_t i = 0; i < n; i++) assert_string_equal(row.cells[i].text, cells[i]);
        assert_int_equal(csv_next(&c, &arena, &row), 0);
        arena_reset(&arena);
    }
}

static void test_noise(void **state) {
    (void)state;
    static const char marks[] = ";,\t\"\r\nab\xc3\xa9\xe9\x80\x81\x00 ";
    uint64_t random = 7;
    for (int round = 0; round < 20000; round++) {
        size_t len = (next(&random) >> 40) % 20;
        char *text = malloc(len ? len : 1);
        for (size_t i = 0; i < len; i++) text[i] = marks[(next(&random) >> 40) % (sizeof marks - 1)];
        char *shown = show(text, len);
        assert_true(tree_text_is_clean(shown, strlen(shown)));
        free(text);
        arena_reset(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_tables, setup, teardown),
        cmocka_unit_test_setup_teardown(test_places, setup, teardown),
        cmocka_unit_test_setup_teardown(test_encodings, setup, teardown),
        cmocka_unit_test_setup_teardown(test_encodings_in_one_file, setup, teardown),
        cmocka_unit_test_setup_teardown(test_encodings_by_name, setup, teardown),
        cmocka_unit_test_setup_teardown(test_header, setup, teardown),
        cmocka_unit_test_setup_teardown(test_limits, setup, teardown),
        cmocka_unit_test_setup_teardown(test_write, setup, teardown),
        cmocka_unit_test_setup_teardown(test_round_trip, setup, teardown),
        cmocka_unit_test_setup_teardown(test_noise, setup, teardown),
    };
    return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
