/* What took place with a family, with or without an appointment. Windows and intake's snapshot count encounters, and
 * never appointments.
 *
 *   RecordVisit ─────┐ in short: in person, at home
 *   RecordEncounter ─┴▶ EncounterRecorded ─▶ its row; the appointment that it names is closed
 *   CorrectEncounter ─▶ EncounterCorrected ─▶ the same, as if it had been so from the start; or struck out
 *
 * A correction states the right facts, it undoes nothing: what is derived follows by itself. */
#pragma once
#include "scheduling/facts.h"

struct encounter_ref {
    struct id id;
    scheduling_rows__encounter *row;
};
struct encounter_list {
    struct encounter_ref *encounters; /* by start, those of all enrolments and those struck out too */
    size_t n;
};
struct encounter_list scheduling_encounters_of_family(struct view *v, struct id family_id);
/* NULL: no such encounter. */
scheduling_rows__encounter *scheduling_encounter_get(struct view *v, struct id encounter_id);
scheduling__encounter *scheduling_encounter_shown(struct view *v, const struct encounter_ref *ref);

/* An encounter to be recorded; texts stay whose they are. */
struct recording {
    struct family_facts f;
    struct id visit_id;                  /* zero: without an appointment */
    const scheduling_rows__visit *visit; /* NULL: likewise */
    const scheduling__encounter_facts *facts;
};
/* Gathers EncounterRecorded and what follows from it for intake and the care team. Its id in *encounter_id; the result
 * is its version. */
struct id scheduling_encounter_record(struct decide *d, const struct recording *r, struct id *encounter_id);
/* What is noted of a visit, from the record that closed it; "" for another type's. */
const char *scheduling_encounter_note(struct view *v, uint64_t seq);
