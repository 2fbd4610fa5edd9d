/* Types are for ever: what an older release wrote is read as what it has become, and a type that is not known is never
 * passed in silence. */
#include "rig.h"

#define RIG(r, service)                                                                                                \
    struct rig r;                                                                                                      \
    rig_open(&r, &(service))

static void add_as_before(struct rig *r) {
    assert_int_equal(rig_add(r, rig_adding(r, "x", 0)), 0);
    assert_int_equal(rig_add(r, rig_adding(r, "x", 1)), 0);
}

static void assert_sound(struct rig *r) {
    char fault[200];
    int differing = engine_verify(r->engine, rig_folder(r, "verify"), fault);
    if (differing) fail_msg("%d: %s", differing, fault);
}

static void types_delete(struct rig *r, const ProtobufCMessageDescriptor *type) {
    struct txn t;
    struct key key = KEY(KEY_TEXT(type->name));
    assert_int_equal(txn_begin(r->engine->store, true, &t), 0);
    txn_delete(&t, TABLE_TYPE, &key);
    assert_int_equal(txn_commit(&t), 0);
}

/* ---- lift ---- */

static void what_was_written_is_lifted(void **state) {
    (void)state;
    RIG(r, tally_before);
    add_as_before(&r);
    r.service = &tally_lifts;
    assert_int_equal(rig_reopen(&r), 0);
    struct view v = {r.engine, &r.arena, &r.engine->snapshot};
    for (uint64_t seq = 1; seq <= 2; seq++) { /* over two lifts, over one */
        struct record record;
        const tally__added *e = READ_EVENT(&v, tally__added, seq, &record);
        assert_non_null(e);
        assert_string_equal(e->name, "x");
        assert_int_equal(e->by, 1);
        assert_string_equal(e->personal->note, "secret");
        assert_int_equal(record.seq, seq);
    }
    assert_non_null(READ_EVENT(&v, tally__counted, 1, NULL)); /* as it was written */
    assert_null(READ_EVENT(&v, tally__counted, 2, NULL));
    assert_null(READ_EVENT(&v, tally__reminded, 1, NULL));
    rig_close(&r);
}

static void rows_are_made_of_what_was_lifted(void **state) {
    (void)state;
    RIG(r, tally_before);
    add_as_before(&r);
    r.service = &tally_lifts;
    assert_int_equal(rig_reopen(&r), 0);
    assert_sound(&r);
    assert_int_equal(rig_add(&r, rig_adding(&r, "x", 5)), 0);
    r.service = &tally_lifts_laid_out;
    assert_int_equal(rig_reopen(&r), 0);
    assert_int_equal(rig_get(&r, "x")->total, 7);
    assert_sound(&r);
    rig_close(&r);
}

/* The personal part was erased. */
static void an_erased_record_is_lifted_without_its_person(void **state) {
    (void)state;
    RIG(r, tally_lifts);
    tally__counted was;
    tally__counted__init(&was);
    was.label = "x";
    struct written w = {.type = tally__counted__descriptor.name, .open = message_pack(&r.arena, &was.base)};
    const tally__added *e = journal_event(r.engine, &r.arena, &tally__added__descriptor, &w);
    assert_non_null(e);
    assert_non_null(e->personal); /* as everywhere: an empty one */
    assert_string_equal(e->personal->note, "");
    rig_close(&r);
}

static sippe__feed_record *heard_as_before(struct rig *r, struct rig_producer *p, uint64_t n, bool sound) {
    tally__counted was;
    tally__counted__init(&was);
    was.label = "x";
    tally__added none;
    tally__added__init(&none);
    none.name = "x";
    sippe__feed_record *record = rig_heard(r, p, n, &none);
    record->type = tally__counted__descriptor.name;
    record->open = pb_of(message_pack(&r->arena, &was.base));
    if (!sound) record->open.len--;
    return record;
}

