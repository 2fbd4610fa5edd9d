#include "text/fold.h"

#include <string.h>
#include <utf8proc.h>
#include "text/builder.h"

enum { DECOMPOSED_MAX = 32 }; /* U+FDFA, the longest, becomes 18 */

/* Letters that Unicode does not take apart, and that people type without: Œuvre, Łukasz, Đức. */
static const char *spelled_out(utf8proc_int32_t c) {
    static const struct {
        utf8proc_int32_t letter;
        const char *spelling;
    } letters[] = {{0xe6, "ae"}, {0x153, "oe"}, {0xf8, "o"},  {0x111, "d"}, {0x142, "l"},
                   {0x131, "i"}, {0xf0, "d"},   {0xfe, "th"}, {0x127, "h"}, {0x167, "t"}};
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i].letter == c) return letters[i].spelling;
    return NULL;
}

static bool is_of_a_word(utf8proc_int32_t c) {
    utf8proc_category_t kind = utf8proc_category(c);
    return (kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_LO) ||
           (kind >= UTF8PROC_CATEGORY_ND && kind <= UTF8PROC_CATEGORY_NO);
}

/* Adds c, or remembers that a word has ended. */
static void add(struct builder *b, utf8proc_int32_t c, bool *gap) {
    if (!is_of_a_word(c)) {
        *gap = true;
        return;
    }
    if (*gap && b->len) builder_char(b, ' ');
    *gap = false;
    const char *spelling = spelled_out(c);
    if (spelling)
        builder_text(b, spelling);
    else
        builder_code_point(b, c);
}

/* The same for ASCII, which is most of what is folded: lower case, and anything else than letters and digits is a
 * gap. */
static void add_ascii(struct builder *b, uint8_t c, bool *gap) {
    bool capital = c >= 'A' && c <= 'Z';
    if (!capital && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) {
        *gap = true;
        return;
    }
    if (*gap && b->len) builder_char(b, ' ');
    *gap = false;
    builder_char(b, (char)(capital ? c + 'a' - 'A' : c));
}

/* Compatibility decomposition, case folding and no marks: é, É, e and a combining acute are one letter; ß is ss, ½ is 1
 * and 2. Character by character, not a text at once: bad bytes in the middle must not lose the rest. */
char *fold(struct arena *a, const char *utf8) {
    static const utf8proc_option_t how =
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE;
    struct builder b = {.arena = a};
    bool gap = false;
    for (const uint8_t *at = (const uint8_t *)utf8; *at;) {
        utf8proc_int32_t c, parts[DECOMPOSED_MAX];
        int boundary = 0;
        if (*at < 0x80) {
            add_ascii(&b, *at++, &gap);
            continue;
        }
        utf8proc_ssize_t len = utf8proc_iterate(at, -1, &c);
        utf8proc_ssize_t n = len > 0 ? utf8proc_decompose_char(c, parts, DECOMPOSED_MAX, how, &boundary) : -1;
        if (n < 0 || n > DECOMPOSED_MAX) gap = true;
        for (utf8proc_ssize_t i = 0; i < n && n <= DECOMPOSED_MAX; i++) add(&b, parts[i], &gap);
        at += len > 0 ? len : 1;
    }
    return builder_end(&b);
}

/* The words lie in the folded text itself, whose blanks become their NULs. */
size_t fold_tokens(struct arena *a, const char *utf8, const char ***out) {
    char *text = fold(a, utf8);
    size_t n = *text ? 1 : 0;
    for (const char *c = text; *c; c++) n += *c == ' ';
    *out = arena_alloc(a, n * sizeof **out);
    for (size_t i = 0; i < n; i++) {
        (*out)[i] = text;
        text += strcspn(text, " ");
        *text++ = 0; /* the last one ends at the text's own NUL */
    }
    return n;
}
