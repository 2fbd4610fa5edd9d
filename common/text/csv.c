#include "text/csv.h"

#include <string.h>
#include <strings.h>
#include <utf8proc.h>
#include "base/err.h"
#include "base/message.h"
#include "text/builder.h"
#include "text/tree.h"

/* 0x80 to 0x9f of Windows-1252; 0: not assigned. */
static const uint16_t windows[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

static bool fault(struct csv *c, struct text_place place, const char *fr, const char *en) {
    text_errors_add(c->arena, c->errors, place, "", fr, en);
    c->broken = true;
    return false;
}

static bool at_line_end(const struct csv *c) { return *c->at == '\n' || *c->at == '\r'; }

/* The one place where lines and columns are counted: every byte is passed by it. "\r\n" is one end, and so is a "\r"
 * alone (old spreadsheets on a Mac). Bytes that continue a character are no column. */
static void step(struct csv *c) {
    bool ends_line = *c->at == '\n' || (*c->at == '\r' && (c->at + 1 == c->end || c->at[1] != '\n'));
    if (ends_line)
        c->place = (struct text_place){c->place.line + 1, 1};
    else if ((*c->at & 0xc0) != 0x80)
        c->place.column++;
    c->at++;
}

static void step_line_end(struct csv *c) {
    bool pair = *c->at == '\r' && c->at + 1 < c->end && c->at[1] == '\n';
    step(c);
    if (pair) step(c);
}

/* The first byte that is no UTF-8, and whether the rest looks like UTF-8 all the same: it has more good sequences of
 * several bytes than bad bytes, which Windows-1252 never has by chance (an accented capital would have to be followed
 * by a sign, each time). Read as Windows-1252, a UTF-8 file with one bad byte would become « LÃ©a » throughout. */
static const char *first_bad(const char *at, const char *end, bool *mostly_good) {
    const char *bad = NULL;
    size_t n_bad = 0, n_good = 0;
    while (at < end) {
        utf8proc_int32_t code_point;
        if ((uint8_t)*at < 0x80) {
            at++;
            continue;
        }
        utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)at, end - at, &code_point);
        if (n > 0) {
            n_good += n > 1;
            at += n;
            continue;
        }
        if (!bad) bad = at;
        n_bad++;
        at++;
    }
    *mostly_good = n_good > n_bad;
    return bad;
}

static bool fault_at(struct csv *c, const char *where, const char *fr, const char *en) {
    while (c->at < where) step(c);
    return fault(c, c->place, fr, en);
}

/* Excel's "CSV" in Québec. All of it at once: cells then point into a text that lives in the arena. */
static bool convert(struct csv *c, struct arena *a) {
    struct builder b = {.arena = a};
    for (const char *at = c->at; at < c->end; at++) {
        uint8_t byte = (uint8_t)*at;
        int32_t code_point = byte >= 0x80 && byte < 0xa0 ? windows[byte - 0x80] : byte;
        if (!code_point)
            return fault_at(c, at, "Caractère illisible. Enregistrez le fichier en « CSV UTF-8 ».",
                            "Unreadable character. Save the file as \"CSV UTF-8\".");
        builder_code_point(&b, code_point);
    }
    c->at = builder_end(&b);
    c->end = c->at + b.len;
    c->windows_1252 = true;
    return true;
}

/* A NUL first: UTF-16, which Excel calls "Unicode text", and what is no table at all have them, and no text of ours
 * does. */
static bool decode(struct csv *c, struct arena *a) {
    bool mostly_good;
    const char *zero = c->at < c->end ? memchr(c->at, 0, (size_t)(c->end - c->at)) : NULL;
    if (zero)
        return fault_at(c, zero, "Ce fichier n'est pas du texte. Enregistrez-le en « CSV UTF-8 ».",
                        "This file is not a text. Save it as \"CSV UTF-8\".");
    const char *bad = first_bad(c->at, c->end, &mostly_good);
    if (!bad) return true;
    if (!mostly_good) return convert(c, a);
    return fault_at(c, bad, "Ce caractère n'est pas en UTF-8, comme l'est le reste du fichier.",
                    "This character is not UTF-8, as the rest of the file is.");
}

