/* What a family agrees to, and by whom. */
#include "proto/intake.h"
#include "words/parts.h"

const struct word words_consent_giver[WORDS_CONSENT_GIVER] = {
    {CONSENT_GIVER_SELF, "elle-même", "herself"},
    {CONSENT_GIVER_PARENT, "père ou mère", "parent"},
    {CONSENT_GIVER_TUTOR, "tuteur ou tutrice", "tutor"},
    {CONSENT_GIVER_REPRESENTATIVE, "représentant ou mandataire", "representative or mandatary"},
};

const struct word words_consent_mode[WORDS_CONSENT_MODE] = {
    {CONSENT_MODE_VERBAL, "verbal", "verbal"},
    {CONSENT_MODE_WRITTEN, "écrit", "written"},
};

const struct word words_aid_outcome[WORDS_AID_OUTCOME] = {
    {AID_OUTCOME_ATTESTED, "attestée", "attested"},
    {AID_OUTCOME_NOT_ENTITLED, "sans droit", "not entitled"},
    {AID_OUTCOME_DECLINED, "déclinée", "declined"},
};

const struct word words_agreement_answer[WORDS_AGREEMENT_ANSWER] = {
    {AGREEMENT_ANSWER_AGREED, "accepte", "agreed"},
    {AGREEMENT_ANSWER_REFUSED, "refuse", "refused"},
    {AGREEMENT_ANSWER_WITHDRAWN, "retire son accord", "withdrawn"},
};

const struct word words_consent_help[WORDS_CONSENT_HELP] = {
    {CONSENT_HELP_READ_ALOUD, "lu à voix haute", "read aloud"},
    {CONSENT_HELP_INTERPRETER, "avec interprète", "with an interpreter"},
    {CONSENT_HELP_SIGN_LANGUAGE, "en langue des signes", "in sign language"},
    {CONSENT_HELP_PLAIN_WORDS, "expliqué en mots simples", "explained in plain words"},
};

const struct word words_consent_ask[WORDS_CONSENT_ASK] = {
    {CONSENT_ASK_EXPIRES, "il expire", "it expires"},
    {CONSENT_ASK_OF_AGE, "elle a l'âge de consentir elle-même", "she is old enough to consent herself"},
    {CONSENT_ASK_GIVER_CHANGED, "qui consent pour elle a changé", "who consents for her has changed"},
};
