/* Words of what stands on the worklist, and of erasing. */
#include "cli/show/words.h"
#include "cli/show/words_work.h"
#include "proto/intake.h"

const struct word words_work_kind[] = {
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
    {WORK_KIND_TELL_HOLDER, "retrait : appeler l'organisme", "withdrawn: call the organisation"},
    {WORK_KIND_CONFIRM_ERASURE, "destruction : confirmer ou retirer", "erasure: confirm or withdraw"},
    {WORK_KIND_ERASURE_UNANSWERED, "destruction : un service n'a pas répondu", "erasure: a daemon has not answered"},
};
const struct word words_thing_kind[] = {
    {THING_KIND_FAMILY, "famille", "family"},        {THING_KIND_SCREENING, "évaluation", "screening"},
    {THING_KIND_CONSENT, "consentement", "consent"}, {THING_KIND_ENROLMENT, "inscription", "enrolment"},
    {THING_KIND_REFERRAL, "référence", "referral"},  {THING_KIND_WORK, "chose à faire", "thing to do"},
};
const struct word words_erasure_state[] = {
    {ERASURE_STATE_PROPOSED, "proposée", "proposed"},
    {ERASURE_STATE_WITHDRAWN, "retirée", "withdrawn"},
    {ERASURE_STATE_CONFIRMED, "confirmée, en cours", "confirmed, under way"},
    {ERASURE_STATE_PROVISIONAL, "faite, attestation provisoire", "done, certificate provisional"},
    {ERASURE_STATE_FINAL, "faite, attestation définitive", "done, certificate final"},
};
const struct word words_hold_kind[] = {
    {HOLD_KIND_LEGAL, "obligation légale", "legal"},
    {HOLD_KIND_ACCESS_REQUEST, "demande d'accès ou de rectification", "request for access or correction"},
    {HOLD_KIND_COMPLAINT, "plainte", "complaint"},
    {HOLD_KIND_INCIDENT, "incident de confidentialité", "confidentiality incident"},
};
