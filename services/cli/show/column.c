#include "cli/show/column.h"

#include <stdlib.h>
#include <string.h>
#include "cli/csv/screening_csv.h"

/* "household.children[1].birth_date" → "household.children[].birth_date" and 1. */
static char *path_general(struct cli *c, const char *path, unsigned long *nth) {
    const char *open = strchr(path, '['), *close = open ? strchr(open, ']') : NULL;
    *nth = 0;
    if (!close) return arena_text(&c->arena, path);
    *nth = strtoul(open + 1, NULL, 10);
    return arena_printf(&c->arena, "%.*s[]%s", (int)(open - path), path, close + 1);
}

/* The column that holds this answer, as its header; NULL: none does. */
const char *column_of(struct cli *c, const char *path) {
    unsigned long nth;
    if (strncmp(path, "screening.", 10) == 0) path += 10;
    const char *general = path_general(c, path, &nth);
    for (size_t i = 0; i < n_screening_columns; i++) {
        const struct screening_column *k = &screening_columns[i];
        if (strcmp(k->path, general) != 0) continue;
        const char *number = strchr(k->header, '#');
        if (!number) return k->header;
        return arena_printf(&c->arena, "%.*s%lu%s", (int)(number - k->header), k->header, nth + 1, number + 1);
    }
    return NULL;
}
