#include "run.h"
#include "base/message.h"
#include "cli/show/column.h"
#include "cli/call/lookup.h"
#include "cli/show/output.h"
#include "cli/call/request.h"
#include "cli/workers/workers_csv.h"
#include "proto/intake.h"
#include "proto/notifications.h"
#include "proto/scheduling.h"
#include "sys/file.h"

/* ---- the team ---- */

struct team {
    struct cli c;
    struct worker_rows rows;
    struct text_errors errors;
    bool whole;
};

static void team_read(struct team *t, struct span text) {
    *t = (struct team){.c = cli_make()};
    arena_init(&t->c.arena);
    t->whole = workers_read(&t->c, text, &t->rows, &t->errors);
}

static void the_demonstration_team_is_read(void **state) {
    (void)state;
    struct team t;
    struct span text;
    struct arena a;
    arena_init(&a);
    assert_int_equal(file_read(&a, SOURCE_DIR "/deploy/demo/team.csv", 1 << 20, &text), 0);
    team_read(&t, text);
    assert_true(t.whole);
    assert_int_equal(t.errors.n, 0);
    assert_true(t.rows.n >= 10);
    const scheduling__worker *w = t.rows.list[0].worker;
    assert_string_equal(w->code, "ts-01");
    assert_int_equal(w->discipline, DISCIPLINE_SOCIAL_WORKER);
    assert_int_equal(w->n_languages, 2);
    assert_int_equal(w->n_hours, 10);
    assert_int_equal(w->hours[0]->weekday, 1);
    assert_int_equal(w->hours[0]->from_minute, 510);
    assert_int_equal(w->hours[1]->to_minute, 990);
    assert_string_equal(w->start_area->code, "H2C");
    assert_int_equal(w->cap_tenths, 160);
    assert_string_equal(w->clsc_code, "99001");
    assert_false(w->inactive);
    arena_close(&t.c.arena);
    arena_close(&a);
}

static void a_wrong_cell_of_the_team_is_named(void **state) {
    (void)state;
    static const struct {
        const char *row;
        const char *path;
        unsigned column;
    } cases[] = {
        {";Maude;NURSE;fr;08:00-12:00;16;oui", "code", 1},
        {"a;;NURSE;fr;08:00-12:00;16;oui", "nom", 2},
        {"a;Maude;PILOT;fr;08:00-12:00;16;oui", "discipline", 3},
        {"a;Maude;NURSE;fr;8 to 12;16;oui", "lundi", 5},
        {"a;Maude;NURSE;fr;12:00-08:00;16;oui", "lundi", 5},
        {"a;Maude;NURSE;fr;08:00-12:75;16;oui", "lundi", 5},
        {"a;Maude;NURSE;fr;08:00-12:00;many;oui", "plafond", 6},
        {"a;Maude;NURSE;fr;08:00-12:00;-4;oui", "plafond", 6},
        {"a;Maude;NURSE;fr;08:00-12:00;16;peut-être", "actif", 7},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct team t;
        char text[300];
        snprintf(text, sizeof text,
                 "code;nom;discipline;langues;lundi;plafond;actif\nz;Zoé;infirmière;fr|ht;08:00-12:00|13:00-16:00;13,5;"
                 "non\n%s\n",
                 cases[i].row);
        team_read(&t, span_text(text));
        assert_true(t.whole);
        assert_int_equal(t.rows.n, 2);
        assert_non_null(t.rows.list[0].worker);
        assert_int_equal(t.rows.list[0].worker->cap_tenths, 135);
        assert_true(t.rows.list[0].worker->inactive);
        assert_null(t.rows.list[1].worker);
        if (t.errors.n != 1 || strcmp(t.errors.list[0].path, cases[i].path) != 0 || t.errors.list[0].place.line != 3 ||
            t.errors.list[0].place.column != cases[i].column)
            fail_msg("%s: %s", cases[i].row, text_errors_print(&t.c.arena, &t.errors, NULL, false));
        arena_close(&t.c.arena);
    }
}

