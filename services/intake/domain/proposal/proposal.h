/* Which route the machine proposes for a screening; a person decides. One sentence holds all of it: the proposal is
 * CALL_BACK only if two completions of what is not known lead to two outcomes, and then only what can tell them apart
 * is asked. An outcome is a route and the door that leads to it (bounds.h):
 *
 *   outside, behind a neighbour's door              OTHER_SERVICE, its door
 *   inside, from a source that is not accepted      OTHER_SERVICE, the source's door
 *   inside, a child that is past the programme      OTHER_SERVICE      }
 *   inside, income not low                          OTHER_SERVICE      } one outcome, whose reason is shown
 *   ... low, a diploma, a child past Olo's end      OTHER_SERVICE      } flags: consider an override
 *   ... low, a diploma                              OLO_ONLY           } likewise
 *   ... low, no diploma                             SIPPE
 *   all that is possible begins later               PRE_REGISTER, recall on the earliest start; while another service
 *                                                   is possible too, or what begins now, it is CALL_BACK
 *
 * SIPPE and Olo begin in weeks of their own. It never proposes a refusal. Flags and urgent needs are no part of the
 * route, and nothing is asked for their sake. What she would rather not say, and what only we can look up (a postal
 * code that is no CLSC's and behind no door), calls nobody back: the route stays CALL_BACK, nothing is left to ask of
 * her, and a person decides among what is possible. Contradictions (facts.h) are marked always, and asked when they can
 * change the route. All criteria are listed in the order of CriterionKind, whatever the route rests on.
 *
 * Income is low when the annual income is at most the threshold for the persons counted: the household, and the unborn
 * child (two of a multiple pregnancy) where the territory says so and the child is not born; or by a source of income
 * that the territory lists, unless an amount or a range was told that lies above the threshold. She may answer with a
 * range, which says yes or no to the threshold of the question and no amount.
 * A diploma is a value of admission.diplomas, or years_abroad of at least years_abroad_as_diploma (when that is not 0).
 *
 * Flags: under flag_under_age; feels alone often or sometimes, or nobody to count on; arrived less than
 * flag_arrival_months ago; refugee, asylum claimant, PRAIDA client or asylum income; a safety concern; at least
 * flag_difficulties of: groceries or rent, housing at risk, no food for today, wants to talk to a professional. Under
 * 14 and 14 to 17 have flags of their own, by the Act and not by the territory.
 *
 * What is public of this, and what is a territory's own:
 *   both criteria    low income and no secondary or vocational diploma: Santé publique de Montréal, page SIPPE
 *                    (2018-06-13); tout-petits.org, indicator of SIPPE visits. With a diploma Olo alone: Laval (2015)
 *   week 12          the same page; Montréal-Nord began at 20 in 2011 for want of means (Cyberpresse, 2011-12-22)
 *   thresholds       no source says which measure SIPPE uses, nor whether the unborn child counts: the file says both.
 *                    Their form, by persons and so much for each more, is that of Statistics Canada's cut-offs
 *   years abroad     eleven count as a diploma in Laval (2015)
 *   flags            under 20: INSPQ, publication 1141; alone, groceries or rent, wants to talk: the questions of the
 *                    pregnancy notice (La Presse, 2022-03-10); refuge and arrival: strict criteria miss these mothers
 *                    (Nouvelles pratiques sociales 31-2, 2020)
 *   a person         nothing is decided by a machine alone: Act, s. 65.2 */
#pragma once
#include "base/arena.h"
#include "civil/date.h"
#include "proto/intake.h"

/* The screening has passed the check (either mode), the territory its own. In the arena; `rules` is left for the
 * caller. `on` is the day of the call, or a later one, against which a person decides once the start week has come: the
 * same answers with the weeks and the ages of that day. */
intake__proposal *intake_propose(struct arena *a, const intake__screening *s, const sippe__territory *t, day call_day,
                                 day on);
/* Is there something that she could still say and that could change the route? Without it nobody calls her back. */
bool intake_proposal_asks_her(const intake__proposal *p);
/* Is whether she lives here among what only we can find out? */
bool intake_proposal_place_unknown(const intake__proposal *p);
/* Another outcome, or another day of recall: what a person must be shown beside the other. */
bool intake_proposal_differs(const intake__proposal *x, const intake__proposal *y);
