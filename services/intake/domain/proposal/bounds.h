/* How a screening may still end, over all completions of what is not known of it.
 *
 * An outcome is a route with the door that leads to it: another service because she lives elsewhere and another service
 * for her income are two, since another territory may have other thresholds. That SIPPE or Olo begin later is a time
 * and no route: all that begins later is one outcome (PRE_REGISTER), told apart for what is shown.
 *
 * Completions are not gone through: they have no number. Being born is what criteria share (it decides who counts in
 * the household, which ages and weeks speak), so that both cases are taken apart. Within one, each criterion by itself
 * can take the values that the ends of its interval give, because each is monotone in each of its facts, and any value
 * of one goes with any of another. Their product through `outcome_of` is all that can happen; at most 2 x 96 steps. */
#pragma once
#include "intake/domain/proposal/facts.h"

enum outcome {
    OUTCOME_SIPPE,
    OUTCOME_OLO,
    OUTCOME_SIPPE_LATER,
    OUTCOME_OLO_LATER,
    OUTCOME_INCOME, /* another service, and so the next two */
    OUTCOME_PROGRAMME_OVER,
    OUTCOME_OLO_OVER,
    OUTCOME_PLACE, /* another door */
    OUTCOME_SOURCE,
    OUTCOMES
};

/* Sets over all completions. `persons` are the ends of who is counted, the unborn among them where the territory counts
 * it. */
struct bounds {
    unsigned outcomes;                                                              /* of 1 << enum outcome */
    unsigned low_income, diploma, sippe_started, olo_started, in_programme, in_olo; /* truth values */
    int persons_from, persons_to;
};

/* What the facts are judged by. Rules without admission say nothing about means: both values stay possible. */
struct judged {
    const sippe__territory *t;
    day on;
};

struct bounds intake_bounds_of(const struct facts *f, const struct judged *by);
/* One bit for each that differs from the others as an outcome does: 0 only of none. */
unsigned intake_outcome_kinds(unsigned outcomes);
bool intake_outcome_is_one(unsigned outcomes);
/* In cents, for so many persons (1 at least); -1: the rules say none. At the threshold income is low. Beyond the
 * table's last size each person adds the same amount, as in the public tables. */
int64_t intake_income_threshold(const sippe__territory *t, int persons);
/* The fewest persons, of all who may be counted, whose threshold parts what the income may be: some of it is low, some
 * not. 0: there are none. */
int intake_persons_parting_income(const struct facts *f, const struct judged *by);
int intake_sippe_start_week(const sippe__territory *t);
int intake_olo_start_week(const sippe__territory *t);
/* The first days outside, of a child of that birth. */
day intake_programme_ends_on(const sippe__territory *t, day birth);
day intake_olo_end(const sippe__territory *t, day birth);

/* Is there some completion of all other facts with which this one leads to two outcomes? A fact that is known never
 * does. By this definition one that is asked is not asked in vain, and those that are not asked cannot change the
 * route. A declined income stays as it is: what would matter only beside an amount does not. */
bool intake_fact_matters(const struct facts *f, const struct judged *by, enum fact fact);
/* May its answer alone leave one outcome? */
bool intake_fact_may_end(const struct facts *f, const struct judged *by, enum fact fact);
