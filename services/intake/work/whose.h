/* Whose a piece of work is today, beside the role that the rules gave it: what is due since long, and what nobody of
 * its role can do in its CLSC, is a coordinator's too. Told when the list is read: an apply knows no today, and a
 * record for each item of each midnight would tell nothing new. */
#pragma once
#include "intake/work/work.h"

struct whose {
    day climbed; /* what was due up to that day is the coordinators' too */
    bool asked;  /* whether anybody is there: for a coordinator alone, who goes through all members for it */
    struct staff staff;
    bool all_there; /* somebody is, of every role in every CLSC of the rules */
};
/* For whoever asks, by today's rules. */
struct whose intake_whose(struct query *q);
/* Is it long past its day? */
bool intake_whose_climbed(const struct whose *w, sippe__role role, day due);
/* Is nobody there to do it? False for whoever is no coordinator. */
bool intake_whose_unstaffed(const struct whose *w, sippe__role role, const char *clsc_code);
/* Says both on an item. */
void intake_whose_say(const struct whose *w, sippe__work_item *item);
