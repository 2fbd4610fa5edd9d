/* Two families that became one in intake: what was the one's is found under either id, and is sealed as it was. */
#include "harness_internal.h"
#include "scheduling_world.h"
#include "../without_words.h"

static intake__family_merged *merged(struct desk *k, uint8_t from, uint8_t into, const char *clsc) {
    intake__family_merged *e = NEW_WITH_PERSONAL(&k->arena, intake__family_merged);
    e->family_id = id_field(&k->arena, numbered((uint8_t)(into + 100)));
    e->clsc_code = clsc;
    e->personal->merged_family_id = id_field(&k->arena, numbered((uint8_t)(from + 100)));
    return e;
}

static void merge(struct desk *k, uint8_t from, uint8_t into, const char *clsc) {
    intake__family_merged *e = merged(k, from, into, clsc);
    say(k, id_of(e->family_id), &e->base);
}

static void end(struct desk *k, uint8_t n) { end_follow_up(k, n); }

/* Followed, proposed a visit, ended. */
static void followed(struct desk *k, uint8_t n) {
    scheduling__confirm_key_worker_reply *confirmed;
    enrol(k, n);
    assert_int_equal(confirm(k, n, "inf-01", "", &confirmed), 0);
    end(k, n);
}

static int asked(struct desk *k, const char *key, uint8_t n, scheduling__family_visits_reply **out) {
    scheduling__family_visits_request *in = NEW(&k->arena, scheduling__family_visits_request);
    in->family_id = id_field(&k->arena, numbered((uint8_t)(n + 100)));
    return CALL(k->w, &k->arena, "scheduling", key, scheduling, FamilyVisits, family_visits, in, out);
}

static void test_either_id_finds_what_was_moved(void **state) {
    struct desk *k = *state;
    scheduling__family_visits_reply *out;
    followed(k, 1);
    assert_int_equal(asked(k, "team", 2, &out), REASON_NOT_FOUND);
    merge(k, 1, 2, "99001");
    for (uint8_t n = 1; n <= 2; n++) {
        assert_int_equal(asked(k, "team", n, &out), 0);
        assert_true(id_is(out->enrolment_id, numbered(1)));
        assert_int_equal(out->state, FOLLOW_UP_STATE_ENDED);
        assert_int_equal(out->n_visits, 1);
        assert_true(id_is(out->visits[0]->family_id, numbered(102)));
    }
    merge(k, 1, 2, "99001"); /* told again */
    assert_int_equal(said(k, &scheduling__family_merged_noted__descriptor, NULL), 1);
}

/* Across CLSCs she is followed where the family is that is left; nobody else's team sees her any more. */
static void test_whose_it_is(void **state) {
    struct desk *k = *state;
    scheduling__family_visits_reply *out;
    scheduling__list_candidates_reply *list;
    followed(k, 1);
    merge(k, 1, 2, "99002");
    for (uint8_t n = 1; n <= 2; n++) {
        assert_int_equal(asked(k, "team2", n, &out), 0);
        assert_int_equal(asked(k, "team", n, &out), REASON_NOT_FOUND);
    }
    assert_int_equal(candidates(k, "team", 1, &list), REASON_NOT_FOUND);
    assert_int_equal(candidates(k, "team2", 1, &list), 0);
}

/* Her own stays what is shown of her; the history is of both. Never enrolled, her id finds the other one all the
 * same. */
static void test_her_own_enrolment_stays(void **state) {
    struct desk *k = *state;
    scheduling__family_visits_reply *out;
    followed(k, 1);
    followed(k, 2);
    merge(k, 1, 2, "99001");
    merge(k, 7, 2, "99001");
    const uint8_t ids[] = {1, 2, 7};
    for (size_t i = 0; i < sizeof ids; i++) {
        assert_int_equal(asked(k, "team", ids[i], &out), 0);
        assert_true(id_is(out->enrolment_id, numbered(2)));
        assert_int_equal(out->n_visits, 2);
    }
}

