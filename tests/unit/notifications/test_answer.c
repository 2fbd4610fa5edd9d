/* An answer to a notice, at the edge of each bound. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>
#include "civil/civil.h"
#include "notifications/domain/notice.h"

enum { ISSUED = 20000, TODAY = 20010 };

static const char *text(struct arena *a, size_t len) {
    char *out = arena_alloc(a, len + 1);
    memset(out, 'a', len);
    out[len] = 0;
    return out;
}

/* The one reason for which it is refused, or 0. */
static int refused(struct arena *a, const struct notice_answer *answer) {
    static const struct notice_paths paths = {.reason = "reason", .contact_on = "on"};
    struct findings wrong = findings_in(a);
    notifications_answer_check(answer, paths, ISSUED, TODAY, &wrong);
    assert_true(wrong.n <= 1);
    return wrong.n ? wrong.list[0].reason : 0;
}

static void texts_have_their_most(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    for (int over = 0; over <= 1; over++) {
        struct notice_answer answer = {
            .state = NOTICE_STATE_ACCEPTED, .told_by = text(&a, 200 + (size_t)over), .note = ""};
        assert_int_equal(refused(&a, &answer), over ? REASON_TEXT_TOO_LONG : 0);
        answer.told_by = "Nadège";
        answer.note = text(&a, 2000 + (size_t)over);
        assert_int_equal(refused(&a, &answer), over ? REASON_TEXT_TOO_LONG : 0);
    }
    arena_close(&a);
}

static void a_first_contact_lies_between_the_notice_and_today(void **state) {
    (void)state;
    static const struct {
        day on;
        int reason;
    } rows[] = {{ISSUED - 1, REASON_DATE_TOO_OLD}, {ISSUED, 0}, {TODAY, 0}, {TODAY + 1, REASON_DATE_IN_FUTURE}};
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct notice_answer answer = {.state = NOTICE_STATE_FIRST_CONTACT,
                                       .told_by = "Nadège",
                                       .note = "",
                                       .contact_on = civil_date(&a, rows[i].on)};
        assert_int_equal(refused(&a, &answer), rows[i].reason);
    }
    arena_close(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_have_their_most),
        cmocka_unit_test(a_first_contact_lies_between_the_notice_and_today),
    };
    return cmocka_run_group_tests_name("answer", tests, NULL, NULL);
}
