/* A check that several requests share. Its four is the room of visit_plan.workers and of every array of workers in this
 * library; ListSlots, which gathers no violations, asks for the same four itself. */
#pragma once
#include "engine/service.h"

enum { REASON_MAX_LEN = 1000 }; /* bytes: a note, not a file; it stands in the record's personal part */

/* At most four codes, none twice: TOO_MANY, DUPLICATE. */
void scheduling_request_workers(struct decide *d, const char *const *workers, size_t n);
