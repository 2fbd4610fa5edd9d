/* Dates, moments and amounts as people and spreadsheets write them, where that can be read in one way only: what a
 * program writes is plain.h's. A day before its month (04/03/1999) is none of them: it is one day to some and another
 * to others. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "civil/date.h"

/* The spaces that spreadsheets and web pages leave (no-break, narrow, of a digit's width, tabs) are one plain one, and
 * none at the ends. */
char *written_spaced(struct arena *a, const char *text);
/* "2026-11-21", "2026/11/21", "20261121", "4 mars 1999", "le jeudi 4 mars 1999", "March 4, 1999", "04-mars-1999", "1er
 * avril 2001"; any of these with a midnight behind it. DAY_NONE: none of these, no such day, or not that weekday. */
day written_day(struct arena *a, const char *text);
/* A day, a blank or T (and "à", "at"), and a time as written_minute reads it. */
bool written_wall(struct arena *a, const char *text, struct wall *out);
/* Minutes of the day: "9:03", "09:03:00", "9:03 a.m.", "9h03", "9 h 03", "9 h 03 min", "9 h"; seconds are dropped. -1:
 * none of these; 24:00 is none, as it is another day's. */
int written_minute(struct arena *a, const char *text);
/* An amount as plain_money_read takes it, out of "32 140,50 $", "$32,140", "20k", "environ 20 000", "20000 $ par an".
 * What is no amount comes out as something that is none. */
const char *written_amount(struct arena *a, const char *text);
/* The code of a language: "fr", "FR", "fra", "fr-CA", "français", "French", "créole". What is none of these comes out
 * folded, and whoever takes it says that it is no code. */
const char *written_language(struct arena *a, const char *text);
