/* How often somebody guessed, in the same store as the sessions: what is tried is counted against three things at once,
 * and the worst of them says how long to wait.
 *
 *   account   the handle of a code (its first characters): five wrong tries in all, then it is dead for a day
 *   network   where it came from (an IPv4 /24, an IPv6 /48): ten a quarter of an hour, then waits that double, from
 *             a minute to an hour, until there is a quarter of an hour's peace
 *   overall   a hundred wrong ones a quarter of an hour: one try a second after that, for whoever it is
 *
 * A right one clears its account, and is itself counted no more; the wrong ones of its network stay. (Forty people
 * sign in from one address in the morning.) Asked before it is looked at whether the code is right, and alike for
 * accounts that exist and those that do not. Who has to wait is not counted, so that nobody waits for ever.
 *
 * Bounded: only a try that may be made writes a row, and "overall" lets at most 1,000 of them by in a quarter of an
 * hour: a flood from new networks cannot fill the store. An account's row is forgotten after a day, a network's when
 * its peace has come: 96,000 rows of some hundred bytes at most. */
#pragma once
#include "gateway/session/sessions.h"

struct tries_of {
    const char *account; /* any text; kept as a keyed hash */
    const char *network; /* the address as text, or "" (a local socket: counted as one network) */
};
/* 0: it may be tried now; else so many milliseconds from now. Durable: it is counted as wrong until tries_right. A
 * store that cannot note it lets nobody try. */
int64_t tries_begin(struct sessions *s, const struct tries_of *of, int64_t now_ms);
/* What was begun was right. */
void tries_right(struct sessions *s, const struct tries_of *of, int64_t now_ms);

/* Links of notices that open nothing, by network alone: the twentieth within an hour closes that door to it for an
 * hour. A link that opens is never counted, so that a house with many notices waits for nobody. */
int64_t tries_link_wait(struct sessions *s, const char *network, int64_t now_ms);
void tries_link_wrong(struct sessions *s, const char *network, int64_t now_ms);
