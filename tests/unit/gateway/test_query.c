/* gateway/connect/query: what stands behind the '?' of a GET, by tables. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>
#include "gateway/connect/query.h"
#include "proto/status.h"

#define V1J "connect=v1&encoding=json&"
#define V1P "connect=v1&encoding=proto&"

static const struct {
    const char *query;
    int reason;
    enum body_form form;
    const char *message;
} rows[] = {
    {V1J "message={}", 0, BODY_JSON, "{}"},
    {V1J "message=%7B%22limit%22%3a+20%7D", 0, BODY_JSON, "{\"limit\": 20}"},
    {"message=%7b%7D&encoding=json&connect=v1", 0, BODY_JSON, "{}"},
    {V1J "message=", 0, BODY_JSON, ""},
    {V1P "message=", 0, BODY_PROTO, ""},
    {V1P "message=%10%14", 0, BODY_PROTO, "\x10\x14"},
    {V1P "base64=1&message=EBQ", 0, BODY_PROTO, "\x10\x14"},
    {V1P "base64=1&message=EBQ=", 0, BODY_PROTO, "\x10\x14"},
    {V1P "base64=1&message=EBQ%3D", 0, BODY_PROTO, "\x10\x14"},
    {V1P "base64=1&message=-_8", 0, BODY_PROTO, "\xfb\xff"},
    {V1J "base64=1&message=e30", 0, BODY_JSON, "{}"},
    {V1J "compression=identity&message={}", 0, BODY_JSON, "{}"},
    {"", REASON_PROTOCOL_MISSING, BODY_JSON, NULL},
    {"encoding=json&message={}", REASON_PROTOCOL_MISSING, BODY_JSON, NULL},
    {"connect=v2&encoding=json&message={}", REASON_PROTOCOL_MISSING, BODY_JSON, NULL},
    {"connect=1&encoding=json&message={}", REASON_PROTOCOL_MISSING, BODY_JSON, NULL},
    {"connect=v1&message={}", REASON_CONTENT_TYPE, BODY_JSON, NULL},
    {"connect=v1&encoding=xml&message={}", REASON_CONTENT_TYPE, BODY_JSON, NULL},
    {"connect=v1&encoding=&message={}", REASON_CONTENT_TYPE, BODY_JSON, NULL},
    {V1J "compression=gzip&message={}", REASON_CONTENT_TYPE, BODY_JSON, NULL},
    {"connect=v1&encoding=json", REASON_MALFORMED, BODY_JSON, NULL},
    {V1J "message={}&message={}", REASON_MALFORMED, BODY_JSON, NULL},
    {V1J "message={}&encoding=json", REASON_MALFORMED, BODY_JSON, NULL},
    {V1J "message={}&more=1", REASON_MALFORMED, BODY_JSON, NULL},
    {V1J "message={}&", 0, BODY_JSON, "{}"},
    {V1J "&message={}", REASON_MALFORMED, BODY_JSON, NULL},
    {V1J "message", REASON_MALFORMED, BODY_JSON, NULL},
    {V1J "message=%7", REASON_MALFORMED, BODY_JSON, NULL},
    {V1J "message=%", REASON_MALFORMED, BODY_JSON, NULL},
    {V1J "message=%zz", REASON_MALFORMED, BODY_JSON, NULL},
    {V1J "message=%7:", REASON_MALFORMED, BODY_JSON, NULL},
    {V1P "base64=0&message=EBQ", REASON_MALFORMED, BODY_PROTO, NULL},
    {V1P "base64=1&message=EB*", REASON_MALFORMED, BODY_PROTO, NULL},
    {V1P "base64=1&message=E", REASON_MALFORMED, BODY_PROTO, NULL},
    {V1P "base64=1&message=EBR", REASON_MALFORMED, BODY_PROTO, NULL}, /* bits past the end */
};

static void what_an_address_says(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum body_form form = BODY_JSON;
        struct span message = {NULL, 0};
        int reason = query_read(&a, span_text(rows[i].query), &form, &message);
        if (reason != rows[i].reason) fail_msg("%s: %d", rows[i].query, reason);
        if (reason) continue;
        if (form != rows[i].form || !span_equal(message, span_text(rows[i].message))) fail_msg("%s", rows[i].query);
    }
    arena_close(&a);
}

/* Cut anywhere, so that whatever reads past the end is seen. */
static void an_address_that_is_cut(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t n = 0; n < strlen(rows[i].query); n++) {
            struct arena a;
            enum body_form form;
            struct span message;
            arena_init(&a);
            struct span cut = arena_span(&a, span_of(rows[i].query, n));
            int reason = query_read(&a, cut, &form, &message);
            if (!reason) assert_non_null(message.data);
            arena_close(&a);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_an_address_says),
        cmocka_unit_test(an_address_that_is_cut),
    };
    return cmocka_run_group_tests_name("query", tests, NULL, NULL);
}
