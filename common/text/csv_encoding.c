#include "text/csv_encoding.h"

#include <string.h>
#include <utf8proc.h>
#include "text/builder.h"
#include "text/fold.h"

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

/* 0x80 to 0xff of code page 850. */
static const uint16_t dos[128] = {
    0xc7,   0xfc,   0xe9,   0xe2,   0xe4,   0xe0,   0xe5,   0xe7,   0xea,   0xeb,   0xe8,  0xef, 0xee,   0xec,   0xc4,
    0xc5,   0xc9,   0xe6,   0xc6,   0xf4,   0xf6,   0xf2,   0xfb,   0xf9,   0xff,   0xd6,  0xdc, 0xf8,   0xa3,   0xd8,
    0xd7,   0x192,  0xe1,   0xed,   0xf3,   0xfa,   0xf1,   0xd1,   0xaa,   0xba,   0xbf,  0xae, 0xac,   0xbd,   0xbc,
    0xa1,   0xab,   0xbb,   0x2591, 0x2592, 0x2593, 0x2502, 0x2524, 0xc1,   0xc2,   0xc0,  0xa9, 0x2563, 0x2551, 0x2557,
    0x255d, 0xa2,   0xa5,   0x2510, 0x2514, 0x2534, 0x252c, 0x251c, 0x2500, 0x253c, 0xe3,  0xc3, 0x255a, 0x2554, 0x2569,
    0x2566, 0x2560, 0x2550, 0x256c, 0xa4,   0xf0,   0xd0,   0xca,   0xcb,   0xc8,   0x131, 0xcd, 0xce,   0xcf,   0x2518,
    0x250c, 0x2588, 0x2584, 0xa6,   0xcc,   0x2580, 0xd3,   0xdf,   0xd4,   0xd2,   0xf5,  0xd5, 0xb5,   0xfe,   0xde,
    0xda,   0xdb,   0xd9,   0xfd,   0xdd,   0xaf,   0xb4,   0xad,   0xb1,   0x2017, 0xbe,  0xb6, 0xa7,   0xf7,   0xb8,
    0xb0,   0xa8,   0xb7,   0xb9,   0xb3,   0xb2,   0x25a0, 0xa0,
};

int32_t csv_code_point(enum csv_encoding e, uint8_t byte) {
    if (byte < 0x80) return byte;
    if (e == CSV_MAC_ROMAN) return mac[byte - 0x80];
    if (e == CSV_CP850) return dos[byte - 0x80];
    return byte < 0xa0 ? windows[byte - 0x80] : byte;
}

/* ---- names ---- */

static const struct {
    const char *name;
    enum csv_encoding encoding;
} names[] = {{"utf-8", CSV_UTF_8},
             {"windows-1252", CSV_WINDOWS_1252},
             {"mac-roman", CSV_MAC_ROMAN},
             {"cp850", CSV_CP850},
             {"utf-8-twice", CSV_UTF_8_TWICE},
             {"utf8", CSV_UTF_8},
             {"cp1252", CSV_WINDOWS_1252},
             {"latin1", CSV_WINDOWS_1252},
             {"latin-1", CSV_WINDOWS_1252},
             {"iso-8859-1", CSV_WINDOWS_1252},
             {"ansi", CSV_WINDOWS_1252},
             {"windows", CSV_WINDOWS_1252},
             {"macroman", CSV_MAC_ROMAN},
             {"mac", CSV_MAC_ROMAN},
             {"macintosh", CSV_MAC_ROMAN},
             {"ibm850", CSV_CP850},
             {"dos", CSV_CP850},
             {"oem", CSV_CP850}};
const char csv_encoding_names[] = "utf-8, windows-1252, mac-roman, cp850, utf-8-twice";

bool csv_encoding_named(struct arena *a, const char *name, enum csv_encoding *out) {
    const char *folded = fold(a, name);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(fold(a, names[i].name), folded) == 0) {
            *out = names[i].encoding;
            return true;
        }
    return false;
}

const char *csv_encoding_name(enum csv_encoding e) {
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (names[i].encoding == e) return names[i].name;
    return "";
}

/* ---- which one it is ---- */

