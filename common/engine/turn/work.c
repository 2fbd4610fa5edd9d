/* A message in hand: read anew from its frame, or left for the next turn. */
#include "engine/turn/turn.h"

void work_open(struct engine *e, struct work *w) {
    arena_reset(&e->arena);
    w->envelope = UNPACK_OWN(&e->arena, sippe__envelope, span_of(w->entry->frame, w->entry->len));
}

void entry_leave(struct engine *e, struct inbox_entry *entry) {
    entry->fate = INBOX_LEFT;
    if (entry->sender) entry->sender->left_turn = e->counters.turns;
}
