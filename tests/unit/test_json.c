/* text/json: what is written reads back, and what a person writes wrongly is named with its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "reading.h"
#include "proto/directory.h"
#include "proto/envelope.h"
#include "proto/node.h"
#include "random_message.h"
#include "proto/record.h"
#include "proto/intake/screening.h"
#include "proto/status.h"
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
    ProtobufCMessage *m = json_read(&arena, type, text, strlen(text), &errors);
    if (!m || errors.n) fail_msg("%s\n%s", text, text_errors_print(&arena, &errors, NULL, false));
    assert_true(message_in_arena(&arena, m));
    return m;
}

static void test_screening(void **state) {
    (void)state;
    static const char text[] =
        "{\"call\": {\"started_at\": \"2026-11-21T09:03:00-05:00\", \"source\": \"COMMUNITY_ORG\", \"language\": "
        "\"fr\",\n"
        "  \"caller_is_subject\": true, \"interpreter_needed\": \"UNKNOWN\", \"attempt\": 1},\n"
        " \"identity\": {\"birth_date\": \"1999-02-28\", \"address\": {\"postal_code\": \"h2x 1y4\"}, \"gender\": "
        "\"F\"},\n"
        " \"pregnancy\": {\"due_date\": \"UNKNOWN\", \"weeks_stated\": 14, \"parity\": \"DECLINED\",\n"
        "  \"last_menstrual_date\": \"2026-08-15\"},\n"
        " \"household\": {\"size\": {\"value\": 3}, \"children\": [{\"given_name\": \"Léa\"}, {}]},\n"
        " \"income\": {\"annual\": 32140.50, \"sources\": [\"WORK\", \"INCOME_SOURCE_EI\"]}, \"olo\": null}";
    const intake__screening *s = read_good(&intake__screening__descriptor, text);
    assert_int_equal(s->call->started_at->ms, INT64_C(1795269780000));
    assert_int_equal(s->call->source, REFERRAL_SOURCE_COMMUNITY_ORG);
    assert_int_equal(s->call->caller_is_subject, YES_NO_YES);
    assert_int_equal(s->call->interpreter_needed, YES_NO_UNKNOWN);
    assert_string_equal(s->call->language->code, "fr");
    assert_string_equal(s->identity->address->postal_code->code, "H2X1Y4");
    assert_int_equal(s->identity->birth_date->day, 28);
    assert_int_equal(s->pregnancy->due_date->answer_case, SIPPE__DATE_ANSWER__ANSWER_NOT_KNOWN);
    assert_int_equal(s->pregnancy->due_date->not_known, NOT_KNOWN_UNKNOWN);
    assert_int_equal(s->pregnancy->weeks_stated->value, 14);
    assert_int_equal(s->pregnancy->parity->not_known, NOT_KNOWN_DECLINED);
    assert_int_equal(s->pregnancy->last_menstrual_date->value->month, 8);
    assert_int_equal(s->household->size->value, 3);
    assert_int_equal(s->household->n_children, 2);
    assert_int_equal(s->income->annual->value->cents, 3214050);
    assert_int_equal(s->income->sources[1], INCOME_SOURCE_EI);
    assert_null(s->olo);
}

static void test_written(void **state) {
    (void)state;
    static const struct {
        const ProtobufCMessageDescriptor *type;
        const char *in, *out;
    } texts[] = {
        {&sippe__date__descriptor, "\"2026-11-21\"", "\"2026-11-21\""},
        {&sippe__date__descriptor, "{\"year\": 2026, \"month\": 11, \"day\": 21}", "\"2026-11-21\""},
        {&sippe__date__descriptor, "{\"year\": 2026}", "{\"year\":2026}"},
        {&sippe__instant__descriptor, "\"2026-11-21T14:03Z\"", "\"2026-11-21T14:03:00Z\""},
        {&sippe__instant__descriptor, "\"2026-11-21 23:59:59.1239+05:30\"", "\"2026-11-21T18:29:59.123Z\""},
        {&sippe__instant__descriptor, "\"1969-12-31T23:59:59.999Z\"", "\"1969-12-31T23:59:59.999Z\""},
        {&sippe__instant__descriptor, "{\"ms\": \"-9223372036854775808\"}", "{\"ms\":-9223372036854775808}"},
        {&sippe__money_answer__descriptor, "40742", "40742"},
        {&sippe__money_answer__descriptor, "{\"range\": {\"at_most\": 40742}}", "{\"range\":{\"at_most\":40742}}"},
        {&sippe__money_answer__descriptor, "{\"range\": {\"above\": 0, \"at_most\": \"40741.99\"}}",
         "{\"range\":{\"above\":0,\"at_most\":40741.99}}"},
        {&sippe__money__descriptor, "32140.50", "32140.5"},
        {&sippe__money__descriptor, "-0.07", "-0.07"},
        {&sippe__money__descriptor, "73.60", "73.6"},
        {&sippe__money__descriptor, "500", "500"},
        {&sippe__money__descriptor, "\"92233720368547758.07\"", "\"92233720368547758.07\""},
        {&sippe__money__descriptor, "\"-92233720368547758.08\"", "\"-92233720368547758.08\""},
        {&sippe__postal_code__descriptor,
         "\" h2x\xc2\xa0"
         "1y4 \"",
         "\"H2X1Y4\""},
        {&sippe__int_answer__descriptor, "0", "0"},
        {&sippe__int_answer__descriptor, "\"unknown\"", "\"UNKNOWN\""},
        {&sippe__int_answer__descriptor, "{}", "{}"},
        {&sippe__text_answer__descriptor, "{\"value\": \"UNKNOWN\"}", "{\"value\":\"UNKNOWN\"}"},
        {&sippe__text_answer__descriptor, "\"\"", "\"\""},
        {&sippe__version__descriptor, "{\"id\": \"00FFa0\"}", "{\"id\":\"00ffa0\"}"},
        {&sippe__position__descriptor, "{\"n\": \"18446744073709551615\", \"seq\": 7}",
         "{\"n\":\"18446744073709551615\",\"seq\":7}"},
        {&sippe__status__descriptor, "{\"code\": \"CODE_OK\", \"reason\": \"REASON_MISSING\"}",
         "{\"reason\":\"REASON_MISSING\"}"},
        {&sippe__zone__descriptor, "{\"daylight_saving\": true, \"standard_utc_offset_minutes\": -300}",
         "{\"standard_utc_offset_minutes\":-300,\"daylight_saving\":true}"},
        {&sippe__clsc__descriptor, "\xef\xbb\xbf{\"name\": \"a\\\"\\u0001\\ud83d\\udc76\\/\"}",
         "{\"name\":\"a\\\"\\u0001👶/\"}"},
        {&sippe__envelope__descriptor, "{\"ping\": {}}", "{\"ping\":{}}"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_string_equal(json_write(&arena, read_good(texts[i].type, texts[i].in), false), texts[i].out);
}

static void test_pretty(void **state) {
    (void)state;
    const sippe__holidays *h = read_good(&sippe__holidays__descriptor, "{\"easter\":\"x\",\"extra\":[\"2026-01-02\"]}");
    assert_string_equal(json_write(&arena, &h->base, true),
                        "{\n  \"easter\": \"x\",\n  \"extra\": [\n    \"2026-01-02\"\n  ]\n}");
}

static const struct {
    const ProtobufCMessageDescriptor *type;
    const char *text;
    unsigned line, column;
    const char *path, *says; /* a part of the English sentence */
} faults[] = {
    {&sippe__address__descriptor, "{\n  \"street\": \"a\",\n  \"stret\": \"b\"}", 3, 3, "stret",
     "Did you mean \"street\""},
    {&sippe__address__descriptor, "{\"xyz\": 1}", 1, 2, "xyz", "no such field"},
    {&sippe__address__descriptor, "{\"é\": 1,\"xyz\": 1}", 1, 2, "é", "no such field"},
    {&sippe__address__descriptor, "{\"street\": 12}", 1, 12, "street", "text is needed"},
    {&sippe__address__descriptor, "{\"street\": \"é\", \"municipality\": []}", 1, 33, "municipality", "text is needed"},
    {&sippe__address__descriptor, "[]", 1, 1, "", "group of fields"},
    {&sippe__address__descriptor, "null", 1, 1, "", "empty"},
    {&sippe__zone__descriptor, "{\"daylight_saving\": \"true\"}", 1, 21, "daylight_saving", "\"true\" or \"false\""},
    {&sippe__zone__descriptor, "{\"standard_utc_offset_minutes\": 2147483648}", 1, 33, "standard_utc_offset_minutes",
     "from -2147483648 to 2147483647"},
    {&sippe__zone__descriptor, "{\"standard_utc_offset_minutes\": 1.0}", 1, 33, "standard_utc_offset_minutes",
     "whole number"},
    {&sippe__zone__descriptor, "{\"standard_utc_offset_minutes\": \"3\"}", 1, 33, "standard_utc_offset_minutes",
     "whole number"},
    {&sippe__position__descriptor, "{\"n\": -1}", 1, 7, "n", "from 0 to 18446744073709551615"},
    {&sippe__holidays__descriptor, "{\"extra\": [\"2026-01-02\",\n\"2026-02-30\", null]}", 2, 1, "extra[1]",
     "YYYY-MM-DD"},
    {&sippe__holidays__descriptor, "{\"extra\": \"2026-01-02\"}", 1, 11, "extra", "list"},
    {&sippe__holidays__descriptor, "{\"extra\": [null]}", 1, 12, "extra[0]", "cannot be empty"},
    {&sippe__instant__descriptor, "\"2026-11-21T14:03:00\"", 1, 1, "", "zone"},
    {&sippe__instant__descriptor, "\"2026-11-21T24:00:00Z\"", 1, 1, "", "zone"},
    {&sippe__money__descriptor, "12.345", 1, 1, "", "two decimals"},
    {&sippe__money__descriptor, "\"12,50\"", 1, 1, "", "point"},
    {&sippe__money__descriptor, "\"92233720368547758.08\"", 1, 1, "", "dollars"},
    {&sippe__version__descriptor, "{\"id\": \"abc\"}", 1, 8, "id", "exadecimal"},
    {&sippe__version__descriptor, "{\"id\": \"zz\"}", 1, 8, "id", "exadecimal"},
    {&sippe__status__descriptor, "{\"code\": \"SURELY\"}", 1, 10, "code", "Choices: OK, CANCELLED"},
    {&sippe__status__descriptor, "{\"code\": 3}", 1, 10, "code", "Choices"},
    {&sippe__int_answer__descriptor, "{\"value\": 1, \"not_known\": \"UNKNOWN\"}", 1, 14, "not_known",
     "beside \"value\""},
    {&sippe__envelope__descriptor, "{\"ping\": {}, \"pong\": {}}", 1, 14, "pong", "beside \"ping\""},
    {&sippe__envelope__descriptor,
     "{\"reply\": {\"status\": {\"violations\": [{}, {\"path\": \"a\", \"reason\": \"?\"}]}}}", 1, 66,
     "reply.status.violations[1].reason", "Unknown choice"},
    {&sippe__date__descriptor, "{\"year\": 2026,, }", 1, 15, "", "not valid JSON"},
    {&sippe__date__descriptor, "{\"year\": 2026", 1, 13, "year", "not valid JSON"},
    {&sippe__date__descriptor, "{\"year\": 1, \"year\": 2}", 1, 18, "year", "duplicate"},
    {&sippe__date__descriptor, "{\"year\": NaN}", 1, 12, "year", "not valid JSON"},
    {&sippe__date__descriptor, "{\"year\": 99999999999999999999}", 1, 10, "year", "from -2147483648"},
    {&sippe__date__descriptor, "{\"year\": 1e999}", 1, 14, "year", "overflow"},
    {&sippe__status__descriptor, "{\"a\": {}, \"violations\": [{\"path\": \"]{\\\"\"}, {\"path\": \"\xff\"}]}", 1, 53,
     "violations[1].path", "decode byte"},
    {&sippe__status__descriptor, "{\"violations\": [{\"x y\": nul}]}", 1, 27, "violations[0]", "invalid token"},
    {&sippe__date__descriptor, "{\"year\": 1} x", 1, 13, "", "end of file expected"},
    {&sippe__language__descriptor, "\"a\\u0000b\"", 1, 10, "", "\\u0000"},
    {&sippe__language__descriptor, "\"a\xff\"", 1, 2, "", "decode byte 0xff."},
    {&sippe__language__descriptor, "", 1, 1, "", "not valid JSON"},
};

