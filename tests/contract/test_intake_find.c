/* A search page by page, and what it tells of another CLSC's families: nothing, by what it finds or by what it costs. */
#include "intake/call/match.h"
#include "intake/family/postings.h"
#include "intake_world.h"

enum { FAMILIES = 130 };

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

static intake__submit_screening_reply *called(struct desk *t, const char *key, const char *clsc, const char *given,
                                              ProtobufCBinaryData known) {
    intake__submit_screening_request *in = NEW(&t->a, intake__submit_screening_request);
    intake__submit_screening_reply *out = NULL;
    intake__screening *s = in->screening = call_now(t);
    s->call->clsc_code = clsc;
    if (strcmp(clsc, "99002") == 0) s->identity->address->postal_code->code = "H1G 2A2";
    s->identity->name->family = "Roy";
    s->identity->name->given = given;
    s->identity->nam = "";
    in->family_id = known;
    assert_int_equal(ASK(t, key, SubmitScreening, submit_screening, in, &out), 0);
    return out;
}

static intake__find_family_reply *found(struct desk *t, const char *key, intake__find_family_request *in) {
    intake__find_family_reply *out = NULL;
    assert_int_equal(ASK(t, key, FindFamily, find_family, in, &out), 0);
    return out;
}

static bool has(const intake__find_family_reply *list, ProtobufCBinaryData family_id) {
    for (size_t i = 0; i < list->n_families; i++)
        if (SAME_BYTES(list->families[i]->family_id, family_id)) return true;
    return false;
}

/* All pages joined; that no family comes twice is asked of each one. */
static intake__find_family_reply *found_all(struct desk *t, const char *key, const char *name, uint32_t limit,
                                            size_t *pages) {
    intake__find_family_request *in = NEW(&t->a, intake__find_family_request);
    intake__find_family_reply *all = NEW(&t->a, intake__find_family_reply), *page;
    in->name = name;
    in->limit = limit;
    *pages = 0;
    do {
        page = found(t, key, in);
        assert_true(page->n_families <= (limit ? limit : 50));
        for (size_t i = 0; i < page->n_families; i++) {
            assert_false(has(all, page->families[i]->family_id));
            APPEND(&t->a, all, families, page->families[i]);
        }
        in->after = page->next;
        ++*pages;
    } while (page->next.len);
    return all;
}

/* Every third family has called three times, under the same name: her calls lie on several pages. */
static void test_each_family_is_on_one_page(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *calls[FAMILIES];
    size_t pages;
    for (int i = 0; i < FAMILIES; i++) {
        calls[i] = called(t, "desk", "99001", arena_printf(&t->a, "Rose %d", i), (ProtobufCBinaryData){0});
        for (int k = 0; k < 2 && i % 3 == 0; k++)
            called(t, "desk", "99001", arena_printf(&t->a, "Rose %d", i), calls[i]->family_id);
    }
    static const uint32_t limits[] = {0, 1, 7, 50, 200};
    static const size_t wanted[] = {3, 130, 19, 3, 1};
    for (size_t l = 0; l < COUNT(limits); l++) {
        intake__find_family_reply *all = found_all(t, "desk", "roy", limits[l], &pages);
        assert_int_equal(all->n_families, FAMILIES);
        assert_true(pages >= wanted[l]); /* a page may end early: the loop waits for it */
        for (size_t i = 0; i < FAMILIES; i++) assert_true(has(all, calls[i]->family_id));
    }
    assert_int_equal(found_all(t, "desk", "rose 105 roy", 0, &pages)->n_families, 1);
    assert_int_equal(found_all(t, "desk", "roy-rose", 7, &pages)->n_families, FAMILIES); /* taken apart at the sign */
    assert_int_equal(found_all(t, "desk2", "roy", 0, &pages)->n_families, 0);
    assert_int_equal(found_all(t, "coord", "roy", 0, &pages)->n_families, FAMILIES);
}

