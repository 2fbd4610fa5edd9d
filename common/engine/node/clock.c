/* The clock in a person's hands: it is right, whatever the engine thinks of it. */
#include "engine/node/tables.h"

enum { CLOCK_WITHIN_MS = 5 * 60000 };

/* What is believed is no row, so that no apply can change it. Taken back with the turn, if that fails. */
static int clock_confirm_after(struct decide *d, void *reply) {
    node__confirm_clock_reply *out = reply;
    struct engine *e = d->view.e;
    out->was_in_doubt = clock_doubt(e) != CLOCK_BELIEVED;
    if (!out->was_in_doubt) return 0;
    node__clock_confirmed *event = NEW(d->view.arena, node__clock_confirmed);
    event->believed_ms = e->believed.wall_ms;
    EMIT(d, d->cause, event);
    clock_confirm(e);
    return journal_append(d);
}

/* With the time as another clock shows it: whoever only wants the alarm to end would confirm the wrong year. */
int node_confirm_clock(struct decide *d, const node__confirm_clock_request *in, node__confirm_clock_reply *out) {
    (void)out;
    check_time(d, "at", in->at, true);
    if (violations(d)) return REASON_FIELDS_INVALID;
    int64_t off = d->now_ms - in->at->ms;
    if (off > CLOCK_WITHIN_MS || off < -CLOCK_WITHIN_MS) return REASON_CLOCK_DIFFERS;
    d->after = clock_confirm_after;
    return 0;
}
