#include "base/finding.h"

#include <string.h>
#include "base/message.h"
#include "base/reason.h"

/* The bound is kept here for whoever does not come by FINDING. The list doubles in the arena; what it outgrows stays
 * there until the message ends, at most as much again. */
void finding_add(struct findings *f, int reason, const char *path) {
    if (f->n == FINDINGS_MAX) return;
    if (f->n == f->room) {
        size_t room = f->room ? 2 * f->room : 8;
        struct finding *list = arena_alloc(f->arena, room * sizeof *list);
        if (f->n) memcpy(list, f->list, f->n * sizeof *list);
        f->list = list;
        f->room = room;
    }
    if (*f->under) path = arena_printf(f->arena, "%s%s", f->under, path);
    f->list[f->n++] = (struct finding){path, reason};
}

void findings_add(struct findings *f, const char *before, const struct findings *more) {
    for (size_t i = 0; i < more->n; i++) FINDING(f, more->list[i].reason, "%s%s", before, more->list[i].path);
}

int finding_of(const struct findings *f, const char *path) {
    for (size_t i = 0; i < f->n; i++)
        if (strcmp(f->list[i].path, path) == 0) return f->list[i].reason;
    return 0;
}

sippe__violation *finding_violation(struct arena *a, const char *before, const struct finding *found) {
    const struct reason_info *info = reason_info(found->reason);
    sippe__violation *v = NEW(a, sippe__violation);
    v->path = arena_printf(a, "%s%s", before, found->path);
    v->reason = (sippe__reason)found->reason;
    v->message_fr = info->fr;
    v->message_en = info->en;
    return v;
}
