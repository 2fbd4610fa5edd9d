#include "cli/csv/screening_file.h"

#include <string.h>
#include "cli/csv/answers.h"

static struct screening_cells cells_of(struct arena *a, const struct csv_row *row) {
    const char **texts = arena_alloc(a, row->n * sizeof *texts);
    for (size_t i = 0; i < row->n; i++) texts[i] = row->cells[i].text;
    return (struct screening_cells){texts, row->n, row->n > 0 ? row->cells[0].place.line : 0};
}

bool screening_file_open(struct screening_file *f, struct arena *a, struct span text,
                         const struct screening_reading *how, struct text_errors *errors) {
    struct csv_row row;
    f->zone = how->zone;
    f->header = NULL;
    if (!csv_open_as(&f->csv, a, text, how->encoding, errors)) return false;
    int got = csv_next(&f->csv, a, &row);
    if (got < 0) return false;
    if (got == 0) {
        text_errors_add(a, errors, (struct text_place){1, 1}, "", "le fichier est vide", "the file is empty");
        return false;
    }
    struct screening_cells cells = cells_of(a, &row);
    f->header = screening_header_read(a, &cells, how->renames, errors);
    return f->header;
}

/* Each row has errors of its own, which the reader is given row by row. Rows of empty cells are what a spreadsheet
 * leaves below a table; those that begin with # are the template's. */
int screening_file_next(struct screening_file *f, struct arena *a, struct screening_row *row,
                        struct text_errors *errors) {
    struct csv_row csv_row;
    int got;
    f->csv.errors = errors;
    do got = csv_next(&f->csv, a, &csv_row);
    while (got == 1 && (csv_row_is_blank(&csv_row) || csv_row.cells[0].text[0] == '#'));
    if (got != 1) return got;
    struct screening_cells cells = cells_of(a, &csv_row);
    *row = (struct screening_row){.line = cells.line, .cells = cells};
    row->screening = screening_row_read(a, f->header, f->zone, &cells, &row->note, errors);
    return 1;
}

const char *screening_row_reference(const struct screening_header *h, const struct screening_row *row) {
    size_t at = screening_header_find(h, "local_reference");
    return at < row->cells.n ? row->cells.texts[at] : "";
}

char *screening_file_header(struct arena *a, const struct screening_layout *l) {
    const char **cells;
    size_t n = screening_header_write(a, l, &cells);
    return arena_printf(a, "\xef\xbb\xbf%s", csv_write(a, cells, n, ';'));
}

char *screening_file_row(struct arena *a, const struct screening_layout *l, struct zone zone,
                         const intake__screening *s, const char *note) {
    const char **cells;
    size_t n = screening_row_write(a, l, zone, s, note, &cells);
    return csv_write(a, cells, n, ';');
}

/* ---- the template ---- */

/* Every answer of a call, invented. */
static const struct {
    const char *header, *sample;
} samples[] = {
    {"appel_debut", "2026-11-21 9:03"},
    {"appel_fin", "2026-11-21 9:31"},
    {"evaluation_par", "j.roy"},
    {"clsc", "99001"},
    {"source", "appel Olo"},
    {"langue", "fr"},
    {"avis_lu_le", "2026-11-21 9:04"},
    {"avis_version", "2026-1"},
    {"consent_conservation", "oui"},
    {"message_sans_danger", "non"},
    {"nom", "Exemple"},
    {"prenom", "Anne"},
    {"naissance", "1998-05-16"},
    {"telephone", "514 555-0142"},
    {"personnes_menage", "2"},
    {"revenu_annuel", "20000"},
    {"diplome", "aucun"},
    {"date_prevue", "2027-03-20"},
    {"reference_locale", "E-0001"},
};

static const char *sample_of(const char *header) {
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++)
        if (strcmp(samples[i].header, header) == 0) return samples[i].sample;
    return "";
}

/* A first cell that begins with # makes the line a remark. */
static char *remark_row(struct arena *a, const char **cells, size_t n) {
    cells[0] = arena_printf(a, "# %s", cells[0]);
    return csv_write(a, cells, n, ';');
}

char *screening_file_template(struct arena *a) {
    struct screening_layout usual = screening_layout_usual();
    const char **heads, **cells;
    size_t n = screening_header_write(a, &usual, &heads);
    char *out = screening_file_header(a, &usual);
    cells = arena_alloc(a, n * sizeof *cells);
    for (size_t i = 0; i < n; i++) cells[i] = screening_column_wants(a, heads[i]);
    out = arena_printf(a, "%s%s", out, remark_row(a, cells, n));
    for (size_t i = 0; i < n; i++) cells[i] = sample_of(heads[i]);
    return arena_printf(a, "%s%s", out, remark_row(a, cells, n));
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
            text_errors_add(a, errors, row.cells[0].place, "", "deux cellules sont attendues : la leur; la nôtre",
                            "two cells are expected: theirs; ours");
            return false;
        }
        out->list[out->n] = (struct screening_rename){row.cells[0].text, row.cells[1].text};
        if (out->n > 0 || !names_the_columns(a, &out->list[0])) out->n++;
    }
    return got == 0;
}
