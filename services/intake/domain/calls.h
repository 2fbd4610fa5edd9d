/* What follows a family call (intake/calls.proto). Pure; the territory gives the delays and how many calls are enough.
 *
 *   outgoing        herself                        somebody else, where somebody spoke
 *   COMPLETED       reached; nobody calls again    tried; call again
 *   PARTIAL         reached; call again            tried; call again
 *   CALL_BACK_AT    reached; call again            tried; call again
 *   REFUSED         reached; ASK_STOP              tried; call again: she has not refused
 *   NO_ANSWER       tried; call again
 *   LEFT_MESSAGE    tried; call again              a letter: tried; it waits for its reply
 *   WRONG_NUMBER    tried; ASK_NUMBER
 *   RETURNED        ASK_NUMBER: what became of what was sent before, and no other try
 *
 *   incoming        herself                        somebody else
 *   COMPLETED       reached; nobody calls again    aside
 *   PARTIAL         reached; call again            aside
 *   CALL_BACK_AT    reached; call again            call again
 *   REFUSED         reached; ASK_STOP              aside
 *   LEFT_MESSAGE    reached; call her today        call her today
 *
 * Reached: our count of calls without an answer begins anew. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "civil/date.h"
#include "proto/intake/calls.h"
#include "proto/intake.h"
#include "proto/territory.h"

enum call_next {
    CALL_ASIDE,     /* whatever was waited for is waited for still */
    CALL_OVER,      /* nobody calls again: what is left is to be decided */
    CALL_AGAIN,     /* after the territory's delay, or when it was agreed */
    CALL_TODAY,     /* she waits for it */
    CALL_WAITS,     /* for the reply to a letter */
    CALL_OTHERWISE, /* not by this number or address: somebody finds another one */
};

struct call_rule {
    bool reached; /* she was */
    bool tried;   /* she was not, and it counts */
    enum call_next next;
    sippe__work_kind asks; /* of a person: ASK_NUMBER, ASK_STOP, LETTER; 0: nothing beside calling again */
};
/* Of what intake_call_contradicts lets pass. */
struct call_rule intake_call_rule(const intake__call_told *told, bool letter);

/* Which of its parts says the opposite of another one; NULL: none does. */
const char *intake_call_contradicts(const intake__call_told *told);

/* Does this call end what an earlier one asks? `returned`: it tells that what was sent came back. */
bool intake_call_ends(struct call_rule now, bool returned, sippe__work_kind earlier);
/* Does a decision of the route? Whoever declined or could not be reached is left alone. */
bool intake_decision_ends(intake__route decided, sippe__work_kind earlier);

/* So many of ours without an answer that UNREACHABLE is proposed; a person decides. */
bool intake_call_proposes_unreachable(const sippe__territory *t, int32_t unanswered);
