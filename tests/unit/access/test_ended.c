/* A month of the access journal that the rules do not keep any more: its key goes, then its entries; what is behind them
 * is as whole as it was. */
#include "rig.h"

#include <stdlib.h>
#include "engine/access/access.h"
#include "engine/turn/turn.h"
#include "rules.h"

/* The first day of a month of entries of these tests, RIG_START: 2027-01-15. */
enum { KEEP = 12 };

static sippe__reply *look(struct rig *r, const char *name) {
    tally__get_request *in = NEW(&r->arena, tally__get_request);
    in->name = name;
    return rig_call(r, "coordinator", rig_request_id(r), "intake.Get", &in->base);
}

static node__list_access_reply *list(struct rig *r, const node__list_access_request *in) {
    sippe__reply *reply = rig_call(r, "privacy", rig_request_id(r), "node.ListAccess", &in->base);
    assert_int_equal(rig_reason(reply), 0);
    return UNPACK(&r->arena, node__list_access_reply, span_pb(reply->body), MESSAGE_STRICT);
}

static node__verify_access_reply *verify(struct rig *r) {
    node__verify_access_request *in = NEW(&r->arena, node__verify_access_request);
    sippe__reply *reply = rig_call(r, "privacy", rig_request_id(r), "node.VerifyAccess", &in->base);
    assert_int_equal(rig_reason(reply), 0);
    return UNPACK(&r->arena, node__verify_access_reply, span_pb(reply->body), MESSAGE_STRICT);
}

/* As noted of intake; others each time, from the same day on. */
static void rules_noted(struct rig *r, int32_t keep_months) {
    struct engine *e = r->engine;
    struct decide d;
    struct saved s = turn_save(e);
    decide_init(&d, e, turn_txn(e), e->now_ms);
    d.principal = principal_own(e);
    d.cause = (struct id){{(uint8_t)(1 + keep_months)}};
    node__territory_noted *noted = NEW(d.view.arena, node__territory_noted);
    noted->territory = rules_for_tests(d.view.arena, r->territory);
    noted->territory->access = NEW(d.view.arena, sippe__access);
    noted->territory->access->keep_months = keep_months;
    noted->version = id_field(d.view.arena, d.cause);
    EMIT(&d, d.cause, noted);
    journal_append(&d);
    assert_int_equal(turn_commit(e, &s), 0);
    rig_turn(r, 0);
}

/* Months, of 31 days, and what the engine then has to do by itself. */
static void months_pass(struct rig *r, int months) {
    rig_turn(r, months * 31 * DAY_MS);
    rig_wait(r, 10000);
}

static struct id month_of(struct rig *r, uint64_t n) {
    struct view v = view_make(r->engine, &r->engine->snapshot);
    const engine_rows__access *entry = access_read(&v, n);
    assert_non_null(entry);
    return id_of(entry->sealed_for);
}

static bool is_gone(struct rig *r, struct id month) { return vault_is_erased(r->engine->vault, month); }

static uint64_t rows(struct rig *r, enum table table) { return txn_count(&r->engine->snapshot, table); }

static void assert_sound(struct rig *r) {
    char fault[200];
    int differing = engine_verify(r->engine, rig_folder(r, "verify"), fault);
    if (differing) fail_msg("%d: %s", differing, fault);
}

/* Two entries of one month, one of the next, and so many months of silence. */
static void three_looks(struct rig *r, int32_t keep_months) {
    rig_open(r, &tally_looked_at);
    assert_int_equal(rig_add(r, rig_adding(r, "x", 1)), 0);
    assert_int_equal(rig_add(r, rig_adding(r, "y", 1)), 0);
    rules_noted(r, keep_months);
    look(r, "x");
    look(r, "y");
    months_pass(r, 1);
    look(r, "x");
    assert_int_equal(r->engine->access.n, 3);
}

