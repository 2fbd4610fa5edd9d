/* After a decision: the delay of access that runs, a decision taken anew, the waiting list, and who acts next. */
#include "../intake_world.h"

static int opened(void **state) {
    struct desk *t = calloc(1, sizeof *t);
    desk_open(t);
    sippe__territory *rules = fixture_territory(&t->a);
    rules->access->care_team = CARE_TEAM_OPEN;
    assert_int_equal(adopt(t, rules), 0);
    *state = t;
    return 0;
}

static int closed(void **state) {
    struct desk *t = *state;
    desk_close(t);
    free(t);
    return 0;
}

static intake__submit_screening_reply *call_of(struct desk *t, int who) {
    intake__screening *s = call_now(t);
    intake__submit_screening_reply *out = NULL;
    s->identity->phone = arena_printf(&t->a, "514555%04d", 2000 + who);
    s->identity->name->family = arena_printf(&t->a, "Lavoie%c", (char)('a' + who % 26));
    s->identity->birth_date = date(&t->a, 1990 + who % 10, 1 + who % 12, 1 + who % 28);
    s->identity->nam = "";
    assert_int_equal(submit(t, "desk", s, &out), 0);
    return out;
}

static int decided(struct desk *t, const intake__submit_screening_reply *of, intake__route route, int priority,
                   const char *because) {
    intake__decide_route_request *in = NEW(&t->a, intake__decide_route_request);
    intake__decide_route_reply *out = NULL;
    in->screening_id = of->screening_id;
    in->version = screening(t, of->screening_id)->summary->version;
    in->route = route;
    in->priority = priority;
    in->override_reason = because;
    return ASK(t, "desk", DecideRoute, decide_route, in, &out);
}

static int revised(struct desk *t, const char *key, const intake__submit_screening_reply *of, intake__route route,
                   int priority, const char *reason) {
    intake__revise_decision_request *in = NEW(&t->a, intake__revise_decision_request);
    intake__revise_decision_reply *out = NULL;
    in->screening_id = of->screening_id;
    in->version = screening(t, of->screening_id)->summary->version;
    in->route = route;
    in->priority = priority;
    in->reason = reason;
    return ASK(t, key, ReviseDecision, revise_decision, in, &out);
}

static const intake__access_clock *clock_of(struct desk *t, const intake__submit_screening_reply *of, size_t i,
                                            size_t n) {
    intake__get_family_reply *f = family(t, "coord", of->family_id);
    assert_int_equal(f->n_clocks, n);
    return f->clocks[i];
}

/* The machine's suggestion is shown and never taken. */
static void test_a_person_sets_the_priority(void **state) {
    struct desk *t = *state;
    const intake__submit_screening_reply *s = call_of(t, 1);
    assert_int_equal(screening(t, s->screening_id)->proposal->priority, 4);
    assert_int_equal(decided(t, s, ROUTE_SIPPE, 0, ""), 0);
    assert_int_equal(screening(t, s->screening_id)->decision->priority, 0);
    assert_int_equal(family(t, "desk", s->family_id)->n_clocks, 0);
    assert_null(work_of(worklist(t, "coord"), WORK_KIND_ACCESS));
}

