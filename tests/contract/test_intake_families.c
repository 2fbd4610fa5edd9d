/* Families: found by what is said on the telephone, known again, merged; through the engine on a real store. */
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

static intake__screening *call_of(struct desk *t, const char *family_name, const char *given, const char *phone) {
    intake__screening *s = call_now(t);
    s->identity->name->family = family_name;
    s->identity->name->given = given;
    s->identity->phone = phone;
    s->identity->nam = "";
    return s;
}

static intake__submit_screening_reply *submitted(struct desk *t, const char *key, intake__screening *s) {
    intake__submit_screening_reply *out = NULL;
    assert_int_equal(submit(t, key, s, &out), 0);
    return out;
}

static size_t found(struct desk *t, const char *key, intake__find_family_request *in, ProtobufCBinaryData *first) {
    intake__find_family_reply *out = NULL;
    assert_int_equal(ASK(t, key, FindFamily, find_family, in, &out), 0);
    if (first && out->n_families) *first = out->families[0]->family_id;
    return out->n_families;
}

static size_t found_by_name(struct desk *t, const char *key, const char *name) {
    intake__find_family_request *in = NEW(&t->a, intake__find_family_request);
    in->name = name;
    return found(t, key, in, NULL);
}

static size_t found_by_number(struct desk *t, const char *number, ProtobufCBinaryData *first) {
    intake__find_family_request *in = NEW(&t->a, intake__find_family_request);
    in->number = number;
    return found(t, "desk", in, first);
}

static void test_a_family_is_found_whatever_the_accents(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = submitted(t, "desk", call_of(t, "Côté-Bélanger", "Émilie", "514 555-0141"));
    submitted(t, "desk", call_of(t, "Côté", "Anne", "514 555-0142"));
    assert_int_equal(found_by_name(t, "desk", "COTE"), 2);
    assert_int_equal(found_by_name(t, "desk", "emilie cote"), 1);
    assert_int_equal(found_by_name(t, "desk", "Bélanger, Émilie"), 1);
    assert_int_equal(found_by_name(t, "desk", "emilie gagnon"), 0);
    assert_int_equal(found_by_name(t, "desk", "xiques tancrede rosalba"), 0); /* nothing of it is known */
    assert_int_equal(found_by_name(t, "desk", "cote xiques tancrede"), 0);
    assert_int_equal(found_by_name(t, "desk2", "cote"), 0); /* of another CLSC */
    assert_int_equal(found_by_name(t, "coord", "cote"), 2);
    ProtobufCBinaryData first = {0};
    intake__find_family_request *in = NEW(&t->a, intake__find_family_request);
    in->phone = "(514) 555.0141";
    assert_int_equal(found(t, "desk", in, &first), 1);
    assert_true(SAME_BYTES(first, s->family_id));
    in->phone = "";
    in->birth_date = date(&t->a, 1998, 5, 16);
    assert_int_equal(found(t, "desk", in, NULL), 2);
    in->name = "anne";
    assert_int_equal(found(t, "desk", in, NULL), 1);
    assert_int_equal(found_by_number(t, s->family_number, &first), 1);
    assert_true(SAME_BYTES(first, s->family_id));
    assert_int_equal(found_by_number(t, "1001-3", NULL), 0); /* a wrong check digit finds nobody */
    intake__find_family_reply *out = NULL;
    in = NEW(&t->a, intake__find_family_request);
    assert_int_equal(ASK(t, "desk", FindFamily, find_family, in, &out), REASON_FIELD_REQUIRED);
}

static void test_a_correction_is_found_and_the_mistake_is_not(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = submitted(t, "desk", call_of(t, "Tranblay", "Maude", "514 555-0188"));
    intake__amend_screening_request *in = NEW(&t->a, intake__amend_screening_request);
    intake__amend_screening_reply *out = NULL;
    in->screening_id = s->screening_id;
    in->version = s->version;
    in->screening = call_of(t, "Tremblay", "Maude", "514 555-0188");
    assert_int_equal(ASK(t, "desk", AmendScreening, amend_screening, in, &out), 0);
    assert_int_equal(found_by_name(t, "desk", "tranblay"), 0);
    assert_int_equal(found_by_name(t, "desk", "tremblay"), 1);
}

