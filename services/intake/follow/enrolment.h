/* What becomes of an enrolment: after a decision, or of a child in a file of her own (enrolment.c), or of a family that
 * was followed before (takeover/take_over.c). */
#pragma once
#include "intake/domain/contact/contact.h"
#include "intake/domain/kin/kin.h"
#include "intake/rows.h"

struct enrolling {
    struct id enrolment_id, family_id;
    const char *clsc_code, *family_number;
    const intake__contact_details *contact; /* how she is reached; NULL: erased */
    const intake__kin *kin;                 /* her people and pregnancies; NULL: erased */
    const sippe__territory *rules;
    const struct rules_used *used;
    day from; /* a key worker is expected within the territory's delay from this day on */
};
/* The event, to be completed by what it rests on. */
intake__family_enrolled *intake_enrolment_event(struct decide *d, const struct enrolling *to);
/* It, and what follows: scheduling is told of her (`row`: of one who is taken over), and until when the programme is
 * for her. Gives its version. */
struct id intake_enrolment_emit(struct decide *d, const struct enrolling *to, const intake__family_enrolled *e,
                                const intake__taken_over_family *row);
/* Behind the record that ends it. */
void intake_enrolment_tell_end(struct decide *d, ProtobufCBinaryData enrolment_id, intake__end_reason reason);
