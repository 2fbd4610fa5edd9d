/* directory/domain: postal areas, distances, words and the order of hits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "civil/language.h"
#include "civil/geo.h"
#include "civil/postal.h"
#include "../../../services/directory/domain/ranking.h"
#include "../../../services/directory/domain/words.h"
#include "base/message.h"

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

static void test_postal_read(void **state) {
    (void)state;
    static const struct {
        const char *typed, *read; /* NULL: refused */
    } rows[] = {
        {"H2M", "H2M"},    {"h2m 1a1", "H2M1A1"}, {"H2M-1A1", "H2M1A1"},
        {"H", "H"},        {"G1", "G1"},          {"J0Z1Z9", "J0Z1Z9"},
        {"", NULL},        {" ", NULL},           {"2HM", NULL},
        {"H2M1A1B", NULL}, {"D2M", NULL},         {"W2M", NULL},
        {"H2O", NULL},     {"H2M1I1", NULL},      {"HM2", NULL},
        {"É2M", NULL},     {"H2M1W1", "H2M1W1"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char out[POSTAL_LEN + 1];
        assert_int_equal(postal_read(rows[i].typed, out), rows[i].read != NULL);
        if (rows[i].read) assert_string_equal(out, rows[i].read);
    }
}

static void test_language(void **state) {
    (void)state;
    assert_true(language_is_code("fr"));
    assert_true(language_is_code("atj"));
    assert_false(language_is_code("f"));
    assert_false(language_is_code("fran"));
    assert_false(language_is_code("Fr"));
    assert_false(language_is_code(""));
}

static void area_add(sippe__territory *t, const char *prefix, int32_t lat_e4, int32_t lon_e4) {
    sippe__postal_area *a = NEW(&arena, sippe__postal_area);
    a->prefix = prefix;
    a->latitude_e4 = lat_e4;
    a->longitude_e4 = lon_e4;
    APPEND(&arena, t, areas, a);
}

static void test_an_area_lies_where_its_longest_prefix_says(void **state) {
    (void)state;
    sippe__territory *t = NEW(&arena, sippe__territory);
    area_add(t, "H2M", 455500, -736500);
    area_add(t, "H2M1A1", 455600, -736600);
    assert_int_equal(geo_point(t, "H2M").latitude_e5, 4555000);
    assert_int_equal(geo_point(t, "H2M9Z9").latitude_e5, 4555000);
    assert_int_equal(geo_point(t, "H2M1A1").longitude_e5, -7366000);
    assert_int_equal(geo_point(t, "H3A").latitude_e5, 0);
    assert_int_equal(geo_point(NULL, "H2M").latitude_e5, 0);
}

/* Great-circle distances worked out apart, in double precision, with a mean radius of 6,371,008.8 m. */
static void test_distance(void **state) {
    (void)state;
    struct point montreal = {4550884, -7358781}, quebec = {4681228, -7121454}, unknown = {0, 0};
    assert_int_equal(geo_metres(montreal, montreal), 0);
    assert_in_range(geo_metres(montreal, quebec), 232900, 233900);
    assert_int_equal(geo_metres(montreal, quebec), geo_metres(quebec, montreal));
    /* one thousandth of a degree of latitude is 111.2 m anywhere */
    assert_in_range(geo_metres(montreal, (struct point){4550984, -7358781}), 111, 112);
    assert_int_equal(geo_metres(montreal, unknown), DISTANCE_UNKNOWN);
    assert_int_equal(geo_metres(unknown, unknown), DISTANCE_UNKNOWN);
    /* the other side of the globe fits */
    assert_in_range(geo_metres((struct point){0, 1}, (struct point){0, 18000001}), 20015000, 20016000);
}

static struct hit hit(uint8_t id, const char *sort, int32_t distance_m) {
    struct hit h = {.sort = sort, .distance_m = distance_m};
    h.service.bytes[0] = id;
    return h;
}

static void test_nearest_first_unknown_last_then_name_then_id(void **state) {
    (void)state;
    const struct hit offered[] = {hit(1, "b", DISTANCE_UNKNOWN), hit(2, "a", 900), hit(3, "z", 20),
                                  hit(5, "a", DISTANCE_UNKNOWN), hit(4, "a", 900), hit(6, "c", 0)};
    static const uint8_t expected[] = {6, 3, 2, 4, 5, 1};
    for (size_t max = 1; max <= 7; max++) {
        struct ranking r;
        directory_ranking_init(&r, &arena, max);
        for (size_t i = 0; i < 6; i++) directory_ranking_offer(&r, &offered[i]);
        assert_int_equal(r.total, 6);
        assert_int_equal(r.n, max < 6 ? max : 6);
        for (size_t i = 0; i < r.n; i++) assert_int_equal(r.best[i].service.bytes[0], expected[i]);
    }
}

static void test_small_words_are_left_out_but_for_the_last(void **state) {
    (void)state;
    const char *words[] = {"l", "aide", "a", "la", "famille", "de"};
    assert_int_equal(directory_words_keep_telling(words, 6), 3);
    assert_string_equal(words[0], "aide");
    assert_string_equal(words[1], "famille");
    assert_string_equal(words[2], "de");
    const char *only[] = {"la"};
    assert_int_equal(directory_words_keep_telling(only, 1), 1);
    assert_int_equal(directory_words_keep_telling(NULL, 0), 0);
    assert_false(directory_word_is_small("5"));
    assert_false(directory_word_is_small("pere"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_postal_read, setup, teardown),
        cmocka_unit_test_setup_teardown(test_language, setup, teardown),
        cmocka_unit_test_setup_teardown(test_an_area_lies_where_its_longest_prefix_says, setup, teardown),
        cmocka_unit_test_setup_teardown(test_distance, setup, teardown),
        cmocka_unit_test_setup_teardown(test_nearest_first_unknown_last_then_name_then_id, setup, teardown),
        cmocka_unit_test_setup_teardown(test_small_words_are_left_out_but_for_the_last, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
