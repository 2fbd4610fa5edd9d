#include "text/json/json_path.h"

#include <stdbool.h>
#include <string.h>
#include "text/canonical/name.h"
#include "text/tree.h"

struct level {
    bool is_map;
    size_t index;
    struct span key; /* data NULL: none yet, or one that is not shown */
};

/* Where the walk stands: the levels that are open, the outermost first. Deeper ones than a document may have are
 * counted, and not named. */
struct way {
    struct level levels[TREE_DEPTH_MAX];
    size_t depth;
};

static struct level *inmost(struct way *w) {
    return w->depth && w->depth <= TREE_DEPTH_MAX ? &w->levels[w->depth - 1] : NULL;
}

/* Behind the closing quote; `end` when it has none. */
static const char *string_end(const char *at, const char *end) {
    for (at++; at < end && *at != '"'; at++)
        if (*at == '\\' && at + 1 < end) at++;
    return at < end ? at + 1 : end;
}

/* The first string after { or a comma is the key; a second one there is the value. */
static void take_string(struct way *w, const char *from, const char *end) {
    struct level *l = inmost(w);
    struct span key = span_of(from + 1, (size_t)(end - from) - 1);
    if (!l || !l->is_map || l->key.data || !key.len || end[-1] != '"') return;
    key.len--;
    l->key = json_name_is(key) ? key : span_of(from, 0);
}

static void take_mark(struct way *w, char c) {
    struct level *l = inmost(w);
    if (c == '{' || c == '[') {
        w->depth++;
        if (inmost(w)) *inmost(w) = (struct level){.is_map = c == '{'};
    } else if (c == '}' || c == ']') {
        w->depth -= w->depth > 0;
    } else if (c == ',' && l) {
        l->index++;
        l->key = (struct span){0};
    }
}

static const char *way_text(struct arena *a, const struct way *w) {
    const char *path = "";
    for (size_t i = 0; i < w->depth && i < TREE_DEPTH_MAX; i++) {
        const struct level *l = &w->levels[i];
        if (l->is_map && !l->key.len) break;
        if (l->is_map)
            path = arena_printf(a, "%s%s%.*s", path, *path ? "." : "", (int)l->key.len, (const char *)l->key.data);
        else
            path = arena_printf(a, "%s[%zu]", path, l->index);
    }
    return path;
}

const char *json_path(struct arena *a, const char *text, size_t at) {
    struct way w = {0};
    if (!text) return "";
    for (const char *c = text, *end = text + at; c < end;) {
        if (*c == '"') {
            const char *next = string_end(c, end);
            take_string(&w, c, next);
            c = next;
        } else {
            take_mark(&w, *c++);
        }
    }
    return way_text(a, &w);
}
