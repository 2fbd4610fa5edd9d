/* A message of any type with what a hostile sender puts in: each field chosen by the input, texts that no terminal
 * should be given, numbers at their ends, ids of other lengths, lists of none and of hundreds. */
#pragma once
#include <protobuf-c/protobuf-c.h>
#include "base/arena.h"
#include "bytes.h"

ProtobufCMessage *made_message(struct arena *a, const ProtobufCMessageDescriptor *type, struct bytes *from);
/* One of its texts. */
const char *made_text(struct arena *a, struct bytes *from);
