/* Who waits, who is under way, who is told.
 *
 *   WAITS ──room──▶ RUNS ──ended, or stopped──▶ ENDED ──a round of the loop──▶ told and freed
 *     └───────────────────stopped─────────────────▲
 *
 * They wait here and not in libcurl: what waits there has its time run already, so that behind 16 that hang the others
 * would be late without having been tried. */
#include <assert.h>
#include <stdlib.h>
#include "post/internal.h"

enum { MAILS_AT_ONCE = 2 }; /* each has a thread of libuv's pool to itself, in which other things run too */

/* ---- the list ---- */

static void post_free(struct post *post) {
    transfer_close(post);
    arena_close(&post->arena);
    free(post);
}

static void list_append(struct posts *p, struct post *post) {
    struct post **at = &p->first;
    while (*at) at = &(*at)->next;
    *at = post;
}

static void list_remove(struct posts *p, const struct post *post) {
    struct post **at = &p->first;
    while (*at != post) at = &(*at)->next;
    *at = post->next;
}

static struct post *list_find(const struct posts *p, enum post_state state) {
    struct post *post = p->first;
    while (post && post->state != state) post = post->next;
    return post;
}

size_t posts_pending(const struct posts *p) {
    size_t n = 0;
    for (const struct post *post = p->first; post; post = post->next) n++;
    return n;
}

/* ---- telling ---- */

/* A mail whose thread has not come back stays until it does. */
static void post_tell(struct posts *p, struct post *post) {
    list_remove(p, post);
    post->is_told = true;
    post->done(post->owner, transfer_end(post));
    if (post->state != POST_RUNS) post_free(post);
}

static void ended_tell(struct posts *p) {
    p->is_telling = true;
    for (struct post *post; (post = list_find(p, POST_ENDED));) post_tell(p, post);
    p->is_telling = false;
}

static void on_tell(uv_timer_t *timer) { ended_tell(timer->data); }

static void tell_later(struct posts *p) { uv_timer_start(&p->tell, on_tell, 0, 0); }

static void post_end(struct posts *p, struct post *post, CURLcode outcome) {
    if (post->state == POST_RUNS) {
        p->n_running--;
        p->n_mails -= post->target.is_mail;
    }
    post->state = POST_ENDED;
    post->outcome = outcome;
}

/* ---- beginning ---- */

static void mail_run(uv_work_t *work) {
    struct post *post = work->data;
    post->outcome = curl.easy_perform(post->easy);
}

static void start_waiting(struct posts *p);

static void mail_ended(uv_work_t *work, int status) {
    struct post *post = work->data;
    struct posts *p = post->posts;
    post_end(p, post, status ? CURLE_ABORTED_BY_CALLBACK : post->outcome);
    if (post->is_told) post_free(post);
    if (!p->is_closing) {
        start_waiting(p);
        ended_tell(p);
    }
    watch_release(p);
}

static int mail_start(struct posts *p, struct post *post) {
    post->work.data = post;
    if (uv_queue_work(p->o.loop, &post->work, mail_run, mail_ended)) return -1;
    p->n_handles++;
    p->n_mails++;
    return 0;
}

/* Out of order only where a mail waits for another mail. */
static void start_waiting(struct posts *p) {
    for (struct post *post = p->first; post && p->n_running < POST_AT_ONCE; post = post->next) {
        if (post->state != POST_WAITS || (post->target.is_mail && p->n_mails == MAILS_AT_ONCE)) continue;
        bool failed = post->target.is_mail ? mail_start(p, post) != 0 : curl.multi_add_handle(p->multi, post->easy);
        if (failed) {
            post_end(p, post, CURLE_FAILED_INIT);
            tell_later(p);
            continue;
        }
        post->state = POST_RUNS;
        p->n_running++;
    }
}

static void harvest(struct posts *p) {
    int left;
    for (CURLMsg *m; (m = curl.multi_info_read(p->multi, &left));) {
        struct post *post = NULL;
        CURLcode outcome = m->data.result;
        curl.easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, (char **)&post);
        curl.multi_remove_handle(p->multi, m->easy_handle); /* m is gone by it */
        post_end(p, post, outcome);
    }
    start_waiting(p);
    ended_tell(p);
}

int post_begin(struct posts *p, const post__post *request, post_done_fn *done, void *owner, struct post **out,
               struct post_fault *fault) {
    struct target target;
    if (p->is_stopped) return ERR_CLOSED;
    int err = post_check(&p->o, request, &target, fault);
    struct post *post = err ? NULL : calloc(1, sizeof *post);
    if (!post) return err ? err : ERR_NOMEM;
    post->posts = p;
    post->target = target;
    post->done = done;
    post->owner = owner;
    arena_init(&post->arena);
    err = transfer_open(post, &p->o, request);
    if (err) {
        post_free(post);
        return err;
    }
    list_append(p, post);
    start_waiting(p);
    *out = post;
    return 0;
}

/* ---- ending ---- */

/* A mail's thread sees `stop` within a second; one that has not begun does not begin. */
static void post_abort(struct posts *p, struct post *post) {
    if (post->state == POST_ENDED) return;
    atomic_store(&post->stop, true);
    if (post->state == POST_RUNS && post->target.is_mail) {
        uv_cancel((uv_req_t *)&post->work);
        return;
    }
    if (post->state == POST_RUNS) curl.multi_remove_handle(p->multi, post->easy);
    post_end(p, post, CURLE_ABORTED_BY_CALLBACK);
}

/* Those that waited for room get it in that round too. */
void post_stop(struct post *post) {
    post_abort(post->posts, post);
    start_waiting(post->posts);
    tell_later(post->posts);
}

void posts_stop(struct posts *p) {
    p->is_stopped = true;
    for (struct post *post = p->first; post; post = post->next) post_abort(p, post);
    tell_later(p);
}

/* ---- opening and closing ---- */

/* After curl_multi_cleanup no descriptor of libcurl's is left, and each has said so. */
void posts_close(struct posts *p) {
    if (!p) return;
    assert(!p->is_telling && !p->is_closing);
    posts_stop(p);
    p->is_closing = true;
    while (p->first) post_tell(p, p->first);
    curl.multi_cleanup(p->multi);
    watch_close(p);
}

int posts_open(struct posts **out, const struct posts_options *options) {
    *out = NULL;
    if (library_load() || curl.global_init(CURL_GLOBAL_DEFAULT)) return ERR_IO;
    struct posts *p = calloc(1, sizeof *p);
    CURLM *multi = p ? curl.multi_init() : NULL;
    if (multi) *p = (struct posts){.o = *options, .multi = multi, .harvest = harvest};
    int err = !multi ? ERR_NOMEM : watch_open(p);
    if (err) {
        curl.multi_cleanup(multi);
        free(p);
        curl.global_cleanup();
        return err;
    }
    *out = p;
    return 0;
}
