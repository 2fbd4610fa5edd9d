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

/* What becomes of a column where the line is too long. */
enum give {
    GIVES_NOTHING,
    GIVES_FOLDED, /* its cells go on in further lines of their row */
    GIVES_CUT,
};

struct note {
    size_t below; /* how many cells stood when it was given */
    const char *text;
};

struct table {
    struct cli *c;
    size_t n_columns;
    enum give gives[COLUMNS_MAX];
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

static size_t word_len(const char *at) { return strcspn(at, " \t\n"); }

/* "10", "2026,": of a day, an hour, a count. An id and the number of a family have more, or something else, in them. */
static bool is_number(const char *word, size_t len) {
    size_t digits = strspn(word, "0123456789");
    return digits > 0 && digits <= 4 && (digits == len || (digits + 1 == len && strchr(",;.)", word[digits])));
}

/* May no line end at the blank between these two? A number stays with what it counts, a date and an hour in one piece,
 * and what French parts by a blank with its word. */
static bool is_bound(const char *word, size_t len, const char *next) {
    size_t next_len = word_len(next);
    if (next_len == 1 && strchr(":;!?", *next)) return true;
    if (strncmp(next, "»", strlen("»")) == 0 || (len == strlen("«") && strncmp(word, "«", len) == 0)) return true;
    if (is_number(word, len)) return word[len - 1] >= '0' && word[len - 1] <= '9';
    return is_number(next, next_len) && !strchr(",;:", word[len - 1]);
}

/* The next line of a text that folds: it ends at a blank, which belongs to no line, or after a hyphen, but in no code
 * ("inf-01"). A piece that is wider than the room stands alone, whole. *rest is what is left, "" in the end. */
static const char *line_take(struct cli *c, const char **rest, size_t width) {
    const char *text = *rest, *word = text, *end = NULL;
    size_t used = 0, w = 0, n = 0;
    for (const char *at = text;; at += n, used += w) {
        bool hyphen = *at == '-' && !strchr("0123456789", at[1]);
        if (*at) n = step(at, &w);
        if (*at && *at != ' ' && !hyphen) continue;
        bool bound = *at == ' ' && is_bound(word, (size_t)(at - word), at + 1);
        if (*at == ' ') word = at + 1;
        if (bound) continue;
        if (end && used + hyphen > width) break;
        end = at + hyphen;
        *rest = *at ? at + 1 : at;
        if (!*at) break;
    }
    return arena_printf(&c->arena, "%.*s", (int)(end - text), text);
}

struct table *table_new(struct cli *c, const char *fr, const char *en) {
    struct table *t = arena_alloc(&c->arena, sizeof *t);
    t->c = c;
    char *rest = arena_text(&c->arena, pick(c, fr, en));
    for (char *head = strsep(&rest, "|"); head && t->n_columns < COLUMNS_MAX; head = strsep(&rest, "|")) {
        enum give gives = *head == '^' ? GIVES_FOLDED : *head == '~' ? GIVES_CUT : GIVES_NOTHING;
        t->gives[t->n_columns++] = gives;
        table_paint(t, COLOUR_BOLD, gives ? head + 1 : head);
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

/* How narrow it may become: to its longest piece that no line may end in, or to where what is cut tells nothing. */
static size_t column_least(const struct table *t, size_t column) {
    size_t least = t->gives[column] == GIVES_FOLDED ? 1 : FREE_MIN;
    for (size_t i = column; t->gives[column] == GIVES_FOLDED && i < t->n; i += t->n_columns)
        for (const char *rest = t->cells[i].text; *rest;) {
            size_t w = text_width(line_take(t->c, &rest, 1));
            if (w > least) least = w;
        }
    return least;
}

/* The widest of those that give way so, and are not at their least. */
static size_t *widest_of(const struct table *t, enum give gives, size_t widths[], const size_t least[]) {
    size_t *widest = NULL;
    for (size_t i = 0; i < t->n_columns; i++)
        if (t->gives[i] == gives && widths[i] > least[i] && (!widest || widths[i] > *widest)) widest = &widths[i];
    return widest;
}

/* Nothing is cut while something can be folded. False: all that is not enough, and nothing else gives way. */
static bool widths_of(const struct table *t, size_t widths[COLUMNS_MAX]) {
    size_t all = 0, room = (size_t)output_width(t->c), least[COLUMNS_MAX];
    for (size_t i = 0; i < t->n_columns; i++) {
        widths[i] = column_width(t, i);
        least[i] = column_least(t, i);
        if (widths[i]) all += widths[i] + (all ? GAP : 0);
    }
    for (; all > room; all--) {
        size_t *widest = widest_of(t, GIVES_FOLDED, widths, least);
        if (!widest) widest = widest_of(t, GIVES_CUT, widths, least);
        if (!widest) return false;
        --*widest;
    }
    return true;
}

/* One line of a row: of each cell what fits; `rest` is what is left of them. */
static void line_print(const struct table *t, size_t from, const size_t widths[], const char *rest[]) {
    int blanks = 0; /* owed before the next text: no line ends in blanks */
    for (size_t column = 0; column < t->n_columns; column++) {
        size_t width = widths[column];
        if (!width) continue;
        const char *text =
            t->gives[column] == GIVES_CUT ? text_fit(t->c, rest[column], width) : line_take(t->c, &rest[column], width);
        if (t->gives[column] == GIVES_CUT) rest[column] = "";
        if (*text) {
            fprintf(t->c->out, "%*s", blanks, "");
            print_text(t->c->out, paint(t->c, t->cells[from + column].colour, text));
            blanks = 0;
        }
        blanks += (int)(width - text_width(text)) + GAP;
    }
    fputc('\n', t->c->out);
}

static void row_print(const struct table *t, size_t from, const size_t widths[COLUMNS_MAX]) {
    const char *rest[COLUMNS_MAX];
    bool more = true;
    for (size_t i = 0; i < t->n_columns; i++) rest[i] = t->cells[from + i].text;
    while (more) {
        line_print(t, from, widths, rest);
        more = false;
        for (size_t i = 0; i < t->n_columns; i++) more = more || (widths[i] && *rest[i]);
    }
}

/* As many words as belong in one line; as soon as that is too much for a line, no more. */
static size_t bound_len(struct cli *c, const char *at, size_t room) {
    const char *word = at;
    size_t len = word_len(at);
    while (at[len] == ' ' && is_bound(word, (size_t)(at + len - word), at + len + 1)) {
        word = at + len + 1;
        size_t longer = len + 1 + word_len(word);
        if (word_len(word) == 0 || text_width(arena_printf(&c->arena, "%.*s", (int)longer, at)) > room) break;
        len = longer;
    }
    return len;
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
        size_t len = bound_len(c, at, room);
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
