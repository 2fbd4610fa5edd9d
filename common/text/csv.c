#include "text/csv.h"

#include <string.h>
#include <strings.h>
#include <utf8proc.h>
#include "base/err.h"
#include "text/builder.h"
#include "text/fold.h"
#include "text/tree.h"

static bool fault(struct csv *c, struct text_place place, const char *fr, const char *en) {
    text_errors_add(c->arena, c->errors, place, "", fr, en);
    c->broken = true;
    return false;
}

/* Bytes of UTF-8 stand in it, whatever they were before. */
static bool is_utf8(const struct csv *c) { return c->encoding == CSV_UTF_8 || c->encoding == CSV_UTF_8_TWICE; }

static bool at_line_end(const struct csv *c) { return *c->at == '\n' || *c->at == '\r'; }

/* Where lines and columns are counted: every byte is passed by it, but those of bare cells (step_bare). "\r\n" is one
 * end, and so is a "\r" alone (old spreadsheets on a Mac). Bytes that continue a character are no column. */
static void step(struct csv *c) {
    bool ends_line = *c->at == '\n' || (*c->at == '\r' && (c->at + 1 == c->end || c->at[1] != '\n'));
    if (ends_line)
        c->place = (struct text_place){c->place.line + 1, 1};
    else if (!is_utf8(c) || (*c->at & 0xc0) != 0x80)
        c->place.column++;
    c->at++;
}

static void step_line_end(struct csv *c) {
    bool pair = *c->at == '\r' && c->at + 1 < c->end && c->at[1] == '\n';
    step(c);
    if (pair) step(c);
}

/* What a look at all bytes found. */
struct looked {
    const char *bad;   /* the first byte that is no UTF-8; NULL: none */
    const char *alien; /* the first sequence that only UTF-8 has; NULL: none */
    bool mostly_good;  /* more good sequences of several bytes than bad bytes */
};

/* A letter with an accent, an apostrophe, a letter of another script, as UTF-8 has it: in an encoding of one byte a
 * letter a capital that no word of French ends with ("Ã", "Â", "Ø") and a sign. Others it may have by chance: « CAFÉ »
 * and « santé » before a no-break space and a quotation mark are good UTF-8. */
static bool is_only_utf8(const uint8_t *at, utf8proc_ssize_t n) {
    if (n == 2) return (at[0] >= 0xc2 && at[0] <= 0xc5) || at[0] == 0xd0 || at[0] == 0xd8 || at[0] == 0xd9;
    return n == 3 && ((at[0] == 0xe2 && at[1] == 0x80) || (at[0] == 0xe1 && (at[1] == 0xba || at[1] == 0xbb)));
}

/* A UTF-8 file with one bad byte, read as Windows-1252, would become « LÃ©a » throughout; and so would, in a file of
 * Windows-1252, the one row that was pasted as UTF-8. */
static struct looked look(const char *at, const char *end) {
    struct looked found = {NULL, NULL, false};
    size_t n_bad = 0, n_good = 0;
    while (at < end) {
        utf8proc_int32_t code_point;
        if ((uint8_t)*at < 0x80) {
            at++;
            continue;
        }
        utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)at, end - at, &code_point);
        if (n > 0) {
            if (!found.alien && is_only_utf8((const uint8_t *)at, n)) found.alien = at;
            n_good += n > 1;
            at += n;
            continue;
        }
        if (!found.bad) found.bad = at;
        n_bad++;
        at++;
    }
    found.mostly_good = n_good > n_bad;
    return found;
}

static bool fault_at(struct csv *c, const char *where, const char *fr, const char *en) {
    while (c->at < where) step(c);
    return fault(c, c->place, fr, en);
}

/* The faults of a byte that the encoding has nothing for. */
static bool all_readable(struct csv *c) {
    for (const char *at = c->at; at < c->end; at++)
        if (!csv_code_point(c->encoding, (uint8_t)*at))
            return fault_at(c, at, "Caractère illisible. Enregistrez le fichier en « CSV UTF-8 ».",
                            "Unreadable character. Save the file as \"CSV UTF-8\".");
    return true;
}

