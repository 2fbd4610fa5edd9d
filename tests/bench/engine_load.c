/* bench-engine DIR IN-FLIGHT SECONDS [throwaway [COUNT]]: SubmitScreening through the engine alone, for profiles and as
 * the part of a request that is neither socket nor CURVE. So many are the same ones each time, by a clock that stands
 * still but for its turns. */
#include <stdio.h>
#include <stdlib.h>
#include "desk.h"
#include "samples.h"
#include "work.h"

#define COUNTED_FROM_MS INT64_C(1781000000000) /* 9 June 2026: a morning of work */

extern const struct service intake_service;

int main(int argc, char **argv) {
    if (argc < 4) return 2;
    static struct desk d;
    static struct work w;
    struct samples s = {.us = NULL};
    size_t in_flight = strtoul(argv[2], NULL, 10), sent = 0, done = 0, ok = 0;
    double seconds = strtod(argv[3], NULL);
    size_t most = argc > 5 ? strtoul(argv[5], NULL, 10) : SIZE_MAX;
    if (argc > 5) d.by_hand_ms = COUNTED_FROM_MS;
    desk_open(&d, &intake_service, argv[1], argc > 4);
    work_make(&w, 1, WORK_MAX, (day)(desk_now_ms(&d) / 86400000));
    int64_t began = samples_now_us(), until = began + (int64_t)(seconds * 1e6), now = began;
    while (now < until && done < most) {
        for (size_t i = 0; i < in_flight; i++)
            desk_push(&d, "bench-desk", "intake.SubmitScreening", work_body(&w, sent++));
        for (size_t left = in_flight; left;) {
            size_t n = desk_turn(&d, &ok);
            int64_t end = samples_now_us();
            for (size_t i = 0; i < n; i++) samples_add(&s, end - now);
            left -= n;
            done += n;
        }
        now = samples_now_us();
    }
    samples_print(&s, "engine", in_flight, (double)(now - began) / 1e6);
    const struct engine_counters *c = engine_counters(d.engine);
    fprintf(stderr, "%zu of %zu accepted, %llu records, %llu commits (%.2f s), %zu bytes a request\n", ok, done,
            (unsigned long long)c->records, (unsigned long long)c->commits, (double)c->commit_us / 1e6, w.bytes / w.n);
    samples_close(&s);
    work_close(&w);
    desk_close(&d);
    return ok == done ? 0 : 1;
}
