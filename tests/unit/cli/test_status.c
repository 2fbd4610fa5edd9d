/* sippe status: the sentences about what no daemon sees alone, each with what must not bring it about. */
#include "answering.h"
#include "proto/node.h"

enum { NOW_S = 1795532400, MINUTE_S = 60, DAY_S = 86400 };
#define NOW (INT64_C(1000) * NOW_S)

/* What one test changes of four daemons that are well. They are asked in their order; whoever is asked once more, after
 * all four, is intake. */
static struct {
    void (*change)(struct arena *a, node__get_status_reply *s, int which, bool again);
    size_t asked;
} territory;

static node__followed *followed_by(const node__get_status_reply *s, int producer) {
    for (size_t i = 0; i < s->n_followed; i++)
        if (strcmp(s->followed[i]->journal, daemon_names[producer]) == 0) return s->followed[i];
    fail();
    return NULL;
}

static void pair_add(struct arena *a, node__get_status_reply *s, int other) {
    node__stream_head *stream = NEW(a, node__stream_head);
    node__followed *f = NEW(a, node__followed);
    stream->name = arena_printf(a, "daemons:%s", daemon_names[other]);
    stream->n = 7;
    f->journal = daemon_names[other];
    f->n = f->head = 7;
    f->heard_ms = NOW - 1000;
    APPEND(a, s, streams, stream);
    APPEND(a, s, followed, f);
}

static ProtobufCMessage *status(struct arena *a) {
    node__get_status_reply *s = NEW(a, node__get_status_reply);
    size_t asked = territory.asked++;
    int which = asked < DAEMONS ? (int)asked : DAEMON_INTAKE;
    s->daemon = daemon_names[which];
    s->release = s->rules = s->rules_digest = "1";
    s->epoch = pb_of(span_of("0123456789abcdef", 16));
    s->accepting = s->following = true;
    s->disk_free_bytes = INT64_C(1) << 40;
    s->now_ms = NOW;
    s->started_ms = NOW - 1000 * DAY_S;
    for (int other = 0; other < DAEMONS; other++)
        if (other != which) pair_add(a, s, other);
    if (territory.change) territory.change(a, s, which, asked >= DAEMONS);
    return &s->base;
}

/* NULL: all is well. */
static void assert_told(void (*change)(struct arena *a, node__get_status_reply *s, int which, bool again),
                        const char *sentence) {
    static const struct said said[] = {{"node.GetStatus", status, REASON_UNSPECIFIED}};
    territory.change = change;
    territory.asked = 0;
    struct run r = ANSWERING("status", said);
    if (!strstr(r.out, sentence ? sentence : "Tout va bien")) fail_msg("%s: %s%s", sentence, r.out, r.err);
    assert_int_equal(r.exit, sentence ? CLI_PARTIAL : CLI_DONE);
    run_free(&r);
}

static void test_all_is_well(void **state) {
    (void)state;
    assert_told(NULL, NULL);
}

/* ---- a follower that is ahead ---- */

static void ahead(struct arena *a, node__get_status_reply *s, int which, bool again) {
    (void)a, (void)again;
    if (which == DAEMON_SCHEDULING) followed_by(s, DAEMON_INTAKE)->n = followed_by(s, DAEMON_INTAKE)->head = 10;
}

/* The four are asked at one moment, and records go on: what comes with the second look is no fault. */
static void ahead_for_a_moment(struct arena *a, node__get_status_reply *s, int which, bool again) {
    ahead(a, s, which, again);
    for (size_t i = 0; again && i < s->n_streams; i++) s->streams[i]->n = 10;
}

/* A stream that has stopped says it by itself. */
static void ahead_and_stopped(struct arena *a, node__get_status_reply *s, int which, bool again) {
    ahead(a, s, which, again);
    if (which == DAEMON_SCHEDULING) followed_by(s, DAEMON_INTAKE)->stopped = "forked: 7";
}

