#include "cli/takeover/sheet.h"

#include <stdlib.h>
#include <string.h>
#include "base/message.h"
#include "cli/call/input.h"
#include "cli/call/zone.h"
#include "cli/csv/answers.h"
#include "cli/csv/cell.h"
#include "cli/csv/screening_path.h"
#include "cli/takeover/sheet_columns.h"
#include "text/csv.h"

/* What a column of this file means. */
struct meaning {
    const struct sheet_column *column; /* NULL: it has no header */
    size_t at;                         /* of a child, from 0 */
    struct screening_path path;
};

struct reader {
    struct cli *c;
    struct sheet *sheet;
    struct meaning meanings[SHEET_COLUMNS_MAX];
    size_t n;
    struct zone zone;
    struct text_errors *errors;
    size_t n_faults;
};

static void fault(struct reader *r, struct text_place at, const char *header, const char *fr, const char *en) {
    text_errors_add(&r->c->arena, r->errors, at, header, fr, en);
    r->n_faults++;
}

static struct text_place cell_place(const struct csv_row *row, size_t i) {
    return (struct text_place){row->cells[0].place.line, (unsigned)i + 1};
}

/* ---- the first line ---- */

static void read_header(struct reader *r, const struct csv_row *row, size_t i) {
    struct arena *a = &r->c->arena;
    struct meaning *m = &r->meanings[i];
    const char *text = row->cells[i].text, *folded = answers_fold(a, text);
    r->sheet->headers[i] = arena_text(a, text);
    if (!*folded) return; /* a stray separator; whether it holds something is seen in the rows */
    m->column = sheet_column_find(folded, &m->at);
    bool known = m->column && message_path_read(&intake__taken_over_family__descriptor, m->column->path, &m->path);
    if (!known) {
        const char *nearest = sheet_column_nearest(a, folded);
        fault(r, cell_place(row, i), text,
              nearest ? arena_printf(a, "colonne inconnue; vouliez-vous dire « %s » ?", nearest) : "colonne inconnue",
              nearest ? arena_printf(a, "unknown column; did you mean \"%s\"?", nearest) : "unknown column");
        return;
    }
    for (size_t k = 0; k < i; k++)
        if (r->meanings[k].column == m->column && r->meanings[k].at == m->at)
            fault(r, cell_place(row, i), text, "cette colonne est déjà là", "this column stands twice");
}

/* Told once, for the file: otherwise each row would lack it. */
static void check_required(struct reader *r, const struct csv_row *row) {
    for (size_t k = 0; k < n_sheet_columns; k++) {
        bool there = !sheet_columns[k].required;
        for (size_t i = 0; i < r->n && !there; i++) there = r->meanings[i].column == &sheet_columns[k];
        if (!there)
            fault(r, cell_place(row, r->n), sheet_columns[k].header, "colonne obligatoire absente",
                  "a required column is missing");
    }
}

static bool headers_read(struct reader *r, const struct csv_row *row) {
    if (row->n > SHEET_COLUMNS_MAX) {
        fault(r, cell_place(row, SHEET_COLUMNS_MAX), "", "trop de colonnes", "too many columns");
        return false;
    }
    r->n = r->sheet->n_headers = row->n;
    for (size_t i = 0; i < row->n; i++) read_header(r, row, i);
    check_required(r, row);
    return r->n_faults == 0;
}

/* ---- a row ---- */

static bool is_blank(const char *cell) { return cell[strspn(cell, " \t\r\n")] == '\0'; }

static bool is_passed_over(const struct csv_row *row) {
    if (row->cells[0].text[0] == '#') return true;
    for (size_t i = 0; i < row->n; i++)
        if (!is_blank(row->cells[i].text)) return false;
    return true;
}

/* enfant3 may be filled where enfant2 is not: the numbers are of columns, not of children. */
static void drop_empty_children(struct sheet_row *row) {
    intake__taken_over_family *f = row->family;
    size_t kept = 0;
    for (size_t i = 0; i < f->n_children; i++) {
        intake__child *child = f->children[i];
        if (!child->birth_date && !*child->given_name) continue;
        row->child_number[kept] = (unsigned char)(i + 1);
        f->children[kept++] = child;
    }
    f->n_children = kept;
}

static void read_cell(struct reader *r, const struct csv_row *row, size_t i, intake__taken_over_family *f) {
    const char *cell = row->cells[i].text;
    const struct meaning *m = i < r->n && r->meanings[i].column ? &r->meanings[i] : NULL;
    struct screening_spot spot;
    if (is_blank(cell)) return;
    if (!m) {
        fault(r, cell_place(row, i), "", "cette cellule n’est sous aucune colonne", "this cell stands under no column");
        return;
    }
    if (!message_path_walk(&r->c->arena, &f->base, &m->path, m->at, &spot)) return;
    const struct cell_fault *wrong = cell_read(&r->c->arena, r->zone, spot.owner, spot.field, cell);
    if (wrong) fault(r, cell_place(row, i), r->sheet->headers[i], wrong->fr, wrong->en);
}

