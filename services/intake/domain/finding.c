#include "intake/domain/finding.h"

void intake_finding_add(struct findings *f, int reason, const char *path) {
    if (f->n == f->room) {
        size_t room = f->room ? 2 * f->room : 8;
        struct finding *list = arena_alloc(f->arena, room * sizeof *list);
        if (f->n) memcpy(list, f->list, f->n * sizeof *list);
        f->list = list;
        f->room = room;
    }
    f->list[f->n++] = (struct finding){path, reason};
}

int intake_finding_of(const struct findings *f, const char *path) {
    for (size_t i = 0; i < f->n; i++)
        if (strcmp(f->list[i].path, path) == 0) return f->list[i].reason;
    return 0;
}
