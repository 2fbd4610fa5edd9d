/* The two figures of how intensely families are visited, and the list of what took place, through the engine: who may
 * ask, what counts, what is said where nothing is known. */
#include "scheduling_world.h"

/* Days later, ten in the morning. */
static void pass_days(struct desk *k, int days) { world_pass(k->w, days * INT64_C(86400000)); }

static int encounter_at(struct desk *k, uint8_t n, int64_t start, scheduling__encounter_mode mode,
                        scheduling__encounter_place place) {
    scheduling__record_encounter_request *in = NEW(&k->arena, scheduling__record_encounter_request);
    scheduling__record_encounter_reply *out;
    in->family_id = id_field(&k->arena, numbered((uint8_t)(n + 100)));
    in->facts = NEW(&k->arena, scheduling__encounter_facts);
    in->facts->start = instant(k, start);
    in->facts->minutes = 60;
    in->facts->mode = mode;
    in->facts->place = place;
    in->facts->language = "es";
    in->facts->note = "Mme Ruiz a parlé de sa sœur";
    return CALL(k->w, &k->arena, "scheduling", "team", scheduling, RecordEncounter, record_encounter, in, &out);
}

static int encounter(struct desk *k, uint8_t n, const char *on, scheduling__encounter_mode mode,
                     scheduling__encounter_place place) {
    return encounter_at(k, n, at(on, 9, 30), mode, place);
}

static int ask_one(struct desk *k, const char *key, uint8_t n, scheduling__family_intensity **out) {
    scheduling__get_intensity_request *in = NEW(&k->arena, scheduling__get_intensity_request);
    scheduling__get_intensity_reply *reply;
    in->family_id = id_field(&k->arena, numbered((uint8_t)(n + 100)));
    int reason = CALL(k->w, &k->arena, "scheduling", key, scheduling, GetIntensity, get_intensity, in, &reply);
    if (!reason) *out = reply->intensity;
    return reason;
}

static scheduling__list_intensity_request *listing(struct desk *k) {
    return NEW(&k->arena, scheduling__list_intensity_request);
}

static scheduling__list_intensity_reply *list_as(struct desk *k, const char *key,
                                                 scheduling__list_intensity_request *in) {
    scheduling__list_intensity_reply *out = NULL;
    assert_int_equal(CALL(k->w, &k->arena, "scheduling", key, scheduling, ListIntensity, list_intensity, in, &out), 0);
    return out;
}

static void follow(struct desk *k, uint8_t n, const char *worker) {
    scheduling__confirm_key_worker_reply *out;
    enrol(k, n);
    assert_int_equal(confirm(k, n, worker, "", &out), 0);
}

/* Due 2026-07-20: the 12th week began on 2026-01-05. */
static void test_what_counts(void **state) {
    struct desk *k = *state;
    scheduling__family_intensity *f = NULL;
    follow(k, 1, "inf-01");
    pass_days(k, 60); /* 2026-05-01 */
    assert_int_equal(encounter(k, 1, "2026-03-10", ENCOUNTER_MODE_IN_PERSON, ENCOUNTER_PLACE_HOME), 0);
    assert_int_equal(encounter(k, 1, "2026-03-24", ENCOUNTER_MODE_IN_PERSON, ENCOUNTER_PLACE_HOME), 0);
    assert_int_equal(encounter(k, 1, "2026-04-07", ENCOUNTER_MODE_IN_PERSON, ENCOUNTER_PLACE_CLSC), 0);
    assert_int_equal(encounter(k, 1, "2026-04-08", ENCOUNTER_MODE_IN_PERSON, ENCOUNTER_PLACE_UNSPECIFIED), 0);
    assert_int_equal(encounter(k, 1, "2026-04-10", ENCOUNTER_MODE_PHONE, ENCOUNTER_PLACE_UNSPECIFIED), 0);
    assert_int_equal(ask_one(k, "team", 1, &f), 0);
    assert_int_equal(f->basis, INTENSITY_BASIS_KNOWN);
    assert_int_equal(f->n_official, 1);
    const scheduling__official_intensity *o = f->official[0];
    assert_int_equal(civil_day(o->from), day_parse("2026-01-05"));
    assert_int_equal(o->home_visits, 2);
    assert_int_equal(o->visits_elsewhere, 2);
    assert_int_equal(o->contacts, 1);
    assert_int_equal(o->weeks, 29);
    assert_int_equal(o->per_week_hundredths, 7);
    assert_int_equal(o->prescribed_hundredths, 50);
    assert_true(o->goes_on);
    assert_true(f->fair->owed > 0);
    assert_true(f->fair->met + f->fair->made_late >= 2); /* at the CLSC is in person too */
    assert_string_equal(f->key_worker, "inf-01");
    assert_string_equal(f->family_number, "1042-9");
    assert_true(f->n_anchors >= 1);
}

