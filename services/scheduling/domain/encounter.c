#include "scheduling/domain/encounter.h"

bool encounter_is_done(scheduling__encounter_missed missed) { return missed == ENCOUNTER_MISSED_UNSPECIFIED; }

bool encounter_is_in_presence(scheduling__encounter_mode mode) {
    return mode == ENCOUNTER_MODE_IN_PERSON || mode == ENCOUNTER_MODE_UNSPECIFIED;
}

bool encounter_is_missed_by_us(scheduling__encounter_missed missed) {
    return missed == ENCOUNTER_MISSED_WORKER || missed == ENCOUNTER_MISSED_WEATHER || missed == ENCOUNTER_MISSED_OTHER;
}

scheduling__visit_state encounter_visit_state(scheduling__encounter_missed missed) {
    switch (missed) {
    case ENCOUNTER_MISSED_UNSPECIFIED: return VISIT_STATE_DONE;
    case ENCOUNTER_MISSED_ABSENT: return VISIT_STATE_NO_SHOW;
    case ENCOUNTER_MISSED_REFUSED: return VISIT_STATE_REFUSED;
    case ENCOUNTER_MISSED_CANCELLED:
    case ENCOUNTER_MISSED_HOSPITAL:
    case ENCOUNTER_MISSED_WORKER:
    case ENCOUNTER_MISSED_WEATHER:
    case ENCOUNTER_MISSED_OTHER: break;
    }
    return VISIT_STATE_MISSED;
}
