/* Referrals that come in, and what holds an erasure. */
#include "words/parts.h"
#include "proto/intake.h"
#include "proto/notifications.h"

const struct word words_inbound_disposition[WORDS_INBOUND_DISPOSITION] = {
    {INBOUND_DISPOSITION_TAKEN, "prise en charge", "taken"},
    {INBOUND_DISPOSITION_NOT_REACHED, "pas jointe", "not reached"},
    {INBOUND_DISPOSITION_OTHER_DOOR, "dirigée vers une autre porte", "shown another door"},
    {INBOUND_DISPOSITION_ALREADY_FOLLOWED, "déjà suivie", "already followed"},
};
const struct word words_inbound_outcome[WORDS_INBOUND_OUTCOME] = {
    {INBOUND_OUTCOME_TAKEN_CARE_OF, "prise en charge", "taken care of"},
    {INBOUND_OUTCOME_NOT_REACHED, "n'a pu être jointe", "could not be reached"},
};
const struct word words_hold_kind[WORDS_HOLD_KIND] = {
    {HOLD_KIND_LEGAL, "obligation légale", "legal"},
    {HOLD_KIND_ACCESS_REQUEST, "demande d'accès ou de rectification", "request for access or correction"},
    {HOLD_KIND_COMPLAINT, "plainte", "complaint"},
    {HOLD_KIND_INCIDENT, "incident de confidentialité", "confidentiality incident"},
};
