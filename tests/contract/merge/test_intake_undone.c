/* A merge is taken back: each family is as she was, and what was recorded in between is a person's to settle. */
#include "merge_world.h"

static ProtobufCBinaryData consented(struct loop *l, ProtobufCBinaryData family_id) {
    intake__record_consent_reply *given = NULL;
    assert_int_equal(consent(l, consent_request(l, family_id), &given), 0);
    return given->consent_id;
}

static void noted(struct desk *t, ProtobufCBinaryData family_id, const char *text) {
    intake__record_note_request *in = NEW(&t->a, intake__record_note_request);
    in->family_id = family_id;
    in->words = NEW(&t->a, intake__note_words);
    in->words->text = text;
    assert_int_equal(ASK(t, "desk", RecordNote, record_note, in, NULL), 0);
}

static void called(struct desk *t, ProtobufCBinaryData family_id) {
    intake__submit_screening_reply none = {.family_id = family_id};
    assert_int_equal(
        ASK(t, "desk", RecordFamilyCall, record_family_call, call_to_her(t, &none, CALL_OUTCOME_LEFT_MESSAGE), NULL),
        0);
}

static void disclosed(struct loop *l, ProtobufCBinaryData family_id) {
    intake__disclose_request *in = NEW(&l->t.a, intake__disclose_request);
    in->family_id = family_id;
    in->organization_id = l->organization;
    in->purpose = CONSENT_PURPOSE_PARTNER_REFERRAL;
    assert_int_equal(ASK(&l->t, "desk", Disclose, disclose, in, NULL), 0);
}

static void restricted(struct desk *t, ProtobufCBinaryData family_id) {
    intake__restrict_access_request *in = NEW(&t->a, intake__restrict_access_request);
    in->family_id = family_id;
    in->role = ROLE_TEAM;
    in->organization = "99001";
    in->asked_on = civil_date(&t->a, fixture_today());
    assert_int_equal(ASK(t, "coord", RestrictAccess, restrict_access, in, NULL), 0);
}

static intake__submit_screening_reply *decided_call(struct desk *t, const char *given, const char *phone) {
    intake__decide_route_reply *out = NULL;
    intake__submit_screening_reply *s = calls_as(t, given, phone);
    assert_int_equal(decide(t, "desk", s->screening_id, s->version, ROUTE_SIPPE, &out), 0);
    return s;
}

struct two {
    struct loop *l;
    struct desk *t;
    intake__submit_screening_reply *one, *other; /* who is left, and who becomes her alias */
    struct file_shown before[2];
};

static struct two two_families(void **state) {
    struct loop *l = *state;
    struct two w = {.l = l, .t = &l->t};
    w.one = decided_call(w.t, "Rose", "514 555-0142");
    w.other = decided_call(w.t, "Annie", "514 555-0142");
    consented(l, w.other->family_id);
    noted(w.t, w.other->family_id, "Elle préfère le matin.");
    w.before[0] = shown_of(w.t, w.one->family_id);
    w.before[1] = shown_of(w.t, w.other->family_id);
    return w;
}

static void each_is_as_she_was(struct two *w) {
    struct file_shown one = shown_of(w->t, w->one->family_id), other = shown_of(w->t, w->other->family_id);
    assert_int_equal(shown_differs(&one, &w->before[0]), -1);
    assert_int_equal(shown_differs(&other, &w->before[1]), -1);
}

static void the_other_is_as_she_was(struct two *w, const struct file_shown *before) {
    struct file_shown other = shown_of(w->t, w->other->family_id);
    assert_int_equal(shown_differs(&other, before), -1);
}

/* With nothing in between nobody has anything to look at; the match is as open as it was. */
static void test_nothing_in_between(void **state) {
    struct two w = two_families(state);
    merge_into(w.t, w.other, w.one->family_id);
    assert_int_equal(family(w.t, "coord", w.one->family_id)->n_consents, 1);
    assert_null(work_of(worklist(w.t, "desk"), WORK_KIND_SETTLE_MATCH));
    intake__undo_match_reply *u = undone(w.t, w.other->family_id);
    assert_int_equal(u->n_since, 0);
    assert_null(u->review_by);
    assert_string_equal(u->left_family_number, w.one->family_number);
    each_is_as_she_was(&w);
    assert_non_null(work_of(worklist(w.t, "desk"), WORK_KIND_SETTLE_MATCH));
    assert_null(work_of(worklist(w.t, "coord"), WORK_KIND_UNDO_REVIEW));
    merge_into(w.t, w.other, w.one->family_id); /* she is, after all */
    assert_true(SAME_BYTES(family(w.t, "coord", w.other->family_id)->merged_into, w.one->family_id));
}

