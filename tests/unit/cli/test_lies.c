/* Daemons that answer what no daemon of ours would: the program says so, and shows it as text. What fuzz/replies finds
 * by chance is kept here by name. */
#include "answering.h"
#include "base/reason.h"
#include "proto/directory.h"
#include "proto/intake.h"
#include "proto/node.h"
#include "proto/scheduling.h"

static void assert_run(struct run r, int exit, const char *said, const char *absent) {
    const char *out = r.out, *err = r.err;
    if (r.exit != exit || (said && !strstr(out, said) && !strstr(err, said))) fail_msg("%d: %s%s", r.exit, out, err);
    if (absent && (strstr(out, absent) || strstr(err, absent))) fail_msg("%s: %s%s", absent, out, err);
    run_free(&r);
}

/* ---- parts that are missing ---- */

static ProtobufCMessage *hollow_territory(struct arena *a) { return &NEW(a, intake__get_territory_reply)->base; }
static ProtobufCMessage *hollow_service(struct arena *a) { return &NEW(a, directory__get_service_reply)->base; }
static ProtobufCMessage *hollow_hold(struct arena *a) { return &NEW(a, node__hold_following_reply)->base; }
static ProtobufCMessage *hollow_backup(struct arena *a) { return &NEW(a, node__backup_reply)->base; }

static ProtobufCMessage *whole_hold(struct arena *a) {
    node__hold_following_reply *r = NEW(a, node__hold_following_reply);
    r->standing = NEW(a, node__standing);
    return &r->base;
}

static void test_a_missing_part_is_said(void **state) {
    (void)state;
    static const struct said said[] = {{"intake.GetTerritory", hollow_territory, REASON_UNSPECIFIED},
                                       {"directory.GetService", hollow_service, REASON_UNSPECIFIED},
                                       {"node.HoldFollowing", hollow_hold, REASON_UNSPECIFIED}};
    static const struct said held[] = {{"node.HoldFollowing", whole_hold, REASON_UNSPECIFIED},
                                       {"node.Backup", hollow_backup, REASON_UNSPECIFIED}};
    assert_run(ANSWERING("territory show", said), CLI_INTERNAL, "la réponse est incomplète", NULL);
    assert_run(ANSWERING("territory show --json", said), CLI_INTERNAL, "{\"error\": {\"exit\": 6", NULL);
    assert_run(ANSWERING("directory show 0123456789abcdef0123456789abcdef", said), CLI_INTERNAL, "incomplète", NULL);
    assert_run(ANSWERING("backup --cut coupe", said), CLI_INTERNAL, "incomplète", NULL);
    assert_run(ANSWERING("backup --cut coupe", held), CLI_INTERNAL, "incomplète", NULL);
}

/* A key that may not ask: nothing is known of what is parked, and nothing is said of it. */
static void test_a_refused_list_is_no_empty_one(void **state) {
    (void)state;
    static const struct said said[] = {{"node.ListParked", NULL, REASON_NOT_ALLOWED}};
    assert_run(ANSWERING("parked list", said), CLI_REFUSED, NULL, "Rien n'est mis de côté");
    assert_run(ANSWERING("parked list --json", said), CLI_REFUSED, "\"error\"", "null");
}

/* ---- texts ---- */

static ProtobufCMessage *painted_territory(struct arena *a) {
    intake__get_territory_reply *r = NEW(a, intake__get_territory_reply);
    sippe__clsc *clsc = NEW(a, sippe__clsc);
    r->territory = NEW(a, sippe__territory);
    clsc->code = "\x1b[2K\xef\xbf\xbe";
    clsc->name = "Ahuntsic";
    APPEND(a, r->territory, clscs, clsc);
    return &r->base;
}

static ProtobufCMessage *painted_metrics(struct arena *a) {
    node__get_metrics_reply *r = NEW(a, node__get_metrics_reply);
    r->text = "sippe_up 1\n\x1b[2Ksippe_down\r 1\n";
    return &r->base;
}

static ProtobufCMessage *tabbed_service(struct arena *a) {
    directory__get_service_reply *r = NEW(a, directory__get_service_reply);
    r->service = NEW(a, directory__service);
    r->service->description = "Les\tlundis\n\tet\tmardis";
    return &r->base;
}

