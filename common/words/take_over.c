#include "words/parts.h"
#include "proto/intake.h"

const struct word words_enrolment_basis[WORDS_ENROLMENT_BASIS] = {
    {ENROLMENT_BASIS_DECISION, "décision", "decision"},
    {ENROLMENT_BASIS_TAKEN_OVER, "reprise d'un suivi en cours", "taken over, already followed"},
    {ENROLMENT_BASIS_CHILD_FILE, "enfant déjà suivi, dans son propre dossier",
     "child already followed, in a file of her own"},
};
const struct word words_take_over_touched[WORDS_TAKE_OVER_TOUCHED] = {
    {TAKE_OVER_TOUCHED_ENDED, "suivi terminé depuis", "ended since"},
    {TAKE_OVER_TOUCHED_VISIT, "visite faite depuis", "visited since"},
    {TAKE_OVER_TOUCHED_BOOKING, "visite fixée ou déplacée depuis", "visit booked or moved since"},
    {TAKE_OVER_TOUCHED_KEY_WORKER, "autre intervenante nommée depuis", "another key worker since"},
    {TAKE_OVER_TOUCHED_CALL, "appel ou lettre depuis", "call or letter since"},
    {TAKE_OVER_TOUCHED_BIRTH, "naissance notée depuis", "birth recorded since"},
    {TAKE_OVER_TOUCHED_CONSENT, "consentement noté depuis", "consent recorded since"},
    {TAKE_OVER_TOUCHED_REFERRAL, "référence faite depuis", "referred since"},
    {TAKE_OVER_TOUCHED_OTHER, "autre chose notée depuis", "something else since"},
};
