/* A message with something in every field, a function of its type alone. */
#pragma once
#include <protobuf-c/protobuf-c.h>
#include "base/arena.h"

/* Of a oneof the first member. Lists have two elements. */
ProtobufCMessage *sample_message(struct arena *a, const ProtobufCMessageDescriptor *type);
