/* What intake told of a follow-up (proto/follow_up.proto), read: whom she expects, who was born, since when nobody is
 * expected or followed any more, whether anybody is to come. Pure. All bear NULL: erased. */
#pragma once
#include <stdbool.h>
#include "base/arena.h"
#include "civil/date.h"
#include "proto/follow_up.h"

struct follow_up_dates {
    bool expecting; /* a pregnancy goes on */
    day due;        /* of that, the first of several; DAY_NONE: none, or not dated */
    day birth;      /* of the youngest child who is there; DAY_NONE: none */
    day lost; /* the last of them left, or the last pregnancy ended; DAY_NONE: somebody is expected or followed, or
                       nobody ever was */
};
struct follow_up_dates follow_up_dates(const sippe__follow_up_facts *f);
/* A pregnancy that went on has ended, and nobody was born of it that day; or a child has died, at birth or since. */
bool follow_up_lost(const sippe__follow_up_facts *before, const sippe__follow_up_facts *now);
/* What whoever goes there must know, and did not when it was agreed. All false: nothing was known before, or is now. */
struct follow_up_news {
    bool contact;     /* her telephone, or where she lives */
    bool holder;      /* in whose name the file is */
    bool interpreter; /* she needs one, and did not */
};
struct follow_up_news follow_up_news(struct arena *a, const sippe__follow_up_facts *before,
                                     const sippe__follow_up_facts *now);
bool follow_up_is_paused(const sippe__follow_up_facts *f, day on);

/* The same, each child with the day on which it was first told: as it was known before, by its id or its birth date (a
 * call that is taken later may give another id), else `today`. */
sippe__follow_up_facts *follow_up_known(struct arena *a, const sippe__follow_up_facts *told,
                                        const sippe__follow_up_facts *before, day today);
