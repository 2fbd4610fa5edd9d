/* A daemon's own settings beside those of all, names that are nearly right, and what leaves for the outside. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/err.h"
#include "runtime/settings.h"

struct desk {
    char folder[64], file[128];
    struct daemon_config config;
    struct fault fault;
};

static int colour_check(const char *value, struct line_fault *why) {
    if (strcmp(value, "blue") == 0 || strcmp(value, "green") == 0) return 0;
    *why = (struct line_fault){why->line, why->column, "bleu ou vert attendu", "blue or green expected"};
    return ERR_INVALID;
}

static const struct service_setting list[] = {
    {.name = "colour", .value = "COLOUR", .standard = "green", .fr = "x", .en = "x", .check = colour_check},
    {.name = "figures-folder", .value = "FOLDER", .standard = "", .fr = "x", .en = "x", .check = setting_is_folder},
    {.name = "note", .value = "TEXT", .standard = "", .fr = "x", .en = "x"},
};
static const struct service_settings own = {list, 3};

static int setup(void **state) {
    static struct desk d;
    memset(&d, 0, sizeof d);
    strcpy(d.folder, "/tmp/sippe-settings-XXXXXX");
    *state = &d;
    if (!mkdtemp(d.folder)) return -1;
    snprintf(d.file, sizeof d.file, "%s/conf", d.folder);
    return 0;
}

static int teardown(void **state) {
    struct desk *d = *state;
    char path[128];
    unlink(d->file);
    snprintf(path, sizeof path, "%s/ca", d->folder);
    unlink(path);
    return rmdir(d->folder);
}

static void write_text(const char *path, const char *text) {
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

/* The file's further lines, and one more argument (NULL: none). */
static int load(struct desk *d, const char *lines, const char *argument) {
    char text[4096], first[] = "sippe-test", option[] = "--config", more[600] = "";
    snprintf(text, sizeof text, "territory = nord\ndir = /x\nkey = /x\npeers = /x\n%s", lines);
    write_text(d->file, text);
    if (argument) snprintf(more, sizeof more, "%s", argument);
    char *argv[] = {first, option, d->file, more, NULL};
    d->config = (struct daemon_config){.n_trust = 0};
    return config_load(&d->config.process, &(struct config_tables){daemon_settings, DAEMON_SETTINGS, &own, true},
                       argument ? 4 : 3, argv, &d->fault);
}

#define REFUSED(d, lines, argument, fr_, en_)                                                                          \
    do {                                                                                                               \
        assert_int_equal(load((d), (lines), (argument)), -1);                                                          \
        if (!strstr((d)->fault.fr, (fr_))) fail_msg("%s", (d)->fault.fr);                                              \
        if (!strstr((d)->fault.en, (en_))) fail_msg("%s", (d)->fault.en);                                              \
    } while (0)

static void own_values(void **state) {
    struct desk *d = *state;
    assert_int_equal(load(d, "", NULL), 0);
    assert_string_equal(config_own(&d->config.process, "colour"), "green");
    assert_string_equal(config_own(&d->config.process, "note"), "");
    assert_null(config_own(&d->config.process, "unheard-of"));
    assert_null(config_own(&d->config.process, "territory")); /* not the service's */
    assert_int_equal(load(d, "colour = blue\nnote = a = b\n", NULL), 0);
    assert_string_equal(config_own(&d->config.process, "colour"), "blue");
    assert_string_equal(config_own(&d->config.process, "note"), "a = b");
    assert_int_equal(load(d, "colour =\n", NULL), 0); /* empty: none, whatever the standard */
    assert_string_equal(config_own(&d->config.process, "colour"), "");
    setenv("SIPPE_COLOUR", "green", 1);
    assert_int_equal(load(d, "colour = blue\n", NULL), 0);
    assert_string_equal(config_own(&d->config.process, "colour"), "green");
    assert_int_equal(load(d, "", "--colour=blue"), 0);
    assert_string_equal(config_own(&d->config.process, "colour"), "blue");
    unsetenv("SIPPE_COLOUR");
}

static void own_values_that_are_wrong(void **state) {
    struct desk *d = *state;
    REFUSED(d, "colour = red\n", NULL, "ligne 5, colonne 10 : bleu ou vert", "line 5, column 10: blue or green");
    REFUSED(d, "", "--colour=red", "--colour : bleu", "--colour: blue");
    REFUSED(d, "colour = blue\ncolour = blue\n", NULL, "deux fois", "twice");
    char lines[700] = "note = ";
    memset(lines + 7, 'a', CONFIG_PATH_MAX);
    lines[7 + CONFIG_PATH_MAX] = '\n';
    assert_int_equal(load(d, lines, NULL), 0);
    memcpy(lines + 7 + CONFIG_PATH_MAX, "a\n", 3);
    REFUSED(d, lines, NULL, "trop longue", "too long");
    REFUSED(d, "figures-folder = /nowhere/at/all\n", NULL, "n'existe pas", "does not exist");
    REFUSED(d, "figures-folder = figures\n", NULL, "à partir de /", "from /");
    snprintf(lines, sizeof lines, "figures-folder = %s\n", d->folder);
    assert_int_equal(load(d, lines, NULL), 0);
    assert_string_equal(config_own(&d->config.process, "figures-folder"), d->folder);
}

