/* Families that turn out to be one: what was told, recorded and asked goes along, after any number of merges. */
#include "intake_world.h"

static int adopted(void **state) {
    struct desk *t = calloc(1, sizeof *t);
    desk_open(t);
    assert_int_equal(adopt(t, fixture_territory(&t->a)), 0);
    *state = t;
    return 0;
}

static int closed(void **state) {
    desk_close(*state);
    free(*state);
    return 0;
}

static intake__submit_screening_reply *called_due(struct desk *t, const char *given, day due) {
    intake__submit_screening_reply *out = NULL;
    intake__screening *s = call_now(t);
    s->identity->name->given = given;
    s->identity->nam = "";
    s->pregnancy->due_date = told_day(&t->a, due);
    assert_int_equal(submit(t, "desk", s, &out), 0);
    return out;
}

/* Near her term: the birth below is of this pregnancy. */
static intake__submit_screening_reply *called(struct desk *t, const char *given) {
    return called_due(t, given, fixture_today() + 20);
}

/* The call's family turns out to be the other one. */
static void merge(struct desk *t, const intake__submit_screening_reply *call, ProtobufCBinaryData into) {
    intake__settle_match_request *in = NEW(&t->a, intake__settle_match_request);
    intake__settle_match_reply *out = NULL;
    in->screening_id = call->screening_id;
    in->version = screening(t, call->screening_id)->summary->version;
    in->same_as_family_id = into;
    assert_int_equal(ASK(t, "desk", SettleMatch, settle_match, in, &out), 0);
}

static void consent(struct desk *t, ProtobufCBinaryData family_id) {
    intake__record_consent_request *in = NEW(&t->a, intake__record_consent_request);
    intake__record_consent_reply *out = NULL;
    in->family_id = family_id;
    in->consent = NEW(&t->a, intake__consent);
    in->consent->purpose = CONSENT_PURPOSE_PARTNER_REFERRAL;
    in->consent->organization_id = family_id; /* any */
    APPEND(&t->a, in->consent, covers, SHARED_ITEM_PHONE);
    in->consent->given_by = CONSENT_GIVER_SELF;
    in->consent->mode = CONSENT_MODE_VERBAL;
    in->consent->given_at = instant(&t->a, world_now_ms(t->w) - 60000);
    in->consent->text_version = "C-2026-1";
    assert_int_equal(ASK(t, "desk", RecordConsent, record_consent, in, &out), 0);
}

static void born(struct desk *t, ProtobufCBinaryData family_id) {
    intake__record_birth_request *in = NEW(&t->a, intake__record_birth_request);
    in->sure = true;
    intake__record_birth_reply *out = NULL;
    in->family_id = family_id;
    in->birth_date = date(&t->a, 2026, 11, 19);
    assert_int_equal(ASK(t, "team", RecordBirth, record_birth, in, &out), 0);
}

static intake__enrol_family_reply *enrolled(struct desk *t, const intake__submit_screening_reply *s) {
    intake__decide_route_reply *decided = NULL;
    intake__enrol_family_reply *out = NULL;
    assert_int_equal(decide(t, "desk", s->screening_id, s->version, ROUTE_SIPPE, &decided), 0);
    assert_int_equal(enrol(t, s, &out), 0);
    return out;
}

static void end(struct desk *t, ProtobufCBinaryData enrolment_id, ProtobufCBinaryData version) {
    intake__end_enrolment_request *in = NEW(&t->a, intake__end_enrolment_request);
    in->enrolment_id = enrolment_id;
    in->version = version;
    in->reason = END_REASON_MOVED;
    assert_int_equal(ASK(t, "team", EndEnrolment, end_enrolment, in, NULL), 0);
}

static void ended(struct desk *t, const intake__submit_screening_reply *s) {
    const intake__enrol_family_reply *e = enrolled(t, s);
    end(t, e->enrolment_id, e->version);
}

