/* For which days may somebody stand in? Asked before SubstitutePut is emitted. */
#pragma once
#include "base/finding.h"
#include "civil/civil.h"

enum { SUBSTITUTE_DAYS_MOST = 366 }; /* a leave; whoever is away for longer hands her families on */

/* Both days are included. Paths "from" and "until". CONTRADICTION (they are turned round), IN_THE_PAST (it begins
 * before today: nobody could see then), DATE_TOO_FAR. */
void substitute_check_days(day from, day until, day today, struct findings *wrong);
