/* What the daemons publish. One constant per name; the labels that belong to it stand beside it.
 * Alerts: sippe_follow_age_seconds > 60, sippe_held_rows > 0, sippe_stream_stopped > 0, sippe_commit_errors_total
 * rising, used / map > 0.8, sippe_link_up == 0 for a minute, the 99th percentile of sippe_loop_late_seconds > 0.05. */
#pragma once
#include "metrics/metrics.h"

extern const struct metric_family metric_build_info; /* version libzmq lmdb */

/* bus; side is internal or public */
extern const struct metric_family metric_zap_admitted;
extern const struct metric_family metric_zap_denied;
extern const struct metric_family metric_messages_received; /* side */
extern const struct metric_family metric_messages_sent;     /* side */
extern const struct metric_family metric_messages_refused;  /* side reason */
extern const struct metric_family metric_replies_dropped;   /* side */
extern const struct metric_family metric_link_up;           /* peer */
extern const struct metric_family metric_link_remade;       /* peer */

/* requests; method is one of the daemon's tables, code a name of the contract */
extern const struct metric_family metric_requests;        /* method code */
extern const struct metric_family metric_request_seconds; /* kind: command query */
extern const struct metric_family metric_windows_full;    /* side */
extern const struct metric_family metric_unanswered;      /* side */

/* following others; peer is whose stream */
extern const struct metric_family metric_follow_applied; /* peer */
extern const struct metric_family metric_follow_lag;     /* peer */
extern const struct metric_family metric_follow_age;     /* peer */
extern const struct metric_family metric_feed_seconds;   /* peer */
extern const struct metric_family metric_held_rows;      /* peer state: waiting parked */
extern const struct metric_family metric_parked;         /* peer */
extern const struct metric_family metric_stream_stopped; /* peer */
extern const struct metric_family metric_types_unknown;  /* peer */

/* the engine's turns */
extern const struct metric_family metric_turns;
extern const struct metric_family metric_records;
extern const struct metric_family metric_commit_seconds;
extern const struct metric_family metric_commit_messages;
extern const struct metric_family metric_commit_errors;
extern const struct metric_family metric_loop_late_seconds;
extern const struct metric_family metric_deadlines_due;
extern const struct metric_family metric_deadlines_fired;
extern const struct metric_family metric_jobs; /* state: waiting running */

/* the store */
extern const struct metric_family metric_lmdb_used;
extern const struct metric_family metric_lmdb_map;
extern const struct metric_family metric_lmdb_oldest_reader;
extern const struct metric_family metric_lmdb_stale_readers;
extern const struct metric_family metric_disk_free;

/* the process */
extern const struct metric_family metric_process_start;
extern const struct metric_family metric_process_resident;
extern const struct metric_family metric_process_fds;
