/* A document as it was written, before anybody knows which message it is: what the readers of JSON and YAML hand to
 * bind.h. Each value keeps its place, so that a fault that is found later, by its field or by a daemon, has a line.
 * Everything lives in one arena. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/arena.h"
#include "text/errors.h"

/* What a file of 4 MiB may become: 200,000 values are some 16 MB. */
enum {
    TREE_DEPTH_MAX = 32,     /* the readers call themselves; twice what a message may have (base/message.h) */
    TREE_KEYS_MAX = 1000,    /* of one map: a key that is there already is looked for one by one */
    TREE_NODES_MAX = 200000, /* of one document */
};

enum tree_kind {
    TREE_NULL,
    TREE_TRUE,
    TREE_FALSE,
    TREE_NUMBER, /* as written: 06601 and 32140.50 are not yet numbers of a machine */
    TREE_TEXT,   /* a quoted text */
    TREE_WORD,   /* a bare word of YAML: what it is depends on the field */
    TREE_LIST,
    TREE_MAP,
};

struct tree {
    enum tree_kind kind;
    struct text_place place;
    const char *text; /* of NUMBER, TEXT and WORD: clean UTF-8 */
    struct tree *child, *last, *next;
    size_t n_children;
    const char *key; /* of a child of a map */
    struct text_place key_place;
};

struct tree *tree_new(struct arena *a, enum tree_kind kind, struct text_place place);
/* The text is copied. */
struct tree *tree_new_text(struct arena *a, enum tree_kind kind, struct text_place place, const char *text);
/* The child becomes the last one of a list or a map; of a map it gets its key first or after. */
void tree_add(struct tree *owner, struct tree *child);
/* The first child of that key; NULL: none. */
struct tree *tree_find(const struct tree *map, const char *key);
/* The same, and the map has it no more: for what a document holds beside its message. */
struct tree *tree_take(struct tree *map, const char *key);
/* Where the value stands that a path names ("admission.income.dollars[3]"); of what is missing, where the nearest part
 * above it begins. For faults that come back from a daemon, which saw the message only. */
struct text_place tree_place(const struct tree *root, const char *path);
/* Is every byte of it well-formed UTF-8, without NUL? */
bool tree_text_is_clean(const char *text, size_t len);
/* The text itself, or a copy in which each byte that is no UTF-8 is U+FFFD: JSON has no other way to say it. NULL is
 * "". */
const char *tree_text_mended(struct arena *a, const char *text);
