/* A family's windows as a person sees them. */
#pragma once
#include "scheduling/facts.h"

/* Up to the territory's horizon: those that carry and are not over; or all of them. */
void scheduling_show_windows(struct query *q, const struct rules_now *rules, const struct family_facts *f, bool all,
                             scheduling__family_visits_reply *out);
