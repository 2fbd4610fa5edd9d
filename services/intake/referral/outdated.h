/* A notice says what was so on the day it left, and the partner goes by it. When that changes, or her pregnancy or
 * her follow-up ends, nothing goes out by itself: the referral is marked, and a person cancels it, refers anew, or says
 * what was done. What is so again asks for nothing more.
 *
 *   a call, a contact, her people, the end of an enrolment ─▶ ReferralOutdated ─▶ REFERRAL_OUTDATED on the worklist */
#pragma once
#include "intake/follow/told.h"
#include "intake/rows.h"

/* The referrals of a family on which a partner acts or has acted are compared with what is so from this message on. */
void intake_referrals_compare(struct decide *d, ProtobufCBinaryData family_id, const struct follow_now *now);
/* A person has said what becomes of it. */
void intake_outdated_looked_at(intake_rows__referral *row);
