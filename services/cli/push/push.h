/* `sippe screening push`: files of screenings through the spool to intake. For a desk that was offline, or another
 * system's export; the same file may be pushed again at any time, whole or mended, and nothing leaves twice.
 *
 *   push_files_open     all files looked at            one that cannot be read stops the run, with nothing queued
 *   push_file_each      a row at a time                one bad row stops no other, and is told at once (push_faults.h)
 *   push_rows_queue     row ─▶ its request id ─▶ spool the same row has the same id; one that was answered is done
 *   spool_sync          one flush for all              from here on a power cut loses nothing
 *   push_send           what waits ─▶ intake           64 at a time, until answered or nobody answers
 *   push_report         what became of each row, from the spool
 *
 * Without a file: what waits is sent. With --dry-run: intake is asked for each route, nothing is queued. In memory is
 * one row, and of each row that was read its id and line: 100,000 rows take some 40 MiB. Files and spool are looked at
 * where they lie, and let go behind the reading: they add no more than one file's size while it is opened. */
#pragma once
#include "cli/cli.h"
#include "cli/push/push_faults.h"
#include "cli/push/push_files.h"
#include "cli/push/spool.h"

/* A row that was queued, now or before: what it takes to tell what became of it. */
struct push_row {
    struct id id; /* of its request */
    const struct push_file *file;
    struct json_item item; /* of JSON, where its answers stand; empty: a row of a table */
    const char *reference; /* the desk's own number of the call */
    const char *clsc;      /* as the row has it */
    unsigned line;
    unsigned first; /* the line of the same row above, in these files; 0: this is the first */
    bool known;     /* was answered before this run */
    struct id note; /* of the request of what is told apart with it; zero: nothing is */
    bool note_late; /* its call was sent so long ago that nobody knows here which screening it is */
};

/* What was read. Each row of the files counts once. */
struct push_rows {
    struct push_row *list;
    size_t n;
    size_t unreadable, too_large;
};

/* Each row counts once. known: answered by an earlier run; waiting: on this machine still. */
struct push_counts {
    size_t accepted, known, refused, unreadable, waiting, repeated;
    size_t notes_refused, notes_waiting; /* of calls that were taken */
};

/* The handlers of the commands. */
int push_run(struct cli *c);
int push_spool_run(struct cli *c);

/* Opens the key's spool, and says what was wrong with it: *damaged (a later run finds it mended). 0 or the exit code,
 * said. */
int push_spool_open(struct cli *c, struct spool **out, bool *damaged);
/* Each row into the spool, flushed; what cannot be read or sent is told. 0 or the exit code, said. */
int push_rows_queue(struct cli *c, struct spool *s, struct push_file *files, struct push_rows *rows);
/* One row that a person has mended: once more, under another id, where it was refused as it is. *request: its id; zero:
 * it was not queued, told. 0 or the exit code, said. Not flushed. */
int push_row_queue(struct cli *c, struct spool *s, const struct push_reading *row, struct push_rows *rows,
                   struct id *request);
/* Sends all that waits and tells what became of these rows. The exit code. */
int push_rows_send(struct cli *c, struct spool *s, const struct push_rows *rows);
/* The routes of the rows; their counts say what a push would do: accepted, refused, unreadable. */
int push_preview(struct cli *c, struct push_file *files, struct push_counts *counts);

/* How a sending ended. */
struct push_sent {
    int rc;         /* 0, or the exit code after saying why; what had no answer waits on */
    bool forbidden; /* this key may not send screenings, now or later */
    size_t stuck;   /* entries that cannot be sent as they are; the others were */
};
/* Sends all that waits, of earlier runs too, until it is answered or nobody answers (20 s of silence). A reply from a
 * store that was restored puts back what that store has lost, and it is sent in the same run. Asks intake for that even
 * when nothing waits, if something was answered in the last days. */
struct push_sent push_send(struct cli *c, struct spool *s);
/* Without a file: what waits is all there is to tell. */
int push_waiting(struct cli *c, struct spool *s);
/* A screening with every usual answer, to be changed. It binds as it stands (UNKNOWN where nobody asked) and is refused
 * for what is empty. */
const char *push_template_json(void);
