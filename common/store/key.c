#include "store/key.h"

#include <string.h>

enum { TEXT_MAX = 128 };

/* What does not fit is cut: a key may be made of what a peer sent, and that is never asserted. */
static void put(struct key *k, const void *data, size_t len) {
    if (k->len + len > KEY_MAX) len = (size_t)KEY_MAX - k->len;
    memcpy(k->bytes + k->len, data, len);
    k->len = (uint16_t)(k->len + len);
}

/* By value all through: a key of 400 bytes on the stack is dearer than a span of LMDB's, but cannot point into memory
 * that the next write moves. */
struct key key_join(const struct key_part *parts, size_t n) {
    struct key k; /* not wiped: nobody reads past its length */
    k.len = 0;
    for (size_t i = 0; i < n; i++) {
        const struct key_part *p = &parts[i];
        uint8_t be[8];
        for (int b = 0; b < 8 && p->kind == KEY_PART_U64; b++) be[b] = (uint8_t)(p->u64 >> (56 - 8 * b));
        switch (p->kind) {
        case KEY_PART_ID: put(&k, p->id.bytes, ID_LEN); break;
        case KEY_PART_U64: put(&k, be, sizeof be); break;
        case KEY_PART_U8: put(&k, &(uint8_t){(uint8_t)p->u64}, 1); break;
        case KEY_PART_TEXT:
            put(&k, p->text, strnlen(p->text, TEXT_MAX));
            put(&k, "", 1);
            break;
        }
    }
    return k;
}

struct key key_from(struct span bytes) {
    struct key k;
    k.len = 0;
    if (bytes.len) put(&k, bytes.data, bytes.len);
    return k;
}

int key_order(const struct key *a, const struct key *b) { return span_order(key_span(a), key_span(b)); }

/* Rows of a damaged store, and keys of a release that made them shorter, are read with this too: past the end is 0. */
uint64_t key_u64_at(const struct key *k, size_t offset) {
    uint64_t v = 0;
    if (offset + 8 > k->len) return 0;
    for (size_t i = 0; i < 8; i++) v = v << 8 | k->bytes[offset + i];
    return v;
}

struct id key_id_at(const struct key *k, size_t offset) {
    struct id id = {{0}};
    if (offset + ID_LEN <= k->len) memcpy(id.bytes, k->bytes + offset, ID_LEN);
    return id;
}
