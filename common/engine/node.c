/* What every daemon answers about itself (proto/node.proto). */
#include "engine/internal.h"

#define SERVICE node

static int node_health_get(struct query *q, const node__get_health_request *in, node__get_health_reply *out) {
    (void)in;
    out->serving = q->view.e->accepting;
    return 0;
}

static void streams_list(struct view *v, node__get_status_reply *out) {
    struct store_cursor c = cursor_open(v->txn, TABLE_STREAM, &KEY_EMPTY, NULL);
    const char *last = "";
    while (cursor_next(&c)) {
        const char *name = (const char *)c.key.bytes;
        if (strcmp(name, last) == 0) continue;
        node__stream_head *head = NEW(v->arena, node__stream_head);
        head->name = last = arena_text(v->arena, name);
        head->n = stream_head(v, last);
        APPEND(v->arena, out, streams, head);
        struct key next = KEY(KEY_TEXT(last), KEY_U64(UINT64_MAX));
        cursor_close(&c);
        c = cursor_open(v->txn, TABLE_STREAM, &KEY_EMPTY, &next);
    }
    cursor_close(&c);
}

static void followed_list(struct view *v, node__get_status_reply *out) {
    for (size_t i = 0; i < v->e->n_follows; i++) {
        const struct follow *f = &v->e->follows[i];
        engine_rows__cursor *cursor = cursor_read(v, f->journal);
        node__followed *row = NEW(v->arena, node__followed);
        uint32_t parked, waiting;
        held_count(v, f->journal, &parked, &waiting);
        row->journal = f->journal;
        row->n = cursor->position ? cursor->position->n : 0;
        row->head = f->heard_ms ? f->head : cursor->head; /* a restored producer has less than before */
        row->heard_ms = f->heard_ms;
        row->held = parked + waiting;
        row->stopped = cursor->stopped;
        out->parked += parked;
        out->waiting += waiting;
        APPEND(v->arena, out, followed, row);
    }
}

void engine_status(struct engine *e, struct arena *a, int64_t now_ms, node__get_status_reply *out) {
    struct view v = {e, a, &e->snapshot};
    struct store_usage u = store_usage(e->store);
    struct rules_used used = {.label = ""};
    rules_on(&v, today_of(&v, now_ms), &used);
    out->daemon = e->service->name;
    out->release = e->options.release ? e->options.release : "";
    out->journal = id_field(a, e->journal);
    out->epoch = id_field(a, e->epoch);
    out->seq = e->seq;
    out->used_bytes = u.used_bytes;
    out->map_bytes = u.map_bytes;
    out->disk_free_bytes = u.disk_free_bytes;
    out->accepting = e->accepting;
    out->territory = e->territory;
    out->rules = arena_text(a, used.label);
    out->now_ms = now_ms;
    out->started_ms = e->options.started_ms;
    out->deadlines = txn_count(v.txn, TABLE_DEADLINE);
    for (size_t i = 0; i < e->service->n_rows; i++) out->rows += row_count(&v, e->service->rows[i]);
    streams_list(&v, out);
    followed_list(&v, out);
}

static int node_status_get(struct query *q, const node__get_status_request *in, node__get_status_reply *out) {
    (void)in;
    engine_status(q->view.e, q->view.arena, q->now_ms, out);
    return 0;
}