static void a_team_with_other_columns_is_refused_whole(void **state) {
    (void)state;
    static const char *const files[] = {"", "code;nom\na;b\n", "code;nom;discipline;lundii\na;b;NURSE;1\n", "a,b,c\n"};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        struct team t;
        team_read(&t, span_text(files[i]));
        assert_false(t.whole);
        arena_close(&t.c.arena);
    }
}

/* As spreadsheets write it: hours without their zero, languages by name, titles with accents, a column of their own. */
static void a_team_is_read_as_people_write_it(void **state) {
    (void)state;
    struct team t;
    team_read(&t, span_text("Code;Nom;Discipline;Langues;Lundi;Mardi;Départ;Salaire\n"
                            "z;Zoé;infirmière;fra|ES|créole|fr-CA;8:00 - 12 h|13 h 15-16h30;20:00-24:00;h2m 3a2;1\n"));
    assert_true(t.whole && t.errors.n == 0 && t.rows.n == 1);
    const scheduling__worker *w = t.rows.list[0].worker;
    static const char *const languages[] = {"fr", "es", "ht", "fr"};
    assert_int_equal(w->n_languages, 4);
    for (size_t i = 0; i < 4; i++) assert_string_equal(w->languages[i]->code, languages[i]);
    assert_int_equal(w->n_hours, 3);
    assert_int_equal(w->hours[0]->from_minute, 480);
    assert_int_equal(w->hours[0]->to_minute, 720);
    assert_int_equal(w->hours[1]->to_minute, 990);
    assert_int_equal(w->hours[2]->to_minute, 1440);
    assert_string_equal(w->start_area->code, "H2M3A2");
    arena_close(&t.c.arena);
}

/* ---- requests from options ---- */

static void fields_are_set_by_their_type(void **state) {
    (void)state;
    struct cli c = cli_make();
    arena_init(&c.arena);
    c.zone = (struct zone){-300, true};
    c.zone_known = true;
    intake__record_consent_request *r = NEW(&c.arena, intake__record_consent_request);
    assert_int_equal(request_set(&c, &r->base, "consent.purpose", "interprète", "purpose"), 0);
    assert_int_equal(request_set(&c, &r->base, "consent.covers", "GIVEN_NAME", "covers"), 0);
    assert_int_equal(request_set(&c, &r->base, "consent.covers", "téléphone", "covers"), 0);
    assert_int_equal(request_set(&c, &r->base, "consent.expires_on", "2027-01-31", "expires"), 0);
    assert_int_equal(request_set(&c, &r->base, "consent.given_at", "2026-11-24 09:30", "given-at"), 0);
    assert_int_equal(request_set(&c, &r->base, "consent.expires_on", "31 janvier 2027", "expires"), 0);
    assert_int_equal(request_set(&c, &r->base, "family_id", "00112233445566778899aabbccddeeff", "family"), 0);
    assert_int_equal(r->consent->purpose, CONSENT_PURPOSE_INTERPRETER);
    assert_int_equal(r->consent->n_covers, 2);
    assert_int_equal(r->consent->covers[1], SHARED_ITEM_PHONE);
    assert_int_equal(r->consent->expires_on->month, 1);
    assert_int_equal(r->consent->given_at->ms, INT64_C(1795530600000));
    assert_int_equal(r->family_id.len, 16);
    directory__search_services_request *s = NEW(&c.arena, directory__search_services_request);
    assert_int_equal(request_set(&c, &s->base, "near", "h2m 3a2", "near"), 0);
    assert_int_equal(request_set(&c, &s->base, "limit", "7", "limit"), 0);
    assert_string_equal(s->near->code, "H2M3A2");
    assert_int_equal(s->limit, 7);
    arena_close(&c.arena);
}

static void a_value_that_does_not_fit_is_refused(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"birth_date", "2026-02-30"}, {"birth_date", "hier"}, {"children", "-1"},
        {"children", "99999999999"},  {"no_such_field", "x"}, {"birth_date.year", "2026"},
    };
    struct cli c = cli_make();
    arena_init(&c.arena);
    c.err = fopen("/dev/null", "we");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        intake__record_birth_request *r = NEW(&c.arena, intake__record_birth_request);
        int rc = request_set(&c, &r->base, cases[i][0], cases[i][1], "option");
        if (rc != (i == 5 ? 0 : CLI_USAGE)) fail_msg("%s = %s gives %d", cases[i][0], cases[i][1], rc);
    }
    fclose(c.err);
    arena_close(&c.arena);
}

