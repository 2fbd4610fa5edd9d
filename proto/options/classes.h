/* What a field says of a family (`class` in proto/options/open.proto): made from the .proto files by proto/made/open.awk,
 * because the descriptors of protobuf-c carry no options. Those that say it themselves are here; what is held by one of
 * them is of its class. */
#pragma once
#include <stddef.h>

/* As node.Shows, but for OF_NOBODY. */
enum class_of {
    CLASS_IDENTITY = 1,
    CLASS_CONTACT = 2,
    CLASS_ANSWERS = 4,
    CLASS_DECISIONS = 8,
    CLASS_CONSENTS = 16,
    CLASS_REFERRALS = 32,
    CLASS_FOLLOW_UP = 64,
    CLASS_SAFETY = 128,
    CLASS_OF_NOBODY = 256
};

struct class_field {
    const char *message; /* its full name, as in a descriptor */
    const char *field;
    enum class_of class;
};

extern const struct class_field proto_class_fields[];
extern const size_t n_proto_class_fields;