static void test_a_second_call_of_a_known_family(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *first = submitted(t, "desk", call_now(t));
    intake__submit_screening_request *in = NEW(&t->a, intake__submit_screening_request);
    intake__submit_screening_reply *again = NULL;
    in->screening = call_now(t);
    in->family_id = first->family_id;
    assert_int_equal(ASK(t, "desk", SubmitScreening, submit_screening, in, &again), 0);
    assert_true(SAME_BYTES(again->family_id, first->family_id));
    assert_string_equal(again->family_number, first->family_number);
    assert_int_equal(again->n_matches, 0);
    assert_int_equal(family(t, "desk", first->family_id)->n_screenings, 2);
    in->screening = call_now(t);
    in->screening->call->clsc_code = "99002";
    assert_int_equal(ASK(t, "desk2", SubmitScreening, submit_screening, in, &again), REASON_NOT_FOUND);
}

static int settle(struct desk *t, const char *key, const intake__submit_screening_reply *s, ProtobufCBinaryData same_as,
                  intake__settle_match_reply **out) {
    intake__settle_match_request *in = NEW(&t->a, intake__settle_match_request);
    in->screening_id = s->screening_id;
    in->version = screening(t, s->screening_id)->summary->version;
    in->same_as_family_id = same_as;
    return ASK(t, key, SettleMatch, settle_match, in, out);
}

static void test_a_family_that_was_known_is_merged(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *known = submitted(t, "desk", call_of(t, "Jean-Baptiste", "Rose", "514 555-0141"));
    intake__submit_screening_reply *twice = submitted(t, "desk", call_of(t, "Jean Baptiste", "Rose", "5145550141"));
    assert_int_equal(twice->n_matches, 1);
    intake__get_screening_reply *got = screening(t, twice->screening_id);
    assert_int_equal(got->matches[0]->n_reasons, 2);
    assert_true(SAME_BYTES(got->matches[0]->family_id, known->family_id));
    assert_non_null(work_of(worklist(t, "desk"), WORK_KIND_SETTLE_MATCH));
    intake__settle_match_reply *out = NULL;
    assert_int_equal(settle(t, "desk", twice, twice->family_id, &out), REASON_FIELDS_INVALID);
    assert_int_equal(settle(t, "desk", known, twice->family_id, &out), 0 /* made for its own call, not settled yet */);
    assert_string_equal(out->family_number, twice->family_number);
    assert_int_equal(settle(t, "desk", twice, known->family_id, &out), REASON_FAMILY_MERGED);
    assert_int_equal(settle(t, "desk", twice, (ProtobufCBinaryData){0}, &out), 0);
    assert_int_equal(settle(t, "desk", twice, (ProtobufCBinaryData){0}, &out), REASON_MOVE_ILLEGAL);
    assert_null(work_of(worklist(t, "desk"), WORK_KIND_SETTLE_MATCH));
    assert_int_equal(family(t, "desk", twice->family_id)->n_screenings, 2);
    intake__get_family_reply *old = family(t, "desk", known->family_id);
    assert_true(SAME_BYTES(old->merged_into, twice->family_id));
    assert_int_equal(old->n_screenings, 0);
    ProtobufCBinaryData first = {0};
    assert_int_equal(found_by_number(t, known->family_number, &first), 1); /* the number she was told still finds her */
    assert_true(SAME_BYTES(first, twice->family_id));
    assert_int_equal(found_by_name(t, "desk", "rose"), 1);
    intake__submit_screening_request *in = NEW(&t->a, intake__submit_screening_request);
    intake__submit_screening_reply *third = NULL;
    in->screening = call_now(t);
    in->family_id = known->family_id;
    assert_int_equal(ASK(t, "desk", SubmitScreening, submit_screening, in, &third), REASON_FAMILY_MERGED);
}

