/* Who is signed in: sessions, the stations that are known, and how often somebody guessed. A store of the gateway's own
 * on common/store, in which nothing lies whose loss needs a coordinator: without it everybody signs in once more, if
 * she still has a way in. Who may come in at all is intake's (proto/intake/login.proto, Login).
 *
 *   session_begin ─▶ token, for the cookie ─▶ session_find, at each request ─▶ session_end
 *                    32 random bytes;          idle 30 min, 12 h at most,      by her, by her way in,
 *                    the store has a hash      the station's own               by another sign-in there
 *
 * Time is given by the caller, so that tests may let a night pass. The clock may be set back: what was begun in its
 * future is as old as nothing, never older, and is brought back into the present when it is used or swept by, so that a
 * clock that was a year ahead for a minute makes no session of a year. One thread. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/err.h"
#include "base/id.h"

enum {
    SESSION_TOKEN_LEN = 32,
    SESSION_MEMBERS_MAX = 16,
    SESSION_PLACE_MAX = 80,       /* bytes of the text that tells a station to a person */
    SESSION_TOUCH_MS = 60 * 1000, /* the last use is written once a minute, not at each request */
};

struct sessions;

struct sessions_options {
    const char *dir; /* must exist, 0700, this daemon's alone */
    uint64_t map_bytes;
    int64_t idle_ms, most_ms; /* 30 minutes, 12 hours */
    bool throwaway;           /* tests: no flush */
};

struct session {
    struct id id;                           /* to name it by, to her: not the token, and not its hash */
    struct id login;                        /* the way in that opened it */
    struct id station;                      /* a hash of the station's cookie */
    struct id members[SESSION_MEMBERS_MAX]; /* as intake last said; may be none any more */
    size_t n_members;
    char place[SESSION_PLACE_MAX + 1];
    int64_t begun_ms, used_ms, ends_ms; /* ends_ms: at the latest, whatever is used */
};

/* 0, or as store_open. What cannot be read is thrown away, and so is what another release wrote: a session lost is a
 * sign-in, so ERR_CORRUPT is never given, and ERR_IO says that the disk takes no new store either. `dir` is this
 * store's alone. A process that a damaged page ended while it opened has the next one begin anew. */
int sessions_open(struct sessions **out, const struct sessions_options *o);
/* Why it began empty, as a word for the log: "format", "damaged"; "" when it did not. */
const char *sessions_emptied(const struct sessions *s);
/* NULL is safe. */
void sessions_close(struct sessions *s);

/* The station whose cookie this is: a keyed hash, for `station` below. */
struct id session_station(const struct sessions *all, const uint8_t cookie[SESSION_TOKEN_LEN]);

/* A new token, durable when it returns; ends what `old` (a token; NULL: none) was, so that no token of before the
 * sign-in is worth anything. `s` has login, station, members and place; id and times are filled in. 0, ERR_FULL (a
 * fifth of the map is kept, as in a full one nothing could be ended), ERR_IO, ERR_INVALID (too many members),
 * ERR_CORRUPT: a page is damaged; end the process, the next opening begins anew. */
int session_begin(struct sessions *all, struct session *s, const uint8_t *old, int64_t now_ms,
                  uint8_t token[SESSION_TOKEN_LEN]);
/* False: there is none of this token, it is over, or it is another station's; the same time is taken for each. With
 * `use` it was used now; what `used_ms` says is what is written, up to a minute older, and by that it ends. */
bool session_find(struct sessions *all, const uint8_t token[SESSION_TOKEN_LEN], struct id station, bool use,
                  int64_t now_ms, struct session *out);
/* What intake says now of the way in that opened it: its memberships; none of them ends all its sessions. Outcomes
 * as of session_begin. */
int session_members_set(struct sessions *all, struct id login, const struct id *members, size_t n);
/* True: there was such a one. */
bool session_end(struct sessions *all, struct id id);
/* All of one way in; how many. */
size_t session_end_all(struct sessions *all, struct id login);
/* All that hold one of these memberships, whatever way in opened them: a person's, at all her stations. How many. */
size_t session_end_hers(struct sessions *all, const struct id *members, size_t n);
/* The open ones of these memberships, each once, newest first, in the arena. */
const struct session *session_list(struct sessions *all, struct arena *a, const struct id *members, size_t n_members,
                                   int64_t now_ms, size_t *n);
/* Those of all, with those that are over and not yet swept: for the metrics. */
size_t session_count(struct sessions *all);
/* Forgets what is over: a piece at a time, a few hundred rows; call it each second or so. */
void sessions_sweep(struct sessions *all, int64_t now_ms);
