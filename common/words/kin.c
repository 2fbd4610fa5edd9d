/* Of a family's people and pregnancies (proto/intake/kin.proto). */
#include "proto/intake/kin.h"
#include "words/parts.h"

const struct word words_person_kind[WORDS_PERSON_KIND] = {
    {PERSON_KIND_ADULT, "adulte", "adult"},
    {PERSON_KIND_CHILD, "enfant", "child"},
};
const struct word words_child_home[WORDS_CHILD_HOME] = {
    {CHILD_HOME_SINCE, "à la maison depuis", "home since"},
    {CHILD_HOME_IN_HOSPITAL, "encore à l'hôpital", "still in hospital"},
    {CHILD_HOME_UNKNOWN, "on ne sait pas si l'enfant est à la maison", "not known whether the child is home"},
};
const struct word words_person_left[WORDS_PERSON_LEFT] = {
    {PERSON_LEFT_DIED, "décédé", "died"},
    {PERSON_LEFT_ELSEWHERE, "vit ailleurs", "lives elsewhere"},
    {PERSON_LEFT_IN_CARE, "placé", "in care"},
    {PERSON_LEFT_OWN_FILE, "a son propre dossier", "has a file of her own"},
};
const struct word words_due_source[WORDS_DUE_SOURCE] = {
    {DUE_SOURCE_ULTRASOUND, "échographie", "ultrasound"},
    {DUE_SOURCE_PROVIDER, "médecin ou sage-femme", "physician or midwife"},
    {DUE_SOURCE_STATED, "dite par elle", "as she says"},
    {DUE_SOURCE_LAST_PERIOD, "dernières règles", "last period"},
    {DUE_SOURCE_WEEKS, "semaines dites par elle", "weeks, as she says"},
};
const struct word words_pregnancy_state[WORDS_PREGNANCY_STATE] = {
    {PREGNANCY_STATE_OPEN, "en cours", "goes on"},
    {PREGNANCY_STATE_BORN, "naissance", "birth"},
    {PREGNANCY_STATE_ENDED, "terminée", "ended"},
    {PREGNANCY_STATE_IN_ERROR, "inscrite par erreur", "recorded in error"},
};
const struct word words_loss_wish[WORDS_LOSS_WISH] = {
    {LOSS_WISH_CALL, "un appel", "a call"},
    {LOSS_WISH_VISIT, "une visite", "a visit"},
    {LOSS_WISH_PAUSE, "pas maintenant", "not now"},
    {LOSS_WISH_NOTHING, "qu'on la laisse tranquille", "to be left alone"},
};
const struct word words_loss_kind[WORDS_LOSS_KIND] = {
    {LOSS_KIND_MISCARRIAGE, "fausse couche", "miscarriage"},
    {LOSS_KIND_STILLBIRTH, "mortinaissance", "stillbirth"},
    {LOSS_KIND_TERMINATION, "interruption de grossesse", "termination"},
};
const struct word words_kin_change[WORDS_KIN_CHANGE] = {
    {KIN_CHANGE_CALL, "dit dans un appel", "told in a call"},
    {KIN_CHANGE_BIRTH, "naissance", "birth"},
    {KIN_CHANGE_DATED, "grossesse datée", "pregnancy dated"},
    {KIN_CHANGE_LOSS, "grossesse terminée", "pregnancy ended"},
    {KIN_CHANGE_REOPENED, "fin inscrite par erreur", "end recorded in error"},
    {KIN_CHANGE_PERSON, "une personne", "a person"},
    {KIN_CHANGE_HOLDER, "dossier à un autre nom", "file in another name"},
    {KIN_CHANGE_PARTED, "fusion annulée", "merge taken back"},
    {KIN_CHANGE_SEPARATED, "dossier propre d'un enfant", "a child's own file"},
    {KIN_CHANGE_RETURNED, "retour d'un enfant", "a child's return"},
};
