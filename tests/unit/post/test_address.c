/* The edges of each range: what is last outside, first and last inside, first outside again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <arpa/inet.h>
#include <sys/un.h>
#include "post/address.h"

static bool is_private(const char *text) {
    struct sockaddr_in in = {.sin_family = AF_INET};
    struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};
    if (inet_pton(AF_INET, text, &in.sin_addr) == 1) return address_is_private((const struct sockaddr *)&in);
    if (inet_pton(AF_INET6, text, &in6.sin6_addr) != 1) fail_msg("%s", text);
    return address_is_private((const struct sockaddr *)&in6);
}

static void each_range_at_its_edges(void **state) {
    (void)state;
    static const struct {
        const char *before, *first, *last, *after; /* before, after: NULL where another range lies */
    } ranges[] = {
        {NULL, "0.0.0.0", "0.255.255.255", "1.0.0.0"},
        {"9.255.255.255", "10.0.0.0", "10.255.255.255", "11.0.0.0"},
        {"100.63.255.255", "100.64.0.0", "100.127.255.255", "100.128.0.0"},
        {"126.255.255.255", "127.0.0.0", "127.255.255.255", "128.0.0.0"},
        {"169.253.255.255", "169.254.0.0", "169.254.255.255", "169.255.0.0"},
        {"172.15.255.255", "172.16.0.0", "172.31.255.255", "172.32.0.0"},
        {"191.255.255.255", "192.0.0.0", "192.0.0.255", "192.0.1.0"},
        {"192.0.1.255", "192.0.2.0", "192.0.2.255", "192.0.3.0"},
        {"192.88.98.255", "192.88.99.0", "192.88.99.255", "192.88.100.0"},
        {"192.167.255.255", "192.168.0.0", "192.168.255.255", "192.169.0.0"},
        {"198.17.255.255", "198.18.0.0", "198.19.255.255", "198.20.0.0"},
        {"198.51.99.255", "198.51.100.0", "198.51.100.255", "198.51.101.0"},
        {"203.0.112.255", "203.0.113.0", "203.0.113.255", "203.0.114.0"},
        {"223.255.255.255", "224.0.0.0", "239.255.255.255", NULL},
        {NULL, "240.0.0.0", "255.255.255.255", NULL},
        {NULL, "::", "::1", NULL},
        {NULL, "::8.8.8.8", "::ffff:7f00:1", NULL},
        {"::ffff:9.255.255.255", "::ffff:10.0.0.0", "::ffff:10.255.255.255", "::ffff:11.0.0.0"},
        {"64:ff9b::9.255.255.255", "64:ff9b::10.0.0.0", "64:ff9b::10.255.255.255", "64:ff9b::11.0.0.0"},
        {NULL, "64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:808:808", NULL},
        {NULL, "100::", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", NULL},
        {"2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:200::"},
        {"2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
         "2001:db9::"},
        {"2002:9ff:ffff::1", "2002:a00::", "2002:aff:ffff:ffff:ffff:ffff:ffff:ffff", "2002:b00::"},
        {"2002:7eff:ffff::", "2002:7f00::", "2002:7f00:1::1", "2002:8000::"},
        {"3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:1000::"},
        {"3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "4000::", "fbff:ffff::", NULL},
        {NULL, "fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", NULL},
        {NULL, "fe80::1", "feff:ffff::", NULL},
        {NULL, "ff00::", "ff02::1", NULL},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (ranges[i].before && is_private(ranges[i].before)) fail_msg("%s is public", ranges[i].before);
        if (!is_private(ranges[i].first)) fail_msg("%s is private", ranges[i].first);
        if (!is_private(ranges[i].last)) fail_msg("%s is private", ranges[i].last);
        if (ranges[i].after && is_private(ranges[i].after)) fail_msg("%s is public", ranges[i].after);
    }
}

static void what_is_public(void **state) {
    (void)state;
    static const char *const addresses[] = {"8.8.8.8",      "132.204.8.1",    "2620:fe::fe",      "2000::",
                                            "2607:f8b0::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1"};
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++)
        if (is_private(addresses[i])) fail_msg("%s is public", addresses[i]);
}

static void other_families_are_private(void **state) {
    (void)state;
    struct sockaddr_un local = {.sun_family = AF_UNIX};
    assert_true(address_is_private((const struct sockaddr *)&local));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_range_at_its_edges), cmocka_unit_test(what_is_public),
                                       cmocka_unit_test(other_families_are_private)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
