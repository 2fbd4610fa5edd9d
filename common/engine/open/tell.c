/* What whoever opens a store is told: how far it has come, or why it could not be. */
#include "engine/open/open.h"

#include <stdarg.h>
#include <stdio.h>

static _Thread_local char open_error[300];

const char *engine_open_error(void) { return open_error; }

int open_fail(int err, const char *format, ...) {
    va_list args;
    va_start(args, format);
    vsnprintf(open_error, sizeof open_error, format, args);
    va_end(args);
    return err;
}

void open_progress(const struct engine *e, const char *what, uint64_t done, uint64_t of) {
    if (e->options.progress) e->options.progress(e->options.owner, what, done, of);
}
