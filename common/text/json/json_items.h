/* A long list in JSON an item at a time: nothing is held but where the reading stands. Each item is then a text of its
 * own for json_tree_at, which checks it; here only what stands between items is looked at.
 *
 *   struct json_items i = json_items(text);
 *   while ((rc = json_items_next(&i, a, &item, &errors)) > 0) json_tree_at(a, item.text, item.place, &errors) ... */
#pragma once
#include "base/span.h"
#include "text/errors.h"

struct json_items {
    const char *at, *end;
    struct text_place place;
    bool begun, is_list;
};

struct json_item {
    struct span text; /* of the whole; it does not end with a NUL */
    struct text_place place;
};

/* The items of a list, or the one value that is none. A byte order mark is passed over. */
struct json_items json_items(struct span text);
/* 1: an item, whole unless the text ends in it (json_tree_at says so); 0: that was all; ERR_INVALID: the fault. */
int json_items_next(struct json_items *i, struct arena *a, struct json_item *out, struct text_errors *errors);
