/* Screenings as a table: every answer has a column, what is written reads back, and bad rows are told apart, with their
 * place. */
#include "screening_csv_cases.h"

static void families_survive_the_table(void **state) {
    enum { N = 500 };
    struct arena *a = *state;
    static struct families f;
    static struct family_case c;
    intake__screening *all[N];
    const char *notes[N];
    size_t told = 0;
    struct screening_layout layout = screening_layout_usual();
    families_init(&f, 7, day_from(2026, 11, 21));
    for (size_t i = 0; i < N; i++) {
        families_next(&f, &c);
        all[i] = family_screening(a, &c);
        notes[i] = arena_text(a, c.safety_note);
        screening_layout_fit(&layout, all[i]);
    }
    struct builder text = {.arena = a};
    builder_text(&text, screening_file_header(a, &layout));
    for (size_t i = 0; i < N; i++) builder_text(&text, screening_file_row(a, &layout, montreal, all[i], notes[i]));

    struct screening_file file;
    struct text_errors errors = {0};
    struct screening_row row;
    assert_true(screening_file_open(&file, a, span_text(builder_end(&text)),
                                    &(struct screening_reading){.zone = montreal}, &errors));
    for (size_t i = 0; i < N; i++) {
        assert_int_equal(screening_file_next(&file, a, &row, &errors), 1);
        if (!row.screening) fail_msg("%s", text_errors_print(a, &errors, "row", true));
        assert_same(a, row.screening, all[i], all[i]->local_reference);
        assert_string_equal(row.note, notes[i]);
        told += *row.note != 0;
    }
    assert_true(told > 5);
    assert_int_equal(screening_file_next(&file, a, &row, &errors), 0);
}

/* Every leaf of the message stands under exactly one column. */
static void count_leaves(struct arena *a, const ProtobufCMessageDescriptor *type, const char *path, size_t *n) {
    for (unsigned i = 0; i < type->n_fields; i++) {
        const ProtobufCFieldDescriptor *f = &type->fields[i];
        const char *list = f->label == PROTOBUF_C_LABEL_REPEATED ? "[]" : "";
        const char *own = arena_printf(a, "%s%s%s%s", path, *path ? "." : "", f->name, list);
        const ProtobufCMessageDescriptor *part = f->descriptor;
        bool is_block = f->type == PROTOBUF_C_TYPE_MESSAGE && strncmp(part->name, "sippe.intake.", 13) == 0;
        if (is_block || part == &sippe__person_name__descriptor || part == &sippe__address__descriptor) {
            count_leaves(a, part, own, n);
            continue;
        }
        size_t found = 0;
        for (size_t k = 0; k < n_screening_columns; k++) found += strcmp(screening_columns[k].path, own) == 0;
        if (found != 1) fail_msg("%s stands under %zu columns", own, found);
        ++*n;
    }
}

static void every_answer_has_one_column(void **state) {
    size_t n = 0;
    count_leaves(*state, &intake__screening__descriptor, "", &n);
    assert_int_equal(n + 1, n_screening_columns); /* the note is no answer */
    for (size_t i = 0; i < n_screening_columns; i++) {
        struct screening_spot spot;
        const char *header = screening_columns[i].header;
        intake__screening *s = NEW(*state, intake__screening);
        bool note = screening_column_is_note(&screening_columns[i]);
        assert_true(note || screening_path_find(*state, s, screening_columns[i].path, 0, &spot));
        assert_int_equal(strchr(header, '#') != NULL, screening_columns[i].list != SCREENING_LIST_NONE);
        if (!strchr(header, '#')) assert_string_equal(answers_fold(*state, header), header);
    }
}

static void every_choice_has_a_french_word(void **state) {
    const ProtobufCEnumDescriptor *types[] = {&sippe__yes_no__descriptor,
                                              &sippe__voice_mail__descriptor,
                                              &intake__consent_giver__descriptor,
                                              &sippe__not_known__descriptor,
                                              &sippe__need__descriptor,
                                              &intake__referral_source__descriptor,
                                              &intake__call_outcome__descriptor,
                                              &intake__contact_channel__descriptor,
                                              &intake__gender__descriptor,
                                              &intake__diploma__descriptor,
                                              &intake__income_source__descriptor,
                                              &intake__frequency__descriptor,
                                              &intake__voucher_delivery__descriptor,
                                              &intake__diet__descriptor,
                                              &intake__immigration_status__descriptor};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        for (unsigned k = 0; k < types[i]->n_values; k++) {
            int value = types[i]->values[k].value, read = -1;
            const char *word = answers_write(types[i], value);
            assert_int_equal(word != NULL, value != 0);
            if (!word) continue;
            assert_true(answers_read(*state, types[i], word, &read));
            assert_int_equal(read, value);
            assert_true(answers_read(*state, types[i], types[i]->values[k].name, &read));
            assert_int_equal(read, value);
        }
}

