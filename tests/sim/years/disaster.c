/* A bad day once a year: at its end all four stores are lost, and put back to the copy of that morning. Whoever worked
 * does it again, and everybody who called calls again. */
#include <stdlib.h>
#include "civil/family_number.h"
#include "services.h"
#include "years.h"

enum { BAD_DAY = 230 };

bool disaster_on(const struct years *y) { return (int)(y->today - y->first) % 365 == BAD_DAY; }

void years_number_told(struct years *y, const char *number) {
    uint64_t n = 0;
    if (family_number_parse(number, &n) && n > y->last_number) y->last_number = n;
}

/* In the morning, as `sippe backup` makes it, while all is quiet. */
void disaster_backup(struct years *y) {
    node__backup_reply *done[DAEMONS];
    const char *cut = arena_printf(&y->a, "c-%d", (int)y->today);
    world_backup(y->s.world, &y->a, "operator", cut, done);
    world_cut_keep(y->s.world, cut);
    y->before = (struct before){.prng = y->s.prng,
                                .families = y->s.families,
                                .lives = calloc((size_t)y->o.families, sizeof *y->lives),
                                .events = calloc(y->n_events + 1, sizeof *y->events),
                                .n_events = y->n_events,
                                .next_event = y->next_event};
    if (!y->before.lives || !y->before.events) abort();
    memcpy(y->before.lives, y->lives, (size_t)y->o.families * sizeof *y->lives);
    if (y->n_events) memcpy(y->before.events, y->events, y->n_events * sizeof *y->events);
}

/* What happens to families happens all the same, and is told anew. */
static void day_again(struct years *y) {
    struct before *b = &y->before;
    y->s.prng = b->prng;
    y->s.families = b->families;
    free(y->lives);
    free(y->events);
    y->lives = b->lives;
    y->events = b->events;
    y->n_events = b->n_events;
    y->next_event = b->next_event;
    *b = (struct before){.lives = NULL};
}

static bool review(struct years *y) {
    for (int i = 0; i < DAEMONS; i++) {
        node__review_restore_request *in = NEW(&y->a, node__review_restore_request);
        int reason = YEARS_CALL(y, daemon_names[i], "coordinator", node, ReviewRestore, review_restore, in, NULL);
        if (reason)
            return years_fault(y, "%s was restored, and that is refused with reason %d", daemon_names[i], reason);
    }
    return true;
}

/* Watchers know of records that are gone. */
void disaster_strikes(struct years *y) {
    leaves_forget(&y->s);
    owners_forget(&y->s);
    looked_forget(&y->s);
    kept_from_forget(&y->s);
    y->s.apart = true;
    world_restore(y->s.world, y->last_number);
    if (!world_settle(y->s.world, 600000)) years_fault(y, "restored: the followers never catch up");
    y->s.apart = false;
    y->restored++;
    y->told = true;
    if (!y->s.fault[0] && review(y)) day_again(y);
}

void disaster_free(struct years *y) {
    free(y->before.lives);
    free(y->before.events);
}
