/* A family goes to another CLSC of the territory, with all four daemons: who has her when, what goes with her, what was
 * agreed before. */
#include <string.h>
#include "follow_world.h"

enum { HERE = 0, THERE = 1 };
static const char *const clsc_of[] = {"99001", "99002"}, *const desk_of[] = {"desk", "desk2"},
                         *const team_of[] = {"team", "team2"};

static int opened(void **state) {
    struct desk *t = calloc(1, sizeof *t);
    desk_open_with(t, all_services, DAEMONS);
    world_key(t->w, "team2", ROLE_TEAM, clsc_of[THERE]);
    sippe__territory *rules = fixture_territory(&t->a);
    rules->access->care_team = CARE_TEAM_OPEN;
    assert_int_equal(adopt(t, rules), 0);
    assert_true(world_settle(t->w, 60000));
    *state = t;
    return 0;
}

static int sees(struct desk *t, const char *key, ProtobufCBinaryData id) {
    intake__get_family_request *in = NEW(&t->a, intake__get_family_request);
    intake__get_family_reply *out = NULL;
    in->family_id = id;
    return ASK(t, key, GetFamily, get_family, in, &out);
}

static const intake__move *last_move(struct desk *t, ProtobufCBinaryData family_id) {
    const intake__get_family_reply *f = family(t, "coord", family_id);
    return f->n_moves ? f->moves[0] : NULL;
}

static intake__offer_move_request *offer_of(struct desk *t, ProtobufCBinaryData family_id, int to) {
    intake__offer_move_request *in = NEW(&t->a, intake__offer_move_request);
    in->family_id = family_id;
    in->version = family(t, "coord", family_id)->version;
    in->to_clsc_code = clsc_of[to];
    in->reason = MOVE_REASON_ADDRESS;
    return in;
}

static int offer(struct desk *t, const char *key, const intake__offer_move_request *in) {
    intake__offer_move_reply *out = NULL;
    return ASK(t, key, OfferMove, offer_move, in, &out);
}

static int accept(struct desk *t, const char *key, ProtobufCBinaryData family_id) {
    intake__accept_move_request *in = NEW(&t->a, intake__accept_move_request);
    intake__accept_move_reply *out = NULL;
    in->move_id = last_move(t, family_id)->move_id;
    in->version = last_move(t, family_id)->version;
    return ASK(t, key, AcceptMove, accept_move, in, &out);
}

static int decline(struct desk *t, ProtobufCBinaryData family_id, const char *why) {
    intake__decline_move_request *in = NEW(&t->a, intake__decline_move_request);
    intake__decline_move_reply *out = NULL;
    in->move_id = last_move(t, family_id)->move_id;
    in->version = last_move(t, family_id)->version;
    in->reason = why;
    return ASK(t, "coord", DeclineMove, decline_move, in, &out);
}

static int take_back(struct desk *t, const char *key, ProtobufCBinaryData family_id) {
    intake__withdraw_move_request *in = NEW(&t->a, intake__withdraw_move_request);
    intake__withdraw_move_reply *out = NULL;
    in->move_id = last_move(t, family_id)->move_id;
    in->version = last_move(t, family_id)->version;
    return ASK(t, key, WithdrawMove, withdraw_move, in, &out);
}

static void goes(struct desk *t, ProtobufCBinaryData family_id, int to) {
    assert_int_equal(offer(t, "coord", offer_of(t, family_id, to)), 0);
    assert_int_equal(accept(t, "coord", family_id), 0);
    assert_true(world_settle(t->w, 60000));
}

static intake__submit_screening_reply *followed(struct desk *t) {
    intake__enrol_family_reply *e = NULL;
    put_worker(t, "ts-1", DISCIPLINE_SOCIAL_WORKER);
    put_worker(t, "inf-1", DISCIPLINE_NURSE);
    intake__submit_screening_reply *s = family_for_sippe(t);
    assert_int_equal(enrol(t, s, &e), 0);
    assert_true(world_settle(t->w, 60000));
    confirm(t, e->enrolment_id);
    assert_true(world_settle(t->w, 60000));
    return s;
}

/* ---- who has her ---- */

static void check_owner(struct desk *t, ProtobufCBinaryData family_id, int whose) {
    for (int i = HERE; i <= THERE; i++) {
        assert_int_equal(sees(t, desk_of[i], family_id), i == whose ? 0 : REASON_NOT_FOUND);
        assert_int_equal(sees(t, team_of[i], family_id), i == whose ? 0 : REASON_NOT_FOUND);
    }
    assert_string_equal(family(t, "coord", family_id)->clsc_code, clsc_of[whose]);
}

