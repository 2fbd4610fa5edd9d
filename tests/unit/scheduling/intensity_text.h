/* The fair figure in a line: "3+1 of 5 (80%) excused 1 unrecorded 2". */
#pragma once
#include "base/arena.h"
#include "scheduling/domain/intensity.h"

static inline const char *fair_text(struct arena *a, const struct intensity_fair *f) {
    return arena_printf(a, "%d+%d of %d (%d%%)%s%s", f->met, f->made_late, f->owed, f->percent,
                        f->excused ? arena_printf(a, " excused %d", f->excused) : "",
                        f->unrecorded ? arena_printf(a, " unrecorded %d", f->unrecorded) : "");
}
