/* Where the daemons are and by which key they are known; the file that is given to whoever connects. It is the same
 * everywhere: a daemon reads its own endpoints from it, its peers, and whom it trusts as daemons; a desk where to go
 * and by which key the daemon there is known, or anybody could answer in its place.
 *
 *   intake.internal = tcp://10.77.0.1:20101      for daemons and operators
 *   intake.public   = tcp://sippe.example:20201  for desks, partners, gateways; either may be left out, not both
 *   intake.key      = (40 characters of Z85)
 *   intake.key.next = (likewise)                     while its key is changed: both are its own, and whoever connects
 *                                                    tries the other one where the first is not answered
 *
 * "intake@nord.internal" is that of another territory (civil/name.h). */
#pragma once
#include <stddef.h>
#include "base/arena.h"
#include "keys/key.h"
#include "keys/lines.h"

enum { PEERS_MAX = 16, PEER_ENDPOINT_MAX = 255, PEERS_FILE_MAX = 16384 }; /* the own daemons, and some of others */

struct peer {
    char name[KEY_NAME_MAX + 1];
    char internal[PEER_ENDPOINT_MAX + 1]; /* empty: not reachable there */
    char public_side[PEER_ENDPOINT_MAX + 1];
    uint8_t public_key[KEY_LEN], next_key[KEY_LEN];
    bool has_key, has_next;
};

struct peers {
    struct peer list[PEERS_MAX]; /* in the order of the file */
    size_t n;
};

/* ERR_NOTFOUND, ERR_DENIED, ERR_IO; ERR_INVALID with the fault. A name that is no daemon's is not refused here: who
 * needs one asks peers_find. */
int peers_load(const char *path, struct peers *out, struct line_fault *fault);
int peers_read(struct span text, struct peers *out, struct line_fault *fault);
/* Is this key its own, the one of today or the next? */
bool peer_has_key(const struct peer *peer, const uint8_t public_key[KEY_LEN]);
/* NULL when there is none. It lives in `p`. */
static inline const uint8_t *peer_next_key(const struct peer *peer) { return peer->has_next ? peer->next_key : NULL; }
/* NULL when there is none. It lives in `p`. */
const struct peer *peers_find(const struct peers *p, const char *name);
