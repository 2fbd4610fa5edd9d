/* What a request says in its fields, by tables: each form that is right, and what only looks like it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include "gateway/http/head/fields.h"
#include "gateway/http/head/token.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))
/* 32 bytes 00 to 1f, and 32 of ff. */
#define T1  "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
#define T2  "__________________________________________8"
#define HEX "00112233445566778899aabbccddeeff"

static struct fields with(const char *name, const char *value) {
    struct fields f = {0};
    fields_note(&f, span_text(name), span_text(value));
    return f;
}

/* ---- tokens ---- */

static void a_token_is_one_text(void **state) {
    (void)state;
    uint8_t token[TOKEN_LEN], again[TOKEN_LEN];
    char text[TOKEN_TEXT_LEN + 1];
    assert_true(token_parse(span_text(T1), token));
    for (int i = 0; i < TOKEN_LEN; i++) assert_int_equal(token[i], i);
    assert_true(token_parse(span_text(T2), token));
    for (int i = 0; i < TOKEN_LEN; i++) assert_int_equal(token[i], 0xff);
    srand(7);
    for (int n = 0; n < 2000; n++) {
        for (int i = 0; i < TOKEN_LEN; i++) token[i] = (uint8_t)(rand() >> 7);
        token_text(token, text);
        assert_int_equal(strlen(text), TOKEN_TEXT_LEN);
        assert_true(token_parse(span_text(text), again));
        assert_memory_equal(token, again, TOKEN_LEN);
    }
    static const char *const wrong[] = {
        "",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh",
        T1 "A",
        T1 "=",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9", /* bits past the end */
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh+",
        "/AECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh ",
        "AAECAwQFBgcICQoLDA0O\303\251AREhMUFRYXGBkaGxwdHh8",
    };
    for (size_t i = 0; i < COUNT(wrong); i++)
        if (token_parse(span_text(wrong[i]), token)) fail_msg("%s", wrong[i]);
    uint8_t with_nul[TOKEN_TEXT_LEN];
    memcpy(with_nul, T1, sizeof with_nul);
    with_nul[3] = 0;
    assert_false(token_parse(span_of(with_nul, sizeof with_nul), token));
}

/* ---- cookies ---- */

static void cookies_by_a_table(void **state) {
    (void)state;
    static const struct {
        const char *value, *session, *station, *fault;
    } rows[] = {
        {"", NULL, NULL, ""},
        {"__Host-s=" T1, T1, NULL, ""},
        {"__Host-poste=" T2, NULL, T2, ""},
        {"__Host-s=" T1 "; __Host-poste=" T2, T1, T2, ""},
        {"__Host-poste=" T2 "; __Host-s=" T1, T1, T2, ""},
        {"__Host-poste=" T2 ";__Host-s=" T1, T1, T2, ""},
        {"a=1; __Host-s=" T1 "; b; =c; \"d\"; e=\xe9 f\t; ;", T1, NULL, ""},
        {"a=\"x; __Host-s=" T1 "; y\"", T1, NULL, ""}, /* quotes hold nothing together (RFC 6265, 5.2) */
        /* another's */
        {"__Host-S=" T1, NULL, NULL, ""},
        {"__host-s=" T1, NULL, NULL, ""},
        {"__Host-s2=" T1, NULL, NULL, ""},
        {"x__Host-s=" T1, NULL, NULL, ""},
        {"__Host-s =" T1, NULL, NULL, ""},
        {";  __Host-s=" T1, NULL, NULL, ""},
        {"\t__Host-s=" T1 ";", T1, NULL, ""}, /* the blanks around a field are none of it */
        {"a=1,__Host-s=" T1, NULL, NULL, ""},
        /* ours, and wrong */
        {"__Host-s=", NULL, NULL, "session-cookie"},
        {"__Host-s=abc", NULL, NULL, "session-cookie"},
        {"__Host-s=\"" T1 "\"", NULL, NULL, "session-cookie"},
        {"__Host-s= " T1, NULL, NULL, "session-cookie"},
        {"__Host-s=" T1 " ; a=1", NULL, NULL, "session-cookie"},
        {"__Host-s=" T1 "=; a=1", NULL, NULL, "session-cookie"},
        {"__Host-s=abc; __Host-poste=" T2, NULL, T2, "session-cookie"},
        {"__Host-s=" T1 "; __Host-poste=abc", T1, NULL, "station-cookie"},
        {"__Host-s=" T1 "; __Host-s=" T2, NULL, NULL, "two-session-cookies"},
        {"__Host-s=" T1 "; __Host-s=" T1, NULL, NULL, "two-session-cookies"},
        {"__Host-s=" T1 "; __Host-s=", NULL, NULL, "session-cookie"},
        {"__Host-s=; __Host-s=" T1, NULL, NULL, "session-cookie"},
        {"__Host-poste=" T1 "; __Host-s=" T1 "; __Host-poste=" T2, T1, NULL, "two-station-cookies"},
    };
    static const uint8_t none[TOKEN_LEN];
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct fields f = with("Cookie", rows[i].value);
        struct cookies c;
        uint8_t token[TOKEN_LEN];
        memset(&c, 0xaa, sizeof c);
        fields_cookies(&f, &c);
        if (strcmp(c.fault, rows[i].fault) != 0) fail_msg("%s: %s", rows[i].value, c.fault);
        if (c.has_session != (rows[i].session != NULL)) fail_msg("%s: session", rows[i].value);
        if (c.has_station != (rows[i].station != NULL)) fail_msg("%s: station", rows[i].value);
        assert_true(token_parse(span_text(rows[i].session ? rows[i].session : T1), token));
        assert_memory_equal(c.session, rows[i].session ? token : none, TOKEN_LEN);
        assert_true(token_parse(span_text(rows[i].station ? rows[i].station : T1), token));
        assert_memory_equal(c.station, rows[i].station ? token : none, TOKEN_LEN);
    }
}

