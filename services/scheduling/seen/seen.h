/* What intake shows of a follow-up (FollowUpSeen), told whole whenever a command, a deadline or a take-over changes a
 * part of it. It is gathered from rows and from what the message at hand is about to change, which rows do not show
 * yet. */
#pragma once
#include "scheduling/facts.h"

/* A meeting as it is from now on. */
struct seen_meeting {
    struct id encounter; /* in place of what the rows say of it */
    day on;
    bool done, in_presence;
};
struct seen_change {
    const char *key_worker;             /* NULL: who it was */
    const char *struck_worker;          /* she was confirmed in error; NULL: nobody was */
    const char *bond_reason;            /* why another one keeps the bond; NULL: nobody had to say */
    bool overdue;                       /* nobody was confirmed in time */
    bool touched;                       /* somebody does something about a visit */
    const struct seen_meeting *meeting; /* NULL: as they were */
};
void scheduling_seen_say(struct decide *d, const struct family_facts *f, const struct seen_change *c);
/* Somebody does something about a visit of a family who was taken over: said the first time. */
void scheduling_seen_touched(struct decide *d, const struct family_facts *f);
