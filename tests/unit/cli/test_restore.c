/* Stores put back from a cut: all four or none, and what is told of what they replace. */
#include <sys/wait.h>
#include "restore_world.h"

static void all_four_stores_are_put_back_with_one_new_epoch(void **state) {
    struct territory *t = *state;
    for (int i = 0; i < DAEMONS; i++) text_write(at(t, daemon_names[i], "revoked"), "# stays\n");
    struct run r = restore(t, "c1");
    assert_int_equal(r.exit, CLI_DONE);
    assert_non_null(strstr(r.out, "before-c1-"));
    run_free(&r);
    ProtobufCBinaryData epoch = note_of(t, "intake")->epoch;
    for (int i = 0; i < DAEMONS; i++) {
        const node__restored *n = note_of(t, daemon_names[i]);
        assert_string_equal(n->cut, "c1");
        assert_int_equal(n->seq, t->parts[0][i]->standing->seq);
        assert_int_equal(n->stood_seq, t->parts[1][i]->standing->seq);
        assert_true(n->readable);
        assert_true(span_equal(span_pb(n->epoch), span_pb(epoch)));
        assert_int_equal(n->n_journals, DAEMONS);
        assert_int_equal(file_bytes(t, at(t, daemon_names[i], "revoked")).len, 8);
        assert_int_equal(access(arena_printf(&t->a, "%s/data.mdb", aside_of(t, daemon_names[i])), F_OK), 0);
        assert_int_equal(world_start(t->w, daemon_names[i]), 0);
    }
    assert_true(world_settle(t->w, 60000));
    for (int i = 0; i < DAEMONS; i++) assert_int_not_equal(access(at(t, daemon_names[i], "restored"), F_OK), 0);
    key_allow(t, "second");
}

/* What stands there is damaged, or nothing stands there: the note says that it is not known what was lost. */
static void what_cannot_be_read_is_told(void **state) {
    struct territory *t = *state;
    text_write(at(t, "intake", "data.mdb"), "rubbish");
    unlink(at(t, "scheduling", "data.mdb"));
    struct run r = restore(t, "c2");
    assert_int_equal(r.exit, CLI_DONE);
    run_free(&r);
    assert_false(note_of(t, "intake")->readable);
    assert_false(note_of(t, "scheduling")->readable);
    assert_true(note_of(t, "directory")->readable);
}

static void nothing_is_touched_while_a_daemon_runs(void **state) {
    struct territory *t = *state;
    int fd = open(at(t, "notifications", "owner.lock"), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    assert_int_equal(flock(fd, LOCK_EX | LOCK_NB), 0);
    assert_refused(t, "c1", CLI_REFUSED, "notifications");
    close(fd);
}

static void nothing_is_touched_when_a_copy_is_missing(void **state) {
    struct territory *t = *state;
    static const char *const cuts[] = {"c1", "c3", "../c1"};
    unlink(at(t, "directory", "backup/c1/data.mdb"));
    for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; i++) assert_refused(t, cuts[i], CLI_USAGE, "c");
}

static void a_cut_without_its_manifest_is_none(void **state) {
    struct territory *t = *state;
    unlink(at(t, "notifications", "backup/c1/manifest"));
    assert_refused(t, "c1", CLI_USAGE, "manifeste");
    text_write(at(t, "notifications", "backup/c1/manifest"), "{}");
    assert_refused(t, "c1", CLI_REFUSED, "même coupe");
    for (int i = 0; i < DAEMONS; i++) text_write(at(t, daemon_names[i], "backup/c1/manifest"), "{}");
    assert_refused(t, "c1", CLI_USAGE, "manifeste");
}

/* The copy of another cut under this one's name; one bit of the right one. */
static void a_copy_that_is_not_the_one_that_was_made_is_refused(void **state) {
    struct territory *t = *state;
    char *path = at(t, "directory", "backup/c2/data.mdb");
    FILE *f = fopen(path, "r+e");
    assert_non_null(f);
    fseek(f, 9000, SEEK_SET);
    fputc(0x5a, f);
    fclose(f);
    assert_refused(t, "c2", CLI_REFUSED, "abîmée");
    copy_over(t, "intake", "backup/c2/data.mdb", "backup/c1/data.mdb");
    assert_refused(t, "c1", CLI_REFUSED, "abîmée");
}

/* Two cuts mixed by hand, with a manifest that fits the files: what the copies say of each other counts. */
static void copies_that_contradict_each_other_are_refused(void **state) {
    struct territory *t = *state;
    node__manifest_part *mixed[DAEMONS];
    for (int i = 0; i < DAEMONS; i++) mixed[i] = t->parts[i != DAEMON_INTAKE][i];
    for (int i = 0; i < DAEMONS; i++)
        if (i != DAEMON_INTAKE) {
            copy_over(t, daemon_names[i], "backup/c2/data.mdb", "backup/c1/data.mdb");
            copy_over(t, daemon_names[i], "backup/c2/vault", "backup/c1/vault");
        }
    manifest_write(t, "c1", mixed);
    assert_refused(t, "c1", CLI_REFUSED, "contredisent");
}

/* ---- of a daemon that was killed ---- */

/* Whether the store in `folder` has the turn that stood in a log alone. */
static bool is_kept(const char *folder, bool copy, enum store_front front) {
    struct store *store;
    struct txn txn;
    struct span value;
    struct key key = KEY(KEY_TEXT("kept"));
    struct store_options o = {.dir = folder,
                              .map_bytes = 1 << 26,
                              .tables = own_tables,
                              .n_tables = TABLE_REMADE,
                              .copy = copy,
                              .front = front};
    assert_int_equal(store_open(&store, &o), 0);
    assert_int_equal(txn_begin(store, false, &txn), 0);
    bool is = txn_get(&txn, TABLE_META, &key, &value);
    txn_abort(&txn);
    store_close(store);
    return is;
}

