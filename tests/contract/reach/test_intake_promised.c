/* What was promised to her outside: a letter under way, coupons that were arranged. When it rests on what is no longer so
 * it is somebody's work the same day, and nothing takes it back by itself. */
#include "../intake_world.h"

enum { DUE_IN_TWO_WEEKS = 14 };

/* She allows mail, and where she lives is known; her coupons come this way. */
static intake__submit_screening_reply *calls_from(struct desk *t, intake__voucher_delivery delivery) {
    intake__submit_screening_reply *s = NULL;
    intake__screening *answers = call_now(t);
    APPEND(&t->a, answers->consent, channels, CONTACT_CHANNEL_MAIL);
    answers->identity->address->street = "10, rue des Sittelles";
    answers->identity->address->municipality = "Montréal";
    answers->olo = NEW(&t->a, intake__olo_logistics);
    answers->olo->voucher_delivery = delivery;
    assert_int_equal(submit(t, "desk", answers, &s), 0);
    return s;
}

static void write_to(struct desk *t, const intake__submit_screening_reply *s) {
    intake__record_letter_request *in = NEW(&t->a, intake__record_letter_request);
    in->family_id = s->family_id;
    in->kind = "CALL_US";
    in->reply_by = civil_date(&t->a, fixture_today() + DUE_IN_TWO_WEEKS);
    assert_int_equal(ASK(t, "desk", RecordLetter, record_letter, in, NULL), 0);
}

static const sippe__work_item *item(struct desk *t, const char *by, sippe__work_kind kind) {
    return work_of(worklist(t, by), kind);
}

static int settles(struct desk *t, sippe__work_kind kind, const char *note) {
    intake__settle_work_request *in = NEW(&t->a, intake__settle_work_request);
    in->kind = kind;
    in->thing = item(t, "coord", kind)->thing;
    in->note = note;
    return ASK(t, "coord", SettleWork, settle_work, in, NULL);
}

static void decides(struct desk *t, const intake__submit_screening_reply *s, intake__route route) {
    intake__decide_route_request *in = NEW(&t->a, intake__decide_route_request);
    in->screening_id = s->screening_id;
    in->version = screening(t, s->screening_id)->summary->version;
    in->route = route;
    in->override_reason = "Jugement clinique";
    assert_int_equal(ASK(t, "desk", DecideRoute, decide_route, in, NULL), 0);
}

static void coupons_arranged(struct desk *t, const intake__submit_screening_reply *s) {
    decides(t, s, ROUTE_OLO_ONLY);
    assert_int_equal(settles(t, WORK_KIND_OLO_START, ""), 0);
    assert_null(item(t, "coord", WORK_KIND_OLO_START));
}

static void moves(struct desk *t, const intake__submit_screening_reply *s, const char *street) {
    const intake__get_family_reply *f = family(t, "desk", s->family_id);
    intake__change_contact_request *in = NEW(&t->a, intake__change_contact_request);
    in->family_id = s->family_id;
    in->version = f->contact_version;
    in->contact = message_copy(&t->a, &f->contact->base);
    in->contact->address->street = street;
    in->reason = "elle a déménagé";
    assert_int_equal(ASK(t, "desk", ChangeContact, change_contact, in, NULL), 0);
}

static void loses(struct desk *t, const intake__submit_screening_reply *s) {
    intake__record_loss_request *in = NEW(&t->a, intake__record_loss_request);
    in->family_id = s->family_id;
    in->version = family(t, "team", s->family_id)->kin_version;
    in->on = civil_date(&t->a, fixture_today() - 1);
    in->told_by = "l'hôpital";
    in->kind = LOSS_KIND_STILLBIRTH;
    assert_int_equal(ASK(t, "team", RecordLoss, record_loss, in, NULL), 0);
}

static void loss_was_an_error(struct desk *t, const intake__submit_screening_reply *s) {
    const intake__get_family_reply *f = family(t, "team", s->family_id);
    intake__reopen_pregnancy_request *in = NEW(&t->a, intake__reopen_pregnancy_request);
    in->family_id = s->family_id;
    in->version = f->kin_version;
    in->pregnancy_id = f->kin->pregnancies[0]->pregnancy_id;
    in->reason = "autre famille";
    assert_int_equal(ASK(t, "team", ReopenPregnancy, reopen_pregnancy, in, NULL), 0);
}

