/* Memory that lives and dies with one message: taken piece by piece, given back at once.
 * An allocation never fails visibly: a process that is out of memory stops (its last acknowledged state is on the
 * disk). */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <protobuf-c/protobuf-c.h>
#include "base/span.h"

struct arena {
    struct arena_block *block;    /* newest first */
    ProtobufCAllocator allocator; /* hands this arena to protobuf-c; its free does nothing */
};

void arena_init(struct arena *a);
void arena_close(struct arena *a);
/* Forgets everything but keeps one block for reuse. */
void arena_reset(struct arena *a);
/* Zeroed, aligned for any type; len 0 gives a valid pointer. */
void *arena_alloc(struct arena *a, size_t len);
void *arena_copy(struct arena *a, const void *data, size_t len);
char *arena_text(struct arena *a, const char *text);
struct span arena_span(struct arena *a, struct span s);
__attribute__((format(__printf__, 2, 3))) char *arena_printf(struct arena *a, const char *format, ...);
/* Is the byte at p inside memory of this arena? For checks in debug builds. */
bool arena_holds(const struct arena *a, const void *p);
