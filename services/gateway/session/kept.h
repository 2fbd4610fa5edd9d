/* What stations say of themselves: how many things wait there, sealed, for which membership. In the same store as the
 * sessions: lost with it, and said again by each station when somebody signs in there. */
#pragma once
#include "gateway/session/sessions.h"

/* KEPT_FOR_MS: as long as a browser keeps the cookie by which a station is known (RFC 6265bis, 5.5): behind it nobody
 * can open what waited there. */
enum { KEPT_LATE_MS = 4 * 3600 * 1000 };
#define KEPT_FOR_MS (INT64_C(400) * 86400 * 1000)

struct kept {
    struct id member;
    char place[SESSION_PLACE_MAX + 1];
    uint32_t count;
    int64_t since_ms, told_ms;
};

/* Of the session's station, as its last word; 0: none any more, and nothing is kept of it. 0, ERR_FULL, ERR_IO,
 * ERR_CORRUPT (sessions.h). */
int kept_note(struct sessions *all, const struct session *at, const struct kept *k);
/* All of them, in the arena, oldest first. */
const struct kept *kept_list(struct sessions *all, struct arena *a, size_t *n);
/* How many rows there are: for the metrics. */
size_t kept_count(struct sessions *all);
