#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "base/message.h"
#include "civil/language.h"
#include "text/plain.h"
#include "text/written.h"
#include "text/written_range.h"

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static void days(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int y, m, d; /* y 0: none */
    } cases[] = {{"1999-03-04", 1999, 3, 4},
                 {"1999/03/04", 1999, 3, 4},
                 {"1999.3.4", 1999, 3, 4},
                 {"1999-3-4", 1999, 3, 4},
                 {"4 mars 1999", 1999, 3, 4},
                 {"1er avril 2001", 2001, 4, 1},
                 {"4 MARS 1999", 1999, 3, 4},
                 {"15 août 2000", 2000, 8, 15},
                 {"4 March 1999", 1999, 3, 4},
                 {"04/03/1999", 0, 0, 0},
                 {"1999/03-04", 0, 0, 0},
                 {"1999-02-30", 0, 0, 0},
                 {"mars 1999", 0, 0, 0},
                 {"31 février 2000", 0, 0, 0},
                 {"99-03-04", 0, 0, 0},
                 {"", 0, 0, 0},
                 {"1999-03-041", 0, 0, 0},
                 {"March 4 1999", 1999, 3, 4},
                 {"March 4th, 1999", 1999, 3, 4},
                 {"le 4 mars 1999", 1999, 3, 4},
                 {"jeudi 4 mars 1999", 1999, 3, 4},
                 {"Thursday, March 4, 1999", 1999, 3, 4},
                 {"vendredi 4 mars 1999", 0, 0, 0}, /* it was a Thursday */
                 {"04-mars-1999", 1999, 3, 4},
                 {"4-Mar-1999", 1999, 3, 4},
                 {"25 nov. 2026", 2026, 11, 25},
                 {"1999-mars-04", 1999, 3, 4},
                 {"4\u00a0mars\u202f1999", 1999, 3, 4},
                 {"\u00a01999-03-04\u00a0", 1999, 3, 4},
                 {"19990304", 1999, 3, 4},
                 {"04031999", 0, 0, 0},
                 {"20102012", 0, 0, 0}, /* a day first: there is no month 20 */
                 {"1999-03-04 00:00:00", 1999, 3, 4},
                 {"1999-03-04T00:00", 1999, 3, 4},
                 {"1999-03-04 12:00:00 AM", 1999, 3, 4},
                 {"1999-03-04 08:30", 0, 0, 0},
                 {"4 mars 99", 0, 0, 0},
                 {"4 5 mars 1999", 0, 0, 0},
                 {"mars avril 1999", 0, 0, 0},
                 {"1999\u201103\u201104", 1999, 3, 4}, /* as word processors write hyphens */
                 {"1999\u201303\u201304", 1999, 3, 4},
                 {"premier mars 1999", 1999, 3, 1},
                 {"premier 4 mars 1999", 0, 0, 0},
                 {"29 février 2000", 2000, 2, 29},
                 {"29 février 1999", 0, 0, 0},
                 {"01-mars-99", 0, 0, 0},
                 {"36223", 0, 0, 0}};
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < COUNT(cases); i++) {
        day wanted = cases[i].y ? day_from(cases[i].y, cases[i].m, cases[i].d) : DAY_NONE;
        if (written_day(&a, cases[i].text) != wanted) fail_msg("%s", cases[i].text);
    }
    arena_close(&a);
}

