#include "intake/domain/incident.h"

#include "proto/status.h"

enum { KEPT_MONTHS = 5 * 12 }; /* r. 3.1, s. 8: five years after the day on which it was known */

uint64_t intake_incident_notified_bit(intake__incident_notified who) { return UINT64_C(1) << (unsigned)who; }

static bool was_told(const struct incident_known *k, intake__incident_notified who) {
    return k->notified & intake_incident_notified_bit(who);
}

int intake_incident_may_close(const struct incident_known *k) {
    if (!k->described) return REASON_INCIDENT_INCOMPLETE;
    if (!k->assessed) return REASON_INCIDENT_NOT_ASSESSED;
    if (!k->serious) return 0;
    bool authorities = was_told(k, INCIDENT_NOTIFIED_COMMISSION) && was_told(k, INCIDENT_NOTIFIED_MINISTER);
    bool people = was_told(k, INCIDENT_NOTIFIED_PERSON) || was_told(k, INCIDENT_NOTIFIED_PUBLIC);
    return authorities && people ? 0 : REASON_INCIDENT_NOTICES_MISSING;
}

day intake_incident_kept_until(day known_on) { return day_add_months(known_on, KEPT_MONTHS); }
