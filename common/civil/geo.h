/* How far apart two places are. Whole numbers only: the same answer on every machine, because who is proposed to a
 * family depends on it. (Floating point is not: compilers fuse and libraries round in their own ways.) */
#pragma once
#include <stdint.h>
#include "proto/territory.h"

enum { DISTANCE_UNKNOWN = -1 };

/* Degrees x 100,000, a metre or so; 0 and 0 (a place in the Gulf of Guinea): not known. */
struct point {
    int32_t latitude_e5, longitude_e5;
};

/* Where a postal code or area, in its read form, lies by the territory's table: the centre of the longest prefix that
 * fits. Not known: no rules, no such area. */
struct point geo_point(const sippe__territory *t, const char *postal_code);
/* Metres as the crow flies, or DISTANCE_UNKNOWN. On an equirectangular projection of a sphere of 6,371,009 m with
 * Bhaskara's cosine (c. 650 AD): below 65 degrees and 300 km within 0.5 % of the great circle, which the tests compare.
 * What is compared are mostly centres of areas some kilometres wide, so that the error does not show. Any numbers may
 * come in: those past a pole or past 180 degrees count as there. Nothing is measured across the meridian of 180. */
int32_t geo_metres(struct point a, struct point b);