/* What it is taken for; by its name where somebody gave one. */
static bool convert(struct csv *c, const char *bad, const enum csv_encoding *named) {
    bool by_name = named && *named != CSV_UTF_8 && *named != CSV_UTF_8_TWICE;
    c->guess = csv_guess_bytes(span_of(c->at, (size_t)(c->end - c->at)), bad);
    c->encoding = by_name ? *named : c->guess.best;
    c->guess.sure = c->guess.sure || by_name;
    if (!by_name && !c->guess.may_be[c->encoding])
        return fault_at(c, bad,
                        "On ne peut pas savoir comment ce fichier écrit ses accents. Enregistrez-le en « CSV UTF-8 ».",
                        "How this file writes its accents cannot be known. Save it as \"CSV UTF-8\".");
    return all_readable(c);
}

static const char *converted(const struct csv *c, struct arena *a, const char *text, size_t len) {
    return csv_convert(a, c->encoding, text, len);
}

/* A word: what stands around the first odd byte up to a blank or a delimiter. */
static struct span example(const struct csv *c) {
    const char *from = c->guess.odd, *to = from;
    if (!from) return span_of("", 0);
    while (from > c->text && !strchr(" ;,\t\r\n\"", from[-1])) from--;
    while (to < c->end && !strchr(" ;,\t\r\n\"", *to)) to++;
    return span_of(from, (size_t)(to - from));
}

const char *csv_example(const struct csv *c, struct arena *a, enum csv_encoding e) {
    struct span word = example(c);
    return e == CSV_UTF_8 ? "" : csv_convert(a, e, (const char *)word.data, word.len);
}

/* As a program shows it that knows nothing of its encoding. */
const char *csv_example_odd(const struct csv *c, struct arena *a) {
    struct span word = example(c);
    enum csv_encoding e = c->encoding == CSV_UTF_8_TWICE ? CSV_UTF_8 : CSV_WINDOWS_1252;
    struct builder b = {.arena = a};
    if (e == CSV_UTF_8) {
        builder_add(&b, word);
        return builder_end(&b);
    }
    for (size_t i = 0; i < word.len; i++) {
        int32_t sign = c->encoding == e && word.data[i] >= 0x80 ? 0xfffd : csv_code_point(e, word.data[i]);
        builder_code_point(&b, sign ? sign : 0xfffd);
    }
    return builder_end(&b);
}

/* A NUL first: UTF-16, which Excel calls "Unicode text", and what is no table at all have them, and no text of ours
 * does. */
static bool decode(struct csv *c, const enum csv_encoding *named) {
    const char *zero = c->at < c->end ? memchr(c->at, 0, (size_t)(c->end - c->at)) : NULL;
    if (zero)
        return fault_at(c, zero, "Ce fichier n'est pas du texte. Enregistrez-le en « CSV UTF-8 ».",
                        "This file is not a text. Save it as \"CSV UTF-8\".");
    struct looked found = look(c->at, c->end);
    if (found.bad && found.mostly_good)
        return fault_at(c, found.bad, "Ce caractère n'est pas en UTF-8, comme l'est le reste du fichier.",
                        "This character is not UTF-8, as the rest of the file is.");
    if (found.bad && found.alien)
        return fault_at(
            c, found.alien,
            "Ce caractère est en UTF-8, et le reste du fichier ne l'est pas. Retapez-le, puis enregistrez le "
            "fichier en « CSV UTF-8 ».",
            "This character is UTF-8, and the rest of the file is not. Type it again, then save the file as "
            "\"CSV UTF-8\".");
    if (found.bad) return convert(c, found.bad, named);
    c->guess = csv_guess_twice(span_of(c->at, (size_t)(c->end - c->at)));
    c->encoding = named && *named == CSV_UTF_8 ? CSV_UTF_8 : c->guess.best;
    c->guess.sure = c->guess.sure || (named && (*named == CSV_UTF_8 || *named == CSV_UTF_8_TWICE));
    return true;
}

/* Excel's own first line: "sep=;". */
static bool read_hint(struct csv *c) {
    if (c->end - c->at < 5 || strncasecmp(c->at, "sep=", 4) != 0 || !strchr(";,\t|", c->at[4])) return false;
    if (c->end - c->at > 5 && c->at[5] != '\r' && c->at[5] != '\n') return false;
    c->delimiter = c->at[4];
    while (c->at < c->end && !at_line_end(c)) step(c);
    return true;
}