/* Friday the 20th at 10:00, two working days: Tuesday at 10:00; so is the enrolment, which usually has five. */
static void test_a_delay_of_access_runs(void **state) {
    struct desk *t = *state;
    const intake__submit_screening_reply *s = call_of(t, 1);
    assert_int_equal(decided(t, s, ROUTE_SIPPE, 1, ""), 0);
    const intake__access_clock *k = clock_of(t, s, 0, 1);
    day tuesday = day_from(2026, 11, 24);
    assert_int_equal(k->priority, 1);
    assert_int_equal(day_at(fixture_montreal, k->due_at->ms), tuesday);
    assert_int_equal(DAY(k->first_asked_on), fixture_today());
    assert_int_equal(k->end, ACCESS_END_UNSPECIFIED);
    assert_false(k->overdue);
    const sippe__work_item *item = work_of(worklist(t, "coord"), WORK_KIND_ACCESS);
    assert_int_equal(item->role, ROLE_COORDINATOR);
    assert_int_equal(DAY(item->due_on), tuesday);
    assert_int_equal(item->priority, 1);
    assert_true(item->not_yet);
    assert_int_equal(DAY(work_of(worklist(t, "coord"), WORK_KIND_ENROL)->due_on), tuesday);
    sippe__territory *slower = fixture_territory(&t->a);
    slower->access->care_team = CARE_TEAM_OPEN;
    slower->priorities[0]->days = 10; /* what runs is not moved */
    assert_int_equal(adopt(t, slower), 0);
    assert_int_equal(day_at(fixture_montreal, clock_of(t, s, 0, 1)->due_at->ms), tuesday);
    intake__enrol_family_reply *e = NULL;
    assert_int_equal(enrol(t, s, &e), 0);
    assert_int_equal(work_of(worklist(t, "coord"), WORK_KIND_ACCESS)->role, ROLE_TEAM);
    leap(t, 5 * DAY_LONG);
    assert_true(clock_of(t, s, 0, 1)->overdue);
    assert_true(work_of(worklist(t, "team"), WORK_KIND_ACCESS)->overdue);
    intake__end_enrolment_request *end = NEW(&t->a, intake__end_enrolment_request);
    intake__end_enrolment_reply *ended = NULL;
    end->enrolment_id = e->enrolment_id;
    end->version = family(t, "team", s->family_id)->enrolment->version;
    end->reason = END_REASON_MOVED;
    assert_int_equal(ASK(t, "team", EndEnrolment, end_enrolment, end, &ended), 0);
    assert_int_equal(clock_of(t, s, 0, 1)->end, ACCESS_END_DEMAND_ENDED);
    assert_null(work_of(worklist(t, "coord"), WORK_KIND_ACCESS));
}

/* From the waiting list to SIPPE she keeps her priority and her delay; another priority is another delay. */
static void test_off_the_waiting_list(void **state) {
    struct desk *t = *state;
    const intake__submit_screening_reply *s = call_of(t, 1);
    assert_int_equal(decided(t, s, ROUTE_WAITLIST, 2, ""), REASON_OVERRIDE_REASON_MISSING);
    assert_int_equal(decided(t, s, ROUTE_WAITLIST, 2, "Plus de place avant janvier"), 0);
    day due = day_at(fixture_montreal, clock_of(t, s, 0, 1)->due_at->ms);
    assert_int_equal(due, day_from(2026, 12, 4));                                          /* ten working days */
    assert_int_equal(DAY(work_of(worklist(t, "coord"), WORK_KIND_WAITLIST)->due_on), due); /* not in twenty */
    leap(t, 3 * DAY_LONG);
    assert_int_equal(decided(t, s, ROUTE_SIPPE, 0, ""), 0);
    assert_int_equal(screening(t, s->screening_id)->decision->priority, 2);
    assert_int_equal(day_at(fixture_montreal, clock_of(t, s, 0, 1)->due_at->ms), due);
    assert_int_equal(revised(t, "team", s, ROUTE_SIPPE, 1, "Menace d'éviction"), 0);
    assert_int_equal(clock_of(t, s, 1, 2)->end, ACCESS_END_REVISED);
    assert_int_equal(clock_of(t, s, 0, 2)->priority, 1);
    assert_int_equal(DAY(clock_of(t, s, 0, 2)->first_asked_on), fixture_today());
    assert_int_equal(screening(t, s->screening_id)->n_decisions, 3);
}

