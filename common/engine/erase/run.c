/* Destroying the keys of those whose record says it, and saying that it is done. */
#include "engine/erase/erase.h"
#include "engine/turn/turn.h"

int64_t erase_wake_ms(const struct engine *e) { return e->erase_at_ms; }

/* ---- the slot ---- */

/* A subject that was never heard of here is given a slot, which becomes her tombstone. */
static int key_destroy(struct engine *e, struct id subject) {
    if (vault_is_erased(e->vault, subject)) return 0;
    uint64_t slot;
    int err = vault_give(e->vault, subject, &slot);
    if (err == ERR_ERASED) return 0;
    return err ? err : vault_erase(e->vault, slot, subject);
}

/* The disk, or memory: all is as it was, and is tried again. */
static bool keys_destroy(struct engine *e) {
    bool all = true;
    for (size_t i = 0; i < e->n_closed; i++) {
        struct closed_subject *c = &e->closed[i];
        if (!c->gone) c->gone = key_destroy(e, c->subject) == 0;
        all &= c->gone;
    }
    return all;
}

/* ---- what is said of it ---- */

/* In the order of the stream `last` comes behind all others of its erasure. */
static const struct closed_subject *done_next(const struct engine *e) {
    for (size_t i = 0; i < e->n_closed; i++)
        if (e->closed[i].last && !id_is_zero(e->closed[i].erasure)) return &e->closed[i];
    return NULL;
}

static void own_begin(struct engine *e, struct decide *d, struct id cause) {
    arena_reset(&e->arena);
    decide_init(d, e, turn_txn(e), e->now_ms);
    d->principal = principal_own(e);
    d->cause = cause;
}

static int done_say(struct engine *e, struct id erasure) {
    struct decide d;
    struct saved s = turn_save(e);
    own_begin(e, &d, id_derive("sippe erased", id_span(&erasure), (struct span){NULL, 0}, (struct span){NULL, 0}));
    node__subject_erased_done *done = NEW(&e->arena, node__subject_erased_done);
    done->erasure_id = id_field(&e->arena, erasure);
    EMIT(&d, erasure, done);
    journal_append(&d);
    return turn_settle(e, turn_commit(e, &s));
}

/* ---- tombstones without a record ---- */

static void retro_say(struct engine *e, struct id subject) {
    struct decide d;
    own_begin(e, &d, id_derive("sippe tombstone", id_span(&subject), (struct span){NULL, 0}, (struct span){NULL, 0}));
    node__subject_erased *erased = NEW(&e->arena, node__subject_erased);
    erased->subject = id_field(&e->arena, subject);
    erased->last = true;
    EMIT(&d, subject, erased);
    journal_append(&d);
}

/* Each with a commit of its own, as a family may have hundreds of rows; after a crash the next start goes on. */
static int retro(struct engine *e) {
    uint64_t slot = 0;
    struct id subject;
    struct span value;
    int err = 0;
    while (!err && vault_next_erased(e->vault, &slot, &subject)) {
        struct key key = KEY(KEY_ID(subject));
        if (id_is_zero(subject) || txn_get(turn_txn(e), TABLE_ERASED, &key, &value)) continue;
        struct saved s = turn_save(e);
        retro_say(e, subject);
        err = turn_settle(e, turn_commit(e, &s));
    }
    return err;
}

int erase_run(struct engine *e) {
    int err = 0;
    if (e->retro_due) err = retro(e);
    if (e->retro_due && !err) e->retro_due = false;
    if (err || e->erase_at_ms > e->now_ms) return err_is_fatal(err) ? err : 0;
    bool all = keys_destroy(e);
    closed_end(e, (struct id){{0}});
    const struct closed_subject *done;
    while (all && !err && (done = done_next(e))) err = done_say(e, done->erasure);
    e->erase_at_ms = all && !err ? INT64_MAX : e->now_ms + MINUTE_MS;
    return err_is_fatal(err) ? err : 0;
}
