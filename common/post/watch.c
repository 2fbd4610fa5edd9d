/* libcurl's descriptors and its one timer in the loop (curl_multi_socket_action(3)). Its callbacks only note; what has
 * ended is taken afterwards, from no function of libcurl's. */
#include <stdlib.h>
#include "post/internal.h"

struct watch {
    uv_poll_t poll;
    struct posts *posts;
    curl_socket_t fd;
};

static void act(struct posts *p, curl_socket_t fd, int events) {
    int running;
    curl.multi_socket_action(p->multi, fd, events, &running);
    p->harvest(p);
}

static void on_poll(uv_poll_t *poll, int status, int events) {
    struct watch *w = poll->data;
    int bits = status < 0 ? CURL_CSELECT_ERR : 0;
    if (events & UV_READABLE) bits |= CURL_CSELECT_IN;
    if (events & UV_WRITABLE) bits |= CURL_CSELECT_OUT;
    act(w->posts, w->fd, bits);
}

static void on_timer(uv_timer_t *timer) { act(timer->data, CURL_SOCKET_TIMEOUT, 0); }

static void poll_closed(uv_handle_t *handle) {
    struct watch *w = handle->data;
    watch_release(w->posts);
    free(w);
}

/* The number may be another descriptor's as soon as libcurl has closed it, so the loop lets go of it here. */
static void watch_end(struct posts *p, struct watch *w, curl_socket_t fd) {
    if (!w) return;
    uv_poll_stop(&w->poll);
    uv_close((uv_handle_t *)&w->poll, poll_closed);
    curl.multi_assign(p->multi, fd, NULL);
}

static struct watch *watch_begin(struct posts *p, curl_socket_t fd) {
    struct watch *w = calloc(1, sizeof *w);
    if (!w || uv_poll_init_socket(p->o.loop, &w->poll, fd)) abort();
    w->poll.data = w;
    w->posts = p;
    w->fd = fd;
    p->n_handles++;
    curl.multi_assign(p->multi, fd, w);
    return w;
}

static int socket_wants(CURL *easy, curl_socket_t fd, int what, void *data, void *of_socket) {
    struct posts *p = data;
    struct watch *w = of_socket;
    (void)easy;
    if (what == CURL_POLL_REMOVE) {
        watch_end(p, w, fd);
        return 0;
    }
    if (!w) w = watch_begin(p, fd);
    int events = (what & CURL_POLL_IN ? UV_READABLE : 0) | (what & CURL_POLL_OUT ? UV_WRITABLE : 0);
    uv_poll_start(&w->poll, events, on_poll);
    return 0;
}

/* The loop's own time is from before this round's work: a timer set by it would fire early. */
static int timer_wants(CURLM *multi, long wait_ms, void *data) {
    struct posts *p = data;
    (void)multi;
    if (wait_ms < 0) {
        uv_timer_stop(&p->timer);
        return 0;
    }
    uv_update_time(p->o.loop);
    uv_timer_start(&p->timer, on_timer, (uint64_t)wait_ms, 0);
    return 0;
}

/* ---- opening and closing ---- */

int watch_open(struct posts *p) {
    CURLMcode rc = curl.multi_setopt(p->multi, CURLMOPT_SOCKETFUNCTION, socket_wants);
    if (!rc) rc = curl.multi_setopt(p->multi, CURLMOPT_SOCKETDATA, p);
    if (!rc) rc = curl.multi_setopt(p->multi, CURLMOPT_TIMERFUNCTION, timer_wants);
    if (!rc) rc = curl.multi_setopt(p->multi, CURLMOPT_TIMERDATA, p);
    if (!rc) rc = curl.multi_setopt(p->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, (long)POST_AT_ONCE);
    if (rc) return ERR_IO;
    uv_timer_init(p->o.loop, &p->timer);
    uv_timer_init(p->o.loop, &p->tell);
    p->timer.data = p->tell.data = p;
    p->n_handles = 2;
    return 0;
}

void watch_release(struct posts *p) {
    if (--p->n_handles) return;
    curl.global_cleanup();
    free(p);
}

static void timer_closed(uv_handle_t *handle) { watch_release(handle->data); }

void watch_close(struct posts *p) {
    uv_close((uv_handle_t *)&p->timer, timer_closed);
    uv_close((uv_handle_t *)&p->tell, timer_closed);
}
