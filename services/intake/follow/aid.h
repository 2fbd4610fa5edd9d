/* Aid that an enrolled family is entitled to outside of the programme, once we have attested it.
 *
 *   FamilyEnrolled, KinChanged, EnrolmentReopened ─▶ AidSet {day} ─▶ a deadline at eight that day
 *        └─ AidReached ─▶ MINOR_AID for her team, until RecordAid says who attested it, or why nobody did */
#pragma once
#include "intake/rows.h"

/* Says it again where it differs from what stands in the row; what was attested stays so. Of an enrolment that is being
 * made `row` is NULL; kin and rules may be. */
void intake_aid_emit(struct decide *d, ProtobufCBinaryData enrolment_id, const intake_rows__enrolment *row,
                     ProtobufCBinaryData family_id, const intake__kin *kin, const sippe__territory *t);
