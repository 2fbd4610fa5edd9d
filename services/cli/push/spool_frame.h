/* The form of a spool's file, and how it is read when part of it is damaged.
 *
 *   file    magic line with the key's fingerprint (spool_key.h), then frames
 *   frame   [mark 4][length u32][sum of the two u32][sum of the line u64][sealed spool.Line], little-endian
 *
 * Sums are of what is sealed: what a disk did to the file is found without the key. The mark holds two bytes that no
 * UTF-8 text has, and the head has a sum of its own: behind damage the next frame is found for certain, wherever it
 * begins, and no length that was damaged is believed. Another form is another magic line. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/span.h"
#include "cli/push/spool_key.h"
#include "cli/push/spool_lines.h"

enum { SPOOL_HEAD = 20 };

/* What was found besides whole frames. */
struct spool_damage {
    size_t cut;   /* bytes of a last frame that a crash left half-written */
    size_t bytes; /* bytes anywhere else that are no frame */
    size_t lost;  /* frames that stood there, at least */
};

/* Told now and then what the reader has left behind it and does not come back to: of a file that is looked at where it
 * lies, those pages can be let go. */
typedef void (*spool_passed_fn)(struct span part);

struct spool_reader {
    struct span file;
    size_t at;
    spool_passed_fn passed; /* NULL: nobody; set it behind spool_reader_open */
    size_t told;            /* how far */
    bool anothers;          /* its magic line is whole, and names another key */
    struct spool_damage damage;
};

/* One line as it stands in the file, in the arena; and what stands before a sealed line. */
struct span spool_frame(struct arena *a, const struct spool_key *key, const spool__line *line);
void spool_frame_head(uint8_t head[SPOOL_HEAD], struct span sealed);
/* The length of a frame by its head, 0 when it is none: its mark and the head's own sum say so. */
size_t spool_frame_len(struct span head);
/* The sealed line in a whole frame; empty when its sum is another. */
struct span spool_frame_line(struct span frame);
/* The same of a frame that spool_reader_next gave, whose sum was checked there. */
static inline struct span spool_frame_body(struct span frame) {
    return span_of(frame.data + SPOOL_HEAD, frame.len - SPOOL_HEAD);
}
/* Behind the magic line. False: it is no spool; one whose magic line alone is damaged is known by its frames. */
bool spool_reader_open(struct spool_reader *r, struct span file, struct span magic);
/* It is of a form before this one. */
bool spool_is_older(struct span file);
/* The next whole frame and its place; false: the end. */
bool spool_reader_next(struct spool_reader *r, struct span *frame, size_t *place);
