/* Referrals that come in: what may, whose work it is, what the organisation hears, and that nothing of her is left. */
#include "clear.h"
#include "feeder.h"
#include "loop_world.h"

static const char name[] = "Mornefontaine", hours[] = "avant le retour de son frère";
enum { A_DAY = 3, KEEP_DAYS = 30 };

static sippe__territory *rules_with(struct loop *l, bool accepted) {
    struct arena *a = &l->t.a;
    sippe__territory *t = fixture_territory(a);
    t->access->care_team = CARE_TEAM_OPEN;
    t->label = accepted ? "with" : "without";
    t->partners->inbound = NEW(a, sippe__inbound_rules);
    t->partners->inbound->accepted = accepted;
    t->partners->inbound->act = 2;
    t->partners->inbound->keep_days = KEEP_DAYS;
    t->partners->inbound->a_day = A_DAY;
    t->partners->inbound->source = "essai";
    return t;
}

static sippe__date *on(struct loop *l, day d) {
    int year, month, dom;
    day_parts(d, &year, &month, &dom);
    return date(&l->t.a, year, month, dom);
}

static int accepting(void **state) {
    struct loop *l = calloc(1, sizeof *l);
    loop_open(l);
    assert_int_equal(adopt(&l->t, rules_with(l, true)), 0);
    settle_all(l);
    *state = l;
    return 0;
}

static void another_partner(struct loop *l) {
    const char *of = "fedcba9876543210fedcba9876543210";
    assert_int_equal(member_add(&l->t, member_request(&l->t, "autre", ROLE_PARTNER, of)), 0);
    settle_all(l);
}

static intake__send_inbound_referral_request *request(struct loop *l) {
    struct arena *a = &l->t.a;
    intake__send_inbound_referral_request *in = NEW(a, intake__send_inbound_referral_request);
    intake__inbound_referral *r = in->referral = NEW(a, intake__inbound_referral);
    in->clsc_code = "99001";
    r->given_name = name;
    r->phone = "514 555-0188";
    r->safe_contact_hours = hours;
    r->safe_to_leave_message = VOICE_MAIL_NO;
    r->language = language(a, "es");
    r->need = NEED_FOOD_AID;
    r->permission_asked_by = "Nadège";
    r->permitted_on = on(l, fixture_today());
    return in;
}

static int send(struct loop *l, const intake__send_inbound_referral_request *in,
                intake__send_inbound_referral_reply **out) {
    int reason = ASK(&l->t, "maison", SendInboundReferral, send_inbound_referral, in, out);
    settle_all(l);
    return reason;
}

static intake__send_inbound_referral_reply *sent(struct loop *l) {
    intake__send_inbound_referral_reply *out = NULL;
    assert_int_equal(send(l, request(l), &out), 0);
    return out;
}

static int get(struct loop *l, const char *key, ProtobufCBinaryData id, intake__get_inbound_referral_reply **out) {
    intake__get_inbound_referral_request *in = NEW(&l->t.a, intake__get_inbound_referral_request);
    in->inbound_id = id;
    return ASK(&l->t, key, GetInboundReferral, get_inbound_referral, in, out);
}

static intake__list_inbound_referrals_reply *list_of(struct loop *l, const char *key, bool closed_too) {
    intake__list_inbound_referrals_request *in = NEW(&l->t.a, intake__list_inbound_referrals_request);
    intake__list_inbound_referrals_reply *out = NULL;
    in->closed_too = closed_too;
    assert_int_equal(ASK(&l->t, key, ListInboundReferrals, list_inbound_referrals, in, &out), 0);
    return out;
}

static int close_as(struct loop *l, const char *key, ProtobufCBinaryData id, intake__inbound_disposition how) {
    intake__close_inbound_referral_request *in = NEW(&l->t.a, intake__close_inbound_referral_request);
    intake__get_inbound_referral_reply *seen = NULL;
    in->inbound_id = id;
    in->disposition = how;
    in->note = "Déjà vue en mai.";
    if (get(l, "desk", id, &seen) == 0) in->version = seen->summary->version;
    int reason = ASK(&l->t, key, CloseInboundReferral, close_inbound_referral, in, NULL);
    settle_all(l);
    return reason;
}

