/* Rows that a push did not take, kept in the spool until a person has mended and sent them, or dropped them: one that
 * could not be read as its cells, one that intake refused as what was sent, both as a row of our own table, so that
 * they are mended alike whatever file they came from. Forms of JSON that cannot be read are no rows: their file is
 * mended.
 *
 *   unreadable ──held_unreadable──┐
 *   refused ─────held_refused─────┴─▶ held, under a number ──▶ sippe quarantine show, fix, send, drop
 *   taken, from a file that was mended, or from here ──held_taken, held_settle──▶ released
 *
 * The same row again is the one that is held, however often its file is pushed; another row of the same call (by the
 * desk's own number, and of the same woman, since a number may be typed twice) stands in its place. What they hold is
 * personal: it is sealed as all of the spool is. */
#pragma once
#include "cli/push/push.h"

enum { HELD_MAX = 10000 }; /* more wait in their file: nobody mends so many by hand */

/* Where a row stood. */
struct held_from {
    const char *file;
    unsigned line; /* 0: nobody knows any more */
};

/* 0, or the exit code, said. What is past HELD_MAX is not kept, and is no failure. */
int held_unreadable(struct cli *c, struct spool *s, const struct push_reading *row);
/* `e`: what was sent for it, and refused with this status. Nothing, when what was sent is no longer known. */
int held_refused(struct cli *c, struct spool *s, const struct held_from *from, const struct spool_entry *e,
                 const sippe__status *status);
/* The call with this number of the desk's was taken, as `e` says: what an earlier push held of it is released. */
int held_taken(struct spool *s, const struct spool_entry *e, const char *reference);
/* Releases what was sent from here and is taken: after each sending, and when a spool is opened, as a run may have died
 * between the two. */
int held_settle(struct spool *s);
/* Marks what this run has held, to be dropped: a key that may send nothing keeps nothing. How many. */
size_t held_drop_fresh(struct spool *s);

/* What was sent under an entry, in the arena; NULL: no longer known. */
const intake__screening *held_answers(struct spool *s, struct arena *a, const struct spool_entry *e);
/* The screening of a held row, in the arena, read anew; NULL: see the errors, whose paths are its columns. */
intake__screening *held_read(struct cli *c, struct arena *a, const spool__held *row, const char **note,
                             struct text_errors *errors);
/* Where a column stands in it; the number of its columns: it has none of that name. */
size_t held_column(struct arena *a, const spool__held *row, const char *title);
