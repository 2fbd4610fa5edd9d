/* Who stands in for a worker who is away: by whom she is named, for which days, and until when. */
#include "scheduling_world.h"

static scheduling__put_substitute_request *named(struct desk *k, const char *worker, const char *substitute,
                                                 const char *from, const char *until) {
    scheduling__put_substitute_request *in = NEW(&k->arena, scheduling__put_substitute_request);
    in->worker = worker;
    in->substitute = substitute;
    if (from) in->from = date(&k->arena, from);
    if (until) in->until = date(&k->arena, until);
    in->reason = "grippe";
    return in;
}

static int put(struct desk *k, const char *key, const scheduling__put_substitute_request *in,
               scheduling__put_substitute_reply **out) {
    return CALL(k->w, &k->arena, "scheduling", key, scheduling, PutSubstitute, put_substitute, in, out);
}

static int ended(struct desk *k, const char *key, ProtobufCBinaryData id, ProtobufCBinaryData version) {
    scheduling__end_substitute_request *in = NEW(&k->arena, scheduling__end_substitute_request);
    scheduling__end_substitute_reply *out;
    in->substitute_id = id;
    in->version = version;
    return CALL(k->w, &k->arena, "scheduling", key, scheduling, EndSubstitute, end_substitute, in, &out);
}

static scheduling__worker_summary *listed(struct desk *k, const char *key, const char *code) {
    scheduling__list_workers_request *in = NEW(&k->arena, scheduling__list_workers_request);
    scheduling__list_workers_reply *out;
    assert_int_equal(CALL(k->w, &k->arena, "scheduling", key, scheduling, ListWorkers, list_workers, in, &out), 0);
    for (size_t i = 0; i < out->n_workers; i++)
        if (strcmp(out->workers[i]->worker->code, code) == 0) return out->workers[i];
    fail_msg("%s is not listed", code);
    return NULL;
}

/* The worker that the key of a team is. */
static int setup_named(void **state) {
    int rc = setup(state);
    struct desk *k = *state;
    member_add(k, "nurse", "inf-01");
    return rc;
}
#define NAMED(test) cmocka_unit_test_setup_teardown(test, setup_named, teardown)

static void test_named_and_ended(void **state) {
    struct desk *k = *state;
    scheduling__put_substitute_reply *out;
    assert_int_equal(put(k, "coordinator", named(k, "inf-01", "ts-01", NULL, "2026-03-04"), &out), 0);
    scheduling__worker_summary *w = listed(k, "coordinator", "inf-01");
    assert_int_equal(w->n_substitutes, 1);
    assert_string_equal(w->substitutes[0]->substitute, "ts-01");
    assert_string_equal(w->substitutes[0]->reason, "grippe");
    assert_int_equal(w->substitutes[0]->from->day, 2);
    assert_string_equal(listed(k, "team", "inf-01")->substitutes[0]->reason, "");
    assert_string_equal(listed(k, "nurse", "inf-01")->substitutes[0]->reason, "grippe");
    assert_int_equal(week(k, "team", "inf-01")->n_substitutes, 1);
    assert_int_equal(week(k, "team", "ts-01")->n_substitutes, 1);
    assert_int_equal(week(k, "team", "aux-01")->n_substitutes, 0);
    assert_int_equal(ended(k, "coordinator", out->substitute_id, id_field(&k->arena, numbered(9))),
                     REASON_VERSION_STALE);
    assert_int_equal(ended(k, "coordinator", out->substitute_id, out->version), 0);
    assert_int_equal(listed(k, "coordinator", "inf-01")->n_substitutes, 0);
    assert_int_equal(ended(k, "coordinator", out->substitute_id, out->version), REASON_VERSION_STALE);
    assert_int_equal(put(k, "coordinator", named(k, "inf-01", "ts-01", NULL, "2026-03-04"), &out), 0);
}