static notifications__list_inbound_receipts_reply *receipts_of(struct loop *l, const char *key) {
    notifications__list_inbound_receipts_request *in = NEW(&l->t.a, notifications__list_inbound_receipts_request);
    notifications__list_inbound_receipts_reply *out = NULL;
    assert_int_equal(CALL(l->t.w, &l->t.a, "notifications", key, notifications, ListInboundReceipts,
                          list_inbound_receipts, in, &out),
                     0);
    return out;
}

static intake__submit_screening_reply *screened(struct loop *l, ProtobufCBinaryData inbound) {
    intake__submit_screening_request *in = NEW(&l->t.a, intake__submit_screening_request);
    intake__submit_screening_reply *out = NULL;
    in->screening = call_now(&l->t);
    in->inbound_id = inbound;
    assert_int_equal(ASK(&l->t, "desk", SubmitScreening, submit_screening, in, &out), 0);
    settle_all(l);
    return out;
}

/* ---- what may come in ---- */

static void test_without_her_permission_nothing_does(void **state) {
    struct loop *l = *state;
    intake__send_inbound_referral_request *in = request(l);
    in->referral->permission_asked_by = " ";
    assert_int_equal(send(l, in, NULL), REASON_PERMISSION_MISSING);
    in = request(l);
    in->referral->permitted_on = NULL;
    assert_int_equal(send(l, in, NULL), REASON_PERMISSION_MISSING);
    in->referral->permitted_on = on(l, fixture_today() + 1);
    assert_int_equal(send(l, in, NULL), REASON_FIELDS_INVALID);
    assert_int_equal(list_of(l, "desk", true)->n_referrals, 0);
    assert_null(clear_find_personal(l->t.w, &l->t.a, "intake", &CLEAR_TEXT(name)));
}

static void test_what_is_refused(void **state) {
    struct loop *l = *state;
    intake__send_inbound_referral_request *in = request(l);
    in->clsc_code = "12345";
    assert_int_equal(send(l, in, NULL), REASON_CLSC_UNKNOWN);
    in = request(l);
    in->referral->phone = "55";
    assert_int_equal(send(l, in, NULL), REASON_FIELDS_INVALID);
    in = request(l);
    in->referral->given_name = "";
    assert_int_equal(send(l, in, NULL), REASON_FIELDS_INVALID);
    in = request(l);
    in->referral->language = language(&l->t.a, "klingon");
    assert_int_equal(send(l, in, NULL), REASON_FIELDS_INVALID);
    in->referral = NULL;
    assert_int_equal(send(l, in, NULL), REASON_FIELDS_INVALID);
    assert_int_equal(ASK(&l->t, "desk", SendInboundReferral, send_inbound_referral, request(l), NULL),
                     REASON_NOT_ALLOWED);
}

static void test_off_until_the_territory_accepts(void **state) {
    struct loop *l = *state;
    assert_int_equal(send(l, request(l), NULL), REASON_INBOUND_OFF); /* the rules say nothing of it */
    assert_int_equal(adopt(&l->t, rules_with(l, false)), 0);
    assert_int_equal(send(l, request(l), NULL), REASON_INBOUND_OFF);
    assert_int_equal(adopt(&l->t, rules_with(l, true)), 0);
    assert_int_equal(send(l, request(l), NULL), 0);
}

/* Of the organisation and of the day, closed ones too; another one has its own. */
static void test_so_many_a_day(void **state) {
    struct loop *l = *state;
    another_partner(l);
    for (int i = 0; i < A_DAY; i++)
        assert_int_equal(close_as(l, "desk", sent(l)->inbound_id, INBOUND_DISPOSITION_TAKEN), 0);
    assert_int_equal(send(l, request(l), NULL), REASON_INBOUND_LIMIT);
    assert_int_equal(ASK(&l->t, "autre", SendInboundReferral, send_inbound_referral, request(l), NULL), 0);
    leap(&l->t, DAY_LONG);
    assert_int_equal(send(l, request(l), NULL), 0);
}

