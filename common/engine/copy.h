/* A store that no daemon runs on, read without one: a backup's copy, or what a restore has put aside. Nothing is
 * written into it or beside it, so the daemons' own tables need not be known: what is read is the journal, and where
 * the store stands.
 *
 * May be used in any thread, one at a time. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/err.h"
#include "base/id.h"
#include "proto/node.h"
#include "proto/record.h"

struct copy;

/* The folder of a data.mdb. ERR_NOTFOUND, ERR_CORRUPT: it is not a store, or not one of this format; ERR_VERSION: of a
 * newer release. On an error *out is NULL. */
int copy_open(struct copy **out, const char *dir);
/* NULL is safe. */
void copy_close(struct copy *c);
/* What it says of itself; strings live as long as the copy. */
const char *copy_service(const struct copy *c);
const char *copy_territory(const struct copy *c);
uint64_t copy_seq(const struct copy *c);
uint64_t copy_bytes(const struct copy *c);
/* In the arena; NULL: its rows cannot be read. */
node__standing *copy_standing(struct copy *c, struct arena *a);
/* In the arena; NULL: there is none of this number, or it cannot be read. */
sippe__record *copy_record(struct copy *c, struct arena *a, uint64_t seq);
/* Is its record `seq` the one with this chain? 0 is the beginning, which every store holds. */
bool copy_holds(struct copy *c, struct arena *a, uint64_t seq, ProtobufCBinaryData chain);
/* Reads all of the journal. 0, or ERR_CORRUPT and what is wrong. */
int copy_check(struct copy *c, char fault[200]);
/* Whose it is: the same for all copies of a store, and for its vault. */
struct id copy_journal(const struct copy *c);
/* The last slot of the vault that it names; 0: none. 0, or ERR_CORRUPT. A vault that ends before it is too old. */
int copy_last_slot(struct copy *c, uint64_t *slot);
/* BLAKE2b of a file of its folder: "data.mdb", "vault". 0, or ERR_NOTFOUND (it cannot be opened), ERR_IO. */
enum { COPY_DIGEST_LEN = 32 };
int copy_digest(const char *dir, const char *file, uint8_t digest[COPY_DIGEST_LEN]);