/* A colleague who could name herself would see every file. */
static void test_by_whom(void **state) {
    struct desk *k = *state;
    scheduling__put_substitute_reply *out, *hers;
    assert_int_equal(put(k, "team", named(k, "inf-01", "ts-01", NULL, "2026-03-04"), &out),
                     REASON_SUBSTITUTE_NOT_YOURS);
    assert_int_equal(put(k, "nurse", named(k, "ts-01", "inf-01", NULL, "2026-03-04"), &out),
                     REASON_SUBSTITUTE_NOT_YOURS);
    assert_int_equal(put(k, "nurse", named(k, "none", "inf-01", NULL, "2026-03-04"), &out),
                     REASON_SUBSTITUTE_NOT_YOURS);
    assert_int_equal(put(k, "desk", named(k, "inf-01", "ts-01", NULL, "2026-03-04"), &out), REASON_NOT_ALLOWED);
    assert_int_equal(put(k, "nurse", named(k, "inf-01", "ts-01", NULL, "2026-03-04"), &hers), 0);
    assert_int_equal(ended(k, "team", hers->substitute_id, hers->version), REASON_SUBSTITUTE_NOT_YOURS);
    assert_int_equal(ended(k, "nurse", hers->substitute_id, hers->version), 0);
}

static void test_what_is_refused(void **state) {
    struct desk *k = *state;
    scheduling__put_substitute_reply *out;
    static const struct {
        const char *worker, *substitute, *from, *until;
        int reason;
    } wrong[] = {
        {"none", "ts-01", NULL, "2026-03-04", REASON_FIELDS_INVALID},
        {"inf-01", "none", NULL, "2026-03-04", REASON_FIELDS_INVALID},
        {"inf-01", "", NULL, "2026-03-04", 0}, /* away, and nobody stands in yet */
        {"inf-01", "", "2026-03-04", "2026-03-05", REASON_SUBSTITUTE_OVERLAPS},
        {"inf-01", "inf-01", NULL, "2026-03-04", REASON_FIELDS_INVALID},
        {"inf-01", "inf-02", NULL, "2026-03-04", REASON_FIELDS_INVALID}, /* of another CLSC */
        {"inf-01", "ts-01", "2026-03-05", "2026-03-04", REASON_FIELDS_INVALID},
        {"inf-01", "ts-01", "2026-03-01", "2026-03-04", REASON_FIELDS_INVALID},
        {"inf-01", "ts-01", NULL, NULL, REASON_FIELDS_INVALID},
        {"inf-01", "ts-01", NULL, "2027-03-03", REASON_FIELDS_INVALID},
        {"inf-01", "aux-01", NULL, "2027-03-02", 0},
        {"inf-01", "ts-01", "2026-03-05", "2026-03-07", 0},
        {"inf-01", "ts-01", "2026-03-07", "2026-03-09", REASON_SUBSTITUTE_OVERLAPS},
        {"inf-01", "ts-01", "2026-03-08", "2026-03-09", 0},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        int reason =
            put(k, "coordinator", named(k, wrong[i].worker, wrong[i].substitute, wrong[i].from, wrong[i].until), &out);
        if (reason != wrong[i].reason) fail_msg("row %zu gives %d", i, reason);
    }
}

/* More than a screen holds would be more than a reply does. */
static void test_at_most_so_many(void **state) {
    struct desk *k = *state;
    scheduling__put_substitute_reply *out;
    for (int i = 0; i < 8; i++) {
        const char *on = arena_printf(&k->arena, "2026-03-%02d", 10 + i);
        assert_int_equal(put(k, "coordinator", named(k, "inf-01", "ts-01", on, on), &out), 0);
    }
    assert_int_equal(put(k, "coordinator", named(k, "inf-01", "ts-01", "2026-03-20", "2026-03-20"), &out),
                     REASON_TOO_MANY);
}

static void test_over(void **state) {
    struct desk *k = *state;
    scheduling__put_substitute_reply *out;
    assert_int_equal(put(k, "coordinator", named(k, "inf-01", "ts-01", NULL, "2026-03-03"), &out), 0);
    world_pass(k->w, at("2026-03-03", 23, 0) - world_now_ms(k->w));
    assert_int_equal(listed(k, "coordinator", "inf-01")->n_substitutes, 1);
    world_pass(k->w, 2 * INT64_C(3600000));
    assert_int_equal(listed(k, "coordinator", "inf-01")->n_substitutes, 0);
    assert_int_equal(ended(k, "coordinator", out->substitute_id, out->version), REASON_SUBSTITUTE_OVER);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        NAMED(test_named_and_ended), NAMED(test_by_whom), NAMED(test_what_is_refused),
        NAMED(test_at_most_so_many), NAMED(test_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
