/* base/sm: tables of moves, and the faults that a table may have. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/sm.h"
#include "proto/types.h"

/* The states are those of an enumeration of the contract with five values, 0 to 4. */
enum input { OPEN, SHUT, LOSE, N_INPUTS };
static const char *const inputs[] = {[OPEN] = "open", [SHUT] = "shut", [LOSE] = "lose"};
static const struct sm_move good[] = {
    {0, OPEN, 1}, {1, SHUT, 2}, {2, OPEN, 1}, {1, LOSE, 3}, {2, LOSE, 3}, {2, SHUT, 4},
};

static struct sm machine(const struct sm_move *moves, size_t n) {
    return (struct sm){"door", &sippe__yes_no__descriptor, inputs, N_INPUTS, moves, n};
}

static void test_moves(void **state) {
    (void)state;
    struct sm m = machine(good, 6);
    static const int next[5][N_INPUTS] = {{1, -1, -1}, {-1, 2, 3}, {1, 4, 3}, {-1, -1, -1}, {-1, -1, -1}};
    for (int from = 0; from < 5; from++)
        for (int input = 0; input < N_INPUTS; input++) assert_int_equal(sm_next(&m, from, input), next[from][input]);
    assert_int_equal(sm_next(&m, 99, OPEN), -1);
    assert_int_equal(sm_next(&m, 0, 99), -1);
    for (int from = 0; from < 5; from++) assert_int_equal(sm_is_final(&m, from), from >= 3);
    assert_null(sm_fault(&m));
}

static void test_faults(void **state) {
    (void)state;
    static const struct {
        struct sm_move extra;
        const char *fault;
    } cases[] = {
        {{3, OPEN, 1}, NULL},
        {{1, SHUT, 3}, "two moves for one input"},
        {{1, SHUT, 2}, "two moves for one input"},
        {{3, N_INPUTS, 1}, "unknown input"},
        {{3, -1, 1}, "unknown input"},
        {{9, OPEN, 1}, "unknown state"},
        {{3, OPEN, 9}, "unknown state"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sm_move moves[7];
        for (size_t k = 0; k < 6; k++) moves[k] = good[k];
        moves[6] = cases[i].extra;
        struct sm m = machine(moves, 7);
        const char *fault = sm_fault(&m);
        if (!cases[i].fault)
            assert_null(fault);
        else
            assert_string_equal(fault, cases[i].fault);
    }
}

static void test_unreachable(void **state) {
    (void)state;
    struct sm m = machine(good, 5); /* without the last, nothing leads to 4 */
    assert_string_equal(sm_fault(&m), "unreachable state");
    static const struct sm_move self[] = {{0, OPEN, 1}, {1, SHUT, 2}, {1, LOSE, 3}, {4, OPEN, 4}};
    m = machine(self, 4); /* a move to itself does not reach it */
    assert_string_equal(sm_fault(&m), "unreachable state");
}

/* An island of two states that lead to each other, but that nothing leads to. */
static void test_island(void **state) {
    (void)state;
    static const struct sm_move island[] = {{0, OPEN, 1}, {1, SHUT, 2}, {3, OPEN, 4}, {4, SHUT, 3}};
    struct sm m = machine(island, 4);
    assert_string_equal(sm_fault(&m), "unreachable state");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_moves),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_unreachable),
        cmocka_unit_test(test_island),
    };
    return cmocka_run_group_tests_name("sm", tests, NULL, NULL);
}
