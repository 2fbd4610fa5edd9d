/* Files of "name = value" lines: key files, peers, a daemon's configuration. Blank lines and those that start with #
 * are passed over. A value goes to the end of its line without the blanks around it (a key in Z85 may hold # and =), so
 * there is no comment behind a value, and no quoting.
 *
 *   struct line_reader r = line_reader(text);
 *   while ((rc = line_next(&r, &l, &fault)) > 0) if (line_is(&l, "name")) ...
 *
 * A reader knows every name that may stand in its file and refuses the others: a misspelt line is a fault with its
 * place and never a default. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/span.h"

/* Where and why a file is refused; sentences are constants of the program. */
struct line_fault {
    int line, column; /* from 1; 0: the file as a whole */
    const char *fr, *en;
};

/* Views of the reader's text. */
struct line {
    int number;
    int column; /* of the value */
    struct span name, value;
};

struct line_reader {
    struct span text;
    size_t at;
    int number;
};

static inline struct line_reader line_reader(struct span text) { return (struct line_reader){text, 0, 0}; }
/* 1 and the next line, 0 at the end, ERR_INVALID and the fault. */
int line_next(struct line_reader *r, struct line *out, struct line_fault *fault);
bool line_is(const struct line *l, const char *name);
/* Copies the value as text; false when it does not fit in size with its NUL, or has a character that is not printable
 * ASCII. */
bool line_text(const struct line *l, char *out, size_t size);
/* Sets the fault at the line's value; gives ERR_INVALID. */
int line_refuse(const struct line *l, struct line_fault *fault, const char *fr, const char *en);
