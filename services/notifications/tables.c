#define SERVICE notifications
#include "notifications/tables.h"

#define ANSWER(rpc, handler) COMMAND(rpc, AS(PARTNER), notifications_##handler, notifications_##rpc##_owner)
#define STAFF                (AS(DESK) | AS(TEAM) | AS(COORDINATOR))

static const struct command commands[] = {
    ANSWER(acknowledge_notice, notice_acknowledge),
    ANSWER(accept_notice, notice_accept),
    ANSWER(waitlist_notice, notice_waitlist),
    ANSWER(decline_notice, notice_decline),
    ANSWER(report_wrong_partner, notice_report_wrong_partner),
    ANSWER(report_first_contact, notice_report_first_contact),
    COMMAND_OPEN(answer_by_code, STAFF, notifications_notice_answer_by_code), /* who has the code has the sheet */
    QUERY_OPEN(list_notices, AS(PARTNER) | AS(COORDINATOR), notifications_notice_list), /* a partner gets its own */
    QUERY(get_notice, AS(PARTNER) | AS(COORDINATOR), notifications_notice_get, notifications_get_notice_owner),
    QUERY(get_sheet, STAFF, notifications_sheet_get, notifications_get_sheet_owner),
};

/* To partners go these two types and no other: they name no family, no actor and no cause. */
static const struct event events[] = {
    EVENT_PARTNER(notifications__notice_issued, notifications_notice_on_issued),
    EVENT_SAID_PARTNER(notifications__notice_recalled),
    EVENT(notifications__notice_opened, TO_NOBODY, notifications_notice_on_opened),
    EVENT(notifications__notice_answered, TO(INTAKE), notifications_notice_on_answered),
    EVENT(notifications__notice_overdue, TO(INTAKE), notifications_notice_on_overdue),
    EVENT(notifications__notice_withdrawn, TO_NOBODY, notifications_notice_on_withdrawn),
    EVENT(notifications__cancellation_noted, TO_NOBODY, notifications_cancellation_on_noted),
    EVENT(notifications__organization_noted, TO_NOBODY, notifications_organization_on_noted),
};

static const struct reaction reactions[] = {
    REACTION("intake", intake__referral_sent, notifications_referral_follow_sent),
    REACTION_PASSES("intake", intake__referral_cancelled, notifications_referral_follow_cancelled),
    REACTION("directory", directory__organization_published, notifications_organization_follow),
};

static const struct deadline deadlines[] = {
    DEADLINE(NOTIFICATIONS_ACKNOWLEDGE, notifications_notice_overdue),
};

static const struct row_table *const rows[] = {
    &notifications_notices,   &notifications_referrals,     &notifications_codes,    &notifications_lists,
    &notifications_cancelled, &notifications_organizations, &notifications_services,
};

static const char *const follows[] = {"intake", "directory"};

const struct service notifications_service = {
    .name = "notifications",
    .contract = &notifications__notifications__descriptor,
    .commands = commands,
    .n_commands = sizeof commands / sizeof commands[0],
    .events = events,
    .n_events = sizeof events / sizeof events[0],
    .reactions = reactions,
    .n_reactions = sizeof reactions / sizeof reactions[0],
    .deadlines = deadlines,
    .n_deadlines = sizeof deadlines / sizeof deadlines[0],
    .rows = rows,
    .n_rows = sizeof rows / sizeof rows[0],
    .follows = follows,
    .n_follows = sizeof follows / sizeof follows[0],
    .layout = 1,
};
