#include "text/tree.h"

#include <string.h>
#include <utf8proc.h>

struct tree *tree_new(struct arena *a, enum tree_kind kind, struct text_place place) {
    struct tree *t = arena_alloc(a, sizeof *t);
    t->kind = kind;
    t->place = place;
    return t;
}

struct tree *tree_new_text(struct arena *a, enum tree_kind kind, struct text_place place, const char *text) {
    struct tree *t = tree_new(a, kind, place);
    t->text = arena_text(a, text);
    return t;
}

void tree_add(struct tree *owner, struct tree *child) {
    if (owner->last)
        owner->last->next = child;
    else
        owner->child = child;
    owner->last = child;
    owner->n_children++;
}

struct tree *tree_find(const struct tree *map, const char *key) {
    for (struct tree *t = map->child; t; t = t->next)
        if (t->key && strcmp(t->key, key) == 0) return t;
    return NULL;
}

bool tree_text_is_clean(const char *text, size_t len) {
    for (size_t i = 0; i < len;) {
        utf8proc_int32_t code_point;
        utf8proc_ssize_t n =
            utf8proc_iterate((const utf8proc_uint8_t *)text + i, (utf8proc_ssize_t)(len - i), &code_point);
        if (n <= 0 || code_point <= 0) return false;
        i += (size_t)n;
    }
    return true;
}