/* A byte and what is around it, in one reading. */
struct glimpse {
    int32_t sign;
    char before_last, before, after; /* NUL at an end */
};

enum { FOR_FRENCH = 3, FOR_LATIN = 2, FOR_OTHER = 1, AGAINST = -1, BAD_IN = 20 };

static bool is_small(char c) { return c >= 'a' && c <= 'z'; }
static bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
static bool is_letter(char c) { return is_small(c) || is_capital(c); }

static bool is_in(const char *letters, int32_t sign) {
    char one[5] = {0};
    utf8proc_encode_char(sign, (utf8proc_uint8_t *)one);
    return strstr(letters, one) != NULL;
}

/* l’, d’, qu’: what else stands before an apostrophe is rarer than a letter with an accent. */
static bool is_elision(const struct glimpse *g) {
    return (strchr("ldjmtsncLDJMTSNC", g->before) && !is_letter(g->before_last)) || strchr("uU", g->before);
}

static int sign_weight(const struct glimpse *g) {
    bool inside = is_letter(g->before) && is_letter(g->after);
    if (g->sign == 0x2019) return inside && is_elision(g) ? FOR_FRENCH : FOR_OTHER;
    if (inside || !is_in("«»“”…–—‘’°ºª²³½¼€£©®™•·\u00a0", g->sign)) return AGAINST;
    return is_in("“”…–—«»", g->sign) ? FOR_FRENCH : 0;
}

static int weight(const struct glimpse *g) {
    utf8proc_category_t kind = utf8proc_category(g->sign);
    bool small = kind == UTF8PROC_CATEGORY_LL, capital = kind == UTF8PROC_CATEGORY_LU;
    if (g->sign == 0) return AGAINST;
    if (!small && !capital) return sign_weight(g);
    if (capital && (is_small(g->before) || (is_capital(g->before) && is_small(g->after)))) return AGAINST;
    if (small && is_capital(g->before) && is_capital(g->after)) return AGAINST;
    if (is_in("éèêëàâçîïôùûœÉÈÊËÀÂÇÎÏÔÙÛŒ", g->sign)) return FOR_FRENCH;
    if (is_in("áíóúñãõüöäåÁÍÓÚÑÃÕÜÖÄÅ", g->sign)) return FOR_LATIN;
    return is_in("ìòæøýÿšžßÌÒÆØÝŸŠŽ", g->sign) ? FOR_OTHER : AGAINST;
}

/* For it, or 0 when words speak against it; a few of very many may be slips. */
static size_t score(enum csv_encoding e, struct span text) {
    const char *from = (const char *)text.data, *end = from + text.len;
    size_t good = 1, bad = 0;
    for (const char *at = from; at < end; at++) {
        if ((uint8_t)*at < 0x80) continue;
        struct glimpse g = {csv_code_point(e, (uint8_t)*at), at > from + 1 ? at[-2] : '\0', at > from ? at[-1] : '\0',
                            at + 1 < end ? at[1] : '\0'};
        if (g.sign && !is_letter(g.before) && !is_letter(g.after)) continue;
        int one = weight(&g);
        if (one < 0)
            bad++;
        else
            good += (size_t)one;
    }
    return bad * BAD_IN > good ? 0 : good;
}

/* Windows-1252 is what nearly all of them are, and taken for sure where it fits better than any other. */
struct csv_guess csv_guess_bytes(struct span text, const char *odd) {
    static const enum csv_encoding readings[] = {CSV_WINDOWS_1252, CSV_MAC_ROMAN, CSV_CP850};
    struct csv_guess g = {.best = CSV_WINDOWS_1252, .odd = odd};
    size_t best = 0, second = 0;
    for (size_t i = 0; i < sizeof readings / sizeof readings[0]; i++) {
        size_t n = score(readings[i], text);
        g.may_be[readings[i]] = n > 0;
        if (n <= best && n > second) second = n;
        if (n <= best) continue;
        second = best;
        best = n;
        g.best = readings[i];
    }
    g.sure = best > second && g.best == CSV_WINDOWS_1252;
    return g;
}

/* ---- twice ---- */

