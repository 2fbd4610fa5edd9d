/* The most memory that this process had at once, its own and pages of files that it looked at. */
#pragma once
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline long peak_kb(void) {
    char line[128];
    long kb = 0;
    FILE *f = fopen("/proc/self/status", "re");
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, "VmHWM:", 6) == 0) kb = strtol(line + 6, NULL, 10);
    if (f) fclose(f);
    return kb;
}

/* From here on: what it has now. */
static inline long peak_begin(void) {
    FILE *f = fopen("/proc/self/clear_refs", "we");
    if (f) fputs("5", f);
    if (f) fclose(f);
    return peak_kb();
}
