/* Loaded before a program (LD_PRELOAD): for it the day is $LATER_MS milliseconds later. The clocks that only go on are
 * as they were, so that to a daemon it is a start after an absence. Not sanitized itself. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

typedef int clock_fn(clockid_t clock, struct timespec *out);

int clock_gettime(clockid_t clock, struct timespec *out) {
    static clock_fn *real;
    static long long later_ms;
    if (!real) {
        const char *later = getenv("LATER_MS");
        later_ms = later ? atoll(later) : 0;
        *(void **)&real = dlsym(RTLD_NEXT, "clock_gettime");
        if (!real) abort();
    }
    int rc = real(clock, out);
    if (rc == 0 && clock == CLOCK_REALTIME) out->tv_sec += later_ms / 1000;
    return rc;
}
