/* What whoever looks whose turn it is has before it: the rows of intake and of scheduling as they were committed last, the
 * day, and who is there. Two daemons are read at once, so what one has told and the other has not heard is allowed for
 * (delegated.c). */
#pragma once
#include "intake/rows.h"
#include "scheduling/work/derived.h"
#include "sim.h"

/* A day that is further off than any delay or recall: nobody waits for it. */
enum { HORIZON = 400 };

struct side {
    struct view view;
    bool up;
    struct staff staff; /* list NULL: not asked for yet */
};
struct looking {
    struct sim *s;
    struct side intake, scheduling;
    int64_t now_ms;
    day today;
    bool quiet; /* all that was told has been heard */
    bool has_listing;
    struct listing listing; /* what scheduling's list is made by */
};

/* Is somebody there for it: of this role for this CLSC, or a coordinator? */
bool looking_someone(struct side *side, int64_t now_ms, sippe__role role, const char *clsc);

/* turn_intake.c: each false, and s->fault says what is nobody's */
bool family_is_good(struct looking *l, struct id family);
/* What is no family's: interrupted calls, and erasures. */
bool others_are_good(struct looking *l);
/* Of a thing: an item of this kind stands on intake's list, has a day that somebody waits for, and is somebody's. */
bool work_is_good(struct looking *l, struct id thing, sippe__work_kind kind, const char *what);

/* turn_scheduling.c */
bool follow_up_is_good(struct looking *l, struct id enrolment);
bool followed_is_good(struct looking *l, struct id family);

/* delegated.c: whom intake has enrolled scheduling follows, or will when it has heard. False, and s->fault says who is
 * lost between the two. An id that is no live enrolment's is good. */
bool delegated_is_good(struct looking *l, struct id enrolment);
bool delegated_are_good(struct looking *l);
/* Has intake told something of it that scheduling has not taken in: still ahead of it, or held back there? */
bool delegated_on_its_way(struct looking *l, struct id enrolment);
/* The same of what scheduling has told of it. */
bool delegated_on_its_way_back(struct looking *l, struct id enrolment);
/* How far scheduling has read what intake tells it. */
uint64_t delegated_heard(struct looking *l);
