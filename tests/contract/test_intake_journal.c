/* What those who keep the daemons are shown of the journals, after a family was referred: what happened, and not to whom. */
#include "loop_world.h"

static node__list_records_reply *records(struct loop *l, const char *daemon, const char *key,
                                         ProtobufCBinaryData subject) {
    node__list_records_request *in = NEW(&l->t.a, node__list_records_request);
    node__list_records_reply *out = NULL;
    in->limit = 200;
    in->subject = subject;
    assert_int_equal(world_call(l->t.w, &l->t.a, daemon, key, "node.ListRecords", world_request_id(l->t.w), &in->base,
                                &node__list_records_reply__descriptor, &out, NULL),
                     0);
    return out;
}

static bool holds(const ProtobufCMessage *m, ProtobufCBinaryData id) {
    struct arena a;
    arena_init(&a);
    struct span packed = message_pack(&a, m);
    bool found = memmem(packed.data, packed.len, id.data, id.len) != NULL;
    arena_close(&a);
    return found;
}

/* Neither the family nor the organisation, nor anything by which the one is led to the other. */
static void test_an_operator_is_shown_no_family(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__submit_screening_reply *s = referred(l, &c, &r);
    size_t of_families = 0, others = 0;
    for (size_t d = 0; d < DAEMONS; d++) {
        const node__list_records_reply *list = records(l, daemon_names[d], "op", (ProtobufCBinaryData){0});
        for (size_t i = 0; i < list->n_records; i++) {
            const node__record_shown *shown = list->records[i];
            of_families += shown->of_family ? 1 : 0;
            others += !shown->of_family && shown->n_subjects && shown->open.len;
            assert_false(holds(&shown->base, s->family_id));
            assert_false(holds(&shown->base, r->referral_id));
            if (shown->of_family) assert_true(!shown->n_subjects && !shown->open.len);
            for (size_t n = 0; n < shown->n_streams; n++) assert_memory_equal(shown->streams[n]->name, "daemons:", 8);
            assert_true(shown->size > 0 && shown->size % 256 == 0);
        }
        assert_int_equal(records(l, daemon_names[d], "op", s->family_id)->n_records, 0);
        assert_int_equal(records(l, daemon_names[d], "op", r->referral_id)->n_records, 0);
    }
    assert_true(of_families >= 5);
    assert_true(others >= 5);
}

/* Ids and states, for explaining what was done with a file; never what a family told. */
static void test_a_coordinator_is_shown_what_is_open(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__submit_screening_reply *s = referred(l, &c, &r);
    const node__list_records_reply *list = records(l, "intake", "coord", s->family_id);
    assert_true(list->n_records >= 3);
    for (size_t i = 0; i < list->n_records; i++) {
        assert_true(list->records[i]->n_subjects && list->records[i]->open.len);
        assert_false(message_mentions(&list->records[i]->base, "Maude"));
    }
}

static void test_partners_are_counted_together(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    referred(l, &c, &r);
    node__get_status_request *in = NEW(&l->t.a, node__get_status_request);
    node__get_status_reply *out = NULL;
    assert_int_equal(world_call(l->t.w, &l->t.a, "notifications", "op", "node.GetStatus", world_request_id(l->t.w),
                                &in->base, &node__get_status_reply__descriptor, &out, NULL),
                     0);
    bool seen = false;
    for (size_t i = 0; i < out->n_streams; i++) {
        seen |= strcmp(out->streams[i]->name, "partners") == 0 && out->streams[i]->n == 1;
        assert_null(strstr(out->streams[i]->name, partner_id));
    }
    assert_true(seen);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_an_operator_is_shown_no_family, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_a_coordinator_is_shown_what_is_open, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_partners_are_counted_together, loop_opened, loop_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
