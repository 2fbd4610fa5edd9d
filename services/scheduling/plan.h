/* A visit to be: found by the machine or chosen by a person, then told as one record. */
#pragma once
#include "scheduling/facts.h"

struct visit_plan {
    const char *workers[4]; /* the key worker first */
    size_t n_workers;
    int64_t start_ms;
    int minutes;
    bool first;
    scheduling__visit_state state;
    const char *phase; /* the window that it fills; "" and 0: none */
    int k;
    const char *by; /* "": the machine */
};

/* Completes a plan from the cadence: the window of its day and, where minutes is 0, how long it lasts. */
void scheduling_plan_window(struct view *v, const struct rules_now *rules, const struct family_facts *f,
                            struct visit_plan *p);
/* A first visit inside the territory's delay, from tomorrow on (the family is told first); with a second worker where
 * the territory visits jointly: `joint` when given, else whoever of those who may come carries least and has a slot in
 * common. False: none is free, or nobody may come along. */
bool scheduling_plan_first(struct view *v, const struct rules_now *rules, const struct family_facts *f,
                           const char *worker, const char *joint, struct visit_plan *p);
/* Gathers VisitBooked; the visit's id in *visit_id, the result is its version. */
struct id scheduling_plan_book(struct decide *d, const struct rules_now *rules, const struct family_facts *f,
                               const struct visit_plan *p, struct id *visit_id);
