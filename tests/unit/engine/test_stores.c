/* Whose store is it, by whose door, how much may be said in a reply; a copy of it, a restore, and who reads it beside us. */
#include "rig.h"
#include "store/lmdb.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define RIG(r, service)                                                                                                \
    struct rig r;                                                                                                      \
    rig_open(&r, service)

static tally__added *added(struct rig *r, const char *name) {
    tally__added *event = NEW(&r->arena, tally__added);
    event->name = name;
    event->by = 1;
    return event;
}

/* One record, as the journal `of` would tell it. */
static void tell_as(struct rig *r, struct rig_producer *p, const char *name, uint8_t of) {
    sippe__feed *feed = rig_feed(r, p);
    feed->journal = id_field(&r->arena, (struct id){{of}});
    APPEND(&r->arena, feed, records, rig_heard(r, p, p->n + 1, added(r, name)));
    rig_feed_push(r, p, feed);
}

/* Another journal under the name that is followed: nothing of it is taken, and the right one's goes on afterwards. */
static void a_feed_of_another_journal_is_not_taken(void **state) {
    (void)state;
    RIG(r, &tally_hears);
    struct rig_producer p = {.journal = "intake"}, before;
    tell_as(&r, &p, "first", 1);
    before = p;
    tell_as(&r, &p, "stray", 2);
    assert_null(rig_get(&r, "stray"));
    p = before;
    tell_as(&r, &p, "second", 1);
    assert_non_null(rig_get(&r, "second"));
    assert_null(rig_get(&r, "stray"));
    rig_close(&r);
}

/* Each number agrees with the others, and one is left out: what it told would be lost. */
static void a_gap_that_agrees_with_itself_stops_the_stream(void **state) {
    (void)state;
    RIG(r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    rig_tell(&r, &p, "x", 1);
    sippe__feed *feed = rig_feed(&r, &p);
    APPEND(&r.arena, feed, records, rig_heard(&r, &p, 3, added(&r, "y")));
    feed->next = NEW(&r.arena, sippe__position);
    feed->next->n = feed->next->seq = 3;
    feed->next->chain = id_field(&r.arena, (struct id){{3}});
    rig_feed_push(&r, &p, feed);
    assert_null(rig_get(&r, "y"));
    assert_int_equal(strncmp(rig_status(&r)->followed[0]->stopped, "gap", 3), 0);
    rig_close(&r);
}

static int fetch_as(struct rig *r, uint8_t journal) {
    sippe__envelope *e = NEW(&r->arena, sippe__envelope);
    e->content_case = SIPPE__ENVELOPE__CONTENT_FETCH;
    e->fetch = NEW(&r->arena, sippe__fetch);
    e->fetch->stream = "daemons:intake";
    e->fetch->journal = id_field(&r->arena, (struct id){{journal}});
    assert_int_equal(rig_push(r, 3, "intake", e), 0);
    rig_turn(r, 0);
    struct engine_route to = rig_route(3);
    size_t n;
    const struct engine_out *out = engine_out(r->engine, &n);
    for (size_t i = 0; i < n; i++)
        if (!out[i].journal && memcmp(&out[i].route, &to, sizeof to) == 0) {
            const sippe__status *s = rig_out(r, i)->feed->status;
            return s ? (int)s->reason : 0;
        }
    fail_msg("no answer");
    return 0;
}

/* It cannot know by itself that its store is another one than the one that was followed. */
static void a_daemon_on_another_store_is_told_so(void **state) {
    (void)state;
    RIG(r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    rig_tell(&r, &p, "x", 1);
    assert_int_equal(fetch_as(&r, 2), REASON_OTHER_STORE);
    assert_non_null(strstr(rig_status(&r)->followed[0]->stopped, "another store")); /* it may end before it says more */
    assert_int_equal(fetch_as(&r, 1), 0);
    rig_close(&r);
}

static int ask_inside(struct rig *r, const char *principal) {
    struct id id = rig_request_id(r);
    tally__get_request *in = NEW(&r->arena, tally__get_request);
    in->name = "x";
    sippe__envelope *e = rig_request(r, id, "intake.Get", &in->base);
    struct engine_in inner = {
        .route = rig_route(1), .principal = principal, .inner = true, .frame = message_pack(&r->arena, &e->base)};
    assert_int_equal(engine_push(r->engine, &inner), 0);
    rig_turn(r, 0);
    return rig_reason(rig_reply(r, id));
}

static void a_desk_is_sent_away_from_the_inner_endpoint(void **state) {
    (void)state;
    RIG(r, &tally_counts);
    assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), 0);
    assert_int_equal(ask_inside(&r, "desk"), REASON_WRONG_ENDPOINT);
    assert_int_equal(ask_inside(&r, "partner"), REASON_WRONG_ENDPOINT);
    assert_int_equal(ask_inside(&r, "operator"), REASON_NOT_ALLOWED); /* heard, and no business of his */
    rig_close(&r);
}

