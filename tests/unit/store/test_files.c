/* The files of a store hold families: nobody but its owner may open them, and they are not programs. And a fault that was
 * found in one of them is not read past. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "store/key.h"
#include "store/store.h"

static mode_t mode_of(const char *dir, const char *name) {
    char path[200];
    struct stat st;
    snprintf(path, sizeof path, "%s/%s", dir, name);
    assert_int_equal(stat(path, &st), 0);
    unlink(path);
    return st.st_mode & 07777;
}

static void files_are_their_owners_alone(void **state) {
    (void)state;
    static const char *const files[] = {"data.mdb", "lock.mdb", "owner.lock"}, *const tables[] = {"rows"};
    char dir[] = "/tmp/sippe-store-files-XXXXXX";
    struct store *s;
    mode_t before = umask(0); /* whatever the umask is */
    assert_non_null(mkdtemp(dir));
    struct store_options o = {.dir = dir, .map_bytes = 1 << 20, .tables = tables, .n_tables = 1};
    assert_int_equal(store_open(&s, &o), 0);
    store_close(s);
    umask(before);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) assert_int_equal(mode_of(dir, files[i]), 0600);
    rmdir(dir);
}

/* An error that was latched is not read past, or a walk that ended early would look like the end of the table. */
static void a_walk_ends_with_the_first_error(void **state) {
    (void)state;
    static const char *const files[] = {"data.mdb", "lock.mdb", "owner.lock"}, *const tables[] = {"rows"};
    char dir[] = "/tmp/sippe-store-files-XXXXXX";
    struct store *s;
    struct txn t;
    assert_non_null(mkdtemp(dir));
    struct store_options o = {.dir = dir, .map_bytes = 1 << 20, .tables = tables, .n_tables = 1};
    assert_int_equal(store_open(&s, &o), 0);
    assert_int_equal(txn_begin(s, true, &t), 0);
    for (uint64_t i = 0; i < 3; i++) {
        struct key key = KEY(KEY_U64(i));
        txn_put(&t, 0, &key, (struct span){NULL, 0});
    }
    struct store_cursor c = cursor_open(&t, 0, &KEY_EMPTY, NULL);
    assert_true(cursor_next(&c));
    t.err = ERR_CORRUPT;
    assert_false(cursor_next(&c));
    t.err = 0;
    assert_true(cursor_next(&c));
    cursor_close(&c);
    txn_abort(&t);
    store_close(s);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) mode_of(dir, files[i]);
    rmdir(dir);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_are_their_owners_alone),
                                       cmocka_unit_test(a_walk_ends_with_the_first_error)};
    return cmocka_run_group_tests_name("store files", tests, NULL, NULL);
}
