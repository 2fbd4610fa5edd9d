/* What the rules work on, gathered from rows and records: the territory's rules of today, a family, the team with its
 * loads, what takes a worker's or a family's time. The one place that turns what is stored into values of domain/;
 * handlers ask here and decide there. Everything lives as long as the message. All take a struct view: VIEW(d),
 * VIEW(q).
 *
 *   rows (who, state, seq) ──▶ records (dates, language, address; absent once erased) ──▶ values of domain/ */
#pragma once
#include "scheduling/domain/cadence/cadence.h"
#include "scheduling/domain/candidates.h"
#include "scheduling/domain/follow_up.h"
#include "scheduling/domain/slots.h"
#include "scheduling/merge/members.h"
#include "scheduling/tables.h"

/* The rules in force today, by the daemon's clock: what is proposed and booked now follows today's rules, also for a
 * day on which others will hold. Windows alone are laid out by those of each day. */
struct rules_now {
    const sippe__territory *territory;
    const sippe__visits *visits;
    const struct cadence_rules *versions;
    size_t n_versions;
    struct rules_used used;
    struct zone zone;
    struct calendar calendar;
    day today;
};
/* False: no rules for visits are in force today; then nobody can be proposed or booked (TERRITORY_MISSING). */
bool scheduling_rules(struct view *v, int64_t now_ms, struct rules_now *out);

/* A family by one of its enrolments. What is personal is empty once it was erased, and every rule must do with that. */
struct family_facts {
    struct id enrolment_id, family_id;
    const scheduling_rows__follow_up *row;
    const sippe__follow_up_facts *told; /* as intake told them last; NULL: erased */
    const char *language, *postal_code; /* "": unknown or erased */
    bool interpreter;
    struct follow_up_dates dates;
};
/* What is told of a family: the rest of what is said of her here follows from it. */
void scheduling_family_told(struct family_facts *f, const sippe__follow_up_facts *told);
/* False: no such enrolment; or nobody of her file was enrolled, of which the enrolment that goes on is given, else the
 * newest. `row` is the message's own copy.
 * An ended enrolment is given too: look at row->state. */
bool scheduling_family_of_enrolment(struct view *v, struct id enrolment_id, struct family_facts *out);
bool scheduling_family_of(struct view *v, struct id family_id, struct family_facts *out);
/* What the windows of this enrolment follow from: its dates, and its visits; what was made under an earlier one counts
 * for nothing (windows/anchors.c). */
struct cadence scheduling_family_cadence(struct view *v, const struct rules_now *rules, const struct family_facts *f);
/* The same, laid out. */
size_t scheduling_family_windows(struct view *v, const struct rules_now *rules, const struct family_facts *f, day until,
                                 struct cadence_window **out);
/* What the family weighs today, in tenths. Needs no visits, so that a whole team can be weighed in one message. */
int scheduling_family_points(struct view *v, const struct rules_now *rules, const struct family_facts *f);
/* The same of CANDIDATES_AHEAD days from today on, births expected, each added to points[i]. */
void scheduling_family_points_ahead(struct view *v, const struct rules_now *rules, const struct family_facts *f,
                                    int32_t *points);
/* No visit of this enrolment was made, booked or proposed yet. One that was missed or cancelled does not count: the
 * next one is the first again, jointly where first visits are. */
bool scheduling_family_awaits_first(struct view *v, const struct family_facts *f);
/* What candidates.h asks of a family. */
struct candidates_family scheduling_family_candidate(struct view *v, const struct rules_now *rules,
                                                     const struct family_facts *f);

/* A worker's record, personal part included; NULL: no such code. *version (may be NULL) is set when there is one. */
scheduling__worker_put *scheduling_worker_read(struct view *v, const char *code, struct id *version);
/* The same, and when she was put so; *put_ms stays where there is none. */
const scheduling__worker_put *scheduling_worker_as_put(struct view *v, const char *code, int64_t *put_ms);
/* Is this worker of his CLSC, or of the whole territory, or he an operator? */
bool scheduling_may_see_worker(const struct principal *p, const scheduling__worker_put *w);
struct worker_ref {
    const scheduling__worker_put *put;
    ProtobufCBinaryData version;
};
/* All of them, in the order of their codes, active or not; returns how many. */
size_t scheduling_workers_read(struct view *v, struct worker_ref **out);
/* What rows know a worker by: her own hash in her row, another one in that of a family whose key worker she is, so that
 * the two do not lead to each other. Empty for "". */
ProtobufCBinaryData scheduling_worker_hash(struct view *v, const char *code);
ProtobufCBinaryData scheduling_key_worker_hash(struct view *v, const char *code);
/* Who is on a list: as she was put, her load not counted; then with her load (caseload/load.h). scheduling_team: the
 * same of all. */
struct candidates_worker scheduling_worker_listed(const scheduling__worker_put *w);
struct candidates_worker scheduling_worker_facts(struct view *v, const struct rules_now *rules,
                                                 const scheduling__worker_put *w);
size_t scheduling_team(struct view *v, const struct rules_now *rules, struct candidates_worker **out);
/* What each will carry (candidates.h, ahead). Asked for apart: most only ask who is there. */
void scheduling_team_ahead(struct view *v, const struct rules_now *rules, struct candidates_worker *workers, size_t n);

/* The open visits that touch [from_ms, to_ms), with their places; those that began before it and last into it too. Open
 * means proposed or confirmed. In a decide these hold all that was granted before this message: a turn applies each
 * message before it decides the next. That, with booking_check, is why nobody is booked twice. */
size_t scheduling_taken_by_worker(struct view *v, const char *code, int64_t from_ms, int64_t to_ms,
                                  struct slots_taken **out);
size_t scheduling_taken_by_family(struct view *v, struct id family_id, int64_t from_ms, int64_t to_ms,
                                  struct slots_taken **out);
/* A worker as the slots see her, with what is taken between two instants: no slot outside them may be asked for. */
struct slots_worker scheduling_worker_slots(struct view *v, const scheduling__worker_put *w, struct zone zone,
                                            int64_t from_ms, int64_t to_ms);

/* What who asks sees of these classes of what is this CLSC's of the family, by who she is now. */
unsigned scheduling_family_seen(struct view *v, const struct principal *p, const struct family_facts *f,
                                const char *clsc_code, unsigned shows);
/* Her own latest enrolment; that she is an alias stays. */
void scheduling_family_put_latest(struct apply *a, struct id family_id, ProtobufCBinaryData enrolment_id);
