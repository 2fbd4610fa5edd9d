/* The strict check of a request's head, over the bytes as they came, before libmicrohttpd sees any: that library takes
 * two Content-Length, a Content-Length beside a Transfer-Encoding, two Hosts, a NUL, a folded line and more, each of
 * which two readers may read as two things. Pure: no socket, no memory of its own.
 *
 * What RFC 9112 (2.2, 3, 5, 6) says a server MAY accept is refused; what is refused is answered and closed.
 *
 * Sources of each rule: RFC 9112 sections 2.2 (line ends, no empty line before), 3.2 (Host), 3.2.2 (absolute-form),
 * 5.1 (no blank before the colon), 5.2 (no folding), 6.1 and 6.3 (message length); RFC 9110 5.5 (NUL, CR, LF and other
 * controls in a value are refused, bytes past 127 are opaque: a cookie of the neighbours' may have some), 9.3.1 (a body
 * of GET or HEAD has no meaning); RFC 3986 (what a target is made of; %00 is refused beside, as whoever decodes it has
 * a text that ends there). */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/span.h"

enum {
    HEAD_MAX = 16 << 10,    /* all of it: more is 431 */
    HEAD_TARGET_MAX = 8192, /* 414 */
    HEAD_FIELDS_MAX = 64,   /* 431 */
};

enum head_outcome {
    HEAD_MORE, /* it is right so far, and not at its end */
    HEAD_GOOD,
    HEAD_BAD, /* `status` says how it is refused */
};

/* Each with its status: what is wrong, as a word for the log and the metrics. Never a part of what came. */
#define HEAD_FAULTS(X)                                                                                                 \
    X(METHOD, "method", 405) /* none of ours */                                                                        \
    X(START, "start", 400)   /* no method begins so: an empty line, TLS, anything */                                   \
    X(TARGET, "target", 400) /* not from "/" on, a blank, %00, a byte that no URI has */                               \
    X(LONG_TARGET, "long-target", 414)                                                                                 \
    X(VERSION, "version", 505)                                                                                         \
    X(NO_VERSION, "no-version", 400)                                                                                   \
    X(LINE_END, "line-end", 400) /* CR without LF, LF without CR */                                                    \
    X(FOLDED, "folded", 400)                                                                                           \
    X(NAME, "name", 400) /* none, no colon, a character that no name has */                                            \
    X(BLANK_IN_NAME, "blank-in-name", 400)                                                                             \
    X(CONTROL, "control", 400)                                                                                         \
    X(TWO_HOSTS, "two-hosts", 400)                                                                                     \
    X(HOST, "host", 400) /* none, or none that a host may be called */                                                 \
    X(TWO_LENGTHS, "two-lengths", 400)                                                                                 \
    X(LENGTH, "length", 400)                                                                                           \
    X(TWO_CODINGS, "two-codings", 400)                                                                                 \
    X(CODING, "coding", 501) /* another one than "chunked" */                                                          \
    X(LENGTH_AND_CODING, "length-and-coding", 400)                                                                     \
    X(BODY, "body", 400) /* of a GET or HEAD */                                                                        \
    X(MANY_FIELDS, "many-fields", 431)                                                                                 \
    X(LONG, "long", 431)

#define HEAD_FAULT_NUMBER(NAME, word, status) HEAD_FAULT_##NAME,
enum head_fault { HEAD_FAULT_NONE, HEAD_FAULTS(HEAD_FAULT_NUMBER) HEAD_FAULT_KINDS };
#undef HEAD_FAULT_NUMBER

struct head {
    enum head_fault kind; /* for counting */
    int status;           /* 400, 405, 414, 431, 501, 505 */
    const char *fault;    /* the word; "" when there is none */
    size_t len;           /* of the head, its empty line included, when it is good */
    struct span method, target, host;
    bool has_body; /* a length above 0, or chunks, are announced */
};

/* GET, HEAD, POST alone; a target that begins with "/"; HTTP/1.1 with CRLF at each line's end. `bytes` is what has come
 * so far, from the first byte of the request on. Each beginning of a good head gives MORE; a bad one is told at the
 * first byte behind which nothing could make it good, and alike however much came after. */
enum head_outcome head_check(struct span bytes, struct head *out);