/* The byte that this sign is in an encoding of one byte a sign; 0: none. */
static uint8_t byte_of(enum csv_encoding e, int32_t sign) {
    if (sign < 0x80) return (uint8_t)sign;
    for (int byte = 0x80; byte <= 0xff; byte++)
        if (csv_code_point(e, (uint8_t)byte) == sign) return (uint8_t)byte;
    /* Where Windows-1252 has nothing, programs keep the byte. */
    return e == CSV_WINDOWS_1252 && sign < 0xa0 ? (uint8_t)sign : 0;
}

/* The bytes that this text was before it was read in `e`, if they are UTF-8 with at least one sign of several bytes;
 * NULL. */
static char *once(struct arena *a, enum csv_encoding e, const char *text, size_t len) {
    struct builder b = {.arena = a};
    bool several = false;
    int32_t sign;
    for (const char *at = text; at < text + len;) {
        utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)at, (utf8proc_ssize_t)(text + len - at), &sign);
        uint8_t byte = n > 0 ? byte_of(e, sign) : 0;
        if (!byte) return NULL;
        builder_char(&b, (char)byte);
        at += n;
    }
    char *out = builder_end(&b);
    for (const char *at = out; *at;) {
        utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)at, -1, &sign);
        if (n <= 0) return NULL;
        several = several || n > 1;
        at += n;
    }
    return several ? out : NULL;
}

static char *twice_convert(struct arena *a, const char *text, size_t len) {
    static const enum csv_encoding taken_for[] = {CSV_WINDOWS_1252, CSV_MAC_ROMAN, CSV_CP850};
    for (size_t i = 0; i < sizeof taken_for / sizeof taken_for[0]; i++) {
        char *was = once(a, taken_for[i], text, len);
        if (!was) continue;
        bool again =
            csv_guess_twice(span_text(was)).best == CSV_UTF_8_TWICE; /* it went through the same programs twice */
        return again ? twice_convert(a, was, strlen(was)) : was;
    }
    char *same = arena_alloc(a, len + 1);
    memcpy(same, text, len);
    return same;
}

/* The lead byte of what most accented letters are (0xc3, 0xc5 for œ) in the three readings, and whether what follows is
 * one that continues it in the same reading; and how the apostrophe and the dashes begin. */
static bool is_pair(int32_t first, int32_t second) {
    static const struct {
        int32_t lead;
        enum csv_encoding e;
    } leads[] = {{0xc3, CSV_WINDOWS_1252},
                 {0xc5, CSV_WINDOWS_1252},
                 {0xc2, CSV_WINDOWS_1252},
                 {0x221a, CSV_MAC_ROMAN},
                 {0x251c, CSV_CP850}};
    if (first == 0xe2 && second == 0x20ac) return true;
    for (size_t i = 0; i < sizeof leads / sizeof leads[0]; i++)
        if (leads[i].lead == first && second >= 0x80 && (byte_of(leads[i].e, second) & 0xc0) == 0x80) return true;
    return false;
}

struct csv_guess csv_guess_twice(struct span text) {
    const char *at = (const char *)text.data, *end = at + text.len, *last_at = at;
    struct csv_guess g = {.may_be = {[CSV_UTF_8] = true}, .best = CSV_UTF_8, .sure = true};
    for (int32_t sign, last = 0; at < end; last = sign) {
        utf8proc_ssize_t n = 1;
        sign = (uint8_t)*at;
        if (sign >= 0x80) n = utf8proc_iterate((const utf8proc_uint8_t *)at, end - at, &sign);
        if (n < 1) return g;
        if (last >= 0x80 && sign >= 0x80 && is_pair(last, sign))
            return (struct csv_guess){.may_be = {[CSV_UTF_8_TWICE] = true}, .best = CSV_UTF_8_TWICE, .odd = last_at};
        last_at = at;
        at += n;
    }
    return g;
}

char *csv_convert(struct arena *a, enum csv_encoding e, const char *text, size_t len) {
    struct builder b = {.arena = a};
    if (e == CSV_UTF_8_TWICE) return twice_convert(a, text, len);
    for (size_t i = 0; i < len; i++) builder_code_point(&b, csv_code_point(e, (uint8_t)text[i]));
    return builder_end(&b);
}
