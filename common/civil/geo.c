#include "civil/geo.h"

#include <stdbool.h>
#include "civil/postal.h"

enum { DECIMETRES_PER_DEGREE = 1111950, RIGHT_ANGLE_E4 = 900000 }; /* of 6,371,009 m: 2 pi r / 360 */

struct point geo_point(const sippe__territory *t, const char *postal_code) {
    const sippe__postal_area *area = postal_area_of(t, postal_code);
    return area ? (struct point){area->latitude_e4 * 10, area->longitude_e4 * 10} : (struct point){0, 0};
}

/* By halving, rounded down: some 32 steps, and the same on every machine. */
static int64_t root(int64_t n) {
    int64_t low = 0, high = INT64_C(3037000499); /* the root of the largest number */
    while (low < high) {
        int64_t mid = low + (high - low + 1) / 2;
        if (mid <= n / mid)
            low = mid;
        else
            high = mid - 1;
    }
    return low;
}

/* In millionths, of degrees x 10,000: Bhaskara's rational approximation, (4(90² - x²)) / (4·90² + x²) for degrees. */
static int64_t cosine(int64_t e4) {
    int64_t square = e4 * e4 / 10000; /* degrees squared x 10,000 */
    return 4 * (INT64_C(81000000) - square) * 1000000 / (INT64_C(324000000) + square);
}

/* With degrees of at most 90 and 180 no square and no sum below leaves 64 bits, whatever a directory holds. */
static int64_t bounded(int64_t v, int64_t limit) { return v > limit ? limit : v < -limit ? -limit : v; }
static bool is_known(struct point p) { return p.latitude_e5 || p.longitude_e5; }

/* One cosine for both ends, that of the middle: there and back are equal. In decimetres, so that what each division
 * drops does not add up to a metre. */
int32_t geo_metres(struct point a, struct point b) {
    if (!is_known(a) || !is_known(b)) return DISTANCE_UNKNOWN;
    int64_t lat_a = bounded(a.latitude_e5, 10 * RIGHT_ANGLE_E4), lat_b = bounded(b.latitude_e5, 10 * RIGHT_ANGLE_E4);
    int64_t lon_a = bounded(a.longitude_e5, 20 * RIGHT_ANGLE_E4), lon_b = bounded(b.longitude_e5, 20 * RIGHT_ANGLE_E4);
    int64_t north = (lat_a - lat_b) * DECIMETRES_PER_DEGREE / 100000;
    int64_t east = (lon_a - lon_b) * DECIMETRES_PER_DEGREE / 100000 * cosine((lat_a + lat_b) / 20) / 1000000;
    return (int32_t)((root(north * north + east * east) + 5) / 10);
}
