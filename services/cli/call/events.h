/* The events of the contract by their full name, for reading a journal. The list is proto/events.h; one of a newer
 * release is unknown here, and shown by its name alone. */
#pragma once
#include <stddef.h>
#include <protobuf-c/protobuf-c.h>
#include "base/arena.h"
#include "base/span.h"

/* NULL: a type that this release does not know. */
const ProtobufCMessageDescriptor *event_type(const char *name);
/* The event with its personal part put back (personal empty, erased or not asked for: left out); NULL: the type is
 * unknown or the bytes do not decode. Read openly: what a newer release wrote into it does not hide the rest. */
ProtobufCMessage *event_read(struct arena *a, const char *name, struct span open, struct span personal);
/* Likewise, with an empty personal part where there is none: for who reads its fields by name. */
ProtobufCMessage *event_filled(struct arena *a, const char *name, struct span open, struct span personal);
