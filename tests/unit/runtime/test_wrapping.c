/* Where a daemon finds its wrapping key, and what it says when that is not there or not right. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "runtime/identity.h"

struct desk {
    char folder[64], file[128], store[128];
    struct daemon_config config;
    struct wrapping_key *key;
    struct fault fault;
};

static int setup(void **state) {
    static struct desk d;
    memset(&d, 0, sizeof d);
    strcpy(d.folder, "/tmp/sippe-wrapping-XXXXXX");
    *state = &d;
    if (sodium_init() < 0 || !mkdtemp(d.folder)) return -1;
    snprintf(d.file, sizeof d.file, "%s/intake.wrapping", d.folder);
    snprintf(d.store, sizeof d.store, "%s/data.mdb", d.folder);
    snprintf(d.config.process.key, sizeof d.config.process.key, "%s/intake.key", d.folder);
    snprintf(d.config.process.dir, sizeof d.config.process.dir, "%s", d.folder);
    return 0;
}

static int teardown(void **state) {
    struct desk *d = *state;
    wrapping_close(&d->key);
    unlink(d->file);
    unlink(d->store);
    return rmdir(d->folder);
}

static void file_make(const char *path, const char *text, mode_t mode) {
    unlink(path);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
    assert_int_equal(chmod(path, mode), 0);
}

static void refused(struct desk *d, enum exit_code code, const char *event, const char *fr, const char *en) {
    assert_int_equal(wrapping_load(&d->key, &d->config, &d->fault), -1);
    assert_null(d->key);
    assert_int_equal(d->fault.code, code);
    assert_string_equal(d->fault.event, event);
    if (!strstr(d->fault.fr, fr)) fail_msg("%s", d->fault.fr);
    if (!strstr(d->fault.en, en)) fail_msg("%s", d->fault.en);
    assert_non_null(strstr(d->fault.fr, d->config.wrapping));
}

static void beside_the_daemons_own_key(void **state) {
    struct desk *d = *state;
    struct wrapping_key made;
    wrapping_key_new(&made);
    assert_int_equal(wrapping_key_save(d->file, &made), 0);
    assert_int_equal(wrapping_load(&d->key, &d->config, &d->fault), 0);
    assert_memory_equal(d->key, &made, sizeof made);
    assert_string_equal(d->config.wrapping, d->file);
}

static void where_the_configuration_says(void **state) {
    struct desk *d = *state;
    struct wrapping_key made;
    wrapping_key_new(&made);
    assert_int_equal(wrapping_key_save(d->file, &made), 0);
    strcpy(d->config.process.key, "/elsewhere/intake.key");
    strcpy(d->config.wrapping, d->file);
    assert_int_equal(wrapping_load(&d->key, &d->config, &d->fault), 0);
    assert_memory_equal(d->key, &made, sizeof made);
}

/* A new store is told how the key is made; one that is there, that a new one would open nothing. */
static void missing(void **state) {
    struct desk *d = *state;
    refused(d, EXIT_CONFIGURATION, "wrapping.missing", "sippe keys wrapping", "make it once");
    file_make(d->store, "", 0600);
    refused(d, EXIT_CONFIGURATION, "wrapping.missing", "n'en faites pas un nouveau", "do not make a new one");
}

static void wrong(void **state) {
    struct desk *d = *state;
    char text[256] = "sippe-wrapping-key-1 ";
    memset(text + strlen(text), 'a', 64);
    file_make(d->file, text, 0644);
    refused(d, EXIT_RIGHTS, "wrapping.rights", "d'autres peuvent lire", "others may read");
    file_make(d->file, "secret", 0400);
    refused(d, EXIT_CONFIGURATION, "wrapping.file", "une seule ligne", "one line is expected");
    unlink(d->file);
    assert_int_equal(mkdir(d->file, 0700), 0);
    refused(d, EXIT_CONFIGURATION, "wrapping.file", "une seule ligne", "one line is expected");
    assert_int_equal(rmdir(d->file), 0);
}

/* At the end of what a path may be long, the name beside does not fit. */
static void a_path_that_is_too_long(void **state) {
    struct desk *d = *state;
    memset(d->config.process.key, 'k', CONFIG_PATH_MAX);
    assert_int_equal(wrapping_load(&d->key, &d->config, &d->fault), -1);
    assert_string_equal(d->fault.event, "wrapping.path");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(beside_the_daemons_own_key, setup, teardown),
        cmocka_unit_test_setup_teardown(where_the_configuration_says, setup, teardown),
        cmocka_unit_test_setup_teardown(missing, setup, teardown),
        cmocka_unit_test_setup_teardown(wrong, setup, teardown),
        cmocka_unit_test_setup_teardown(a_path_that_is_too_long, setup, teardown),
    };
    return cmocka_run_group_tests_name("wrapping", tests, NULL, NULL);
}
