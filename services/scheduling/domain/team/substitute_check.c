#include "scheduling/domain/team/substitute_check.h"

#include "proto/status.h"

void substitute_check_days(day from, day until, day today, struct findings *wrong) {
    if (from < today) finding_add(wrong, REASON_IN_THE_PAST, "from");
    if (until < from)
        finding_add(wrong, REASON_CONTRADICTION, "until");
    else if (until - from >= SUBSTITUTE_DAYS_MOST || until - today >= 2 * SUBSTITUTE_DAYS_MOST)
        finding_add(wrong, REASON_DATE_TOO_FAR, "until");
}
