/* Civil dates and the clock of the wall, pure. A day is counted from 1970-01-01 (proleptic Gregorian); a wall time is a
 * day and minutes since midnight there. Instants are milliseconds UTC.
 *
 *   a date that somebody wrote ──day_from, day_parse──▶ day ──+ n, - , < ──▶ day ──day_text──▶ "2026-11-21"
 *   an instant ──wall_at(zone)──▶ wall { day, minute } ──wall_instant(zone)──▶ an instant
 *
 * A birth date or a due date is a day and has no zone. Neither the C library's time nor the zone files of the machine
 * are asked: a rebuild years later, on another machine, must reckon the same days. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

/* Days since 1970-01-01; days are added and compared as numbers. */
typedef int32_t day;
/* No day: smaller than any, so it must be looked for before a comparison. Only day_from, day_parse and day_add_months
 * give it, and no function below takes it. */
#define DAY_NONE INT32_MIN

enum weekday { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };

/* DAY_NONE when there is no such date or the year is outside 1900..2199 (the range of proto/types.proto). */
day day_from(int year, int month, int dom);
void day_parts(day d, int *year, int *month, int *dom);
/* "2026-11-21"; DAY_NONE when it is not exactly that. */
day day_parse(const char *text);
/* Why day_parse gave none, as people slip in different ways: it is no date, no year has that day, or its year is
 * outside of what is counted here. */
enum day_slip { DAY_SLIP_FORM, DAY_SLIP_NO_SUCH_DAY, DAY_SLIP_YEAR };
enum day_slip day_slip(const char *text);
/* With a NUL; of a year of four digits. */
void day_text(day d, char out[11]);
enum weekday day_weekday(day d);
/* Same day n months on, or the last of that month; n may be negative. DAY_NONE when that is outside the range. */
day day_add_months(day d, int n);
/* Completed years between birth and on; negative when on is before birth. Who was born on February 29 is a year older
 * on March 1 of a year without one. */
int day_age(day birth, day on);

/* A time zone as a territory states it: a standard offset and whether the North American rule for daylight saving holds
 * (second Sunday of March 2:00 standard to first Sunday of November 2:00 daylight; in force since 2007, 15 U.S.C. 260a
 * and Québec's Legal Time Act, T-5.1). Instants before 2007 are read by the same rule, which was another one then. */
struct zone {
    int16_t standard_min; /* east of UTC; Montréal: -300 */
    bool daylight_saving;
};

struct wall {
    day day;
    int16_t minute; /* 0..1439 */
};

/* East of UTC, then and there. */
int zone_offset_min(struct zone z, int64_t at_ms);
/* What the clock there shows, without seconds. */
struct wall wall_at(struct zone z, int64_t at_ms);
/* The instant of a wall time. One that the spring change skips is moved an hour later; one that the autumn change
 * repeats is the first. */
int64_t wall_instant(struct zone z, struct wall w);
static inline day day_at(struct zone z, int64_t at_ms) { return wall_at(z, at_ms).day; }
/* Days are 23, 24 or 25 hours long: the end of one is the start of the next, never this plus 24 hours. */
static inline int64_t day_start_ms(struct zone z, day d) { return wall_instant(z, (struct wall){d, 0}); }