static void moments(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int minute; /* of 2026-11-25; -1: none */
    } cases[] = {{"2026-11-25 9:03", 543},
                 {"2026-11-25 09:03", 543},
                 {"2026-11-25T09:03", 543},
                 {"2026-11-25 9:03:59", 543},
                 {"2026/11/25 10h15", 615},
                 {"2026-11-25 10 h 15", 615},
                 {"2026-11-25 10h", 600},
                 {"2026-11-25  9:03", 543},
                 {"25 novembre 2026 9 h 03", 543},
                 {"2026-11-25 24:00", -1},
                 {"2026-11-25 9:3", -1},
                 {"2026-11-25", -1},
                 {"2026-11-25 9", -1},
                 {"25/11/2026 9:03", -1},
                 {"2026-11-25 9:03 PM", 1263},
                 {"2026-11-25 9:03:00 a.m.", 543},
                 {"2026-11-25 12:03 am", 3},
                 {"2026-11-25 12:03 p.m.", 723},
                 {"2026-11-25 13:03 PM", -1},
                 {"2026-11-25 0:03 AM", -1},
                 {"2026-11-25 9:03 du matin", -1},
                 {"2026-11-25T9:03", 543},
                 {"2026-11-25t9:03", 543},
                 {"2026-11-25\u00a09:03", 543},
                 {"2026-11-25 9\u00a0h\u00a003", 543},
                 {"2026-11-25 9\u202fh\u202f03\u202fmin", 543},
                 {"  2026-11-25\t9:03 ", 543},
                 {"2026-11-25 9:03:00.000", 543},
                 {"2026-11-25 9:03:00.", -1},
                 {"2026-11-25, 9:03", 543},
                 {"25 novembre 2026 à 9 h 03", 543},
                 {"mercredi 25 novembre 2026, 9 h 03", 543},
                 {"jeudi 25 novembre 2026, 9 h 03", -1},
                 {"November 25, 2026 at 9:03 AM", 543},
                 {"20261125 9:03", 543},
                 {"2026-11-25 0:00", 0},
                 {"9:03", -1},
                 {"2026-11-25 9:60", -1},
                 {"2026-11-25 midi", 720},
                 {"25 novembre 2026 à midi", 720},
                 {"2026-11-25 noon", 720},
                 {"2026-11-25 minuit", -1}, /* of which end of the day? */
                 {"2026-11-25 9 am", 540},
                 {"2026-11-25 9pm", 1260},
                 {"2026-11-25 9:03 p. m.", 1263},
                 {"2026-11-25 13 pm", -1},
                 {"2026-11-25 9 heures", 540},
                 {"2026-11-25 9 heures 03", 543},
                 {"2026-11-25 1 heure 03", 63},
                 {"2026-11-25 9h3", -1}}; /* three past, or half past? */
    struct arena a;
    struct wall w;
    arena_init(&a);
    for (size_t i = 0; i < COUNT(cases); i++) {
        bool read = written_wall(&a, cases[i].text, &w);
        if (read != (cases[i].minute >= 0)) fail_msg("%s", cases[i].text);
        if (!read) continue;
        assert_int_equal(w.day, day_from(2026, 11, 25));
        assert_int_equal(w.minute, cases[i].minute);
    }
    arena_close(&a);
}

static void amounts(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int64_t cents; /* -1: none */
    } cases[] = {{"20000", 2000000},
                 {"20 000", 2000000},
                 {"20\u00a0000 $", 2000000},
                 {"20k", 2000000},
                 {"20 K$", 2000000},
                 {"20,5k", 2050000},
                 {"environ 20 000", 2000000},
                 {"Environ 20k", 2000000},
                 {"~20000", 2000000},
                 {"≈ 20 000", 2000000},
                 {"32140,50", 3214050},
                 {"20,000.00", 2000000},
                 {"$20,000", 2000000},
                 {"$1,020,000.50", 102000050},
                 {"$20,50", 2050},
                 {"env. 20,5", 2050},
                 {"20,000", -1},
                 {"beaucoup", -1},
                 {"k", -1},
                 {"kk", -1},
                 {"20kk", -1},
                 {"20 000 $ par an", 2000000},
                 {"20k$/an", 2000000},
                 {"20 000 $ CA par année", 2000000},
                 {"20 000 dollars", 2000000},
                 {"1 500 $ par mois", -1},
                 {"20 000 à 25 000", -1},
                 {"dollars", -1},
                 {"environ", -1}};
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < COUNT(cases); i++) {
        int64_t cents = -1;
        if (!plain_money_read(written_amount(&a, cases[i].text), &cents)) cents = -1;
        if (cents != cases[i].cents) fail_msg("%s gave %lld", cases[i].text, (long long)cents);
    }
    arena_close(&a);
}

