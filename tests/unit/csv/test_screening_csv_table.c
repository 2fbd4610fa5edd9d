/* A table of screenings as it comes from elsewhere: its header, its rows, its encoding. */
#include "screening_csv_cases.h"

static void a_header_must_make_sense(void **state) {
    struct arena *a = *state;
    const char *good = one_row(a, NULL, NULL);
    struct text_errors twice = {0}, missing = {0}, empty = {0}, stray = {0}, binary = {0};
    assert_null(read_one(a, span_text(one_row(a, "Nom", "x")), &twice));
    assert_string_equal(twice.list[0].en, "this column stands twice");
    assert_null(read_one(a, span_text("nom;prenom\r\nCôté;Maude\r\n"), &missing));
    assert_int_equal(missing.n, 13);
    assert_string_equal(missing.list[0].path, "appel_debut");
    assert_null(read_one(a, span_text(""), &empty));
    assert_int_equal(empty.n, 1);
    const char *more = arena_printf(a, "%.*s;surplus\r\n", (int)strlen(good) - 2, good);
    assert_null(read_one(a, span_text(more), &stray));
    assert_string_equal(stray.list[0].en, "this cell stands under no column");
    assert_null(read_one(a, span_of("nom\0;x\r\n", 9), &binary));
    assert_true(binary.n > 0);
}

/* What is none of ours is left out, and told by its title; what it holds is not looked at. */
static void columns_of_others_are_left_out(void **state) {
    static const char *const theirs[] = {"Commentaires",      "Notes",  "Âge", "Date de saisie", "No dossier",
                                         "date_de_naissance", "revenu", "zzz"};
    struct arena *a = *state;
    for (size_t i = 0; i < sizeof theirs / sizeof *theirs; i++) {
        struct screening_file file;
        struct screening_row row;
        struct text_errors errors = {0};
        const char *const *titles;
        const char *text = one_row(a, theirs[i], "hors sujet");
        assert_true(
            screening_file_open(&file, a, span_text(text), &(struct screening_reading){.zone = montreal}, &errors));
        if (screening_header_ignored(file.header, &titles) != 1) fail_msg("%s is not left out", theirs[i]);
        assert_string_equal(titles[0], theirs[i]);
        assert_int_equal(screening_file_next(&file, a, &row, &errors), 1);
        assert_non_null(row.screening);
    }
}

static void one_bad_row_does_not_stop_the_rest(void **state) {
    struct arena *a = *state;
    const char *good = one_row(a, NULL, NULL), *bad = strstr(one_row(a, "naissance", "hier"), "\r\n") + 2;
    const char *second = strstr(good, "\r\n") + 2;
    const char *text = arena_printf(a, "%s%s;;;;;\r\n\r\n%s", good, bad, second);
    struct screening_file file;
    struct text_errors open = {0}, rows[3] = {{0}};
    struct screening_row row;
    assert_true(screening_file_open(&file, a, span_text(text), &(struct screening_reading){.zone = montreal}, &open));
    for (unsigned i = 0; i < 3; i++) {
        assert_int_equal(screening_file_next(&file, a, &row, &rows[i]), 1);
        assert_int_equal(row.screening != NULL, i != 1);
        assert_int_equal(rows[i].n, i == 1);
        assert_int_equal(row.line, i < 2 ? 2 + i : 6);
    }
    assert_int_equal(screening_file_next(&file, a, &row, &open), 0);
}

static void encodings_and_delimiters(void **state) {
    struct arena *a = *state;
    const char *good = one_row(a, NULL, NULL);
    struct text_errors errors = {0};
    const intake__screening *want = read_one(a, span_text(good), &errors);
    assert_string_equal(want->identity->name->family, "Côté");

    const intake__screening *bom = read_one(a, span_text(arena_printf(a, "\xef\xbb\xbf%s", good)), &errors);
    assert_same(a, bom, want, "byte order mark");

    char *latin = arena_text(a, good), *to = latin;
    for (const unsigned char *c = (const unsigned char *)good; *c; c++)
        if (*c < 0x80)
            *to++ = (char)*c;
        else
            *to++ = (char)((c[0] & 3U) << 6 | (c[1] & 0x3fU)), c++;
    const intake__screening *windows = read_one(a, span_of(latin, (size_t)(to - latin)), &errors);
    assert_same(a, windows, want, "Windows-1252");

    char *tabs = arena_text(a, good);
    for (char *c = tabs; *c; c++)
        if (*c == ';') *c = '\t';
    assert_same(a, read_one(a, span_text(tabs), &errors), want, "tabs");
    assert_int_equal(errors.n, 0);
}

static void renamed_columns(void **state) {
    struct arena *a = *state;
    struct text_errors errors = {0};
    struct screening_renames renames;
    const char *text = "leur colonne;notre colonne\r\nD D N;naissance\r\nMatricule;\r\n";
    assert_true(screening_renames_read(a, span_text(text), &renames, &errors));
    assert_int_equal(renames.n, 2);
    char *file_text = one_row(a, "Matricule", "hors sujet");
    char *at = strstr(file_text, "naissance");
    memcpy(at, "d.d.n.   ", 9);
    struct screening_file file;
    struct screening_row row;
    assert_true(screening_file_open(&file, a, span_text(file_text),
                                    &(struct screening_reading){.zone = montreal, .renames = &renames}, &errors));
    assert_int_equal(screening_file_next(&file, a, &row, &errors), 1);
    /* Their column that is left out may hold anything. */
    assert_non_null(row.screening);
    assert_int_equal(row.screening->identity->birth_date->year, 2001);

    renames.list[0].ours = "naissence";
    assert_false(screening_file_open(&file, a, span_text(file_text),
                                     &(struct screening_reading){.zone = montreal, .renames = &renames}, &errors));
    assert_non_null(strstr(errors.list[0].fr, "« naissance »"));
    struct text_errors shape = {0};
    assert_false(screening_renames_read(a, span_text("a;b;c\r\n"), &renames, &shape));
    assert_int_equal(shape.n, 1);
}

static void template_reads_as_an_empty_file(void **state) {
    struct arena *a = *state;
    struct screening_file file;
    struct screening_row row;
    struct text_errors errors = {0};
    assert_true(screening_file_open(&file, a, span_text(screening_file_template(a)),
                                    &(struct screening_reading){.zone = montreal}, &errors));
    assert_int_equal(screening_file_next(&file, a, &row, &errors), 0);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_arena, close_arena)
    const struct CMUnitTest tests[] = {
        TEST(a_header_must_make_sense), TEST(one_bad_row_does_not_stop_the_rest), TEST(encodings_and_delimiters),
        TEST(renamed_columns),          TEST(columns_of_others_are_left_out),     TEST(template_reads_as_an_empty_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
