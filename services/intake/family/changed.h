/* Something of a family is another one from this message on: whoever goes by it hears of it, scheduling of her
 * follow-up (follow/told.h), and a person of what partners were told (referral/outdated.h) and of what was promised to
 * her (reach/promise.h). Said once a message, behind the record of what changed. */
#pragma once
#include "intake/follow/told.h"

void intake_family_changed(struct decide *d, ProtobufCBinaryData family_id, const struct follow_now *now);
