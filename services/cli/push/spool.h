/* A desk's spool: what is to be sent stands on the disk before it leaves, so that an offline desk loses nothing, and
 * what was answered is remembered, so that nothing is sent twice.
 *
 * The file is append-only: a magic line, then entries of [length u32][checksum u64][packed spool.Line], little-endian,
 * the checksum the first 8 bytes of BLAKE2b-128 of the packed line. What a crash left half-written at the end is cut at
 * open. What was answered more than 7 days ago loses its body (it is personal) at a later open, and stays known by its
 * id.
 *
 *              spool_add                reply                        Again: the server was restored
 *   (nothing) ──────────▶ waiting ────────────────▶ answered ──────────────────────────────▶ waiting, same id
 *                                                      │ 7 days
 *                                                      ▼
 *                                                    known
 *
 * Safe against a power cut: what was added, once spool_sync has come back; a file that was shortened, whole or not at
 * all. Not safe, and it need not be: an answer that was not flushed. It is asked for again under the same id, and the
 * daemon repeats it. A damaged entry in the middle ends the reading there, as a torn end does, and what follows is cut:
 * pushing the files again brings it back, under the same ids.
 *
 * One run at a time has it (a lock beside it, for shortening replaces the file itself). All of it is in memory, in the
 * arena that it was opened with. */
#pragma once
#include <stdbool.h>
#include "base/arena.h"
#include "base/id.h"
#include "base/span.h"
#include "proto/envelope.h"

/* KEEP: how long what was answered can be sent again after a restore, and how long it stays readable here. LINE: a
 * message and what is around it; more is damage. FILE: read whole. */
enum { SPOOL_KEEP_MS = 7 * 86400000, SPOOL_LINE_MAX = 1 << 20, SPOOL_FILE_MAX = 512 << 20 };

/* One request and what became of it. Owned by the state; a pointer to it lasts until the next spool_add. */
struct spool_entry {
    struct id id;
    const char *method;
    struct span body; /* empty: known only */
    const char *label;
    int64_t queued_ms, answered_ms; /* answered_ms 0: waiting */
    const sippe__reply *reply;      /* NULL while waiting, and when only known */
    bool refused;
    bool again; /* waits because the server was restored */
    const sippe__reply *before; /* what was answered before that; NULL: never so */
};

/* The content of a spool, however it was read. In the order in which it was queued. */
struct spool_state {
    struct arena *arena;
    struct spool_entry *list;
    size_t n;
    uint32_t *index; /* by id, open addressing; 0: free, else place + 1 */
    size_t n_index;
    ProtobufCBinaryData journal, epoch; /* of the last reply: which store it was, and since which restore */
};

/* Reads the content of a file; gives how many of its bytes are whole entries, 0 when it is no spool. Never fails:
 * damage ends it. For whoever only looks, too. */
size_t spool_read(struct spool_state *s, struct arena *a, struct span file);
/* NULL: never queued here. */
struct spool_entry *spool_find(const struct spool_state *s, struct id id);

struct spool;

/* Opens or makes it (mode 0600). ERR_BUSY: another run is at it. ERR_DENIED: others may read it. ERR_INVALID: it is
 * something else, and is left alone. *cut (may be NULL): bytes of a torn end that were cut. */
int spool_open(struct spool **out, struct arena *a, const char *path, int64_t now_ms, size_t *cut);
/* Flushes nothing: spool_sync before, for what must last. */
void spool_close(struct spool *s);
/* As the file has it at this moment, in the order in which it was queued. */
struct spool_state *spool_state(struct spool *s);
/* 0: new and waiting; 1: it is there already (see spool_find); or an error (ERR_FULL, ERR_INVALID: too large), with
 * nothing added. Not durable before spool_sync. */
int spool_add(struct spool *s, const struct spool_entry *e);
/* What any reply tells of its store, before it is kept: another epoch than before puts what was answered lately back to
 * waiting. *again: how many. Before, because keeping it makes its epoch the one that is known. */
int spool_hear(struct spool *s, const sippe__reply *reply, int64_t now_ms, size_t *again);
/* Keeps the reply, after spool_hear (which it calls). Not for what is no answer: being busy, a key that is refused. */
int spool_answer(struct spool *s, struct id id, const sippe__reply *reply, int64_t now_ms, size_t *again);
/* Waits for the disk; 0 at once when nothing was written since. */
int spool_sync(struct spool *s);

/* The request id of a row: the same row of the same key gives the same one, on this machine or another, today or after
 * the spool was lost. Another content is another request, so a row that was corrected is a new screening. `attempt`
 * counts from 0. */
struct id spool_request_id(const char *key_name, struct span content, const char *identity, uint64_t attempt);
