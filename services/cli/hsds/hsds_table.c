#include "cli/hsds/hsds_table.h"

#include <stdlib.h>
#include <string.h>
#include "base/message.h"
#include "civil/ascii.h"
#include "text/csv.h"

/* A short row ends in empty cells, a long one loses what stands under no title: no reason to refuse somebody else's
 * file. */
static void row_add(struct hsds_table *t, const struct csv_row *row) {
    struct hsds_row *added = message_grow(t->arena, (void **)&t->rows, &t->n, sizeof *added);
    added->line = row->n ? row->cells[0].place.line : 0;
    added->cells = arena_alloc(t->arena, (t->n_titles + 1) * sizeof *added->cells);
    for (size_t i = 0; i < t->n_titles; i++) added->cells[i] = i < row->n ? row->cells[i].text : "";
}

/* What HSDS 1 and 2 called what HSDS 3 has. */
static const char *const renamed[][3] = {
    {"schedules", "weekday", "byday"},       {"schedules", "valid_until", "valid_to"},
    {"languages", "language", "code"},       {"taxonomy_terms", "vocabulary", "taxonomy"},
    {"attributes", "service_id", "link_id"}, {"attributes", "taxonomy_id", "taxonomy_term_id"},
    {"addresses", "address", "address_1"}};

static const char *title_of(struct hsds_table *t, const char *text) {
    while (ascii_is_space(*text)) text++;
    char *title = arena_text(t->arena, text);
    size_t len = strlen(title);
    while (len && ascii_is_space(title[len - 1])) title[--len] = 0;
    for (char *c = title; *c; c++) *c = ascii_is_space(*c) || *c == '-' ? '_' : ascii_lower(*c);
    for (size_t i = 0; i < sizeof renamed / sizeof renamed[0]; i++)
        if (strcmp(renamed[i][0], t->name) == 0 && strcmp(renamed[i][1], title) == 0)
            return arena_text(t->arena, renamed[i][2]);
    return title;
}

bool hsds_table_read(struct hsds_table *t, struct arena *a, const char *name, struct span text,
                     struct text_errors *errors) {
    struct csv csv;
    struct csv_row row;
    *t = (struct hsds_table){.arena = a, .name = name};
    if (text.len == 0) return true;
    if (!csv_open(&csv, a, text, errors) || csv_next(&csv, a, &row) < 0) return false;
    if (csv.encoding != CSV_UTF_8) t->converted = csv_example(&csv, a, csv.encoding);
    t->titles = arena_alloc(a, (row.n + 1) * sizeof *t->titles);
    t->asked = arena_alloc(a, (row.n + 1) * sizeof *t->asked);
    for (; t->n_titles < row.n; t->n_titles++) t->titles[t->n_titles] = title_of(t, row.cells[t->n_titles].text);
    int rc;
    while ((rc = csv_next(&csv, a, &row)) > 0) row_add(t, &row);
    return rc == 0;
}

static int column_of(const struct hsds_table *t, const char *title) {
    for (size_t i = 0; i < t->n_titles; i++)
        if (strcmp(t->titles[i], title) == 0) {
            t->asked[i] = true;
            return (int)i;
        }
    return -1;
}

bool hsds_has(const struct hsds_table *t, const char *title) { return column_of(t, title) >= 0; }

const char *hsds_cell(const struct hsds_table *t, const struct hsds_row *row, const char *title) {
    int column = column_of(t, title);
    return column < 0 ? "" : row->cells[column];
}

/* By the line among equals: what is found comes in the order of the file, on every machine. */
static int compare(const void *a, const void *b, void *column) {
    const struct hsds_row *x = *(const struct hsds_row *const *)a, *y = *(const struct hsds_row *const *)b;
    int order = strcmp(x->cells[*(int *)column], y->cells[*(int *)column]);
    return order ? order : (x->line > y->line) - (x->line < y->line);
}

/* Kept once it is made, as rows do not change. With more columns than HSDS_INDEXES_MAX the next one would find nothing:
 * raise it then. */
static const struct hsds_index *index_of(struct hsds_table *t, int column) {
    for (size_t i = 0; i < t->n_indexes; i++)
        if (t->indexes[i].column == column) return &t->indexes[i];
    if (t->n_indexes == HSDS_INDEXES_MAX) return NULL;
    struct hsds_index *x = &t->indexes[t->n_indexes++];
    x->column = column;
    x->rows = arena_alloc(t->arena, (t->n + 1) * sizeof *x->rows);
    for (size_t i = 0; i < t->n; i++) x->rows[i] = &t->rows[i];
    qsort_r(x->rows, t->n, sizeof *x->rows, compare, &x->column);
    return x;
}

/* The first of the equal ones by halving, then as many as follow: a join reads each table once, not once a row. */
size_t hsds_find(struct hsds_table *t, const char *title, const char *value, const struct hsds_row *const **out) {
    int column = column_of(t, title);
    const struct hsds_index *x = column < 0 || !*value ? NULL : index_of(t, column);
    size_t low = 0, high = x ? t->n : 0, n = 0;
    *out = NULL;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(x->rows[middle]->cells[column], value) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    while (x && low + n < t->n && strcmp(x->rows[low + n]->cells[column], value) == 0) n++;
    if (n) *out = &x->rows[low];
    return n;
}
