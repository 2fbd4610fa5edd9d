/* text/canonical: each rule of the JSON mapping of Protocol Buffers, read and written, and each way to break it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <sys/resource.h>
#include "random_message.h"
#include "proto/envelope.h"
#include "proto/node.h"
#include "proto/intake/screening.h"
#include "proto/territory.h"
#include "tests/kinds_proto.h"
#include "text/canonical/canonical.h"
#include "text/canonical/decimal.h"
#include "text/builder.h"

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

enum { MOST = 1 << 20 };

static void *read_good(const ProtobufCMessageDescriptor *type, const char *text) {
    struct text_errors errors = {0};
    void *m;
    if (canonical_read(&arena, type, text, strlen(text), &m, &errors) || errors.n)
        fail_msg("%s\n%s", text, text_errors_print(&arena, &errors, NULL, false));
    assert_true(message_in_arena(&arena, m));
    return m;
}

/* What is read of `in` is written as `out`. */
static const struct {
    const char *in, *out;
} kinds[] = {
    {"{}", "{}"},
    {" \n{ } ", "{}"},
    /* names */
    {"{\"anInt32\":1}", "{\"anInt32\":1}"},
    {"{\"an_int32\":1}", "{\"anInt32\":1}"},
    {"{\"line2nd\":\"a\"}", "{\"line2nd\":\"a\"}"},
    {"{\"line_2nd\":\"a\"}", "{\"line2nd\":\"a\"}"},
    {"{\"OddName\":\"a\"}", "{\"OddName\":\"a\"}"},
    /* 32 bits */
    {"{\"anInt32\":2147483647,\"aSint32\":-2147483648,\"aSfixed32\":-1}",
     "{\"anInt32\":2147483647,\"aSint32\":-2147483648,\"aSfixed32\":-1}"},
    {"{\"aUint32\":4294967295,\"aFixed32\":\"4294967295\"}", "{\"aUint32\":4294967295,\"aFixed32\":4294967295}"},
    {"{\"anInt32\":\"-12\"}", "{\"anInt32\":-12}"},
    {"{\"anInt32\":1.20e2}", "{\"anInt32\":120}"},
    {"{\"anInt32\":\"100000.000\"}", "{\"anInt32\":100000}"},
    {"{\"anInt32\":1200E-2}", "{\"anInt32\":12}"},
    {"{\"anInt32\":2.147483647e9}", "{\"anInt32\":2147483647}"},
    {"{\"anInt32\":-0}", "{}"},
    {"{\"anInt32\":0e99999999999999999999}", "{}"},
    /* 64 bits */
    {"{\"anInt64\":\"9223372036854775807\",\"aSint64\":\"-9223372036854775808\"}",
     "{\"anInt64\":\"9223372036854775807\",\"aSint64\":\"-9223372036854775808\"}"},
    {"{\"anInt64\":9007199254740993}", "{\"anInt64\":\"9007199254740993\"}"},
    {"{\"aUint64\":18446744073709551615,\"aFixed64\":\"18446744073709551615\"}",
     "{\"aUint64\":\"18446744073709551615\",\"aFixed64\":\"18446744073709551615\"}"},
    {"{\"aSfixed64\":1e18}", "{\"aSfixed64\":\"1000000000000000000\"}"},
    /* reals */
    {"{\"aDouble\":0.1,\"aFloat\":0.1}", "{\"aFloat\":0.1,\"aDouble\":0.1}"},
    {"{\"aDouble\":\"-73.6\"}", "{\"aDouble\":-73.6}"},
    {"{\"aDouble\":1.7976931348623157e308}", "{\"aDouble\":1.7976931348623157e+308}"},
    {"{\"aDouble\":5e-324,\"aFloat\":1e-45}", "{\"aFloat\":1.4013e-45,\"aDouble\":4.94065645841247e-324}"},
    {"{\"aFloat\":3.4028235e38}", "{\"aFloat\":3.4028235e+38}"},
    {"{\"aDouble\":123456789.123456789}", "{\"aDouble\":123456789.12345679}"},
    {"{\"aFloat\":16777217}", "{\"aFloat\":16777216}"},
    {"{\"aDouble\":\"NaN\",\"aFloat\":\"-Infinity\"}", "{\"aFloat\":\"-Infinity\",\"aDouble\":\"NaN\"}"},
    {"{\"reals\":[\"Infinity\",1,0,-0.0]}", "{\"reals\":[\"Infinity\",1,0,-0]}"},
    {"{\"aDouble\":1e-999}", "{}"},
    {"{\"aDouble\":-0.0}", "{}"},
    /* truth, texts, bytes */
    {"{\"aBool\":true}", "{\"aBool\":true}"},
    {"{\"aBool\":false,\"aString\":\"\",\"someBytes\":\"\",\"anInt64\":\"0\",\"colour\":0}", "{}"},
    {"{\"aString\":\"\\u00e9\\ud83d\\udc76\\n\\/\\\"\"}", "{\"aString\":\"é👶\\n/\\\"\"}"},
    {"{\"aString\":\"null\"}", "{\"aString\":\"null\"}"},
    {"{\"someBytes\":\"+/8=\"}", "{\"someBytes\":\"+/8=\"}"},
    {"{\"someBytes\":\"-_8=\"}", "{\"someBytes\":\"+/8=\"}"},
    {"{\"someBytes\":\"-_8\"}", "{\"someBytes\":\"+/8=\"}"},
    {"{\"someBytes\":\"AA\"}", "{\"someBytes\":\"AA==\"}"},
    {"{\"blobs\":[\"AAEC\",\"\"]}", "{\"blobs\":[\"AAEC\",\"\"]}"},
    /* enumerations */
    {"{\"colour\":\"COLOUR_RED\"}", "{\"colour\":\"COLOUR_RED\"}"},
    {"{\"colour\":1}", "{\"colour\":\"COLOUR_RED\"}"},
    {"{\"colour\":-2.0}", "{\"colour\":\"COLOUR_BELOW\"}"},
    {"{\"colour\":99}", "{\"colour\":99}"},
    {"{\"colours\":[\"COLOUR_UNSPECIFIED\",1,7]}", "{\"colours\":[\"COLOUR_UNSPECIFIED\",\"COLOUR_RED\",7]}"},
    /* lists and parts */
    {"{\"numbers\":[]}", "{}"},
    {"{\"numbers\":[0,\"1\",2]}", "{\"numbers\":[0,1,2]}"},
    {"{\"texts\":[\"\",\"a\"],\"parts\":[{},{\"part\":{}}]}", "{\"texts\":[\"\",\"a\"],\"parts\":[{},{\"part\":{}}]}"},
    /* nothing */
    {"{\"anInt32\":null,\"numbers\":null,\"part\":null,\"chosenText\":null,\"chosenNumber\":0,\"colour\":null}",
     "{\"chosenNumber\":0}"},
    /* a member of a oneof is told also when it is the default */
    {"{\"chosenText\":\"\"}", "{\"chosenText\":\"\"}"},
    {"{\"chosenReal\":0}", "{\"chosenReal\":0}"},
    {"{\"chosen_part\":{}}", "{\"chosenPart\":{}}"},
};

