/* What a membership may look like: each notes what is wrong as a violation, and gives 0, or a Reason of its own. */
#pragma once
#include "engine/service.h"
#include "proto/intake.h"

/* KEY_INVALID as a violation; KEY_TAKEN: it is, or was, somebody's. */
int check_public_key(struct decide *d, const char *path, ProtobufCBinaryData key);
/* All but its keys, of the membership `own` (zero: a new one). *via: whose key may speak for it, or zero.
 * TERRITORY_MISSING. */
int check_member(struct decide *d, const intake__member *m, struct id own, struct id *via);
