/* Whose store it is, of which format and layout. */
#include "rig.h"
#include "wrapping_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define RIG(r)                                                                                                         \
    struct rig r;                                                                                                      \
    rig_open(&r, &tally_counts)

/* ---- refusals ---- */

static int open_as(struct rig *r, const struct service *service, const char *territory, const char *dir) {
    struct engine *other = NULL;
    struct engine_options o = {.dir = dir,
                               .service = service,
                               .territory = territory,
                               .release = "test",
                               .map_bytes = 64 << 20,
                               .wrapping = &wrapping_test,
                               .started_ms = r->now_ms,
                               .throwaway = true};
    int err = engine_open(&other, &o);
    assert_true((err == 0) == (other != NULL));
    if (err) assert_true(strlen(engine_open_error()) > 10);
    engine_close(other);
    return err;
}

static void meta_set(struct rig *r, const char *name, struct span value) {
    struct txn t;
    struct key key = KEY(KEY_TEXT(name));
    assert_int_equal(txn_begin(r->engine->store, true, &t), 0);
    txn_put(&t, TABLE_META, &key, value);
    assert_int_equal(txn_commit(&t), 0);
}

static void another_ones_store_is_refused(void **state) {
    (void)state;
    RIG(r);
    assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), 0);
    assert_int_equal(open_as(&r, &tally_counts, "test", r.dir), ERR_BUSY);
    engine_close(r.engine);
    r.engine = NULL;
    assert_int_equal(open_as(&r, &tally_hears, "test", r.dir), ERR_INVALID);
    assert_int_equal(open_as(&r, &tally_counts, "other", r.dir), ERR_INVALID);
    assert_int_equal(open_as(&r, &tally_counts, "test", "/nonexistent"), ERR_NOTFOUND);
    assert_int_equal(open_as(&r, &tally_counts, "test", r.dir), 0);
    rig_close(&r);
}

static void a_newer_format_is_refused_and_left_alone(void **state) {
    (void)state;
    RIG(r);
    struct key newer = KEY(KEY_U64(FORMAT + 1));
    meta_set(&r, "format", key_span(&newer));
    assert_int_equal(rig_reopen(&r), ERR_VERSION);
    assert_int_equal(rig_reopen(&r), ERR_VERSION);
    rig_close(&r);
}

/* Of before anything was given out. */
static void an_older_format_is_refused(void **state) {
    (void)state;
    RIG(r);
    struct key older = KEY(KEY_U64(FORMAT - 1));
    meta_set(&r, "format", key_span(&older));
    assert_int_equal(rig_reopen(&r), ERR_VERSION);
    assert_non_null(strstr(engine_open_error(), "begin anew"));
    rig_close(&r);
}

static void a_damaged_store_is_refused(void **state) {
    (void)state;
    RIG(r);
    meta_set(&r, "journal", span_text("short"));
    assert_int_equal(rig_reopen(&r), ERR_CORRUPT);
    rig_close(&r);
    rig_open(&r, &tally_counts);
    engine_close(r.engine);
    r.engine = NULL;
    char *path = arena_printf(&r.arena, "%s/data.mdb", r.dir);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    for (int i = 0; i < 20000; i++) fputc('x', f);
    fclose(f);
    assert_int_equal(open_as(&r, &tally_counts, "test", r.dir), ERR_CORRUPT);
    rig_close(&r);
}

/* ---- tables at fault ---- */

static const struct row_table named_like_ours = {.name = "journal", .type = &tally__row__descriptor},
                              counters_a = {.name = "counters", .open = true},
                              counters_b = {.name = "counters", .open = true};
static const struct row_table *const rows_like_ours[] = {&named_like_ours}, *const rows_twice[] = {&counters_a,
                                                                                                   &counters_b};
static const struct row_table counters_of_somebody = {.name = "counters", .type = &tally__added__descriptor};
static const struct row_table *const rows_of_somebody[] = {&counters_of_somebody};
static const struct deadline twice = {"twice", NULL}, nameless = {"", NULL};
static const struct deadline *const deadlines_twice[] = {&twice, &twice}, *const deadline_nameless[] = {&nameless};
static const char *follows_many[ENGINE_FOLLOWS_MAX + 1];

