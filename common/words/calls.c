#include "words/parts.h"
#include "proto/calls.h"

const struct word words_call_direction[WORDS_CALL_DIRECTION] = {
    {CALL_DIRECTION_OUTGOING, "fait", "outgoing"},
    {CALL_DIRECTION_INCOMING, "reçu", "incoming"},
};
const struct word words_call_way[WORDS_CALL_WAY] = {
    {CALL_WAY_PHONE, "téléphone", "phone"},           {CALL_WAY_SMS, "texto", "text message"},
    {CALL_WAY_EMAIL, "courriel", "e-mail"},           {CALL_WAY_MAIL, "poste", "mail"},
    {CALL_WAY_IN_PERSON, "en personne", "in person"},
};
const struct word words_call_whom[WORDS_CALL_WHOM] = {
    {CALL_WHOM_SELF, "elle-même", "herself"},
    {CALL_WHOM_OTHER, "quelqu'un d'autre", "somebody else"},
};
