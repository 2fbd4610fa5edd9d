#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <grp.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/arena.h"
#include "keys/key.h"
#include "keys/peers.h"
#include "sys/file.h"

struct folder {
    char path[64];
    char file[128];
};

static int setup(void **state) {
    static struct folder f;
    f = (struct folder){.path = "/tmp/sippe-keys-XXXXXX"};
    *state = &f;
    return mkdtemp(f.path) ? 0 : -1;
}

static int teardown(void **state) {
    struct folder *f = *state;
    static const char *const names[] = {"clsc-hochelaga.key", "clsc-hochelaga.pub", "x"};
    for (size_t i = 0; i < 3; i++) {
        snprintf(f->file, sizeof f->file, "%s/%s", f->path, names[i]);
        unlink(f->file);
    }
    return rmdir(f->path); /* fails when a temporary file was left */
}

static const char *at(struct folder *f, const char *name) {
    snprintf(f->file, sizeof f->file, "%s/%s", f->path, name);
    return f->file;
}

/* ZeroMQ RFC 32 and zmq_curve_keypair(3): the reference vector of 8 bytes, four times */
static void z85_is_that_of_the_rfc(void **state) {
    (void)state;
    static const uint8_t eight[] = {0x86, 0x4F, 0xD2, 0x6F, 0xB5, 0x59, 0xF7, 0x5B};
    uint8_t key[KEY_LEN], back[KEY_LEN];
    char text[KEY_TEXT_LEN + 1];
    for (size_t i = 0; i < 4; i++) memcpy(key + 8 * i, eight, 8);
    key_text(key, text);
    assert_string_equal(text, "HelloWorldHelloWorldHelloWorldHelloWorld");
    assert_int_equal(key_public_parse(text, back), 0);
    assert_memory_equal(back, key, KEY_LEN);
    static const char *const refused[] = {"",
                                          "HelloWorld",
                                          "HelloWorldHelloWorldHelloWorldHelloWorl",
                                          "HelloWorldHelloWorldHelloWorldHelloWorldX",
                                          "HelloWorldHelloWorldHelloWorldHelloWor~d",
                                          "#####ldHelloHelloWorldHelloWorldHelloWor",
                                          "HelloWorldHelloWorldHelloWorldHelloWor\"d"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_int_equal(key_public_parse(refused[i], back), ERR_INVALID);
}

static void names(void **state) {
    (void)state;
    char longest[KEY_NAME_MAX + 2];
    memset(longest, 'a', sizeof longest);
    longest[KEY_NAME_MAX + 1] = 0;
    assert_false(key_name_is_valid(longest));
    longest[KEY_NAME_MAX] = 0;
    assert_true(key_name_is_valid(longest));
    static const struct {
        const char *name;
        bool valid;
    } cases[] = {
        {"a", true},  {"0", true},    {"clsc-hochelaga.2", true},
        {"", false},  {"-a", false},  {".a", false},
        {"A", false}, {"a b", false}, {"a/b", false},
        {"é", false}, {"a_b", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(key_name_is_valid(cases[i].name), cases[i].valid);
}

static struct key_file sample(void) {
    struct key_file k = {
        .name = "clsc-hochelaga", .organization = "06512", .role = ROLE_DESK, .created_ms = 1795270980123};
    key_pair_new(&k.pair);
    return k;
}

static void saved_and_loaded(void **state) {
    struct folder *f = *state;
    struct key_file k = sample(), back;
    struct line_fault fault;
    assert_int_equal(key_file_save(f->path, &k), 0);
    struct stat st;
    assert_int_equal(stat(at(f, "clsc-hochelaga.key"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(key_secret_load(f->file, &back, &fault), 0);
    assert_memory_equal(&back, &k, sizeof k);
    assert_int_equal(key_public_load(f->file, &back, &fault), ERR_INVALID); /* a secret is not given away */
    assert_int_equal(key_public_load(at(f, "clsc-hochelaga.pub"), &back, &fault), 0);
    assert_memory_equal(back.pair.public_key, k.pair.public_key, KEY_LEN);
    static const uint8_t zero[KEY_LEN];
    assert_memory_equal(back.pair.secret_key, zero, KEY_LEN);
    assert_int_equal(back.role, ROLE_DESK);
    assert_int_equal(key_file_save(f->path, &k), ERR_BUSY); /* never overwritten */
    unlink(at(f, "clsc-hochelaga.key"));
    assert_int_equal(key_file_save(f->path, &k), ERR_BUSY); /* nor a new secret beside an old public half */
    assert_int_not_equal(access(at(f, "clsc-hochelaga.key"), F_OK), 0);
}

static void readable_by_others_is_refused(void **state) {
    struct folder *f = *state;
    struct key_file k = sample(), back;
    struct line_fault fault;
    static const mode_t modes[] = {0640, 0604, 0610, 0620, 0601};
    assert_int_equal(key_file_save(f->path, &k), 0);
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        assert_int_equal(chmod(at(f, "clsc-hochelaga.key"), modes[i]), 0);
        assert_int_equal(key_secret_load(f->file, &back, &fault), ERR_DENIED);
    }
    assert_int_equal(key_secret_load(at(f, "nowhere"), &back, &fault), ERR_NOTFOUND);
    assert_int_equal(key_secret_load(f->path, &back, &fault), ERR_INVALID); /* a folder */
}

enum { DAEMON_USER = 20101, DAEMON_GROUP = 20102, MORE_GROUP = 20103, STRANGER = 20104 };

/* In a process of its own, as a daemon runs: neither root nor the maker of the file. */
static int load_as_daemon(const char *path) {
    pid_t child = fork();
    if (child == 0) {
        struct key_file back;
        struct line_fault fault;
        gid_t more = MORE_GROUP;
        if (setgroups(1, &more) || setgid(DAEMON_GROUP) || setuid(DAEMON_USER)) _exit(99);
        _exit(-key_secret_load(path, &back, &fault));
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return -WEXITSTATUS(status);
}

/* As administrators hand secrets to daemons. */
static void roots_for_the_daemons_group_is_taken(void **state) {
    struct folder *f = *state;
    static const struct {
        uid_t owner;
        gid_t group;
        mode_t mode;
        int outcome;
    } cases[] = {
        {0, DAEMON_GROUP, 0440, 0},
        {0, DAEMON_GROUP, 0640, 0},
        {0, MORE_GROUP, 0440, 0},
        {DAEMON_USER, DAEMON_GROUP, 0600, 0},
        {DAEMON_USER, DAEMON_GROUP, 0400, 0},
        {DAEMON_USER, DAEMON_GROUP, 0440, ERR_DENIED}, /* not root's: its group is whoever's */
        {DAEMON_USER, DAEMON_GROUP, 0640, ERR_DENIED},
        {STRANGER, DAEMON_GROUP, 0440, ERR_DENIED},
        {0, DAEMON_GROUP, 0660, ERR_DENIED}, /* written by others */
        {0, DAEMON_GROUP, 0450, ERR_DENIED},
        {0, DAEMON_GROUP, 0444, ERR_DENIED}, /* read by everybody */
        {0, DAEMON_GROUP, 0441, ERR_DENIED},
        {0, STRANGER, 0444, ERR_DENIED},
        {0, STRANGER, 0440, ERR_DENIED},
        {0, 0, 0600, ERR_DENIED},
    };
    if (geteuid() != 0) skip(); /* files are given away here, which root alone may */
    struct key_file k = sample(), back;
    struct line_fault fault;
    assert_int_equal(key_file_save(f->path, &k), 0);
    assert_int_equal(chmod(f->path, 0755), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *path = at(f, "clsc-hochelaga.key");
        assert_int_equal(chown(path, cases[i].owner, cases[i].group), 0);
        assert_int_equal(chmod(path, cases[i].mode), 0);
        if (load_as_daemon(path) != cases[i].outcome) fail_msg("case %zu", i);
    }
    assert_int_equal(chown(f->file, 0, 0), 0);
    assert_int_equal(chmod(f->file, 0440), 0);
    assert_int_equal(key_secret_load(f->file, &back, &fault), ERR_DENIED); /* root reads what is root's: 0600 */
}

#define PUBLIC "public = HelloWorldHelloWorldHelloWorldHelloWorld\n"
#define HEAD   "name = a\nrole = TEAM\ncreated = 2026-11-21T14:03:00Z\n"

static void faults_tell_where(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int line, column;
    } cases[] = {
        {HEAD, 0, 0},
        {HEAD "nonsense\n" PUBLIC, 4, 1},
        {HEAD " = b\n" PUBLIC, 4, 1},
        {HEAD "colour = red\n" PUBLIC, 4, 10},
        {HEAD "name = b\n" PUBLIC, 4, 8},
        {HEAD "public =   short\n", 4, 12},
        {HEAD PUBLIC "secret = HelloWorldHelloWorldHelloWorldHelloWorld\n", 0, 0},
        {"name = A\n", 1, 8},
        {"# a\n\nrole = TEAMS\n", 3, 8},
        {"role = UNSPECIFIED\n", 1, 8},
        {"role = \n", 1, 8},
        {"created = 2026-02-30T14:03:00Z\n", 1, 11},
        {"created = 2026-02-03 14:03:00\n", 1, 11},
        {"organization = a b\n", 1, 16},
        {"organization = \xc3\xa9\n", 1, 16},
    };
    struct key_file k;
    struct line_fault fault;
    assert_int_equal(key_public_read(span_text(HEAD PUBLIC), &k, &fault), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(key_public_read(span_text(cases[i].text), &k, &fault), ERR_INVALID);
        assert_int_equal(fault.line, cases[i].line);
        assert_int_equal(fault.column, cases[i].column);
        assert_true(strlen(fault.fr) > 0 && strlen(fault.en) > 0);
    }
}

static void halves_that_do_not_match(void **state) {
    struct folder *f = *state;
    struct key_file k = sample(), other = sample(), back;
    struct line_fault fault;
    memcpy(k.pair.public_key, other.pair.public_key, KEY_LEN);
    assert_int_equal(key_file_save(f->path, &k), 0);
    assert_int_equal(key_secret_load(at(f, "clsc-hochelaga.key"), &back, &fault), ERR_INVALID);
    assert_int_equal(fault.line, 0);
}

static void fingerprint_is_of_the_public_key(void **state) {
    (void)state;
    struct key_file a = sample(), b = sample();
    char one[KEY_FINGERPRINT_LEN + 1], two[KEY_FINGERPRINT_LEN + 1];
    key_fingerprint(a.pair.public_key, one);
    key_fingerprint(a.pair.public_key, two);
    assert_string_equal(one, two);
    assert_int_equal(strlen(one), KEY_FINGERPRINT_LEN);
    key_fingerprint(b.pair.public_key, two);
    assert_string_not_equal(one, two);
}

#define KEY_LINE(name) name ".key = HelloWorldHelloWorldHelloWorldHelloWorld\n"

static void peers_are_read_and_written(void **state) {
    (void)state;
    struct peers p;
    struct line_fault fault;
    static const char text[] = "# where\nintake.internal = tcp://10.77.0.1:20101\n" KEY_LINE(
        "intake") "intake.public=tcp://sippe.example:20201\r\n\n" KEY_LINE("scheduling") "scheduling.internal = "
                                                                                         "tcp://[::1]:20102";
    assert_int_equal(peers_read(span_text(text), &p, &fault), 0);
    assert_int_equal(p.n, 2);
    assert_string_equal(peers_find(&p, "intake")->public_side, "tcp://sippe.example:20201");
    assert_string_equal(peers_find(&p, "scheduling")->internal, "tcp://[::1]:20102");
    assert_string_equal(peers_find(&p, "scheduling")->public_side, "");
    assert_null(peers_find(&p, "directory"));
}

/* While a daemon's key is changed both are its own. */
static void a_peer_may_have_a_next_key(void **state) {
    (void)state;
    struct peers p;
    struct line_fault fault;
    uint8_t next[KEY_LEN], none[KEY_LEN] = {1};
    static const char text[] = "intake.key.next = WorldHelloWorldHelloWorldHelloWorldHello\n" KEY_LINE(
        "intake") "intake.internal = tcp://h:1\n";
    assert_int_equal(peers_read(span_text(text), &p, &fault), 0);
    assert_int_equal(p.n, 1);
    const struct peer *intake = peers_find(&p, "intake");
    assert_int_equal(key_public_parse("WorldHelloWorldHelloWorldHelloWorldHello", next), 0);
    assert_memory_equal(peer_next_key(intake), next, KEY_LEN);
    assert_true(peer_has_key(intake, next));
    assert_true(peer_has_key(intake, intake->public_key));
    assert_false(peer_has_key(intake, none));
}

static void peers_refused(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int line, column;
    } cases[] = {
        {"intake.internal = tcp://h:1\n", 0, 0}, /* no key */
        {KEY_LINE("intake"), 0, 0},              /* no endpoint */
        {"intake = x\n", 1, 1},
        {"intake.colour = x\n", 1, 1},
        {"Intake.key = x\n", 1, 1},
        {"intake.internal = http://h:1\n", 1, 19},
        {"intake.internal = tcp://\n", 1, 19},
        {"\nintake.key = short\n", 2, 14},
        {KEY_LINE("intake") KEY_LINE("intake"), 2, 14},
        {"intake.key.next = short\n", 1, 19},
        {"intake.next = HelloWorldHelloWorldHelloWorldHelloWorld\n", 1, 1},
        {"intake.internal = tcp://h:1\nintake.key.next = HelloWorldHelloWorldHelloWorldHelloWorld\n", 0, 0},
    };
    struct peers p;
    struct line_fault fault;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(peers_read(span_text(cases[i].text), &p, &fault), ERR_INVALID);
        assert_int_equal(fault.line, cases[i].line);
        assert_int_equal(fault.column, cases[i].column);
    }
    assert_int_equal(peers_load("/nowhere/peers", &p, &fault), ERR_NOTFOUND);
}

static void file_is_replaced_whole(void **state) {
    struct folder *f = *state;
    struct arena a;
    struct span content = {NULL, 0};
    arena_init(&a);
    assert_int_equal(file_read(&a, at(f, "x"), 100, &content), ERR_NOTFOUND);
    assert_int_equal(file_create(f->file, span_text("one"), 0644), 0);
    assert_int_equal(file_create(f->file, span_text("two"), 0644), ERR_BUSY);
    assert_int_equal(file_write(f->file, span_text("three"), 0600), 0);
    assert_int_equal(file_read_private(&a, f->file, 5, &content), 0);
    assert_string_equal((const char *)content.data, "three");
    assert_int_equal(file_read(&a, f->file, 4, &content), ERR_INVALID);
    assert_int_equal(file_write("/nowhere/x", span_text("y"), 0600), ERR_NOTFOUND);
    arena_close(&a);
}

int main(void) {
#define FOLDER_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(z85_is_that_of_the_rfc),
        cmocka_unit_test(names),
        FOLDER_TEST(saved_and_loaded),
        FOLDER_TEST(readable_by_others_is_refused),
        FOLDER_TEST(roots_for_the_daemons_group_is_taken),
        cmocka_unit_test(faults_tell_where),
        FOLDER_TEST(halves_that_do_not_match),
        cmocka_unit_test(fingerprint_is_of_the_public_key),
        cmocka_unit_test(peers_are_read_and_written),
        cmocka_unit_test(a_peer_may_have_a_next_key),
        cmocka_unit_test(peers_refused),
        FOLDER_TEST(file_is_replaced_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
