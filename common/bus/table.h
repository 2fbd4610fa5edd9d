/* The table of connections itself, for the two files that keep it. */
#pragma once
#include "bus/connections.h"
#include "bus/internal.h"

enum { PEER_BUCKETS = 1024 }; /* libzmq numbers peers one by one: they lie evenly */

struct connections {
    struct connection **by_fd; /* all; NULL: that descriptor is none of ours */
    size_t n_fds;
    struct connection *by_peer[PEER_BUCKETS]; /* those that have said something */
    struct bus_connection_counts counts;
    size_t added; /* bytes given out since all were looked at */
};
