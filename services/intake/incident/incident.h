/* Incidents of confidentiality (intake/incident.proto). One is a subject of its own: what the register says of it is
 * sealed for its id, so that it outlives the family's file; a family is named in it by her id alone.
 *
 *   OpenIncident, a partner's "received by mistake"
 *        ─▶ IncidentOpened: its row, its work; HoldPut: her family is not erased while it is open
 *   NoteIncident, AssessIncident, NotifyIncident ─▶ IncidentChanged
 *   CloseIncident, StrikeIncident ─▶ IncidentChanged, HoldLifted; over_at: then ─▶ SubjectErased
 *   ReopenIncident ─▶ IncidentChanged, and HoldPut where she has a file still */
#pragma once
#include "intake/rows.h"

/* NULL: there is none, or the register has kept it long enough. */
intake_rows__incident *intake_incident_row(struct view *v, ProtobufCBinaryData id);
/* The record that its row names last for this; NULL: there is none. */
const intake__incident_facts *intake_incident_facts(struct view *v, const intake_rows__incident *row);

struct incident_opening {
    ProtobufCBinaryData family_id;   /* as she is now; empty: none, or several */
    ProtobufCBinaryData referral_id; /* empty: none */
    intake__incident_source source;
    intake__incident_facts *facts;
};
struct incident_opened {
    struct id id, version;
    sippe__date *act_by;
};
struct incident_opened intake_incident_open(struct decide *d, const struct incident_opening *what);

/* A partner said that it had received this notice by mistake: opens one, unless one stands for this referral that was
 * not struck out. */
void intake_incident_of_referral(struct decide *d, ProtobufCBinaryData referral_id, const intake_rows__referral *row);
/* What is wrong with facts that a person tells, under "facts.". */
void intake_incident_facts_check(struct decide *d, const intake__incident_facts *f);
