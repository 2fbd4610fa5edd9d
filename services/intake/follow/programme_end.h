/* Until when the programme is for an enrolled family: by her youngest child, born or expected, and the territory's
 * rule.
 *
 *   FamilyEnrolled, KinChanged, a call that dates her anew ─▶ ProgrammeEndSet {day} ─▶ a deadline at eight that day
 *        └─ ProgrammeEndReached ─▶ END_OF_PROGRAMME for her team, until the enrolment is ended (EndEnrolment says why)
 *
 * A person ends it: maternelle at five is not compulsory, and a family may be in the middle of a step. */
#pragma once
#include "intake/rows.h"

/* Says it again where it differs from what stands in the row. `birth`: of the child, born or expected; DAY_NONE: not
 * known, then what stands there stays. Of an enrolment that is being made `row` is NULL. */
void intake_programme_end_emit(struct decide *d, ProtobufCBinaryData enrolment_id, const intake_rows__enrolment *row,
                               ProtobufCBinaryData family_id, day birth, const sippe__territory *t);
/* Two families that were taken for one are two again: by her own child alone, and by no day where she has none. */
void intake_programme_end_apart(struct decide *d, ProtobufCBinaryData enrolment_id, const intake_rows__enrolment *row,
                                day birth);
/* Of a call that is, or becomes, a followed family's: when it tells of another child, the programme goes on for that
 * one. Of an older child nothing is new. Answers and rules may be NULL. */
void intake_programme_expect(struct decide *d, const intake_rows__family *family, ProtobufCBinaryData family_id,
                             const intake__screening *answers, const sippe__territory *t);
