/* Words that stand in a file of their own: what all daemons share (proto/node.proto), who may look, ways in, a caseload
 * that is taken over, and what partners answer. The table of words.c names each with its length. */
#pragma once
#include "words/words.h"

enum {
    WORDS_CLOCK = 5,
    WORDS_SHOWS = 8,
    WORDS_CARE_TEAM = 2,
    WORDS_NOTICE_STATE = 8,
    WORDS_DECLINE_REASON = 6,
    WORDS_LOGIN_KIND = 2,
    WORDS_LOGIN_STATE = 4,
    WORDS_ENROLMENT_BASIS = 2,
    WORDS_TAKE_OVER_TOUCHED = 9,
};
extern const struct word words_clock[WORDS_CLOCK], words_shows[WORDS_SHOWS], words_care_team[WORDS_CARE_TEAM];
extern const struct word words_notice_state[WORDS_NOTICE_STATE], words_decline_reason[WORDS_DECLINE_REASON];
extern const struct word words_login_kind[WORDS_LOGIN_KIND], words_login_state[WORDS_LOGIN_STATE];
extern const struct word words_enrolment_basis[WORDS_ENROLMENT_BASIS], words_take_over_touched[WORDS_TAKE_OVER_TOUCHED];
