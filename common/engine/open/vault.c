/* The vault of a store: opened with it, or the store is not. Whose key is where is told to it before it gives another
 * one (seal/vault.h): a loss of power may have taken back what the store was the last to know. */
#include "engine/open/open.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct vault_at {
    char path[700];
    struct vault_options o;
};

static void vault_at(const struct engine *e, struct vault_at *at) {
    snprintf(at->path, sizeof at->path, "%s/vault", e->options.dir);
    at->o = (struct vault_options){
        .path = at->path, .journal = e->journal, .key = e->options.wrapping, .throwaway = e->options.throwaway};
}

static int not_opened(const struct engine *e, int err, const struct seal_fault *fault) {
    return open_fail(err, "the vault %s/vault cannot be opened: %s", e->options.dir,
                     fault->en ? fault->en : err_text(err));
}

static int is_behind(const struct engine *e) {
    return open_fail(ERR_NOTFOUND,
                     "the vault %s/vault is older than the store: keys that the store names are not in it; put back "
                     "the vault that was kept last",
                     e->options.dir);
}

/* Asked of all before anything is told: a vault that is refused stays as it was. */
static int last_slot(struct txn *t, uint64_t *last) {
    struct key key;
    struct span value;
    *last = txn_last(t, TABLE_SLOT, &KEY_EMPTY, &key, &value) ? key_u64_at(&key, 0) : 0;
    return t->err;
}

/* A key that is damaged is that subject's loss and no other's: what it sealed is named when it is read. */
static int tell(struct engine *e, uint64_t slot, struct id subject) {
    int err = vault_was_given(e->vault, slot, subject);
    if (err == ERR_CORRUPT) damaged_key(e, slot);
    return err == ERR_ERASED || err == ERR_CORRUPT ? 0 : err;
}

static int vault_tell(struct engine *e, struct txn *t) {
    uint64_t last;
    int err = last_slot(t, &last);
    if (!err && last > vault_counts(e->vault).slots) return is_behind(e);
    struct store_cursor c = cursor_open(t, TABLE_SLOT, &KEY_EMPTY, NULL);
    for (; !err && cursor_next(&c); arena_reset(&e->arena)) {
        const engine_rows__slot *row = UNPACK_OWN(&e->arena, engine_rows__slot, c.value);
        err = row ? tell(e, key_u64_at(&c.key, 0), id_of(row->subject)) : ERR_CORRUPT;
    }
    cursor_close(&c);
    return err ? err : t->err;
}

static int has_none(const struct engine *e, struct txn *t) {
    if (e->seq == 0 && txn_count(t, TABLE_SLOT) == 0) return 0;
    return open_fail(ERR_NOTFOUND,
                     "the vault %s/vault is gone: without it nothing personal in the store can be read, and a new one "
                     "would not open it; put the vault back from where it is kept",
                     e->options.dir);
}

static int vault_take(struct engine *e, struct txn *t) {
    struct vault_at at;
    struct seal_fault fault = {0};
    vault_at(e, &at);
    int err = vault_open(&e->vault, &at.o, &fault);
    if (err == ERR_NOTFOUND) return has_none(e, t);
    if (err) return not_opened(e, err, &fault);
    err = vault_tell(e, t);
    if (!err && e->restored_due) err = vault_past_end(e->vault); /* what was given and lost is nobody else's */
    return err;
}

int keys_open(struct engine *e, struct txn *t) {
    if (!e->options.wrapping)
        return open_fail(ERR_INVALID,
                         "the store in %s has a vault, and no wrapping key to open it with: name its "
                         "file in the configuration",
                         e->options.dir);
    e->house = id_derive("sippe house", id_span(&e->journal), (struct span){NULL, 0}, (struct span){NULL, 0});
    return vault_take(e, t);
}

int keys_create(struct engine *e) {
    struct vault_at at;
    struct seal_fault fault = {0};
    if (e->vault) return 0;
    vault_at(e, &at);
    int err = vault_create(&at.o);
    if (!err) err = vault_open(&e->vault, &at.o, &fault);
    return err ? not_opened(e, err, &fault) : 0;
}

/* By whoever has the house's key. The nonce key is the one of the two that hashes. */
static void key_make(const struct seal_keys *house, const char *what, struct id salt, uint8_t out[32]) {
    crypto_generichash_state h;
    crypto_generichash_init(&h, house->nonce, sizeof house->nonce, 32);
    crypto_generichash_update(&h, (const uint8_t *)what, strlen(what));
    crypto_generichash_update(&h, salt.bytes, ID_LEN);
    crypto_generichash_final(&h, out, 32);
}

/* Nothing waits for it yet. */
static int slots_fill(struct engine *e) {
    int err = 0;
    while (!err && vault_is_low(e->vault)) err = vault_draw(e->vault);
    return err == ERR_FULL ? 0 : err;
}

/* The first of a store gets the first slot. */
int keys_start(struct engine *e) {
    struct view v = view_make(e, turn_txn(e));
    const struct seal_keys *keys;
    uint64_t slot;
    int err = subject_keys(&v, e->house, &slot, &keys);
    if (err) return err;
    key_make(keys, "sippe request", e->journal, e->digest_key);
    key_make(keys, "sippe lookup", e->lookup_salt, e->lookup_key);
    err = slots_fill(e);
    return err ? err : commit_outside_turn(e);
}

/* Its own vault never held anything but the house's key. */
void keys_lend(struct engine *from, struct engine *to) {
    struct vault_at at;
    vault_at(to, &at);
    vault_close(to->vault);
    unlink(at.path);
    to->vault = from->vault;
    to->journal = from->journal;
    to->house = from->house;
}

void keys_close(struct engine *e) {
    vault_close(e->vault);
    e->vault = NULL;
    sodium_memzero(e->digest_key, sizeof e->digest_key);
    sodium_memzero(e->lookup_key, sizeof e->lookup_key);
    free(e->slots.bits);
}
