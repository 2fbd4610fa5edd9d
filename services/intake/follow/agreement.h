/* Whether a family takes part in the programme: asked at the enrolment, noted with who said it and by which words, and
 * never an end by itself. */
#pragma once
#include "intake/rows.h"

/* By when it is noted, counted from `from`. */
day intake_agreement_day(struct arena *a, const sippe__territory *t, day from);
/* Of an enrolment that begins: 0, or a Reason. Only who agrees is enrolled with it. */
int intake_agreement_check_first(struct decide *d, ProtobufCBinaryData family_id, const intake__agreement *said,
                                 const sippe__territory *t);
/* The record, which is the enrolment's version from then on. */
struct id intake_agreement_emit(struct decide *d, ProtobufCBinaryData enrolment_id, ProtobufCBinaryData family_id,
                                struct id sealed_for, const intake__agreement *said, const sippe__territory *t);