static void test_a_letter_to_where_she_no_longer_lives(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = calls_from(t, VOUCHER_DELIVERY_PICKUP);
    write_to(t, s);
    assert_true(item(t, "desk", WORK_KIND_LETTER)->not_yet);
    moves(t, s, "22, rue des Bruants");
    const sippe__work_item *w = item(t, "desk", WORK_KIND_LETTER);
    assert_false(w->not_yet);
    assert_int_equal(DAY(w->due_on), fixture_today());
    assert_int_equal(w->role, ROLE_DESK);
    assert_int_equal(w->outdated, OUTDATED_BECAUSE_ADDRESS);
    assert_int_equal(settles(t, WORK_KIND_LETTER, " "), REASON_FIELDS_INVALID);
    assert_int_equal(settles(t, WORK_KIND_LETTER, "écrite de nouveau à la bonne adresse"), 0);
    assert_null(item(t, "desk", WORK_KIND_LETTER));
    moves(t, s, "30, rue des Bruants"); /* nothing is under way */
    assert_null(item(t, "desk", WORK_KIND_LETTER));
}

/* A letter that left behind the change went to the right place; a telephone is no address. */
static void test_a_letter_that_is_right(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = calls_from(t, VOUCHER_DELIVERY_PICKUP);
    moves(t, s, "22, rue des Bruants");
    write_to(t, s);
    const intake__get_family_reply *f = family(t, "desk", s->family_id);
    intake__change_contact_request *in = NEW(&t->a, intake__change_contact_request);
    in->family_id = s->family_id;
    in->version = f->contact_version;
    in->contact = message_copy(&t->a, &f->contact->base);
    in->contact->numbers[0]->number = "4385550177";
    in->reason = "elle l'a dit";
    assert_int_equal(ASK(t, "desk", ChangeContact, change_contact, in, NULL), 0);
    assert_true(item(t, "desk", WORK_KIND_LETTER)->not_yet);
    assert_int_equal(item(t, "desk", WORK_KIND_LETTER)->outdated, 0);
}

static void test_coupons_that_are_brought(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = calls_from(t, VOUCHER_DELIVERY_MAIL);
    coupons_arranged(t, s);
    moves(t, s, "22, rue des Bruants");
    const sippe__work_item *w = item(t, "desk", WORK_KIND_OLO_START);
    assert_int_equal(DAY(w->due_on), fixture_today());
    assert_int_equal(w->outdated, OUTDATED_BECAUSE_ADDRESS);
    assert_int_equal(settles(t, WORK_KIND_OLO_START, ""), REASON_FIELDS_INVALID);
    assert_int_equal(settles(t, WORK_KIND_OLO_START, "nouvelle adresse dite au distributeur"), 0);
    assert_null(item(t, "desk", WORK_KIND_OLO_START));
    moves(t, s, "31, rue des Bruants");
    assert_non_null(item(t, "desk", WORK_KIND_OLO_START));
}

static void test_coupons_that_she_fetches(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = calls_from(t, VOUCHER_DELIVERY_PICKUP);
    coupons_arranged(t, s);
    moves(t, s, "22, rue des Bruants");
    assert_null(item(t, "desk", WORK_KIND_OLO_START));
}

