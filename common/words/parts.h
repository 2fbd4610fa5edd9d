/* Words that stand in a file of their own: what all daemons share (proto/node.proto), who may look, ways in, what
 * partners answer, calls to a family, who she is, visits, what is to be done, what a proposal says, how soon somebody
 * is met, and a caseload that is taken over. The table of words.c names each with its length. */
#pragma once
#include "words/words.h"

enum {
    WORDS_CLOCK = 5,
    WORDS_SHOWS = 8,
    WORDS_CARE_TEAM = 2,
    WORDS_NOTICE_STATE = 8,
    WORDS_DECLINE_REASON = 6,
    WORDS_LINK_CHANNEL = 2,
    WORDS_LINK_STANDING = 4,
    WORDS_BROWSER_WAY = 2,
    WORDS_INBOUND_DISPOSITION = 4,
    WORDS_INBOUND_OUTCOME = 2,
    WORDS_HOLD_KIND = 4,
    WORDS_ERASURE_STATE = 5,
    WORDS_INCIDENT_KIND = 4,
    WORDS_INCIDENT_STATE = 3,
    WORDS_INCIDENT_SOURCE = 2,
    WORDS_INCIDENT_NOTIFIED = 5,
    WORDS_LOGIN_KIND = 2,
    WORDS_LOGIN_STATE = 4,
    WORDS_CRITERION_KIND = 9,
    WORDS_OTHER_REASON = 5,
    WORDS_WHOM = 2,
    WORDS_CONTRADICTION_KIND = 6,
    WORDS_MET = 3,
    WORDS_FLAG = 9,
    WORDS_PROGRAMME_END = 2,
    WORDS_URGENCY = 4,
    WORDS_PRIORITY_REASON = 9,
    WORDS_DAYS_COUNTED = 2,
    WORDS_ACCESS_END = 3,
    WORDS_DRAFT_END = 3,
    WORDS_MOVE_STATE = 4,
    WORDS_MOVE_REASON = 4,
    WORDS_WORK_KIND = 54,
    WORDS_WORK_TAKEN = 2,
    WORDS_CALL_DIRECTION = 2,
    WORDS_CALL_WAY = 5,
    WORDS_CALL_WHOM = 2,
    WORDS_ENROLMENT_STATE = 4,
    WORDS_END_REASON = 8,
    WORDS_SUSPENSION_REASON = 6,
    WORDS_FOLLOW_UP_STANDING = 3,
    WORDS_ANCHOR_KIND = 2,
    WORDS_ENROLMENT_BASIS = 3,
    WORDS_TAKE_OVER_TOUCHED = 9,
    WORDS_HISTORY_KIND = 29,
    WORDS_CONSENT_GIVER = 4,
    WORDS_CONSENT_MODE = 2,
    WORDS_AID_OUTCOME = 3,
    WORDS_AGREEMENT_ANSWER = 3,
    WORDS_CONSENT_HELP = 4,
    WORDS_CONSENT_ASK = 3,
    WORDS_PERSON_KIND = 2,
    WORDS_CHILD_HOME = 3,
    WORDS_PERSON_LEFT = 4,
    WORDS_DUE_SOURCE = 5,
    WORDS_PREGNANCY_STATE = 4,
    WORDS_LOSS_WISH = 4,
    WORDS_LOSS_KIND = 3,
    WORDS_KIN_CHANGE = 10,
    WORDS_WINDOW_ANCHOR = 3,
    WORDS_WINDOW_STATE = 12,
    WORDS_INTENSITY_BASIS = 4,
    WORDS_ENCOUNTER_MODE = 4,
    WORDS_ENCOUNTER_PLACE = 5,
    WORDS_ENCOUNTER_MISSED = 7,
    WORDS_ENCOUNTER_MET = 5,
};
extern const struct word words_clock[WORDS_CLOCK], words_shows[WORDS_SHOWS], words_care_team[WORDS_CARE_TEAM];
extern const struct word words_notice_state[WORDS_NOTICE_STATE], words_decline_reason[WORDS_DECLINE_REASON];
extern const struct word words_link_channel[WORDS_LINK_CHANNEL], words_link_standing[WORDS_LINK_STANDING],
    words_browser_way[WORDS_BROWSER_WAY];
