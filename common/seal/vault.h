/* The vault: one file in which a daemon keeps the keys of its subjects, each wrapped by the daemon's wrapping key
 * (wrapping.h), in slots of a fixed size. A record names the slot that it is sealed by, for ever. README.md draws it.
 *
 *                 give, or was_given           erase
 *   drawn ─▶ FREE ──────────────────▶ GIVEN ─────────▶ ERASED for ever: the tombstone
 *
 * A slot is given once, to one subject. This holds when the process dies at any byte that it writes, and when the power
 * goes: GIVEN is written in place and not flushed (the commit of the store, which names the slot, is what counts), so a
 * loss of power may take it back. Therefore slots are given in the order of the file, from behind the last that is not
 * FREE, and a vault that is opened after the machine was started anew gives none that was drawn before.
 *
 * Order of the two files: a slot is durable before it can be given; the record that names it is durable before
 * whatever is sealed by it counts. At its start a daemon tells every slot that its store names (vault_was_given), those
 * of erased subjects too, and only then gives. An erasure is a record first, then vault_erase, repeated at every start
 * until it was answered 0. A backup copies the store first and the vault after it: the vault is never behind.
 *
 * One thread uses a vault, but for vault_draw_run and vault_copy. Slots are numbered from 1; 0 is "none".
 *
 * Outcomes: 0, ERR_IO, ERR_FULL (no space left), ERR_NOMEM, and what each function lists. Of a slot, two that must not
 * be taken for each other: ERR_ERASED is the law, ERR_CORRUPT is damage, to be named and mended from a copy. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/err.h"
#include "base/id.h"
#include "seal/seal.h"
#include "seal/wrapping.h"

enum {
    VAULT_SLOT_LEN = 128,
    VAULT_DRAWN = 256,    /* slots that one draw adds, with one flush */
    VAULT_RESERVE = 32,   /* the last of the file, never given: a torn end can be cut off without losing a given one */
    VAULT_LOW = 800,      /* fewer are left: draw. The reserve, and three turns of 256 messages, each of a new subject:
                             that which goes below it, that in which a draw is begun, that during which it is made */
    VAULT_CACHE = 4096,   /* subjects whose keys stay in locked memory, 304 KiB with those of a draw */
    VAULT_KEYS_KEPT = 64, /* what vault_keys gave is valid until so many others were asked for */
};

struct vault;

struct vault_options {
    const char *path;
    struct id journal; /* of the store that it belongs to */
    const struct wrapping_key *key;
    struct id boot; /* tests: which start of the machine this is; zero: the kernel says */
    bool throwaway; /* tests on virtual disks: no flush */
};

/* An empty vault, 0600. ERR_BUSY: there is one already, and it is not touched. For a new store only: a store whose
 * vault is gone must not get an empty one. */
int vault_create(const struct vault_options *o);
/* Reads every slot's state (README.md: how long, how much memory), cuts off what a torn draw left, ends what a torn
 * erasure began, and draws when the machine was started anew. Nothing of it happens before the key and the journal are
 * known to be those of this vault.
 * ERR_NOTFOUND, ERR_DENIED (rights), ERR_BUSY (another process has it), ERR_VERSION (of a newer release), ERR_INVALID
 * (wrapped by another key, or another store's: *fault says which), ERR_CORRUPT (no vault, or its end is damaged further
 * than a torn draw can be). After any of them the file is as it was, *out is NULL, and *fault says what to do. */
int vault_open(struct vault **out, const struct vault_options *o, struct seal_fault *fault);
/* Flushes, overwrites the secrets. NULL is safe. */
void vault_close(struct vault *v);

/* Fewer slots are left than a turn may need: ask before each turn. */
bool vault_is_low(const struct vault *v);
/* Adds VAULT_DRAWN slots with one flush: about a millisecond of computing and one fdatasync. */
int vault_draw(struct vault *v);
/* The same in three steps, so that the loop does not wait: begin and end on the loop, run in another thread. The vault
 * stays open meanwhile, and `d` where it is; vault_draw, vault_past_end and vault_rewrap are ERR_BUSY. Should the loop
 * need a slot before that, it does not wait for a thread that has not come to it: it runs the draw itself, and whoever
 * runs it after that does nothing. End is called once in any case, and says how it went; ERR_CLOSED: nobody ran it. */
