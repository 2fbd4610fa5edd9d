/* The strict check of a request's head, over the bytes as they came, before libmicrohttpd sees any: that library takes
 * two Content-Length, a Content-Length beside a Transfer-Encoding, two Hosts, a NUL, a folded line and more, each of
 * which two readers may read as two things. Pure: no socket, no memory of its own.
 *
 *   RFC 9112 (2.2, 3, 5, 6): what a server MAY accept is refused. What is refused is answered and the connection closed.
 *
 * Sources of each rule: RFC 9112 sections 3.2 (Host), 3.2.2 (absolute-form), 5.1 (no blank before the colon), 5.2 (no
 * folding), 6.1 and 6.3 (message length); RFC 9110 5.5 (NUL, CR, LF in a value). */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/span.h"

enum {
    HEAD_MAX = 16 << 10,   /* all of it: more is 431 */
    HEAD_TARGET_MAX = 8192, /* 414 */
    HEAD_FIELDS_MAX = 64,  /* 431 */
};

enum head_outcome {
    HEAD_MORE, /* it is right so far, and not at its end */
    HEAD_GOOD,
    HEAD_BAD, /* `status` says how it is refused */
};

struct head {
    int status;       /* 400, 405 (a method that is none of ours), 414, 431, 501 (a transfer coding), 505 (no HTTP/1.1) */
    const char *fault; /* a word for the log and the metrics: "two-lengths"; never a part of what came */
    size_t len;       /* of the head, its empty line included, when it is good */
    struct span method, target, host;
    bool has_body;    /* a length or chunks are announced */
};

/* GET, HEAD, POST alone; a target that begins with "/"; HTTP/1.1 with CRLF at each line's end. `bytes` is what has come
 * so far, from the first byte of the request on. */
enum head_outcome head_check(struct span bytes, struct head *out);
