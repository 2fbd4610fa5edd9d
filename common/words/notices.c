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
const struct word words_link_channel[WORDS_LINK_CHANNEL] = {
    {LINK_CHANNEL_SHEET, "feuille", "sheet"},
    {LINK_CHANNEL_MAIL, "courriel", "mail"},
};
const struct word words_link_standing[WORDS_LINK_STANDING] = {
    {LINK_STANDING_WAITING, "attend une réponse", "waits for an answer"},
    {LINK_STANDING_ANSWERED, "répondu", "answered"},
    {LINK_STANDING_WITHDRAWN, "avis retiré", "notice withdrawn"},
    {LINK_STANDING_ENDED, "n'ouvre plus rien", "opens nothing any more"},
};
const struct word words_browser_way[WORDS_BROWSER_WAY] = {
    {BROWSER_WAY_SHEET, "code de la feuille", "code on the sheet"},
    {BROWSER_WAY_CALL, "code lu au téléphone", "code read out by telephone"},
};
