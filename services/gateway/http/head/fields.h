/* What a request says in the fields of its head, read strictly: of a head that head_check or nginx found good. Each
 * reader gives what it understood or that it did not; no reader takes part of a value, or one of two.
 *
 *   struct fields f = {0};
 *   for each field: fields_note(&f, name, value);     other names are passed over
 *   fields_cookies(&f, &cookies); fields_bearer(&f, token); ...
 *
 * Views of whoever gave the values, as long as they last. Pure. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/id.h"
#include "base/span.h"

enum {
    TOKEN_LEN = 32,      /* of a session, a station, a program */
    TOKEN_TEXT_LEN = 43, /* as base64url without padding (RFC 4648, 5) */
    COOKIES_MAX = 4096,  /* bytes of the whole field */
    PAGE_MAX = 32,
    ADDRESS_MAX = 45,    /* of an address as text: the longest IPv6 one */
    TIMEOUT_DIGITS = 10, /* Connect's own limit */
};

/* Which are looked at, by their names in lower case. */
#define FIELDS_EACH(X)                                                                                                 \
    X(AUTHORIZATION, "authorization")                                                                                  \
    X(CONNECT_TIMEOUT_MS, "connect-timeout-ms")                                                                        \
    X(CONNECT_PROTOCOL_VERSION, "connect-protocol-version")                                                            \
    X(CONTENT_TYPE, "content-type")                                                                                    \
    X(COOKIE, "cookie")                                                                                                \
    X(IF_NONE_MATCH, "if-none-match")                                                                                  \
    X(ORIGIN, "origin")                                                                                                \
    X(SEC_FETCH_SITE, "sec-fetch-site")                                                                                \
    X(SIPPE_AGAIN, "sippe-again")                                                                                      \
    X(SIPPE_AS, "sippe-as")                                                                                            \
    X(SIPPE_AT_LEAST, "sippe-at-least")                                                                                \
    X(SIPPE_PAGE, "sippe-page")                                                                                        \
    X(SIPPE_REQUEST_ID, "sippe-request-id")                                                                            \
    X(USER_AGENT, "user-agent")                                                                                        \
    X(X_FORWARDED_FOR, "x-forwarded-for")

#define FIELD_NUMBER(NAME, name) FIELD_##NAME,
enum field { FIELDS_EACH(FIELD_NUMBER) FIELDS };
#undef FIELD_NUMBER

/* Begins as zeros. */
struct fields {
    struct span value[FIELDS]; /* without the blanks around it; of several the last one */
    uint8_t n[FIELDS];         /* how often it stood there; 2: twice or more */
};

/* WRONG: not of its form, or twice; whoever asked answers that, but for cookies, which count as absent. */
enum field_state { FIELD_ABSENT, FIELD_GOOD, FIELD_WRONG };

/* A name of either case. */
void fields_note(struct fields *f, struct span name, struct span value);

/* RFC 6265: "name=value" joined by "; ". Of ours, `__Host-s` and `__Host-poste`, each is 32 bytes as base64url and
 * stands there once; else it counts as absent, and the fault says so. Cookies of neighbours (of the domain above) are
 * passed over whatever their form: they must not lock anybody out. Names are of one case (browsers refuse `__Host-` in
 * another unless it keeps its promises, and it is another cookie). */
struct cookies {
    bool has_session, has_station;
    bool has_browser; /* by which partners' organisations know it (door/link.c) */
    bool english;     /* `langue=en`, which the pages set: their language says nothing of who reads them */
    uint8_t session[TOKEN_LEN], station[TOKEN_LEN], browser[TOKEN_LEN];
    const char *fault; /* a word for the log: the first; "" */
};
void fields_cookies(const struct fields *f, struct cookies *out);
/* "Bearer sippe_" and 32 bytes as base64url: a program. Another scheme is WRONG. */
enum field_state fields_bearer(const struct fields *f, uint8_t token[TOKEN_LEN]);

/* application/json, with charset=utf-8 or without, and application/proto. */
enum body_form { BODY_JSON, BODY_PROTO };
enum field_state fields_content_type(const struct fields *f, enum body_form *out);
/* "1". */
enum field_state fields_connect_version(const struct fields *f);
/* 1 to 10 digits. */
enum field_state fields_timeout_ms(const struct fields *f, int64_t *out);
/* 32 hexadecimal digits, or a UUID as text (RFC 9562, 4). */
enum field_state fields_request_id(const struct fields *f, struct id *out);
/* A journal's id in hexadecimal, ":", a number. */
enum field_state fields_at_least(const struct fields *f, struct id *journal, uint64_t *seq);
/* 32 hexadecimal digits: the membership that acts. */
enum field_state fields_as(const struct fields *f, struct id *out);
/* "1": sent again after a restore (proto/envelope.proto, Request.again). */
enum field_state fields_again(const struct fields *f, bool *out);
/* Lower-case letters, digits and hyphens, PAGE_MAX at most. */
enum field_state fields_page(const struct fields *f, struct span *out);

/* If-None-Match names this tag, which is in its quotes: alone, in a list, or marked as weak (RFC 9110, 13.1.2). */
bool fields_have_tag(const struct fields *f, const char *tag);

/* Whether the page that sent it is ours. `origin` is what is configured ("https://sippe.exemple"). A GET or HEAD
 * changes nothing and may come from a link elsewhere. A POST must say the protocol's version, which no form can, and
 * neither Sec-Fetch-Site nor Origin may speak against it ("Origin: null" does). A program is no page: beside a bearer's
 * token an Origin is foreign, whatever it says. What stands there twice speaks against it. */
bool origin_is_ours(struct span method, const struct fields *f, const char *origin);

/* Where it came from, for counting tries: behind the front the last entry of X-Forwarded-For, which the front wrote;
 * from anybody else, and when that is no address, the peer's own, which is cut to ADDRESS_MAX. */
void forwarded_for(const struct fields *f, bool peer_is_front, const char *peer, char out[ADDRESS_MAX + 1]);
