/* What people write and machines compare: postal codes, distances, names of keys and territories, languages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "base/message.h"
#include "civil/ascii.h"
#include "civil/civil.h"
#include "civil/geo.h"
#include "civil/language.h"
#include "civil/name.h"
#include "civil/postal.h"

static void postal_codes(void **state) {
    (void)state;
    static const struct {
        const char *text, *read; /* NULL: no code begins so */
    } rows[] = {
        {"H2M 1Y4", "H2M1Y4"}, {"h2m-1y4", "H2M1Y4"}, {"H2M", "H2M"},   {" h ", "H"},    {"H2M1Y4 ", "H2M1Y4"},
        {"X0A", "X0A"},        {"A1Z", "A1Z"},        {"", NULL},       {"-", NULL},     {"1H2", NULL},
        {"HH2", NULL},         {"H2M1Y45", NULL},     {"D2M", NULL},    {"H2F", NULL},   {"W2M", NULL},
        {"Z2M", NULL},         {"H2M1W4", "H2M1W4"},  {"H2M1YY", NULL}, {"H2M é", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char out[POSTAL_LEN + 1];
        bool good = postal_read(rows[i].text, out);
        assert_int_equal(good, rows[i].read != NULL);
        if (good) assert_string_equal(out, rows[i].read);
        assert_int_equal(postal_is_whole(rows[i].text), good && strlen(rows[i].read) == POSTAL_LEN);
    }
}

static void postal_codes_as_they_came(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    assert_string_equal(postal_tidy(&a, " h2m\t1y4"), "H2M1Y4");
    assert_string_equal(postal_tidy(&a, "h2m\xc2\xa0"
                                        "1y4"),
                        "H2M1Y4");
    assert_string_equal(postal_tidy(&a, "no code é"), "NOCODEé");
    assert_string_equal(postal_tidy(&a, ""), "");
    arena_close(&a);
}

/* Great-circle distances by the haversine formula in floating point, computed apart from this code. */
static void distances(void **state) {
    (void)state;
    static const struct {
        struct point a, b;
        int32_t metres;
    } rows[] = {
        {{4555000, -7365000}, {4560000, -7365000}, 5560},   {{4555000, -7365000}, {4555000, -7355000}, 7787},
        {{4555000, -7365000}, {4565000, -7360000}, 11780},  {{4565870, -7352360}, {4550170, -7356730}, 17786},
        {{4681390, -7120800}, {4550170, -7356730}, 233029}, {{5880000, -6850000}, {5890000, -6800000}, 30834},
        {{4555000, -7365000}, {4555000, -7365000}, 0},      {{4550884, -7358781}, {4550984, -7358781}, 111},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int32_t there = geo_metres(rows[i].a, rows[i].b), back = geo_metres(rows[i].b, rows[i].a);
        assert_int_equal(there, back);
        assert_in_range(there, rows[i].metres - rows[i].metres / 200, rows[i].metres + rows[i].metres / 200);
    }
    assert_int_equal(geo_metres((struct point){0, 0}, rows[0].a), DISTANCE_UNKNOWN);
    assert_int_equal(geo_metres((struct point){0, 0}, (struct point){0, 0}), DISTANCE_UNKNOWN);
    /* No coordinates, however wrong, carry it out of its range. */
    assert_true(geo_metres((struct point){INT32_MAX, INT32_MIN}, (struct point){INT32_MIN, INT32_MAX}) > 0);
}