static void the_language_is_english_or_not(void **state) {
    (void)state;
    static const struct {
        const char *value;
        bool english;
    } rows[] = {{"", false},
                {"langue=en", true},
                {"a=1; langue=en; b=2", true},
                {"langue=fr", false},
                {"langue=EN", false},
                {"langue=en-CA", false},
                {"xlangue=en", false},
                {"langue=", false},
                {"langue=fr; langue=en", true},
                {"__Host-s=abc; langue=en", true}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct fields f = with("Cookie", rows[i].value);
        struct cookies c;
        fields_cookies(&f, &c);
        if (c.english != rows[i].english) fail_msg("%s", rows[i].value);
    }
}

static void cookies_twice_or_too_long_are_none(void **state) {
    (void)state;
    struct cookies c;
    struct fields f = with("cookie", "__Host-s=" T1);
    fields_note(&f, span_text("COOKIE"), span_text("a=1"));
    fields_cookies(&f, &c);
    assert_false(c.has_session);
    assert_string_equal(c.fault, "two-cookie-fields");
    char text[COOKIES_MAX + 2];
    for (int over = 0; over < 2; over++) {
        int n = sprintf(text, "__Host-s=" T1 "; a=");
        memset(text + n, 'a', sizeof text - (size_t)n);
        text[COOKIES_MAX + over] = 0;
        f = with("cookie", text);
        fields_cookies(&f, &c);
        assert_int_equal(c.has_session, !over);
        assert_string_equal(c.fault, over ? "long-cookies" : "");
    }
}

/* ---- values ---- */

struct value_row {
    const char *value;
    enum field_state expected;
};

/* Each value, then absent, then twice. */
static void values(const char *name, enum field_state (*ask)(const struct fields *f), const struct value_row *rows,
                   size_t n) {
    for (size_t i = 0; i < n; i++) {
        struct fields f = with(name, rows[i].value);
        enum field_state state = ask(&f);
        if (state != rows[i].expected) fail_msg("%s: « %s »: %d", name, rows[i].value, state);
        fields_note(&f, span_text(name), span_text(rows[i].value));
        if (ask(&f) != FIELD_WRONG) fail_msg("%s: twice « %s »", name, rows[i].value);
    }
    struct fields none = with("x-other", rows[0].value);
    assert_int_equal(ask(&none), FIELD_ABSENT);
}
#define VALUES(name, ask, ...)                                                                                         \
    do {                                                                                                               \
        static const struct value_row rows_[] = {__VA_ARGS__};                                                         \
        values(name, ask, rows_, COUNT(rows_));                                                                        \
    } while (0)

static enum field_state ask_bearer(const struct fields *f) {
    uint8_t token[TOKEN_LEN];
    return fields_bearer(f, token);
}
static enum field_state ask_type(const struct fields *f) {
    enum body_form form;
    return fields_content_type(f, &form);
}
static enum field_state ask_timeout(const struct fields *f) {
    int64_t ms;
    return fields_timeout_ms(f, &ms);
}
static enum field_state ask_request_id(const struct fields *f) {
    struct id id;
    return fields_request_id(f, &id);
}
static enum field_state ask_at_least(const struct fields *f) {
    struct id journal;
    uint64_t seq;
    return fields_at_least(f, &journal, &seq);
}
static enum field_state ask_as(const struct fields *f) {
    struct id id;
    return fields_as(f, &id);
}
static enum field_state ask_again(const struct fields *f) {
    bool again;
    return fields_again(f, &again);
}
static enum field_state ask_page(const struct fields *f) {
    struct span page;
    return fields_page(f, &page);
}