/* One owner at any time: the old CLSC until the other accepts, and nobody of there learns of her before. */
static void test_owner(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = family_for_sippe(t);
    assert_int_equal(offer(t, "desk", offer_of(t, s->family_id, THERE)), 0);
    check_owner(t, s->family_id, HERE);
    assert_null(work_of(worklist(t, "desk2"), WORK_KIND_MOVE_OFFERED));
    const sippe__work_item *item = work_of(worklist(t, "coord"), WORK_KIND_MOVE_OFFERED);
    assert_non_null(item);
    assert_string_equal(item->clsc_code, clsc_of[THERE]);
    assert_int_equal(item->role, ROLE_COORDINATOR);
    assert_non_null(item->due_on);
    assert_int_equal(accept(t, "desk2", s->family_id), REASON_NOT_ALLOWED);
    assert_int_equal(accept(t, "coord", s->family_id), 0);
    check_owner(t, s->family_id, THERE);
    assert_null(work_of(worklist(t, "coord"), WORK_KIND_MOVE_OFFERED));
}

/* Not enrolled: the call that waits and what it asks for go with her; she is found there, and her call is corrected. */
static void test_not_enrolled(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = NULL;
    intake__find_family_request *find = NEW(&t->a, intake__find_family_request);
    intake__find_family_reply *found = NULL;
    assert_int_equal(submit(t, "desk", call_now(t), &s), 0);
    assert_non_null(work_of(worklist(t, "desk"), WORK_KIND_DECIDE_ROUTE));
    goes(t, s->family_id, THERE);
    assert_null(work_of(worklist(t, "desk"), WORK_KIND_DECIDE_ROUTE));
    assert_non_null(work_of(worklist(t, "desk2"), WORK_KIND_DECIDE_ROUTE));
    const intake__screening *call = screening(t, s->screening_id)->screening;
    find->phone = call->identity->phone;
    assert_int_equal(ASK(t, "desk", FindFamily, find_family, find, &found), 0);
    assert_int_equal(found->n_families, 0);
    assert_int_equal(ASK(t, "desk2", FindFamily, find_family, find, &found), 0);
    assert_int_equal(found->n_families, 1);
    intake__amend_screening_request *amend = NEW(&t->a, intake__amend_screening_request);
    intake__amend_screening_reply *amended = NULL;
    amend->screening_id = s->screening_id;
    amend->version = screening(t, s->screening_id)->summary->version;
    amend->screening = (intake__screening *)(uintptr_t)call;
    amend->reason = "date mal entendue";
    assert_int_equal(ASK(t, "desk2", AmendScreening, amend_screening, amend, &amended), 0);
}

/* ---- answered ---- */

/* Declined it is the turn of who offered, with the reason, until she gives it up or offers her again. */
static void test_declined(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = family_for_sippe(t);
    assert_int_equal(offer(t, "desk", offer_of(t, s->family_id, THERE)), 0);
    assert_int_equal(offer(t, "desk", offer_of(t, s->family_id, THERE)), REASON_MOVE_OPEN);
    assert_int_equal(decline(t, s->family_id, " "), REASON_FIELDS_INVALID);
    assert_int_equal(decline(t, s->family_id, "elle habite chez vous"), 0);
    assert_int_equal(accept(t, "coord", s->family_id), REASON_MOVE_ANSWERED);
    const sippe__work_item *item = work_of(worklist(t, "desk"), WORK_KIND_MOVE_OFFERED);
    assert_non_null(item);
    assert_int_equal(item->role, ROLE_DESK);
    assert_string_equal(family(t, "desk", s->family_id)->moves[0]->answer, "elle habite chez vous");
    assert_int_equal(take_back(t, "desk", s->family_id), 0);
    assert_null(work_of(worklist(t, "desk"), WORK_KIND_MOVE_OFFERED));
    assert_int_equal(take_back(t, "desk", s->family_id), REASON_MOVE_ANSWERED);
    check_owner(t, s->family_id, HERE);
}

/* Offered anew, what was declined is given up by that. */
static void test_offered_again(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = family_for_sippe(t);
    assert_int_equal(offer(t, "desk", offer_of(t, s->family_id, THERE)), 0);
    assert_int_equal(decline(t, s->family_id, "pas de place"), 0);
    assert_int_equal(offer(t, "desk", offer_of(t, s->family_id, THERE)), 0);
    const intake__get_family_reply *f = family(t, "desk", s->family_id);
    assert_int_equal(f->n_moves, 2);
    assert_int_equal(f->moves[0]->state, MOVE_STATE_OFFERED);
    assert_int_equal(f->moves[1]->state, MOVE_STATE_WITHDRAWN);
}

