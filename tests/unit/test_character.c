/* base/character: what may stand in a text, and what leaves a mark. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include <utf8proc.h>

#include "base/character.h"

enum { CHARACTERS = 0x110000, SURROGATES = 0xd800, SURROGATES_END = 0xe000 };

/* Another decoder and encoder says the same of every character there is. */
static void test_read(void **state) {
    (void)state;
    for (int32_t c = 1; c < CHARACTERS; c++) {
        uint8_t bytes[4];
        utf8proc_ssize_t n = c >= SURROGATES && c < SURROGATES_END ? 0 : utf8proc_encode_char(c, bytes);
        int32_t read = -1;
        if (n) assert_int_equal(character_read(bytes, (size_t)n, &read), n);
        if (n) assert_int_equal(read, c);
        if (n > 1) assert_int_equal(character_read(bytes, (size_t)n - 1, &read), 0);
    }
    static const char *const bad[] = {"\x80",         "\xc0\xaf",  "\xc1\xbf",         "\xe0\x9f\xbf",
                                      "\xed\xa0\x80", "\xff",      "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80",
                                      "\xc3(",        "\xe2\x82(", "\xf5\x80\x80\x80"};
    int32_t c;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(character_read((const uint8_t *)bad[i], strlen(bad[i]), &c), 0);
    assert_int_equal(character_read((const uint8_t *)"", 1, &c), 0);
    assert_int_equal(character_read((const uint8_t *)"a", 0, &c), 0);
}

static void test_plain(void **state) {
    (void)state;
    static const int32_t plain[] = {' ',     'a',    '~',    0xa0,   0xe9,   0x300,  0x200c,
                                    0x200d,  0x2019, 0x202f, 0x2011, 0x20ac, 0x14c4, 0x1f476,
                                    0x1f3fd, 0xfe0f, 0x5d0,  0x627,  0x3042, 0x4e00, 0xfffd};
    static const int32_t others[] = {
        0,       '\t',    '\n',    '\r',    0x1b,    0x7f,    0x80,     0x85,     0x9b,     0xad,   0x61c,
        0x180e,  0x200b,  0x200e,  0x200f,  0x2028,  0x2029,  0x202a,   0x202e,   0x2060,   0x2066, 0x2069,
        0x206f,  0xfeff,  0xfff9,  0xfdd0,  0xfffe,  0xffff,  0xd800,   0xdfff,   0xe000,   0xf8ff, 0x378,
        0xe0001, 0xe0041, 0xe007f, 0x1bca0, 0x1d173, 0xf0000, 0x10fffd, 0x10ffff, 0x110000, -1,     INT32_MAX};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) assert_true(character_is_plain(plain[i]));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) assert_false(character_is_plain(others[i]));
}

/* How many there are: another version of Unicode, or a category forgotten, changes it. */
static void test_plain_all(void **state) {
    (void)state;
    int n = 0;
    for (int32_t c = 0; c < CHARACTERS; c++) n += character_is_plain(c);
    assert_int_equal(n, 149016);
}

static void test_blank(void **state) {
    (void)state;
    static const char *const blank[] = {"",
                                        " ",
                                        " \t\r\n",
                                        "\xc2\xa0",         /* no-break space */
                                        "\xe2\x80\xaf",     /* narrow no-break space */
                                        "\xe3\x80\x80 ",    /* ideographic space */
                                        "\xe2\x80\x8b",     /* zero width space */
                                        "\xe2\x80\x8d",     /* joiner */
                                        "\xe1\x9a\x80",     /* ogham space */
                                        "\xe2\xa0\x80",     /* braille without a dot */
                                        "\xe3\x85\xa4",     /* hangul filler */
                                        "\xef\xb8\x8f",     /* variation selector */
                                        "\xf3\xa0\x81\x81", /* tag */
                                        "\xe2\x80\xa8"};
    assert_true(text_is_blank(NULL));
    for (size_t i = 0; i < sizeof blank / sizeof *blank; i++) assert_true(text_is_blank(blank[i]));
    static const char *const not_blank[] = {" é", ".", "\xe2\x80\x8b\x61", "\xf0\x9f\x91\xb6", "\xff", " \xd8\xa7"};
    for (size_t i = 0; i < sizeof not_blank / sizeof *not_blank; i++) assert_false(text_is_blank(not_blank[i]));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_read),
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_plain_all),
        cmocka_unit_test(test_blank),
    };
    return cmocka_run_group_tests_name("character", tests, NULL, NULL);
}
