#include "base/daemons.h"

#include <string.h>

#define NAME_OF(NAME, name) #name,
const char *const daemon_names[DAEMONS] = {DAEMONS_EACH(NAME_OF)};

int daemon_find(const char *name) {
    for (int i = 0; i < DAEMONS; i++)
        if (strcmp(daemon_names[i], name) == 0) return i;
    return -1;
}
