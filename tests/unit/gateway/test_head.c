/* Heads of requests, each byte by byte: what is right is never refused before its end, what is wrong at the first byte
 * by which it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include "gateway/http/head/head.h"

#define TEXT(s)                                                                                                        \
    { (const uint8_t *)(s), sizeof(s) - 1 }
#define LINE "GET / HTTP/1.1\r\n"
#define POST "POST /a HTTP/1.1\r\n"
#define HOST "Host: sippe.exemple\r\n"
#define END  "\r\n"

static const struct {
    struct span text;
    const char *method, *target, *host;
    bool has_body;
} good[] = {
    {TEXT(LINE HOST END), "GET", "/", "sippe.exemple", false},
    {TEXT("HEAD / HTTP/1.1\r\n" HOST END), "HEAD", "/", "sippe.exemple", false},
    {TEXT(POST HOST END), "POST", "/a", "sippe.exemple", false},
    {TEXT(POST HOST "Content-Length: 0\r\n" END), "POST", "/a", "sippe.exemple", false},
    {TEXT(POST HOST "Content-Length: 00\r\n" END), "POST", "/a", "sippe.exemple", false},
    {TEXT(POST HOST "Content-Length: 5\r\n" END), "POST", "/a", "sippe.exemple", true},
    {TEXT(POST HOST "content-length:\t 5 \t\r\n" END), "POST", "/a", "sippe.exemple", true},
    {TEXT(POST HOST "CONTENT-LENGTH:999999999999999\r\n" END), "POST", "/a", "sippe.exemple", true},
    {TEXT(POST HOST "Transfer-Encoding: chunked\r\n" END), "POST", "/a", "sippe.exemple", true},
    {TEXT(POST HOST "transfer-encoding:Chunked\t\r\n" END), "POST", "/a", "sippe.exemple", true},
    {TEXT(LINE HOST "Content-Length: 0\r\n" END), "GET", "/", "sippe.exemple", false},
    {TEXT(LINE "host:sippe.exemple:8443 \r\n" END), "GET", "/", "sippe.exemple:8443", false},
    {TEXT(LINE "Host: [2001:db8::1]:8443\r\n" END), "GET", "/", "[2001:db8::1]:8443", false},
    {TEXT(LINE "Host: [::1]\r\n" END), "GET", "/", "[::1]", false},
    {TEXT(LINE "Host: 127.0.0.1:8443\r\n" END), "GET", "/", "127.0.0.1:8443", false},
    {TEXT("GET /s/a.js?v=%C3%A9&x=/?:@!$'()*+,;=-._~ HTTP/1.1\r\n" HOST END), "GET",
     "/s/a.js?v=%C3%A9&x=/?:@!$'()*+,;=-._~", "sippe.exemple", false},
    {TEXT("GET //a/../b HTTP/1.1\r\n" HOST END), "GET", "//a/../b", "sippe.exemple", false},
    {TEXT(LINE "X-Empty:\r\n" HOST "X-Blank: \t \r\n" END), "GET", "/", "sippe.exemple", false},
    {TEXT(LINE "!#$%&'*+-.^_`|~: signs\r\n" HOST END), "GET", "/", "sippe.exemple", false},
    {TEXT(LINE "Cookie: autre=\xe9\x80\xff; b=2\r\n" HOST END), "GET", "/", "sippe.exemple", false},
    {TEXT(LINE "X-Colons: a:b: c\tand: a tab\r\n" HOST END), "GET", "/", "sippe.exemple", false},
    {TEXT(LINE HOST "Content-Lengths: a\r\nContent-Lengt: b\r\n" END), "GET", "/", "sippe.exemple", false},
    {TEXT(LINE HOST "Content_Length: +5\r\nTransfer_Encoding: x\r\n" END), "GET", "/", "sippe.exemple", false},
    {TEXT(LINE HOST "Expect: 100-continue\r\nConnection: keep-alive\r\n" END), "GET", "/", "sippe.exemple", false},
};

/* `right` could begin a good head, and the first byte of `rest` ends that. */
static const struct {
    struct span right, rest;
    enum head_fault fault;
} bad[] = {
    /* the first line's method */
    {TEXT(""), TEXT("\r\n" LINE HOST END), HEAD_FAULT_START},
    {TEXT(""), TEXT("\n" LINE HOST END), HEAD_FAULT_START},
    {TEXT(""), TEXT(" " LINE HOST END), HEAD_FAULT_START},
    {TEXT(""), TEXT("\t" LINE HOST END), HEAD_FAULT_START},
    {TEXT(""), TEXT("\0" LINE HOST END), HEAD_FAULT_START},
    {TEXT(""), TEXT("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"), HEAD_FAULT_START}, /* TLS */
    {TEXT(""), TEXT("\xef\xbb\xbf" LINE HOST END), HEAD_FAULT_START},
    {TEXT("G"), TEXT("\0T / HTTP/1.1\r\n"), HEAD_FAULT_START},
    {TEXT("GET"), TEXT("\t/ HTTP/1.1\r\n"), HEAD_FAULT_START},
    {TEXT("GET"), TEXT("\r\n"), HEAD_FAULT_START},
    {TEXT("GET"), TEXT("\xa0/ HTTP/1.1\r\n"), HEAD_FAULT_START},
    {TEXT("P"), TEXT("RI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), HEAD_FAULT_METHOD},
    {TEXT("P"), TEXT("UT /a HTTP/1.1\r\n"), HEAD_FAULT_METHOD},
    {TEXT("PO"), TEXT(" /a HTTP/1.1\r\n"), HEAD_FAULT_METHOD},
    {TEXT("GET"), TEXT("S / HTTP/1.1\r\n"), HEAD_FAULT_METHOD},
    {TEXT(""), TEXT("get / HTTP/1.1\r\n"), HEAD_FAULT_METHOD},
    {TEXT("H"), TEXT("eAD / HTTP/1.1\r\n"), HEAD_FAULT_METHOD},
    {TEXT(""), TEXT("OPTIONS * HTTP/1.1\r\n"), HEAD_FAULT_METHOD},
    {TEXT(""), TEXT("CONNECT sippe.exemple:443 HTTP/1.1\r\n"), HEAD_FAULT_METHOD},
    {TEXT(""), TEXT("TRACE / HTTP/1.1\r\n"), HEAD_FAULT_METHOD},
    {TEXT(""), TEXT("DELETE / HTTP/1.1\r\n"), HEAD_FAULT_METHOD},
    /* its target */
    {TEXT("GET "), TEXT(" / HTTP/1.1\r\n"), HEAD_FAULT_TARGET},
    {TEXT("GET "), TEXT("\t/ HTTP/1.1\r\n"), HEAD_FAULT_TARGET},
    {TEXT("GET "), TEXT("* HTTP/1.1\r\n"), HEAD_FAULT_TARGET},
    {TEXT("GET "), TEXT("http://autre.exemple/ HTTP/1.1\r\n"), HEAD_FAULT_TARGET},
    {TEXT("POST "), TEXT("sippe.exemple:443 HTTP/1.1\r\n"), HEAD_FAULT_TARGET},
    {TEXT("GET "), TEXT("\r\n" HOST END), HEAD_FAULT_TARGET},
    {TEXT("GET /"), TEXT("\r\n"), HEAD_FAULT_TARGET}, /* HTTP/0.9 */
    {TEXT("GET /a"), TEXT("\tHTTP/1.1\r\n"), HEAD_FAULT_TARGET},
    {TEXT("GET /a"), TEXT("\xe9 HTTP/1.1\r\n"), HEAD_FAULT_TARGET},
    {TEXT("GET /a"), TEXT("\0 HTTP/1.1\r\n"), HEAD_FAULT_TARGET},
    {TEXT("GET /a"), TEXT("\x7f HTTP/1.1\r\n"), HEAD_FAULT_TARGET},
    {TEXT("GET /a"), TEXT("#b HTTP/1.1\r\n"), HEAD_FAULT_TARGET},
    {TEXT("GET /a"), TEXT("\\b HTTP/1.1\r\n"), HEAD_FAULT_TARGET},
    {TEXT("GET /a"), TEXT("\"b HTTP/1.1\r\n"), HEAD_FAULT_TARGET},
    {TEXT("GET /a"), TEXT("<b HTTP/1.1\r\n"), HEAD_FAULT_TARGET},
    {TEXT("GET /%"), TEXT("g0 HTTP/1.1\r\n"), HEAD_FAULT_TARGET},
    {TEXT("GET /%4"), TEXT(" HTTP/1.1\r\n"), HEAD_FAULT_TARGET},
    {TEXT("GET /%"), TEXT(" HTTP/1.1\r\n"), HEAD_FAULT_TARGET},
    {TEXT("GET /a%0"), TEXT("0.js HTTP/1.1\r\n"), HEAD_FAULT_TARGET},
    /* its version and end */
    {TEXT("GET / "), TEXT(" HTTP/1.1\r\n"), HEAD_FAULT_NO_VERSION},
    {TEXT("GET / "), TEXT("\r\n"), HEAD_FAULT_NO_VERSION},
    {TEXT("GET / "), TEXT("http/1.1\r\n"), HEAD_FAULT_NO_VERSION},
    {TEXT("GET / "), TEXT("b HTTP/1.1\r\n"), HEAD_FAULT_NO_VERSION},
    {TEXT("GET / HTTP"), TEXT(" /1.1\r\n"), HEAD_FAULT_NO_VERSION},
    {TEXT("GET / HTTP/1"), TEXT("\r\n"), HEAD_FAULT_NO_VERSION},
    {TEXT("GET / HTTP/1."), TEXT("x\r\n"), HEAD_FAULT_NO_VERSION},
    {TEXT("GET / HTTP/1."), TEXT("0\r\n"), HEAD_FAULT_VERSION},
    {TEXT("GET / HTTP/1."), TEXT("2\r\n"), HEAD_FAULT_VERSION},
    {TEXT("GET / HTTP/"), TEXT("2.0\r\n"), HEAD_FAULT_VERSION},
    {TEXT("GET / HTTP/"), TEXT("0.9\r\n"), HEAD_FAULT_VERSION},
    {TEXT("GET / HTTP/1"), TEXT("1.1\r\n"), HEAD_FAULT_NO_VERSION},
    {TEXT("GET / HTTP/1.1"), TEXT("1\r\n"), HEAD_FAULT_LINE_END},
    {TEXT("GET / HTTP/1.1"), TEXT(" \r\n"), HEAD_FAULT_LINE_END},
    {TEXT("GET / HTTP/1.1"), TEXT("\n" HOST END), HEAD_FAULT_LINE_END},
    {TEXT("GET / HTTP/1.1\r"), TEXT(HOST END), HEAD_FAULT_LINE_END},
    {TEXT("GET / HTTP/1.1\r"), TEXT("\r\n" HOST END), HEAD_FAULT_LINE_END},
    /* names of fields */
    {TEXT(LINE), TEXT(" X: a\r\n" HOST END), HEAD_FAULT_FOLDED},
    {TEXT(LINE), TEXT("\tX: a\r\n" HOST END), HEAD_FAULT_FOLDED},
    {TEXT(LINE HOST), TEXT(" folded: a\r\n" END), HEAD_FAULT_FOLDED},
    {TEXT(LINE HOST "X: a\r\n"), TEXT("\tb\r\n" END), HEAD_FAULT_FOLDED},
    {TEXT(LINE HOST), TEXT("   \r\n" END), HEAD_FAULT_FOLDED},
    {TEXT(LINE), TEXT(": a\r\n" HOST END), HEAD_FAULT_NAME},
    {TEXT(LINE "Host"), TEXT(" : sippe.exemple\r\n" END), HEAD_FAULT_BLANK_IN_NAME},
    {TEXT(LINE HOST "Transfer-Encoding"), TEXT(" : chunked\r\n" END), HEAD_FAULT_BLANK_IN_NAME},
    {TEXT(LINE HOST "Content-Length"), TEXT("\t: 5\r\n" END), HEAD_FAULT_BLANK_IN_NAME},
    {TEXT(LINE HOST "no-colon"), TEXT("\r\n" END), HEAD_FAULT_NAME},
    {TEXT(LINE HOST "no-colon"), TEXT("\n" END), HEAD_FAULT_NAME},
    {TEXT(LINE HOST "X"), TEXT("\0Y: a\r\n" END), HEAD_FAULT_NAME},
    {TEXT(LINE HOST "X"), TEXT("\xe9: a\r\n" END), HEAD_FAULT_NAME},
    {TEXT(LINE HOST "X"), TEXT("(Y): a\r\n" END), HEAD_FAULT_NAME},
    {TEXT(LINE HOST "X"), TEXT("/Y: a\r\n" END), HEAD_FAULT_NAME},
    {TEXT(LINE HOST), TEXT("\n"), HEAD_FAULT_NAME},
    /* values */
    {TEXT(LINE HOST "X: a"), TEXT("\0b\r\n" END), HEAD_FAULT_CONTROL},
    {TEXT(LINE HOST "X: a"), TEXT("\x1b[1m\r\n" END), HEAD_FAULT_CONTROL},
    {TEXT(LINE HOST "X: a"), TEXT("\x7f\r\n" END), HEAD_FAULT_CONTROL},
    {TEXT(LINE HOST "X: a"), TEXT("\x0b\r\n" END), HEAD_FAULT_CONTROL},
    {TEXT(LINE HOST "X: a"), TEXT("\nY: b\r\n" END), HEAD_FAULT_LINE_END},
    {TEXT(LINE HOST "X: a\r"), TEXT("Y: b\r\n" END), HEAD_FAULT_LINE_END},
    {TEXT(LINE HOST "X: a\r"), TEXT("\r\n" END), HEAD_FAULT_LINE_END},
    {TEXT(LINE HOST "\r"), TEXT("GET"), HEAD_FAULT_LINE_END},
    /* whose it is */
    {TEXT(LINE), TEXT("\r\n"), HEAD_FAULT_HOST},
    {TEXT(LINE "X: a\r\n"), TEXT("\r\n"), HEAD_FAULT_HOST},
    {TEXT(LINE HOST "Host"), TEXT(": sippe.exemple\r\n" END), HEAD_FAULT_TWO_HOSTS},
    {TEXT(LINE HOST "X: a\r\nhOsT"), TEXT(": autre.exemple\r\n" END), HEAD_FAULT_TWO_HOSTS},
    {TEXT(LINE "Host:"), TEXT("\r\n" END), HEAD_FAULT_HOST},
    {TEXT(LINE "Host: "), TEXT("\r\n" END), HEAD_FAULT_HOST},
    {TEXT(LINE "Host: a"), TEXT(",b\r\n" END), HEAD_FAULT_HOST},
    {TEXT(LINE "Host: a "), TEXT("b\r\n" END), HEAD_FAULT_HOST},
    {TEXT(LINE "Host: a"), TEXT("/b\r\n" END), HEAD_FAULT_HOST},
    {TEXT(LINE "Host: a"), TEXT("@b\r\n" END), HEAD_FAULT_HOST},
    {TEXT(LINE "Host: "), TEXT("\xe9\r\n" END), HEAD_FAULT_HOST},
    {TEXT(LINE "Host: a:"), TEXT("\r\n" END), HEAD_FAULT_HOST},
    {TEXT(LINE "Host: :443"), TEXT("\r\n" END), HEAD_FAULT_HOST},
    {TEXT(LINE "Host: a:123456"), TEXT("\r\n" END), HEAD_FAULT_HOST},
    {TEXT(LINE "Host: a:b"), TEXT("\r\n" END), HEAD_FAULT_HOST},
    {TEXT(LINE "Host: []"), TEXT("\r\n" END), HEAD_FAULT_HOST},
    {TEXT(LINE "Host: [::1"), TEXT("\r\n" END), HEAD_FAULT_HOST},
    {TEXT(LINE "Host: [::1]a"), TEXT("\r\n" END), HEAD_FAULT_HOST},
    /* where it ends */
    {TEXT(POST HOST "Content-Length: 5\r\nContent-Length"), TEXT(": 5\r\n" END), HEAD_FAULT_TWO_LENGTHS},
    {TEXT(POST HOST "Content-Length: 5\r\ncontent-length"), TEXT(": 6\r\n" END), HEAD_FAULT_TWO_LENGTHS},
    {TEXT(POST HOST "Content-Length: "), TEXT("+5\r\n" END), HEAD_FAULT_LENGTH},
    {TEXT(POST HOST "Content-Length: "), TEXT("-5\r\n" END), HEAD_FAULT_LENGTH},
    {TEXT(POST HOST "Content-Length: 5"), TEXT(", 5\r\n" END), HEAD_FAULT_LENGTH},
    {TEXT(POST HOST "Content-Length: 5 "), TEXT("5\r\n" END), HEAD_FAULT_LENGTH},
    {TEXT(POST HOST "Content-Length: 0"), TEXT("x5\r\n" END), HEAD_FAULT_LENGTH},
    {TEXT(POST HOST "Content-Length: 5"), TEXT(".0\r\n" END), HEAD_FAULT_LENGTH},
    {TEXT(POST HOST "Content-Length: 1"), TEXT("e3\r\n" END), HEAD_FAULT_LENGTH},
    {TEXT(POST HOST "Content-Length: "), TEXT("\"5\"\r\n" END), HEAD_FAULT_LENGTH},
    {TEXT(POST HOST "Content-Length: "), TEXT("\r\n" END), HEAD_FAULT_LENGTH},
    {TEXT(POST HOST "Content-Length: 5"), TEXT("\0\r\n" END), HEAD_FAULT_CONTROL},
    {TEXT(POST HOST "Content-Length: 999999999999999"), TEXT("9\r\n" END), HEAD_FAULT_LENGTH},
    {TEXT(POST HOST "Content-Length: 5\r\nTransfer-Encoding"), TEXT(": chunked\r\n" END), HEAD_FAULT_LENGTH_AND_CODING},
    {TEXT(POST HOST "Transfer-Encoding: chunked\r\nContent-Length"), TEXT(": 0\r\n" END), HEAD_FAULT_LENGTH_AND_CODING},
    {TEXT(POST HOST "Transfer-Encoding: chunked\r\nTransfer-Encoding"), TEXT(": chunked\r\n" END),
     HEAD_FAULT_TWO_CODINGS},
    {TEXT(POST HOST "Transfer-Encoding: chunked"), TEXT(", chunked\r\n" END), HEAD_FAULT_CODING},
    {TEXT(POST HOST "Transfer-Encoding: chunked"), TEXT(", identity\r\n" END), HEAD_FAULT_CODING},
    {TEXT(POST HOST "Transfer-Encoding: "), TEXT("gzip, chunked\r\n" END), HEAD_FAULT_CODING},
    {TEXT(POST HOST "Transfer-Encoding: "), TEXT("identity\r\n" END), HEAD_FAULT_CODING},
    {TEXT(POST HOST "Transfer-Encoding: "), TEXT("xchunked\r\n" END), HEAD_FAULT_CODING},
    {TEXT(POST HOST "Transfer-Encoding: "), TEXT("\"chunked\"\r\n" END), HEAD_FAULT_CODING},
    {TEXT(POST HOST "Transfer-Encoding: chunked"), TEXT(";q=1\r\n" END), HEAD_FAULT_CODING},
    {TEXT(POST HOST "Transfer-Encoding: chunk"), TEXT("\r\n" END), HEAD_FAULT_CODING},
    {TEXT(POST HOST "Transfer-Encoding: "), TEXT("\r\n" END), HEAD_FAULT_CODING},
    {TEXT(POST HOST "Transfer-Encoding: "),
     TEXT("\x0b"
          "chunked\r\n" END),
     HEAD_FAULT_CONTROL},
    {TEXT(LINE HOST "Content-Length: 5\r\n"), TEXT(END), HEAD_FAULT_BODY},
    {TEXT("HEAD / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n"), TEXT(END), HEAD_FAULT_BODY},
};

/* In memory of just that length, so that one byte past it is seen. */
static enum head_outcome ask(struct span text, size_t len, struct head *out) {
    uint8_t *exact = malloc(len ? len : 1);
    assert_non_null(exact);
    if (len) memcpy(exact, text.data, len);
    enum head_outcome rc = head_check(span_of(exact, len), out);
    if (rc == HEAD_GOOD && text.len >= out->len) rc = head_check(text, out); /* its spans lie in what outlives this */
    free(exact);
    return rc;
}

static void begins(struct span text, size_t len) {
    struct head h;
    for (size_t n = 0; n <= len; n++)
        if (ask(text, n, &h) != HEAD_MORE) fail_msg("%zu of « %.*s »: %s", n, (int)text.len, text.data, h.fault);
}

static void assert_span(struct span s, const char *text) { assert_true(span_equal(s, span_text(text))); }

static void a_good_one_is_good_at_its_end(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct head h;
        begins(good[i].text, good[i].text.len - 1);
        if (ask(good[i].text, good[i].text.len, &h) != HEAD_GOOD) fail_msg("good %zu: %s", i, h.fault);
        assert_int_equal(h.len, good[i].text.len);
        assert_span(h.method, good[i].method);
        assert_span(h.target, good[i].target);
        assert_span(h.host, good[i].host);
        assert_int_equal(h.has_body, good[i].has_body);
        assert_string_equal(h.fault, "");
    }
}

static void what_follows_a_good_one_is_not_its(void **state) {
    (void)state;
    static const struct span both = TEXT(POST HOST "Content-Length: 4\r\n" END "\0\r\n\xff");
    struct head h;
    assert_int_equal(head_check(both, &h), HEAD_GOOD);
    assert_int_equal(h.len, both.len - 4);
}

static void a_bad_one_is_told_at_its_byte(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        uint8_t text[4096];
        struct span all = {text, bad[i].right.len + bad[i].rest.len};
        struct head h;
        memcpy(text, bad[i].right.data, bad[i].right.len);
        memcpy(text + bad[i].right.len, bad[i].rest.data, bad[i].rest.len);
        begins(all, bad[i].right.len);
        for (size_t n = bad[i].right.len + 1; n <= all.len; n++) {
            if (ask(all, n, &h) != HEAD_BAD) fail_msg("bad %zu passes: « %.*s »", i, (int)n, text);
            if (h.kind != bad[i].fault) fail_msg("bad %zu: %s at « %.*s »", i, h.fault, (int)n, text);
        }
    }
}

