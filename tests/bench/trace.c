#include "trace.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "desk.h"
#include "engine/rows/rows.h"

extern const struct service intake_service;

struct trace trace;

void __real_txn_put(struct txn *t, store_table table, const struct key *k, struct span value);
void __real_txn_delete(struct txn *t, store_table table, const struct key *k);
int __real_txn_commit(struct txn *t);
void __wrap_txn_put(struct txn *t, store_table table, const struct key *k, struct span value);
void __wrap_txn_delete(struct txn *t, store_table table, const struct key *k);
int __wrap_txn_commit(struct txn *t);

static void *grown(void *list, size_t n, size_t *room, size_t size) {
    if (n < *room) return list;
    *room = *room ? 2 * *room : 4096;
    list = realloc(list, *room * size);
    if (!list) abort();
    return list;
}

static struct span copy(struct span of) {
    uint8_t *bytes = malloc(of.len + 1);
    if (!bytes) abort();
    if (of.len) memcpy(bytes, of.data, of.len);
    return span_of(bytes, of.len);
}

static void note(store_table table, const struct key *k, struct span value, bool deletion) {
    if (!trace.on || trace.in_memory[table]) return;
    trace.list = grown(trace.list, trace.n, &trace.room, sizeof *trace.list);
    struct trace_put *p = &trace.list[trace.n++];
    *p = (struct trace_put){.table = table, .deletion = deletion, .key = copy(key_span(k)), .value = copy(value)};
    trace.bytes += p->key.len + p->value.len;
}

void __wrap_txn_put(struct txn *t, store_table table, const struct key *k, struct span value) {
    note(table, k, value, false);
    __real_txn_put(t, table, k, value);
}

void __wrap_txn_delete(struct txn *t, store_table table, const struct key *k) {
    note(table, k, span_of(NULL, 0), true);
    __real_txn_delete(t, table, k);
}

int __wrap_txn_commit(struct txn *t) {
    if (trace.on && t->writable && t->changed) {
        trace.commits = grown(trace.commits, trace.n_commits, &trace.room_commits, sizeof *trace.commits);
        trace.commits[trace.n_commits++] = trace.n;
    }
    return __real_txn_commit(t);
}

void trace_record(const char *scratch, const struct work *w, size_t n) {
    static struct desk d;
    size_t ok = 0;
    engine_tables_in_memory(&intake_service, trace.in_memory);
    desk_open(&d, &intake_service, scratch, true);
    trace.on = true;
    for (size_t i = 0; i < n; i++) {
        desk_push(&d, "bench-desk", "intake.SubmitScreening", work_body(w, i));
        desk_turn(&d, &ok);
    }
    trace.on = false;
    desk_close(&d);
    if (ok == n) return;
    fprintf(stderr, "trace: not every submission was accepted\n");
    exit(1);
}
