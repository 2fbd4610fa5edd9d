#include "text/csv.h"

#include <string.h>
#include <strings.h>
#include <utf8proc.h>
#include "base/err.h"
#include "text/builder.h"
#include "text/tree.h"

/* 0x80 to 0x9f of Windows-1252; 0: not assigned. */
static const uint16_t windows[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

/* 0x80 to 0xff of Mac Roman (Apple's ROMAN.TXT, with the euro sign). */
static const uint16_t mac[128] = {
    0xc4,   0xc5,   0xc7,   0xc9,   0xd1,   0xd6,   0xdc,   0xe1,   0xe0,   0xe2,   0xe4,  0xe3,   0xe5,
    0xe7,   0xe9,   0xe8,   0xea,   0xeb,   0xed,   0xec,   0xee,   0xef,   0xf1,   0xf3,  0xf2,   0xf4,
    0xf6,   0xf5,   0xfa,   0xf9,   0xfb,   0xfc,   0x2020, 0xb0,   0xa2,   0xa3,   0xa7,  0x2022, 0xb6,
    0xdf,   0xae,   0xa9,   0x2122, 0xb4,   0xa8,   0x2260, 0xc6,   0xd8,   0x221e, 0xb1,  0x2264, 0x2265,
    0xa5,   0xb5,   0x2202, 0x2211, 0x220f, 0x3c0,  0x222b, 0xaa,   0xba,   0x3a9,  0xe6,  0xf8,   0xbf,
    0xa1,   0xac,   0x221a, 0x192,  0x2248, 0x2206, 0xab,   0xbb,   0x2026, 0xa0,   0xc0,  0xc3,   0xd5,
    0x152,  0x153,  0x2013, 0x2014, 0x201c, 0x201d, 0x2018, 0x2019, 0xf7,   0x25ca, 0xff,  0x178,  0x2044,
    0x20ac, 0x2039, 0x203a, 0xfb01, 0xfb02, 0x2021, 0xb7,   0x201a, 0x201e, 0x2030, 0xc2,  0xca,   0xc1,
    0xcb,   0xc8,   0xcd,   0xce,   0xcf,   0xcc,   0xd3,   0xd4,   0xf8ff, 0xd2,   0xda,  0xdb,   0xd9,
    0x131,  0x2c6,  0x2dc,  0xaf,   0x2d8,  0x2d9,  0x2da,  0xb8,   0x2dd,  0x2db,  0x2c7,
};

static int32_t code_point_of(enum csv_encoding encoding, uint8_t byte) {
    if (byte < 0x80) return byte;
    if (encoding == CSV_MAC_ROMAN) return mac[byte - 0x80];
    return byte < 0xa0 ? windows[byte - 0x80] : byte;
}

static bool fault(struct csv *c, struct text_place place, const char *fr, const char *en) {
    text_errors_add(c->arena, c->errors, place, "", fr, en);
    c->broken = true;
    return false;
}

static bool at_line_end(const struct csv *c) { return *c->at == '\n' || *c->at == '\r'; }

/* Where lines and columns are counted: every byte is passed by it, but those of bare cells (step_bare). "\r\n" is one
 * end, and so is a "\r" alone (old spreadsheets on a Mac). Bytes that continue a character are no column. */
static void step(struct csv *c) {
    bool ends_line = *c->at == '\n' || (*c->at == '\r' && (c->at + 1 == c->end || c->at[1] != '\n'));
    if (ends_line)
        c->place = (struct text_place){c->place.line + 1, 1};
    else if (c->encoding != CSV_UTF_8 || (*c->at & 0xc0) != 0x80)
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

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* In a word of Windows-1252 accented letters lie from 0xc0 on; in one of Mac Roman the small ones that French has lie
 * from 0x80 to 0x9f, where Windows-1252 has signs that stand beside words and not in them, but for its apostrophe
 * (0x92), the dashes and the œ. A file of which half says the one and half the other is not guessed. */
static bool guess(struct csv *c) {
    size_t windows_letters = 0, mac_letters = 0;
    for (const char *at = c->at; at < c->end; at++) {
        uint8_t byte = (uint8_t)*at;
        bool before = at > c->at && is_letter(at[-1]), after = at + 1 < c->end && is_letter(at[1]);
        if (byte < 0x80 || (!before && !after)) continue;
        if (byte >= 0xc0)
            windows_letters++;
        else if (byte < 0xa0 && !strchr("\x80\x85\x8c\x92\x93\x94\x96\x97\x99\x9c\x9f", byte))
            mac_letters++;
        else if (byte < 0xa0 && before && after && strchr("\x93\x94\x96\x97\x99\x9f", byte))
            mac_letters++;
    }
    c->encoding = mac_letters > windows_letters ? CSV_MAC_ROMAN : CSV_WINDOWS_1252;
    return mac_letters == 0 || windows_letters == 0 || mac_letters > 4 * windows_letters ||
           windows_letters > 4 * mac_letters;
}

/* Excel's "CSV" in Québec, or on a Mac. */
static bool convert(struct csv *c, const char *bad) {
    c->first_odd = bad;
    if (!guess(c))
        return fault_at(c, bad,
                        "On ne peut pas savoir comment ce fichier écrit ses accents. Enregistrez-le en « CSV UTF-8 ».",
                        "How this file writes its accents cannot be known. Save it as \"CSV UTF-8\".");
    for (const char *at = c->at; at < c->end; at++)
        if (!code_point_of(c->encoding, (uint8_t)*at))
            return fault_at(c, at, "Caractère illisible. Enregistrez le fichier en « CSV UTF-8 ».",
                            "Unreadable character. Save the file as \"CSV UTF-8\".");
    return true;
}

static const char *converted(const struct csv *c, struct arena *a, const char *text, size_t len) {
    struct builder b = {.arena = a};
    for (size_t i = 0; i < len; i++) builder_code_point(&b, code_point_of(c->encoding, (uint8_t)text[i]));
    return builder_end(&b);
}

/* A word: what stands around the first odd byte up to a blank or a delimiter. */
const char *csv_example(const struct csv *c, struct arena *a) {
    const char *from = c->first_odd, *to = from;
    if (!from) return "";
    while (from > c->text && !strchr(" ;,\t\r\n\"", from[-1])) from--;
    while (to < c->end && !strchr(" ;,\t\r\n\"", *to)) to++;
    return converted(c, a, from, (size_t)(to - from));
}

/* A NUL first: UTF-16, which Excel calls "Unicode text", and what is no table at all have them, and no text of ours
 * does. */
static bool decode(struct csv *c) {
    bool mostly_good;
    const char *zero = c->at < c->end ? memchr(c->at, 0, (size_t)(c->end - c->at)) : NULL;
    if (zero)
        return fault_at(c, zero, "Ce fichier n'est pas du texte. Enregistrez-le en « CSV UTF-8 ».",
                        "This file is not a text. Save it as \"CSV UTF-8\".");
    const char *bad = first_bad(c->at, c->end, &mostly_good);
    if (!bad) return true;
    if (!mostly_good) return convert(c, bad);
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
    c->text = c->at;
    c->end = c->at + text.len;
    if (text.len > CSV_SIZE_MAX)
        return fault(c, c->place, "Ce fichier est trop gros (64 Mio au plus).",
                     "This file is too large (at most 64 MiB).");
    if (text.len >= 3 && memcmp(c->at, "\xef\xbb\xbf", 3) == 0) c->at += 3;
    if (!decode(c)) return false;
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