static int node_metrics_get(struct query *q, const node__get_metrics_request *in, node__get_metrics_reply *out) {
    (void)in;
    struct engine *e = q->view.e;
    const struct engine_counters *c = &e->counters;
    const char *more = e->options.metrics ? e->options.metrics(e->options.owner, q->view.arena) : "";
    const struct {
        const char *name;
        uint64_t value;
    } rows[] = {
        {"turns", c->turns},
        {"commits", c->commits},
        {"commit_failures", c->commit_failures},
        {"commands", c->commands},
        {"refused", c->refused},
        {"repeated", c->repeated},
        {"queries", c->queries},
        {"records", c->records},
        {"reactions", c->reactions},
        {"feeds_sent", c->feeds_sent},
        {"feeds_taken", c->feeds_taken},
        {"duplicates", c->duplicates},
        {"parked", c->parked},
        {"malformed", c->malformed},
        {"denied", c->denied},
        {"window_refusals", c->window_refusals},
        {"discarded", c->discarded},
        {"deadlines", c->deadlines},
        {"deadlines_refused", c->deadlines_refused},
    };
    const char *text = "";
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        text = arena_printf(q->view.arena, "%s# TYPE sippe_%s_total counter\nsippe_%s_total %llu\n", text, rows[i].name,
                            rows[i].name, (unsigned long long)rows[i].value);
    struct store_usage u = store_usage(e->store);
    out->text = arena_printf(
        q->view.arena,
        "%s# TYPE sippe_journal_seq gauge\nsippe_journal_seq %llu\n# TYPE sippe_lmdb_used_bytes gauge\n"
        "sippe_lmdb_used_bytes %llu\n# TYPE sippe_lmdb_map_bytes gauge\nsippe_lmdb_map_bytes %llu\n"
        "# TYPE sippe_disk_free_bytes gauge\nsippe_disk_free_bytes %llu\n"
        "# TYPE sippe_accepting gauge\nsippe_accepting %d\n# TYPE sippe_following gauge\n"
        "sippe_following %d\n# TYPE sippe_clock_in_doubt gauge\nsippe_clock_in_doubt %d\n%s",
        text, (unsigned long long)e->seq, (unsigned long long)u.used_bytes, (unsigned long long)u.map_bytes,
        (unsigned long long)u.disk_free_bytes, e->accepting, e->following, !deadline_may_fire(e), more);
    return 0;
}

/* ---- the journal ---- */

static void records_about(struct view *v, struct id subject, uint64_t from, uint32_t limit,
                          node__list_records_reply *out) {
    struct key prefix = KEY(KEY_ID(subject)), first = KEY(KEY_ID(subject), KEY_U64(from));
    struct store_cursor c = cursor_open(v->txn, TABLE_SUBJECT, &prefix, &first);
    while (out->n_records < limit && cursor_next(&c)) {
        sippe__record *r = journal_read(v, key_u64_at(&c.key, ID_LEN));
        if (r) APPEND(v->arena, out, records, r);
    }
    cursor_close(&c);
}

/* Every listing stays within a reply's size. */
static void personal_strip(node__list_records_reply *out, bool personal) {
    size_t bytes = 0, kept = 0;
    for (; kept < out->n_records; kept++) {
        if (!personal) out->records[kept]->sealed = (ProtobufCBinaryData){0, NULL};
        bytes += protobuf_c_message_get_packed_size(&out->records[kept]->base) + 8;
        if (bytes > ENGINE_PUBLIC_FRAME_MAX - 16384 && kept > 0) break;
    }
    out->n_records = kept;
}

static int node_records_list(struct query *q, const node__list_records_request *in, node__list_records_reply *out) {
    struct view *v = &q->view;
    uint32_t limit = in->limit && in->limit <= 200 ? in->limit : 50;
    struct id subject;
    bool personal = in->personal && q->principal.role == ROLE_COORDINATOR;
    if (in->personal && !personal) return REASON_NOT_ALLOWED;
    out->last = v->e->seq;
    if (id_from(in->subject, &subject)) {
        records_about(v, subject, in->from, limit, out);
    } else {
        uint64_t from = in->from ? in->from : v->e->seq >= limit ? v->e->seq - limit + 1 : 1;
        for (uint64_t seq = from; seq <= v->e->seq && out->n_records < limit; seq++) {
            sippe__record *r = journal_read(v, seq);
            if (r) APPEND(v->arena, out, records, r);
        }
    }
    personal_strip(out, personal);
    return 0;
}

/* ---- parked records ---- */

static int node_parked_list(struct query *q, const node__list_parked_request *in, node__list_parked_reply *out) {
    (void)in;
    held_list(&q->view, out);
    return 0;
}

