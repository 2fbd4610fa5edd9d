/* Dates, moments and amounts as people and spreadsheets write them, where that can be read in one way only: what a
 * program writes is plain.h's. A day before its month (04/03/1999) is none of them: it is one day to some and another
 * to others. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "civil/date.h"

/* "2026-11-21", "2026/11/21", "2026.1.5", "4 mars 1999", "1er avril 2001". DAY_NONE: none of these, or no such day. */
day written_day(struct arena *a, const char *text);
/* A day, a blank or T, and a time: "9:03", "09:03:00", "9h03", "9 h 03", "9 h". */
bool written_wall(struct arena *a, const char *text, struct wall *out);
/* An amount as plain_money_read takes it, out of "32 140,50 $", "20k", "environ 20 000", "~20000". What is no amount
 * comes out as something that is none. */
const char *written_amount(struct arena *a, const char *text);
