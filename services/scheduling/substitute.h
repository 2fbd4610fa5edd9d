/* Who stands in for whom, and on which days. Lists are the message's own. */
#pragma once
#include "scheduling/tables.h"

struct substitute_ref { /* row is never NULL */
    struct id id;
    const scheduling_rows__substitute *row;
};
/* For this worker, those that hold on a day of [from, until], by their first day; of an erased worker none. */
size_t scheduling_substitutes_for(struct view *v, struct id worker_id, day from, day until,
                                  struct substitute_ref **out);
/* Likewise those in which she stands in for somebody. */
size_t scheduling_substitutes_by(struct view *v, struct id worker_id, day from, day until, struct substitute_ref **out);
/* As it is shown to this principal: why she is away is for coordinators and for herself. */
scheduling__substitute *scheduling_substitute_shown(struct view *v, const struct principal *p,
                                                    const struct substitute_ref *s);
/* Is she, by her membership, this worker? */
bool scheduling_is_worker(struct view *v, const struct principal *p, const char *code);
