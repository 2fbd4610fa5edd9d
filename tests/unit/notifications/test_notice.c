/* notifications/domain: what may follow what, what an answer must say, and when silence is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "../../../services/notifications/domain/delay.h"
#include "../../../services/notifications/domain/notice.h"
#include "base/message.h"
#include "base/reason.h"

static struct arena arena;
static const struct zone MONTREAL = {-300, true};

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

static sippe__date *date(int year, int month, int dom) {
    sippe__date *d = NEW(&arena, sippe__date);
    d->year = year;
    d->month = month;
    d->day = dom;
    return d;
}

/* Rows: from ISSUED to WITHDRAWN; columns: the answers ACKNOWLEDGED to FIRST_CONTACT. */
static void test_moves(void **state) {
    (void)state;
    static const char *const legal[] = {
        /* ISSUED        */ "yyyyyy",
        /* ACKNOWLEDGED  */ "-yyyyy",
        /* ACCEPTED      */ "--yyyy",
        /* WAITLISTED    */ "-y-yyy",
        /* DECLINED      */ "-yy-y-",
        /* WRONG_PARTNER */ "-yyy--",
        /* FIRST_CONTACT */ "------",
        /* WITHDRAWN     */ "wwwwww",
    };
    assert_null(sm_fault(&notifications_notice_states));
    for (int from = NOTICE_STATE_ISSUED; from <= NOTICE_STATE_WITHDRAWN; from++)
        for (int answer = NOTICE_STATE_ACKNOWLEDGED; answer <= NOTICE_STATE_FIRST_CONTACT; answer++) {
            char c = legal[from - NOTICE_STATE_ISSUED][answer - NOTICE_STATE_ACKNOWLEDGED];
            int expected = c == 'y' ? 0 : c == 'w' ? REASON_NOTICE_WITHDRAWN : REASON_MOVE_ILLEGAL;
            assert_int_equal(
                notifications_answer_move((notifications__notice_state)from, (notifications__notice_state)answer),
                expected);
        }
    assert_int_equal(notifications_answer_move(NOTICE_STATE_ISSUED, NOTICE_STATE_WITHDRAWN), REASON_MOVE_ILLEGAL);
    assert_int_equal(notifications_answer_move(NOTICE_STATE_ISSUED, NOTICE_STATE_ISSUED), REASON_MOVE_ILLEGAL);
}

static void test_a_withdrawal_ends_every_state(void **state) {
    (void)state;
    for (int from = NOTICE_STATE_ISSUED; from < NOTICE_STATE_WITHDRAWN; from++)
        assert_int_equal(sm_next(&notifications_notice_states, from, NOTICE_WITHDRAW), NOTICE_STATE_WITHDRAWN);
    assert_true(sm_is_final(&notifications_notice_states, NOTICE_STATE_WITHDRAWN));
}

static const struct {
    struct notice_answer answer;
    int year, month, dom; /* of the contact; 0: none given */
    const char *path;     /* NULL: nothing is wrong */
    int reason;
} answers[] = {
    {{.state = NOTICE_STATE_ACCEPTED, .told_by = "Nadège", .note = ""}, 0, 0, 0, NULL, 0},
    {{.state = NOTICE_STATE_ACCEPTED, .told_by = "", .note = ""}, 0, 0, 0, NULL, 0},
    {{.state = NOTICE_STATE_ACCEPTED, .told_by = "Nadège", .note = "", .by_phone = true}, 0, 0, 0, NULL, 0},
    {{.state = NOTICE_STATE_ACCEPTED, .told_by = " ", .note = "", .by_phone = true},
     0,
     0,
     0,
     "told_by",
     REASON_FIELD_REQUIRED},
    {{.state = NOTICE_STATE_DECLINED, .told_by = "N", .note = ""}, 0, 0, 0, "reason", REASON_REASON_MISSING},
    {{.state = NOTICE_STATE_DECLINED, .told_by = "N", .note = "", .reason = DECLINE_REASON_FULL}, 0, 0, 0, NULL, 0},
    {{.state = NOTICE_STATE_WITHDRAWN, .told_by = "N", .note = ""}, 0, 0, 0, "answer", REASON_ENUM_UNKNOWN},
    {{.state = NOTICE_STATE_UNSPECIFIED, .told_by = "N", .note = ""}, 0, 0, 0, "answer", REASON_ENUM_UNKNOWN},
    {{.state = NOTICE_STATE_FIRST_CONTACT, .told_by = "N", .note = ""}, 0, 0, 0, "on", REASON_FIELD_REQUIRED},
    {{.state = NOTICE_STATE_FIRST_CONTACT, .told_by = "N", .note = ""}, 2026, 11, 20, NULL, 0},
    {{.state = NOTICE_STATE_FIRST_CONTACT, .told_by = "N", .note = ""}, 2026, 11, 10, NULL, 0},
    {{.state = NOTICE_STATE_FIRST_CONTACT, .told_by = "N", .note = ""}, 2026, 11, 9, "on", REASON_DATE_TOO_OLD},
    {{.state = NOTICE_STATE_FIRST_CONTACT, .told_by = "N", .note = ""}, 2026, 11, 21, "on", REASON_DATE_IN_FUTURE},
    {{.state = NOTICE_STATE_FIRST_CONTACT, .told_by = "N", .note = ""}, 2026, 11, 31, "on", REASON_DATE_IMPOSSIBLE},
};

