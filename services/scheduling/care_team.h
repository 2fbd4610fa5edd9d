/* Who follows a family, said to intake whenever a command changes it (node.TeamChanged): whole, with days, so that no
 * night needs to be told of. domain/care_team.h says who that is; here it is gathered from rows and from what the
 * command at hand is about to change, which rows do not show yet.
 *
 *   ConfirmKeyWorker, BookVisit, MoveVisit, CancelVisit, an encounter, its end ─▶ of that family
 *   PutSubstitute, EndSubstitute ─▶ of each family that the worker follows or is to visit, and that those do for whom
 *                                   she stands in
 *
 * Until the first key worker nothing is said: the file is for all of its CLSC. A closed file keeps its last team. */
#pragma once
#include "scheduling/domain/care_team.h"
#include "scheduling/facts.h"

struct team_change {
    const char *key_worker;      /* NULL: who it was */
    struct id visit;             /* a visit that is made or changed; zero: none */
    const struct care_visit *as; /* how it is from now on; NULL: called off */
    int64_t ended_ms;            /* the follow-up ends, and calls off what was to come from then on; 0: it does not */
    struct id absence_id;        /* somebody stands in, or does no more; zero: neither */
    const struct care_absence *absence; /* NULL: no more */
};
/* Gathers TeamChanged, unless it is what was said last. */
void scheduling_team_say(struct decide *d, const struct family_facts *f, const struct team_change *c);
/* Of each family that the worker is in the team of, or is to be by standing in. `c` is of one absence of hers. */
void scheduling_teams_say(struct decide *d, const char *worker, const struct team_change *c);
/* Nobody follows her, until somebody of the CLSC to which she went is confirmed: her file is for all of there. */
void scheduling_team_dissolve(struct decide *d, struct id family);
/* The team of a family that becomes an alias is that of her file, where it has none. */
void scheduling_team_hand_on(struct decide *d, struct id from, struct id into);
/* An alias, with whoever became her, is a family of her own again: the team of each part is that of its own
 * follow-up. */
void scheduling_team_part(struct decide *d, struct id from, struct id left);
