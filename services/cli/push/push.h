/* `sippe screening push`: files of screenings through the spool to intake. */
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
    bool cut;                /* the file could not be read from here on */
    bool repeated;           /* the same row stands above */
    bool known;              /* was answered before this run */
};

struct push_rows {
    struct push_row *list;
    size_t n;
    size_t unreadable;
};

int push_run(struct cli *c);
/* Appends the rows of a file. 0 or the exit code, said: the file as a whole cannot be read. */
int push_file_read(struct cli *c, const char *path, struct push_rows *rows);
/* Sends all that waits, 64 at a time, until it is answered or nobody answers. 0, or the exit code after saying why. */
int push_send(struct cli *c, struct spool *s);
/* The spool could not be written. */
int push_fail_disk(struct cli *c, int err);
/* A screening with every usual answer, to be changed. */
const char *push_template_json(void);
