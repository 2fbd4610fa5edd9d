/* Memory that lives and dies with one message: taken piece by piece, given back at once. Whoever takes a message in
 * owns an arena for it (the engine, a client, a program's main); whoever is handed one takes from it and frees nothing.
 * What must outlive the message is copied out before the reset.
 *
 *   struct arena a;
 *   arena_init(&a);
 *   for each message { ... arena_alloc(&a, n) ... arena_reset(&a); }
 *   arena_close(&a);
 *
 * An allocation never fails visibly: a process that is out of memory stops (its last acknowledged state is on the
 * disk). Nothing is erased when it is given back: who puts a secret in overwrites it there (keys/file.c). One arena
 * belongs to one thread. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <protobuf-c/protobuf-c.h>
#include "base/span.h"

/* Neither copied nor moved once it is open: the allocator points back to it. */
struct arena {
    struct arena_block *block;    /* newest first */
    ProtobufCAllocator allocator; /* hands this arena to protobuf-c; its free does nothing */
    uint64_t lives;               /* how often it was emptied: for who keeps a note of what lies in it */
};

void arena_init(struct arena *a);
/* Gives all of it back; the next allocation begins anew. */
void arena_close(struct arena *a);
/* Forgets everything but keeps one block for reuse, of 256 KiB at most. Every pointer into the arena is dead. */
void arena_reset(struct arena *a);
/* Zeroed, aligned for any type; len 0 gives a valid pointer. */
void *arena_alloc(struct arena *a, size_t len);
/* The same, not zeroed: for whoever writes all of it. */
void *arena_take(struct arena *a, size_t len);
/* What is left of the block in use: scratch until the next allocation, which begins there when it fits. NULL: none. */
uint8_t *arena_left(struct arena *a, size_t *len);
/* Of what belongs to others: a frame, a value of the store, a text on the stack. */
void *arena_copy(struct arena *a, const void *data, size_t len);
char *arena_text(struct arena *a, const char *text);
struct span arena_span(struct arena *a, struct span s);
char *arena_text_of(struct arena *a, struct span s); /* with a NUL behind it */
/* Spelled with underscores, because poison.h forbids the bare word to whoever includes this. */
__attribute__((format(__printf__, 2, 3))) char *arena_printf(struct arena *a, const char *format, ...);
/* Is the byte at p inside memory of this arena? It goes through the blocks: for checks in debug builds, and for
 * message_grow. */
bool arena_holds(const struct arena *a, const void *p);
