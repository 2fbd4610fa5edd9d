/* How the daemon is: its health, its status, its figures. */
#include "engine/node/tables.h"

int node_get_health(struct query *q, const node__get_health_request *in, node__get_health_reply *out) {
    (void)in;
    out->serving = q->view.e->accepting && !q->view.e->asking;
    return 0;
}

/* Partners' together: how many notices one organisation has says to whom families are referred. */
static void stream_count(struct arena *a, node__get_status_reply *out, node__stream_head **partners, const char *name,
                         uint64_t n) {
    bool partner = stream_is_partners(name);
    node__stream_head *head = partner ? *partners : NULL;
    if (!head) {
        head = NEW(a, node__stream_head);
        head->name = partner ? "partners" : name;
        APPEND(a, out, streams, head);
    }
    head->n += n;
    if (partner) *partners = head;
}

/* One seek a stream: from each name past its last number to the next name. A walk would read a row per record. */
static void streams_list(struct view *v, node__get_status_reply *out) {
    struct store_cursor c = cursor_open(v->txn, TABLE_STREAM, &KEY_EMPTY, NULL);
    const char *last = "";
    node__stream_head *partners = NULL;
    while (cursor_next(&c)) {
        const char *name = (const char *)c.key.bytes;
        if (strcmp(name, last) == 0) continue;
        last = arena_text(v->arena, name);
        stream_count(v->arena, out, &partners, last, stream_head(v, last));
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
        struct held_counts held = held_count(v, f->journal);
        row->journal = f->journal;
        row->n = cursor->position ? cursor->position->n : 0;
        row->head = f->heard_ms ? f->head : cursor->head; /* a restored producer has less than before */
        row->heard_ms = f->heard_ms;
        row->held = held.parked + held.waiting + held.queued;
        row->stopped = f->other_store ? "another store: its journal is not the one followed so far" : cursor->stopped;
        out->parked += held.parked;
        out->waiting += held.waiting;
        out->queued += held.queued;
        APPEND(v->arena, out, followed, row);
    }
}

/* Counting ends at 1,000: by then whoever reads it knows enough. */
static void jobs_count(struct view *v, node__get_status_reply *out) {
    enum { ENOUGH = 1000 };
    struct store_cursor c = cursor_open(v->txn, TABLE_JOB, &KEY_EMPTY, NULL);
    for (int n = 0; n < ENOUGH && cursor_next(&c); n++) {
        const engine_rows__job *row = UNPACK_OWN(v->arena, engine_rows__job, c.value);
        if (!row) continue;
        out->jobs_given_up += !row->due_ms && !row->stopped;
        out->jobs_due += row->due_ms && row->due_ms <= v->e->now_ms;
    }
    cursor_close(&c);
}

void engine_status(struct engine *e, struct arena *a, int64_t now_ms, node__get_status_reply *out) {
    struct view v = {e, a, &e->snapshot};
    struct store_usage u = store_usage(e->store);
    struct rules_used used = {.label = ""};
    const sippe__territory *rules = rules_on(&v, today_of(&v, now_ms), &used);
    if (rules) out->rules_digest = rules_digest(a, rules);
    out->daemon = e->service->name;
    out->release = e->options.release ? e->options.release : "";
    out->journal = id_field(a, e->journal);
    out->epoch = id_field(a, e->epoch);
    out->seq = e->seq;
    out->used_bytes = u.used_bytes;
    out->map_bytes = u.map_bytes;
    out->disk_free_bytes = u.disk_free_bytes;
    out->accepting = e->accepting && !e->asking;
    out->territory = e->territory;
    out->rules = arena_text(a, used.label);
    out->now_ms = now_ms;
    out->started_ms = e->options.started_ms;
    out->deadlines = txn_count(v.txn, TABLE_DEADLINE_OF);
    const engine_rows__restored *restored = restored_row(&v);
    out->restored_cut = restored ? restored->cut : "";
    out->unreviewed = restored && !restored->reviewed;
    int64_t oldest = deadline_next_ms(&v);
    if (oldest < now_ms) out->deadline_late_ms = now_ms - oldest;
    out->following = e->following;
    for (size_t i = 0; i < e->service->n_rows; i++) out->rows += row_count_filled(&v, e->service->rows[i]);
    out->clock = clock_doubt(e);
    out->damaged = e->counters.damaged;
    out->damaged_last = arena_text(a, e->damaged);
    jobs_count(&v, out);
    streams_list(&v, out);
    followed_list(&v, out);
}

static void unstaffed_add(struct view *v, const struct staff *s, sippe__role role, const char *clsc,
                          node__get_status_reply *out) {
    if (staff_has(s, role, clsc)) return;
    node__unstaffed *u = NEW(v->arena, node__unstaffed);
    u->role = role;
    u->clsc_code = clsc;
    APPEND(v->arena, out, unstaffed, u);
}

/* Every daemon has the members; intake's own it is to say so. */
static void unstaffed_list(struct view *v, const sippe__territory *rules, int64_t now_ms, node__get_status_reply *out) {
    if (!rules || strcmp(v->e->service->name, daemon_names[DAEMON_INTAKE]) != 0) return;
    struct staff s = staff_read(v, now_ms);
    unstaffed_add(v, &s, ROLE_COORDINATOR, "", out);
    for (size_t i = 0; i < rules->n_clscs; i++) {
        const char *clsc = arena_text(v->arena, rules->clscs[i]->code);
        unstaffed_add(v, &s, ROLE_DESK, clsc, out);
        unstaffed_add(v, &s, ROLE_TEAM, clsc, out);
    }
}

int node_get_status(struct query *q, const node__get_status_request *in, node__get_status_reply *out) {
    (void)in;
    engine_status(q->view.e, q->view.arena, q->now_ms, out);
    unstaffed_list(&q->view, rules_on(&q->view, today_of(&q->view, q->now_ms), NULL), q->now_ms, out);
    return 0;
}

int node_get_metrics(struct query *q, const node__get_metrics_request *in, node__get_metrics_reply *out) {
    (void)in;
    const struct engine_options *o = &q->view.e->options;
    if (o->metrics) out->text = o->metrics(o->owner, q->view.arena, q->now_ms);
    return 0;
}
