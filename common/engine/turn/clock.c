/* The time of the turn, and when the next one is due. */
#include "engine/erase/erase.h"
#include "engine/turn/turn.h"

static void earlier(int64_t *timer, int64_t by) {
    if (*timer != INT64_MAX) *timer -= by;
}

/* Timers are instants of the clock, and a clock that is set back by a year would let each of them wait for a year: they
 * move back with it. Deadlines do not: they are promises of a day, and are looked up again. */
void clock_set(struct engine *e, int64_t now_ms) {
    int64_t back = e->now_ms - now_ms;
    e->now_ms = now_ms;
    if (back <= 0) return;
    earlier(&e->next_minute_ms, back);
    earlier(&e->next_readers_ms, back);
    earlier(&e->hold.until_ms, back);
    for (size_t i = 0; i < e->n_follows; i++) earlier(&e->follows[i].retry_at_ms, back);
    earlier(&e->talked_ms, back);
    earlier(&e->contended_ms, back);
    earlier(&e->stalled_at_ms, back);
    fetches_earlier(e, back);
    earlier(&e->jobs_end_ms, back);
    earlier(&e->access_end.at_ms, back);
    e->next_due_ms = e->jobs_look_ms = INT64_MIN; /* they are looked up again */
}

static int64_t sooner(int64_t a, int64_t b) { return a < b ? a : b; }

enum { BEHIND_MS = 2 };

/* What may not happen now wakes nobody, or the loop would spin. */
int64_t engine_wake_ms(const struct engine *e) {
    if (turn_waits(e)) return e->now_ms + BEHIND_MS;
    if (!inbox_is_empty(e) || !engine_is_whole(e)) return 0;
    int64_t wake = sooner(sooner(e->next_minute_ms, e->next_readers_ms), fetch_wake_ms(e));
    if (e->n_stalled) wake = sooner(wake, e->stalled_at_ms);
    if (e->following && deadline_may_fire(e)) wake = sooner(wake, e->next_due_ms);
    for (size_t i = 0; i < e->n_follows; i++) wake = sooner(wake, e->follows[i].retry_at_ms);
    wake = sooner(wake, sooner(e->access_end.at_ms, store_wake_ms(e->store)));
    return sooner(wake, sooner(erase_wake_ms(e), jobs_wake_ms(e)));
}
