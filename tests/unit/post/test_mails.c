/* Mails and a real far end: what is told of each, and what the far end saw. */
#include "far.h"

#include <string.h>

static void mail_is_told_and_taken(void **state) {
    struct far *f = *state;
    const char *to[] = {"anne@clsc.test", "marie@clsc.test"};
    post__post r = mail_post(far_url(f, "smtps", MAIL, "/intake.clsc.test"), to);
    r.n_recipients = 2;
    r.secret = "mail";
    ask(f, &r, &last);
    expect(POST_ANSWERED, 250, true);
    assert_non_null(strstr(last.head, "250 taken\n"));
    ask_path(f, "/mail");
    assert_string_equal(last.body, "EHLO intake.clsc.test\r\n"
                                   "AUTH PLAIN\r\nAGFubmUAbGUgbW90\r\n" /* \0anne\0le mot */
                                   "MAIL FROM:<avis@clsc.test>\r\n"
                                   "RCPT TO:<anne@clsc.test>\r\nRCPT TO:<marie@clsc.test>\r\nDATA\r\n"
                                   "Subject: Essai\r\n\r\nBonjour.\r\n..seul\r\n");
}

static void mail_is_refused(void **state) {
    struct far *f = *state;
    const char *to[] = {"anne@clsc.test", "nobody@clsc.test"};
    post__post r = mail_post(far_url(f, "smtps", MAIL, ""), to);
    r.n_recipients = 2;
    ask(f, &r, &last);
    expect(POST_REFUSED, 550, true); /* names were told, the mail was not */
    r.secret = "wrong";
    ask(f, &r, &last);
    expect(POST_REFUSED, 535, false);
    r.secret = "";
    r.url = far_url(f, "smtps", WEB_OTHER, "");
    ask(f, &r, &last);
    expect(POST_UNTRUSTED, 0, false);
    r.url = far_url(f, "smtps", CLOSED, "");
    ask(f, &r, &last);
    expect(POST_UNREACHABLE, 0, false);
}

static void mail_that_breaks_may_have_arrived(void **state) {
    struct far *f = *state;
    const char *to[] = {"reset@clsc.test"};
    post__post r = mail_post(far_url(f, "smtps", MAIL, ""), to);
    ask(f, &r, &last);
    assert_int_equal(last.posted.end, POST_BROKEN);
    assert_true(last.posted.may_have_arrived);
    to[0] = "bare@clsc.test";
    r.url = far_url(f, "smtp", MAIL_BARE, ""); /* the host is listed */
    ask(f, &r, &last);
    expect(POST_ANSWERED, 250, true);
}

/* A server that thinks about the mail, and about our farewell, while others are served. */
static void a_slow_mail_server_holds_nobody(void **state) {
    struct far *f = *state;
    static struct told mails[3];
    const char *to[] = {"slow@clsc.test"};
    post__post r = mail_post(far_url(f, "smtps", MAIL, ""), to);
    for (size_t i = 0; i < 3; i++) begin(f, &r, &mails[i]);
    rounds(f, 800);
    assert_int_equal(mails[0].times, 0);
    ask_path(f, "/echo");
    expect(POST_ANSWERED, 200, true);
    wait_told(f, mails, 3);
    for (size_t i = 0; i < 3; i++) assert_int_equal(mails[i].posted.end, POST_ANSWERED);
    assert_true(f->late < 1);
}

static void mails_are_stopped(void **state) {
    struct far *f = *state;
    static struct told mails[3];
    const char *to[] = {"slow@clsc.test"};
    post__post r = mail_post(far_url(f, "smtps", MAIL, ""), to);
    for (size_t i = 0; i < 3; i++) begin(f, &r, &mails[i]);
    rounds(f, 800);
    uint64_t began = uv_hrtime();
    posts_stop(f->posts);
    wait_told(f, mails, 3);
    assert_in_range((uv_hrtime() - began) / 1000000, 0, 2500);
    for (size_t i = 0; i < 3; i++) assert_int_equal(mails[i].posted.end, POST_STOPPED);
    assert_true(mails[0].posted.may_have_arrived);
    assert_false(mails[2].posted.may_have_arrived);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, loop_begin, loop_end)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(mail_is_told_and_taken),          TEST(mail_is_refused),   TEST(mail_that_breaks_may_have_arrived),
        TEST(a_slow_mail_server_holds_nobody), TEST(mails_are_stopped),
    };
    return cmocka_run_group_tests(tests, far_begin, far_end);
}
