/* A text that grows in an arena, for texts of many pieces: arena_printf of the text so far, again and again, would copy
 * it each time and keep every copy. */
#pragma once
#include <stddef.h>
#include "base/arena.h"
#include "base/span.h"

/* Starts as {.arena = a}. `data` moves as it grows, and has no NUL before builder_end. */
struct builder {
    struct arena *arena;
    char *data;
    size_t len, room;
};

void builder_add(struct builder *b, struct span s);
void builder_text(struct builder *b, const char *text);
/* Texts are written letter by letter: most letters find room. */
static inline void builder_char(struct builder *b, char c) {
    if (b->room - b->len > 1)
        b->data[b->len++] = c;
    else
        builder_add(b, span_of(&c, 1));
}
/* UTF-8 of one code point, which must be a valid one (nothing is added for another). */
void builder_code_point(struct builder *b, int32_t code_point);
/* The text, with a NUL behind it; never NULL. More may be added, and this asked again. */
char *builder_end(struct builder *b);
