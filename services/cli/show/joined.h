/* Texts one after the other, with something between them: "a, b, c". As long as what came over the wire: each piece is
 * copied a few times, never all of it for each. */
#pragma once
#include "cli/cli.h"
#include "text/builder.h"

struct joined {
    struct builder text;
    const char *between;
};

static inline struct joined joined_new(struct cli *c, const char *between) {
    return (struct joined){{.arena = &c->arena}, between};
}

static inline void joined_add(struct joined *j, const char *piece) {
    if (j->text.len) builder_text(&j->text, j->between);
    builder_text(&j->text, piece);
}

/* "" when there were none. */
static inline const char *joined_text(struct joined *j) { return builder_end(&j->text); }