/* What was recorded of the one stays with her, and is listed; the other is as she was. */
static void test_what_was_recorded_stays(void **state) {
    struct two w = two_families(state);
    merge_into(w.t, w.other, w.one->family_id);
    consented(w.l, w.one->family_id);
    noted(w.t, w.one->family_id, "Sa soeur garde l'enfant.");
    called(w.t, w.one->family_id);
    disclosed(w.l, w.one->family_id);
    intake__refer_to_partner_reply *r = NULL;
    assert_int_equal(refer(w.l, w.one->family_id, w.l->service, &r), 0);
    intake__enrol_family_reply *e = NULL;
    assert_int_equal(enrol(w.t, w.one, &e), 0);
    restricted(w.t, w.one->family_id);
    settle_all(w.l);
    intake__undo_match_reply *u = undone(w.t, w.other->family_id);
    static const intake__recorded_kind kinds[] = {
        RECORDED_KIND_CONSENT,  RECORDED_KIND_NOTE,      RECORDED_KIND_CALL,       RECORDED_KIND_DISCLOSURE,
        RECORDED_KIND_REFERRAL, RECORDED_KIND_ENROLMENT, RECORDED_KIND_RESTRICTION};
    assert_int_equal(u->n_since, sizeof kinds / sizeof *kinds);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) assert_non_null(since_of(u, kinds[i]));
    assert_non_null(u->review_by);
    the_other_is_as_she_was(&w, &w.before[1]);
    intake__get_family_reply *f = family(w.t, "coord", w.one->family_id);
    assert_int_equal(f->n_consents, 1);
    assert_int_equal(f->n_referrals, 1);
    assert_non_null(f->enrolment);
    assert_null(family(w.t, "coord", w.other->family_id)->enrolment);
    settle_all(w.l);
}

/* Hers was renewed in the other's name, and by somebody else: hers it is again, as she gave it. */
static void test_a_consent_that_was_renewed(void **state) {
    for (int by_another = 0; by_another < 2; by_another++) {
        struct two w = two_families(state);
        ProtobufCBinaryData hers = family(w.t, "coord", w.other->family_id)->consents[0]->consent_id;
        merge_into(w.t, w.other, w.one->family_id);
        intake__record_consent_request *in = consent_request(w.l, w.one->family_id);
        if (by_another) {
            in->consent->given_by = CONSENT_GIVER_REPRESENTATIVE;
            in->consent->given_by_name = "Rita Gagnon";
        } else {
            in->consent->renews = hers;
        }
        assert_int_equal(consent(w.l, in, NULL), 0);
        undone(w.t, w.other->family_id);
        the_other_is_as_she_was(&w, &w.before[1]);
    }
}

static void declined(struct loop *l) {
    notifications__decline_notice_request *in = NEW(&l->t.a, notifications__decline_notice_request);
    const notifications__notice *notice = notices(l)->notices[0];
    in->notice_id = notice->notice_id;
    in->version = notice->version;
    in->told_by = "Mme Roy";
    in->reason = DECLINE_REASON_FULL;
    assert_int_equal(
        CALL(l->t.w, &l->t.a, "notifications", "maison", notifications, DeclineNotice, decline_notice, in, NULL), 0);
    settle_all(l);
}

/* The one found another door for the same need; the other still looks for hers. */
static void test_another_door(void **state) {
    struct two w = two_families(state);
    intake__refer_to_partner_reply *r = NULL;
    assert_int_equal(refer(w.l, w.other->family_id, w.l->service, &r), 0);
    settle_all(w.l);
    declined(w.l);
    assert_non_null(work_of(worklist(w.t, "desk"), WORK_KIND_REFERRAL_DECLINED));
    struct file_shown before = shown_of(w.t, w.other->family_id);
    merge_into(w.t, w.other, w.one->family_id);
    consented(w.l, w.one->family_id);
    assert_int_equal(refer(w.l, w.one->family_id, w.l->service, &r), 0);
    settle_all(w.l);
    assert_null(work_of(worklist(w.t, "desk"), WORK_KIND_REFERRAL_DECLINED));
    undone(w.t, w.other->family_id);
    assert_non_null(work_of(worklist(w.t, "desk"), WORK_KIND_REFERRAL_DECLINED));
    the_other_is_as_she_was(&w, &before);
}