/* ---- the desk ---- */

static void test_it_is_the_desks_work(void **state) {
    struct loop *l = *state;
    intake__get_inbound_referral_reply *g = NULL;
    intake__send_inbound_referral_reply *s = sent(l);
    const sippe__work_item *item = work_of(worklist(&l->t, "desk"), WORK_KIND_INBOUND_REFERRAL);
    assert_non_null(item);
    assert_true(SAME_BYTES(item->thing, s->inbound_id));
    assert_int_equal(item->role, ROLE_DESK);
    assert_int_equal(DAY(item->due_on), day_from(2026, 11, 24)); /* two working days from a Friday */
    assert_null(work_of(worklist(&l->t, "desk2"), WORK_KIND_INBOUND_REFERRAL));
    assert_null(work_of(worklist(&l->t, "team"), WORK_KIND_INBOUND_REFERRAL));
    assert_int_equal(get(l, "desk", s->inbound_id, &g), 0);
    assert_string_equal(g->summary->number, s->number);
    assert_string_equal(g->summary->organization_name, "Maison des familles");
    assert_string_equal(g->referral->given_name, name);
    assert_string_equal(g->referral->phone, "5145550188");
    assert_string_equal(g->referral->language->code, "es");
    assert_int_equal(get(l, "desk2", s->inbound_id, &g), REASON_NOT_FOUND);
    assert_int_equal(get(l, "team", s->inbound_id, &g), REASON_NOT_ALLOWED);
    assert_int_equal(get(l, "maison", s->inbound_id, &g), REASON_NOT_ALLOWED);
    assert_int_equal(list_of(l, "desk", false)->n_referrals, 1);
    assert_int_equal(list_of(l, "coord", false)->n_referrals, 1);
    assert_int_equal(list_of(l, "desk2", true)->n_referrals, 0);
}

/* Whether she has a file is shown to the desk, and told to nobody. */
static void test_families_that_she_may_be(void **state) {
    struct loop *l = *state;
    intake__get_inbound_referral_reply *g = NULL;
    intake__submit_screening_reply *known = screened(l, (ProtobufCBinaryData){0});
    assert_int_equal(get(l, "desk", sent(l)->inbound_id, &g), 0);
    assert_int_equal(g->n_matches, 1);
    assert_string_equal(g->matches[0]->family_number, known->family_number);
    assert_int_equal(g->matches[0]->reasons[0], MATCH_REASON_SAME_PHONE);
}

static void test_a_screening_that_names_it_takes_it(void **state) {
    struct loop *l = *state;
    intake__get_inbound_referral_reply *g = NULL;
    intake__send_inbound_referral_reply *s = sent(l);
    intake__submit_screening_reply *f = screened(l, s->inbound_id);
    assert_null(work_of(worklist(&l->t, "desk"), WORK_KIND_INBOUND_REFERRAL));
    assert_int_equal(get(l, "desk", s->inbound_id, &g), 0);
    assert_int_equal(g->summary->disposition, INBOUND_DISPOSITION_TAKEN);
    assert_true(SAME_BYTES(g->summary->family_id, f->family_id));
    assert_int_equal(receipts_of(l, "maison")->receipts[0]->outcome, INBOUND_OUTCOME_TAKEN_CARE_OF);
    assert_int_equal(close_as(l, "desk", s->inbound_id, INBOUND_DISPOSITION_NOT_REACHED), REASON_INBOUND_CLOSED);
    assert_int_equal(list_of(l, "desk", false)->n_referrals, 0);
    leap(&l->t, (KEEP_DAYS + 2) * (int64_t)DAY_LONG); /* it goes with her, not by the calendar */
    assert_int_equal(get(l, "desk", s->inbound_id, &g), 0);
}

