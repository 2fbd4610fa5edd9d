/* Do the rules of a territory make sense? Shape and types are checked before, where the file is parsed; here: what is
 * missing, out of range, contradictory, or names a word that the contract does not have. Paths as in the file
 * ("admission.income.dollars[3]"). Rules are adopted whole or not at all, and then by all four daemons, which do not
 * check them again. Those in force may have been adopted by an older release, under its check: handlers still ask
 * whether a group is there.
 *
 * Bounds on numbers are wide: they find a value in another unit (degrees for ten-thousandths, cents for dollars), not a
 * policy that somebody might not like. Bounds on counts keep a file from holding up the loop that answers everybody. */
#pragma once
#include "base/arena.h"
#include "base/finding.h"
#include "proto/territory.h"

/* Reasons: FIELD_REQUIRED, NUMBER_OUT_OF_RANGE, TEXT_TOO_LONG, TOO_MANY, DATE_IMPOSSIBLE, NAME_INVALID (the code of
 * the territory, a CLSC or an erasure rule), PHONE_INVALID, POSTAL_CODE_INVALID (a prefix), DUPLICATE, ENUM_UNKNOWN,
 * CONTRADICTION (thresholds that fall, cadence phases out of order, with a gap or overlapping). None: it can be
 * adopted. */
void intake_territory_check(const sippe__territory *t, struct findings *f);