static void test_a_family_of_another_clsc_is_a_number(void **state) {
    struct desk *t = *state;
    intake__screening *there = call_now(t);
    there->call->clsc_code = "99002";
    there->identity->address->postal_code->code = "H1G 2A2";
    intake__submit_screening_reply *other = submitted(t, "desk2", there);
    intake__submit_screening_reply *here = submitted(t, "desk", call_now(t));
    assert_int_equal(here->n_matches, 1);
    intake__get_screening_request *in = NEW(&t->a, intake__get_screening_request);
    intake__get_screening_reply *out = NULL;
    in->screening_id = here->screening_id;
    assert_int_equal(ASK(t, "desk", GetScreening, get_screening, in, &out), 0);
    assert_int_equal(out->matches[0]->family_id.len, 0);
    assert_string_equal(out->matches[0]->family_number, other->family_number);
    intake__settle_match_reply *settled = NULL;
    assert_int_equal(settle(t, "desk", here, other->family_id, &settled), REASON_NOT_FOUND);
    assert_int_equal(settle(t, "coord", here, other->family_id, &settled), 0);
    assert_int_equal(family(t, "desk2", other->family_id)->n_screenings, 2); /* she is followed there */
    assert_int_equal(worklist(t, "desk")->total, 0);
    assert_int_equal(worklist(t, "desk2")->total, 2);
}

static void test_an_enrolled_family_is_not_merged_away(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *known = submitted(t, "desk", call_now(t));
    intake__submit_screening_reply *made = family_for_sippe(t);
    intake__enrol_family_reply *enrolled = NULL;
    intake__settle_match_reply *out = NULL;
    assert_int_equal(enrol(t, made, &enrolled), 0);
    assert_int_equal(settle(t, "desk", made, known->family_id, &out), REASON_ALREADY_ENROLLED);
}

static const intake__match *first_match(struct desk *t, const intake__submit_screening_reply *of) {
    intake__get_screening_request *in = NEW(&t->a, intake__get_screening_request);
    intake__get_screening_reply *out = NULL;
    in->screening_id = of->screening_id;
    assert_int_equal(ASK(t, "desk", GetScreening, get_screening, in, &out), 0);
    return out->matches[0];
}

