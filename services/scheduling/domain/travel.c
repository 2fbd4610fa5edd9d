#include "scheduling/domain/travel.h"

#include <string.h>

enum { MIN_PER_DAY = 1440 };

const sippe__postal_area *travel_area(const sippe__territory *t, const char *postal_code) {
    const sippe__postal_area *best = NULL;
    size_t best_len = 0;
    for (size_t i = 0; i < t->n_areas; i++) {
        size_t len = strlen(t->areas[i]->prefix);
        if (len <= best_len || strncmp(t->areas[i]->prefix, postal_code, len) != 0) continue;
        best = t->areas[i];
        best_len = len;
    }
    return best;
}

static int64_t root(int64_t n) {
    int64_t low = 0, high = INT64_C(3037000499);
    while (low < high) {
        int64_t mid = low + (high - low + 1) / 2;
        if (mid <= n / mid)
            low = mid;
        else
            high = mid - 1;
    }
    return low;
}

/* In millionths, of degrees x 10,000. */
static int64_t cosine(int64_t e4) {
    int64_t square = e4 * e4 / 10000; /* degrees squared x 10,000 */
    return 4 * (INT64_C(81000000) - square) * 1000000 / (INT64_C(324000000) + square);
}

static int64_t bounded(int64_t v, int64_t limit) { return v > limit ? limit : v < -limit ? -limit : v; }

static int32_t metres(const sippe__postal_area *a, const sippe__postal_area *b) {
    int64_t lat_a = bounded(a->latitude_e4, 900000), lat_b = bounded(b->latitude_e4, 900000);
    int64_t dy = lat_a - lat_b;
    int64_t dx = bounded(a->longitude_e4, 1800000) - bounded(b->longitude_e4, 1800000);
    int64_t north = dy * 111195 / 1000,
            east = dx * 111195 / 1000 * cosine((lat_a + lat_b) / 2) / 1000000; /* decimetres */
    return (int32_t)((root(north * north + east * east) + 5) / 10);
}

int32_t travel_metres(const sippe__territory *t, const char *from, const char *to) {
    const sippe__postal_area *a = travel_area(t, from), *b = travel_area(t, to);
    return a && b ? metres(a, b) : TRAVEL_UNKNOWN;
}

int32_t travel_minutes(const sippe__visits *rules, int32_t m) {
    int64_t way = m < 0 ? TRAVEL_UNKNOWN_M : m;
    int64_t ms = way * (rules->travel_seconds_per_km > 0 ? rules->travel_seconds_per_km : 0);
    int64_t base = rules->travel_minutes_base > 0 ? rules->travel_minutes_base : 0;
    return (int32_t)bounded(base + (ms + 59999) / 60000, MIN_PER_DAY);
}
