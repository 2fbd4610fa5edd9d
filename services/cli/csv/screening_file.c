#include "cli/csv/screening_file.h"

#include <string.h>
#include "cli/csv/answers.h"

static struct screening_cells cells_of(struct arena *a, const struct csv_row *row) {
    const char **texts = arena_alloc(a, row->n * sizeof *texts);
    for (size_t i = 0; i < row->n; i++) texts[i] = row->cells[i].text;
    return (struct screening_cells){texts, row->n, row->n > 0 ? row->cells[0].place.line : 0};
}

bool screening_file_open(struct screening_file *f, struct arena *a, struct span text, struct zone zone,
                         const struct screening_renames *renames, struct text_errors *errors) {
    struct csv_row row;
    f->zone = zone;
    f->header = NULL;
    if (!csv_open(&f->csv, a, text, errors)) return false;
    int got = csv_next(&f->csv, a, &row);
    if (got < 0) return false;
    if (got == 0) {
        text_errors_add(a, errors, (struct text_place){1, 1}, "", "le fichier est vide", "the file is empty");
        return false;
    }
    struct screening_cells cells = cells_of(a, &row);
    f->header = screening_header_read(a, &cells, renames, errors);
    return f->header;
}

static bool is_empty(const struct csv_row *row) {
    for (size_t i = 0; i < row->n; i++)
        if (row->cells[i].text[strspn(row->cells[i].text, " \t\r\n")]) return false;
    return true;
}

/* Each row has errors of its own, which the reader is given row by row. Rows of empty cells are what a spreadsheet
 * leaves below a table. */
int screening_file_next(struct screening_file *f, struct arena *a, struct screening_row *row,
                        struct text_errors *errors) {
    struct csv_row csv_row;
    int got;
    f->csv.errors = errors;
    do got = csv_next(&f->csv, a, &csv_row);
    while (got == 1 && is_empty(&csv_row));
    if (got != 1) return got;
    struct screening_cells cells = cells_of(a, &csv_row);
    *row = (struct screening_row){cells.line, screening_row_read(a, f->header, f->zone, &cells, errors)};
    return 1;
}

char *screening_file_header(struct arena *a, const struct screening_layout *l) {
    const char **cells;
    size_t n = screening_header_write(a, l, &cells);
    return arena_printf(a, "\xef\xbb\xbf%s", csv_write(a, cells, n, ';'));
}

char *screening_file_row(struct arena *a, const struct screening_layout *l, struct zone zone,
                         const intake__screening *s) {
    const char **cells;
    size_t n = screening_row_write(a, l, zone, s, &cells);
    return csv_write(a, cells, n, ';');
}

char *screening_file_template(struct arena *a) {
    struct screening_layout usual = screening_layout_usual();
    return screening_file_header(a, &usual);
}

/* A first line that names the two columns, rather than renames one: "ours" is no column of ours. */
static bool names_the_columns(struct arena *a, const struct screening_rename *r) {
    const char *ours = answers_fold(a, r->ours);
    return strcmp(ours, "ours") == 0 || strcmp(ours, "notre_colonne") == 0;
}

bool screening_renames_read(struct arena *a, struct span text, struct screening_renames *out,
                            struct text_errors *errors) {
    struct csv csv;
    struct csv_row row;
    int got;
    *out = (struct screening_renames){arena_alloc(a, SCREENING_CELLS_MAX * sizeof *out->list), 0};
    if (!csv_open(&csv, a, text, errors)) return false;
    while ((got = csv_next(&csv, a, &row)) == 1) {
        if (row.n != 2 || out->n == SCREENING_CELLS_MAX) {
            text_errors_add(a, errors, row.cells[0].place, "", "deux cellules attendues: la leur; la nôtre",
                            "two cells are expected: theirs; ours");
            return false;
        }
        out->list[out->n] = (struct screening_rename){row.cells[0].text, row.cells[1].text};
        if (out->n > 0 || !names_the_columns(a, &out->list[0])) out->n++;
    }
    return got == 0;
}
