/* Codes that are said on the telephone, and the digests of secrets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "base/codes/day_code.h"
#include "base/codes/spoken.h"

static void every_character_is_said_and_read(void **state) {
    (void)state;
    char one[2], back[2];
    for (uint64_t i = 0; i < SPOKEN_BASE; i++) {
        assert_int_equal(spoken_write(i, 1, one), 0);
        assert_int_equal(spoken_value(one[0]), i);
        assert_true(spoken_read(one, 1, back));
        assert_string_equal(one, back);
    }
    for (const char *c = "018ABEILOSUVZ-"; *c; c++) assert_int_equal(spoken_value(*c), -1);
    assert_int_equal(spoken_value('\0'), -1);
}

static void what_was_typed(void **state) {
    (void)state;
    static const struct {
        const char *typed, *read; /* NULL: it is none */
    } cases[] = {
        {"K7MWX-4TXQC", "K7MWX4TXQC"},
        {"k7mwx4txqc", "K7MWX4TXQC"},
        {" k7m wx - 4txqc ", "K7MWX4TXQC"},
        {"K7MWX-4TXQ", NULL},
        {"K7MWX-4TXQCC", NULL},
        {"K7MWX-4TXQ0", NULL},
        {"K7MWX-4TXQÉ", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char code[DAY_CODE_LEN + 1];
        assert_int_equal(day_code_read(cases[i].typed, code), cases[i].read != NULL);
        if (cases[i].read) assert_string_equal(code, cases[i].read);
    }
}

/* All of the chance counts, and what comes out is a code. */
static void a_code_is_made_and_told(void **state) {
    (void)state;
    struct arena a;
    char code[DAY_CODE_LEN + 1], other[DAY_CODE_LEN + 1], read[DAY_CODE_LEN + 1];
    struct id chance = {{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}};
    arena_init(&a);
    day_code_make(chance, code);
    assert_true(day_code_read(day_code_spoken(&a, code), read));
    assert_string_equal(code, read);
    assert_int_equal(strlen(day_code_spoken(&a, code)), DAY_CODE_LEN + 1);
    for (size_t i = 0; i < ID_LEN; i++) {
        struct id near = chance;
        near.bytes[i] ^= 1;
        day_code_make(near, other);
        assert_string_not_equal(code, other);
    }
    assert_true(day_code_handle_is_valid(day_code_handle(&a, code)));
    static const char *const wrong[] = {"", "K7M", "K7MWX", "k7mw", "K7-W", "K7 MW", "K70W"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) assert_false(day_code_handle_is_valid(wrong[i]));
    arena_close(&a);
}

static void digest_is(const uint8_t digest[SECRET_DIGEST_LEN], const char *hex) {
    char text[2 * SECRET_DIGEST_LEN + 1];
    for (size_t i = 0; i < SECRET_DIGEST_LEN; i++) snprintf(text + 2 * i, 3, "%02x", digest[i]);
    assert_string_equal(text, hex);
}

/* FIPS 180-2, and what `printf '\0…\17K7MWX4TXQC' | sha256sum` gives: a page must come to the same. */
static void a_digest_is_that_of_others(void **state) {
    (void)state;
    uint8_t digest[SECRET_DIGEST_LEN], again[SECRET_DIGEST_LEN];
    struct id salt;
    for (uint8_t i = 0; i < ID_LEN; i++) salt.bytes[i] = i;
    secret_digest((struct span){NULL, 0}, "abc", digest);
    digest_is(digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    day_code_digest(salt, "K7MWX4TXQC", digest);
    digest_is(digest, "0eba2dedc3cda2a4c052253d2904d522bd295eeb63c9a2d8cc5b2c949a1a03eb");
    memcpy(again, digest, sizeof again);
    assert_true(secret_equal(span_of(digest, sizeof digest), span_of(again, sizeof again)));
    assert_false(secret_equal(span_of(digest, sizeof digest), span_of(again, sizeof again - 1)));
    again[31] ^= 1;
    assert_false(secret_equal(span_of(digest, sizeof digest), span_of(again, sizeof again)));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_character_is_said_and_read),
        cmocka_unit_test(what_was_typed),
        cmocka_unit_test(a_code_is_made_and_told),
        cmocka_unit_test(a_digest_is_that_of_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