/* A slip is mended: decided anew with a reason, and both stay. */
static void test_a_decision_is_revised(void **state) {
    struct desk *t = *state;
    const intake__submit_screening_reply *s = call_of(t, 1);
    assert_int_equal(revised(t, "desk", s, ROUTE_SIPPE, 0, "Erreur"), REASON_NOT_DECIDED);
    assert_int_equal(decided(t, s, ROUTE_OLO_ONLY, 0, "Erreur de touche"), 0);
    assert_int_equal(decided(t, s, ROUTE_SIPPE, 0, ""), REASON_SCREENING_SETTLED);
    assert_int_equal(revised(t, "desk", s, ROUTE_OLO_ONLY, 0, "La même"), REASON_DECISION_SAME);
    assert_int_equal(revised(t, "desk", s, ROUTE_SIPPE, 3, "  "), REASON_REASON_MISSING);
    assert_int_equal(revised(t, "desk", s, ROUTE_CALL_BACK, 0, "Erreur"), REASON_ROUTE_NOT_DECIDABLE);
    assert_int_equal(revised(t, "desk2", s, ROUTE_SIPPE, 3, "Erreur"), REASON_NOT_FOUND);
    assert_non_null(work_of(worklist(t, "desk"), WORK_KIND_OLO_START));
    assert_int_equal(revised(t, "desk", s, ROUTE_SIPPE, 3, "Erreur de touche, critères remplis"), 0);
    intake__get_screening_reply *seen = screening(t, s->screening_id);
    assert_int_equal(seen->summary->decided_route, ROUTE_SIPPE);
    assert_true(seen->decision->revised);
    assert_false(seen->decision->override);
    assert_string_equal(seen->decision->override_reason, "Erreur de touche, critères remplis");
    assert_int_equal(seen->n_decisions, 2);
    assert_int_equal(seen->decisions[0]->route, ROUTE_OLO_ONLY);
    assert_null(work_of(worklist(t, "desk"), WORK_KIND_OLO_START));
    assert_non_null(work_of(worklist(t, "team"), WORK_KIND_ENROL));
    intake__enrol_family_reply *e = NULL;
    assert_int_equal(enrol(t, s, &e), 0);
    assert_int_equal(revised(t, "coord", s, ROUTE_DECLINED, 0, "A changé d'idée"), REASON_ENROLMENT_OPEN);
    assert_int_equal(revised(t, "coord", s, ROUTE_SIPPE, 2, "Plus pressant"), 0); /* the same route, more pressing */
    assert_null(work_of(worklist(t, "team"), WORK_KIND_ENROL));
}

/* A correction that asks the decision again ends the delay; the next decision opens another, from the same demand. */
static void test_a_correction_asks_again(void **state) {
    struct desk *t = *state;
    const intake__submit_screening_reply *s = call_of(t, 1);
    assert_int_equal(decided(t, s, ROUTE_SIPPE, 2, ""), 0);
    leap(t, DAY_LONG);
    intake__get_screening_reply *now = screening(t, s->screening_id);
    intake__amend_screening_request *in = NEW(&t->a, intake__amend_screening_request);
    intake__amend_screening_reply *amended = NULL;
    in->screening_id = s->screening_id;
    in->version = now->summary->version;
    in->screening = now->screening;
    in->screening->income->annual = money(&t->a, 12000000);
    in->reason = "Revenu mal noté";
    assert_int_equal(ASK(t, "desk", AmendScreening, amend_screening, in, &amended), 0);
    assert_int_equal(amended->state, SCREENING_STATE_TO_DECIDE);
    assert_int_equal(clock_of(t, s, 0, 1)->end, ACCESS_END_REVISED);
    now = screening(t, s->screening_id);
    assert_null(now->decision);
    assert_int_equal(now->n_decisions, 1); /* what was decided stays */
    assert_int_equal(decided(t, s, ROUTE_SIPPE, 2, "Isolée, sans réseau"), 0);
    assert_int_equal(clock_of(t, s, 0, 2)->end, ACCESS_END_UNSPECIFIED);
    assert_int_equal(DAY(clock_of(t, s, 0, 2)->first_asked_on), fixture_today());
}