/* The nearest name, when one is near, of those that may stand there. */
static void names_that_are_nearly_right(void **state) {
    struct desk *d = *state;
    REFUSED(d, "figure-folder = /x\n", NULL, "nom inconnu ; le plus proche est « figures-folder »",
            "the nearest is \"figures-folder\"");
    REFUSED(d, "map_size = 1G\n", NULL, "« map-size »", "\"map-size\"");
    REFUSED(d, "colors = blue\n", NULL, "« colour »", "\"colour\"");
    REFUSED(d, "", "--post-private-host=x", "la plus proche est « --post-private-hosts »", "\"--post-private-hosts\"");
    REFUSED(d, "", "--verifi", "« --verify »", "\"--verify\"");
    REFUSED(d, "zzzz = 1\n", NULL, "nom inconnu ; voir --help", "unknown name; see --help");
    REFUSED(d, "verify = 1\n", NULL, "nom inconnu ; voir --help", "unknown name; see --help"); /* an option only */
    char lines[400];
    memset(lines, 'c', 300);
    strcpy(lines + 300, " = 1\n");
    REFUSED(d, lines, NULL, "nom inconnu ; voir --help", "unknown name; see --help");
}

static void where_secrets_are(void **state) {
    struct desk *d = *state;
    assert_int_equal(load(d, "secret = mail  /etc/sippe/a b\nsecret = web.1 /x, other /y\n", NULL), 0);
    assert_int_equal(d->config.n_secrets, 3);
    assert_string_equal(d->config.secrets[0].name, "mail");
    assert_string_equal(d->config.secrets[0].path, "/etc/sippe/a b");
    assert_string_equal(d->config.secrets[1].path, "/x");
    assert_string_equal(d->config.secrets[2].name, "other");
    REFUSED(d, "secret = mail /x\nsecret = mail /y\n", NULL, "déjà donné", "given already");
    REFUSED(d, "secret = MAIL /x\n", NULL, "nom de secret", "name of a secret");
    REFUSED(d, "secret = /x\n", NULL, "« NOM /CHEMIN", "\"NAME /PATH");
    char lines[1024] = "";
    for (size_t i = 0; i <= SECRETS_MAX; i++)
        snprintf(lines + strlen(lines), sizeof lines - strlen(lines), "secret = s%zu /x\n", i);
    REFUSED(d, lines, NULL, "16 au plus", "at most 16");
}

/* Somebody writes the password itself: it is in no sentence. */
static void a_secret_is_no_value(void **state) {
    struct desk *d = *state;
    REFUSED(d, "secret = mail hunter2\n", NULL, "ligne 5, colonne 10 : « NOM /CHEMIN", "never here");
    assert_null(strstr(d->fault.fr, "hunter2"));
    REFUSED(d, "", "--secret=mail hunter2", "--secret : « NOM", "never here");
    assert_null(strstr(d->fault.fr, "hunter2"));
    assert_null(strstr(d->fault.en, "hunter2"));
}

static void hosts_of_the_own_network(void **state) {
    struct desk *d = *state;
    assert_int_equal(
        load(d, "post-private-hosts = relais.clsc.test, 10.1.2.3 ,[fd00::1]\npost-private-hosts = b\n", NULL), 0);
    assert_int_equal(d->config.n_post_hosts, 4);
    assert_string_equal(d->config.post_hosts[0], "relais.clsc.test");
    assert_string_equal(d->config.post_hosts[1], "10.1.2.3");
    assert_string_equal(d->config.post_hosts[2], "[fd00::1]");
    assert_string_equal(d->config.post_hosts[3], "b");
    static const char *const wrong[] = {"https://a.test", "a.test:443", "*",      "a b",
                                        "[fd00::1",       "10.0.0.0/8", "fd00::1"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char line[100];
        snprintf(line, sizeof line, "post-private-hosts = %s\n", wrong[i]);
        REFUSED(d, line, NULL, "sans port", "without a port");
    }
}

static void whom_to_trust(void **state) {
    struct desk *d = *state;
    char path[128], line[200];
    snprintf(path, sizeof path, "%s/ca", d->folder);
    snprintf(line, sizeof line, "post-ca-file = %s\n", path);
    REFUSED(d, line, NULL, "ne peut pas être lu", "cannot be read");
    write_text(path, "");
    REFUSED(d, line, NULL, "aucun certificat", "no certificate");
    write_text(path, "# ours\n-----BEGIN CERTIFICATE-----\nAAAA\n");
    assert_int_equal(load(d, line, NULL), 0);
    assert_string_equal(d->config.post_ca_file, path);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(own_values),        TEST(own_values_that_are_wrong), TEST(names_that_are_nearly_right),
        TEST(where_secrets_are), TEST(a_secret_is_no_value),      TEST(hosts_of_the_own_network),
        TEST(whom_to_trust),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
