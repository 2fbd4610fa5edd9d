/* The daemon's store: opened for serving, and the two kinds of work on one that serves nobody.
 *
 *   run        store_open_for ─▶ serve                      another daemon on it, or a daemon that serves: exit 75
 *   --verify   store_open_for ─▶ rows anew beside it, compared
 *   --rewrap   store_open_for ─▶ the vault by another wrapping key, look-ups by another key
 *
 * Each says itself how it went, on standard output or in the fault. */
#pragma once
#include "runtime/daemon.h"

/* d->engine. 0, or the engine's outcome with the fault. By the wrapping key of `me`. */
int store_open_for(struct daemon *d, struct fault *f);
/* 0; not 0 and the fault. */
int store_verify(struct daemon *d, struct fault *f);
int store_rewrap(struct daemon *d, struct fault *f);
