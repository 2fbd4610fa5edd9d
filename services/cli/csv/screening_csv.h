/* Screenings as a table: one row each, one column per answer, French headers, numbered columns for lists (besoin1,
 * besoin2, enfant1_naissance ...). One definition serves all: what `sippe screening push` reads, what is exported, the
 * empty template, and the names by which a refusal speaks of an answer (show/column.h).
 *
 *   the columns ──▶ screening_header_write ──▶ first line          first line ──▶ screening_header_read ──▶ meanings
 *               ──▶ screening_row_write ─────▶ a row                    a row ──▶ screening_row_read ─────▶ screening
 *
 * Headers are compared folded (answers.h), so "Code postal" is code_postal. What cells hold: cell.h. Faults are text
 * errors whose line is the file's, whose column is the number of the cell in its row and whose path is the header; they
 * never repeat what stood in the cell, which is personal.
 *
 * A library of its own, without the program: the demonstration's generator writes what the program reads. */
#pragma once
#include <stdbool.h>
#include "base/arena.h"
#include "civil/date.h"
#include "proto/intake/screening.h"
#include "text/errors.h"

/* Lists of a screening that have columns. The columns of one list stand together in the table below, and are numbered
 * together. */
enum screening_list {
    SCREENING_LIST_NONE,
    SCREENING_LIST_CHANNELS,
    SCREENING_LIST_CHILDREN,
    SCREENING_LIST_INCOME_SOURCES,
    SCREENING_LIST_NEEDS,
    SCREENING_LIST_DIETS,
};
/* MAX: of one list; a number past it is no column. CELLS: all columns with all lists at their longest are 192. */
enum { SCREENING_LISTS = SCREENING_LIST_DIETS + 1, SCREENING_LIST_MAX = 20, SCREENING_CELLS_MAX = 300 };

struct screening_column {
    const char *header; /* '#' stands for the number in a list */
    const char *path;   /* "household.children[].birth_date", or SCREENING_NOTE */
    enum screening_list list;
    bool required; /* a file without this column is refused whole */
};
/* The one column that is no answer: what was told of danger with the call, which is sent apart (intake/notes.proto). */
#define SCREENING_NOTE "safety_note"
bool screening_column_is_note(const struct screening_column *c);
/* In the order of the call. A header is for ever: files of other systems are written after it. */
extern const struct screening_column screening_columns[];
extern const size_t n_screening_columns;

/* How many numbered columns each list has. */
struct screening_layout {
    size_t n[SCREENING_LISTS];
};
/* What fits most calls: the template's. A row with more must be written after screening_layout_fit, or the rest is left
 * out. */
struct screening_layout screening_layout_usual(void);
/* Widens it so that nothing of this screening is left out. */
void screening_layout_fit(struct screening_layout *l, const intake__screening *s);

/* The cells of the first line, and of a row; both give the same number of cells, in the arena, for the same layout.
 * `note`: what is told apart with it; NULL: nothing. */
size_t screening_header_write(struct arena *a, const struct screening_layout *l, const char ***cells);
size_t screening_row_write(struct arena *a, const struct screening_layout *l, struct zone zone,
                           const intake__screening *s, const char *note, const char ***cells);

/* Another system's names of columns: "theirs" stands in the file, "ours" is a header of this table, "" to leave it out.
 * Both are compared folded. */
struct screening_rename {
    const char *theirs, *ours;
};
struct screening_renames {
    struct screening_rename *list;
    size_t n;
};

/* A row of the file, and its line there. */
struct screening_cells {
    const char *const *texts;
    size_t n;
    unsigned line;
};

/* A file's first line, understood; lasts as long as its arena. */
struct screening_header;
/* What each column of a file means; NULL when errors were added: a column whose title is nearly one of ours that the
 * file has not, one that stands twice, a required one that is missing, a rename to what is no column. No renames:
 * NULL. */
struct screening_header *screening_header_read(struct arena *a, const struct screening_cells *cells,
                                               const struct screening_renames *renames, struct text_errors *errors);
/* The titles that are none of ours, whose columns are left out; how many. What a rename left out is not among them. */
size_t screening_header_ignored(const struct screening_header *h, const char *const **titles);
/* Which cell of a row the answer of this path stands in; SIZE_MAX: none. Of a list its first. */
size_t screening_header_find(const struct screening_header *h, const char *path);
/* The title that we give the column of a cell, its number in a list included; NULL: it is left out. */
const char *screening_header_ours(struct arena *a, const struct screening_header *h, size_t cell);
/* A title however it is typed, as the table has it; folded, where there is no such column. */
const char *screening_column_title(struct arena *a, const char *title);
/* What the cells of a column of ours hold, for whoever fills it in: "obligatoire : oui, non, inconnu, refus". */
const char *screening_column_wants(struct arena *a, const char *header);
/* The screening of a row, every block there, in the arena; NULL when errors were added. *note: what is told apart with
 * it, "" when nothing is. The rules of intake are intake's: what is read here may still be refused there. Cells past
 * the last column must be empty; a short row ends in empty cells. */
intake__screening *screening_row_read(struct arena *a, const struct screening_header *h, struct zone zone,
                                      const struct screening_cells *cells, const char **note,
                                      struct text_errors *errors);
