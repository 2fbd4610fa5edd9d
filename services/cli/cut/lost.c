#include "cli/cut/lost.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/message.h"
#include "cli/call/events.h"
#include "cli/call/lookup.h"
#include "cli/call/session.h"
#include "cli/cut/aside.h"
#include "cli/cut/lost_since.h"
#include "cli/cut/lost_words.h"
#include "cli/show/output.h"
#include "proto/node_events.h"

/* ---- records of a store that was put aside ---- */

static bool is_settled(const node__get_restore_reply *restore, struct id record, bool *dropped) {
    for (size_t i = 0; i < restore->n_settled; i++)
        if (id_equal(id_of(restore->settled[i]->record_id), record)) {
            *dropped = restore->settled[i]->dropped;
            return true;
        }
    return false;
}

static void count_other(struct loss *l, const char *type) {
    enum { MOST = sizeof l->others / sizeof l->others[0] };
    size_t i = 0;
    while (i < l->n_others && strcmp(l->others[i].type, type) != 0) i++;
    if (i == MOST) i = MOST - 1; /* there are fewer types */
    if (i == l->n_others) l->others[l->n_others++] = (struct count){.type = type};
    l->others[i].n++;
}

static bool is_listed(const struct loss *l, struct id record) {
    for (size_t i = 0; i < l->n; i++)
        if (id_equal(l->list[i].record, record)) return true;
    return false;
}

static void list_add(struct cli *c, struct loss *l, const struct lost *one) {
    if ((l->n & (l->n - 1)) == 0) { /* full at each power of two */
        struct lost *more = arena_alloc(&c->arena, (l->n ? 2 * l->n : 1) * sizeof *more);
        if (l->n) memcpy(more, l->list, l->n * sizeof *more);
        l->list = more;
    }
    l->list[l->n++] = *one;
}

/* The same record may stand in two stores, when a restore was followed by another one to the same cut. It is told without
 * what is sealed in it: the keys are the daemon's. */
static void record_take(struct cli *c, struct loss *l, enum daemon_name at, const sippe__record *r) {
    struct lost one = {.at = at, .record = id_of(r->id), .at_ms = r->at_ms, .type = r->type};
    one.by = r->actor ? show_short(c, r->actor->member) : "";
    one.event = event_filled(&c->arena, r->type, span_pb(r->open), (struct span){NULL, 0});
    if (lost_is_consequence(&one)) return;
    if (!lost_describe(c, &one)) return count_other(l, r->type);
    one.settled = is_settled(l->restore[at], one.record, &one.dropped);
    if (!is_listed(l, one.record)) list_add(c, l, &one);
}

/* Past the cut, when its history is the copy's up to there: of another one it could not be said what is lost. */
static bool store_read(struct cli *c, struct loss *l, enum daemon_name at, const char *dir) {
    struct copy *copy;
    const node__get_restore_reply *restore = l->restore[at];
    if (copy_open(&copy, dir)) return false;
    bool whole = copy_holds(copy, &c->arena, restore->seq, restore->chain);
    for (uint64_t seq = restore->seq + 1; whole && seq <= copy_seq(copy); seq++) {
        sippe__record *r = copy_record(copy, &c->arena, seq);
        whole &= r != NULL;
        if (r) record_take(c, l, at, r);
    }
    copy_close(copy);
    return whole;
}

static void folder_add(struct cli *c, struct loss *l, char *folder) {
    char **more = arena_alloc(&c->arena, (l->n_folders + 1) * sizeof *more);
    if (l->n_folders) memcpy(more, l->folders, l->n_folders * sizeof *more);
    more[l->n_folders++] = folder;
    l->folders = more;
}

/* All that nobody has gone through yet, not the last alone: a restore may be followed by another one before its
 * review. */
static void daemon_read(struct cli *c, struct loss *l, enum daemon_name at, const char *stores) {
    struct aside_list list = aside_list(c, arena_printf(&c->arena, "%s/%s", stores, daemon_names[at]));
    bool known = false, whole = true;
    for (size_t i = 0; i < list.n; i++) {
        if (access(arena_printf(&c->arena, "%s/reviewed", list.folders[i]), F_OK) == 0) continue;
        known = true;
        whole &= store_read(c, l, at, list.folders[i]);
        folder_add(c, l, list.folders[i]);
    }
    if (!known || !whole)
        l->unreadable = arena_printf(&c->arena, "%s%s%s", l->unreadable, *l->unreadable ? ", " : "", daemon_names[at]);
}

static int by_rank(const void *a, const void *b) {
    const struct lost *x = a, *y = b;
    if (x->order != y->order) return x->order - y->order;
    return x->at_ms < y->at_ms ? -1 : x->at_ms > y->at_ms;
}

static int restore_ask(struct cli *c, struct loss *l) {
    for (int i = 0; i < DAEMONS; i++) {
        l->restore[i] =
            CALL_AT(c, (enum daemon_name)i, NEW(&c->arena, node__get_restore_request), node__get_restore_reply);
        if (!l->restore[i]) return c->exit;
    }
    return 0;
}

int loss_read(struct cli *c, const char *stores, struct loss *l) {
    *l = (struct loss){.unreadable = ""};
    int rc = restore_ask(c, l);
    if (rc) return rc;
    for (int i = 0; i < DAEMONS; i++) daemon_read(c, l, (enum daemon_name)i, stores);
    lost_since(c, l);
    if (l->n) qsort(l->list, l->n, sizeof *l->list, by_rank);
    return 0;
}

struct lost *loss_find(struct cli *c, struct loss *l, const char *prefix) {
    struct lost *found = NULL;
    size_t n = 0;
    for (size_t i = 0; i < l->n; i++)
        if (prefix_fits(prefix, id_field(&c->arena, l->list[i].record))) found = &l->list[i], n++;
    if (n != 1)
        stop(c, n ? CLI_USAGE : CLI_REFUSED,
             "%zu enregistrement(s) perdu(s) commencent par « %s » (sippe restore review).",
             "%zu lost record(s) begin with \"%s\" (sippe restore review).", n, prefix);
    return n == 1 ? found : NULL;
}

int lost_settle(struct cli *c, struct lost *one, bool dropped, const char *reason) {
    node__settle_lost_request *r = NEW(&c->arena, node__settle_lost_request);
    r->record_id = id_field(&c->arena, one->record);
    r->dropped = dropped;
    r->reason = reason ? reason : "";
    if (!CALL_AT(c, one->at, r, node__settle_lost_reply)) return c->exit;
    one->settled = true;
    one->dropped = dropped;
    return 0;
}
