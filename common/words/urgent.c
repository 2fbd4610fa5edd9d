#include "proto/intake.h"
#include "proto/territory.h"
#include "words/parts.h"

const struct word words_urgency[WORDS_URGENCY] = {
    {URGENCY_FOOD_TODAY, "rien à manger aujourd'hui", "no food today"},
    {URGENCY_HOUSING, "logement menacé", "housing at risk"},
    {URGENCY_SAFETY, "sécurité", "safety"},
    {URGENCY_NO_PRENATAL_CARE, "grossesse avancée sans suivi", "late in pregnancy without care"},
};
const struct word words_priority_reason[WORDS_PRIORITY_REASON] = {
    {PRIORITY_REASON_SAFETY, "sécurité", "safety"},
    {PRIORITY_REASON_FOOD_TODAY, "rien à manger aujourd'hui", "no food today"},
    {PRIORITY_REASON_HOUSING, "logement menacé", "housing at risk"},
    {PRIORITY_REASON_NO_PRENATAL_CARE, "grossesse avancée sans suivi", "late in pregnancy without care"},
    {PRIORITY_REASON_UNDER_AGE, "très jeune", "very young"},
    {PRIORITY_REASON_ISOLATION, "isolement", "isolation"},
    {PRIORITY_REASON_RECENT_ARRIVAL, "arrivée récente", "recent arrival"},
    {PRIORITY_REASON_REFUGEE_OR_ASYLUM, "réfugiée ou demandeuse d'asile", "refugee or asylum claimant"},
    {PRIORITY_REASON_REPEATED_DIFFICULTY, "difficultés répétées", "repeated difficulties"},
};
const struct word words_days_counted[WORDS_DAYS_COUNTED] = {
    {DAYS_COUNTED_CALENDAR, "jours de calendrier", "calendar days"},
    {DAYS_COUNTED_WORKING, "jours ouvrables", "working days"},
};
const struct word words_access_end[WORDS_ACCESS_END] = {
    {ACCESS_END_MET, "rencontrée en personne", "met in person"},
    {ACCESS_END_DEMAND_ENDED, "demande terminée", "demand ended"},
    {ACCESS_END_REVISED, "décision revue", "decision revised"},
};
