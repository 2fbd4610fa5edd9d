/* Who could keep the bond with a family. The machine proposes three, with reasons; a person confirms, and may choose
 * any other whom the rules do not exclude.
 *
 *   every worker ─ candidates_exclusion ─▶ excluded, with the first thing that does, in the order of their codes
 *                           └─────────────▶ best: least load after, nearest area, code; three are shown
 *
 * One pure rule for both: what is listed as excluded is refused when a person names it (key_worker.c). A worker of
 * another CLSC is excluded because she could not open the file; one of no CLSC is there for the whole territory.
 *
 * What is to come is shown beside, and excludes nobody: of births that are months away a person decides. */
#pragma once
#include "base/arena.h"
#include "civil/civil.h"
#include "proto/scheduling.h"
#include "proto/territory.h"

enum { CANDIDATES_MOST = 3 }; /* ListCandidates shows so many, KeyWorkerConfirmed keeps them */
/* Days that are looked at, today among them: thirty weeks hold the births of all who are admitted from the 12th on. */
enum { CANDIDATES_AHEAD = 211 };

/* A worker as the team's list has her, with what she carries now: the sum of what her followed families weigh today
 * (cadence_points), not of what is booked. */
struct candidates_worker {
    const char *code, *name;
    scheduling__discipline discipline;
    const char *const *languages; /* codes */
    size_t n_languages, n_hours;
    const char *start_area; /* postal area or code */
    int32_t cap_tenths;     /* 0: the territory's */
    const char *clsc_code;
    bool inactive;
    int32_t load_tenths, families;
    const int32_t *ahead; /* CANDIDATES_AHEAD days of it, from today on, births expected; NULL: not reckoned */
};

/* What counts of the family. It holds no name: a proposal is explained without one. */
struct candidates_family {
    const char *language; /* "": unknown, nobody is excluded for it */
    bool interpreter;     /* needed or used: a worker without the language is not excluded */
    const char *postal_code, *clsc_code;
    int32_t points_tenths;
    const int32_t *ahead; /* as of a worker */
    day today;
};

struct candidates {
    scheduling__candidate *
        *best; /* every eligible worker, best first: least load after, nearest area (unknown last), code */
    size_t n_best;
    scheduling__candidate **excluded; /* by code */
    size_t n_excluded;
};

/* What excludes her; the first that applies in the order inactive, no hours, other CLSC, discipline (not in
 * key_worker_disciplines; an empty list admits all), language, caseload (load after > cap). Unspecified: nothing. */
scheduling__exclusion_reason candidates_exclusion(const sippe__visits *rules, const struct candidates_family *f,
                                                  const struct candidates_worker *w);
/* The Reason that refuses such a worker; 0 for unspecified. */
int candidates_reason(scheduling__exclusion_reason excluded);
/* One row of the list: what is shown of her, excluded or not. In the arena, texts too. */
scheduling__candidate *candidates_candidate(struct arena *a, const sippe__territory *t,
                                            const struct candidates_family *f, const struct candidates_worker *w);
/* All of them, parted and ordered. The order is total, down to the code, and in whole numbers: the same list on every
 * machine, because it is written into KeyWorkerConfirmed. */
struct candidates candidates_rank(struct arena *a, const sippe__territory *t, const struct candidates_family *f,
                                  const struct candidates_worker *workers, size_t n);
/* Of that CLSC, or of the whole territory. */
bool candidates_serves(const struct candidates_worker *w, const char *clsc_code);
/* Who may come along on a joint first visit: active, with hours, of joint_disciplines (empty: any), serving the
 * family's CLSC, not the key worker herself; those of another discipline than hers, or, when there is none, of the
 * same. Least load first, then code. She comes once: neither language nor caseload excludes her. Returns how many were
 * written to `out` (room for n). */
struct candidates_joint {
    const sippe__visits *rules;
    const struct candidates_worker *key_worker;
    const char *clsc_code; /* of the family */
};
size_t candidates_joint(const struct candidates_joint *j, const struct candidates_worker *workers, size_t n,
                        const struct candidates_worker **out);
/* Active, with hours and of one of joint_disciplines. */
bool candidates_can_join(const sippe__visits *rules, const struct candidates_worker *w);
