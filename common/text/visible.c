#include "text/visible.h"

#include <string.h>
#include "base/character.h"
#include "text/builder.h"

/* The length of the character that stands at s when it may be shown as it is, or 0. */
static size_t shown_len(const char *s, size_t len, bool lines) {
    int32_t c;
    size_t n = character_read((const uint8_t *)s, len, &c);
    if (lines && (*s == '\n' || *s == '\t')) return 1;
    return n && character_is_plain(c) ? n : 0;
}

static size_t plain_len(const char *s, size_t len, bool lines) {
    size_t all = 0;
    for (size_t n; all < len && (n = shown_len(s + all, len - all, lines)) > 0;) all += n;
    return all;
}

/* The length of what was written in place of it. */
static size_t add_written(struct builder *b, const char *s, size_t len) {
    int32_t c;
    size_t n = character_read((const uint8_t *)s, len, &c);
    builder_text(b, n ? arena_printf(b->arena, "‹U+%04X›", (unsigned)c)
                      : arena_printf(b->arena, "‹0x%02X›", (unsigned)(uint8_t)*s));
    return n ? n : 1;
}

const char *text_visible(struct arena *a, const char *utf8, bool lines) {
    size_t len = strlen(utf8), plain = plain_len(utf8, len, lines);
    if (plain == len) return utf8;
    struct builder b = {.arena = a};
    for (;;) {
        builder_add(&b, span_of(utf8, plain));
        utf8 += plain, len -= plain;
        if (!len) return builder_end(&b);
        size_t n = add_written(&b, utf8, len);
        utf8 += n, len -= n;
        plain = plain_len(utf8, len, lines);
    }
}
