#include "base/character.h"

#include <string.h>
#include <utf8proc.h>

enum { ZWNJ = 0x200c, ZWJ = 0x200d };

size_t character_read(const uint8_t *s, size_t len, int32_t *out) {
    if (!len) return 0;
    *out = s[0];
    if (s[0] < 0x80) return s[0] != 0;
    size_t n = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
    if (s[0] < 0xc2 || s[0] > 0xf4 || len < n) return 0;
    uint8_t low = s[0] == 0xe0 ? 0xa0 : s[0] == 0xf0 ? 0x90 : 0x80;
    uint8_t high = s[0] == 0xed ? 0x9f : s[0] == 0xf4 ? 0x8f : 0xbf;
    if (s[1] < low || s[1] > high) return 0;
    *out = s[0] & (0xff >> (n + 1));
    for (size_t i = 1; i < n; i++) {
        if ((s[i] & 0xc0) != 0x80) return 0;
        *out = *out << 6 | (s[i] & 0x3f);
    }
    return n;
}

bool character_is_plain(int32_t c) {
    static const unsigned never = 1u << UTF8PROC_CATEGORY_CN | 1u << UTF8PROC_CATEGORY_CC | 1u << UTF8PROC_CATEGORY_CF |
                                  1u << UTF8PROC_CATEGORY_CS | 1u << UTF8PROC_CATEGORY_CO | 1u << UTF8PROC_CATEGORY_ZL |
                                  1u << UTF8PROC_CATEGORY_ZP;
    return c == ZWJ || c == ZWNJ || !(never >> utf8proc_category(c) & 1);
}

/* Most of what is written is ASCII, and each text of each request is asked. */
static size_t ascii_run(const uint8_t *s, size_t len) {
    size_t n = 0;
    while (n < len && s[n] >= ' ' && s[n] < 0x7f) n++;
    return n;
}

bool text_is_plain(const char *utf8, bool lines) {
    const uint8_t *at = (const uint8_t *)utf8;
    for (size_t len = strlen(utf8), n; len; at += n, len -= n) {
        int32_t c;
        n = ascii_run(at, len);
        if (n) continue;
        n = character_read(at, len, &c);
        if (!n || (!character_is_plain(c) && !(lines && c == '\n'))) return false;
    }
    return true;
}

/* Letters, marks and signs that are drawn as nothing (DerivedCoreProperties.txt, Default_Ignorable_Code_Point), and the
 * braille pattern without a dot. */
static bool is_filler(int32_t c) {
    static const struct {
        int32_t first, last;
    } fillers[] = {{0x34f, 0x34f},   {0x115f, 0x1160}, {0x17b4, 0x17b5}, {0x180b, 0x180f},  {0x2800, 0x2800},
                   {0x3164, 0x3164}, {0xfe00, 0xfe0f}, {0xffa0, 0xffa0}, {0xe0100, 0xe01ef}};
    for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++)
        if (c >= fillers[i].first && c <= fillers[i].last) return true;
    return false;
}

static bool leaves_a_mark(int32_t c) {
    if (c == ZWJ || c == ZWNJ || is_filler(c)) return false;
    return character_is_plain(c) && utf8proc_category(c) != UTF8PROC_CATEGORY_ZS;
}

bool text_is_blank(const char *utf8) {
    const uint8_t *at = (const uint8_t *)utf8;
    for (size_t len = utf8 ? strlen(utf8) : 0, n; len; at += n, len -= n) {
        int32_t c;
        n = character_read(at, len, &c);
        if (!n || leaves_a_mark(c)) return false;
    }
    return true;
}

size_t text_characters(const char *utf8) {
    size_t n = 0;
    for (; *utf8; utf8++) n += ((unsigned char)*utf8 & 0xC0) != 0x80; /* not in the middle of a character */
    return n;
}
