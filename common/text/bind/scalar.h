/* The leaves of bind.c: one value of one field. Inside text only. */
#pragma once
#include <protobuf-c/protobuf-c.h>
#include "text/errors.h"
#include "text/plain.h"
#include "text/tree.h"

struct bind_dialect; /* dialect.h */
struct bind {
    const struct bind_dialect *dialect;
    struct arena *arena;
    struct text_errors *errors;
    size_t n_faults; /* of this document: `errors` may hold others' */
};

/* Where we are, the innermost first: a field's name, or (name NULL) an element of a list. Steps lie on the stack of
 * whoever descends; the path is written out only when there is a fault to go with it. */
struct bind_step {
    const struct bind_step *up;
    const char *name;
    size_t index;
};

/* The place is where the document says it, the path what the message calls it; step NULL: the whole. */
void bind_fault(struct bind *b, const struct bind_step *step, struct text_place place, const char *fr, const char *en);
/* False, with a fault noted, when the text is no value of this field; `out` is the value's place, and is then not to be
 * used. Not for messages. */
bool bind_scalar(struct bind *b, const ProtobufCFieldDescriptor *field, const struct tree *t, void *out,
                 const struct bind_step *step);
/* A date, instant, amount, postal code or language; NULL with a fault noted. */
ProtobufCMessage *bind_plain(struct bind *b, const ProtobufCMessageDescriptor *type, enum plain_kind kind,
                             const struct tree *t, const struct bind_step *step);