/* Who is followed is met: another call of hers, whatever its priority, opens no delay. */
static void test_a_followed_family_has_no_delay(void **state) {
    struct desk *t = *state;
    const intake__submit_screening_reply *s = call_of(t, 1);
    intake__submit_screening_reply *again = NULL;
    intake__enrol_family_reply *e = NULL;
    assert_int_equal(decided(t, s, ROUTE_SIPPE, 0, ""), 0);
    assert_int_equal(enrol(t, s, &e), 0);
    intake__submit_screening_request *in = NEW(&t->a, intake__submit_screening_request);
    in->screening = call_now(t);
    in->family_id = s->family_id;
    assert_int_equal(ASK(t, "desk", SubmitScreening, submit_screening, in, &again), 0);
    assert_int_equal(decided(t, again, ROUTE_SIPPE, 1, ""), 0);
    assert_int_equal(family(t, "coord", s->family_id)->n_clocks, 0);
    assert_null(work_of(worklist(t, "coord"), WORK_KIND_ACCESS));
}

/* ---- waiting ---- */

static intake__list_waiting_reply *waiting(struct desk *t, const char *key, ProtobufCBinaryData after, unsigned limit) {
    intake__list_waiting_request *in = NEW(&t->a, intake__list_waiting_request);
    intake__list_waiting_reply *out = NULL;
    in->after = after;
    in->limit = limit;
    assert_int_equal(ASK(t, key, ListWaiting, list_waiting, in, &out), 0);
    return out;
}

static void test_who_waits_stands_in_order(void **state) {
    struct desk *t = *state;
    static const int priorities[] = {3, 0, 1, 3, 2};
    static const int order[] = {2, 4, 0, 3, 1}; /* by priority, then who asked first; without one last */
    const intake__submit_screening_reply *s[COUNT(priorities)];
    for (size_t i = 0; i < COUNT(priorities); i++) {
        s[i] = call_of(t, (int)i);
        assert_int_equal(decided(t, s[i], ROUTE_WAITLIST, priorities[i], "Plus de place"), 0);
        leap(t, DAY_LONG);
    }
    ProtobufCBinaryData after = {0};
    uint32_t place = 0;
    for (size_t page = 0; page < 3; page++) {
        intake__list_waiting_reply *list = waiting(t, "desk", after, 2);
        assert_int_equal(list->total, COUNT(priorities));
        assert_false(list->more_than);
        for (size_t i = 0; i < list->n_waiting; i++) {
            const intake__waiting *w = list->waiting[i];
            assert_true(SAME_BYTES(w->screening_id, s[order[place]]->screening_id));
            assert_int_equal(w->priority, priorities[order[place]]);
            assert_int_equal(w->place, ++place);
            assert_string_equal(w->reason, "Plus de place");
            assert_non_null(w->since);
            assert_non_null(w->first_asked_on);
            assert_int_equal(strlen(w->phone), 10);
        }
        after = list->next;
    }
    assert_int_equal(place, COUNT(priorities));
    assert_int_equal(after.len, 0);
    assert_int_equal(waiting(t, "desk2", after, 0)->total, 0);
    assert_int_equal(waiting(t, "coord", after, 0)->n_waiting, COUNT(priorities));
    assert_int_equal(decided(t, s[2], ROUTE_SIPPE, 0, ""), 0);
    assert_true(SAME_BYTES(waiting(t, "team", after, 0)->waiting[0]->screening_id, s[4]->screening_id));
    intake__list_waiting_request *in = NEW(&t->a, intake__list_waiting_request);
    intake__list_waiting_reply *out = NULL;
    in->limit = 201;
    assert_int_equal(ASK(t, "desk", ListWaiting, list_waiting, in, &out), REASON_NUMBER_OUT_OF_RANGE);
    in->limit = 2;
    in->after = waiting(t, "coord", after, 1)->next; /* a place in another list */
    assert_int_equal(ASK(t, "desk", ListWaiting, list_waiting, in, &out), REASON_ID_INVALID);
}