struct refused {
    const char *to, *note;
    intake__move_reason why;
    int days;
    int reason;
};

static void test_refused(void **state) {
    struct desk *t = *state;
    static const struct refused cases[] = {
        {"99001", "", MOVE_REASON_ADDRESS, 0, REASON_MOVE_SAME_CLSC},
        {"77777", "", MOVE_REASON_ADDRESS, 0, REASON_FIELDS_INVALID},
        {"99002", "", MOVE_REASON_UNSPECIFIED, 0, REASON_FIELDS_INVALID},
        {"99002", " ", MOVE_REASON_OTHER, 0, REASON_FIELDS_INVALID},
        {"99002", "", MOVE_REASON_ADDRESS, 400, REASON_FIELDS_INVALID},
    };
    intake__submit_screening_reply *s = family_for_sippe(t);
    for (size_t i = 0; i < COUNT(cases); i++) {
        intake__offer_move_request *in = offer_of(t, s->family_id, THERE);
        in->to_clsc_code = cases[i].to;
        in->note = cases[i].note;
        in->reason = cases[i].why;
        in->on = civil_date(&t->a, fixture_today() + cases[i].days);
        assert_int_equal(offer(t, "desk", in), cases[i].reason);
    }
    intake__offer_move_request *stale = offer_of(t, s->family_id, THERE);
    goes(t, s->family_id, THERE);
    stale->to_clsc_code = clsc_of[HERE];
    assert_int_equal(offer(t, "coord", stale), REASON_VERSION_STALE);
    assert_int_equal(offer(t, "desk", stale), REASON_NOT_FOUND); /* she is theirs no more */
}

/* From the day on that was said: before it nobody can accept, and it is on no list of what is late. */
static void test_from_a_day_on(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = family_for_sippe(t);
    intake__offer_move_request *in = offer_of(t, s->family_id, THERE);
    in->on = civil_date(&t->a, fixture_today() + 20);
    assert_int_equal(offer(t, "desk", in), 0);
    assert_int_equal(accept(t, "coord", s->family_id), REASON_MOVE_NOT_YET);
    const sippe__work_item *item = work_of(worklist(t, "coord"), WORK_KIND_MOVE_OFFERED);
    assert_true(item->not_yet);
    assert_int_equal(DAY(item->due_on), fixture_today() + 20);
    leap(t, 20 * DAY_LONG);
    assert_int_equal(accept(t, "coord", s->family_id), 0);
    check_owner(t, s->family_id, THERE);
}

/* ---- what was agreed before ---- */

static int scheduled(struct desk *t, const char *key, ProtobufCBinaryData family_id) {
    scheduling__family_visits_request *in = NEW(&t->a, scheduling__family_visits_request);
    scheduling__family_visits_reply *out = NULL;
    in->family_id = family_id;
    return SCHEDULE(t, key, FamilyVisits, family_visits, in, &out);
}

/* Nobody keeps the bond there before somebody is confirmed there; what was only proposed is withdrawn. */
static void test_followed(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = followed(t);
    assert_int_equal(follow_up(t, s->family_id)->visits[0]->state, VISIT_STATE_PROPOSED);
    goes(t, s->family_id, THERE);
    const intake__enrolment *e = family(t, "team2", s->family_id)->enrolment;
    assert_int_equal(e->state, ENROLMENT_STATE_AWAITING_KEY_WORKER);
    assert_string_equal(e->key_worker, "");
    assert_non_null(work_of(worklist(t, "coord"), WORK_KIND_KEY_WORKER));
    assert_string_equal(work_of(worklist(t, "coord"), WORK_KIND_KEY_WORKER)->clsc_code, clsc_of[THERE]);
    const scheduling__family_visits_reply *f = follow_up(t, s->family_id);
    assert_int_equal(f->state, FOLLOW_UP_STATE_AWAITING_KEY_WORKER);
    assert_string_equal(f->key_worker, "");
    assert_int_equal(f->visits[0]->state, VISIT_STATE_CANCELLED);
    assert_int_equal(scheduled(t, "team", s->family_id), REASON_NOT_FOUND);
    assert_int_equal(scheduled(t, "team2", s->family_id), 0);
}