static void test_kinds(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const ProtobufCMessage *m = read_good(&kinds__kinds__descriptor, kinds[i].in);
        const char *text = canonical_write(&arena, m, MOST);
        assert_string_equal(text, kinds[i].out);
        const ProtobufCMessage *again = read_good(&kinds__kinds__descriptor, text);
        if (!span_equal(message_pack(&arena, m), message_pack(&arena, again))) fail_msg("%s", text);
    }
}

static const struct {
    const char *text, *path, *says; /* a part of the English sentence */
} faults[] = {
    {"", "", "not valid JSON"},
    {"nope", "", "not valid JSON"},
    {"null", "", "empty"},
    {"[]", "", "group of fields"},
    {"{\"anInt32\":1", "anInt32", "not valid JSON"},
    {"{\"part\":{\"texts\":[\"a\",\"\xff\"]}}", "part.texts[1]", "decode byte"},
    {"{\"aString\":\"\\ud800\"}", "aString", "not valid JSON"},
    {"{\"aString\":\"a\\u0000\"}", "aString", "\\u0000"},
    {"{\"anInt32\":1,\"anInt32\":2}", "anInt32", "duplicate"},
    {"{\"an_int32\":1,\"anInt32\":2}", "an_int32", "given twice"},
    {"{\"anInt32\":null,\"an_int32\":2}", "an_int32", "given twice"},
    {"{\"anint32\":1}", "anint32", "Did you mean \"an_int32\""},
    {"{\"someByte\":\"\"}", "someByte", "Did you mean \"someBytes\""},
    {"{\"parts\":[{},{\"part\":{\"xyz\":{\"a\":1}}}]}", "parts[1].part.xyz", "no such field"},
    {"{\"@type\":\"x\"}", "", "no such field"},
    {"{\"part\":{\"Marie Tremblay\":1}}", "part", "no such field"},
    {"{\"part\":{\"Marie Tremblay\":1,}}", "part", "not valid JSON"},
    {"{\"chosenText\":\"a\",\"chosenNumber\":1}", "chosen_number", "beside \"chosen_text\""},
    {"{\"chosenText\":1,\"chosenPart\":{}}", "chosen_text", "text is needed"},
    {"{\"anInt32\":2147483648}", "an_int32", "from -2147483648 to 2147483647"},
    {"{\"anInt32\":1e400}", "anInt32", "overflow"},
    {"{\"anInt32\":\"1e400\"}", "an_int32", "from -2147483648"},
    {"{\"anInt32\":1.5}", "an_int32", "whole number"},
    {"{\"anInt32\":1e-1}", "an_int32", "whole number"},
    {"{\"anInt32\":\" 1\"}", "an_int32", "whole number"},
    {"{\"anInt32\":\"1 \"}", "an_int32", "whole number"},
    {"{\"anInt32\":\"+1\"}", "an_int32", "whole number"},
    {"{\"anInt32\":\"01\"}", "an_int32", "whole number"},
    {"{\"anInt32\":\"0x1\"}", "an_int32", "whole number"},
    {"{\"anInt32\":\"1.\"}", "an_int32", "whole number"},
    {"{\"anInt32\":\"\"}", "an_int32", "whole number"},
    {"{\"anInt32\":true}", "an_int32", "whole number"},
    {"{\"anInt32\":[1]}", "an_int32", "whole number"},
    {"{\"aUint32\":-1}", "a_uint32", "from 0 to 4294967295"},
    {"{\"aUint64\":18446744073709551616}", "a_uint64", "from 0 to 18446744073709551615"},
    {"{\"anInt64\":\"9223372036854775808\"}", "an_int64", "to 9223372036854775807"},
    {"{\"aDouble\":\"nan\"}", "a_double", "number is needed"},
    {"{\"aDouble\":\"1e999\"}", "a_double", "number is needed"},
    {"{\"aDouble\":\".5\"}", "a_double", "number is needed"},
    {"{\"aDouble\":false}", "a_double", "number is needed"},
    {"{\"aDouble\":NaN}", "aDouble", "not valid JSON"},
    {"{\"aFloat\":3.5e38}", "a_float", "too large"},
    {"{\"aFloat\":-3.4028236e38}", "a_float", "too large"},
    {"{\"aBool\":\"true\"}", "a_bool", "\"true\" or \"false\""},
    {"{\"aBool\":1}", "a_bool", "\"true\" or \"false\""},
    {"{\"aString\":1}", "a_string", "text is needed"},
    {"{\"someBytes\":\"A\"}", "some_bytes", "base64"},
    {"{\"someBytes\":\"AA=\"}", "some_bytes", "base64"},
    {"{\"someBytes\":\"A=AA\"}", "some_bytes", "base64"},
    {"{\"someBytes\":\"AB\"}", "some_bytes", "base64"}, /* bits that belong to no byte */
    {"{\"someBytes\":\"AA A\"}", "some_bytes", "base64"},
    {"{\"someBytes\":[0]}", "some_bytes", "base64"},
    {"{\"colour\":\"RED\"}", "colour", "Choices: COLOUR_BELOW, COLOUR_UNSPECIFIED, COLOUR_RED"},
    {"{\"colour\":\"colour_red\"}", "colour", "Unknown choice"},
    {"{\"colour\":\"1\"}", "colour", "Unknown choice"},
    {"{\"colour\":4294967296}", "colour", "Unknown choice"},
    {"{\"colour\":1.5}", "colour", "Unknown choice"},
    {"{\"numbers\":1}", "numbers", "list is needed"},
    {"{\"numbers\":{\"0\":1}}", "numbers", "list is needed"},
    {"{\"texts\":[\"a\",null]}", "texts[1]", "cannot be empty"},
    {"{\"part\":\"a\"}", "part", "group of fields"},
    {"{\"parts\":[[]]}", "parts[0]", "group of fields"},
};

