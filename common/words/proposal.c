#include "words/parts.h"
#include "proto/intake.h"
#include "proto/territory.h"

const struct word words_criterion_kind[WORDS_CRITERION_KIND] = {
    {CRITERION_KIND_IN_TERRITORY, "habite le territoire", "lives in the territory"},
    {CRITERION_KIND_SOURCE_ACCEPTED, "source acceptée", "source accepted"},
    {CRITERION_KIND_PREGNANCY_DATED, "grossesse datée", "pregnancy dated"},
    {CRITERION_KIND_START_WEEK_REACHED, "semaine de début atteinte", "start week reached"},
    {CRITERION_KIND_LOW_INCOME, "faible revenu", "low income"},
    {CRITERION_KIND_NO_DIPLOMA, "sans diplôme", "no diploma"},
    {CRITERION_KIND_OLO_START_WEEK_REACHED, "semaine de début d'OLO atteinte", "OLO's start week reached"},
    {CRITERION_KIND_IN_PROGRAMME_AGE, "enfant d'âge du programme", "child of the programme's age"},
    {CRITERION_KIND_IN_OLO_AGE, "enfant d'âge d'OLO", "child of OLO's age"},
};
const struct word words_other_reason[WORDS_OTHER_REASON] = {
    {OTHER_REASON_PLACE, "elle demeure ailleurs", "she lives elsewhere"},
    {OTHER_REASON_SOURCE, "source non acceptée ici", "source not accepted here"},
    {OTHER_REASON_INCOME, "revenu au-dessus du seuil", "income above the threshold"},
    {OTHER_REASON_PROGRAMME_OVER, "l'enfant a passé l'âge du programme", "the child is past the programme's age"},
    {OTHER_REASON_OLO_OVER, "diplôme, et l'enfant a passé l'âge d'OLO", "a diploma, and the child is past OLO's age"},
};
const struct word words_whom[WORDS_WHOM] = {
    {WHOM_HER, "à elle", "her"},
    {WHOM_US, "à nous", "us"},
};
const struct word words_contradiction_kind[WORDS_CONTRADICTION_KIND] = {
    {CONTRADICTION_KIND_DATES, "des dates qui diffèrent de plus de 7 jours", "dates more than 7 days apart"},
    {CONTRADICTION_KIND_OVERDUE, "pas accouchée, et plus de 42 semaines", "not delivered, and more than 42 weeks"},
    {CONTRADICTION_KIND_BIRTH_UNSAID, "une naissance, sans accouchement", "a birth, and not delivered"},
    {CONTRADICTION_KIND_BIRTH_AND_DUE, "une naissance loin de la date prévue", "a birth far from the due date"},
    {CONTRADICTION_KIND_HOUSEHOLD, "moins de personnes que d'adultes et d'enfants nommés",
     "fewer persons than adults and children listed"},
    {CONTRADICTION_KIND_INCOME_SOURCE, "une source qui dit un faible revenu, et un montant qui n'en est pas un",
     "a source that says low income, and an amount that is not"},
};
const struct word words_met[WORDS_MET] = {
    {MET_YES, "oui", "yes"},
    {MET_NO, "non", "no"},
    {MET_TO_VERIFY, "à vérifier", "to verify"},
};
const struct word words_flag[WORDS_FLAG] = {
    {FLAG_UNDER_20, "moins de 20 ans", "under 20"},
    {FLAG_ISOLATION, "isolement", "isolation"},
    {FLAG_RECENT_ARRIVAL, "arrivée récente", "recent arrival"},
    {FLAG_REFUGEE_OR_ASYLUM, "réfugiée ou demandeuse d'asile", "refugee or asylum claimant"},
    {FLAG_SAFETY, "sécurité", "safety"},
    {FLAG_REPEATED_DIFFICULTY, "difficultés répétées", "repeated difficulties"},
    {FLAG_UNDER_14, "moins de 14 ans : un parent ou tuteur consent", "under 14: a parent or tutor consents"},
    {FLAG_MINOR, "mineure de 14 à 17 ans", "minor of 14 to 17"},
    {FLAG_FOLLOWED_ELSEWHERE, "déjà suivie ailleurs", "followed elsewhere already"},
};
const struct word words_programme_end[WORDS_PROGRAMME_END] = {
    {PROGRAMME_END_FIFTH_BIRTHDAY, "cinquième anniversaire", "fifth birthday"},
    {PROGRAMME_END_SCHOOL_ENTRY, "entrée à la maternelle", "school entry"},
};
