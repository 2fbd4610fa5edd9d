/* bench-fill DIR FAMILIES [WRAPPING-KEY]: a store of intake with so many families, made through the engine without
 * flushing. For how long a daemon takes to start with it, which is given the same file of a wrapping key. */
#include <stdio.h>
#include <stdlib.h>
#include "desk.h"

extern const struct service intake_service;

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    static struct desk d;
    d.wrapping = desk_wrapping(argv[3]);
    desk_open(&d, &intake_service, argv[1], true);
    desk_fill(&d, strtoul(argv[2], NULL, 10));
    printf("{\"what\":\"fill\",\"records\":%llu,\"families\":%zu}\n",
           (unsigned long long)engine_counters(d.engine)->records, d.n_families);
    desk_close(&d);
    return 0;
}