static void test_faults(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct text_errors errors = {0};
        void *m = &arena;
        int rc = canonical_read(&arena, &kinds__kinds__descriptor, faults[i].text, strlen(faults[i].text), &m, &errors);
        const struct text_error *e = &errors.list[0];
        if (rc != REASON_JSON_INVALID || m || !errors.n || strcmp(e->path, faults[i].path) != 0 ||
            !strstr(e->en, faults[i].says) || !*e->fr || strcmp(e->fr, e->en) == 0)
            fail_msg("%s\n%s", faults[i].text, text_errors_print(&arena, &errors, NULL, false));
    }
}

/* Dates, amounts and answers have no form of their own here: what files of people say is no canonical JSON. */
static void test_not_of_files(void **state) {
    (void)state;
    const char *text = canonical_write(
        &arena,
        read_good(&intake__screening__descriptor,
                  "{\"identity\":{\"birthDate\":{\"year\":1999,\"month\":2,\"day\":28},\"address\":{\"postal_code\":{"
                  "\"code\":\"h2x 1y4\"}}},\"income\":{\"annual\":{\"value\":{\"cents\":\"3214050\"}}},"
                  "\"household\":{\"size\":{\"notKnown\":\"NOT_KNOWN_DECLINED\"}}}"),
        MOST);
    assert_string_equal(text, "{\"identity\":{\"birthDate\":{\"year\":1999,\"month\":2,\"day\":28},\"address\":{"
                              "\"postalCode\":{\"code\":\"h2x 1y4\"}}},\"household\":{\"size\":{\"notKnown\":"
                              "\"NOT_KNOWN_DECLINED\"}},\"income\":{\"annual\":{\"value\":{\"cents\":\"3214050\"}}}}");
    const char *range = "{\"income\":{\"annual\":{\"range\":{\"above\":{},\"atMost\":{\"cents\":\"4074200\"}}}}}";
    assert_string_equal(canonical_write(&arena, read_good(&intake__screening__descriptor, range), MOST), range);
    static const char *const plain[] = {"{\"identity\":{\"birth_date\":\"1999-02-28\"}}",
                                        "{\"household\":{\"size\":3}}", "{\"income\":{\"annual\":32140.5}}"};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        struct text_errors errors = {0};
        void *m;
        assert_int_equal(
            canonical_read(&arena, &intake__screening__descriptor, plain[i], strlen(plain[i]), &m, &errors),
            REASON_JSON_INVALID);
        assert_non_null(strstr(errors.list[0].en, "group of fields"));
    }
}

