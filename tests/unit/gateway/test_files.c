/* What is served is what was built, or nothing: a small tree, and every damage of it that a disk or a hand can do. */
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
#include "gateway/http/files/files.h"

static char folder[] = "/tmp/sippe-files-XXXXXX";

static void sh(const char *what) {
    char command[1200];
    snprintf(command, sizeof command, "cd %s && { %s; }", folder, what);
    if (system(command) != 0) fail_msg("%s", command);
}

#define SHELLS_LIST                                                                                                    \
    "export LC_ALL=C; { (cd shells; find . -type f | sed 's,^./,,' | sort | xargs sha256sum); sha256sum s.sha256; } "  \
    ">shells.sha256"

/* Shells of no page and of one in both languages, three modules, and the two lists. */
static void build(void) {
    sh("rm -rf *; mkdir -p s/lib shells/fr shells/en; printf 'a();' >s/lib/a.js; printf 'b();' >s/lib/b.js");
    sh("printf 'p();' >s/lib/p.js; printf coque >shells/fr/index.html; printf '\303\211tat' >shells/fr/etat.html");
    sh("printf 'w();' >shells/sw.js; printf shell >shells/en/index.html; printf State >shells/en/etat.html; gzip -nk "
       "s/lib/a.js "
       "shells/fr/index.html");
    sh("export LC_ALL=C; (cd s; find . -type f | sed 's,^./,,' | sort | xargs sha256sum) >s.sha256");
    sh(SHELLS_LIST);
}

static const struct file *in_french(const struct files *f, const char *path) {
    return files_find(f, span_text(path), FILE_FR, false);
}

static int setup(void **state) {
    (void)state;
    if (!mkdtemp(folder)) return -1;
    return 0;
}
static int teardown(void **state) {
    (void)state;
    sh("rm -rf *");
    return rmdir(folder);
}

static struct files *opened(void) {
    struct files *f = NULL;
    struct files_fault why = {0};
    build();
    assert_int_equal(files_open(&f, folder, &why), 0);
    return f;
}

static const char *header(const struct file *file, const char *name) {
    for (size_t i = 0; i < file->n_headers; i++)
        if (strcmp(file->headers[i].name, name) == 0) return file->headers[i].value;
    return NULL;
}

/* The path of a file of this tree. */
static struct span in_tree(const char *name) {
    static char path[256];
    char hash[17] = "";
    char at[64];
    snprintf(at, sizeof at, "%s/shells.sha256", folder);
    FILE *shell = fopen(at, "r");
    char line[256];
    while (shell && fgets(line, sizeof line, shell))
        if (strstr(line, "  s.sha256")) snprintf(hash, sizeof hash, "%.16s", line);
    if (shell) fclose(shell);
    snprintf(path, sizeof path, "/s/%s/%s", hash, name);
    return span_text(path);
}

static void test_a_file_is_served_as_it_is_and_in_gzip(void **state) {
    (void)state;
    struct files *f = opened();
    const struct file *plain = files_find(f, in_tree("lib/a.js"), FILE_FR, false);
    assert_int_equal(plain->status, 200);
    assert_true(span_equal(plain->body, span_text("a();")));
    assert_string_equal(header(plain, "Content-Type"), "text/javascript; charset=utf-8");
    assert_string_equal(header(plain, "Cache-Control"), "public, max-age=31536000, immutable");
    assert_string_equal(header(plain, "Vary"), "Accept-Encoding");
    assert_null(header(plain, "Content-Encoding"));
    const struct file *zipped = files_find(f, in_tree("lib/a.js"), FILE_FR, true);
    assert_string_equal(header(zipped, "Content-Encoding"), "gzip");
    assert_true(zipped->body.len > 2 && zipped->body.data[0] == 0x1f && zipped->body.data[1] == 0x8b);
    /* one that was not zipped is served as it is */
    assert_null(header(files_find(f, in_tree("lib/b.js"), FILE_FR, true), "Content-Encoding"));
    files_close(f);
}