/* More than the public frame holds, beside a record that would be written. */
static int add_and_say_much(struct decide *d, const tally__add_request *in, tally__add_reply *out) {
    tally__added *event = NEW(arena_of(d), tally__added);
    event->name = in->name;
    event->by = in->by;
    struct id subject = {{1}};
    EMIT_FOR(d, subject, subject, event);
    out->version = pb_of(span_of(arena_alloc(arena_of(d), ENGINE_PUBLIC_FRAME_MAX), ENGINE_PUBLIC_FRAME_MAX));
    return 0;
}

static void a_reply_that_no_frame_holds_leaves_nothing_done(void **state) {
    (void)state;
    RIG(r, &tally_counts);
    struct service talks = tally_counts;
    struct method *methods = arena_copy(&r.arena, talks.methods, talks.n_methods * sizeof *methods);
    for (size_t i = 0; i < talks.n_methods; i++)
        if (strcmp(methods[i].rpc, "add") == 0) methods[i].run = (any_fn)add_and_say_much;
    talks.methods = methods;
    r.service = &talks;
    assert_int_equal(rig_reopen(&r), 0);
    uint64_t records = engine_counters(r.engine)->records;
    assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), REASON_TOO_LARGE);
    assert_int_equal(engine_counters(r.engine)->records, records);
    assert_null(rig_get(&r, "x"));
    rig_close(&r);
}

/* A store holds so many tables, ours among them; one more is refused before anything is opened. */
static void a_service_may_fill_the_store_with_tables(void **state) {
    (void)state;
    static const struct row_table table = {.name = "rows", .type = &tally__row__descriptor};
    enum { MOST = STORE_TABLES_MAX - TABLE_SERVICE };
    const struct row_table *rows[MOST + 1];
    const char *names[STORE_TABLES_MAX + 1];
    struct service s = tally_counts;
    for (size_t i = 0; i <= MOST; i++) rows[i] = &table;
    s.rows = rows;
    s.n_rows = MOST;
    assert_int_equal(engine_tables(&s, names), STORE_TABLES_MAX);
    s.n_rows = MOST + 1;
    assert_int_equal(engine_tables(&s, names), ERR_INVALID);
}

/* As many journals as there is room for, and not one more. */
static void a_service_may_follow_so_many(void **state) {
    (void)state;
    RIG(r, &tally_hears);
    const char *follows[ENGINE_FOLLOWS_MAX + 1];
    for (size_t i = 0; i <= ENGINE_FOLLOWS_MAX; i++)
        follows[i] = i ? arena_printf(&r.arena, "intake@t%zu", i) : "intake";
    struct service s = tally_hears;
    s.follows = follows;
    s.n_follows = ENGINE_FOLLOWS_MAX;
    r.service = &s;
    if (rig_reopen(&r)) fail_msg("%s", engine_open_error());
    s.n_follows = ENGINE_FOLLOWS_MAX + 1;
    assert_int_not_equal(rig_reopen(&r), 0);
    rig_close(&r);
}

/* ---- copies and restores ---- */

static int asked(struct rig *r, const char *method, const ProtobufCMessage *in, struct id id) {
    sippe__reply *reply = rig_call(r, "operator", id, method, in);
    return rig_reason(reply);
}

/* The whole record is there and can be read; only its chain tells that it was another one. */
static void record_spoil(struct rig *r, uint64_t seq) {
    struct txn t;
    struct view v = {r->engine, &r->arena, &t};
    struct key key = KEY(KEY_U64(seq));
    assert_int_equal(txn_begin(r->engine->store, true, &t), 0);
    sippe__record *record = journal_read(&v, seq);
    assert_non_null(record);
    record->at_ms++;
    txn_put(&t, TABLE_JOURNAL, &key, message_pack(&r->arena, &record->base));
    assert_int_equal(txn_commit(&t), 0);
}