/* Twice the same woman, or another one; and what one of both is known by. 0: by nothing. */
static void test_what_a_family_is_known_again_by(void **state) {
    struct desk *t = *state;
    static const struct {
        const char *first[2], *again[2]; /* family name, given name */
        const char *nam[2];
        int reason;
    } cases[] = {
        {{"Lachance", "Melanie"}, {"Lachanse", "Mélani"}, {"", ""}, MATCH_REASON_NEAR_NAME_AND_BIRTH_DATE},
        {{"Garneau", "Maude"}, {"Vézina", "Odile"}, {"GARM98551612", "garm 9855 1612"}, MATCH_REASON_SAME_NAM},
        {{"Iracheta", "Luz"}, {"Irachetta", "Luz"}, {"", ""}, MATCH_REASON_SAME_NAME_AND_BIRTH_DATE},
        {{"Nguyen", "Linh"}, {"Linh", "Nguyen"}, {"", ""}, MATCH_REASON_NEAR_NAME_AND_BIRTH_DATE},
        {{"Ouellet", "Marie-Claude"}, {"Ouellet", "Claude"}, {"", ""}, MATCH_REASON_NEAR_NAME_AND_BIRTH_DATE},
        {{"Gagnon-Savard", "Stéphanie"}, {"Savard", "Stefany"}, {"", ""}, MATCH_REASON_NEAR_NAME_AND_BIRTH_DATE},
        {{"De La Fontaine", "Lou"}, {"Delafontaine", "Lou"}, {"", ""}, MATCH_REASON_SAME_NAME_AND_BIRTH_DATE},
        {{"St-Onge", "Chloé"}, {"Saint Onge", "Cloé"}, {"", ""}, MATCH_REASON_NEAR_NAME_AND_BIRTH_DATE},
        {{"Haddad", "Yasmine"}, {"Haddad", "Inès"}, {"", ""}, 0}, /* twins */
        {{"De La Cruz", "Ana"}, {"De La Rosa", "Ana"}, {"", ""}, 0},
        {{"Diallo", "Awa"}, {"Bah", "Awa"}, {"DIAA98551612", "BAHA98551612"}, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *numbers[2] = {arena_printf(&t->a, "514 555-1%02zu1", i), arena_printf(&t->a, "514 555-1%02zu2", i)};
        intake__screening *one = call_of(t, cases[i].first[0], cases[i].first[1], numbers[0]);
        intake__screening *two = call_of(t, cases[i].again[0], cases[i].again[1], numbers[1]);
        one->identity->nam = cases[i].nam[0];
        two->identity->nam = cases[i].nam[1];
        one->identity->birth_date->day = two->identity->birth_date->day = 1 + (int32_t)i;
        const intake__submit_screening_reply *known = submitted(t, "desk", one), *again = submitted(t, "desk", two);
        if ((again->n_matches > 0) != (cases[i].reason > 0))
            fail_msg("%s: %d", cases[i].again[0], (int)again->n_matches);
        if (!again->n_matches) continue;
        const intake__match *found = first_match(t, again);
        assert_true(SAME_BYTES(found->family_id, known->family_id));
        if ((int)found->reasons[0] != cases[i].reason) fail_msg("%s: by %d", cases[i].again[0], (int)found->reasons[0]);
    }
}

/* Who gives the shelter's number and is known is not lost among those who are there as well. */
static void test_the_number_of_a_shelter_says_little(void **state) {
    struct desk *t = *state;
    enum { WOMEN = 24 };
    const char *shelter = "514 555-0177";
    for (int i = 0; i < WOMEN; i++) {
        intake__screening *s = call_of(t, arena_printf(&t->a, "Nom%c", 'a' + i), "Lou", shelter);
        s->identity->birth_date->year = 1970 + i;
        assert_true(submitted(t, "desk", s)->n_matches <= 5);
    }
    const intake__submit_screening_reply *known = submitted(t, "desk", call_of(t, "Roy", "Rose", "514 555-0178"));
    const intake__submit_screening_reply *last = submitted(t, "desk", call_of(t, "Roy", "Rose", shelter));
    assert_int_equal(last->n_matches, 1);
    assert_true(SAME_BYTES(first_match(t, last)->family_id, known->family_id));
    const intake__submit_screening_reply *there = submitted(t, "desk", call_of(t, "Noma", "Rose", shelter));
    assert_int_equal(there->n_matches, 0);
}

static int no_numbers(struct desk *t, const char *text) {
    struct view *v = world_view(t->w, "intake", &t->a);
    struct key key;
    struct row_scan *s = row_scan(v, &intake_screenings, KEY_EMPTY, NULL);
    void *row;
    int n = 0;
    while (row_next(s, &key, &row)) n += message_mentions(row, text);
    row_scan_end(s);
    return n;
}

static void test_no_row_holds_who_she_is(void **state) {
    struct desk *t = *state;
    submitted(t, "desk", call_of(t, "Zyxwvut", "Maude", "514 555-0188"));
    assert_int_equal(no_numbers(t, "Zyxwvut"), 0);
    assert_int_equal(no_numbers(t, "5145550188"), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_family_is_found_whatever_the_accents, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_correction_is_found_and_the_mistake_is_not, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_second_call_of_a_known_family, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_family_that_was_known_is_merged, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_family_of_another_clsc_is_a_number, adopted, closed),
        cmocka_unit_test_setup_teardown(test_what_a_family_is_known_again_by, adopted, closed),
        cmocka_unit_test_setup_teardown(test_the_number_of_a_shelter_says_little, adopted, closed),
        cmocka_unit_test_setup_teardown(test_an_enrolled_family_is_not_merged_away, adopted, closed),
        cmocka_unit_test_setup_teardown(test_no_row_holds_who_she_is, adopted, closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