extern const struct word words_inbound_disposition[WORDS_INBOUND_DISPOSITION],
    words_inbound_outcome[WORDS_INBOUND_OUTCOME], words_hold_kind[WORDS_HOLD_KIND];
extern const struct word words_erasure_state[WORDS_ERASURE_STATE];
extern const struct word words_incident_kind[WORDS_INCIDENT_KIND], words_incident_state[WORDS_INCIDENT_STATE],
    words_incident_source[WORDS_INCIDENT_SOURCE], words_incident_notified[WORDS_INCIDENT_NOTIFIED];
extern const struct word words_draft_end[WORDS_DRAFT_END];
extern const struct word words_login_kind[WORDS_LOGIN_KIND], words_login_state[WORDS_LOGIN_STATE];
extern const struct word words_criterion_kind[WORDS_CRITERION_KIND];
extern const struct word words_other_reason[WORDS_OTHER_REASON];
extern const struct word words_whom[WORDS_WHOM];
extern const struct word words_contradiction_kind[WORDS_CONTRADICTION_KIND];
extern const struct word words_met[WORDS_MET];
extern const struct word words_flag[WORDS_FLAG];
extern const struct word words_enrolment_state[WORDS_ENROLMENT_STATE];
extern const struct word words_end_reason[WORDS_END_REASON];
extern const struct word words_suspension_reason[WORDS_SUSPENSION_REASON];
extern const struct word words_move_state[WORDS_MOVE_STATE], words_move_reason[WORDS_MOVE_REASON];
extern const struct word words_follow_up_standing[WORDS_FOLLOW_UP_STANDING];
extern const struct word words_anchor_kind[WORDS_ANCHOR_KIND];
extern const struct word words_programme_end[WORDS_PROGRAMME_END];
extern const struct word words_urgency[WORDS_URGENCY], words_priority_reason[WORDS_PRIORITY_REASON];
extern const struct word words_days_counted[WORDS_DAYS_COUNTED], words_access_end[WORDS_ACCESS_END];
extern const struct word words_work_kind[WORDS_WORK_KIND], words_work_taken[WORDS_WORK_TAKEN];
extern const struct word words_call_direction[WORDS_CALL_DIRECTION], words_call_way[WORDS_CALL_WAY];
extern const struct word words_consent_giver[WORDS_CONSENT_GIVER], words_consent_mode[WORDS_CONSENT_MODE],
    words_consent_help[WORDS_CONSENT_HELP], words_consent_ask[WORDS_CONSENT_ASK];
extern const struct word words_agreement_answer[WORDS_AGREEMENT_ANSWER], words_aid_outcome[WORDS_AID_OUTCOME];
extern const struct word words_call_whom[WORDS_CALL_WHOM], words_history_kind[WORDS_HISTORY_KIND];
extern const struct word words_person_kind[WORDS_PERSON_KIND];
extern const struct word words_child_home[WORDS_CHILD_HOME];
extern const struct word words_person_left[WORDS_PERSON_LEFT];
extern const struct word words_due_source[WORDS_DUE_SOURCE];
extern const struct word words_pregnancy_state[WORDS_PREGNANCY_STATE];
extern const struct word words_loss_wish[WORDS_LOSS_WISH];
extern const struct word words_loss_kind[WORDS_LOSS_KIND];
extern const struct word words_kin_change[WORDS_KIN_CHANGE];
extern const struct word words_window_anchor[WORDS_WINDOW_ANCHOR], words_window_state[WORDS_WINDOW_STATE];
extern const struct word words_intensity_basis[WORDS_INTENSITY_BASIS];
extern const struct word words_encounter_mode[WORDS_ENCOUNTER_MODE], words_encounter_place[WORDS_ENCOUNTER_PLACE];
extern const struct word words_encounter_missed[WORDS_ENCOUNTER_MISSED], words_encounter_met[WORDS_ENCOUNTER_MET];
extern const struct word words_enrolment_basis[WORDS_ENROLMENT_BASIS], words_take_over_touched[WORDS_TAKE_OVER_TOUCHED];
