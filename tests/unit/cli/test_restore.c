#include "run.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include "civil/family_number.h"
#include "cli/cut/cut.h"
#include "engine/copy.h"
#include "engine/state.h"
#include "family_screening.h"
#include "harness_internal.h"
#include "proto/intake.h"
#include "rules.h"
#include "services.h"

/* Four real stores with two cuts of them: c1, and c2 of a moment later. The daemons are stopped. */
struct territory {
    struct world *w;
    struct arena a;
    node__manifest_part *parts[2][DAEMONS];
};

static char *at(struct territory *t, const char *daemon, const char *name) {
    return arena_printf(&t->a, "%s/%s/%s", t->w->root, daemon, name);
}

static void text_write(const char *path, const char *text) {
    FILE *f = fopen(path, "we");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static struct span file_bytes(struct territory *t, const char *path) {
    FILE *f = fopen(path, "re");
    assert_non_null(f);
    uint8_t *bytes = arena_alloc(&t->a, 1 << 16);
    size_t n = fread(bytes, 1, 1 << 16, f);
    fclose(f);
    return span_of(bytes, n);
}

static void manifest_write(struct territory *t, const char *cut, node__manifest_part *const parts[DAEMONS]) {
    struct cli c = cli_make();
    char *text = cut_manifest(&c, cut, parts);
    for (int i = 0; i < DAEMONS; i++)
        text_write(at(t, daemon_names[i], arena_printf(&t->a, "backup/%s/manifest", cut)), text);
    arena_close(&c.arena);
}

static void cut_make(struct territory *t, int which, const char *cut) {
    node__backup_reply *done[DAEMONS];
    world_backup(t->w, &t->a, "op", cut, done);
    for (int i = 0; i < DAEMONS; i++) {
        node__manifest_part *p = t->parts[which][i] = NEW(&t->a, node__manifest_part);
        p->daemon = daemon_names[i];
        p->bytes = done[i]->bytes;
        p->digest = done[i]->digest;
        p->vault_digest = done[i]->vault_digest;
        p->standing = done[i]->standing;
    }
    manifest_write(t, cut, t->parts[which]);
}

/* A record of intake that all the others hear. */
static void key_allow(struct territory *t, const char *name) {
    uint8_t public_key[32] = {0};
    memcpy(public_key, name, strlen(name));
    intake__add_member_request *in = NEW(&t->a, intake__add_member_request);
    in->member = NEW(&t->a, intake__member);
    in->member->name = name;
    in->member->role = ROLE_COORDINATOR;
    APPEND(&t->a, in->member, public_keys, pb_of(arena_span(&t->a, span_of(public_key, sizeof public_key))));
    assert_int_equal(CALL(t->w, &t->a, "intake", "op", intake, AddMember, add_member, in, NULL), 0);
    assert_true(world_settle(t->w, 60000));
}

static int setup(void **state) {
    struct territory *t = calloc(1, sizeof *t);
    arena_init(&t->a);
    t->w = world_new(&(struct world_options){
        .seed = 1, .services = all_services, .n_services = DAEMONS, .territory = "test", .start_ms = 1793000000000});
    world_key(t->w, "op", ROLE_OPERATOR, "");
    world_key(t->w, "desk", ROLE_DESK, "99001");
    key_allow(t, "first");
    cut_make(t, 0, "c1");
    key_allow(t, "second");
    cut_make(t, 1, "c2");
    for (int i = 0; i < DAEMONS; i++) world_stop(t->w, daemon_names[i]);
    *state = t;
    return 0;
}

static int teardown(void **state) {
    struct territory *t = *state;
    world_free(t->w);
    arena_close(&t->a);
    free(t);
    return 0;
}

static struct run restore(struct territory *t, const char *cut) {
    return run_line(arena_printf(&t->a, "restore --cut %s --from %s --to %s", cut, t->w->root, t->w->root));
}

/* It is refused with this code and this word, and nothing has been touched. */
static void assert_refused(struct territory *t, const char *cut, int exit, const char *word) {
    struct run r = restore(t, cut);
    if (r.exit != exit || !strstr(r.err, word)) fail_msg("%d: %s", r.exit, r.err);
    run_free(&r);
    for (int i = 0; i < DAEMONS; i++) {
        assert_int_not_equal(access(at(t, daemon_names[i], "restored"), F_OK), 0);
        assert_int_equal(access(at(t, daemon_names[i], "data.mdb"), F_OK), 0);
    }
}

static node__restored *note_of(struct territory *t, const char *daemon) {
    node__restored *n = UNPACK(&t->a, node__restored, file_bytes(t, at(t, daemon, "restored")), MESSAGE_STRICT);
    assert_non_null(n);
    return n;
}

static char *aside_of(struct territory *t, const char *daemon) {
    char *found = NULL;
    DIR *folder = opendir(at(t, daemon, ""));
    assert_non_null(folder);
    for (struct dirent *e = readdir(folder); e; e = readdir(folder))
        if (strncmp(e->d_name, "before-", 7) == 0) found = at(t, daemon, e->d_name);
    closedir(folder);
    assert_non_null(found);
    return found;
}

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

static void copy_over(struct territory *t, const char *daemon, const char *from, const char *to) {
    char *command = arena_printf(&t->a, "cp '%s' '%s'", at(t, daemon, from), at(t, daemon, to));
    assert_int_equal(system(command), 0);
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
        if (i != DAEMON_INTAKE) copy_over(t, daemon_names[i], "backup/c2/data.mdb", "backup/c1/data.mdb");
    manifest_write(t, "c1", mixed);
    assert_refused(t, "c1", CLI_REFUSED, "contredisent");
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

/* ---- vaults ---- */

static const char *const vault_files[2] = {"vault", "backup/c1/vault"};

static struct id journal_of(struct territory *t, int i) {
    struct copy *copy;
    assert_int_equal(copy_open(&copy, at(t, daemon_names[i], "backup/c1")), 0);
    struct id journal = copy_journal(copy);
    copy_close(copy);
    return journal;
}

/* With one draw's slots, of a key that nobody has. */
static void vault_make(const char *path, struct id journal) {
    struct wrapping_key key;
    struct seal_fault fault;
    struct vault *v;
    wrapping_key_new(&key);
    struct vault_options o = {.path = path, .journal = journal, .key = &key, .throwaway = true};
    unlink(path);
    assert_int_equal(vault_create(&o), 0);
    assert_int_equal(vault_open(&v, &o, &fault), 0);
    assert_int_equal(vault_draw(v), 0);
    vault_close(v);
}

/* The manifest says what now lies beside each copy of c1. */
static void manifest_again(struct territory *t) {
    for (int i = 0; i < DAEMONS; i++) {
        const char *folder = at(t, daemon_names[i], "backup/c1");
        uint8_t *digest = arena_alloc(&t->a, COPY_DIGEST_LEN);
        assert_int_equal(copy_digest(folder, "data.mdb", digest), 0);
        t->parts[0][i]->digest = (ProtobufCBinaryData){COPY_DIGEST_LEN, digest};
        digest = arena_alloc(&t->a, COPY_DIGEST_LEN);
        t->parts[0][i]->vault_digest = (ProtobufCBinaryData){COPY_DIGEST_LEN, digest};
        if (copy_digest(folder, "vault", digest)) t->parts[0][i]->vault_digest.len = 0;
    }
    manifest_write(t, "c1", t->parts[0]);
}

/* A vault in each store and in each copy of c1, with other keys. */
static void vaults_make(struct territory *t) {
    for (int i = 0; i < DAEMONS; i++)
        for (int k = 0; k < 2; k++) vault_make(at(t, daemon_names[i], vault_files[k]), journal_of(t, i));
    manifest_again(t);
}

/* The copy of intake's store names this slot. */
static void slot_name(struct territory *t, uint64_t slot) {
    static const char *const beside[] = {"backup/c1/lock.mdb", "backup/c1/owner.lock"};
    struct store *store;
    struct txn txn;
    struct store_options o = {.dir = at(t, "intake", "backup/c1"),
                              .map_bytes = 1 << 24,
                              .tables = own_tables,
                              .n_tables = TABLE_REMADE,
                              .throwaway = true};
    struct key key = KEY(KEY_ID(journal_of(t, DAEMON_INTAKE)));
    engine_rows__slot *row = NEW(&t->a, engine_rows__slot);
    row->slot = slot;
    assert_int_equal(store_open(&store, &o), 0);
    assert_int_equal(txn_begin(store, true, &txn), 0);
    txn_put(&txn, TABLE_SLOT, &key, message_pack(&t->a, &row->base));
    assert_int_equal(txn_commit(&txn), 0);
    store_close(store);
    for (size_t i = 0; i < sizeof beside / sizeof beside[0]; i++) unlink(at(t, "intake", beside[i]));
    manifest_again(t);
}

static bool same_file(struct territory *t, const char *path, struct span bytes) {
    return span_equal(file_bytes(t, path), bytes);
}

/* What was erased since the cut stays erased: the vault that stands is the newer one. */
static void a_vault_that_stands_is_never_replaced(void **state) {
    struct territory *t = *state;
    vaults_make(t);
    slot_name(t, 100);
    struct span stood = file_bytes(t, at(t, "intake", "vault")),
                copied = file_bytes(t, at(t, "directory", vault_files[1]));
    unlink(at(t, "directory", "vault"));
    struct run r = restore(t, "c1");
    assert_int_equal(r.exit, CLI_DONE);
    assert_non_null(strstr(r.out, "restés en place : 3;"));
    assert_non_null(strstr(r.out, "avec la coupe : directory."));
    assert_non_null(strstr(r.out, "refaites ces effacements"));
    run_free(&r);
    assert_true(same_file(t, at(t, "intake", "vault"), stood));
    assert_true(same_file(t, at(t, "directory", "vault"), copied));
    assert_int_not_equal(access(at(t, "directory", "vault.incoming-c1"), F_OK), 0);
}

static void keys_that_are_behind_their_store_are_refused(void **state) {
    struct territory *t = *state;
    struct vault_seen seen;
    vaults_make(t);
    assert_int_equal(vault_look(at(t, "intake", vault_files[1]), &seen), 0);
    slot_name(t, seen.slots + 1);
    assert_refused(t, "c1", CLI_REFUSED, "coffre des clés de intake");
    assert_refused(t, "c1", CLI_REFUSED, "plus ancien que sa base");
    unlink(at(t, "intake", vault_files[1]));
    manifest_again(t);
    assert_refused(t, "c1", CLI_REFUSED, "n'a pas le coffre");
}

/* The copy's is right; the one in the store is older than what the copy names. */
static void a_standing_vault_that_is_older_is_refused(void **state) {
    struct territory *t = *state;
    struct vault_seen seen;
    vaults_make(t);
    slot_name(t, 5);
    assert_int_equal(truncate(at(t, "intake", "vault"), 8192), 0);
    assert_int_equal(vault_look(at(t, "intake", "vault"), &seen), 0);
    assert_int_equal(seen.slots, 0);
    assert_refused(t, "c1", CLI_REFUSED, "plus ancien que sa base");
}

static void a_vault_of_others_is_refused(void **state) {
    struct territory *t = *state;
    vaults_make(t);
    vault_make(at(t, "intake", "vault"), journal_of(t, DAEMON_DIRECTORY));
    assert_refused(t, "c1", CLI_REFUSED, "celui d'une autre base");
    text_write(at(t, "intake", "vault"), "rubbish");
    assert_refused(t, "c1", CLI_REFUSED, "ne se lit pas");
    vaults_make(t);
    copy_over(t, "intake", "vault", vault_files[1]);
    assert_refused(t, "c1", CLI_REFUSED, "n'est pas celui qui a été fait");
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
        TEST(what_root_restores_is_its_daemons),
        TEST(numbers_that_were_told_are_passed_over),
        TEST(a_folder_that_is_not_there_is_told),
        TEST(a_vault_that_stands_is_never_replaced),
        TEST(keys_that_are_behind_their_store_are_refused),
        TEST(a_standing_vault_that_is_older_is_refused),
        TEST(a_vault_of_others_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
