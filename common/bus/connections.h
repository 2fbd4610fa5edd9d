/* Who is connected, and what a connection may cost. libzmq tells of no peer and closes none; all that is known here
 * comes from four things that it does give, each a test of tests/unit/bus: its monitor tells of descriptors accepted
 * and gone; a message tells the descriptor that it came over; the kernel tells what the other end has acknowledged on
 * it (TCP_INFO); and a descriptor that is shut down ends its connection and no other.
 *
 *   ACCEPTED ──▶ unnamed ──first message──▶ named ──▶ ... ──▶ DISCONNECTED: closed(route)
 *                   │                         │
 *                   │ 10 s: SILENT            │ its key has too many, or all together: MANY (the newest, at its first)
 *                   │ too many: CROWDED       │ the key is nobody's any more: REVOKED
 *                   ▼                         ▼ has not read 4 MiB for 5 s or 1,200 messages, or most of 24 MiB: UNREAD
 *                   └───────── cut: shutdown(2) of the descriptor, counted ─────────┘
 *
 * Who is cut comes again by itself, and repeats what was not answered. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    BUS_CONNECTIONS_MAX = 2048, /* named ones of a process: past it the newest is cut */
    BUS_UNNAMED_MAX = 512,      /* who has said nothing yet; fewer where descriptors are few */
    BUS_SILENT_MS = 10000,      /* so long may who connected say nothing: strangers, and keys that hold a place */
    BUS_UNREAD_WAITS = 1 << 20, /* bytes not read: what it asks waits until it reads (bus_server_stalled) */
    BUS_UNREAD_MAX = 4 << 20,   /* bytes not read for BUS_UNREAD_MS: it is cut */
    BUS_UNREAD_MS = 5000,
    BUS_UNREAD_ALL = 24 << 20, /* bytes not read by all together: the one with the most is cut */
};

enum bus_cut { BUS_CUT_SILENT, BUS_CUT_CROWDED, BUS_CUT_MANY, BUS_CUT_UNREAD, BUS_CUT_REVOKED, BUS_CUTS };

struct bus_connection_counts {
    uint64_t cut[BUS_CUTS]; /* since the start */
    size_t named, unnamed;  /* now */
    uint64_t unread;        /* bytes given out and not read, of all, at most */
};
