/* What a search finds: by words, need, place and language, and what it shows of a hit. */
#include "directory_world.h"

static const struct {
    struct asked q;
    const char *found;
} searches[] = {
    {{.text = NULL}, "21 11 24 12 22"}, /* all, by folded name */
    {{.text = "répit"}, "11 24 22"},    /* of whoever has the need; a closed one is not found */
    {{.text = "REPIT sam"}, "11"},      /* the last word is a beginning */
    {{.text = "sam repit"}, ""},        /* only the last */
    {{.text = "oeuvre"}, "12"},
    {{.text = "l'éclaircie"}, "11 12"}, /* the organisation's name */
    {{.text = "maison des familles vet"}, "12"},
    {{.text = "quebec"}, "22"},
    {{.text = "educatrices"}, "11"}, /* the description */
    {{.text = "inconnu"}, ""},
    {{.need = NEED_RESPITE}, "11 24 22"},
    {{.need = NEED_RESPITE, .language = "fr"}, "11"},
    {{.language = "es"}, "21"},
    {{.near = "H2M"}, "11 21 12 24"}, /* nearest first, nowhere last */
    {{.near = "h2c"}, "21 11 24"},    /* 11 serves a part of it */
    {{.near = "H2C1A1"}, "21 11 24"},
    {{.near = "H2C 9Z9"}, "21 24"}, /* but not this part */
    {{.near = "G1R4S9"}, "22 21 24"},
    {{.near = "H2M", .need = NEED_RESPITE, .text = "samedi"}, "11"},
    {{.near = "H2M", .need = NEED_RESPITE, .text = "re"}, "11 24"},
    {{.limit = 2}, "21 11 of 5"},
};

static void test_what_is_put_is_found(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    furnish(w, &a);
    for (size_t i = 0; i < sizeof searches / sizeof searches[0]; i++)
        assert_string_equal(found(w, &a, searches[i].q), searches[i].found);
    world_crash(w, "directory");
    assert_string_equal(found(w, &a, (struct asked){.text = "repit"}), "11 24 22");
    world_close(w, &a);
}

/* A service that says nothing of itself but its need and its language. */
static void test_the_words_of_a_need_find_its_services(void **state) {
    (void)state;
    static const struct {
        sippe__need need;
        const char *fr, *en;
    } cases[] = {
        {NEED_HOUSING, "hébergement", "housing"},
        {NEED_CLOTHING, "vetements", "clothes"},
        {NEED_BABY_EQUIPMENT, "lit de bebe", "stroller"},
        {NEED_FOOD_AID, "aide alimentaire", "food bank"},
        {NEED_MEDICAL_FOLLOW_UP, "suivi medical", "doctor"},
        {NEED_LEGAL_FILE, "avocat", "lawyer"},
        {NEED_ATTACHMENT, "attachement", "bonding"},
        {NEED_BREASTFEEDING, "allaitement", "breastfeeding"},
        {NEED_PARENTING_SKILLS, "compétences parentales", "parenting"},
        {NEED_FATHER_INVOLVEMENT, "pères", "dads"},
        {NEED_DAILY_DIFFICULTIES, "difficultés du quotidien", "daily difficulties"},
        {NEED_BIRTH_PREPARATION, "préparation à la naissance", "childbirth"},
        {NEED_EMPLOYMENT, "emploi", "employment"},
        {NEED_SCHOOLING, "francisation", "schooling"},
        {NEED_NETWORKING, "rencontres", "network"},
        {NEED_CHILDCARE_ENTRY, "cpe", "daycare"},
        {NEED_POSTPARTUM_HELP, "relevailles", "postpartum"},
        {NEED_RESPITE, "halte", "respite"},
        {NEED_SAFETY, "violence conjugale", "safety"},
    };
    struct arena a;
    struct world *w = world_open(&a);
    feeder_adopt(w, &a, feeder_territory(&a));
    directory__organization *o = organization(&a, 1, "Zzz");
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++) service_add(&a, o, 20 + i, "Yyy", cases[i].need);
    language_add(&a, service_add(&a, o, 90, "Www", NEED_OTHER), "kab");
    assert_int_equal(put(w, &a, "operator", o, NULL), 0);
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *id = arena_printf(&a, "%u", 20 + i);
        assert_string_equal(found(w, &a, (struct asked){.text = cases[i].fr}), id);
        assert_string_equal(found(w, &a, (struct asked){.text = cases[i].en}), id);
    }
    assert_string_equal(found(w, &a, (struct asked){.text = "poussette"}), "22");
    assert_string_equal(found(w, &a, (struct asked){.text = "kabyle"}), "90");
    world_close(w, &a);
}

static void test_what_a_hit_shows(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    directory__search_services_reply *out;
    furnish(w, &a);
    assert_int_equal(search(w, &a, (struct asked){.near = "H2M", .need = NEED_RESPITE}, &out), 0);
    assert_int_equal(out->n_hits, 2);
    const directory__service_hit *h = out->hits[0];
    assert_string_equal(h->service_name, "Halte-répit du samedi");
    assert_string_equal(h->organization_name, "Maison des familles L’Éclaircie");
    assert_string_equal(h->municipality, "Montréal");
    assert_string_equal(h->postal_area, "H2M");
    assert_in_range(h->distance_m, 1, 30);
    assert_string_equal(h->phone, "514-555-0100");
    assert_false(h->stale);
    assert_int_equal(out->hits[1]->distance_m, -1);
    assert_string_equal(out->hits[1]->phone, "811");
    assert_true(out->hits[1]->stale);
    assert_int_equal(search(w, &a, (struct asked){.near = "H2M1"}, &out), REASON_POSTAL_CODE_INVALID);
    assert_int_equal(search(w, &a, (struct asked){.language = "français"}, &out), REASON_LANGUAGE_INVALID);
    assert_int_equal(search(w, &a, (struct asked){.limit = 101}, &out), REASON_NUMBER_OUT_OF_RANGE);
    world_close(w, &a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_put_is_found),
        cmocka_unit_test(test_the_words_of_a_need_find_its_services),
        cmocka_unit_test(test_what_a_hit_shows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
