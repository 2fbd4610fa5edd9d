/* What people find and list: names however they are spelled, ids by their first digits, the worklist by what is chosen
 * of it, who corrected and who called. */
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

static intake__submit_screening_reply *called(struct desk *t, const char *given, const char *family_name,
                                              const char *reference) {
    intake__screening *s = call_now(t);
    intake__submit_screening_reply *out = NULL;
    s->identity->name->family = family_name;
    s->identity->name->given = given;
    s->identity->nam = "";
    s->local_reference = reference;
    assert_int_equal(submit(t, "desk", s, &out), 0);
    return out;
}

/* ---- names ---- */

static size_t found(struct desk *t, const char *name, const char *reference) {
    intake__find_family_request *in = NEW(&t->a, intake__find_family_request);
    intake__find_family_reply *out = NULL;
    in->name = name;
    in->reference = reference;
    assert_int_equal(ASK(t, "desk", FindFamily, find_family, in, &out), 0);
    for (size_t i = 0; i < out->n_families; i++) assert_true(*out->families[i]->phone);
    return out->n_families;
}

static void test_names_are_found_as_they_are_matched(void **state) {
    struct desk *t = *state;
    called(t, "Awa", "N'Guessan", "N-0001");
    called(t, "Marie-Ève", "O'Neil", "");
    called(t, "Rosalie", "de la Fontaine", "");
    called(t, "Fatou", "Diallo", "");
    called(t, "Léa", "St-Onge", "");
    called(t, "Koffi", "NGuessan", "");
    static const struct {
        const char *asked;
        size_t n;
    } cases[] = {
        {"nguessan", 2},       {"N'Guessan", 2},      {"n guessan", 1},   {"awa n’guessan", 1}, {"oneil", 1},
        {"O'Neil", 1},         {"neil", 1},           {"marieeve", 1},    {"marie-eve", 1},     {"marie eve oneil", 1},
        {"delafontaine", 1},   {"fontaine", 1},       {"Dialo", 1},       {"diallo", 1},        {"saint onge", 1},
        {"saint-onge", 1},     {"st onge", 1},        {"Ste-Onge", 0},    {"rosalie onge", 0},  {"'", 0},
        {"de la fontaine", 1}, {"De La Fontaine", 1}, {"guessan awa", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (found(t, cases[i].asked, "") != cases[i].n) fail_msg("%s", cases[i].asked);
    assert_int_equal(found(t, "", "n-0001"), 1);
    assert_int_equal(found(t, "awa", "N 0001"), 1);
    assert_int_equal(found(t, "fatou", "N-0001"), 0);
    assert_int_equal(found(t, "", "0001"), 0);
}

/* ---- ids ---- */

static intake__find_thing_reply *thing(struct desk *t, const char *key, intake__thing_kind kind, const char *digits,
                                       int reason) {
    intake__find_thing_request *in = NEW(&t->a, intake__find_thing_request);
    intake__find_thing_reply *out = NULL;
    in->kind = kind;
    in->digits = digits;
    assert_int_equal(ASK(t, key, FindThing, find_thing, in, &out), reason);
    return out;
}

static const char *digits_of(struct desk *t, ProtobufCBinaryData id, int n) {
    return arena_printf(&t->a, "%.*s", n, id_text(&t->a, id_of(id)));
}

static void test_an_id_by_its_first_digits(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = called(t, "Awa", "Roy", "");
    for (int i = 0; i < 20; i++) called(t, "Zoé", "Roy", "");
    for (int n = 6; n <= 32; n++) {
        intake__find_thing_reply *out = thing(t, "desk", THING_KIND_SCREENING, digits_of(t, s->screening_id, n), 0);
        assert_int_equal(out->n_things, 1);
        assert_true(SAME_BYTES(out->things[0]->id, s->screening_id));
        assert_string_equal(out->things[0]->family_number, s->family_number);
    }
    const char *seven = digits_of(t, s->screening_id, 7);
    assert_int_equal(thing(t, "coord", THING_KIND_FAMILY, digits_of(t, s->family_id, 9), 0)->n_things, 1);
    assert_int_equal(thing(t, "desk", THING_KIND_WORK, seven, 0)->things[0]->work, WORK_KIND_DECIDE_ROUTE);
    assert_int_equal(thing(t, "desk2", THING_KIND_SCREENING, seven, 0)->n_things, 0); /* of another CLSC */
    char *other = arena_text(&t->a, seven);
    other[6] = other[6] == '0' ? '1' : '0';
    assert_int_equal(thing(t, "desk", THING_KIND_SCREENING, other, 0)->n_things, 0);
    thing(t, "desk", THING_KIND_SCREENING, digits_of(t, s->screening_id, 5), REASON_ID_INVALID);
    thing(t, "desk", THING_KIND_SCREENING, "zzzzzz", REASON_ID_INVALID);
    thing(t, "desk", THING_KIND_SCREENING, "000000000000000000000000000000000", REASON_ID_INVALID);
    thing(t, "desk", THING_KIND_UNSPECIFIED, seven, REASON_FIELD_REQUIRED);
}

/* ---- the worklist ---- */

static sippe__list_work_reply *chosen(struct desk *t, sippe__list_work_request *in) {
    sippe__list_work_reply *out = NULL;
    assert_int_equal(LIST_WORK(t, "coord", in, &out), 0);
    return out;
}

static void test_the_worklist_by_what_is_chosen(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *awa = called(t, "Awa", "N'Guessan", "");
    called(t, "Zoé", "Roy", "");
    sippe__list_work_request *in = NEW(&t->a, sippe__list_work_request);
    assert_true(chosen(t, in)->n_items >= 2);
    in->text = "guess aw";
    sippe__list_work_reply *out = chosen(t, in);
    assert_int_equal(out->n_items, 1);
    assert_string_equal(out->items[0]->name->given, "Awa");
    assert_true(*out->items[0]->phone);
    in->text = "aw zo";
    assert_int_equal(chosen(t, in)->n_items, 0);
    in->text = "";
    in->family_id = awa->family_id;
    assert_int_equal(chosen(t, in)->n_items, 1);
    in->clsc_code = "99002";
    assert_int_equal(chosen(t, in)->n_items, 0);
    in->clsc_code = "99001";
    in->kind = WORK_KIND_KEY_WORKER;
    assert_int_equal(chosen(t, in)->n_items, 0);
    in->kind = WORK_KIND_DECIDE_ROUTE;
    in->due_by = date(&t->a, 2020, 1, 1);
    assert_int_equal(chosen(t, in)->n_items, 0);
    in->due_by = date(&t->a, 2030, 1, 1);
    out = chosen(t, in);
    assert_int_equal(out->n_items, 1);
    in->due_by = out->items[0]->due_on;
    assert_int_equal(chosen(t, in)->n_items, 1);
    in->due_by = civil_date(&t->a, civil_day(out->items[0]->due_on) - 1);
    assert_int_equal(chosen(t, in)->n_items, 0);
    in->due_by = NULL;
    in->worker = "inf-01";
    assert_int_equal(chosen(t, in)->n_items, 0);
    in->due_by = date(&t->a, 2030, 2, 30);
    assert_int_equal(LIST_WORK(t, "coord", in, &out), REASON_DATE_IMPOSSIBLE);
}

/* All of its day; late is what is due before today. */
static void test_what_is_due_today_is_not_late(void **state) {
    struct desk *t = *state;
    called(t, "Awa", "N'Guessan", "");
    sippe__list_work_request *in = NEW(&t->a, sippe__list_work_request);
    in->kind = WORK_KIND_DECIDE_ROUTE;
    day due = civil_day(chosen(t, in)->items[0]->due_on);
    while (day_at(fixture_montreal, world_now_ms(t->w)) < due) leap(t, DAY_LONG);
    assert_int_equal(day_at(fixture_montreal, world_now_ms(t->w)), due);
    sippe__list_work_reply *out = chosen(t, in);
    assert_false(out->items[0]->overdue);
    assert_int_equal(out->overdue, 0);
    in->overdue_only = true;
    assert_int_equal(chosen(t, in)->n_items, 0);
    leap(t, DAY_LONG);
    out = chosen(t, in);
    assert_int_equal(out->n_items, 1);
    assert_true(out->items[0]->overdue && out->overdue == 1);
}

/* Page by page all of them are given, each once, whatever is chosen. */
static void test_pages_of_what_is_chosen(void **state) {
    struct desk *t = *state;
    for (int i = 0; i < 23; i++) called(t, i % 2 ? "Awa" : "Zoé", "Roy", "");
    sippe__list_work_request *in = NEW(&t->a, sippe__list_work_request);
    size_t n = 0;
    in->text = "awa";
    in->kind = WORK_KIND_DECIDE_ROUTE;
    in->limit = 2;
    for (sippe__list_work_reply *out = NULL; !out || out->next.len; in->after = out->next) {
        out = chosen(t, in);
        n += out->n_items;
    }
    assert_int_equal(n, 11);
}

static void test_of_one_day_the_urgent_first(void **state) {
    struct desk *t = *state;
    for (int i = 0; i < 8; i++) called(t, "Zoé", "Roy", "");
    intake__screening *s = call_now(t);
    intake__submit_screening_reply *urgent = NULL;
    if (!s->urgent) s->urgent = NEW(&t->a, intake__urgent_needs);
    s->urgent->safety_concern = YES_NO_YES;
    s->identity->phone = "514 555-0199";
    assert_int_equal(submit(t, "desk", s, &urgent), 0);
    sippe__list_work_request *in = NEW(&t->a, sippe__list_work_request);
    in->kind = WORK_KIND_DECIDE_ROUTE;
    sippe__list_work_reply *out = chosen(t, in);
    assert_int_equal(out->items[0]->due_on->day, out->items[1]->due_on->day);
    assert_true(SAME_BYTES(out->items[0]->thing, urgent->screening_id));
    assert_int_equal(out->items[0]->priority, 1);
    assert_int_equal(out->items[1]->priority, 0);
}

/* ---- who did what ---- */

static void test_who_corrected_stays_with_the_call(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = called(t, "Awa", "Roy", "");
    intake__amend_screening_reply *out = NULL;
    intake__amend_screening_request *in = NEW(&t->a, intake__amend_screening_request);
    in->screening_id = s->screening_id;
    in->version = s->version;
    in->screening = call_now(t);
    in->reason = "nom mal entendu";
    assert_int_equal(ASK(t, "desk", AmendScreening, amend_screening, in, &out), 0);
    in->version = out->version;
    in->screening = call_now(t);
    in->screening->identity->phone = "514 555-0199";
    assert_int_equal(ASK(t, "desk", AmendScreening, amend_screening, in, &out), 0);
    intake__get_screening_reply *seen = screening(t, s->screening_id);
    assert_int_equal(seen->n_corrections, 2);
    assert_string_equal(seen->corrections[0]->by, "desk");
    assert_string_equal(seen->corrections[0]->reason, "nom mal entendu");
    assert_string_equal(seen->corrections[1]->by, "desk");
    assert_true(seen->corrections[0]->at->ms > 0);
    const intake__correction *first = seen->corrections[0], *second = seen->corrections[1];
    assert_string_equal(first->before->identity->name->given, "Awa");
    assert_string_equal(first->after->identity->name->given, seen->screening->identity->name->given);
    bool phone = false;
    for (size_t i = 0; i < second->n_changed; i++) {
        phone |= strcmp(second->changed[i], "identity.phone") == 0;
        assert_string_not_equal(second->changed[i], "identity.name.given");
    }
    assert_true(phone);
    assert_string_equal(second->after->identity->phone, "5145550199");
    assert_string_not_equal(second->before->identity->phone, second->after->identity->phone);
    assert_null(second->after->identity->name);
}

/* Without a due date she is called back. After a refusal nothing says to call, and a person looks at it the same day. */
static void test_calls_that_were_tried(void **state) {
    struct desk *t = *state;
    intake__screening *s = call_now(t);
    intake__submit_screening_reply *made = NULL;
    s->pregnancy = NULL;
    assert_int_equal(submit(t, "desk", s, &made), 0);
    intake__record_family_call_request *in = call_to_her(t, made, CALL_OUTCOME_NO_ANSWER);
    intake__record_family_call_reply *out = NULL;
    int64_t agreed = world_now_ms(t->w) + DAY_LONG;
    in->told->call_back_at = civil_instant(&t->a, agreed);
    in->told->call_back_on = date(&t->a, 2026, 12, 1);
    assert_int_equal(ASK(t, "desk", RecordFamilyCall, record_family_call, in, &out), REASON_FIELDS_INVALID);
    in->told->call_back_on = NULL;
    assert_int_equal(ASK(t, "desk", RecordFamilyCall, record_family_call, in, &out), 0);
    assert_non_null(out->call_back_on);
    in->told->call_back_at = NULL;
    static const intake__call_outcome ends[] = {CALL_OUTCOME_WRONG_NUMBER, CALL_OUTCOME_COMPLETED,
                                                CALL_OUTCOME_REFUSED};
    for (size_t i = 0; i < 3; i++) {
        in->told->outcome = ends[i];
        in->version = out->screening_version;
        assert_int_equal(ASK(t, "desk", RecordFamilyCall, record_family_call, in, &out), 0);
        assert_null(out->call_back_on);
    }
    intake__get_screening_reply *seen = screening(t, made->screening_id);
    assert_int_equal(seen->n_calls, 4);
    assert_int_equal(seen->calls[0]->outcome, CALL_OUTCOME_NO_ANSWER);
    assert_int_equal(seen->calls[0]->call_back_at->ms, agreed);
    assert_string_equal(seen->calls[3]->by, "desk");
    const sippe__work_item *item = work_of(worklist(t, "desk"), WORK_KIND_DECIDE_ROUTE); /* nobody calls again */
    assert_non_null(item);
    assert_false(item->overdue || item->not_yet);
    assert_int_equal(item->last_call->outcome, CALL_OUTCOME_REFUSED);
    assert_null(work_of(worklist(t, "desk"), WORK_KIND_CALL_BACK));
}

static void test_lists_are_paged_newest_first(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *last = NULL;
    for (int i = 0; i < 5; i++) {
        intake__screening *s = call_now(t);
        s->identity->phone = arena_printf(&t->a, "514555%04d", 200 + i);
        s->identity->name->given = arena_printf(&t->a, "Rose %d", i);
        assert_int_equal(submit(t, "desk", s, &last), 0);
        world_run(t->w, 1000);
    }
    intake__list_screenings_request *in = NEW(&t->a, intake__list_screenings_request);
    intake__list_screenings_reply *out = NULL;
    in->limit = 2;
    in->state = SCREENING_STATE_TO_DECIDE;
    size_t seen = 0;
    do {
        assert_int_equal(ASK(t, "desk", ListScreenings, list_screenings, in, &out), 0);
        if (seen == 0) assert_true(SAME_BYTES(out->screenings[0]->screening_id, last->screening_id));
        seen += out->n_screenings;
        in->after = out->next;
    } while (out->next.len);
    assert_int_equal(seen, 5);
    in->after = (ProtobufCBinaryData){0};
    in->state = SCREENING_STATE_DECIDED;
    assert_int_equal(ASK(t, "desk", ListScreenings, list_screenings, in, &out), 0);
    assert_int_equal(out->n_screenings, 0);
}

static void test_a_page_of_the_worklist(void **state) {
    struct desk *t = *state;
    for (int i = 0; i < 5; i++) {
        intake__submit_screening_reply *s = NULL;
        intake__screening *call = call_now(t);
        call->identity->phone = arena_printf(&t->a, "514555%04d", 200 + i);
        call->identity->name->given = arena_printf(&t->a, "Rose %d", i);
        call->identity->birth_date->day = 1 + i;
        call->identity->nam = "";
        assert_int_equal(submit(t, "desk", call, &s), 0);
    }
    sippe__list_work_request *in = NEW(&t->a, sippe__list_work_request);
    sippe__list_work_reply *out = NULL;
    in->limit = 2;
    size_t seen = 0, pages = 0;
    do {
        assert_int_equal(LIST_WORK(t, "desk", in, &out), 0);
        assert_int_equal(out->total, 5);
        seen += out->n_items;
        pages++;
        in->after = out->next;
    } while (out->next.len);
    assert_int_equal(seen, 5);
    assert_int_equal(pages, 3);
    in->after = (ProtobufCBinaryData){0};
    in->role = ROLE_COORDINATOR;
    assert_int_equal(LIST_WORK(t, "desk", in, &out), 0);
    assert_int_equal(out->total, 0);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, adopted, closed)
    const struct CMUnitTest tests[] = {
        TEST(test_names_are_found_as_they_are_matched),
        TEST(test_an_id_by_its_first_digits),
        TEST(test_the_worklist_by_what_is_chosen),
        TEST(test_what_is_due_today_is_not_late),
        TEST(test_pages_of_what_is_chosen),
        TEST(test_of_one_day_the_urgent_first),
        TEST(test_who_corrected_stays_with_the_call),
        TEST(test_calls_that_were_tried),
        cmocka_unit_test_setup_teardown(test_lists_are_paged_newest_first, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_page_of_the_worklist, adopted, closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
