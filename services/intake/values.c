#include "intake/values.h"
#include "base/message.h"

sippe__instant *intake_instant(struct arena *a, int64_t ms) {
    if (ms == 0) return NULL;
    sippe__instant *out = NEW(a, sippe__instant);
    out->ms = ms;
    return out;
}

int64_t intake_ms(const sippe__instant *t) { return t ? t->ms : 0; }

struct id intake_id(ProtobufCBinaryData field) {
    struct id id;
    return id_from(field, &id) ? id : (struct id){0};
}

bool intake_same_id(ProtobufCBinaryData field, struct id id) {
    struct id other;
    return id_from(field, &other) && id_equal(other, id);
}
