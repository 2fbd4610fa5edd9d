/* The field `personal` of an event or a row. */
#include "engine/rows/rows.h"

/* By its number, as that is found in half the steps; by its name, as 15 may be another field of what is neither event
 * nor row. */
const ProtobufCFieldDescriptor *personal_field(const ProtobufCMessageDescriptor *type) {
    const ProtobufCFieldDescriptor *field = protobuf_c_message_descriptor_get_field(type, PERSONAL_FIELD);
    return field && strcmp(field->name, "personal") == 0 ? field : NULL;
}

ProtobufCMessage *personal_of(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *field) {
    ProtobufCMessage *personal;
    memcpy(&personal, (const uint8_t *)m + field->offset, sizeof personal);
    return personal;
}

void personal_set(ProtobufCMessage *m, const ProtobufCFieldDescriptor *field, const ProtobufCMessage *personal) {
    memcpy((uint8_t *)m + field->offset, &personal, sizeof personal);
}

bool has_personal(const ProtobufCMessage *m) {
    const ProtobufCFieldDescriptor *field = personal_field(m->descriptor);
    return !field || personal_of(m, field);
}

void *personal_fill(struct arena *a, ProtobufCMessage *m) {
    const ProtobufCFieldDescriptor *field = m ? personal_field(m->descriptor) : NULL;
    if (field && !personal_of(m, field)) personal_set(m, field, message_new(a, field->descriptor));
    return m;
}

void *message_new_with_personal(struct arena *a, const ProtobufCMessageDescriptor *type) {
    return personal_fill(a, message_new(a, type));
}
