/* Somebody calls for her who may not consent for her, a neighbour or a doctor: what she did not tell herself is kept
 * only as far as it is needed to call her back. Pure. */
#pragma once
#include "intake/domain/screening/draft.h"

/* caller_is_subject is NO, and who gives the consent is no parent, tutor or representative of hers. */
bool intake_told_by_third_party(const intake__screening *s);
/* Takes out of the answers, in place, all that is not on the list of what is needed: who called and for whom, how she
 * is reached, what cannot wait. The list is the program's and no territory's. The paths of what had an answer are in
 * the arena. */
struct left_out intake_third_party_strip(struct arena *a, intake__screening *s);
/* Of such a call that is over: what none goes without is not known, so that it is asked of her. */
void intake_third_party_not_known(struct arena *a, intake__screening *s);
