#include "words/parts.h"
#include "proto/intake.h"

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
const struct word words_history_kind[WORDS_HISTORY_KIND] = {
    {HISTORY_KIND_SCREENING, "évaluation", "screening"},
    {HISTORY_KIND_CORRECTION, "réponses corrigées", "answers corrected"},
    {HISTORY_KIND_DECISION, "orientation décidée", "route decided"},
    {HISTORY_KIND_MATCH, "dit si elle est connue", "said whether she is known"},
    {HISTORY_KIND_CALL, "appel", "call"},
    {HISTORY_KIND_CALL_CORRECTED, "appel corrigé", "call corrected"},
    {HISTORY_KIND_LETTER, "lettre", "letter"},
    {HISTORY_KIND_NOTE, "note", "note"},
    {HISTORY_KIND_NOTE_CORRECTED, "note corrigée", "note corrected"},
    {HISTORY_KIND_CONSENT, "consentement", "consent"},
    {HISTORY_KIND_REFERRAL, "référence", "referral"},
    {HISTORY_KIND_REFERRAL_ANSWER, "réponse du partenaire", "answer of the partner"},
    {HISTORY_KIND_ANSWER_CORRECTED, "réponse corrigée", "answer corrected"},
    {HISTORY_KIND_ENROLMENT, "inscription", "enrolment"},
    {HISTORY_KIND_ENROLMENT_ENDED, "fin de l'inscription", "enrolment ended"},
    {HISTORY_KIND_ENROLMENT_REOPENED, "fin annulée", "end taken back"},
    {HISTORY_KIND_ENROLMENT_SUSPENDED, "suivi suspendu", "follow-up suspended"},
    {HISTORY_KIND_ENROLMENT_RESUMED, "suivi repris", "follow-up resumed"},
    {HISTORY_KIND_KEY_WORKER, "intervenante privilégiée", "key worker"},
    {HISTORY_KIND_KEY_WORKER_STRUCK, "intervenante nommée par erreur", "key worker confirmed in error"},
    {HISTORY_KIND_AID, "aide attestée", "aid attested"},
    {HISTORY_KIND_AGREEMENT, "accord à participer", "agreement to take part"},
    {HISTORY_KIND_BIRTH, "naissance", "birth"},
    {HISTORY_KIND_KIN, "la famille", "the family"},
    {HISTORY_KIND_MOVE, "offerte", "offered"},
    {HISTORY_KIND_MOVE_ANSWERED, "déménagement", "answer to a move"},
    {HISTORY_KIND_CONTACT, "coordonnées changées", "contact details changed"},
    {HISTORY_KIND_MATCH_UNDONE, "fusion annulée", "merge taken back"},
    {HISTORY_KIND_REASSIGNED, "passé à l'autre famille", "reassigned to the other family"},
};
