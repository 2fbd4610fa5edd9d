#include "file.h"

#include <stdio.h>
#include <string.h>
#include "base/message.h"
#include "text/json.h"
#include "text/plain.h"

static bool hex_read(struct arena *a, const json_t *root, const char *name, struct span *out) {
    const char *hex = json_string_value(json_object_get(root, name));
    ProtobufCBinaryData bytes;
    if (!hex || !plain_bytes_read(a, hex, &bytes)) return false;
    *out = span_pb(bytes);
    return true;
}

bool golden_read(struct arena *a, const char *path, struct golden *out) {
    json_t *root = json_load_file(path, JSON_REJECT_DUPLICATES, NULL);
    const char *type = json_string_value(json_object_get(root, "type"));
    out->event = json_incref(json_object_get(root, "event"));
    bool good =
        type && out->event && hex_read(a, root, "open", &out->open) && hex_read(a, root, "sealed", &out->sealed);
    if (good) out->type = arena_text(a, type);
    json_decref(root);
    return good;
}

bool golden_write(struct arena *a, const char *path, const struct golden *g) {
    FILE *f = fopen(path, "wx");
    if (!f) return false;
    json_t *root = json_pack("{s:s, s:s, s:s, s:O}", "type", g->type, "open", plain_bytes_write(a, pb_of(g->open)),
                             "sealed", plain_bytes_write(a, pb_of(g->sealed)), "event", g->event);
    bool good = root && fprintf(f, "%s\n", json_print(a, root, true)) > 0;
    json_decref(root);
    return fclose(f) == 0 && good;
}

static const ProtobufCFieldDescriptor *personal_of(const ProtobufCMessageDescriptor *type) {
    return protobuf_c_message_descriptor_get_field_by_name(type, "personal");
}

void golden_split(struct arena *a, const ProtobufCMessage *event, struct golden *out) {
    const ProtobufCFieldDescriptor *field = personal_of(event->descriptor);
    ProtobufCMessage *copy = message_copy(a, event), *personal = NULL, *none = NULL;
    if (field) {
        memcpy(&personal, (uint8_t *)copy + field->offset, sizeof personal);
        memcpy((uint8_t *)copy + field->offset, &none, sizeof none);
    }
    out->type = event->descriptor->name;
    out->open = message_pack(a, copy);
    out->sealed = personal ? message_pack(a, personal) : (struct span){NULL, 0};
}

ProtobufCMessage *golden_join(struct arena *a, const ProtobufCMessageDescriptor *type, const struct golden *g) {
    const ProtobufCFieldDescriptor *field = personal_of(type);
    ProtobufCMessage *event = message_unpack(a, type, g->open, MESSAGE_STRICT);
    if (!event || g->sealed.len == 0) return event;
    ProtobufCMessage *personal = field ? message_unpack(a, field->descriptor, g->sealed, MESSAGE_STRICT) : NULL;
    if (!personal) return NULL;
    memcpy((uint8_t *)event + field->offset, &personal, sizeof personal);
    return event;
}
