/* What an operator may read of a follow-up, a worker and a visit: ids, states, rules and days of work, and nothing by
 * which the family or the worker is told. */
#include "clear.h"
#include "harness_internal.h"
#include "scheduling_world.h"

enum { MINUTES = 115 };

static intake__follow_up_told *rosa(struct desk *k) {
    intake__follow_up_told *e = enrolled(k, 1, "2026-03-09");
    e->personal->facts->name = NEW(&k->arena, sippe__person_name);
    e->personal->facts->name->given = "Rosa";
    e->personal->facts->name->family = "Quispe";
    return e;
}

/* Without an appointment, and not so. */
static void met(struct desk *k) {
    scheduling__record_encounter_request *in = NEW(&k->arena, scheduling__record_encounter_request);
    scheduling__record_encounter_reply *out;
    in->family_id = id_field(&k->arena, numbered(101));
    in->facts = NEW(&k->arena, scheduling__encounter_facts);
    in->facts->start = instant(k, at("2026-03-02", 15, 0));
    in->facts->mode = ENCOUNTER_MODE_VIDEO;
    in->facts->note = "Elle parle peu";
    assert_int_equal(
        CALL(k->w, &k->arena, "scheduling", "team", scheduling, RecordEncounter, record_encounter, in, &out), 0);
    scheduling__correct_encounter_request *no = NEW(&k->arena, scheduling__correct_encounter_request);
    scheduling__correct_encounter_reply *corrected;
    no->encounter_id = out->encounter_id;
    no->version = out->version;
    no->in_error = true;
    no->reason = "Erreur de dossier";
    assert_int_equal(
        CALL(k->w, &k->arena, "scheduling", "team", scheduling, CorrectEncounter, correct_encounter, no, &corrected),
        0);
}

/* Each kind of record that there is about her. */
static void followed(struct desk *k) {
    scheduling__confirm_key_worker_reply *confirmed;
    scheduling__book_visit_reply *booked;
    say(k, numbered(1), &rosa(k)->base);
    assert_int_equal(confirm(k, 1, "inf-01", "", &confirmed), 0);
    assert_int_equal(confirm_visit(k, visits(k, 1)->visits[0]), 0);
    scheduling__book_visit_request *in = booking(k, 1, at("2026-03-16", 10, 0));
    in->minutes = MINUTES;
    assert_int_equal(CALL(k->w, &k->arena, "scheduling", "team", scheduling, BookVisit, book_visit, in, &booked), 0);
    assert_int_equal(move(k, visits(k, 1)->visits[1], at("2026-03-17", 10, 0), "ts-01"), 0);
    redate(k, 1, "2026-07-10", "2026-03-01", NULL);
    k->w->now_ms = at("2026-03-03", 11, 0);
    world_run(k->w, 2000);
    assert_int_equal(record(k, visits(k, 1)->visits[0], VISIT_RESULT_NO_SHOW, "personne à la maison"), 0);
    assert_int_equal(cancel(k, visits(k, 1)->visits[1]), 0);
    met(k);
}

static void test_nothing_of_a_family_is_in_the_clear(void **state) {
    struct desk *k = *state;
    followed(k);
    const struct clear_value values[] = {
        CLEAR_TEXT("Rosa"),
        CLEAR_TEXT("Quispe"),
        CLEAR_TEXT("5145550142"),
        CLEAR_TEXT("H2M"),
        CLEAR_TEXT("1042-9"),
        CLEAR_TEXT("inf-01"),
        CLEAR_TEXT("ts-01"),
        CLEAR_TEXT("personne à la maison"),
        CLEAR_TEXT("Rendez-vous médical"),
        CLEAR_TEXT("Hospitalisation"),
        CLEAR_DAY(day_parse("2026-07-20")),
        CLEAR_DAY(day_parse("2026-07-10")),
        CLEAR_DAY(day_parse("2026-03-01")),
        CLEAR_DAY(day_parse("2026-03-03")),
        CLEAR_NUMBER(at("2026-03-03", 8, 45)),
        CLEAR_NUMBER(at("2026-03-16", 10, 0)),
        CLEAR_NUMBER(at("2026-03-17", 10, 0)),
        CLEAR_NUMBER(MINUTES),
        CLEAR_CHOICE(scheduling__visit_state, VISIT_STATE_NO_SHOW),
        CLEAR_CHOICE(scheduling__encounter_missed, ENCOUNTER_MISSED_ABSENT),
        CLEAR_CHOICE(scheduling__encounter_mode, ENCOUNTER_MODE_VIDEO),
        CLEAR_TEXT("Elle parle peu"),
        CLEAR_TEXT("Erreur de dossier"),
    };
    clear_check(k->w, &k->arena, "scheduling", values, sizeof values / sizeof *values);
}