static void a_month_that_is_over_goes(void **state) {
    (void)state;
    struct rig r;
    three_looks(&r, KEEP);
    struct id first = month_of(&r, 1), second = month_of(&r, 3);
    months_pass(&r, KEEP - 1);
    assert_false(is_gone(&r, first)); /* over for eleven, and in the twelfth */
    assert_int_equal(rows(&r, TABLE_ACCESS), 3);
    months_pass(&r, 1);
    assert_true(is_gone(&r, first));
    assert_false(is_gone(&r, second));
    assert_int_equal(rows(&r, TABLE_ACCESS), 1);
    assert_int_equal(rows(&r, TABLE_ACCESS_OF), 1);
    assert_int_equal(rows(&r, TABLE_ACCESS_ENDED), 1);
    assert_int_equal(month_of(&r, 3).bytes[0], second.bytes[0]);
    assert_sound(&r);
    rig_close(&r);
}

static void without_a_rule_it_is_kept_for_ever(void **state) {
    (void)state;
    struct rig r;
    three_looks(&r, 0);
    months_pass(&r, 1200);
    assert_int_equal(rows(&r, TABLE_ACCESS), 3);
    assert_int_equal(rows(&r, TABLE_ACCESS_ENDED), 0);
    rules_noted(&r, KEEP); /* and from the day on which there is one, it holds */
    rig_wait(&r, 2 * MINUTE_MS);
    assert_int_equal(rows(&r, TABLE_ACCESS), 0);
    assert_int_equal(rows(&r, TABLE_ACCESS_ENDED), 2);
    assert_int_equal(r.engine->access.n, 3);
    assert_string_equal(verify(&r)->fault, "");
    rig_close(&r);
}

/* From the chain that was kept on; another one is found. */
static void what_is_behind_it_is_whole(void **state) {
    (void)state;
    struct rig r;
    three_looks(&r, KEEP);
    struct id chain = {{0}};
    struct view v = view_make(r.engine, &r.engine->snapshot);
    for (uint64_t n = 1; n <= 2; n++) assert_null(access_fault(&v, n, &chain));
    months_pass(&r, KEEP);
    node__verify_access_reply *out = verify(&r);
    assert_string_equal(out->fault, "");
    assert_int_equal(out->ended, 2);
    assert_int_equal(out->n, r.engine->access.n);
    struct id kept;
    assert_int_equal(access_ended(&v, &kept), 2);
    assert_true(id_equal(kept, chain));
    struct txn t;
    struct key key = KEY(KEY_U64(2));
    assert_int_equal(txn_begin(r.engine->store, true, &t), 0);
    engine_rows__access_ended *row = NEW(&r.arena, engine_rows__access_ended);
    row->chain = id_field(&r.arena, (struct id){{1}});
    txn_put(&t, TABLE_ACCESS_ENDED, &key, message_pack(&r.arena, &row->base));
    assert_int_equal(txn_commit(&t), 0);
    rig_turn(&r, 1000);
    out = verify(&r);
    assert_string_equal(out->fault, "its chain does not follow from the entries before it");
    assert_int_equal(out->n, 2);
    rig_close(&r);
}

static void whoever_asks_is_told(void **state) {
    (void)state;
    struct rig r;
    three_looks(&r, KEEP);
    months_pass(&r, KEEP);
    node__list_access_request *in = NEW(&r.arena, node__list_access_request);
    node__list_access_reply *out = list(&r, in);
    assert_int_equal(out->entries[0]->n, 3);
    assert_int_equal(out->n_ended, 1);
    assert_int_equal(out->ended[0]->month->year, 2027);
    assert_int_equal(out->ended[0]->month->month, 1);
    assert_int_equal(out->ended[0]->month->day, 1);
    assert_int_equal(out->ended[0]->to_n, 2);
    assert_int_equal(out->ended[0]->keep_months, KEEP);
    assert_true(*out->ended[0]->rules);
    in->subject = id_field(&r.arena, tally_subject("y"));
    out = list(&r, in);
    assert_int_equal(out->n_entries, 0);
    assert_int_equal(out->n_ended, 1);
    in->from_ms = RIG_START_MS + 60 * DAY_MS; /* in March */
    assert_int_equal(list(&r, in)->n_ended, 0);
    in->from_ms = 0;
    in->until_ms = RIG_START_MS - 30 * DAY_MS;
    assert_int_equal(list(&r, in)->n_ended, 0);
    rig_close(&r);
}

