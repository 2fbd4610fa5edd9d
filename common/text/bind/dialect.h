/* Where two ways of writing the same message differ: that of files (proto/types.proto), and the canonical one of
 * Protocol Buffers (canonical/canonical.h). bind.c walks for both, with the same paths, limits and sentences. Inside
 * text only. */
#pragma once
#include <protobuf-c/protobuf-c.h>
#include "text/bind/scalar.h"

struct bind_dialect {
    bool json_names; /* birthDate, beside the birth_date of the .proto */
    bool plain;      /* dates, amounts, answers as one word */
    /* A number as plain_int_read takes it, out of what is written; NULL: it is no whole number. wide: the field has 64
     * bits. */
    const char *(*whole)(struct arena *a, const struct tree *t, bool wide);
    /* False: it is no number. */
    bool (*real)(const struct tree *t, double *out);
    /* False, with the fault noted. */
    bool (*enumeration)(struct bind *b, const ProtobufCEnumDescriptor *type, const struct tree *t, int32_t *out,
                        const struct bind_step *step);
    bool (*bytes)(struct bind *b, const struct tree *t, ProtobufCBinaryData *out, const struct bind_step *step);
};

extern const struct bind_dialect bind_plainly; /* of files */

/* As bind_message (bind.h), which is this with bind_plainly. */
void *bind_in(struct arena *a, const struct bind_dialect *dialect, const ProtobufCMessageDescriptor *type,
              const struct tree *tree, struct text_errors *errors);
