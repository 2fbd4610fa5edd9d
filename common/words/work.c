/* What is to be done, as a list of work names it (proto/work.proto). */
#include "proto/work.h"
#include "words/parts.h"

const struct word words_work_kind[WORDS_WORK_KIND] = {
    {WORK_KIND_DECIDE_ROUTE, "décider de l'orientation", "decide the route"},
    {WORK_KIND_CALL_BACK, "rappeler la famille", "call the family back"},
    {WORK_KIND_START_WEEK, "rappeler à la semaine de début", "call at the start week"},
    {WORK_KIND_ENROL, "inscrire aux SIPPE", "enrol"},
    {WORK_KIND_KEY_WORKER, "confirmer une intervenante privilégiée", "confirm a key worker"},
    {WORK_KIND_SETTLE_MATCH, "dire si la famille est connue", "say whether the family is known"},
    {WORK_KIND_REFERRAL_OVERDUE, "relancer le partenaire", "remind the partner"},
    {WORK_KIND_REFERRAL_DECLINED, "trouver une autre porte", "find another door"},
    {WORK_KIND_WRONG_PARTNER, "corriger le partenaire", "correct the partner"},
    {WORK_KIND_ANSWER_AFTER_CANCEL, "prévenir le partenaire : annulée", "tell the partner: cancelled"},
    {WORK_KIND_WAITLIST, "revoir la liste d'attente", "look at the waiting list again"},
    {WORK_KIND_FILE_OPENED, "dossier ouvert sans suivre la famille", "file opened without following her"},
    {WORK_KIND_TELL_HOLDER, "retrait : appeler l'organisme", "withdrawn: call the organisation"},
    {WORK_KIND_CONFIRM_ERASURE, "destruction : confirmer ou retirer", "erasure: confirm or withdraw"},
    {WORK_KIND_ERASURE_UNANSWERED, "destruction : un service n'a pas répondu", "erasure: a daemon has not answered"},
    {WORK_KIND_DRAFT, "reprendre un appel interrompu", "take up an interrupted call again"},
    {WORK_KIND_PLACE_VISIT, "reprise : replacer la visite convenue", "taken over: place the visit agreed"},
    {WORK_KIND_PLACE_UNKNOWN, "code postal de personne : où demeure-t-elle ?",
     "postal code of nobody: where does she live?"},
    {WORK_KIND_URGENT_NEED, "besoin urgent", "urgent need"},
    {WORK_KIND_ACCESS, "première rencontre en personne", "first meeting in person"},
    {WORK_KIND_SECOND_OFFER, "offrir de nouveau les SIPPE", "offer SIPPE once more"},
    {WORK_KIND_OLO_START, "mettre en place l'aide Olo", "arrange the Olo food support"},
    {WORK_KIND_END_OF_PROGRAMME, "fin du programme : clore le suivi", "end of the programme: close the follow-up"},
    {WORK_KIND_TELL_DOOR, "lui dire à quelle porte s'adresser", "tell her which door to go to"},
    {WORK_KIND_ASK_NUMBER, "trouver un numéro ou une adresse", "find a number or an address"},
    {WORK_KIND_ASK_STOP, "refus : demander s'il faut arrêter", "refused: ask whether to stop"},
    {WORK_KIND_LETTER, "lettre : réponse attendue", "letter: a reply is expected"},
    {WORK_KIND_VISIT_DUE, "fixer la visite due", "book the visit that is due"},
    {WORK_KIND_FIRST_VISIT, "fixer la première visite", "book the first visit"},
    {WORK_KIND_CONFIRM_VISIT, "confirmer la visite proposée", "confirm the proposed visit"},
    {WORK_KIND_RECORD_VISIT, "inscrire la visite passée", "record the visit that is over"},
    {WORK_KIND_KEY_WORKER_LEFT, "intervenante partie : en confirmer une autre", "key worker gone: confirm another"},
    {WORK_KIND_ASK_BIRTH, "demander la date de naissance", "ask for the date of birth"},
};
const struct word words_work_taken[WORDS_WORK_TAKEN] = {
    {WORK_TAKEN_FREE, "libre", "free"},
    {WORK_TAKEN_TAKEN, "prise", "taken"},
};
