/* Keys sort as their parts do: the property, over chance and over the edges. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include "prng.h"
#include "store/key.h"

static int sign(int64_t x) { return (x > 0) - (x < 0); }

static int order(const struct key *a, const struct key *b) {
    size_t least = a->len < b->len ? a->len : b->len;
    int c = memcmp(a->bytes, b->bytes, least);
    return c ? sign(c) : sign((int64_t)a->len - (int64_t)b->len);
}

static const int64_t edges[] = {INT64_MIN, INT64_MIN + 1, -256, -255, -1, 0, 1, 255, 256, INT64_MAX - 1, INT64_MAX};

static void numbers_sort_as_numbers(void **state) {
    (void)state;
    struct prng p;
    prng_init(&p, 1);
    enum { N_EDGES = sizeof edges / sizeof edges[0] };
    for (int i = 0; i < 20000; i++) {
        int64_t a = i < N_EDGES * N_EDGES ? edges[i / N_EDGES] : (int64_t)prng_u64(&p) >> prng_below(&p, 64);
        int64_t b = i < N_EDGES * N_EDGES ? edges[i % N_EDGES] : (int64_t)prng_u64(&p) >> prng_below(&p, 64);
        struct key ia = KEY(KEY_I64(a)), ib = KEY(KEY_I64(b)), ua = KEY(KEY_U64((uint64_t)a)),
                   ub = KEY(KEY_U64((uint64_t)b));
        assert_int_equal(order(&ia, &ib), (a > b) - (a < b));
        assert_int_equal(order(&ua, &ub), ((uint64_t)a > (uint64_t)b) - ((uint64_t)a < (uint64_t)b));
        assert_true(key_i64_at(&ia, 0) == a);
        assert_true(key_u64_at(&ua, 0) == (uint64_t)a);
    }
}

static void random_text(struct prng *p, char *out, size_t most) {
    static const char letters[] = "aab~\x01\x7f\xc3\xff";
    size_t len = (size_t)prng_below(p, most);
    for (size_t i = 0; i < len; i++) out[i] = letters[prng_below(p, sizeof letters - 1)];
    out[len] = 0;
}

static int text_order(const char *a, const char *b) { return sign(strcmp(a, b)); }

/* (text, number, id): the first part that differs decides, however long the texts are. */
static void composite_keys_sort_part_by_part(void **state) {
    (void)state;
    struct prng p;
    prng_init(&p, 2);
    for (int i = 0; i < 20000; i++) {
        char a[12], b[12];
        struct id ida = {{(uint8_t)prng_below(&p, 2)}}, idb = {{(uint8_t)prng_below(&p, 2)}};
        int64_t na = (int64_t)prng_below(&p, 3) - 1, nb = (int64_t)prng_below(&p, 3) - 1;
        random_text(&p, a, sizeof a);
        random_text(&p, b, prng_below(&p, 2) ? 2 : sizeof b);
        struct key ka = KEY(KEY_TEXT(a), KEY_I64(na), KEY_ID(ida)), kb = KEY(KEY_TEXT(b), KEY_I64(nb), KEY_ID(idb));
        int expected = text_order(a, b);
        if (!expected) expected = sign(na - nb);
        if (!expected) expected = sign(memcmp(&ida, &idb, sizeof ida));
        assert_int_equal(order(&ka, &kb), expected);
    }
}

/* A key of fewer parts is a prefix of exactly those that begin with the same parts. */
static void a_prefix_is_of_whole_parts(void **state) {
    (void)state;
    struct prng p;
    prng_init(&p, 3);
    for (int i = 0; i < 20000; i++) {
        char a[6], b[6];
        random_text(&p, a, sizeof a);
        random_text(&p, b, sizeof b);
        struct key prefix = KEY(KEY_TEXT(a)), whole = KEY(KEY_TEXT(b), KEY_U64(prng_u64(&p)));
        bool under = whole.len >= prefix.len && memcmp(whole.bytes, prefix.bytes, prefix.len) == 0;
        assert_int_equal(under, strcmp(a, b) == 0);
    }
}

static void parts_are_read_back_and_not_past_the_end(void **state) {
    (void)state;
    struct id id = {{1, 2, 3}};
    struct key k = KEY(KEY_U8(7), KEY_ID(id), KEY_U64(9)), copy = key_from(key_span(&k));
    assert_int_equal(k.len, 1 + ID_LEN + 8);
    assert_true(id_equal(key_id_at(&copy, 1), id));
    assert_int_equal(key_u64_at(&copy, 1 + ID_LEN), 9);
    static const size_t past[] = {1 + ID_LEN + 1, 1 + ID_LEN + 8, 4000};
    for (size_t i = 0; i < sizeof past / sizeof past[0]; i++) {
        assert_int_equal(key_u64_at(&copy, past[i]), 0);
        assert_true(id_is_zero(key_id_at(&copy, past[i])));
    }
}

/* Longer than a key may be: cut, never written past. */
static void keys_are_bounded(void **state) {
    (void)state;
    char text[1000];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = 0;
    struct key one = KEY(KEY_TEXT(text));
    assert_int_equal(one.len, 129);
    struct key many = KEY(KEY_TEXT(text), KEY_TEXT(text), KEY_TEXT(text), KEY_TEXT(text), KEY_U64(1));
    assert_int_equal(many.len, KEY_MAX);
    uint8_t bytes[1000] = {0};
    assert_int_equal(key_from((struct span){bytes, sizeof bytes}).len, KEY_MAX);
    assert_int_equal(key_from((struct span){NULL, 0}).len, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_sort_as_numbers),    cmocka_unit_test(composite_keys_sort_part_by_part),
        cmocka_unit_test(a_prefix_is_of_whole_parts), cmocka_unit_test(parts_are_read_back_and_not_past_the_end),
        cmocka_unit_test(keys_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
