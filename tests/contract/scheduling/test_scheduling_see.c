/* May she see it? The care team that scheduling says, day by day, and who is kept from a family: in every read and
 * command, and in a week, where what may not be seen is time that is taken. */
#include "scheduling_world.h"

static int setup_assigned(void **state) {
    int rc = setup(state);
    struct desk *k = *state;
    member_add(k, "nurse", "inf-01");
    member_add(k, "social", "ts-01");
    member_add(k, "aide", "aux-01");
    assign(k, false);
    return rc;
}
#define ASSIGNED(test) cmocka_unit_test_setup_teardown(test, setup_assigned, teardown)

static int seen(struct desk *k, const char *key, uint8_t n) {
    scheduling__family_visits_request *in = NEW(&k->arena, scheduling__family_visits_request);
    scheduling__family_visits_reply *out;
    in->family_id = id_field(&k->arena, numbered((uint8_t)(n + 100)));
    return CALL(k->w, &k->arena, "scheduling", key, scheduling, FamilyVisits, family_visits, in, &out);
}

static void followed(struct desk *k, uint8_t n) {
    scheduling__confirm_key_worker_reply *out;
    enrol(k, n);
    assert_int_equal(confirm(k, n, "inf-01", "", &out), 0);
}

static ProtobufCBinaryData stands_in(struct desk *k, const char *worker, const char *substitute, const char *until,
                                     ProtobufCBinaryData *version) {
    scheduling__put_substitute_request *in = NEW(&k->arena, scheduling__put_substitute_request);
    scheduling__put_substitute_reply *out;
    in->worker = worker;
    in->substitute = substitute;
    in->until = date(&k->arena, until);
    int reason =
        CALL(k->w, &k->arena, "scheduling", "coordinator", scheduling, PutSubstitute, put_substitute, in, &out);
    assert_int_equal(reason, 0);
    *version = out->version;
    return out->substitute_id;
}

static void restrict_to(struct desk *k, uint8_t n, struct id member, unsigned shows) {
    node__file_access_ruled *e = NEW_WITH_PERSONAL(&k->arena, node__file_access_ruled);
    node__restriction *r = NEW(&k->arena, node__restriction);
    e->subject = id_field(&k->arena, numbered((uint8_t)(n + 100)));
    r->restriction_id = id_field(&k->arena, numbered(200));
    r->member_id = id_field(&k->arena, member);
    r->shows = shows;
    if (!id_is_zero(member)) APPEND(&k->arena, e->personal, restrictions, r);
    say(k, id_of(e->subject), &e->base);
}

static struct id member_of(const char *name) {
    return id_derive("member", span_text(name), (struct span){0}, (struct span){0});
}

static size_t teams_said(struct desk *k) { return said(k, &node__team_changed__descriptor, NULL); }

static bool is_taken(const scheduling__visit *v) {
    return v->start && v->minutes && !v->visit_id.len && !v->version.len && !v->family_id.len && !v->family_number[0] &&
           !v->n_workers && !v->state && !v->first && !v->reason[0];
}

/* Nobody follows her yet: she is for all of her CLSC. Then those who do, and who is in no team sees that time is
 * taken. */
static void test_who_follows_her(void **state) {
    struct desk *k = *state;
    enrol(k, 1);
    assert_int_equal(seen(k, "aide", 1), 0);
    followed(k, 2);
    assert_int_equal(seen(k, "nurse", 2), 0);
    assert_int_equal(seen(k, "social", 2), 0); /* she comes along on the first visit */
    assert_int_equal(seen(k, "coordinator", 2), 0);
    assert_int_equal(seen(k, "aide", 2), REASON_CARE_TEAM_ONLY);
    assert_int_equal(seen(k, "team", 2), REASON_CARE_TEAM_ONLY);
    assert_int_equal(seen(k, "team2", 2), REASON_NOT_FOUND);
    scheduling__worker_week_reply *w = week(k, "aide", "inf-01");
    assert_int_equal(w->n_visits, 1);
    assert_true(is_taken(w->visits[0]));
    assert_false(is_taken(week(k, "social", "inf-01")->visits[0]));
}

/* The nurse is ill at 8:00; her colleague sees the file at once, until tonight, and nobody says anything at midnight. */
static void test_a_substitute_of_today(void **state) {
    struct desk *k = *state;
    ProtobufCBinaryData version, other;
    followed(k, 1);
    size_t before = teams_said(k);
    stands_in(k, "inf-01", "aux-01", "2026-03-02", &version);
    assert_int_equal(teams_said(k), before + 1);
    assert_int_equal(seen(k, "aide", 1), 0);
    assert_false(is_taken(week(k, "aide", "inf-01")->visits[0]));
    world_pass(k->w, at("2026-03-03", 0, 5) - world_now_ms(k->w));
    assert_int_equal(seen(k, "aide", 1), REASON_CARE_TEAM_ONLY);
    assert_int_equal(teams_said(k), before + 1);
    ProtobufCBinaryData id = stands_in(k, "inf-01", "aux-01", "2026-03-10", &other);
    assert_int_equal(seen(k, "aide", 1), 0);
    scheduling__end_substitute_request *in = NEW(&k->arena, scheduling__end_substitute_request);
    scheduling__end_substitute_reply *out;
    in->substitute_id = id;
    in->version = other;
    int reason =
        CALL(k->w, &k->arena, "scheduling", "coordinator", scheduling, EndSubstitute, end_substitute, in, &out);
    assert_int_equal(reason, 0);
    assert_int_equal(seen(k, "aide", 1), REASON_CARE_TEAM_ONLY);
}

