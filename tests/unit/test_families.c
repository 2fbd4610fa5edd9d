/* The generator of invented families: reproducible, varied, and honest about what it says of a case. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../lib/families.h"
#include "../lib/family_screening.h"
#include "base/arena.h"
#include "base/id.h"
#include "base/message.h"
#include "base/span.h"
#include "proto/intake.h"

enum { CASES = 2000, SEED = 20261121 };

static struct family_case cases[CASES];

static day today(void) { return day_from(2026, 11, 21); }

static int draw_all(void **state) {
    (void)state;
    static struct families f;
    families_init(&f, SEED, today());
    for (size_t i = 0; i < CASES; i++) families_next(&f, &cases[i]);
    return 0;
}

static void same_seed_gives_same_bytes(void **state) {
    (void)state;
    static struct families again, other;
    families_init(&again, SEED, today());
    families_init(&other, SEED + 1, today());
    struct family_case a, b;
    size_t differing = 0;
    for (size_t i = 0; i < CASES; i++) {
        families_next(&again, &a);
        families_next(&other, &b);
        assert_memory_equal(&a, &cases[i], sizeof a);
        differing += strcmp(a.family, b.family) != 0 || a.birth_date != b.birth_date;
    }
    assert_true(differing > CASES * 9 / 10);
}

/* The stream is part of the contract with everyone who wrote down a seed. */
static void stream_is_pinned(void **state) {
    (void)state;
    struct prng p;
    prng_init(&p, 0);
    assert_int_equal(prng_u64(&p), 0x99ec5f36cb75f2b4U);
    uint64_t counter = 0;
    assert_int_equal(prng_splitmix64(&counter), 0xe220a8397b1dcdafU);
    for (int i = 0; i < 1000; i++) {
        assert_true(prng_below(&p, 3) < 3);
        int64_t x = prng_between(&p, -2, 2);
        assert_true(x >= -2 && x <= 2);
    }
    assert_int_equal(prng_below(&p, 0), 0);
    assert_int_equal(prng_between(&p, 5, 1), 5);
}

/* Whoever wrote down a seed finds the same families again, whatever the compiler: change the constant only on
 * purpose. */
static void families_are_pinned(void **state) {
    (void)state;
    struct arena a;
    struct id_hash hash;
    char hex[33];
    arena_init(&a);
    id_hash_init(&hash, "families");
    for (size_t i = 0; i < 500; i++) {
        id_hash_add(&hash, message_pack(&a, &family_screening(&a, &cases[i])->base));
        id_hash_add(&hash, span_text(cases[i].safety_note));
        id_hash_u64(&hash, cases[i].traits);
        arena_reset(&a);
    }
    id_hex(id_hash_end(&hash), hex);
    assert_string_equal(hex, "115c4fa1cfb077680c67f5056a1cfd66");
    arena_close(&a);
}

static void every_trait_occurs(void **state) {
    (void)state;
    for (int bit = 0; bit < FAMILY_TRAITS; bit++) {
        size_t n = 0;
        for (size_t i = 0; i < CASES; i++) n += (cases[i].traits >> bit & 1U) != 0;
        if (n == 0) print_error("trait %d never occurs\n", bit);
        assert_true(n > 0 && n < CASES);
    }
    for (size_t i = 0; i < CASES; i++) assert_true(cases[i].traits < 1U << FAMILY_TRAITS);
}

static void shares_are_those_of_the_header(void **state) {
    (void)state;
    static const struct {
        uint32_t trait;
        unsigned per_thousand;
    } shares[] = {{FAMILY_TWINS, 30},          {FAMILY_DELIVERED, 70},        {FAMILY_MOVES, 50},
                  {FAMILY_NO_SHARING, 120},    {FAMILY_INCOME_UNKNOWN, 180},  {FAMILY_SCHOOLING_UNKNOWN, 90},
                  {FAMILY_OUT_OF_AREA, 40},    {FAMILY_SAFETY, 40},           {FAMILY_UNDER_20, 100},
                  {FAMILY_UNDER_18, 45},       {FAMILY_NO_FIXED_ADDRESS, 20}, {FAMILY_REPEATS_PHONE, 40},
                  {FAMILY_REPEATS_PERSON, 40}, {FAMILY_BEFORE_WEEK_12, 112}};
    for (size_t k = 0; k < sizeof shares / sizeof *shares; k++) {
        size_t n = 0;
        for (size_t i = 0; i < CASES; i++) n += (cases[i].traits & shares[k].trait) != 0;
        double share = (double)n * 1000 / CASES, allowed = 8 + shares[k].per_thousand * 0.2;
        if (share < shares[k].per_thousand - allowed || share > shares[k].per_thousand + allowed)
            fail_msg("trait %#x: %.1f in a thousand, not %u", shares[k].trait, share, shares[k].per_thousand);
    }
}

static void incomes_are_told_in_each_way(void **state) {
    (void)state;
    size_t n[ANSWER_AT_MOST + 1] = {0};
    for (size_t i = 0; i < CASES; i++) n[cases[i].annual_income.how]++;
    for (int how = ANSWER_VALUE; how <= ANSWER_AT_MOST; how++) assert_true(n[how] >= 15);
}

