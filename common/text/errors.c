#include "text/errors.h"

#include "base/message.h"
#include "text/builder.h"

/* Copies: a sentence may be a constant, made in passing, or another reader's. */
void text_errors_add(struct arena *a, struct text_errors *errors, struct text_place place, const char *path,
                     const char *fr, const char *en) {
    if (errors->n >= TEXT_ERRORS_MAX) return;
    struct text_error *e = message_grow(a, (void **)&errors->list, &errors->n, sizeof *e);
    *e = (struct text_error){place, arena_text(a, path), arena_text(a, fr), arena_text(a, en)};
}

char *text_errors_print(struct arena *a, const struct text_errors *errors, const char *file, bool french) {
    struct builder b = {.arena = a};
    for (size_t i = 0; i < errors->n; i++) {
        const struct text_error *e = &errors->list[i];
        if (file) builder_text(&b, file);
        if (e->place.line) builder_text(&b, arena_printf(a, ":%u:%u", e->place.line, e->place.column) + (file ? 0 : 1));
        if (file || e->place.line) builder_text(&b, ": ");
        if (*e->path) builder_text(&b, arena_printf(a, "%s: ", e->path));
        builder_text(&b, french ? e->fr : e->en);
        builder_text(&b, "\n");
    }
    return builder_end(&b);
}
