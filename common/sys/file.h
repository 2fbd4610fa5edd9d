/* Whole files: read with a cap, replaced at once. For keys, cursors, notes and what a person hands over; a daemon's
 * store is LMDB's, and what grows line by line is its owner's. They wait for the disk: a daemon calls
 * them before it serves, never from its loop.
 *
 * Outcomes of all: 0, ERR_NOTFOUND, ERR_DENIED, ERR_FULL (no space left), ERR_INVALID (not a regular file, larger than
 * the cap), ERR_BUSY (there is one already), ERR_IO. */
#pragma once
#include <stddef.h>
#include <sys/types.h>
#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"

/* The content, in the arena, followed by a NUL that its length does not count. Links are followed: what mounts secrets
 * often makes them links. */
int file_read(struct arena *a, const char *path, size_t max, struct span *out);
/* The same for a secret: ERR_DENIED when the group or others have any permission on it. But what root owns and a group
 * of ours may read, and only read, is as secrets are handed to a daemon that may not change them (root:sippe 0440 or
 * 0640): it is taken, unless we are root ourselves; who else is in that group is the administrator's to know. Looked up
 * on the open descriptor, so that nobody can swap the file between the look and the reading. The caller overwrites the
 * content when it is done with it. */
int file_read_private(struct arena *a, const char *path, size_t max, struct span *out);
/* Replaces path by the content: after a crash it holds the old or the new one, whole. A link at path is replaced, not
 * what it points to. `mode` holds whatever the umask. The folder must be writable; a crash may leave a file
 * PATH.xxxxxxxx.tmp there. */
int file_write(const char *path, struct span content, mode_t mode);
/* The same, but ERR_BUSY when path is there already, even if somebody makes it at the same moment. */
int file_create(const char *path, struct span content, mode_t mode);
