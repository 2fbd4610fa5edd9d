/* A text to a message in one call, as tests want it; programs keep the document, to say where in it a fault stands. */
#pragma once
#include <string.h>
#include "text/bind/bind.h"
#include "text/json.h"
#include "text/yaml.h"

/* In the arena; NULL: the faults say why, with line and column. */
static inline void *json_read(struct arena *a, const ProtobufCMessageDescriptor *type, const char *text, size_t len,
                              struct text_errors *errors) {
    const struct tree *t = json_tree(a, text, len, errors);
    return t ? bind_message(a, type, t, errors) : NULL;
}

static inline void *yaml_read(struct arena *a, const ProtobufCMessageDescriptor *type, const char *text, size_t len,
                              struct text_errors *errors) {
    const struct tree *t = yaml_tree(a, text, len, errors);
    return t ? bind_message(a, type, t, errors) : NULL;
}

static inline bool tree_is_same_place(struct text_place a, struct text_place b) {
    return a.line == b.line && a.column == b.column;
}

static inline bool tree_is_same_text(const char *a, const char *b) { return a && b ? strcmp(a, b) == 0 : a == b; }

/* The same document, places included. */
static inline bool tree_is_same(const struct tree *a, const struct tree *b) {
    if (a->kind != b->kind || !tree_is_same_place(a->place, b->place) || !tree_is_same_text(a->text, b->text) ||
        !tree_is_same_text(a->key, b->key) || !tree_is_same_place(a->key_place, b->key_place) ||
        a->n_children != b->n_children)
        return false;
    const struct tree *x = a->child, *y = b->child;
    for (; x && y; x = x->next, y = y->next)
        if (!tree_is_same(x, y)) return false;
    return !x && !y;
}
