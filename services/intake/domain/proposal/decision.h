/* What a person may decide about a proposal.
 *
 * A reason is required when the decision goes against the proposal:
 *   proposed SIPPE, OLO_ONLY, OTHER_SERVICE   any other route, but DECLINED and UNREACHABLE, which tell what happened
 *   proposed CALL_BACK, PRE_REGISTER          any but DECLINED and UNREACHABLE: nothing known speaks for it yet. On
 *                                             facts that are not known OTHER_SERVICE is a refusal in fact, and
 *                                             nobody is refused for a gap (domain 1.5: never auto-refuse)
 *   proposed CALL_BACK                        DECLINED too: what was missing was not asked of her, and somebody says
 *                                             what it is that she declined
 * So a wait always has one: none is ever proposed.
 * Of all but the last line a decision's `override` says the same. The reason can be erased; that the decision was an
 * override stays, because overrides show whom the criteria miss. */
#pragma once
#include <stdbool.h>
#include "proto/intake.h"

/* CALL_BACK and PRE_REGISTER are steps on the way to a decision, never one. */
bool intake_route_is_decidable(intake__route r);
bool intake_route_is_override(intake__route proposed, intake__route decided);
bool intake_decision_needs_reason(intake__route proposed, intake__route decided);
/* 0; REASON_ROUTE_NOT_DECIDABLE; REASON_OVERRIDE_REASON_MISSING (a text of spaces is none); REASON_NUMBER_OUT_OF_RANGE:
 * the priority is not 0 (none) to 4. P1 to P4 are those of the ministry's indicator of access (7.03); a person sets it
 * (priority.h suggests one). */
int intake_decision_check(intake__route proposed, intake__route decided, const char *override_reason, int priority);
/* After an amendment: does a decision still stand? It does when it is what is proposed now, or when the proposal has
 * not changed (an override stands as long as what it overrode). */
bool intake_decision_stands(intake__route proposed_before, intake__route decided, intake__route proposed_now);