static void test_faults(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct text_errors errors = {0};
        assert_null(json_read(&arena, faults[i].type, faults[i].text, strlen(faults[i].text), &errors));
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
    static const char text[] = "{\"street\": 1,\n \"oops\": 2,\n \"postal_code\": 3}";
    struct text_errors errors = {0};
    assert_null(json_read(&arena, &sippe__address__descriptor, text, sizeof text - 1, &errors));
    assert_string_equal(text_errors_print(&arena, &errors, "file.json", true),
                        "file.json, ligne 1, street : Il faut un texte (entre guillemets).\n"
                        "file.json, ligne 2, oops : Ce champ n'existe pas ici.\n"
                        "file.json, ligne 3, postal_code : Il faut un texte (entre guillemets).\n");
    char *many = arena_text(&arena, "{");
    for (int i = 0; i < 150; i++) many = arena_printf(&arena, "%s%s\"k%d\": 1", many, i ? "," : "", i);
    errors = (struct text_errors){0};
    assert_null(
        json_read(&arena, &sippe__address__descriptor, arena_printf(&arena, "%s}", many), strlen(many) + 1, &errors));
    assert_int_equal(errors.n, TEXT_ERRORS_MAX);
}

static void test_limits(void **state) {
    (void)state;
    struct text_errors errors = {0};
    char *deep = arena_alloc(&arena, 4001);
    memset(deep, '[', 2000);
    memset(deep + 2000, ']', 2000);
    assert_null(json_read(&arena, &sippe__date__descriptor, deep, 4000, &errors));
    assert_non_null(strstr(errors.list[0].en, "Nested too deeply"));
    memset(deep, '[', 4000);
    assert_null(json_read(&arena, &sippe__date__descriptor, deep, 4000, &errors));
    char *large = arena_alloc(&arena, JSON_SIZE_MAX + 2);
    memset(large, ' ', JSON_SIZE_MAX + 1);
    assert_null(json_read(&arena, &sippe__date__descriptor, large, JSON_SIZE_MAX + 1, &errors));
    assert_non_null(strstr(errors.list[2].en, "too long"));
    large[0] = '[';
    for (int i = 0; i < TREE_NODES_MAX + 1; i++) memcpy(large + 1 + 2 * i, "0,", 2);
    memcpy(large + 1 + 2 * (TREE_NODES_MAX + 1), "0]", 2);
    assert_null(json_read(&arena, &sippe__date__descriptor, large, 2 * (size_t)TREE_NODES_MAX + 5, &errors));
    assert_non_null(strstr(errors.list[3].en, "too many values"));
    assert_null(json_read(&arena, &sippe__date__descriptor, "{\"year\": 1\0}", 12, &errors));
    assert_int_equal(errors.list[4].place.column, 11);
    assert_non_null(strstr(errors.list[4].en, "NUL"));
}

