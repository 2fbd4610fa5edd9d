#include "cli/push/push_window.h"
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

static struct id number(uint8_t n) { return (struct id){.bytes = {n, 1}}; }

static void window_of_all(struct push_window *w, int64_t now_ms) {
    *w = (struct push_window){0};
    for (uint8_t i = 0; i < PUSH_IN_FLIGHT; i++) push_flight_begin(push_window_free(w), number(i), now_ms);
}

static void as_many_as_there_are_places(void **state) {
    (void)state;
    struct push_window w;
    window_of_all(&w, 0);
    assert_true(!push_window_free(&w));
    struct id id = number(7), other = number(200);
    struct push_flight *f = push_window_find(&w, id_span(&id));
    assert_true(f && id_equal(f->id, id) && !push_window_find(&w, id_span(&other)));
    push_flight_end(f);
    assert_true(push_window_free(&w) == f && !push_window_find(&w, id_span(&id)));
}

/* However many places before it are free: what had no answer is sent again although nothing new is left to send. */
static void without_an_answer_it_goes_again(void **state) {
    (void)state;
    struct push_window w;
    window_of_all(&w, 1000);
    for (uint8_t i = 0; i < 15; i++) push_flight_end(&w.flights[i]);
    assert_true(!push_window_overdue(&w, 1000 + PUSH_RESEND_MS - 1));
    size_t again = 0;
    for (struct push_flight *f; (f = push_window_overdue(&w, 1000 + PUSH_RESEND_MS)); again++)
        push_flight_begin(f, f->id, 1000 + PUSH_RESEND_MS);
    assert_int_equal(PUSH_IN_FLIGHT - 15, again);
    assert_true(!push_window_overdue(&w, 1000 + 2 * PUSH_RESEND_MS - 1) &&
                push_window_overdue(&w, 1000 + 2 * PUSH_RESEND_MS));
}

static void a_lost_connection_makes_all_due_at_once(void **state) {
    (void)state;
    struct push_window w;
    window_of_all(&w, 1000);
    push_flight_end(&w.flights[0]);
    push_window_lost(&w);
    size_t again = 0;
    for (struct push_flight *f; (f = push_window_overdue(&w, 1001)); again++) push_flight_begin(f, f->id, 1001);
    assert_int_equal(PUSH_IN_FLIGHT - 1, again);
    push_flight_begin(push_window_free(&w), number(99), 1001);
    assert_true(!push_window_overdue(&w, 1002));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_many_as_there_are_places),
        cmocka_unit_test(without_an_answer_it_goes_again),
        cmocka_unit_test(a_lost_connection_makes_all_due_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
