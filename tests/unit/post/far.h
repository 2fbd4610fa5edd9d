/* The far end of a test (server.py), a loop, and posts on it. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "post/post.h"

enum far_port { WEB, WEB_OTHER, WEB_MISNAMED, WEB_BARE, MAIL, MAIL_BARE, DEAF, CLOSED, FAR_PORTS };

struct far {
    int pid, in;
    char folder[256], ca_file[300];
    int ports[FAR_PORTS];
    uv_loop_t loop;
    struct posts *posts;
    const char *secret_asked; /* the last name */
    uv_timer_t watchdog;
    double late; /* the longest time, in seconds, for which the loop was held by something */
};

/* cmocka's: of a group, the server; of a test, the loop and its posts, to which 127.0.0.1 is a listed host. */
int far_begin(void **state);
int far_end(void **state);
int loop_begin(void **state);
int loop_end(void **state);
/* Another set of posts in place of the first: `listed` or not. */
void far_posts(struct far *f, bool is_listed);

/* What became of a post, copied. */
struct told {
    int times;
    post__posted posted;
    char head[20 << 10]; /* its lines, each with a line feed */
    char body[POST_ANSWER_BODY_MAX + 1];
};
/* "https://127.0.0.1:PORT" and the rest; valid until the eighth call after. */
const char *far_url(const struct far *f, const char *scheme, enum far_port port, const char *rest);
post__post web_post(const char *url);
post__post mail_post(const char *url, const char **to);
/* Begins; it must be taken. */
struct post *begin(struct far *f, const post__post *request, struct told *told);
/* Until so many are told all in all, or for 20 s. */
void wait_told(struct far *f, const struct told *list, size_t n);
/* All of it: begun, waited for, told. */
void ask(struct far *f, const post__post *request, struct told *told);
/* For so many milliseconds. */
void rounds(struct far *f, uint64_t ms);

/* What became of the last one, and that it was this. */
extern struct told last;
void expect(post__post_end end, uint32_t code, bool may_have_arrived);
/* Posts to this path of the web server, with nothing. */
void ask_path(struct far *f, const char *path);
