/* Tables, sheets and paragraphs, measured in columns of a terminal: bytes and code points would both be wrong for
 * French. */
#include <string.h>
#include <utf8proc.h>
#include "base/message.h"
#include "cli/show/output.h"
#include "cli/show/visible.h"

enum { COLUMNS_MAX = 10, GAP = 2, FREE_MIN = 8 };

struct cell {
    const char *text;
    enum colour colour;
};

struct note {
    size_t below; /* how many cells stood when it was given */
    const char *text;
};

struct table {
    struct cli *c;
    size_t n_columns;
    bool is_free[COLUMNS_MAX];
    struct cell *cells; /* row after row, the heads first */
    size_t n;
    struct note *notes;
    size_t n_notes;
};

/* The character that stands here and its columns; bad UTF-8 counts as one column a byte and goes on: what a daemon
 * sends is shown, whatever it is. */
static size_t step(const char *at, size_t *columns) {
    utf8proc_int32_t code;
    size_t mark = mark_len(at);
    *columns = 0;
    if (mark) return mark;
    utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)at, (utf8proc_ssize_t)strnlen(at, 4), &code);
    if (n <= 0) n = 1, code = '?';
    int w = utf8proc_charwidth(code);
    *columns = w > 0 ? (size_t)w : 0;
    return (size_t)n;
}

size_t text_width(const char *text) {
    size_t width = 0;
    for (size_t w; *text; width += w) text += step(text, &w);
    return width;
}

/* At most so many columns of it, with an ellipsis where it was cut: between code points, never inside one. */
static const char *text_fit(struct cli *c, const char *text, size_t width) {
    if (text_width(text) <= width) return text;
    const char *at = text;
    for (size_t used = 0, w, n; *at; at += n, used += w)
        if (n = step(at, &w), used + w + 1 > width) break;
    return arena_printf(&c->arena, "%.*s…", (int)(at - text), text);
}

struct table *table_new(struct cli *c, const char *fr, const char *en) {
    struct table *t = arena_alloc(&c->arena, sizeof *t);
    t->c = c;
    char *rest = arena_text(&c->arena, pick(c, fr, en));
    for (char *head = strsep(&rest, "|"); head && t->n_columns < COLUMNS_MAX; head = strsep(&rest, "|")) {
        t->is_free[t->n_columns] = *head == '~';
        table_paint(t, COLOUR_BOLD, *head == '~' ? head + 1 : head);
        t->n_columns++;
    }
    return t;
}

void table_paint(struct table *t, enum colour colour, const char *text) {
    struct cell *cell = message_grow(&t->c->arena, (void **)&t->cells, &t->n, sizeof *cell);
    *cell = (struct cell){text ? visible(&t->c->arena, text, false) : "", colour};
}

void table_cell(struct table *t, const char *text) { table_paint(t, COLOUR_NONE, text); }

void table_note(struct table *t, const char *text) {
    struct note *note = message_grow(&t->c->arena, (void **)&t->notes, &t->n_notes, sizeof *note);
    *note = (struct note){t->n, visible(&t->c->arena, text, false)};
}

/* As wide as the widest cell and its head; 0: no row has anything there, and the column is left out. */
static size_t column_width(const struct table *t, size_t column) {
    size_t width = 0;
    for (size_t i = t->n_columns + column; i < t->n; i += t->n_columns) {
        size_t w = text_width(t->cells[i].text);
        if (w > width) width = w;
    }
    size_t head = text_width(t->cells[column].text);
    return width && head > width ? head : width;
}

/* The free ones give way, the widest first. False: that is not enough, and nothing else may be cut. */
static bool widths_of(const struct table *t, size_t widths[COLUMNS_MAX]) {
    size_t all = 0, room = (size_t)output_width(t->c);
    for (size_t i = 0; i < t->n_columns; i++) {
        widths[i] = column_width(t, i);
        if (widths[i]) all += widths[i] + (all ? GAP : 0);
    }
    for (; all > room; all--) {
        size_t *widest = NULL;
        for (size_t i = 0; i < t->n_columns; i++)
            if (t->is_free[i] && (!widest || widths[i] > *widest)) widest = &widths[i];
        if (!widest || *widest <= FREE_MIN) return false;
        --*widest;
    }
    return true;
}