/* Enrolled again, asked for by an id of before; then merged once more. */
static void test_after_it(void **state) {
    struct desk *k = *state;
    scheduling__confirm_key_worker_reply *confirmed;
    scheduling__book_visit_reply *booked;
    followed(k, 1);
    merge(k, 1, 2, "99001");
    enrol(k, 2);
    assert_int_equal(confirm(k, 2, "inf-01", "", &confirmed), 0);
    assert_int_equal(book(k, "team", 1, at("2026-03-18", 9, 0), &booked), 0);
    assert_int_equal(visits(k, 1)->n_visits, 3);
    assert_true(id_is(visits(k, 1)->enrolment_id, numbered(2)));
    end(k, 2);
    merge(k, 2, 3, "99001");
    for (uint8_t n = 1; n <= 3; n++) {
        assert_int_equal(visits(k, n)->n_visits, 3);
        assert_true(id_is(visits(k, n)->enrolment_id, numbered(2)));
    }
}

/* An enrolment that a person had to try again, when its family was another one by then; a merge in a circle. */
static void test_out_of_order(void **state) {
    struct desk *k = *state;
    scheduling__family_visits_reply *out;
    merge(k, 1, 2, "99001");
    enrol(k, 1);
    assert_int_equal(asked(k, "team", 2, &out), 0);
    assert_true(id_is(out->enrolment_id, numbered(1)));
    merge(k, 2, 1, "99001");
    assert_int_equal(said(k, &scheduling__family_merged_noted__descriptor, NULL), 1);
    assert_int_equal(asked(k, "team", 1, &out), 0);
}

/* ---- the words of one are gone ---- */

/* What is hers is under her too: only her words are gone. */
static void is_under(struct view *v, struct id enrolment, struct id family) {
    const scheduling_rows__follow_up *row = row_get(v, &scheduling_follow_ups, KEY(KEY_ID(enrolment)));
    assert_non_null(row);
    assert_true(id_is(row->family_id, family));
}

static void her_words_are_in_her_rows_alone(struct desk *k, struct id family) {
    struct engine *other = rebuilt_without(k->w, "scheduling", &k->arena, family);
    struct view without = view_make(other, &other->snapshot);
    assert_true(others_rows_are_the_same(world_view(k->w, "scheduling", &k->arena), &without, family) > 5);
    for (uint8_t e = 1; e <= 2; e++) is_under(&without, numbered(e), numbered((uint8_t)(100 + e)));
    without_close(other);
}

/* Written down once her follow-up had ended, and she was another one. */
static void met_late(struct desk *k, uint8_t n) {
    scheduling__record_encounter_request *in = NEW(&k->arena, scheduling__record_encounter_request);
    scheduling__record_encounter_reply *out;
    in->family_id = id_field(&k->arena, numbered((uint8_t)(n + 100)));
    in->facts = NEW(&k->arena, scheduling__encounter_facts);
    in->facts->start = instant(k, world_now_ms(k->w) - 3600000);
    in->facts->minutes = 50;
    assert_int_equal(
        CALL(k->w, &k->arena, "scheduling", "team", scheduling, RecordEncounter, record_encounter, in, &out), 0);
}

static void test_a_rebuild_without_the_words_of_one(void **state) {
    struct desk *k = *state;
    followed(k, 1);
    merge(k, 1, 2, "99001");
    met_late(k, 2);
    followed(k, 2);
    merge(k, 2, 3, "99002");
    enrol(k, 3);
    for (uint8_t n = 1; n <= 3; n++) her_words_are_in_her_rows_alone(k, numbered((uint8_t)(n + 100)));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_either_id_finds_what_was_moved),
        TEST(test_whose_it_is),
        TEST(test_her_own_enrolment_stays),
        TEST(test_after_it),
        TEST(test_out_of_order),
        TEST(test_a_rebuild_without_the_words_of_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
