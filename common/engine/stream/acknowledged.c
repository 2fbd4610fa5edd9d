/* What partners' programs have received: the position of a Fetch says that all up to it was read. That a notice was
 * received, or its withdrawal, is thereby a fact which nobody has to report. */
#include "engine/stream/stream.h"

#include <stdio.h>
#include <stdlib.h>

/* Fetches are many and say little that is new, so none has a commit of its own: what they say waits here for whatever
 * is committed next, which the clock's row is once a minute. A crash in between loses nothing for long, as the
 * program's next fetch says it again. */
static struct acknowledgement *waiting_of(const struct engine *e, const char *stream) {
    for (size_t i = 0; i < e->n_acknowledged; i++)
        if (strcmp(e->acknowledged[i].stream, stream) == 0) return &e->acknowledged[i];
    return NULL;
}

/* One a stream: streams are the organisations' that have a key. */
static struct acknowledgement *waiting_add(struct engine *e, const char *stream) {
    struct acknowledgement *list = realloc(e->acknowledged, (e->n_acknowledged + 1) * sizeof *list);
    if (!list) abort();
    e->acknowledged = list;
    list[e->n_acknowledged] = (struct acknowledgement){.n = 0};
    snprintf(list[e->n_acknowledged].stream, sizeof list->stream, "%s", stream);
    return &list[e->n_acknowledged++];
}

/* The rows of a stream are its positions that were ever fetched from, so that the first one at or behind a record says
 * when that was received, and the last how far the partner is. */
static bool acknowledged_find(struct view *v, const char *stream, uint64_t seq, int64_t *at_ms) {
    struct key prefix = KEY(KEY_TEXT(stream)), from = KEY(KEY_TEXT(stream), KEY_U64(seq));
    struct store_cursor c = cursor_open(v->txn, TABLE_ACKNOWLEDGED, &prefix, &from);
    bool found = cursor_next(&c);
    const engine_rows__acknowledged *row =
        found ? UNPACK(v->arena, engine_rows__acknowledged, c.value, MESSAGE_OPEN) : NULL;
    cursor_close(&c);
    const struct acknowledgement *waiting = row ? NULL : waiting_of(v->e, stream);
    if (row)
        *at_ms = row->at_ms;
    else if (waiting && waiting->seq >= seq)
        *at_ms = waiting->at_ms;
    return row || (waiting && waiting->seq >= seq);
}

/* A position that is not ours says nothing: after a restore its number is another record's. Of two programs of one
 * partner the one that is further counts. */
void acknowledged_note(struct engine *e, const struct pending_fetch *p) {
    struct view v = view_make(e, &e->snapshot);
    int64_t at_ms;
    if (p->from_start || !stream_is_partners(p->stream)) return;
    uint64_t seq = position_seq(&v, p);
    if (!seq || acknowledged_find(&v, p->stream, seq, &at_ms)) return;
    struct acknowledgement *a = waiting_of(e, p->stream);
    if (!a) a = waiting_add(e, p->stream);
    a->n = p->n;
    a->seq = seq;
    a->at_ms = e->now_ms;
}

/* In the transaction of something else. They wait on until that has committed. */
void acknowledged_write(struct engine *e, struct txn *t) {
    for (size_t i = 0; i < e->n_acknowledged; i++) {
        const struct acknowledgement *a = &e->acknowledged[i];
        engine_rows__acknowledged *row = NEW(&e->arena, engine_rows__acknowledged);
        struct key key = KEY(KEY_TEXT(a->stream), KEY_U64(a->seq));
        row->n = a->n;
        row->at_ms = a->at_ms;
        txn_put(t, TABLE_ACKNOWLEDGED, &key, message_pack(&e->arena, &row->base));
    }
}

void acknowledged_written(struct engine *e) { e->n_acknowledged = 0; }

void acknowledged_close(struct engine *e) { free(e->acknowledged); }

bool stream_acknowledged(struct view *v, struct id organization, uint64_t seq, int64_t *at_ms) {
    int64_t at = 0;
    const char *stream = arena_printf(v->arena, "partner:%s", id_text(v->arena, organization));
    bool found = acknowledged_find(v, stream_kept(v->e, v->arena, stream), seq, &at);
    if (at_ms) *at_ms = at;
    return found;
}
