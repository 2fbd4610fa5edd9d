/* Intake after a restore: numbers that were told, and referrals that wait for a person. */
#include "civil/family_number.h"
#include "intake_world.h"

static int cut(void **state) {
    struct desk *t = calloc(1, sizeof *t);
    node__backup_reply *done[DAEMONS];
    intake__submit_screening_reply *s = NULL;
    desk_open(t);
    assert_int_equal(adopt(t, fixture_territory(&t->a)), 0);
    assert_int_equal(submit(t, "desk", call_now(t), &s), 0);
    world_backup(t->w, &t->a, "op", "c1", done);
    world_cut_keep(t->w, "c1");
    *state = t;
    return 0;
}

static int closed(void **state) {
    desk_close(*state);
    free(*state);
    return 0;
}

static intake__submit_screening_reply *told(struct desk *t, const char *name) {
    intake__submit_screening_reply *out = NULL;
    intake__screening *s = call_now(t);
    s->identity->name->family = name;
    s->identity->phone = "514 555-0143";
    s->identity->nam = "";
    assert_int_equal(submit(t, "desk", s, &out), 0);
    return out;
}

static uint64_t number_of(const intake__submit_screening_reply *s) {
    uint64_t n = 0;
    assert_true(family_number_parse(s->family_number, &n));
    return n;
}

static int find_number(struct desk *t, const char *number) {
    intake__get_family_request *in = NEW(&t->a, intake__get_family_request);
    in->number = number;
    return ASK(t, "desk", GetFamily, get_family, in, NULL);
}

/* Three were told after the cut; whoever calls next gets none of them, and to those who have them they lead to nobody. */
static void a_number_that_was_told_is_not_given_again(void **state) {
    struct desk *t = *state;
    const char *lost = NULL;
    uint64_t last = 0;
    for (int i = 0; i < 3; i++) {
        intake__submit_screening_reply *s = told(t, arena_printf(&t->a, "Perdue%d", i));
        lost = s->family_number;
        last = number_of(s);
    }
    world_restore(t->w, last);
    assert_int_equal(find_number(t, lost), REASON_NOT_FOUND);
    assert_int_equal(number_of(told(t, "Nouvelle")), last + 1);
}

/* Nothing is known of what stood there. */
static void unknown_numbers_are_passed_by_far(void **state) {
    struct desk *t = *state;
    world_restore(t->w, 0);
    assert_int_equal(number_of(told(t, "Nouvelle")), 12001); /* 1001 + 10,000, rounded up, and the one after it */
    world_restore(t->w, 12003);                              /* the store of the first restore, which told three */
    assert_int_equal(number_of(told(t, "Autre")), 12004);
}

static int refer(struct desk *t, ProtobufCBinaryData family_id) {
    intake__refer_to_partner_request *in = NEW(&t->a, intake__refer_to_partner_request);
    in->family_id = family_id;
    in->service_id = family_id; /* of no service: what is refused before that shows */
    in->need = NEED_FOOD_AID;
    in->by = "Mme Gagnon";
    return ASK(t, "desk", ReferToPartner, refer_to_partner, in, NULL);
}

static void nothing_leaves_before_the_review(void **state) {
    struct desk *t = *state;
    node__review_restore_request *in = NEW(&t->a, node__review_restore_request);
    intake__submit_screening_reply *s = told(t, "Tremblay");
    assert_int_equal(refer(t, s->family_id), REASON_SERVICE_UNKNOWN);
    world_restore(t->w, number_of(s));
    s = told(t, "Tremblay");
    assert_int_equal(refer(t, s->family_id), REASON_RESTORE_UNREVIEWED);
    world_crash(t->w, "intake");
    assert_int_equal(refer(t, s->family_id), REASON_RESTORE_UNREVIEWED);
    in->by = "Mme Roy";
    assert_int_equal(CALL(t->w, &t->a, "intake", "desk", node, ReviewRestore, review_restore, in, NULL),
                     REASON_NOT_ALLOWED);
    assert_int_equal(CALL(t->w, &t->a, "intake", "coord", node, ReviewRestore, review_restore, in, NULL), 0);
    assert_int_equal(refer(t, s->family_id), REASON_SERVICE_UNKNOWN);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_number_that_was_told_is_not_given_again, cut, closed),
        cmocka_unit_test_setup_teardown(unknown_numbers_are_passed_by_far, cut, closed),
        cmocka_unit_test_setup_teardown(nothing_leaves_before_the_review, cut, closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
