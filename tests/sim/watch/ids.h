/* Ids and versions in any message, found by its descriptor: what the watchers of a run know about a request or a reply
 * they know without knowing its type. */
#pragma once
#include <stdbool.h>
#include "base/id.h"
#include "base/message.h"

/* Every field of 16 bytes, in parts and lists too; `in` is the message that holds it. */
typedef void id_seen_fn(void *owner, const char *field, struct id id, const ProtobufCMessage *in);
void ids_each(const ProtobufCMessage *m, id_seen_fn *seen, void *owner);
/* "family_id", "same_as_family_id", but not what names no thing of a family's: organisations, services, records. */
bool id_names_thing(const char *field);
/* The first field of the message itself that names a thing; false: there is none. */
bool ids_thing(const ProtobufCMessage *m, struct id *out);
/* Its field of this name when it has one of that kind, else NULL. */
ProtobufCBinaryData *bytes_field(const ProtobufCMessage *m, const char *name);
const char **text_field(const ProtobufCMessage *m, const char *name);
