/* Durations of many like things, and the line of JSON that a run prints of them. */
#pragma once
#include <stddef.h>
#include <stdint.h>

struct samples {
    int64_t *us;
    size_t n, room;
};

int64_t samples_now_us(void);
void samples_add(struct samples *s, int64_t us);
void samples_close(struct samples *s);
/* Sorts. `share` of 1,000: 500 is the median; 0 when there is none. */
int64_t samples_at(struct samples *s, unsigned share);
/* {"what":...,"in_flight":...,"n":...,"seconds":...,"per_s":...,"p50_us":...,"p99_us":...,"max_us":...} */
void samples_print(struct samples *s, const char *what, size_t in_flight, double seconds);