static void each_value_by_a_table(void **state) {
    (void)state;
    VALUES("Authorization", ask_bearer, {"Bearer sippe_" T1, FIELD_GOOD}, {"bearer sippe_" T1, FIELD_GOOD},
           {" Bearer sippe_" T1 " ", FIELD_GOOD}, {"Bearer  sippe_" T1, FIELD_WRONG},
           {"Bearer\tsippe_" T1, FIELD_WRONG}, {"Bearer " T1, FIELD_WRONG}, {"Bearer SIPPE_" T1, FIELD_WRONG},
           {"Bearer sippe-" T1, FIELD_WRONG}, {"Bearer sippe_" T1 "=", FIELD_WRONG}, {"Bearer sippe_", FIELD_WRONG},
           {"Bearer", FIELD_WRONG}, {"", FIELD_WRONG}, {"Basic c2lwcGU6c2lwcGU=", FIELD_WRONG},
           {"sippe_" T1, FIELD_WRONG}, {"Bearer sippe_" T1 ", Bearer sippe_" T1, FIELD_WRONG});
    VALUES("Content-Type", ask_type, {"application/json", FIELD_GOOD}, {"application/proto", FIELD_GOOD},
           {"Application/JSON", FIELD_GOOD}, {"application/json; charset=utf-8", FIELD_GOOD},
           {"application/json;charset=UTF-8", FIELD_GOOD}, {"application/json ;\tcharset=\"utf-8\"", FIELD_GOOD},
           {"application/json; charset=latin1", FIELD_WRONG}, {"application/json;", FIELD_WRONG},
           {"application/json charset=utf-8", FIELD_WRONG}, {"application/jsonp", FIELD_WRONG},
           {"application/json, text/plain", FIELD_WRONG}, {"application/json; charset=utf-8; a=b", FIELD_WRONG},
           {"application/proto; charset=utf-8", FIELD_WRONG}, {"application/connect+json", FIELD_WRONG},
           {"text/plain", FIELD_WRONG}, {"application/x-www-form-urlencoded", FIELD_WRONG}, {"", FIELD_WRONG});
    VALUES("Connect-Protocol-Version", fields_connect_version, {"1", FIELD_GOOD}, {"2", FIELD_WRONG}, {"", FIELD_WRONG},
           {"01", FIELD_WRONG}, {"1.0", FIELD_WRONG}, {"1, 1", FIELD_WRONG});
    VALUES("Connect-Timeout-Ms", ask_timeout, {"0", FIELD_GOOD}, {"1", FIELD_GOOD}, {"9999999999", FIELD_GOOD},
           {"0000000001", FIELD_GOOD}, {"10000000000", FIELD_WRONG}, {"", FIELD_WRONG}, {"-1", FIELD_WRONG},
           {"+1", FIELD_WRONG}, {"1e3", FIELD_WRONG}, {"1 ms", FIELD_WRONG}, {"0x1", FIELD_WRONG});
    VALUES("Sippe-Request-Id", ask_request_id, {HEX, FIELD_GOOD}, {"00112233445566778899AABBCCDDEEFF", FIELD_GOOD},
           {"00112233-4455-6677-8899-aabbccddeeff", FIELD_GOOD}, {"0011223344556677-8899-aabbccddeeff-a", FIELD_WRONG},
           {"001122334455-6677-8899-aabb-ccddeeff", FIELD_WRONG},
           {"{00112233-4455-6677-8899-aabbccddeeff}", FIELD_WRONG},
           {"urn:uuid:00112233-4455-6677-8899-aabbccddeeff", FIELD_WRONG}, {HEX "0", FIELD_WRONG},
           {"0011223344556677889 aabbccddeeff", FIELD_WRONG}, {"", FIELD_WRONG},
           {"00112233-4455-6677-8899-aabbccddeefg", FIELD_WRONG}, {"0011223344556677:8899aabbccddeeff", FIELD_WRONG});
    VALUES("Sippe-At-Least", ask_at_least, {HEX ":0", FIELD_GOOD}, {HEX ":18446744073709551615", FIELD_GOOD},
           {HEX ":18446744073709551616", FIELD_WRONG}, {HEX ":99999999999999999999", FIELD_WRONG},
           {HEX ":000000000000000000001", FIELD_WRONG}, {HEX ":", FIELD_WRONG}, {HEX, FIELD_WRONG},
           {HEX "-1", FIELD_WRONG}, {HEX ": 1", FIELD_WRONG}, {":1", FIELD_WRONG}, {"x" HEX ":1", FIELD_WRONG},
           {HEX ":1:2", FIELD_WRONG}, {"", FIELD_WRONG});
    VALUES("Sippe-As", ask_as, {HEX, FIELD_GOOD}, {"00112233-4455-6677-8899-aabbccddeeff", FIELD_WRONG},
           {"martine", FIELD_WRONG}, {"", FIELD_WRONG}, {HEX "," HEX, FIELD_WRONG});
    VALUES("Sippe-Again", ask_again, {"1", FIELD_GOOD}, {"0", FIELD_WRONG}, {"true", FIELD_WRONG}, {"", FIELD_WRONG});
    VALUES("Sippe-Page", ask_page, {"appel", FIELD_GOOD}, {"mon-acces", FIELD_GOOD}, {"a2", FIELD_GOOD},
           {"aaaaaaaabbbbbbbbccccccccdddddddd", FIELD_GOOD}, {"aaaaaaaabbbbbbbbccccccccdddddddde", FIELD_WRONG},
           {"Appel", FIELD_WRONG}, {"mon acces", FIELD_WRONG}, {"acc\xc3\xa8s", FIELD_WRONG}, {"a/b", FIELD_WRONG},
           {"", FIELD_WRONG});
}

