#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* A submission takes about 60 KB with all that is made for it (measured: 15 MB for a turn of 256), so that after a
 * message or two the block that is kept holds a whole one. Above BLOCK_KEPT it goes back to the system: a daemon has
 * several arenas, and one message of 1 MiB must not stay in each. */
enum { BLOCK_MIN = 16 * 1024, BLOCK_KEPT = 16 * BLOCK_MIN };

struct arena_block {
    struct arena_block *next;
    size_t size, used;
    alignas(max_align_t) uint8_t data[];
};

static void *pb_alloc(void *owner, size_t len) { return arena_alloc(owner, len); }
/* protobuf-c frees what it had made when a message turns out broken half way; here that goes with all the rest. */
static void pb_free(void *owner, void *p) {
    (void)owner;
    (void)p;
}

void arena_init(struct arena *a) { *a = (struct arena){.block = NULL, .allocator = {pb_alloc, pb_free, a}}; }

static void blocks_free(struct arena_block *b) {
    while (b) {
        struct arena_block *next = b->next;
        free(b);
        b = next;
    }
}

void arena_close(struct arena *a) {
    blocks_free(a->block);
    a->block = NULL;
    a->lives++;
}

void arena_reset(struct arena *a) {
    struct arena_block *b = a->block;
    a->lives++;
    if (!b) return;
    blocks_free(b->next);
    b->next = NULL;
    if (b->size > BLOCK_KEPT) { /* a block made for one large piece (block_new) */
        free(b);
        a->block = NULL;
        return;
    }
    b->used = 0;
}

/* Each block is twice the one before, so that the one that a reset keeps is soon large enough for all. */
static struct arena_block *block_new(size_t len, const struct arena_block *before) {
    size_t size = before ? 2 * before->size : BLOCK_MIN;
    if (size > BLOCK_KEPT) size = BLOCK_KEPT;
    if (size < len) size = len;
    struct arena_block *b = malloc(sizeof *b + size);
    if (!b) abort();
    b->next = NULL;
    b->size = size;
    b->used = 0;
    return b;
}

void *arena_take(struct arena *a, size_t len) {
    size_t need = (len + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    if (need < len) abort();
    if (need == 0) need = alignof(max_align_t);
    if (!a->block || a->block->size - a->block->used < need) {
        struct arena_block *b = block_new(need, a->block);
        b->next = a->block;
        a->block = b;
    }
    void *p = a->block->data + a->block->used;
    a->block->used += need;
    return p;
}

/* Zeroed here and not when a block is made: after a reset a block still holds what the last message left in it. */
void *arena_alloc(struct arena *a, size_t len) { return memset(arena_take(a, len), 0, len); }

uint8_t *arena_left(struct arena *a, size_t *len) {
    *len = a->block ? a->block->size - a->block->used : 0;
    return *len ? a->block->data + a->block->used : NULL;
}

void *arena_copy(struct arena *a, const void *data, size_t len) {
    void *p = arena_take(a, len);
    if (len) memcpy(p, data, len);
    return p;
}

char *arena_text(struct arena *a, const char *text) { return arena_copy(a, text, strlen(text) + 1); }

struct span arena_span(struct arena *a, struct span s) {
    return (struct span){arena_copy(a, s.data, s.len), s.len};
}

char *arena_text_of(struct arena *a, struct span s) {
    char *text = arena_take(a, s.len + 1);
    if (s.len) memcpy(text, s.data, s.len);
    text[s.len] = '\0';
    return text;
}

char *arena_printf(struct arena *a, const char *format, ...) {
    char most[256]; /* nearly all texts fit, and are then formatted once */
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(most, sizeof most, format, args);
    char *text = arena_alloc(a, (size_t)(len < 0 ? 0 : len) + 1);
    if (len > 0 && (size_t)len < sizeof most)
        memcpy(text, most, (size_t)len);
    else if (len > 0)
        vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    va_end(args);
    return text;
}

bool arena_holds(const struct arena *a, const void *p) {
    for (const struct arena_block *b = a->block; b; b = b->next)
        if ((const uint8_t *)p >= b->data && (const uint8_t *)p < b->data + b->used) return true;
    return false;
}
