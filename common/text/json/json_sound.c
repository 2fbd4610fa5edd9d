#include "text/json/json_sound.h"

#include <string.h>
#include <utf8proc.h>
#include "base/character.h"

/* KEYS_MAX: a key that is there already is looked for one by one. A number within the two bounds is far from what a
 * double cannot hold, which jansson refuses. */
enum { KEYS_MAX = 64, NUMBER_MAX = 64, EXPONENT_DIGITS = 2, ESCAPED_LEN = 4 };

/* A column is that of `from` and the bytes behind it: of a character of several bytes all but one are passed over by
 * `from`, too. */
struct sound {
    struct arena *arena;
    const uint8_t *at, *end, *from;
    unsigned line, column;
    size_t n_nodes;
};

static struct text_place place_of(const struct sound *s) {
    return (struct text_place){s->line, s->column + (unsigned)(s->at - s->from)};
}

static void blanks(struct sound *s) {
    for (; s->at < s->end; s->at++) {
        if (*s->at == '\n') {
            s->line++;
            s->column = 1;
            s->from = s->at + 1;
        } else if (*s->at != ' ' && *s->at != '\t' && *s->at != '\r') {
            return;
        }
    }
}

/* The mark, and what is blank behind it. */
static bool mark(struct sound *s, char c) {
    if (s->at == s->end || *s->at != (uint8_t)c) return false;
    s->at++;
    blanks(s);
    return true;
}

/* ---- texts ---- */

/* Four hexadecimal digits; -1: they are not there. */
static int32_t escaped(const uint8_t *at, const uint8_t *end) {
    int32_t code = 0;
    if (end - at < ESCAPED_LEN) return -1;
    for (int i = 0; i < ESCAPED_LEN; i++) {
        static const char digits[] = "0123456789abcdef0123456789ABCDEF";
        const char *digit = at[i] ? strchr(digits, at[i]) : NULL;
        if (!digit) return -1;
        code = code << 4 | (int32_t)((digit - digits) & 0xf);
    }
    return code;
}

/* What stands behind a backslash and a u, which may be two halves of a character; *at moves behind it. 0: none, or
 * NUL. */
static int32_t code_point(const uint8_t **at, const uint8_t *end) {
    int32_t code = escaped(*at, end), low;
    if (code <= 0 || (code >= 0xdc00 && code <= 0xdfff)) return 0;
    *at += ESCAPED_LEN;
    if (code < 0xd800 || code > 0xdbff) return code;
    if (end - *at < 2 || (*at)[0] != '\\' || (*at)[1] != 'u') return 0;
    low = escaped(*at + 2, end);
    if (low < 0xdc00 || low > 0xdfff) return 0;
    *at += 2 + ESCAPED_LEN;
    return 0x10000 + ((code - 0xd800) << 10 | (low - 0xdc00));
}

