/* Which route the machine proposes for a screening; a person decides. In this order, the first that applies:
 *
 *   1 outside the areas of the territory's CLSCs, or a source that is not accepted   OTHER_SERVICE, the right door
 *   2 neither dated nor delivered                                                   CALL_BACK
 *   3 income, household size or schooling not known                                 CALL_BACK
 *   4 before the territory's start week                                             PRE_REGISTER, recall on that day
 *   5 low income, no diploma                                                        SIPPE
 *   6 low income, a diploma                                                         OLO_ONLY      } flags: consider
 *   7 income not low                                                                OTHER_SERVICE } an override
 *
 * No fixed address counts as inside, a postal code that was not told as not outside; a source that the territory does
 * not list is accepted. It never proposes a refusal. All criteria are evaluated and listed in the order of
 * CriterionKind, those that were not reached too; what cannot be evaluated is TO_VERIFY and names the facts that are
 * missing. 2 and 3 stand before 4, so that all is known of her who is recalled at the start week; 4 before 5 to 7, so
 * that her means are judged by the rules of that day. An unknown asks for a call back even where no answer could change
 * the route.
 *
 * Income is low when the annual income is at most the threshold for the persons counted: the household, and the unborn
 * child (two of a multiple pregnancy) where the territory says so and the child is not born.
 * A diploma is a value of
 * admission.diplomas, or years_abroad of at least years_abroad_as_diploma (when that is not 0). FOREIGN that is not
 * listed and of unknown years is TO_VERIFY where years count, and no diploma where they never do.
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
