/* All methods in the order in which the tables name them: those of the four services, then what each daemon answers
 * about itself. */
#pragma once
#include "engine/service.h"

enum { METHOD_WHO = 0x0f, METHOD_LATER = 0x40, METHOD_REPEATS = 0x80 };

struct target {
    const char *daemon;
    char name[96];
    const struct method *method;
};

enum { METHODS_MAX = 300 };
size_t method_count(void);
const struct target *method_at(size_t i); /* past the last it begins again */
