/* Notices found by what a caller says: a sheet by either id, an answer by its code. */
#include "notifications_world.h"

/* Sixteen bytes or nothing: what is no id finds no sheet, whatever was asked before. */
static void test_an_id_of_another_length_finds_no_sheet(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    notifications__get_sheet_reply *s;
    furnish(w, &a);
    refer(w, &a, REFERRAL);
    notifications__get_sheet_request *in = NEW(&a, notifications__get_sheet_request);
    uint8_t *bytes = arena_alloc(&a, 2 * ID_LEN);
    for (size_t len = 1; len <= 2 * ID_LEN; len++) {
        if (len == ID_LEN) continue;
        assert_int_equal(sheet(w, &a, "desk", REFERRAL, &s), 0);
        for (int which = 0; which < 2; which++) {
            ProtobufCBinaryData field = {len, bytes};
            in->referral_id = which ? field : (ProtobufCBinaryData){0};
            in->notice_id = which ? s->notice->notice_id : field;
            assert_int_equal(CALL(w, &a, "notifications", "desk", notifications, GetSheet, get_sheet, in, &s),
                             REASON_NOT_FOUND);
        }
    }
    world_close(w, &a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_id_of_another_length_finds_no_sheet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