static void names(void **state) {
    (void)state;
    static const struct {
        const char *name;
        bool key, foreign, territory;
    } rows[] = {
        {"guichet-99001", true, false, true},
        {"a.b", true, false, false},
        {"intake", true, false, true},
        {"intake@nord", true, true, false},
        {"notifications@demo-nord", true, true, false},
        {"intake@", false, false, false},
        {"intake@nord@sud", false, false, false},
        {"intake@-nord", false, false, false},
        {"intake@Nord", false, false, false},
        {"guichet@nord", false, false, false},
        {"@nord", false, false, false},
        {"", false, false, false},
        {"-a", false, false, false},
        {"a-", true, false, false},
        {".a", false, false, false},
        {"A", false, false, false},
        {"a b", false, false, false},
        {"abcdefghijklmnopqrstuvwxyz-0123456789-abcdefghijklmnopqrstuvwxyz", false, false, false}, /* 64 */
        {"abcdefghijklmnopqrstuvwxyz-0123456789-abcdefghijklmnopqrstuvwxy", true, false, false},   /* 63 */
        {"intake@abcdefghijklmnopqrstuvwxyz0123456789", false, false, false}, /* 36 of a territory */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (key_name_is_valid(rows[i].name) != rows[i].key || key_name_is_foreign(rows[i].name) != rows[i].foreign ||
            territory_name_is_valid(rows[i].name) != rows[i].territory)
            fail_msg("\"%s\"", rows[i].name);
    }
}

static void languages_and_letters(void **state) {
    (void)state;
    assert_true(language_is_code("fr") && language_is_code("kab"));
    assert_false(language_is_code("f") || language_is_code("fran") || language_is_code("FR") || language_is_code(""));
    static const char *const known[] = {"aa", "zu", "iu", "atj", "moe", "crk", "ber", "prs", "aaa", "zzj"};
    static const char *const none[] = {"fra", "eng", "zul", "xx", "zz", "qq", "xyz", "qaa", "und", "mul", "zzz"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!language_is_code(known[i])) fail_msg("%s is one", known[i]);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (language_is_code(none[i])) fail_msg("%s is none", none[i]);
    for (size_t i = 0; i < n_language_names; i++) assert_true(language_is_code(language_names[i].code));
    assert_true(text_is_of("aab", "ab", 3));
    assert_false(text_is_of("aab", "ab", 2) || text_is_of("", "ab", 2) || text_is_of("abc", "ab", 9));
}

static void instants(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    assert_null(civil_instant(&a, 0));
    assert_int_equal(civil_ms(civil_instant(&a, 1234)), 1234);
    assert_int_equal(civil_ms(NULL), 0);
    arena_close(&a);
}

/* The first day outside, by both rules, on both sides of 30 September and for those born on a leap day. */
static void end_of_the_programme(void **state) {
    (void)state;
    static const struct {
        int birth[3], fifth[3], school[3];
    } rows[] = {
        {{2021, 8, 20}, {2026, 8, 20}, {2026, 8, 31}}, {{2021, 9, 30}, {2026, 9, 30}, {2026, 8, 31}},
        {{2021, 10, 1}, {2026, 10, 1}, {2027, 8, 31}}, {{2021, 12, 31}, {2026, 12, 31}, {2027, 8, 31}},
        {{2022, 1, 1}, {2027, 1, 1}, {2027, 8, 31}},   {{2021, 8, 31}, {2026, 8, 31}, {2026, 8, 31}},
        {{2024, 2, 29}, {2029, 3, 1}, {2029, 8, 31}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        day birth = day_from(rows[i].birth[0], rows[i].birth[1], rows[i].birth[2]);
        day fifth = day_from(rows[i].fifth[0], rows[i].fifth[1], rows[i].fifth[2]);
        day school = day_from(rows[i].school[0], rows[i].school[1], rows[i].school[2]);
        assert_int_equal(civil_programme_end(PROGRAMME_END_FIFTH_BIRTHDAY, birth), fifth);
        assert_int_equal(civil_programme_end(PROGRAMME_END_UNSPECIFIED, birth), fifth);
        assert_int_equal(civil_programme_end(PROGRAMME_END_SCHOOL_ENTRY, birth), school);
        assert_int_equal(day_age(birth, fifth), 5);
        assert_int_equal(day_age(birth, fifth - 1), 4);
    }
    assert_true(civil_programme_end(PROGRAMME_END_SCHOOL_ENTRY, DAY_NONE) == DAY_NONE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(postal_codes),
        cmocka_unit_test(postal_codes_as_they_came),
        cmocka_unit_test(distances),
        cmocka_unit_test(names),
        cmocka_unit_test(languages_and_letters),
        cmocka_unit_test(instants),
        cmocka_unit_test(end_of_the_programme),
    };
    return cmocka_run_group_tests_name("civil", tests, NULL, NULL);
}
