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
 *                                                    known */
#pragma once
#include <stdbool.h>
#include "base/arena.h"
#include "base/id.h"
#include "base/span.h"
#include "proto/envelope.h"

enum { SPOOL_KEEP_MS = 7 * 86400000, SPOOL_LINE_MAX = 1 << 20, SPOOL_FILE_MAX = 512 << 20 };

struct spool_entry {
    struct id id;
    const char *method;
    struct span body; /* empty: known only */
    const char *label;
    int64_t queued_ms, answered_ms; /* answered_ms 0: waiting */
    const sippe__reply *reply;      /* NULL while waiting, and when only known */
    bool refused;
    bool again; /* waits because the server was restored */
};

/* The content of a spool, however it was read. In the order in which it was queued. */
struct spool_state {
    struct arena *arena;
    struct spool_entry *list;
    size_t n;
    uint32_t *index; /* by id, open addressing; 0: free, else place + 1 */
    size_t n_index;
    ProtobufCBinaryData journal, epoch; /* of the last reply */
};

/* Reads the content of a file; gives how many of its bytes are whole entries. Never fails: damage ends it. */
size_t spool_read(struct spool_state *s, struct arena *a, struct span file);
struct spool_entry *spool_find(const struct spool_state *s, struct id id);

struct spool;

/* Opens or makes it. ERR_BUSY: another run is at it. *cut (may be NULL): bytes of a torn end that were cut. */
int spool_open(struct spool **out, struct arena *a, const char *path, int64_t now_ms, size_t *cut);
void spool_close(struct spool *s);
struct spool_state *spool_state(struct spool *s);
/* 0: new and waiting; 1: it is there already (see spool_find); or an error. Not durable before spool_sync. */
int spool_add(struct spool *s, const struct spool_entry *e);
/* What any reply tells of its store, before it is kept: another epoch than before puts what was answered lately back to
 * waiting. *again: how many. */
int spool_hear(struct spool *s, const sippe__reply *reply, int64_t now_ms, size_t *again);
/* Keeps the reply, after spool_hear. */
int spool_answer(struct spool *s, struct id id, const sippe__reply *reply, int64_t now_ms, size_t *again);
int spool_sync(struct spool *s);

/* The request id of a row: the same row of the same key gives the same one. `attempt` counts from 0. */
struct id spool_request_id(const char *key_name, struct span content, const char *identity, uint64_t attempt);
