/* Randomness from the kernel, by libsodium. Only clients (ids of requests), keys and tests draw; daemons derive. */
#pragma once
#include <stddef.h>
#include "base/id.h"

/* The id of a new request. */
struct id random_id(void);
