/* Is a worker's entry complete and possible? Asked before WorkerPut is emitted; what is in a record was checked once
 * and is never checked again. */
#pragma once
#include "base/finding.h"
#include "proto/scheduling.h"
#include "proto/territory.h"

/* Adds what is wrong with it, paths from the worker down ("hours[2].to_minute"). The territory (may be NULL) says which
 * CLSCs there are. FIELD_REQUIRED, NAME_INVALID, TEXT_TOO_LONG, TOO_MANY, LANGUAGE_INVALID, NUMBER_OUT_OF_RANGE,
 * TIME_INVALID, CONTRADICTION (hours that overlap), POSTAL_CODE_INVALID, CLSC_UNKNOWN. */
void worker_check(const sippe__territory *t, const scheduling__worker *w, struct findings *wrong);
/* Hours in the order of weekday and start: the form that is compared and kept, so that the same team file in another
 * order changes nothing. */
void worker_hours_sort(scheduling__hours **hours, size_t n);