/* -1: no such end. */
static void ranges(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int64_t above, at_most;
    } cases[] = {{"au plus 40742", -1, 4074200},
                 {"Au plus 40\u202f742\u00a0$", -1, 4074200},
                 {"AU\u00a0PLUS 40 742,50 $ par an", -1, 4074250},
                 {"40 742 $ ou moins", -1, 4074200},
                 {"40742 et moins", -1, 4074200},
                 {"jusqu'à 40k", -1, 4000000},
                 {"jusqu’à environ 40 000", -1, 4000000},
                 {"max. 40742", -1, 4074200},
                 {"40742 max", -1, 4074200},
                 {"at most $40,742", -1, 4074200},
                 {"up to 40742", -1, 4074200},
                 {"$40,742 or less", -1, 4074200},
                 {"<= 40742", -1, 4074200},
                 {"≤40742", -1, 4074200},
                 {"au plus 0", -1, 0},
                 {"moins de 40 742 $", -1, 4074199},
                 {"less than $40,742", -1, 4074199},
                 {"under 40742", -1, 4074199},
                 {"<40742", -1, 4074199},
                 {"plus de 40742", 4074200, -1},
                 {"More than 40742", 4074200, -1},
                 {"> 40 742", 4074200, -1},
                 {"plus de 0", 0, -1},
                 {"au moins 40742", 4074199, -1},
                 {"40742 et plus", 4074199, -1},
                 {"40742+", 4074199, -1},
                 {">=40742", 4074199, -1},
                 {"plus de 20 000 $, au plus 40 742 $", 2000000, 4074200},
                 {"plus de 20000,50, au plus 40742,50", 2000050, 4074250},
                 {"more than $20,000, at most $40,742", 2000000, 4074200},
                 {"au plus 40742 mais plus de 20000", 2000000, 4074200},
                 {"au moins 20000 et moins de 40742", 1999999, 4074199},
                 {">20000 <=40742", 2000000, 4074200},
                 {"20000-40742", 1999999, 4074200},
                 {"20 000 $ – 40 742 $", 1999999, 4074200},
                 {"20000 à 40742", 1999999, 4074200},
                 {"20k à 40k", 1999999, 4000000},
                 {"environ 20000 à 40742", 1999999, 4074200},
                 {"de 20 000 à 40 742 $ par an", 1999999, 4074200},
                 {"Entre 20 000 et 40 742", 1999999, 4074200},
                 {"between $20,000 and $40,742", 1999999, 4074200},
                 {"from 20000 to 40742", 1999999, 4074200},
                 {"0 à 40742", -1, 4074200},
                 {"20000 à 20000", 1999999, 2000000},
                 {"40742 à 20000", 4074199, 2000000},                 /* as said: nothing lies there */
                 {"plus de 40742, au plus 40742", 4074200, 4074200}}; /* likewise */
    static const char *const none[] = {"",
                                       "40742",
                                       "40 742 $",
                                       "au plus",
                                       "au plus ",
                                       "moins",
                                       "moins de",
                                       "au moins 0",
                                       "moins de 0",
                                       "au plus -5",
                                       "plus de -1",
                                       "-40742",
                                       "-5 à 40742",
                                       "5 à -40742",
                                       "40742-",
                                       "--",
                                       "20-40k",
                                       "20k à 40",
                                       "au plus beaucoup",
                                       "au plus 40 742 $ pour 3",
                                       "au plus 20000 au plus 40742",
                                       "au plus 20000, plus de",
                                       "moins de 20000 à 40742",
                                       "20000 à 40742 à 50000",
                                       "entre 20000",
                                       "2026-11-21",
                                       "au plus 99999999999999999999",
                                       "plus de 20,000",
                                       "beaucoup",
                                       "=1-2",
                                       "<b>40742"};
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < COUNT(cases); i++) {
        sippe__money_range r = SIPPE__MONEY_RANGE__INIT;
        if (!written_range(&a, cases[i].text, &r)) fail_msg("%s is none", cases[i].text);
        int64_t above = r.above ? r.above->cents : -1, at_most = r.at_most ? r.at_most->cents : -1;
        if (above != cases[i].above || at_most != cases[i].at_most)
            fail_msg("%s: %lld to %lld", cases[i].text, (long long)above, (long long)at_most);
    }
    for (size_t i = 0; i < COUNT(none); i++) {
        sippe__money_range r = SIPPE__MONEY_RANGE__INIT;
        if (written_range(&a, none[i], &r)) fail_msg("%s is one", none[i]);
        assert_null(r.above);
        assert_null(r.at_most);
    }
    arena_close(&a);
}

