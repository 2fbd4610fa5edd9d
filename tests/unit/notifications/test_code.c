/* notifications/domain/code: a code survives being said on the phone, or is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "../../../services/notifications/domain/code.h"

static const char LETTERS[] = "2345679CDFGHJKMNPQRTWXY";

static struct id hash_of(uint8_t n) { return id_derive("test", span_of(&n, 1), (struct span){0}, (struct span){0}); }

static void test_made_codes_are_read_back(void **state) {
    (void)state;
    for (unsigned n = 0; n < 200; n++) {
        char code[CODE_LEN + 1], again[CODE_LEN + 1], read[CODE_LEN + 1];
        notifications_code_make(hash_of((uint8_t)n), code);
        notifications_code_make(hash_of((uint8_t)n), again);
        assert_string_equal(code, again);
        assert_int_equal(strlen(code), CODE_LEN);
        assert_int_equal(strspn(code, LETTERS), CODE_LEN);
        assert_true(notifications_code_read(code, read));
        assert_string_equal(read, code);
    }
}

static void test_another_hash_gives_another_code(void **state) {
    (void)state;
    char first[CODE_LEN + 1], other[CODE_LEN + 1];
    notifications_code_make(hash_of(1), first);
    notifications_code_make(hash_of(2), other);
    assert_string_not_equal(first, other);
}

static void test_case_spaces_and_hyphens_do_not_matter(void **state) {
    (void)state;
    struct arena arena;
    char code[CODE_LEN + 1], typed[32], read[CODE_LEN + 1];
    size_t n = 0;
    arena_init(&arena);
    notifications_code_make(hash_of(7), code);
    for (size_t i = 0; i < CODE_LEN; i++) {
        typed[n++] = (char)(code[i] >= 'A' ? code[i] + 32 : code[i]);
        typed[n++] = i % 2 ? '-' : ' ';
    }
    typed[n] = '\0';
    assert_true(notifications_code_read(typed, read));
    assert_string_equal(read, code);
    char *spoken = notifications_code_spoken(&arena, code);
    assert_int_equal(spoken[3], '-');
    assert_true(notifications_code_read(spoken, read));
    assert_string_equal(read, code);
    arena_close(&arena);
}

static void test_every_single_fault_is_found(void **state) {
    (void)state;
    char code[CODE_LEN + 1], wrong[CODE_LEN + 1], read[CODE_LEN + 1];
    notifications_code_make(hash_of(9), code);
    for (size_t i = 0; i < CODE_LEN; i++)
        for (const char *c = LETTERS; *c; c++) {
            memcpy(wrong, code, sizeof wrong);
            wrong[i] = *c;
            assert_int_equal(notifications_code_read(wrong, read), *c == code[i]);
        }
}

static void test_every_exchange_of_neighbours_is_found(void **state) {
    (void)state;
    for (unsigned n = 0; n < 100; n++) {
        char code[CODE_LEN + 1], read[CODE_LEN + 1];
        notifications_code_make(hash_of((uint8_t)n), code);
        for (size_t i = 0; i + 1 < CODE_LEN; i++) {
            char swapped[CODE_LEN + 1];
            memcpy(swapped, code, sizeof swapped);
            swapped[i] = code[i + 1];
            swapped[i + 1] = code[i];
            assert_int_equal(notifications_code_read(swapped, read), code[i] == code[i + 1]);
        }
    }
}

static void test_what_is_no_code_is_refused(void **state) {
    (void)state;
    static const char *const typed[] = {"", "-", "K7M", "K7M4TXQK7M4TXQ", "O000000", "K7M4TX!", "é7M4TXQ", "AAAAAAA"};
    char read[CODE_LEN + 1];
    for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++) assert_false(notifications_code_read(typed[i], read));
}

static void test_the_fifth_wrong_one_closes(void **state) {
    (void)state;
    int64_t now = INT64_C(1795186800000);
    struct code_tries tries = {0};
    for (int i = 1; i < CODE_WRONG_MAX; i++) {
        tries = notifications_code_wrong(tries, now + i);
        assert_int_equal(tries.wrong, i);
        assert_false(notifications_codes_are_closed(tries, now + i));
    }
    tries = notifications_code_wrong(tries, now + 9);
    assert_true(notifications_codes_are_closed(tries, now + 9));
    assert_true(notifications_codes_are_closed(tries, now + 8 + CODE_HOUR_MS));
    assert_false(notifications_codes_are_closed(tries, now + 9 + CODE_HOUR_MS));
    assert_false(notifications_codes_are_closed(
        tries, now - 24 * INT64_C(3600000))); /* it was closed by a clock that ran ahead */
    tries = notifications_code_wrong(tries, now + 9 + CODE_HOUR_MS);
    assert_int_equal(tries.wrong, 1);
}

/* Four an hour never close it, and the hour goes from the first. */
static void test_four_an_hour_are_let_be(void **state) {
    (void)state;
    int64_t now = INT64_C(1795186800000);
    struct code_tries tries = {0};
    for (int i = 0; i < 40; i++) {
        tries = notifications_code_wrong(tries, now);
        assert_in_range(tries.wrong, 1, 4);
        assert_false(notifications_codes_are_closed(tries, now));
        now += CODE_HOUR_MS / 4;
    }
    assert_int_equal(notifications_code_wrong((struct code_tries){3, now, 0}, now - 1).wrong, 1); /* set back */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_made_codes_are_read_back),
        cmocka_unit_test(test_another_hash_gives_another_code),
        cmocka_unit_test(test_case_spaces_and_hyphens_do_not_matter),
        cmocka_unit_test(test_every_single_fault_is_found),
        cmocka_unit_test(test_every_exchange_of_neighbours_is_found),
        cmocka_unit_test(test_what_is_no_code_is_refused),
        cmocka_unit_test(test_the_fifth_wrong_one_closes),
        cmocka_unit_test(test_four_an_hour_are_let_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