static void row_print(const struct table *t, size_t from, const size_t widths[COLUMNS_MAX]) {
    int blanks = 0; /* owed before the next text: no line ends in blanks */
    for (size_t column = 0; column < t->n_columns; column++) {
        const struct cell *cell = &t->cells[from + column];
        if (!widths[column]) continue;
        const char *text = text_fit(t->c, cell->text, widths[column]);
        if (*text) {
            fprintf(t->c->out, "%*s", blanks, "");
            print_text(t->c->out, paint(t->c, cell->colour, text));
            blanks = 0;
        }
        blanks += (int)(widths[column] - text_width(text)) + GAP;
    }
    fputc('\n', t->c->out);
}

/* Words into lines; the first one may already stand at the indent. A word that is wider than the room stands alone,
 * whole. A line of the text's own is indented like the others: it cannot pass for one of ours. */
static void fold_at(struct cli *c, const char *text, int indent, int width, bool begun) {
    size_t used = 0, room = (size_t)(width - indent);
    for (const char *at = text; *at;) {
        if (*at == '\n') {
            fputc('\n', c->out);
            used = 0, begun = false, at++;
            continue;
        }
        if (*at == ' ' || *at == '\t') {
            at++;
            continue;
        }
        size_t len = strcspn(at, " \t\n");
        const char *w = arena_printf(&c->arena, "%.*s", (int)len, at);
        size_t columns = text_width(w);
        if (used && used + 1 + columns > room) fputc('\n', c->out), used = 0, begun = false;
        fprintf(c->out, "%*s", used ? 1 : begun ? 0 : indent, "");
        print_text(c->out, w);
        used += columns + (used ? 1 : 0);
        at += len;
    }
    fputc('\n', c->out);
}

enum { FIELD_COLUMN = 28 }; /* the longest label, and a gap */

static void hang(struct cli *c, const char *left, const char *right, int column, enum colour colour) {
    left = visible(&c->arena, left, false);
    int pad = column - 2 - (int)text_width(left), width = c->width ? c->width : output_width(c);
    fputs("  ", c->out);
    print_text(c->out, paint(c, colour, left));
    fprintf(c->out, "%*s", pad > 1 ? pad : 1, "");
    fold_at(c, visible(&c->arena, right, true), column, width, true);
}

/* A row as a sheet: for a narrow window, where no line holds what a person acts by. */
static void block_print(const struct table *t, size_t from) {
    size_t widest = 0;
    for (size_t column = 0; column < t->n_columns; column++)
        if (text_width(t->cells[column].text) > widest) widest = text_width(t->cells[column].text);
    if (from > t->n_columns) fputc('\n', t->c->out);
    for (size_t column = 0; column < t->n_columns; column++) {
        const struct cell *cell = &t->cells[from + column];
        const char *text = paint(t->c, cell->colour, cell->text);
        if (*cell->text) hang(t->c, t->cells[column].text, text, (int)widest + 2 * GAP, COLOUR_DIM);
    }
}

/* What stands below the row that ends here, whole: it folds. */
static void notes_print(const struct table *t, size_t end) {
    for (size_t i = 0; i < t->n_notes; i++)
        if (t->notes[i].below == end) fold_at(t->c, t->notes[i].text, 2 * GAP, output_width(t->c), false);
}

/* After the last cell: widths depend on all of them, so nothing is printed before. */
void table_end(struct table *t) {
    size_t widths[COLUMNS_MAX] = {0};
    if (t->c->json || t->n <= t->n_columns) return;
    bool fits = widths_of(t, widths);
    for (size_t from = fits ? 0 : t->n_columns; from < t->n; from += t->n_columns) {
        if (fits)
            row_print(t, from, widths);
        else
            block_print(t, from);
        notes_print(t, from + t->n_columns);
    }
}

void hanging(struct cli *c, const char *left, const char *right, int column) {
    hang(c, left, right, column, COLOUR_NONE);
}

void field(struct cli *c, const char *fr, const char *en, const char *value) {
    if (!c->json && value && *value) hang(c, pick(c, fr, en), value, FIELD_COLUMN, COLOUR_DIM);
}

void heading(struct cli *c, const char *fr, const char *en) {
    say(c, "\n%s", "\n%s", paint(c, COLOUR_BOLD, pick(c, fr, en)));
}

void paragraph(struct cli *c, const char *text, int indent, int width) {
    if (!c->json) fold_at(c, visible(&c->arena, text, true), indent, width, false);
}

void sentence(struct cli *c, const char *fr, const char *en, ...) {
    va_list arguments;
    va_start(arguments, en);
    const char *text = visible_vformat(&c->arena, pick(c, fr, en), arguments);
    va_end(arguments);
    if (c->columns > 0)
        paragraph(c, text, 0, output_width(c));
    else
        say(c, "%s", "%s", text);
}
