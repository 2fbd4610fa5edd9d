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

static const char *column_text(struct arena *a, const char *title, bool french) {
    return arena_printf(a, french ? "colonne %s" : "column %s", title);
}

/* "a.json, ligne 3, call.source"; of what has no path the character, for that is where an editor must go. */
static const char *place_text(struct arena *a, const struct text_error *e, const char *file, bool of_table,
                              bool french) {
    const char *path = *e->path && of_table ? column_text(a, e->path, french) : e->path;
    const char *line = e->place.line ? arena_printf(a, french ? "ligne %u" : "line %u", e->place.line) : "";
    const char *sign = !*e->path && e->place.line && e->place.column > 1
                           ? arena_printf(a, french ? "caractère %u" : "character %u", e->place.column)
                           : "";
    const char *parts[] = {file ? file : "", line, *path ? path : sign};
    const char *all = "";
    for (size_t i = 0; i < 3; i++) all = arena_printf(a, "%s%s%s", all, *all && *parts[i] ? ", " : "", parts[i]);
    return all;
}

char *text_errors_print(struct arena *a, const struct text_errors *errors, const char *file, bool french) {
    struct builder b = {.arena = a};
    for (size_t i = 0; i < errors->n; i++) {
        const struct text_error *e = &errors->list[i];
        const char *place = place_text(a, e, file, errors->of_table, french);
        if (*place) builder_text(&b, arena_printf(a, french ? "%s : " : "%s: ", place));
        builder_text(&b, french ? e->fr : e->en);
        builder_text(&b, "\n");
    }
    return builder_end(&b);
}