static void spoil_rows_like_ours(struct service *s) { s->rows = rows_like_ours, s->n_rows = 1; }
static void spoil_rows_twice(struct service *s) { s->rows = rows_twice, s->n_rows = 2; }
static void spoil_rows_of_somebody(struct service *s) { s->rows = rows_of_somebody, s->n_rows = 1; }
static void spoil_follows(struct service *s) { s->follows = follows_many, s->n_follows = ENGINE_FOLLOWS_MAX + 1; }
static void spoil_not_followed(struct service *s) { s->n_follows = 0; }
static void spoil_deadlines_twice(struct service *s) { s->deadlines = deadlines_twice, s->n_deadlines = 2; }
static void spoil_deadline_nameless(struct service *s) { s->deadlines = deadline_nameless, s->n_deadlines = 1; }
static void spoil_layout(struct service *s) { s->layout = 0; }
static void spoil_command_missing(struct service *s) { s->n_methods--; }
static struct event events[8];
static void spoil_event_twice(struct service *s) {
    memcpy(events, s->events, s->n_events * sizeof events[0]);
    events[s->n_events] = events[0];
    s->events = events;
    s->n_events++;
}
static struct lift lifts[3];
static void spoil_lifts(struct service *s, size_t n) {
    memcpy(lifts, tally_lifts.lifts, tally_lifts.n_lifts * sizeof lifts[0]);
    s->lifts = lifts;
    s->n_lifts = n;
}
static void spoil_lift_twice(struct service *s) { spoil_lifts(s, 3), lifts[2] = lifts[0]; }
static void spoil_lift_of_a_row(struct service *s) { spoil_lifts(s, 2), lifts[0].from = s->events[1].type; }
static void spoil_lift_to_nothing(struct service *s) { spoil_lifts(s, 1); }
static void spoil_lift_circle(struct service *s) { spoil_lifts(s, 2), lifts[1].to = lifts[0].from; }
static const struct row_table indexed = {.name = "indexed", .type = &tally__row__descriptor}, set = {.name = "set"};
static void no_keys(void) {}
static struct row_table index_at_fault;
static const struct row_table *const rows_with_index[] = {&indexed, &set, &index_at_fault};
static void spoil_index(struct service *s, struct row_table as) {
    index_at_fault = as;
    s->rows = rows_with_index;
    s->n_rows = 3;
}
static void spoil_index_of_nothing(struct service *s) {
    spoil_index(s, (struct row_table){.name = "i", .of = s->rows[0], .keys = no_keys, .version = 1});
}
static void spoil_index_of_keys(struct service *s) {
    spoil_index(s, (struct row_table){.name = "i", .of = &set, .keys = no_keys, .version = 1});
}
static void spoil_index_without_keys(struct service *s) {
    spoil_index(s, (struct row_table){.name = "i", .of = &indexed, .version = 1});
}
static void spoil_index_without_version(struct service *s) {
    spoil_index(s, (struct row_table){.name = "i", .of = &indexed, .keys = no_keys});
}
static struct method methods[4];
static void spoil_command_roles(struct service *s) {
    memcpy(methods, s->methods, s->n_methods * sizeof methods[0]);
    methods[0].roles = 0;
    s->methods = methods;
}
static void spoil_command_types(struct service *s) {
    memcpy(methods, s->methods, s->n_methods * sizeof methods[0]);
    methods[0].reply = methods[1].reply;
    s->methods = methods;
}

static void tables_at_fault_are_refused(void **state) {
    (void)state;
    static const struct {
        const char *says;
        void (*spoil)(struct service *);
    } rows[] = {{"has the name of one of the engine's", spoil_rows_like_ours},
                {"two row tables are named", spoil_rows_twice},
                {"do not say whose they are", spoil_rows_of_somebody},
                {"journals are followed", spoil_follows},
                {"which is not followed", spoil_not_followed},
                {"two deadlines", spoil_deadlines_twice},
                {"has no name", spoil_deadline_nameless},
                {"the layout is 0", spoil_layout},
                {"has no row in the tables", spoil_command_missing},
                {"stands twice", spoil_event_twice},
                {"the index i", spoil_index_of_nothing},
                {"the index i", spoil_index_of_keys},
                {"the index i", spoil_index_without_keys},
                {"the index i", spoil_index_without_version},
                {"is lifted twice", spoil_lift_twice},
                {"it would never be", spoil_lift_of_a_row},
                {"which has no row", spoil_lift_to_nothing},
                {"lead in a circle", spoil_lift_circle},
                {"open to nobody", spoil_command_roles},
                {"other messages than its row", spoil_command_types}};
    RIG(r);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct service s = tally_counts;
        rows[i].spoil(&s);
        assert_int_equal(open_as(&r, &s, "test", rig_folder(&r, "other")), ERR_INVALID);
        if (!strstr(engine_open_error(), rows[i].says)) fail_msg("%s: %s", rows[i].says, engine_open_error());
    }
    rig_close(&r);
}

