/* What every daemon answers about itself (proto/node.proto). */
#include "engine/node/tables.h"

#define SERVICE node

#define KEEPERS (AS(OPERATOR) | AS(COORDINATOR))

static const struct command commands[] = {
    QUERY_OPEN(get_health, AS_ANYBODY, node_health_get),  QUERY_OPEN(get_status, KEEPERS, node_status_get),
    QUERY_OPEN(get_metrics, KEEPERS, node_metrics_get),   QUERY_OPEN(list_records, KEEPERS, node_records_list),
    QUERY_OPEN(list_parked, KEEPERS, node_parked_list),   COMMAND_OPEN(retry_parked, KEEPERS, node_parked_retry),
    COMMAND_OPEN(drop_parked, KEEPERS, node_parked_drop), COMMAND_OPEN(resume_stream, AS(OPERATOR), node_stream_resume),
    QUERY_OPEN(backup, AS(OPERATOR), node_backup_make),
};

static const struct event events[] = {
    EVENT(node__territory_noted, TO_NOBODY, node_territory_on_noted),
    EVENT(node__key_noted, TO_NOBODY, node_key_on_noted),
    EVENT(node__deadline_fired, TO_NOBODY, node_deadline_on_fired),
    EVENT_SAID(node__reaction_parked, TO_NOBODY),
    EVENT_SAID(node__parked_retried, TO_NOBODY),
    EVENT_SAID(node__parked_dropped, TO_NOBODY),
    EVENT_SAID(node__stream_stopped, TO_NOBODY),
    EVENT_SAID(node__stream_resumed, TO_NOBODY),
};

static const struct reaction reactions[] = {
    REACTION_PASSES("intake", node__territory_adopted, node_territory_follow),
    REACTION_PASSES("intake", node__key_allowed, node_key_follow_allowed),
    REACTION_PASSES("intake", node__key_revoked, node_key_follow_revoked),
};

const struct service node_service = {.name = "node",
                                     .contract = &node__node__descriptor,
                                     .commands = commands,
                                     .n_commands = sizeof commands / sizeof commands[0],
                                     .events = events,
                                     .n_events = sizeof events / sizeof events[0],
                                     .reactions = reactions,
                                     .n_reactions = sizeof reactions / sizeof reactions[0]};