/* Two bytes, then the caller's own CLSC and a call: of another one's list nothing can be asked for. */
static void test_a_place_that_is_none(void **state) {
    struct desk *t = *state;
    intake__find_family_request *in = NEW(&t->a, intake__find_family_request);
    intake__find_family_reply *out = NULL;
    static const char own[] = "\0\0"
                              "99001\0"
                              "0123456789abcdef";
    uint8_t *bytes = arena_copy(&t->a, own, sizeof own - 1);
    in->name = "roy";
    in->after = (ProtobufCBinaryData){sizeof own - 1, bytes};
    assert_int_equal(ASK(t, "desk", FindFamily, find_family, in, &out), 0);
    assert_int_equal(ASK(t, "desk2", FindFamily, find_family, in, &out), REASON_ID_INVALID);
    bytes[0] = 3;
    assert_int_equal(ASK(t, "desk", FindFamily, find_family, in, &out), REASON_ID_INVALID);
    bytes[0] = 0;
    bytes[6] = '2';
    assert_int_equal(ASK(t, "desk", FindFamily, find_family, in, &out), REASON_ID_INVALID);
    in->after.len = 7;
    assert_int_equal(ASK(t, "desk", FindFamily, find_family, in, &out), REASON_ID_INVALID);
    in->after.len = 0;
    in->limit = 201;
    assert_int_equal(ASK(t, "desk", FindFamily, find_family, in, &out), REASON_NUMBER_OUT_OF_RANGE);
}

/* What a search goes through, in steps. */
static size_t cost(struct desk *t, const char *scope, const char *word) {
    enum { STEPS = 10000 };
    struct view *v = world_view(t->w, "intake", &t->a);
    struct postings p = {.view = v, .scope = scope, .steps_left = STEPS};
    struct id hash;
    struct key call;
    assert_true(intake_hash_word(v, word, &hash));
    intake_postings_open(&p, &hash, 1, &KEY_EMPTY);
    while (intake_postings_next(&p, &call)) continue;
    return STEPS - p.steps_left;
}

/* Cut after so many steps, and gone on with from there: each call once. */
static void test_a_search_that_is_cut(void **state) {
    struct desk *t = *state;
    enum { CALLS = 60, STEPS = 50 };
    for (int i = 0; i < CALLS; i++) called(t, "desk", "99001", "Rose", (ProtobufCBinaryData){0});
    struct view *v = world_view(t->w, "intake", &t->a);
    struct postings p = {.cut = true};
    struct id hashes[2];
    struct key call, from = KEY_EMPTY, last = KEY_EMPTY;
    size_t n = 0, rounds = 0;
    assert_true(intake_hash_word(v, "roy", &hashes[0]) && intake_hash_word(v, "rose", &hashes[1]));
    for (; p.cut && rounds < CALLS; rounds++) {
        p = (struct postings){.view = v, .scope = "99001", .steps_left = STEPS + 64}; /* 64 for counting */
        intake_postings_open(&p, hashes, 2, &from);
        while (intake_postings_next(&p, &call)) {
            assert_true(n == 0 || key_order(&call, &last) > 0);
            last = call;
            n++;
        }
        from = call;
    }
    assert_int_equal(n, CALLS);
    assert_true(rounds > 1);
}

static void test_another_clscs_families_cost_nothing(void **state) {
    struct desk *t = *state;
    for (int i = 0; i < 40; i++) called(t, "desk", "99001", "Rose", (ProtobufCBinaryData){0});
    assert_int_equal(cost(t, "99002", "roy"), cost(t, "99002", "personne"));
    assert_true(cost(t, "99001", "roy") > 40); /* counted, and gone through */
    assert_true(cost(t, "", "roy") > 40);
}

