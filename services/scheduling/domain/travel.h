/* How far apart postal areas lie, and how long the way takes. Integers only: the same answer on every machine.
 *
 * Distances are between the centroids that the territory's file gives its areas, on an equirectangular projection of a
 * sphere of 6,371,009 m with Bhaskara's cosine (c. 650 AD): below 65 degrees and 300 km within 0.5 % of the great
 * circle. What is compared is centroids of areas some kilometres wide, so that error does not show. */
#pragma once
#include <stdint.h>
#include "proto/territory.h"

enum {
    TRAVEL_UNKNOWN = -1,     /* a distance when one of the areas is not in the file */
    TRAVEL_UNKNOWN_M = 5000, /* what such a way is counted as: prudent within a city */
};

/* The area of a postal code or prefix: the longest prefix that fits; NULL: none. */
const sippe__postal_area *travel_area(const sippe__territory *t, const char *postal_code);
/* Metres between two postal codes, or TRAVEL_UNKNOWN. */
int32_t travel_metres(const sippe__territory *t, const char *from, const char *to);
/* Minutes of a way: travel_minutes_base plus travel_seconds_per_km, rounded up. */
int32_t travel_minutes(const sippe__visits *rules, int32_t metres);