/* More than a slice, and a life that ends in between. */
static void it_goes_by_the_slice(void **state) {
    (void)state;
    struct rig r;
    three_looks(&r, 0);
    for (int i = 0; i < 2500; i++) look(&r, i % 2 ? "x" : "y");
    uint64_t last = r.engine->access.n;
    assert_in_range(last, 2500, 2600);
    rules_noted(&r, KEEP);
    rig_turn(&r, 15 * 31 * DAY_MS);
    for (int i = 0; i < 600 && rows(&r, TABLE_ACCESS_ENDED) < 2; i++) rig_turn(&r, 100);
    assert_int_equal(rows(&r, TABLE_ACCESS_ENDED), 2);
    rig_turn(&r, 100);
    assert_in_range(rows(&r, TABLE_ACCESS), 1, last);
    uint64_t n = rows(&r, TABLE_ACCESS);
    assert_int_equal(rig_reopen(&r), 0);
    rig_turn(&r, MINUTE_MS);
    assert_true(rows(&r, TABLE_ACCESS) >= n - 1000);
    rig_wait(&r, 2 * MINUTE_MS);
    assert_int_equal(rows(&r, TABLE_ACCESS), 0);
    assert_int_equal(rows(&r, TABLE_ACCESS_OF), 0);
    assert_string_equal(verify(&r)->fault, "");
    assert_sound(&r);
    rig_close(&r);
}

/* A store that was put back has the entries and not the record; the vault is never put back. */
static void an_older_cut_does_not_bring_it_back(void **state) {
    (void)state;
    struct rig r;
    three_looks(&r, 0);
    struct id first = month_of(&r, 1);
    struct vault *v = r.engine->vault;
    assert_int_equal(vault_erase(v, vault_find(v, first), first), 0);
    assert_int_equal(rig_reopen(&r), 0);
    rig_wait(&r, 2 * MINUTE_MS);
    assert_int_equal(rows(&r, TABLE_ACCESS), 1);
    assert_int_equal(rows(&r, TABLE_ACCESS_ENDED), 1);
    assert_int_equal(rows(&r, TABLE_ERASED), 1);
    node__list_access_reply *out = list(&r, NEW(&r.arena, node__list_access_request));
    assert_int_equal(out->ended[0]->keep_months, 0);
    assert_string_equal(verify(&r)->fault, "");
    assert_sound(&r);
    rig_close(&r);
}

/* Years ahead for a moment: what it wrote is not kept for those years, and what it would end it does not. */
static void a_clock_that_runs_ahead_ends_nothing(void **state) {
    (void)state;
    struct rig r;
    three_looks(&r, KEEP);
    rig_clock_set(&r, 20 * 366 * DAY_MS);
    look(&r, "y");
    rig_wait(&r, 3 * MINUTE_MS);
    assert_int_equal(rows(&r, TABLE_ACCESS_ENDED), 0);
    rig_clock_set(&r, -20 * 366 * DAY_MS);
    rig_turn(&r, 0);
    look(&r, "x");
    months_pass(&r, KEEP + 1);
    assert_int_equal(rows(&r, TABLE_ACCESS_ENDED), 2);
    assert_int_equal(rows(&r, TABLE_ACCESS), 0);
    rig_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_month_that_is_over_goes),
        cmocka_unit_test(without_a_rule_it_is_kept_for_ever),
        cmocka_unit_test(what_is_behind_it_is_whole),
        cmocka_unit_test(whoever_asks_is_told),
        cmocka_unit_test(it_goes_by_the_slice),
        cmocka_unit_test(an_older_cut_does_not_bring_it_back),
        cmocka_unit_test(a_clock_that_runs_ahead_ends_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
