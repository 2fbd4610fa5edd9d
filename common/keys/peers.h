/* Where the daemons are and by which key they are known; the file that is given to whoever connects.
 *
 *   intake.internal = tcp://10.77.0.1:20101      for daemons and operators
 *   intake.public   = tcp://sippe.example:20201  for desks, partners, gateways; either may be left out, not both
 *   intake.key      = (40 characters of Z85) */
#pragma once
#include <stddef.h>
#include "base/arena.h"
#include "keys/key.h"
#include "keys/lines.h"

enum { PEERS_MAX = 16, PEER_ENDPOINT_MAX = 255, PEERS_FILE_MAX = 16384 };

struct peer {
    char name[KEY_NAME_MAX + 1];
    char internal[PEER_ENDPOINT_MAX + 1]; /* empty: not reachable there */
    char public_side[PEER_ENDPOINT_MAX + 1];
    uint8_t public_key[KEY_LEN];
    bool has_key;
};

struct peers {
    struct peer list[PEERS_MAX]; /* in the order of the file */
    size_t n;
};

/* ERR_NOTFOUND, ERR_DENIED, ERR_IO; ERR_INVALID with the fault. */
int peers_load(const char *path, struct peers *out, struct line_fault *fault);
int peers_read(struct span text, struct peers *out, struct line_fault *fault);
/* NULL when there is none. */
const struct peer *peers_find(const struct peers *p, const char *name);