/* What is left is a sound journal; only its head tells that it went on. */
static void record_cut_off(struct rig *r, uint64_t seq) {
    struct txn t;
    struct key key = KEY(KEY_U64(seq));
    assert_int_equal(txn_begin(r->engine->store, true, &t), 0);
    txn_delete(&t, TABLE_JOURNAL, &key);
    assert_int_equal(txn_commit(&t), 0);
}

static int backup(struct rig *r) {
    node__hold_following_request *hold = NEW(&r->arena, node__hold_following_request);
    node__backup_request *in = NEW(&r->arena, node__backup_request);
    struct id id = rig_request_id(r);
    hold->cut = in->cut = "nightly";
    assert_int_equal(asked(r, "node.HoldFollowing", &hold->base, rig_request_id(r)), 0);
    assert_int_equal(rig_push(r, 1, "operator", rig_request(r, id, "node.Backup", &in->base)), 0);
    rig_turn(r, 0);
    struct engine_job *job = engine_take_jobs(r->engine);
    assert_non_null(job);
    job->run(job);
    engine_job_done(r->engine, job, r->now_ms);
    return rig_reason(rig_reply(r, id));
}

static void a_copy_of_a_damaged_journal_is_not_called_whole(void **state) {
    (void)state;
    for (int cut_off = 0; cut_off <= 1; cut_off++) {
        RIG(r, &tally_counts);
        for (int i = 0; i < 5; i++) assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), 0);
        if (cut_off)
            record_cut_off(&r, 5);
        else
            record_spoil(&r, 3);
        rig_turn(&r, 0);
        char fault[200];
        assert_int_equal(journal_check(&r.engine->snapshot, fault), ERR_CORRUPT);
        assert_int_equal(strncmp(fault, cut_off ? "record 5:" : "record 3:", 9), 0); /* where, and not only that */
        assert_int_equal(backup(&r), REASON_BACKUP_FAILED);
        assert_int_not_equal(access(arena_printf(&r.arena, "%s/backup/nightly", r.dir), F_OK), 0);
        rig_close(&r);
    }
}

static int finish(struct rig *r, size_t len) {
    node__finish_backup_request *in = NEW(&r->arena, node__finish_backup_request);
    char *manifest = arena_alloc(&r->arena, len + 1);
    memset(manifest, '-', len);
    manifest[len] = 0;
    in->cut = "nightly";
    in->manifest = manifest;
    return asked(r, "node.FinishBackup", &in->base, rig_request_id(r));
}

static void a_manifest_has_its_most(void **state) {
    (void)state;
    RIG(r, &tally_counts);
    assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), 0);
    assert_int_equal(backup(&r), 0);
    assert_int_equal(finish(&r, 0), REASON_FIELDS_INVALID);
    assert_int_equal(finish(&r, (16 << 10) + 1), REASON_TOO_LARGE);
    assert_int_equal(finish(&r, 16 << 10), 0);
    rig_close(&r);
}

static void restore_here(struct rig *r) {
    node__restored *n = NEW(&r->arena, node__restored);
    n->cut = "nightly";
    n->epoch = id_field(&r->arena, (struct id){{7}});
    n->seq = n->stood_seq = r->engine->seq;
    n->chain = id_field(&r->arena, id_of((ProtobufCBinaryData){ID_LEN, r->engine->chain}));
    APPEND(&r->arena, n, journals, "intake");
    struct span bytes = message_pack(&r->arena, &n->base);
    FILE *f = fopen(arena_printf(&r->arena, "%s/restored", r->dir), "w");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes.data, 1, bytes.len, f), bytes.len);
    fclose(f);
    assert_int_equal(rig_reopen(r), 0);
}

static const char *stopped_by_a_fork(struct rig *r, struct rig_producer *p) {
    sippe__feed *feed = rig_feed(r, p);
    feed->forked = true;
    rig_feed_push(r, p, feed);
    return rig_status(r)->followed[0]->stopped;
}

/* A fork is a person's matter; a restore of all daemons from one cut is that person's word. */
static void streams_of_a_cut_are_taken_up_after_a_restore(void **state) {
    (void)state;
    for (int restored = 0; restored <= 1; restored++) {
        RIG(r, &tally_hears);
        struct rig_producer p = {.journal = "intake"};
        rig_tell(&r, &p, "x", 1);
        if (restored) restore_here(&r);
        assert_int_equal(stopped_by_a_fork(&r, &p)[0] == '\0', restored);
        rig_close(&r);
    }
}

