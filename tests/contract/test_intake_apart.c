/* What one family has said is in her own rows alone: the rows are made again from a journal in which her words are gone,
 * and all that is not sealed for her is as it was; of a family that was merged too. */
#include "loop_world.h"
#include "without_words.h"

struct apart {
    struct loop l;
    ProtobufCBinaryData into, from, third; /* two families that became one, and another */
};

static int opened(void **state) {
    struct apart *s = calloc(1, sizeof *s);
    loop_open(&s->l);
    *state = s;
    return 0;
}

static int closed(void **state) {
    struct apart *s = *state;
    settle_all(&s->l);
    desk_close(&s->l.t);
    free(s);
    return 0;
}

static void her_words_are_in_her_rows_alone(struct apart *s, ProtobufCBinaryData who) {
    struct id family = id_of(who);
    struct engine *other = rebuilt_without(s->l.t.w, "intake", &s->l.t.a, family);
    struct view without = view_make(other, &other->snapshot);
    assert_true(others_rows_are_the_same(world_view(s->l.t.w, "intake", &s->l.t.a), &without, family) > 10);
    const intake_rows__family *row = row_get(&without, &intake_families, KEY(KEY_ID(family)));
    assert_string_equal(row->personal->number, ""); /* her words are gone indeed */
    without_close(other);
}

/* ---- the story ---- */

static intake__submit_screening_reply *called(struct apart *s, const char *given, const char *phone) {
    intake__submit_screening_reply *out = NULL;
    intake__screening *call = call_now(&s->l.t);
    call->identity->name->given = given;
    call->identity->phone = phone;
    assert_int_equal(submit(&s->l.t, "desk", call, &out), 0);
    return out;
}

static void declined(struct loop *l) {
    notifications__decline_notice_request *in = NEW(&l->t.a, notifications__decline_notice_request);
    notifications__decline_notice_reply *out = NULL;
    in->notice_id = notices(l)->notices[0]->notice_id;
    in->version = notices(l)->notices[0]->version;
    in->told_by = "Mme Roy";
    in->reason = DECLINE_REASON_FULL;
    assert_int_equal(
        CALL(l->t.w, &l->t.a, "notifications", "maison", notifications, DeclineNotice, decline_notice, in, &out), 0);
    settle_all(l);
}

static void merged(struct apart *s, const intake__submit_screening_reply *call) {
    struct desk *t = &s->l.t;
    intake__settle_match_request *in = NEW(&t->a, intake__settle_match_request);
    intake__settle_match_reply *out = NULL;
    in->screening_id = call->screening_id;
    in->version = screening(t, call->screening_id)->summary->version;
    in->same_as_family_id = s->into;
    assert_int_equal(ASK(t, "desk", SettleMatch, settle_match, in, &out), 0);
}

static void born(struct apart *s, ProtobufCBinaryData family_id) {
    intake__record_birth_request *in = NEW(&s->l.t.a, intake__record_birth_request);
    in->sure = true;
    intake__record_birth_reply *out = NULL;
    in->family_id = family_id;
    in->birth_date = date(&s->l.t.a, 2026, 11, 19);
    assert_int_equal(ASK(&s->l.t, "team", RecordBirth, record_birth, in, &out), 0);
}

/* A birth; another call whose family is the same; her referral that was declined; another door, for the same need. */
static void told(struct apart *s) {
    struct loop *l = &s->l;
    intake__record_consent_reply *given = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__decide_route_reply *decided = NULL;
    intake__enrol_family_reply *e = NULL;
    s->into = called(s, "Rose", "514 555-0142")->family_id;
    born(s, s->into);
    intake__submit_screening_reply *call = called(s, "Rose", "514 555-0142"); /* with another pregnancy */
    s->from = call->family_id;
    s->third = called(s, "Anne", "514 555-0188")->family_id;
    assert_int_equal(decide(&l->t, "desk", call->screening_id, call->version, ROUTE_SIPPE, &decided), 0);
    assert_int_equal(consent(l, consent_request(l, s->from), &given), 0);
    assert_int_equal(refer(l, s->from, l->service, &r), 0);
    settle_all(l);
    declined(l);
    merged(s, call);
    assert_non_null(work_of(worklist(&l->t, "desk"), WORK_KIND_REFERRAL_DECLINED));
    assert_int_equal(refer(l, s->into, numbered(&l->t.a, "second"), &r), 0);
    call->family_id = s->into;
    assert_int_equal(enrol(&l->t, call, &e), 0);
    settle_all(l);
}

static void test_each_family_has_words_of_her_own(void **state) {
    struct apart *s = *state;
    told(s);
    her_words_are_in_her_rows_alone(s, s->into);
    her_words_are_in_her_rows_alone(s, s->from);
    her_words_are_in_her_rows_alone(s, s->third);
}

/* Her things stay hers and sealed for her; another door for the same need ends what the first one left. */
static void test_a_merge_moves_nothing_and_seals_nothing_anew(void **state) {
    struct apart *s = *state;
    told(s);
    struct view *v = world_view(s->l.t.w, "intake", &s->l.t.a);
    intake_rows__consent *row = NULL;
    struct row_scan *scan = row_scan(v, &intake_consents, KEY_EMPTY, NULL);
    assert_true(row_next(scan, NULL, &row));
    row_scan_end(scan);
    assert_true(SAME_BYTES(row->family_id, s->from));
    assert_true(SAME_BYTES(row->sealed_for, s->from));
    assert_null(work_of(worklist(&s->l.t, "coord"), WORK_KIND_REFERRAL_DECLINED));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_each_family_has_words_of_her_own, opened, closed),
        cmocka_unit_test_setup_teardown(test_a_merge_moves_nothing_and_seals_nothing_anew, opened, closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
