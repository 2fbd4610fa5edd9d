#include "far.h"

#include <dlfcn.h>
#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* In place of libc's, for libcurl's threads: a name that leads inside, and a name server that does not answer. */
int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **out) {
    int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **);
    *(void **)&real = dlsym(RTLD_NEXT, "getaddrinfo");
    if (strcmp(node, "hangs.test") == 0) sleep(3);
    if (strcmp(node, "hangs.test") == 0 || strcmp(node, "nowhere.test") == 0) return EAI_NONAME;
    return real(strcmp(node, "inside.test") == 0 ? "127.0.0.1" : node, service, hints, out);
}

/* ---- the server ---- */

static void server_run(int in[2], int out[2]) {
    dup2(in[0], 0);
    dup2(out[1], 1);
    for (int i = 3; i < 16; i++) close(i);
    execlp("python3", "python3", SOURCE_DIR "/tests/unit/post/server.py", NULL);
    _exit(127);
}

int far_begin(void **state) {
    static struct far f;
    int in[2], out[2];
    signal(SIGPIPE, SIG_IGN);
    /* what a machine may say; it must count for nothing */
    setenv("https_proxy", "http://127.0.0.1:1", 1);
    setenv("HTTPS_PROXY", "http://127.0.0.1:1", 1);
    setenv("all_proxy", "http://127.0.0.1:1", 1);
    if (pipe(in) || pipe(out)) return -1;
    f.pid = fork();
    if (f.pid == 0) server_run(in, out);
    close(in[0]);
    close(out[1]);
    f.in = in[1];
    FILE *words = fdopen(out[0], "r");
    int n = fscanf(words, "%255s", f.folder);
    for (int i = 0; i < FAR_PORTS; i++) n += fscanf(words, "%d", &f.ports[i]);
    fclose(words);
    snprintf(f.ca_file, sizeof f.ca_file, "%s/trusted.pem", f.folder);
    *state = &f;
    return n == 1 + FAR_PORTS ? 0 : -1;
}

int far_end(void **state) {
    struct far *f = *state;
    close(f->in);
    return waitpid(f->pid, NULL, 0) == f->pid ? 0 : -1;
}

/* ---- the loop ---- */

static const char *secret_of(void *owner, const char *name) {
    struct far *f = owner;
    f->secret_asked = name;
    if (strcmp(name, "web") == 0) return "hush-hush";
    if (strcmp(name, "mail") == 0) return "anne:le mot";
    if (strcmp(name, "wrong") == 0) return "wrong:word";
    return NULL;
}

void far_posts(struct far *f, bool is_listed) {
    static const char *const hosts[] = {"localhost.invalid", "127.0.0.1"};
    posts_close(f->posts);
    struct posts_options o = {.loop = &f->loop,
                              .release = "9.8.7",
                              .ca_file = f->ca_file,
                              .private_hosts = hosts,
                              .n_private_hosts = is_listed ? 2 : 0,
                              .secret = secret_of,
                              .owner = f};
    assert_int_equal(posts_open(&f->posts, &o), 0);
}

/* Each 10 ms: how much later is it than it should be? */
static void watchdog_bark(uv_timer_t *timer) {
    struct far *f = timer->data;
    static double before;
    double now = (double)uv_hrtime() / 1e9;
    if (f->late < 0) before = now, f->late = 0;
    if (now - before > f->late) f->late = now - before;
    before = now;
}

int loop_begin(void **state) {
    struct far *f = *state;
    if (uv_loop_init(&f->loop)) return -1;
    uv_timer_init(&f->loop, &f->watchdog);
    f->watchdog.data = f;
    f->late = -1;
    uv_timer_start(&f->watchdog, watchdog_bark, 0, 10);
    far_posts(f, true);
    return 0;
}

int loop_end(void **state) {
    struct far *f = *state;
    posts_close(f->posts);
    f->posts = NULL;
    uv_close((uv_handle_t *)&f->watchdog, NULL);
    uv_run(&f->loop, UV_RUN_DEFAULT);
    return uv_loop_close(&f->loop);
}

/* ---- posts ---- */

const char *far_url(const struct far *f, const char *scheme, enum far_port port, const char *rest) {
    static char urls[8][256];
    static int at;
    char *url = urls[at++ % 8];
    snprintf(url, sizeof *urls, "%s://127.0.0.1:%d%s", scheme, f->ports[port], rest);
    return url;
}

post__post web_post(const char *url) {
    post__post r = POST__POST__INIT;
    r.url = url;
    r.timeout_ms = 5000;
    return r;
}

post__post mail_post(const char *url, const char **to) {
    static char text[] = "Subject: Essai\r\n\r\nBonjour.\r\n.seul\r\n";
    post__post r = web_post(url);
    r.sender = "avis@clsc.test";
    r.n_recipients = 1;
    r.recipients = to;
    r.body = (ProtobufCBinaryData){sizeof text - 1, (uint8_t *)text};
    return r;
}

static void note(void *owner, const post__posted *p) {
    struct told *told = owner;
    size_t at = 0;
    told->times++;
    told->posted = *p;
    told->posted.head = NULL;
    told->posted.body.data = NULL;
    for (size_t i = 0; i < p->n_head; i++)
        at += (size_t)snprintf(told->head + at, sizeof told->head - at, "%s\n", p->head[i]);
    if (p->body.len) memcpy(told->body, p->body.data, p->body.len);
    told->body[p->body.len] = 0;
}

struct post *begin(struct far *f, const post__post *request, struct told *told) {
    struct post *post = NULL;
    struct post_fault fault = {"", "", ""};
    *told = (struct told){.times = 0};
    int err = post_begin(f->posts, request, note, told, &post, &fault);
    if (err) fail_msg("%d: %s: %s", err, fault.path, fault.en);
    assert_int_equal(told->times, 0);
    return post;
}

void wait_told(struct far *f, const struct told *list, size_t n) {
    size_t told = 0;
    for (uint64_t until = uv_hrtime() + 20000000000; told < n && uv_hrtime() < until;) {
        uv_run(&f->loop, UV_RUN_ONCE);
        told = 0;
        for (size_t i = 0; i < n; i++) told += (size_t)list[i].times;
    }
    assert_int_equal(told, n);
    for (size_t i = 0; i < n; i++) assert_int_equal(list[i].times, 1);
}

void ask(struct far *f, const post__post *request, struct told *told) {
    begin(f, request, told);
    wait_told(f, told, 1);
}

struct told last;

void expect(post__post_end end, uint32_t code, bool may_have_arrived) {
    if (last.posted.end != end || last.posted.code != code || last.posted.may_have_arrived != may_have_arrived)
        fail_msg("end %d, code %u, may have arrived: %d", (int)last.posted.end, last.posted.code,
                 last.posted.may_have_arrived);
}

void ask_path(struct far *f, const char *path) {
    post__post r = web_post(far_url(f, "https", WEB, path));
    ask(f, &r, &last);
}

void rounds(struct far *f, uint64_t ms) {
    for (uint64_t until = uv_hrtime() + ms * 1000000; uv_hrtime() < until;) uv_run(&f->loop, UV_RUN_ONCE);
}
