/* Messages of the contract by descriptor: the one check of what came from outside, unpacking into an arena, packing.
 *
 * protobuf-c 1.4.1 accepts bad UTF-8, embedded NUL, any enum number, unlimited nesting and amplifies small input into
 * large structures; hence nothing is unpacked that message_check has not passed. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/arena.h"
#include "base/id.h"
#include "base/span.h"

enum {
    MESSAGE_DEPTH_MAX = 16,
    MESSAGE_FIELDS_MAX = 65536, /* fields of one message, its parts included */
    MESSAGE_SIZE_MAX = 1 << 20,
};

enum message_trust {
    MESSAGE_STRICT, /* requests: an unknown enum value is refused */
    MESSAGE_OPEN,   /* what a newer release may have written: unknown enum values pass */
};

/* 0, or ERR_INVALID with the path of the first fault in *fault when it is not NULL (taken from the arena). */
int message_check(struct arena *a, const ProtobufCMessageDescriptor *type, struct span packed, enum message_trust trust,
                  const char **fault);
/* Checked and unpacked into the arena; NULL when it does not pass. */
void *message_unpack(struct arena *a, const ProtobufCMessageDescriptor *type, struct span packed,
                     enum message_trust trust);
/* From our own store: no check beyond protobuf-c's. */
void *message_unpack_own(struct arena *a, const ProtobufCMessageDescriptor *type, struct span packed);
struct span message_pack(struct arena *a, const ProtobufCMessage *m);
void *message_new(struct arena *a, const ProtobufCMessageDescriptor *type);
/* A deep copy. */
void *message_copy(struct arena *a, const ProtobufCMessage *m);
/* Grows a repeated field by one element of `size` bytes. */
void *message_grow(struct arena *a, void **list, size_t *n, size_t size);
/* Every part (message, string, bytes, list) lies in the arena, or is the constant empty one of protobuf-c, or a literal
 * of the program; checked in builds with SIPPE_CHECKED. */
bool message_in_arena(const struct arena *a, const ProtobufCMessage *m);
/* Does any string or bytes of the message hold this text? For tests that look for personal values. */
bool message_mentions(const ProtobufCMessage *m, const char *text);

/* NEW(arena, intake__screening) */
#define NEW(arena, type) ((type *)message_new((arena), &type##__descriptor))
/* APPEND(arena, reply, families, row): row becomes the last of reply->families. */
#define APPEND(arena, owner, field, value)                                                                             \
    (*(__typeof__((owner)->field))message_grow((arena), (void **)&(owner)->field, &(owner)->n_##field,                 \
                                               sizeof *(owner)->field) = (value))
#define UNPACK(arena, type, packed, trust) ((type *)message_unpack((arena), &type##__descriptor, (packed), (trust)))
#define UNPACK_OWN(arena, type, packed)    ((type *)message_unpack_own((arena), &type##__descriptor, (packed)))
