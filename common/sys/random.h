/* Randomness from the kernel, by libsodium. Only clients (ids of requests), keys and tests draw; daemons derive. */
#pragma once
#include <stddef.h>
#include "base/id.h"

void random_bytes(void *out, size_t len);
/* The id of a new request. */
struct id random_id(void);
