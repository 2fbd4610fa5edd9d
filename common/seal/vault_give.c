#include <sodium.h>
#include "seal/internal.h"

static const struct id nobody;

/* The state alone, in one write within a sector: the key was flushed when it was drawn. */
static int given_write(struct vault *v, uint64_t slot, struct id subject) {
    uint8_t raw[SLOT_STATE_LEN];
    if (v->is_lost) return ERR_IO;
    slot_state_write(&v->secrets->codec, slot, SLOT_GIVEN, subject, raw);
    int rc = disk_write(v->fd, slot_at(slot), raw, sizeof raw);
    return rc ? rc : note_set(v, slot, SLOT_GIVEN, subject);
}

static int key_check(const struct vault *v, uint64_t slot) {
    uint8_t raw[VAULT_SLOT_LEN], subject_key[SEAL_KEY_LEN];
    int rc = slot_load(v, slot, raw);
    if (rc == 0) rc = slot_key_read(&v->secrets->codec, slot, raw, subject_key);
    sodium_memzero(subject_key, sizeof subject_key);
    return rc == ERR_ERASED ? ERR_CORRUPT : rc; /* zeros under a state that does not say so are damage */
}

/* 0, or that it cannot be given: somebody's, a mark, or damaged since it was drawn, key or state. */
static int free_check(struct vault *v, uint64_t slot) {
    struct note *note = &v->notes[slot - 1];
    if (note->state != SLOT_FREE) return ERR_CORRUPT;
    if (note->cached) return 0; /* drawn, and flushed, by this very process */
    int rc = key_check(v, slot);
    if (rc == ERR_CORRUPT) note->state = SLOT_DAMAGED;
    return rc;
}

/* Begun by another thread it may be under way, which is waited for, or stand in a queue, which is not. */
static int draw_now(struct vault *v) {
    struct vault_draw *begun = v->drawing;
    if (!begun) return vault_draw(v);
    vault_draw_run(begun);
    return vault_draw_end(begun);
}

/* The reserve is never given: see end_find, vault_load.c. Each is passed over before it is written: of a write that
 * failed nobody knows what the disk has. */
static int next_free(struct vault *v, uint64_t *slot) {
    int rc = ERR_CORRUPT;
    while (rc == ERR_CORRUPT) {
        if (v->next + VAULT_RESERVE > v->n && (rc = draw_now(v)) != 0) return rc;
        *slot = v->next++;
        rc = free_check(v, *slot);
    }
    return rc;
}

int vault_give(struct vault *v, struct id subject, uint64_t *slot) {
    *slot = 0;
    if (id_is_zero(subject)) return ERR_INVALID;
    uint64_t given = vault_find(v, subject); /* her tombstone, when there is one */
    if (given && v->notes[given - 1].state == SLOT_ERASED) return ERR_ERASED;
    int rc = given ? 0 : next_free(v, &given);
    if (rc == 0 && v->notes[given - 1].state == SLOT_FREE) rc = given_write(v, given, subject);
    if (rc == 0) *slot = given;
    return rc;
}

/* ---- erasing ---- */

int erased_write(struct vault *v, uint64_t slot, struct id subject) {
    uint8_t raw[VAULT_SLOT_LEN] = {0};
    if (v->is_lost) return ERR_IO;
    cache_drop(v, slot);
    slot_state_write(&v->secrets->codec, slot, SLOT_ERASED, subject, raw);
    return disk_write(v->fd, slot_at(slot), raw, sizeof raw);
}

static int others_write(struct vault *v, uint64_t slot, struct id subject) {
    uint64_t probe = 0, other;
    int rc = 0;
    while (rc == 0 && (other = notes_each(v, subject, &probe)) != 0)
        if (other != slot && v->notes[other - 1].state == SLOT_GIVEN) rc = erased_write(v, other, subject);
    return rc;
}

/* Only after the flush, so that whoever asks again after a failed one writes and flushes again. */
static int erased_note(struct vault *v, uint64_t slot, struct id subject) {
    uint64_t probe = 0, other;
    int rc = note_set(v, slot, SLOT_ERASED, subject);
    while ((other = notes_each(v, subject, &probe)) != 0) v->notes[other - 1].state = SLOT_ERASED;
    return rc;
}

static bool is_others(const struct note *note, struct id subject) {
    return note->state == SLOT_MARK || (!id_is_zero(note->subject) && !id_equal(note->subject, subject));
}

int vault_erase(struct vault *v, uint64_t slot, struct id subject) {
    struct note *note = note_of(v, slot);
    if (!note) return ERR_NOTFOUND;
    if (id_is_zero(subject)) return ERR_INVALID;
    if (is_others(note, subject)) return ERR_CORRUPT;
    if (note->state == SLOT_ERASED && id_equal(note->subject, subject)) return 0;
    int rc = erased_write(v, slot, subject);
    if (rc == 0) rc = others_write(v, slot, subject);
    if (rc == 0) rc = disk_flush(v);
    return rc ? rc : erased_note(v, slot, subject);
}

/* ---- telling ---- */

static int told_anew(struct vault *v, uint64_t slot, struct id subject) {
    int rc = key_check(v, slot);
    if (rc == 0) rc = given_write(v, slot, subject);
    if (rc == 0 && slot >= v->next) v->next = slot + 1;
    return rc;
}

/* A subject who has a tombstone gets no second life by a slot that an older cut still names. */
static int told_of_erased(struct vault *v, uint64_t slot, struct id subject) {
    int rc = vault_erase(v, slot, subject);
    return rc ? rc : ERR_ERASED;
}

int vault_was_given(struct vault *v, uint64_t slot, struct id subject) {
    struct note *note = note_of(v, slot);
    if (!note) return ERR_NOTFOUND;
    if (id_is_zero(subject)) return ERR_INVALID;
    if (note->state == SLOT_ERASED && id_equal(note->subject, nobody)) return ERR_ERASED;
    if (is_others(note, subject)) return ERR_CORRUPT;
    if (vault_is_erased(v, subject)) return told_of_erased(v, slot, subject);
    return note->state == SLOT_GIVEN ? 0 : told_anew(v, slot, subject);
}