/* ---- lengths at their borders ---- */

static char room[HEAD_MAX + 4096];

/* "GET /aaa… HTTP/1.1", the target of so many bytes. */
static struct span with_target(size_t len) {
    size_t n = (size_t)sprintf(room, "GET /");
    memset(room + n, 'a', len - 1);
    n += len - 1;
    n += (size_t)sprintf(room + n, " HTTP/1.1\r\n" HOST END);
    return span_of(room, n);
}

static void a_target_at_its_border(void **state) {
    (void)state;
    struct head h;
    assert_int_equal(head_check(with_target(HEAD_TARGET_MAX), &h), HEAD_GOOD);
    assert_int_equal(h.target.len, HEAD_TARGET_MAX);
    struct span over = with_target(HEAD_TARGET_MAX + 1);
    assert_int_equal(head_check(over, &h), HEAD_BAD);
    assert_int_equal(h.status, 414);
    begins(over, strlen("GET ") + HEAD_TARGET_MAX);
    assert_int_equal(head_check(span_of(room, strlen("GET ") + HEAD_TARGET_MAX + 1), &h), HEAD_BAD);
}

static struct span with_fields(int more) {
    size_t n = (size_t)sprintf(room, LINE HOST);
    for (int i = 0; i < more; i++) n += (size_t)sprintf(room + n, "X-%d: a\r\n", i);
    n += (size_t)sprintf(room + n, END);
    return span_of(room, n);
}

