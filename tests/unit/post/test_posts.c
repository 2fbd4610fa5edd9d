/* Posts over the web and a real far end: what is told of each, and what the far end saw. */
#include "far.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the web ---- */

/* /echo gives back what it was sent, byte by byte. */
static void what_is_sent_and_what_is_heard(void **state) {
    struct far *f = *state;
    const char *headers[] = {"Content-Type: application/json", "X-Id: 7"};
    post__post r = web_post(far_url(f, "https", WEB, "/echo?a=b"));
    r.headers = headers;
    r.n_headers = 2;
    r.body = (ProtobufCBinaryData){9, (uint8_t *)"{\"a\":\0 1}"};
    ask(f, &r, &last);
    expect(POST_ANSWERED, 200, true);
    char sent[300];
    snprintf(sent, sizeof sent,
             "POST /echo?a=b HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUser-Agent: sippe/9.8.7\r\nAccept: */*\r\n"
             "Content-Type: application/json\r\nX-Id: 7\r\nContent-Length: 9\r\n\r\n{\"a\":",
             f->ports[WEB]);
    assert_string_equal(last.body, sent);
    assert_int_equal(last.posted.body.len, strlen(sent) + 4);
    assert_memory_equal(last.body + strlen(sent), "\0 1}", 4);
    char heard[200];
    snprintf(heard, sizeof heard, "HTTP/1.1 200 Whatever\nContent-Length: %zu\nX-Odd: caf?\nSet-Cookie: a=b\n",
             last.posted.body.len);
    assert_string_equal(last.head, heard);
}

static void no_body_and_no_type(void **state) {
    ask_path(*state, "/echo");
    expect(POST_ANSWERED, 200, true);
    assert_non_null(strstr(last.body, "\r\nContent-Length: 0\r\n\r\n"));
    assert_null(strstr(last.body, "Content-Type"));
    assert_null(strstr(last.body, "Cookie")); /* the one before had given us one */
    assert_null(strstr(last.body, "Authorization"));
}

static void a_large_body_is_not_asked_for_first(void **state) {
    struct far *f = *state;
    static uint8_t megabyte[POST_BODY_MAX];
    post__post r = web_post(far_url(f, "https", WEB, "/echo"));
    memset(megabyte, 'z', sizeof megabyte);
    r.body = (ProtobufCBinaryData){sizeof megabyte, megabyte};
    ask(f, &r, &last);
    expect(POST_CUT, 200, true);
    assert_null(strstr(last.body, "Expect"));
}

static void a_secret_is_a_bearer_token_and_nowhere_else(void **state) {
    struct far *f = *state;
    post__post r = web_post(far_url(f, "https", WEB, "/echo"));
    r.secret = "web";
    ask(f, &r, &last);
    expect(POST_ANSWERED, 200, true);
    assert_string_equal(f->secret_asked, "web");
    const char *at = strstr(last.body, "\r\nAuthorization: Bearer hush-hush\r\n");
    assert_non_null(at);
    assert_null(strstr(strstr(last.body, "hush") + 9, "hush"));
    assert_null(strstr(last.head, "hush"));
    ask_path(f, "/echo"); /* the next one has none */
    assert_null(strstr(last.body, "hush"));
}

static void a_refusal_is_an_answer(void **state) {
    ask_path(*state, "/gone");
    expect(POST_ANSWERED, 410, true);
    assert_string_equal(last.body, "gone");
}

static void a_redirection_is_not_followed(void **state) {
    ask_path(*state, "/redirect");
    expect(POST_ANSWERED, 302, true);
    assert_non_null(strstr(last.head, "\nLocation: /echo\n"));
    assert_int_equal(last.posted.body.len, 0);
}

static void of_interim_answers_the_last_one_counts(void **state) {
    ask_path(*state, "/interim");
    expect(POST_ANSWERED, 200, true);
    assert_null(strstr(last.head, "X-Early"));
}

static void what_is_long_is_cut(void **state) {
    struct far *f = *state;
    ask_path(f, "/large");
    expect(POST_CUT, 200, true);
    assert_int_equal(last.posted.body.len, POST_ANSWER_BODY_MAX);
    ask_path(f, "/head");
    expect(POST_CUT, 200, true);
    assert_in_range(strlen(last.head), POST_ANSWER_HEAD_MAX - 1100, POST_ANSWER_HEAD_MAX);
    ask_path(f, "/interims");
    assert_int_equal(last.posted.end, POST_CUT);
    assert_true(last.posted.may_have_arrived);
}

/* ---- what may have arrived ---- */

static void after_it_was_sent(void **state) {
    struct far *f = *state;
    ask_path(f, "/reset");
    expect(POST_BROKEN, 0, true);
    ask_path(f, "/half");
    expect(POST_BROKEN, 200, true);
    post__post r = web_post(far_url(f, "https", WEB, "/slow"));
    r.timeout_ms = 1500;
    ask(f, &r, &last);
    expect(POST_LATE, 0, true);
}