/* Of `open` again and again, and closed as often. */
static char *nested(const char *open, const char *close, int times) {
    struct builder b = {.arena = &arena};
    for (int i = 0; i < times; i++) builder_text(&b, open);
    builder_text(&b, "1");
    for (int i = 0; i < times; i++) builder_text(&b, close);
    return builder_end(&b);
}

static void test_limits(void **state) {
    (void)state;
    void *m;
    struct text_errors errors = {0};
    char *large = arena_alloc(&arena, CANONICAL_READ_MAX + 1);
    memset(large, ' ', CANONICAL_READ_MAX + 1);
    memcpy(large, "{}", 2);
    assert_int_equal(canonical_read(&arena, &kinds__kinds__descriptor, large, CANONICAL_READ_MAX + 1, &m, &errors),
                     REASON_TOO_LARGE);
    assert_int_equal(errors.n, 0);
    assert_int_equal(canonical_read(&arena, &kinds__kinds__descriptor, large, CANONICAL_READ_MAX, &m, &errors), 0);
    const char *deep[] = {nested("{\"part\":", "}", 100), nested("{\"part\":", "}", 9000), nested("[", "]", 100000)};
    for (size_t i = 0; i < sizeof deep / sizeof *deep; i++) {
        errors = (struct text_errors){0};
        assert_int_equal(canonical_read(&arena, &kinds__kinds__descriptor, deep[i], strlen(deep[i]), &m, &errors),
                         REASON_JSON_INVALID);
        assert_string_equal(errors.list[0].fr, "Trop de niveaux imbriqués.");
        assert_true(i == 2 || strncmp(errors.list[0].path, "part.part.part", 14) == 0);
    }
    const ProtobufCMessage *list = read_good(&kinds__kinds__descriptor, "{\"numbers\":[1,2,3]}");
    assert_null(canonical_write(&arena, list, 18));
    assert_string_equal(canonical_write(&arena, list, 19), "{\"numbers\":[1,2,3]}");
}

