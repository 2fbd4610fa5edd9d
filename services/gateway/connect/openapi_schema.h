/* The schema of a message, in JSON Schema 2020-12: what canonical_write may write of it. */
#pragma once
#include <jansson.h>
#include <protobuf-c/protobuf-c.h>
#include "base/arena.h"

struct schemas {
    struct arena *arena;
    json_t *all; /* components/schemas: by full name, in the order in which they were first named */
};

/* {"$ref": ...}, the caller's; it and all that it is made of is in `all` afterwards. */
json_t *schema_of(struct schemas *s, const ProtobufCMessageDescriptor *type);