static void nobody_there(void **state) {
    struct far *f = *state;
    post__post r = web_post(far_url(f, "https", CLOSED, "/"));
    ask(f, &r, &last);
    expect(POST_UNREACHABLE, 0, false);
    r.url = "https://nowhere.test/";
    ask(f, &r, &last);
    expect(POST_UNRESOLVED, 0, false);
}

static void whoever_is_not_who_he_should_be(void **state) {
    struct far *f = *state;
    post__post r = web_post(far_url(f, "https", WEB_OTHER, "/echo"));
    r.secret = "web";
    ask(f, &r, &last);
    expect(POST_UNTRUSTED, 0, false);
    r.url = far_url(f, "https", WEB_MISNAMED, "/echo");
    ask(f, &r, &last);
    expect(POST_UNTRUSTED, 0, false);
    r.url = far_url(f, "https", MAIL_BARE, "/echo"); /* no TLS at all */
    ask(f, &r, &last);
    expect(POST_UNTRUSTED, 0, false);
}

static void a_handshake_that_does_not_end(void **state) {
    struct far *f = *state;
    post__post r = web_post(far_url(f, "https", DEAF, "/"));
    r.timeout_ms = 600;
    uint64_t began = uv_hrtime();
    ask(f, &r, &last);
    expect(POST_LATE, 0, false);
    assert_in_range((uv_hrtime() - began) / 1000000, 190, 590); /* a third of it, to connect */
}

/* The thread in the resolver is left behind: on the loop it would be waited for. */
static void a_name_server_that_hangs_holds_nobody(void **state) {
    struct far *f = *state;
    post__post r = web_post("https://hangs.test/");
    r.timeout_ms = 600;
    ask(f, &r, &last);
    expect(POST_LATE, 0, false);
    struct told other;
    r.timeout_ms = 9000;
    struct post *post = begin(f, &r, &last);
    r.url = far_url(f, "https", WEB, "/echo");
    ask(f, &r, &other);
    assert_int_equal(other.posted.end, POST_ANSWERED);
    post_stop(post);
    wait_told(f, &last, 1);
    assert_true(f->late < 1);
}

/* ---- private addresses ---- */

static void private_addresses_are_refused(void **state) {
    struct far *f = *state;
    far_posts(f, false);
    static const char *const hosts[] = {"127.0.0.1", "inside.test",    "localhost",          "2130706433",
                                        "0x7f.1",    "[::1]",          "[::ffff:127.0.0.1]", "127.0.0.1.",
                                        "10.0.0.1",  "169.254.169.254"};
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        char url[100];
        snprintf(url, sizeof url, "https://%s:%d/echo", hosts[i], f->ports[WEB]);
        post__post r = web_post(url);
        ask(f, &r, &last);
        if (last.posted.end != POST_PRIVATE && last.posted.end != POST_UNRESOLVED) fail_msg("%s", url);
        if (i < 4) assert_int_equal(last.posted.end, POST_PRIVATE);
        assert_false(last.posted.may_have_arrived);
    }
    const char *to[] = {"anne@clsc.test"};
    post__post mail = mail_post(far_url(f, "smtps", MAIL, ""), to);
    ask(f, &mail, &last);
    expect(POST_PRIVATE, 0, false);
}

/* The host that is listed is the one of the url: another name for the same address is not. */
static void a_listed_host_may_be_private_and_bare(void **state) {
    struct far *f = *state;
    post__post r = web_post(far_url(f, "http", WEB_BARE, "/echo"));
    ask(f, &r, &last);
    expect(POST_ANSWERED, 200, true);
    char url[100];
    snprintf(url, sizeof url, "https://inside.test:%d/echo", f->ports[WEB]);
    r.url = url;
    ask(f, &r, &last);
    expect(POST_PRIVATE, 0, false);
}

/* ---- many, stopped, closed ---- */

static void no_more_than_sixteen_at_once(void **state) {
    struct far *f = *state;
    static struct told many[40];
    post__post r = web_post(far_url(f, "https", WEB, "/hold"));
    for (size_t i = 0; i < 40; i++) begin(f, &r, &many[i]);
    assert_int_equal(posts_pending(f->posts), 40);
    wait_told(f, many, 40);
    for (size_t i = 0; i < 40; i++) assert_int_equal(many[i].posted.code, 200);
    assert_int_equal(posts_pending(f->posts), 0);
    ask_path(f, "/most");
    assert_in_range(atoi(last.body), POST_AT_ONCE / 2, POST_AT_ONCE);
}

/* Their time begins with their turn. */
static void whoever_waits_is_not_late(void **state) {
    struct far *f = *state;
    static struct told many[POST_AT_ONCE + 1];
    post__post slow = web_post(far_url(f, "https", WEB, "/slow")), r = web_post(far_url(f, "https", WEB, "/echo"));
    slow.timeout_ms = r.timeout_ms = 1500;
    for (size_t i = 0; i < POST_AT_ONCE; i++) begin(f, &slow, &many[i]);
    begin(f, &r, &many[POST_AT_ONCE]);
    wait_told(f, many, POST_AT_ONCE + 1);
    assert_int_equal(many[0].posted.end, POST_LATE);
    assert_int_equal(many[POST_AT_ONCE].posted.end, POST_ANSWERED);
}