/* What stood in files when it was a yes or a no is still read, and a doubt is never a yes. */
static void a_message_may_be_left_in_these_words(void **state) {
    static const struct {
        const char *word;
        int value;
    } cases[] = {
        {"oui", VOICE_MAIL_YES},
        {"X", VOICE_MAIL_YES},
        {"Sans nous nommer", VOICE_MAIL_WITHOUT_NAMING_US},
        {"oui, sans nous nommer", VOICE_MAIL_WITHOUT_NAMING_US},
        {"WITHOUT_NAMING_US", VOICE_MAIL_WITHOUT_NAMING_US},
        {"discret", VOICE_MAIL_WITHOUT_NAMING_US},
        {"non", VOICE_MAIL_NO},
        {"0", VOICE_MAIL_NO},
        {"ne sait pas", VOICE_MAIL_UNKNOWN},
        {"refus", VOICE_MAIL_UNKNOWN},
        {"préfère ne pas répondre", VOICE_MAIL_UNKNOWN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int read = -1;
        assert_true(answers_read(*state, &sippe__voice_mail__descriptor, cases[i].word, &read));
        if (read != cases[i].value) fail_msg("%s: %d", cases[i].word, read);
    }
}

static void good_cells(void **state) {
    static const struct {
        const char *header, *cell, *canonical;
    } cases[] = {
        {"date_prevue", " 2027-03-01 ", "2027-03-01"},
        {"date_prevue", "INCONNU", "inconnu"},
        {"Date prévue", "Ne sait pas", "inconnu"},
        {"revenu_annuel", "32 140,50 $", "32140.50"},
        {"revenu_annuel", "32\u00a0140", "32140.00"},
        {"revenu_annuel", "32,140.50", "32140.50"},
        {"revenu_annuel", "préfère ne pas répondre", "refus"},
        {"revenu_annuel", "Au plus 40\u00a0742\u00a0$", ";au plus 40742.00;"},
        {"revenu_annuel", "moins de 40742", ";moins de 40742.00;"},
        {"revenu_annuel", "less than 40742", ";moins de 40742.00;"},
        {"revenu_annuel", "plus de 40 742 $", ";plus de 40742.00;"},
        {"revenu_annuel", "plus de 20 000 $, au plus 40 742 $", ";plus de 20000.00, au plus 40742.00;"},
        {"revenu_annuel", "20000-40742", ";au moins 20000.00, au plus 40742.00;"},
        {"revenu_annuel", "between 20000 and 40742", ";au moins 20000.00, au plus 40742.00;"},
        {"revenu_annuel", "0 à 40742", ";au plus 40742.00;"},
        {"diplome", "dep", "DEP ou AEP"},
        {"diplome", "DIPLOMA_DEP_AEP", "DEP ou AEP"},
        {"source", "MEDECIN OU ETABLISSEMENT", "médecin ou établissement"},
        {"besoin2", "Matériel pour bébé", "matériel pour bébé"},
        {"Besoin 3", "FOOD_AID", "aide alimentaire"},
        {"enfant3_naissance", "2024-02-29", "2024-02-29"},
        {"adultes", "0", "0"},
        {"tentative", "3", "3"},
        {"langue", "Créole haïtien", "ht"},
        {"code_postal", "h2m 1a1", "H2M1A1"},
        {"nom", "'=1+1", "'=1+1"},
        {"nom", "'-Roy", "'-Roy"},
        {"nom", "'''@x", "'''@x"},
        {"prenom", "'Afifa", "'Afifa"},
        {"adresse", "12 rue Inventée\r\nappt 3", ";12 rue Inventée appt 3;"},
        {"adresse", "12 rue Inventée, \n\tappt\t3\n", ";12 rue Inventée, appt 3;"},
        {"diplome", "D.E.S.", "DES"},
        {"diplome", "Diplôme d'études professionnelles", "DEP ou AEP"},
        {"source", "médecin", "médecin ou établissement"},
        {"langue", "LSQ", ";fcs;"},
        {"langue", "zh-Hant-TW", ";zh;"},
        {"appel_debut", "2026-07-02T09:03:04.050-04:00", "2026-07-02T09:03:04.050-04:00"},
        {"appel_debut", "2026-07-02 09:03", "2026-07-02T09:03:00-04:00"},
        {"appel_debut", "2026-12-02T14:03:00Z", "2026-12-02T09:03:00-05:00"},
    };
    struct arena *a = *state;
    struct screening_layout layout = screening_layout_usual();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text_errors errors = {0};
        const intake__screening *s = read_one(a, span_text(one_row(a, cases[i].header, cases[i].cell)), &errors);
        if (!s) fail_msg("%s=%s: %s", cases[i].header, cases[i].cell, text_errors_print(a, &errors, NULL, false));
        const char *row = screening_file_row(a, &layout, montreal, s, NULL);
        if (!strstr(row, cases[i].canonical)) fail_msg("%s: no %s in %s", cases[i].header, cases[i].canonical, row);
    }
}