static void test_a_follower_is_ahead(void **state) {
    (void)state;
    assert_told(ahead, "scheduling a pris intake jusqu'à 10, qui n'y est plus : intake a été restauré seul");
    assert_told(ahead_for_a_moment, NULL);
    assert_told(ahead_and_stopped, "scheduling ← intake : flux arrêté (ce démon a été restauré");
}

/* ---- stores of two restores ---- */

static void two_restores(struct arena *a, node__get_status_reply *s, int which, bool again) {
    (void)a, (void)again;
    s->restored_cut = "coupe";
    if (which == DAEMON_DIRECTORY) s->epoch = pb_of(span_of("fedcba9876543210", 16));
}

static void one_restore(struct arena *a, node__get_status_reply *s, int which, bool again) {
    (void)a, (void)which, (void)again;
    s->restored_cut = "coupe";
}

/* Stores that never were restored have each an epoch of its own. */
static void no_restore(struct arena *a, node__get_status_reply *s, int which, bool again) {
    two_restores(a, s, which, again);
    s->restored_cut = "";
}

static void unreviewed(struct arena *a, node__get_status_reply *s, int which, bool again) {
    one_restore(a, s, which, again);
    s->unreviewed = which == DAEMON_INTAKE;
}

static void test_two_restores(void **state) {
    (void)state;
    assert_told(two_restores, "les démons ne viennent pas d'une même restauration");
    assert_told(one_restore, NULL);
    assert_told(no_restore, NULL);
    assert_told(unreviewed, "intake : restauré, et la revue n'est pas terminée");
}

/* ---- nothing heard ---- */

static void silent(struct arena *a, node__get_status_reply *s, int which, bool again) {
    (void)a, (void)again;
    if (which == DAEMON_SCHEDULING) followed_by(s, DAEMON_DIRECTORY)->heard_ms = NOW - 40000;
}

static void never_heard(struct arena *a, node__get_status_reply *s, int which, bool again) {
    (void)a, (void)again;
    if (which == DAEMON_SCHEDULING) followed_by(s, DAEMON_DIRECTORY)->heard_ms = 0;
}

static void started(node__get_status_reply *s, int which, int who) {
    if (which == who) s->started_ms = NOW - 10000;
}

static void never_heard_just_started(struct arena *a, node__get_status_reply *s, int which, bool again) {
    never_heard(a, s, which, again);
    started(s, which, DAEMON_SCHEDULING);
}

static void silent_producer_just_started(struct arena *a, node__get_status_reply *s, int which, bool again) {
    silent(a, s, which, again);
    started(s, which, DAEMON_DIRECTORY);
}

static void silent_without_room(struct arena *a, node__get_status_reply *s, int which, bool again) {
    silent(a, s, which, again);
    s->following = which != DAEMON_SCHEDULING;
}

static void test_nothing_is_heard(void **state) {
    (void)state;
    assert_told(silent, "scheduling ← directory : rien entendu depuis 40 s");
    assert_told(never_heard, "scheduling ← directory : rien entendu encore");
    assert_told(never_heard_just_started, NULL);
    assert_told(silent_producer_just_started, NULL);
    assert_told(silent_without_room, NULL);
}

/* ---- what cannot be ---- */

static void impossible_times(struct arena *a, node__get_status_reply *s, int which, bool again) {
    (void)a, (void)again;
    s->now_ms = which % 2 ? INT64_MIN : INT64_MAX;
    s->started_ms = which % 2 ? INT64_MAX : INT64_MIN;
}

static void test_times_at_their_ends(void **state) {
    (void)state;
    assert_told(impossible_times, "rien entendu depuis");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_is_well),         cmocka_unit_test(test_a_follower_is_ahead),
        cmocka_unit_test(test_two_restores),        cmocka_unit_test(test_nothing_is_heard),
        cmocka_unit_test(test_times_at_their_ends),
    };
    return cmocka_run_group_tests_name("status", tests, answering_setup, answering_teardown);
}
