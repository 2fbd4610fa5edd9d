/* The file of a spool that is open: appended a block at a time and read through a window, because a system call a line
 * is what a push of 100,000 rows would otherwise wait for.
 *
 *   append ─▶ block ── flush, or the block is full ─▶ the system ── sync ─▶ the disk
 *             lost by a crash of this program         lost by a power cut    kept
 *
 * The first error stays, and every later call gives it: lines that were in the block are gone, so nothing may be built
 * upon what this run has added since the last flush. The file ends with the last line that was handed over whole. */
#pragma once
#include <stdbool.h>
#include "base/arena.h"
#include "base/span.h"

/* One block, one window: some hundred lines of a usual form. */
enum { SPOOL_BLOCK = 64 << 10 };

struct spool_file {
    int fd;
    int err;    /* 0, or what every call gives from now on */
    size_t end; /* where the next line begins, the block's counted */
    bool dirty; /* something is not known to be on the disk */
    size_t n_block, window_at, n_window;
    uint8_t block[SPOOL_BLOCK], window[SPOOL_BLOCK];
};

/* For a file that was just opened, or was replaced: goes on at its end. */
int spool_file_begin(struct spool_file *f, int fd);
/* *place: where the frame begins. Not handed over before spool_file_flush. */
int spool_file_append(struct spool_file *f, struct span frame, size_t *place);
/* To the system: it outlives this program. */
int spool_file_flush(struct spool_file *f);
/* To the disk: it outlives a power cut. 0 at once when nothing was appended since. */
int spool_file_sync(struct spool_file *f);
/* The sealed line of the frame that begins there, its sum checked now; empty: there is none, or it was damaged since.
 * It lies in the window, until the next call, or in the arena. */
struct span spool_file_line(struct spool_file *f, struct arena *a, size_t place);
