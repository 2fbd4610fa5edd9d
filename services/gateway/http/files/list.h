/* A list of sha256sum: "64 hexadecimal digits, two blanks, a name", a line each, in the order of their bytes. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/span.h"

enum { LIST_HASH = 32, LIST_NAME_MAX = 200 };

struct list_line {
    uint8_t hash[LIST_HASH];
    struct span name; /* A-Z a-z 0-9 . _ - and /, which neither begins it nor follows another or a dot at the start */
};

/* The first line of what is left of `list`, which then begins behind it. False: it is no such line. */
bool list_next(struct span *list, struct list_line *out);
/* Whether these bytes are those that the line was written of. */
bool list_matches(const struct list_line *line, struct span bytes);