/* What a spreadsheet would run is kept from running, and is what it was when read again. */
static void formulas_are_quoted_and_come_back(void **state) {
    struct arena *a = *state;
    struct text_errors errors = {0};
    intake__screening *s = read_one(a, span_text(one_row(a, NULL, NULL)), &errors);
    s->identity->name->preferred = "=HYPERLINK(\"x\")";
    s->identity->nam = "'+x";
    struct screening_layout layout = screening_layout_usual();
    const char *row = screening_file_row(a, &layout, montreal, s, NULL);
    assert_null(strstr(row, ";\"=HYPER"));
    const char *text = arena_printf(a, "%s%s", screening_file_header(a, &layout), row);
    const intake__screening *again = read_one(a, span_text(text), &errors);
    assert_non_null(again);
    assert_same(a, again, s, "formulas");
}

static void bad_cells_say_where_and_why(void **state) {
    static const struct {
        const char *header, *cell, *fr;
        unsigned column;
    } cases[] = {
        {"date_prevue", "01/03/2027", "AAAA-MM-JJ", 17},
        {"date_prevue", "2027-02-29", "n’existe pas", 17},
        {"revenu_annuel", "32,140", "montant", 15},
        {"revenu_annuel", "beaucoup", "montant", 15},
        {"revenu_annuel", "au plus beaucoup", "« au plus 40742 »", 15},
        {"revenu_annuel", "au plus -5", "« au plus 40742 »", 15},
        {"revenu_annuel", "moins de 0", "« au plus 40742 »", 15},
        {"revenu_annuel", "20-40k", "« 20000 à 40742 »", 15},
        {"revenu_annuel", "40742 à 20000", "fourchette", 15},
        {"revenu_annuel", "plus de 40742, au plus 40742", "fourchette", 15},
        {"personnes_menage", "2 à 3", "nombre entier", 14},
        {"personnes_menage", "deux", "nombre entier", 14},
        {"personnes_menage", "99999999999", "nombre entier", 14},
        {"diplome", "bac", "réponses admises : aucun", 16},
        {"diplome", "UNSPECIFIED", "réponses admises", 16},
        {"appel_debut", "2026-11-20 25:00", "moment", 1},
        {"naissance", "inconnu", "AAAA-MM-JJ", 12},
        {"enfant21_naissance", "2024-01-01", "colonne inconnue", 17},
        {"enfant0_naissance", "2024-01-01", "colonne inconnue", 17},
        {"conjoint_presant", "oui", "« conjoint_present »", 17},
        {"autre_telephonne", "5", "« autre_telephone »", 17},
        {"prenom_usuel", "Chlo\ufffd", "s’est perdue", 17},
    };
    struct arena *a = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text_errors errors = {0};
        assert_null(read_one(a, span_text(one_row(a, cases[i].header, cases[i].cell)), &errors));
        if (errors.n != 1) fail_msg("%s=%s: %zu errors", cases[i].header, cases[i].cell, errors.n);
        const struct text_error *e = &errors.list[0];
        if (!strstr(e->fr, cases[i].fr)) fail_msg("%s=%s: %s", cases[i].header, cases[i].cell, e->fr);
        assert_string_equal(e->path, cases[i].header);
        assert_int_equal(e->place.column, cases[i].column);
        assert_int_equal(e->place.line, strstr(e->fr, "colonne inconnue") ? 1 : 2);
        assert_true(*e->en);
        if (cases[i].cell[1]) assert_null(strstr(e->fr, cases[i].cell));
    }
}

/* The whole table of edits, without a band and without an early end. */
static size_t edits(const char *x, const char *y) {
    size_t table[33][33];
    for (size_t i = 0; i <= strlen(x); i++)
        for (size_t k = 0; k <= strlen(y); k++) {
            size_t best = i + k;
            if (i && k) best = table[i - 1][k - 1] + (x[i - 1] != y[k - 1]);
            if (i && table[i - 1][k] + 1 < best) best = table[i - 1][k] + 1;
            if (k && table[i][k - 1] + 1 < best) best = table[i][k - 1] + 1;
            table[i][k] = best;
        }
    return table[strlen(x)][strlen(y)];
}

static void distances_are_those_of_the_whole_table(void **state) {
    struct prng chance;
    (void)state;
    prng_init(&chance, 5);
    for (int n = 0; n < 20000; n++) {
        char words[2][13] = {{0}};
        for (int w = 0; w < 2; w++)
            for (uint64_t k = prng_below(&chance, 12); k > 0; k--)
                words[w][k - 1] = (char)('a' + prng_below(&chance, 3));
        for (size_t limit = 0; limit < 7; limit++) {
            size_t whole = edits(words[0], words[1]);
            assert_int_equal(answers_distance(words[0], words[1], limit), whole <= limit ? whole : limit + 1);
        }
    }
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_arena, close_arena)
    const struct CMUnitTest tests[] = {
        TEST(families_survive_the_table),
        TEST(every_answer_has_one_column),
        TEST(every_choice_has_a_french_word),
        TEST(a_message_may_be_left_in_these_words),
        TEST(good_cells),
        TEST(formulas_are_quoted_and_come_back),
        TEST(bad_cells_say_where_and_why),
        TEST(distances_are_those_of_the_whole_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