/* Another CLSC's is not taken by who has found its id; the call stands all the same. */
static intake__save_draft_reply *drafted(struct loop *l, const intake__save_draft_reply *more_of,
                                         ProtobufCBinaryData inbound) {
    intake__save_draft_request *in = NEW(&l->t.a, intake__save_draft_request);
    intake__save_draft_reply *out = NULL;
    in->screening = call_now(&l->t);
    in->inbound_id = inbound;
    if (more_of) in->draft_id = more_of->draft_id;
    if (more_of) in->version = more_of->version;
    assert_int_equal(ASK(&l->t, "desk", SaveDraft, save_draft, in, &out), 0);
    return out;
}

/* The call that is made of it breaks off; whoever goes on with it need not know of what it is made. */
static void test_a_call_that_was_interrupted_takes_it(void **state) {
    struct loop *l = *state;
    intake__get_inbound_referral_reply *g = NULL;
    intake__send_inbound_referral_reply *s = sent(l);
    intake__save_draft_reply *draft = drafted(l, NULL, s->inbound_id);
    draft = drafted(l, draft, (ProtobufCBinaryData){0});
    intake__get_draft_request *kept = NEW(&l->t.a, intake__get_draft_request);
    intake__get_draft_reply *shown = NULL;
    kept->draft_id = draft->draft_id;
    assert_int_equal(ASK(&l->t, "desk", GetDraft, get_draft, kept, &shown), 0);
    assert_true(SAME_BYTES(shown->inbound_id, s->inbound_id));
    intake__submit_screening_request *in = NEW(&l->t.a, intake__submit_screening_request);
    in->screening = call_now(&l->t);
    in->draft_id = draft->draft_id;
    assert_int_equal(ASK(&l->t, "desk", SubmitScreening, submit_screening, in, NULL), 0);
    settle_all(l);
    assert_int_equal(get(l, "desk", s->inbound_id, &g), 0);
    assert_int_equal(g->summary->disposition, INBOUND_DISPOSITION_TAKEN);
}

static void test_another_clsc_takes_nothing(void **state) {
    struct loop *l = *state;
    intake__submit_screening_request *in = NEW(&l->t.a, intake__submit_screening_request);
    intake__send_inbound_referral_reply *s = sent(l);
    in->screening = call_now(&l->t);
    in->screening->call->clsc_code = "99002";
    in->inbound_id = s->inbound_id;
    assert_int_equal(ASK(&l->t, "desk2", SubmitScreening, submit_screening, in, NULL), 0);
    assert_int_equal(list_of(l, "desk", false)->n_referrals, 1);
    assert_int_equal(close_as(l, "desk2", s->inbound_id, INBOUND_DISPOSITION_TAKEN), REASON_NOT_FOUND);
}

