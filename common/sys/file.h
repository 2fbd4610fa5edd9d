/* Whole files: read with a cap, replaced at once.
 * Outcomes of all: 0, ERR_NOTFOUND, ERR_DENIED, ERR_FULL (no space left), ERR_INVALID (not a regular file, larger than
 * the cap), ERR_BUSY (there is one already), ERR_IO. */
#pragma once
#include <stddef.h>
#include <sys/types.h>
#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"

/* The content, in the arena, followed by a NUL that its length does not count. */
int file_read(struct arena *a, const char *path, size_t max, struct span *out);
/* The same for a secret: ERR_DENIED when the group or others have any permission on it. Looked up on the open
 * descriptor, so that nobody can swap the file between the look and the reading. */
int file_read_private(struct arena *a, const char *path, size_t max, struct span *out);
/* Replaces path by the content: after a crash it holds the old or the new one, whole, with this mode. */
int file_write(const char *path, struct span content, mode_t mode);
/* The same, but ERR_BUSY when path is there already. */
int file_create(const char *path, struct span content, mode_t mode);