/* A figure of somebody's families is the coordination's to look at, and her own. */
static void test_who_may_ask(void **state) {
    struct desk *k = *state;
    scheduling__family_intensity *f = NULL;
    follow(k, 1, "inf-01");
    follow(k, 2, "ts-01");
    member_add(k, "m.roy", "inf-01");
    assert_int_equal(list_as(k, "coordinator", listing(k))->n_families, 2);
    scheduling__list_intensity_reply *hers = list_as(k, "m.roy", listing(k));
    assert_int_equal(hers->n_families, 1);
    assert_string_equal(hers->families[0]->key_worker, "inf-01");
    assert_int_equal(list_as(k, "team", listing(k))->n_families, 0); /* a key that is no worker's */
    assert_int_equal(ask_one(k, "team", 2, &f), 0);                  /* one whose visits she may see */
    assert_int_equal(ask_one(k, "team2", 2, &f), REASON_NOT_FOUND);
    scheduling__list_intensity_request *in = listing(k);
    in->worker = "ts-01";
    assert_int_equal(list_as(k, "coordinator", in)->n_families, 1);
    assert_int_equal(list_as(k, "m.roy", in)->n_families, 0);
    in = listing(k);
    in->clsc_code = "99002";
    assert_int_equal(list_as(k, "coordinator", in)->n_families, 0);
}

static void test_pages(void **state) {
    struct desk *k = *state;
    scheduling__list_intensity_request *in = listing(k);
    for (uint8_t n = 1; n <= 5; n++) enrol(k, n);
    in->limit = 2;
    size_t n = 0, pages = 0;
    do {
        scheduling__list_intensity_reply *page = list_as(k, "coordinator", in);
        assert_true(page->n_families <= 2);
        n += page->n_families;
        in->after = page->next;
    } while (in->after.len && ++pages < 9);
    assert_int_equal(n, 5);
    in->after = (ProtobufCBinaryData){3, (uint8_t *)"abc"};
    scheduling__list_intensity_reply *out;
    assert_int_equal(
        CALL(k->w, &k->arena, "scheduling", "coordinator", scheduling, ListIntensity, list_intensity, in, &out),
        REASON_ID_INVALID);
}

/* None is not 0: without a date nothing is owed, and after a loss nobody counts. */
static void test_without_dates(void **state) {
    struct desk *k = *state;
    scheduling__family_intensity *f = NULL;
    intake__follow_up_told *e = enrolled(k, 1, "2026-03-09");
    e->personal->facts->n_anchors = 0;
    say(k, numbered(1), &e->base);
    assert_int_equal(ask_one(k, "coordinator", 1, &f), 0);
    assert_int_equal(f->basis, INTENSITY_BASIS_NO_DATES);
    assert_null(f->fair);
    assert_int_equal(f->n_official + f->n_anchors, 0);
    enrol(k, 2);
    redate(k, 2, NULL, NULL, "2026-03-01");
    assert_int_equal(ask_one(k, "coordinator", 2, &f), 0);
    assert_int_equal(f->basis, INTENSITY_BASIS_AFTER_LOSS);
    assert_null(f->fair);
}

/* What was not over when she was followed no more is not owed, however long ago that was. */
static void test_after_the_end(void **state) {
    struct desk *k = *state;
    scheduling__family_intensity *f = NULL;
    follow(k, 1, "inf-01");
    end_follow_up(k, 1);
    pass_days(k, 90);
    assert_int_equal(list_as(k, "coordinator", listing(k))->n_families, 0);
    scheduling__list_intensity_request *in = listing(k);
    in->with_ended = true;
    scheduling__list_intensity_reply *all = list_as(k, "coordinator", in);
    assert_int_equal(all->n_families, 1);
    f = all->families[0];
    assert_true(f->ended);
    assert_int_equal(f->fair->owed, 0);
    assert_int_equal(f->fair->percent, -1);
}