static intake__family_summary *found(struct desk *t, const char *number) {
    intake__find_family_request *in = NEW(&t->a, intake__find_family_request);
    intake__find_family_reply *out = NULL;
    in->number = number;
    assert_int_equal(ASK(t, "desk", FindFamily, find_family, in, &out), 0);
    return out->n_families ? out->families[0] : NULL;
}

enum { CHAIN = 5 };

static void test_a_chain_of_merges(void **state) {
    struct desk *t = *state;
    static const char *const names[CHAIN] = {"Anne", "Berthe", "Claire", "Denise", "Edna"};
    intake__submit_screening_reply *calls[CHAIN];
    for (size_t i = 0; i < CHAIN; i++) calls[i] = called(t, names[i]);
    consent(t, calls[0]->family_id);
    ended(t, calls[0]);
    born(t, calls[1]->family_id);
    ProtobufCBinaryData last = calls[CHAIN - 1]->family_id;
    for (size_t i = 0; i + 1 < CHAIN; i++) merge(t, calls[i], calls[i + 1]->family_id);
    for (size_t i = 0; i < CHAIN; i++) { /* every number that was told finds her */
        intake__family_summary *f = found(t, calls[i]->family_number);
        assert_non_null(f);
        assert_true(SAME_BYTES(f->family_id, last));
        ProtobufCBinaryData into = family(t, "desk", calls[i]->family_id)->merged_into;
        assert_int_equal(into.len, i + 1 < CHAIN ? ID_LEN : 0);
        assert_true(!into.len || SAME_BYTES(into, last));
    }
    intake__get_family_reply *f = family(t, "desk", last);
    assert_int_equal(f->n_screenings, CHAIN);
    assert_int_equal(f->n_consents, 1);
    assert_non_null(f->enrolment);
    assert_int_equal(f->enrolment->end_reason, END_REASON_MOVED);
    assert_int_equal(DAY(f->child_birth_date), day_from(2026, 11, 19));
    sippe__list_work_reply *list = worklist(t, "desk");
    for (size_t i = 0; i < list->n_items; i++) assert_true(SAME_BYTES(list->items[i]->family_id, last));
    assert_int_equal(list->total, f->n_next);
    for (size_t i = 0; i < CHAIN; i++) { /* a match names who she is now */
        intake__get_screening_reply *s = screening(t, calls[i]->screening_id);
        for (size_t k = 0; k < s->n_matches; k++) assert_true(SAME_BYTES(s->matches[k]->family_id, last));
    }
}

/* An end is taken back under whom the family has become; what is sealed for who she was stays so (checked by each apply
 * that is run without what is personal). */
static void test_an_end_taken_back_after_a_merge(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *was = called(t, "Anne"), *is = called(t, "Berthe");
    ended(t, was);
    merge(t, was, is->family_id);
    intake__reopen_enrolment_request *in = NEW(&t->a, intake__reopen_enrolment_request);
    const intake__enrolment *e = family(t, "team", is->family_id)->enrolment;
    in->enrolment_id = e->enrolment_id;
    in->version = e->version;
    in->reason = "close par erreur";
    assert_int_equal(ASK(t, "team", ReopenEnrolment, reopen_enrolment, in, NULL), 0);
    e = family(t, "team", is->family_id)->enrolment;
    assert_int_equal(e->state, ENROLMENT_STATE_AWAITING_KEY_WORKER);
    assert_non_null(e->programme_end_on);
}

/* The known family's birth was recorded long before the new call, which dates another pregnancy. */
/* Of two the one that ended last is hers, and is the one that is taken back, whichever was begun first. */
static void test_the_end_of_the_one_that_went_on(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *is = called(t, "Berthe"), *was = called(t, "Anne");
    const intake__enrol_family_reply *first = enrolled(t, is);
    ended(t, was);
    merge(t, was, is->family_id);
    const intake__enrolment *e = family(t, "team", is->family_id)->enrolment;
    assert_true(SAME_BYTES(e->enrolment_id, first->enrolment_id));
    end(t, e->enrolment_id, e->version);
    e = family(t, "team", is->family_id)->enrolment;
    assert_int_equal(e->state, ENROLMENT_STATE_ENDED);
    assert_true(SAME_BYTES(e->enrolment_id, first->enrolment_id));
}