/* Who stands in for a colleague who stands in herself. */
static void test_a_substitute_of_a_substitute(void **state) {
    struct desk *k = *state;
    scheduling__put_worker_reply *put;
    ProtobufCBinaryData version;
    assert_int_equal(put_worker(k, "inf-03", DISCIPLINE_NURSE, "fres", "H2M", "99001", &put), 0);
    member_add(k, "third", "inf-03");
    followed(k, 1);
    stands_in(k, "inf-01", "aux-01", "2026-03-04", &version);
    stands_in(k, "aux-01", "inf-03", "2026-03-04", &version);
    assert_int_equal(seen(k, "third", 1), 0);
}

/* Who visits alone has her on that day, until it is written down; a visit that is moved to another worker is hers. */
static void test_whoever_visits(void **state) {
    struct desk *k = *state;
    scheduling__book_visit_reply *booked;
    followed(k, 1);
    assert_int_equal(seen(k, "nurse", 1), 0);
    scheduling__book_visit_request *in = booking(k, 1, at("2026-03-18", 9, 0));
    APPEND(&k->arena, in, workers, "aux-01");
    assert_int_equal(CALL(k->w, &k->arena, "scheduling", "nurse", scheduling, BookVisit, book_visit, in, &booked), 0);
    assert_int_equal(seen(k, "aide", 1), REASON_CARE_TEAM_ONLY);
    world_pass(k->w, at("2026-03-18", 8, 0) - world_now_ms(k->w));
    assert_int_equal(seen(k, "aide", 1), 0);
    world_pass(k->w, at("2026-03-19", 8, 0) - world_now_ms(k->w));
    assert_int_equal(seen(k, "aide", 1), 0); /* it is not written down */
    scheduling__record_visit_request *done = NEW(&k->arena, scheduling__record_visit_request);
    scheduling__record_visit_reply *out;
    done->visit_id = booked->visit_id;
    done->version = booked->version;
    done->result = VISIT_RESULT_DONE;
    assert_int_equal(CALL(k->w, &k->arena, "scheduling", "aide", scheduling, RecordVisit, record_visit, done, &out), 0);
    assert_int_equal(seen(k, "aide", 1), REASON_CARE_TEAM_ONLY);
}

/* A command that changes nobody says nothing; a closed file keeps its team. */
static void test_only_what_changed(void **state) {
    struct desk *k = *state;
    scheduling__book_visit_reply *booked;
    followed(k, 1);
    size_t before = teams_said(k);
    assert_int_equal(book(k, "nurse", 1, at("2026-03-18", 9, 0), &booked), 0);
    assert_int_equal(teams_said(k), before);
    end_follow_up(k, 1);
    assert_int_equal(seen(k, "nurse", 1), 0);
    assert_int_equal(seen(k, "aide", 1), REASON_CARE_TEAM_ONLY);
}

/* Kept from her in writing: she is not there, for the key worker and for a coordinator, in nothing that they do. */
static void test_whom_she_keeps_from_it(void **state) {
    struct desk *k = *state;
    scheduling__list_candidates_reply *list;
    scheduling__book_visit_reply *booked;
    followed(k, 1);
    scheduling__visit *visit = visits_as(k, "nurse", 1)->visits[0];
    restrict_to(k, 1, member_of("nurse"), 0);
    assert_int_equal(seen(k, "nurse", 1), REASON_NOT_FOUND);
    assert_int_equal(candidates(k, "nurse", 1, &list), REASON_NOT_FOUND);
    assert_int_equal(book(k, "nurse", 1, at("2026-03-18", 9, 0), &booked), REASON_NOT_FOUND);
    scheduling__cancel_visit_request *in = NEW(&k->arena, scheduling__cancel_visit_request);
    in->visit_id = visit->visit_id;
    in->version = visit->version;
    in->reason = "maladie";
    assert_int_equal(CALL(k->w, &k->arena, "scheduling", "nurse", scheduling, CancelVisit, cancel_visit, in, NULL),
                     REASON_NOT_FOUND);
    assert_true(is_taken(week(k, "nurse", "inf-01")->visits[0]));
    assert_false(is_taken(week(k, "social", "inf-01")->visits[0]));
    restrict_to(k, 1, member_of_name("coordinator"), SHOWS_FOLLOW_UP);
    assert_int_equal(seen(k, "coordinator", 1), REASON_CARE_TEAM_ONLY);
    assert_true(is_taken(week(k, "coordinator", "inf-01")->visits[0]));
    restrict_to(k, 1, (struct id){{0}}, 0);
    assert_int_equal(seen(k, "nurse", 1), 0);
}

/* What is done about a visit needs no word of what she answered. */
static void test_another_class(void **state) {
    struct desk *k = *state;
    scheduling__book_visit_reply *booked;
    followed(k, 1);
    restrict_to(k, 1, member_of("nurse"), SHOWS_ANSWERS);
    assert_int_equal(book(k, "nurse", 1, at("2026-03-18", 9, 0), &booked), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        ASSIGNED(test_who_follows_her),
        ASSIGNED(test_a_substitute_of_today),
        ASSIGNED(test_a_substitute_of_a_substitute),
        ASSIGNED(test_whoever_visits),
        ASSIGNED(test_only_what_changed),
        ASSIGNED(test_whom_she_keeps_from_it),
        ASSIGNED(test_another_class),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
