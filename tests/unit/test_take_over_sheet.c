/* cli/takeover: a caseload as a table. Every column leads to an answer, what is wrong is told by line and cell, and a
 * path that intake refuses finds its way back. */
#include "cli/run.h"
#include "cli/csv/screening_path.h"
#include "cli/takeover/sheet.h"
#include "cli/takeover/sheet_columns.h"

struct reading {
    struct cli c;
    struct sheet sheet;
    struct text_errors errors;
    bool whole;
};

static void read_text(struct reading *r, const char *text) {
    *r = (struct reading){.c = cli_make()};
    arena_init(&r->c.arena);
    r->whole = sheet_read(&r->c, "essai.csv", span_text(text), &r->sheet, &r->errors);
}

static void reading_end(struct reading *r) { arena_close(&r->c.arena); }

#define HEAD "reference;clsc;nom;prenom;naissance;langue;suivie_depuis"
#define GOOD "C-1;99001;Exemple;Anne;1998-05-16;français;2025-11-10"

static void every_column_leads_to_an_answer(void **state) {
    (void)state;
    struct screening_path path;
    for (size_t i = 0; i < n_sheet_columns; i++)
        if (!message_path_read(&intake__taken_over_family__descriptor, sheet_columns[i].path, &path))
            fail_msg("%s leads nowhere: %s", sheet_columns[i].header, sheet_columns[i].path);
}

/* Its remarks are no rows, and its sample is a row that is right. */
static void the_template_is_read(void **state) {
    (void)state;
    struct reading r;
    struct arena a;
    arena_init(&a);
    char *text = sheet_template(&a);
    read_text(&r, text);
    assert_true(r.whole);
    assert_int_equal(r.sheet.n, 0);
    reading_end(&r);
    char *sample = strrchr(text, '#');
    memmove(sample, sample + 2, strlen(sample + 2) + 1);
    read_text(&r, text);
    assert_int_equal(r.errors.n, 0);
    assert_int_equal(r.sheet.n, 1);
    const intake__taken_over_family *f = r.sheet.rows[0].family;
    assert_string_equal(f->reference, "C-001");
    assert_int_equal(f->agreed_by, CONSENT_GIVER_SELF);
    assert_int_equal(f->n_channels, 1);
    assert_int_equal(f->channels[0], CONTACT_CHANNEL_PHONE);
    assert_int_equal(f->n_children, 1);
    assert_string_equal(f->children[0]->given_name, "Léo");
    assert_int_equal(f->next_visit_at->ms / 60000 % 60, 30);
    reading_end(&r);
    arena_close(&a);
}

/* Numbers are of columns: whoever stands under enfant3 is told of as enfant3. */
static void children_are_told_by_their_column(void **state) {
    (void)state;
    struct reading r;
    read_text(&r, HEAD ";enfant1_naissance;Enfant 2 naissance;enfant3_naissance;enfant3_prenom\n" GOOD
                       ";2025-01-02;;2026-03-04;Bao\n");
    assert_true(r.whole);
    const struct sheet_row *row = &r.sheet.rows[0];
    assert_int_equal(row->family->n_children, 2);
    struct sheet_place at = sheet_place(&r.c, &r.sheet, row, "family.children[1].birth_date");
    assert_string_equal(at.header, "enfant3_naissance");
    assert_int_equal(at.column, 10);
    at = sheet_place(&r.c, &r.sheet, row, "family.identity.name.given");
    assert_int_equal(at.column, 4);
    at = sheet_place(&r.c, &r.sheet, row, "family.identity.phone"); /* the file has no such column */
    assert_string_equal(at.header, "telephone");
    assert_int_equal(at.column, 0);
    reading_end(&r);
}

static void what_is_no_sheet_is_said(void **state) {
    (void)state;
    static const struct {
        const char *text, *path, *said;
        unsigned line, column;
    } cases[] = {
        {"", "", "vide", 1, 1},
        {"nom;prenom\n", "reference", "obligatoire absente", 1, 3},
        {HEAD ";telefone\n", "telefone", "« telephone »", 1, 8},
        {HEAD ";Nom\n", "Nom", "déjà là", 1, 8},
        {HEAD ";enfant21_prenom\n", "enfant21_prenom", "colonne inconnue", 1, 8},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reading r;
        read_text(&r, cases[i].text);
        assert_false(r.whole);
        assert_true(r.errors.n >= 1);
        const struct text_error *e = &r.errors.list[0];
        if (strcmp(e->path, cases[i].path) != 0 || !strstr(e->fr, cases[i].said) || e->place.line != cases[i].line ||
            e->place.column != cases[i].column)
            fail_msg("case %zu: %u:%u: %s: %s", i, e->place.line, e->place.column, e->path, e->fr);
        reading_end(&r);
    }
}

/* A row that is wrong keeps no other back, and what stood in it is not repeated. */
static void a_wrong_row_stops_no_other(void **state) {
    (void)state;
    struct reading r;
    read_text(&r,
              HEAD "\n" GOOD "\n;;;;;;\n# remarque;;\nC-2;99001;Modèle;Anne;16/05/1998;fr;2025-11-10;trop\n" GOOD "\n");
    assert_true(r.whole);
    assert_int_equal(r.sheet.n, 3);
    assert_non_null(r.sheet.rows[0].family);
    assert_null(r.sheet.rows[1].family);
    assert_non_null(r.sheet.rows[2].family);
    assert_int_equal(r.sheet.rows[1].line, 5);
    assert_int_equal(r.errors.n, 2);
    assert_string_equal(r.errors.list[0].path, "naissance");
    assert_int_equal(r.errors.list[0].place.column, 5);
    assert_null(strstr(r.errors.list[0].fr, "1998"));
    assert_int_equal(r.errors.list[1].place.column, 8);
    reading_end(&r);
}

/* The row that was copied and half rewritten; one that stands there twice is the same family. */
static void a_reference_is_one_familys(void **state) {
    (void)state;
    struct reading r;
    read_text(&r, HEAD "\n" GOOD "\n" GOOD "\nC-1;99001;Autre;Anne;1998-05-16;fr;2025-11-10\n"
                       "C-1;99002;Autre;Anne;1998-05-16;fr;2025-11-10\n");
    assert_true(r.whole);
    assert_int_equal(r.errors.n, 1);
    assert_null(r.sheet.rows[2].family);
    assert_non_null(r.sheet.rows[3].family); /* another CLSC's numbers are its own */
    assert_string_equal(text_errors_print(&r.c.arena, &r.errors, "s.csv", true),
                        "s.csv, ligne 4, colonne reference : cette référence est déjà celle de la ligne 2\n");
    reading_end(&r);
}

/* The same file is the same sheet, and another one is another. */
static void a_sheet_is_known_by_what_it_holds(void **state) {
    (void)state;
    struct reading one, same, other;
    read_text(&one, HEAD "\n" GOOD "\n");
    read_text(&same, HEAD "\n" GOOD "\n");
    read_text(&other, HEAD "\n" GOOD "\n" GOOD "\n");
    assert_true(id_equal(one.sheet.batch_id, same.sheet.batch_id));
    assert_false(id_equal(one.sheet.batch_id, other.sheet.batch_id));
    reading_end(&one);
    reading_end(&same);
    reading_end(&other);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_column_leads_to_an_answer),   cmocka_unit_test(the_template_is_read),
        cmocka_unit_test(children_are_told_by_their_column), cmocka_unit_test(what_is_no_sheet_is_said),
        cmocka_unit_test(a_wrong_row_stops_no_other),        cmocka_unit_test(a_reference_is_one_familys),
        cmocka_unit_test(a_sheet_is_known_by_what_it_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
