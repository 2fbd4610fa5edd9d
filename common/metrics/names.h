/* What the daemons publish. One constant per name; the labels that belong to it stand beside it.
 *
 * The runtime fills in the bus, the process, commits, lateness and jobs (runtime/meters.c). The engine writes its
 * counters beside them as text of its own, some under names that stand here too (engine/node/status.c:
 * sippe_commands_total, sippe_parked_total, sippe_lmdb_used_bytes ...). A name with - is filled in by nobody and is in
 * no output.
 *
 * Worth an alarm: sippe_link_up == 0 for a minute, sippe_commit_failures_total or sippe_parked_total rising,
 * sippe_refusals_noted_total of notifications rising by more than a few an hour (answer codes are being guessed),
 * sippe_lmdb_used_bytes / sippe_lmdb_map_bytes > 0.8, sippe_accepting == 0, sippe_clock_in_doubt == 1, the 99th
 * percentile of sippe_loop_late_seconds > 0.05.
 *
 * A name does not change: somebody's alarm rests on it. */
#pragma once
#include "metrics/metrics.h"

extern const struct metric_family metric_build_info; /* version */

/* bus; side is internal or public */
extern const struct metric_family metric_zap_admitted;
extern const struct metric_family metric_zap_denied;
extern const struct metric_family metric_messages_received; /* side */
extern const struct metric_family metric_messages_sent;     /* side */
extern const struct metric_family metric_messages_refused;  /* side reason */
extern const struct metric_family metric_replies_dropped;   /* side */
extern const struct metric_family metric_connections;       /* state: named unnamed */
extern const struct metric_family metric_connections_cut;   /* reason: silent crowded many unread revoked */
extern const struct metric_family metric_unread;            /* bytes */
extern const struct metric_family metric_link_up;           /* peer */
extern const struct metric_family metric_link_remade;       /* peer */

/* requests; method is one of the daemon's tables, code a name of the contract */
extern const struct metric_family metric_requests;        /* -; method code */
extern const struct metric_family metric_request_seconds; /* -; kind: command query */
extern const struct metric_family metric_windows_full;    /* -; side */
extern const struct metric_family metric_unanswered;      /* -; side */

/* following others; peer is whose stream */
extern const struct metric_family metric_follow_applied; /* -; peer */
extern const struct metric_family metric_follow_lag;     /* -; peer */
extern const struct metric_family metric_follow_age;     /* -; peer */
extern const struct metric_family metric_feed_seconds;   /* -; peer */
extern const struct metric_family metric_held_rows;      /* -; peer state: waiting parked */
extern const struct metric_family metric_parked;         /* the engine's */
extern const struct metric_family metric_stream_stopped; /* -; peer */
extern const struct metric_family metric_types_unknown;  /* -; peer */

/* the engine's turns */
extern const struct metric_family metric_turns;   /* the engine's */
extern const struct metric_family metric_records; /* the engine's */
extern const struct metric_family metric_commit_seconds;
extern const struct metric_family metric_commit_messages;
extern const struct metric_family metric_commit_errors; /* - */
extern const struct metric_family metric_loop_late_seconds;
extern const struct metric_family metric_deadlines_due;   /* - */
extern const struct metric_family metric_deadlines_fired; /* - */
extern const struct metric_family metric_jobs;            /* state: running */

/* the store */
extern const struct metric_family metric_lmdb_used;          /* the engine's */
extern const struct metric_family metric_lmdb_map;           /* the engine's */
extern const struct metric_family metric_lmdb_oldest_reader; /* - */
extern const struct metric_family metric_lmdb_stale_readers; /* - */
extern const struct metric_family metric_disk_free;          /* the engine's */

/* the process */
extern const struct metric_family metric_process_start;
extern const struct metric_family metric_process_resident;
extern const struct metric_family metric_process_fds;
