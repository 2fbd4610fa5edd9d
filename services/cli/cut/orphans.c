#include "cli/cut/orphans.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include "base/id.h"
#include "base/message.h"
#include "cli/call/session.h"
#include "cli/show/output.h"
#include "proto/node.h"

enum { PAGE = 200 };

/* A record that follows from another daemon's: its cause is that one's id. */
struct effect {
    struct id cause, record;
    uint64_t seq;
    const char *type;
    bool known;
};
struct effects {
    struct effect *list;
    size_t n, cap;
};

static int by_cause(const void *a, const void *b) {
    return memcmp(&((const struct effect *)a)->cause, &((const struct effect *)b)->cause, sizeof(struct id));
}

static int by_seq(const void *a, const void *b) {
    const struct effect *x = a, *y = b;
    return x->seq < y->seq ? -1 : x->seq > y->seq;
}

static void effect_add(struct cli *c, struct effects *e, const node__record_shown *r) {
    if (e->n == e->cap) {
        size_t cap = e->cap ? 2 * e->cap : 64;
        struct effect *more = arena_alloc(&c->arena, cap * sizeof *more);
        if (e->n) memcpy(more, e->list, e->n * sizeof *more);
        e->list = more;
        e->cap = cap;
    }
    e->list[e->n++] = (struct effect){
        .cause = id_of(r->cause), .record = id_of(r->id), .seq = r->seq, .type = arena_text(&c->arena, r->type)};
}

/* All effects of one cause stand together. */
static void cause_is_known(struct effects *e, struct id record) {
    struct effect probe = {.cause = record};
    struct effect *hit = e->n ? bsearch(&probe, e->list, e->n, sizeof probe, by_cause) : NULL;
    if (!hit) return;
    while (hit > e->list && id_equal(hit[-1].cause, record)) hit--;
    for (; hit < e->list + e->n && id_equal(hit->cause, record); hit++) hit->known = true;
}

/* A page has memory of its own: a journal may be of ten years. `of` is the follower's: its effects are gathered; of the
 * others each record is a cause that is known. */
static int journal_read(struct cli *c, enum daemon_name at, struct effects *e, bool of) {
    for (uint64_t from = 1, last = 1; from <= last;) {
        struct cli page = *c;
        arena_init(&page.arena);
        node__list_records_request *r = NEW(&page.arena, node__list_records_request);
        r->from = from;
        r->limit = PAGE;
        node__list_records_reply *list = CALL_AT(&page, at, r, node__list_records_reply);
        for (size_t i = 0; list && i < list->n_records; i++) {
            const node__record_shown *record = list->records[i];
            if (of && record->hop) effect_add(c, e, record);
            if (!of) cause_is_known(e, id_of(record->id));
            from = record->seq + 1;
        }
        last = list && list->n_records ? list->last : 0;
        c->session = page.session;
        c->exit = page.exit;
        arena_close(&page.arena);
        if (!list) return c->exit;
    }
    return 0;
}

/* The follower first: what it does while the others are read is not among its effects, and cannot seem to be an
 * orphan's. */
int orphans_say(struct cli *c, enum daemon_name who, size_t *n) {
    struct effects e = {0};
    *n = 0;
    if (!session_key(c)) return c->exit; /* opened here, so that it outlives the pages */
    int rc = journal_read(c, who, &e, true);
    if (rc) return rc;
    if (e.n) qsort(e.list, e.n, sizeof *e.list, by_cause);
    for (int i = 0; rc == 0 && i < DAEMONS; i++)
        if (i != (int)who) rc = journal_read(c, (enum daemon_name)i, &e, false);
    if (rc) return rc;
    if (e.n) qsort(e.list, e.n, sizeof *e.list, by_seq);
    for (size_t i = 0; i < e.n; i++) {
        if (e.list[i].known) continue;
        ++*n;
        say(c, "  %s n° %" PRIu64 "  %s  %s", "  %s no. %" PRIu64 "  %s  %s", daemon_names[who], e.list[i].seq,
            e.list[i].type, show_hex(c, id_field(&c->arena, e.list[i].record)));
    }
    return 0;
}
