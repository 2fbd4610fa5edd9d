/* The access journal: an entry for each look, before its answer leaves; the same again is a count; whole, or found not to
 * be. */
#include "rig.h"

#include <stdlib.h>
#include "engine/access/access.h"

static sippe__reply *look(struct rig *r, const char *who, const char *name) {
    tally__get_request *in = NEW(&r->arena, tally__get_request);
    in->name = name;
    return rig_call(r, who, rig_request_id(r), "intake.Get", &in->base);
}

static node__list_access_reply *list(struct rig *r, const node__list_access_request *in) {
    sippe__reply *reply = rig_call(r, "privacy", rig_request_id(r), "node.ListAccess", &in->base);
    assert_int_equal(rig_reason(reply), 0);
    return UNPACK(&r->arena, node__list_access_reply, span_pb(reply->body), MESSAGE_STRICT);
}

static void two_counters(struct rig *r) {
    rig_open(r, &tally_looked_at);
    assert_int_equal(rig_add(r, rig_adding(r, "x", 1)), 0);
    assert_int_equal(rig_add(r, rig_adding(r, "y", 1)), 0);
}

/* Who, by what, of whom; and it is on the disk when the answer is there. */
static void each_look_is_an_entry(void **state) {
    (void)state;
    struct rig r;
    two_counters(&r);
    assert_int_equal(rig_reason(look(&r, "coordinator", "x")), 0);
    assert_int_equal(rig_reason(look(&r, "desk", "y")), REASON_NOT_FOUND); /* another's */
    assert_int_equal(rig_reason(look(&r, "operator", "x")), REASON_NOT_ALLOWED);
    assert_int_equal(rig_reason(look(&r, "stranger", "x")), REASON_NOT_ALLOWED);
    assert_int_equal(rig_reopen(&r), 0);
    node__list_access_request *in = NEW(&r.arena, node__list_access_request);
    node__list_access_reply *out = list(&r, in);
    assert_int_equal(out->n_entries, 3); /* of the stranger nobody knows who it is */
    const node__access_shown *e = out->entries[0];
    assert_string_equal(e->actor->name, "coordinator");
    assert_string_equal(e->method, "intake.Get");
    assert_int_equal(e->role, ROLE_COORDINATOR);
    assert_int_equal(e->outcome, 0);
    assert_int_equal(e->shows, SHOWS_ANSWERS);
    assert_int_equal(e->n_subjects, 1);
    assert_true(id_equal(id_of(e->subjects[0]), tally_subject("x")));
    assert_int_equal(out->entries[1]->outcome, REASON_NOT_FOUND);
    assert_int_equal(out->entries[1]->n_subjects, 0);
    assert_int_equal(out->entries[2]->outcome, REASON_NOT_ALLOWED);
    assert_string_equal(out->entries[2]->actor->name, "operator");
    out = list(&r, in); /* and that she looked here, too */
    assert_int_equal(out->n_entries, 4);
    assert_string_equal(out->entries[3]->actor->name, "privacy");
    rig_close(&r);
}

static void who_saw_her(void **state) {
    (void)state;
    struct rig r;
    two_counters(&r);
    look(&r, "coordinator", "x");
    look(&r, "coordinator", "y");
    rig_wait(&r, 2 * HOUR_MS);
    look(&r, "coordinator", "x"); /* the same day: it is in the index already */
    rig_clock_set(&r, DAY_MS);
    rig_turn(&r, MINUTE_MS);
    look(&r, "coordinator", "x");
    node__list_access_request *in = NEW(&r.arena, node__list_access_request);
    in->subject = id_field(&r.arena, tally_subject("x"));
    assert_int_equal(list(&r, in)->n_entries, 3 - 1);
    in->limit = 1;
    node__list_access_reply *page = list(&r, in);
    assert_int_equal(page->n_entries, 1);
    assert_int_equal(page->next, 1);
    in->after = page->next;
    assert_int_equal(list(&r, in)->n_entries, 1);
    rig_close(&r);
}