static void test_values(void **state) {
    (void)state;
    struct text_errors errors = {0};
    static const char text[] = "{\"street\": \"12, rue Ontario\", \"postal_code\": {\"code\": \"h2x1y4\"}}";
    const sippe__address *address = json_read(&arena, &sippe__address__descriptor, text, strlen(text), &errors);
    assert_non_null(address);
    assert_string_equal(address->street, "12, rue Ontario");
    assert_string_equal(address->postal_code->code, "H2X1Y4");
    json_t *v = json_from_message(&arena, &address->base);
    json_object_set_new(v, "extra", json_real(0.1));
    const char *more = json_print(&arena, v, false);
    json_decref(v);
    assert_string_equal(more, "{\"street\":\"12, rue Ontario\",\"postal_code\":\"H2X1Y4\",\"extra\":0.1}");
    assert_null(json_read(&arena, &sippe__address__descriptor, more, strlen(more), &errors));
    assert_string_equal(errors.list[0].path, "extra");
    assert_int_equal(errors.list[0].place.line, 1);
    const sippe__money *money = json_read(&arena, &sippe__money__descriptor, "73.6", 4, &errors);
    assert_int_equal(money->cents, 7360);
    assert_null(json_read(&arena, &sippe__money__descriptor, "null", 4, &errors));
    assert_null(json_read(&arena, &sippe__language__descriptor, "\"a\\u0000b\"", 10, &errors));
}

