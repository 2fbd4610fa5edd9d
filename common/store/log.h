/* The log: two files, written full of zeroes when they are made, never grown and never shortened, used in turn. A
 * commit is one pwrite and one fdatasync; what was allocated and never written would cost a journal commit of the file
 * system at each flush.
 *
 * A frame is written only when the flush of the one before it has returned: after a cut the tail is a run of whole
 * frames, then at most one torn. A file is begun anew only when each frame in it stands in LMDB (log_may_turn): until
 * then it is all that holds them. */
#pragma once
#include <stdbool.h>
#include "store/frame.h"

enum { LOG_FILES = 2, LOG_BYTES = 4 << 20 };

struct log_file {
    int fd;
    size_t size;
    uint64_t last; /* the number of the last frame in it; 0: none */
};

struct log {
    struct log_file files[LOG_FILES];
    unsigned int current;
    size_t at;                /* in it: where the next frame goes */
    uint64_t number, lineage; /* of the last frame written or read */
    struct frame_buffer tables;
};

/* Opens the two files of a folder, or makes them; only to be read, they must be there. `tables`: the payload of
 * FRAME_TABLES. ERR_IO, ERR_FULL, ERR_DENIED,
 * ERR_NOMEM. */
int log_open(struct log *l, const char *dir, struct span tables, bool writes);
/* Twice is once. */
void log_close(struct log *l);

/* A whole file, as much as was read; freed by the caller. */
int log_read(const struct log *l, unsigned int file, uint8_t **bytes);

/* How many bytes of frames the current file still takes; the largest frame that an empty one takes. */
size_t log_room(const struct log *l);
size_t log_largest(const struct log *l);
/* May the other file be begun anew, now that LMDB holds the frames up to `position`? */
bool log_may_turn(const struct log *l, uint64_t position);
void log_turn(struct log *l);

/* Writes what frame_begin and frame_add gathered as the frame behind the last one, and makes it durable; it must fit.
 * `f` says kind, at_ms and seq. ERR_FULL: no room on the disk (a file system that does not overwrite in place), the
 * number is given anew. ERR_IO: nobody knows what the disk holds; nothing may follow it in this process. */
int log_append(struct log *l, struct frame_buffer *b, struct frame *f);
/* A clean stop: LMDB holds all frames. */
int log_mark_closed(struct log *l);
/* The same bytes once more in their places, and flushed: after a failed flush the cache may show as written what the
 * disk does not hold (Rebello et al., USENIX ATC 2020). */
int log_write_again(struct log *l, unsigned int file, struct span bytes, size_t at);