/* ---- layouts ---- */

static void another_layout_is_made_anew(void **state) {
    (void)state;
    RIG(r);
    for (int i = 0; i < 50; i++) assert_int_equal(rig_add(&r, rig_adding(&r, i % 2 ? "x" : "y", 1)), 0);
    tally__add_request *in = rig_adding(&r, "x", 1);
    in->remind_ms = DAY_MS;
    assert_int_equal(rig_add(&r, in), 0);
    char fault[200];
    r.service = &tally_laid_out;
    for (int i = 0; i < 2; i++) {
        assert_int_equal(rig_reopen(&r), 0);
        assert_int_equal(rig_get(&r, "x")->total, 26);
        assert_int_equal(rig_status(&r)->deadlines, 1);
        assert_int_equal(engine_verify(r.engine, rig_folder(&r, "verify"), fault), 0);
    }
    rig_close(&r);
}

static void breaks(struct apply *a, const struct record *r, const ProtobufCMessage *e) {
    (void)r;
    (void)e;
    row_put(a, tally_counts.rows[0], KEY_EMPTY, NULL);
}

/* Interrupted while the rows are made anew, and then the release before is started again: its rows are gone, and it
 * knows. */
static void an_interrupted_layout_is_no_layout(void **state) {
    (void)state;
    RIG(r);
    assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), 0);
    struct service broken = tally_laid_out;
    struct event breaking[8];
    memcpy(breaking, broken.events, broken.n_events * sizeof breaking[0]);
    for (size_t i = 0; i < broken.n_events; i++) breaking[i].apply = (any_fn)breaks;
    broken.events = breaking;
    r.service = &broken;
    assert_int_not_equal(rig_reopen(&r), 0);
    assert_non_null(strstr(engine_open_error(), "made anew"));
    r.service = &tally_counts;
    assert_int_equal(rig_reopen(&r), 0);
    assert_int_equal(rig_get(&r, "x")->total, 1);
    rig_close(&r);
}

/* ---- verify ---- */

static void verify_finds_what_is_wrong(void **state) {
    (void)state;
    for (int what = 0; what < 4; what++) {
        RIG(r);
        for (int i = 0; i < 5; i++) assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), 0);
        struct txn t;
        struct span packed;
        struct key record = KEY(KEY_U64(3)), row = KEY(KEY_ID(tally_subject("x"))),
                   stream = KEY(KEY_TEXT("daemons:scheduling"), KEY_U64(2));
        assert_int_equal(txn_begin(r.engine->store, true, &t), 0);
        if (what == 0) txn_delete(&t, TABLE_SERVICE, &row);
        if (what == 1) {
            assert_true(txn_get(&t, TABLE_JOURNAL, &record, &packed));
            sippe__record *changed = UNPACK_OWN(&r.arena, sippe__record, packed);
            changed->at_ms++;
            txn_put(&t, TABLE_JOURNAL, &record, message_pack(&r.arena, &changed->base));
        }
        if (what == 2) txn_delete(&t, TABLE_JOURNAL, &record);
        if (what == 3) txn_delete(&t, TABLE_STREAM, &stream);
        assert_int_equal(txn_commit(&t), 0);
        char fault[200] = "";
        int found = engine_verify(r.engine, rig_folder(&r, "verify"), fault);
        if (what == 0 ? found != 1 : found != ERR_CORRUPT) fail_msg("%d: %d %s", what, found, fault);
        assert_true(fault[0]);
        rig_close(&r);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(another_ones_store_is_refused),
        cmocka_unit_test(a_newer_format_is_refused_and_left_alone),
        cmocka_unit_test(an_older_format_is_refused),
        cmocka_unit_test(a_damaged_store_is_refused),
        cmocka_unit_test(tables_at_fault_are_refused),
        cmocka_unit_test(another_layout_is_made_anew),
        cmocka_unit_test(an_interrupted_layout_is_no_layout),
        cmocka_unit_test(verify_finds_what_is_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
