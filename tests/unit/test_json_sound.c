/* text/json_sound: what is good is read in one pass, and is what jansson reads; what is not is left to it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "reading.h"
#include "text/json/json_sound.h"

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

static const struct text_place begin = {7, 5};

static struct tree *sound_of(const char *text, size_t len) { return json_sound(&arena, span_of(text, len), begin); }

static struct tree *told_of(const char *text, size_t len) {
    struct text_errors errors = {0};
    return json_told(&arena, span_of(text, len), begin, &errors);
}

/* Each a value of its own, and within a document. */
static const char *const goods[] = {"{}",
                                    "[]",
                                    "[ ]",
                                    "{ }",
                                    "\"\"",
                                    "0",
                                    "-0",
                                    "12",
                                    "-7.25",
                                    "1e9",
                                    "2E+99",
                                    "0.5e-12",
                                    "true",
                                    "false",
                                    "null",
                                    "\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u00E9\\ud83d\\udc76\\uFFFF\\u0001\"",
                                    "\"é👶\x7f\"",
                                    "{\"a\":{\"b\":[1,[2],{}]},\"\":null}",
                                    "\n\t [\r\n1 ,\n \"é\" , 2 ]\n",
                                    "{\"é\":1,\"e\":\"é\" ,\"f\":[]}",
                                    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"};

static void assert_both(const char *text) {
    const struct tree *sound = sound_of(text, strlen(text)), *told = told_of(text, strlen(text));
    if (!sound || !told) fail_msg("not taken by %s: %s", sound ? "jansson" : "the first reader", text);
    if (!tree_is_same(sound, told)) fail_msg("another tree: %s", text);
}

static void test_good_ones_are_read_alike(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof goods / sizeof *goods; i++) {
        assert_both(goods[i]);
        if (i + 1 < sizeof goods / sizeof *goods) /* the last is as deep as one may be */
            assert_both(arena_printf(&arena, " {\"k\" : %s,\n\"é\":[%s, %s]}", goods[i], goods[i], goods[i]));
    }
}

/* Each of them, cut short anywhere, and with each of its bytes changed to what changes the meaning of others. */
static void test_what_is_taken_is_good(void **state) {
    (void)state;
    static const char others[] = "\"\\{}[],:0-.e\x1f\x80u\n ";
    size_t n_taken = 0;
    for (size_t i = 0; i < sizeof goods / sizeof *goods; i++) {
        char *text = arena_text(&arena, goods[i]);
        for (size_t at = 0; at < strlen(goods[i]); at++) {
            if (sound_of(text, at)) assert_non_null(told_of(text, at));
            for (const char *other = others; *other; other++) {
                text[at] = *other;
                const struct tree *sound = sound_of(text, strlen(text));
                if (sound && !told_of(text, strlen(text))) fail_msg("taken, and wrong: %s", text);
                if (sound) assert_true(tree_is_same(sound, told_of(text, strlen(text))));
                n_taken += sound != NULL;
            }
            text[at] = goods[i][at];
        }
    }
    assert_true(n_taken > 100);
}

static void test_wrong_ones_are_left(void **state) {
    (void)state;
    static const char *const wrong[] = {"",
                                        " ",
                                        "tru",
                                        "truer",
                                        "nul",
                                        "01",
                                        "-",
                                        "1.",
                                        ".5",
                                        "+1",
                                        "1e",
                                        "1e+",
                                        "0x1",
                                        "'a'",
                                        "\"a",
                                        "\"\\\"",
                                        "\"\\x\"",
                                        "\"\\u12g4\"",
                                        "\"\\u123\"",
                                        "\"\\u0000\"",
                                        "\"\\ud83d\"",
                                        "\"\\ud83dx\"",
                                        "\"\\ud83d\\u0041\"",
                                        "\"\\udc76\"",
                                        "\"\x01\"",
                                        "\"\xff\"",
                                        "\"\xc0\x80\"",
                                        "\"\xed\xa0\x80\"",
                                        "\"\xc3",
                                        "[1,]",
                                        "[,1]",
                                        "[1 2]",
                                        "[1",
                                        "{\"a\"}",
                                        "{\"a\":}",
                                        "{\"a\":1,}",
                                        "{a:1}",
                                        "{\"a\":1 \"b\":2}",
                                        "{\"a\":1,\"a\":2}",
                                        "{\"a\":1,\"\\u0061\":2}",
                                        "{\"a\":1",
                                        "1 2",
                                        "[] x",
                                        "[1]]",
                                        "\xef\xbb\xbf[]",
                                        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        if (sound_of(wrong[i], strlen(wrong[i]))) fail_msg("taken: %s", wrong[i]);
        if (told_of(wrong[i], strlen(wrong[i]))) fail_msg("taken by jansson: %s", wrong[i]);
    }
    assert_null(sound_of("[\0]", 3));
    assert_null(sound_of("[1]\0", 4));
}

static char *object_of(size_t n) {
    struct builder b = {.arena = &arena};
    for (size_t i = 0; i < n; i++) builder_text(&b, arena_printf(&arena, "%c\"k%zu\":1", i ? ',' : '{', i));
    builder_char(&b, '}');
    return builder_end(&b);
}

static void test_what_is_left_though_good(void **state) {
    (void)state;
    char *digits = arena_printf(&arena, "%064d", 0);
    digits[0] = '1';
    assert_both(digits);
    assert_both(object_of(64));
    const char *left[] = {arena_printf(&arena, "%s0", digits), "1e100", "1e-100", object_of(65)};
    for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
        assert_null(sound_of(left[i], strlen(left[i])));
        assert_non_null(told_of(left[i], strlen(left[i])));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_good_ones_are_read_alike, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_is_taken_is_good, setup, teardown),
        cmocka_unit_test_setup_teardown(test_wrong_ones_are_left, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_is_left_though_good, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
