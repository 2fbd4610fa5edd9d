/* base/id: derived names. The vectors are BLAKE2b-128 as Python's hashlib computes it over the same length-prefixed
 * parts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/id.h"
#include "base/id_prefix.h"

static const struct span none = {NULL, 0};

static void assert_hex(struct id id, const char *expected) {
    char hex[33];
    id_hex(id, hex);
    assert_string_equal(hex, expected);
}

static void test_vectors(void **state) {
    (void)state;
    assert_hex(id_derive("", none, none, none), "ff0f22492f44bac4c4b30ae58d0e8daa");
    assert_hex(id_derive("record", span_text("ab"), span_text("c"), none), "7fcc3cba0660631255142388fd5daca6");
    assert_hex(id_derive("record", span_text("a"), span_text("bc"), none), "afe5629ec895074be0190fc8c42135f7");
    assert_hex(id_keyed(span_text("0123456789abcdef"), "nam", span_text("TREM99510112")),
               "fa0b1eb6cbe60625e99c1439b906a95e");
    struct id_hash h;
    id_hash_init(&h, "n");
    id_hash_u64(&h, 0x0102030405060708);
    assert_hex(id_hash_end(&h), "d7d0249470298a2d3f7175be6e2cfc3c");
}

static void test_parts_do_not_run_together(void **state) {
    (void)state;
    static const char *const parts[][3] = {
        {"ab", "c", ""}, {"a", "bc", ""}, {"abc", "", ""}, {"", "abc", ""}, {"", "", "abc"}};
    for (size_t i = 0; i < 5; i++)
        for (size_t k = 0; k < i; k++) {
            struct id x = id_derive("t", span_text(parts[i][0]), span_text(parts[i][1]), span_text(parts[i][2]));
            struct id y = id_derive("t", span_text(parts[k][0]), span_text(parts[k][1]), span_text(parts[k][2]));
            assert_false(id_equal(x, y));
        }
    assert_false(id_equal(id_derive("a", none, none, none), id_derive("b", none, none, none)));
    struct span key = span_text("0123456789abcdef"), other = span_text("0123456789abcdeg"), value = span_text("x");
    assert_false(id_equal(id_keyed(key, "d", value), id_keyed(other, "d", value)));
    assert_true(id_equal(id_keyed(key, "d", value), id_keyed(key, "d", value)));
}

/* SipHash-2-4 of 128 bits over the domain's length, the domain, the value; what is too long is hashed before. */
static void test_looked_up(void **state) {
    (void)state;
    static const uint8_t key[ID_LOOKUP_KEY_LEN] = "0123456789abcde", other[ID_LOOKUP_KEY_LEN] = "0123456789abcdf";
    char text[300];
    memset(text, 'x', sizeof text);
    assert_hex(id_looked_up(key, "phone", span_text("5145550101")), "31ebcee067c51188c227b8a32d12dab7");
    assert_false(id_equal(id_looked_up(key, "d", span_text("x")), id_looked_up(other, "d", span_text("x"))));
    assert_false(id_equal(id_looked_up(key, "ab", span_text("c")), id_looked_up(key, "a", span_text("bc"))));
    for (size_t n = 240; n < sizeof text; n++)
        assert_false(id_equal(id_looked_up(key, "d", span_of(text, n)), id_looked_up(key, "d", span_of(text, n - 1))));
}

static void test_text(void **state) {
    (void)state;
    static const char *const bad[] = {"",
                                      "00",
                                      "000102030405060708090a0b0c0d0e0",
                                      "000102030405060708090a0b0c0d0e0f0",
                                      "000102030405060708090a0b0c0d0e0g",
                                      "00010203-0405-0607-0809-0a0b0c0d"};
    struct id id, back;
    assert_true(id_parse("000102030405060708090a0b0c0d0e0f", &id));
    for (int i = 0; i < ID_LEN; i++) assert_int_equal(id.bytes[i], i);
    assert_hex(id, "000102030405060708090a0b0c0d0e0f");
    assert_true(id_parse("000102030405060708090A0B0C0D0E0F", &back));
    assert_true(id_equal(id, back));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(id_parse(bad[i], &back));
}

static void test_fields(void **state) {
    (void)state;
    struct arena a;
    struct id id = id_derive("x", none, none, none), back;
    arena_init(&a);
    ProtobufCBinaryData field = id_field(&a, id);
    assert_true(arena_holds(&a, field.data));
    assert_true(id_from(field, &back));
    assert_true(id_equal(id, back));
    field.len = 15;
    assert_false(id_from(field, &back));
    assert_false(id_from((ProtobufCBinaryData){0, NULL}, &back));
    assert_true(id_is_zero((struct id){{0}}));
    assert_false(id_is_zero(id));
    assert_int_equal(strlen(id_text(&a, id)), 32);
    arena_close(&a);
}

/* What people type of an id: whole bytes and the digit behind them, of either case; nothing else begins so. */
static void test_first_digits(void **state) {
    (void)state;
    static const struct {
        const char *typed;
        bool begins;
    } rows[] = {{"01020304", true},  {"0102030", true},   {"01020305", false},  {"0102031", false},
                {"11020304", false}, {"abcdef12", false}, {"0102030405", true}, {"0102030406", false}};
    const uint8_t id[ID_LEN] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    struct id_prefix prefix;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_true(id_prefix_parse(rows[i].typed, &prefix));
        assert_int_equal(id_prefix_begins(&prefix, id), rows[i].begins);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_vectors),   cmocka_unit_test(test_parts_do_not_run_together),
        cmocka_unit_test(test_looked_up), cmocka_unit_test(test_text),
        cmocka_unit_test(test_fields),    cmocka_unit_test(test_first_digits),
    };
    return cmocka_run_group_tests_name("id", tests, NULL, NULL);
}
