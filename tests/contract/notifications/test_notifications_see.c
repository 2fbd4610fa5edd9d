/* May she see it? A notice is asked for by its referral, of which intake says who follows the family and whom she keeps
 * from it: in lists, look-ups, sheets, receipts and codes. A partner is bound by neither. */
#include "notifications_world.h"

struct fixture {
    struct world *w;
    struct arena a;
    const char *code;
};

static void ruled(struct fixture *f, const node__restriction *r) {
    node__referral_access_ruled *e = NEW_WITH_PERSONAL(&f->a, node__referral_access_ruled);
    node__team_member *m = NEW(&f->a, node__team_member);
    e->subject = id_field(&f->a, numbered(REFERRAL));
    e->personal->access = NEW(&f->a, node__file_access);
    m->worker = "inf-01";
    APPEND(&f->a, e->personal->access, team, m);
    if (r) APPEND(&f->a, e->personal->access, restrictions, (node__restriction *)(uintptr_t)r);
    feeder_say(f->w, &f->a, numbered(REFERRAL), &e->base);
    assert_true(world_settle(f->w, 60000));
}

static void keep_from(struct fixture *f, struct id member, sippe__role role, unsigned shows) {
    node__restriction *r = NEW(&f->a, node__restriction);
    r->restriction_id = id_field(&f->a, numbered(0x71));
    if (!id_is_zero(member)) r->member_id = id_field(&f->a, member);
    r->role = role;
    r->organization = role ? "06511" : "";
    r->shows = shows;
    ruled(f, r);
}

static int opened(void **state) {
    struct fixture *f = test_calloc(1, sizeof *f);
    notifications__get_sheet_reply *sheet = NULL;
    f->w = world_open(&f->a);
    sippe__territory *t = feeder_territory(&f->a);
    t->label = "assigned";
    t->access = NEW(&f->a, sippe__access);
    t->access->care_team = CARE_TEAM_ASSIGNED;
    t->access->break_glass = NEW(&f->a, sippe__break_glass);
    t->access->break_glass->allowed = true;
    t->access->break_glass->minutes = 60;
    feeder_adopt(f->w, &f->a, t);
    furnish(f->w, &f->a);
    refer(f->w, &f->a, REFERRAL);
    assert_int_equal(print_sheet(f->w, &f->a, "desk", REFERRAL), 0);
    assert_int_equal(get_sheet(f->w, &f->a, "desk", REFERRAL, &sheet), 0);
    f->code = sheet->answer_code;
    ruled(f, NULL);
    *state = f;
    return 0;
}

static int closed(void **state) {
    struct fixture *f = *state;
    world_close(f->w, &f->a);
    test_free(f);
    return 0;
}

static int answer(struct fixture *f, const char *key, const char *code) {
    notifications__answer_by_code_request *in = NEW(&f->a, notifications__answer_by_code_request);
    in->code = code;
    in->answer = NOTICE_STATE_ACKNOWLEDGED;
    in->told_by = "M. Roy";
    return CALL(f->w, &f->a, "notifications", key, notifications, AnswerByCode, answer_by_code, in, NULL);
}

static int receipt(struct fixture *f, const char *key) {
    notifications__get_receipt_request *in = NEW(&f->a, notifications__get_receipt_request);
    in->referral_id = id_field(&f->a, numbered(REFERRAL));
    return CALL(f->w, &f->a, "notifications", key, notifications, GetReceipt, get_receipt, in, NULL);
}

static notifications__find_notice_reply *found(struct fixture *f, const char *key) {
    notifications__find_notice_request *in = NEW(&f->a, notifications__find_notice_request);
    notifications__find_notice_reply *out = NULL;
    in->digits = arena_printf(&f->a, "%.8s", id_text(&f->a, id_of(notice(f->w, &f->a)->notice_id)));
    assert_int_equal(CALL(f->w, &f->a, "notifications", key, notifications, FindNotice, find_notice, in, &out), 0);
    return out;
}

/* A team that does not follow her; a desk answers the telephone for all. That the code is right is told, and is no
 * wrong one. */
