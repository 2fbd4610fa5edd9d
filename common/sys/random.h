/* Randomness from the kernel, by libsodium. Only clients (ids of requests), keys, names of passing files and tests
 * draw, and a new store once, for the salt of its journal; everything else of a daemon is derived (base/id.h), so that
 * it comes out the same when it is done again. */
#pragma once
#include <stddef.h>
#include "base/id.h"

/* The id of a new request, which is the same at each repeat of it. */
struct id random_id(void);
