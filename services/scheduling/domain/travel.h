/* How far apart postal areas lie (civil/geo.h), by the centres that the territory's file gives them, and how long the
 * way takes. Detours, traffic and parking are in the file's two numbers, not in the distance: that is as the crow
 * flies. */
#pragma once
#include <stdint.h>
#include "civil/geo.h"
#include "proto/territory.h"

/* What a way is counted as whose length is not known: prudent within a city. Counted as nothing, a family whose address
 * was erased or lies outside the file would live next door. */
enum { TRAVEL_UNKNOWN_M = 5000 };

/* Metres between two postal codes; DISTANCE_UNKNOWN when one of the areas is not in the file. */
int32_t travel_metres(const sippe__territory *t, const char *from, const char *to);
/* Minutes of a way: travel_minutes_base plus travel_seconds_per_km, rounded up; never over a day. Metres may be
 * DISTANCE_UNKNOWN. */
int32_t travel_minutes(const sippe__visits *rules, int32_t metres);