static void a_tag_is_whole(void **state) {
    (void)state;
    static const struct {
        const char *value;
        bool has;
    } rows[] = {{"\"" HEX "\"", true},
                {"W/\"" HEX "\"", true},
                {"\"a\", \"" HEX "\"", true},
                {"*", true},
                {HEX, false},
                {"\"" HEX, false},
                {"\"0" HEX "\"", false},
                {"", false},
                {"\"" HEX "-gzip\"", false}};
    struct fields none = {0};
    assert_false(fields_have_tag(&none, "\"" HEX "\""));
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct fields f = with("If-None-Match", rows[i].value);
        if (fields_have_tag(&f, "\"" HEX "\"") != rows[i].has) fail_msg("%s", rows[i].value);
    }
}

static void values_are_what_was_said(void **state) {
    (void)state;
    struct id id, journal, expected;
    struct span page;
    enum body_form form;
    int64_t ms;
    uint64_t seq;
    uint8_t token[TOKEN_LEN];
    assert_true(id_parse(HEX, &expected));
    struct fields f = with("authorization", "Bearer sippe_" T2);
    assert_int_equal(fields_bearer(&f, token), FIELD_GOOD);
    assert_int_equal(token[31], 0xff);
    f = with("content-type", "application/proto");
    assert_int_equal(fields_content_type(&f, &form), FIELD_GOOD);
    assert_int_equal(form, BODY_PROTO);
    f = with("content-type", "application/json; charset=utf-8");
    assert_int_equal(fields_content_type(&f, &form), FIELD_GOOD);
    assert_int_equal(form, BODY_JSON);
    f = with("connect-timeout-ms", "9999999999");
    assert_int_equal(fields_timeout_ms(&f, &ms), FIELD_GOOD);
    assert_int_equal(ms, 9999999999);
    f = with("sippe-request-id", "00112233-4455-6677-8899-AABBCCDDEEFF");
    assert_int_equal(fields_request_id(&f, &id), FIELD_GOOD);
    assert_true(id_equal(id, expected));
    f = with("sippe-at-least", HEX ":18446744073709551615");
    assert_int_equal(fields_at_least(&f, &journal, &seq), FIELD_GOOD);
    assert_true(id_equal(journal, expected) && seq == UINT64_MAX);
    f = with("sippe-as", HEX);
    assert_int_equal(fields_as(&f, &id), FIELD_GOOD);
    assert_true(id_equal(id, expected));
    f = with("sippe-page", "\tetat ");
    assert_int_equal(fields_page(&f, &page), FIELD_GOOD);
    assert_true(span_equal(page, span_text("etat")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_token_is_one_text),
        cmocka_unit_test(cookies_by_a_table),
        cmocka_unit_test(the_language_is_english_or_not),
        cmocka_unit_test(cookies_twice_or_too_long_are_none),
        cmocka_unit_test(each_value_by_a_table),
        cmocka_unit_test(a_tag_is_whole),
        cmocka_unit_test(values_are_what_was_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