/* Our own texts are clean, but nothing here may depend on it. */
static void test_bad_text(void **state) {
    (void)state;
    sippe__clsc *c = NEW(&arena, sippe__clsc);
    c->name = "Ros\xe9mont";
    c->code = NULL;
    assert_string_equal(json_write(&arena, &c->base, false), "{\"name\":\"Ros\xef\xbf\xbdmont\"}");
    sippe__status *s = NEW(&arena, sippe__status);
    s->code = (sippe__code)99;
    assert_string_equal(json_write(&arena, &s->base, false), "{\"code\":99}");
}

static void test_round_trip(void **state) {
    (void)state;
    static const ProtobufCMessageDescriptor *const types[] = {
        &intake__screening__descriptor,  &sippe__territory__descriptor,    &sippe__envelope__descriptor,
        &sippe__record__descriptor,      &directory__location__descriptor, &node__get_status_reply__descriptor,
        &sippe__date_answer__descriptor, &sippe__text_answer__descriptor,  &sippe__money_answer__descriptor,
        &sippe__int_answer__descriptor,  &sippe__instant__descriptor,      &sippe__money__descriptor,
    };
    for (uint64_t seed = 1; seed <= 1200; seed++) {
        struct draw d = {seed, &arena};
        ProtobufCMessage *m = draw_message(&d, types[seed % 12]);
        char *text = json_write(&arena, m, seed & 16);
        const ProtobufCMessage *back = read_good(m->descriptor, text);
        if (!span_equal(message_pack(&arena, m), message_pack(&arena, back)))
            fail_msg("seed %d\n%s\n%s", (int)seed, text, json_write(&arena, back, false));
        arena_reset(&arena);
    }
}

