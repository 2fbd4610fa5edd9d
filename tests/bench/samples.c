#include "samples.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int64_t samples_now_us(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

void samples_add(struct samples *s, int64_t us) {
    if (s->n == s->room) {
        s->room = s->room ? 2 * s->room : 4096;
        s->us = realloc(s->us, s->room * sizeof *s->us);
        if (!s->us) abort();
    }
    s->us[s->n++] = us;
}

void samples_close(struct samples *s) {
    free(s->us);
    *s = (struct samples){.us = NULL};
}

static int compare(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

int64_t samples_at(struct samples *s, unsigned share) {
    if (!s->n) return 0;
    qsort(s->us, s->n, sizeof *s->us, compare);
    size_t at = s->n * share / 1000;
    return s->us[at < s->n ? at : s->n - 1];
}

void samples_print(struct samples *s, const char *what, size_t in_flight, double seconds) {
    printf(
        "{\"what\":\"%s\",\"in_flight\":%zu,\"n\":%zu,\"seconds\":%.3f,\"per_s\":%.1f,\"p50_us\":%lld,\"p99_us\":%lld,"
        "\"max_us\":%lld}\n",
        what, in_flight, s->n, seconds, seconds > 0 ? (double)s->n / seconds : 0, (long long)samples_at(s, 500),
        (long long)samples_at(s, 990), (long long)samples_at(s, 1000));
    fflush(stdout);
}