static long memory_kib(void) {
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return used.ru_maxrss;
}

/* 200 KiB that are wrong in 50,000 places, each with a sentence of a kibibyte, cost what is told of them. */
static void test_many_faults(void **state) {
    (void)state;
    struct builder b = {.arena = &arena};
    struct text_errors errors = {0};
    void *m;
    builder_text(&b, "{\"sources\":[");
    for (int i = 0; i < 50000; i++) builder_text(&b, i ? ",\"\"" : "\"\"");
    builder_text(&b, "]}");
    char *text = builder_end(&b);
    long before = memory_kib();
    assert_int_equal(canonical_read(&arena, &intake__income__descriptor, text, b.len, &m, &errors),
                     REASON_JSON_INVALID);
    assert_int_equal(errors.n, TEXT_ERRORS_MAX);
    assert_string_equal(errors.list[99].path, "sources[99]");
    assert_in_range(memory_kib() - before, 0, 24 << 10);
}

/* Whoever gives up only when all is written comes to the last one, where there is no text. */
static void test_bound_is_kept_on_the_way(void **state) {
    (void)state;
    const char *texts[1000];
    kinds__kinds *k = NEW(&arena, kinds__kinds), *above = NEW(&arena, kinds__kinds);
    for (size_t i = 0; i < 999; i++) texts[i] = "0123456789";
    texts[999] = (const char *)1;
    k->texts = arena_copy(&arena, texts, sizeof texts);
    k->n_texts = 1000;
    for (int i = 0; i < 3; i++) APPEND(&arena, above, parts, k);
    assert_null(canonical_write(&arena, &k->base, 5000));
    assert_null(canonical_write(&arena, &above->base, 5000));
}

static void test_status(void **state) {
    (void)state;
    void *m;
    struct text_errors errors = {0};
    static const char text[] = "{\"aString\":\"Tremblay\",\n \"aBool\":\"Tremblay\",\"anInt32\":\"Tremblay\"}";
    int rc = canonical_read(&arena, &kinds__kinds__descriptor, text, sizeof text - 1, &m, &errors);
    const sippe__status *s = canonical_status(&arena, rc, &errors);
    assert_int_equal(s->code, CODE_INVALID_ARGUMENT);
    assert_int_equal(s->reason, REASON_JSON_INVALID);
    assert_int_equal(s->n_violations, 2);
    assert_string_equal(s->violations[0]->path, "a_bool");
    assert_int_equal(s->violations[0]->reason, REASON_JSON_INVALID);
    assert_string_equal(s->violations[0]->message_fr, "Il faut « true » ou « false ». (ligne 2, colonne 10)");
    assert_string_equal(s->violations[1]->path, "an_int32");
    assert_string_equal(s->violations[1]->message_en,
                        "A whole number is needed, without leading zeros. (line 2, column 31)");
    assert_false(message_mentions(&s->base, "Tremblay"));
}

