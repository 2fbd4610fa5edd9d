/* What is refused before anything is opened: no post of these may reach libcurl. */
#include "far.h"

#include <stdlib.h>
#include <string.h>

static const char *const hosts[] = {"relay.test"};
static uv_loop_t loop;
static struct posts *posts;

static const char *secret_of(void *owner, const char *name) {
    (void)owner;
    if (strcmp(name, "spaced") == 0) return "two words";
    return strcmp(name, "plain") == 0 ? "word" : NULL;
}

static int setup(void **state) {
    (void)state;
    uv_loop_init(&loop);
    return posts_open(
        &posts, &(struct posts_options){
                    .loop = &loop, .release = "1", .private_hosts = hosts, .n_private_hosts = 1, .secret = secret_of});
}

static int teardown(void **state) {
    (void)state;
    posts_close(posts);
    uv_run(&loop, UV_RUN_DEFAULT);
    return uv_loop_close(&loop);
}

static void told(void *owner, const post__posted *posted) {
    (void)posted;
    (*(int *)owner)++;
}

/* The path of the fault, or "" when it is taken; then it is stopped before the loop has run once. */
static const char *judged(const post__post *r) {
    static int times;
    struct post_fault fault = {"?", NULL, NULL};
    struct post *post = NULL;
    size_t before = posts_pending(posts);
    int err = post_begin(posts, r, told, &times, &post, &fault);
    if (err == 0) post_stop(post);
    if (err == 0) return "";
    assert_int_equal(err, ERR_INVALID);
    assert_int_equal(posts_pending(posts), before);
    assert_true(strlen(fault.fr) > 10 && strlen(fault.en) > 10 && strcmp(fault.fr, fault.en) != 0);
    return fault.path;
}

#define FAULT(r, path) assert_string_equal(judged(&(r)), path)

static void urls(void **state) {
    (void)state;
    static char long_one[POST_URL_MAX + 2] = "https://a.test/";
    memset(long_one + 15, 'a', POST_URL_MAX - 14);
    static const char *const refused[] = {"",
                                          "a.test",
                                          "//a.test/",
                                          "ftp://a.test/",
                                          "file:///etc/passwd",
                                          "gopher://a.test/",
                                          "javascript:1",
                                          "https://",
                                          "https:///path",
                                          "http://a.test/",
                                          "smtp://a.test/",
                                          "http://relay.test.a.test/",
                                          "https://user@a.test/",
                                          "https://user:word@a.test/",
                                          "https://:word@a.test/",
                                          "https://a.test/x\r\nHost: b.test",
                                          "https://a.test/\n",
                                          "https://a.test/a b",
                                          "https://a.test/é",
                                          "https://a.test/#part",
                                          "https://a.test:99999/",
                                          "https://a.test:x/",
                                          "smtps://a.test/x%0d%0aRCPT",
                                          "smtps://a.test/a/b",
                                          "smtps://a.test/?x",
                                          "imaps://a.test/",
                                          "HTTP://a.test/",
                                          "\thttps://a.test/",
                                          long_one};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        post__post r = web_post(refused[i]);
        if (strcmp(judged(&r), "url") != 0) fail_msg("taken: %s", refused[i]);
    }
    long_one[POST_URL_MAX] = 0;
    static const char *const taken[] = {"https://a.test/x?y=%0d%0a", "HTTPS://A.test:444",
                                        "http://relay.test:8080/x",  "http://RELAY.test/",
                                        "https://[2620:fe::fe]/",    long_one};
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
        post__post r = web_post(taken[i]);
        if (*judged(&r)) fail_msg("refused: %s", taken[i]);
    }
}

static void headers(void **state) {
    (void)state;
    static char long_one[POST_HEADER_MAX + 2] = "A: ";
    memset(long_one + 3, 'a', POST_HEADER_MAX - 2);
    static const char *const refused[] = {"",
                                          ":",
                                          "A",
                                          "A:",
                                          "A:  ",
                                          "A;",
                                          " A: b",
                                          "A : b",
                                          "A: b\r\nC: d",
                                          "A: b\n",
                                          "A: b\r",
                                          "A: \x7f",
                                          "A: caf\xc3\xa9",
                                          "Authorization: Bearer x",
                                          "authorization: x",
                                          "Host: b.test",
                                          "Content-Length: 0",
                                          "Transfer-Encoding: chunked",
                                          "Cookie: a=b",
                                          "User-Agent: x",
                                          "Connection: close",
                                          "Expect: 100-continue",
                                          "Proxy-Authorization: x",
                                          long_one};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        const char *lines[] = {"Content-Type: text/plain", refused[i]};
        post__post r = web_post("https://a.test/");
        r.n_headers = 2;
        r.headers = lines;
        if (strcmp(judged(&r), "headers") != 0) fail_msg("taken: %s", refused[i]);
    }
    const char *many[POST_HEADERS_MAX + 1];
    for (size_t i = 0; i <= POST_HEADERS_MAX; i++) many[i] = "X-Hosted: a:b";
    post__post r = web_post("https://a.test/");
    r.headers = many;
    r.n_headers = POST_HEADERS_MAX;
    FAULT(r, "");
    r.n_headers++;
    FAULT(r, "headers");
}

