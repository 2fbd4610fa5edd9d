/* A visit to be: found by the machine or chosen by a person, then told as one record.
 *
 *   ConfirmKeyWorker ─▶ scheduling_plan_first ─┐ who, when
 *   BookVisit, ListSlots: a person's ──────────┴─▶ scheduling_plan_length ─▶ scheduling_plan_book (VisitBooked)
 *
 * What a visit is for is not said: the windows that it meets follow from its day (domain/cadence/cadence.h). */
#pragma once
#include "scheduling/domain/care_team.h"
#include "scheduling/facts.h"

/* Texts stay whose they are; scheduling_plan_book copies them. At most four come: request.h refuses a fifth. */
struct visit_plan {
    const char *workers[4]; /* the key worker first */
    size_t n_workers;
    int64_t start_ms;
    int minutes; /* 0: not said; scheduling_plan_length decides */
    bool first;
    scheduling__visit_state state;
    const char *reason;  /* NULL: none */
    bool outside_hours;  /* it may be: a person says why */
    bool outside_window; /* whoever books it knows that none may be due on that day */
};

/* Completes a plan from the cadence: where minutes is 0, how long it lasts: a first visit's length, else that of the
 * window of its day, else an hour. Needs start_ms and first. */
void scheduling_plan_length(struct view *v, const struct rules_now *rules, const struct family_facts *f,
                            struct visit_plan *p);
/* Says whether no due visit may be on that day. Needs start_ms. */
void scheduling_plan_window(struct view *v, const struct rules_now *rules, const struct family_facts *f,
                            struct visit_plan *p);
/* A first visit within as many days as the first window is long, from tomorrow on (the family is told first): within
 * that window when the key worker is confirmed on the day of the enrolment, and not in haste when later. With a second
 * worker where the territory visits jointly: `joint` when given, else whoever of those who may come carries least and
 * has a slot in common. False: none is free, or nobody may come along. Only for a family that awaits its first: its own
 * calendar is empty then, and is not asked. */
bool scheduling_plan_first(struct view *v, const struct rules_now *rules, const struct family_facts *f,
                           const char *worker, const char *joint, struct visit_plan *p);
/* Whose a visit is by who goes: the family's CLSC of now, where all of them serve that; else `was`. */
const char *scheduling_plan_clsc(struct view *v, const struct family_facts *f, const struct visit_plan *p,
                                 const char *was);
/* Gathers VisitBooked; the visit's id in *visit_id, the result is its version. For a plan that is complete and, when a
 * person chose its time, was checked: nothing is checked here. */
struct id scheduling_plan_book(struct decide *d, const struct rules_now *rules, const struct family_facts *f,
                               const struct visit_plan *p, struct id *visit_id);
/* As the care team sees it. */
struct care_visit scheduling_plan_visit(const struct rules_now *rules, const struct visit_plan *p);
/* Those that were named, or this one. */
void scheduling_plan_workers(struct visit_plan *p, const char *const *workers, size_t n, const char *otherwise);
/* 0, or why it cannot be booked so. `visit`: the one that is moved, or zero. outside_hours stays set where it is. */
int scheduling_plan_check(struct decide *d, const struct rules_now *rules, const struct family_facts *f,
                          struct visit_plan *p, struct id visit);
