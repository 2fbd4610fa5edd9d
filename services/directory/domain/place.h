/* Postal areas and distances. Pure. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "proto/territory.h"

enum { POSTAL_LEN = 6, AREA_LEN = 3, DISTANCE_UNKNOWN = -1 };

/* Degrees x 100,000; 0 and 0: not known. */
struct point {
    int32_t latitude_e5, longitude_e5;
};

/* Upper case, without spaces and hyphens. False unless it is how a postal code begins (ANANAN, one to six characters,
 * only letters that Canada Post uses there). */
bool directory_postal_read(const char *text, char out[POSTAL_LEN + 1]);
/* A language's code as types.proto says: two or three lower-case letters. */
bool directory_language_is_code(const char *code);
/* Where a postal code or area lies by the territory's table, the longest prefix that fits; unknown when no rules, no
 * row. */
struct point directory_area_point(const sippe__territory *rules, const char *postal);
/* Metres on the great circle (haversine), or DISTANCE_UNKNOWN. */
int32_t directory_point_distance_m(struct point a, struct point b);
