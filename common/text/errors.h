/* What is wrong with a text that a person wrote: all of it, up to a limit, each with its place and in both languages.
 * For files; what is wrong with a request is findings (base/finding.h), which have paths and no lines. tree_place leads
 * from such a path back to the line. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/arena.h"

enum { TEXT_ERRORS_MAX = 100 }; /* more than anybody reads before mending the first ones */

/* Counted from 1, columns in characters; 0: not known. */
struct text_place {
    unsigned line, column;
};

struct text_error {
    struct text_place place;
    const char *path; /* "children[2].birth_date"; "" for the whole */
    const char *fr, *en;
};

/* Starts as {0}. The list lives in the arena that was given to text_errors_add. */
struct text_errors {
    struct text_error *list;
    size_t n;
    bool of_table; /* the paths are titles of columns, and told as such */
};

/* Takes copies. Past TEXT_ERRORS_MAX it is not kept. */
void text_errors_add(struct arena *a, struct text_errors *errors, struct text_place place, const char *path,
                     const char *fr, const char *en);
/* One line each, as people say it: "a.json, ligne 3, call.source : sentence", "a.csv, ligne 3, colonne naissance :
 * sentence". `file` may be NULL. */
char *text_errors_print(struct arena *a, const struct text_errors *errors, const char *file, bool french);
