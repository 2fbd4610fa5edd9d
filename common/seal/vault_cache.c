#include <sodium.h>
#include <sys/mman.h>
#include "seal/internal.h"

static_assert(VAULT_CACHE < UINT16_MAX && VAULT_CACHE >= VAULT_KEYS_KEPT, "places of the cache are 16 bits");

/* libsodium also keeps the pages out of cores; where the limit is too low for locking, that much still holds. */
int cache_open(struct vault *v) {
    struct secrets *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (s == MAP_FAILED) return ERR_NOMEM;
    v->is_locked = sodium_mlock(s, sizeof *s) == 0;
    for (int i = 0; i <= VAULT_CACHE; i++) {
        s->cache[i].older = i == VAULT_CACHE ? 0 : (uint16_t)(i + 1);
        s->cache[i].newer = i == 0 ? VAULT_CACHE : (uint16_t)(i - 1);
    }
    v->secrets = s;
    return 0;
}

void cache_close(struct vault *v) {
    if (!v->secrets) return;
    sodium_munlock(v->secrets, sizeof *v->secrets);
    munmap(v->secrets, sizeof *v->secrets);
}

static void ring_take(struct cached *c, uint16_t i) {
    c[c[i].newer].older = c[i].older;
    c[c[i].older].newer = c[i].newer;
}

static void ring_put_newest(struct cached *c, uint16_t i) {
    c[i].newer = 0;
    c[i].older = c[0].older;
    c[c[0].older].newer = i;
    c[0].older = i;
}

static void ring_put_oldest(struct cached *c, uint16_t i) {
    c[i].older = 0;
    c[i].newer = c[0].newer;
    c[c[0].newer].older = i;
    c[0].newer = i;
}

static void place_empty(struct vault *v, uint16_t i) {
    struct cached *c = &v->secrets->cache[i];
    if (c->slot) v->notes[c->slot - 1].cached = 0;
    c->slot = 0;
    seal_keys_wipe(&c->keys);
}

void cache_drop(struct vault *v, uint64_t slot) {
    uint16_t i = v->notes[slot - 1].cached;
    if (!i) return;
    place_empty(v, i);
    ring_take(v->secrets->cache, i);
    ring_put_oldest(v->secrets->cache, i);
}

void cache_put(struct vault *v, uint64_t slot, const struct seal_keys *keys) {
    struct cached *cache = v->secrets->cache;
    uint16_t i = cache[0].newer;
    place_empty(v, i);
    cache[i].keys = *keys;
    cache[i].slot = (uint32_t)slot;
    v->notes[slot - 1].cached = i;
    ring_take(cache, i);
    ring_put_newest(cache, i);
}

static int keys_load(struct vault *v, uint64_t slot, struct seal_keys *out) {
    uint8_t raw[VAULT_SLOT_LEN], subject_key[SEAL_KEY_LEN];
    int rc = slot_load(v, slot, raw);
    if (rc == 0) rc = slot_key_read(&v->secrets->codec, slot, raw, subject_key);
    if (rc == 0) seal_keys_derive(subject_key, out);
    sodium_memzero(subject_key, sizeof subject_key);
    return rc;
}

/* The oldest place is emptied first, so that a slot that does not open leaves it empty. */
static int keys_fetch(struct vault *v, uint64_t slot) {
    uint16_t i = v->secrets->cache[0].newer;
    place_empty(v, i);
    int rc = keys_load(v, slot, &v->secrets->cache[i].keys);
    if (rc) return rc;
    v->secrets->cache[i].slot = (uint32_t)slot;
    v->notes[slot - 1].cached = i;
    return 0;
}

static int state_outcome(const struct note *note) {
    if (!note) return ERR_NOTFOUND;
    switch ((enum slot_state)note->state) {
    case SLOT_GIVEN: return 0;
    case SLOT_ERASED: return ERR_ERASED;
    case SLOT_DAMAGED: return ERR_CORRUPT;
    case SLOT_FREE:
    case SLOT_MARK: break;
    }
    return ERR_NOTFOUND;
}

int vault_keys(struct vault *v, uint64_t slot, const struct seal_keys **out) {
    struct note *note = note_of(v, slot);
    *out = NULL;
    int rc = state_outcome(note);
    if (rc == 0 && !note->cached) rc = keys_fetch(v, slot);
    if (rc) return rc;
    struct cached *cache = v->secrets->cache;
    if (cache[0].older != note->cached) { /* texts of one subject come one after the other */
        ring_take(cache, note->cached);
        ring_put_newest(cache, note->cached);
    }
    *out = &cache[note->cached].keys;
    return 0;
}
