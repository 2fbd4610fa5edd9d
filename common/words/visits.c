#include "words/parts.h"
#include "proto/scheduling.h"

const struct word words_window_anchor[WORDS_WINDOW_ANCHOR] = {
    {WINDOW_ANCHOR_ENROLMENT, "inscription", "enrolment"},
    {WINDOW_ANCHOR_PREGNANCY, "grossesse", "pregnancy"},
    {WINDOW_ANCHOR_CHILD, "enfant", "child"},
};
const struct word words_window_state[WORDS_WINDOW_STATE] = {
    {WINDOW_STATE_MET, "faite", "met"},
    {WINDOW_STATE_MADE_LATE, "faite à côté", "made outside"},
    {WINDOW_STATE_BOOKED, "fixée", "booked"},
    {WINDOW_STATE_BOOKED_OUTSIDE, "fixée à côté", "booked outside"},
    {WINDOW_STATE_MAKE_UP, "à reprendre", "to be made up for"},
    {WINDOW_STATE_OPEN, "à faire", "open"},
    {WINDOW_STATE_COMING, "à venir", "coming"},
    {WINDOW_STATE_LAPSED, "manquée", "lapsed"},
    {WINDOW_STATE_EXCUSED, "excusée (pause)", "excused (pause)"},
    {WINDOW_STATE_NOT_OWED_BEFORE, "pas due (avant)", "not owed (before)"},
    {WINDOW_STATE_NOT_OWED_UNKNOWN, "pas due (appris après)", "not owed (told later)"},
    {WINDOW_STATE_NOT_OWED_ENDED, "pas due (terminé)", "not owed (ended)"},
};
const struct word words_intensity_basis[WORDS_INTENSITY_BASIS] = {
    {INTENSITY_BASIS_KNOWN, "dates connues", "dates known"},
    {INTENSITY_BASIS_NO_DATES, "dates inconnues", "dates not known"},
    {INTENSITY_BASIS_AFTER_LOSS, "aucun enfant n'est attendu ni suivi", "no child is expected or followed"},
    {INTENSITY_BASIS_ERASED, "dates effacées", "dates erased"},
};
const struct word words_encounter_mode[WORDS_ENCOUNTER_MODE] = {
    {ENCOUNTER_MODE_IN_PERSON, "en personne", "in person"},
    {ENCOUNTER_MODE_PHONE, "téléphone", "phone"},
    {ENCOUNTER_MODE_VIDEO, "vidéo", "video"},
    {ENCOUNTER_MODE_WRITING, "par écrit", "in writing"},
};
const struct word words_encounter_place[WORDS_ENCOUNTER_PLACE] = {
    {ENCOUNTER_PLACE_HOME, "à la maison", "at home"},
    {ENCOUNTER_PLACE_CLSC, "au CLSC", "at the CLSC"},
    {ENCOUNTER_PLACE_HOSPITAL, "à l'hôpital", "in hospital"},
    {ENCOUNTER_PLACE_COMMUNITY, "dans la communauté", "in the community"},
    {ENCOUNTER_PLACE_OTHER, "ailleurs", "elsewhere"},
};
const struct word words_encounter_missed[WORDS_ENCOUNTER_MISSED] = {
    {ENCOUNTER_MISSED_ABSENT, "personne à la maison", "nobody home"},
    {ENCOUNTER_MISSED_REFUSED, "refusée", "refused"},
    {ENCOUNTER_MISSED_CANCELLED, "annulée par la famille", "cancelled by the family"},
    {ENCOUNTER_MISSED_HOSPITAL, "hospitalisation", "in hospital"},
    {ENCOUNTER_MISSED_WORKER, "intervenante empêchée", "worker could not come"},
    {ENCOUNTER_MISSED_WEATHER, "intempéries", "weather"},
    {ENCOUNTER_MISSED_OTHER, "autre empêchement", "something else"},
};
const struct word words_encounter_met[WORDS_ENCOUNTER_MET] = {
    {ENCOUNTER_MET_MOTHER, "la mère", "the mother"},
    {ENCOUNTER_MET_OTHER_PARENT, "l'autre parent", "the other parent"},
    {ENCOUNTER_MET_CHILD, "l'enfant", "the child"},
    {ENCOUNTER_MET_RELATIVE, "un proche", "a relative"},
    {ENCOUNTER_MET_OTHER, "quelqu'un d'autre", "somebody else"},
};
