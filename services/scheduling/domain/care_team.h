/* Who follows a family, day by day: whose the file is where the territory keeps it for the care team.
 *
 *   key worker                            always
 *   who comes along on a joint visit      always, unless it was called off: she follows the family too
 *   who visits alone                      on that day, and until it is written down, at most CARE_TEAM_NOTES days on
 *   who stands in for any of these        on the days that both hold; who stands in for her in turn, likewise
 *
 * Days are said ahead, so that nothing needs to be told when one begins or ends. A file that is closed keeps who has
 * followed the family, for reading; visits that were called off go with it. */
#pragma once
#include "base/arena.h"
#include "civil/civil.h"

enum { CARE_TEAM_NOTES = 7, CARE_TEAM_MOST = 64 }; /* more are not taken in: a family does not know so many people */

struct care_visit { /* not one that was called off */
    const char *const *workers;
    size_t n_workers;
    day on;
    bool open;   /* proposed or confirmed: not written down yet */
    bool missed; /* nobody was there, or she refused */
};
struct care_absence { /* both days included */
    const char *worker, *substitute;
    day from, until;
};
struct care_facts {
    const char *key_worker; /* "": none yet */
    const struct care_visit *visits;
    size_t n_visits;
    const struct care_absence *absences;
    size_t n_absences;
    day today;
};
/* DAY_NONE: since always, and for good. */
struct care_member {
    const char *worker;
    day from, until;
};

/* By worker, then by day; nobody twice for the same days, nothing that is over. The same facts in another order give
 * the same. */
size_t care_team(struct arena *a, const struct care_facts *f, struct care_member **out);
