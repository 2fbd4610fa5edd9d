#include "gateway/connect/body.h"

#include "base/message.h"
#include "base/reason.h"
#include "text/canonical/canonical.h"

enum { REPLY_JSON_MAX = 4 << 20 };

const sippe__status *body_in(struct arena *scratch, struct arena *a, const struct rpc *rpc, enum body_form form,
                             struct span body, struct span *packed) {
    *packed = body;
    if (form == BODY_PROTO) return NULL;
    struct text_errors errors = {0};
    const sippe__status *wrong = NULL;
    void *message;
    int reason = canonical_read(scratch, rpc->request, (const char *)body.data, body.len, &message, &errors);
    if (reason)
        wrong = message_copy(a, &canonical_status(scratch, reason, &errors)->base);
    else
        *packed = message_pack(a, message);
    arena_reset(scratch);
    return wrong;
}

bool body_out(struct arena *a, const struct rpc *rpc, enum body_form form, struct span packed, struct span *body) {
    *body = packed;
    if (form == BODY_PROTO) return true;
    const ProtobufCMessage *message = message_unpack(a, rpc->reply, packed, MESSAGE_OPEN);
    const char *text = message ? canonical_write(a, message, REPLY_JSON_MAX) : NULL;
    if (text) *body = span_text(text);
    return text != NULL;
}

const char *body_type(enum body_form form) { return form == BODY_JSON ? "application/json" : "application/proto"; }
