#include "text/json.h"

#include <string.h>
#include "text/json/json_path.h"
#include "text/json/json_sound.h"

/* jansson checks a text but forgets where things stood. Its objects keep their order, so a second reader goes through
 * the text, now known to be good, in step with the values. So keys given twice must be refused: one value for two
 * places would put all that follows out of step. Numbers are taken from the text, not from jansson's doubles. */
struct scan {
    const char *at, *end;
    struct text_place place;
};

struct reader {
    struct arena *arena;
    struct text_errors *errors;
    const char *text;
    struct scan scan;
    size_t n_nodes;
};

static void scan_step(struct scan *s) {
    if (*s->at == '\n')
        s->place = (struct text_place){s->place.line + 1, 1};
    else if ((*s->at & 0xc0) != 0x80)
        s->place.column++;
    s->at++;
}

/* Commas and colons count as blanks: where they may stand, jansson has seen to. */
static void scan_blank(struct scan *s) {
    while (s->at < s->end && strchr(" \t\r\n,:", *s->at)) scan_step(s);
}

static void scan_mark(struct scan *s) {
    scan_blank(s);
    if (s->at < s->end) scan_step(s);
}

/* To the closing quote; what follows a backslash is passed over, also when it is a quote. The text is jansson's. */
static void scan_string(struct scan *s) {
    scan_mark(s);
    for (; s->at < s->end && *s->at != '"'; scan_step(s))
        if (*s->at == '\\') scan_step(s);
    scan_mark(s);
}

/* A number, true, false or null, as it is written. */
static struct span scan_word(struct scan *s) {
    const char *from = s->at;
    while (s->at < s->end && !strchr(" \t\r\n,:]}", *s->at)) scan_step(s);
    return span_of(from, (size_t)(s->at - from));
}

static struct tree *refuse(struct reader *r, const char *fr, const char *en) {
    size_t at = (size_t)(r->scan.at - r->text);
    text_errors_add(r->arena, r->errors, r->scan.place, json_path(r->arena, r->text, at), fr, en);
    return NULL;
}

static const char *number_text(struct reader *r) {
    struct span word = scan_word(&r->scan);
    return arena_printf(r->arena, "%.*s", (int)word.len, (const char *)word.data);
}

static struct tree *read_value(struct reader *r, json_t *v, int depth);

/* The place of an object is its brace, which is why it is made before the mark is passed. */
static struct tree *read_object(struct reader *r, json_t *v, int depth) {
    struct tree *map = tree_new(r->arena, TREE_MAP, r->scan.place);
    if (json_object_size(v) > TREE_KEYS_MAX) return refuse(r, "Il y a trop de champs.", "There are too many fields.");
    scan_mark(&r->scan);
    for (void *i = json_object_iter(v); i; i = json_object_iter_next(v, i)) {
        scan_blank(&r->scan);
        struct text_place key_place = r->scan.place;
        scan_string(&r->scan);
        struct tree *child = read_value(r, json_object_iter_value(i), depth + 1);
        if (!child) return NULL;
        child->key = arena_text(r->arena, json_object_iter_key(i));
        child->key_place = key_place;
        tree_add(map, child);
    }
    scan_mark(&r->scan);
    return map;
}

static struct tree *read_array(struct reader *r, const json_t *v, int depth) {
    struct tree *list = tree_new(r->arena, TREE_LIST, r->scan.place);
    scan_mark(&r->scan);
    for (size_t i = 0; i < json_array_size(v); i++) {
        struct tree *child = read_value(r, json_array_get(v, i), depth + 1);
        if (!child) return NULL;
        tree_add(list, child);
    }
    scan_mark(&r->scan);
    return list;
}

static struct tree *read_string(struct reader *r, const json_t *v, struct text_place place) {
    const char *text = json_string_value(v);
    if (memchr(text, 0, json_string_length(v)))
        return refuse(r, "Le caractère nul n'est pas permis.", "The NUL character is not allowed.");
    scan_string(&r->scan);
    return tree_new_text(r->arena, TREE_TEXT, place, text);
}

static struct tree *read_word(struct reader *r, enum tree_kind kind, struct text_place place) {
    scan_word(&r->scan);
    return tree_new(r->arena, kind, place);
}

