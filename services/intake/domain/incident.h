/* What the register must hold of an incident of confidentiality before it is closed, and how long it keeps it
 * (proto/intake/incident.proto cites the law). Pure; its states are in states.h. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "civil/date.h"
#include "proto/intake.h"

/* As a member of a set of them. */
uint64_t intake_incident_notified_bit(intake__incident_notified who);

struct incident_known {
    bool described; /* the circumstances, and which information it is or why that is not known */
    bool assessed;
    bool serious;      /* a risk of serious injury */
    uint64_t notified; /* set of IncidentNotified */
};
/* 0, INCIDENT_INCOMPLETE, INCIDENT_NOT_ASSESSED; INCIDENT_NOTICES_MISSING: of a serious one the commission, the
 * minister, or neither herself nor the public was told. */
int intake_incident_may_close(const struct incident_known *k);
/* The last day on which the register keeps it. */
day intake_incident_kept_until(day known_on);
