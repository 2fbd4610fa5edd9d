/* Urgent needs: work of the same day under every proposal and decision, until a person says what was done. */
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

static int settle(struct desk *t, const char *key, sippe__work_kind kind, ProtobufCBinaryData thing, const char *note) {
    intake__settle_work_request *in = NEW(&t->a, intake__settle_work_request);
    intake__settle_work_reply *out = NULL;
    in->kind = kind;
    in->thing = thing;
    in->note = note;
    return ASK(t, key, SettleWork, settle_work, in, &out);
}

static size_t count(const sippe__list_work_reply *list, sippe__work_kind kind) {
    size_t n = 0;
    for (size_t i = 0; i < list->n_items; i++) n += list->items[i]->kind == kind;
    return n;
}

/* Of every proposal: nothing of hers is on the route, and all of it is due today. */
static void test_under_every_proposal(void **state) {
    struct desk *t = *state;
    static const intake__route routes[] = {ROUTE_SIPPE, ROUTE_OLO_ONLY, ROUTE_OTHER_SERVICE, ROUTE_CALL_BACK,
                                           ROUTE_PRE_REGISTER};
    for (size_t i = 0; i < COUNT(routes); i++) {
        intake__screening *s = call_now(t);
        intake__submit_screening_reply *out = NULL;
        s->identity->phone = arena_printf(&t->a, "514555%04zu", 1000 + i);
        s->identity->name->family = arena_printf(&t->a, "Roy%c", (char)('a' + i));
        s->identity->birth_date->day = 1 + (int32_t)i;
        s->identity->nam = "";
        s->urgent->food_today = YES_NO_NO;
        s->urgent->safety_concern = YES_NO_YES;
        if (routes[i] == ROUTE_OLO_ONLY) s->schooling->highest_diploma = DIPLOMA_DES;
        if (routes[i] == ROUTE_OTHER_SERVICE) s->income->annual = money(&t->a, 12000000);
        if (routes[i] == ROUTE_CALL_BACK) s->income->annual = money_declined(&t->a);
        if (routes[i] == ROUTE_PRE_REGISTER) s->pregnancy->due_date = told_day(&t->a, fixture_today() + 280 - 7 * 8);
        assert_int_equal(submit(t, "desk", s, &out), 0);
        assert_int_equal(out->proposed_route, routes[i]);
        intake__get_family_reply *f = family(t, "desk", out->family_id);
        assert_int_equal(f->n_urgent, 2);
        assert_int_equal(f->next[0]->kind, WORK_KIND_URGENT_NEED); /* before what the route asks */
        assert_int_equal(f->next[1]->kind, WORK_KIND_URGENT_NEED);
        assert_int_equal(f->n_next, 3);
    }
    sippe__list_work_reply *list = worklist(t, "desk");
    assert_int_equal(count(list, WORK_KIND_URGENT_NEED), 2 * COUNT(routes));
    for (size_t i = 0; i < 2 * COUNT(routes); i++) { /* of one day they stand before all else */
        const sippe__work_item *item = list->items[i];
        assert_int_equal(item->kind, WORK_KIND_URGENT_NEED);
        assert_int_equal(DAY(item->due_on), fixture_today());
        assert_int_equal(item->role, item->urgent == URGENCY_SAFETY ? ROLE_TEAM : ROLE_DESK);
        assert_false(item->overdue || item->not_yet || item->next_day);
        assert_non_null(item->due_at);
    }
}

