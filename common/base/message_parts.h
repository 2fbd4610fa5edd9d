/* The values of one field of an unpacked message, whatever its label: for who goes through messages by descriptor. */
#pragma once
#include "base/message.h"

struct message_values {
    size_t n;         /* 0 or 1 of a single field; of a oneof's member 1 when it is the one that is set */
    const void *list; /* n values of the field's C type */
};
struct message_values message_values(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *field);
