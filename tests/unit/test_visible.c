/* text/visible: nothing that moves a cursor or hides passes as it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "text/visible.h"

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

static const struct {
    const char *text, *line, *lines; /* NULL: the same as `line` */
} cases[] = {
    {"", "", NULL},
    {"Marie-Ève Côté 👶🏽 مرحبا", "Marie-Ève Côté 👶🏽 مرحبا", NULL},
    {"A\x1b[2K\rFAUX", "A‹U+001B›[2K‹U+000D›FAUX", NULL},
    {"\x1b", "‹U+001B›", NULL},
    {"a\nb\tc", "a‹U+000A›b‹U+0009›c", "a\nb\tc"},
    {"\xc2\x9b"
     "31m",
     "‹U+009B›31m", NULL},
    {"abc\xe2\x80\xae"
     "def",
     "abc‹U+202E›def", NULL},
    {"\xf3\xa0\x81\x81\xf3\xa0\x81\x82", "‹U+E0041›‹U+E0042›", NULL},
    {"\xef\xbf\xbe", "‹U+FFFE›", NULL},
    {"x\xff\xc3", "x‹0xFF›‹0xC3›", NULL},
    {"a\xe2\x80\x8d"
     "b",
     "a\xe2\x80\x8d"
     "b",
     NULL},
};

static void test_visible(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *line = text_visible(&arena, cases[i].text, false);
        assert_string_equal(line, cases[i].line);
        assert_ptr_equal(text_visible(&arena, line, false), line); /* nothing is written twice */
        assert_string_equal(text_visible(&arena, cases[i].text, true), cases[i].lines ? cases[i].lines : line);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(test_visible, setup, teardown)};
    return cmocka_run_group_tests_name("visible", tests, NULL, NULL);
}