/* A decision takes none of it off; only a person does, with a word of what was done. */
static void test_a_person_ends_it(void **state) {
    struct desk *t = *state;
    intake__screening *s = call_now(t);
    intake__submit_screening_reply *out = NULL;
    intake__decide_route_reply *decided = NULL;
    s->urgent->food_today = YES_NO_NO;
    assert_int_equal(submit(t, "desk", s, &out), 0);
    assert_int_equal(decide(t, "desk", out->screening_id, out->version, ROUTE_DECLINED, &decided), 0);
    const sippe__work_item *item = work_of(worklist(t, "desk"), WORK_KIND_URGENT_NEED);
    assert_non_null(item);
    assert_int_equal(item->urgent, URGENCY_FOOD_TODAY);
    assert_int_equal(settle(t, "desk", WORK_KIND_URGENT_NEED, item->thing, " "), REASON_FIELDS_INVALID);
    assert_int_equal(settle(t, "desk2", WORK_KIND_URGENT_NEED, item->thing, "Fait"), REASON_NOT_FOUND);
    assert_int_equal(settle(t, "desk", WORK_KIND_URGENT_NEED, item->thing, "Dépannage porté à 14 h"), 0);
    assert_null(work_of(worklist(t, "coord"), WORK_KIND_URGENT_NEED));
    assert_int_equal(settle(t, "desk", WORK_KIND_URGENT_NEED, item->thing, "Encore"), REASON_NOT_FOUND);
    intake__get_screening_reply *seen = screening(t, out->screening_id);
    assert_int_equal(seen->n_urgent, 1);
    assert_string_equal(seen->urgent[0]->settled_note, "Dépannage porté à 14 h");
    assert_string_equal(seen->urgent[0]->settled_by, "desk");
    assert_non_null(seen->urgent[0]->settled_at);
    assert_false(seen->urgent[0]->overdue);
    assert_string_equal(seen->urgent[0]->facts[0], "urgent.food_today");
}

static int amend(struct desk *t, const intake__submit_screening_reply *of, intake__screening *s) {
    intake__amend_screening_request *in = NEW(&t->a, intake__amend_screening_request);
    intake__amend_screening_reply *out = NULL;
    in->screening_id = of->screening_id;
    in->version = screening(t, of->screening_id)->summary->version;
    in->screening = s;
    in->reason = "Rappelée";
    return ASK(t, "desk", AmendScreening, amend_screening, in, &out);
}

/* What the corrected answers add is raised; what was raised is neither taken back nor raised twice. */
static void test_a_correction_adds(void **state) {
    struct desk *t = *state;
    intake__screening *s = call_now(t);
    intake__submit_screening_reply *out = NULL;
    s->urgent->food_today = YES_NO_NO;
    assert_int_equal(submit(t, "desk", s, &out), 0);
    assert_int_equal(amend(t, out, s), 0);
    assert_int_equal(family(t, "desk", out->family_id)->n_urgent, 1);
    s->urgent->food_today = YES_NO_YES;
    s->urgent->housing_risk = YES_NO_YES;
    assert_int_equal(amend(t, out, s), 0);
    intake__get_family_reply *f = family(t, "desk", out->family_id);
    assert_int_equal(f->n_urgent, 2);
    assert_int_equal(f->urgent[0]->need, URGENCY_HOUSING); /* the newest first */
    assert_int_equal(f->urgent[1]->need, URGENCY_FOOD_TODAY);
    assert_null(f->urgent[1]->settled_at);
    assert_int_equal(count(worklist(t, "coord"), WORK_KIND_URGENT_NEED), 2);
}

/* Friday at 20:00: nobody is there. It is due on Monday, and says so; on Tuesday it is late. */
static void test_heard_after_the_desk_has_closed(void **state) {
    struct desk *t = *state;
    leap(t, 10 * INT64_C(3600000));
    intake__screening *s = call_now(t);
    intake__submit_screening_reply *out = NULL;
    s->urgent->housing_risk = YES_NO_YES;
    assert_int_equal(submit(t, "desk", s, &out), 0);
    const sippe__work_item *item = work_of(worklist(t, "coord"), WORK_KIND_URGENT_NEED);
    assert_int_equal(DAY(item->due_on), day_from(2026, 11, 23));
    assert_true(item->next_day);
    assert_int_equal(item->role, ROLE_COORDINATOR);
    leap(t, 4 * DAY_LONG);
    item = work_of(worklist(t, "coord"), WORK_KIND_URGENT_NEED);
    assert_true(item->overdue);
    assert_true(family(t, "desk", out->family_id)->urgent[0]->overdue);
}

