/* What is personal is sealed where it stands: a bit that changed is named and harms nothing else, and what was erased is
 * gone wherever it stood. */
#include "rig.h"

#include <dirent.h>
#include <stdio.h>

#define RIG(r, service)                                                                                                \
    struct rig r;                                                                                                      \
    rig_open(&r, &(service))

static void add(struct rig *r, const char *name, int by) { assert_int_equal(rig_add(r, rig_adding(r, name, by)), 0); }

static void erase(struct rig *r, const char *name) {
    struct vault *v = r->engine->vault;
    assert_int_equal(vault_erase(v, vault_find(v, tally_subject(name)), tally_subject(name)), 0);
}

static const char *named(struct rig *r) { return rig_status(r)->damaged_last; }

static void assert_sound(struct rig *r) {
    char fault[200];
    int differing = engine_verify(r->engine, rig_folder(r, "verify"), fault);
    if (differing) fail_msg("%d: %s", differing, fault);
}

/* ---- a bit that changed ---- */

static void put(struct rig *r, unsigned table, const struct key *key, struct span value) {
    struct txn t;
    assert_int_equal(txn_begin(r->engine->store, true, &t), 0);
    txn_put(&t, table, key, value);
    assert_int_equal(txn_commit(&t), 0);
    rig_turn(r, 0);
    assert_int_equal(txn_renew(&r->engine->snapshot), 0);
}

/* Of a row's value the last: its seal stands there. */
static void spoil(struct rig *r, unsigned table, struct key key) {
    struct span value;
    assert_true(txn_get(&r->engine->snapshot, table, &key, &value));
    uint8_t *bytes = arena_copy(&r->arena, value.data, value.len);
    bytes[value.len - 1] ^= 1;
    put(r, table, &key, span_of(bytes, value.len));
}

static void spoil_record(struct rig *r, uint64_t seq) {
    struct view v = {r->engine, &r->arena, &r->engine->snapshot};
    struct key key = KEY(KEY_U64(seq));
    sippe__record *record = journal_read(&v, seq);
    record->sealed.data[SEAL_NONCE_LEN] ^= 1;
    put(r, TABLE_JOURNAL, &key, message_pack(&r->arena, &record->base));
}

static void a_record_that_changed_is_named_and_the_rest_is_served(void **state) {
    (void)state;
    RIG(r, tally_counts);
    add(&r, "x", 1);
    add(&r, "y", 2);
    assert_string_equal(named(&r), "");
    spoil_record(&r, 1);
    sippe__feed *feed = rig_fetch(&r, 2, "scheduling", "daemons:scheduling", NULL, 0);
    assert_int_equal(feed->n_records, 2);
    assert_true(feed->records[0]->withheld);
    assert_int_equal(feed->records[0]->sealed.len, 0);
    assert_non_null(memmem(feed->records[1]->sealed.data, feed->records[1]->sealed.len, "secret", 6));
    assert_string_equal(named(&r), "record 1");
    struct view v = {r.engine, &r.arena, &r.engine->snapshot};
    assert_non_null(READ_EVENT(&v, tally__added, 2, NULL));
    assert_null(READ_EVENT(&v, tally__added, 1, NULL));
    assert_int_equal(v.txn->err, ERR_CORRUPT);
    assert_true(rig_status(&r)->damaged > 0);
    rig_close(&r);
}

static int got(struct rig *r, const char *name) {
    tally__get_request *in = NEW(&r->arena, tally__get_request);
    in->name = name;
    return rig_reason(rig_call(r, "coordinator", rig_request_id(r), "intake.Get", &in->base));
}

static void a_row_that_changed_is_named_and_the_rest_is_served(void **state) {
    (void)state;
    RIG(r, tally_indexed_in_memory);
    add(&r, "x", 1);
    add(&r, "y", 2);
    spoil(&r, TABLE_SERVICE, KEY(KEY_ID(tally_subject("x"))));
    assert_int_equal(got(&r, "x"), REASON_INTERNAL);
    assert_int_equal(strncmp(named(&r), "table counters, row ", 20), 0);
    assert_null(strstr(named(&r), "x"));
    assert_int_equal(got(&r, "y"), 0);
    assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), REASON_INTERNAL); /* it does not look absent */
    assert_int_equal(rig_reopen(&r), 0); /* what is made of the rows has the others */
    assert_int_equal(txn_count(&r.engine->snapshot, TABLE_SERVICE + 1), 1);
    assert_int_equal(strncmp(named(&r), "table counters, row ", 20), 0);
    rig_close(&r);
}

/* A row that is moved, or the seal of one in another, opens nothing. */
static void a_row_opens_only_in_its_place(void **state) {
    (void)state;
    RIG(r, tally_counts);
    add(&r, "x", 1);
    struct key x = KEY(KEY_ID(tally_subject("x"))), y = KEY(KEY_ID(tally_subject("y")));
    struct span value;
    assert_true(txn_get(&r.engine->snapshot, TABLE_SERVICE, &x, &value));
    put(&r, TABLE_SERVICE, &y, arena_span(&r.arena, value));
    assert_int_equal(got(&r, "y"), REASON_INTERNAL);
    assert_int_equal(got(&r, "x"), 0);
    rig_close(&r);
}