static void languages(void **state) {
    (void)state;
    static const char *const cases[][2] = {{"fra", "fr"},
                                           {"FRE", "fr"},
                                           {"Français", "fr"},
                                           {"fr-CA", "fr"},
                                           {"es-419", "es"},
                                           {"es_MX", "es"},
                                           {"zh-Hant-TW", "zh"},
                                           {"fil-PH", "fil"},
                                           {"fra-CA", "fr"},
                                           {"créole", "ht"},
                                           {"Kreyòl ayisyen", "ht"},
                                           {"arabe", "ar"},
                                           {"LSQ", "fcs"},
                                           {"ASL", "ase"},
                                           {"ang", "en"},
                                           {"iw", "he"},
                                           {"langue des signes québécoise", "fcs"}};
    static const char *const none[] = {"fr, en", "fr/en", "fr en", "fr-EN", "fr-x", "zz", "fr-Canada", ""};
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < COUNT(cases); i++) assert_string_equal(written_language(&a, cases[i][0]), cases[i][1]);
    for (size_t i = 0; i < COUNT(none); i++)
        if (language_is_code(written_language(&a, none[i]))) fail_msg("%s is one", none[i]);
    arena_close(&a);
}

static sippe__money *money_or_none(struct arena *a, int64_t cents) {
    if (cents < 0) return NULL;
    sippe__money *m = NEW(a, sippe__money);
    m->cents = cents;
    return m;
}

/* Whatever a table is given to hold. */
static void ranges_are_read_as_they_were_written(void **state) {
    (void)state;
    static const int64_t ends[] = {-1, 0, 1, 99, 100, 199, 4074199, 4074200, 4074201, 100000000};
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < COUNT(ends) * COUNT(ends); i++) {
        sippe__money_range r = SIPPE__MONEY_RANGE__INIT, back = SIPPE__MONEY_RANGE__INIT;
        r.above = money_or_none(&a, ends[i % COUNT(ends)]);
        r.at_most = money_or_none(&a, ends[i / COUNT(ends)]);
        const char *text = written_range_text(&a, &r);
        if (written_range(&a, text, &back) != (r.above || r.at_most)) fail_msg("%s", text);
        if (!span_equal(message_pack(&a, &r.base), message_pack(&a, &back.base))) fail_msg("%s", text);
    }
    assert_string_equal(written_range_text(&a, &(sippe__money_range){.above = money_or_none(&a, 1999999),
                                                                     .at_most = money_or_none(&a, 4074200)}),
                        "au moins 20000.00, au plus 40742.00");
    arena_close(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days),   cmocka_unit_test(moments),   cmocka_unit_test(amounts),
        cmocka_unit_test(ranges), cmocka_unit_test(languages), cmocka_unit_test(ranges_are_read_as_they_were_written)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
