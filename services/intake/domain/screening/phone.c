/* Telephone numbers in their one form; see normal.h. */
#include <string.h>
#include "base/character.h"
#include "civil/ascii.h"
#include "intake/domain/screening/normal.h"
#include "proto/status.h"

enum { LOCAL = 10, FOREIGN_MIN = 7, FOREIGN_MAX = 15, EXTENSION_MAX = 8, DIALLED_MAX = FOREIGN_MAX + 3 };
#define DIGITS "0123456789"

static bool is_letter(char c) { return ascii_is_upper(ascii_upper(c)); }
static bool stands_for_itself(char c) { return is_letter(c) || ascii_is_digit(c) || c == '+'; }

/* Where the number ends: at the first letter, or at # which is dialled before an extension. */
static size_t number_len(const char *text) {
    size_t n = 0;
    while (text[n] && text[n] != '#' && !is_letter(text[n])) n++;
    return n;
}

struct dialled {
    char digits[DIALLED_MAX + 1];
    bool plus;
};

/* What stands between digits in a text that was pasted: spaces of every width, marks of direction, hyphens and dashes,
 * points in the middle, quotes. */
static bool is_pasted_punctuation(int32_t c) {
    static const int32_t ranges[][2] = {{0xa0, 0xa0},     {0xad, 0xad},     {0xb7, 0xb7},     {0x2000, 0x201f},
                                        {0x2022, 0x2022}, {0x2028, 0x202f}, {0x205f, 0x2060}, {0x2066, 0x2069},
                                        {0x2212, 0x2212}, {0x3000, 0x3000}, {0xfe63, 0xfe63}, {0xfeff, 0xfeff},
                                        {0xff0d, 0xff0d}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (c >= ranges[i][0] && c <= ranges[i][1]) return true;
    return false;
}

/* The bytes of such a sign; 0: it is one that would be lost. A + or a digit of another script must not be passed over:
 * without it the rest is another number, of here. */
static size_t pasted_len(const char *text, size_t len) {
    int32_t c;
    size_t n = character_read((const uint8_t *)text, len, &c);
    return n && is_pasted_punctuation(c) ? n : 0;
}

/* All of ASCII but letters and digits is punctuation. A letter is not: an O typed for a zero must not give another
 * number. "(0)" behind a + is what is not dialled from abroad. False: a + among the digits, more of them than any
 * number has, or a sign that is none of ours. */
static bool read_digits(const char *text, size_t len, struct dialled *out) {
    size_t n = 0;
    *out = (struct dialled){.plus = false};
    for (size_t i = 0; i < len; i++) {
        if ((uint8_t)text[i] >= 0x80) {
            size_t pasted = pasted_len(text + i, len - i);
            if (!pasted) return false;
            i += pasted - 1;
            continue;
        }
        if (text[i] == '+' && (n || out->plus)) return false;
        if (text[i] == '+') out->plus = true;
        if (out->plus && strncmp(text + i, "(0)", 3) == 0) i += 2;
        if (!ascii_is_digit(text[i])) continue;
        if (n == DIALLED_MAX) return false;
        out->digits[n++] = text[i];
    }
    return true;
}

/* What is dialled for the + : 011 from here, 00 from most of the world. None of our numbers begins with 0. */
static const char *after_prefix(struct dialled *d) {
    size_t prefix = d->plus ? 0 : strncmp(d->digits, "011", 3) == 0 ? 3 : strncmp(d->digits, "00", 2) == 0 ? 2 : 0;
    d->plus = d->plus || prefix;
    return d->digits + prefix;
}

/* 1 is our own country's code, with a + or without; an area code never begins with it. */
static const char *number_of(struct arena *a, struct dialled *d) {
    const char *digits = after_prefix(d);
    size_t n = strlen(digits);
    if (d->plus && *digits != '1')
        return n >= FOREIGN_MIN && n <= FOREIGN_MAX && *digits != '0' ? arena_printf(a, "+%s", digits) : NULL;
    if (*digits == '1') digits++;
    return strlen(digits) == LOCAL && digits[0] >= '2' && digits[3] >= '2' ? arena_text(a, digits) : NULL;
}

static bool is_extension_word(const char *word, size_t len) {
    static const char *const words[] = {"poste", "p", "extension", "ext", "x", "local", "loc"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t same = 0;
        while (same < len && words[i][same] == ascii_lower(word[same])) same++;
        if (same == len && !words[i][same]) return true;
    }
    return false;
}

/* "poste 22", "ext. 22)", "#22": the word, the digits, and nothing more that stands for itself. */
static bool read_extension(struct arena *a, const char *text, const char **out) {
    size_t len = 0;
    while (is_letter(text[len])) len++;
    if (len && !is_extension_word(text, len)) return false;
    text += len;
    while (*text && !stands_for_itself(*text)) text++;
    size_t n = strspn(text, DIGITS);
    *out = arena_printf(a, "%.*s", (int)n, text);
    if (n == 0 || n > EXTENSION_MAX) return false;
    for (text += n; *text; text++)
        if (stands_for_itself(*text)) return false;
    return true;
}

bool intake_phone_read(struct arena *a, const char *text, struct phone *out) {
    struct dialled d;
    size_t len = number_len(text);
    if (!read_digits(text, len, &d)) return false;
    *out = (struct phone){number_of(a, &d), ""};
    return out->number && (!text[len] || read_extension(a, text + len, &out->extension));
}

const char *intake_phone_normal(struct arena *a, const char *text) {
    struct phone read;
    return intake_phone_read(a, text, &read) ? read.number : NULL;
}

/* A foreign number and an extension are told as such: to ask for ten digits of whoever gave them would help nobody. */
int intake_phone_check(struct arena *a, const char *text) {
    struct phone read;
    struct dialled d;
    if (!*text || intake_phone_read(a, text, &read)) return 0;
    if (!read_digits(text, number_len(text), &d)) return REASON_PHONE_INVALID;
    if (number_of(a, &d)) return REASON_PHONE_EXTENSION;
    return d.plus && *after_prefix(&d) != '1' ? REASON_PHONE_FOREIGN : REASON_PHONE_INVALID;
}

bool intake_extension_is_valid(const char *text) {
    return strlen(text) <= EXTENSION_MAX && strspn(text, DIGITS) == strlen(text);
}

/* RFC 5321 allows much that nobody has; what is refused here no provider gives out. */
bool intake_email_is_valid(const char *text) {
    const char *at = strchr(text, '@'), *dot = at ? strrchr(at, '.') : NULL;
    bool whole = at && at > text && dot && dot > at + 1 && dot[1];
    return whole && !text[strcspn(text, " ,;<>()")] && !strchr(at + 1, '@') && !strstr(text, "..");
}
