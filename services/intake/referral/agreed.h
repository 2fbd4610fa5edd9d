/* What a family has agreed to: asked by everything that lets something of hers leave, of that day and for that purpose.
 * No act may send, print or tell without it: a referral asks for PARTNER_REFERRAL, Disclose for whichever purpose it is
 * for. */
#pragma once
#include "intake/rows.h"

struct agreed {
    struct id consent_id;
    const intake__consent_recorded *consent; /* what it covers; not NULL where agreed says 0 */
};

/* 0 and the latest given of those that hold today; CONSENT_MISSING, CONSENT_WITHDRAWN, CONSENT_EXPIRED,
 * CONSENT_UNCONFIRMED. */
int intake_agreed(struct decide *d, ProtobufCBinaryData family_id, intake__consent_purpose purpose,
                  struct id organization, struct agreed *out);