/* A page that refreshes by itself is one entry an hour, with a count; a change in it is another. */
static void the_same_again_is_a_count(void **state) {
    (void)state;
    struct rig r;
    two_counters(&r);
    for (int i = 0; i < 30; i++) {
        assert_int_equal(rig_reason(look(&r, "coordinator", "x")), 0);
        rig_turn(&r, MINUTE_MS);
    }
    assert_int_equal(r.engine->access.n, 1);
    assert_int_equal(rig_reopen(&r), 0); /* counts survive, but for the last minute's */
    look(&r, "coordinator", "y");
    assert_int_equal(r.engine->access.n, 3); /* the count of the first, and the other */
    node__list_access_reply *out = list(&r, NEW(&r.arena, node__list_access_request));
    assert_in_range(out->entries[1]->times, 28, 29);
    assert_int_equal(out->entries[0]->times, 1);
    assert_int_equal(out->entries[1]->n_subjects, 1); /* of what it is the count */
    rig_close(&r);
}

static void refusals_of_a_minute_are_one(void **state) {
    (void)state;
    struct rig r;
    two_counters(&r);
    uint64_t commits = engine_counters(r.engine)->commits;
    for (int i = 0; i < 1000; i++)
        assert_int_equal(rig_reason(look(&r, "desk", arena_printf(&r.arena, "n%d", i))), REASON_NOT_FOUND);
    assert_int_equal(r.engine->access.n, 1);
    assert_in_range(engine_counters(r.engine)->commits - commits, 1, 3); /* and cost no commit each */
    rig_wait(&r, 2 * MINUTE_MS);
    assert_int_equal(r.engine->access.n, 2);
    node__list_access_reply *out = list(&r, NEW(&r.arena, node__list_access_request));
    assert_int_equal(out->entries[1]->times, 999);
    rig_close(&r);
}

/* What no entry can be written of is not shown. */
static void without_a_commit_nothing_leaves(void **state) {
    (void)state;
    struct rig r;
    two_counters(&r);
    tally__get_request *in = NEW(&r.arena, tally__get_request);
    in->name = "x";
    struct id id = rig_request_id(&r);
    rig_push(&r, 1, "coordinator", rig_request(&r, id, "intake.Get", &in->base));
    r.commit_fails = 1;
    assert_int_not_equal(engine_turn(r.engine, r.now_ms, rig_boot_ms(&r)), 0);
    size_t n;
    engine_out(r.engine, &n);
    assert_int_equal(n, 0);
    r.commit_fails = 0;
    assert_int_equal(rig_reopen(&r), 0);
    assert_int_equal(r.engine->access.n, 0);
    assert_int_equal(rig_reason(look(&r, "coordinator", "x")), 0);
    assert_int_equal(r.engine->access.n, 1);
    r.engine->access_full = true;
    assert_int_equal(rig_reason(look(&r, "coordinator", "x")), REASON_ACCESS_FULL);
    rig_close(&r);
}

/* ---- whole ---- */

static node__verify_access_reply *verify(struct rig *r, const node__verify_access_request *in) {
    sippe__reply *reply = rig_call(r, "privacy", rig_request_id(r), "node.VerifyAccess", &in->base);
    assert_int_equal(rig_reason(reply), 0);
    return UNPACK(&r->arena, node__verify_access_reply, span_pb(reply->body), MESSAGE_STRICT);
}

static void spoil(struct rig *r, void (*how)(struct rig *, struct txn *)) {
    struct txn t;
    assert_int_equal(txn_begin(r->engine->store, true, &t), 0);
    how(r, &t);
    assert_int_equal(txn_commit(&t), 0);
    rig_turn(r, 1000);
}