static void reached_in_the_evening(struct desk *t, ProtobufCBinaryData her) {
    intake__change_contact_request *in = NEW(&t->a, intake__change_contact_request);
    const intake__get_family_reply *f = family(t, "coord", her);
    in->family_id = her;
    in->version = f->contact_version;
    in->contact = message_copy(&t->a, &f->contact->base);
    in->contact->safe_contact_hours = "le soir";
    in->reason = "Dit au téléphone.";
    assert_int_equal(ASK(t, "desk", ChangeContact, change_contact, in, NULL), 0);
}

static void born(struct desk *t, ProtobufCBinaryData her, day on) {
    intake__record_birth_request *in = NEW(&t->a, intake__record_birth_request);
    in->family_id = her;
    in->birth_date = civil_date(&t->a, on);
    in->sure = true;
    assert_int_equal(ASK(t, "desk", RecordBirth, record_birth, in, NULL), 0);
}

/* What was changed of the file stays with who is left; the other's name, number and dates, which the file had by then,
 * do not: nobody would call her by her own number any more, and somebody would call the other about her. */
static void test_nothing_of_the_other_stays(void **state) {
    struct loop *l = *state;
    struct desk *t = &l->t;
    intake__submit_screening_reply *one = calls_as(t, "Rose", "514 555-0142");
    intake__submit_screening_reply *other = NULL;
    intake__screening *call = call_now(t);
    call->identity->name->given = "Annie";
    call->identity->phone = "514 555-0177";
    call->identity->nam = "";
    day due = DAY(family(t, "coord", one->family_id)->due_date);
    call->pregnancy->due_date = told_day(&t->a, due - 5);
    assert_int_equal(submit(t, "desk", call, &other), 0);
    struct file_shown before = shown_of(t, other->family_id);
    merge_into(t, other, one->family_id);
    assert_string_equal(family(t, "coord", one->family_id)->contact->numbers[0]->number, "5145550177");
    reached_in_the_evening(t, one->family_id);
    born(t, one->family_id, fixture_today() - 2);
    undone(t, other->family_id);
    const intake__get_family_reply *f = family(t, "coord", one->family_id);
    assert_int_equal(f->contact->n_numbers, 1);
    assert_string_equal(f->contact->numbers[0]->number, "5145550142");
    assert_string_equal(f->contact->safe_contact_hours, "le soir");
    assert_string_equal(f->kin->people[0]->name->given, "Rose");
    assert_int_equal(f->kin->n_pregnancies, 1);
    assert_int_equal(DAY(f->kin->pregnancies[0]->due_date), due);
    assert_int_equal(DAY(f->child_birth_date), fixture_today() - 2);
    struct file_shown after = shown_of(t, other->family_id);
    assert_int_equal(shown_differs(&after, &before), -1);
}

/* A coordinator looks at it, and nobody else says that it is looked at. */
static void test_a_person_looks_at_it(void **state) {
    struct two w = two_families(state);
    merge_into(w.t, w.other, w.one->family_id);
    noted(w.t, w.one->family_id, "Sa soeur garde l'enfant.");
    intake__undo_match_reply *u = undone(w.t, w.other->family_id);
    const sippe__work_item *item = work_of(worklist(w.t, "coord"), WORK_KIND_UNDO_REVIEW);
    assert_non_null(item);
    assert_true(SAME_BYTES(item->thing, u->undo_id));
    assert_int_equal(DAY(item->due_on), DAY(u->review_by));
    assert_true(merges_of(w.t, w.one->family_id)->merges[0]->to_review);
    intake__settle_work_request *in = NEW(&w.t->a, intake__settle_work_request);
    in->thing = u->undo_id;
    in->kind = WORK_KIND_UNDO_REVIEW;
    assert_int_equal(ASK(w.t, "desk", SettleWork, settle_work, in, NULL), REASON_NOT_ALLOWED);
    assert_int_equal(ASK(w.t, "coord", SettleWork, settle_work, in, NULL), 0);
    assert_null(work_of(worklist(w.t, "coord"), WORK_KIND_UNDO_REVIEW));
    assert_false(merges_of(w.t, w.one->family_id)->merges[0]->to_review);
}

