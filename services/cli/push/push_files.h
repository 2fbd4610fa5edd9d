/* The files of a push, read a row at a time where they lie: 64 MiB take no memory. What one is, its first sign says: {
 * or [ is JSON (one screening, or a list of them), all else a table. */
#pragma once
#include "cli/cli.h"
#include "cli/csv/screening_file.h"
#include "proto/intake/screening.h"
#include "text/errors.h"
#include "text/json/json_items.h"
#include "text/tree.h"

struct push_file {
    const char *path; /* NULL: behind the last one */
    struct span text;
    bool mapped;
    bool json; /* else a table */
    struct screening_file table;
    size_t passed; /* bytes of it that were read, and let go */
};

/* One row, or what stands where one should be. Lives during the call. */
struct push_reading {
    const struct push_file *file;
    unsigned line;
    const intake__screening *screening; /* NULL: it could not be read, see errors */
    const char *note;                   /* what is told apart with it; "": nothing */
    const struct text_errors *errors;
    const struct screening_cells *cells; /* as they stand there; NULL: no row of a table */
    const struct tree *tree;             /* where its answers stand; NULL: in a table */
    struct json_item item;               /* of JSON, to find them again (json_tree_at) while the file is open */
    bool cut;                            /* the file cannot be read from here on, as after an open quote */
    struct arena *arena;                 /* for what lives as long as the row */
};
/* 0: go on; anything else ends the reading. */
typedef int (*push_row_fn)(void *owner, const struct push_reading *row);

/* The files of the command line, each found to be readable; a list that ends with a NULL path. 0 or the exit code,
 * said. */
int push_files_open(struct cli *c, struct push_file **out);
void push_files_close(struct push_file *files);
/* All rows of a file, once. 0, or what `each` gave. */
int push_file_each(struct push_file *f, push_row_fn each, void *owner);
