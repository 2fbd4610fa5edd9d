/* The contract by name: every method that a daemon answers. */
#pragma once
#include <protobuf-c/protobuf-c.h>
#include "base/arena.h"
#include "base/daemons.h"

/* The daemons' own, in the order of base/daemons.h, and node's, which each of them answers. */
extern const ProtobufCServiceDescriptor *const contracts[DAEMONS + 1];
/* "intake.GetFamily" of a request's type; NULL: no rpc takes it. */
const char *contract_method(struct arena *a, const ProtobufCMessageDescriptor *request,
                            const ProtobufCMessageDescriptor **reply);