static void move(struct txn *t, uint64_t from, uint64_t to) {
    struct key a = KEY(KEY_U64(from)), b = KEY(KEY_U64(to));
    struct span value;
    assert_true(txn_get(t, TABLE_ACCESS, &a, &value));
    uint8_t copy[4096];
    memcpy(copy, value.data, value.len);
    txn_put(t, TABLE_ACCESS, &b, span_of(copy, value.len));
}
static void flip(struct rig *r, struct txn *t) {
    (void)r;
    struct key k = KEY(KEY_U64(3));
    struct span value;
    assert_true(txn_get(t, TABLE_ACCESS, &k, &value));
    uint8_t copy[4096];
    memcpy(copy, value.data, value.len);
    copy[6] ^= 1;
    txn_put(t, TABLE_ACCESS, &k, span_of(copy, value.len));
}
static void cut(struct rig *r, struct txn *t) {
    (void)r;
    struct key k = KEY(KEY_U64(3));
    txn_delete(t, TABLE_ACCESS, &k);
}
static void reorder(struct rig *r, struct txn *t) {
    (void)r;
    move(t, 3, 9);
    move(t, 4, 3);
    move(t, 9, 4);
    struct key k = KEY(KEY_U64(9));
    txn_delete(t, TABLE_ACCESS, &k);
}
static void cut_the_tail(struct rig *r, struct txn *t) {
    struct key k = KEY(KEY_U64(r->engine->access.n));
    txn_delete(t, TABLE_ACCESS, &k);
}

static void what_was_changed_is_found(void **state) {
    (void)state;
    static const struct {
        void (*how)(struct rig *, struct txn *);
        uint64_t whole;
    } rows[] = {{NULL, 5}, {flip, 2}, {cut, 2}, {reorder, 2}, {cut_the_tail, 4}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct rig r;
        two_counters(&r);
        for (int k = 0; k < 5; k++) look(&r, "coordinator", k % 2 ? "x" : "y");
        assert_int_equal(r.engine->access.n, 5);
        if (rows[i].how) spoil(&r, rows[i].how);
        node__verify_access_request *in = NEW(&r.arena, node__verify_access_request);
        node__verify_access_reply *out = verify(&r, in);
        if (out->n != rows[i].whole || !*out->fault != !rows[i].how) fail_msg("row %zu: %s", i, out->fault);
        assert_false(out->more);
        in->until = 6; /* another daemon has heard of a sixth */
        if (!rows[i].how) assert_true(*verify(&r, in)->fault);
        rig_close(&r);
    }
}

/* Its end is told each hour in which somebody looked; another daemon's is kept. */
static void the_end_is_told(void **state) {
    (void)state;
    struct rig r;
    two_counters(&r);
    rig_wait(&r, 2 * MINUTE_MS);
    uint64_t seq = r.engine->seq;
    look(&r, "coordinator", "x");
    rig_wait(&r, 2 * HOUR_MS + MINUTE_MS);
    assert_int_equal(r.engine->seq, seq + 1);
    struct view v = view_make(r.engine, &r.engine->snapshot);
    node__access_told *told = READ_EVENT(&v, node__access_told, r.engine->seq, NULL);
    assert_non_null(told);
    assert_int_equal(told->n, r.engine->access.n);
    assert_memory_equal(told->chain.data, r.engine->access.chain, ID_LEN);
    rig_close(&r);
    rig_open(&r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    node__access_told *heard = NEW(&r.arena, node__access_told);
    heard->journal = "intake";
    heard->n = 7;
    heard->chain = id_field(&r.arena, (struct id){{7}});
    sippe__feed *feed = rig_feed(&r, &p);
    sippe__feed_record *record = rig_heard(&r, &p, 1, NEW(&r.arena, tally__added));
    record->type = heard->base.descriptor->name;
    record->open = pb_of(message_pack(&r.arena, &heard->base));
    APPEND(&r.arena, feed, records, record);
    rig_feed_push(&r, &p, feed);
    node__list_witnessed_request *in = NEW(&r.arena, node__list_witnessed_request);
    in->journal = "intake";
    sippe__reply *reply = rig_call(&r, "privacy", rig_request_id(&r), "node.ListWitnessed", &in->base);
    node__list_witnessed_reply *out =
        UNPACK(&r.arena, node__list_witnessed_reply, span_pb(reply->body), MESSAGE_STRICT);
    assert_int_equal(out->n_marks, 1);
    assert_int_equal(out->marks[0]->n, 7);
    rig_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_look_is_an_entry),
        cmocka_unit_test(who_saw_her),
        cmocka_unit_test(the_same_again_is_a_count),
        cmocka_unit_test(refusals_of_a_minute_are_one),
        cmocka_unit_test(without_a_commit_nothing_leaves),
        cmocka_unit_test(what_was_changed_is_found),
        cmocka_unit_test(the_end_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