static void test_refused(void **state) {
    struct two w = two_families(state);
    intake__undo_match_request *in = undo_request(w.t, w.other->family_id);
    assert_int_equal(ASK(w.t, "coord", UndoMatch, undo_match, in, NULL), REASON_FAMILY_NOT_MERGED);
    merge_into(w.t, w.other, w.one->family_id);
    assert_int_equal(ASK(w.t, "coord", UndoMatch, undo_match, in, NULL), REASON_VERSION_STALE);
    in = undo_request(w.t, w.other->family_id);
    in->reason = " ";
    assert_int_equal(ASK(w.t, "coord", UndoMatch, undo_match, in, NULL), REASON_FIELDS_INVALID);
    in->reason = "Deux soeurs.";
    assert_int_equal(ASK(w.t, "desk2", UndoMatch, undo_match, in, NULL), REASON_NOT_FOUND);
    assert_int_equal(ASK(w.t, "desk", UndoMatch, undo_match, in, NULL), 0);
}

/* In any order: the second of a chain parts the first from the last, and each has what she had. */
static void test_a_chain(void **state) {
    for (int order = 0; order < 2; order++) {
        struct two w = two_families(state);
        intake__submit_screening_reply *last = calls_as(w.t, "Claire", order ? "514 555-0177" : "514 555-0178");
        merge_into(w.t, w.other, w.one->family_id);
        struct file_shown both = shown_of(w.t, w.one->family_id);
        noted(w.t, last->family_id, "Avant.");
        merge_into(w.t, w.one, last->family_id);
        noted(w.t, last->family_id, "Après.");
        assert_int_equal(family(w.t, "coord", last->family_id)->n_notes, 3);
        if (order) { /* the middle goes with who became her, then they part */
            assert_int_equal(undone(w.t, w.one->family_id)->n_since, 1);
            struct file_shown now = shown_of(w.t, w.one->family_id);
            assert_int_equal(shown_differs(&now, &both), -1);
            assert_int_equal(undone(w.t, w.other->family_id)->n_since, 0);
        } else {
            assert_int_equal(undone(w.t, w.other->family_id)->n_since, 1);
            assert_true(SAME_BYTES(family(w.t, "coord", w.one->family_id)->merged_into, last->family_id));
            assert_int_equal(undone(w.t, w.one->family_id)->n_since, 1);
        }
        each_is_as_she_was(&w);
    }
}

/* Her number goes on finding the file while they are one, and herself afterwards; her history tells both. */
static void test_her_number_and_her_history(void **state) {
    struct two w = two_families(state);
    merge_into(w.t, w.other, w.one->family_id);
    undone(w.t, w.other->family_id);
    intake__find_family_request *find = NEW(&w.t->a, intake__find_family_request);
    intake__find_family_reply *found = NULL;
    find->number = w.other->family_number;
    assert_int_equal(ASK(w.t, "desk", FindFamily, find_family, find, &found), 0);
    assert_true(SAME_BYTES(found->families[0]->family_id, w.other->family_id));
    const ProtobufCBinaryData ids[] = {w.one->family_id, w.other->family_id};
    for (size_t i = 0; i < 2; i++) {
        intake__list_history_request *in = NEW(&w.t->a, intake__list_history_request);
        intake__list_history_reply *out = NULL;
        in->family_id = ids[i];
        assert_int_equal(ASK(w.t, "coord", ListHistory, list_history, in, &out), 0);
        assert_int_equal(out->entries[0]->kind, HISTORY_KIND_MATCH_UNDONE);
        assert_string_equal(out->entries[0]->why_match, "Deux soeurs, un seul téléphone.");
        assert_int_equal(out->entries[1]->kind, HISTORY_KIND_MATCH);
        intake__merge *m = merges_of(w.t, ids[i])->merges[0];
        assert_non_null(m->undone_at);
        assert_string_equal(m->family_number, w.other->family_number);
        assert_string_equal(m->into_family_number, w.one->family_number);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_nothing_in_between, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_what_was_recorded_stays, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_a_consent_that_was_renewed, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_another_door, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_nothing_of_the_other_stays, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_a_person_looks_at_it, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_refused, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_a_chain, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_her_number_and_her_history, loop_opened, loop_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
