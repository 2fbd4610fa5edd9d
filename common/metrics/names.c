#include "metrics/names.h"

#include <math.h>

/* From half a millisecond (a commit takes 0.2 to 5 ms, by the disk) to what only a stalled disk takes. Upper bounds are
 * part of what is published: another set begins every graph anew. */
static const double seconds_short[] = {.0005, .001, .0025, .005, .01, .025, .05, .1, .25, 1, 5, INFINITY};
/* Up to a turn's 256. */
static const double messages_few[] = {1, 2, 4, 8, 16, 32, 64, 128, 256, INFINITY};

#define COUNTER(id, text, about) const struct metric_family id = {text, about, METRIC_COUNTER, NULL}
#define GAUGE(id, text, about)   const struct metric_family id = {text, about, METRIC_GAUGE, NULL}
#define SECONDS(id, text, about) const struct metric_family id = {text, about, METRIC_HISTOGRAM, seconds_short}

GAUGE(metric_build_info, "sippe_build_info", "Always 1; its labels say what runs.");

COUNTER(metric_zap_admitted, "sippe_zap_admitted_total", "Handshakes of known keys.");
COUNTER(metric_zap_denied, "sippe_zap_denied_total", "Handshakes of unknown keys.");
COUNTER(metric_messages_received, "sippe_messages_received_total", "Messages received on an endpoint.");
COUNTER(metric_messages_sent, "sippe_messages_sent_total", "Replies and feeds sent from an endpoint.");
COUNTER(metric_messages_refused, "sippe_messages_refused_total", "Messages that were not one frame of the contract.");
COUNTER(metric_replies_dropped, "sippe_replies_dropped_total", "Replies to connections that were gone.");
GAUGE(metric_connections, "sippe_connections", "Connections by whether they have said something yet.");
COUNTER(metric_connections_cut, "sippe_connections_cut_total", "Connections that were cut, by why.");
GAUGE(metric_unread, "sippe_unread_bytes", "Bytes given out that their receivers have not read.");
GAUGE(metric_link_up, "sippe_link_up", "1 while the peer answers pings.");
COUNTER(metric_link_remade, "sippe_link_reconnects_total", "Links made anew after silence.");

COUNTER(metric_requests, "sippe_requests_total", "Requests answered.");
SECONDS(metric_request_seconds, "sippe_request_seconds", "From receiving a request to sending its reply.");
COUNTER(metric_windows_full, "sippe_windows_full_total", "Requests past the window of their principal.");
GAUGE(metric_unanswered, "sippe_unanswered_requests", "Requests received and not yet answered.");

COUNTER(metric_follow_applied, "sippe_in_applied_total", "Records of a peer whose reaction is committed.");
GAUGE(metric_follow_lag, "sippe_in_lag_records", "Records of the peer's stream past our cursor.");
GAUGE(metric_follow_age, "sippe_in_age_seconds", "Since the last feed of the peer.");
SECONDS(metric_feed_seconds, "sippe_in_feed_seconds", "From a record's time to its reaction's commit.");
GAUGE(metric_held_rows, "sippe_held_rows", "Foreign records that wait or are parked.");
COUNTER(metric_parked, "sippe_parked_total", "Foreign records parked.");
GAUGE(metric_stream_stopped, "sippe_stream_stopped", "1 while following a peer is stopped.");
COUNTER(metric_types_unknown, "sippe_in_types_unknown_total", "Records of types unknown to this release, passed.");

COUNTER(metric_turns, "sippe_turns_total", "Turns committed.");
COUNTER(metric_records, "sippe_records_total", "Records appended to the journal.");
SECONDS(metric_commit_seconds, "sippe_commit_seconds", "Time of a commit.");
const struct metric_family metric_commit_messages = {"sippe_commit_batch_messages", "Messages committed together.",
                                                     METRIC_HISTOGRAM, messages_few};
COUNTER(metric_commit_errors, "sippe_commit_errors_total", "Commits that failed.");
SECONDS(metric_loop_late_seconds, "sippe_loop_late_seconds", "How late timers fire.");
GAUGE(metric_deadlines_due, "sippe_deadlines_due", "Deadlines past their instant, not yet fired.");
COUNTER(metric_deadlines_fired, "sippe_deadlines_fired_total", "Deadlines fired.");
GAUGE(metric_jobs, "sippe_jobs", "Jobs that wait or run.");

GAUGE(metric_lmdb_used, "sippe_lmdb_used_bytes", "Bytes of the map in use.");
GAUGE(metric_lmdb_map, "sippe_lmdb_map_bytes", "Size of the map.");
GAUGE(metric_lmdb_oldest_reader, "sippe_lmdb_oldest_reader_txns", "Transactions since the oldest reader began.");
COUNTER(metric_lmdb_stale_readers, "sippe_lmdb_stale_readers_cleared_total", "Slots of dead readers cleared.");
GAUGE(metric_disk_free, "sippe_disk_free_bytes", "Free bytes of the store's disk.");

GAUGE(metric_process_start, "process_start_time_seconds", "When the process started, Unix time.");
GAUGE(metric_process_resident, "process_resident_memory_bytes", "Resident memory.");
GAUGE(metric_process_fds, "process_open_fds", "Open descriptors.");
