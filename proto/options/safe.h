/* The methods that may be asked by GET (`option idempotency_level = NO_SIDE_EFFECTS` of an rpc): made from the .proto
 * files by proto/made/open.awk, because the descriptors of protobuf-c carry no options. */
#pragma once
#include <stddef.h>

extern const char *const proto_safe_methods[]; /* "intake.GetTerritory" */
extern const size_t n_proto_safe_methods;
