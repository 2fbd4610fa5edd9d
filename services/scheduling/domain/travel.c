#include "scheduling/domain/travel.h"

enum { MIN_PER_DAY = 1440 };

int32_t travel_metres(const sippe__territory *t, const char *from, const char *to) {
    return geo_metres(geo_point(t, from), geo_point(t, to));
}

/* Metres times seconds per kilometre are milliseconds. Up to the next minute: a slot that is a minute short is one that
 * nobody keeps. */
int32_t travel_minutes(const sippe__visits *rules, int32_t m) {
    int64_t way = m < 0 ? TRAVEL_UNKNOWN_M : m;
    int64_t ms = way * (rules->travel_seconds_per_km > 0 ? rules->travel_seconds_per_km : 0);
    int64_t minutes = (rules->travel_minutes_base > 0 ? rules->travel_minutes_base : 0) + (ms + 59999) / 60000;
    return (int32_t)(minutes < MIN_PER_DAY ? minutes : MIN_PER_DAY);
}