/* Excel's own first line: "sep=;". */
static bool read_hint(struct csv *c) {
    if (c->end - c->at < 5 || strncasecmp(c->at, "sep=", 4) != 0 || !strchr(";,\t", c->at[4])) return false;
    if (c->end - c->at > 5 && c->at[5] != '\r' && c->at[5] != '\n') return false;
    c->delimiter = c->at[4];
    while (c->at < c->end && !at_line_end(c)) step(c);
    return true;
}

/* By the header, the first line that is not blank: titles hold no delimiters, while amounts of later rows hold commas.
 * `;` before `,` when they are equal, as a file of one column has neither. */
static void find_delimiter(struct csv *c) {
    static const char delimiters[] = ";,\t";
    size_t counts[3] = {0}, best = 0;
    bool quoted = false;
    const char *at = c->at;
    while (at < c->end && (*at == '\r' || *at == '\n')) at++;
    for (; at < c->end && (quoted || (*at != '\r' && *at != '\n')); at++) {
        const char *which = strchr(delimiters, *at);
        if (*at == '"') quoted = !quoted;
        if (which && !quoted) counts[which - delimiters]++;
    }
    for (size_t i = 1; i < 3; i++)
        if (counts[i] > counts[best]) best = i;
    c->delimiter = delimiters[best];
}

bool csv_open(struct csv *c, struct arena *a, struct span text, struct text_errors *errors) {
    *c = (struct csv){.at = (const char *)text.data, .place = {1, 1}, .arena = a, .errors = errors};
    if (!text.len) c->at = "";
    c->end = c->at + text.len;
    if (text.len > CSV_SIZE_MAX)
        return fault(c, c->place, "Ce fichier est trop gros (64 Mio au plus).",
                     "This file is too large (at most 64 MiB).");
    if (text.len >= 3 && memcmp(c->at, "\xef\xbb\xbf", 3) == 0) c->at += 3;
    if (!decode(c, a)) return false;
    if (!read_hint(c)) find_delimiter(c);
    return true;
}

static bool at_cell_end(const struct csv *c) { return c->at == c->end || *c->at == c->delimiter || at_line_end(c); }

static bool fault_too_long(struct csv *c, struct text_place place) {
    return fault(c, place, "Cette cellule est trop longue (1 Mio au plus).", "This cell is too long (at most 1 MiB).");
}

/* A quote inside is refused, not taken: whoever wrote it meant something else. The arena's zeroes are the NUL. */
static bool read_bare(struct csv *c, struct arena *a, struct csv_cell *cell) {
    const char *from = c->at;
    for (; !at_cell_end(c); step(c))
        if (*c->at == '"')
            return fault(c, c->place,
                         "Guillemet inattendu : mettez toute la cellule entre guillemets et doublez ceux du texte.",
                         "Unexpected quote: put the whole cell in quotes and double those of the text.");
    size_t len = (size_t)(c->at - from);
    if (len > CSV_CELL_MAX) return fault_too_long(c, cell->place);
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
    cell->text = builder_end(&b);
    return true;
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
        *(struct csv_cell *)message_grow(a, (void **)&row->cells, &row->n, sizeof cell) = cell;
        if (c->at == c->end) return 1;
        if (*c->at != c->delimiter) break;
        step(c);
    }
    step_line_end(c);
    return 1;
}

int csv_find(const struct csv_row *header, const char *title) {
    size_t title_len = strlen(title);
    for (size_t i = 0; i < header->n; i++) {
        const char *text = header->cells[i].text + strspn(header->cells[i].text, " \t");
        size_t len = strlen(text);
        while (len && strchr(" \t\r\n", text[len - 1])) len--;
        if (len == title_len && strncasecmp(text, title, len) == 0) return (int)i;
    }
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
