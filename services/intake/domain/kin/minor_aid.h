/* The aid of pregnant minors (quebec.ca, aide-mineures-enceintes): under 18, from 20 weeks, followed by a CLSC, whose
 * attestation opens it. That she lives without her parents or tutor a person finds out. Pure. */
#pragma once
#include "civil/civil.h"
#include "proto/intake.h"

enum { MINOR_AID_WEEK = 20, MINOR_AID_UNDER = 18 };

/* From which day on she is entitled to it, `from` at the earliest. DAY_NONE: she expects nobody, the pregnancy or she
 * has no date, or she is old enough by then; rules that do not ask for it (NULL). */
day intake_minor_aid_from(const intake__kin *kin, day from, const sippe__minor_aid *rules);
