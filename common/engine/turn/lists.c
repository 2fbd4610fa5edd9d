/* Lists that no file holds, made behind the opening: what they take grows with the store, and a daemon that was killed
 * is to take commands at once. A question that needs one waits for it, and so does what is due by time. */
#include "engine/turn/turn.h"

#include <stdlib.h>

/* OPENING_US: a territory's are made by then, some 1,500 rows, and nobody ever waits. TURN_US: what a turn spends on
 * them where no question waits, WANTED_US where one does. */
enum { ROWS_EACH = 64, OPENING_US = 20000, TURN_US = 1000, WANTED_US = 5000 };

bool engine_is_whole(const struct engine *e) { return !e->lists.making; }

void lists_close(struct engine *e) {
    free(e->lists.making);
    e->lists = (struct lists){.making = NULL};
}

/* From then on deadlines are looked up as always. */
static void whole(struct engine *e) {
    lists_close(e);
    e->next_due_ms = INT64_MIN;
}

static void make_some(struct engine *e) {
    struct lists *l = &e->lists;
    if (l->at == l->n) {
        if (!deadlines_make(e, &l->deadlines, ROWS_EACH)) whole(e);
        return;
    }
    struct making *m = &l->making[l->at];
    making_some(e, m, ROWS_EACH);
    l->at += !m->more;
}

/* A step at least. A fault ends the daemon: what was taken back of a list is not known. */
static int make_for(struct engine *e, int64_t us, bool all) {
    int64_t until_us = turn_mono_us(e) + us;
    do make_some(e);
    while (!engine_is_whole(e) && !e->write.err && (all || (e->options.mono_us && turn_mono_us(e) < until_us)));
    return commit_outside_turn(e);
}

int lists_finish(struct engine *e) { return engine_is_whole(e) ? 0 : make_for(e, 0, true); }

/* They are cleared of what a rebuild has just put. */
int lists_open(struct engine *e) {
    struct lists *l = &e->lists;
    l->making = calloc(e->service->n_rows + 1, sizeof *l->making);
    if (!l->making) return ERR_NOMEM;
    for (size_t i = 0; i < e->service->n_rows; i++)
        if (e->service->rows[i]->list) l->n += making_in_memory(e, i, &l->making[l->n]);
    txn_clear(turn_txn(e), TABLE_DEADLINE);
    int err = commit_outside_turn(e);
    if (err || e->options.lists_behind) return err;
    return e->options.mono_us ? make_for(e, OPENING_US, false) : lists_finish(e);
}

int lists_go_on(struct engine *e) {
    bool wanted = e->lists.wanted;
    e->lists.wanted = false;
    return e->behind || engine_is_whole(e) ? 0 : make_for(e, wanted ? WANTED_US : TURN_US, false);
}

void list_wait(struct engine *e, struct inbox_entry *entry) {
    entry->awaits = e->lists.wanted = true;
    entry_leave(e, entry);
}
