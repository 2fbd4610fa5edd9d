/* A desk's spool: what is to be sent stands on the disk before it leaves, so that an offline desk loses nothing, and
 * what was answered is remembered, so that nothing is sent twice.
 *
 * The file is append-only (spool_frame.h), and sealed with the desk's own key (spool_key.h): what was queued under a
 * key is finished under it, and opens for no other one. What was answered more than 7 days ago loses its body (it is
 * personal) at a later open, and stays known by its id.
 *
 *              spool_add                reply                        Again: the server was restored
 *   (nothing) ──────────▶ waiting ────────────────▶ answered ──────────────────────────────▶ waiting, same id
 *                            │ spool_drop             │ 7 days
 *                            ▼                        ▼
 *                        (nothing)                  known
 *
 * Safe against a power cut: what was added, once spool_sync has come back; a file that was shortened, whole or not at
 * all. Not safe, and it need not be: an answer that has not reached the disk. It is asked for again under the same id,
 * and the daemon repeats it. A last frame that a crash left half-written is cut at open. Damage anywhere else (a
 * flipped bit, a bad sector) costs the frames that it touches and no other: the file is kept aside as it was found, and
 * a new one is made of the frames that are whole. On a full disk nothing is changed.
 *
 * A note that was told with a call is an entry of its own (`after`): it leaves once the call's is answered, because the
 * answer says of which screening it is. While the call waits it waits; of a call that was refused it is kept as long as
 * the call, and forgotten with it. The answer of a call is kept for as long as a note of it waits.
 *
 * A row that is not taken is held in the same file, because that it was sent and that it is held no more must reach the
 * disk in this order and together:
 *
 *   (nothing) ──spool_hold──▶ held ──spool_hold──▶ mended ──spool_add, spool_hold──▶ held and sent
 *                              │ spool_drop                                           │ spool_release, once taken
 *                              ▼                                                      ▼
 *                          (nothing)                                              (nothing)
 *
 * One run at a time has it (a lock beside it, for shortening replaces the file itself). In memory are ids and places,
 * about 80 bytes an entry; what an entry says is read from the file when it is asked for. */
#pragma once
#include <stdbool.h>
#include "base/arena.h"
#include "base/id.h"
#include "base/span.h"
#include "cli/push/spool_frame.h"
#include "proto/envelope.h"

/* KEEP: how long what was answered can be sent again after a restore, and how long it stays readable here. LINE: a
 * message and what is around it; more is damage. */
enum { SPOOL_KEEP_MS = 7 * 86400000, SPOOL_LINE_MAX = 1 << 20 };

/* One request and what became of it. Owned by the state; a pointer to it lasts until the next spool_add. */
struct spool_entry {
    struct id id;
    struct id after;     /* of a note: the request of its call; else zero */
    size_t queued_at;    /* place of its Queued line in the file + 1; 0: known only */
    size_t reply_at;     /* of its Answered line + 1; 0: waiting, or known only */
    size_t before_at;    /* of what was answered before the server was restored + 1; 0: never so */
    int64_t answered_ms; /* 0: waiting */
    uint32_t store;      /* who answered: its place among the state's stores + 1 */
    uint32_t mark;       /* the caller's own, like the last three; 0 when the spool is opened */
    bool refused;
    bool again; /* waits because the server was restored */
    bool fresh; /* queued by this run */
    bool stuck; /* cannot be sent as it is */
    bool drop;  /* to be forgotten (spool_drop) */
    bool held;  /* a note of it waits: its answer is kept */
    bool named; /* queued under no name, and its key may not send it so: under the one of this run */
};

/* A row that was not taken, kept for a person to mend (quarantine/). In memory are its numbers alone. */
struct spool_held {
    uint32_t number;
    size_t held_at;    /* place of its Held line in the file + 1 */
    struct id row;     /* of what stood in the file */
    struct id label;   /* spool_label_id of the desk's number of the call; zero: it has none */
    struct id request; /* under which it was sent; zero: it was not */
    bool fresh;        /* held by this run */
    bool drop;         /* to be forgotten (spool_drop) */
};

/* Which store a reply came from, and since which restore. */
struct spool_store {
    ProtobufCBinaryData journal, epoch;
};

/* What a spool holds, in the order in which it was queued. */
struct spool_state {
    struct arena *arena;
    const struct spool_key *key;
    struct spool_entry *list;
    size_t n;
    uint32_t *index; /* by id, open addressing; 0: free, else place + 1 */
    size_t n_index;
    struct spool_store *stores;
    size_t n_stores;
    uint32_t store; /* of the last reply: place + 1 */
    struct spool_held *held;
    size_t n_held;
    uint32_t held_last; /* the highest number that was given */
    bool held_stale;    /* lines of held rows lie in the file that are no more */
};

