/* Secrets by file: which files are taken, and what is said of the others without saying the secret. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <grp.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "runtime/secrets.h"

struct desk {
    char folder[64], file[128];
    struct daemon_config config;
    struct secrets secrets;
    struct fault fault;
};

static int setup(void **state) {
    static struct desk d;
    memset(&d, 0, sizeof d);
    strcpy(d.folder, "/tmp/sippe-secrets-XXXXXX");
    *state = &d;
    if (sodium_init() < 0 || !mkdtemp(d.folder)) return -1;
    snprintf(d.file, sizeof d.file, "%s/mail", d.folder);
    strcpy(d.config.secrets[0].name, "mail");
    strcpy(d.config.secrets[0].path, d.file);
    d.config.n_secrets = 1;
    return 0;
}

static int teardown(void **state) {
    struct desk *d = *state;
    secrets_close(&d->secrets);
    unlink(d->file);
    return rmdir(d->folder);
}

static int load(struct desk *d, const void *content, size_t len, mode_t mode) {
    secrets_close(&d->secrets);
    unlink(d->file);
    FILE *f = fopen(d->file, "w");
    assert_non_null(f);
    fwrite(content, 1, len, f);
    fclose(f);
    assert_int_equal(chmod(d->file, mode), 0);
    return secrets_load(&d->secrets, &d->config, &d->fault);
}

static int load_text(struct desk *d, const char *text) { return load(d, text, strlen(text), 0400); }

static void one_line_with_or_without_its_end(void **state) {
    struct desk *d = *state;
    static const char *const texts[] = {"le mot: de passe", "le mot: de passe\n", "le mot: de passe\r\n"};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(load_text(d, texts[i]), 0);
        assert_string_equal(secret_find(&d->secrets, "mail"), "le mot: de passe");
    }
    assert_null(secret_find(&d->secrets, "mai"));
    assert_null(secret_find(&d->secrets, ""));
    assert_int_equal(load_text(d, " clé \n"), 0); /* blanks may be of it */
    assert_string_equal(secret_find(&d->secrets, "mail"), " clé ");
}

static void refused(struct desk *d, int rc, enum exit_code code, const char *event) {
    assert_int_equal(rc, -1);
    assert_int_equal(d->fault.code, code);
    assert_string_equal(d->fault.event, event);
    assert_non_null(strstr(d->fault.fr, d->file));
    assert_non_null(strstr(d->fault.en, "\"mail\""));
    assert_null(strstr(d->fault.fr, "hush"));
    assert_null(strstr(d->fault.en, "hush"));
    assert_int_equal(d->secrets.n, 0);
}

static void files_that_are_wrong(void **state) {
    struct desk *d = *state;
    refused(d, secrets_load(&d->secrets, &d->config, &d->fault), EXIT_CONFIGURATION, "secret.missing");
    refused(d, load(d, "hush\n", 5, 0404), EXIT_RIGHTS, "secret.rights");
    refused(d, load(d, "hush\n", 5, 0460), EXIT_RIGHTS, "secret.rights");
    refused(d, load_text(d, ""), EXIT_CONFIGURATION, "secret.empty");
    refused(d, load_text(d, "\n"), EXIT_CONFIGURATION, "secret.empty");
    refused(d, load_text(d, "\r\n"), EXIT_CONFIGURATION, "secret.empty");
    refused(d, load_text(d, "hush\nhush\n"), EXIT_CONFIGURATION, "secret.lines");
    refused(d, load_text(d, "hush\n\n"), EXIT_CONFIGURATION, "secret.lines");
    refused(d, load_text(d, "hush\t"), EXIT_CONFIGURATION, "secret.lines");
    refused(d, load(d, "hush\0hush", 9, 0400), EXIT_CONFIGURATION, "secret.lines");
    unlink(d->file);
    assert_int_equal(mkdir(d->file, 0700), 0);
    refused(d, secrets_load(&d->secrets, &d->config, &d->fault), EXIT_CONFIGURATION, "secret.file");
    rmdir(d->file);
}

static void the_longest(void **state) {
    struct desk *d = *state;
    char text[SECRET_MAX + 8];
    memset(text, 'x', sizeof text);
    text[SECRET_MAX] = '\n';
    assert_int_equal(load(d, text, SECRET_MAX + 1, 0600), 0);
    assert_int_equal(strlen(secret_find(&d->secrets, "mail")), SECRET_MAX);
    text[SECRET_MAX] = 'x';
    refused(d, load(d, text, SECRET_MAX + 1, 0600), EXIT_CONFIGURATION, "secret.file");
    refused(d, load(d, text, SECRET_MAX + 3, 0600), EXIT_CONFIGURATION, "secret.file");
}

/* As a daemon reads it that may not change it: root's, 0440, and a group of the daemon's. */
static void handed_over_by_root(void **state) {
    struct desk *d = *state;
    if (geteuid() != 0) skip();
    assert_int_equal(load(d, "hush", 4, 0440), -1); /* root itself wants none that others may read */
    assert_int_equal(chown(d->file, 0, 4711), 0);
    assert_int_equal(chmod(d->folder, 0711), 0);
    pid_t child = fork();
    if (child == 0) {
        const gid_t groups[] = {4711};
        if (setgroups(1, groups) || setgid(4712) || setuid(4712)) _exit(1);
        if (secrets_load(&d->secrets, &d->config, &d->fault)) _exit(2);
        _exit(strcmp(secret_find(&d->secrets, "mail"), "hush") ? 3 : 0);
    }
    int status;
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
}

/* VmLck, and the "dd" of smaps: not in a core. */
static void not_in_a_dump(void **state) {
    struct desk *d = *state;
    char line[512], *end;
    bool is_in = false, is_left_out = false;
    assert_int_equal(load_text(d, "hush"), 0);
    const uintptr_t at = (uintptr_t)secret_find(&d->secrets, "mail");
    FILE *f = fopen("/proc/self/smaps", "r");
    if (!f) skip();
    while (fgets(line, sizeof line, f)) {
        uintptr_t from = strtoul(line, &end, 16);
        if (*end == '-') is_in = at >= from && at < strtoul(end + 1, NULL, 16);
        if (is_in && strncmp(line, "VmFlags:", 8) == 0) is_left_out = strstr(line, " dd") != NULL;
    }
    fclose(f);
    assert_true(is_left_out);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {TEST(one_line_with_or_without_its_end), TEST(files_that_are_wrong),
                                       TEST(the_longest), TEST(handed_over_by_root), TEST(not_in_a_dump)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