/* By the header, the first line that is not blank: titles hold no delimiters, while amounts of later rows hold commas.
 * `;` before `,` when they are equal, as a file of one column has neither. */
static void find_delimiter(struct csv *c) {
    static const char delimiters[] = ";,\t|";
    size_t counts[4] = {0}, best = 0;
    bool quoted = false;
    const char *at = c->at;
    while (at < c->end && (*at == '\r' || *at == '\n')) at++;
    for (; at < c->end && (quoted || (*at != '\r' && *at != '\n')); at++) {
        const char *which = strchr(delimiters, *at);
        if (*at == '"') quoted = !quoted;
        if (which && !quoted) counts[which - delimiters]++;
    }
    for (size_t i = 1; i < 4; i++)
        if (counts[i] > counts[best]) best = i;
    c->delimiter = delimiters[best];
}

bool csv_open(struct csv *c, struct arena *a, struct span text, struct text_errors *errors) {
    return csv_open_as(c, a, text, NULL, errors);
}

bool csv_open_as(struct csv *c, struct arena *a, struct span text, const enum csv_encoding *named,
                 struct text_errors *errors) {
    *c = (struct csv){.at = (const char *)text.data, .place = {1, 1}, .arena = a, .errors = errors};
    if (!text.len) c->at = "";
    c->text = c->at;
    c->end = c->at + text.len;
    if (text.len > CSV_SIZE_MAX)
        return fault(c, c->place, "Ce fichier est trop gros (64 Mio au plus).",
                     "This file is too large (at most 64 MiB).");
    if (text.len >= 3 && memcmp(c->at, "\xef\xbb\xbf", 3) == 0) c->at += 3;
    if (!decode(c, named)) return false;
    if (!read_hint(c)) find_delimiter(c);
    return true;
}

static bool at_cell_end(const struct csv *c) { return c->at == c->end || *c->at == c->delimiter || at_line_end(c); }

static bool fault_too_long(struct csv *c, struct text_place place) {
    return fault(c, place, "Cette cellule est trop longue (1 Mio au plus).", "This cell is too long (at most 1 MiB).");
}

/* Most of a table is passed by this: to the end of a bare cell or a quote in it, on one line. */
static void step_bare(struct csv *c) {
    const char *at = c->at, *end = c->end;
    unsigned columns = 0;
    for (; at < end && *at != c->delimiter && *at != '"' && *at != '\n' && *at != '\r'; at++)
        columns += c->encoding != CSV_UTF_8 || (*at & 0xc0) != 0x80;
    c->place.column += columns;
    c->at = at;
}

/* A quote inside is refused, not taken: whoever wrote it meant something else. The arena's zeroes are the NUL. Most
 * cells of a wide table are empty, and share one text. */
static bool read_bare(struct csv *c, struct arena *a, struct csv_cell *cell) {
    const char *from = c->at;
    step_bare(c);
    if (!at_cell_end(c))
        return fault(c, c->place,
                     "Guillemet inattendu : mettez toute la cellule entre guillemets et doublez ceux du texte.",
                     "Unexpected quote: put the whole cell in quotes and double those of the text.");
    size_t len = (size_t)(c->at - from);
    cell->text = "";
    if (len == 0) return true;
    if (len > CSV_CELL_MAX) return fault_too_long(c, cell->place);
    if (c->encoding != CSV_UTF_8) {
        cell->text = converted(c, a, from, len);
        return true;
    }
    char *text = arena_alloc(a, len + 1);
    memcpy(text, from, len);
    cell->text = text;
    return true;
}