/* Reads the content of a file, whatever it is, into a state whose arena and key are set. passed: see spool_frame.h.
 * *damage: what was no frame, or does not open. Both may be NULL. 0; ERR_VERSION: of a form before this one;
 * ERR_INVALID: no spool; ERR_DENIED: another key's. */
int spool_read(struct spool_state *s, struct span file, spool_passed_fn passed, struct spool_damage *damage);
/* NULL: never queued here. */
struct spool_entry *spool_find(const struct spool_state *s, struct id id);
static inline bool spool_waits(const struct spool_entry *e) { return !e->answered_ms && e->queued_at; }
static inline bool spool_is_note(const struct spool_entry *e) { return !id_is_zero(e->after); }
/* It waits, and not for a call that was refused. */
bool spool_will_leave(const struct spool_state *s, const struct spool_entry *e);
/* It waits, and for nothing else: of a note the call is answered, and the answer is there. */
bool spool_is_ready(const struct spool_state *s, const struct spool_entry *e);

struct spool;

/* What opening found wrong and mended. */
struct spool_mended {
    struct spool_damage damage;
    const char *aside;      /* where the damaged file is kept; NULL: nothing was damaged */
    const char *others_key; /* the fingerprint of the key that it was queued under, when it is not ours; else NULL */
};

struct spool_place {
    const char *path;
    const struct key_pair *key; /* the desk's; the spool keeps what it makes of it, and not the secret */
    int64_t now_ms;
};

/* Opens or makes it (mode 0600). ERR_BUSY: another run is at it. ERR_DENIED: others may read it; or another key's
 * (others_key). ERR_VERSION: of the form before this one, to be emptied by the release that wrote it. ERR_INVALID: it
 * is something else. All of these are left alone. ERR_FULL: it is damaged and there is no room to mend it; it is as it
 * was. */
int spool_open(struct spool **out, struct arena *a, const struct spool_place *at, struct spool_mended *mended);
/* Hands over what was added, and waits for no disk: spool_sync before, for what must last. */
void spool_close(struct spool *s);
const struct spool_key *spool_key(const struct spool *s);
/* As the file has it at this moment, in the order in which it was queued. */
struct spool_state *spool_state(struct spool *s);

/* A request that is to be sent. */
struct spool_request {
    struct id id;
    const char *method, *label; /* the label is the desk's own number of the call */
    const char *by;             /* on whose behalf; "": the key's own */
    struct id after;            /* of a note: the request of its call */
    struct span body;
    int64_t queued_ms;
};
/* 0: new and waiting; 1: it is there already (see spool_find); ERR_INVALID: too large, nothing added. Not durable
 * before spool_sync. Any other error (ERR_FULL) is the disk's and stays, as with all that adds: the file then holds at
 * least what it held at the last spool_flush, the state more, and the run is at its end. */
int spool_add(struct spool *s, const struct spool_request *r);
/* What an entry asks, or what it was answered, in the arena; false: no longer there, or damaged since it was opened. */
bool spool_request(struct spool *s, struct arena *a, const struct spool_entry *e, struct spool_request *out);
const sippe__reply *spool_reply(struct spool *s, struct arena *a, const struct spool_entry *e);
const sippe__reply *spool_reply_before(struct spool *s, struct arena *a, const struct spool_entry *e);
/* What any reply tells of its store, before it is kept: another epoch than before puts what was answered lately back to
 * waiting. *again: how many. Before, because keeping it makes its epoch the one that is known. */
int spool_hear(struct spool *s, const sippe__reply *reply, int64_t now_ms, size_t *again);
/* Keeps the reply, after spool_hear (which it calls). Not for what is no answer: being busy, a key that is refused. */
int spool_answer(struct spool *s, struct id id, const sippe__reply *reply, int64_t now_ms, size_t *again);
/* Keeps a row under its number, in the place of what was kept under it. 0; ERR_INVALID: too large, nothing kept; any
 * other error is the disk's. Durable after spool_sync. */
int spool_hold(struct spool *s, const spool__held *row);
int spool_release(struct spool *s, uint32_t number);
/* What is held under it, in the arena; NULL: damaged since the spool was opened. */
const spool__held *spool_held_row(struct spool *s, struct arena *a, const struct spool_held *h);
/* NULL: nothing is held under this number. */
struct spool_held *spool_held_find(const struct spool_state *s, uint32_t number);
/* Zero for the empty one. */
struct id spool_label_id(const char *label);
/* Forgets the waiting entries and held rows whose `drop` is set, bodies and ids: the file is made anew without them. */
int spool_drop(struct spool *s);
/* Hands what was added over to the system: from here on it outlives this program, but not a power cut. */
int spool_flush(struct spool *s);
/* The same, and waits for the disk; 0 at once when nothing was added since. */
int spool_sync(struct spool *s);
