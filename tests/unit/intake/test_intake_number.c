/* intake/number: every number survives being said aloud; every slip of one digit or of two neighbours is noticed. */
#include "fixture.h"
#include "civil/family_number.h"

static void test_known(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    /* 572 has check digit 4: the example of Damm's thesis. */
    assert_string_equal(family_number_text(&a, 572), "0572-4");
    uint64_t n = 0;
    assert_true(family_number_parse("572-4", &n));
    assert_int_equal(n, 572);
    arena_close(&a);
}

static void test_slips(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    for (uint64_t n = 1; n < 12000; n += n < 2000 ? 1 : 7) {
        arena_reset(&a);
        char *text = arena_text(&a, family_number_text(&a, n));
        uint64_t back = 0;
        assert_true(family_number_parse(text, &back));
        assert_int_equal(back, n);
        size_t len = strlen(text);
        for (size_t i = 0; i < len; i++) {
            char kept = text[i];
            if (kept == '-') continue;
            for (char c = '0'; c <= '9'; c++) {
                text[i] = c;
                if (c != kept && family_number_parse(text, &back)) fail_msg("%s passes for another number", text);
            }
            text[i] = kept;
            size_t next = text[i + 1] == '-' ? i + 2 : i + 1;
            if (next >= len || text[next] == kept) continue;
            text[i] = text[next];
            text[next] = kept;
            if (family_number_parse(text, &back)) fail_msg("%s passes, two digits swapped", text);
            text[next] = text[i];
            text[i] = kept;
        }
    }
    arena_close(&a);
}

static void test_written(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool passes;
    } cases[] = {
        {"572-4", true},   {"5724", true},  {" 5 7 2 - 4 ", true}, {"0572-4", true}, {"000000000005724", true},
        {"", false},       {"4", false},    {"-", false},          {"572-5", false}, {"572_4", false},
        {"572-4a", false}, {"é572", false}, {"+5724", false},      {"0", false},     {"00000000000000005724", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        uint64_t n = 0;
        if (family_number_parse(cases[i].text, &n) != cases[i].passes) fail_msg("\"%s\"", cases[i].text);
        if (cases[i].passes) assert_int_equal(n, 572);
    }
}

static void test_large(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    uint64_t n = 0;
    assert_true(family_number_parse(family_number_text(&a, 1000000000000000), &n) == false); /* one digit too many */
    assert_true(family_number_parse(family_number_text(&a, 999999999999999), &n));
    assert_true(n == 999999999999999);
    arena_close(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known),
        cmocka_unit_test(test_slips),
        cmocka_unit_test(test_written),
        cmocka_unit_test(test_large),
    };
    return cmocka_run_group_tests_name("intake number", tests, NULL, NULL);
}
