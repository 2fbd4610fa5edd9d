/* The things of a family's file as a person sees them: a row and the records that it names. For queries only; a part
 * whose personal values were erased is shown without them. Who may see it was asked before: nothing here is
 * withheld but families that a call may be. */
#pragma once
#include "intake/rows.h"

/* `proposed_route` is the one of the record; GetScreening puts today's over it (call/screening_read.c). */
intake__screening_summary *intake_screening_summary(struct query *q, struct id id, const intake_rows__screening *row);
intake__consent *intake_consent_shown(struct view *v, struct id id, const intake_rows__consent *row);
intake__enrolment *intake_enrolment_shown(struct view *v, struct id id, const intake_rows__enrolment *row);
/* `today` tells whether it is overdue. */
intake__referral *intake_referral_shown(struct view *v, struct id id, const intake_rows__referral *row, day today);
/* As the directory named it last; "": it has no service that was ever published. */
const char *intake_organization_name(struct view *v, ProtobufCBinaryData id);