static void addresses(void **state) {
    (void)state;
    static const char *const refused[] = {"",           "anne",      "@a.test",         "anne@",
                                          "a b@c.test", "a@b.test>", "<a@b.test>",      "a@b\r\nDATA",
                                          "a@b.test\n", "é@a.test",  "a@b.test SIZE=1", "a,b@c.test"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        const char *to[] = {"anne@a.test", refused[i]};
        post__post r = mail_post("smtps://a.test", to);
        FAULT(r, "");
        r.n_recipients = 2;
        FAULT(r, "recipients");
        r.n_recipients = 1;
        r.sender = refused[i];
        FAULT(r, "sender");
    }
    const char *to[POST_RECIPIENTS_MAX + 1];
    for (size_t i = 0; i <= POST_RECIPIENTS_MAX; i++) to[i] = "anne@a.test";
    post__post r = mail_post("smtps://a.test/clsc.test", to);
    r.n_recipients = 0;
    FAULT(r, "recipients");
    r.n_recipients = POST_RECIPIENTS_MAX;
    FAULT(r, "");
    r.n_recipients++;
    FAULT(r, "recipients");
}

static const char *text_judged(const char *text, size_t len) {
    const char *to[] = {"anne@a.test"};
    post__post r = mail_post("smtps://a.test", to);
    r.body = (ProtobufCBinaryData){len, (uint8_t *)(uintptr_t)text};
    return judged(&r);
}

static void texts_of_mails(void **state) {
    (void)state;
    static const char *const refused[] = {
        "", "a", "a\n", "a\r", "a\r\n.\nb\r\n", "a\r\rb\r\n", "a\n\r\n", "caf\xc3\xa9\r\n"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (strcmp(text_judged(refused[i], strlen(refused[i])), "body") != 0) fail_msg("taken: %zu", i);
    assert_string_equal(text_judged("a\0b\r\n", 5), "body");
    assert_string_equal(text_judged("a\tb\r\n\r\n.\r\n", 10), "");
    char line[1002];
    memset(line, 'a', sizeof line);
    memcpy(line + 998, "\r\n", 2);
    assert_string_equal(text_judged(line, 1000), "");
    memcpy(line + 998, "a\r\n", 3);
    assert_string_equal(text_judged(line, 1001), "body");
}

/* What belongs to the other kind of post would be left out in silence. */
static void each_kind_has_its_own(void **state) {
    (void)state;
    const char *to[] = {"anne@a.test"};
    const char *lines[] = {"A: b"};
    post__post mail = mail_post("smtps://a.test", to), web = web_post("https://a.test/");
    mail.n_headers = 1;
    mail.headers = lines;
    FAULT(mail, "headers");
    web.sender = "anne@a.test";
    FAULT(web, "sender");
    web.sender = "";
    web.n_recipients = 1;
    web.recipients = to;
    FAULT(web, "recipients");
}

static void bounds(void **state) {
    (void)state;
    post__post r = web_post("https://a.test/");
    r.body.data = calloc(1, POST_BODY_MAX + 1);
    r.body.len = POST_BODY_MAX;
    FAULT(r, "");
    r.body.len++;
    FAULT(r, "body");
    free(r.body.data);
    r.body.len = 0;
    r.timeout_ms = POST_TIMEOUT_MAX_MS + 1;
    FAULT(r, "timeout_ms");
    r.timeout_ms--;
    FAULT(r, "");
}

static void secrets(void **state) {
    (void)state;
    const char *to[] = {"anne@a.test"};
    post__post web = web_post("https://a.test/"), mail = mail_post("smtps://a.test", to);
    web.secret = mail.secret = "plain";
    FAULT(web, "");
    FAULT(mail, "secret"); /* no user */
    web.secret = "spaced";
    FAULT(web, "secret");
    web.secret = "unknown";
    FAULT(web, "secret");
    web.secret = "plain";
    web.url = "http://relay.test/";
    FAULT(web, "secret"); /* in the clear */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(urls, setup, teardown),
        cmocka_unit_test_setup_teardown(headers, setup, teardown),
        cmocka_unit_test_setup_teardown(addresses, setup, teardown),
        cmocka_unit_test_setup_teardown(texts_of_mails, setup, teardown),
        cmocka_unit_test_setup_teardown(each_kind_has_its_own, setup, teardown),
        cmocka_unit_test_setup_teardown(bounds, setup, teardown),
        cmocka_unit_test_setup_teardown(secrets, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
