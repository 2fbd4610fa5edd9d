#include "text/tree.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
#include "text/builder.h"

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

struct tree *tree_take(struct tree *map, const char *key) {
    struct tree *before = NULL, *t = map->child;
    for (; t && !(t->key && strcmp(t->key, key) == 0); t = t->next) before = t;
    if (!t) return NULL;
    *(before ? &before->next : &map->child) = t->next;
    if (map->last == t) map->last = before;
    map->n_children--;
    return t;
}

/* The child that the next step of the path names, behind which *path then stands; NULL: there is none. A path is a
 * daemon's text: "children[x]" or one with a field that the document lacks ends where it can no longer be followed. */
static const struct tree *tree_step(const struct tree *t, const char **path) {
    const char *at = *path;
    const struct tree *child = t->child;
    if (*at == '[') {
        char *end;
        unsigned long nth = strtoul(at + 1, &end, 10);
        if (*end != ']' || t->kind != TREE_LIST) return NULL;
        while (child && nth--) child = child->next;
        at = end + 1;
    } else {
        size_t len = strcspn(at, ".[");
        while (child && (!child->key || strlen(child->key) != len || memcmp(child->key, at, len) != 0))
            child = child->next;
        at += len;
    }
    *path = at + (*at == '.');
    return child;
}

/* A part that goes on is shown by its key, where the eye finds it; the last one by its value. */
struct text_place tree_place(const struct tree *root, const char *path) {
    struct text_place place = root->place;
    for (const struct tree *t = root; *path;) {
        t = tree_step(t, &path);
        if (!t) return place;
        place = *path && t->key ? t->key_place : t->place;
    }
    return place;
}

/* utf8proc_iterate refuses surrogates, overlong forms and what is past U+10FFFF; 0 is a NUL. */
bool tree_text_is_clean(const char *text, size_t len) {
    for (size_t i = 0; i < len;) {
        utf8proc_int32_t code_point;
        uint8_t byte = (uint8_t)text[i];
        if (byte > 0 && byte < 0x80) { /* most of it */
            i++;
            continue;
        }
        utf8proc_ssize_t n =
            utf8proc_iterate((const utf8proc_uint8_t *)text + i, (utf8proc_ssize_t)(len - i), &code_point);
        if (n <= 0 || code_point <= 0) return false;
        i += (size_t)n;
    }
    return true;
}

/* What was checked is clean already, but nothing that writes rests on that; nor on protobuf-c never giving NULL. */
const char *tree_text_mended(struct arena *a, const char *text) {
    if (!text) return "";
    if (tree_text_is_clean(text, strlen(text))) return text;
    struct builder b = {.arena = a};
    for (const uint8_t *at = (const uint8_t *)text; *at;) {
        utf8proc_int32_t code_point;
        utf8proc_ssize_t n = utf8proc_iterate(at, -1, &code_point);
        builder_code_point(&b, n > 0 ? code_point : 0xfffd);
        at += n > 0 ? n : 1;
    }
    return builder_end(&b);
}
