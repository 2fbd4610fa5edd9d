#include "text/builder.h"

#include <utf8proc.h>

/* It doubles, so that the copies together are no longer than the text; those before stay in the arena. */
static void reserve(struct builder *b, size_t len) {
    if (b->room - b->len > len) return; /* always one more, for the NUL */
    size_t room = (b->room + len + 1) * 2;
    char *data = arena_alloc(b->arena, room < 64 ? 64 : room);
    if (b->len) memcpy(data, b->data, b->len);
    b->data = data;
    b->room = room < 64 ? 64 : room;
}

void builder_add(struct builder *b, struct span s) {
    reserve(b, s.len);
    if (s.len) memcpy(b->data + b->len, s.data, s.len);
    b->len += s.len;
}

void builder_text(struct builder *b, const char *text) { builder_add(b, span_text(text)); }

void builder_code_point(struct builder *b, int32_t code_point) {
    utf8proc_uint8_t bytes[4];
    builder_add(b, span_of(bytes, (size_t)utf8proc_encode_char(code_point, bytes)));
}

char *builder_end(struct builder *b) {
    reserve(b, 0);
    b->data[b->len] = 0;
    return b->data;
}
