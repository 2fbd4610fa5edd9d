/* Every type of event that a journal of this release may hold: made from the *_events.proto files, nothing by hand. */
#pragma once
#include <stddef.h>
#include <protobuf-c/protobuf-c.h>

extern const ProtobufCMessageDescriptor *const proto_events[];
extern const size_t n_proto_events;
