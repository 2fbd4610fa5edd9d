/* Checks that many commands share. Each notes a violation at `path` when something is wrong. */
#pragma once
#include "intake/domain/finding.h"
#include "engine/service.h"

/* The person who acts: PERSON_MISSING, TEXT_TOO_LONG. */
void intake_check_person(struct decide *d, const char *path, const char *name);
/* A free text, which may be empty: TEXT_TOO_LONG. */
void intake_check_text(struct decide *d, const char *path, const char *text);
/* A date that must be there, or may be absent: FIELD_REQUIRED, DATE_IMPOSSIBLE. The day, or DAY_NONE. */
day intake_check_date(struct decide *d, const char *path, const sippe__date *date, bool required);
/* A moment between a year ago and now, or none: DATE_IN_FUTURE, DATE_TOO_OLD. */
void intake_check_moment(struct decide *d, const char *path, const sippe__instant *t);
/* For a query, which has no violations of its own: one for its reply. */
sippe__violation *intake_violation(struct arena *a, const char *before, const struct finding *found);
/* REASON_FIELDS_INVALID when there are violations, else 0. */
int intake_checked(const struct decide *d);
