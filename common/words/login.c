#include "words/parts.h"
#include "proto/intake.h"

const struct word words_login_kind[WORDS_LOGIN_KIND] = {
    {LOGIN_KIND_DAY_CODE, "code du jour", "day code"},
    {LOGIN_KIND_TOKEN, "jeton de programme", "token of a program"},
};
const struct word words_draft_end[WORDS_DRAFT_END] = {
    {DRAFT_END_SUBMITTED, "appel terminé", "call finished"},
    {DRAFT_END_DISCARDED, "abandonné par une personne", "discarded by a person"},
    {DRAFT_END_EXPIRED, "délai écoulé", "its time was over"},
};
const struct word words_login_state[WORDS_LOGIN_STATE] = {
    {LOGIN_STATE_WAITING, "attend", "waiting"},
    {LOGIN_STATE_OPEN, "ouvert", "open"},
    {LOGIN_STATE_OVER, "échu", "over"},
    {LOGIN_STATE_ENDED, "retiré", "ended"},
};
