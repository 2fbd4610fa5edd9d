/* Where a request comes from, by tables: of our own pages or of a program, and from which address. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "gateway/http/head/fields.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))
#define BEARER      "Bearer sippe_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"

static void origin_by_a_table(void **state) {
    (void)state;
    static const struct {
        const char *method, *version, *site, *origin, *bearer;
        bool is_ours;
    } rows[] = {
        {"POST", "1", NULL, NULL, NULL, true},
        {"POST", "1", "same-origin", "https://sippe.exemple", NULL, true},
        {"POST", "1", "none", NULL, NULL, true},
        {"POST", "1", "same-origin", NULL, NULL, true},
        {"POST", "1", NULL, "https://sippe.exemple", NULL, true},
        {"POST", NULL, "same-origin", "https://sippe.exemple", NULL, false},
        {"POST", "2", "same-origin", "https://sippe.exemple", NULL, false},
        {"POST", "1", "cross-site", "https://sippe.exemple", NULL, false},
        {"POST", "1", "same-site", "https://sippe.exemple", NULL, false},
        {"POST", "1", "same-origin", "null", NULL, false},
        {"POST", "1", "same-origin", "", NULL, false},
        {"POST", "1", "", NULL, NULL, false},
        {"POST", "1", "same-origin, none", NULL, NULL, false},
        {"POST", "1", NULL, "http://sippe.exemple", NULL, false},
        {"POST", "1", NULL, "https://sippe.exemple:8443", NULL, false},
        {"POST", "1", NULL, "https://sippe.exemple.autre", NULL, false},
        {"POST", "1", NULL, "https://sippe.exempl", NULL, false},
        {"POST", "1", NULL, "https://autre.exemple", NULL, false},
        {"GET", NULL, "cross-site", NULL, NULL, true}, /* a link in a mail */
        {"HEAD", NULL, NULL, NULL, NULL, true},
        {"GET", NULL, "cross-site", "https://autre.exemple", NULL, true},
        {"POST", "1", NULL, NULL, BEARER, true},
        {"POST", NULL, NULL, NULL, BEARER, false},
        {"POST", "1", NULL, "https://sippe.exemple", BEARER, false},
        {"POST", "1", NULL, "null", BEARER, false},
        {"GET", NULL, NULL, "https://sippe.exemple", BEARER, false},
        {"POST", "1", NULL, "https://sippe.exemple", "Basic YTpi", false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct fields f = {0};
        const char *const given[][2] = {{"Connect-Protocol-Version", rows[i].version},
                                        {"Sec-Fetch-Site", rows[i].site},
                                        {"Origin", rows[i].origin},
                                        {"Authorization", rows[i].bearer}};
        for (size_t g = 0; g < COUNT(given); g++)
            if (given[g][1]) fields_note(&f, span_text(given[g][0]), span_text(given[g][1]));
        if (origin_is_ours(span_text(rows[i].method), &f, "https://sippe.exemple") != rows[i].is_ours)
            fail_msg("row %zu", i);
        for (size_t g = 0; rows[i].is_ours && g < 3; g++) {
            struct fields twice = f;
            if (!given[g][1]) continue;
            fields_note(&twice, span_text(given[g][0]), span_text(given[g][1]));
            if (origin_is_ours(span_text("POST"), &twice, "https://sippe.exemple")) fail_msg("row %zu, twice", i);
        }
    }
}

static void forwarded_by_a_table(void **state) {
    (void)state;
    static const struct {
        const char *said;
        bool is_front;
        const char *expected;
    } rows[] = {
        {"203.0.113.7", true, "203.0.113.7"},
        {"203.0.113.7", false, "198.51.100.2"},
        {NULL, true, "198.51.100.2"},
        {"10.0.0.1, 203.0.113.7", true, "203.0.113.7"},
        {"203.0.113.9,10.0.0.1 ,\t2001:db8::7", true, "2001:db8::7"},
        {"::ffff:203.0.113.7", true, "::ffff:203.0.113.7"},
        {"203.0.113.7,", true, "198.51.100.2"},
        {"", true, "198.51.100.2"},
        {"unknown", true, "198.51.100.2"},
        {"203.0.113.7, dead", true, "198.51.100.2"},
        {"203.0.113.7:4711", true, "203.0.113.7:4711"},
        {"[2001:db8::7]", true, "198.51.100.2"},
        {"1111111111111111111111111111111111111111111.22", true, "198.51.100.2"},
        {"203.0.113.7 203.0.113.8", true, "198.51.100.2"},
    };
    char out[ADDRESS_MAX + 1];
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct fields f = {0};
        if (rows[i].said) fields_note(&f, span_text("X-Forwarded-For"), span_text(rows[i].said));
        forwarded_for(&f, rows[i].is_front, "198.51.100.2", out);
        if (strcmp(out, rows[i].expected) != 0) fail_msg("%s: %s", rows[i].said, out);
    }
    struct fields f = {0};
    fields_note(&f, span_text("x-forwarded-for"), span_text("203.0.113.1"));
    fields_note(&f, span_text("x-forwarded-for"), span_text("203.0.113.2"));
    forwarded_for(&f, true, "", out);
    assert_string_equal(out, "203.0.113.2");
    f = (struct fields){0};
    fields_note(&f, span_text("x-forwarded-for"), span_text("x"));
    forwarded_for(&f, true, "a peer's address that is far longer than any can be, of which a part is kept", out);
    assert_int_equal(strlen(out), ADDRESS_MAX);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(origin_by_a_table),
        cmocka_unit_test(forwarded_by_a_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
