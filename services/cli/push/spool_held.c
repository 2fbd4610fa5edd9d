/* Rows that were not taken, as the spool keeps them. */
#include <string.h>
#include "base/err.h"
#include "base/message.h"
#include "cli/push/spool_state.h"

/* Of a memory: in the file the reference itself stands, sealed. */
struct id spool_label_id(const char *label) {
    struct id_hash h;
    if (!*label) return (struct id){{0}};
    id_hash_init(&h, "sippe.spool.label");
    id_hash_add(&h, span_text(label));
    return id_hash_end(&h);
}

struct spool_held *spool_held_find(const struct spool_state *s, uint32_t number) {
    for (size_t i = 0; i < s->n_held; i++)
        if (s->held[i].number == number) return &s->held[i];
    return NULL;
}

static void number_given(struct spool_state *s, uint32_t number) {
    if (number > s->held_last) s->held_last = number;
}

void spool_held_apply(struct spool_state *s, const spool__held *line, size_t place) {
    struct spool_held h = {.number = line->number, .held_at = place, .label = spool_label_id(line->label)};
    struct spool_held *there = spool_held_find(s, line->number);
    if (!line->number || !id_from(line->row_id, &h.row)) return;
    if (!id_from(line->request_id, &h.request)) h.request = (struct id){{0}};
    number_given(s, line->number);
    if (there) {
        h.fresh = there->fresh;
        *there = h;
        s->held_stale = true;
    } else
        *(struct spool_held *)message_grow(s->arena, (void **)&s->held, &s->n_held, sizeof h) = h;
}

/* A line without its row is one that a shortened file begins with: it says which number was the last. */
void spool_released_apply(struct spool_state *s, const spool__released *line) {
    struct spool_held *there = spool_held_find(s, line->number);
    number_given(s, line->number);
    if (!there) return;
    s->n_held--;
    size_t after = (size_t)(s->held + s->n_held - there);
    memmove(there, there + 1, after * sizeof *there);
    s->held_stale = true;
}

struct span spool_last_frame(struct arena *a, const struct spool_key *key, uint32_t number) {
    spool__line line = SPOOL__LINE__INIT;
    spool__released released = SPOOL__RELEASED__INIT;
    line.content_case = SPOOL__LINE__CONTENT_RELEASED;
    line.released = &released;
    released.number = number;
    return spool_frame(a, key, &line);
}
