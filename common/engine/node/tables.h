/* What every daemon answers about itself, and the facts that all share; by file. */
#pragma once
#include "engine/turn/turn.h"

extern const struct service node_service;

/* status.c */
int node_health_get(struct query *q, const node__get_health_request *in, node__get_health_reply *out);
int node_status_get(struct query *q, const node__get_status_request *in, node__get_status_reply *out);
int node_metrics_get(struct query *q, const node__get_metrics_request *in, node__get_metrics_reply *out);

/* records.c */
int node_records_list(struct query *q, const node__list_records_request *in, node__list_records_reply *out);

/* parked.c */
int node_parked_list(struct query *q, const node__list_parked_request *in, node__list_parked_reply *out);
int node_parked_retry(struct decide *d, const node__retry_parked_request *in, node__retry_parked_reply *out);
int node_parked_drop(struct decide *d, const node__drop_parked_request *in, node__drop_parked_reply *out);
int node_stream_resume(struct decide *d, const node__resume_stream_request *in, node__resume_stream_reply *out);

/* noted.c */
int node_territory_follow(struct decide *d, const struct record *from, const node__territory_adopted *e);
int node_key_follow_allowed(struct decide *d, const struct record *from, const node__key_allowed *e);
int node_key_follow_revoked(struct decide *d, const struct record *from, const node__key_revoked *e);
void node_territory_on_noted(struct apply *a, const struct record *r, const node__territory_noted *e);
void node_key_on_noted(struct apply *a, const struct record *r, const node__key_noted *e);
void node_deadline_on_fired(struct apply *a, const struct record *r, const node__deadline_fired *e);

/* backup.c */
int node_backup_make(struct query *q, const node__backup_request *in, node__backup_reply *out);
