/* A golden record: a file of JSON named for its type, written once and never changed.
 *
 *   {"type": "sippe.intake.ConsentRecorded", "open": "0a10...", "sealed": "0a05...", "event": {...}}
 *
 * open and sealed are the two packed parts as a journal holds them, in hexadecimal; event is what they decode to. */
#pragma once
#include <jansson.h>
#include "base/arena.h"
#include "base/span.h"

struct golden {
    const char *type;
    struct span open, sealed;
    json_t *event; /* the caller's to json_decref */
};

/* False: there is no such file, or it is none of these. */
bool golden_read(struct arena *a, const char *path, struct golden *out);
/* False: it is there already, or cannot be written. */
bool golden_write(struct arena *a, const char *path, const struct golden *g);
/* The two parts of an event, and back; see proto/record.proto. */
void golden_split(struct arena *a, const ProtobufCMessage *event, struct golden *out);
/* NULL: a part does not pass the check of what comes from outside. */
ProtobufCMessage *golden_join(struct arena *a, const ProtobufCMessageDescriptor *type, const struct golden *g);
