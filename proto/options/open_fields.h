/* Why each open field of an event or a row is open (proto/options/open.proto): made from the .proto files by
 * proto/made/open.awk, because the descriptors of protobuf-c carry no options. */
#pragma once
#include <stddef.h>

struct open_field {
    const char *message; /* its full name, as in a descriptor */
    const char *field;   /* of a row also "(key) part" and "(name of an index) part" */
    const char
        *reason; /* a value of sippe.Open: "ID", "TO_SEAL"; of a part of an index that no file holds "IN_MEMORY" */
};

extern const struct open_field proto_open_fields[];
extern const size_t n_proto_open_fields;
