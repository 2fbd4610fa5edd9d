/* More than half of those who are offered a follow-up once are lost (FRQ): who declined, was not reached or was not
 * entitled may be asked once more, at a week of her pregnancy or after the birth, where a territory wants it. */
#pragma once
#include "intake/domain/screening/pregnancy.h"
#include "proto/territory.h"

/* The first of the rule's days that is still to come; DAY_NONE: none is, she cannot be dated, or there is no rule.
 * `birth`: as it was recorded or told; DAY_NONE: it is expected when she is due. */
day intake_second_offer_on(const sippe__second_offer *rule, const struct pregnancy *p, day birth, day today);
