/* Of an enrolment, and of what is told of it. */
#include "proto/follow_up.h"
#include "proto/intake.h"
#include "words/parts.h"

const struct word words_enrolment_state[WORDS_ENROLMENT_STATE] = {
    {ENROLMENT_STATE_AWAITING_KEY_WORKER, "en attente d'une intervenante privilégiée", "awaiting a key worker"},
    {ENROLMENT_STATE_ACTIVE, "suivie", "active"},
    {ENROLMENT_STATE_ENDED, "terminé", "ended"},
    {ENROLMENT_STATE_SUSPENDED, "suspendu", "suspended"},
};
const struct word words_end_reason[WORDS_END_REASON] = {
    {END_REASON_SCHOOL_ENTRY, "entrée à l'école", "school entry"},
    {END_REASON_FIFTH_BIRTHDAY, "cinq ans", "fifth birthday"},
    {END_REASON_MOVED, "déménagement", "moved"},
    {END_REASON_FAMILY_WISH, "souhait de la famille", "family's wish"},
    {END_REASON_LOST_TO_FOLLOW_UP, "perdue de vue", "lost to follow-up"},
    {END_REASON_PREGNANCY_ENDED, "fin de la grossesse", "pregnancy ended"},
    {END_REASON_OTHER, "autre motif", "other reason"},
    {END_REASON_ERROR, "inscrite par erreur", "enrolled in error"},
};
const struct word words_suspension_reason[WORDS_SUSPENSION_REASON] = {
    {SUSPENSION_REASON_FAMILY_WISH, "souhait de la famille", "family's wish"},
    {SUSPENSION_REASON_LOST_FROM_SIGHT, "on ne la joint plus", "nobody finds her"},
    {SUSPENSION_REASON_AWAY, "au loin pour un temps", "away for a time"},
    {SUSPENSION_REASON_IN_HOSPITAL, "à l'hôpital", "in hospital"},
    {SUSPENSION_REASON_AFTER_LOSS, "après un deuil", "after a loss"},
    {SUSPENSION_REASON_OTHER, "autre motif", "other reason"},
};
const struct word words_move_state[WORDS_MOVE_STATE] = {
    {MOVE_STATE_OFFERED, "offerte", "offered"},
    {MOVE_STATE_ACCEPTED, "acceptée", "accepted"},
    {MOVE_STATE_DECLINED, "refusée", "declined"},
    {MOVE_STATE_WITHDRAWN, "reprise", "taken back"},
};
const struct word words_move_reason[WORDS_MOVE_REASON] = {
    {MOVE_REASON_ADDRESS, "elle y habite", "she lives there"},
    {MOVE_REASON_FAMILY_WISH, "souhait de la famille", "family's wish"},
    {MOVE_REASON_TEAM, "choix de l'équipe", "the team's choice"},
    {MOVE_REASON_OTHER, "autre motif", "other reason"},
};
const struct word words_follow_up_standing[WORDS_FOLLOW_UP_STANDING] = {
    {FOLLOW_UP_STANDING_OPEN, "en cours", "open"},
    {FOLLOW_UP_STANDING_SUSPENDED, "suspendu", "suspended"},
    {FOLLOW_UP_STANDING_ENDED, "terminé", "ended"},
};
const struct word words_anchor_kind[WORDS_ANCHOR_KIND] = {
    {ANCHOR_KIND_PREGNANCY, "grossesse", "pregnancy"},
    {ANCHOR_KIND_CHILD, "enfant", "child"},
};
