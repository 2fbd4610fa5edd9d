#include <sodium.h>
#include <stdlib.h>
#include <unistd.h>
#include "seal/internal.h"

static uint64_t left(const struct vault *v) { return v->n + 1 - v->next; }

bool vault_is_low(const struct vault *v) { return left(v) < VAULT_LOW && !v->drawing; }

static int draw_begin(struct vault *v, bool past_end, struct vault_draw *d) {
    *d = (struct vault_draw){.vault = v, .first = v->n + 1, .past_end = past_end};
    if (v->is_lost) return ERR_IO;
    if (v->drawing) return ERR_BUSY;
    if (v->n + VAULT_DRAWN > VAULT_SLOTS_MAX) return ERR_FULL;
    d->slots = calloc(VAULT_DRAWN, VAULT_SLOT_LEN);
    return d->slots ? 0 : ERR_NOMEM;
}

int vault_draw_begin(struct vault *v, struct vault_draw *d) {
    int rc = draw_begin(v, false, d);
    if (rc == 0) v->drawing = d;
    return rc;
}

static void slot_draw(const struct slot_codec *c, uint64_t slot, uint8_t *raw, struct seal_keys *keys) {
    uint8_t subject_key[SEAL_KEY_LEN];
    randombytes_buf(subject_key, sizeof subject_key);
    slot_state_write(c, slot, SLOT_FREE, (struct id){{0}}, raw);
    slot_key_write(c, slot, subject_key, raw);
    seal_keys_derive(subject_key, keys);
    sodium_memzero(subject_key, sizeof subject_key);
}

/* Of the vault it reads what does not change while another thread draws. What was not flushed is cut off again: a later
 * flush may succeed without it, and a key that is not on the disk must not be given. If even that fails, the next draw
 * writes over it. */
static int drawn_write(const struct vault_draw *d) {
    const struct vault *v = d->vault;
    const struct slot_codec *c = &v->secrets->codec;
    for (uint64_t i = 0; i < VAULT_DRAWN; i++)
        slot_draw(c, d->first + i, d->slots + i * VAULT_SLOT_LEN, &v->secrets->drawn[i]);
    if (d->past_end) {
        memset(d->slots, 0, VAULT_SLOT_LEN);
        slot_state_write(c, d->first, SLOT_MARK, v->boot, d->slots);
    }
    int rc = disk_write(v->fd, slot_at(d->first), d->slots, VAULT_DRAWN * VAULT_SLOT_LEN);
    if (rc == 0) rc = disk_flush(v);
    return rc && ftruncate(v->fd, (off_t)slot_at(d->first)) ? ERR_IO : rc;
}

void vault_draw_run(struct vault_draw *d) {
    pthread_mutex_lock(&d->vault->draw_lock);
    if (!d->has_run) {
        d->rc = drawn_write(d);
        d->has_run = true;
    }
    pthread_mutex_unlock(&d->vault->draw_lock);
}

static int drawn_note(struct vault *v, const struct vault_draw *d) {
    int rc = d->rc ? d->rc : notes_grow(v, v->n + VAULT_DRAWN);
    if (rc) return rc;
    for (uint64_t i = 0; i < VAULT_DRAWN; i++) v->notes[v->n + i] = (struct note){.state = SLOT_FREE};
    v->n += VAULT_DRAWN;
    if (!d->past_end) return 0;
    v->notes[d->first - 1].state = SLOT_MARK;
    v->next = d->first + 1;
    return 0;
}

/* The keys are at hand, and will be asked for as soon as they are given: unwrapping each twice was half of what a new
 * subject cost. */
static void drawn_keep(struct vault *v, const struct vault_draw *d) {
    for (uint64_t i = d->past_end; i < VAULT_DRAWN; i++) cache_put(v, d->first + i, &v->secrets->drawn[i]);
}

static void draw_free(struct vault_draw *d) {
    free(d->slots);
    d->slots = NULL;
    d->has_ended = true;
}

void draw_drop(struct vault *v) {
    if (v->drawing) draw_free(v->drawing);
    v->drawing = NULL;
}

int vault_draw_end(struct vault_draw *d) {
    struct vault *v = d->vault;
    if (d->has_ended) return d->rc;
    d->rc = d->has_run ? drawn_note(v, d) : ERR_CLOSED;
    if (d->rc == 0) drawn_keep(v, d);
    sodium_memzero(v->secrets->drawn, sizeof v->secrets->drawn);
    v->drawing = NULL;
    draw_free(d);
    return d->rc;
}

static int draw_whole(struct vault *v, bool past_end) {
    struct vault_draw d;
    int rc = draw_begin(v, past_end, &d);
    if (rc) return rc;
    vault_draw_run(&d);
    return vault_draw_end(&d);
}

int vault_draw(struct vault *v) { return draw_whole(v, false); }
int vault_past_end(struct vault *v) { return draw_whole(v, true); }
