/* Taking back all that a family has agreed to, for whoever has a reason of its own. */
#pragma once
#include "intake/rows.h"

struct withdrawal {
    const char *reason;                   /* by the caller; it stands in each withdrawal */
    int32_t consents, referrals, to_tell; /* what it reached: to_tell, disclosures by a person */
};
/* Every consent that was not taken back. False: she has none at all. */
bool intake_withdraw_all(struct decide *d, ProtobufCBinaryData family_id, struct withdrawal *w);