/* Confirmed by the old coordinator while the move was on its way: it counts for nothing, whoever is heard first. */
static void test_key_worker_in_flight(void **state) {
    struct desk *t = *state;
    intake__enrol_family_reply *e = NULL;
    put_worker(t, "ts-1", DISCIPLINE_SOCIAL_WORKER);
    put_worker(t, "inf-1", DISCIPLINE_NURSE);
    intake__submit_screening_reply *s = family_for_sippe(t);
    assert_int_equal(enrol(t, s, &e), 0);
    assert_true(world_settle(t->w, 60000));
    world_cut_off(t->w, "intake", "scheduling", true);
    confirm(t, e->enrolment_id);
    assert_int_equal(offer(t, "coord", offer_of(t, s->family_id, THERE)), 0);
    assert_int_equal(accept(t, "coord", s->family_id), 0);
    world_cut_off(t->w, "intake", "scheduling", false);
    assert_true(world_settle(t->w, 60000));
    assert_int_equal(family(t, "coord", s->family_id)->enrolment->state, ENROLMENT_STATE_AWAITING_KEY_WORKER);
    assert_non_null(work_of(worklist(t, "coord"), WORK_KIND_KEY_WORKER));
    assert_string_equal(follow_up(t, s->family_id)->key_worker, "");
}

/* Moved back, with all that was said of it in her history. */
static void test_moved_back(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = followed(t);
    goes(t, s->family_id, THERE);
    goes(t, s->family_id, HERE);
    check_owner(t, s->family_id, HERE);
    assert_string_equal(follow_up(t, s->family_id)->key_worker, "");
    intake__list_history_request *in = NEW(&t->a, intake__list_history_request);
    intake__list_history_reply *out = NULL;
    in->family_id = s->family_id;
    assert_int_equal(ASK(t, "team", ListHistory, list_history, in, &out), 0);
    size_t offered = 0, answered = 0;
    for (size_t i = 0; i < out->n_entries; i++) {
        const intake__history_entry *one = out->entries[i];
        if (one->kind == HISTORY_KIND_MOVE) assert_int_equal(one->move->state, MOVE_STATE_OFFERED);
        if (one->kind == HISTORY_KIND_MOVE_ANSWERED) assert_int_equal(one->move->state, MOVE_STATE_ACCEPTED);
        offered += one->kind == HISTORY_KIND_MOVE;
        answered += one->kind == HISTORY_KIND_MOVE_ANSWERED;
    }
    assert_int_equal(offered, 2);
    assert_int_equal(answered, 2);
    confirm(t, family(t, "team", s->family_id)->enrolment->enrolment_id);
    assert_true(world_settle(t->w, 60000));
    assert_int_equal(family(t, "team", s->family_id)->enrolment->state, ENROLMENT_STATE_ACTIVE);
}

/* Ended before she went: the new CLSC may open it again, and somebody of there is expected. */
static void test_ended(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = followed(t);
    intake__end_enrolment_request *in = NEW(&t->a, intake__end_enrolment_request);
    intake__end_enrolment_reply *out = NULL;
    in->enrolment_id = family(t, "team", s->family_id)->enrolment->enrolment_id;
    in->version = family(t, "team", s->family_id)->enrolment->version;
    in->reason = END_REASON_OTHER;
    assert_int_equal(ASK(t, "team", EndEnrolment, end_enrolment, in, &out), 0);
    assert_true(world_settle(t->w, 60000));
    goes(t, s->family_id, THERE);
    assert_int_equal(follow_up(t, s->family_id)->state, FOLLOW_UP_STATE_ENDED);
    assert_int_equal(scheduled(t, "team2", s->family_id), 0);
    intake__reopen_enrolment_request *again = NEW(&t->a, intake__reopen_enrolment_request);
    intake__reopen_enrolment_reply *reopened = NULL;
    again->enrolment_id = in->enrolment_id;
    again->version = family(t, "team2", s->family_id)->enrolment->version;
    again->reason = "elle revient";
    assert_int_equal(ASK(t, "team2", ReopenEnrolment, reopen_enrolment, again, &reopened), 0);
    assert_true(world_settle(t->w, 60000));
    assert_int_equal(follow_up(t, s->family_id)->state, FOLLOW_UP_STATE_AWAITING_KEY_WORKER);
}

#define MOVES(name) cmocka_unit_test_setup_teardown(name, opened, follow_closed)
int main(void) {
    const struct CMUnitTest tests[] = {
        MOVES(test_owner),         MOVES(test_not_enrolled), MOVES(test_declined),
        MOVES(test_offered_again), MOVES(test_refused),      MOVES(test_from_a_day_on),
        MOVES(test_followed),      MOVES(test_moved_back),   MOVES(test_key_worker_in_flight),
        MOVES(test_ended),
    };
    return cmocka_run_group_tests_name("intake, moves", tests, NULL, NULL);
}