/* Never longer than it was written. */
static char *unescaped(struct arena *a, const uint8_t *at, const uint8_t *end) {
    static const char written[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    char *text = arena_alloc(a, (size_t)(end - at) + 1), *out = text;
    while (at < end) {
        if (*at != '\\') {
            *out++ = (char)*at++;
        } else if (at[1] == 'u') {
            at += 2;
            int32_t code = code_point(&at, end);
            if (!code) return NULL;
            out += utf8proc_encode_char(code, (utf8proc_uint8_t *)out);
        } else {
            const char *which = strchr(written, at[1]);
            if (!which) return NULL;
            *out++ = meant[which - written];
            at += 2;
        }
    }
    return text;
}

/* Bytes of the character that stands here; a backslash goes with what follows it. 0: none may stand in a text. */
static size_t character_len(struct sound *s) {
    int32_t c;
    if (*s->at < 0x20) return 0;
    if (*s->at == '\\') return s->end - s->at > 1 && s->at[1] >= 0x20 && s->at[1] < 0x80 ? 2 : 0;
    if (*s->at < 0x80) return 1;
    size_t n = character_read(s->at, (size_t)(s->end - s->at), &c);
    if (n) s->from += n - 1;
    return n;
}

/* From its first quote to behind its last. */
static const char *text_of(struct sound *s) {
    bool plain = true;
    if (s->at == s->end || *s->at != '"') return NULL;
    const uint8_t *begin = ++s->at;
    while (s->at < s->end && *s->at != '"') {
        size_t n = character_len(s);
        if (!n) return NULL;
        plain = plain && *s->at != '\\';
        s->at += n;
    }
    if (s->at == s->end) return NULL;
    const uint8_t *end = s->at++;
    if (!plain) return unescaped(s->arena, begin, end);
    char *text = arena_alloc(s->arena, (size_t)(end - begin) + 1);
    memcpy(text, begin, (size_t)(end - begin));
    return text;
}

/* ---- numbers and words ---- */

static size_t digits(struct sound *s) {
    const uint8_t *begin = s->at;
    while (s->at < s->end && *s->at >= '0' && *s->at <= '9') s->at++;
    return (size_t)(s->at - begin);
}

static bool have(struct sound *s, const char *one_of) {
    if (s->at == s->end || !*s->at || !strchr(one_of, *s->at)) return false;
    s->at++;
    return true;
}

/* RFC 8259, 6: a zero in front stands alone. */
static bool number_pass(struct sound *s) {
    have(s, "-");
    bool zero = s->at < s->end && *s->at == '0';
    size_t n = digits(s);
    if (n == 0 || (zero && n > 1)) return false;
    if (have(s, ".") && !digits(s)) return false;
    if (!have(s, "eE")) return true;
    have(s, "+-");
    n = digits(s);
    return n > 0 && n <= EXPONENT_DIGITS;
}

static struct tree *number(struct sound *s, struct tree *t) {
    const uint8_t *begin = s->at;
    if (!number_pass(s) || s->at - begin > NUMBER_MAX) return NULL;
    size_t len = (size_t)(s->at - begin);
    char *text = arena_alloc(s->arena, len + 1);
    memcpy(text, begin, len);
    t->kind = TREE_NUMBER;
    t->text = text;
    return t;
}

static struct tree *word(struct sound *s, struct tree *t) {
    static const struct {
        const char *text;
        enum tree_kind kind;
    } words[] = {{"true", TREE_TRUE}, {"false", TREE_FALSE}, {"null", TREE_NULL}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t len = strlen(words[i].text);
        if ((size_t)(s->end - s->at) < len || memcmp(s->at, words[i].text, len) != 0) continue;
        s->at += len;
        t->kind = words[i].kind;
        return t;
    }
    return NULL;
}

/* ---- values ---- */

static struct tree *value(struct sound *s, int depth);

static struct tree *member(struct sound *s, const struct tree *map, int depth) {
    struct text_place key_place = place_of(s);
    const char *key = text_of(s);
    if (!key || map->n_children == KEYS_MAX || tree_find(map, key)) return NULL;
    blanks(s);
    struct tree *t = mark(s, ':') ? value(s, depth + 1) : NULL;
    if (!t) return NULL;
    t->key = key;
    t->key_place = key_place;
    return t;
}

/* A list or a map, which is to end with `end`. */
static struct tree *several(struct sound *s, struct tree *t, char end, int depth) {
    s->at++;
    blanks(s);
    if (s->at < s->end && *s->at == (uint8_t)end) {
        s->at++;
        return t;
    }
    do {
        struct tree *child = t->kind == TREE_MAP ? member(s, t, depth) : value(s, depth + 1);
        if (!child) return NULL;
        tree_add(t, child);
        blanks(s);
    } while (mark(s, ','));
    if (s->at == s->end || *s->at != (uint8_t)end) return NULL;
    s->at++;
    return t;
}

/* Without the blanks around it. */
static struct tree *value(struct sound *s, int depth) {
    if (s->at == s->end || depth > TREE_DEPTH_MAX || ++s->n_nodes > TREE_NODES_MAX) return NULL;
    struct tree *t = tree_new(s->arena, TREE_TEXT, place_of(s));
    switch (*s->at) {
    case '{': t->kind = TREE_MAP; return several(s, t, '}', depth);
    case '[': t->kind = TREE_LIST; return several(s, t, ']', depth);
    case '"': t->text = text_of(s); return t->text ? t : NULL;
    case 't':
    case 'f':
    case 'n': return word(s, t);
    default: return number(s, t);
    }
}

struct tree *json_sound(struct arena *a, struct span text, struct text_place begin) {
    if (!text.len) return NULL;
    struct sound s = {.arena = a,
                      .at = text.data,
                      .end = text.data + text.len,
                      .from = text.data,
                      .line = begin.line,
                      .column = begin.column};
    blanks(&s);
    struct tree *t = value(&s, 0);
    blanks(&s);
    return s.at == s.end ? t : NULL;
}
