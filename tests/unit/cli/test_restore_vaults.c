/* The keys of a store when it is put back: what stands is never replaced, what is behind is refused. */
#include "restore_world.h"

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
    struct key key = KEY(KEY_U64(slot));
    engine_rows__slot *row = NEW(&t->a, engine_rows__slot);
    row->subject = id_field(&t->a, journal_of(t, DAEMON_INTAKE));
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

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_vault_that_stands_is_never_replaced),
        TEST(keys_that_are_behind_their_store_are_refused),
        TEST(a_standing_vault_that_is_older_is_refused),
        TEST(a_vault_of_others_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
