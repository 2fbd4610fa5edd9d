/* The columns of a sheet: one definition for what is read, for the template, and for the names by which a refusal
 * speaks of an answer. A header is for ever: files of people are written after it. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/arena.h"

struct sheet_column {
    const char *header; /* '#' stands for the number of a child */
    const char *path;   /* of the request's row: "children[].birth_date" */
    bool required;      /* a file without this column is refused whole */
    const char *sample;
};
extern const struct sheet_column sheet_columns[];
extern const size_t n_sheet_columns;

/* By a folded header, with the number of the child, from 0; NULL: none. */
const struct sheet_column *sheet_column_find(const char *folded, size_t *at);
/* The header that comes nearest, with a 1 for its number; NULL: none is near. */
const char *sheet_column_nearest(struct arena *a, const char *folded);
/* The header of a path ("children[].birth_date") with this number, from 0; NULL: there is none. */
const char *sheet_column_header(struct arena *a, const char *path, size_t at);
