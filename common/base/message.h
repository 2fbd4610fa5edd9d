/* Messages of the contract by descriptor: the one check of what came from outside, unpacking into an arena, packing.
 *
 * protobuf-c 1.4.1 accepts bad UTF-8, embedded NUL, any enum number, unlimited nesting and amplifies small input into
 * large structures; hence nothing is unpacked that message_check would not pass. Its structs and its bytes are ours:
 * message_pack packs as it does, and message_unpack unpacks as it does, each in one pass (message/read.c,
 * message/pack.c; tests/unit/test_message_read.c compares).
 *
 *   from outside     message_unpack; message_check says what is wrong where it gives NULL
 *   our own store    message_unpack_own
 *   to be sent       NEW, APPEND, then message_pack
 *
 * Messages are built in an arena and never freed (protobuf_c_message_free_unpacked is nobody's to call): every part is
 * NEW, APPEND, arena_... or a literal. A part on the stack dies before the message is packed, and no sanitizer sees it,
 * because libprotobuf-c is not instrumented; message_in_arena does. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/arena.h"
#include "base/id.h"
#include "base/span.h"

enum {
    MESSAGE_DEPTH_MAX = 16,     /* the contract's deepest has 6; 10,000 overflow a stack of 8 MB in protobuf-c */
    MESSAGE_FIELDS_MAX = 65536, /* fields of one message, its parts included; empty ones of 2 bytes each become 9 MB */
    MESSAGE_SIZE_MAX = 1 << 20, /* the largest frame (proto/envelope.proto) */
};

enum message_trust {
    MESSAGE_STRICT, /* requests: an unknown enum value, a number that does not fit or is not finite is refused */
    MESSAGE_OPEN,   /* what a newer release may have written: numbers pass whatever they are, cut to their type */
};

/* 0, or ERR_INVALID with the path of the first fault in *fault when it is not NULL (taken from the arena). It looks at
 * form alone: whether a field is there, or a date exists, is for the handler to ask. Unknown fields pass at any trust
 * and are not looked into. */
int message_check(struct arena *a, const ProtobufCMessageDescriptor *type, struct span packed, enum message_trust trust,
                  const char **fault);
/* Checked and unpacked into the arena, in one pass; NULL when it does not pass. It does not point into `packed`. */
void *message_unpack(struct arena *a, const ProtobufCMessageDescriptor *type, struct span packed,
                     enum message_trust trust);
/* The same; *plain: no text of it holds what message_check_texts notes, which else is to be asked. */
void *message_unpack_plain(struct arena *a, const ProtobufCMessageDescriptor *type, struct span packed,
                           enum message_trust trust, bool *plain);
/* From our own store, or what was checked before: its texts, numbers and limits are not looked at. NULL: it does not
 * decode. */
void *message_unpack_own(struct arena *a, const ProtobufCMessageDescriptor *type, struct span packed);
/* The same message always gives the same bytes (fields by number): digests and chains rest on that. */
struct span message_pack(struct arena *a, const ProtobufCMessage *m);
/* With the defaults of its type: texts are "", never NULL. */
void *message_new(struct arena *a, const ProtobufCMessageDescriptor *type);
/* A deep copy, unknown fields included; the original may lie in another arena, or in the same. */
void *message_copy(struct arena *a, const ProtobufCMessage *m);
/* A copy of `onto` in which each field that differs between the two others is as `after` has it: what was changed
 * there is changed here, and nothing else. All three are of one type, which has no oneof. */
void *message_onto(struct arena *a, const ProtobufCMessage *onto, const ProtobufCMessage *before,
                   const ProtobufCMessage *after);
/* Grows a repeated field by one element of `size` bytes and gives its place; the list may move. One that was unpacked,
 * or belongs to others, is copied first. */
void *message_grow(struct arena *a, void **list, size_t *n, size_t size);
/* Notes each text that holds a character which no text may (base/character.h), or a line feed where the field has no
 * lines (proto/options/open.proto): CHARACTER_FORBIDDEN, by its path. Of a message that message_check has passed. */
struct findings;
void message_check_texts(const ProtobufCMessage *m, struct findings *found);
/* May a text of this field, of this type, have several lines? */
bool message_field_has_lines(const ProtobufCMessageDescriptor *type, const ProtobufCFieldDescriptor *field);
/* Every part (message, list, bytes) lies in the arena; checked in builds with SIPPE_CHECKED. Texts are not looked at:
 * they may be literals of the program, or protobuf-c's constant empty one. */
bool message_in_arena(const struct arena *a, const ProtobufCMessage *m);
/* Do both say the same to whoever reads them: text by text, an absent one (NULL) told from an empty one? */
bool message_same(const ProtobufCMessage *a, const ProtobufCMessage *b);
/* Does any string or bytes of the message hold this text? For tests that look for personal values. */
bool message_mentions(const ProtobufCMessage *m, const char *text);

/* NEW(arena, intake__screening) */
#define NEW(arena, type) ((type *)message_new((arena), &type##__descriptor))
/* APPEND(arena, reply, families, row): row becomes the last of reply->families. `reply` is evaluated more than once. */
#define APPEND(arena, owner, field, value)                                                                             \
    (*(__typeof__((owner)->field))message_grow((arena), (void **)&(owner)->field, &(owner)->n_##field,                 \
                                               sizeof *(owner)->field) = (value))
/* UNPACK(arena, sippe__envelope, packed, MESSAGE_OPEN) */
#define UNPACK(arena, type, packed, trust) ((type *)message_unpack((arena), &type##__descriptor, (packed), (trust)))
#define UNPACK_OWN(arena, type, packed)    ((type *)message_unpack_own((arena), &type##__descriptor, (packed)))
