/* Whose a row is, and so for whom its field `personal` is sealed (`sealed_for` in proto/options/open.proto): made from the .proto files by
 * proto/made/open.awk, because the descriptors of protobuf-c carry no options. */
#pragma once
#include <stddef.h>

struct sealed_row {
    const char *message; /* its full name, as in a descriptor */
    const char *field;   /* of the row, an id; NULL: its key begins with that */
};

extern const struct sealed_row proto_sealed_rows[];
extern const size_t n_proto_sealed_rows;
