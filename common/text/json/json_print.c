#include "text/json.h"

#include "text/plain.h"

/* Not jansson's own: it prints -73.6 as -73.599999999999994 (17 digits), or rounds everything to the digits that it is
 * told. Here each number has the fewest that read back as the same. */
struct printer {
    struct builder out;
    bool pretty;
};

static void print_line(struct printer *p, int depth) {
    if (!p->pretty) return;
    builder_char(&p->out, '\n');
    for (int i = 0; i < depth; i++) builder_text(&p->out, "  ");
}

static void print_escaped(struct builder *out, char c) {
    static const char short_forms[] = "\bb\ff\nn\rr\tt\"\"\\\\";
    for (const char *s = short_forms; *s; s += 2) {
        if (*s != c) continue;
        builder_char(out, '\\');
        builder_char(out, s[1]);
        return;
    }
    builder_text(out, arena_printf(out->arena, "\\u%04x", (unsigned)(unsigned char)c));
}

/* What RFC 8259 says must be escaped, and nothing else: accents stay letters. */
void json_print_text(struct builder *out, const char *text, size_t len) {
    builder_char(out, '"');
    for (size_t at = 0, end; at < len; at = end) {
        for (end = at; end < len && (unsigned char)text[end] >= 0x20 && text[end] != '"' && text[end] != '\\';) end++;
        if (end > at)
            builder_add(out, span_of(text + at, end - at));
        else
            print_escaped(out, text[end++]);
    }
    builder_char(out, '"');
}

static void print_value(struct printer *p, const json_t *v, int depth);

static void print_array(struct printer *p, const json_t *v, int depth) {
    builder_char(&p->out, '[');
    for (size_t i = 0; i < json_array_size(v); i++) {
        if (i) builder_char(&p->out, ',');
        print_line(p, depth + 1);
        print_value(p, json_array_get(v, i), depth + 1);
    }
    if (json_array_size(v)) print_line(p, depth);
    builder_char(&p->out, ']');
}

static void print_object(struct printer *p, const json_t *v, int depth) {
    json_t *object = (json_t *)(uintptr_t)v; /* jansson's iterators change nothing */
    bool first = true;
    builder_char(&p->out, '{');
    for (void *i = json_object_iter(object); i; i = json_object_iter_next(object, i), first = false) {
        const char *key = json_object_iter_key(i);
        if (!first) builder_char(&p->out, ',');
        print_line(p, depth + 1);
        json_print_text(&p->out, key, strlen(key));
        builder_text(&p->out, p->pretty ? ": " : ":");
        print_value(p, json_object_iter_value(i), depth + 1);
    }
    if (!first) print_line(p, depth);
    builder_char(&p->out, '}');
}

static void print_value(struct printer *p, const json_t *v, int depth) {
    switch (json_typeof(v)) {
    case JSON_OBJECT: print_object(p, v, depth); break;
    case JSON_ARRAY: print_array(p, v, depth); break;
    case JSON_STRING: json_print_text(&p->out, json_string_value(v), json_string_length(v)); break;
    case JSON_INTEGER:
        builder_text(&p->out, arena_printf(p->out.arena, "%" JSON_INTEGER_FORMAT, json_integer_value(v)));
        break;
    case JSON_REAL: builder_text(&p->out, plain_real_write(p->out.arena, json_real_value(v))); break;
    case JSON_TRUE: builder_text(&p->out, "true"); break;
    case JSON_FALSE: builder_text(&p->out, "false"); break;
    case JSON_NULL: builder_text(&p->out, "null"); break;
    }
}

char *json_print(struct arena *a, const json_t *value, bool pretty) {
    struct printer p = {.out = {.arena = a}, .pretty = pretty};
    if (value) print_value(&p, value, 0);
    return builder_end(&p.out);
}