struct vault_draw {
    struct vault *vault;
    uint64_t first; /* slot */
    bool past_end;
    bool has_run, has_ended;
    int rc;
    uint8_t *slots;
};
int vault_draw_begin(struct vault *v, struct vault_draw *d);
void vault_draw_run(struct vault_draw *d);
int vault_draw_end(struct vault_draw *d);
/* After a restore, for a new epoch: the next slot that is given is one drawn now, behind all that the file held. What
 * the replaced store gave and lost is given to nobody else. Twice does no harm. */
int vault_past_end(struct vault *v);

/* A slot for this subject, or the one that she has. Draws, and waits for the disk, when nobody did in time; ends what
 * another thread has begun to. ERR_ERASED: she was, for ever. ERR_INVALID: the zero id. */
int vault_give(struct vault *v, struct id subject, uint64_t *slot);
/* The store names this slot for this subject. FREE becomes GIVEN; a state that does not read becomes GIVEN when the key
 * under it opens. ERR_ERASED: it is, or she is (then this slot is erased as well). ERR_NOTFOUND: the file is shorter, a
 * copy older than the store. ERR_CORRUPT: it is another's, or its key does not open. */
int vault_was_given(struct vault *v, uint64_t slot, struct id subject);
/* 0: none. Of an erased subject a slot whose keys are ERR_ERASED, whatever else she had. */
uint64_t vault_find(const struct vault *v, struct id subject);
/* Hers is erased. */
bool vault_is_erased(const struct vault *v, struct id subject);
/* The keys of a GIVEN slot, from memory or unwrapped; not to be kept (VAULT_KEYS_KEPT), and dead after an erasure, a
 * rewrap and the close. ERR_ERASED; ERR_CORRUPT: damaged; ERR_NOTFOUND: given to nobody, or past the end. */
int vault_keys(struct vault *v, uint64_t slot, const struct seal_keys **out);

/* Zeros over the key, ERASED and the subject, flushed: this slot and any other of hers. What is erased already is 0.
 * ERR_NOTFOUND: past the end. ERR_CORRUPT: it is another's, and nothing is erased. After ERR_IO ask again.
 * A subject without a slot who is to have a tombstone is given one first. */
int vault_erase(struct vault *v, uint64_t slot, struct id subject);
/* The tombstones, from *slot = 0 on: true and the next one. One whose subject does not read any more has the zero
 * id. */
bool vault_next_erased(const struct vault *v, uint64_t *slot, struct id *subject);
/* The slots that are damaged, in the same way. */
bool vault_next_damaged(const struct vault *v, uint64_t *slot);

/* Every key under another wrapping key, in a new file that takes the place of this one: at every death the one or the
 * other is there, whole. The key's own file is not touched: when the old one is destroyed is a person's to say, and
 * with it every older copy is dead. Before a daemon serves (README.md: how long). After ERR_IO the vault must be closed
 * and opened again, by the key that opens it; after the others it goes on as it was. Damaged slots stay as they are. */
int vault_rewrap(struct vault *v, const struct wrapping_key *key);
/* Into a new file, 0600, flushed: a vault that opens with the same key. ERR_BUSY when path is there. In another thread,
 * too; what is given or erased meanwhile may or may not be in it. */
int vault_copy(const struct vault *v, const char *path);
/* The slots from this one on, VAULT_DRAWN at most, as they stand in the file (wrapped), for a copy that is kept
 * elsewhere before any of them is given; past the end: none. */
int vault_read(const struct vault *v, uint64_t from, struct arena *a, struct span *out);

/* What its file says without the key, for whoever moves it about: whose it is, and how many slots it holds. It may be
 * in use. ERR_NOTFOUND, ERR_DENIED, ERR_VERSION (of a newer release), ERR_CORRUPT (no vault). */
struct vault_seen {
    struct id journal;
    uint64_t slots;
};
int vault_look(const char *path, struct vault_seen *out);

struct vault_counts {
    uint64_t slots, free, given, erased, damaged;
    bool is_locked; /* the secrets cannot be swapped out; else raise RLIMIT_MEMLOCK to a MiB */
};
struct vault_counts vault_counts(const struct vault *v);
