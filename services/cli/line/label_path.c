/* A field by its path, in the words of the one table (show/label.h). */
#include <stdlib.h>
#include <string.h>
#include "cli/show/label.h"
#include "cli/show/output.h"

/* One name of a path: "children" of "household.children[1].birth_date", with its number (0: none). */
struct part {
    const char *at;
    size_t len;
    unsigned long nth;
};
enum { PARTS_MAX = 12 };

static size_t parts_of(const char *path, struct part parts[PARTS_MAX]) {
    size_t n = 0;
    for (; *path && n < PARTS_MAX; path += *path == '.') {
        struct part *p = &parts[n++];
        *p = (struct part){.at = path, .len = strcspn(path, ".[")};
        path += p->len;
        if (*path == '[') p->nth = strtoul(path + 1, NULL, 10) + 1;
        path += strcspn(path, ".");
    }
    return n;
}

static const char *label_found(struct cli *c, const char *name) {
    for (size_t i = 0; i < n_labels_all; i++)
        if (strcmp(labels_all[i].name, name) == 0) return pick(c, labels_all[i].fr, labels_all[i].en);
    return NULL;
}

static const char *part_label(struct cli *c, const struct part *parts, size_t i) {
    const char *own = arena_printf(&c->arena, "%.*s", (int)parts[i].len, parts[i].at), *label = NULL;
    if (i) label = label_found(c, arena_printf(&c->arena, "%.*s.%s", (int)parts[i - 1].len, parts[i - 1].at, own));
    if (!label) label = label_found(c, own);
    if (!label) label = own;
    return parts[i].nth ? phrase(c, "%s, n° %lu", "%s, no. %lu", label, parts[i].nth) : label;
}

const char *label_of(struct cli *c, const char *path) {
    struct part parts[PARTS_MAX];
    size_t n = parts_of(path, parts);
    const char *text = "";
    for (size_t i = 0; i < n; i++)
        if (parts[i].nth || i + 1 == n)
            text = arena_printf(&c->arena, "%s%s%s", text, *text ? pick(c, " : ", ": ") : "", part_label(c, parts, i));
    return text;
}
