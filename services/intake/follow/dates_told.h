/* Scheduling counts visits from the dates of a followed family, and hears them whole whenever one of them changes. */
#pragma once
#include "intake/domain/kin/kin.h"
#include "intake/rows.h"

/* Nothing, where none of them is another one. */
void intake_dates_tell(struct decide *d, const intake_rows__family *family, const intake_rows__enrolment *enrolment,
                       const intake__kin *before, const intake__kin *after);
