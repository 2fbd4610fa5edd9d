/* A partner with many notices reads them by the page. */
#include "notifications_world.h"

static notifications__list_notices_reply *page(struct world *w, struct arena *a, uint32_t limit,
                                               ProtobufCBinaryData after) {
    notifications__list_notices_request *in = NEW(a, notifications__list_notices_request);
    notifications__list_notices_reply *out = NULL;
    in->limit = limit;
    in->after = after;
    assert_int_equal(CALL(w, a, "notifications", "partner", notifications, ListNotices, list_notices, in, &out), 0);
    return out;
}

static void each_is_on_one_page(void **state) {
    (void)state;
    enum { NOTICES = 5, EACH = 2 };
    struct arena a;
    struct world *w = world_open(&a);
    furnish(w, &a);
    for (uint8_t i = 0; i < NOTICES; i++) refer(w, &a, (uint8_t)(REFERRAL + i));
    ProtobufCBinaryData after = {0, NULL}, seen[NOTICES];
    size_t n = 0, pages = 0;
    do {
        notifications__list_notices_reply *p = page(w, &a, EACH, after);
        assert_true(p->n_notices <= EACH);
        for (size_t i = 0; i < p->n_notices && n < NOTICES; i++) seen[n++] = p->notices[i]->notice_id;
        after = p->next;
        pages++;
    } while (after.len && pages < NOTICES);
    assert_int_equal(n, NOTICES);
    assert_int_equal(pages, (NOTICES + EACH - 1) / EACH);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++) assert_false(span_equal(span_pb(seen[i]), span_pb(seen[k])));
    world_close(w, &a);
}

static void a_page_has_its_most(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    notifications__list_notices_request *in = NEW(&a, notifications__list_notices_request);
    notifications__list_notices_reply *out = NULL;
    in->limit = 200;
    assert_int_equal(CALL(w, &a, "notifications", "partner", notifications, ListNotices, list_notices, in, &out), 0);
    in->limit = 201;
    assert_int_equal(CALL(w, &a, "notifications", "partner", notifications, ListNotices, list_notices, in, &out),
                     REASON_NUMBER_OUT_OF_RANGE);
    in->limit = 0;
    in->after = pb_of(span_of(arena_alloc(&a, KEY_MAX + 1), KEY_MAX + 1));
    assert_int_equal(CALL(w, &a, "notifications", "partner", notifications, ListNotices, list_notices, in, &out),
                     REASON_NUMBER_OUT_OF_RANGE);
    world_close(w, &a);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_is_on_one_page), cmocka_unit_test(a_page_has_its_most)};
    return cmocka_run_group_tests_name("notifications: pages", tests, NULL, NULL);
}
