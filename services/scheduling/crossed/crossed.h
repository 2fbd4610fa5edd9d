/* Visits of a follow-up that meet what intake tells of it (domain/crossings.h): which of them it calls off. */
#pragma once
#include "scheduling/domain/crossings.h"
#include "scheduling/facts.h"
#include "scheduling/index.h"

struct crossed_by {
    enum crossing_told told;
    int64_t at_ms;      /* when intake said it: what had begun by then had begun */
    const char *reason; /* of what is called off, in both languages */
};
struct crossed_visits {
    struct visit_list off; /* that are called off */
    bool tell;             /* she counts on one of them */
};
/* Of this enrolment alone. */
struct crossed_visits scheduling_crossed(struct decide *d, const struct family_facts *f, const struct crossed_by *by);
void scheduling_crossed_cancel(struct decide *d, const struct family_facts *f, const struct crossed_by *by,
                               const struct crossed_visits *visits);