static void fields_at_their_border(void **state) {
    (void)state;
    struct head h;
    assert_int_equal(head_check(with_fields(HEAD_FIELDS_MAX - 1), &h), HEAD_GOOD);
    assert_int_equal(head_check(with_fields(HEAD_FIELDS_MAX), &h), HEAD_BAD);
    assert_int_equal(h.status, 431);
    assert_int_equal(h.kind, HEAD_FAULT_MANY_FIELDS);
}

/* A head of so many bytes. */
static struct span of_length(size_t len) {
    size_t n = (size_t)sprintf(room, LINE HOST "X: "), end = strlen("\r\n" END);
    memset(room + n, 'a', len - n - end);
    sprintf(room + len - end, "\r\n" END);
    return span_of(room, len);
}

static void a_head_at_its_border(void **state) {
    (void)state;
    struct head h;
    assert_int_equal(head_check(of_length(HEAD_MAX), &h), HEAD_GOOD);
    assert_int_equal(h.len, HEAD_MAX);
    struct span over = of_length(HEAD_MAX + 1);
    for (size_t n = HEAD_MAX - 8; n < over.len; n++)
        assert_int_equal(head_check(span_of(room, n), &h), n < HEAD_MAX ? HEAD_MORE : HEAD_BAD);
    assert_int_equal(head_check(over, &h), HEAD_BAD);
    assert_int_equal(h.status, 431);
    assert_int_equal(h.kind, HEAD_FAULT_LONG);
}

