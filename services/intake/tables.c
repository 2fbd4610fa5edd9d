#include "intake/tables.h"

#define SERVICE intake
#define PEOPLE  (AS(DESK) | AS(TEAM) | AS(COORDINATOR))
#define OTHERS  (TO(SCHEDULING) | TO(DIRECTORY) | TO(NOTIFICATIONS))

static const struct command commands[] = {
    COMMAND_OPEN(submit_screening, AS(DESK), intake_screening_submit),
    COMMAND(amend_screening, AS(DESK), intake_screening_amend, intake_owner_amend_screening),
    QUERY_OPEN(preview_route, PEOPLE, intake_screening_preview),
    COMMAND(decide_route, PEOPLE, intake_route_decide, intake_owner_decide_route),
    COMMAND(settle_match, AS(DESK) | AS(COORDINATOR), intake_match_settle, intake_owner_settle_match),
    COMMAND(record_attempt, AS(DESK) | AS(TEAM), intake_attempt_record, intake_owner_record_attempt),
    QUERY_OPEN(find_family, PEOPLE, intake_family_find),
    QUERY(get_family, PEOPLE, intake_family_get, intake_owner_get_family),
    QUERY(get_screening, PEOPLE, intake_screening_get, intake_owner_get_screening),
    QUERY_OPEN(list_screenings, PEOPLE, intake_screening_list),
    COMMAND(record_consent, AS(DESK) | AS(TEAM), intake_consent_record, intake_owner_record_consent),
    COMMAND(withdraw_consent, AS(DESK) | AS(TEAM), intake_consent_withdraw, intake_owner_withdraw_consent),
    COMMAND(enrol_family, PEOPLE, intake_enrolment_enrol, intake_owner_enrol_family),
    COMMAND(end_enrolment, PEOPLE, intake_enrolment_end, intake_owner_end_enrolment),
    COMMAND(record_birth, AS(DESK) | AS(TEAM), intake_birth_record, intake_owner_record_birth),
    COMMAND(refer_to_partner, AS(DESK) | AS(TEAM), intake_referral_refer, intake_owner_refer_to_partner),
    COMMAND(cancel_referral, PEOPLE, intake_referral_cancel, intake_owner_cancel_referral),
    QUERY_OPEN(list_worklist, PEOPLE, intake_worklist_list),
    COMMAND(settle_work, PEOPLE, intake_work_settle, intake_owner_settle_work),
    COMMAND_OPEN(adopt_territory, AS(OPERATOR) | AS(COORDINATOR), intake_territory_adopt),
    QUERY_OPEN(check_territory, AS(OPERATOR) | AS(COORDINATOR), intake_territory_examine),
    QUERY_OPEN(get_territory, PEOPLE | AS(OPERATOR) | AS(GATEWAY), intake_territory_get),
    COMMAND_OPEN(allow_key, AS(OPERATOR), intake_key_allow),
    COMMAND_OPEN(revoke_key, AS(OPERATOR), intake_key_revoke),
    QUERY_OPEN(list_keys, AS(OPERATOR) | AS(COORDINATOR), intake_key_list),
};

static const struct event events[] = {
    EVENT(intake__screening_submitted, TO_NOBODY, intake_screening_on_submitted),
    EVENT(intake__screening_amended, TO_NOBODY, intake_screening_on_amended),
    EVENT(intake__start_week_reached, TO_NOBODY, intake_screening_on_start_week),
    EVENT(intake__route_decided, TO_NOBODY, intake_route_on_decided),
    EVENT(intake__match_settled, TO_NOBODY, intake_match_on_settled),
    EVENT(intake__attempt_recorded, TO_NOBODY, intake_attempt_on_recorded),
    EVENT(intake__consent_recorded, TO_NOBODY, intake_consent_on_recorded),
    EVENT(intake__consent_withdrawn, TO_NOBODY, intake_consent_on_withdrawn),
    EVENT(intake__family_enrolled, TO(SCHEDULING), intake_enrolment_on_enrolled),
    EVENT(intake__enrolment_ended, TO(SCHEDULING), intake_enrolment_on_ended),
    EVENT_SAID(intake__pregnancy_redated, TO(SCHEDULING)),
    EVENT(intake__birth_recorded, TO_NOBODY, intake_birth_on_recorded),
    EVENT_SAID(intake__referral_sent, TO(NOTIFICATIONS)),
    EVENT(intake__referral_opened, TO_NOBODY, intake_referral_on_opened),
    EVENT(intake__referral_cancelled, TO(NOTIFICATIONS), intake_referral_on_cancelled),
    EVENT(intake__referral_answer_noted, TO_NOBODY, intake_referral_on_answered),
    EVENT(intake__referral_overdue_noted, TO_NOBODY, intake_referral_on_overdue),
    EVENT(intake__key_worker_noted, TO_NOBODY, intake_schedule_on_key_worker),
    EVENT(intake__key_worker_overdue_noted, TO_NOBODY, intake_schedule_on_overdue),
    EVENT(intake__visit_noted, TO_NOBODY, intake_schedule_on_visit),
    EVENT(intake__service_noted, TO_NOBODY, intake_service_on_noted),
    EVENT(intake__work_settled, TO_NOBODY, intake_work_on_settled),
    EVENT(node__territory_adopted, OTHERS, intake_territory_on_adopted),
    EVENT(node__key_allowed, OTHERS, intake_key_on_allowed),
    EVENT(node__key_revoked, OTHERS, intake_key_on_revoked),
};

static const struct reaction reactions[] = {
    REACTION("scheduling", scheduling__key_worker_confirmed, intake_schedule_follow_key_worker),
    REACTION("scheduling", scheduling__key_worker_overdue, intake_schedule_follow_overdue),
    REACTION("scheduling", scheduling__visit_recorded, intake_schedule_follow_visit),
    REACTION("notifications", notifications__notice_answered, intake_referral_follow_answer),
    REACTION("notifications", notifications__notice_overdue, intake_referral_follow_overdue),
    REACTION("directory", directory__organization_published, intake_service_follow),
};

static const struct deadline deadlines[] = {
    DEADLINE("start_week", intake_screening_start_week), /* a pre-registered family is called again */
};

static const struct row_table *const rows[] = {
    &intake_counter,         &intake_family,           &intake_number,       &intake_screening,
    &intake_screening_order, &intake_family_screening, &intake_lookup,       &intake_looked_up,
    &intake_consent,         &intake_family_consent,   &intake_enrolment,    &intake_referral,
    &intake_family_referral, &intake_service_row,      &intake_organization, &intake_work,
    &intake_work_of,         &intake_adoption,
};

static const char *const follows[] = {"scheduling", "notifications", "directory"};

const struct service intake_service = {
    .name = "intake",
    .contract = &intake__intake__descriptor,
    .commands = commands,
    .n_commands = sizeof commands / sizeof *commands,
    .events = events,
    .n_events = sizeof events / sizeof *events,
    .reactions = reactions,
    .n_reactions = sizeof reactions / sizeof *reactions,
    .deadlines = deadlines,
    .n_deadlines = sizeof deadlines / sizeof *deadlines,
    .rows = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .follows = follows,
    .n_follows = sizeof follows / sizeof *follows,
    .layout = 1,
};
