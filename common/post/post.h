/* Messages to the outside: one POST over https, one mail over smtps, each told once how it ended (proto/post.proto).
 * The only library that knows libcurl; it sends on the loop that it is opened on, and waits for nothing.
 *
 *   post_begin ─▶ checked ─▶ waits, when 16 are under way ─▶ connects ─▶ sent ─▶ answered ─┐
 *                   └ ERR_INVALID and why: it never began                                  ├─▶ done, once
 *   post_stop, posts_stop ────────────────────────────────────────────────▶ STOPPED ───────┘
 *
 * Nothing is tried again here, and nothing is remembered: a job of the engine does both.
 *
 * What a far end can do to us is bounded: an answer is kept to 16 KiB of head and 64 KiB of body and then hung up on;
 * it is not unpacked, not followed elsewhere, and leaves no cookie. Each post has a connection of its own, so that what
 * one says, or proves with its secret, is never mixed with another's, and none is sent again unasked because a
 * connection was found dead. Private addresses are refused when a connection is made (post/address.h). What a machine's
 * environment says (proxies, .netrc) counts for nothing.
 *
 * It has no log: urls, headers, bodies and secrets leave by the connection alone. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <uv.h>
#include "base/err.h"
#include "proto/post.h"

enum {
    POST_AT_ONCE = 16,
    POST_URL_MAX = 2048,
    POST_HEADERS_MAX = 32,
    POST_HEADER_MAX = 4 << 10,
    POST_BODY_MAX = 1 << 20,
    POST_RECIPIENTS_MAX = 50,
    POST_ADDRESS_MAX = 254,   /* RFC 5321, 4.5.3.1.3, without the brackets */
    POST_MAIL_LINE_MAX = 998, /* RFC 5322, 2.1.1 */
    POST_TIMEOUT_MS = 30000,  /* when a post says none */
    POST_TIMEOUT_MAX_MS = 120000,
    POST_ANSWER_HEAD_MAX = 16 << 10,
    POST_ANSWER_BODY_MAX = 64 << 10,
};

/* Texts and lists must stay until posts_close. */
struct posts_options {
    uv_loop_t *loop;
    const char *release; /* goes out as the User-Agent "sippe/0.1.0" */
    const char *ca_file; /* PEM: whom to trust, and nobody else; NULL: the system's list */
    const char *const
        *private_hosts; /* as they stand in urls: they may have a private address, and speak without TLS */
    size_t n_private_hosts;
    /* The value of a secret, or NULL; it is asked for when a post begins, and must stay until that has returned. */
    const char *(*secret)(void *owner, const char *name);
    void *owner;
};

/* Where and why a post is refused; sentences are constants of the program, in French and in English. */
struct post_fault {
    const char *path; /* "url", "headers" */
    const char *fr, *en;
};

struct posts;
struct post;

/* On the loop, never from inside a function of this library but posts_close; `posted` and all in it is gone when it
 * returns, and so is the post. It may begin and stop others; it may not close. */
typedef void post_done_fn(void *owner, const post__posted *posted);

/* Loads libcurl when it is the first: a thirtieth of a second, once. ERR_NOMEM, ERR_IO (libcurl is not there, or is an
 * older one than this was made for). */
int posts_open(struct posts **out, const struct posts_options *options);
/* How many are not yet told. */
size_t posts_pending(const struct posts *p);
/* Each is told, STOPPED, in a later round of the loop; from then on post_begin is refused with ERR_CLOSED. */
void posts_stop(struct posts *p);
/* Who is not yet told is told at once, STOPPED. Then its handles close, and the memory goes with the last of them: the
 * loop must still run. NULL is safe. */
void posts_close(struct posts *p);

/* All of `request` is copied. 0: `done` will be called, once. Otherwise never: ERR_INVALID with the fault, ERR_CLOSED,
 * ERR_NOMEM. */
int post_begin(struct posts *p, const post__post *request, post_done_fn *done, void *owner, struct post **out,
               struct post_fault *fault);
/* A request: it is told in a later round of the loop, STOPPED, or as it had ended by then. Not after it was told. */
void post_stop(struct post *post);