/* Nobody but who is close to her says anything to her; and what was recorded in error leaves all as it was. */
static void test_after_a_loss(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = calls_from(t, VOUCHER_DELIVERY_PICKUP);
    coupons_arranged(t, s);
    write_to(t, s);
    loses(t, s);
    const sippe__work_kind kinds[] = {WORK_KIND_LETTER, WORK_KIND_OLO_START};
    for (size_t i = 0; i < COUNT(kinds); i++) {
        const sippe__work_item *w = item(t, "coord", kinds[i]);
        assert_int_equal(w->role, ROLE_COORDINATOR);
        assert_int_equal(w->outdated, OUTDATED_BECAUSE_LOSS);
        assert_int_equal(DAY(w->due_on), fixture_today());
    }
    moves(t, s, "22, rue des Bruants"); /* the loss stays the reason */
    assert_int_equal(item(t, "coord", WORK_KIND_LETTER)->outdated, OUTDATED_BECAUSE_LOSS);
    loss_was_an_error(t, s);
    assert_null(item(t, "coord", WORK_KIND_OLO_START));
    const sippe__work_item *w = item(t, "coord", WORK_KIND_LETTER);
    assert_int_equal(w->outdated, 0);
    assert_true(w->not_yet);
    assert_int_equal(DAY(w->due_on), fixture_today() + DUE_IN_TWO_WEEKS);
    assert_null(world_verify(t->w));
}

static void decides_anew(struct desk *t, const intake__submit_screening_reply *s, intake__route route) {
    intake__revise_decision_request *in = NEW(&t->a, intake__revise_decision_request);
    in->screening_id = s->screening_id;
    in->version = screening(t, s->screening_id)->summary->version;
    in->route = route;
    in->reason = "la voie avait été mal notée";
    assert_int_equal(ASK(t, "desk", ReviseDecision, revise_decision, in, NULL), 0);
}

static const sippe__work_item *coupons_to_stop(struct desk *t, intake__outdated_because because) {
    const sippe__work_item *w = item(t, "coord", WORK_KIND_OLO_START);
    assert_non_null(w);
    assert_int_equal(w->outdated, because);
    assert_int_equal(DAY(w->due_on), fixture_today());
    return w;
}

/* They go on coming until somebody stops them: beside what the other decision asks for, whatever that is. */
static void test_another_decision(void **state) {
    const struct {
        intake__route route;
        sippe__work_kind asks; /* 0: nothing today */
    } ways[] = {{ROUTE_SIPPE, WORK_KIND_ENROL},
                {ROUTE_OTHER_SERVICE, WORK_KIND_TELL_DOOR},
                {ROUTE_WAITLIST, WORK_KIND_WAITLIST},
                {ROUTE_DECLINED, 0},
                {ROUTE_NOT_ELIGIBLE, 0}};
    struct desk *t = *state;
    for (size_t i = 0; i < COUNT(ways); i++) {
        intake__submit_screening_reply *s = calls_from(t, VOUCHER_DELIVERY_PICKUP);
        coupons_arranged(t, s);
        decides_anew(t, s, ways[i].route);
        assert_int_equal(coupons_to_stop(t, OUTDATED_BECAUSE_DECISION)->role, ROLE_DESK);
        if (ways[i].asks) assert_non_null(item(t, "coord", ways[i].asks));
        if (ways[i].asks == WORK_KIND_TELL_DOOR) {
            assert_int_equal(settles(t, WORK_KIND_TELL_DOOR, ""), 0);
            assert_null(item(t, "coord", WORK_KIND_TELL_DOOR));
        }
        coupons_to_stop(t, OUTDATED_BECAUSE_DECISION);
        assert_int_equal(settles(t, WORK_KIND_OLO_START, " "), REASON_FIELDS_INVALID);
        assert_int_equal(settles(t, WORK_KIND_OLO_START, "le distributeur est prévenu"), 0);
        assert_null(item(t, "coord", WORK_KIND_OLO_START));
        if (ways[i].route == ROUTE_SIPPE) assert_non_null(item(t, "coord", WORK_KIND_ENROL));
        if (ways[i].route == ROUTE_SIPPE) decides_anew(t, s, ROUTE_DECLINED); /* nothing is left to stop */
        assert_null(item(t, "coord", WORK_KIND_OLO_START));
    }
    assert_null(world_verify(t->w));
}

/* Nobody has arranged anything yet: nothing goes on. */
static void test_another_decision_before_they_are_arranged(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = calls_from(t, VOUCHER_DELIVERY_PICKUP);
    decides(t, s, ROUTE_OLO_ONLY);
    decides_anew(t, s, ROUTE_DECLINED);
    assert_null(item(t, "coord", WORK_KIND_OLO_START));
}

