#include "gateway/connect/refusal.h"

#include <jansson.h>
#include <sodium.h>
#include <string.h>
#include "base/message.h"
#include "text/canonical/canonical.h"
#include "text/json.h"

static const struct {
    const char *name;
    int http;
} codes[] = {
    [CODE_OK] = {"ok", 200},
    [CODE_CANCELLED] = {"canceled", 499},
    [CODE_UNKNOWN] = {"unknown", 500},
    [CODE_INVALID_ARGUMENT] = {"invalid_argument", 400},
    [CODE_DEADLINE_EXCEEDED] = {"deadline_exceeded", 504},
    [CODE_NOT_FOUND] = {"not_found", 404},
    [CODE_ALREADY_EXISTS] = {"already_exists", 409},
    [CODE_PERMISSION_DENIED] = {"permission_denied", 403},
    [CODE_RESOURCE_EXHAUSTED] = {"resource_exhausted", 429},
    [CODE_FAILED_PRECONDITION] = {"failed_precondition", 400},
    [CODE_ABORTED] = {"aborted", 409},
    [CODE_OUT_OF_RANGE] = {"out_of_range", 400},
    [CODE_UNIMPLEMENTED] = {"unimplemented", 501},
    [CODE_INTERNAL] = {"internal", 500},
    [CODE_UNAVAILABLE] = {"unavailable", 503},
    [CODE_DATA_LOSS] = {"data_loss", 500},
    [CODE_UNAUTHENTICATED] = {"unauthenticated", 401},
};

/* A code of a newer release is one that nobody here knows. */
static size_t known(sippe__code code) {
    return (size_t)code < sizeof codes / sizeof *codes ? (size_t)code : (size_t)CODE_UNKNOWN;
}

const char *connect_code(sippe__code code) { return codes[known(code)].name; }
int connect_http_status(sippe__code code) { return codes[known(code)].http; }

/* Base64 without padding, as Connect writes the value of a detail. */
static char *packed_text(struct arena *a, const sippe__status *status) {
    struct span packed = message_pack(a, &status->base);
    size_t room = sodium_base64_encoded_len(packed.len, sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
    return sodium_bin2base64(arena_alloc(a, room), room, packed.data, packed.len,
                             sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
}

enum { DETAIL_MAX = 256 << 10 };

char *connect_refusal(struct arena *a, const sippe__status *status) {
    const char *text = canonical_write(a, &status->base, DETAIL_MAX);
    json_t *detail = json_pack("{s:s,s:s}", "type", "sippe.Status", "value", packed_text(a, status));
    json_t *json = text ? json_loads(text, 0, NULL) : NULL;
    if (json) json_object_set_new(detail, "json", json);
    json_t *body = json_pack("{s:s,s:s,s:[o]}", "code", connect_code(status->code), "message", status->message_fr,
                             "details", detail);
    char *out = body ? json_print(a, body, false) : arena_text(a, "{\"code\":\"internal\"}");
    json_decref(body);
    return out;
}
