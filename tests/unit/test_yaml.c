/* text/yaml: a territory's file, and the place of everything that is wrong with one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "reading.h"
#include "random_message.h"
#include "proto/intake/screening.h"
#include "proto/territory.h"

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

static void *read_good(const ProtobufCMessageDescriptor *type, const char *text) {
    struct text_errors errors = {0};
    ProtobufCMessage *m = yaml_read(&arena, type, text, strlen(text), &errors);
    if (!m || errors.n) fail_msg("%s\n%s", text, text_errors_print(&arena, &errors, NULL, false));
    assert_true(message_in_arena(&arena, m));
    return m;
}

static void test_territory(void **state) {
    (void)state;
    static const char text[] = "# Territoire de démonstration\n"
                               "territory: demo\n"
                               "name: Rosemont – Petite-Patrie   # le nom complet\n"
                               "valid_from: 2026-11-01\n"
                               "zone: {standard_utc_offset_minutes: -300, daylight_saving: oui}\n"
                               "clscs:\n"
                               "  - code: 06601\n"
                               "    name: \"CLSC: Rosemont\"\n"
                               "    postal_prefixes: [H1X, H2G]\n"
                               "  - code: 06602\n"
                               "    name: 'L''Olivier'\n"
                               "sources:\n"
                               "  - referral_source: COMMUNITY_ORG\n"
                               "    accepted: non\n"
                               "admission:\n"
                               "  start_week: 12\n"
                               "  income:\n"
                               "    dollars: [27000, 33000]\n"
                               "  unborn_counts_in_household:\n"
                               "visits:\n"
                               "  cadence:\n"
                               "    - {name: PRENATAL, anchor: PREGNANCY, from_day: 84}\n"
                               "partners:\n"
                               "  notice_text_fr: |\n"
                               "    Ligne un.\n"
                               "    Ligne deux.\n"
                               "  notice_text_en: >-\n"
                               "    Folded\n"
                               "    text.\n"
                               "holidays:\n"
                               "  extra: [2026-12-24, '2026-12-31']\n"
                               "doors: ~\n";
    const sippe__territory *t = read_good(&sippe__territory__descriptor, text);
    assert_string_equal(t->name, "Rosemont – Petite-Patrie");
    assert_int_equal(t->valid_from->month, 11);
    assert_int_equal(t->zone->standard_utc_offset_minutes, -300);
    assert_true(t->zone->daylight_saving);
    assert_int_equal(t->n_clscs, 2);
    assert_string_equal(t->clscs[0]->code, "06601"); /* no number: its zero stays */
    assert_string_equal(t->clscs[0]->name, "CLSC: Rosemont");
    assert_string_equal(t->clscs[0]->postal_prefixes[1], "H2G");
    assert_string_equal(t->clscs[1]->name, "L'Olivier");
    assert_false(t->sources[0]->accepted);
    assert_int_equal(t->admission->income->dollars[1], 33000);
    assert_int_equal(t->visits->cadence[0]->anchor, CADENCE_ANCHOR_PREGNANCY);
    assert_string_equal(t->partners->notice_text_fr, "Ligne un.\nLigne deux.\n");
    assert_string_equal(t->partners->notice_text_en, "Folded text.");
    assert_int_equal(t->holidays->extra[1]->day, 31);
    assert_int_equal(t->n_doors, 0);
}

static void test_answers(void **state) {
    (void)state;
    static const char text[] =
        "call: {caller_is_subject: NO, interpreter_needed: oui}\n"
        "consent: {consent_store: false, safe_to_leave_message: UNKNOWN, restriction_requested: YES}\n"
        "pregnancy: {due_date: 2027-02-03, weeks_stated: DECLINED, multiple_pregnancy: non}\n"
        "identity: {address: {postal_code: h2x 1y4}}\n"
        "schooling: {highest_diploma: NONE}\n"
        "income: {annual: 32140.50}\n";
    const intake__screening *s = read_good(&intake__screening__descriptor, text);
    assert_int_equal(s->call->caller_is_subject, YES_NO_NO);
    assert_int_equal(s->call->interpreter_needed, YES_NO_YES);
    assert_int_equal(s->consent->consent_store, YES_NO_NO);
    assert_int_equal(s->consent->safe_to_leave_message, VOICE_MAIL_UNKNOWN);
    assert_int_equal(s->consent->restriction_requested, YES_NO_YES);
    assert_int_equal(s->pregnancy->due_date->value->year, 2027);
    assert_int_equal(s->pregnancy->weeks_stated->not_known, NOT_KNOWN_DECLINED);
    assert_int_equal(s->pregnancy->multiple_pregnancy, YES_NO_NO);
    assert_string_equal(s->identity->address->postal_code->code, "H2X1Y4");
    assert_int_equal(s->schooling->highest_diploma, DIPLOMA_NONE);
    assert_int_equal(s->income->annual->value->cents, 3214050);
}

