#include "scheduling/request.h"

enum { WORKERS_MOST = 4 };

/* Twice the same code would be a joint visit of one. Only the first four are looked at: the rest is refused as it
 * is. */
void scheduling_request_workers(struct decide *d, const char *const *workers, size_t n) {
    if (n > WORKERS_MOST) violation(d, "workers", REASON_TOO_MANY);
    for (size_t i = 0; i < n && i < WORKERS_MOST; i++)
        for (size_t j = 0; j < i; j++)
            if (strcmp(workers[i], workers[j]) == 0)
                violation(d, arena_printf(arena_of(d), "workers[%zu]", i), REASON_DUPLICATE);
}