/* She came back: her latest enrolment speaks for her, and she is one line. */
static void test_one_line_a_family(void **state) {
    struct desk *k = *state;
    struct arena *a = &k->arena;
    follow(k, 1, "inf-01");
    end_follow_up(k, 1);
    intake__follow_up_told *again = enrolled(k, 7, "2026-03-20");
    again->family_id = id_field(a, numbered(101));
    say(k, numbered(7), &again->base);
    scheduling__list_intensity_request *in = listing(k);
    in->with_ended = true;
    scheduling__list_intensity_reply *all = list_as(k, "coordinator", in);
    assert_int_equal(all->n_families, 1);
    assert_false(all->families[0]->ended);
}

/* ---- the list of what took place ---- */

static int list_encounters(struct desk *k, const char *key, scheduling__list_encounters_request *in,
                           scheduling__list_encounters_reply **out) {
    return CALL(k->w, &k->arena, "scheduling", key, scheduling, ListEncounters, list_encounters, in, out);
}

static scheduling__list_encounters_request *between(struct desk *k, const char *from, const char *until) {
    scheduling__list_encounters_request *in = NEW(&k->arena, scheduling__list_encounters_request);
    in->from = from ? date(&k->arena, from) : NULL;
    in->until = date(&k->arena, until);
    return in;
}

static void test_encounters_of_a_period(void **state) {
    struct desk *k = *state;
    scheduling__list_encounters_reply *out;
    follow(k, 1, "inf-01");
    follow(k, 2, "ts-01");
    pass_days(k, 40);
    assert_int_equal(encounter(k, 2, "2026-03-12", ENCOUNTER_MODE_IN_PERSON, ENCOUNTER_PLACE_HOME), 0);
    assert_int_equal(encounter(k, 1, "2026-03-10", ENCOUNTER_MODE_PHONE, ENCOUNTER_PLACE_UNSPECIFIED), 0);
    assert_int_equal(encounter(k, 1, "2026-03-20", ENCOUNTER_MODE_IN_PERSON, ENCOUNTER_PLACE_HOME), 0);
    assert_int_equal(list_encounters(k, "coordinator", between(k, "2026-03-10", "2026-03-19"), &out), 0);
    assert_int_equal(out->n_encounters, 2);
    const scheduling__listed_encounter *first = out->encounters[0];
    assert_true(first->facts->start->ms == at("2026-03-10", 9, 30)); /* by day, whoever's it is */
    assert_string_equal(first->facts->note, "");                     /* a note may name anybody */
    assert_string_equal(first->clsc_code, "99001");
    assert_int_equal(first->n_disciplines, 1);
    assert_int_equal(first->disciplines[0], DISCIPLINE_NURSE);
    assert_int_equal(out->encounters[1]->disciplines[0], DISCIPLINE_SOCIAL_WORKER);
    assert_false(first->with_appointment);
    assert_int_equal(list_encounters(k, "coordinator", between(k, "2026-03-20", "2026-03-20"), &out), 0);
    assert_int_equal(out->n_encounters, 1); /* both days are included */
    assert_int_equal(list_encounters(k, "coordinator", between(k, "2026-03-21", "2026-03-21"), &out), 0);
    assert_int_equal(out->n_encounters, 0);
    assert_int_equal(encounter_at(k, 1, at("2026-03-22", 0, 0), ENCOUNTER_MODE_PHONE, ENCOUNTER_PLACE_UNSPECIFIED), 0);
    assert_int_equal(list_encounters(k, "coordinator", between(k, "2026-03-21", "2026-03-21"), &out), 0);
    assert_int_equal(out->n_encounters, 0); /* midnight is the day after */
    assert_int_equal(list_encounters(k, "team2", between(k, "2026-03-01", "2026-03-31"), &out), 0);
    assert_int_equal(out->n_encounters, 0); /* another CLSC's families are not there */
}