static const struct {
    const char *text;
    unsigned line, column;
    const char *path, *says;
} faults[] = {
    {"territory: a\nnmae: b\n", 2, 1, "nmae", "Did you mean \"name\""},
    {"zone:\n  daylight_saving: yes\n", 2, 20, "zone.daylight_saving", "\"true\" or \"false\""},
    {"zone:\n  daylight_saving: 'true'\n", 2, 20, "zone.daylight_saving", "\"true\" or \"false\""},
    {"clscs:\n  - code: x\n  - {code: y, é: 1, nom: z}\n", 3, 15, "clscs[1].é", "no such field"},
    {"admission: {start_week: 12 weeks}\n", 1, 25, "admission.start_week", "whole number"},
    {"admission: {start_week: 012}\n", 1, 25, "admission.start_week", "whole number"},
    {"admission: {start_week: '12'}\n", 1, 25, "admission.start_week", "whole number"},
    {"admission: {start_week: 3000000000}\n", 1, 25, "admission.start_week", "from -2147483648"},
    {"admission: [a]\n", 1, 12, "admission", "group of fields"},
    {"clscs: {code: a}\n", 1, 8, "clscs", "list"},
    {"clscs:\n  -\n", 2, 4, "clscs[0]", "cannot be empty"},
    {"valid_from: 2026-02-29\n", 1, 13, "valid_from", "YYYY-MM-DD"},
    {"visits: {cadence: [{anchor: NEVER}]}\n", 1, 29, "visits.cadence[0].anchor",
     "Choices: PREGNANCY, BIRTH, ENROLMENT, HOME."},
    {"name: [a]\n", 1, 7, "name", "text"},
    {"name: a\nlabel: b\nname: c\n", 3, 1, "", "given twice"},
    {"name: &x a\nlabel: *x\n", 1, 7, "", "Anchors"},
    {"name: !!str a\n", 1, 7, "", "tags"},
    {"name: ! a\n", 1, 7, "", "tags"},
    {"zone: !zone {}\n", 1, 7, "", "tags"},
    {"clscs: &c []\n", 1, 8, "", "Anchors"},
    {"name: *x\n", 1, 7, "", "Aliases"},
    {"? [a]\n: b\n", 1, 3, "", "name of a field"},
    {"name: a\n---\nname: b\n", 2, 1, "", "One document"},
    {"%TAG ! tag:x,2026:\n---\nname: a\n", 1, 1, "", "%TAG"},
    {"name: a\n\tlabel: b\n", 2, 1, "", "not valid YAML"},
    {"name: a: b\n", 1, 8, "", "mapping values are not allowed"},
    {"name: \"a\n", 2, 1, "", "unexpected end of stream"},
    {"name: \"a\\0b\"\n", 1, 7, "", "NUL"},
    {"name: a\nlabel: \x01\n", 2, 8, "", "control characters"},
    {"name: ab\xff\n", 1, 9, "", "UTF-8"},
    {"", 1, 1, "", "empty"},
    {"# only a comment\n", 1, 1, "", "empty"},
    {"- a\n", 1, 1, "", "group of fields"},
};

static void test_faults(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct text_errors errors = {0};
        assert_null(yaml_read(&arena, &sippe__territory__descriptor, faults[i].text, strlen(faults[i].text), &errors));
        assert_true(errors.n > 0);
        const struct text_error *e = &errors.list[0];
        if (e->place.line != faults[i].line || e->place.column != faults[i].column ||
            strcmp(e->path, faults[i].path) != 0 || !strstr(e->en, faults[i].says) || !*e->fr ||
            strcmp(e->fr, e->en) == 0)
            fail_msg("%s\n%s", faults[i].text, text_errors_print(&arena, &errors, NULL, false));
    }
}

static void test_all_faults(void **state) {
    (void)state;
    static const char text[] = "territory: [x]\nzone: {daylight_saving: maybe}\nvalid_from: demain\nrien: 1\n";
    struct text_errors errors = {0};
    assert_null(yaml_read(&arena, &sippe__territory__descriptor, text, sizeof text - 1, &errors));
    assert_string_equal(text_errors_print(&arena, &errors, "demo.yaml", true),
                        "demo.yaml, ligne 1, territory : Il faut un texte (entre guillemets).\n"
                        "demo.yaml, ligne 2, zone.daylight_saving : Il faut « true » ou « false ».\n"
                        "demo.yaml, ligne 3, valid_from : Il faut une date qui existe, sous la forme AAAA-MM-JJ.\n"
                        "demo.yaml, ligne 4, rien : Ce champ n'existe pas ici.\n");
}