/* As kill -9 leaves it: one more turn, which stands in the log alone. */
static void killed_leave(struct territory *t) {
    struct store *store;
    struct txn txn;
    struct key key = KEY(KEY_TEXT("kept"));
    struct store_options o = {.dir = at(t, "intake", ""),
                              .map_bytes = 1 << 26,
                              .tables = own_tables,
                              .n_tables = TABLE_REMADE,
                              .front = STORE_LOGGED};
    pid_t child = fork();
    if (child == 0) {
        bool is_put = store_open(&store, &o) == 0 && txn_begin(store, true, &txn) == 0;
        if (is_put) txn_put(&txn, TABLE_META, &key, span_text("turn"));
        _exit(is_put && txn_commit(&txn) == 0 ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

/* Nothing of it is lost to the review, and nothing of it is found by the store that is put in its place. */
static void a_log_goes_aside_with_its_store(void **state) {
    struct territory *t = *state;
    static const char *const files[] = {"log.0", "log.1"};
    killed_leave(t);
    struct run r = restore(t, "c1");
    assert_int_equal(r.exit, CLI_DONE);
    run_free(&r);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        assert_int_not_equal(access(at(t, "intake", files[i]), F_OK), 0);
    assert_true(is_kept(aside_of(t, "intake"), true, STORE_DIRECT));
    assert_false(is_kept(at(t, "intake", ""), false, STORE_LOGGED));
}

/* Operations restore as root; each daemon runs as somebody else. */
static void what_root_restores_is_its_daemons(void **state) {
    struct territory *t = *state;
    static const char *const files[] = {"data.mdb", "restored", "owner.lock"};
    struct stat st;
    if (geteuid() != 0) skip();
    for (int i = 0; i < DAEMONS; i++) assert_int_equal(chown(at(t, daemon_names[i], ""), 12345, 12346), 0);
    struct run r = restore(t, "c1");
    assert_int_equal(r.exit, CLI_DONE);
    run_free(&r);
    for (int i = 0; i < DAEMONS; i++) {
        assert_int_equal(stat(aside_of(t, daemon_names[i]), &st), 0);
        assert_int_equal(st.st_uid, 12345);
        for (size_t f = 0; f < sizeof files / sizeof files[0]; f++) {
            assert_int_equal(stat(at(t, daemon_names[i], files[f]), &st), 0);
            assert_int_equal(st.st_uid, 12345);
            assert_int_equal(st.st_gid, 12346);
            assert_int_equal(st.st_mode & 0777, 0600);
        }
    }
}

static void a_folder_that_is_not_there_is_told(void **state) {
    struct territory *t = *state;
    struct run r = run_line(arena_printf(&t->a, "restore --cut c1 --from %s --to %s/nowhere", t->w->root, t->w->root));
    assert_int_equal(r.exit, CLI_USAGE);
    assert_non_null(strstr(r.err, "n'existe pas"));
    run_free(&r);
}

/* ---- numbers ---- */

static void adopt(struct territory *t) {
    intake__adopt_territory_request *r = NEW(&t->a, intake__adopt_territory_request);
    r->territory = rules_for_tests(&t->a, "test");
    assert_int_equal(CALL(t->w, &t->a, "intake", "op", intake, AdoptTerritory, adopt_territory, r, NULL), 0);
}

/* Those that were taken; as the last of them was told. */
static int calls(struct territory *t, uint64_t *last) {
    struct families f;
    int n = 0;
    families_init(&f, 3, (day)(world_now_ms(t->w) / 86400000));
    for (int i = 0; i < 40 && n < 5; i++) {
        struct family_case c;
        families_next(&f, &c);
        intake__submit_screening_request *r = NEW(&t->a, intake__submit_screening_request);
        intake__submit_screening_reply *out = NULL;
        r->screening = family_screening(&t->a, &c);
        if (strcmp(c.clsc_code, "99001") != 0) continue;
        if (CALL(t->w, &t->a, "intake", "desk", intake, SubmitScreening, submit_screening, r, &out)) continue;
        n += !out->known;
        assert_true(family_number_parse(out->family_number, last));
    }
    return n;
}

/* They are sealed in the store that is put aside, and told all the same: no family gets one of another. */
static void numbers_that_were_told_are_passed_over(void **state) {
    struct territory *t = *state;
    uint64_t last = 0;
    assert_int_equal(world_start(t->w, "intake"), 0);
    adopt(t);
    assert_int_equal(calls(t, &last), 5);
    world_stop(t->w, "intake");
    struct run r = restore(t, "c2");
    assert_int_equal(r.exit, CLI_DONE);
    run_free(&r);
    assert_int_equal(last, FAMILY_NUMBER_FIRST + 4);
    assert_int_equal(note_of(t, "intake")->last_number, last);
    assert_true(note_of(t, "intake")->readable);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
int main(void) {
    setenv("LC_ALL", "C", 1);
    const struct CMUnitTest tests[] = {
        TEST(all_four_stores_are_put_back_with_one_new_epoch),
        TEST(what_cannot_be_read_is_told),
        TEST(nothing_is_touched_while_a_daemon_runs),
        TEST(nothing_is_touched_when_a_copy_is_missing),
        TEST(a_cut_without_its_manifest_is_none),
        TEST(a_copy_that_is_not_the_one_that_was_made_is_refused),
        TEST(copies_that_contradict_each_other_are_refused),
        TEST(a_log_goes_aside_with_its_store),
        TEST(what_root_restores_is_its_daemons),
        TEST(numbers_that_were_told_are_passed_over),
        TEST(a_folder_that_is_not_there_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
