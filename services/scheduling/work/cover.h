/* Whether somebody will be there: a worker who is away on a day, and who stands in for her. */
#pragma once
#include "scheduling/facts.h"
#include "scheduling/index.h"

/* Will each who is to come, or somebody in her place, come to this visit? A worker is away on the days of a substitute
 * row, named or not (substitute.c), and when she is on the list no more or has no hours. Who stands in must be there
 * herself, or have somebody in turn, and have nothing else at that time. */
bool scheduling_visit_is_covered(struct view *v, const struct rules_now *rules, const struct visit_ref *visit);
