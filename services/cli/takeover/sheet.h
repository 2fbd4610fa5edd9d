/* A caseload as a table, as a coordinator keeps it in a workbook: one row a family, French headers, columns in any
 * order. Headers and what cells hold are those of the table of screenings (csv/screening_csv.h, csv/cell.h), so that
 * who knows one knows the other; enfant1_naissance, enfant1_prenom, enfant2_naissance ... are as many as are needed.
 *
 *   the file ─▶ sheet_read ─▶ rows, each good or with its faults ─▶ TakeOverFamily
 *   a path that intake refuses ("family.identity.phone") ─▶ sheet_place ─▶ the header and the cell under it
 *
 * Faults never repeat what stood in the cell, which is personal. */
#pragma once
#include "base/id.h"
#include "cli/cli.h"
#include "proto/intake.h"
#include "text/errors.h"

enum { SHEET_CHILDREN_MAX = 20, SHEET_COLUMNS_MAX = 100 };

struct sheet_row {
    unsigned line;
    intake__taken_over_family *family;              /* NULL: the errors say why */
    unsigned char child_number[SHEET_CHILDREN_MAX]; /* which enfant# each child stood under, from 1 */
};

struct sheet {
    struct id batch_id; /* made of what the file holds: the same file is the same sheet */
    struct sheet_row *rows;
    size_t n;
    const char *headers[SHEET_COLUMNS_MAX]; /* as the file has them */
    size_t n_headers;
};

/* False: the file as a whole cannot be read; where no error says why, it was said. Rows of empty cells, and those that
 * begin with #, are passed over. */
bool sheet_read(struct cli *c, const char *file, struct span text, struct sheet *out, struct text_errors *errors);
/* Where an answer of this row stands: its header, "" for none, and the cell (from 1; 0: none). */
struct sheet_place {
    const char *header;
    unsigned column;
};
struct sheet_place sheet_place(struct cli *c, const struct sheet *s, const struct sheet_row *row, const char *path);
/* An empty sheet: its headers, what each holds, and a sample, the last two in lines that are passed over. */
char *sheet_template(struct arena *a);