static void expected_routes_follow_from_the_case(void **state) {
    (void)state;
    size_t n[16] = {0};
    for (size_t i = 0; i < CASES; i++) {
        const struct family_case *c = &cases[i];
        assert_in_range(c->expected, 0, ROUTE_PRE_REGISTER);
        n[c->expected]++;
        if (c->expected == ROUTE_UNSPECIFIED) continue;
        assert_false(c->traits & (FAMILY_OUT_OF_AREA | FAMILY_DELIVERED | FAMILY_UNDATED));
        if (c->expected == ROUTE_SIPPE) assert_int_equal(c->highest_diploma, DIPLOMA_NONE);
        if (c->expected == ROUTE_SIPPE) assert_true(c->ga_days >= 84);
        if (c->expected == ROUTE_PRE_REGISTER) assert_true(c->ga_days < 84);
        assert_int_equal(c->expected == ROUTE_CALL_BACK, (c->traits & FAMILY_INCOME_UNKNOWN) != 0);
    }
    for (int route = ROUTE_SIPPE; route <= ROUTE_PRE_REGISTER; route++) assert_true(n[route] >= 15);
}

static void digits_of(const char *phone, char out[16]) {
    size_t n = 0;
    for (; *phone && n < 15; phone++)
        if (*phone >= '0' && *phone <= '9') out[n++] = *phone;
    out[n] = '\0';
}

static int by_text(const void *a, const void *b) { return strcmp(a, b); }

static void phones_are_fictional_and_not_shared(void **state) {
    (void)state;
    static char digits[CASES][16];
    size_t n = 0;
    for (size_t i = 0; i < CASES; i++) {
        char own[16];
        digits_of(cases[i].phone, own);
        assert_int_equal(strlen(own), 10);
        assert_memory_equal(own + 3, "555", 3);
        if (!(cases[i].traits & FAMILY_REPEATS_PHONE)) memcpy(digits[n++], own, sizeof own);
    }
    qsort(digits, n, sizeof *digits, by_text);
    for (size_t i = 1; i < n; i++) assert_string_not_equal(digits[i - 1], digits[i]);
}

static void repeats_name_the_earlier_family(void **state) {
    (void)state;
    for (size_t i = 0; i < CASES; i++) {
        const struct family_case *c = &cases[i];
        bool repeats = c->traits & (FAMILY_REPEATS_PHONE | FAMILY_REPEATS_PERSON);
        assert_int_equal(repeats, c->repeats != 0);
        if (!repeats) continue;
        assert_true(c->repeats < c->number);
        const struct family_case *earlier = &cases[c->repeats - 1];
        char a[16], b[16];
        digits_of(c->phone, a);
        digits_of(earlier->phone, b);
        if (c->traits & FAMILY_REPEATS_PHONE) assert_string_equal(a, b);
        if (!(c->traits & FAMILY_REPEATS_PERSON)) continue;
        assert_int_equal(c->birth_date, earlier->birth_date);
        bool same = strcmp(c->family, earlier->family) == 0 && strcmp(c->given, earlier->given) == 0;
        assert_int_equal(same, !(c->traits & FAMILY_NAME_VARIANT));
    }
}

static bool is_postal_code(const char *code) {
    static const char letters[] = "ABCEGHJKLMNPRSTVWXYZ";
    if (strlen(code) != 6) return false;
    for (int i = 0; i < 6; i++)
        if (i % 2 ? code[i] < '0' || code[i] > '9' : !strchr(letters, code[i])) return false;
    return true;
}

/* What intake refuses a screening without. */
static void cases_are_complete_enough(void **state) {
    (void)state;
    for (size_t i = 0; i < CASES; i++) {
        const struct family_case *c = &cases[i];
        assert_true(c->call_started_ms > 0 && c->call_started_ms < (int64_t)today() * 86400000);
        assert_true(*c->called_by && *c->clsc_code && *c->language && *c->notice_version && *c->family && *c->given);
        assert_true(c->source && c->safe_to_leave_message && c->highest_diploma);
        assert_int_equal(c->consent_store, YES_NO_YES);
        assert_true(c->household_size.how != ANSWER_NOT_ASKED && c->annual_income.how != ANSWER_NOT_ASKED);
        assert_true(c->no_fixed_address == YES_NO_YES || is_postal_code(c->postal_code));
        assert_int_equal(c->already_delivered == YES_NO_YES, c->child_birth_date != DAY_NONE);
        if (*c->nam) assert_int_equal(strlen(c->nam), 12);
        if (c->household_size.how == ANSWER_VALUE) assert_true(c->household_size.value > (int64_t)c->n_children);
    }
}

static void screenings_hold_the_case(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < 300; i++) {
        const intake__screening *s = family_screening(&a, &cases[i]);
        struct span packed = message_pack(&a, &s->base);
        const char *fault = NULL;
        assert_int_equal(message_check(&a, &intake__screening__descriptor, packed, MESSAGE_STRICT, &fault), 0);
        const char *personal[32];
        size_t n = families_personal(&cases[i], personal, 32);
        assert_true(n >= 3);
        for (size_t k = 0; k < n; k++) {
            bool moved = personal[k] == cases[i].moves_to_street || personal[k] == cases[i].moves_to_postal_code;
            bool apart = personal[k] == cases[i].safety_note;
            assert_int_equal(message_mentions(&s->base, personal[k]), !moved && !apart);
        }
        assert_int_equal(families_personal(&cases[i], personal, 2), 2);
        arena_reset(&a);
    }
    arena_close(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_seed_gives_same_bytes),
        cmocka_unit_test(stream_is_pinned),
        cmocka_unit_test(families_are_pinned),
        cmocka_unit_test(every_trait_occurs),
        cmocka_unit_test(shares_are_those_of_the_header),
        cmocka_unit_test(incomes_are_told_in_each_way),
        cmocka_unit_test(expected_routes_follow_from_the_case),
        cmocka_unit_test(phones_are_fictional_and_not_shared),
        cmocka_unit_test(repeats_name_the_earlier_family),
        cmocka_unit_test(cases_are_complete_enough),
        cmocka_unit_test(screenings_hold_the_case),
    };
    return cmocka_run_group_tests(tests, draw_all, NULL);
}