/* A family that another CLSC follows now is found there, by all of her calls, and no longer here. */
static void test_a_family_that_goes_to_another_clsc(void **state) {
    struct desk *t = *state;
    size_t pages;
    intake__submit_screening_reply *there = called(t, "desk2", "99002", "Zoé", (ProtobufCBinaryData){0});
    intake__submit_screening_reply *here = called(t, "desk", "99001", "Rose", (ProtobufCBinaryData){0});
    intake__settle_match_request *in = NEW(&t->a, intake__settle_match_request);
    intake__settle_match_reply *out = NULL;
    in->screening_id = here->screening_id;
    in->version = here->version;
    in->same_as_family_id = there->family_id;
    assert_int_equal(ASK(t, "coord", SettleMatch, settle_match, in, &out), 0);
    assert_int_equal(found_all(t, "desk", "rose", 0, &pages)->n_families, 0);
    intake__find_family_reply *list = found_all(t, "desk2", "rose", 0, &pages);
    assert_int_equal(list->n_families, 1);
    assert_string_equal(list->families[0]->number, there->family_number);
    assert_string_equal(list->families[0]->clsc_code, "99002");
    assert_string_equal(list->families[0]->name->given, "Rose"); /* by her latest call */
    assert_int_equal(DAY(list->families[0]->birth_date), day_from(1998, 5, 16));
    intake__find_family_request *number = NEW(&t->a, intake__find_family_request);
    number->number = here->family_number;
    number->name = "rose";
    assert_int_equal(found(t, "desk", number)->n_families, 0);
    assert_int_equal(found(t, "desk2", number)->n_families, 1);
    number->name = "personne";
    assert_int_equal(found(t, "desk2", number)->n_families, 0);
}

/* A number of another country is found as it was told, and as nobody's of here. */
static void test_by_a_telephone_of_another_country(void **state) {
    static const struct {
        const char *asked;
        bool found;
    } cases[] = {{"+961 3 123 456", true}, {"011 961 3 123 456", true}, {"00961 3123456", true},
                 {"961 312-3456", false},  {"+1 961 312-3456", false},  {"514 555-0111 poste 9", true},
                 {"514 555-0111", true},   {"+961 3 123 457", false}};
    struct desk *t = *state;
    intake__submit_screening_request *in = NEW(&t->a, intake__submit_screening_request);
    intake__submit_screening_reply *out = NULL;
    in->screening = call_now(t);
    in->screening->identity->phone = "+961 3 123 456";
    in->screening->identity->alt_phone = "514 555-0111 poste 22";
    in->screening->identity->phone_extension = "7";
    in->screening->identity->email = "maude@exemple.ca";
    assert_int_equal(ASK(t, "desk", SubmitScreening, submit_screening, in, &out), 0);
    for (size_t i = 0; i < COUNT(cases); i++) {
        intake__find_family_request *find = NEW(&t->a, intake__find_family_request);
        find->phone = cases[i].asked;
        if (has(found(t, "desk", find), out->family_id) != cases[i].found) fail_msg("%s", cases[i].asked);
    }
    const intake__get_family_reply *f = family(t, "desk", out->family_id);
    assert_string_equal(f->contact->numbers[0]->number, "+9613123456");
    assert_string_equal(f->contact->numbers[0]->extension, "7");
    assert_string_equal(f->contact->email, "maude@exemple.ca");
    assert_int_equal(f->contact->n_channels, 1);
    assert_int_equal(f->contact->channels[0], CONTACT_CHANNEL_PHONE);
    assert_string_equal(work_of(worklist(t, "desk"), WORK_KIND_DECIDE_ROUTE)->phone_extension, "7");
    const intake__identity *i = screening(t, out->screening_id)->screening->identity;
    assert_string_equal(i->alt_phone, "5145550111");
    assert_string_equal(i->alt_phone_extension, "22");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_by_a_telephone_of_another_country, adopted, closed),
        cmocka_unit_test_setup_teardown(test_each_family_is_on_one_page, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_place_that_is_none, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_search_that_is_cut, adopted, closed),
        cmocka_unit_test_setup_teardown(test_another_clscs_families_cost_nothing, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_family_that_goes_to_another_clsc, adopted, closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
