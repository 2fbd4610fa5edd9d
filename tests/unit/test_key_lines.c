/* What a file of "name = value" lines is refused with: the place, and a sentence in each language. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>
#include "keys/lines.h"

static void a_refusal_names_the_value_in_both_languages(void **state) {
    (void)state;
    struct line_reader r = line_reader(span_text("# rien\n\nnom =  valeur\n"));
    struct line l;
    struct line_fault fault = {.line = 0};
    assert_int_equal(line_next(&r, &l, &fault), 1);
    assert_true(line_is(&l, "nom"));
    assert_true(line_refuse(&l, &fault, "en français", "in English") < 0);
    assert_int_equal(fault.line, 3);
    assert_int_equal(fault.column, 8);
    assert_string_equal(fault.fr, "en français");
    assert_string_equal(fault.en, "in English");
    assert_int_equal(line_next(&r, &l, &fault), 0);
}

/* What stands behind a value in its buffer is not the value's. */
static void a_value_ends_where_it_ends(void **state) {
    (void)state;
    struct line_reader r = line_reader(span_text("nom = abc\n"));
    struct line l;
    struct line_fault fault;
    char text[5] = "xxxx";
    assert_int_equal(line_next(&r, &l, &fault), 1);
    assert_false(line_text(&l, text, 3));
    assert_true(line_text(&l, text, 4));
    assert_string_equal(text, "abc");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_refusal_names_the_value_in_both_languages),
        cmocka_unit_test(a_value_ends_where_it_ends),
    };
    return cmocka_run_group_tests_name("key lines", tests, NULL, NULL);
}
