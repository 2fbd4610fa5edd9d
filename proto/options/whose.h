/* Of whom an event speaks, where that is no family (`whose` in proto/options/open.proto): made from the .proto files by
 * proto/made/open.awk, because the descriptors of protobuf-c carry no options. */
#pragma once
#include <stddef.h>

enum whose { WHOSE_FAMILY, WHOSE_WORKER, WHOSE_COMMUNITY, WHOSE_HOUSE, WHOSE_MEMBER };

struct whose_event {
    const char *message; /* its full name, as in a descriptor */
    enum whose whose;
};

extern const struct whose_event proto_whose_events[];
extern const size_t n_proto_whose_events;
