#include "work.h"

#include <string.h>
#include "base/message.h"
#include "families.h"
#include "family_screening.h"
#include "proto/intake.h"
#include "rules.h"

void work_make(struct work *w, uint64_t seed, size_t n, day today) {
    struct families f;
    struct family_case c;
    struct arena scratch;
    arena_init(&w->arena);
    arena_init(&scratch);
    families_init(&f, seed, today);
    w->n = n < WORK_MAX ? n : WORK_MAX;
    w->bytes = 0;
    w->bodies = arena_alloc(&w->arena, w->n * sizeof *w->bodies);
    for (size_t i = 0; i < w->n; i++) {
        do families_next(&f, &c);
        while (strcmp(c.clsc_code, WORK_CLSC) != 0);
        intake__submit_screening_request *request = NEW(&scratch, intake__submit_screening_request);
        request->screening = family_screening(&scratch, &c);
        /* Of each seed its own: the same number of a call with other answers is refused (CALL_KNOWN). */
        const char *number = request->screening->local_reference;
        if (*number) request->screening->local_reference = arena_printf(&scratch, "%s-%u", number, (unsigned)seed);
        w->bodies[i] = arena_span(&w->arena, message_pack(&scratch, &request->base));
        w->bytes += w->bodies[i].len;
        arena_reset(&scratch);
    }
    arena_close(&scratch);
}

void work_close(struct work *w) { arena_close(&w->arena); }

struct span work_rules(struct arena *a, const char *territory) {
    intake__adopt_territory_request *request = NEW(a, intake__adopt_territory_request);
    request->territory = rules_for_tests(a, territory);
    return message_pack(a, &request->base);
}