/* A text with one byte changed is read or refused, but never more. */
static void test_noise(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 400; seed++) {
        struct draw d = {seed, &arena};
        char *text = json_write(&arena, draw_message(&d, &sippe__territory__descriptor), false);
        size_t len = strlen(text);
        for (int i = 0; i < 20; i++) {
            struct text_errors errors = {0};
            size_t at = draw_below(&d, len);
            char was = text[at];
            text[at] = (char)draw_next(&d);
            if (!json_read(&arena, &sippe__territory__descriptor, text, draw_below(&d, 4) ? len : at, &errors))
                assert_true(errors.n > 0);
            text[at] = was;
        }
        arena_reset(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_screening, setup, teardown),
        cmocka_unit_test_setup_teardown(test_written, setup, teardown),
        cmocka_unit_test_setup_teardown(test_pretty, setup, teardown),
        cmocka_unit_test_setup_teardown(test_faults, setup, teardown),
        cmocka_unit_test_setup_teardown(test_all_faults, setup, teardown),
        cmocka_unit_test_setup_teardown(test_limits, setup, teardown),
        cmocka_unit_test_setup_teardown(test_values, setup, teardown),
        cmocka_unit_test_setup_teardown(test_bad_text, setup, teardown),
        cmocka_unit_test_setup_teardown(test_round_trip, setup, teardown),
        cmocka_unit_test_setup_teardown(test_noise, setup, teardown),
    };
    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
