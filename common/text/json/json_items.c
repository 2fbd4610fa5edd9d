#include "text/json/json_items.h"

#include <string.h>
#include "base/err.h"

struct json_items json_items(struct span text) {
    const char *at = (const char *)text.data;
    size_t mark = text.len >= 3 && memcmp(at, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    return (struct json_items){.at = at + mark, .end = at + text.len, .place = {1, 1}};
}

static void step(struct json_items *i) {
    if (*i->at == '\n')
        i->place = (struct text_place){i->place.line + 1, 1};
    else if ((*i->at & 0xc0) != 0x80)
        i->place.column++;
    i->at++;
}

/* What stands there after blanks; 0: the end. */
static char sign(struct json_items *i) {
    while (i->at < i->end && strchr(" \t\r\n", *i->at) && *i->at) step(i);
    return i->at < i->end ? *i->at : 0;
}

static int refuse(struct json_items *i, struct arena *a, struct text_errors *errors, const char *fr, const char *en) {
    text_errors_add(a, errors, i->place, "", fr, en);
    return ERR_INVALID;
}

static int missing(struct json_items *i, struct arena *a, struct text_errors *errors) {
    if (!sign(i))
        return refuse(i, a, errors, "Le texte s'arrête trop tôt : il manque une accolade, un crochet ou un guillemet.",
                      "This is not valid JSON: ']' expected.");
    return refuse(i, a, errors,
                  "Ce n'est pas du JSON : il manque une virgule, un guillemet ou une accolade, ou un mot est inconnu.",
                  "This is not valid JSON: ',' or ']' expected.");
}

static void string_pass(struct json_items *i) {
    for (step(i); i->at < i->end && *i->at != '"'; step(i))
        if (*i->at == '\\' && i->at + 1 < i->end) step(i);
    if (i->at < i->end) step(i);
}

/* To the end of a value: brackets of either kind count alike, because json_tree_at tells them apart. */
static void value_pass(struct json_items *i) {
    size_t depth = 0;
    while (i->at < i->end) {
        char c = *i->at;
        if (!depth && (c == ',' || c == ']' || c == '}')) return;
        if (c == '"') {
            string_pass(i);
        } else {
            depth += c == '{' || c == '[';
            depth -= c == '}' || c == ']';
            step(i);
        }
        if (!depth && (c == '"' || c == '}' || c == ']')) return;
    }
}

static int item_take(struct json_items *i, struct json_item *out) {
    const char *from = i->at;
    out->place = i->place;
    value_pass(i);
    out->text = span_of(from, (size_t)(i->at - from));
    return 1;
}

static int end_take(struct json_items *i, struct arena *a, struct text_errors *errors) {
    if (!sign(i)) return 0;
    return refuse(i, a, errors, "Il y a quelque chose après la fin du JSON.",
                  "This is not valid JSON: end of file expected.");
}

/* A comma wants an item behind it: a list's last one has none. */
int json_items_next(struct json_items *i, struct arena *a, struct json_item *out, struct text_errors *errors) {
    bool first = !i->begun;
    i->begun = true;
    char c = sign(i);
    if (first && c != '[') return item_take(i, out);
    if (!first && !i->is_list) return end_take(i, a, errors);
    if (first) {
        i->is_list = true;
        step(i);
        c = sign(i);
    } else if (c == ',') {
        step(i);
        c = sign(i);
        if (c == ']') return missing(i, a, errors);
    } else if (c != ']')
        return missing(i, a, errors);
    if (c == ']') return step(i), i->is_list = false, end_take(i, a, errors);
    return c && c != ',' && c != '}' ? item_take(i, out) : missing(i, a, errors);
}
