#include "gateway/http/files/list.h"

#include <string.h>
#include <sodium.h>

enum { DIGITS = 2 * LIST_HASH, NAME_AT = DIGITS + 2 };

static bool is_name_byte(uint8_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("._-/", c));
}

/* No segment is empty or begins with a dot: so none is "..", and none is hidden. */
static bool is_name(struct span name) {
    if (name.len == 0 || name.len > LIST_NAME_MAX) return false;
    for (size_t i = 0; i < name.len; i++) {
        bool begins = i == 0 || name.data[i - 1] == '/';
        if (!is_name_byte(name.data[i]) || (begins && strchr("./", name.data[i]))) return false;
    }
    return name.data[name.len - 1] != '/';
}

bool list_next(struct span *list, struct list_line *out) {
    const uint8_t *end = list->len ? memchr(list->data, '\n', list->len) : NULL;
    if (!end || end - list->data <= NAME_AT) return false;
    const char *text = (const char *)list->data;
    size_t len = 0;
    if (sodium_hex2bin(out->hash, LIST_HASH, text, DIGITS, NULL, &len, NULL) || len != LIST_HASH) return false;
    out->name = span_of(list->data + NAME_AT, (size_t)(end - list->data) - NAME_AT);
    if (memcmp(text + DIGITS, "  ", 2) != 0 || !is_name(out->name)) return false;
    *list = span_of(end + 1, list->len - (size_t)(end + 1 - list->data));
    return true;
}

bool list_matches(const struct list_line *line, struct span bytes) {
    uint8_t hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, bytes.data, bytes.len);
    return sodium_memcmp(hash, line->hash, sizeof hash) == 0;
}
