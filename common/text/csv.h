/* Tables as RFC 4180 writes them, and as Excel does in Québec: `;`, `,`, tab or `|` between cells, UTF-8 (with or
 * without BOM), or what csv_encoding.h knows. A blank line is no row. A quoted cell may hold delimiters, line ends and
 * doubled quotes.
 *
 *   csv_open(&c, a, text, &errors)
 *   while ((got = csv_next(&c, row_arena, &row)) > 0) ...      the first row is whatever the caller takes it for
 *   if (got < 0) text_errors_print(...)
 *
 * Rows may have an arena of their own, which is reset after each: a file of 64 MiB then takes little memory. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/arena.h"
#include "base/span.h"
#include "text/csv_encoding.h"
#include "text/errors.h"

enum {
    CSV_SIZE_MAX = 64 << 20, /* 100,000 screenings are 57 MB */
    CSV_CELL_MAX = 1 << 20,  /* what is longer is most often a quote that nobody closed */
    CSV_COLUMNS_MAX = 1000,
};

struct csv_cell {
    const char *text; /* clean UTF-8 */
    struct text_place place;
};

struct csv_row {
    struct csv_cell *cells;
    size_t n; /* 1 or more; rows need not be equally long */
};

/* The reader's own; of its fields, `delimiter`, `encoding` and `guess` may be read once it is open. What is not UTF-8
 * is a guess: whoever reads such a table for a person tells her of it, and asks her where it is not `sure`, for a wrong
 * guess is a name that nobody finds. */
struct csv {
    const char *at, *end, *text;
    struct text_place place;
    char delimiter;
    enum csv_encoding encoding;
    struct csv_guess guess;
    bool broken;
    size_t widest;       /* room that a row is given: of cells */
    struct arena *arena; /* of the faults */
    struct text_errors *errors;
};

/* The text stays the caller's, and must live as long as the reader; cells are converted as they are read. The
 * delimiter is the one that is most frequent in the first line. False: it is no text (see the faults). */
bool csv_open(struct csv *c, struct arena *a, struct span text, struct text_errors *errors);
/* The same, where a person may have named the encoding (NULL: she has not). What is UTF-8 throughout is read as that,
 * whatever its name: no other encoding looks like it by chance. */
bool csv_open_as(struct csv *c, struct arena *a, struct span text, const enum csv_encoding *named,
                 struct text_errors *errors);
/* 1: a row, its cells in the arena; 0: the end; ERR_INVALID: a fault, noted, after which there is nothing more. */
int csv_next(struct csv *c, struct arena *a, struct csv_row *row);
/* All its cells are blank: what a spreadsheet leaves below a table. */
bool csv_row_is_blank(const struct csv_row *row);
/* The first word that is not plain UTF-8, in the arena: as the encoding reads it, and as it looks to who knows none; ""
 * where there is none. */
const char *csv_example(const struct csv *c, struct arena *a, enum csv_encoding e);
const char *csv_example_odd(const struct csv *c, struct arena *a);
/* Where in the header this title stands; -1: nowhere. Case, accents and signs do not count. */
int csv_find(struct arena *a, const struct csv_row *header, const char *title);

/* One row with its line end (CRLF); quotes where they are needed. NULL cells are empty. Nothing is done against
 * formulas: texts that people typed must not leave by it as they are. */
char *csv_write(struct arena *a, const char *const *cells, size_t n, char delimiter);
