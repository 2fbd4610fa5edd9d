/* A table of an HSDS 3.0 tabular package: rows with their lines, found by any column. Columns are known by their
 * titles, in any order, whatever their case and blanks; those of HSDS 1 and 2 are read as what they became. Which
 * columns nobody asked for is kept, to be told. Everything lives in the table's arena. */
#pragma once
#include "base/arena.h"
#include "text/errors.h"

struct hsds_row {
    unsigned line;
    const char **cells; /* as many as the table has titles; never NULL */
};

/* Made when a column is first asked for. */
struct hsds_index {
    int column;
    const struct hsds_row **rows; /* sorted by that cell */
};

enum { HSDS_INDEXES_MAX = 6 }; /* columns that one table is looked up by; phones has the most, four */

struct hsds_table {
    struct arena *arena;
    const char *name;    /* "services" */
    const char **titles; /* "organization_id": lower case, _ for blanks */
    bool *asked;         /* of each, whether somebody has read it */
    size_t n_titles;
    const char *converted; /* a word that was not UTF-8, as it was read; NULL: all was */
    struct hsds_row *rows;
    size_t n;
    struct hsds_index indexes[HSDS_INDEXES_MAX];
    size_t n_indexes;
};

/* An empty text is a table without rows: a table that a package lacks. False: it is no table; see the errors. */
bool hsds_table_read(struct hsds_table *t, struct arena *a, const char *name, struct span text,
                     struct text_errors *errors);
/* Is there a column of this title? */
bool hsds_has(const struct hsds_table *t, const char *title);
/* "" when there is no such column. As it stands in the file. */
const char *hsds_cell(const struct hsds_table *t, const struct hsds_row *row, const char *title);
/* The rows whose cell is this value, in the order of the file; their number. An empty value finds nothing. */
size_t hsds_find(struct hsds_table *t, const char *title, const char *value, const struct hsds_row *const **out);
