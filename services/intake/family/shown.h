/* The things of a family's file as a person sees them: a row and the records that it names. */
#pragma once
#include "intake/rows.h"

intake__screening_summary *intake_screening_summary(struct view *v, struct id id, const intake_rows__screening *row);
intake__consent *intake_consent_shown(struct view *v, struct id id, const intake_rows__consent *row);
intake__enrolment *intake_enrolment_shown(struct view *v, struct id id, const intake_rows__enrolment *row);
intake__referral *intake_referral_shown(struct view *v, struct id id, const intake_rows__referral *row, day today);
