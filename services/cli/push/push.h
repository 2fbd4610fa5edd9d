/* `sippe screening push`: files of screenings through the spool to intake. For a desk that was offline, or another
 * system's export; the same file may be pushed again at any time, whole or mended, and nothing leaves twice.
 *
 *   push_file_read    files ─▶ rows, good and bad       one bad row stops no other
 *   row_queue         row ─▶ its request id ─▶ spool    the same row has the same id; one that was answered is done
 *   spool_sync        one flush for all                 from here on a power cut loses nothing
 *   push_send         what waits ─▶ intake              64 at a time, until answered or nobody answers
 *   push_report       what became of each row, from the spool
 *
 * Without a file: what waits is sent. With --dry-run: intake is asked for each route, nothing is queued. */
#pragma once
#include "cli/cli.h"
#include "proto/screening.h"
#include "cli/push/spool.h"
#include "text/errors.h"
#include "text/tree.h"

/* One screening of a file. */
struct push_row {
    const char *file;
    unsigned line;                      /* 0: the whole file */
    const intake__screening *screening; /* NULL: it could not be read, see errors */
    struct text_errors errors;
    const struct tree *tree; /* where its answers stand; NULL: a row of a table */
    struct id id;            /* of its request */
    bool cut;                /* the file could not be read from here on, as after an open quote */
    bool repeated;           /* the same row stands above, in these files: one request, told once */
    bool known;              /* was answered before this run */
};

struct push_rows {
    struct push_row *list;
    size_t n;
    size_t unreadable;
};

/* The handler of the command. */
int push_run(struct cli *c);
/* Appends the rows of a file. What it is, its first sign says: { or [ is JSON, all else a table. 0 or the exit code,
 * said: the file as a whole cannot be read, and nothing of it is queued. */
int push_file_read(struct cli *c, const char *path, struct push_rows *rows);
/* Sends all that waits, of earlier runs too, until it is answered or nobody answers (20 s of silence). 0, or the exit
 * code after saying why; what had no answer waits on. A reply from a store that was restored puts back what that store
 * has lost, and it is sent in the same run. Asks intake for that even when nothing waits, if something was answered in
 * the last days. */
int push_send(struct cli *c, struct spool *s);
/* The spool could not be written. Says what to do: the file is still there, and may be pushed again. */
int push_fail_disk(struct cli *c, int err);
/* A screening with every usual answer, to be changed. It binds as it stands (UNKNOWN where nobody asked) and is refused
 * for what is empty. */
const char *push_template_json(void);
