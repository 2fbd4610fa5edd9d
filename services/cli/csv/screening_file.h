/* Screenings in a CSV file: reading one row after the other, so that one bad row does not stop the rest; writing; and
 * the file that renames another system's columns.
 *
 *   screening_file_open, then screening_file_next until 0 or ERR_INVALID */
#pragma once
#include "cli/csv/screening_csv.h"
#include "text/csv.h"

/* An open file. To look into, not to change. */
struct screening_file {
    struct csv csv;
    struct zone zone;
    const struct screening_header *header;
};

/* How a file is to be read. */
struct screening_reading {
    struct zone zone;
    const struct screening_renames *renames; /* NULL: none */
    const enum csv_encoding *encoding;       /* as a person named it; NULL: she has not */
};

struct screening_row {
    unsigned line;
    intake__screening *screening; /* NULL: this row's errors say why */
    const char *note;             /* what is told apart with it; "": nothing */
    struct screening_cells cells; /* as they stand there, in the row's arena */
};

/* The first row is the header. False: see the errors; nothing can be read. The text must live as long as the file. */
bool screening_file_open(struct screening_file *f, struct arena *a, struct span text,
                         const struct screening_reading *how, struct text_errors *errors);
/* 1: a row, good or not, in the arena; 0: the end; ERR_INVALID: the text is no table from here on. Rows of empty cells
 * are passed over. The errors are those of this row. */
int screening_file_next(struct screening_file *f, struct arena *a, struct screening_row *row,
                        struct text_errors *errors);

/* The desk's own number of the call, as it stands there, for rows too that cannot be read; "" where there is none. */
const char *screening_row_reference(const struct screening_header *h, const struct screening_row *row);

/* Lines with their ends, cells parted by `;`, as Excel does in Québec. The header starts with a byte order mark,
 * without which Excel takes UTF-8 for Windows-1252. One layout for a whole file. */
char *screening_file_header(struct arena *a, const struct screening_layout *l);
char *screening_file_row(struct arena *a, const struct screening_layout *l, struct zone zone,
                         const intake__screening *s, const char *note);
/* A file with every column: which are obligatory and what they accept, and a sample row, both in lines whose first cell
 * begins with #. Such lines are passed over when it is read. */
char *screening_file_template(struct arena *a);

/* A table of two columns, theirs and ours; a first line "theirs;ours" or "leur colonne;notre colonne" is passed over.
 * False: see the errors. */
bool screening_renames_read(struct arena *a, struct span text, struct screening_renames *out,
                            struct text_errors *errors);
