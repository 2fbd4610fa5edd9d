/* Intake after a restore: numbers that were told, and referrals that wait for a person. */
#include "civil/family_number.h"
#include "intake_world.h"

#include <stdio.h>
#include <unistd.h>

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
    assert_int_equal(CALL(t->w, &t->a, "intake", "desk", node, ReviewRestore, review_restore, in, NULL),
                     REASON_NOT_ALLOWED);
    assert_int_equal(CALL(t->w, &t->a, "intake", "coord", node, ReviewRestore, review_restore, in, NULL), 0);
    assert_int_equal(refer(t, s->family_id), REASON_SERVICE_UNKNOWN);
}

/* ---- revoked keys ---- */

static int key_allow(struct desk *t, const char *name) {
    return member_add(t, member_request(t, name, ROLE_DESK, "99001"));
}

static int list_as(struct desk *t, const char *key) {
    return ASK(t, key, ListScreenings, list_screenings, NEW(&t->a, intake__list_screenings_request), NULL);
}

static bool may_connect(struct desk *t, const char *name) {
    uint8_t public_key[32];
    char connection[64];
    world_public_key(name, public_key);
    return engine_key_name(world_engine(t->w, "intake"), public_key, world_now_ms(t->w), connection);
}

static char *revoked_path(struct desk *t) { return arena_printf(&t->a, "%s/revoked", world_dir(t->w, "intake")); }

static int keys_cut(void **state) {
    struct desk *t = calloc(1, sizeof *t);
    node__backup_reply *done[DAEMONS];
    desk_open(t);
    assert_int_equal(adopt(t, fixture_territory(&t->a)), 0);
    assert_int_equal(key_allow(t, "portable"), 0);
    world_backup(t->w, &t->a, "op", "c1", done);
    world_cut_keep(t->w, "c1");
    *state = t;
    return 0;
}

/* Of the record nothing is left; the file beside the store says it all the same, and the record can be made anew. */
static void a_revoked_key_stays_so(void **state) {
    struct desk *t = *state;
    assert_int_equal(list_as(t, "portable"), 0);
    assert_int_equal(key_allow(t, "later"), 0);
    assert_int_equal(key_revoke(t, "op", "portable"), 0);
    assert_int_equal(key_revoke(t, "op", "later"), 0);
    assert_int_equal(list_as(t, "portable"), REASON_KEY_REVOKED);
    world_restore(t->w, 0);
    assert_int_equal(list_as(t, "portable"), REASON_KEY_REVOKED);
    assert_false(may_connect(t, "portable"));
    assert_int_equal(key_allow(t, "later"), REASON_KEY_TAKEN);
    assert_int_equal(key_revoke(t, "op", "portable"), 0);
    assert_int_equal(key_revoke(t, "op", "portable"), REASON_MOVE_ILLEGAL);
}

/* A file that was lost is made anew of the rows; files of two days are joined; a line that is none stops the daemon. */
static void the_file_of_revoked_keys(void **state) {
    struct desk *t = *state;
    assert_int_equal(access(revoked_path(t), F_OK), -1);
    assert_int_equal(key_revoke(t, "op", "portable"), 0);
    assert_int_equal(unlink(revoked_path(t)), 0);
    world_crash(t->w, "intake");
    assert_int_equal(access(revoked_path(t), F_OK), 0);
    intake__add_member_reply *joined = NULL;
    const intake__add_member_request *in = member_request(t, "joined", ROLE_DESK, "99001");
    assert_int_equal(ASK(t, "op", AddMember, add_member, in, &joined), 0);
    FILE *f = fopen(revoked_path(t), "a");
    assert_non_null(f);
    const char *id = id_text(&t->a, id_of(joined->id));
    char key[65];
    for (size_t i = 0; i < 32; i++) snprintf(key + 2 * i, 3, "%02x", in->member->public_keys[0].data[i]);
    fprintf(f, "# of the day before\n%s %s\n%s %s\n", id, key, id, key);
    fclose(f);
    assert_int_equal(list_as(t, "joined"), 0);
    world_crash(t->w, "intake");
    assert_int_equal(list_as(t, "joined"), REASON_KEY_REVOKED);
    world_stop(t->w, "intake");
    f = fopen(revoked_path(t), "a");
    assert_non_null(f);
    fputs("half a li", f);
    fclose(f);
    assert_int_equal(world_start(t->w, "intake"), ERR_CORRUPT);
    assert_non_null(strstr(engine_open_error(), "line 5"));
    unlink(revoked_path(t));
    assert_int_equal(world_start(t->w, "intake"), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_number_that_was_told_is_not_given_again, cut, closed),
        cmocka_unit_test_setup_teardown(unknown_numbers_are_passed_by_far, cut, closed),
        cmocka_unit_test_setup_teardown(nothing_leaves_before_the_review, cut, closed),
        cmocka_unit_test_setup_teardown(a_revoked_key_stays_so, keys_cut, closed),
        cmocka_unit_test_setup_teardown(the_file_of_revoked_keys, keys_cut, closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
