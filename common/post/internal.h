/* Inside the library only: what its files share.
 *
 *   check      is a post what proto/post.proto allows? pure, but for libcurl's reader of urls
 *   address    is an address a public one? pure
 *   transfer   one post as libcurl is told of it; what came of it
 *   answer     what the far end says, kept and cut
 *   posts      who waits, who is under way, who is told
 *   library    libcurl itself, when it is needed
 *   watch      libcurl's descriptors and its timer in the loop, and what is left to close
 *
 * A post goes by `state`, and is in the list of its posts until it is told. One over https is libcurl's multi
 * interface on the loop. One by mail is a job of libuv's pool: libcurl waits for a server's word on a mail where it
 * stands (its smtp_done), and on the loop all else would wait with it. That thread has the post to itself but for the
 * two atomics. */
#pragma once
#include <stdatomic.h>
#include "base/arena.h"
#include "post/library.h"
#include "post/post.h"

/* check.c */
struct target {
    bool is_mail;
    bool is_listed;     /* one of private_hosts */
    const char *secret; /* its value; NULL: none */
};
/* 0; ERR_INVALID and the fault. */
int post_check(const struct posts_options *o, const post__post *r, struct target *out, struct post_fault *fault);

/* answer.c */
struct answer {
    char *head; /* the lines, each with its NUL */
    size_t head_len, n_lines;
    size_t heard; /* bytes of all heads, those of interim answers too */
    uint8_t *body;
    size_t body_len;
    bool is_cut;
};

enum post_state { POST_WAITS, POST_RUNS, POST_ENDED };

struct post {
    struct posts *posts;
    struct post *next;
    struct arena arena;
    enum post_state state;
    struct target target;
    CURL *easy;
    struct curl_slist *headers, *recipients;
    struct span body;
    size_t body_read; /* of a mail */
    struct answer answer;
    bool was_tried, was_private; /* its addresses */
    atomic_bool stop, arrived;
    bool is_told;     /* while its thread still has it */
    CURLcode outcome; /* once it has ended */
    uv_work_t work;   /* of a mail */
    post_done_fn *done;
    void *owner;
    post__posted posted;
};

/* libcurl's callbacks; a number that is not n ends the transfer. */
size_t answer_head(char *line, size_t one, size_t n, void *post);
size_t answer_body(char *data, size_t one, size_t n, void *post);
/* Into the arena. */
const char **answer_lines(struct arena *a, const struct answer *w);

/* transfer.c */
/* The post's easy handle, which has copies of all; ERR_NOMEM: one of its options was refused. */
int transfer_open(struct post *post, const struct posts_options *o, const post__post *r);
void transfer_close(struct post *post);
/* The post's own. */
const post__posted *transfer_end(struct post *post);

/* watch.c */
struct posts {
    struct posts_options o;
    CURLM *multi;
    void (*harvest)(struct posts *p); /* takes what libcurl has brought to an end */
    uv_timer_t timer;                 /* libcurl's */
    uv_timer_t tell;                  /* of who is to be told in a later round */
    struct post *first;
    size_t n_running, n_mails; /* under way; the mails among them */
    size_t n_handles;          /* handles not yet closed, and mails in the pool: the memory goes with the last */
    bool is_stopped, is_closing, is_telling;
};
/* 0, ERR_IO. */
int watch_open(struct posts *p);
/* Of the two timers; libcurl's multi handle must be gone. */
void watch_close(struct posts *p);
/* One of n_handles is gone. */
void watch_release(struct posts *p);