/* What no check has passed is written all the same: bad UTF-8, parts and texts that are NULL. */
static void test_unchecked(void **state) {
    (void)state;
    kinds__kinds *k = NEW(&arena, kinds__kinds), *none = NULL;
    const char *texts[] = {"Ros\xe9mont", NULL};
    k->a_string = NULL;
    k->texts = arena_copy(&arena, texts, sizeof texts);
    k->n_texts = 2;
    k->parts = arena_copy(&arena, &none, sizeof none);
    k->n_parts = 1;
    assert_string_equal(canonical_write(&arena, &k->base, MOST),
                        "{\"texts\":[\"Ros\xef\xbf\xbdmont\",\"\"],\"parts\":[{}]}");
}

static void test_decimals(void **state) {
    (void)state;
    static const struct {
        const char *in, *out; /* NULL: it is none */
    } numbers[] = {
        {"0", "0"},          {"-0.00e7", "0"},
        {"120e-1", "12"},    {"0.0012e4", "12"},
        {"1e20", NULL},      {"00", NULL},
        {"1e", NULL},        {"1e+", NULL},
        {"1.e1", NULL},      {"--1", NULL},
        {"1e-1", NULL},      {"10.5", NULL},
        {"-", NULL},         {"1e+2", "100"},
        {"-7E0", "-7"},      {"1_0", NULL},
        {"1e2.0", NULL},     {"0.1e1", "1"},
        {"1000000e-6", "1"}, {"1000000e-7", NULL},
        {"Infinity", NULL},  {"1e-99999999999999999999", NULL},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        const char *out = decimal_whole(&arena, numbers[i].in);
        if (strcmp(numbers[i].in, "1e20") == 0) {
            assert_string_equal(out, "999999999999999999999");
            continue;
        }
        if (!numbers[i].out != !out || (out && strcmp(out, numbers[i].out) != 0))
            fail_msg("%s: %s", numbers[i].in, out);
    }
}

static void test_round_trip(void **state) {
    (void)state;
    static const ProtobufCMessageDescriptor *const types[] = {
        &intake__screening__descriptor,      &sippe__territory__descriptor, &sippe__envelope__descriptor,
        &node__get_status_reply__descriptor, &sippe__status__descriptor,
    };
    for (uint64_t seed = 1; seed <= 1000; seed++) {
        struct draw d = {seed, &arena};
        ProtobufCMessage *m = draw_message(&d, types[seed % 5]);
        char *text = canonical_write(&arena, m, MOST);
        const ProtobufCMessage *back = read_good(m->descriptor, text);
        if (!span_equal(message_pack(&arena, m), message_pack(&arena, back)))
            fail_msg("seed %d\n%s\n%s", (int)seed, text, canonical_write(&arena, back, MOST));
        arena_reset(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_kinds, setup, teardown),
        cmocka_unit_test_setup_teardown(test_faults, setup, teardown),
        cmocka_unit_test_setup_teardown(test_not_of_files, setup, teardown),
        cmocka_unit_test_setup_teardown(test_limits, setup, teardown),
        cmocka_unit_test_setup_teardown(test_many_faults, setup, teardown),
        cmocka_unit_test_setup_teardown(test_bound_is_kept_on_the_way, setup, teardown),
        cmocka_unit_test_setup_teardown(test_status, setup, teardown),
        cmocka_unit_test_setup_teardown(test_unchecked, setup, teardown),
        cmocka_unit_test_setup_teardown(test_decimals, setup, teardown),
        cmocka_unit_test_setup_teardown(test_round_trip, setup, teardown),
    };
    return cmocka_run_group_tests_name("canonical", tests, NULL, NULL);
}
