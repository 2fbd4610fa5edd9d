#include "cli/show/visible.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include "base/character.h"
#include "text/builder.h"
#include "text/visible.h"

enum { FORMAT_ARGUMENTS = 16, SPEC_MAX = 24 };

size_t mark_len(const char *at) { return (uint8_t)at[0] == MARK && at[1] >= '0' && at[1] <= '9' ? 2 : 0; }

static size_t until_mark(const char *text) {
    size_t n = 0;
    while (text[n] && !mark_len(text + n)) n++;
    return n;
}

const char *visible(struct arena *a, const char *text, bool lines) {
    size_t piece = until_mark(text);
    if (!text[piece]) return text_visible(a, text, lines);
    struct builder b = {.arena = a};
    while (*text) {
        builder_text(&b, text_visible(a, arena_printf(a, "%.*s", (int)piece, text), lines));
        text += piece;
        builder_add(&b, span_of(text, mark_len(text)));
        text += mark_len(text);
        piece = until_mark(text);
    }
    return builder_end(&b);
}

/* ---- formats ---- */

/* What a conversion takes from the list. */
enum kind { KIND_NONE, KIND_INT, KIND_LONG, KIND_SIZE, KIND_INTMAX, KIND_DOUBLE, KIND_TEXT };

union argument {
    int i;
    long l;
    size_t z;
    long long ll;
    double d;
    const char *s;
};

/* "%2$-8.3s": `at` is its place in the list (1), `text` the conversion without it ("%-8.3s"). */
struct spec {
    size_t at, len;
    enum kind kind;
    char text[SPEC_MAX];
};

static enum kind kind_of(const char *length, char conversion) {
    if (conversion == 's') return KIND_TEXT;
    if (strchr("feg", conversion)) return KIND_DOUBLE;
    if (strncmp(length, "ll", 2) == 0) return KIND_INTMAX;
    if (*length == 'l') return KIND_LONG;
    return *length == 'z' ? KIND_SIZE : KIND_INT;
}

/* The one that stands at a '%'; what has no place of its own is the next. */
static struct spec spec_read(const char *at, size_t next) {
    struct spec s = {.at = next};
    const char *from = at + 1;
    size_t digits = strspn(from, "0123456789");
    if (digits && from[digits] == '$') {
        s.at = (size_t)(*from - '1');
        from += digits + 1;
    }
    size_t flags = strspn(from, "-+ #0123456789."), length = strspn(from + flags, "lzh");
    size_t all = flags + length + 1;
    s.kind = from[flags] == '%' ? KIND_NONE : kind_of(from + flags, from[flags + length]);
    s.len = (size_t)(from - at) + all;
    snprintf(s.text, sizeof s.text, "%%%.*s", (int)all, from);
    return s;
}

/* The kinds in the order of the list, which a translation may use in another order. */
static size_t kinds_of(const char *format, enum kind kinds[FORMAT_ARGUMENTS]) {
    size_t n = 0, next = 0;
    for (const char *at = strchr(format, '%'); at; at = strchr(at, '%')) {
        struct spec s = spec_read(at, next);
        at += s.len;
        if (s.kind == KIND_NONE || s.at >= FORMAT_ARGUMENTS) continue;
        kinds[s.at] = s.kind;
        next++;
        if (s.at >= n) n = s.at + 1;
    }
    return n;
}

static void take(va_list list, const enum kind *kinds, size_t n, union argument *out) {
    for (size_t i = 0; i < n; i++) switch (kinds[i]) {
        case KIND_TEXT: out[i].s = va_arg(list, const char *); break;
        case KIND_DOUBLE: out[i].d = va_arg(list, double); break;
        case KIND_INTMAX: out[i].ll = va_arg(list, long long); break;
        case KIND_LONG: out[i].l = va_arg(list, long); break;
        case KIND_SIZE: out[i].z = va_arg(list, size_t); break;
        case KIND_NONE:
        case KIND_INT: out[i].i = va_arg(list, int); break;
        }
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* parts of a literal that the compiler has checked */
static const char *spec_write(struct arena *a, const struct spec *s, const union argument *v) {
    switch (s->kind) {
    case KIND_TEXT: return arena_printf(a, s->text, v->s ? visible(a, v->s, false) : "");
    case KIND_DOUBLE: return arena_printf(a, s->text, v->d);
    case KIND_INTMAX: return arena_printf(a, s->text, v->ll);
    case KIND_LONG: return arena_printf(a, s->text, v->l);
    case KIND_SIZE: return arena_printf(a, s->text, v->z);
    case KIND_INT: return arena_printf(a, s->text, v->i);
    case KIND_NONE: break;
    }
    return "%";
}
#pragma GCC diagnostic pop

char *visible_vformat(struct arena *a, const char *format, va_list arguments) {
    enum kind kinds[FORMAT_ARGUMENTS] = {KIND_NONE};
    union argument values[FORMAT_ARGUMENTS];
    struct builder b = {.arena = a};
    take(arguments, kinds, kinds_of(format, kinds), values);
    for (size_t next = 0; *format;) {
        size_t plain = strcspn(format, "%");
        builder_add(&b, span_of(format, plain));
        format += plain;
        if (!*format) break;
        struct spec s = spec_read(format, next);
        if (s.kind != KIND_NONE) next++;
        if (s.kind == KIND_NONE || s.at < FORMAT_ARGUMENTS)
            builder_text(&b, spec_write(a, &s, &values[s.kind == KIND_NONE ? 0 : s.at]));
        format += s.len;
    }
    return builder_end(&b);
}

/* ---- JSON ---- */

/* Above 0xffff a pair of halves, as RFC 8259 writes it. */
static const char *escaped(struct arena *a, unsigned code) {
    if (code < 0x10000) return arena_printf(a, "\\u%04x", code);
    code -= 0x10000;
    return arena_printf(a, "\\u%04x\\u%04x", 0xd800 | code >> 10, 0xdc00 | (code & 0x3ff));
}

/* Line feeds and tabs stand between values only: within a string they were escaped already. */
const char *visible_json(struct arena *a, const char *json) {
    struct builder b = {.arena = a};
    for (size_t left = strlen(json), n; left; json += n, left -= n) {
        int32_t code;
        n = character_read((const uint8_t *)json, left, &code);
        bool as_it_is = n == 0 || (n == 1 && code != 0x7f) || character_is_plain(code); /* no DEL */
        n = n ? n : 1;
        if (as_it_is)
            builder_add(&b, span_of(json, n));
        else
            builder_text(&b, escaped(a, (unsigned)code));
    }
    return builder_end(&b);
}
