/* Encounters as a table for a statistic: what stands in which column, and that no cell is taken for a formula, whatever
 * a record holds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/message.h"
#include "cli/csv/cell.h"
#include "cli/csv/encounter_csv.h"
#include "text/csv.h"

static const struct zone montreal = {-300, true};
static struct arena arena;

static int open_arena(void **state) {
    (void)state;
    arena_init(&arena);
    return 0;
}

static int close_arena(void **state) {
    (void)state;
    arena_close(&arena);
    return 0;
}

/* Tuesday 2026-03-10, 9:30 in Montréal. */
static scheduling__listed_encounter *encounter(void) {
    scheduling__listed_encounter *e = NEW(&arena, scheduling__listed_encounter);
    static uint8_t id[2] = {0x0a, 0xff};
    e->encounter_id = (ProtobufCBinaryData){2, id};
    e->family_number = "1042-9";
    e->clsc_code = "06123";
    e->with_appointment = true;
    e->facts = NEW(&arena, scheduling__encounter_facts);
    e->facts->start = NEW(&arena, sippe__instant);
    e->facts->start->ms = wall_instant(montreal, (struct wall){day_parse("2026-03-10"), 570});
    e->facts->minutes = 75;
    e->facts->mode = ENCOUNTER_MODE_IN_PERSON;
    e->facts->place = ENCOUNTER_PLACE_HOME;
    e->facts->language = "es";
    e->facts->interpreter = true;
    e->facts->note = "Mme Ruiz";
    APPEND(&arena, e->facts, workers, "inf-01");
    APPEND(&arena, e->facts, workers, "ts-01");
    APPEND(&arena, e, disciplines, DISCIPLINE_NURSE);
    APPEND(&arena, e, disciplines, DISCIPLINE_SOCIAL_WORKER);
    APPEND(&arena, e->facts, met, ENCOUNTER_MET_MOTHER);
    APPEND(&arena, e->facts, met, ENCOUNTER_MET_CHILD);
    return e;
}

static void test_columns(void **state) {
    (void)state;
    assert_string_equal(encounter_csv_head(&arena),
                        "\xef\xbb\xbfrencontre;famille;clsc;date;heure;duree_min;a_eu_lieu;motif;mode;lieu;langue;"
                        "interprete;intervenantes;disciplines;nombre_intervenantes;presents;visite_fixee\r\n");
    scheduling__listed_encounter *e = encounter();
    assert_string_equal(encounter_csv_row(&arena, montreal, e),
                        "0aff;1042-9;06123;2026-03-10;09:30;75;oui;;en personne;domicile;es;oui;inf-01|ts-01;"
                        "infirmière|travailleuse sociale;2;mère|enfant;oui\r\n");
    e->with_appointment = false;
    e->day_only = true; /* nobody knows the hour */
    e->facts->interpreter = false;
    e->facts->minutes = 0;
    e->facts->missed = ENCOUNTER_MISSED_WEATHER;
    e->facts->place = ENCOUNTER_PLACE_UNSPECIFIED;
    e->facts->n_met = 0;
    e->disciplines[1] = DISCIPLINE_UNSPECIFIED; /* not known any more: its place stays */
    assert_string_equal(
        encounter_csv_row(&arena, montreal, e),
        "0aff;1042-9;06123;2026-03-10;;;non;intempéries;en personne;;es;non;inf-01|ts-01;infirmière|;2;;"
        "non\r\n");
    e->facts = NULL;
    assert_string_equal(encounter_csv_row(&arena, montreal, e), "0aff;1042-9;06123;;;;;;;;;;;;;;non\r\n");
}

/* By the clock of the wall: the evening of one day, not the morning of the next. */
static void test_local_days(void **state) {
    (void)state;
    scheduling__listed_encounter *e = encounter();
    e->facts->start->ms = wall_instant(montreal, (struct wall){day_parse("2026-03-10"), 22 * 60 + 5});
    assert_non_null(strstr(encounter_csv_row(&arena, montreal, e), ";2026-03-10;22:05;"));
}

static const char *const hostile[] = {
    "=1+1",   "+1",     "-1",    "@SUM(A1)", "\t=1+1",
    "\r=1+1", "\n=1+1", "'=1+1", "''@x",     "=HYPERLINK(\"http://x\";\"y\")",
    "a;b",    "a\"b",   "a\nb",  ";=1+1",    "\";=1+1",
};

/* A row stays one row of as many cells, and no cell begins as a formula does: not even behind apostrophes. */
static void test_hostile_cells(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        scheduling__listed_encounter *e = encounter();
        struct text_errors errors = {0};
        struct csv csv;
        struct csv_row row;
        e->family_number = e->clsc_code = e->facts->language = hostile[i];
        e->facts->workers[0] = hostile[i];
        char *text = encounter_csv_row(&arena, montreal, e);
        assert_true(csv_open(&csv, &arena, span_text(text), &errors));
        assert_int_equal(csv_next(&csv, &arena, &row), 1);
        assert_int_equal(row.n, 17);
        for (size_t k = 0; k < row.n; k++)
            if (*row.cells[k].text && strchr("=+-@\t\r\n", *row.cells[k].text))
                fail_msg("%zu: cell %zu is \"%s\"", i, k, row.cells[k].text);
        assert_int_equal(csv_next(&csv, &arena, &row), 0);
    }
}

/* What such a cell holds reads back as what it was, but for blanks at its ends; what is several lines of a field that has
 * one is one (test_screening_csv.c). */
static void test_a_text_comes_back(void **state) {
    (void)state;
    const ProtobufCFieldDescriptor *field =
        protobuf_c_message_descriptor_get_field_by_name(&scheduling__encounter_facts__descriptor, "language");
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        if (strpbrk(hostile[i] + 1, "\t\r\n")) continue;
        scheduling__encounter_facts *read = NEW(&arena, scheduling__encounter_facts);
        assert_null(cell_read(&arena, montreal, &read->base, field, cell_text(&arena, hostile[i])));
        assert_string_equal(read->language, hostile[i]);
    }
    assert_string_equal(cell_text(&arena, NULL), "");
    assert_string_equal(cell_text(&arena, "l'hôpital"), "l'hôpital");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_columns, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_local_days, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_hostile_cells, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_a_text_comes_back, open_arena, close_arena),
    };
    return cmocka_run_group_tests_name("encounters, CSV", tests, NULL, NULL);
}
