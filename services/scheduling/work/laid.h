/* The work of one follow-up as it was laid out last, kept for as long as nothing is otherwise (engine/memo.h): a list
 * of hundreds is made of these, and neither opens a row nor lays out a window for those that nobody has touched. */
#pragma once
#include "scheduling/work/derived.h"

struct laid_due { /* as struct work_due */
    sippe__work_kind kind;
    sippe__role role;
    day since, due;
    bool not_yet;
    struct id thing;
    uint32_t clsc; /* whose it is: a text of the laid one */
};

struct laid {
    struct id family; /* who she is now */
    uint32_t family_number, key_worker, n;
    struct laid_due due[];
};
/* NULL: no such enrolment. In the arena. `l` is of this message. */
const struct laid *scheduling_laid(const struct listing *l, struct id enrolment);
/* One of its texts. */
static inline const char *laid_text(const struct laid *l, uint32_t at) { return (const char *)l + at; }
