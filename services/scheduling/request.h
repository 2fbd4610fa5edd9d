/* A check that several requests share. */
#pragma once
#include "engine/service.h"

enum { REASON_MAX_LEN = 1000 };

/* At most four codes, none twice: TOO_MANY, DUPLICATE. */
void scheduling_request_workers(struct decide *d, const char *const *workers, size_t n);
