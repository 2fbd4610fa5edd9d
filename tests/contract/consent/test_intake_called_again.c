/* A new call of a followed family: whatever it would lead to, her enrolment stays as it was, and that the rules no longer
 * fit is one piece of work, for a person. */
#include "consent_world.h"

static intake__submit_screening_reply *enrolled(struct loop *l) {
    intake__enrol_family_reply *e = NULL;
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    assert_int_equal(enrol(&l->t, s, &e), 0);
    settle_all(l);
    return s;
}

/* Her income and her schooling leave no door to SIPPE. */
static intake__screening *other_answers(struct loop *l) {
    intake__screening *call = call_now(&l->t);
    call->local_reference = "autre-appel";
    call->income->annual = money(&l->t.a, INT64_C(20000000));
    call->schooling->highest_diploma = DIPLOMA_UNIV;
    return call;
}

static intake__submit_screening_reply *calls_again(struct loop *l, ProtobufCBinaryData family_id) {
    intake__submit_screening_request *in = NEW(&l->t.a, intake__submit_screening_request);
    intake__submit_screening_reply *out = NULL;
    in->screening = other_answers(l);
    in->family_id = family_id;
    assert_int_equal(ASK(&l->t, "desk", SubmitScreening, submit_screening, in, &out), 0);
    settle_all(l);
    return out;
}

static const intake__enrolment *enrolment(struct loop *l, ProtobufCBinaryData family_id) {
    return family(&l->t, "team", family_id)->enrolment;
}

static size_t n_of(struct loop *l, sippe__work_kind kind) {
    const sippe__list_work_reply *list = worklist(&l->t, "coord");
    size_t n = 0;
    for (size_t i = 0; i < list->n_items; i++) n += list->items[i]->kind == kind;
    return n;
}

static void test_her_enrolment_stays(void **state) {
    struct loop *l = *state;
    intake__submit_screening_reply *s = enrolled(l);
    const intake__enrolment *before = enrolment(l, s->family_id);
    intake__submit_screening_reply *again = calls_again(l, s->family_id);
    assert_true(SAME_BYTES(again->family_id, s->family_id));
    assert_int_not_equal(again->proposed_route, ROUTE_SIPPE);
    const intake__enrolment *after = enrolment(l, s->family_id);
    assert_true(SAME_BYTES(after->version, before->version));
    assert_int_equal(after->state, before->state);
    assert_int_equal(n_of(l, WORK_KIND_DECIDE_ROUTE), 1);
    assert_int_equal(n_of(l, WORK_KIND_ENROL), 0);
}

/* Another decision for it ends nothing, and asks nobody to enrol her once more. */
static void test_nor_does_its_decision_change_it(void **state) {
    struct loop *l = *state;
    intake__submit_screening_reply *s = enrolled(l);
    intake__submit_screening_reply *again = calls_again(l, s->family_id);
    intake__decide_route_request *in = NEW(&l->t.a, intake__decide_route_request);
    in->screening_id = again->screening_id;
    in->version = again->version;
    in->route = again->proposed_route;
    in->override_reason = "déjà suivie";
    assert_int_equal(ASK(&l->t, "desk", DecideRoute, decide_route, in, NULL), 0);
    settle_all(l);
    assert_int_equal(enrolment(l, s->family_id)->state, ENROLMENT_STATE_AWAITING_KEY_WORKER);
    assert_int_equal(n_of(l, WORK_KIND_DECIDE_ROUTE), 0);
    assert_int_equal(n_of(l, WORK_KIND_ENROL), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, loop_opened, loop_closed)

int main(void) {
    const struct CMUnitTest tests[] = {TEST(test_her_enrolment_stays), TEST(test_nor_does_its_decision_change_it)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
