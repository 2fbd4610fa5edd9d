/* Jobs that are posts: sent on the loop, told on it, and handed back like any other. */
#include <stdlib.h>
#include "runtime/daemon.h"

struct posting {
    struct posting *next;
    struct daemon *daemon;
    struct engine_job *job;
    struct post *post;
    bool stopped;
};

static const char *const ends[] = {"none",      "answered", "cut",    "unresolved", "unreachable", "private",
                                   "untrusted", "refused",  "broken", "late",       "stopped"};

static void end_tell(struct daemon *d, const post__posted *p) {
    if (p->end == POST_ANSWERED || p->end == POST_CUT) return;
    size_t end = (size_t)p->end < sizeof ends / sizeof *ends ? (size_t)p->end : 0;
    LOG(&d->process.log, LEVEL_WARN, "post", LOG_WORD("end", ends[end]),
        LOG_BOOL("may_have_arrived", p->may_have_arrived), LOG_INT("code", p->code));
}

/* The last one has always ended by then: posts_close tells of all. */
static void on_posted(void *owner, const post__posted *posted) {
    struct posting *p = owner, **at = &p->daemon->posting;
    while (*at != p) at = &(*at)->next;
    *at = p->next;
    end_tell(p->daemon, posted);
    engine_job_posted(p->job, posted);
    back_hand(p->daemon, p->job);
    free(p);
}

/* Which header, address or secret is wrong is the fault of whoever wrote the service or its configuration. */
static void refused(struct daemon *d, struct engine_job *job, int err, const struct post_fault *fault) {
    LOG(&d->process.log, LEVEL_ERROR, "post", LOG_WORD("end", "not-begun"), LOG_WORD("field", fault->path),
        LOG_ERR("err", err));
    engine_job_posted(job, NULL);
    back_hand(d, job);
}

void posting_start(struct daemon *d, struct engine_job *job) {
    struct post_fault fault = {"", "", ""};
    struct posting *p = calloc(1, sizeof *p);
    if (!p) abort();
    *p = (struct posting){.next = d->posting, .daemon = d, .job = job};
    int err = d->posts ? post_begin(d->posts, job->post, on_posted, p, &p->post, &fault) : ERR_CLOSED;
    if (!err) {
        d->posting = p;
        return;
    }
    free(p);
    refused(d, job, err, &fault);
}

void posting_look(struct daemon *d) {
    for (struct posting *p = d->posting; p; p = p->next) {
        if (p->stopped || !engine_job_is_stopped(p->job)) continue;
        p->stopped = true;
        post_stop(p->post);
    }
}