static void test_a_birth_that_is_over(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *known = called(t, "Anne");
    born(t, known->family_id);
    intake__submit_screening_reply *again = called_due(t, "Anne", fixture_today() + 200);
    merge(t, again, known->family_id);
    assert_int_equal(DAY(family(t, "desk", known->family_id)->child_birth_date), DAY_NONE);
    born(t, known->family_id); /* the next one can be recorded */
}

/* Two that were merged into one go along with it, a tree and not only a chain. */
static void test_a_tree_of_merges(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *left = called(t, "Anne"), *right = called(t, "Berthe"),
                                   *middle = called(t, "Claire"), *root = called(t, "Denise");
    merge(t, left, middle->family_id);
    merge(t, right, middle->family_id);
    merge(t, middle, root->family_id);
    assert_true(SAME_BYTES(found(t, left->family_number)->family_id, root->family_id));
    assert_true(SAME_BYTES(found(t, right->family_number)->family_id, root->family_id));
    assert_int_equal(family(t, "desk", root->family_id)->n_screenings, 4);
}

static bool has(const intake__identify_family_reply *out, ProtobufCBinaryData id) {
    for (size_t i = 0; i < out->n_ids; i++)
        if (SAME_BYTES(out->ids[i], id)) return true;
    return false;
}

/* Looks were noted under ids that are no more what she is called by: whoever asks who saw her must be given them all. */
static void test_all_ids_of_a_merged_family(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *left = called(t, "Anne"), *middle = called(t, "Berthe"),
                                   *root = called(t, "Claire"), *other = called(t, "Denise");
    consent(t, left->family_id);
    ended(t, left);
    merge(t, left, middle->family_id);
    merge(t, middle, root->family_id);
    intake__get_family_reply *f = family(t, "desk", root->family_id);
    intake__identify_family_request *in = NEW(&t->a, intake__identify_family_request);
    intake__identify_family_reply *out = NULL;
    in->number = left->family_number;
    assert_int_equal(ASK(t, "privacy", IdentifyFamily, identify_family, in, &out), 0);
    assert_true(SAME_BYTES(out->family_id, root->family_id));
    assert_string_equal(out->number, root->family_number);
    const intake__submit_screening_reply *hers[] = {left, middle, root};
    for (size_t i = 0; i < 3; i++) {
        assert_true(has(out, hers[i]->family_id));
        assert_true(has(out, hers[i]->screening_id));
    }
    assert_true(has(out, f->consents[0]->consent_id));
    assert_true(has(out, f->enrolment->enrolment_id));
    assert_int_equal(out->n_ids, 3 + 3 + 1 + 1);
    assert_false(has(out, other->family_id));
    in->number = "";
    in->family_id = middle->family_id;
    assert_int_equal(ASK(t, "privacy", IdentifyFamily, identify_family, in, &out), 0);
    assert_int_equal(out->n_ids, 8);
    in->family_id = left->screening_id;
    assert_int_equal(ASK(t, "privacy", IdentifyFamily, identify_family, in, &out), REASON_NOT_FOUND);
    assert_int_equal(ASK(t, "coord", IdentifyFamily, identify_family, in, &out), REASON_NOT_ALLOWED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_chain_of_merges, adopted, closed),
        cmocka_unit_test_setup_teardown(test_an_end_taken_back_after_a_merge, adopted, closed),
        cmocka_unit_test_setup_teardown(test_the_end_of_the_one_that_went_on, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_birth_that_is_over, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_tree_of_merges, adopted, closed),
        cmocka_unit_test_setup_teardown(test_all_ids_of_a_merged_family, adopted, closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
