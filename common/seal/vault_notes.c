#include <stdlib.h>
#include "seal/internal.h"

int notes_grow(struct vault *v, uint64_t n) {
    if (n > VAULT_SLOTS_MAX) return ERR_FULL;
    if (n <= v->room) return 0;
    uint64_t room = n + n / 4; /* a quarter more: draws are small, and a copy of all of it is not */
    struct note *notes = realloc(v->notes, room * sizeof *notes);
    if (!notes) return ERR_NOMEM;
    memset(notes + v->room, 0, (room - v->room) * sizeof *notes);
    v->notes = notes;
    v->room = room;
    return 0;
}

/* Ids are hashes already: their first bytes, with a salt. */
static uint64_t index_start(const struct vault *v, struct id subject) {
    uint64_t h;
    memcpy(&h, subject.bytes, sizeof h);
    h = (h ^ v->index_salt) * 0x9e3779b97f4a7c15u;
    return (h >> 20) & (v->index_len - 1);
}

static void index_put(struct vault *v, uint64_t slot) {
    uint64_t at = index_start(v, v->notes[slot - 1].subject);
    while (v->index[at]) at = (at + 1) & (v->index_len - 1);
    v->index[at] = (uint32_t)slot;
    v->index_used++;
}

/* At most half full. */
static int index_grow(struct vault *v) {
    if (v->index && 2 * (v->index_used + 1) <= v->index_len) return 0;
    uint64_t old_len = v->index ? v->index_len : 0, len = old_len ? 2 * old_len : 1024;
    uint32_t *index = calloc(len, sizeof *index), *old = v->index;
    if (!index) return ERR_NOMEM;
    v->index = index;
    v->index_len = len;
    v->index_used = 0;
    for (uint64_t i = 0; i < old_len; i++)
        if (old[i]) index_put(v, old[i]);
    free(old);
    return 0;
}

int note_set(struct vault *v, uint64_t slot, enum slot_state state, struct id subject) {
    struct note *note = &v->notes[slot - 1];
    bool is_listed = !id_is_zero(note->subject);
    note->state = (uint8_t)state;
    if (is_listed || id_is_zero(subject)) return 0;
    int rc = index_grow(v);
    if (rc) return rc;
    note->subject = subject;
    index_put(v, slot);
    return 0;
}

uint64_t notes_each(const struct vault *v, struct id subject, uint64_t *probe) {
    if (!v->index) return 0;
    uint64_t start = index_start(v, subject);
    while (*probe < v->index_len) {
        uint64_t slot = v->index[(start + (*probe)++) & (v->index_len - 1)];
        if (!slot) break;
        if (id_equal(v->notes[slot - 1].subject, subject)) return slot;
    }
    return 0;
}

/* A tombstone before all else: whoever asks must not take her for alive. Else the newest. */
uint64_t vault_find(const struct vault *v, struct id subject) {
    uint64_t found = 0, probe = 0, slot;
    while ((slot = notes_each(v, subject, &probe)) != 0) {
        if (v->notes[slot - 1].state == SLOT_ERASED) return slot;
        if (slot > found) found = slot;
    }
    return found;
}

bool vault_is_erased(const struct vault *v, struct id subject) {
    const struct note *note = note_of(v, vault_find(v, subject));
    return note && note->state == SLOT_ERASED;
}

static bool next_in(const struct vault *v, enum slot_state state, uint64_t *slot) {
    while (++*slot <= v->n)
        if (v->notes[*slot - 1].state == state) return true;
    return false;
}

bool vault_next_erased(const struct vault *v, uint64_t *slot, struct id *subject) {
    if (!next_in(v, SLOT_ERASED, slot)) return false;
    *subject = v->notes[*slot - 1].subject;
    return true;
}

bool vault_next_damaged(const struct vault *v, uint64_t *slot) { return next_in(v, SLOT_DAMAGED, slot); }

struct vault_counts vault_counts(const struct vault *v) {
    struct vault_counts c = {.slots = v->n, .is_locked = v->is_locked};
    for (uint64_t i = 0; i < v->n; i++) switch ((enum slot_state)v->notes[i].state) {
        case SLOT_FREE: c.free += i + 1 >= v->next; break;
        case SLOT_GIVEN: c.given++; break;
        case SLOT_ERASED: c.erased++; break;
        case SLOT_DAMAGED: c.damaged++; break;
        case SLOT_MARK: break;
        }
    return c;
}
