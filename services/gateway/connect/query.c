#include "gateway/connect/query.h"

#include <sodium.h>
#include <string.h>
#include "proto/status.h"

enum part { PART_CONNECT, PART_ENCODING, PART_MESSAGE, PART_BASE64, PART_COMPRESSION, PARTS };
static const char *const names[PARTS] = {"connect", "encoding", "message", "base64", "compression"};

static bool hex_read(struct span in, uint8_t *out) {
    size_t n = 0;
    return in.len >= 2 && sodium_hex2bin(out, 1, (const char *)in.data, 2, NULL, &n, NULL) == 0 && n == 1;
}

/* Never without data: what is empty stands there all the same. */
static bool unescape(struct arena *a, struct span in, struct span *out) {
    uint8_t *to = arena_alloc(a, in.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < in.len; i++, n++) {
        to[n] = in.data[i] == '+' ? ' ' : in.data[i];
        if (in.data[i] != '%') continue;
        if (!hex_read(span_of(in.data + i + 1, in.len - i - 1), &to[n])) return false;
        i += 2;
    }
    *out = span_of(to, n);
    return true;
}

static bool part_note(struct arena *a, struct span part, struct span values[PARTS]) {
    const uint8_t *equals = part.len ? memchr(part.data, '=', part.len) : NULL;
    if (!equals) return false;
    size_t n = (size_t)(equals - part.data);
    for (int i = 0; i < PARTS; i++)
        if (span_equal(span_of(part.data, n), span_text(names[i])))
            return !values[i].data && unescape(a, span_of(equals + 1, part.len - n - 1), &values[i]);
    return false;
}

static bool parts_read(struct arena *a, struct span query, struct span values[PARTS]) {
    for (size_t at = 0, end; at < query.len; at = end + 1) {
        const uint8_t *next = memchr(query.data + at, '&', query.len - at);
        end = next ? (size_t)(next - query.data) : query.len;
        if (!part_note(a, span_of(query.data + at, end - at), values)) return false;
    }
    return true;
}

static bool is(struct span value, const char *text) { return value.data && span_equal(value, span_text(text)); }

static bool base64_read(struct arena *a, struct span in, struct span *out) {
    uint8_t *to = arena_alloc(a, in.len + 1);
    size_t n = 0;
    while (in.len && in.data[in.len - 1] == '=') in.len--;
    if (sodium_base642bin(to, in.len + 1, (const char *)in.data, in.len, NULL, &n, NULL,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING))
        return false;
    *out = span_of(to, n);
    return true;
}

int query_read(struct arena *a, struct span query, enum body_form *form, struct span *message) {
    struct span values[PARTS] = {{NULL, 0}};
    if (!parts_read(a, query, values)) return REASON_MALFORMED;
    if (!is(values[PART_CONNECT], "v1")) return REASON_PROTOCOL_MISSING;
    *form = is(values[PART_ENCODING], "proto") ? BODY_PROTO : BODY_JSON;
    if (*form == BODY_JSON && !is(values[PART_ENCODING], "json")) return REASON_CONTENT_TYPE;
    if (values[PART_COMPRESSION].data && !is(values[PART_COMPRESSION], "identity")) return REASON_CONTENT_TYPE;
    *message = values[PART_MESSAGE];
    if (!message->data || (values[PART_BASE64].data && !is(values[PART_BASE64], "1"))) return REASON_MALFORMED;
    if (values[PART_BASE64].data && !base64_read(a, *message, message)) return REASON_MALFORMED;
    return 0;
}
