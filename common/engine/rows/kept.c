/* Rows as they were put last, decoded: to decipher and decode them again was a tenth of a submission's instructions.
 *
 * Nobody says when one is no longer what stands in the store: whoever reads has its bytes in hand, and another row, one
 * that was taken back, or one in another place has other bytes, as each seal is of its place. So there is nothing to
 * forget but at the end of the message, when the arena in which they lie is emptied. */
#include "engine/rows/rows.h"

enum { KEPT_MAX = 4096 }; /* bytes; larger ones are few, and mostly not read again */

/* That of the message in hand: others live longer than one, or are emptied in its midst. */
static bool is_of_message(const struct view *v) { return v->arena == &v->e->arena; }

void row_keep(struct view *v, const struct row_table *table, const struct key *key, struct span packed,
              const ProtobufCMessage *row) {
    struct rows_kept *kept = &v->e->kept;
    if (!is_of_message(v) || packed.len > KEPT_MAX || !personal_field(table->type)) return;
    if (kept->life != v->arena->lives) *kept = (struct rows_kept){.life = v->arena->lives};
    size_t i = kept->n++ % ROWS_KEPT;
    kept->list[i].table = table;
    kept->list[i].key = arena_span(v->arena, key_span(key));
    kept->list[i].packed = packed;
    kept->list[i].row = message_copy(v->arena, row); /* the caller goes on changing its own */
}

static const ProtobufCMessage *kept_find(const struct view *v, const struct row_table *table, const struct key *key,
                                         struct span packed) {
    const struct rows_kept *kept = &v->e->kept;
    if (!is_of_message(v) || kept->life != v->arena->lives) return NULL;
    for (size_t i = 0; i < ROWS_KEPT && i < kept->n; i++)
        if (kept->list[i].table == table && span_equal(kept->list[i].packed, packed) &&
            span_equal(kept->list[i].key, key_span(key)))
            return kept->list[i].row;
    return NULL;
}

void *row_kept(struct view *v, const struct row_table *table, const struct key *key, struct span packed) {
    const ProtobufCMessage *row = kept_find(v, table, key, packed);
    if (!row) return NULL;
#ifdef SIPPE_CHECKED
    ProtobufCMessage *read = NULL;
    assert(row_open(v, table->name, key, table->type, packed, &read) == 0 && message_same(read, row));
#endif
    return message_copy(v->arena, row);
}