static void stopped_in_flight(void **state) {
    struct far *f = *state;
    static struct told many[20];
    struct post *posts[20];
    post__post r = web_post(far_url(f, "https", WEB, "/slow"));
    for (size_t i = 0; i < 20; i++) posts[i] = begin(f, &r, &many[i]);
    rounds(f, 800);
    post_stop(posts[3]);  /* under way */
    post_stop(posts[18]); /* it waits */
    post_stop(posts[3]);
    assert_int_equal(many[3].times + many[18].times, 0); /* not from inside */
    rounds(f, 800);
    assert_int_equal(many[3].times, 1);
    assert_int_equal(many[18].times, 1);
    assert_true(many[3].posted.end == POST_STOPPED && many[3].posted.may_have_arrived);
    assert_true(many[18].posted.end == POST_STOPPED && !many[18].posted.may_have_arrived);
    assert_int_equal(posts_pending(f->posts), 18);
    posts_stop(f->posts);
    struct post_fault fault;
    struct post *more;
    assert_int_equal(post_begin(f->posts, &r, NULL, NULL, &more, &fault), ERR_CLOSED);
    wait_told(f, many, 20);
    for (size_t i = 0; i < 20; i++) assert_int_equal(many[i].posted.end, POST_STOPPED);
    assert_true(many[16].posted.may_have_arrived); /* it got the place of the first that was stopped */
    assert_false(many[19].posted.may_have_arrived);
}

static void closed_in_flight(void **state) {
    struct far *f = *state;
    static struct told many[20];
    const char *to[] = {"slow@clsc.test"};
    post__post r = web_post(far_url(f, "https", WEB, "/slow")), mail = mail_post(far_url(f, "smtps", MAIL, ""), to);
    begin(f, &mail, &many[0]);
    for (size_t i = 1; i < 20; i++) begin(f, &r, &many[i]);
    rounds(f, 800);
    posts_close(f->posts);
    f->posts = NULL;
    for (size_t i = 0; i < 20; i++) {
        assert_int_equal(many[i].times, 1);
        assert_int_equal(many[i].posted.end, POST_STOPPED);
        assert_int_equal(many[i].posted.may_have_arrived, i < POST_AT_ONCE);
    }
}

/* From inside `done`, others may begin and end. */
static struct {
    struct far *f;
    struct post *other;
    int times;
} chain;

static void chain_goes_on(void *owner, const post__posted *posted) {
    (void)owner;
    struct post_fault fault;
    struct post *next;
    post__post r = web_post(far_url(chain.f, "https", WEB, "/echo"));
    chain.times++;
    if (chain.other) post_stop(chain.other);
    chain.other = NULL;
    if (posted->end == POST_ANSWERED && chain.times < 4)
        assert_int_equal(post_begin(chain.f->posts, &r, chain_goes_on, NULL, &next, &fault), 0);
}

static void one_begins_another(void **state) {
    struct far *f = *state;
    post__post slow = web_post(far_url(f, "https", WEB, "/slow"));
    struct post_fault fault;
    struct post *first;
    chain.f = f;
    chain.times = 0;
    chain.other = begin(f, &slow, &last);
    slow.url = far_url(f, "https", WEB, "/echo");
    assert_int_equal(post_begin(f->posts, &slow, chain_goes_on, NULL, &first, &fault), 0);
    for (int i = 0; i < 500 && posts_pending(f->posts); i++) uv_run(&f->loop, UV_RUN_ONCE);
    assert_int_equal(chain.times, 4);
    assert_int_equal(last.posted.end, POST_STOPPED);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, loop_begin, loop_end)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(what_is_sent_and_what_is_heard),
        TEST(no_body_and_no_type),
        TEST(a_large_body_is_not_asked_for_first),
        TEST(a_secret_is_a_bearer_token_and_nowhere_else),
        TEST(a_refusal_is_an_answer),
        TEST(a_redirection_is_not_followed),
        TEST(of_interim_answers_the_last_one_counts),
        TEST(what_is_long_is_cut),
        TEST(after_it_was_sent),
        TEST(nobody_there),
        TEST(whoever_is_not_who_he_should_be),
        TEST(a_handshake_that_does_not_end),
        TEST(a_name_server_that_hangs_holds_nobody),
        TEST(private_addresses_are_refused),
        TEST(a_listed_host_may_be_private_and_bare),
        TEST(no_more_than_sixteen_at_once),
        TEST(whoever_waits_is_not_late),
        TEST(stopped_in_flight),
        TEST(closed_in_flight),
        TEST(one_begins_another),
    };
    return cmocka_run_group_tests(tests, far_begin, far_end);
}
