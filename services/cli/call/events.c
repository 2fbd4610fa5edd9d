#include "cli/call/events.h"

#include <string.h>
#include "base/message.h"
#include "proto/events.h"

const ProtobufCMessageDescriptor *event_type(const char *name) {
    for (size_t i = 0; i < n_proto_events; i++)
        if (strcmp(proto_events[i]->name, name) == 0) return proto_events[i];
    return NULL;
}

static const ProtobufCFieldDescriptor *personal_of(const ProtobufCMessage *event) {
    return event ? protobuf_c_message_descriptor_get_field_by_name(event->descriptor, "personal") : NULL;
}

/* The journal packs the part apart so that it can be erased; it is a message of its own, under the field's type. */
ProtobufCMessage *event_read(struct arena *a, const char *name, struct span open, struct span personal) {
    const ProtobufCMessageDescriptor *type = event_type(name);
    ProtobufCMessage *event = type ? message_unpack(a, type, open, MESSAGE_OPEN) : NULL;
    const ProtobufCFieldDescriptor *f = personal_of(event);
    if (f && personal.len)
        *(void **)(void *)((char *)event + f->offset) = message_unpack(a, f->descriptor, personal, MESSAGE_OPEN);
    return event;
}

ProtobufCMessage *event_filled(struct arena *a, const char *name, struct span open, struct span personal) {
    ProtobufCMessage *event = event_read(a, name, open, personal);
    const ProtobufCFieldDescriptor *f = personal_of(event);
    if (f) {
        void **at = (void **)(void *)((char *)event + f->offset);
        if (!*at) *at = message_new(a, f->descriptor);
    }
    return event;
}
