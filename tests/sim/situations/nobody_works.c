/* More than a year in which nobody does anything: children are born and not told, windows pass, five years are over. What
 * the days bring by themselves must be somebody's on each of them (checks/turn.c). */
#include "sim.h"

enum { WEEKS = 60 };

bool situation_nobody_works(struct sim *s) {
    year_begins(s);
    nights_pass(s, WEEKS, 7 * DAY);
    return !s->fault[0];
}
