/* Another wrapping key: everybody is there under it, the old one opens nothing but older copies; and at every death,
 * within any write, before any flush and the renaming, the one vault or the other is there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "vaults.h"

/* ---- deaths: write, fsync and rename go through here (--wrap) ---- */

static int64_t left = -1; /* bytes until all fails, a flush or a renaming counting as one; negative: nothing fails */

ssize_t __real_write(int fd, const void *data, size_t len);
ssize_t __wrap_write(int fd, const void *data, size_t len);
int __real_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to);
int __real_fsync(int fd);
int __wrap_fsync(int fd);

static bool dies(size_t bytes) {
    if (left < 0) return false;
    bool is_end = (size_t)left < bytes;
    left -= is_end ? left : (int64_t)bytes;
    if (is_end) errno = EIO;
    return is_end;
}

ssize_t __wrap_write(int fd, const void *data, size_t len) {
    size_t some = left >= 0 && (size_t)left < len ? (size_t)left : len;
    if (some == len || some == 0) return dies(len) ? -1 : __real_write(fd, data, len);
    left = 0;
    return __real_write(fd, data, some);
}
int __wrap_rename(const char *from, const char *to) { return dies(1) ? -1 : __real_rename(from, to); }
int __wrap_fsync(int fd) { return dies(1) ? -1 : __real_fsync(fd); }

/* ---- three subjects: given, erased, and one whose key is damaged ---- */

struct people {
    uint64_t given, erased, damaged;
    struct vaults_text text;
};

static struct people people_make(struct vaults *t) {
    struct people p = {.given = vaults_give(t, 1), .erased = vaults_give(t, 2), .damaged = vaults_give(t, 3)};
    size_t len;
    p.text = vaults_seal(t->v, p.given, vaults_id(1));
    assert_int_equal(vault_erase(t->v, p.erased, vaults_id(2)), 0);
    uint8_t *bytes = vaults_bytes(t->path, &len);
    bytes[vaults_at(p.damaged) + 70] ^= 1;
    vaults_put(t->path, bytes, len);
    free(bytes);
    return p;
}

static void people_are_there(struct vaults *t, const struct people *p) {
    const struct seal_keys *keys;
    assert_int_equal(vaults_opens(t->v, p->given, vaults_id(1), &p->text), 0);
    assert_int_equal(vault_find(t->v, vaults_id(1)), p->given);
    assert_int_equal(vault_keys(t->v, p->erased, &keys), ERR_ERASED);
    assert_true(vault_is_erased(t->v, vaults_id(2)));
    assert_int_equal(vault_keys(t->v, p->damaged, &keys), ERR_CORRUPT);
    assert_int_equal(vault_find(t->v, vaults_id(3)), p->damaged);
}

static void everybody_is_there_under_the_other_key(void **state) {
    struct vaults *t = *state;
    struct people p = people_make(t);
    struct wrapping_key old = t->key, other;
    wrapping_key_new(&other);
    assert_int_equal(vault_rewrap(t->v, &other), 0);
    people_are_there(t, &p);
    uint64_t later = vaults_give(t, 4);
    assert_int_equal(vaults_refused(t), ERR_INVALID); /* by the old key */
    t->key = other;
    vaults_reopen(t);
    people_are_there(t, &p);
    assert_int_equal(vault_find(t->v, vaults_id(4)), later); /* given into the new file */
    assert_memory_not_equal(&old, &other, sizeof old);
}

/* What an older copy holds is dead with the old key. */
static void no_wrapped_key_is_the_same(void **state) {
    struct vaults *t = *state;
    size_t len, len_after;
    uint64_t n = vault_counts(t->v).slots;
    struct wrapping_key other;
    wrapping_key_new(&other);
    uint8_t *before = vaults_bytes(t->path, &len);
    assert_int_equal(vault_rewrap(t->v, &other), 0);
    uint8_t *after = vaults_bytes(t->path, &len_after);
    assert_int_equal(len, len_after);
    for (uint64_t slot = 2; slot <= n; slot++) /* the first is a mark */
        assert_memory_not_equal(before + vaults_at(slot) + 64, after + vaults_at(slot) + 64, 48);
    t->key = other;
    free(before);
    free(after);
}

/* Whichever key opens it, everybody is there; and whoever goes on with the open one loses nothing. */
static void death_after(struct vaults *t, const struct people *p, int64_t bytes, bool *is_done) {
    struct wrapping_key old = t->key, other;
    uint64_t slot, subject = 100 + (uint64_t)bytes;
    wrapping_key_new(&other);
    left = bytes;
    int rc = vault_rewrap(t->v, &other);
    left = -1;
    int given = vault_give(t->v, vaults_id(subject), &slot);
    vault_close(t->v);
    t->key = other;
    if (vault_open(&t->v, &t->options, &t->fault)) {
        assert_true(rc != 0 && given == 0); /* not renamed: it goes on under the old key */
        t->key = old;
        assert_int_equal(vault_open(&t->v, &t->options, &t->fault), 0);
    } else {
        assert_true(rc ? given == ERR_IO : given == 0); /* renamed, and not known to be: nothing is given any more */
    }
    people_are_there(t, p);
    if (given == 0) assert_int_equal(vault_find(t->v, vaults_id(subject)), slot);
    *is_done = rc == 0;
}

static void at_every_death_the_one_or_the_other(void **state) {
    struct vaults *t = *state;
    struct people p = people_make(t);
    size_t len;
    bool is_done = false;
    free(vaults_bytes(t->path, &len));
    for (int64_t at = 0; at < (int64_t)len; at += 509) death_after(t, &p, at, &is_done);
    assert_false(is_done);
    for (int64_t at = (int64_t)len - 2; !is_done; at++) death_after(t, &p, at, &is_done);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, vaults_setup, vaults_teardown)
int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(everybody_is_there_under_the_other_key),
        TEST(no_wrapped_key_is_the_same),
        TEST(at_every_death_the_one_or_the_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