/* ---- who acts next ---- */

/* Every decision leaves somebody, or an end; what a person arranged is off the list. */
static void test_every_decision_has_a_next_actor(void **state) {
    struct desk *t = *state;
    static const struct {
        intake__route route;
        sippe__work_kind kind;
        day due_in; /* 0: at thirty weeks */
        bool settles;
    } cases[] = {
        {ROUTE_SIPPE, WORK_KIND_ENROL, 7, false},
        {ROUTE_WAITLIST, WORK_KIND_WAITLIST, 28, false},
        {ROUTE_OLO_ONLY, WORK_KIND_OLO_START, 5, true},
        {ROUTE_OTHER_SERVICE, WORK_KIND_TELL_DOOR, 4, true},
        {ROUTE_NOT_ELIGIBLE, WORK_KIND_SECOND_OFFER, 0, true},
        {ROUTE_DECLINED, WORK_KIND_SECOND_OFFER, 0, true},
        {ROUTE_UNREACHABLE, WORK_KIND_SECOND_OFFER, 0, true},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const intake__submit_screening_reply *s = call_of(t, (int)i);
        assert_int_equal(decided(t, s, cases[i].route, 0, "Jugement clinique"), 0);
        intake__get_family_reply *f = family(t, "coord", s->family_id);
        assert_int_equal(f->n_next, 1);
        assert_int_equal(f->next[0]->kind, cases[i].kind);
        day due = cases[i].due_in ? fixture_today() + cases[i].due_in : fixture_today() + 7 * (30 - 14);
        assert_int_equal(DAY(f->next[0]->due_on), due);
        assert_int_equal(f->next[0]->not_yet,
                         cases[i].kind == WORK_KIND_WAITLIST || cases[i].kind == WORK_KIND_SECOND_OFFER);
        intake__settle_work_request *in = NEW(&t->a, intake__settle_work_request);
        intake__settle_work_reply *out = NULL;
        in->kind = cases[i].kind;
        in->thing = f->next[0]->thing;
        in->note = "Fait";
        int reason = ASK(t, "desk", SettleWork, settle_work, in, &out);
        assert_int_equal(reason, cases[i].settles ? 0 : REASON_MOVE_ILLEGAL);
        assert_int_equal(family(t, "coord", s->family_id)->n_next, !cases[i].settles);
    }
}

/* ---- the end of the programme ---- */

/* A child that turns five on the 20th of December: her team is asked that morning, until the enrolment is ended. */
static void test_the_programme_ends(void **state) {
    struct desk *t = *state;
    intake__screening *s = call_now(t);
    intake__submit_screening_reply *call = NULL;
    intake__enrol_family_reply *e = NULL;
    s->pregnancy->due_date = NULL;
    s->pregnancy->already_delivered = YES_NO_YES;
    s->pregnancy->child_birth_date = date(&t->a, 2021, 12, 20);
    assert_int_equal(submit(t, "desk", s, &call), 0);
    assert_int_equal(decided(t, call, ROUTE_SIPPE, 0, "Suivi à reprendre"), 0);
    assert_int_equal(enrol(t, call, &e), 0);
    assert_int_equal(DAY(family(t, "team", call->family_id)->enrolment->programme_end_on), day_from(2026, 12, 20));
    leap(t, 29 * DAY_LONG);
    assert_null(work_of(worklist(t, "team"), WORK_KIND_END_OF_PROGRAMME));
    leap(t, DAY_LONG);
    const sippe__work_item *item = work_of(worklist(t, "team"), WORK_KIND_END_OF_PROGRAMME);
    assert_non_null(item);
    assert_int_equal(item->role, ROLE_TEAM);
    assert_int_equal(DAY(item->due_on), day_from(2026, 12, 20));
    intake__end_enrolment_request *end = NEW(&t->a, intake__end_enrolment_request);
    intake__end_enrolment_reply *ended = NULL;
    end->enrolment_id = e->enrolment_id;
    end->version = family(t, "team", call->family_id)->enrolment->version;
    end->reason = END_REASON_FIFTH_BIRTHDAY;
    assert_int_equal(ASK(t, "team", EndEnrolment, end_enrolment, end, &ended), 0);
    assert_null(work_of(worklist(t, "coord"), WORK_KIND_END_OF_PROGRAMME));
}