static void what_was_sent_is_lifted(void **state) {
    (void)state;
    RIG(r, tally_hears_lifted);
    struct rig_producer p = {.journal = "intake"};
    sippe__feed *feed = rig_feed(&r, &p);
    APPEND(&r.arena, feed, records, heard_as_before(&r, &p, 1, true));
    APPEND(&r.arena, feed, records, heard_as_before(&r, &p, 2, false));
    rig_feed_push(&r, &p, feed);
    assert_int_equal(rig_get(&r, "x")->echoes, 1);
    assert_int_equal(rig_parked(&r)->n_parked, 1);
    assert_int_equal(rig_parked(&r)->parked[0]->reason, REASON_MALFORMED);
    rig_close(&r);
}

/* The producer is of a release after ours or before: a type that we neither take nor lift is passed until we do. */
static void what_was_passed_is_taken_once_it_is_lifted(void **state) {
    (void)state;
    RIG(r, tally_hears);
    struct rig_producer p = {.journal = "intake"};
    sippe__feed *feed = rig_feed(&r, &p);
    APPEND(&r.arena, feed, records, heard_as_before(&r, &p, 1, true));
    rig_feed_push(&r, &p, feed);
    assert_null(rig_get(&r, "x"));
    r.service = &tally_hears_lifted;
    assert_int_equal(rig_reopen(&r), 0);
    p = (struct rig_producer){.journal = "intake"};
    feed = rig_feed(&r, &p);
    APPEND(&r.arena, feed, records, heard_as_before(&r, &p, 1, true));
    rig_feed_push(&r, &p, feed);
    assert_int_equal(rig_get(&r, "x")->echoes, 1);
    rig_close(&r);
}

/* ---- types that are not known ---- */

static void a_store_of_a_newer_release_is_refused(void **state) {
    (void)state;
    RIG(r, tally_before);
    add_as_before(&r);
    r.service = &tally_counts; /* knows none of the two types */
    for (int i = 0; i < 2; i++) {
        assert_int_equal(rig_reopen(&r), ERR_VERSION);
        assert_non_null(strstr(engine_open_error(), "sippe.tally."));
        assert_non_null(strstr(engine_open_error(), "newer release"));
    }
    r.service = &tally_before;
    assert_int_equal(rig_reopen(&r), 0);
    assert_int_equal(rig_get(&r, "x")->total, 2);
    assert_sound(&r);
    rig_close(&r);
}

/* Should the list not name it, the record itself does. */
static void a_record_of_an_unknown_type_is_never_passed(void **state) {
    (void)state;
    RIG(r, tally_before);
    add_as_before(&r);
    types_delete(&r, &tally__counted__descriptor);
    types_delete(&r, &tally__added_once__descriptor);
    r.service = &tally_laid_out;
    assert_int_equal(rig_reopen(&r), ERR_VERSION);
    assert_non_null(strstr(engine_open_error(), "made anew"));
    rig_close(&r);
}

static void the_list_of_types_survives_a_failed_commit(void **state) {
    (void)state;
    RIG(r, tally_counts);
    r.commit_fails = 1;
    assert_int_equal(
        rig_push(&r, 1, "desk", rig_request(&r, rig_request_id(&r), "intake.Add", &rig_adding(&r, "x", 1)->base)), 0);
    r.now_ms++;
    assert_int_not_equal(engine_turn(r.engine, r.now_ms, rig_boot_ms(&r)), 0);
    assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), 0);
    assert_sound(&r);
    types_delete(&r, &tally__added__descriptor);
    char fault[200];
    assert_int_equal(engine_verify(r.engine, rig_folder(&r, "verify"), fault), ERR_CORRUPT);
    assert_non_null(strstr(fault, "list of types"));
    rig_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_written_is_lifted),
        cmocka_unit_test(rows_are_made_of_what_was_lifted),
        cmocka_unit_test(an_erased_record_is_lifted_without_its_person),
        cmocka_unit_test(what_was_sent_is_lifted),
        cmocka_unit_test(what_was_passed_is_taken_once_it_is_lifted),
        cmocka_unit_test(a_store_of_a_newer_release_is_refused),
        cmocka_unit_test(a_record_of_an_unknown_type_is_never_passed),
        cmocka_unit_test(the_list_of_types_survives_a_failed_commit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