static void test_texts_stay_texts(void **state) {
    (void)state;
    static const struct said said[] = {{"intake.GetTerritory", painted_territory, REASON_UNSPECIFIED},
                                       {"node.GetMetrics", painted_metrics, REASON_UNSPECIFIED},
                                       {"directory.GetService", tabbed_service, REASON_UNSPECIFIED}};
    assert_run(ANSWERING("territory show", said), CLI_DONE, "‹U+001B›[2K‹U+FFFE›", "\x1b");
    assert_run(ANSWERING("metrics intake", said), CLI_DONE, "sippe_up 1\n‹U+001B›[2Ksippe_down‹U+000D› 1\n", "\x1b");
    assert_run(ANSWERING("directory show 0123456789abcdef0123456789abcdef", said), CLI_DONE,
               "  Les lundis\n  et mardis\n", "\t");
}

/* ---- numbers ---- */

static ProtobufCMessage *rich_territory(struct arena *a) {
    static int64_t dollars[] = {INT64_MAX, INT64_MIN, 32140};
    intake__get_territory_reply *r = NEW(a, intake__get_territory_reply);
    r->territory = NEW(a, sippe__territory);
    r->territory->admission = NEW(a, sippe__admission);
    r->territory->admission->income = NEW(a, sippe__income_thresholds);
    r->territory->admission->income->dollars = arena_copy(a, dollars, sizeof dollars);
    r->territory->admission->income->n_dollars = sizeof dollars / sizeof *dollars;
    return &r->base;
}

static ProtobufCMessage *busy_workers(struct arena *a) {
    scheduling__list_workers_reply *r = NEW(a, scheduling__list_workers_reply);
    scheduling__worker_summary *s = NEW(a, scheduling__worker_summary);
    s->worker = NEW(a, scheduling__worker);
    for (int i = 0; i < 3; i++) {
        scheduling__hours *h = NEW(a, scheduling__hours);
        h->from_minute = INT32_MIN;
        h->to_minute = INT32_MAX;
        APPEND(a, s->worker, hours, h);
    }
    APPEND(a, r, workers, s);
    return &r->base;
}

static void test_numbers_at_their_ends(void **state) {
    (void)state;
    static const struct said said[] = {{"intake.GetTerritory", rich_territory, REASON_UNSPECIFIED},
                                       {"scheduling.ListWorkers", busy_workers, REASON_UNSPECIFIED}};
    assert_run(ANSWERING("territory show", said), CLI_DONE,
               "9\u00a0223\u00a0372\u00a0036\u00a0854\u00a0775\u00a0807\u00a0$", "922337203685477580");
    assert_run(ANSWERING("territory show", said), CLI_DONE, "32\u00a0140\u00a0$", NULL);
    assert_run(ANSWERING("workers list", said), CLI_DONE, "214748364", NULL); /* 3 times 2^32 minutes, in hours */
}

/* ---- sizes ---- */

/* As many needs as a frame holds: what is shown grows with them, and not with their square. */
static ProtobufCMessage *needy_service(struct arena *a) {
    enum { NEEDS = 60000 };
    directory__get_service_reply *r = NEW(a, directory__get_service_reply);
    r->service = NEW(a, directory__service);
    r->service->needs = arena_alloc(a, NEEDS * sizeof *r->service->needs);
    r->service->n_needs = NEEDS;
    for (size_t i = 0; i < NEEDS; i++) r->service->needs[i] = NEED_FOOD_AID;
    return &r->base;
}

static void test_a_long_list_costs_its_length(void **state) {
    (void)state;
    static const struct said said[] = {{"directory.GetService", needy_service, REASON_UNSPECIFIED}};
    struct run r = ANSWERING("directory show 0123456789abcdef0123456789abcdef", said);
    assert_int_equal(r.exit, CLI_DONE);
    assert_true(strlen(r.out) > 60000 && strlen(r.out) < 50000000);
    run_free(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_missing_part_is_said),
        cmocka_unit_test(test_a_refused_list_is_no_empty_one),
        cmocka_unit_test(test_texts_stay_texts),
        cmocka_unit_test(test_numbers_at_their_ends),
        cmocka_unit_test(test_a_long_list_costs_its_length),
    };
    return cmocka_run_group_tests_name("lies", tests, answering_setup, answering_teardown);
}