/* Closed in error: work again, with both in its history; the organisation hears once more only if it is otherwise. */
static void test_one_that_was_closed_in_error(void **state) {
    struct loop *l = *state;
    intake__get_inbound_referral_reply *g = NULL;
    intake__send_inbound_referral_reply *s = sent(l);
    intake__reopen_inbound_referral_request *in = NEW(&l->t.a, intake__reopen_inbound_referral_request);
    intake__reopen_inbound_referral_reply *out = NULL;
    assert_int_equal(get(l, "desk", s->inbound_id, &g), 0);
    in->inbound_id = s->inbound_id;
    in->version = g->summary->version;
    in->reason = "ce n'était pas son numéro";
    assert_int_equal(ASK(&l->t, "desk", ReopenInboundReferral, reopen_inbound_referral, in, &out), REASON_INBOUND_OPEN);
    assert_int_equal(close_as(l, "desk", s->inbound_id, INBOUND_DISPOSITION_NOT_REACHED), 0);
    assert_int_equal(ASK(&l->t, "desk", ReopenInboundReferral, reopen_inbound_referral, in, &out),
                     REASON_VERSION_STALE);
    assert_int_equal(get(l, "desk", s->inbound_id, &g), 0);
    in->version = g->summary->version;
    assert_int_equal(ASK(&l->t, "desk2", ReopenInboundReferral, reopen_inbound_referral, in, &out), REASON_NOT_FOUND);
    in->reason = " ";
    assert_int_equal(ASK(&l->t, "desk", ReopenInboundReferral, reopen_inbound_referral, in, &out),
                     REASON_FIELDS_INVALID);
    in->reason = "ce n'était pas son numéro";
    assert_int_equal(ASK(&l->t, "desk", ReopenInboundReferral, reopen_inbound_referral, in, &out), 0);
    settle_all(l);
    assert_non_null(work_of(worklist(&l->t, "desk"), WORK_KIND_INBOUND_REFERRAL));
    assert_int_equal(receipts_of(l, "maison")->receipts[0]->outcome, INBOUND_OUTCOME_NOT_REACHED);
    leap(&l->t, (KEEP_DAYS + 2) * (int64_t)DAY_LONG); /* nobody may be forgotten uncalled */
    assert_int_equal(close_as(l, "desk", s->inbound_id, INBOUND_DISPOSITION_TAKEN), 0);
    assert_int_equal(receipts_of(l, "maison")->receipts[0]->outcome, INBOUND_OUTCOME_TAKEN_CARE_OF);
    assert_int_equal(get(l, "desk", s->inbound_id, &g), 0);
    assert_int_equal(g->n_steps, 3);
    assert_int_equal(g->steps[0]->disposition, INBOUND_DISPOSITION_NOT_REACHED);
    assert_int_equal(g->steps[1]->disposition, INBOUND_DISPOSITION_UNSPECIFIED);
    assert_string_equal(g->steps[1]->note, "ce n'était pas son numéro");
    assert_int_equal(g->steps[2]->disposition, INBOUND_DISPOSITION_TAKEN);
}

/* ---- what the organisation hears ---- */

static void test_one_of_two_words_and_nothing_else(void **state) {
    struct loop *l = *state;
    static const struct {
        intake__inbound_disposition how;
        notifications__inbound_outcome told;
    } cases[] = {{INBOUND_DISPOSITION_TAKEN, INBOUND_OUTCOME_TAKEN_CARE_OF},
                 {INBOUND_DISPOSITION_ALREADY_FOLLOWED, INBOUND_OUTCOME_TAKEN_CARE_OF},
                 {INBOUND_DISPOSITION_OTHER_DOOR, INBOUND_OUTCOME_TAKEN_CARE_OF},
                 {INBOUND_DISPOSITION_NOT_REACHED, INBOUND_OUTCOME_NOT_REACHED}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        if (i == A_DAY) leap(&l->t, DAY_LONG);
        intake__send_inbound_referral_reply *s = sent(l);
        const notifications__inbound_receipt *r = receipts_of(l, "maison")->receipts[0];
        assert_string_equal(r->number, s->number);
        assert_int_equal(r->outcome, INBOUND_OUTCOME_UNSPECIFIED);
        assert_int_equal(DAY(r->received_on), DAY(s->received_on));
        assert_int_equal(close_as(l, "desk", s->inbound_id, INBOUND_DISPOSITION_UNSPECIFIED), REASON_FIELDS_INVALID);
        assert_int_equal(close_as(l, "desk", s->inbound_id, cases[i].how), 0);
        assert_int_equal(receipts_of(l, "maison")->receipts[0]->outcome, cases[i].told);
        assert_int_equal(close_as(l, "desk", s->inbound_id, cases[i].how), REASON_INBOUND_CLOSED);
    }
    assert_int_equal(receipts_of(l, "maison")->n_receipts, COUNT(cases));
    another_partner(l);
    assert_int_equal(receipts_of(l, "autre")->n_receipts, 0);
    const char *kept_from_it[] = {name, hours, "Déjà vue en mai.", "5145550188", "Nadège"};
    for (size_t i = 0; i < COUNT(kept_from_it); i++)
        assert_null(clear_find_personal(l->t.w, &l->t.a, "notifications", &CLEAR_TEXT(kept_from_it[i])));
}