static void test_places(void **state) {
    (void)state;
    static const char text[] =
        "territory: nord\nadmission:\n  income:\n    dollars: [1, 2,\n      3]\nclscs:\n  - code: x\n";
    static const struct {
        const char *path;
        unsigned line, column;
    } cases[] = {
        {"territory", 1, 12},
        {"admission.income.dollars[2]", 5, 7},
        {"admission.income.dollars[1]", 4, 18},
        {"clscs[0].code", 7, 11},
        {"clscs[0].phone", 7, 5},
        {"clscs[3].code", 6, 1},
        {"admission.source", 2, 1},
        {"zone", 1, 1},
        {"", 1, 1},
        {"admission.income[0]", 3, 3},
    };
    struct text_errors errors = {0};
    const struct tree *t = yaml_tree(&arena, text, sizeof text - 1, &errors);
    assert_non_null(t);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct text_place p = tree_place(t, cases[i].path);
        if (p.line != cases[i].line || p.column != cases[i].column)
            fail_msg("%s: %u:%u", cases[i].path, p.line, p.column);
    }
}

static void test_limits(void **state) {
    (void)state;
    struct text_errors errors = {0};
    char *text = arena_alloc(&arena, YAML_SIZE_MAX + 2);
    memset(text, '[', 100);
    assert_null(yaml_read(&arena, &sippe__territory__descriptor, text, 100, &errors));
    assert_non_null(strstr(errors.list[0].en, "Nested too deeply"));
    memset(text, ' ', YAML_SIZE_MAX + 1);
    assert_null(yaml_read(&arena, &sippe__territory__descriptor, text, YAML_SIZE_MAX + 1, &errors));
    assert_non_null(strstr(errors.list[1].en, "too long"));
    char *keys = text;
    for (int i = 0; i <= TREE_KEYS_MAX; i++) {
        memcpy(keys, "k0000: 1\n", 9);
        for (int k = 4, n = i; k > 0; k--, n /= 10) keys[k] = (char)('0' + n % 10);
        keys += 9;
    }
    assert_null(yaml_read(&arena, &sippe__territory__descriptor, text, (size_t)(keys - text), &errors));
    assert_non_null(strstr(errors.list[2].en, "too many fields"));
}

/* JSON is YAML too. */
static void test_round_trip(void **state) {
    (void)state;
    static const ProtobufCMessageDescriptor *const types[] = {&sippe__territory__descriptor,
                                                              &intake__screening__descriptor};
    for (uint64_t seed = 1; seed <= 200; seed++) {
        struct draw d = {seed, &arena};
        ProtobufCMessage *m = draw_message(&d, types[seed % 2]);
        char *text = json_write(&arena, m, seed & 2);
        if (!span_equal(message_pack(&arena, m), message_pack(&arena, read_good(m->descriptor, text))))
            fail_msg("seed %d\n%s", (int)seed, text);
        arena_reset(&arena);
    }
}

static void test_noise(void **state) {
    (void)state;
    static const char good[] =
        "territory: demo\nclscs:\n  - code: 06601\n    name: \"x: é\"\n    postal_prefixes: [H1X, H2G]\n"
        "  - {code: 'y', name: >-\n a}\nholidays:\n  extra: [2026-12-24]\n";
    static const char marks[] = "\n\t :-[]{}\"'#&*!|>%@`,?\xc3\xa9\xff\x00z0";
    struct draw d = {7, &arena};
    for (int i = 0; i < 4000; i++) {
        char text[sizeof good];
        struct text_errors errors = {0};
        memcpy(text, good, sizeof good);
        for (uint64_t n = 1 + draw_below(&d, 3); n > 0; n--)
            text[draw_below(&d, sizeof good - 1)] = marks[draw_below(&d, sizeof marks - 1)];
        size_t len = draw_below(&d, 4) ? sizeof good - 1 : draw_below(&d, sizeof good);
        if (!yaml_read(&arena, &sippe__territory__descriptor, text, len, &errors)) assert_true(errors.n > 0);
        for (size_t k = 0; k < errors.n; k++)
            assert_true(tree_text_is_clean(errors.list[k].en, strlen(errors.list[k].en)));
        arena_reset(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_territory, setup, teardown),
        cmocka_unit_test_setup_teardown(test_answers, setup, teardown),
        cmocka_unit_test_setup_teardown(test_faults, setup, teardown),
        cmocka_unit_test_setup_teardown(test_all_faults, setup, teardown),
        cmocka_unit_test_setup_teardown(test_places, setup, teardown),
        cmocka_unit_test_setup_teardown(test_limits, setup, teardown),
        cmocka_unit_test_setup_teardown(test_round_trip, setup, teardown),
        cmocka_unit_test_setup_teardown(test_noise, setup, teardown),
    };
    return cmocka_run_group_tests_name("yaml", tests, NULL, NULL);
}
