/* Ranges of amounts as people write them, in French and English: a threshold that was answered and no amount.
 *
 *   at most        "au plus 40 742 $", "40742 ou moins", "jusqu'à 40742", "up to 40742", "<= 40742"
 *   less than      "moins de 40742", "under 40742", "< 40742": at most a cent less
 *   more than      "plus de 40742", "over 40742", "> 40742"
 *   at least       "au moins 40742", "40742 et plus", "40742+", ">= 40742": more than a cent less
 *   both           "plus de 20000, au plus 40742", "more than 20000 and at most 40742"
 *   from, to       "20000-40742", "20000 à 40742", "entre 20000 et 40742", "between 20000 and 40742": both among them
 *
 * Each amount as written_amount reads it. What is said by itself, "40742", is an amount and no range. */
#pragma once
#include "text/written.h"
#include "proto/types.h"

/* False: it is none, an end is less than nothing, or only one of two amounts is in thousands ("20-40k": nobody can
 * know). The ends come out as they were said, also where nothing lies between them. */
bool written_range(struct arena *a, const char *text, sippe__money_range *out);

/* How one end is said, so that written_range reads it back: "moins de 40 742" and not "au plus 40 741,99". */
struct range_end {
    const char *fr, *en; /* "au plus", "at most" */
    int64_t cents;
};
struct range_end range_end_above(int64_t above_cents);
struct range_end range_end_at_most(int64_t at_most_cents);
/* "plus de 20000.00, au plus 40742.00": as a cell of a table holds it. "" of a range without an end. */
const char *written_range_text(struct arena *a, const sippe__money_range *range);
