/* bench-fill DIR RECORDS [WRAPPING-KEY]: a store of intake with so many records, made through the engine without
 * flushing. For how long a daemon takes to start with it, which is given the same file of a wrapping key. */
#include <stdio.h>
#include <stdlib.h>
#include "desk.h"
#include "work.h"

extern const struct service intake_service;

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    static struct desk d;
    static struct work w;
    size_t n = strtoul(argv[2], NULL, 10), sent = 0, ok = 0;
    d.wrapping = desk_wrapping(argv[3]);
    desk_open(&d, &intake_service, argv[1], true);
    for (uint64_t seed = 1; engine_counters(d.engine)->records < n; seed++) {
        work_make(&w, seed, WORK_MAX, (day)(desk_now_ms(&d) / 86400000));
        for (size_t i = 0; i < w.n && engine_counters(d.engine)->records < n; i += 256) {
            for (size_t k = 0; k < 256; k++)
                desk_push(&d, "bench-desk", "intake.SubmitScreening", work_body(&w, i + k));
            for (size_t left = 256; left;) left -= desk_turn(&d, &ok);
            sent += 256;
        }
        work_close(&w);
    }
    printf("{\"what\":\"fill\",\"records\":%llu,\"accepted\":%zu,\"sent\":%zu}\n",
           (unsigned long long)engine_counters(d.engine)->records, ok, sent);
    desk_close(&d);
    return 0;
}