static void prefixes_of_ids_are_compared(void **state) {
    (void)state;
    uint8_t bytes[16] = {0x3f, 0xa2, 0xb1, 0xc0, 0xff};
    ProtobufCBinaryData id = {sizeof bytes, bytes};
    static const struct {
        const char *text;
        bool fits;
    } cases[] = {{"3fa2b1", true},
                 {"3FA2B1C0", true},
                 {"3fa2b1c", true},
                 {"3fa2b", false},
                 {"3fa2b2", false},
                 {"zzzzzz", false},
                 {"", false},
                 {"3fa2b1c0ff0000000000000000000000", true},
                 {"3fa2b1c0ff00000000000000000000000", false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (prefix_fits(cases[i].text, id) != cases[i].fits) fail_msg("%s", cases[i].text);
}

static void times_are_read_by_the_territorys_clock(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int64_t ms;
    } cases[] = {{"2026-11-24 09:30", INT64_C(1795530600000)},
                 {"2026-11-24T9:30", INT64_C(1795530600000)},
                 {"2026-11-24 9h30", INT64_C(1795530600000)},
                 {"2026-11-24 9 h 30", INT64_C(1795530600000)},
                 {"2026-11-24 9:30:00", INT64_C(1795530600000)},
                 {"2026-11-24 9 h", INT64_C(1795528800000)},
                 {"2026-11-24 9h", INT64_C(1795528800000)},
                 {"2026-11-24T14:30:00Z", INT64_C(1795530600000)},
                 {"2026-07-24 09:30", INT64_C(1784899800000)},
                 {"2026-11-24", 0},
                 {"2026-11-31 09:30", 0},
                 {"2026-11-24 24:00", 0},
                 {"2026-11-24 09:3", 0},
                 {"2026-11-24 9 h 3", 0},
                 {"2026-11-24 9:", 0},
                 {"2026-11-24 9:30:", 0},
                 {"2026-11-24 9:30:75", 0},
                 {"2026-11-24 -9:30", 0},
                 {"2026-11-24 9 h 30 x", 0},
                 {"demain", 0}};
    struct cli c = cli_make();
    arena_init(&c.arena);
    c.zone = (struct zone){-300, true};
    c.zone_known = true;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t ms = 0;
        bool read = time_read(&c, cases[i].text, &ms);
        if (read != (cases[i].ms != 0) || (read && ms != cases[i].ms))
            fail_msg("%s → %lld", cases[i].text, (long long)ms);
    }
    arena_close(&c.arena);
}

static void answers_are_called_by_their_columns(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"screening.pregnancy.due_date", "date_prevue"},
        {"pregnancy.due_date", "date_prevue"},
        {"household.children[1].birth_date", "enfant2_naissance"},
        {"urgent.needs[0]", "besoin1"},
        {"identity.name.given", "prenom"},
        {"identity.name", NULL},
        {"nowhere[", NULL},
    };
    struct cli c = cli_make();
    arena_init(&c.arena);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (cases[i][1])
            assert_string_equal(column_of(&c, cases[i][0]), cases[i][1]);
        else
            assert_null(column_of(&c, cases[i][0]));
    arena_close(&c.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_demonstration_team_is_read),
        cmocka_unit_test(a_wrong_cell_of_the_team_is_named),
        cmocka_unit_test(a_team_with_other_columns_is_refused_whole),
        cmocka_unit_test(a_team_is_read_as_people_write_it),
        cmocka_unit_test(fields_are_set_by_their_type),
        cmocka_unit_test(a_value_that_does_not_fit_is_refused),
        cmocka_unit_test(prefixes_of_ids_are_compared),
        cmocka_unit_test(times_are_read_by_the_territorys_clock),
        cmocka_unit_test(answers_are_called_by_their_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
