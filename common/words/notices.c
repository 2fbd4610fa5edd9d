#include "words/parts.h"
#include "proto/notifications.h"

const struct word words_notice_state[WORDS_NOTICE_STATE] = {
    {NOTICE_STATE_ISSUED, "nouveau", "new"},
    {NOTICE_STATE_ACKNOWLEDGED, "reçu", "acknowledged"},
    {NOTICE_STATE_ACCEPTED, "accepté", "accepted"},
    {NOTICE_STATE_WAITLISTED, "en liste d'attente", "waitlisted"},
    {NOTICE_STATE_DECLINED, "décliné", "declined"},
    {NOTICE_STATE_WRONG_PARTNER, "mauvais partenaire", "wrong partner"},
    {NOTICE_STATE_FIRST_CONTACT, "premier contact fait", "first contact made"},
    {NOTICE_STATE_WITHDRAWN, "retiré", "withdrawn"},
};
const struct word words_decline_reason[WORDS_DECLINE_REASON] = {
    {DECLINE_REASON_FULL, "complet", "full"},
    {DECLINE_REASON_OUTSIDE_AREA, "hors secteur", "outside the area"},
    {DECLINE_REASON_NOT_OUR_SERVICE, "pas notre service", "not our service"},
    {DECLINE_REASON_UNREACHABLE, "famille injoignable", "family unreachable"},
    {DECLINE_REASON_FAMILY_DECLINED, "la famille refuse", "family declined"},
    {DECLINE_REASON_OTHER, "autre motif", "other reason"},
};
