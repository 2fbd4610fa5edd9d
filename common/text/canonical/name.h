/* The names of fields in JSON, made of those of the .proto as protoc makes them: no underscore, and the letter that
 * followed one in upper case. No field of the contract gives itself another one (`json_name`). */
#pragma once
#include <protobuf-c/protobuf-c.h>
#include "base/arena.h"
#include "text/builder.h"

/* "birth_date" → "birthDate". */
const char *json_name(struct arena *a, const char *name);
void json_name_write(struct builder *out, const char *name);
/* Could it be meant as one: letters, digits and underscores, at most 64? What could not is not repeated in a fault: it
 * may be what somebody said. */
bool json_name_is(struct span key);
/* By that name; NULL: none. protoc lets no two fields of a message have the same. */
const ProtobufCFieldDescriptor *json_name_find(const ProtobufCMessageDescriptor *type, const char *key);
