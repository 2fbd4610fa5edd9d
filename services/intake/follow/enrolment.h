/* What becomes of an enrolment: after a decision (enrolment.c), or of a family that was followed before
 * (takeover/take_over.c). */
#pragma once
#include "intake/domain/contact/contact.h"
#include "intake/domain/kin/kin.h"
#include "intake/rows.h"

struct enrolling {
    struct id enrolment_id, family_id;
    const char *clsc_code, *family_number;
    const intake__screening *answers;       /* who she is; NULL: erased */
    const intake__contact_details *contact; /* how she is reached; NULL: erased */
    const intake__kin *kin;                 /* her people and pregnancies; NULL: erased */
    const sippe__territory *rules;
    const struct rules_used *used;
    day from; /* a key worker is expected within the territory's delay from this day on */
};
/* The event, to be completed by what it rests on, and emitted. */
intake__family_enrolled *intake_enrolment_event(struct decide *d, const struct enrolling *to);
/* Once it was emitted: until when the programme is for her, by the child that it names. */
void intake_enrolment_programme(struct decide *d, const intake__family_enrolled *e, const sippe__territory *t);