static void a_host_at_its_border(void **state) {
    (void)state;
    struct head h;
    for (int len = 255; len <= 256; len++) {
        int n = sprintf(room, LINE "Host: %0*d\r\n" END, len, 0);
        assert_int_equal(head_check(span_of(room, (size_t)n), &h), len <= 255 ? HEAD_GOOD : HEAD_BAD);
    }
    assert_int_equal(h.kind, HEAD_FAULT_HOST);
}

/* ---- all faults ---- */

static void each_fault_has_a_word_a_status_and_a_case(void **state) {
    (void)state;
    bool seen[HEAD_FAULT_KINDS] = {[HEAD_FAULT_NONE] = true,
                                   [HEAD_FAULT_LONG_TARGET] = true,
                                   [HEAD_FAULT_MANY_FIELDS] = true,
                                   [HEAD_FAULT_LONG] = true};
    static const int statuses[] = {400, 405, 414, 431, 501, 505};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct head h;
        uint8_t text[4096];
        memcpy(text, bad[i].right.data, bad[i].right.len);
        text[bad[i].right.len] = bad[i].rest.data[0];
        head_check(span_of(text, bad[i].right.len + 1), &h);
        bool is_known = false;
        for (size_t s = 0; s < sizeof statuses / sizeof *statuses; s++) is_known |= h.status == statuses[s];
        assert_true(is_known && strlen(h.fault) > 2);
        seen[h.kind] = true;
    }
    for (int kind = 0; kind < HEAD_FAULT_KINDS; kind++)
        if (!seen[kind]) fail_msg("no case of fault %d", kind);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_one_is_good_at_its_end), cmocka_unit_test(what_follows_a_good_one_is_not_its),
        cmocka_unit_test(a_bad_one_is_told_at_its_byte), cmocka_unit_test(a_target_at_its_border),
        cmocka_unit_test(fields_at_their_border),        cmocka_unit_test(a_head_at_its_border),
        cmocka_unit_test(a_host_at_its_border),          cmocka_unit_test(each_fault_has_a_word_a_status_and_a_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
