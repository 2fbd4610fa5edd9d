/* Scheduling on one screen: who may say what, who hears it, what it listens to. */
#include "scheduling/tables.h"

#define SERVICE scheduling

const struct row_table scheduling_workers = {"worker", &scheduling_rows__worker_row__descriptor};
const struct row_table scheduling_follow_ups = {"follow_up", &scheduling_rows__follow_up_row__descriptor};
const struct row_table scheduling_families = {"family", &scheduling_rows__family_row__descriptor};
const struct row_table scheduling_caseload = {"caseload", NULL};
const struct row_table scheduling_visits = {"visit", &scheduling_rows__visit_row__descriptor};
const struct row_table scheduling_worker_visits = {"worker_visit", NULL};
const struct row_table scheduling_family_visits = {"family_visit", NULL};

#define STAFF (AS(TEAM) | AS(COORDINATOR))

static const struct command commands[] = {
    COMMAND_OPEN(put_worker, AS(COORDINATOR) | AS(OPERATOR), scheduling_worker_put),
    QUERY_OPEN(list_workers, STAFF | AS(DESK) | AS(OPERATOR), scheduling_worker_list),
    QUERY(list_candidates, STAFF | AS(DESK), scheduling_key_worker_candidates, scheduling_owner_candidates),
    COMMAND_OPEN(confirm_key_worker, AS(COORDINATOR), scheduling_key_worker_confirm),
    QUERY(list_slots, STAFF, scheduling_week_slots, scheduling_owner_slots),
    COMMAND(book_visit, STAFF, scheduling_visit_book, scheduling_owner_book),
    COMMAND(confirm_visit, STAFF, scheduling_visit_confirm, scheduling_owner_confirm),
    COMMAND(move_visit, STAFF, scheduling_visit_move, scheduling_owner_move),
    COMMAND(cancel_visit, STAFF, scheduling_visit_cancel, scheduling_owner_cancel),
    COMMAND(record_visit, STAFF, scheduling_visit_record, scheduling_owner_record),
    QUERY_OPEN(worker_week, STAFF, scheduling_week_show),
    QUERY(family_visits, STAFF, scheduling_week_family, scheduling_owner_family),
};

static const struct event events[] = {
    EVENT(scheduling__worker_put, TO_NOBODY, scheduling_worker_on_put),
    EVENT(scheduling__follow_up_opened, TO_NOBODY, scheduling_follow_up_on_opened),
    EVENT(scheduling__follow_up_redated, TO_NOBODY, scheduling_follow_up_on_redated),
    EVENT(scheduling__follow_up_ended, TO_NOBODY, scheduling_follow_up_on_ended),
    EVENT(scheduling__key_worker_confirmed, TO(INTAKE), scheduling_follow_up_on_key_worker),
    EVENT_SAID(scheduling__key_worker_overdue, TO(INTAKE)),
    EVENT(scheduling__visit_booked, TO_NOBODY, scheduling_visit_on_booked),
    EVENT(scheduling__visit_confirmed, TO_NOBODY, scheduling_visit_on_confirmed),
    EVENT(scheduling__visit_moved, TO_NOBODY, scheduling_visit_on_moved),
    EVENT(scheduling__visit_cancelled, TO_NOBODY, scheduling_visit_on_cancelled),
    EVENT(scheduling__visit_recorded, TO(INTAKE), scheduling_visit_on_recorded),
};

static const struct reaction reactions[] = {
    /* It rests on nothing before it, and what waits for the enrolment must not hold up the enrolment. */
    REACTION_PASSES("intake", intake__family_enrolled, scheduling_follow_up_open),
    REACTION("intake", intake__enrolment_ended, scheduling_follow_up_end),
    REACTION("intake", intake__pregnancy_redated, scheduling_follow_up_redate),
};

static const struct deadline deadlines[] = {
    DEADLINE(SCHEDULING_KEY_WORKER, scheduling_follow_up_overdue),
};

static const struct row_table *const rows[] = {
    &scheduling_workers, &scheduling_follow_ups,    &scheduling_families,      &scheduling_caseload,
    &scheduling_visits,  &scheduling_worker_visits, &scheduling_family_visits,
};

static const char *const follows[] = {"intake"};

const struct service scheduling_service = {
    .name = "scheduling",
    .contract = &scheduling__scheduling__descriptor,
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