static void test_encounters_page_by_page(void **state) {
    struct desk *k = *state;
    scheduling__list_encounters_reply *out;
    follow(k, 1, "inf-01");
    follow(k, 2, "inf-01");
    pass_days(k, 40);
    for (int i = 0; i < 5; i++) /* two at one instant */
        assert_int_equal(encounter(k, i % 2 ? 2 : 1,
                                   i < 2   ? "2026-03-10"
                                   : i < 4 ? "2026-03-11"
                                           : "2026-03-12",
                                   ENCOUNTER_MODE_IN_PERSON, ENCOUNTER_PLACE_HOME),
                         0);
    scheduling__list_encounters_request *in = between(k, "2026-03-01", "2026-03-31");
    in->limit = 1;
    ProtobufCBinaryData seen[8];
    size_t n = 0;
    do {
        assert_int_equal(list_encounters(k, "coordinator", in, &out), 0);
        for (size_t i = 0; i < out->n_encounters; i++) {
            for (size_t j = 0; j < n; j++)
                assert_false(span_equal(span_pb(seen[j]), span_pb(out->encounters[i]->encounter_id)));
            seen[n++] = out->encounters[i]->encounter_id;
        }
        in->after = out->next;
    } while (in->after.len && n < 8);
    assert_int_equal(n, 5);
}

static void test_encounters_struck_out_are_gone(void **state) {
    struct desk *k = *state;
    scheduling__list_encounters_reply *out;
    scheduling__correct_encounter_request *in = NEW(&k->arena, scheduling__correct_encounter_request);
    scheduling__correct_encounter_reply *done;
    follow(k, 1, "inf-01");
    pass_days(k, 40);
    assert_int_equal(encounter(k, 1, "2026-03-10", ENCOUNTER_MODE_IN_PERSON, ENCOUNTER_PLACE_HOME), 0);
    const scheduling__encounter *e = visits(k, 1)->encounters[0];
    scheduling__family_intensity *f = NULL;
    assert_int_equal(ask_one(k, "team", 1, &f), 0);
    assert_int_equal(f->official[0]->home_visits, 1);
    in->encounter_id = e->encounter_id;
    in->version = e->version;
    in->in_error = true;
    in->reason = "mauvais dossier";
    assert_int_equal(
        CALL(k->w, &k->arena, "scheduling", "team", scheduling, CorrectEncounter, correct_encounter, in, &done), 0);
    assert_int_equal(list_encounters(k, "coordinator", between(k, "2026-03-01", "2026-03-31"), &out), 0);
    assert_int_equal(out->n_encounters, 0);
    assert_int_equal(ask_one(k, "team", 1, &f), 0);
    assert_int_equal(f->official[0]->home_visits, 0);
}

static void test_periods_that_are_none(void **state) {
    struct desk *k = *state;
    scheduling__list_encounters_reply *out;
    static const struct {
        const char *from, *until;
        int reason;
    } rows[] = {{NULL, "2026-03-31", REASON_DATE_IMPOSSIBLE},
                {"2026-03-31", "2026-03-30", REASON_CONTRADICTION},
                {"2024-03-01", "2026-03-02", 0},
                {"2024-03-01", "2026-03-03", REASON_DATE_TOO_FAR}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int reason = list_encounters(k, "coordinator", between(k, rows[i].from, rows[i].until), &out);
        if (reason != rows[i].reason) fail_msg("row %zu gives %d", i, reason);
    }
    scheduling__list_encounters_request *in = between(k, "2026-03-01", "2026-03-31");
    in->limit = 201;
    assert_int_equal(list_encounters(k, "coordinator", in, &out), REASON_NUMBER_OUT_OF_RANGE);
    in->limit = 0;
    in->after = (ProtobufCBinaryData){3, (uint8_t *)"abc"};
    assert_int_equal(list_encounters(k, "coordinator", in, &out), REASON_ID_INVALID);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_what_counts),
        TEST(test_who_may_ask),
        TEST(test_pages),
        TEST(test_without_dates),
        TEST(test_after_the_end),
        TEST(test_one_line_a_family),
        TEST(test_encounters_of_a_period),
        TEST(test_encounters_page_by_page),
        TEST(test_encounters_struck_out_are_gone),
        TEST(test_periods_that_are_none),
    };
    return cmocka_run_group_tests_name("scheduling, intensity", tests, NULL, NULL);
}
