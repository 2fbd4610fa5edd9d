/* A text that grows in an arena. */
#pragma once
#include <stddef.h>
#include "base/arena.h"
#include "base/span.h"

/* Starts as {.arena = a}. */
struct builder {
    struct arena *arena;
    char *data;
    size_t len, room;
};

void builder_add(struct builder *b, struct span s);
void builder_text(struct builder *b, const char *text);
void builder_char(struct builder *b, char c);
/* UTF-8 of one code point, which must be a valid one. */
void builder_code_point(struct builder *b, int32_t code_point);
/* The text, with a NUL behind it; never NULL. */
char *builder_end(struct builder *b);