static bool is_other_of(struct arena *a, const intake__taken_over_family *one, const intake__taken_over_family *f) {
    return *f->reference && strcmp(f->reference, one->reference) == 0 && strcmp(f->clsc_code, one->clsc_code) == 0 &&
           !span_equal(message_pack(a, &f->base), message_pack(a, &one->base));
}

/* One reference is one family: of a row that was copied below another and half rewritten the second would be refused
 * once the first is taken over, and the preview is to say so before. */
static void check_repeated(struct reader *r, const struct csv_row *row, const struct sheet_row *of) {
    const struct sheet *s = r->sheet;
    for (size_t i = 0; i + 1 < s->n; i++) {
        const intake__taken_over_family *f = s->rows[i].family;
        if (!f || !is_other_of(&r->c->arena, of->family, f)) continue;
        struct sheet_place at = sheet_place(r->c, s, of, "reference");
        fault(r, (struct text_place){row->cells[0].place.line, at.column}, at.header,
              arena_printf(&r->c->arena, "cette référence est déjà celle de la ligne %u", s->rows[i].line),
              arena_printf(&r->c->arena, "this reference is that of line %u already", s->rows[i].line));
        return;
    }
}

static void read_row(struct reader *r, const struct csv_row *row) {
    struct sheet *s = r->sheet;
    struct sheet_row *out = message_grow(&r->c->arena, (void **)&s->rows, &s->n, sizeof *out);
    *out = (struct sheet_row){.line = row->cells[0].place.line, .family = NEW(&r->c->arena, intake__taken_over_family)};
    r->n_faults = 0;
    for (size_t i = 0; i < row->n; i++) read_cell(r, row, i, out->family);
    drop_empty_children(out);
    check_repeated(r, row, out);
    if (r->n_faults) out->family = NULL;
}

bool sheet_read(struct cli *c, const char *file, struct span text, struct sheet *out, struct text_errors *errors) {
    struct csv csv;
    struct csv_row row;
    int got;
    struct reader *r = arena_alloc(&c->arena, sizeof *r);
    *r = (struct reader){.c = c, .sheet = out, .zone = zone_of(c), .errors = errors};
    errors->of_table = true;
    *out = (struct sheet){.batch_id =
                              id_derive("sippe take-over sheet", text, (struct span){NULL, 0}, (struct span){NULL, 0})};
    const enum csv_encoding *named = input_encoding(c, &got);
    if (got || !csv_open_as(&csv, &c->arena, text, named, errors)) return false;
    if (input_encoding_check(c, file, &csv)) return false;
    got = csv_next(&csv, &c->arena, &row);
    if (got == 0)
        text_errors_add(&c->arena, errors, (struct text_place){1, 1}, "", "le fichier est vide", "the file is empty");
    if (got <= 0 || !headers_read(r, &row)) return false;
    while ((got = csv_next(&csv, &c->arena, &row)) > 0)
        if (!is_passed_over(&row)) read_row(r, &row);
    return got == 0;
}

/* ---- where something stands ---- */

/* "children[1].birth_date" → "children[].birth_date" and 1. */
static const char *path_general(struct arena *a, const char *path, size_t *nth) {
    const char *open = strchr(path, '['), *close = open ? strchr(open, ']') : NULL;
    *nth = 0;
    if (!close) return path;
    *nth = strtoul(open + 1, NULL, 10);
    return arena_printf(a, "%.*s[]%s", (int)(open - path), path, close + 1);
}

struct sheet_place sheet_place(struct cli *c, const struct sheet *s, const struct sheet_row *row, const char *path) {
    size_t nth;
    if (strncmp(path, "family.", 7) == 0) path += 7;
    const char *general = path_general(&c->arena, path, &nth);
    if (nth >= SHEET_CHILDREN_MAX) nth = SHEET_CHILDREN_MAX - 1;
    bool child = strncmp(general, "children[]", 10) == 0 && row->child_number[nth];
    size_t number = child ? (size_t)row->child_number[nth] - 1 : nth;
    const char *header = sheet_column_header(&c->arena, general, number);
    for (size_t i = 0; header && i < s->n_headers; i++)
        if (strcmp(answers_fold(&c->arena, s->headers[i]), header) == 0)
            return (struct sheet_place){s->headers[i], (unsigned)i + 1};
    return (struct sheet_place){header ? header : "", 0};
}
