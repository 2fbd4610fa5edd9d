/* What stands beside a visit: the phase of the cadence that it is for, or why it was changed. */
#pragma once
#include "cli/cli.h"

/* "INFANT_7W_12M" → "de 7 semaines à 12 mois"; scheduling's own reason in the language of the run; any other text as it
 * is. */
const char *phase_text(struct cli *c, const char *text);