/* By the day she is due until the birth is recorded; another pregnancy carries it on. */
static void test_the_programme_goes_on(void **state) {
    struct desk *t = *state;
    const intake__submit_screening_reply *call = call_of(t, 1);
    intake__enrol_family_reply *e = NULL;
    assert_int_equal(decided(t, call, ROUTE_SIPPE, 0, ""), 0);
    assert_int_equal(enrol(t, call, &e), 0);
    day due = fixture_today() + 280 - 7 * 14;
    assert_int_equal(DAY(family(t, "team", call->family_id)->enrolment->programme_end_on), day_add_months(due, 60));
    intake__record_birth_request *birth = NEW(&t->a, intake__record_birth_request);
    birth->sure = true;
    intake__record_birth_reply *born = NULL;
    birth->family_id = call->family_id;
    birth->birth_date = date(&t->a, 2026, 11, 18);
    assert_int_equal(ASK(t, "team", RecordBirth, record_birth, birth, &born), 0);
    assert_int_equal(DAY(family(t, "team", call->family_id)->enrolment->programme_end_on), day_from(2031, 11, 18));
    leap(t, 2 * DAY_LONG);
    intake__submit_screening_request *in = NEW(&t->a, intake__submit_screening_request);
    intake__submit_screening_reply *again = NULL;
    in->screening = call_now(t);
    in->screening->pregnancy->due_date = told_day(&t->a, fixture_today() + 250);
    in->family_id = call->family_id;
    assert_int_equal(ASK(t, "desk", SubmitScreening, submit_screening, in, &again), 0);
    day end = day_add_months(fixture_today() + 250, 60);
    assert_int_equal(DAY(family(t, "team", call->family_id)->enrolment->programme_end_on), end);
    in->screening->pregnancy->due_date = told_day(&t->a, fixture_today() + 255); /* the same by a call that joins her */
    in->family_id = (ProtobufCBinaryData){0};
    in->screening->call->started_at->ms += 60000;
    assert_int_equal(ASK(t, "desk", SubmitScreening, submit_screening, in, &again), 0);
    intake__settle_match_request *same = NEW(&t->a, intake__settle_match_request);
    intake__settle_match_reply *settled = NULL;
    same->screening_id = again->screening_id;
    same->version = again->version;
    same->same_as_family_id = call->family_id;
    assert_int_equal(ASK(t, "desk", SettleMatch, settle_match, same, &settled), 0);
    end = day_add_months(fixture_today() + 255, 60);
    assert_int_equal(DAY(family(t, "team", call->family_id)->enrolment->programme_end_on), end);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_person_sets_the_priority, opened, closed),
        cmocka_unit_test_setup_teardown(test_a_delay_of_access_runs, opened, closed),
        cmocka_unit_test_setup_teardown(test_off_the_waiting_list, opened, closed),
        cmocka_unit_test_setup_teardown(test_a_decision_is_revised, opened, closed),
        cmocka_unit_test_setup_teardown(test_a_correction_asks_again, opened, closed),
        cmocka_unit_test_setup_teardown(test_a_followed_family_has_no_delay, opened, closed),
        cmocka_unit_test_setup_teardown(test_who_waits_stands_in_order, opened, closed),
        cmocka_unit_test_setup_teardown(test_every_decision_has_a_next_actor, opened, closed),
        cmocka_unit_test_setup_teardown(test_the_programme_ends, opened, closed),
        cmocka_unit_test_setup_teardown(test_the_programme_goes_on, opened, closed),
    };
    return cmocka_run_group_tests_name("intake decided", tests, NULL, NULL);
}
