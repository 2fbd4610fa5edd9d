#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "text/plain.h"
#include "text/written.h"

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
                 {"2026-11-25 9:60", -1}};
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

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(days), cmocka_unit_test(moments), cmocka_unit_test(amounts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