static bool read_quoted(struct csv *c, struct arena *a, struct csv_cell *cell) {
    struct builder b = {.arena = a};
    step(c);
    for (;;) {
        const char *from = c->at;
        while (c->at < c->end && *c->at != '"') step(c);
        builder_add(&b, span_of(from, (size_t)(c->at - from)));
        if (b.len > CSV_CELL_MAX) return fault_too_long(c, cell->place);
        if (c->at == c->end)
            return fault(c, cell->place, "Ce guillemet n'est jamais refermé.", "This quote is never closed.");
        step(c);
        if (c->at == c->end || *c->at != '"') break;
        builder_char(&b, '"');
        step(c);
    }
    if (!at_cell_end(c))
        return fault(c, c->place, "Il y a du texte après le guillemet fermant : doublez les guillemets du texte.",
                     "There is text behind the closing quote: double the quotes of the text.");
    cell->text = c->encoding == CSV_UTF_8 ? builder_end(&b) : converted(c, a, b.data, b.len);
    return true;
}

/* Room for as many cells as the widest row had: nearly always that is enough. */
static void cell_add(struct csv *c, struct arena *a, struct csv_row *row, const struct csv_cell *cell) {
    if (row->n == 0 || row->n == c->widest) {
        if (row->n == c->widest) c->widest = c->widest ? 2 * c->widest : 4;
        struct csv_cell *larger = arena_alloc(a, c->widest * sizeof *larger);
        if (row->n) memcpy(larger, row->cells, row->n * sizeof *larger);
        row->cells = larger;
    }
    row->cells[row->n++] = *cell;
}

/* The row begins at its first cell, so that a blank line between rows is passed over; ";" is a row of two empty cells.
 * A row may have more or fewer cells than the header: its reader says what that means. */
int csv_next(struct csv *c, struct arena *a, struct csv_row *row) {
    *row = (struct csv_row){0};
    if (c->broken) return ERR_INVALID;
    while (c->at < c->end && at_line_end(c)) step_line_end(c);
    if (c->at == c->end) return 0;
    for (;;) {
        struct csv_cell cell = {.place = c->place};
        if (row->n >= CSV_COLUMNS_MAX) {
            fault(c, c->place, "Il y a trop de colonnes (1000 au plus).", "There are too many columns (at most 1000).");
            return ERR_INVALID;
        }
        bool quoted = c->at < c->end && *c->at == '"';
        if (!(quoted ? read_quoted(c, a, &cell) : read_bare(c, a, &cell))) return ERR_INVALID;
        cell_add(c, a, row, &cell);
        if (c->at == c->end) return 1;
        if (*c->at != c->delimiter) break;
        step(c);
    }
    step_line_end(c);
    return 1;
}

bool csv_row_is_blank(const struct csv_row *row) {
    for (size_t i = 0; i < row->n; i++)
        if (row->cells[i].text[strspn(row->cells[i].text, " \t\r\n")]) return false;
    return true;
}

/* Letters and digits alone count: "Départ" is depart, and "Given name" given_name. */
static bool is_title(struct arena *a, const char *text, const char *folded) {
    return strcmp(fold(a, text), folded) == 0;
}

int csv_find(struct arena *a, const struct csv_row *header, const char *title) {
    const char *folded = fold(a, title);
    for (size_t i = 0; *folded && i < header->n; i++)
        if (is_title(a, header->cells[i].text, folded)) return (int)i;
    return -1;
}

/* Blanks at the ends too: some programs drop them otherwise. A cell that begins with = or @ is written as it is, and a
 * spreadsheet may take it for a formula: so far only titles and invented families are written with this, nothing that
 * people typed. */
static bool needs_quotes(const char *text, size_t n_cells, char delimiter) {
    if (!*text) return n_cells == 1; /* or the row would be a blank line */
    return strchr(text, delimiter) || strpbrk(text, "\"\r\n") || *text == ' ' || text[strlen(text) - 1] == ' ';
}

char *csv_write(struct arena *a, const char *const *cells, size_t n, char delimiter) {
    struct builder b = {.arena = a};
    for (size_t i = 0; i < n; i++) {
        const char *text = cells[i] ? cells[i] : "";
        bool quotes = needs_quotes(text, n, delimiter);
        if (i) builder_char(&b, delimiter);
        if (quotes) builder_char(&b, '"');
        for (const char *at = text; *at; at++) {
            if (*at == '"') builder_char(&b, '"');
            builder_char(&b, *at);
        }
        if (quotes) builder_char(&b, '"');
    }
    builder_text(&b, "\r\n");
    return builder_end(&b);
}
