#include "intake/family/changed.h"
#include "intake/reach/promise.h"
#include "intake/referral/outdated.h"

void intake_family_changed(struct decide *d, ProtobufCBinaryData family_id, const struct follow_now *now) {
    intake_follow_up_tell(d, family_id, now);
    intake_referrals_compare(d, family_id, now);
    intake_promises_compare(d, family_id, now);
}
