/* How far apart postal areas lie (base/geo.h), by the centres that the territory's file gives them, and how long the
 * way takes. */
#pragma once
#include <stdint.h>
#include "civil/geo.h"
#include "proto/territory.h"

enum { TRAVEL_UNKNOWN_M = 5000 }; /* what a way is counted as whose length is not known: prudent within a city */

/* Metres between two postal codes; DISTANCE_UNKNOWN when one of the areas is not in the file. */
int32_t travel_metres(const sippe__territory *t, const char *from, const char *to);
/* Minutes of a way: travel_minutes_base plus travel_seconds_per_km, rounded up. */
int32_t travel_minutes(const sippe__visits *rules, int32_t metres);