static void test_another_team(void **state) {
    struct fixture *f = *state;
    notifications__get_sheet_reply *sheet = NULL;
    assert_int_equal(print_sheet(f->w, &f->a, "team", REFERRAL), REASON_CARE_TEAM_ONLY);
    assert_int_equal(get_sheet(f->w, &f->a, "team", REFERRAL, &sheet), REASON_CARE_TEAM_ONLY);
    assert_int_equal(receipt(f, "team"), REASON_CARE_TEAM_ONLY);
    for (int i = 0; i < 6; i++) assert_int_equal(answer(f, "team", f->code), REASON_CARE_TEAM_ONLY);
    assert_int_equal(receipt(f, "desk"), 0);
    assert_int_equal(receipt(f, "coordinator"), 0);
    assert_int_equal(answer(f, "desk", f->code), 0);
}

/* All of it: nothing is listed, found or matched, and her code is nobody's. */
static void test_whom_she_keeps_from_it(void **state) {
    struct fixture *f = *state;
    notifications__get_notice_reply *out = NULL;
    assert_int_equal(list(f->w, &f->a, "coordinator", false)->n_notices, 1);
    keep_from(f, member_of_name("coordinator"), ROLE_UNSPECIFIED, 0);
    assert_int_equal(list(f->w, &f->a, "coordinator", false)->n_notices, 0);
    assert_int_equal(found(f, "coordinator")->n_notices, 0);
    assert_false(found(f, "coordinator")->more);
    assert_int_equal(get(f->w, &f->a, "coordinator", notice(f->w, &f->a), &out), REASON_NOT_FOUND);
    assert_int_equal(receipt(f, "coordinator"), REASON_NOT_FOUND);
    assert_int_equal(answer(f, "coordinator", f->code), REASON_CODE_UNKNOWN);
    keep_from(f, (struct id){{0}}, ROLE_DESK, 0);
    assert_int_equal(print_sheet(f->w, &f->a, "desk", REFERRAL), REASON_NOT_FOUND);
    for (int i = 0; i < 5; i++) assert_int_equal(answer(f, "desk", f->code), REASON_CODE_UNKNOWN);
    assert_int_equal(answer(f, "desk", f->code), REASON_CODES_CLOSED); /* as nobody's codes do */
    assert_int_equal(list(f->w, &f->a, "coordinator", false)->n_notices, 1);
}

/* How she is reached is kept from the coordinator: a list shows the need, and neither name nor telephone. */
static void test_a_part_of_it(void **state) {
    struct fixture *f = *state;
    notifications__get_notice_reply *out = NULL;
    assert_non_null(list(f->w, &f->a, "coordinator", false)->notices[0]->content);
    keep_from(f, member_of_name("coordinator"), ROLE_UNSPECIFIED, SHOWS_CONTACT);
    notifications__notice *n = list(f->w, &f->a, "coordinator", false)->notices[0];
    assert_null(n->content);
    assert_int_equal(n->need, NEED_RESPITE);
    assert_null(found(f, "coordinator")->notices[0]->content);
    assert_int_equal(get(f->w, &f->a, "coordinator", n, &out), REASON_CARE_TEAM_ONLY);
}

/* What was sent to a partner is the partner's, whoever follows her. */
static void test_a_partner(void **state) {
    struct fixture *f = *state;
    notifications__get_notice_reply *out = NULL;
    keep_from(f, (struct id){{0}}, ROLE_DESK, 0);
    notifications__notice *n = notice(f->w, &f->a);
    assert_non_null(n->content);
    assert_int_equal(get(f->w, &f->a, "partner", n, &out), 0);
    notifications__accept_notice_request *in = NEW(&f->a, notifications__accept_notice_request);
    in->notice_id = n->notice_id;
    in->version = n->version;
    in->told_by = "M. Roy";
    assert_int_equal(
        CALL(f->w, &f->a, "notifications", "partner", notifications, AcceptNotice, accept_notice, in, NULL), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_another_team, opened, closed),
        cmocka_unit_test_setup_teardown(test_whom_she_keeps_from_it, opened, closed),
        cmocka_unit_test_setup_teardown(test_a_part_of_it, opened, closed),
        cmocka_unit_test_setup_teardown(test_a_partner, opened, closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
