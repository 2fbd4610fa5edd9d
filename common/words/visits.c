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