/* Its program hears both on its own stream, and nobody else's does. */
static void test_on_its_stream(void **state) {
    struct loop *l = *state;
    struct arena *a = &l->t.a;
    assert_int_equal(close_as(l, "desk", sent(l)->inbound_id, INBOUND_DISPOSITION_ALREADY_FOLLOWED), 0);
    sippe__feed *f = feeder_fetch(l->t.w, a, "notifications", "maison", arena_printf(a, "partner:%s", partner_id));
    assert_int_equal(f->n_records, 2);
    assert_string_equal(f->records[0]->type, "sippe.notifications.InboundReceived");
    assert_string_equal(f->records[1]->type, "sippe.notifications.InboundAnswered");
}

/* ---- what is left ---- */

static void test_what_she_is_told_of_is_sealed(void **state) {
    struct loop *l = *state;
    sent(l);
    struct clear_value values[] = {CLEAR_TEXT(name), CLEAR_TEXT(hours)};
    clear_check(l->t.w, &l->t.a, "intake", values, COUNT(values));
}

static void test_who_became_nobody_is_forgotten(void **state) {
    struct loop *l = *state;
    intake__get_inbound_referral_reply *g = NULL;
    intake__send_inbound_referral_reply *s = sent(l);
    leap(&l->t, (KEEP_DAYS + 2) * (int64_t)DAY_LONG); /* open, it stays: nobody may be forgotten uncalled */
    assert_int_equal(get(l, "desk", s->inbound_id, &g), 0);
    assert_true(work_of(worklist(&l->t, "desk"), WORK_KIND_INBOUND_REFERRAL)->overdue);
    assert_int_equal(close_as(l, "desk", s->inbound_id, INBOUND_DISPOSITION_NOT_REACHED), 0);
    leap(&l->t, KEEP_DAYS * (int64_t)DAY_LONG);
    assert_int_equal(get(l, "desk", s->inbound_id, &g), 0); /* the last day */
    leap(&l->t, 2 * (int64_t)DAY_LONG);
    settle_all(l);
    world_run(l->t.w, 1000); /* the key goes in the turn after */
    assert_int_equal(get(l, "desk", s->inbound_id, &g), REASON_NOT_FOUND);
    assert_int_equal(list_of(l, "desk", true)->n_referrals, 0);
    assert_int_equal(receipts_of(l, "maison")->n_receipts, 0);
    assert_null(clear_find_personal(l->t.w, &l->t.a, "intake", &CLEAR_TEXT(name)));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_without_her_permission_nothing_does, accepting, loop_closed),
        cmocka_unit_test_setup_teardown(test_what_is_refused, accepting, loop_closed),
        cmocka_unit_test_setup_teardown(test_off_until_the_territory_accepts, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_so_many_a_day, accepting, loop_closed),
        cmocka_unit_test_setup_teardown(test_it_is_the_desks_work, accepting, loop_closed),
        cmocka_unit_test_setup_teardown(test_families_that_she_may_be, accepting, loop_closed),
        cmocka_unit_test_setup_teardown(test_a_screening_that_names_it_takes_it, accepting, loop_closed),
        cmocka_unit_test_setup_teardown(test_a_call_that_was_interrupted_takes_it, accepting, loop_closed),
        cmocka_unit_test_setup_teardown(test_another_clsc_takes_nothing, accepting, loop_closed),
        cmocka_unit_test_setup_teardown(test_one_that_was_closed_in_error, accepting, loop_closed),
        cmocka_unit_test_setup_teardown(test_one_of_two_words_and_nothing_else, accepting, loop_closed),
        cmocka_unit_test_setup_teardown(test_on_its_stream, accepting, loop_closed),
        cmocka_unit_test_setup_teardown(test_what_she_is_told_of_is_sealed, accepting, loop_closed),
        cmocka_unit_test_setup_teardown(test_who_became_nobody_is_forgotten, accepting, loop_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