static void a_held_record_that_changed_holds_up_no_other(void **state) {
    (void)state;
    RIG(r, tally_hears);
    struct rig_producer p = {.journal = "intake"};
    rig_tell(&r, &p, "x", TALLY_WAITS);
    rig_tell(&r, &p, "y", TALLY_WAITS);
    spoil(&r, TABLE_HELD, held_key("intake", 1));
    node__list_parked_reply *list = rig_parked(&r);
    assert_int_equal(list->n_parked, 2);
    assert_int_equal(list->parked[0]->reason, REASON_INTERNAL);
    assert_int_equal(list->parked[0]->n, 1);
    assert_int_equal(list->parked[0]->id.len, 0);
    assert_int_equal(strncmp(named(&r), "table held, row ", 16), 0);
    assert_int_equal(rig_add(&r, (tally__add_request *)rig_adding(&r, "opened", 1)), 0); /* for which both wait */
    rig_wait(&r, 61000);
    assert_int_equal(rig_parked(&r)->n_parked, 1);
    tally__get_request *in = NEW(&r.arena, tally__get_request);
    in->name = "y";
    sippe__reply *reply = rig_call(&r, "coordinator", rig_request_id(&r), "scheduling.Get", &in->base);
    assert_int_equal(rig_reason(reply), 0);
    rig_close(&r);
}

static void a_reply_that_changed_is_not_done_again(void **state) {
    (void)state;
    RIG(r, tally_counts);
    struct id x = rig_request_id(&r), y = rig_request_id(&r);
    assert_int_equal(rig_reason(rig_call(&r, "desk", x, "intake.Add", &rig_adding(&r, "x", 1)->base)), 0);
    assert_int_equal(rig_reason(rig_call(&r, "desk", y, "intake.Add", &rig_adding(&r, "y", 1)->base)), 0);
    spoil(&r, TABLE_REPLY, reply_key_now(r.engine, member_of_name("desk"), x));
    uint64_t seq = r.engine->seq;
    assert_int_equal(rig_reason(rig_call(&r, "desk", x, "intake.Add", &rig_adding(&r, "x", 1)->base)), REASON_INTERNAL);
    assert_int_equal(strncmp(named(&r), "table reply, row ", 17), 0);
    sippe__reply *again = rig_call(&r, "desk", y, "intake.Add", &rig_adding(&r, "y", 1)->base);
    assert_int_equal(rig_reason(again), 0);
    assert_true(again->body.len > 0);
    assert_int_equal(r.engine->seq, seq);
    rig_close(&r);
}

/* ---- erased ---- */

static void what_was_erased_is_gone_wherever_it_stood(void **state) {
    (void)state;
    RIG(r, tally_counts);
    struct id x = rig_request_id(&r);
    assert_int_equal(rig_reason(rig_call(&r, "desk", x, "intake.Add", &rig_adding(&r, "x", 1)->base)), 0);
    add(&r, "y", 2);
    assert_sound(&r);
    erase(&r, "x");
    assert_int_equal(got(&r, "x"), REASON_NOT_FOUND);
    assert_int_equal(got(&r, "y"), 0);
    struct view v = {r.engine, &r.arena, &r.engine->snapshot};
    const tally__added *e = READ_EVENT(&v, tally__added, 1, NULL);
    assert_string_equal(e->name, "x"); /* open */
    assert_string_equal(e->personal->note, "");
    assert_int_equal(v.txn->err, 0);
    sippe__feed *feed = rig_fetch(&r, 2, "scheduling", "daemons:scheduling", NULL, 0);
    assert_true(feed->records[0]->withheld);
    assert_false(feed->records[1]->withheld);
    sippe__reply *again = rig_call(&r, "desk", x, "intake.Add", &rig_adding(&r, "x", 1)->base);
    assert_int_equal(rig_reason(again), REASON_SUBJECT_ERASED);
    assert_int_equal(again->body.len, 0);
    assert_string_equal(named(&r), ""); /* nothing of it is damage */
    rig_close(&r);
}

static void nothing_more_is_recorded_of_an_erased(void **state) {
    (void)state;
    RIG(r, tally_counts);
    tally__add_request *in = rig_adding(&r, "x", 1);
    in->remind_ms = 60000;
    assert_int_equal(rig_add(&r, in), 0);
    erase(&r, "x");
    struct vault_counts before = vault_counts(r.engine->vault);
    assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), REASON_SUBJECT_ERASED);
    assert_int_equal(vault_counts(r.engine->vault).given, before.given);
    rig_turn(&r, 61000); /* her reminder is gone, and says nothing of her */
    assert_int_equal(engine_counters(r.engine)->deadlines, 0);
    assert_int_equal(rig_status(&r)->deadlines, 0);
    assert_int_equal(r.engine->seq, 1);
    rig_close(&r);
}