static struct tree *read_value(struct reader *r, json_t *v, int depth) {
    scan_blank(&r->scan);
    struct text_place place = r->scan.place;
    if (depth > TREE_DEPTH_MAX) return refuse(r, "Trop de niveaux imbriqués.", "Nested too deeply.");
    if (++r->n_nodes > TREE_NODES_MAX) return refuse(r, "Il y a trop de valeurs.", "There are too many values.");
    switch (json_typeof(v)) {
    case JSON_OBJECT: return read_object(r, v, depth);
    case JSON_ARRAY: return read_array(r, v, depth);
    case JSON_STRING: return read_string(r, v, place);
    case JSON_INTEGER:
    case JSON_REAL: return tree_new_text(r->arena, TREE_NUMBER, place, number_text(r));
    case JSON_TRUE: return read_word(r, TREE_TRUE, place);
    case JSON_FALSE: return read_word(r, TREE_FALSE, place);
    case JSON_NULL: return read_word(r, TREE_NULL, place);
    }
    return NULL;
}

static void syntax_fault(const struct reader *r, struct text_place begin, const json_error_t *e) {
    const char *fr =
        "Ce n'est pas du JSON : il manque une virgule, un guillemet ou une accolade, ou un mot est inconnu.";
    switch (json_error_code(e)) {
    case json_error_premature_end_of_input:
        fr = "Le texte s'arrête trop tôt : il manque une accolade, un crochet ou un guillemet.";
        break;
    case json_error_end_of_input_expected: fr = "Il y a quelque chose après la fin du JSON."; break;
    case json_error_invalid_utf8: fr = "Ce texte n'est pas en UTF-8."; break;
    case json_error_duplicate_key: fr = "Ce champ est donné deux fois."; break;
    case json_error_numeric_overflow: fr = "Ce nombre est trop grand."; break;
    case json_error_null_character:
    case json_error_null_byte_in_key: fr = "Le caractère nul n'est pas permis."; break;
    case json_error_stack_overflow: fr = "Trop de niveaux imbriqués."; break;
    case json_error_unknown:
    case json_error_out_of_memory:
    case json_error_cannot_open_file:
    case json_error_invalid_argument:
    case json_error_invalid_syntax:
    case json_error_invalid_format:
    case json_error_wrong_type:
    case json_error_null_value:
    case json_error_item_not_found:
    case json_error_index_out_of_range: break;
    }
    struct text_place place = {e->line > 0 ? (unsigned)e->line : 0, e->column > 0 ? (unsigned)e->column : 1};
    if (place.line == 1) place.column += begin.column - 1;
    if (place.line) place.line += begin.line - 1;
    const char *near = strstr(e->text, " near "); /* what it quotes may be personal, or cut inside a character */
    int len = (int)(near ? near - e->text : (ptrdiff_t)strlen(e->text));
    text_errors_add(r->arena, r->errors, place, json_path(r->arena, r->text, e->position > 0 ? (size_t)e->position : 0),
                    fr, arena_printf(r->arena, "This is not valid JSON: %.*s.", len, e->text));
}

/* Jansson builds all of it (its own depth is bounded, at 2,048). A value alone is taken, too: a date, an answer. Whole
 * numbers as reals, because jansson's own hold 63 bits and the field's type, not it, says what fits. */
struct tree *json_told(struct arena *a, struct span part, struct text_place begin, struct text_errors *errors) {
    json_error_t fault;
    const char *text = part.len ? (const char *)part.data : "", *end = text + part.len;
    struct reader r = {.arena = a, .errors = errors, .text = text, .scan = {.at = text, .end = end, .place = begin}};
    const char *zero = memchr(text, 0, part.len); /* jansson passes over it in silence */
    if (zero) {
        while (r.scan.at < zero) scan_step(&r.scan);
        return refuse(&r, "Le caractère nul n'est pas permis.", "The NUL character is not allowed.");
    }
    json_t *v = json_loadb(text, part.len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL, &fault);
    if (!v) {
        syntax_fault(&r, begin, &fault);
        return NULL;
    }
    struct tree *t = read_value(&r, v, 0);
    json_decref(v);
    return t;
}

static struct tree *refuse_long(struct arena *a, struct text_place place, struct text_errors *errors) {
    text_errors_add(a, errors, place, "", "Ce texte est trop long (4 Mio au plus).",
                    "This text is too long (at most 4 MiB).");
    return NULL;
}

struct tree *json_tree_at(struct arena *a, struct span part, struct text_place place, struct text_errors *errors) {
    static const uint8_t mark[] = {0xef, 0xbb, 0xbf};
    if (part.len >= sizeof mark && memcmp(part.data, mark, sizeof mark) == 0)
        part = span_of(part.data + sizeof mark, part.len - sizeof mark);
    if (part.len > JSON_SIZE_MAX) return refuse_long(a, place, errors);
    struct tree *t = json_sound(a, part, place);
    return t ? t : json_told(a, part, place, errors);
}

struct tree *json_tree(struct arena *a, const char *text, size_t len, struct text_errors *errors) {
    return json_tree_at(a, span_of(text, len), (struct text_place){1, 1}, errors);
}