static void test_what_an_address_gives(void **state) {
    (void)state;
    static const struct {
        const char *path;
        int status;
        size_t len;
    } cases[] = {
        {"/", 200, 5},
        {"/etat", 200, 5},
        {"/etat/", 200, 5},
        {"/etat/0123abcd", 200, 5},
        {"/nulle-part", 404, 5},
        {"/eta", 404, 5},
        {"/etat.html", 404, 5},
        {"/index", 404, 5},
        {"/fr/etat", 404, 5},
        {"//", 404, 5},
        {"/../etc/passwd", 404, 5},
        {"/pages", 404, 5},
        {"/s.sha256", 404, 5},
        {"", 404, 5},
        {"etat", 404, 5},
        {"/sw.js", 200, 4},
        {"/sw", 404, 5},
        {"/fr/sw.js", 404, 5},
        {"/favicon.ico", 204, 0},
        {"/s/", 404, 0},
        {"/s/0000000000000000/lib/a.js", 404, 0},
        {"/s/../shells/fr/index.html", 404, 0},
    };
    struct files *f = opened();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct file *file = in_french(f, cases[i].path);
        if (file->status != cases[i].status || file->body.len != cases[i].len)
            fail_msg("%s: %d, %zu bytes", cases[i].path, file->status, file->body.len);
        assert_string_equal(header(file, "Cache-Control"), "no-store");
    }
    assert_string_equal(header(in_french(f, "/sw.js"), "Content-Type"), "text/javascript; charset=utf-8");
    assert_int_equal(files_find(f, in_tree("lib/c.js"), FILE_FR, false)->status, 404);
    assert_int_equal(files_find(f, in_tree("lib/a.js.gz"), FILE_FR, false)->status, 404);
    assert_int_equal(files_find(f, in_tree(""), FILE_FR, false)->status, 404);
    char page[600];
    memset(page, 'a', sizeof page);
    page[0] = '/';
    assert_int_equal(files_find(f, span_of(page, sizeof page), FILE_FR, false)->status, 404);
    files_close(f);
}

static void test_a_shell_is_of_its_page_and_language(void **state) {
    (void)state;
    static const struct {
        const char *path, *fr, *en;
        int status;
    } cases[] = {{"/", "coque", "shell", 200},
                 {"/etat", "\303\211tat", "State", 200},
                 {"/etat/0123", "\303\211tat", "State", 200},
                 {"/nulle-part", "coque", "shell", 404}};
    struct files *f = opened();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct file *fr = in_french(f, cases[i].path);
        const struct file *en = files_find(f, span_text(cases[i].path), FILE_EN, false);
        assert_true(span_equal(fr->body, span_text(cases[i].fr)) && span_equal(en->body, span_text(cases[i].en)));
        assert_int_equal(fr->status, cases[i].status);
        assert_int_equal(en->status, cases[i].status);
    }
    files_close(f);
}

static void test_each_answer_has_the_headers(void **state) {
    (void)state;
    static const char *const names[] = {
        "Content-Security-Policy",      "Referrer-Policy",    "X-Content-Type-Options",   "Cross-Origin-Opener-Policy",
        "Cross-Origin-Resource-Policy", "Permissions-Policy", "Strict-Transport-Security"};
    struct files *f = opened();
    const struct file *all[] = {files_find(f, span_text("/"), FILE_FR, true), in_french(f, "/x"),
                                in_french(f, "/favicon.ico"), files_find(f, in_tree("lib/a.js"), FILE_FR, true)};
    struct file api = {0};
    api.headers = files_headers(f, &api.n_headers);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        for (size_t k = 0; k < sizeof all / sizeof *all; k++) assert_non_null(header(all[k], names[i]));
        assert_non_null(header(&api, names[i]));
    }
    const char *policy = header(all[0], "Content-Security-Policy");
    assert_non_null(strstr(policy, "default-src 'none'; script-src 'self'"));
    assert_non_null(strstr(policy, "require-trusted-types-for 'script'; trusted-types lit-html sippe"));
    assert_null(strstr(policy, "unsafe"));
    assert_string_equal(header(all[0], "Referrer-Policy"), "same-origin");
    assert_string_equal(header(&api, "Cache-Control"), "no-store");
    files_close(f);
}