/* It does not wait, is not parked, and cannot be kept. */
static void what_comes_late_about_an_erased_is_done_with(void **state) {
    (void)state;
    RIG(r, tally_hears);
    struct rig_producer p = {.journal = "intake"};
    add(&r, "x", 1);
    erase(&r, "x");
    rig_tell(&r, &p, "x", 1);
    rig_tell(&r, &p, "x", TALLY_WAITS);
    rig_tell(&r, &p, "x", TALLY_POISON);
    rig_tell(&r, &p, "y", 1);
    assert_int_equal(rig_parked(&r)->n_parked, 0);
    assert_int_equal(engine_counters(r.engine)->erased, 3);
    assert_int_equal(r.engine->seq, 2); /* x's own, and the echo of y */
    rig_close(&r);
}

/* Her rows are not made again, those of others are as they were. */
static void rows_are_made_anew_without_an_erased(void **state) {
    (void)state;
    RIG(r, tally_counts);
    add(&r, "x", 1);
    add(&r, "y", 2);
    erase(&r, "x");
    r.service = &tally_laid_out;
    assert_int_equal(rig_reopen(&r), 0);
    assert_int_equal(txn_count(&r.engine->snapshot, TABLE_SERVICE), 1);
    assert_int_equal(rig_get(&r, "y")->total, 2);
    assert_sound(&r);
    rig_close(&r);
}

/* ---- in the file ---- */

static void file_read(struct rig *r, const char *name) {
    char path[400];
    snprintf(path, sizeof path, "%s/%s", r->dir, name);
    FILE *f = fopen(path, "r");
    if (!f) return;
    size_t size = 8 << 20;
    char *bytes = arena_alloc(&r->arena, size);
    size_t n = fread(bytes, 1, size, f);
    fclose(f);
    if (memmem(bytes, n, "secret", 6) || memmem(bytes, n, "Zoraide", 7)) fail_msg("%s tells it", name);
}

/* Records, rows, held records and replies, of all that was ever written. */
static void no_file_of_the_store_tells_what_is_personal(void **state) {
    (void)state;
    RIG(r, tally_hears);
    struct rig_producer p = {.journal = "intake"};
    tally__added *event = NEW(&r.arena, tally__added);
    tally__added__personal *personal = NEW(&r.arena, tally__added__personal);
    for (int i = 0; i < 20; i++) add(&r, "x", 1);
    event->name = "held";
    event->by = TALLY_WAITS;
    personal->note = "Zoraide";
    sippe__feed *feed = rig_feed(&r, &p);
    sippe__feed_record *heard = rig_heard(&r, &p, 1, event);
    heard->sealed = pb_of(message_pack(&r.arena, &personal->base));
    heard->sealed_for = heard->subjects[0];
    APPEND(&r.arena, feed, records, heard);
    rig_feed_push(&r, &p, feed);
    assert_int_equal(rig_parked(&r)->n_parked, 1);
    DIR *dir = opendir(r.dir);
    for (struct dirent *e = readdir(dir); e; e = readdir(dir)) file_read(&r, e->d_name);
    closedir(dir);
    rig_close(&r);
}

/* ---- whose ---- */

/* Of a family that the record does not name followers are told nothing; partners nothing at all. */
static void a_feed_names_only_whom_the_record_names(void **state) {
    (void)state;
    RIG(r, tally_counts);
    tally__add_request *in = rig_adding(&r, "x", 1);
    in->tell = (ProtobufCBinaryData){ID_LEN, (uint8_t *)(uintptr_t)rig_organization.bytes};
    assert_int_equal(rig_add(&r, in), 0);
    const sippe__feed_record *out = rig_fetch(&r, 2, "scheduling", "daemons:scheduling", NULL, 0)->records[0];
    assert_true(id_is(out->sealed_for, tally_subject("x")));
    char stream[64];
    char hex[33];
    id_hex(rig_organization, hex);
    snprintf(stream, sizeof stream, "partner:%s", hex);
    out = rig_fetch(&r, 3, "partner", stream, NULL, 0)->records[0];
    assert_int_equal(out->sealed_for.len, 0);
    assert_non_null(memmem(out->sealed.data, out->sealed.len, "secret", 6));
    rig_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_that_changed_is_named_and_the_rest_is_served),
        cmocka_unit_test(a_row_that_changed_is_named_and_the_rest_is_served),
        cmocka_unit_test(a_row_opens_only_in_its_place),
        cmocka_unit_test(a_held_record_that_changed_holds_up_no_other),
        cmocka_unit_test(a_reply_that_changed_is_not_done_again),
        cmocka_unit_test(what_was_erased_is_gone_wherever_it_stood),
        cmocka_unit_test(nothing_more_is_recorded_of_an_erased),
        cmocka_unit_test(what_comes_late_about_an_erased_is_done_with),
        cmocka_unit_test(rows_are_made_anew_without_an_erased),
        cmocka_unit_test(no_file_of_the_store_tells_what_is_personal),
        cmocka_unit_test(a_feed_names_only_whom_the_record_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
