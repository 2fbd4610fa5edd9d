#include "gateway/meters.h"

#include <stdio.h>
#include "metrics/names.h"

enum { EVERY_MS = 10000 };

static struct metric *refused(struct gateway_meters *m, const char *why) {
    return metrics_series(m->process->registry, &metric_http_refused, LABELS({"reason", why}));
}

static struct metric *signing(struct gateway_meters *m, const char *outcome) {
    return metrics_series(m->process->registry, &metric_sign_ins, LABELS({"outcome", outcome}));
}

void gateway_meters_open(struct gateway_meters *m, struct process_meters *process) {
    struct metrics *r = process->registry;
    *m = (struct gateway_meters){.process = process, .at_ms = -EVERY_MS};
    m->asked = metrics_series(r, &metric_http_requests, NULL);
    m->passed = metrics_series(r, &metric_http_passed, NULL);
    m->left = metrics_series(r, &metric_http_left, NULL);
    m->connections = metrics_series(r, &metric_http_connections, NULL);
    m->sessions = metrics_series(r, &metric_sessions, NULL);
    m->kept = metrics_series(r, &metric_kept_stations, NULL);
    m->refused = refused(m, "any");
    m->foreign = refused(m, "foreign-page");
    m->signed_out = refused(m, "signed-out");
    m->away = refused(m, "daemon-away");
    m->large = refused(m, "large-body");
    m->late_bodies = refused(m, "late-body");
    m->crowded = refused(m, "crowded");
    m->heads_refused = refused(m, "head");
    m->heads_late = refused(m, "late-head");
    m->sign_ins = signing(m, "in");
    m->codes_refused = signing(m, "code-refused");
    m->throttled = signing(m, "tries-over");
}

static void fill(struct gateway_meters *m, struct gateway_state s) {
    uint64_t heads = 0;
    for (size_t i = 0; i < HEAD_FAULT_KINDS; i++) heads += s.gate->refused[i];
    metric_count_to(m->asked, s.door->asked);
    metric_count_to(m->passed, s.door->passed);
    metric_count_to(m->left, s.server->left);
    metric_set(m->connections, (double)s.server->connections);
    metric_set(m->sessions, (double)s.sessions);
    metric_set(m->kept, (double)s.kept);
    metric_count_to(m->refused, s.door->refused);
    metric_count_to(m->foreign, s.door->foreign);
    metric_count_to(m->signed_out, s.door->signed_out);
    metric_count_to(m->away, s.door->away);
    metric_count_to(m->large, s.server->large_bodies);
    metric_count_to(m->late_bodies, s.server->late_bodies);
    metric_count_to(m->crowded, s.server->crowded);
    metric_count_to(m->heads_refused, heads);
    metric_count_to(m->heads_late, s.gate->late);
    metric_count_to(m->sign_ins, s.door->sign_ins);
    metric_count_to(m->codes_refused, s.door->codes_refused);
    metric_count_to(m->throttled, s.door->throttled);
}

/* Whole or not at all for who reads it, and not flushed: what a crash loses is written again. */
static void text_put(const char *path, struct span text) {
    char beside[600];
    snprintf(beside, sizeof beside, "%s.new", path);
    FILE *file = fopen(beside, "we");
    if (!file) return;
    bool whole = fwrite(text.data, 1, text.len, file) == text.len;
    if (fclose(file) == 0 && whole) rename(beside, path);
}

void gateway_meters_write(struct gateway_meters *m, struct gateway_state s, const char *path, int64_t mono_ms) {
    struct arena a;
    if (!*path || mono_ms - m->at_ms < EVERY_MS) return;
    m->at_ms = mono_ms;
    fill(m, s);
    process_meters_fill(m->process);
    arena_init(&a);
    text_put(path, metrics_text(m->process->registry, &a));
    arena_close(&a);
}
