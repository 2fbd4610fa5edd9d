/* The texts that may have several lines (`lines` in proto/options/open.proto): made from the .proto files by
 * proto/made/open.awk, because the descriptors of protobuf-c carry no options. */
#pragma once
#include <stddef.h>

struct lines_field {
    const char *message; /* its full name, as in a descriptor */
    const char *field;
};

extern const struct lines_field proto_lines_fields[];
extern const size_t n_proto_lines_fields;