static void test_what_an_answer_must_say(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        struct findings faults = findings_in(&arena);
        struct notice_answer a = answers[i].answer;
        if (answers[i].year) a.contact_on = date(answers[i].year, answers[i].month, answers[i].dom);
        notifications_answer_check(&a, (struct notice_paths){"reason", "on"}, day_from(2026, 11, 10),
                                   day_from(2026, 11, 20), &faults);
        assert_int_equal(faults.n, answers[i].path ? 1 : 0);
        if (!answers[i].path) continue;
        assert_string_equal(faults.list[0].path, answers[i].path);
        assert_int_equal(faults.list[0].reason, answers[i].reason);
    }
}

static void test_texts_are_bounded(void **state) {
    (void)state;
    char person[202] = {0}, note[2002] = {0};
    struct findings faults = findings_in(&arena);
    memset(person, 'a', 201);
    memset(note, 'a', 2001);
    struct notice_answer a = {.state = NOTICE_STATE_WAITLISTED, .told_by = person, .note = note};
    notifications_answer_check(&a, (struct notice_paths){"reason", "on"}, 0, 0, &faults);
    assert_int_equal(faults.n, 2);
    assert_int_equal(faults.list[0].reason, REASON_TEXT_TOO_LONG);
    assert_int_equal(faults.list[1].reason, REASON_TEXT_TOO_LONG);
}

static int64_t five_o_clock(int year, int month, int dom) {
    return wall_instant(MONTREAL, (struct wall){day_from(year, month, dom), 17 * 60});
}

static void test_due_at_closing_time_of_the_territory(void **state) {
    (void)state;
    /* 22:00 UTC in winter, 21:00 in summer */
    assert_int_equal(notifications_due_ms(MONTREAL, date(2026, 12, 1)), INT64_C(1796162400000));
    assert_int_equal(notifications_due_ms(MONTREAL, date(2026, 7, 2)), INT64_C(1783026000000));
    assert_int_equal(notifications_due_ms(MONTREAL, date(2026, 2, 30)), INT64_MIN);
    assert_int_equal(notifications_due_ms(MONTREAL, NULL), INT64_MIN);
}

static void test_rungs_are_counted_in_working_days_from_the_firing(void **state) {
    (void)state;
    sippe__territory *t = NEW(&arena, sippe__territory);
    t->delays = NEW(&arena, sippe__delays);
    t->holidays = NEW(&arena, sippe__holidays);
    APPEND(&arena, t->delays, escalate, 2);
    APPEND(&arena, t->delays, escalate, 0);
    APPEND(&arena, t->holidays, extra, date(2026, 11, 24));
    /* fired on Friday the 20th: Monday 23, then the 24th is off, Wednesday 25 */
    int64_t fired = five_o_clock(2026, 11, 20) + 90 * 60000;
    assert_int_equal(notifications_next_rung_ms(&arena, t, MONTREAL, 0, fired), five_o_clock(2026, 11, 25));
    assert_int_equal(notifications_next_rung_ms(&arena, t, MONTREAL, 1, fired), five_o_clock(2026, 11, 23));
    assert_int_equal(notifications_next_rung_ms(&arena, t, MONTREAL, 2, fired), 0);
    assert_int_equal(notifications_next_rung_ms(&arena, t, MONTREAL, -1, fired), 0);
    assert_int_equal(notifications_next_rung_ms(&arena, NULL, MONTREAL, 0, fired), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_moves, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_withdrawal_ends_every_state, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_an_answer_must_say, setup, teardown),
        cmocka_unit_test_setup_teardown(test_texts_are_bounded, setup, teardown),
        cmocka_unit_test_setup_teardown(test_due_at_closing_time_of_the_territory, setup, teardown),
        cmocka_unit_test_setup_teardown(test_rungs_are_counted_in_working_days_from_the_firing, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
