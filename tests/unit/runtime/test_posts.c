/* What a daemon's configuration says of posts reaches them, and they end with its loop. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>
#include "runtime/daemon.h"

static struct daemon d;

static int setup(void **state) {
    (void)state;
    d = (struct daemon){
        .process = {
            .work = &daemon_work, .owner = &d, .ready = {.socket = -1, .fd = -1}, .log = {.daemon = "test", .fd = 2}}};
    if (process_open(&d.process)) return -1;
    beside_open(&d);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    process_stop(&d.process);
    assert_null(daemon_posts(&d)); /* it stops: nothing is to leave */
    uv_run(&d.process.loop, UV_RUN_DEFAULT);
    return uv_loop_close(&d.process.loop);
}

static void note(void *owner, const post__posted *posted) { *(post__post_end *)owner = posted->end; }

static int begin(const char *secret, post__post_end *end, struct post_fault *fault) {
    post__post r = POST__POST__INIT;
    struct post *post;
    r.url = "https://127.0.0.1:1/";
    r.secret = secret;
    *end = POST_END_UNSPECIFIED;
    return post_begin(daemon_posts(&d), &r, note, end, &post, fault);
}

static void until_told(const post__post_end *end) {
    for (int i = 0; i < 1000 && *end == POST_END_UNSPECIFIED; i++) uv_run(&d.process.loop, UV_RUN_ONCE);
}

static void hosts_and_secrets_are_those_of_the_configuration(void **state) {
    (void)state;
    post__post_end end;
    struct post_fault fault;
    char value[] = "hush";
    d.secrets = (struct secrets){.list = {{"web", value}}, .n = 1};
    assert_int_equal(begin("other", &end, &fault), ERR_INVALID);
    assert_string_equal(fault.path, "secret");
    assert_int_equal(begin("web", &end, &fault), 0);
    until_told(&end);
    assert_int_equal(end, POST_PRIVATE);
}

static void a_listed_host_is_tried(void **state) {
    (void)state;
    post__post_end end;
    struct post_fault fault;
    d.config.post_hosts[0] = "127.0.0.1";
    d.config.n_post_hosts = 1;
    assert_int_equal(begin("", &end, &fault), 0);
    until_told(&end);
    assert_int_equal(end, POST_UNREACHABLE);
}

static void a_loop_that_stops_tells_what_is_left(void **state) {
    (void)state;
    post__post_end end;
    struct post_fault fault;
    assert_int_equal(begin("", &end, &fault), 0);
    process_stop(&d.process);
    assert_int_equal(end, POST_STOPPED);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {TEST(hosts_and_secrets_are_those_of_the_configuration),
                                       TEST(a_listed_host_is_tried), TEST(a_loop_that_stops_tells_what_is_left)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
