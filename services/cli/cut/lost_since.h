/* What was taken back again before the store was lost. Done again by itself it would bring back a consent that she had
 * withdrawn, a key that was revoked, a referral that nobody wants any more. */
#pragma once
#include "cli/cut/lost.h"

/* Fills `since` of each, by the others: once all are read. */
void lost_since(struct cli *c, struct loss *l);
