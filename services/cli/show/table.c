/* Tables, sheets and paragraphs, measured in columns of a terminal: bytes and code points would both be wrong for
 * French. */
#include <string.h>
#include <utf8proc.h>
#include "base/message.h"
#include "cli/show/output.h"

enum { COLUMNS_MAX = 10, GAP = 2, COLUMN_MIN = 8, LAST_MIN = 20 };

struct cell {
    const char *text;
    enum colour colour;
};

struct table {
    struct cli *c;
    size_t n_columns;
    struct cell *cells; /* row after row, the heads first */
    size_t n;
};

/* Bad UTF-8 counts as one column a byte and goes on: what a daemon sends is shown, whatever it is. */
size_t text_width(const char *text) {
    size_t width = 0;
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)text;
    for (utf8proc_ssize_t left = (utf8proc_ssize_t)strlen(text); left > 0;) {
        utf8proc_int32_t code;
        utf8proc_ssize_t n = utf8proc_iterate(at, left, &code);
        if (n <= 0) n = 1, code = '?';
        int w = utf8proc_charwidth(code);
        width += w > 0 ? (size_t)w : 0;
        at += n, left -= n;
    }
    return width;
}

/* At most so many columns of it, with an ellipsis where it was cut: between code points, never inside one. */
static const char *text_fit(struct cli *c, const char *text, size_t width) {
    if (text_width(text) <= width) return text;
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)text;
    size_t used = 0;
    utf8proc_ssize_t left = (utf8proc_ssize_t)strlen(text);
    for (; left > 0;) {
        utf8proc_int32_t code;
        utf8proc_ssize_t n = utf8proc_iterate(at, left, &code);
        if (n <= 0) n = 1, code = '?';
        size_t w = utf8proc_charwidth(code) > 0 ? (size_t)utf8proc_charwidth(code) : 0;
        if (used + w + 1 > width) break;
        used += w, at += n, left -= n;
    }
    return arena_printf(&c->arena, "%.*s…", (int)((const char *)at - text), text);
}

struct table *table_new(struct cli *c, const char *fr, const char *en) {
    struct table *t = arena_alloc(&c->arena, sizeof *t);
    t->c = c;
    char *rest = arena_text(&c->arena, pick(c, fr, en));
    for (char *head = strsep(&rest, "|"); head && t->n_columns < COLUMNS_MAX; head = strsep(&rest, "|")) {
        table_paint(t, COLOUR_BOLD, head);
        t->n_columns++;
    }
    return t;
}

void table_paint(struct table *t, enum colour colour, const char *text) {
    struct cell *cell = message_grow(&t->c->arena, (void **)&t->cells, &t->n, sizeof *cell);
    *cell = (struct cell){text ? text : "", colour};
}

void table_cell(struct table *t, const char *text) { table_paint(t, COLOUR_NONE, text); }

/* Below its least width nothing shrinks any more: the line is then wider than the screen rather than without
 * meaning. */
static void widths_of(const struct table *t, size_t widths[COLUMNS_MAX]) {
    size_t all = 0, room = (size_t)output_width(t->c);
    for (size_t i = 0; i < t->n; i++) {
        size_t w = text_width(t->cells[i].text), *column = &widths[i % t->n_columns];
        if (w > *column) *column = w;
    }
    for (size_t i = 0; i < t->n_columns; i++) all += widths[i] + (i ? GAP : 0);
    size_t *last = &widths[t->n_columns - 1]; /* free text: it gives way first */
    for (; all > room && *last > LAST_MIN; all--) --*last;
    while (all > room) {
        size_t widest = 0;
        for (size_t i = 1; i < t->n_columns; i++)
            if (widths[i] > widths[widest]) widest = i;
        if (widths[widest] <= COLUMN_MIN) return;
        widths[widest]--;
        all--;
    }
}

/* After the last cell: widths depend on all of them, so nothing is printed before. */
void table_end(struct table *t) {
    size_t widths[COLUMNS_MAX] = {0};
    if (t->c->json || t->n <= t->n_columns) return;
    widths_of(t, widths);
    int blanks = 0; /* owed before the next text: no line ends in blanks */
    for (size_t i = 0; i < t->n; i++) {
        size_t column = i % t->n_columns;
        const char *text = text_fit(t->c, t->cells[i].text, widths[column]);
        int pad = (int)(widths[column] - text_width(text)) + GAP;
        if (column == 0) blanks = 0;
        if (*text) fprintf(t->c->out, "%*s%s", blanks, "", paint(t->c, t->cells[i].colour, text)), blanks = 0;
        blanks += pad;
        if (column + 1 == t->n_columns) fputc('\n', t->c->out);
    }
}

/* Words into lines; the first one may already stand at the indent. A word that is wider than the room stands alone,
 * whole. */
static void fold_at(struct cli *c, const char *text, int indent, int width, bool begun) {
    size_t used = 0, room = (size_t)(width - indent);
    for (const char *at = text; *at;) {
        if (*at == '\n') {
            fputc('\n', c->out);
            used = 0, begun = false, at++;
            continue;
        }
        size_t len = strcspn(at, " \n");
        const char *w = arena_printf(&c->arena, "%.*s", (int)len, at);
        size_t columns = text_width(w);
        if (used && used + 1 + columns > room) fputc('\n', c->out), used = 0, begun = false;
        fprintf(c->out, "%*s%s", used ? 1 : begun ? 0 : indent, "", w);
        used += columns + (used ? 1 : 0);
        at += len;
        while (*at == ' ') at++;
    }
    fputc('\n', c->out);
}

enum { FIELD_COLUMN = 24 };

/* A painted text is not folded: an escape may not be cut, and its width cannot be told. */
static void hang(struct cli *c, const char *left, const char *right, int column, enum colour colour) {
    int pad = column - 2 - (int)text_width(left), width = c->width ? c->width : output_width(c);
    fprintf(c->out, "  %s%*s", paint(c, colour, left), pad > 1 ? pad : 1, "");
    if (strchr(right, '\033') || text_width(right) <= (size_t)(width - column))
        fprintf(c->out, "%s\n", right);
    else
        fold_at(c, right, column, width, true);
}

void hanging(struct cli *c, const char *left, const char *right, int column) {
    hang(c, left, right, column, COLOUR_NONE);
}

void field(struct cli *c, const char *fr, const char *en, const char *value) {
    if (!c->json && value && *value) hang(c, pick(c, fr, en), value, FIELD_COLUMN, COLOUR_DIM);
}

void heading(struct cli *c, const char *fr, const char *en) {
    if (!c->json) fprintf(c->out, "\n%s\n", paint(c, COLOUR_BOLD, pick(c, fr, en)));
}

void paragraph(struct cli *c, const char *text, int indent, int width) {
    if (!c->json) fold_at(c, text, indent, width, false);
}
