#define SERVICE directory
#include "directory/tables.h"

static const struct command commands[] = {
    COMMAND_OPEN(put_organization, AS(OPERATOR) | AS(COORDINATOR), directory_organization_put),
    COMMAND_OPEN(retire_organization, AS(OPERATOR) | AS(COORDINATOR), directory_organization_retire),
    QUERY_OPEN(search_services, AS_ANYBODY, directory_service_search),
    QUERY_OPEN(get_service, AS_ANYBODY, directory_service_get),
    QUERY_OPEN(list_organizations, AS_ANYBODY, directory_organization_list),
};

static const struct event events[] = {
    EVENT(directory__organization_put, TO_NOBODY, directory_organization_on_put),
    EVENT(directory__organization_retired, TO_NOBODY, directory_organization_on_retired),
    EVENT_SAID(directory__organization_published, TO(INTAKE) | TO(NOTIFICATIONS)),
};

static const struct row_table *const rows[] = {
    &directory_organizations, &directory_names, &directory_services, &directory_hits, &directory_postings,
};

static const char *const follows[] = {"intake"}; /* rules and keys */

const struct service directory_service = {
    .name = "directory",
    .contract = &directory__directory__descriptor,
    .commands = commands,
    .n_commands = sizeof commands / sizeof commands[0],
    .events = events,
    .n_events = sizeof events / sizeof events[0],
    .rows = rows,
    .n_rows = sizeof rows / sizeof rows[0],
    .follows = follows,
    .n_follows = sizeof follows / sizeof follows[0],
    .layout = 1,
};