/* Damage, which file is named for it, and the outcome. */
static void test_damage_keeps_it_from_starting(void **state) {
    (void)state;
    static const struct {
        const char *damage, *name;
        int err;
    } cases[] = {
        {"printf 'A();' >s/lib/a.js", "lib/a.js", ERR_INVALID},
        {"printf x >>s/lib/a.js.gz", "lib/a.js.gz", ERR_INVALID},
        {": >s/lib/p.js", "lib/p.js", ERR_INVALID},
        {"rm s/lib/b.js", "lib/b.js", ERR_NOTFOUND},
        {"rm -r s", "lib/a.js", ERR_NOTFOUND},
        {"rm s/lib/b.js; mkdir s/lib/b.js", "lib/b.js", ERR_INVALID},
        {"head -c 2000000 /dev/zero >s/lib/b.js", "lib/b.js", ERR_INVALID},
        {"printf x >shells/fr/etat.html", "fr/etat.html", ERR_INVALID},
        {"rm shells/fr/index.html.gz", "fr/index.html.gz", ERR_NOTFOUND},
        {"rm shells.sha256", "shells.sha256", ERR_NOTFOUND},
        {": >shells.sha256", "shells.sha256", ERR_INVALID},
        {"sed -i '$d' shells.sha256", "shells.sha256", ERR_INVALID},          /* without the list of the tree */
        {"sed -i '/en.index/d' shells.sha256", "shells.sha256", ERR_INVALID}, /* no language without one of no page */
        {"sed -i '1p' shells.sha256", "shells.sha256", ERR_INVALID},
        {"sed -i '$p' shells.sha256", "shells.sha256", ERR_INVALID},
        {"sed -i 's/./z/' shells.sha256", "shells.sha256", ERR_INVALID},
        {"sed -i '$d' s.sha256", "s.sha256", ERR_INVALID}, /* a file less: the list is not the one that was listed */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct files *f = NULL;
        struct files_fault why = {0};
        build();
        sh(cases[i].damage);
        int err = files_open(&f, folder, &why);
        if (err != cases[i].err || strcmp(why.name, cases[i].name) != 0)
            fail_msg("%s: %d, %s", cases[i].damage, err, why.name);
        assert_null(f);
        assert_true(strlen(why.fr) > 10 && strlen(why.en) > 10);
    }
}

/* A list that is whole by its own hash, and says what no list of ours says. */
static void test_a_list_that_lies_is_refused(void **state) {
    (void)state;
    static const char *const lists[] = {
        "(cd s; sha256sum ../shells/fr/index.html)",
        "(cd s; sha256sum ./lib/a.js)",
        "(cd s; sha256sum /etc/hostname)",
        "(cd s; sha256sum lib/a.js lib/a.js)",
        "(cd s; sha256sum lib/b.js lib/a.js)",
        "(cd s; sha256sum lib/a.js.gz)",
        "(cd s; cp lib/a.js lib/a.exe; sha256sum lib/a.exe)",
        "(cd s; sha256sum lib/a.js | tr -d '\\n')",
        "(cd s; sha256sum -b lib/a.js)",
        ":",
    };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct files *f = NULL;
        struct files_fault why = {0};
        build();
        char list[256];
        snprintf(list, sizeof list, "%s >s.sha256", lists[i]);
        sh(list);
        sh(SHELLS_LIST);
        if (files_open(&f, folder, &why) != ERR_INVALID) fail_msg("%s", lists[i]);
        assert_string_equal(why.name, "s.sha256");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_file_is_served_as_it_is_and_in_gzip),
        cmocka_unit_test(test_what_an_address_gives),
        cmocka_unit_test(test_a_shell_is_of_its_page_and_language),
        cmocka_unit_test(test_each_answer_has_the_headers),
        cmocka_unit_test(test_damage_keeps_it_from_starting),
        cmocka_unit_test(test_a_list_that_lies_is_refused),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
