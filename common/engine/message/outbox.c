/* What leaves after the commit. */
#include "engine/message/message.h"

#include <stdlib.h>

/* Packed at once, and not into the message's arena, which the next message empties. */
void out_push(struct engine *e, const struct engine_route *route, const char *journal,
              const sippe__envelope *envelope) {
    if (e->n_out == e->cap_out) {
        size_t cap = e->cap_out ? 2 * e->cap_out : 64;
        struct engine_out *more = realloc(e->out, cap * sizeof *more);
        if (!more) abort();
        e->out = more;
        e->cap_out = cap;
    }
    struct span frame = message_pack(&e->outbox, &envelope->base);
    e->out[e->n_out++] =
        (struct engine_out){.route = route ? *route : (struct engine_route){{0}}, .journal = journal, .frame = frame};
    e->out_bytes += frame.len;
}

const struct engine_out *engine_out(const struct engine *e, size_t *n) {
    *n = e->n_out;
    return e->out;
}
