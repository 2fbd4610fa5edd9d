/* What the engine knows of itself, as numbers: its counters, and what node.GetStatus says. */
#include <stddef.h>
#include <string.h>
#include "metrics/names.h"
#include "runtime/meters.h"

#define COUNT(name, field)                                                                                             \
    { &metric_##name, offsetof(struct engine_counters, field) }
static const struct {
    const struct metric_family *family;
    size_t at;
} counts[] = {
    COUNT(commands, commands),
    COUNT(queries, queries),
    COUNT(refused, refused),
    COUNT(refusals_noted, refusals_noted),
    COUNT(files_opened, files_opened),
    COUNT(repeated, repeated),
    COUNT(denied, denied),
    COUNT(malformed, malformed),
    COUNT(windows_full, window_refusals),
    COUNT(discarded, discarded),
    COUNT(stalled, stalled),
    COUNT(parked, parked),
    COUNT(reactions, reactions),
    COUNT(duplicates, duplicates),
    COUNT(feeds_taken, feeds_taken),
    COUNT(feeds_sent, feeds_sent),
    COUNT(records, records),
    COUNT(turns, turns),
    COUNT(commits, commits),
    COUNT(commit_errors, commit_failures),
    COUNT(deadlines_fired, deadlines),
    COUNT(deadlines_refused, deadlines_refused),
    COUNT(attempts, attempts),
    COUNT(attempts_failed, attempts_failed),
};
static_assert(sizeof counts / sizeof *counts == METER_COUNTS, "a series for each");

static struct metric *plain(struct meters *m, const struct metric_family *f) {
    return metrics_series(m->process->registry, f, NULL);
}

void meters_engine_open(struct meters *m, const struct service *service) {
    for (size_t i = 0; i < METER_COUNTS; i++) m->counted[i] = plain(m, counts[i].family);
    for (size_t i = 0; i < service->n_follows; i++) {
        struct meter_link *l = &m->links[i];
        const struct metric_label *peer = LABELS({"peer", service->follows[i]});
        l->lag = metrics_series(m->process->registry, &metric_follow_lag, peer);
        l->age = metrics_series(m->process->registry, &metric_follow_age, peer);
        l->stopped = metrics_series(m->process->registry, &metric_stream_stopped, peer);
    }
    m->parked = metrics_series(m->process->registry, &metric_held_rows, LABELS({"state", "parked"}));
    m->waiting = metrics_series(m->process->registry, &metric_held_rows, LABELS({"state", "waiting"}));
    m->accepting = plain(m, &metric_accepting);
    m->following = plain(m, &metric_following);
    m->clock_in_doubt = plain(m, &metric_clock_in_doubt);
    m->deadlines = plain(m, &metric_deadlines_set);
    m->deadline_age = plain(m, &metric_deadline_age);
    m->jobs_due = metrics_series(m->process->registry, &metric_jobs, LABELS({"state", "due"}));
    m->jobs_given_up = metrics_series(m->process->registry, &metric_jobs, LABELS({"state", "given-up"}));
    m->seq = plain(m, &metric_journal_seq);
    m->used = plain(m, &metric_lmdb_used);
    m->map = plain(m, &metric_lmdb_map);
    m->disk_free = plain(m, &metric_disk_free);
}

/* In the order of the service's follows, as the series are. A peer that was not heard in this life is as old as it. */
static void followed_fill(struct meters *m, const node__get_status_reply *s) {
    for (size_t i = 0; i < s->n_followed; i++) {
        const node__followed *f = s->followed[i];
        int64_t since_ms = f->heard_ms ? f->heard_ms : s->started_ms;
        metric_set(m->links[i].lag, f->head > f->n ? (double)(f->head - f->n) : 0);
        metric_set(m->links[i].age, s->now_ms > since_ms ? (double)(s->now_ms - since_ms) / 1000 : 0);
        metric_set(m->links[i].stopped, f->stopped[0] != 0);
    }
}

void meters_engine_fill(struct meters *m, const node__get_status_reply *s) {
    const struct engine_counters *c = engine_counters(m->engine);
    for (size_t i = 0; i < METER_COUNTS; i++) {
        uint64_t n;
        memcpy(&n, (const char *)c + counts[i].at, sizeof n);
        metric_count_to(m->counted[i], n);
    }
    followed_fill(m, s);
    metric_set(m->parked, s->parked);
    metric_set(m->waiting, s->waiting);
    metric_set(m->accepting, s->accepting);
    metric_set(m->following, s->following);
    metric_set(m->clock_in_doubt, s->clock != CLOCK_BELIEVED);
    metric_set(m->deadlines, (double)s->deadlines);
    metric_set(m->deadline_age, (double)s->deadline_late_ms / 1000);
    metric_set(m->jobs_due, s->jobs_due);
    metric_set(m->jobs_given_up, s->jobs_given_up);
    metric_set(m->seq, (double)s->seq);
    metric_set(m->used, (double)s->used_bytes);
    metric_set(m->map, (double)s->map_bytes);
    metric_set(m->disk_free, (double)s->disk_free_bytes);
}
