/* A caseload that is taken over: what a row of the sheet must say, what it says in the places of a call's answers, and
 * whether something else was recorded of a family since. Pure.
 *
 * What a sheet says of a person is judged by the rules of a call (domain/screening): one telephone, one birth date, one
 * postal code is right or wrong in both. Nothing that a sheet leaves out is asked for, but what a follow-up cannot do
 * without: who she is, her language, for whom she is followed, since when. */
#pragma once
#include "base/arena.h"
#include "base/finding.h"
#include "civil/date.h"
#include "proto/intake.h"
#include "proto/territory.h"

/* ROWS: of a sheet; what undoes it must fit one message, which holds 1,000 records. The others catch slips: a day of
 * take-over is near today, nobody has been followed for longer than two children take to be five, and no visit is
 * agreed more than a year ahead. */
enum { TAKE_OVER_ROWS_MAX = 300, TAKE_OVER_DAYS_AROUND = 31, TAKE_OVER_YEARS_MAX = 12, TAKE_OVER_DAYS_AHEAD = 366 };

/* In their normal form. Every block that a reader of answers may take for granted is there; of one that the sheet does
 * not speak of it is empty. */
intake__screening *intake_take_over_answers(struct arena *a, const intake__taken_over_family *row,
                                            const sippe__territory *t);

struct take_over_case {
    const intake__taken_over_family *row;
    const intake__screening *answers; /* of the row */
    const sippe__territory *t;
    day on, today; /* of the take-over; `on` may be DAY_NONE: impossible, and told by whoever read it */
    int64_t now_ms;
};
/* Everything that is wrong, by its path in the row: "identity.phone", "children[1].birth_date". */
void intake_take_over_check(const struct take_over_case *c, struct findings *wrong);
/* Of the day of the take-over: 0, DATE_TOO_FAR, DATE_TOO_OLD. */
int intake_take_over_day(day on, day today);

/* What is there of a family that the sheet did not make. */
struct take_over_facts {
    bool ended;
    int32_t visits; /* that took place since */
    bool booking;   /* a person has done something about a visit */
    bool other_key_worker;
    bool call, birth, consent, referral, other;
};
intake__take_over_touched intake_take_over_touched(const struct take_over_facts *f);