/* A slip that is put right leaves them as they were; what was somebody's work before stays so. */
static void test_coupons_decided_again(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = calls_from(t, VOUCHER_DELIVERY_HOME);
    coupons_arranged(t, s);
    decides_anew(t, s, ROUTE_DECLINED);
    coupons_to_stop(t, OUTDATED_BECAUSE_DECISION);
    decides_anew(t, s, ROUTE_OLO_ONLY);
    assert_null(item(t, "coord", WORK_KIND_OLO_START));
    moves(t, s, "22, rue des Bruants");
    coupons_to_stop(t, OUTDATED_BECAUSE_ADDRESS);
    decides_anew(t, s, ROUTE_DECLINED);
    coupons_to_stop(t, OUTDATED_BECAUSE_ADDRESS);
    decides_anew(t, s, ROUTE_OLO_ONLY);
    coupons_to_stop(t, OUTDATED_BECAUSE_ADDRESS);
    assert_null(world_verify(t->w));
}

/* A loss is the reason before any other, and its correction leaves the one that was there. */
static void test_a_loss_after_another_decision(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = calls_from(t, VOUCHER_DELIVERY_HOME);
    coupons_arranged(t, s);
    decides_anew(t, s, ROUTE_DECLINED);
    moves(t, s, "22, rue des Bruants");
    coupons_to_stop(t, OUTDATED_BECAUSE_DECISION);
    loses(t, s);
    assert_int_equal(coupons_to_stop(t, OUTDATED_BECAUSE_LOSS)->role, ROLE_COORDINATOR);
    loss_was_an_error(t, s);
    assert_int_equal(coupons_to_stop(t, OUTDATED_BECAUSE_DECISION)->role, ROLE_DESK);
    assert_null(world_verify(t->w));
}

/* Her answers were wrong, and the decision is taken anew: until then they are hers, and it says whether they stay so. */
static void test_coupons_of_a_corrected_call(void **state) {
    const intake__route ways[] = {ROUTE_OLO_ONLY, ROUTE_DECLINED};
    struct desk *t = *state;
    for (size_t i = 0; i < COUNT(ways); i++) {
        intake__submit_screening_reply *s = calls_from(t, VOUCHER_DELIVERY_PICKUP);
        coupons_arranged(t, s);
        intake__amend_screening_request *in = NEW(&t->a, intake__amend_screening_request);
        in->screening_id = s->screening_id;
        in->version = screening(t, s->screening_id)->summary->version;
        in->screening = message_copy(&t->a, &screening(t, s->screening_id)->screening->base);
        in->screening->income->annual = money_declined(&t->a);
        assert_int_equal(ASK(t, "desk", AmendScreening, amend_screening, in, NULL), 0);
        assert_int_equal(screening(t, s->screening_id)->summary->state, SCREENING_STATE_TO_DECIDE);
        assert_null(item(t, "coord", WORK_KIND_OLO_START));
        decides(t, s, ways[i]);
        if (ways[i] == ROUTE_OLO_ONLY) {
            assert_null(item(t, "coord", WORK_KIND_OLO_START));
            continue;
        }
        coupons_to_stop(t, OUTDATED_BECAUSE_DECISION);
    }
    assert_null(world_verify(t->w));
}

#define PLAYED(test) cmocka_unit_test_setup_teardown(test, desk_adopted, desk_ended)
int main(void) {
    const struct CMUnitTest tests[] = {
        PLAYED(test_a_letter_to_where_she_no_longer_lives),
        PLAYED(test_a_letter_that_is_right),
        PLAYED(test_coupons_that_are_brought),
        PLAYED(test_coupons_that_she_fetches),
        PLAYED(test_after_a_loss),
        PLAYED(test_another_decision),
        PLAYED(test_another_decision_before_they_are_arranged),
        PLAYED(test_coupons_decided_again),
        PLAYED(test_a_loss_after_another_decision),
        PLAYED(test_coupons_of_a_corrected_call),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