static int by_required(struct decide *d, const char *by) {
    return by[0] ? 0 : violation(d, "by", REASON_PERSON_MISSING);
}

/* Runs once the command is admitted; then the record says how it went. */
static int parked_retry_after(struct decide *d, void *reply) {
    const node__retry_parked_request *in = d->after_arg;
    node__retry_parked_reply *out = reply;
    bool done = false;
    int reason = 0, refused = held_retry(d, id_of_bytes(in->id), &done, &reason);
    if (refused) return refused;
    out->done = done;
    out->reason = (sippe__reason)reason;
    node__parked_retried *event = NEW(d->view.arena, node__parked_retried);
    event->record_id = in->id;
    event->done = done;
    event->personal = NEW(d->view.arena, node__parked_retried__personal);
    event->personal->by = in->by;
    EMIT(d, id_of_bytes(in->id), event);
    return journal_append(d);
}

static int node_parked_retry(struct decide *d, const node__retry_parked_request *in, node__retry_parked_reply *out) {
    (void)out;
    d->after = parked_retry_after;
    d->after_arg = in;
    return by_required(d, in->by);
}

static int parked_drop_after(struct decide *d, void *reply) {
    (void)reply;
    const node__drop_parked_request *in = d->after_arg;
    int refused = held_drop(d, id_of_bytes(in->id));
    if (refused) return refused;
    node__parked_dropped *event = NEW(d->view.arena, node__parked_dropped);
    event->record_id = in->id;
    event->personal = NEW(d->view.arena, node__parked_dropped__personal);
    event->personal->by = in->by;
    event->personal->reason = in->reason;
    EMIT(d, id_of_bytes(in->id), event);
    return journal_append(d);
}

static int node_parked_drop(struct decide *d, const node__drop_parked_request *in, node__drop_parked_reply *out) {
    (void)out;
    d->after = parked_drop_after;
    d->after_arg = in;
    if (!in->reason[0]) violation(d, "reason", REASON_REASON_MISSING);
    return by_required(d, in->by);
}

static int stream_resume_after(struct decide *d, void *reply) {
    (void)reply;
    const node__resume_stream_request *in = d->after_arg;
    engine_rows__cursor *cursor = cursor_read(&d->view, in->journal);
    int refused = follow_resume(d, in->journal);
    if (refused) return refused;
    node__stream_resumed *event = NEW(d->view.arena, node__stream_resumed);
    event->journal = in->journal;
    event->from_n = cursor->position ? cursor->position->n : 0;
    event->personal = NEW(d->view.arena, node__stream_resumed__personal);
    event->personal->by = in->by;
    EMIT(d, d->cause, event);
    return journal_append(d);
}

static int node_stream_resume(struct decide *d, const node__resume_stream_request *in, node__resume_stream_reply *out) {
    (void)out;
    d->after = stream_resume_after;
    d->after_arg = in;
    return by_required(d, in->by);
}

#define KEEPERS (AS(OPERATOR) | AS(COORDINATOR))
static const struct command commands[] = {
    QUERY_OPEN(get_health, AS_ANYBODY, node_health_get),  QUERY_OPEN(get_status, KEEPERS, node_status_get),
    QUERY_OPEN(get_metrics, KEEPERS, node_metrics_get),   QUERY_OPEN(list_records, KEEPERS, node_records_list),
    QUERY_OPEN(list_parked, KEEPERS, node_parked_list),   COMMAND_OPEN(retry_parked, KEEPERS, node_parked_retry),
    COMMAND_OPEN(drop_parked, KEEPERS, node_parked_drop), COMMAND_OPEN(resume_stream, AS(OPERATOR), node_stream_resume),
    QUERY_OPEN(backup, AS(OPERATOR), node_backup_make),
};

const struct service node_service = {.name = "node",
                                     .contract = &node__node__descriptor,
                                     .commands = commands,
                                     .n_commands = sizeof commands / sizeof commands[0]};