/* ---- the list of revoked keys beside the store ---- */

#define SIXTEEN    "0123456789abcdef"
#define KEY_DIGITS SIXTEEN SIXTEEN SIXTEEN SIXTEEN
#define MEMBER     SIXTEEN SIXTEEN

static int opened_with_revoked(struct rig *r, const char *text) {
    FILE *f = fopen(arena_printf(&r->arena, "%s/revoked", r->dir), "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
    return rig_reopen(r);
}

/* People write it too, with whatever line ends. What is not an id and 64 digits (or "ended") stops the start: half a list would let
 * somebody in. */
static void the_list_of_revoked_keys_is_read_or_refused(void **state) {
    (void)state;
    static const char *const good[] = {"", "# perdues\n\n" MEMBER " " KEY_DIGITS "\n", MEMBER " " KEY_DIGITS "\r\n",
                                       MEMBER " " KEY_DIGITS, MEMBER " ended\n"},
                             *const bad[] = {MEMBER "\n",
                                             KEY_DIGITS "\n",
                                             " " KEY_DIGITS "\n",
                                             MEMBER " " KEY_DIGITS "0\n",
                                             MEMBER " " SIXTEEN "\n",
                                             MEMBER " x" SIXTEEN SIXTEEN SIXTEEN "123456789abcdef\n",
                                             "desk-1 " KEY_DIGITS "\n",
                                             MEMBER "0 ended\n",
                                             MEMBER " ende\n",
                                             MEMBER " \n"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        RIG(r, &tally_counts);
        if (opened_with_revoked(&r, good[i])) fail_msg("refused: %s: %s", good[i], engine_open_error());
        assert_int_equal(r.engine->n_revoked, i != 0);
        rig_close(&r);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        RIG(r, &tally_counts);
        if (opened_with_revoked(&r, bad[i]) != ERR_CORRUPT) fail_msg("read: %s", bad[i]);
        rig_close(&r);
    }
}

/* ---- readers beside us ---- */

static int count_line(const char *line, void *count) {
    *(size_t *)count += strstr(line, "pid") == NULL && strstr(line, "no active") == NULL;
    return 0;
}

static size_t readers(struct rig *r) {
    size_t n = 0;
    assert_true(mdb_reader_list(r->engine->store->env, count_line, &n) >= 0);
    return n;
}

/* A tool that reads the store, and is killed in the middle of it. */
static void reader_die(struct rig *r) {
    pid_t child = fork();
    if (child == 0) {
        MDB_env *env;
        MDB_txn *txn;
        bool reads = !mdb_env_create(&env) && !mdb_env_set_maxdbs(env, STORE_TABLES_MAX) &&
                     !mdb_env_open(env, r->dir, MDB_RDONLY, 0600) && !mdb_txn_begin(env, NULL, MDB_RDONLY, &txn);
        _exit(reads ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

/* Else the pages that it saw would be kept for ever, and the file grow with each commit. */
static void readers_that_died_are_struck_off(void **state) {
    (void)state;
    RIG(r, &tally_counts);
    size_t own = readers(&r);
    reader_die(&r);
    assert_int_equal(readers(&r), own + 1);
    rig_turn(&r, 11000);
    assert_int_equal(readers(&r), own);
    rig_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_feed_of_another_journal_is_not_taken),
        cmocka_unit_test(a_gap_that_agrees_with_itself_stops_the_stream),
        cmocka_unit_test(a_daemon_on_another_store_is_told_so),
        cmocka_unit_test(a_desk_is_sent_away_from_the_inner_endpoint),
        cmocka_unit_test(a_reply_that_no_frame_holds_leaves_nothing_done),
        cmocka_unit_test(a_service_may_fill_the_store_with_tables),
        cmocka_unit_test(a_service_may_follow_so_many),
        cmocka_unit_test(a_copy_of_a_damaged_journal_is_not_called_whole),
        cmocka_unit_test(a_manifest_has_its_most),
        cmocka_unit_test(streams_of_a_cut_are_taken_up_after_a_restore),
        cmocka_unit_test(the_list_of_revoked_keys_is_read_or_refused),
        cmocka_unit_test(readers_that_died_are_struck_off),
    };
    return cmocka_run_group_tests_name("stores", tests, NULL, NULL);
}