/* It goes with the call to the family that she is. */
static void test_a_merge_takes_it_along(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *known = NULL, *again = NULL;
    assert_int_equal(submit(t, "desk", call_now(t), &known), 0);
    intake__screening *s = call_now(t);
    s->urgent->food_today = YES_NO_NO;
    s->call->started_at = instant(&t->a, s->call->started_at->ms + 60000);
    assert_int_equal(submit(t, "desk", s, &again), 0);
    intake__settle_match_request *in = NEW(&t->a, intake__settle_match_request);
    intake__settle_match_reply *settled = NULL;
    in->screening_id = again->screening_id;
    in->version = again->version;
    in->same_as_family_id = known->family_id;
    assert_int_equal(ASK(t, "desk", SettleMatch, settle_match, in, &settled), 0);
    intake__get_family_reply *f = family(t, "desk", known->family_id);
    assert_int_equal(f->n_urgent, 1);
    const sippe__work_item *item = work_of(worklist(t, "desk"), WORK_KIND_URGENT_NEED);
    assert_string_equal(item->family_number, f->number);
    assert_int_equal(settle(t, "desk", WORK_KIND_URGENT_NEED, item->thing, "Nourriture remise"), 0);
    assert_string_equal(family(t, "desk", known->family_id)->urgent[0]->settled_note, "Nourriture remise");
}

/* What raised it stands on the first screen, with what must be known before anybody dials. */
static void test_the_first_screen_tells_all(void **state) {
    struct desk *t = *state;
    intake__screening *s = call_now(t);
    intake__submit_screening_reply *out = NULL;
    s->call->interpreter_needed = YES_NO_YES;
    s->call->interpreter_language = language(&t->a, "ar");
    s->identity->alt_phone = "514 555-0189";
    s->consent->restriction_requested = YES_NO_YES;
    APPEND(&t->a, s->urgent, needs, NEED_FOOD_AID);
    assert_int_equal(submit(t, "desk", s, &out), 0);
    assert_false(screening(t, out->screening_id)->safety_note);
    intake__record_safety_note_request *note = NEW(&t->a, intake__record_safety_note_request);
    intake__record_safety_note_reply *kept = NULL;
    note->family_id = out->family_id;
    note->words = NEW(&t->a, intake__note_words);
    note->words->text = "Ne pas appeler le soir";
    assert_int_equal(ASK(t, "desk", RecordSafetyNote, record_safety_note, note, &kept), 0);
    intake__get_family_reply *f = family(t, "desk", out->family_id);
    assert_string_equal(f->contact->numbers[1]->number, "5145550189");
    assert_int_equal(f->contact->channels[0], CONTACT_CHANNEL_PHONE);
    assert_int_equal(f->contact->interpreter_needed, YES_NO_YES);
    assert_string_equal(f->contact->interpreter_language->code, "ar");
    assert_int_equal(f->restriction_requested, YES_NO_YES);
    assert_int_equal(f->needs[0], NEED_FOOD_AID);
    assert_true(f->safety_note);
    assert_true(screening(t, out->screening_id)->safety_note);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_under_every_proposal, opened, closed),
        cmocka_unit_test_setup_teardown(test_a_person_ends_it, opened, closed),
        cmocka_unit_test_setup_teardown(test_a_correction_adds, opened, closed),
        cmocka_unit_test_setup_teardown(test_heard_after_the_desk_has_closed, opened, closed),
        cmocka_unit_test_setup_teardown(test_a_merge_takes_it_along, opened, closed),
        cmocka_unit_test_setup_teardown(test_the_first_screen_tells_all, opened, closed),
    };
    return cmocka_run_group_tests_name("intake urgent", tests, NULL, NULL);
}
