/* What the rules work on, gathered from rows and records: the territory's rules of today, a family, the team with its
 * loads, what takes a worker's or a family's time. Everything lives as long as the message. */
#pragma once
#include "scheduling/domain/cadence.h"
#include "scheduling/domain/candidates.h"
#include "scheduling/domain/slots.h"
#include "scheduling/tables.h"

struct rules_now {
    const sippe__territory *territory;
    const sippe__visits *visits;
    struct rules_used used;
    struct zone zone;
    struct calendar calendar;
    day today;
};
/* False: no rules for visits are in force today. */
bool scheduling_rules(struct view *v, int64_t now_ms, struct rules_now *out);

struct family_facts {
    struct id enrolment_id, family_id;
    const scheduling_rows__follow_up *row;
    const char *language, *postal_code; /* "": unknown or erased */
    bool interpreter;
    day due_date, birth; /* DAY_NONE: unknown or erased */
};
/* False: no such enrolment; or no such family, of which the latest enrolment is given. */
bool scheduling_family_of_enrolment(struct view *v, struct id enrolment_id, struct family_facts *out);
bool scheduling_family_of(struct view *v, struct id family_id, struct family_facts *out);
/* The family's two clocks, with the visits of this enrolment. */
struct cadence scheduling_family_cadence(struct view *v, const struct rules_now *rules, const struct family_facts *f);
/* What the family weighs today. */
int scheduling_family_points(const struct rules_now *rules, const struct family_facts *f);
/* No visit of this enrolment was made, booked or proposed yet. */
bool scheduling_family_awaits_first(struct view *v, const struct family_facts *f);
struct candidates_family scheduling_family_candidate(const struct rules_now *rules, const struct family_facts *f);

/* A worker's record, personal part included; NULL: no such code. */
scheduling__worker_put *scheduling_worker_read(struct view *v, const char *code, struct id *version);
/* Who is on a list: scheduling_team reads all workers, with their loads today, in the order of their codes. */
struct candidates_worker scheduling_worker_facts(struct view *v, const struct rules_now *rules,
                                                 const scheduling__worker_put *w);
size_t scheduling_team(struct view *v, const struct rules_now *rules, struct candidates_worker **out);

/* The open visits between two instants, with their places. */
size_t scheduling_taken_by_worker(struct view *v, const char *code, int64_t from_ms, int64_t to_ms,
                                  struct slots_taken **out);
size_t scheduling_taken_by_family(struct view *v, struct id family_id, int64_t from_ms, int64_t to_ms,
                                  struct slots_taken **out);
/* A worker as the slots see her, with what is taken between two instants. */
struct slots_worker scheduling_worker_slots(struct view *v, const scheduling__worker_put *w, int64_t from_ms,
                                            int64_t to_ms);
