#include "runtime/process/fault.h"

#include <stdarg.h>
#include <stdio.h>
#include "keys/lines.h"

/* Begun twice, because vsnprintf uses the arguments up. A sentence that is too long is cut. */
int fault_set(struct fault *f, enum exit_code code, const char *event, const char *fr, const char *en, ...) {
    va_list args;
    f->code = code;
    f->event = event;
    va_start(args, en);
    vsnprintf(f->fr, sizeof f->fr, fr, args);
    va_end(args);
    va_start(args, en);
    vsnprintf(f->en, sizeof f->en, en, args);
    va_end(args);
    return -1;
}

int fault_at(struct fault *f, enum exit_code code, const char *event, const char *place_fr, const char *place_en,
             const struct line_fault *why) {
    f->code = code;
    f->event = event;
    snprintf(f->fr, sizeof f->fr, "%s : %s", place_fr, why->fr);
    snprintf(f->en, sizeof f->en, "%s: %s", place_en, why->en);
    return -1;
}

/* For the person at the terminal first, then for the log, which gets the words only (sys/log.h). Also where no log was
 * configured yet. */
int fault_tell(const struct fault *f, const char *program, const struct log *log) {
    fprintf(stderr, "%s : %s\n%s: %s\n", program, f->fr, program, f->en);
    fflush(stderr);
    LOG(log, LEVEL_ERROR, "fault", LOG_WORD("what", f->event), LOG_INT("exit", f->code));
    return (int)f->code;
}
