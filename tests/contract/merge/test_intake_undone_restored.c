/* A store is put back to when two families were one, of whom one has been erased since: who is left is a family of her
 * own, and a rebuild says so too. */
#include "../erasure/erasure_world.h"
#include "merge_world.h"

static void put_back(struct loop *l) {
    world_restore(l->t.w, 0);
    settle_all(l);
    assert_null(world_verify(l->t.w));
}

static void noted(struct desk *t, ProtobufCBinaryData family_id) {
    intake__record_note_request *in = NEW(&t->a, intake__record_note_request);
    in->family_id = family_id;
    in->words = NEW(&t->a, intake__note_words);
    in->words->text = "Elle préfère le matin.";
    assert_int_equal(ASK(t, "desk", RecordNote, record_note, in, NULL), 0);
}

static void ended(struct desk *t, ProtobufCBinaryData family_id) {
    const intake__enrolment *e = family(t, "coord", family_id)->enrolment;
    intake__end_enrolment_request *in = NEW(&t->a, intake__end_enrolment_request);
    in->enrolment_id = e->enrolment_id;
    in->version = e->version;
    in->reason = END_REASON_FAMILY_WISH;
    assert_int_equal(ASK(t, "team", EndEnrolment, end_enrolment, in, NULL), 0);
}

static void test_the_other_is_herself(void **state) {
    struct loop *l = *state;
    node__backup_reply *done[DAEMONS];
    intake__enrol_family_reply *e = NULL;
    intake__decide_route_reply *out = NULL;
    intake__submit_screening_reply *one = calls_as(&l->t, "Rose", "514 555-0142"),
                                   *other = calls_as(&l->t, "Annie", "514 555-0142");
    assert_int_equal(decide(&l->t, "desk", one->screening_id, one->version, ROUTE_SIPPE, &out), 0);
    assert_int_equal(decide(&l->t, "desk", other->screening_id, other->version, ROUTE_SIPPE, &out), 0);
    merge_into(&l->t, other, one->family_id);
    assert_int_equal(enrol(&l->t, one, &e), 0); /* which is hers, and not the other's */
    settle_all(l);
    world_backup(l->t.w, &l->t.a, "op", "c1", done);
    world_cut_keep(l->t.w, "c1");
    undone(&l->t, other->family_id);
    ended(&l->t, one->family_id);
    settle_all(l);
    erased(l, one->family_id);
    assert_null(world_verify(l->t.w));
    put_back(l);
    intake__get_family_reply *f = family(&l->t, "coord", other->family_id);
    assert_true(SAME_BYTES(f->family_id, other->family_id));
    assert_int_equal(f->merged_into.len, 0);
    assert_int_equal(f->n_screenings, 1);
    assert_null(f->enrolment);
    assert_non_null(work_of(worklist(&l->t, "desk"), WORK_KIND_ENROL));
    assert_non_null(work_of(worklist(&l->t, "desk"), WORK_KIND_SETTLE_MATCH));
    noted(&l->t, other->family_id);
    assert_null(world_verify(l->t.w));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_the_other_is_herself, erasure_opened, loop_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