/* The search finds what may stand there: whose it is, where it stands, the day of a deadline. */
static void test_what_is_in_the_clear_is_found(void **state) {
    struct desk *k = *state;
    followed(k);
    const struct clear_value values[] = {
        CLEAR_ID(numbered(101)),
        CLEAR_NUMBER(at("2026-03-10", 0, 0)),
        CLEAR_CHOICE(scheduling__follow_up_state, FOLLOW_UP_STATE_FOLLOWED),
        CLEAR_CHOICE(scheduling__visit_state, VISIT_STATE_CONFIRMED),
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        assert_non_null(clear_find(k->w, &k->arena, "scheduling", &values[i]));
}

static void test_nothing_of_a_worker_is_in_the_clear(void **state) {
    struct desk *k = *state;
    const struct clear_value values[] = {
        CLEAR_TEXT("aux-01"), CLEAR_TEXT("Métellus"), CLEAR_TEXT("fr"),
        CLEAR_TEXT("H1G"),    CLEAR_NUMBER(510),      CLEAR_CHOICE(scheduling__discipline, DISCIPLINE_FAMILY_AIDE),
    };
    clear_check(k->w, &k->arena, "scheduling", values, sizeof values / sizeof *values);
}

/* A worker is the same one under the same code, and nobody finds her id who has only the code. */
static void test_a_worker_is_found_by_a_hash_alone(void **state) {
    struct desk *k = *state;
    scheduling__put_worker_reply *out;
    scheduling__worker_put *first, *again;
    assert_int_equal(put_worker(k, "inf-07", DISCIPLINE_NURSE, "fr", "H2M", "", &out), 0);
    assert_int_equal(said(k, &scheduling__worker_put__descriptor, &first), 5);
    assert_int_equal(put_worker(k, "inf-07", DISCIPLINE_NURSE, "fres", "H2M", "", &out), 0);
    assert_int_equal(said(k, &scheduling__worker_put__descriptor, &again), 6);
    assert_true(span_equal(span_pb(first->worker_id), span_pb(again->worker_id)));
    struct id told =
        id_derive("scheduling worker", span_text("inf-07"), (struct span){NULL, 0}, (struct span){NULL, 0});
    assert_false(span_equal(span_pb(first->worker_id), id_span(&told)));
}

/* Her family's row has another hash of the code than her own row. */
static void test_a_family_does_not_lead_to_the_worker(void **state) {
    struct desk *k = *state;
    struct view *v = world_view(k->w, "scheduling", &k->arena);
    const scheduling_rows__worker *worker;
    followed(k);
    const scheduling_rows__follow_up *f = row_get(v, &scheduling_follow_ups, KEY(KEY_ID(numbered(1))));
    assert_string_equal(f->personal->key_worker, "inf-01");
    assert_int_equal(f->key_worker_hash.len, ID_LEN);
    struct row_scan *s = row_scan(v, &scheduling_workers, KEY_EMPTY, NULL);
    size_t n = 0;
    for (; row_next(s, NULL, &worker); n++) {
        assert_int_equal(worker->code_hash.len, ID_LEN);
        assert_false(span_equal(span_pb(worker->code_hash), span_pb(f->key_worker_hash)));
    }
    assert_int_equal(n, 4);
}

/* What is of a family says for whom it is sealed. */
static void test_each_row_names_her_for_whom_it_is_sealed(void **state) {
    struct desk *k = *state;
    struct view *v = world_view(k->w, "scheduling", &k->arena);
    struct id her = numbered(101);
    const scheduling_rows__visit *visit;
    followed(k);
    const scheduling_rows__follow_up *f = row_get(v, &scheduling_follow_ups, KEY(KEY_ID(numbered(1))));
    assert_true(span_equal(span_pb(f->sealed_for), id_span(&her)));
    struct row_scan *s = row_scan(v, &scheduling_visits, KEY_EMPTY, NULL);
    size_t n = 0;
    for (; row_next(s, NULL, &visit); n++) assert_true(span_equal(span_pb(visit->sealed_for), id_span(&her)));
    assert_int_equal(n, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_nothing_of_a_family_is_in_the_clear),  TEST(test_what_is_in_the_clear_is_found),
        TEST(test_nothing_of_a_worker_is_in_the_clear),  TEST(test_a_worker_is_found_by_a_hash_alone),
        TEST(test_a_family_does_not_lead_to_the_worker), TEST(test_each_row_names_her_for_whom_it_is_sealed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
