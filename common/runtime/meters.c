#include "runtime/meters.h"

#include <stdlib.h>
#include <string.h>
#include "metrics/names.h"

static struct metric *series(struct meters *m, const struct metric_family *f, const char *name, const char *value) {
    return metrics_series(m->process->registry, f, name ? LABELS({name, value}) : NULL);
}

static void side_open(struct meters *m, struct meter_side *s, const char *side) {
    s->received = series(m, &metric_messages_received, "side", side);
    s->sent = series(m, &metric_messages_sent, "side", side);
    s->dropped = series(m, &metric_replies_dropped, "side", side);
    s->parts =
        metrics_series(m->process->registry, &metric_messages_refused, LABELS({"side", side}, {"reason", "parts"}));
    s->route =
        metrics_series(m->process->registry, &metric_messages_refused, LABELS({"side", side}, {"reason", "route"}));
    s->size =
        metrics_series(m->process->registry, &metric_messages_refused, LABELS({"side", side}, {"reason", "size"}));
    s->nameless =
        metrics_series(m->process->registry, &metric_messages_refused, LABELS({"side", side}, {"reason", "nameless"}));
    s->gone =
        metrics_series(m->process->registry, &metric_messages_refused, LABELS({"side", side}, {"reason", "gone"}));
}

static void connections_open(struct meters *m) {
    m->named = series(m, &metric_connections, "state", "named");
    m->unnamed = series(m, &metric_connections, "state", "unnamed");
    m->unread = series(m, &metric_unread, NULL, NULL);
    for (int why = 0; why < BUS_CUTS; why++)
        m->cut[why] = series(m, &metric_connections_cut, "reason", ports_cuts[why]);
}

static void connections_refresh(struct meters *m, const struct bus_connection_counts *c) {
    metric_set(m->named, (double)c->named);
    metric_set(m->unnamed, (double)c->unnamed);
    metric_set(m->unread, (double)c->unread);
    for (int why = 0; why < BUS_CUTS; why++) metric_count_to(m->cut[why], c->cut[why]);
}

/* Every series at once, also those that stay 0: an alarm on a series that is not there never rings. */
void meters_open(struct meters *m, const struct meters_options *o) {
    *m = (struct meters){.process = o->process, .ports = o->ports, .engine = o->engine};
    m->admitted = series(m, &metric_zap_admitted, NULL, NULL);
    m->denied = series(m, &metric_zap_denied, NULL, NULL);
    side_open(m, &m->sides[BUS_INTERNAL], "internal");
    side_open(m, &m->sides[BUS_PUBLIC], "public");
    connections_open(m);
    for (size_t i = 0; i < o->service->n_follows; i++) {
        m->links[i].up = series(m, &metric_link_up, "peer", o->service->follows[i]);
        m->links[i].remade = series(m, &metric_link_remade, "peer", o->service->follows[i]);
        m->links[i].lost = series(m, &metric_link_lost, "peer", o->service->follows[i]);
    }
    meters_engine_open(m, o->service);
    m->commit_seconds = series(m, &metric_commit_seconds, NULL, NULL);
    m->commit_messages = series(m, &metric_commit_messages, NULL, NULL);
    m->jobs = series(m, &metric_jobs, "state", "running");
}

/* The engine keeps sums. A turn has most often one commit; with several, it counts as one of their mean. */
void meters_turn(struct meters *m, const struct engine_counters *now) {
    uint64_t commits = now->commits - m->before.commits;
    uint64_t messages = now->commands + now->refused + now->repeated + now->feeds_taken - m->before.commands -
                        m->before.refused - m->before.repeated - m->before.feeds_taken;
    if (commits) {
        metric_observe(m->commit_seconds, (double)(now->commit_us - m->before.commit_us) / 1e6 / (double)commits);
        metric_observe(m->commit_messages, (double)messages / (double)commits);
    }
    m->before = *now;
}

void meters_jobs(struct meters *m, int running) { metric_set(m->jobs, running); }

static void side_refresh(struct meter_side *s, const struct bus_server_counts *c) {
    metric_count_to(s->received, c->received);
    metric_count_to(s->sent, c->sent);
    metric_count_to(s->dropped, c->dropped);
    metric_count_to(s->parts, c->refused_parts);
    metric_count_to(s->route, c->refused_route);
    metric_count_to(s->size, c->refused_size);
    metric_count_to(s->nameless, c->refused_nameless);
    metric_count_to(s->gone, c->refused_gone);
}

/* The copy is for the NUL: the engine takes a text. */
const char *meters_text(struct meters *m, struct arena *a, int64_t now_ms) {
    const struct ports *p = m->ports;
    const struct bus_guard_counts *guard = bus_guard_counts(p->bus);
    metric_count_to(m->admitted, guard->admitted);
    metric_count_to(m->denied, guard->denied);
    for (int side = 0; side < 2; side++) side_refresh(&m->sides[side], bus_server_counts(p->sides[side]));
    connections_refresh(m, bus_connection_counts(p->bus));
    for (size_t i = 0; i < p->n_links; i++) {
        metric_set(m->links[i].up, bus_link_is_up(p->links[i].link));
        metric_count_to(m->links[i].remade, bus_link_counts(p->links[i].link)->remade);
        metric_set(m->links[i].lost, bus_link_is_lost(p->links[i].link));
    }
    node__get_status_reply *status = NEW(a, node__get_status_reply);
    engine_status(m->engine, a, now_ms, status);
    meters_engine_fill(m, status);
    process_meters_fill(m->process);
    struct span text = metrics_text(m->process->registry, a);
    char *out = arena_alloc(a, text.len + 1);
    memcpy(out, text.data, text.len);
    return out;
}
